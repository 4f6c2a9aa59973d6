//! Text: large enough for its colours, and with a glyph for every character.

use paf_diag::{Rule, Severity};

use super::super::display::{Item, Shape};
use super::super::{Sheet, Words};
use super::ground::Grounds;
use crate::Finding;

/// Sizes are rounded on their way through matrices.
const ROUNDING: f64 = 0.01;

pub(super) fn check(sheet: &Sheet<'_>, grounds: &Grounds<'_>) -> Vec<Finding> {
    [small(sheet), reversed(sheet, grounds), missing(sheet)].into_iter().flatten().collect()
}

fn smallest(items: &[&Item]) -> f64 {
    items.iter().filter_map(|item| item.text_size()).fold(f64::INFINITY, f64::min)
}

fn small(sheet: &Sheet<'_>) -> Option<Finding> {
    let least = sheet.expectations.smallest_text;
    let hits = sheet.hits(|item| item.text_size().is_some_and(|size| size < least - ROUNDING));
    let what = format!("{{}} smaller than {least} pt (down to {:.1} pt)", smallest(&hits.items));
    let words = Words {
        nouns: ("a text", "texts"),
        what: &what,
        consequence: "Thin strokes break up in print, and hardly anybody can read it.",
        remedy: "Set the text larger.",
    };
    hits.finding(Rule::PressSmallText, Severity::Warning, words)
}

/// Text too small to be left out of the colour around it, or to be put together of several inks.
fn reversed(sheet: &Sheet<'_>, grounds: &Grounds<'_>) -> Option<Finding> {
    let (least, limit) = (sheet.expectations.smallest_text, sheet.expectations.smallest_reversed);
    let mut hits = sheet.hits(|_| false);
    for (at, item) in sheet.items.iter().enumerate() {
        // What is too small in any colour has been told already.
        let small = item.text_size().is_some_and(|size| size >= least - ROUNDING && size < limit - ROUNDING);
        let delicate = item.paint.is_white() || item.paint.colour().is_none_or(|colour| colour.inks() > 1);
        let ground = if small && delicate { grounds.under(at, item.area) } else { None };
        if ground.is_some_and(|ground| !ground.item.paint.is_white()) {
            hits.items.push(item);
        }
    }
    let what = format!(
        "{{}} in white or in several inks on a coloured ground, smaller than {limit} pt (down to {:.1} pt)",
        smallest(&hits.items)
    );
    let words = Words {
        nouns: ("a text", "texts"),
        what: &what,
        consequence: "The ink of the ground runs into fine letters, and they fill up where plates do not meet exactly.",
        remedy: "Set it larger or bolder, or in one dark ink on a light ground.",
    };
    hits.finding(Rule::PressSmallReversedText, Severity::Warning, words)
}

fn missing(sheet: &Sheet<'_>) -> Option<Finding> {
    let hits = sheet.hits(|item| matches!(item.shape, Shape::Text { missing, .. } if missing > 0));
    let words = Words {
        nouns: ("a text", "texts"),
        what: "{} with characters that the font does not have",
        consequence: "An empty box, or nothing, is printed in their place.",
        remedy: "Choose a font that has these characters, and export again.",
    };
    hits.finding(Rule::PressMissingGlyph, Severity::Error, words)
}
