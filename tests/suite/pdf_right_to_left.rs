//! Pages from right to left: a framework in Arabic and Hebrew, made of everything that turns round.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::sync::OnceLock;

use lopdf::Object;
use paf_build::Disk;
use paf_model::files::{Files, Memory};
use paf_model::markup;
use serde_json::Value;

use crate::pdf_framework::{Built, ROOT, for_the_screen, settings, shipped_look, shown};
use crate::pdf_reading::{Element, Pdf, squeezed};

/// The languages that are written from right to left.
const LANGUAGES: [&str; 2] = ["ar", "he"];

/// Printed in the middle of Arabic and Hebrew, and from left to right nevertheless.
const FROM_THE_LEFT: [&str; 5] = [
    "+1\u{a0}202\u{a0}555\u{a0}0143",
    "office@example.org",
    "https://example.org/workshop/",
    "\u{20ac}1\u{a0}035.00",
    "courses@example.org",
];

/// The framework of `tests/frameworks/right-to-left` in the shipped look, with its own fonts beside
/// the shipped ones and its families in the brand.
pub(crate) fn framework() -> Memory {
    let mut files = shipped_look();
    let disk = Disk::new(format!("{ROOT}/tests/frameworks/right-to-left"));
    for folder in ["framework", "fonts"] {
        for path in disk.list(folder).expect("the folder can be listed") {
            files.insert(path.clone(), disk.read(&path).expect("the file can be read"));
        }
    }
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the file is text");
    let families = Disk::new(format!("{ROOT}/tests/frameworks")).read("right-to-left/families.yaml");
    let brand = text(&files.0["templates/theme/brand.yaml"]);
    let (colours, _) = brand.split_once("fonts:\n").expect("the brand names its fonts");
    let brand = format!("{colours}{}", text(&families.expect("the families are there")));
    files.insert("templates/theme/brand.yaml", brand.into_bytes());
    let leaflet = text(&files.0["templates/leaflet/document.yaml"]);
    let fold = Disk::new(format!("{ROOT}/tests/frameworks")).read("right-to-left/fold.yaml");
    let (before, rest) = leaflet.split_once("fold:\n").expect("the leaflet is folded");
    let (_, after) = rest.split_once("labels:\n").expect("labels follow");
    let leaflet = format!("{before}{}labels:\n{after}", text(&fold.expect("the fold is there")));
    files.insert("templates/leaflet/document.yaml", leaflet.into_bytes());
    files
}

/// All its documents in all its languages; built once.
fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT.get_or_init(|| Built::some(&framework(), &for_the_screen(), &settings()))
}

fn pdf(document: &str, lang: &str) -> Pdf {
    built().pdf(&format!("eu/{lang}/wheel-house-{document}-eu-{lang}.pdf"))
}

/// What the PDF prints, in its language.
fn data(pdf: &Pdf) -> Value {
    let attached = pdf.attachments();
    let (_, _, bytes) = attached.first().expect("the data is attached");
    serde_json::from_slice(bytes).expect("the data is JSON")
}

/// What is read out, in one piece and without the marks that only turn something round.
fn read_out(pdf: &Pdf) -> String {
    squeezed(&pdf.text()).replace(['\u{202a}', '\u{202b}', '\u{202c}'], "")
}

/// A text of the data as it is printed: no marks, and no citations.
fn words(value: &Value) -> String {
    let text = value.as_str().expect("a text");
    squeezed(&markup::plain(&markup::parse(text).0))
}

/// Every text of running content, in the order of the file.
fn texts<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    /// What is named and never printed, and what is printed elsewhere than in its place.
    const NOT_PRINTED: [&str; 8] = ["id", "kind", "icon", "figure", "sources", "text-key", "url", "short"];
    match value {
        Value::Object(map) => {
            for (_, part) in map.iter().filter(|(key, _)| !NOT_PRINTED.contains(&key.as_str())) {
                texts(part, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|part| texts(part, found)),
        Value::String(_) => found.push(value),
        _ => {}
    }
}

fn with_role<'a>(element: &'a Element, role: &str) -> Vec<&'a Element> {
    element.all().into_iter().filter(|element| element.role == role).collect()
}

#[test]
fn nothing_is_missing_and_nothing_collides() {
    let found = &built().report.diagnostics;
    // A family that the fonts do not have, or a text without a translation, would be a warning.
    assert!(found.is_empty(), "{}", shown(found));
    assert_eq!(built().report.outcomes.len(), 9);
}

#[test]
fn they_say_that_they_run_from_right_to_left() {
    for document in ["leaflet", "summary", "report"] {
        for (lang, direction) in [("en", "L2R"), ("ar", "R2L"), ("he", "R2L")] {
            let pdf = pdf(document, lang);
            let catalog = pdf.catalog();
            let said = pdf.string(catalog, "Lang").expect("it says its language");
            assert_eq!(said.split('-').next(), Some(lang), "{said}");
            let viewer = pdf.dictionary(catalog, "ViewerPreferences").expect("it says how it is shown");
            // From left to right is what holds where nothing is said.
            let said = pdf.get(viewer, "Direction").and_then(|name| name.as_name().ok());
            assert_eq!(said.unwrap_or(b"L2R"), direction.as_bytes(), "{document} {lang}");
            assert!(matches!(pdf.get(viewer, "DisplayDocTitle"), Some(Object::Boolean(true))));
        }
    }
}

