//! What nobody can judge: colours in spaces that cannot be read, and names that lead to nothing.

use paf_diag::{Rule, Severity};
use paf_pdf::damage::Part;

use super::super::colour::Family;
use super::super::{Sheet, Words};
use crate::Finding;

pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Finding> {
    colours(sheet).into_iter().chain(names(sheet)).collect()
}

fn colours(sheet: &Sheet<'_>) -> Option<Finding> {
    let hits = sheet.hits(|item| item.paint.families().iter().any(Family::is_unknown));
    let words = Words {
        nouns: ("an object", "objects"),
        what: "{} in a colour space that cannot be read",
        consequence: "Nobody knows which inks are printed there; a printer's machine guesses, or stops.",
        remedy: "Give the colours in CMYK, or convert the image with the printer's profile, and export again.",
    };
    hits.finding(Rule::PressUnknownColour, Severity::Error, words)
}

/// The content names something that the page does not have.
fn names(sheet: &Sheet<'_>) -> Vec<Finding> {
    let told = |(kind, name): &(String, String)| {
        let part = Part::Resource(kind.clone(), name.clone());
        Finding::error(
            Rule::PressDamaged,
            format!("{part} is missing: the page uses it and does not have it"),
            "It would be missing in print, or a printer’s program stops there.",
            "Export the file again, and look whether something is missing on the page.",
        )
        .on(sheet.number)
    };
    sheet.painted.missing.iter().map(told).collect()
}
