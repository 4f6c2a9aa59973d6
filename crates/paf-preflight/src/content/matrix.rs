//! Matrices of content streams (ISO 32000-1, 8.3.3).

use paf_pdf::geometry::Rectangle;

/// Six numbers that take a point to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Matrix(pub(crate) [f64; 6]);

impl Matrix {
    /// Leaves every point where it is.
    pub(crate) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Makes everything so many times as large.
    pub(crate) const fn scaled(by: f64) -> Self {
        Self([by, 0.0, 0.0, by, 0.0, 0.0])
    }

    /// This one first, then the other.
    pub(crate) fn then(self, other: Self) -> Self {
        let ([a, b, c, d, e, f], [g, h, i, j, k, l]) = (self.0, other.0);
        Self([
            a * g + b * i,
            a * h + b * j,
            c * g + d * i,
            c * h + d * j,
            e * g + f * i + k,
            e * h + f * j + l,
        ])
    }

    /// Where a point comes to lie.
    pub(crate) fn apply(self, (x, y): (f64, f64)) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// The upright rectangle around a rectangle that was moved and turned.
    pub(crate) fn around(self, area: Rectangle) -> Rectangle {
        let corners = [
            self.apply((area.left, area.bottom)),
            self.apply((area.right, area.top)),
            self.apply((area.left, area.top)),
            self.apply((area.right, area.bottom)),
        ];
        let around = |so_far: Rectangle, (x, y): (f64, f64)| Rectangle {
            left: so_far.left.min(x),
            bottom: so_far.bottom.min(y),
            right: so_far.right.max(x),
            top: so_far.top.max(y),
        };
        let [first, rest @ ..] = corners;
        rest.into_iter().fold(Rectangle::between(first, first), around)
    }

    /// How long one unit to the right becomes.
    pub(crate) fn across(self) -> f64 {
        self.0[0].hypot(self.0[1])
    }

    /// How long one unit upward becomes.
    pub(crate) fn upward(self) -> f64 {
        self.0[2].hypot(self.0[3])
    }

    /// How wide a line one unit wide becomes, on the average of its directions.
    pub(crate) fn scale(self) -> f64 {
        let [a, b, c, d, ..] = self.0;
        (a * d - b * c).abs().sqrt()
    }
}

/// Six numbers as a matrix.
pub(super) fn matrix(numbers: &[f64]) -> Option<Matrix> {
    <[f64; 6]>::try_from(numbers).ok().map(Matrix)
}
