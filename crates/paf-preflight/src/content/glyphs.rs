//! Type 3 fonts: their letters are drawings, which are looked into.

use lopdf::{Dictionary, Object, ObjectId};
use paf_pdf::pages::decoded;

use super::display::{Item, Shape};
use super::interpreter::{FORM, Interpreter};
use super::matrix::Matrix;
use super::state::TextState;
use super::text::steps;

impl Interpreter<'_> {
    /// Looks into the letters of a text, each once at each size.
    pub(super) fn letters(&mut self, operands: &[Object], text: &TextState, resources: &Dictionary) {
        let pen = self.pen;
        let Some(font) = text.font.clone().filter(|font| font.is_drawn()) else { return };
        let size = Matrix([text.size * text.stretch, 0.0, 0.0, text.size, 0.0, text.rise]);
        for (code, at) in steps(operands, text, &font) {
            let Some(drawing) = font.drawing(code) else { continue };
            let moved = Matrix([1.0, 0.0, 0.0, 1.0, at, 0.0]);
            let place = font.matrix().then(size).then(moved).then(pen.at).then(self.state.matrix);
            let [a, b, c, d, ..] = place.0;
            if self.drawn.insert((drawing, [a, b, c, d].map(f64::to_bits))) {
                self.letter(drawing, font.resources(resources), place);
            }
        }
    }

    fn letter(&mut self, drawing: ObjectId, resources: &Dictionary, place: Matrix) {
        let Some(Object::Stream(stream)) = self.document.objects.get(&drawing) else { return };
        let cost = FORM + stream.content.len() / 16;
        let (Some(depth), Some(budget)) = (self.depth.checked_sub(1), self.budget.checked_sub(cost)) else {
            self.complete = false;
            return;
        };
        if self.under_way.contains(&drawing) {
            self.complete = false;
            return;
        }
        let saved = (self.state.clone(), self.pen, std::mem::take(&mut self.path));
        let (uncoloured, in_letter, first) = (self.uncoloured, self.in_letter, self.items.len());
        self.in_letter = true;
        (self.budget, self.depth) = (budget, depth);
        self.under_way.push(drawing);
        self.state.matrix = place;
        self.run(&decoded(stream), resources);
        self.under_way.pop();
        let has_colours = !self.uncoloured;
        (self.state, self.pen, self.path) = saved;
        (self.depth, self.uncoloured, self.in_letter) = (depth + 1, uncoloured, in_letter);
        let size = self.state.text.size.abs() * self.pen.at.then(self.state.matrix).upward();
        let within = self.items.split_off(first.min(self.items.len()));
        self.items.extend(within.into_iter().filter_map(|item| as_letter(item, size, has_colours)));
    }
}

/// A thing within a letter: an image stays one, everything else is a piece of the letter, which has
/// a colour of its own or that of the text.
fn as_letter(item: Item, size: f64, has_colours: bool) -> Option<Item> {
    match item.shape {
        Shape::Image(_) | Shape::Text { .. } => Some(item),
        _ => has_colours.then_some(Item { shape: Shape::Text { size, missing: 0 }, ..item }),
    }
}
