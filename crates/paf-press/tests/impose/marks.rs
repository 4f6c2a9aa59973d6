//! Marks around single pages and sheets: where they lie, in which ink, and what becomes of the page.

use lopdf::content::Content;
use lopdf::{Document, Object};
use paf_pdf::geometry::{Mm, Rectangle};
use paf_pdf::pages::{PageRef, pages, resolved};
use paf_press::impose::{Booklet, saddle_stitch};
use paf_press::marks::{Folds, Marks, Slug, add};

use crate::read::{holding, load, xmp};
use crate::source::{FONT, MM, Source};

const OFF: Marks =
    Marks { crop: false, bleed: false, registration: false, fold: false, colour_bar: false, slug: None };

/// A straight stroke, and whether it is dashed.
type Stroke = ((f64, f64), (f64, f64), bool);

/// The marks of a page: its operators within `/Artifact BMC … EMC`.
fn strokes(page: &PageRef<'_>) -> Vec<Stroke> {
    let (mut found, mut at, mut to, mut dashed, mut depth) = (Vec::new(), (0.0, 0.0), None, false, 0);
    for operation in Content::decode(&page.content()).unwrap().operations {
        let numbers: Vec<f64> =
            operation.operands.iter().filter_map(|n| n.as_float().ok()).map(f64::from).collect();
        match operation.operator.as_str() {
            "BMC" => depth += 1,
            "EMC" if depth > 0 => depth -= 1,
            _ if depth == 0 => {}
            "d" => dashed = !operation.operands[0].as_array().unwrap().is_empty(),
            "m" => at = (numbers[0], numbers[1]),
            "l" => to = Some((numbers[0], numbers[1])),
            "S" => found.extend(to.take().map(|to| (at, to, dashed))),
            _ => {}
        }
    }
    found
}

fn trim(page: &PageRef<'_>) -> Rectangle {
    page.boundary("TrimBox").unwrap()
}

#[test]
fn a_page_without_marks_is_left_alone() {
    let pdf = Source::new(2).pdf();
    let document = load(&add(&pdf, &OFF, &Folds::none()).unwrap());
    let page = &pages(&document)[0];
    assert!((trim(page).left - 10.0).abs() < 1e-3);
    assert!(!String::from_utf8(page.content()).unwrap().contains("Artifact"));
}

#[test]
fn a_marked_page_lies_on_larger_paper_that_begins_at_nought() {
    let pdf = Source::new(2).pdf();
    let document = load(&add(&pdf, &Marks::all(), &Folds::none()).unwrap());
    for page in pages(&document) {
        for (key, x) in [("MediaBox", 0.0), ("BleedBox", 6.0), ("TrimBox", 9.0)] {
            let found = page.boundary(key).unwrap();
            let expected = [x, x, 166.0 - x, 228.0 - x].map(|mm| mm * MM);
            let edges = [found.left, found.bottom, found.right, found.top];
            assert!(edges.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-3), "{key} {edges:?}");
        }
    }
}

#[test]
fn crop_marks_begin_a_point_outside_the_bleed_and_are_5_mm_long() {
    let pdf = Source::new(1).pdf();
    let document = load(&add(&pdf, &Marks { crop: true, ..OFF }, &Folds::none()).unwrap());
    let page = &pages(&document)[0];
    let (trim, found) = (trim(page), strokes(page));
    assert_eq!(found.len(), 8);
    for (from, to, dashed) in found {
        assert!(!dashed);
        let upright = (from.0 - to.0).abs() < 1e-3;
        let long = (from.0 - to.0).abs() + (from.1 - to.1).abs();
        assert!((long - 5.0 * MM).abs() < 1e-3, "{long}");
        let line = Rectangle::between(from, to);
        let (on, gap) = if upright {
            (
                (line.left - trim.left).abs().min((line.left - trim.right).abs()),
                (line.bottom - trim.top).max(trim.bottom - line.top),
            )
        } else {
            (
                (line.bottom - trim.bottom).abs().min((line.bottom - trim.top).abs()),
                (line.left - trim.right).max(trim.left - line.right),
            )
        };
        assert!(on < 2e-3, "a crop mark points along the cut");
        assert!((gap - (3.0 * MM + 1.0)).abs() < 2e-3, "{gap}");
    }
}

#[test]
fn folds_are_dashed_ticks_outside_the_trim() {
    let pdf = Source::new(2).pdf();
    let folds = Folds(vec![vec![Mm(48.0), Mm(98.0)]]);
    let document = load(&add(&pdf, &Marks { fold: true, ..OFF }, &folds).unwrap());
    let found = pages(&document);
    let (outline, ticks) = (trim(&found[0]), strokes(&found[0]));
    assert_eq!(ticks.len(), 4);
    for (from, to, dashed) in &ticks {
        assert!(dashed);
        let at = (from.0 - outline.left) / MM;
        assert!((at - 48.0).abs() < 1e-2 || (at - 98.0).abs() < 1e-2, "{at}");
        let line = Rectangle::between(*from, *to);
        assert!(line.bottom > outline.top + 3.0 * MM || line.top < outline.bottom - 3.0 * MM);
    }
    assert!(strokes(&found[1]).is_empty(), "page 2 has no folds");
}

