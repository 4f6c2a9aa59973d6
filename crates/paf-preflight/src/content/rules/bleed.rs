//! Artwork at the edges of the page: it runs over the cut, or ends well within it.

use paf_diag::{Rule, Severity};
use paf_pdf::geometry::{Mm, Rectangle};

use super::super::Sheet;
use super::super::display::{Item, Overprint, Shape};
use super::stretches::Stretches;
use crate::Finding;

/// How exactly edges have to meet.
const TOLERANCE: Mm = Mm(0.25);
/// Nobody wants a strip of paper as narrow as this between artwork and the cut.
const SLIVER: Mm = Mm(1.0);
/// A shorter piece of artwork beside the cut is a detail.
const LONG: Mm = Mm(10.0);
/// A line along the cut that leaves less than this on the page looks uneven when the knife is off.
const FRAME: Mm = Mm(5.0);

pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Finding> {
    // An imposed sheet is cut into its pages later; its own edges mean nothing.
    let Some(trim) = sheet.trim.filter(|_| !sheet.expectations.sheets) else { return Vec::new() };
    let bleed = trim.grown(sheet.expectations.bleed.to_points());
    let edges = Side::ALL.map(|side| (side, side.look(sheet, trim, bleed)));
    let mut found = Vec::new();
    let is_bled = sheet.expectations.bleed.0 > 0.0;
    // Where no colour goes over the cut, nothing can lie over it there.
    for fault in Fault::ALL.into_iter().filter(|fault| is_bled || !fault.is_beyond_cut()) {
        // A page that is turned has other sides for people than for itself.
        let seen = |side: Side| sheet.view.map_or(side.name(), |view| view.side(side.name()));
        let items = edges.iter().filter_map(|(side, edge)| Some((seen(*side), edge.first(fault)?)));
        let (sides, items): (Vec<&str>, Vec<&Item>) = items.unzip();
        if let Some(first) = items.first() {
            let finding = fault.finding(&sides.join(", "), sheet.expectations.bleed.0);
            found.push(finding.on(sheet.number).at(first.area));
        }
    }
    if edges.iter().any(|(_, edge)| edge.is_unmeasured) {
        found.push(unmeasured(sheet.number));
    }
    found
}

/// What can be wrong at an edge.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// Artwork ends at the cut, or within the bleed.
    Short,
    /// Artwork reaches far enough, but something white lies over it beyond the cut.
    Covered,
    /// Artwork ends a hair before the cut.
    Inside,
    /// A line runs along the cut.
    Frame,
}

impl Fault {
    const ALL: [Self; 4] = [Self::Short, Self::Covered, Self::Inside, Self::Frame];

    fn is_beyond_cut(self) -> bool {
        matches!(self, Self::Short | Self::Covered)
    }

    fn finding(self, sides: &str, bleed: f64) -> Finding {
        let over = if bleed > 0.0 { format!("{bleed} mm over the edge") } else { "to the edge".to_owned() };
        let strip = "The knife is never exact to the hair, and a white strip of paper stays at the edge.";
        match self {
            Self::Short => Finding::error(
                Rule::PressBleedUnfilled,
                format!("artwork ends at the edge of the page instead of {bleed} mm beyond it ({sides})"),
                strip,
                format!("Let the artwork run {bleed} mm over the edge, or end well within it."),
            ),
            Self::Covered => Finding::error(
                Rule::PressBleedCovered,
                format!("artwork is covered with white beyond the edge of the page ({sides})"),
                strip,
                format!(
                    "Take the white away from the {bleed} mm beyond the edge, so that the artwork fills them."
                ),
            ),
            Self::Inside => Finding::error(
                Rule::PressArtInside,
                format!("artwork ends less than {} mm before the edge of the page ({sides})", SLIVER.0),
                "A strip of paper as narrow as a hair stays at the edge, wider on one copy than on the next.",
                format!("Let the artwork run {over}, or end at least 3 mm before it."),
            ),
            Self::Frame => Finding::new(
                Severity::Warning,
                Rule::PressFrame,
                format!("a line runs along the edge of the page ({sides})"),
                "The knife may be off by a millimetre, and the line then looks thicker on one side than on the other.",
                format!("Move the line at least {} mm into the page, or leave it out.", FRAME.0),
            ),
        }
    }
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
#[derive(Clone, Copy)]
struct Seen {
    outer: f64,
    inner: f64,
    along: (f64, f64),
}

impl Seen {
    /// The stretch beside the page itself.
    fn beside(&self, cut: &Self) -> (f64, f64) {
        (self.along.0.max(cut.along.0), self.along.1.min(cut.along.1))
    }
}

/// What was seen at one side.
#[derive(Default)]
struct Edge<'a> {
    faults: Vec<(Fault, &'a Item)>,
    is_unmeasured: bool,
}

impl<'a> Edge<'a> {
    fn first(&self, fault: Fault) -> Option<&'a Item> {
        self.faults.iter().find(|(kind, _)| *kind == fault).map(|(_, item)| *item)
    }
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

