//! The display list: what a page paints, from the bottom to the top.

use lopdf::ObjectId;
use paf_pdf::geometry::Rectangle;

use super::colour::{Colour, Family};

/// What something is painted with.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Paint {
    /// One colour.
    Plain(Colour),
    /// Several colours in these spaces: a pattern, a gradient or an image.
    Mixed(Vec<Family>),
}

impl Paint {
    /// The spaces of all its colours.
    pub(crate) fn families(&self) -> &[Family] {
        match self {
            Self::Plain(colour) => std::slice::from_ref(&colour.family),
            Self::Mixed(families) => families,
        }
    }

    /// The one colour that it has, if it has only one.
    pub(crate) fn colour(&self) -> Option<&Colour> {
        match self {
            Self::Plain(colour) => Some(colour),
            Self::Mixed(_) => None,
        }
    }

    /// Whether the paper shows through everywhere.
    pub(crate) fn is_white(&self) -> bool {
        self.colour().is_some_and(Colour::is_white)
    }
}

/// What is painted.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Shape {
    /// A filled path.
    Fill {
        /// Its box before clipping.
        whole: Rectangle,
    },
    /// The outline of a path, this wide in points.
    Stroke {
        /// Zero for the thinnest line that a device can make.
        width: f64,
        /// The box of the path before clipping, without the width.
        whole: Rectangle,
        /// Whether all its lines are level or upright.
        upright: bool,
    },
    /// A gradient over all of the clip.
    Shading,
    /// Letters.
    Text {
        /// In points on the page.
        size: f64,
        /// How many glyphs are the box for a missing character.
        missing: usize,
    },
    /// Pixels.
    Image(Picture),
}

/// An image as it is placed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Picture {
    /// Which image; none where it stands in the content itself.
    pub(crate) id: Option<ObjectId>,
    /// Columns and rows.
    pub(crate) pixels: (i64, i64),
    /// Whether every pixel is on or off.
    pub(crate) bitmap: bool,
    /// Pixels per inch in the coarser direction.
    pub(crate) resolution: f64,
}

/// One thing on the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    /// What it is.
    pub(crate) shape: Shape,
    /// Its colour.
    pub(crate) paint: Paint,
    /// The upright box around what of it is seen, in points of the page.
    pub(crate) area: Rectangle,
    /// Whether what lies under it is not knocked out; with the overprint mode.
    pub(crate) overprint: Option<Overprint>,
    /// Where it is part of an isolated transparency group: the first thing of that group, by its place in
    /// the order of the page.
    pub(crate) isolated: Option<usize>,
}

/// What overprinting does to an ink of which a colour has none (ISO 32000-1, 8.6.7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Overprint {
    /// Mode 0: process colours erase all four plates.
    Erasing,
    /// Mode 1: plates without ink stay as they are.
    Keeping,
}

impl Item {
    /// Letters, and how large.
    pub(crate) fn text_size(&self) -> Option<f64> {
        if let Shape::Text { size, .. } = self.shape { Some(size) } else { None }
    }

    /// Whether it covers an area: fills, gradients and images do, lines and letters do not.
    pub(crate) fn is_artwork(&self) -> bool {
        matches!(self.shape, Shape::Fill { .. } | Shape::Shading | Shape::Image(_))
    }
}
