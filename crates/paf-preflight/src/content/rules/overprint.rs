//! Overprinting: black may, white must not, the rest should be looked at.

use paf_diag::{Rule, Severity};

use super::super::colour::Family;
use super::super::display::{Item, Overprint};
use super::super::{Sheet, Words};
use crate::Finding;

pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Finding> {
    [white(sheet), coloured(sheet)].into_iter().flatten().collect()
}

/// Whether it takes nothing of what lies under it away. Process colours in mode 0 do.
fn keeps(item: &Item) -> bool {
    let process = item.paint.families().iter().all(|family| {
        matches!(family, Family::Gray | Family::ManagedGray | Family::Cmyk | Family::ManagedCmyk)
    });
    match item.overprint {
        Some(Overprint::Keeping) => true,
        Some(Overprint::Erasing) => !process,
        None => false,
    }
}

fn white(sheet: &Sheet<'_>) -> Option<Finding> {
    let hits = sheet.hits(|item| keeps(item) && item.paint.is_white());
    let words = Words {
        nouns: ("a white object", "white objects"),
        what: "{} set to overprint",
        consequence: "White is no ink: the object vanishes, and what lies under it is printed instead.",
        remedy: "Switch overprinting off for everything white.",
    };
    hits.finding(Rule::PressWhiteOverprint, Severity::Error, words)
}

fn coloured(sheet: &Sheet<'_>) -> Option<Finding> {
    let black = |item: &Item| item.paint.colour().is_some_and(|colour| colour.is_black());
    let hits = sheet.hits(|item| keeps(item) && !item.paint.is_white() && !black(item));
    let words = Words {
        nouns: ("an object", "objects"),
        what: "{} other than black set to overprint",
        consequence: "It mixes with the colour under it and comes out in another colour than on the screen.",
        remedy: "Switch overprinting off, unless it is wanted and the printer knows.",
    };
    hits.finding(Rule::PressOverprint, Severity::Warning, words)
}
