//! The drawings that a page asks for: it is filled in without them first, and once more with them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

/// A drawing by the template that draws it and the id of what is drawn; without an id, the template knows what.
pub type Drawn = (String, String);

/// What stands in the ids of a drawing for its place on the page.
pub const HERE: &str = "drawn-here";

/// The drawings of a page, as SVG elements, whose ids begin with [`HERE`].
#[derive(Debug, Default)]
pub struct Drawings {
    there: BTreeMap<Drawn, String>,
    /// How often each was asked for.
    asked: Mutex<BTreeMap<Drawn, usize>>,
}

impl Drawings {
    /// Those that there are.
    pub fn new(there: BTreeMap<Drawn, String>) -> Self {
        Self { there, asked: Mutex::default() }
    }

    /// What the page asked for while it was filled in.
    pub fn asked(&self) -> BTreeSet<Drawn> {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    /// A drawing; nothing as long as it is not there. Each time its ids are others.
    pub(crate) fn ask(&self, template: &str, id: &str) -> String {
        let drawn = (template.to_owned(), id.to_owned());
        let drawing = self.there.get(&drawn).map(String::as_str).unwrap_or_default();
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let number = asked.entry(drawn).or_default();
        *number += 1;
        let stem = template.rsplit('/').next().unwrap_or(template).trim_end_matches(".typ");
        drawing.replace(HERE, &format!("{stem}-{id}-{number}"))
    }
}
