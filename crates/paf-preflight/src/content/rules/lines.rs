//! Lines: thick enough to hold on the plate.

use paf_diag::{Rule, Severity};

use super::super::display::{Item, Shape};
use super::super::{Sheet, Words};
use crate::Finding;

/// Widths are rounded on their way through matrices.
const ROUNDING: f64 = 0.005;
/// A filled strip longer than this is a line, in points.
const LONG: f64 = 3.0;

pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Finding> {
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
    hits.finding(Rule::PressThinLine, Severity::Warning, words).into_iter().collect()
}

/// How wide a line is, or a filled strip that looks like one.
fn thickness(item: &Item) -> Option<f64> {
    match &item.shape {
        Shape::Stroke { width } => Some(*width),
        Shape::Fill { whole } => {
            let (short, long) = (whole.width().min(whole.height()), whole.width().max(whole.height()));
            (long > LONG).then_some(short)
        }
        _ => None,
    }
}
