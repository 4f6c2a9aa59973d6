//! Text: how large it comes out and where it stands.

use lopdf::Object;
use paf_pdf::geometry::Rectangle;

use super::font::Font;
use super::matrix::Matrix;
use super::state::TextState;
use crate::read::number;

/// How far letters reach above and below the line, in parts of the size: as most fonts draw them.
const ASCENT: f64 = 0.72;
const DESCENT: f64 = -0.2;

/// Where the next letter is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pen {
    /// The text matrix.
    pub(super) at: Matrix,
    /// The matrix of the line's beginning.
    line: Matrix,
}

impl Pen {
    /// Where a text begins.
    pub(super) const START: Self = Self::on(Matrix::IDENTITY);

    /// At the beginning of a line.
    pub(super) const fn on(line: Matrix) -> Self {
        Self { at: line, line }
    }

    /// To the next line; numbers that are no pair do nothing.
    pub(super) fn next_line(&mut self, numbers: &[f64]) {
        if let [x, y] = numbers {
            *self = Self::on(moved(*x, *y).then(self.line));
        }
    }

    /// On along the line.
    pub(super) fn advance(&mut self, by: f64) {
        self.at = moved(by, 0.0).then(self.at);
    }
}

fn moved(x: f64, y: f64) -> Matrix {
    Matrix([1.0, 0.0, 0.0, 1.0, x, y])
}

/// Letters in a row, before all matrices.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters {
    /// From the first letter to the end of the last; steps before the first are no part of it.
    extent: Option<(f64, f64)>,
    /// How far they move the pen.
    pub(super) advance: f64,
    /// How many glyphs are the box for a missing character.
    pub(super) missing: usize,
}

impl Letters {
    /// Strings and, between them, thousandths of the size to step back; none without a font.
    pub(super) fn of(operands: &[Object], text: &TextState) -> Option<Self> {
        let font = text.font.as_ref()?;
        let mut letters = Self { extent: None, advance: 0.0, missing: 0 };
        for piece in pieces(operands) {
            if let Object::String(string, _) = piece {
                for code in font.codes(string) {
                    let from = letters.advance;
                    let width = font.width(code) * text.size * text.stretch;
                    letters.advance += step(code, text, font);
                    letters.missing += usize::from(font.is_missing(code));
                    if !font.is_space(code) {
                        let (start, _) = letters.extent.unwrap_or((from, from));
                        letters.extent = Some((start, from + width));
                    }
                }
            } else if let Some(step) = number(piece) {
                letters.advance -= step / 1000.0 * text.size * text.stretch;
            }
        }
        Some(letters)
    }

    /// The box around them; none where nothing is seen.
    pub(super) fn around(&self, text: &TextState) -> Option<Rectangle> {
        let (from, to) = self.extent?;
        let (size, rise) = (text.size, text.rise);
        Some(Rectangle::between((from, rise + DESCENT * size), (to, rise + ASCENT * size)))
    }
}

/// The codes of a text, and where each begins in parts of the line.
pub(super) fn steps(operands: &[Object], text: &TextState, font: &Font) -> Vec<(u32, f64)> {
    let (mut found, mut at) = (Vec::new(), 0.0);
    for piece in pieces(operands) {
        if let Object::String(string, _) = piece {
            for code in font.codes(string) {
                found.push((code, at));
                at += step(code, text, font);
            }
        } else if let Some(back) = number(piece) {
            at -= back / 1000.0 * text.size * text.stretch;
        }
    }
    found
}

fn pieces(operands: &[Object]) -> &[Object] {
    match operands {
        [Object::Array(pieces)] => pieces.as_slice(),
        other => other,
    }
}

/// How far a letter moves the pen.
fn step(code: u32, text: &TextState, font: &Font) -> f64 {
    let space = if font.is_space(code) { text.word_spacing } else { 0.0 };
    font.width(code) * text.size * text.stretch + (text.spacing + space) * text.stretch
}

impl TextState {
    /// Operators that set one parameter.
    pub(super) fn set(&mut self, operator: &str, value: f64) {
        match operator {
            "Tc" => self.spacing = value,
            "Tw" => self.word_spacing = value,
            "Tz" => self.stretch = value / 100.0,
            "TL" => self.leading = value,
            "Ts" => self.rise = value,
            "Tr" => self.mode = value as i64,
            _ => {}
        }
    }
}
