//! Text: how large it comes out and where it stands.

use lopdf::{Dictionary, Object};

use super::display::Shape;
use super::interpreter::{Interpreter, matrix, number};
use super::matrix::Matrix;
use crate::geometry::Rectangle;

/// How far letters reach above and below the line, in parts of the size: as most fonts draw them.
const ASCENT: f64 = 0.72;
const DESCENT: f64 = -0.2;

impl Interpreter<'_> {
    /// Operators of text.
    pub(super) fn write(&mut self, op: &str, operands: &[Object], numbers: &[f64], resources: &Dictionary) {
        let first = numbers.first().copied().unwrap_or(0.0);
        match op {
            "BT" => self.text = (Matrix::IDENTITY, Matrix::IDENTITY),
            "Tf" => {
                self.state.text.font = self.font(operands, resources);
                self.state.text.size = first;
            }
            "Tc" => self.state.text.spacing = first,
            "Tw" => self.state.text.word_spacing = first,
            "Tz" => self.state.text.stretch = first / 100.0,
            "TL" => self.state.text.leading = first,
            "Ts" => self.state.text.rise = first,
            "Tr" => self.state.text.mode = first as i64,
            "Tm" => {
                if let Some(matrix) = matrix(numbers) {
                    self.text = (matrix, matrix);
                }
            }
            "Td" => self.next_line(numbers),
            "TD" => {
                self.state.text.leading = -numbers.get(1).copied().unwrap_or(0.0);
                self.next_line(numbers);
            }
            "T*" => self.next_line(&[0.0, -self.state.text.leading]),
            "Tj" | "TJ" => self.show(operands),
            "'" | "\"" => {
                if let ("\"", [word, spacing]) = (op, numbers) {
                    (self.state.text.word_spacing, self.state.text.spacing) = (*word, *spacing);
                }
                self.next_line(&[0.0, -self.state.text.leading]);
                self.show(operands.last().map_or(&[], std::slice::from_ref));
            }
            _ => {}
        }
    }

    fn next_line(&mut self, numbers: &[f64]) {
        if let [x, y] = numbers {
            let line = Matrix([1.0, 0.0, 0.0, 1.0, *x, *y]).then(self.text.1);
            self.text = (line, line);
        }
    }

    /// Strings and, between them, thousandths of the size to step back.
    fn show(&mut self, operands: &[Object]) {
        let pieces = match operands {
            [Object::Array(pieces)] => pieces.as_slice(),
            other => other,
        };
        let text = self.state.text.clone();
        let Some(font) = text.font else { return };
        let (mut at, mut missing) = (0.0, 0);
        // From the first letter to the end of the last; steps before the first are no part of it.
        let mut extent: Option<(f64, f64)> = None;
        for piece in pieces {
            if let Object::String(string, _) = piece {
                for code in font.codes(string) {
                    let from = at;
                    let space = if font.is_space(code) { text.word_spacing } else { 0.0 };
                    let width = font.width(code) * text.size * text.stretch;
                    at += width + (text.spacing + space) * text.stretch;
                    missing += usize::from(font.is_missing(code));
                    if !font.is_space(code) {
                        let (start, _) = extent.unwrap_or((from, from));
                        extent = Some((start, from + width));
                    }
                }
            } else if let Some(step) = number(piece) {
                at -= step / 1000.0 * text.size * text.stretch;
            }
        }
        if let Some((from, to)) = extent {
            self.add_text(from, to, missing);
        }
        self.text.0 = Matrix([1.0, 0.0, 0.0, 1.0, at, 0.0]).then(self.text.0);
    }

    fn add_text(&mut self, from: f64, to: f64, missing: usize) {
        let (size, rise) = (self.state.text.size, self.state.text.rise);
        let matrix = self.text.0.then(self.state.matrix);
        let letters = Rectangle::between((from, rise + DESCENT * size), (to, rise + ASCENT * size));
        let shape = Shape::Text { size: size.abs() * matrix.upward(), missing };
        let (paint, fill) = match self.state.text.mode {
            0 | 2 | 4 | 6 => (&self.state.fill.paint, true),
            1 | 5 => (&self.state.stroke.paint, false),
            // Neither filled nor stroked: text to be searched for, or a clip.
            _ => return,
        };
        self.add(shape, paint.clone(), matrix.around(letters), fill);
    }
}
