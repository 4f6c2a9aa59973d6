//! What printing houses find on pages, and many programs do not: black, edges, thin lines, damaged images.

use lopdf::{Document, Object, Stream, dictionary};
use paf_diag::{Rule, Severity};
use paf_preflight::{Expectations, examine};

use crate::page::{broken, findings, pdf};
use crate::rules::{check, text};

const TINT: &str = "0.15 0 0.1 0 k 40 40 100 60 re f ";
const BLACK: &str = "0 0 0 1 k";

fn on(ground: &str, state: &str, colour: &str, size: f64) -> String {
    format!("{ground} {state} {}", text(colour, size, 50.0, 50.0))
}

#[test]
fn black_text_lies_over_what_is_below_it() {
    let rule = "press::black-knockout";
    check(rule, &on(TINT, "/Over gs", BLACK, 9.0), &on(TINT, "", BLACK, 9.0));
    check(rule, &on("", "", BLACK, 9.0), &on(TINT, "", "0 g", 9.0));
    // A gray ground is printed with the same plate, and white paper has none.
    check(
        rule,
        &on("0 0 0 0.2 k 40 40 100 60 re f", "", BLACK, 9.0),
        &on(TINT, "/Over gs /Off gs", BLACK, 9.0),
    );
    let inset = format!("{TINT} 0 0 0 0 k 45 45 60 30 re f");
    check(rule, &on(&inset, "", BLACK, 9.0), &on(&format!("{inset} {TINT}"), "", BLACK, 9.0));
    // Large letters hide their edges.
    assert_eq!(broken(&on(TINT, "", BLACK, 16.0)), Vec::<&str>::new());
    let ordered = Expectations { spots: vec!["Gold".into()], ..Expectations::default() };
    let found = findings(&on("/Gold cs 1 scn 40 40 90 60 re f", "", BLACK, 9.0), &ordered);
    assert_eq!(
        (found.len(), found[0].rule, found[0].severity),
        (1, Rule::PressBlackKnockout, Severity::Warning)
    );
    assert!(found[0].place.is_some_and(|place| place.left > 49.0 && place.bottom > 47.0));
}

#[test]
fn overprint_in_mode_0_is_none() {
    let rule = "press::overprint-mode";
    check(rule, &on(TINT, "/Over gs", BLACK, 9.0), &on(TINT, "/Mode0 gs", BLACK, 9.0));
    check(rule, &on("", "/Mode0 gs", BLACK, 9.0), &format!("{TINT} /Mode0 gs {BLACK} 50 50 20 20 re f"));
    // An ink by its own name overprints in either mode.
    assert_eq!(broken(&format!("{TINT} /Mode0 gs /Black cs 1 scn 50 50 20 20 re f")), Vec::<&str>::new());
}

#[test]
fn nearly_black_text() {
    let rule = "press::screened-black-text";
    check(rule, &text(BLACK, 9.0, 50.0, 50.0), &text("0 0 0 0.95 k", 9.0, 50.0, 50.0));
    check(rule, &text("0 0 0 0.8 k", 9.0, 50.0, 50.0), &text("0.05 g", 9.0, 50.0, 50.0));
    check(rule, &text("0 0 0 0.95 k", 30.0, 50.0, 50.0), &text("0 0 0 0.91 k", 13.0, 50.0, 50.0));
    let found = findings(&text("0 0 0 0.95 k", 9.0, 50.0, 50.0), &Expectations::default());
    assert!(found[0].what.contains("95 % black"), "{}", found[0].what);
}

#[test]
fn thin_lines_of_many_inks() {
    let rule = "press::thin-coloured-line";
    let line = |colour: &str, width: f64| format!("{colour} {width} w 50 50 m 150 50 l S");
    check(rule, &line("0.5 0.5 0.5 0.5 K", 0.5), &line("0.5 0.5 0.5 0.5 K", 0.3));
    check(rule, &line("0 0 0 0.5 K", 0.3), &line("0.5 0.5 0.5 0.1 K", 0.4));
    check(rule, &line("0.5 0.5 0.5 0 K", 0.3), "0.5 0.5 0.5 0.5 k 50 50 100 0.3 re f");
    // Too thin in any colour: told once.
    assert_eq!(broken(&line("0.5 0.5 0.5 0.5 K", 0.1)), ["press::thin-line"]);
}

