//! The drawings that a page asks for: it is filled in without them first, and once more with them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// A drawing by the template that draws it and the id of what is drawn; without an id, the template knows what.
pub type Drawn = (String, String);

/// The drawings of a page, as SVG elements.
#[derive(Debug, Default)]
pub struct Drawings {
    there: BTreeMap<Drawn, String>,
    asked: Mutex<BTreeSet<Drawn>>,
}

impl Drawings {
    /// Those that there are.
    pub fn new(there: BTreeMap<Drawn, String>) -> Self {
        Self { there, asked: Mutex::default() }
    }

    /// What the page asked for while it was filled in.
    pub fn asked(&self) -> BTreeSet<Drawn> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A drawing; nothing as long as it is not there.
    pub(crate) fn ask(&self, template: &str, id: &str) -> String {
        let drawn = (template.to_owned(), id.to_owned());
        let drawing = self.there.get(&drawn).cloned().unwrap_or_default();
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).insert(drawn);
        drawing
    }
}
