//! A rule that did not run has not passed.

use lopdf::Document;
use paf_diag::Rule;
use paf_pdf::geometry::{Mm, Size};
use paf_preflight::{Expectations, Report, Standard};

use crate::fixture::*;

/// The ids of rules, without the area.
fn names(rules: impl IntoIterator<Item = Rule>) -> Vec<&'static str> {
    rules.into_iter().map(|rule| rule.id().trim_start_matches("press::")).collect()
}

fn examined(expectations: &Expectations, change: impl FnOnce(&mut Document)) -> Report {
    let mut document = good();
    change(&mut document);
    report(&mut document, expectations)
}

#[test]
fn all_that_a_job_asks_for_runs_on_a_good_file() {
    let also = vec![Standard::PdfA2a, Standard::PdfUa1];
    let expectations = Expectations { also, saddle_stitch: true, ..Expectations::default() };
    let report = examined(&expectations, |_| ());
    assert_eq!(names(report.not_run()), [""; 0]);
    let all = Rule::ALL.iter().filter(|rule| (Rule::PressUnreadable..Rule::PressUnmeasured).contains(rule));
    let missing: Vec<Rule> = all.copied().filter(|rule| !report.ran.contains(rule)).collect();
    // Sizes are compared with each other where none was ordered.
    assert_eq!(names(missing), ["trim-size"]);
    assert_eq!(report.passed().count(), report.ran.len() - 1);
}

#[test]
fn what_a_job_does_not_ask_for_is_not_counted() {
    let trim = Some(Size { width: Mm(60.0), height: Mm(80.0) });
    let report = examined(&Expectations { trim, ..Expectations::default() }, |_| ());
    for rule in [Rule::PressPageCount, Rule::PressPdfAClaim, Rule::PressPdfUaClaim, Rule::PressMixedPageSizes]
    {
        assert!(!report.ran.contains(&rule), "{}", rule.id());
    }
    let unbled = examined(&Expectations { bleed: Mm(0.0), ..Expectations::default() }, |_| ());
    assert!(!unbled.ran.contains(&Rule::PressBleedUnfilled) && unbled.ran.contains(&Rule::PressArtInside));
    let sheets = examined(&Expectations { sheets: true, ..Expectations::default() }, |_| ());
    assert!(!sheets.ran.contains(&Rule::PressSafeMargin));
}

#[test]
fn what_could_not_be_checked_is_named() {
    let usual = Expectations::default();
    let not_run = |change: fn(&mut Document)| names(examined(&usual, change).not_run());
    assert_eq!(
        not_run(|d| drop(d.catalog_mut().unwrap().remove(b"Metadata"))),
        ["not-pdfx", "xmp-dates", "xmp-ids"]
    );
    assert_eq!(
        not_run(|d| drop(d.catalog_mut().unwrap().remove(b"OutputIntents"))),
        ["output-intent-profile", "output-intent-identifier"]
    );
    assert_eq!(
        not_run(|d| drop(page(d).remove(b"TrimBox"))),
        [
            "no-bleed",
            "trim-size",
            "mixed-page-sizes",
            "safe-margin",
            "bleed-unfilled",
            "bleed-covered",
            "art-inside-trim",
            "frame-at-edge"
        ]
    );
    // Of a page that breaks off, nothing about colours, letters and lines is known.
    let broken = examined(&usual, |d| {
        let content = d.add_object(lopdf::Stream::new(lopdf::dictionary! {}, b"0 g ) 1 0 0 rg".to_vec()));
        page(d).set("Contents", content);
    });
    for rule in [Rule::PressRgb, Rule::PressFontNotEmbedded, Rule::PressInkLimit, Rule::PressMissingGlyph] {
        assert!(broken.not_run().contains(&rule) && !broken.ran.contains(&rule), "{}", rule.id());
    }
    assert!(broken.ran.contains(&Rule::PressNoTrimBox));
}