#[test]
fn artwork_that_ends_just_inside_the_cut() {
    let rule = "press::art-inside-trim";
    // The page is cut at 10 and 210 by 10 and 310; 0.4 mm are 1.1 points.
    check(rule, "0.2 0.1 0 0 k 0 0 220 320 re f", "0.2 0.1 0 0 k 0 0 208.9 320 re f");
    check(rule, "0.2 0.1 0 0 k 20 20 180 280 re f", "0.2 0.1 0 0 k 11.1 100 100 100 re f");
    // A background that goes on beyond the cut leaves no paper, and a detail is none.
    let covered = "0.1 0 0 0 k 0 0 220 320 re f 0.2 0.1 0 0 k 0 0 208.9 320 re f";
    check(rule, covered, "0.2 0.1 0 0 k 0 30 220 278.9 re f");
    assert_eq!(broken("0 0 0 1 k 11.1 100 5 5 re f"), Vec::<&str>::new());
    let found = findings("0.2 0.1 0 0 k 0 0 208.9 320 re f", &Expectations::default());
    assert!(found[0].what.ends_with("(right)"), "{}", found[0].what);
    assert_eq!(found[0].severity, Severity::Error);
}

#[test]
fn white_over_the_bleed() {
    let rule = "press::bleed-covered";
    let all = "0.2 0.1 0 0 k 0 0 220 320 re f 0 0 0 0 k";
    check(rule, all, &format!("{all} 210 0 10 320 re f"));
    // A white panel that goes on into the page is white at the cut by design.
    check(rule, &format!("{all} 150 0 70 320 re f"), &format!("{all} 0 100 10 50 re f"));
    // Colour on top of the white is seen again.
    check(
        rule,
        &format!("{all} 210 0 10 320 re f 1 0 0 0 k 200 0 20 320 re f"),
        &format!("{all} 0 314 220 6 re f"),
    );
    let found = findings(&format!("{all} 210 0 10 320 re f"), &Expectations::default());
    assert!(found[0].what.ends_with("(right)"), "{}", found[0].what);
}

#[test]
fn where_no_bleed_is_asked_for_nothing_lies_over_it() {
    let none = Expectations { bleed: paf_pdf::geometry::Mm(0.0), ..Expectations::default() };
    let rules = |content: &str| findings(content, &none).iter().map(|f| f.rule.id()).collect::<Vec<_>>();
    let page = "0.2 0.1 0 0 k 10 10 200 300 re f";
    assert_eq!(rules(page), Vec::<&str>::new());
    assert_eq!(rules("0.2 0.1 0 0 k 0 0 220 320 re f"), Vec::<&str>::new());
    assert_eq!(rules(&format!("{page} 0 0 0 0 k 209 10 1 300 re f")), Vec::<&str>::new());
    // A picture on a background leaves no paper; without one it does.
    assert_eq!(rules(&format!("{page} 1 0 0 0 k 10 10 198.9 300 re f")), Vec::<&str>::new());
    let found = findings("0.2 0.1 0 0 k 10 10 198.9 300 re f", &none);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].remedy, "Let the artwork run to the edge, or end at least 3 mm before it.");
}

#[test]
fn lines_along_the_cut() {
    let rule = "press::frame-at-edge";
    check(rule, "1 w 30 30 160 260 re S", "0.2 0.1 0 0 K 20 w 10 10 200 300 re S");
    check(rule, "1 w 10 50 m 210 200 l S", "6 w 10 10 m 10 310 l S");
    // A rule across the page touches the edge at its ends alone; marks stand outside it.
    check(rule, "1 w 0 100 m 220 100 l S 0.25 w 0 10 m 5 10 l S", "2 w 11 40 m 11 290 l S");
    check(
        rule,
        "q 30 30 50 50 re W n 20 w 10 10 200 300 re S Q",
        "20 w 10 10 m 210 10 l 210 310 l 10 310 l h S",
    );
    let sheets = Expectations { sheets: true, ..Expectations::default() };
    assert!(findings("20 w 10 10 200 300 re S", &sheets).is_empty());
}

