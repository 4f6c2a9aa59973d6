//! The edges of the page: text keeps away from the cut.

use paf_diag::{Rule, Severity};
use paf_pdf::geometry::{Mm, Rectangle};

use super::super::display::Item;
use super::super::{Sheet, Words};
use crate::Finding;

/// How exactly edges have to meet.
const TOLERANCE: Mm = Mm(0.25);

pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Finding> {
    // An imposed sheet is cut into its pages later; its own edges mean nothing.
    let Some(trim) = sheet.trim.filter(|_| !sheet.expectations.sheets) else { return Vec::new() };
    [over_the_cut(sheet, trim), near_the_cut(sheet, trim)].into_iter().flatten().collect()
}

/// Text of the page itself; what stands wholly beside it is a slug or a mark.
fn is_text(item: &Item, trim: Rectangle) -> bool {
    item.text_size().is_some() && item.area.intersection(&trim).is_some()
}

fn over_the_cut(sheet: &Sheet<'_>, trim: Rectangle) -> Option<Finding> {
    let cut = |item: &Item| is_text(item, trim) && !trim.contains(&item.area, 0.0);
    let hits = sheet.hits(cut);
    let words = Words {
        nouns: ("a text", "texts"),
        what: "{} over the edge of the page",
        consequence: "The knife cuts through it.",
        remedy: "Move the text inward or make it shorter.",
    };
    hits.finding(Rule::PressSafeMargin, Severity::Error, words)
}

fn near_the_cut(sheet: &Sheet<'_>, trim: Rectangle) -> Option<Finding> {
    let margin = sheet.expectations.safe_margin;
    let safe = trim.grown(-margin.to_points());
    let near = |item: &Item| {
        is_text(item, trim)
            && trim.contains(&item.area, 0.0)
            && !safe.contains(&item.area, TOLERANCE.to_points())
    };
    let words = Words {
        nouns: ("a text", "texts"),
        what: &format!("{{}} nearer than {} mm to the edge of the page", margin.0),
        consequence: "The knife may be off by a millimetre or two, and then cuts into it.",
        remedy: &format!("Keep text at least {} mm from the edge.", margin.0),
    };
    sheet.hits(near).finding(Rule::PressSafeMargin, Severity::Warning, words)
}
