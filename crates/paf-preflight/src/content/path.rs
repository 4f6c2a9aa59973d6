//! Paths: how far they reach, and which operators paint along or within them.

use paf_pdf::geometry::Rectangle;

use super::matrix::Matrix;

/// The path under construction, in points of the page.
#[derive(Debug, Clone, Default)]
pub(super) struct Path {
    /// The box around all its points.
    pub(super) reach: Option<Rectangle>,
    /// Whether it narrows what can be seen once it has been painted.
    pub(super) clips: bool,
    /// Whether any of its lines is neither level nor upright.
    pub(super) slanted: bool,
    /// Where the last line ended.
    at: (f64, f64),
    /// Where the present part began.
    start: (f64, f64),
}

/// How far a level line may rise, in points: the noise of 32-bit numbers.
const LEVEL: f64 = 0.01;

impl Path {
    /// Operators that build a path; its control points are taken as part of it, so that the box is
    /// never too small.
    pub(super) fn construct(&mut self, operator: &str, numbers: &[f64], matrix: Matrix) -> bool {
        match operator {
            "m" | "l" | "c" | "v" | "y" => {
                for pair in numbers.chunks_exact(2) {
                    if let [x, y] = pair {
                        self.reach(operator, matrix.apply((*x, *y)));
                    }
                }
            }
            "re" => {
                if let [x, y, width, height] = numbers {
                    let corners = [(*x, *y), (x + width, *y), (x + width, y + height), (*x, y + height)];
                    for (corner, operator) in corners.into_iter().zip(["m", "l", "l", "l"]) {
                        self.reach(operator, matrix.apply(corner));
                    }
                    self.line(self.start);
                }
            }
            "h" => self.line(self.start),
            "W" | "W*" => self.clips = true,
            _ => return false,
        }
        true
    }

    fn reach(&mut self, operator: &str, point: (f64, f64)) {
        match operator {
            "m" => (self.start, self.at) = (point, point),
            "l" => self.line(point),
            _ => (self.at, self.slanted) = (point, true),
        }
        self.include(point);
    }

    fn line(&mut self, to: (f64, f64)) {
        let (across, up) = ((to.0 - self.at.0).abs(), (to.1 - self.at.1).abs());
        self.slanted |= across > LEVEL && up > LEVEL;
        self.at = to;
    }

    fn include(&mut self, (x, y): (f64, f64)) {
        let point = Rectangle { left: x, bottom: y, right: x, top: y };
        self.reach = Some(self.reach.map_or(point, |so_far| Rectangle {
            left: so_far.left.min(x),
            bottom: so_far.bottom.min(y),
            right: so_far.right.max(x),
            top: so_far.top.max(y),
        }));
    }
}

/// What becomes of a path at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Painting {
    /// Whether it is filled.
    pub(super) fill: bool,
    /// Whether it is drawn along.
    pub(super) stroke: bool,
}

impl Painting {
    /// What an operator does; nothing where it ends no path.
    pub(super) fn of(operator: &str) -> Option<Self> {
        let (fill, stroke) = match operator {
            "f" | "F" | "f*" => (true, false),
            "S" | "s" => (false, true),
            "B" | "B*" | "b" | "b*" => (true, true),
            "n" => (false, false),
            _ => return None,
        };
        Some(Self { fill, stroke })
    }
}
