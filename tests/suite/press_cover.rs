//! A cover apart: its file with the spine, the inner pages, and the ticket that tells of both.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use lopdf::{Document, Object};
use paf_build::Output;
use paf_diag::{Diagnostic, Rule, Severity};
use paf_model::files::Memory;
use serde_json::{Value, json};

use crate::pdf_framework::{Built, run, settings};
use crate::press_keys::{saying, sheet};

/// The document of six pages with this in place of its sixth page.
fn of_pages(said: &str, pages: usize) -> Memory {
    let mut files = saying(said, "");
    let path = "templates/sheet/sheet.typ";
    let text = String::from_utf8(files.0[path].to_vec()).expect("it is text");
    assert!(text.contains("{ 7 }"), "the template has six pages");
    files.insert(path, text.replace("{ 7 }", &format!("{{ {} }}", pages + 1)).into_bytes());
    files
}

struct Given {
    whole: Document,
    cover: Document,
    inner: Document,
    ticket: Value,
    diagnostics: Vec<Diagnostic>,
}

impl Given {
    fn of(said: &str, pages: usize) -> Self {
        let built = Built::some(&of_pages(said, pages), &sheet(), &settings());
        let path = |name: &str| format!("eu/en/small-sheet-eu-en-press{name}");
        let pdf = |name| Document::load_mem(&built.bytes(&path(name))).expect("it is a PDF");
        let told = built.report.diagnostics.iter();
        Self {
            whole: pdf(".pdf"),
            cover: pdf("-cover.pdf"),
            inner: pdf("-inner.pdf"),
            ticket: serde_json::from_slice(&built.bytes(&path("-cover-ticket.json"))).expect("it is JSON"),
            diagnostics: told.filter(|told| told.rule == Rule::PressCover).cloned().collect(),
        }
    }

    fn spine(&self) -> f64 {
        self.ticket["cover"]["spine_mm"].as_f64().expect("a spine")
    }
}

fn scratch() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// A box of a page, in hundredths of a millimetre.
fn edges(document: &Document, page: u32, key: &[u8]) -> Vec<i64> {
    let page = document.get_dictionary(document.get_pages()[&page]).expect("a page");
    let edges = page.get(key).and_then(Object::as_array).expect("the box is there");
    let hundredths = |edge: &Object| {
        #[expect(clippy::cast_possible_truncation, reason = "pages are small")]
        let rounded = (f64::from(edge.as_float().expect("a number")) / 72.0 * 2540.0).round() as i64;
        rounded
    };
    edges.iter().map(hundredths).collect()
}

/// What a page paints.
fn content(document: &Document, page: u32) -> Vec<u8> {
    document.get_page_content(document.get_pages()[&page])
}

/// The pages of the document that a side of the cover paints, by the names that they have there.
fn on_side(document: &Document, side: u32) -> Vec<String> {
    let page = document.get_dictionary(document.get_pages()[&side]).expect("a page");
    let resources = page.get(b"Resources").and_then(Object::as_dict).expect("resources");
    let forms = resources.get(b"XObject").and_then(Object::as_dict).expect("forms");
    forms.iter().map(|(name, _)| String::from_utf8_lossy(name).into_owned()).collect()
}

const THICK: &str = "press: {cover: {thickness: 110, allowance: 2.5}}\n";

#[test]
fn a_cover_apart_has_a_spine_as_wide_as_its_leaves_are_thick() {
    let given = Given::of(THICK, 12);
    // Eight inner pages are four leaves of 0.11 mm, and 2.5 mm.
    assert!((given.spine() - 2.94).abs() < 1e-9, "{}", given.spine());
    assert_eq!((given.cover.get_pages().len(), given.inner.get_pages().len()), (2, 8));
    for side in [1, 2] {
        let (trim, bleed) = (edges(&given.cover, side, b"TrimBox"), edges(&given.cover, side, b"BleedBox"));
        assert_eq!((trim[2] - trim[0], trim[3] - trim[1]), (2 * 10_000 + 294, 14_000), "side {side}");
        let around = [trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]];
        assert_eq!(around, [300; 4], "side {side}");
        assert_eq!(edges(&given.cover, side, b"MediaBox")[..2], [0, 0]);
    }
    assert_eq!(edges(&given.inner, 1, b"TrimBox"), [300, 300, 10_300, 14_300]);
    let ticket = &given.ticket;
    assert_eq!((&ticket["pages"], &ticket["cover"]["pages"]), (&8.into(), &4.into()));
    assert_eq!(ticket["finishing"], json!({"kind": "glued", "spine_mm": 2.94}));
    assert_eq!((&ticket["cover"]["outside"], &ticket["cover"]["inside"]), (&json!([12, 1]), &json!([2, 11])));
    assert_eq!(ticket["cover"]["inner_pages_begin_with"], 3);
    assert_eq!(ticket["file"]["name"], "small-sheet-eu-en-press-inner.pdf");
    assert_eq!(ticket["cover"]["file"]["name"], "small-sheet-eu-en-press-cover.pdf");
    assert!(given.diagnostics.is_empty(), "{:?}", given.diagnostics);
}

