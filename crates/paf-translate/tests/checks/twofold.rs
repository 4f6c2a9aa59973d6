//! One source text with two translations.

use super::{short, text};
use paf_diag::{Diagnostics, Written};
use paf_locale::HouseStyle;
use paf_translate::checks::{CheckContext, Waivers, check};
use paf_translate::termbase::Termbase;

fn told(source: &str, translation: &str, elsewhere: Option<&str>) -> Vec<String> {
    let termbase = Termbase::empty();
    let context = CheckContext {
        house_style: HouseStyle::EuIsg,
        do_not_translate: &[],
        glossary: &[],
        termbase: &termbase,
        passed: None,
    };
    let elsewhere = elsewhere.map(|words| text("pl", words).written);
    let mut diagnostics = Diagnostics::new();
    let elsewhere: Option<&Written> = elsewhere.as_ref();
    check(
        &text("pl", translation),
        &text("en", source),
        elsewhere,
        &context,
        &Waivers::none(),
        &mut diagnostics,
    );
    diagnostics.iter().map(short).collect()
}

#[test]
fn the_same_sentence_is_translated_alike() {
    let source = "This is an edition made for show.";
    let twofold = ["warning two-translations [To jest wydanie pokazowe.]"];
    assert_eq!(told(source, "To jest wydanie pokazowe.", Some("To wydanie na pokaz.")), twofold);
    assert!(told(source, "To jest wydanie pokazowe.", Some("To jest wydanie pokazowe.")).is_empty());
    assert!(told(source, "To jest wydanie pokazowe.", None).is_empty());
}

#[test]
fn a_short_text_may_differ_from_place_to_place() {
    assert!(told("Who acts", "Kto działa", Some("Wykonawcy")).is_empty());
}