#[test]
fn every_text_of_the_leaflet_is_read_out_as_it_is_written() {
    for lang in LANGUAGES {
        let pdf = pdf("leaflet", lang);
        let data = data(&pdf);
        let all = read_out(&pdf);
        let mut wanted = Vec::new();
        texts(&data["leaflet"]["panels"], &mut wanted);
        assert!(wanted.len() > 70, "{} texts", wanted.len());
        for text in wanted {
            let text = words(text);
            assert!(all.contains(&text), "{lang}: `{text}` is not in `{all}`");
        }
    }
}

#[test]
fn every_text_of_the_report_is_read_out_as_it_is_written() {
    for lang in LANGUAGES {
        let pdf = pdf("report", lang);
        let data = data(&pdf);
        // A citation stands in the middle of a text: what is before it is looked for.
        let all = read_out(&pdf);
        let mut wanted = Vec::new();
        for part in ["summary", "sections", "closing"] {
            texts(&data["report"][part], &mut wanted);
        }
        assert!(wanted.len() > 50, "{} texts", wanted.len());
        for text in wanted {
            let before = text.as_str().and_then(|text| text.split("[@").next()).expect("a text");
            let text = words(&Value::from(before.trim_end()));
            assert!(all.contains(&text), "{lang}: `{text}` is not in `{all}`");
        }
    }
}

#[test]
fn panels_and_their_lists_keep_their_order() {
    for lang in LANGUAGES {
        let pdf = pdf("leaflet", lang);
        let data = data(&pdf);
        let panels = data["leaflet"]["panels"].as_array().expect("panels");
        assert_eq!(pdf.pages(), panels.len());
        for (page, panel) in panels.iter().enumerate() {
            let title = words(&panel["title"]);
            // The front is named once more where another panel has the same title.
            let heading = if page == 0 { "H1" } else { "H2" };
            let found = with_role(&pdf.root, heading).into_iter().find(|h| squeezed(&h.text()) == title);
            let found = found.unwrap_or_else(|| panic!("{lang}: no heading `{title}`"));
            assert_eq!(found.page, Some(page), "{lang}: {title}");
        }
        let items: Vec<String> =
            with_role(&pdf.root, "LI").iter().map(|item| squeezed(&item.text())).collect();
        let mut from = 0;
        let blocks = panels.iter().flat_map(|panel| panel["body"].as_array().expect("blocks"));
        for block in blocks
            .filter(|block| ["list", "steps", "alert"].contains(&block["kind"].as_str().unwrap_or_default()))
        {
            for (_, item) in block["items"].as_object().expect("items") {
                let text = words(&item["text"]);
                let at = items[from..].iter().position(|item| item.ends_with(&text));
                from += at.unwrap_or_else(|| panic!("{lang}: `{text}` is not in its place in {items:?}")) + 1;
            }
        }
    }
}

#[test]
fn the_first_column_stands_at_the_right() {
    for (document, lang) in [("leaflet", "ar"), ("leaflet", "he"), ("report", "ar"), ("report", "he")] {
        let pdf = pdf(document, lang);
        let tables = with_role(&pdf.root, "Table");
        assert!(!tables.is_empty());
        for row in tables.iter().flat_map(|table| with_role(table, "TR")) {
            let cells = row.all().into_iter().filter(|cell| ["TH", "TD"].contains(&cell.role.as_str()));
            let places: Vec<f32> = cells.filter_map(Element::left).collect();
            assert!(places.is_sorted_by(|a, b| a > b), "{document} {lang}: {places:?} of `{}`", row.text());
        }
    }
    let pdf = pdf("leaflet", "en");
    let rows = with_role(&pdf.root, "TR");
    let places: Vec<f32> =
        rows[0].all().into_iter().filter(|c| c.role == "TH").filter_map(Element::left).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn numbers_of_a_list_stand_at_the_right_of_its_words() {
    for lang in LANGUAGES {
        let pdf = pdf("leaflet", lang);
        let steps = with_role(&pdf.root, "LI");
        let labelled: Vec<(bool, f32, f32)> = steps
            .iter()
            .filter_map(|item| {
                let (label, body) = (with_role(item, "Lbl"), with_role(item, "LBody"));
                let is_number = label.first()?.text().contains(char::is_numeric);
                Some((is_number, label.first()?.left()?, body.first()?.left()?))
            })
            .collect();
        assert_eq!(labelled.iter().filter(|(is_number, ..)| *is_number).count(), 4, "{lang}");
        for (_, label, words) in labelled {
            assert!(label > words, "{lang}: the number or bullet at {label}, the words at {words}");
        }
    }
}

#[test]
fn numbers_and_addresses_run_from_left_to_right() {
    for lang in LANGUAGES {
        let pdf = pdf("leaflet", lang);
        let pieces = pdf.root.languages(lang);
        for text in FROM_THE_LEFT {
            // What is put together of several pieces has been turned round piece by piece.
            assert!(pieces.iter().any(|(piece, _)| piece.contains(text)), "{lang}: `{text}` in {pieces:?}");
        }
    }
}
