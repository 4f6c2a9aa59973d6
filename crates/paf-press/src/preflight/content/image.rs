//! Images: how many of their pixels come to lie on an inch.

use lopdf::{Dictionary, Object, ObjectId};

use super::display::{Paint, Picture, Shape};
use super::interpreter::Interpreter;
use crate::geometry::Rectangle;
use crate::preflight::read::value;

impl Interpreter<'_> {
    /// An image in the unit square.
    pub(super) fn image(&mut self, image: &Dictionary, id: Option<ObjectId>, resources: &Dictionary) {
        let entry = |long: &str, short: &str| {
            value(self.document, image, long).or_else(|| value(self.document, image, short))
        };
        let whole = |long: &str, short: &str| entry(long, short).and_then(|number| number.as_i64().ok());
        let pixels = (whole("Width", "W").unwrap_or(0), whole("Height", "H").unwrap_or(0));
        let stencil = entry("ImageMask", "IM").and_then(|mask| mask.as_bool().ok()) == Some(true);
        let bitmap = stencil || whole("BitsPerComponent", "BPC") == Some(1);
        let paint = if stencil {
            self.state.fill.paint.clone()
        } else {
            Paint::Mixed(self.space_of(image, resources).into_iter().collect())
        };
        let matrix = self.state.matrix;
        let per_inch = |pixels: i64, points: f64| {
            if points > 0.0 { pixels as f64 * 72.0 / points } else { f64::INFINITY }
        };
        let resolution = per_inch(pixels.0, matrix.across()).min(per_inch(pixels.1, matrix.upward()));
        let area = matrix.around(Rectangle::between((0.0, 0.0), (1.0, 1.0)));
        self.add(Shape::Image(Picture { id, pixels, bitmap, resolution }), paint, area, true);
    }

    /// An image that stands in the content itself.
    pub(super) fn inline_image(&mut self, operands: &[Object], resources: &Dictionary) {
        if let Some(Object::Stream(image)) = operands.first() {
            self.image(&image.dict, None, resources);
        }
    }
}
