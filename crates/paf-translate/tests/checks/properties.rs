//! What holds for every text, sensible or not.

use paf_diag::{Diagnostics, SourceFile};
use paf_locale::{HouseStyle, Lang};
use paf_translate::checks::CheckContext;
use paf_translate::termbase::Termbase;
use proptest::prelude::*;

use super::{DO_NOT_TRANSLATE, findings, text};

const GLOSSARY: &[(&str, &str)] = &[("cell", "T cell"), ("virus", "oncolytic virus")];

/// Texts of pieces that the checks look at, with marks that are closed or not.
fn words() -> impl Strategy<Value = String> {
    const PIECES: [&str; 66] = [
        " ",
        "\u{a0}",
        "\u{202f}",
        "\n",
        ".",
        ",",
        ":",
        ";",
        "!",
        "?",
        "…",
        "...",
        "(",
        ")",
        "-",
        "’",
        "‘",
        "“",
        "”",
        "„",
        "«",
        "»",
        "‚",
        "\"",
        "'",
        "`",
        ",,",
        "<<",
        "%",
        "°C",
        " mg",
        "1",
        "23",
        "456",
        "٤",
        "12.30",
        " p.m.",
        "XXI",
        "a",
        "Wort",
        "cell",
        "T cells",
        "virus",
        "а",
        "ο",
        "клетка",
        "κύτταρα",
        "ş",
        "ﬁ",
        "u\u{308}",
        "\u{200b}",
        "\u{fdd0}",
        "ESMO",
        "CAR-T",
        "paf",
        "*",
        "**",
        "[",
        "](term:cell)",
        "[@a-1]",
        "{name}",
        "{",
        "esmo.org/1",
        "😀",
        "İ",
        "ß",
    ];
    prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_text_is_too_much(
        source in words(),
        translation in words(),
        form in words().prop_map(|form| form.replace('\'', "")),
        lang in prop::sample::select(Lang::all().collect::<Vec<_>>()),
        house_style in prop::sample::select(HouseStyle::ALL.to_vec()),
    ) {
        let form = serde_json::Value::from(form);
        let file = SourceFile::new("t.yaml", format!("cell: {{use: [{form}, wort*], not: [{form}, zelle*]}}"));
        let termbase = Termbase::read(&file, &["cell"], &mut Diagnostics::new());
        let context = CheckContext {
            house_style,
            do_not_translate: DO_NOT_TRANSLATE,
            glossary: GLOSSARY,
            termbase: &termbase,
            passed: None,
        };
        let (source, text) = (text("en", &source), text(lang.code(), &translation));
        for found in findings(&source, &text, &context) {
            let place = found.primary.expect("a finding has a place").place;
            prop_assert!(place.range().end <= translation.len());
            prop_assert!(translation.is_char_boundary(place.range().start));
            prop_assert!(!found.help.is_empty());
        }
    }

    /// A text is a right translation of itself: no check takes one of its own numbers or names for lost.
    #[test]
    fn a_source_has_what_it_has(source in words(), end in words()) {
        let termbase = Termbase::empty();
        let context = CheckContext {
            house_style: HouseStyle::EuIsg,
            do_not_translate: DO_NOT_TRANSLATE,
            glossary: &[],
            termbase: &termbase,
            passed: None,
        };
        let both = format!("{source} {end}");
        let turned = format!("{both} ");
        for found in findings(&text("en", &both), &text("mt", &turned), &context) {
            let rule = found.rule.id();
            let is_loss = ["translation::number-mismatch", "translation::do-not-translate", "translation::mark-mismatch"];
            prop_assert!(!is_loss.contains(&rule), "{rule}: {}", found.message);
        }
    }
}
