//! Lengths and rectangles of a print job.

/// Points in a millimetre.
pub const POINTS: f64 = 72.0 / 25.4;

/// A length on paper, in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
pub struct Mm(pub f64);

impl Mm {
    /// The same length in points.
    pub fn to_points(self) -> f64 {
        self.0 * POINTS
    }

    /// A length that a PDF gives in points.
    pub fn from_points(points: f64) -> Self {
        Self(points / POINTS)
    }

    /// As people write it, to a hundredth of a millimetre.
    pub fn told(self) -> String {
        format!("{} mm", self.rounded())
    }

    /// To a hundredth of a millimetre.
    pub fn rounded(self) -> f64 {
        (self.0 * 100.0).round() / 100.0
    }
}

/// A width and a height in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: Mm,
    /// From bottom to top.
    pub height: Mm,
}

/// A rectangle in points, its origin at the bottom left as in PDF.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rectangle {
    /// The left edge.
    pub left: f64,
    /// The bottom edge.
    pub bottom: f64,
    /// The right edge.
    pub right: f64,
    /// The top edge.
    pub top: f64,
}

impl Rectangle {
    /// From two opposite corners, in whichever order a PDF gives them.
    pub fn between(a: (f64, f64), b: (f64, f64)) -> Self {
        Self { left: a.0.min(b.0), bottom: a.1.min(b.1), right: a.0.max(b.0), top: a.1.max(b.1) }
    }

    /// The width in points.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// The height in points.
    pub fn height(&self) -> f64 {
        self.top - self.bottom
    }

    /// Whether another lies within it, but for so many points.
    pub fn contains(&self, other: &Self, tolerance: f64) -> bool {
        other.left >= self.left - tolerance
            && other.bottom >= self.bottom - tolerance
            && other.right <= self.right + tolerance
            && other.top <= self.top + tolerance
    }

    /// Grown by so many points on every side; shrunk where the number is negative.
    #[must_use]
    pub fn grown(&self, by: f64) -> Self {
        Self { left: self.left - by, bottom: self.bottom - by, right: self.right + by, top: self.top + by }
    }

    /// What both have in common, if they have anything.
    pub fn intersection(&self, other: &Self) -> Option<Self> {
        let both = Self {
            left: self.left.max(other.left),
            bottom: self.bottom.max(other.bottom),
            right: self.right.min(other.right),
            top: self.top.min(other.top),
        };
        (both.left < both.right && both.bottom < both.top).then_some(both)
    }
}
