//! Each rule with a page that keeps it and a page that breaks it and no other.

use paf_diag::Severity;
use paf_preflight::Expectations;

use crate::page::{broken, findings};

/// Four letters at a size and a place.
pub(crate) fn text(colour: &str, size: f64, x: f64, y: f64) -> String {
    format!("{colour} BT /F {size} Tf 1 0 0 1 {x} {y} Tm <0001000200030004> Tj ET\n")
}

#[track_caller]
pub(crate) fn check(rule: &str, right: &str, wrong: &str) {
    assert_eq!(broken(right), Vec::<&str>::new(), "the page that is right");
    assert_eq!(broken(wrong), [rule], "the page that is wrong");
}

#[test]
fn an_empty_page_breaks_nothing() {
    assert_eq!(broken(""), Vec::<&str>::new());
}

#[test]
fn rgb() {
    let rule = "press::rgb";
    check(rule, "1 0 0 0 k 50 50 50 50 re f", "1 0 0 rg 50 50 50 50 re f");
    check(rule, "0 0 0 1 K 50 50 m 90 90 l S", "0 0 0 RG 50 50 m 90 90 l S");
    check(rule, "", "/IccRgb cs 1 0 0 scn 50 50 50 50 re f");
    check(rule, "q 20 0 0 20 50 50 cm /Photo Do Q", "q 20 0 0 20 50 50 cm /Screen Do Q");
}

#[test]
fn text_colour() {
    check("press::text-colour", &text("0 0 0 1 k", 10.0, 50.0, 50.0), &text("0 0 0 rg", 10.0, 50.0, 50.0));
}

#[test]
fn icc_colour() {
    check("press::icc-colour", "0.5 g 50 50 50 50 re f", "/Lab cs 50 0 0 scn 50 50 50 50 re f");
    let gray = findings("/IccGray cs 0 scn 50 50 50 50 re f", &Expectations::default());
    assert_eq!(gray.len(), 1);
    assert_eq!(gray[0].severity, Severity::Warning);
}

#[test]
fn rich_black_text() {
    let rule = "press::rich-black-text";
    check(rule, &text("0 0 0 1 k", 10.0, 50.0, 50.0), &text("0.6 0.4 0.4 1 k", 10.0, 50.0, 50.0));
    // A heading may be of several inks, and a colour is no black.
    check(rule, &text("0.6 0.4 0.4 1 k", 20.0, 50.0, 50.0), &text("0.3 0.3 0.3 0.9 k", 10.0, 50.0, 50.0));
    check(rule, &text("1 0.8 0 0.2 k", 10.0, 50.0, 50.0), &text("0.1 0.1 0.1 0.1 k", 10.0, 50.0, 50.0));
}

#[test]
fn image_resolution() {
    let rule = "press::image-resolution";
    check(rule, "q 24 0 0 24 50 50 cm /Photo Do Q", "q 60 0 0 60 50 50 cm /Photo Do Q");
    let severity = |content: &str| findings(content, &Expectations::default())[0].severity;
    assert_eq!(severity("q 36 0 0 36 50 50 cm /Photo Do Q"), Severity::Warning);
    assert_eq!(severity("q 0 60 -60 0 110 50 cm /Photo Do Q"), Severity::Error);
}

#[test]
fn an_image_is_told_once_where_it_is_largest() {
    let twice = "q 36 0 0 36 50 50 cm /Photo Do Q q 60 0 0 60 100 50 cm /Photo Do Q";
    let found = findings(twice, &Expectations::default());
    assert_eq!(found.len(), 1);
    assert!(found[0].what.contains("at 120 pixels per inch"), "{}", found[0].what);
    assert!(found[0].remedy.contains("250 by 250 pixels"), "{}", found[0].remedy);
}

#[test]
fn bitmap_resolution() {
    check(
        "press::bitmap-resolution",
        "q 12 0 0 12 50 50 cm /Bitmap Do Q",
        "q 24 0 0 24 50 50 cm /Bitmap Do Q",
    );
}

#[test]
fn thin_line() {
    let rule = "press::thin-line";
    check(rule, "0.25 w 50 50 m 90 50 l S", "0.2 w 50 50 m 90 50 l S");
    check(rule, "10 w 0.1 0 0 0.1 0 0 cm 500 500 m 900 500 l S", "0 w 50 50 m 90 50 l S");
    // A strip that is filled looks like a line too, and a scale makes lines thinner.
    check(rule, "50 50 40 0.5 re f", "50 50 40 0.1 re f");
    check(rule, "", "q 0.1 0 0 0.1 0 0 cm 1 w 500 500 m 900 500 l S Q");
}

#[test]
fn small_text() {
    let rule = "press::small-text";
    check(rule, &text("0 g", 5.0, 50.0, 50.0), &text("0 g", 4.5, 50.0, 50.0));
    let scaled = format!("q 0.5 0 0 0.5 0 0 cm {} Q", text("0 g", 8.0, 100.0, 100.0));
    check(rule, &text("0 g", 8.0, 50.0, 50.0), &scaled);
}

#[test]
fn small_reversed_text() {
    let rule = "press::small-reversed-text";
    let panel = "1 0.5 0 0 k 40 40 60 40 re f ";
    let white = "0 0 0 0 k";
    let on_panel = |size: f64, colour: &str| format!("{panel}{}", text(colour, size, 50.0, 50.0));
    check(rule, &on_panel(9.0, white), &on_panel(7.0, white));
    check(rule, &on_panel(7.0, "/Over gs 0 0 0 1 k"), &on_panel(7.0, "1 0 1 0 k"));
    // White paper is no coloured ground, nor is a white panel on a coloured one.
    let inset = format!("{panel}0 g 0 0 0 0 k 45 45 40 20 re f {}", text("1 0 1 0 k", 7.0, 50.0, 50.0));
    check(rule, &inset, &on_panel(7.0, "1 g"));
}

