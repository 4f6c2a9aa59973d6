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

use super::super::Finding;
use super::Sheet;

/// What all rules find on a page, but for those about ink.
pub(super) fn all(sheet: &Sheet<'_>) -> Vec<Finding> {
    [
        colours::check,
        spots::check,
        letters::check,
        images::check,
        lines::check,
        overprint::check,
        black::check,
        edges::check,
        bleed::check,
        fonts::check,
        unknown::check,
    ]
    .into_iter()
    .flat_map(|check: fn(&Sheet<'_>) -> Vec<Finding>| check(sheet))
    .collect()
}
