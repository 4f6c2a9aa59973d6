//! The rules, by what they look at.

mod black;
mod bleed;
mod colours;
pub(super) mod damaged;
mod edges;
mod fonts;
mod ground;
mod images;
pub(super) mod ink;
mod letters;
mod lines;
mod overprint;
mod spots;
mod stretches;
mod unknown;

use self::ground::Grounds;
use super::super::Finding;
use super::Sheet;

/// What all rules find on a page, but for those about ink.
pub(super) fn all(sheet: &Sheet<'_>) -> Vec<Finding> {
    // Two rules ask what lies under a text; each area is looked up once.
    let grounds = Grounds::of(sheet);
    [
        colours::check(sheet),
        spots::check(sheet),
        letters::check(sheet, &grounds),
        images::check(sheet),
        lines::check(sheet),
        overprint::check(sheet),
        black::check(sheet, &grounds),
        edges::check(sheet),
        bleed::check(sheet),
        fonts::check(sheet),
        unknown::check(sheet),
    ]
    .concat()
}
