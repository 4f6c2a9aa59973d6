//! Lines: thick enough to hold on the plate.

use paf_diag::{Rule, Severity};

use super::super::colour::{Colour, Family};
use super::super::display::{Item, Shape};
use super::super::{Sheet, Words};
use crate::Finding;

/// Widths are rounded on their way through matrices.
const ROUNDING: f64 = 0.005;
/// A filled strip longer than this is a line, in points.
const LONG: f64 = 3.0;

/// A thinner line of several inks shows how far the plates are off, in points (GWG 2015, line width).
const THIN_FOR_INKS: f64 = 0.5;
/// As many inks are printed over each other without trouble.
const FEW_INKS: usize = 3;

pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Finding> {
    [thin(sheet), of_many_inks(sheet)].into_iter().flatten().collect()
}

fn thin(sheet: &Sheet<'_>) -> Option<Finding> {
    let least = sheet.expectations.thinnest_line;
    let thin = |item: &Item| thickness(item).is_some_and(|width| width < least - ROUNDING);
    let hits = sheet.hits(|item| thin(item) && !item.paint.is_white());
    let thinnest = hits.items.iter().filter_map(|item| thickness(item)).fold(f64::INFINITY, f64::min);
    let down = if thinnest < 0.001 {
        "down to no width at all".to_owned()
    } else {
        format!("down to {thinnest:.2} pt")
    };
    let words = Words {
        nouns: ("a line", "lines"),
        what: &format!("{{}} thinner than {least} pt ({down})"),
        consequence: "It breaks up or vanishes in print, though a screen and an office printer show it.",
        remedy: &format!("Make lines at least {least} pt wide."),
    };
    hits.finding(Rule::PressThinLine, Severity::Warning, words)
}

/// Those that are too thin in any colour have been told already, and so have screen colours.
fn of_many_inks(sheet: &Sheet<'_>) -> Option<Finding> {
    let least = sheet.expectations.thinnest_line;
    let many = |item: &Item| {
        let colour = item.paint.colour();
        colour.is_some_and(|colour| {
            !matches!(colour.family, Family::Rgb | Family::Lab) && colour.inks() > FEW_INKS
        })
    };
    let thin = |width: f64| width >= least - ROUNDING && width < THIN_FOR_INKS - ROUNDING;
    let hits = sheet.hits(|item| many(item) && thickness(item).is_some_and(thin));
    let inks = hits.items.iter().filter_map(|item| item.paint.colour()).map(Colour::inks).max().unwrap_or(0);
    let words = Words {
        nouns: ("a line", "lines"),
        what: &format!("{{}} thinner than {THIN_FOR_INKS} pt in {inks} inks"),
        consequence: "The plates never meet to the hair: such a line is printed as several coloured ones side by side.",
        remedy: "Draw it in one ink, or at least 0.5 pt wide.",
    };
    hits.finding(Rule::PressColouredLine, Severity::Warning, words)
}

/// How wide a line is, or a filled strip that looks like one.
fn thickness(item: &Item) -> Option<f64> {
    match &item.shape {
        Shape::Stroke { width, .. } => Some(*width),
        Shape::Fill { whole } => {
            let (short, long) = (whole.width().min(whole.height()), whole.width().max(whole.height()));
            (long > LONG).then_some(short)
        }
        _ => None,
    }
}
