//! Paths: how far they reach, and what is painted along or within them.

use super::display::Shape;
use super::interpreter::Interpreter;
use crate::geometry::Rectangle;

/// The path under construction, in points of the page.
#[derive(Debug, Clone, Default)]
pub(super) struct Path {
    reach: Option<Rectangle>,
    clips: bool,
}

impl Path {
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

impl Interpreter<'_> {
    /// Operators that build a path; its control points are taken as part of it, so that the box is
    /// never too small.
    pub(super) fn construct(&mut self, operator: &str, numbers: &[f64]) -> bool {
        match operator {
            "m" | "l" | "c" | "v" | "y" => {
                for pair in numbers.chunks_exact(2) {
                    if let [x, y] = pair {
                        self.path.include(self.state.matrix.apply((*x, *y)));
                    }
                }
            }
            "re" => {
                if let [x, y, width, height] = numbers {
                    for corner in [(*x, *y), (x + width, *y), (*x, y + height), (x + width, y + height)] {
                        self.path.include(self.state.matrix.apply(corner));
                    }
                }
            }
            "h" => {}
            _ => return false,
        }
        true
    }

    /// Operators that paint a path, clip by it, or end it.
    pub(super) fn paint_path(&mut self, operator: &str) -> bool {
        match operator {
            "W" | "W*" => {
                self.path.clips = true;
                return true;
            }
            "f" | "F" | "f*" => self.fill(),
            "S" | "s" => self.stroke(),
            "B" | "B*" | "b" | "b*" => {
                self.fill();
                self.stroke();
            }
            "n" => {}
            _ => return false,
        }
        let path = std::mem::take(&mut self.path);
        if path.clips {
            match path.reach {
                Some(reach) => self.state.narrow(reach),
                None => self.state.clip = None,
            }
        }
        true
    }

    fn fill(&mut self) {
        if let Some(whole) = self.path.reach {
            self.add(Shape::Fill { whole }, self.state.fill.paint.clone(), whole, true);
        }
    }

    fn stroke(&mut self) {
        let width = self.state.line_width * self.state.matrix.scale();
        if let Some(reach) = self.path.reach {
            let area = reach.grown(width / 2.0);
            self.add(Shape::Stroke { width }, self.state.stroke.paint.clone(), area, false);
        }
    }
}
