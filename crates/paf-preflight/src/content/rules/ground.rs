//! What lies under something: the topmost area below its middle.

use std::cell::Cell;

use paf_pdf::geometry::Rectangle;

use super::super::Sheet;
use super::super::colour::{Colour, Family};
use super::super::display::{Item, Paint};

/// Looks at areas that a page may cost; pages with millions of texts on millions of areas would take days.
const LOOKS: usize = 200_000_000;
/// An amount of ink below which there is none.
const TRACE: f64 = 0.004;

/// The areas of a page, from the bottom to the top.
pub(super) struct Grounds<'a> {
    areas: Vec<(usize, &'a Item)>,
    looks: Cell<usize>,
}

/// What something stands on.
#[derive(Clone, Copy)]
pub(super) struct Ground<'a> {
    /// Its place in the order of the page.
    pub(super) at: usize,
    /// The area.
    pub(super) item: &'a Item,
}

impl<'a> Grounds<'a> {
    pub(super) fn of(sheet: &'a Sheet<'_>) -> Self {
        let areas = sheet.items.iter().enumerate().filter(|(_, item)| item.is_artwork()).collect();
        Self { areas, looks: Cell::new(LOOKS) }
    }

    /// The topmost area below the middle of something; none on bare paper.
    pub(super) fn under(&self, at: usize, area: Rectangle) -> Option<Ground<'a>> {
        let (x, y) = (f64::midpoint(area.left, area.right), f64::midpoint(area.bottom, area.top));
        let below = self.areas.get(..self.areas.partition_point(|(index, _)| *index < at))?;
        for (index, item) in below.iter().rev() {
            let Some(looks) = self.looks.get().checked_sub(1) else { break };
            self.looks.set(looks);
            let area = item.area;
            if area.left <= x && x <= area.right && area.bottom <= y && y <= area.top {
                return Some(Ground { at: *index, item });
            }
        }
        None
    }

    /// Whether there were too many of them to look at all.
    pub(super) fn is_exhausted(&self) -> bool {
        self.looks.get() == 0
    }
}

impl Ground<'_> {
    /// Whether it has any other ink than black, so that a hole in it shows as a light edge.
    pub(super) fn is_coloured(&self) -> bool {
        match &self.item.paint {
            Paint::Plain(colour) => is_coloured(colour),
            Paint::Mixed(families) => families
                .iter()
                .any(|family| !matches!(family, Family::Gray | Family::ManagedGray | Family::Unknown)),
        }
    }
}

fn is_coloured(colour: &Colour) -> bool {
    match colour.process() {
        Some([c, m, y, _]) => c.max(m).max(y) > TRACE,
        None => !colour.is_white() && !matches!(colour.family, Family::Pattern(_) | Family::Unknown),
    }
}
