//! Marks that are lines: crop and bleed marks, folds, registration targets.

use std::fmt::Write;

use paf_pdf::geometry::Rectangle;

use super::{BAND, Frame, Marks, inks};

/// How thick every line is, in points.
const STROKE: f64 = 0.25;

/// How long bleed marks are, in points: half of a crop mark, so that nobody cuts there.
const SHORT: f64 = BAND / 2.0;

/// The radius of a registration target's circle, in points; its cross spans the whole band.
const RADIUS: f64 = BAND / 3.5;

/// The length of a Bézier handle for a quarter of a circle of radius 1.
const QUARTER: f64 = 0.552_284_75;

/// A number as PDF wants it: at most four decimals, no exponent.
pub(crate) fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

pub(super) fn draw(marks: &Marks, frame: &Frame) -> String {
    let mut lines = Lines::new();
    if marks.crop {
        crop(&mut lines, frame);
    }
    if marks.bleed && frame.bleed > 0.0 {
        let bleed = frame.trim.grown(frame.bleed);
        corners(&mut lines, &frame.inside(), &[bleed.left, bleed.right], &[bleed.bottom, bleed.top], SHORT);
    }
    if marks.registration {
        targets(&mut lines, frame);
    }
    if marks.fold && !frame.folds.is_empty() {
        lines.write("[3 2] 0 d");
        uprights(&mut lines, &frame.inside(), &frame.folds, BAND);
        lines.write("[] 0 d");
    }
    lines.drawn
}

fn crop(lines: &mut Lines, frame: &Frame) {
    let (trim, inside) = (&frame.trim, frame.inside());
    corners(lines, &inside, &[trim.left, trim.right], &[trim.bottom, trim.top], BAND);
    uprights(lines, &inside, &frame.cuts, BAND);
}

/// Lines of a length that point outwards from the edges of a rectangle.
fn corners(lines: &mut Lines, inside: &Rectangle, x: &[f64], y: &[f64], long: f64) {
    uprights(lines, inside, x, long);
    for y in y {
        lines.line((inside.left - long, *y), (inside.left, *y));
        lines.line((inside.right, *y), (inside.right + long, *y));
    }
}

/// Upright lines above and below a rectangle, drawn from it outwards.
fn uprights(lines: &mut Lines, inside: &Rectangle, x: &[f64], long: f64) {
    for x in x {
        lines.line((*x, inside.top), (*x, inside.top + long));
        lines.line((*x, inside.bottom), (*x, inside.bottom - long));
    }
}

fn targets(lines: &mut Lines, frame: &Frame) {
    let middle = frame.inside().grown(BAND / 2.0);
    for x in frame.targets() {
        lines.target(x, middle.top);
        lines.target(x, middle.bottom);
    }
    let y = (frame.trim.bottom + frame.trim.top) / 2.0;
    lines.target(middle.left, y);
    lines.target(middle.right, y);
}

/// Operators that stroke on all plates.
struct Lines {
    drawn: String,
}

impl Lines {
    fn new() -> Self {
        Self { drawn: format!("/{} CS 1 SCN {STROKE} w 0 J 0 j\n", inks::ALL) }
    }

    fn write(&mut self, operators: &str) {
        self.drawn.push_str(operators);
        self.drawn.push('\n');
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64)) {
        let [a, b, c, d] = [from.0, from.1, to.0, to.1].map(number);
        self.write(&format!("{a} {b} m {c} {d} l S"));
    }

    /// A circle with a cross that reaches beyond it.
    fn target(&mut self, x: f64, y: f64) {
        self.line((x - BAND / 2.0, y), (x + BAND / 2.0, y));
        self.line((x, y - BAND / 2.0), (x, y + BAND / 2.0));
        let (r, h) = (RADIUS, RADIUS * QUARTER);
        let quarters = [
            [(r, h), (h, r), (0.0, r)],
            [(-h, r), (-r, h), (-r, 0.0)],
            [(-r, -h), (-h, -r), (0.0, -r)],
            [(h, -r), (r, -h), (r, 0.0)],
        ];
        let mut circle = format!("{} {} m", number(x + r), number(y));
        for quarter in quarters {
            for (dx, dy) in quarter {
                // Writing to a string cannot fail.
                let _ = write!(circle, " {} {}", number(x + dx), number(y + dy));
            }
            circle.push_str(" c");
        }
        self.write(&format!("{circle} s"));
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_short_and_never_minus_nought() {
        assert_eq!([12.0, 8.503_937_007, -0.000_01, 0.5].map(number), ["12", "8.5039", "0", "0.5"]);
    }
}
