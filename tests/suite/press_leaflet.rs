//! The leaflet's two flat sides: cut at the folds they give the panels, each where the hand finds it.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;

use paf_build::{Selection, Wanted, prepare_in};
use paf_model::files::Memory;
use paf_model::markup;
use serde_json::Value;

use crate::pdf_framework::{Built, prepared, settings, shipped_framework};
use crate::pdf_reading::{Element, squeezed};
use crate::pdf_right_to_left;

/// Points in a millimetre.
const POINTS: f32 = 72.0 / 25.4;
/// In millimetres, as all that follows.
const BLEED: f32 = 3.0;
/// The margin of a panel.
const MARGIN: f32 = 9.0;

/// Where a panel lies: its number, the side from 0, the left edge and the width in millimetres.
struct Placed {
    number: usize,
    side: usize,
    left: f32,
    width: f32,
}

/// As document.yaml says; mirrored for what is read from the right.
fn placed(files: &Memory, is_mirrored: bool) -> Vec<Placed> {
    let prepared = prepared(files);
    let (_, document) =
        prepared.model.documents.iter().find(|(id, _)| &**id == "leaflet").expect("there is a leaflet");
    let fold = document.fold.as_ref().expect("it is folded");
    let mut all = Vec::new();
    for (side, content) in fold.sides().into_iter().enumerate() {
        let panels = content.panels.iter().map(|panel| usize::try_from(panel.value.0).expect("a number"));
        let widths =
            content.widths.iter().map(|width| f32::from(i16::try_from(width.0).expect("short")) / 100.0);
        let mut row: Vec<(usize, f32)> = panels.zip(widths).collect();
        if is_mirrored {
            row.reverse();
        }
        let mut left = 0.0;
        for (number, width) in row {
            all.push(Placed { number, side, left, width });
            left += width;
        }
    }
    all.sort_by_key(|panel| panel.number);
    all
}

/// The titles of the panels, in reading order.
fn titles(built: &Built, screen: &str) -> Vec<String> {
    let pdf = built.pdf(screen);
    let attached = pdf.attachments();
    let (_, _, bytes) = attached.first().expect("the data is attached");
    let data: Value = serde_json::from_slice(bytes).expect("the data is JSON");
    let panels = data["leaflet"]["panels"].as_array().expect("panels").clone();
    panels
        .iter()
        .map(|panel| squeezed(&markup::plain(&markup::parse(panel["title"].as_str().expect("a title")).0)))
        .collect()
}

fn headings(root: &Element) -> Vec<&Element> {
    root.all().into_iter().filter(|element| ["H1", "H2"].contains(&element.role.as_str())).collect()
}

/// Finds every panel's title on its side, between its folds, and gives how far from the left fold it begins.
fn starts(files: &Memory, stem: &str, lang: &str, is_mirrored: bool) -> Vec<(Placed, f32)> {
    let selection = Selection {
        documents: vec!["leaflet".to_owned()],
        languages: vec![lang.to_owned()],
        ..Selection::default()
    };
    let built = Built::some(files, &selection, &settings());
    let titles = titles(&built, &format!("eu/{lang}/{stem}.pdf"));
    let press = built.pdf(&format!("eu/{lang}/{stem}-press.pdf"));
    assert_eq!(press.pages(), 2);
    let headings = headings(&press.root);
    let found = placed(files, is_mirrored).into_iter().map(|panel| {
        let title = &titles[panel.number - 1];
        let heading = headings
            .iter()
            .filter(|heading| squeezed(&heading.text()) == *title && heading.page == Some(panel.side))
            .find_map(|heading| {
                let from_fold = heading.left()? / POINTS - BLEED - panel.left;
                (0.0..panel.width).contains(&from_fold).then_some(from_fold)
            });
        let from_fold = heading.unwrap_or_else(|| panic!("{lang}: `{title}` is not between its folds"));
        (panel, from_fold)
    });
    found.collect()
}

#[test]
fn cut_at_the_folds_the_sides_are_the_panels_in_order() {
    let panels = starts(&shipped_framework(), "immuno-oncology-leaflet-eu-de", "de", false);
    assert_eq!(panels.len(), 6);
    for (panel, from_fold) in panels {
        // Letters stand some hundredths of a millimetre beside the edge of their line.
        assert!((from_fold - MARGIN).abs() < 0.1, "panel {}: {from_fold} mm", panel.number);
    }
}