    fn look<'a>(self, sheet: &'a Sheet<'_>, trim: Rectangle, bleed: Rectangle) -> Edge<'a> {
        let (cut, end) = (self.see(trim), self.see(bleed));
        let mut strip = Strip { cut, end, coloured: Stretches::default(), is_unmeasured: false };
        for item in sheet.items {
            strip.paint(item, self.see(item.area));
        }
        let mut edge = Edge { is_unmeasured: strip.is_unmeasured, ..Edge::default() };
        for item in sheet.items {
            let fault = if item.is_artwork() {
                strip.fault(item, self.see(item.area))
            } else {
                self.is_frame(item, &cut).then_some(Fault::Frame)
            };
            if let Some(fault) = fault.filter(|fault| edge.faults.iter().all(|(known, _)| known != fault)) {
                edge.faults.push((fault, item));
            }
        }
        edge
    }

    /// A straight line along at least half of the side, of which a part is left after cutting.
    fn is_frame(self, item: &Item, cut: &Seen) -> bool {
        let Shape::Stroke { width, whole, upright: true } = item.shape else { return false };
        let line = self.see(whole);
        let half = (cut.along.1 - cut.along.0) / 2.0;
        let long = |seen: &Seen| {
            let (first, last) = seen.beside(cut);
            last - first >= half
        };
        // What is clipped away is no line.
        let is_long = !item.paint.is_white() && long(&line) && long(&self.see(item.area));
        let left_over = cut.outer - (line.outer - width / 2.0);
        let reaches_cut = line.outer + width / 2.0 >= cut.outer - TOLERANCE.to_points();
        is_long && reaches_cut && left_over > TOLERANCE.to_points() && left_over < FRAME.to_points()
    }
}

/// What lies between the cut and the end of the bleed.
struct Strip {
    cut: Seen,
    end: Seen,
    /// Where colour goes all the way and nothing white lies over it.
    coloured: Stretches,
    is_unmeasured: bool,
}

impl Strip {
    fn tolerance() -> f64 {
        TOLERANCE.to_points()
    }

    fn ends_beyond(&self, seen: &Seen) -> bool {
        seen.outer >= self.end.outer - Self::tolerance()
    }

    /// Whether it goes from the page to the end of the bleed.
    fn is_filled_by(&self, seen: &Seen) -> bool {
        self.ends_beyond(seen) && seen.inner <= self.cut.outer + Self::tolerance()
    }

    fn paint(&mut self, item: &Item, seen: Seen) {
        if !item.is_artwork() || seen.outer < self.cut.outer - Self::tolerance() {
            return;
        }
        let keeps = item.overprint == Some(Overprint::Keeping);
        let done = if !item.paint.is_white() {
            !self.is_filled_by(&seen) || self.coloured.add(seen.along)
        } else if self.whitens(&seen) && !keeps {
            self.coloured.take(seen.along)
        } else {
            true
        };
        self.is_unmeasured |= !done;
    }

    /// White beyond the cut that does not go on into the page: there it would be white by design.
    fn whitens(&self, seen: &Seen) -> bool {
        self.ends_beyond(seen)
            && seen.inner > self.cut.outer - SLIVER.to_points()
            && seen.inner < self.end.outer - Self::tolerance()
    }

    fn fault(&self, item: &Item, seen: Seen) -> Option<Fault> {
        if item.paint.is_white() || seen.outer < self.cut.outer - SLIVER.to_points() {
            return None;
        }
        let tolerance = Self::tolerance();
        let along = seen.beside(&self.cut);
        let length = along.1 - along.0;
        let comes_from_within = seen.inner < self.cut.outer - tolerance;
        if !comes_from_within || length <= tolerance || self.coloured.cover(along, tolerance) {
            return None;
        }
        if seen.outer < self.cut.outer - tolerance {
            let is_long = length >= LONG.to_points() && seen.inner < self.cut.outer - LONG.to_points();
            return is_long.then_some(Fault::Inside);
        }
        Some(if self.is_filled_by(&seen) { Fault::Covered } else { Fault::Short })
    }
}

fn unmeasured(page: usize) -> Finding {
    Finding::warning(
        Rule::PressUnmeasured,
        "there are too many pieces of artwork at the edge of the page to look at each",
        "Nobody has looked whether the bleed is filled everywhere.",
        "Ask the printer to look at this page.",
    )
    .on(page)
}
