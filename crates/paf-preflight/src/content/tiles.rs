//! Tiling patterns: what their cells paint is looked at as if it were painted on the page.

use std::rc::Rc;

use lopdf::{Dictionary, ObjectId, Stream};
use paf_pdf::geometry::Rectangle;
use paf_pdf::pages::decoded;

use super::display::{Item, Paint, Shape};
use super::interpreter::{Interpreter, matrix_of};
use super::painted::Painted;
use super::state::State;
use crate::read::{dictionary, value};

impl Interpreter<'_> {
    /// What the cell of a pattern paints; the same cell under the same matrix is read once.
    pub(super) fn cell(
        &mut self,
        cell: &Stream,
        id: Option<ObjectId>,
        resources: &Dictionary,
    ) -> Option<Rc<Painted>> {
        let matrix = matrix_of(self.document, &cell.dict).map_or(self.base, |own| own.then(self.base));
        let key = id.map(|id| (id, matrix.0.map(f64::to_bits)));
        if let Some(known) = key.and_then(|key| self.cells.get(&key)) {
            return Some(Rc::clone(known));
        }
        let Some(depth) = self.depth.checked_sub(1) else {
            self.complete = false;
            return None;
        };
        let all = Rectangle::between((f64::MIN, f64::MIN), (f64::MAX, f64::MAX));
        let mut within = Self::new(self.document, State::of_page(all, matrix), depth, self.budget);
        within.uncoloured = is_uncoloured(self, cell);
        within.run(&decoded(cell), dictionary(self.document, &cell.dict, "Resources").unwrap_or(resources));
        self.budget = within.budget;
        self.complete &= within.complete;
        let painted = Rc::new(within.painted());
        if let Some(key) = key {
            self.cells.insert(key, Rc::clone(&painted));
        }
        Some(painted)
    }

    /// Where something was painted with a pattern, the images and fonts of its cell are used too.
    pub(super) fn tile(&mut self, fill: bool, area: Rectangle) {
        let source = if fill { &self.state.fill } else { &self.state.stroke };
        let (Some(cell), Some(area)) = (source.cell.clone(), self.shown(area)) else { return };
        let Some(budget) = self.budget.checked_sub(cell.items.len()) else {
            self.complete = false;
            return;
        };
        self.budget = budget;
        let images = cell.items.iter().filter(|item| matches!(item.shape, Shape::Image(_)));
        // Their colours have been told with those of the pattern.
        self.items.extend(images.map(|item| Item { area, paint: Paint::Mixed(Vec::new()), ..item.clone() }));
        for font in cell.fonts.values() {
            self.use_font(&font.font, area);
        }
        self.missing.extend(cell.missing.iter().cloned());
    }
}

fn is_uncoloured(interpreter: &Interpreter<'_>, cell: &Stream) -> bool {
    let kind = value(interpreter.document, &cell.dict, "PaintType").and_then(|kind| kind.as_i64().ok());
    kind == Some(2)
}