#[test]
fn from_right_to_left_they_are_mirrored() {
    let panels = starts(&pdf_right_to_left::framework(), "wheel-house-leaflet-eu-he", "he", true);
    assert_eq!(panels.len(), 8);
    let front = &panels[0].0;
    assert!((front.side, front.left) == (0, 0.0), "the front is at the left, where a hand opens it");
    for (panel, from_fold) in panels {
        assert!(from_fold >= MARGIN - 0.1, "panel {}: {from_fold} mm", panel.number);
    }
}

/// A fold that is off by a hair would show a white edge beside the dark front.
#[test]
fn the_dark_front_goes_over_the_fold() {
    let selection = Selection {
        documents: vec!["leaflet".to_owned()],
        languages: vec!["de".to_owned()],
        profiles: vec!["press".to_owned()],
        ..Selection::default()
    };
    let files = shipped_framework();
    let built = Built::some(&files, &selection, &settings());
    let bytes = built.bytes("eu/de/immuno-oncology-leaflet-eu-de-press.pdf");
    // A tenth of a millimetre is a pixel.
    let plates = paf_preflight::separations::render(&bytes, 1, 254.0);
    let cyan = plates.iter().find(|plate| plate.name == "Cyan").expect("cyan is printed");
    let front = placed(&files, false).into_iter().find(|panel| panel.number == 1).expect("a front");
    let fold = f64::from(BLEED + front.left) * 10.0;
    // At the top there are the grounds alone; further down the panel beside has a ground of its own.
    for row in [10, 1000, 1500] {
        let dark = |from_fold: f64| cyan.coverage[row * cyan.width + (fold + from_fold) as usize] > 200;
        assert_eq!([-8.0, -6.0, -4.0, -1.0].map(dark), [false, false, true, true], "{row}");
    }
}

/// A ticket without the letters of its document would lack words, without a word.
#[test]
fn the_ticket_has_the_letters_of_its_document() {
    let selection = Selection {
        documents: vec!["leaflet".to_owned()],
        languages: vec!["he".to_owned(), "ar".to_owned()],
        profiles: vec!["press".to_owned()],
        ..Selection::default()
    };
    let built = Built::some(&pdf_right_to_left::framework(), &selection, &settings());
    for (lang, family) in [("he", "NotoSansHebrew"), ("ar", "Amiri")] {
        let ticket = built.bytes(&format!("eu/{lang}/wheel-house-leaflet-eu-{lang}-press-ticket.pdf"));
        let has = |name: &str| ticket.windows(name.len()).any(|part| part == name.as_bytes());
        assert!(has(family), "{lang}");
    }
}

/// What a fold cannot be, as document.yaml has it, and what is told.
const MISFOLDS: &[(&str, &str, &str)] = &[
    ("paper: {width: 100", "paper: {width: 90", "a panel of 100 mm is wider than the page, which has 90 mm"),
    (
        "widths: [100, 100, 97]",
        "widths: [97, 100, 100]",
        "the folds of the two sides are not in the same places",
    ),
    (
        "widths: [100, 100, 97]",
        "widths: [100, 100, 98]",
        "the two sides of the sheet are not of the same width",
    ),
    ("widths: [97, 100, 100]", "widths: [97, 100]", "3 panels stand on this side, and 2 widths are given"),
    ("panels: [2, 6, 1]", "panels: [2, 6, 2]", "panel 2 stands in two places"),
    (
        "panels: [2, 6, 1], widths: [97, 100, 100]",
        "panels: [2, 6], widths: [97, 100]",
        "the leaflet has 6 panels",
    ),
];

#[test]
fn a_fold_that_cannot_be_made_is_told_at_its_line() {
    const PATH: &str = "templates/leaflet/document.yaml";
    let wanted = Wanted::Some(BTreeSet::from(["en".to_owned()]));
    for (from, to, expected) in MISFOLDS {
        let mut files = shipped_framework();
        let text = String::from_utf8(files.0[PATH].to_vec()).expect("a text");
        assert!(text.contains(from), "{from}");
        files.insert(PATH, text.replace(from, to).into_bytes());
        let told = paf_diag::render(
            &prepare_in(&files, &wanted, &paf_translate::checks::Passed::default()).1,
            paf_diag::Format::Short,
            false,
        );
        assert!(
            told.lines().any(|line| line.starts_with(PATH) && line.contains(expected)),
            "{expected}: {told}"
        );
    }
}
