//! What a page, or the cell of a pattern, paints.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use paf_pdf::geometry::Rectangle;

use super::colour::Family;
use super::display::Item;
use super::font::{Font, Program};

/// What a page, or the cell of a pattern, paints.
#[derive(Debug)]
pub(crate) struct Painted {
    /// From the bottom to the top.
    pub(crate) items: Vec<Item>,
    /// The fonts of its letters, by name.
    pub(super) fonts: BTreeMap<(String, Program), Used>,
    /// What it names and does not have: kind and name.
    pub(crate) missing: BTreeSet<(String, String)>,
    /// Whether its colours have no effect, as it takes those around it.
    pub(super) is_uncoloured: bool,
    /// Whether all of it could be read.
    pub(crate) complete: bool,
}

impl Painted {
    /// The spaces of all its colours, each once.
    pub(super) fn families(&self) -> Vec<Family> {
        let mut families: Vec<Family> = Vec::new();
        for family in self.items.iter().flat_map(|item| item.paint.families()) {
            if !families.contains(family) {
                families.push(family.clone());
            }
        }
        families
    }
}

/// A font that letters are set in.
#[derive(Debug, Clone)]
pub(super) struct Used {
    /// Itself.
    pub(super) font: Rc<Font>,
    /// Where its first letters stand.
    pub(super) area: Rectangle,
}