#[test]
fn the_self_cover_is_the_same_byte_for_byte_with_a_cover_apart_beside_it() {
    let [without, with] = ["", THICK].map(|said| Built::some(&of_pages(said, 12), &sheet(), &settings()));
    for name in ["press.pdf", "press-ticket.pdf", "press-ticket.json", "booklet.pdf", "booklet-ticket.json"] {
        let path = format!("eu/en/small-sheet-eu-en-{name}");
        assert!(without.bytes(&path) == with.bytes(&path), "{name}");
    }
}

#[test]
fn weight_and_volume_tell_the_thickness_too() {
    let given = Given::of("press: {cover: {grammage: 100, volume: 1.1, allowance: 2.5}}\n", 12);
    assert!((given.spine() - 2.94).abs() < 1e-9, "{}", given.spine());
    let own = Given::of("press: {cover: {thickness: 60, allowance: 2.5, paper: \"Board, 250 g/m²\"}}\n", 12);
    assert!((own.spine() - 2.74).abs() < 1e-9, "{}", own.spine());
    assert_eq!(
        (&given.ticket["cover"]["paper"], &own.ticket["cover"]["paper"]),
        (&Value::Null, &"Board, 250 g/m²".into())
    );
}

#[test]
fn what_is_unusual_of_a_cover_is_told_where_it_is_ordered() {
    let told = |said: &str, pages: usize| {
        let told = Given::of(said, pages).diagnostics;
        for told in &told {
            let place = told.primary.as_ref().map(|label| label.place.file().path().to_owned());
            assert_eq!(place.as_deref(), Some("templates/sheet/document.yaml"));
            assert_eq!(told.severity, Severity::Warning);
        }
        told.into_iter().map(|told| told.message).collect::<Vec<_>>().join("; ")
    };
    let blank = "has 11 pages, an odd number, so the outside of the back is blank";
    assert!(told(THICK, 11).contains(blank), "{}", told(THICK, 11));
    // Whoever has said where it goes knows.
    let chosen = "press: {blanks: before-cover, cover: {thickness: 110, allowance: 2.5}}\n";
    assert_eq!(told(chosen, 11), "");
    assert_eq!(Given::of(chosen, 11).ticket["cover"]["inside"], json!([2, null]));
    let thin = told("press: {cover: {thickness: 110}}\n", 12);
    assert!(thin.contains("the spine is 0.44 mm wide, and printers do not glue spines below 2 mm"), "{thin}");
    let wide = told("press: {cover: {thickness: 1000, allowance: 3}}\n", 12);
    assert!(wide.contains("the spine is 7.00 mm wide, and 1.00 mm of it stay white"), "{wide}");
    assert_eq!(told("press: {bleed: 4, cover: {thickness: 1000, allowance: 3}}\n", 12), "");
}

#[test]
fn the_outer_pages_are_on_the_cover_and_the_others_inside_as_they_were() {
    let given = Given::of(THICK, 12);
    assert_eq!(on_side(&given.cover, 1), ["P12", "P1"]);
    assert_eq!(on_side(&given.cover, 2), ["P2", "P11"]);
    for page in 1..=8 {
        assert!(content(&given.inner, page) == content(&given.whole, page + 2), "page {page}");
    }
}

#[test]
fn too_few_pages_for_a_cover_are_told() {
    let built = run(&of_pages(THICK, 4), &sheet(), &settings(), &Output::new(scratch().path()));
    let told = built.diagnostics.iter().find(|told| told.rule == Rule::PressFailed).expect("it is refused");
    assert!(told.message.contains("five pages or more, and there are 4"), "{}", told.message);
}

#[test]
fn a_cover_without_the_measures_of_its_spine_is_refused_where_it_is_ordered() {
    for (cover, refused) in [
        ("{}", "a cover has a spine, and nothing says how thick a leaf of the inner pages is"),
        ("{grammage: 115}", "the weight of a paper does not tell how thick it is"),
        ("{volume: 1.1}", "the volume of a paper is given without its weight"),
        (
            "{thickness: 110, grammage: 115}",
            "a leaf is said to be 110 µm thick, and its weight is given, too",
        ),
        ("{thickness: 110, volume: 1.1}", "a leaf is said to be 110 µm thick, and its volume is given, too"),
        ("{grammage: 115, volume: 0}", "a leaf of 115 g/m² with this volume would be 0.000 mm thick"),
        ("{grammage: 500, volume: 5}", "a leaf of 500 g/m² with this volume would be 2.500 mm thick"),
    ] {
        let (_, told) = paf_build::prepare(&saying(&format!("press:\n  cover: {cover}\n"), ""));
        let found = told.iter().find(|told| told.message == refused);
        let found = found.unwrap_or_else(|| panic!("{cover}: {told:?}"));
        assert_eq!(found.rule, Rule::Cover);
        assert!(found.primary.is_some() && !found.help.is_empty(), "{cover}");
    }
    // Millimetres in place of micrometres, and a sheet that is folded.
    let (_, told) = paf_build::prepare(&saying("press: {cover: {thickness: 0.11}}\n", ""));
    assert!(told.has_errors());
    let fold = "fold: {kind: roll, sides: {outside: {panels: [2, 1], widths: [97, 100]}, inside: {panels: [3, 4], widths: [100, 97]}}}\n";
    let (_, told) = paf_build::prepare(&saying(&format!("{fold}press: {{cover: {{thickness: 110}}}}\n"), ""));
    assert!(told.iter().any(|told| told.message == "a sheet that is folded has no cover"));
}