/// A form with a group, which may be isolated.
fn grouped(isolated: bool, before: &str, within: &str) -> Vec<&'static str> {
    let mut document = Document::load_mem(&pdf(&format!("{before} /Form Do"))).unwrap();
    let page = document.get_pages()[&1];
    let mut resources =
        document.get_dictionary(page).unwrap().get(b"Resources").unwrap().as_dict().unwrap().clone();
    let form = dictionary! {
        "Subtype" => "Form", "BBox" => [0, 0, 220, 320].map(Object::from).to_vec(),
        "Resources" => resources.clone(),
        "Group" => dictionary! { "S" => "Transparency", "CS" => "DeviceCMYK", "I" => isolated },
    };
    let form = document.add_object(Stream::new(form, within.as_bytes().to_vec()));
    resources.set("XObject", dictionary! { "Form" => form });
    document.get_dictionary_mut(page).unwrap().set("Resources", resources);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let report = examine(&bytes, &Expectations::default()).unwrap();
    let found = report.findings.iter().map(|finding| finding.rule);
    found.filter(|rule| *rule >= Rule::PressRgb).map(Rule::id).collect()
}

#[test]
fn isolated_groups_defeat_overprint() {
    let over = format!("/Over gs {}", text(BLACK, 9.0, 50.0, 50.0));
    assert_eq!(grouped(true, TINT, &over), ["press::overprint-in-group"]);
    assert_eq!(grouped(false, TINT, &over), Vec::<&str>::new());
    // The ground may be in the group as well, or be bare paper.
    assert_eq!(grouped(true, "", &format!("{TINT} {over}")), Vec::<&str>::new());
    assert_eq!(grouped(true, "", &over), Vec::<&str>::new());
}

/// A page with one image.
fn with_image(filter: Option<&str>, width: i64, content: Vec<u8>) -> Vec<&'static str> {
    let mut document = Document::load_mem(&pdf("q 12 0 0 12 50 50 cm /Own Do Q")).unwrap();
    let mut image = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => 100,
        "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray",
    };
    if let Some(filter) = filter {
        image.set("Filter", filter);
    }
    let image = document.add_object(Stream::new(image, content));
    let page = document.get_pages()[&1];
    let resources = dictionary! { "XObject" => dictionary! { "Own" => image } };
    document.get_dictionary_mut(page).unwrap().set("Resources", resources);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let report = examine(&bytes, &Expectations::default()).unwrap();
    let damaged = report.findings.iter().filter(|finding| finding.rule == Rule::PressDamagedImage);
    damaged
        .map(|finding| {
            assert!(finding.place.is_some());
            finding.rule.id()
        })
        .collect()
}

#[test]
fn images_that_are_not_whole() {
    assert_eq!(with_image(None, 100, vec![0x80; 10_000]), Vec::<&str>::new());
    assert_eq!(with_image(None, 100, vec![0x80; 9_950]), Vec::<&str>::new(), "half a row is not seen");
    assert_eq!(with_image(None, 100, vec![0x80; 5_000]), ["press::damaged-image"]);
    let packed = |bytes: usize| {
        let mut stream = Stream::new(dictionary! {}, vec![0x80; bytes]);
        stream.compress().unwrap();
        stream.content
    };
    assert_eq!(with_image(Some("FlateDecode"), 100, packed(10_000)), Vec::<&str>::new());
    assert_eq!(with_image(Some("FlateDecode"), 100, packed(8_000)), ["press::damaged-image"]);
    assert_eq!(
        with_image(Some("DCTDecode"), 100, vec![0xff, 0xd8, 0xff, 0xda, 0, 2, 1, 2]),
        ["press::damaged-image"]
    );
}
