//! What is judged: what is printed for good, wherever it stands, and where people see it.

use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use paf_diag::Rule;
use paf_preflight::Report;

use crate::page::{changed, resource, told};

fn numbers(values: &[i64]) -> Vec<Object> {
    values.iter().map(|value| Object::Integer(*value)).collect()
}

/// A sheet that is larger than the bleed: 10 pt of slug on each side.
fn with_slug(content: &str) -> Report {
    changed(content, |document, page| {
        let page = document.get_dictionary_mut(page).unwrap();
        page.set("MediaBox", numbers(&[-10, -10, 230, 330]));
    })
}

#[test]
fn what_lies_outside_the_bleed_is_not_judged() {
    let rules = |content: &str| {
        let report = with_slug(content);
        [Rule::PressRgb, Rule::PressThinLine, Rule::PressTextColour, Rule::PressFontNotEmbedded]
            .map(|rule| told(&report, rule).len())
    };
    let text = "1 0 0 rg BT /F 6 Tf 50 -8 Td <00010002> Tj ET";
    let slug = format!("0 1 0 rg -10 -10 240 9 re f 0 1 0 RG 0.1 w -9 -5 m 229 -5 l S {text}");
    assert_eq!(rules(&slug), [0; 4]);
    // A part of it is enough, and so is the bleed itself.
    assert_eq!(rules("0 1 0 rg -10 -10 240 11 re f"), [1, 0, 0, 0]);
    assert_eq!(rules("1 0 0 rg BT /F 6 Tf 50 1 Td <00010002> Tj ET"), [0, 0, 1, 1]);
}

#[test]
fn places_are_told_as_people_see_the_page() {
    let place = |change: fn(&mut lopdf::Dictionary)| {
        let report = changed("1 0 0 rg 28.35 28.35 10 10 re f", |document, page| {
            change(document.get_dictionary_mut(page).unwrap());
        });
        let told = told(&report, Rule::PressRgb);
        told[0].split(" 1, ").nth(1).and_then(|rest| rest.split(':').next()).unwrap().to_owned()
    };
    // The sheet is 78 by 113 mm, the square lies 10 mm from its left and from its bottom.
    assert_eq!(place(|_| ()), "10 mm from the left and 99 mm from the top");
    assert_eq!(place(|page| page.set("Rotate", 90)), "10 mm from the left and 10 mm from the top");
    assert_eq!(place(|page| page.set("Rotate", 90.0)), "10 mm from the left and 10 mm from the top");
    assert_eq!(place(|page| page.set("Rotate", 180)), "64 mm from the left and 10 mm from the top");
    assert_eq!(place(|page| page.set("Rotate", -90)), "99 mm from the left and 64 mm from the top");
    assert_eq!(
        place(|page| page.set("CropBox", numbers(&[14, 14, 206, 306]))),
        "5 mm from the left and 94 mm from the top"
    );
    assert_eq!(place(|page| page.set("UserUnit", 2)), "20 mm from the left and 199 mm from the top");
}

#[test]
fn sizes_are_those_of_the_paper() {
    // Letters of 4 pt, a line of 0.2 pt and 150 pixels per inch, on a page of twice the size.
    let content =
        "0 g BT /F 4 Tf 50 50 Td <0001> Tj ET 0.2 w 50 90 m 90 90 l S q 48 0 0 48 80 150 cm /Photo Do Q";
    let count = |unit: i64| {
        let report = changed(content, |document, page| {
            document.get_dictionary_mut(page).unwrap().set("UserUnit", unit);
        });
        [Rule::PressSmallText, Rule::PressThinLine].map(|rule| told(&report, rule).len())
    };
    assert_eq!(count(1), [1, 1]);
    assert_eq!(count(2), [0, 0]);
    let fine = changed("q 24 0 0 24 80 150 cm /Photo Do Q", |document, page| {
        document.get_dictionary_mut(page).unwrap().set("UserUnit", 3);
    });
    assert!(told(&fine, Rule::PressImageResolution)[0].contains("at 100 pixels per inch"));
}

/// A square pattern that is filled with an image, so many points wide.
fn pattern(document: &mut Document, page: ObjectId, points: i64) {
    let photo = document.get_dictionary(page).unwrap().get(b"Resources").and_then(Object::as_dict).unwrap();
    let photo = photo.get(b"XObject").and_then(Object::as_dict).unwrap().get(b"Photo").unwrap().clone();
    let cell = dictionary! {
        "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "BBox" => numbers(&[0, 0, points, points]),
        "XStep" => points, "YStep" => points, "Matrix" => numbers(&[2, 0, 0, 2, 0, 0]),
        "Resources" => dictionary! { "XObject" => dictionary! { "Photo" => photo } },
    };
    let content = format!("{points} 0 0 {points} 0 0 cm /Photo Do");
    resource(document, page, "Pattern", "New", Object::Stream(Stream::new(cell, content.into_bytes())));
}

