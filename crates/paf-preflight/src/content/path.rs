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
}

impl Path {
    /// Operators that build a path; its control points are taken as part of it, so that the box is
    /// never too small.
    pub(super) fn construct(&mut self, operator: &str, numbers: &[f64], matrix: Matrix) -> bool {
        match operator {
            "m" | "l" | "c" | "v" | "y" => {
                for pair in numbers.chunks_exact(2) {
                    if let [x, y] = pair {
                        self.include(matrix.apply((*x, *y)));
                    }
                }
            }
            "re" => {
                if let [x, y, width, height] = numbers {
                    for corner in [(*x, *y), (x + width, *y), (*x, y + height), (x + width, y + height)] {
                        self.include(matrix.apply(corner));
                    }
                }
            }
            "h" => {}
            "W" | "W*" => self.clips = true,
            _ => return false,
        }
        true
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
