//! Spot colours: only those that were ordered, and never all plates at once.

use std::collections::BTreeSet;

use paf_diag::{Rule, Severity};

use super::super::colour::Family;
use super::super::display::Item;
use super::super::{Sheet, Words};
use crate::Finding;

pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Finding> {
    let used: BTreeSet<&str> =
        sheet.items.iter().flat_map(|item| item.paint.families()).flat_map(Family::spots).collect();
    let ordered = &sheet.expectations.spots;
    let unknown = used.into_iter().filter(|spot| !ordered.iter().any(|ordered| ordered == spot));
    unknown.filter_map(|spot| not_ordered(sheet, spot)).chain(all_plates(sheet)).collect()
}

fn not_ordered(sheet: &Sheet<'_>, spot: &str) -> Option<Finding> {
    let hits =
        sheet.hits(|item| item.paint.families().iter().any(|family| family.spots().any(|name| name == spot)));
    let ordered = &sheet.expectations.spots;
    let remedy = if ordered.is_empty() {
        "Give the colour in CMYK, or name the spot colour in the job and agree on it with the printer."
            .to_owned()
    } else {
        format!("Use a spot colour of the job ({}), or add this one to it.", ordered.join(", "))
    };
    let words = Words {
        nouns: ("an object", "objects"),
        what: &format!("{{}} in the spot colour `{spot}`, which was not ordered"),
        consequence: "The printer would need one more plate and ink, asks back or charges for it.",
        remedy: &remedy,
    };
    hits.finding(Rule::PressUnknownSpot, Severity::Error, words)
}

fn all_plates(sheet: &Sheet<'_>) -> Option<Finding> {
    let all =
        |family: &Family| matches!(family, Family::Inks(names) if names.iter().any(|name| name == "All"));
    let inside = |item: &Item| sheet.trim.is_none_or(|trim| item.area.intersection(&trim).is_some());
    let hits =
        sheet.hits(|item| inside(item) && !item.paint.is_white() && item.paint.families().iter().any(all));
    let words = Words {
        nouns: ("an object", "objects"),
        what: "{} on all plates at once (the colour `All`) within the page",
        consequence: "Every ink is printed in full there, does not dry and comes off on the next sheet.",
        remedy: "Keep `All` for cutting marks outside the page, and use black ink within it.",
    };
    hits.finding(Rule::PressSpotAll, Severity::Error, words)
}
