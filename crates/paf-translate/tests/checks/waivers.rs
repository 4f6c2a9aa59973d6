//! Checks that a comment waives.

use paf_diag::{Diagnostics, SourceFile};
use paf_locale::HouseStyle;
use paf_translate::checks::{CheckContext, Waivers, check};
use paf_translate::po::parse;
use paf_translate::termbase::Termbase;

use super::text;

/// What is said of an entry with a comment, in German.
fn said(comment: &str, source: &str, translation: &str) -> Vec<String> {
    let entry = format!(
        "#. a note\n{comment}\nmsgctxt \"report.title\"\nmsgid \"{source}\"\nmsgstr \"{translation}\"\n"
    );
    let file = SourceFile::new(
        "de.po",
        format!("msgid \"\"\nmsgstr \"\"\n\n# other\nmsgctxt \"a\"\nmsgid \"a\"\nmsgstr \"b\"\n\n{entry}"),
    );
    let mut diagnostics = Diagnostics::new();
    let po = parse(&file, &mut diagnostics);
    let entry = po.find("report.title").expect("it is there");
    let waivers = Waivers::read(entry, &mut diagnostics);
    let termbase = Termbase::empty();
    let context = CheckContext {
        house_style: HouseStyle::EuIsg,
        do_not_translate: &[],
        glossary: &[],
        termbase: &termbase,
        passed: None,
    };
    check(&text("de", translation), &text("en", source), None, &context, &waivers, &mut diagnostics);
    let line = |diagnostic: &paf_diag::Diagnostic| {
        let place = &diagnostic.primary.as_ref().expect("a finding has a place").place;
        let help = diagnostic.help.join("; ");
        format!("{} {} [{}] -> {help}", diagnostic.rule.id(), diagnostic.message, place.text())
    };
    diagnostics.sorted().iter().map(line).collect()
}

#[test]
fn what_is_waived_is_not_told() {
    assert_eq!(said("# allow: number-mismatch", "Seven", "7"), [""; 0]);
    assert_eq!(said("# allow: number-mismatch, end-punctuation", "Seven", "7!"), [""; 0]);
    assert_eq!(said("# because\n# allow: spacing,\n# allow: number-mismatch", "Seven", "7 , 8"), [""; 0]);
    assert_eq!(said("# allow: translation::number-mismatch", "Seven", "7"), [""; 0]);
    assert_eq!(said("# 7 is usual", "Seven", "7").len(), 1);
    assert_eq!(said("# allow: number-mismatch", "Seven", "7!").len(), 1);
}

#[test]
fn a_waiver_that_nothing_needs() {
    assert_eq!(
        said("# allow: spacing, number-mismatch", "Seven", "7"),
        [concat!(
            "translation::waiver the translation of `report.title` waives `spacing`, which finds nothing in it ",
            "[spacing] -> remove `spacing` from the comment, so that the check works again"
        )]
    );
}

#[test]
fn a_name_that_no_check_has() {
    assert_eq!(
        said("# allow: number-mismatch, spaceing", "Seven", "7"),
        [concat!(
            "translation::waiver no check has the name `spaceing`, so nothing is waived ",
            "[spaceing] -> did you mean `spacing`?"
        )]
    );
    // Malformed files and missing translations cannot be waived.
    assert_eq!(said("# allow: po-syntax", "Seven", "Sieben").len(), 1);
}