#[test]
fn images_within_patterns_are_as_fine_as_they_are_printed() {
    let found = |points, content: &str| {
        let report = changed(content, |document, page| pattern(document, page, points));
        told(&report, Rule::PressImageResolution)
    };
    let filled = "/Pattern cs /New scn 50 50 100 100 re f";
    let coarse = found(36, filled);
    assert!(coarse.len() == 1 && coarse[0].contains("at 100 pixels per inch"), "{coarse:?}");
    assert_eq!(found(12, filled), [""; 0]);
    // A pattern that nothing is painted with, or a form that makes it smaller.
    assert_eq!(found(36, "/Pattern cs /New scn"), [""; 0]);
    let text = "/Pattern cs /New scn BT /F 20 Tf 50 50 Td <0001> Tj ET";
    assert_eq!(found(36, text).len(), 1);
}

/// A font of one drawn letter, the code 97.
fn drawn(document: &mut Document, page: ObjectId, drawing: &str) {
    let drawing = document.add_object(Stream::new(dictionary! {}, drawing.as_bytes().to_vec()));
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type3", "FontMatrix" => vec![0.01.into(), 0.into(), 0.into(), 0.01.into(), 0.into(), 0.into()],
        "FontBBox" => numbers(&[0, 0, 100, 100]), "FirstChar" => 97, "LastChar" => 97, "Widths" => numbers(&[100]),
        "Encoding" => dictionary! { "Differences" => vec![97.into(), Object::Name(b"a".to_vec())] },
        "CharProcs" => dictionary! { "a" => drawing },
    };
    resource(document, page, "Font", "Drawn", Object::Dictionary(font));
}

#[test]
fn letters_that_are_drawings_are_looked_into() {
    let found = |drawing: &str, text: &str| {
        let content = format!("0 g BT /Drawn 20 Tf 50 50 Td {text} Tj ET");
        let report = changed(&content, |document, page| drawn(document, page, drawing));
        [
            Rule::PressType3Font,
            Rule::PressTextColour,
            Rule::PressRgb,
            Rule::PressBitmapResolution,
            Rule::PressThinLine,
        ]
        .map(|rule| told(&report, rule).len())
    };
    assert_eq!(found("100 0 d0 0 0 0 1 k 0 0 80 80 re f", "(aaa)"), [1, 0, 0, 0, 0]);
    assert_eq!(found("100 0 d0 1 0 0 rg 0 0 80 80 re f", "(aaa)"), [1, 1, 0, 0, 0]);
    // A letter without colours of its own takes that of the text, and its hairlines are letters.
    assert_eq!(found("100 0 0 0 80 80 d1 1 0 0 rg 0 0 80 1 re f", "(a)"), [1, 0, 0, 0, 0]);
    let bitmap = "100 0 0 0 80 80 d1 80 0 0 80 0 0 cm BI /W 40 /H 40 /IM true /F /CCF ID x EI";
    assert_eq!(found(bitmap, "(a)"), [1, 0, 0, 1, 0]);
    assert_eq!(found("100 0 d0 1 0 0 rg 0 0 80 80 re f", "(b)"), [1, 0, 0, 0, 0]);
    // One that is set in itself comes to an end.
    found("100 0 d0 BT /Drawn 1 Tf (a) Tj ET", "(a)");
}

#[test]
fn operators_of_letters_mean_nothing_on_a_page() {
    let report = changed("100 0 0 0 80 80 d1 1 0 0 rg 50 50 50 50 re f", |_, _| {});
    assert_eq!(told(&report, Rule::PressRgb).len(), 1);
}

/// A page that stands in several places is examined once, and what is found is told of all of them.
#[test]
fn a_page_that_is_repeated_is_examined_once() {
    let begun = std::time::Instant::now();
    let content = format!("{} 1 0 0 rg 50 50 9 9 re f", "0 g 50 50 9 9 re f ".repeat(10_000));
    let report = changed(&content, |document, page| {
        let tree =
            document.get_dictionary(page).unwrap().get(b"Parent").and_then(Object::as_reference).unwrap();
        let tree = document.get_dictionary_mut(tree).unwrap();
        tree.set("Kids", vec![Object::Reference(page); 5000]);
        tree.set("Count", 5000);
    });
    let told = told(&report, Rule::PressRgb);
    assert!(told.len() == 1 && told[0].ends_with("(likewise on pages 2 to 5000)"), "{told:?}");
    assert_eq!(report.pages.len(), 5000);
    assert_eq!(report.pages[4999].number, 5000);
    assert!(report.pages[4999].ink.is_some());
    // One after the other, they would take an hour.
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}
