//! Pictures in as many pixels as their places on the pages need: a photograph of 24 MB that is printed as
//! wide as a thumb costs what a thumb's width needs.

use std::sync::PoisonError;

use paf_picture::{Fitted, Kind, Wanted, fitted, fitted_drawing};
use typst::foundations::{Bytes, Smart};
use typst::layout::{Frame, FrameItem, Size, Transform};
use typst::utils::hash128;
use typst::visualize::{ExchangeFormat, Image, ImageKind, RasterFormat, RasterImage, SvgImage};
use typst_layout::{Page, PagedDocument};

use crate::export::Medium;
use crate::made::Made;
use crate::world::Typesetter;

impl Typesetter {
    /// The same pages with pictures that hold no more pixels than can be told apart, and for the screen
    /// none in the inks of a press. `press` is the profile of inks that come without one.
    pub fn fitted(&self, document: PagedDocument, medium: Medium, press: &[u8]) -> PagedDocument {
        if !document.pages().iter().any(|page| has_pixels(&page.frame)) {
            return document;
        }
        let fitting = Fitting { made: &self.pictures, medium, press, condition: hash128(press) };
        let pages = document.pages().iter().map(|page| {
            let mut frame = page.frame.clone();
            fitting.frame(&mut frame, 1.0);
            Page { frame, ..page.clone() }
        });
        let info = typst::model::Document::info(&document).clone();
        PagedDocument::new(pages.collect(), info)
    }
}

fn has_pixels(frame: &Frame) -> bool {
    frame.items().any(|(_, item)| match item {
        FrameItem::Group(group) => has_pixels(&group.frame),
        FrameItem::Image(image, ..) => matches!(image.kind(), ImageKind::Raster(_) | ImageKind::Svg(_)),
        _ => false,
    })
}

struct Fitting<'a> {
    made: &'a Made,
    medium: Medium,
    press: &'a [u8],
    /// The hash of the profile.
    condition: u128,
}

impl Fitting<'_> {
    /// `scale` is by how much the frame is drawn larger than it is.
    fn frame(&self, frame: &mut Frame, scale: f64) {
        if !has_pixels(frame) {
            return;
        }
        frame.retain(|item| {
            match item {
                FrameItem::Group(group) => {
                    self.frame(&mut group.frame, scale * enlarged(&group.transform));
                }
                FrameItem::Image(image, size, _) => {
                    if let Some(other) = self.image(image, *size, scale) {
                        *image = other;
                    }
                }
                _ => {}
            }
            true
        });
    }

    fn image(&self, image: &Image, size: Size, scale: f64) -> Option<Image> {
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
fn enlarged(transform: &Transform) -> f64 {
    let along = transform.sx.get().hypot(transform.ky.get());
    let across = transform.kx.get().hypot(transform.sy.get());
    along.max(across)
}
