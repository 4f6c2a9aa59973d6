//! Images: how many of their pixels come to lie on an inch.

use lopdf::{Dictionary, Document, ObjectId};

use super::display::Picture;
use super::matrix::Matrix;
use crate::read::value;

/// An image in the unit square.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    /// Itself.
    pub(super) picture: Picture,
    /// Whether it only says where the present colour goes.
    pub(super) is_stencil: bool,
}

impl Placed {
    /// An image of the resources, or one that stands in the content itself and has short keys.
    pub(super) fn read(
        document: &Document,
        image: &Dictionary,
        id: Option<ObjectId>,
        matrix: Matrix,
    ) -> Self {
        let entry =
            |long: &str, short: &str| value(document, image, long).or_else(|| value(document, image, short));
        let whole = |long: &str, short: &str| entry(long, short).and_then(|number| number.as_i64().ok());
        let pixels = (whole("Width", "W").unwrap_or(0), whole("Height", "H").unwrap_or(0));
        let is_stencil = entry("ImageMask", "IM").and_then(|mask| mask.as_bool().ok()) == Some(true);
        let bitmap = is_stencil || whole("BitsPerComponent", "BPC") == Some(1);
        let per_inch = |pixels: i64, points: f64| {
            if points > 0.0 { pixels as f64 * 72.0 / points } else { f64::INFINITY }
        };
        let resolution = per_inch(pixels.0, matrix.across()).min(per_inch(pixels.1, matrix.upward()));
        Self { picture: Picture { id, pixels, bitmap, resolution }, is_stencil }
    }
}
