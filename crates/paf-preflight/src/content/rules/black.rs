//! Black: it lies over the colours below it, and is full.

use paf_diag::{Rule, Severity};

use super::super::colour::Family;
use super::super::display::{Item, Overprint};
use super::super::{Hits, Sheet, Words};
use super::ground::Grounds;
use crate::Finding;

/// Black text below this size is to lie over what is below it (GWG 2015, overprint of 100 % K text).
const SMALL: f64 = 12.0;
/// From this size on, a gray text is seen as gray and the dots at its edges are not, in points.
const LARGE: f64 = 14.0;
/// What is darker than this and not full was probably meant to be black.
const NEARLY: f64 = 0.9;
/// Up to here it is full, but for rounding.
const FULL: f64 = 0.995;
/// An amount of ink below which there is none.
const TRACE: f64 = 0.004;

pub(super) fn check(sheet: &Sheet<'_>, grounds: &Grounds<'_>) -> Vec<Finding> {
    let found = [
        knocked_out(sheet, grounds),
        erasing(sheet, grounds),
        defeated(sheet, grounds),
        nearly(sheet),
        grounds.is_exhausted().then(|| unmeasured(sheet.number)),
    ];
    found.into_iter().flatten().collect()
}

/// Whether an item is set to overprint and the colours that it is of obey in either mode.
fn keeps(item: &Item) -> bool {
    match item.overprint {
        Some(Overprint::Keeping) => true,
        Some(Overprint::Erasing) => !is_process(item),
        None => false,
    }
}

fn is_process(item: &Item) -> bool {
    item.paint.families().iter().all(|family| {
        matches!(family, Family::Gray | Family::ManagedGray | Family::Cmyk | Family::ManagedCmyk)
    })
}

fn is_black(item: &Item) -> bool {
    item.paint.colour().is_some_and(|colour| colour.is_black())
}

/// The things on a coloured ground for which something holds.
fn on_colour<'a>(
    sheet: &'a Sheet<'_>,
    grounds: &Grounds<'_>,
    holds: impl Fn(&Item, usize) -> bool,
) -> Hits<'a> {
    let mut hits = sheet.hits(|_| false);
    for (at, item) in sheet.items.iter().enumerate() {
        let might = item.overprint.is_some() || item.text_size().is_some();
        if might
            && (is_black(item) || item.overprint.is_some())
            && let Some(ground) = grounds.under(at, item.area)
            && ground.is_coloured()
            && holds(item, ground.at)
        {
            hits.items.push(item);
        }
    }
    hits
}

fn knocked_out(sheet: &Sheet<'_>, grounds: &Grounds<'_>) -> Option<Finding> {
    let hits = on_colour(sheet, grounds, |item, _| {
        item.text_size().is_some_and(|size| size < SMALL) && is_black(item) && item.overprint.is_none()
    });
    let words = Words {
        nouns: ("a black text", "black texts"),
        what: "{} cut out of the colour below instead of lying over it",
        consequence: "Where the plates do not meet to the hair, the letters get light edges.",
        remedy: "Set black text to overprint (overprint mode 1); most programs do so for their own colour Black.",
    };
    hits.finding(Rule::PressBlackKnockout, Severity::Warning, words)
}

/// In mode 0, colours given as CMYK erase all four plates below them (ISO 32000-1, 8.6.7).
fn erasing(sheet: &Sheet<'_>, grounds: &Grounds<'_>) -> Option<Finding> {
    let hits = on_colour(sheet, grounds, |item, _| {
        is_black(item) && item.overprint == Some(Overprint::Erasing) && is_process(item)
    });
    let words = Words {
        nouns: ("a black object", "black objects"),
        what: "{} set to overprint in mode 0, which does not let black lie over a colour",
        consequence: "It is cut out of the colour below all the same, and gets light edges where the plates do not meet to the hair.",
        remedy: "Switch to overprint mode 1 (`/OPM 1`; some programs call it non-zero overprint), and export again.",
    };
    hits.finding(Rule::PressOverprintMode, Severity::Warning, words)
}

/// A group that is isolated is painted by itself and laid over the page as a whole.
fn defeated(sheet: &Sheet<'_>, grounds: &Grounds<'_>) -> Option<Finding> {
    let hits = on_colour(sheet, grounds, |item, ground| {
        keeps(item) && !item.paint.is_white() && item.isolated.is_some_and(|first| ground < first)
    });
    let words = Words {
        nouns: ("an object", "objects"),
        what: "{} set to overprint within an isolated transparency group, which does not let it lie over the page",
        consequence: "It is cut out of the colour below all the same, and gets light edges or another colour than was meant.",
        remedy: "Take it out of the transparent object, or switch `isolated` off for that group, and export again.",
    };
    hits.finding(Rule::PressOverprintDefeated, Severity::Warning, words)
}

fn nearly(sheet: &Sheet<'_>) -> Option<Finding> {
    let amount = |item: &Item| {
        let [c, m, y, k] = item.paint.colour()?.process()?;
        (c.max(m).max(y) < TRACE && (NEARLY..FULL).contains(&k)).then_some(k)
    };
    let hits = sheet.hits(|item| item.text_size().is_some_and(|size| size < LARGE) && amount(item).is_some());
    let least = hits.items.iter().filter_map(|item| amount(item)).fold(1.0, f64::min);
    let words = Words {
        nouns: ("a text", "texts"),
        what: &format!("{{}} in {:.0} % black instead of full black", least * 100.0),
        consequence: "Anything less than full ink is printed as dots, so that the edges of the letters come out frayed.",
        remedy: "Set the text in full black: CMYK 0, 0, 0, 100.",
    };
    hits.finding(Rule::PressScreenedBlackText, Severity::Warning, words)
}

fn unmeasured(page: usize) -> Finding {
    Finding::warning(
        Rule::PressUnmeasured,
        "there are too many texts and areas to look at what each text stands on",
        "Nobody has looked whether all black text lies over the colours below it.",
        "Ask the printer to look at this page.",
    )
    .on(page)
}
