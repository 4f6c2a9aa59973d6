//! The edges of the page: text keeps away from the cut, artwork runs over it.

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
    [over_the_cut(sheet, trim), near_the_cut(sheet, trim), unfilled(sheet, trim)]
        .into_iter()
        .flatten()
        .collect()
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

fn unfilled(sheet: &Sheet<'_>, trim: Rectangle) -> Option<Finding> {
    let bleed = trim.grown(sheet.expectations.bleed.to_points());
    let artwork: Vec<&Item> =
        sheet.items.iter().filter(|item| item.is_artwork() && !item.paint.is_white()).collect();
    let sides = Side::ALL.map(|side| (side, side.short(&artwork, trim, bleed)));
    let first = sides.iter().find_map(|(_, items)| items.first().copied())?;
    let seen = |side| sheet.view.map_or(side, |view| view.side(side));
    let named: Vec<&str> =
        sides.iter().filter(|(_, items)| !items.is_empty()).map(|(side, _)| seen(side.name())).collect();
    let bleed = sheet.expectations.bleed.0;
    let finding = Finding::error(
        Rule::PressBleedUnfilled,
        format!(
            "artwork ends at the edge of the page instead of {bleed} mm beyond it ({})",
            named.join(", ")
        ),
        "The knife is never exact to the hair, and a white strip of paper stays at the edge.",
        format!("Let the artwork run {bleed} mm over the edge, or end well within it."),
    );
    Some(finding.on(sheet.number).at(first.area))
}

/// A side of the page.
#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
    Top,
    Bottom,
}

/// A rectangle seen from one side: how far out it reaches, how far in, and from where to where along.
struct Seen {
    outer: f64,
    inner: f64,
    along: (f64, f64),
}

impl Side {
    const ALL: [Self; 4] = [Self::Left, Self::Right, Self::Top, Self::Bottom];

    fn name(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Right => "right",
            Self::Top => "top",
            Self::Bottom => "bottom",
        }
    }

    /// Outward is positive on every side.
    fn see(self, area: Rectangle) -> Seen {
        let Rectangle { left, bottom, right, top } = area;
        match self {
            Self::Left => Seen { outer: -left, inner: -right, along: (bottom, top) },
            Self::Right => Seen { outer: right, inner: left, along: (bottom, top) },
            Self::Top => Seen { outer: top, inner: bottom, along: (left, right) },
            Self::Bottom => Seen { outer: -bottom, inner: -top, along: (left, right) },
        }
    }

    /// Artwork that touches the cut but does not reach the end of the bleed, where nothing else
    /// covers that stretch of it.
    fn short<'a>(self, artwork: &[&'a Item], trim: Rectangle, bleed: Rectangle) -> Vec<&'a Item> {
        let tolerance = TOLERANCE.to_points();
        let (cut, end) = (self.see(trim), self.see(bleed));
        let reaches =
            |seen: &Seen| seen.outer >= end.outer - tolerance && seen.inner <= cut.outer + tolerance;
        let covers: Vec<(f64, f64)> =
            artwork.iter().map(|item| self.see(item.area)).filter(reaches).map(|seen| seen.along).collect();
        let short = |item: &&&Item| {
            let seen = self.see(item.area);
            let touches = seen.outer >= cut.outer - tolerance && seen.inner < cut.outer - tolerance;
            let along = (seen.along.0.max(cut.along.0), seen.along.1.min(cut.along.1));
            touches && !reaches(&seen) && along.1 - along.0 > tolerance && !covered(along, &covers, tolerance)
        };
        artwork.iter().filter(short).copied().collect()
    }
}

/// Whether stretches together cover one, but for gaps within the tolerance.
fn covered(wanted: (f64, f64), by: &[(f64, f64)], tolerance: f64) -> bool {
    let mut by = by.to_vec();
    by.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut reached = wanted.0;
    for (from, to) in by {
        if from <= reached + tolerance {
            reached = reached.max(to);
        }
    }
    reached >= wanted.1 - tolerance
}

#[cfg(test)]
mod tests {
    use super::covered;

    #[test]
    fn stretches_join() {
        assert!(covered((0.0, 10.0), &[(5.0, 12.0), (-1.0, 5.0)], 0.1));
        assert!(!covered((0.0, 10.0), &[(6.0, 12.0), (-1.0, 5.0)], 0.1));
    }
}