#[test]
fn all_marks_stay_clear_of_the_bleed_and_on_the_paper() {
    let slug =
        Some(Slug { text: "{page}/{pages} {sheet}{side}: {plates}".to_owned(), fonts: vec![FONT.to_vec()] });
    let marks = Marks { slug, ..Marks::all() };
    let pdf = Source::new(8).pdf();
    let single = add(&pdf, &marks, &Folds(vec![vec![Mm(48.0)]])).unwrap();
    let sheets = saddle_stitch(&pdf, &Booklet { marks, ..Booklet::default() }).unwrap().bytes;
    for bytes in [single, sheets] {
        let document = load(&bytes);
        for page in pages(&document) {
            let media = page.boundary("MediaBox").unwrap();
            let bleed = page.boundary("BleedBox").unwrap();
            let found = strokes(&page);
            assert!(found.len() > 20);
            for (from, to, _) in found {
                let line = Rectangle::between(from, to);
                assert!(media.contains(&line, 0.0), "{line:?} leaves {media:?}");
                let outside = line.right <= bleed.left
                    || line.left >= bleed.right
                    || line.top <= bleed.bottom
                    || line.bottom >= bleed.top;
                assert!(outside, "{line:?} lies in {bleed:?}");
            }
        }
    }
}

#[test]
fn lines_print_on_all_plates_and_the_bar_shows_every_ink() {
    let pdf = Source::new(1).pdf();
    let document = load(&add(&pdf, &Marks::all(), &Folds::none()).unwrap());
    let page = &pages(&document)[0];
    let content = String::from_utf8(page.content()).unwrap();
    let marks = content.split("/Artifact BMC").nth(1).unwrap();
    assert!(marks.contains("/PressAll CS 1 SCN 0.25 w"), "{marks}");
    for patch in ["1 0 0 0 k", "0 0 0 0.5 k", "0 1 1 0 k", "/PressSpot0 cs 1 scn", "/PressSpot0 cs 0.5 scn"] {
        assert!(marks.contains(patch), "{patch}");
    }
    assert_eq!(marks.matches(" re f").count(), 13);
    let spaces = resolved(&document, page.resources().unwrap().get(b"ColorSpace").unwrap())
        .unwrap()
        .as_dict()
        .unwrap();
    let name = |key: &str| {
        let space = resolved(&document, spaces.get(key.as_bytes()).unwrap()).unwrap().as_array().unwrap();
        space[1].as_name().unwrap().to_vec()
    };
    assert_eq!(name("PressAll"), b"All");
    assert_eq!(name("PressSpot0"), b"PANTONE 2221 C");
    assert_eq!(name("Spot"), b"PANTONE 2221 C", "what the page names stays");
}

#[test]
fn the_slug_line_is_in_black_and_in_an_embedded_font() {
    let text = "Ιατρική Čeština {page} of {pages}".to_owned();
    let marks = Marks { slug: Some(Slug { text, fonts: vec![FONT.to_vec()] }), ..OFF };
    let document = load(&add(&Source::new(2).pdf(), &marks, &Folds::none()).unwrap());
    let content = String::from_utf8(pages(&document)[1].content()).unwrap();
    assert!(content.contains("BT 0 0 0 1 k ") && content.contains(" /PressSlug0 6 Tf [<"), "{content}");
    // The page's own font and the subset.
    assert_eq!(holding(&document, "FontFile3"), 2);
    let subset = document.objects.values().filter_map(|object| object.as_stream().ok());
    let mut subset = subset
        .filter(|stream| stream.dict.get(b"Subtype").is_ok_and(|n| n == &Object::from("CIDFontType0C")));
    let file = subset.next().unwrap().get_plain_content().unwrap();
    assert!(file.starts_with(&[1, 0]), "a bare CFF table");
    assert!(file.len() < FONT.len() / 10, "{} bytes", file.len());
}

#[test]
fn gradients_move_with_the_page() {
    let document = load(&add(&Source::new(1).pdf(), &Marks::all(), &Folds::none()).unwrap());
    let page = &pages(&document)[0];
    let patterns =
        resolved(&document, page.resources().unwrap().get(b"Pattern").unwrap()).unwrap().as_dict().unwrap();
    let gradient = resolved(&document, patterns.get(b"Gradient").unwrap()).unwrap().as_dict().unwrap();
    let matrix: Vec<f64> = gradient
        .get(b"Matrix")
        .unwrap()
        .as_array()
        .unwrap()
        .iter()
        .map(|n| f64::from(n.as_float().unwrap()))
        .collect();
    // It began at the corner of the trim, and still does.
    let trim = trim(page);
    assert!((matrix[4] - trim.left).abs() < 1e-3 && (matrix[5] - trim.bottom).abs() < 1e-3, "{matrix:?}");
}

#[test]
fn claims_about_single_pages_stay() {
    let document: Document = load(&add(&Source::new(1).pdf(), &Marks::all(), &Folds::none()).unwrap());
    let xmp = xmp(&document);
    assert!(xmp.contains("<pdfuaid:part>1<") && xmp.contains("Voices &amp; evidence</rdf:li>"));
}