#[test]
fn safe_margin() {
    let rule = "press::safe-margin";
    check(rule, &text("0 g", 10.0, 20.0, 50.0), &text("0 g", 10.0, 14.0, 50.0));
    let over = findings(&text("0 g", 10.0, 200.0, 50.0), &Expectations::default());
    assert_eq!((over.len(), over[0].severity), (1, Severity::Error));
    // Marks and slugs beside the page are no text of the page; neither is text that is clipped away.
    check(rule, &text("0 g", 5.0, 50.0, 2.0), &text("0 g", 10.0, 50.0, 303.0));
    let sheets = Expectations { sheets: true, ..Expectations::default() };
    assert!(findings(&text("0 g", 10.0, 14.0, 50.0), &sheets).is_empty());
}

#[test]
fn bleed_unfilled() {
    let rule = "press::bleed-unfilled";
    check(rule, "0 0 0 0.2 k 0 0 220 320 re f", "0 0 0 0.2 k 10 10 200 300 re f");
    check(rule, "0 0 0 0.2 k 0 100 220 50 re f", "0 0 0 0.2 k 10 100 210 50 re f");
    // Half way into the bleed is not enough, nor is a clip that ends at the trim.
    check(rule, "0 0 0 0.2 k 30 100 40 50 re f", "0 0 0 0.2 k 5 100 100 50 re f");
    check(rule, "", "q 10 10 200 300 re W n 0 0 0 0.2 k 0 0 220 320 re f Q");
    // Other artwork covers the stretch.
    let covered = "0 0 0 0.2 k 0 0 220 320 re f 1 0 0 0 k 10 100 100 50 re f";
    check(rule, covered, "0 0 0 0.2 k 0 0 220 120 re f 1 0 0 0 k 10 100 100 50 re f");
}

#[test]
fn unknown_spot() {
    let page = "/Gold cs 1 scn 50 50 50 50 re f";
    check("press::unknown-spot", "", page);
    let ordered = Expectations { spots: vec!["Gold".into()], ..Expectations::default() };
    assert!(findings(page, &ordered).is_empty());
}

#[test]
fn spot_all() {
    check("press::spot-all", "/All CS 1 SCN 0.25 w 0 5 m 5 5 l S", "/All cs 0.3 scn 50 50 50 50 re f");
}

#[test]
fn registration_colour() {
    let found = broken("1 1 1 1 k 50 50 50 50 re f");
    assert_eq!(found, ["press::ink-limit", "press::black-plate-registration"]);
}

#[test]
fn white_overprint() {
    let white = "1 0 0 0 k 40 40 80 80 re f 0 0 0 0 k";
    check(
        "press::white-overprint",
        &format!("{white} 50 50 20 20 re f"),
        &format!("{white} /Over gs 50 50 20 20 re f"),
    );
}

#[test]
fn overprint() {
    check("press::overprint", "/Over gs 0 0 0 1 k 50 50 20 20 re f", "/Over gs 1 0 0 0 k 50 50 20 20 re f");
}

#[test]
fn missing_glyph() {
    let wrong = "BT /F 10 Tf 1 0 0 1 50 50 Tm <00010000> Tj ET";
    check("press::missing-glyph", &text("0 g", 10.0, 50.0, 50.0), wrong);
    // Invisible text is for searching.
    assert!(broken("3 Tr BT /F 10 Tf 1 0 0 1 50 50 Tm <00010000> Tj ET").is_empty());
}

#[test]
fn ink_limit() {
    let rule = "press::ink-limit";
    check(rule, "0.9 0.8 0.7 0.6 k 50 50 50 50 re f", "0.9 0.8 0.7 0.7 k 50 50 50 50 re f");
    let found = findings("0.9 0.8 0.7 0.7 k 50 100 40 20 re f", &Expectations::default());
    let place = found[0].place.unwrap();
    let near = |a: f64, b: f64| (a - b).abs() <= 1.0;
    assert!(near(place.left, 50.0) && near(place.right, 90.0), "{place:?}");
    assert!(near(place.bottom, 100.0) && near(place.top, 120.0), "{place:?}");
    let strict = Expectations { ink_limit: Some(200.0), ..Expectations::default() };
    assert_eq!(findings("0.9 0.8 0.7 0 k 50 50 50 50 re f", &strict).len(), 1);
}

#[test]
fn many_of_a_kind_are_told_once() {
    let lines: String = (0..400).map(|at| format!("0.1 w 50 {0} m 90 {0} l S\n", 20 + at / 2)).collect();
    let found = findings(&lines, &Expectations::default());
    assert_eq!(found.len(), 1);
    assert!(found[0].what.starts_with("400 lines"), "{}", found[0].what);
}

#[test]
fn places_are_those_of_the_page() {
    let found = findings("q 2 0 0 2 10 20 cm 1 0 0 rg 20 30 10 5 re f Q", &Expectations::default());
    let place = found[0].place.unwrap();
    assert_eq!((place.left, place.bottom, place.right, place.top), (50.0, 80.0, 70.0, 90.0));
}

#[test]
fn texts_read_well() {
    for content in ["1 0 0 rg 50 50 50 50 re f", "0.1 w 50 50 m 90 50 l S", "/Gold cs 1 scn 50 50 9 9 re f"] {
        for finding in findings(content, &Expectations::default()) {
            assert!(!finding.what.ends_with('.') && !finding.what.contains("{}"), "{}", finding.what);
            assert!(finding.consequence.ends_with('.'), "{}", finding.consequence);
            assert!(finding.remedy.ends_with('.'), "{}", finding.remedy);
        }
    }
}
