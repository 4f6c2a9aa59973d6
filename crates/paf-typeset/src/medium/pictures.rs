//! Pictures in as many pixels as their places on the pages need: a photograph of 24 MB that is printed as
//! wide as a thumb costs what a thumb's width needs.

use std::sync::PoisonError;

use paf_picture::{Fitted, Kind, Wanted, fitted, fitted_drawing};
use typst::foundations::{Bytes, Smart};
use typst::layout::{Size, Transform};
use typst::utils::hash128;
use typst::visualize::{ExchangeFormat, Image, ImageKind, RasterFormat, RasterImage, SvgImage};

use super::Medium;
use crate::made::Made;

/// Pictures of the places of one medium.
pub(super) struct Fitting<'a> {
    pub(super) made: &'a Made,
    pub(super) medium: Medium,
    pub(super) press: &'a [u8],
    /// The hash of the profile.
    pub(super) condition: u128,
}

impl Fitting<'_> {
    /// The picture for its place, which is drawn `scale` times as large as `size`; nothing where it can stay.
    pub(super) fn image(&self, image: &Image, size: Size, scale: f64) -> Option<Image> {
        let place = [size.x.to_pt() * scale, size.y.to_pt() * scale];
        let key = (
            hash128(&(image.kind(), self.condition)),
            place.map(f64::to_bits),
            self.medium == Medium::Screen,
        );
        let known = self.made.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        let made = known.unwrap_or_else(|| {
            let made = match image.kind() {
                ImageKind::Raster(raster) => self.raster(raster, (place[0], place[1])).map(ImageKind::Raster),
                ImageKind::Svg(drawing) => self.drawing(drawing, (place[0], place[1])).map(ImageKind::Svg),
                ImageKind::Pdf(_) => None,
            };
            self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(key, made.clone());
            made
        });
        Some(Image::new(made?, image.alt().map(Into::into), image.scaling()))
    }

    fn wanted(&self, size: (f64, f64)) -> Wanted<'_> {
        let medium = match self.medium {
            Medium::Screen => paf_picture::Medium::Screen,
            Medium::Press => paf_picture::Medium::Press,
        };
        Wanted { medium, size, press: self.press }
    }

    /// A drawing with smaller pictures in it. One with words stays as it is: they would have to be set anew.
    fn drawing(&self, drawing: &SvgImage, size: (f64, f64)) -> Option<SvgImage> {
        if drawing.tree().has_text_nodes() {
            return None;
        }
        let bytes = fitted_drawing(drawing.data(), &self.wanted(size))?;
        SvgImage::new(Bytes::new(bytes)).ok()
    }

    fn raster(&self, raster: &RasterImage, size: (f64, f64)) -> Option<RasterImage> {
        let kind = match raster.format() {
            RasterFormat::Exchange(ExchangeFormat::Jpg) => Kind::Jpeg,
            RasterFormat::Exchange(ExchangeFormat::Webp) => Kind::Webp,
            RasterFormat::Exchange(ExchangeFormat::Gif) => Kind::Gif,
            RasterFormat::Exchange(ExchangeFormat::Png) | RasterFormat::Pixel(_) => Kind::Png,
        };
        let wanted = self.wanted(size);
        let about = (raster.icc().map(|icc| &**icc), raster.exif_rotation());
        let Fitted { kind, bytes } = fitted(kind, raster.data(), raster.dynamic(), about, &wanted)?;
        let format = if kind == Kind::Jpeg { ExchangeFormat::Jpg } else { ExchangeFormat::Png };
        RasterImage::new(Bytes::new(bytes), format, Smart::Auto).ok()
    }
}

/// By how much a transformation enlarges, in the direction in which it does most.
pub(super) fn enlarged(transform: &Transform) -> f64 {
    let along = transform.sx.get().hypot(transform.ky.get());
    let across = transform.kx.get().hypot(transform.sy.get());
    along.max(across)
}
