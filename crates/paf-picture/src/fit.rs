//! A picture in as many pixels as its place on the page needs.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops::FilterType as Scaling;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use crate::kind::Kind;
use crate::{cmyk, jpeg};

/// What a page is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Medium {
    /// A screen: red, green and blue.
    Screen,
    /// A press: what is in inks stays in inks.
    Press,
}

impl Medium {
    /// The pixels for each inch that can be told apart.
    fn resolution(self) -> f64 {
        match self {
            Self::Screen => 150.0,
            Self::Press => 300.0,
        }
    }
}

/// What a place on a page needs.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// What the page is made for.
    pub medium: Medium,
    /// The width and height of the place in points.
    pub size: (f64, f64),
    /// The profile of inks that come without one.
    pub press: &'a [u8],
}

/// A picture made anew.
pub struct Fitted {
    /// PNG or JPEG.
    pub kind: Kind,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Pixels that are more than this many times those that are needed are taken down.
const TOLERATED: f64 = 1.25;

/// The largest JPEG in inks that goes to the press as it is, however many pixels it has.
const KEPT: usize = 2 << 20;

/// How good JPEGs are, of 100: no difference is seen in print.
const QUALITY: u8 = 90;

/// A picture with fewer pixels, or in the colours of screens; nothing where it can stay as it is.
///
/// `pixels` are those of `bytes`, turned as the camera was held (`turn`, of Exif); `icc` is its profile.
pub fn fitted(
    kind: Kind,
    bytes: &[u8],
    pixels: &DynamicImage,
    (icc, turn): (Option<&[u8]>, Option<u32>),
    wanted: &Wanted<'_>,
) -> Option<Fitted> {
    let is_in_inks = kind == Kind::Jpeg && jpeg::components(bytes) == Some(4);
    let size = smaller(pixels, wanted);
    if is_in_inks {
        // No program writes JPEGs of inks for us, and black letters would not stay black alone.
        if wanted.medium == Medium::Press && (size.is_none() || bytes.len() <= KEPT) {
            return None;
        }
        let (rgb, width, height) = cmyk::as_rgb(bytes, wanted.press)?;
        let mut pixels = RgbImage::from_raw(width, height, rgb).map(DynamicImage::ImageRgb8)?;
        let turn = turn.and_then(|turn| u8::try_from(turn).ok()).and_then(Orientation::from_exif);
        pixels.apply_orientation(turn.unwrap_or(Orientation::NoTransforms));
        let small = size.map(|size| scaled(&pixels, size));
        return encoded(small.as_ref().unwrap_or(&pixels), true);
    }
    let of_screens = icc.and_then(|icc| in_srgb(pixels, icc));
    if size.is_none() && of_screens.is_none() {
        return None;
    }
    let pixels = of_screens.as_ref().unwrap_or(pixels);
    let small = size.map(|size| scaled(pixels, size));
    encoded(small.as_ref().unwrap_or(pixels), kind == Kind::Jpeg)
}

/// The pixels that a place needs, where they are fewer than there are.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a page is not that large")]
fn smaller(pixels: &DynamicImage, wanted: &Wanted<'_>) -> Option<(u32, u32)> {
    let (width, height) = (f64::from(pixels.width()), f64::from(pixels.height()));
    let needed = |points: f64| points / 72.0 * wanted.medium.resolution();
    // What is cropped or stretched keeps enough in both directions.
    let scale = (needed(wanted.size.0) / width).max(needed(wanted.size.1) / height);
    if !scale.is_finite() || scale * TOLERATED >= 1.0 || scale <= 0.0 {
        return None;
    }
    let part = |length: f64| (length * scale).ceil().max(1.0) as u32;
    Some((part(width), part(height)))
}

/// Fewer pixels. What is transparent counts for nothing, or its hidden colour would show at every edge.
fn scaled(pixels: &DynamicImage, (width, height): (u32, u32)) -> DynamicImage {
    // A first rough step, for which nothing is kept in memory.
    let rough = (width.saturating_mul(3), height.saturating_mul(3));
    let is_large = pixels.width() > rough.0.saturating_mul(2) && pixels.height() > rough.1.saturating_mul(2);
    if !pixels.color().has_alpha() {
        let pixels = if is_large { &pixels.thumbnail_exact(rough.0, rough.1) } else { pixels };
        return pixels.resize_exact(width, height, Scaling::CatmullRom);
    }
    let mut covered = pixels.to_rgba8();
    for pixel in covered.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let part = |colour: u8| part_of(u32::from(colour) * u32::from(alpha), 255);
        pixel.0 = [part(red), part(green), part(blue), alpha];
    }
    let covered = DynamicImage::ImageRgba8(covered);
    let covered = if is_large { covered.thumbnail_exact(rough.0, rough.1) } else { covered };
    let mut small = covered.resize_exact(width, height, Scaling::CatmullRom).into_rgba8();
    for pixel in small.pixels_mut() {
        let [red, green, blue, alpha] = pixel.0;
        let whole = |colour: u8| part_of(u32::from(colour) * 255, u32::from(alpha));
        pixel.0 = [whole(red), whole(green), whole(blue), alpha];
    }
    let small = DynamicImage::ImageRgba8(small);
    if pixels.color().has_color() { small } else { DynamicImage::ImageLumaA8(small.into_luma_alpha8()) }
}

fn part_of(whole: u32, parts: u32) -> u8 {
    let rounded = (whole + parts / 2).checked_div(parts).unwrap_or(0);
    u8::try_from(rounded).unwrap_or(u8::MAX)
}

/// The pixels in sRGB, if their profile is of another space of red, green and blue.
fn in_srgb(pixels: &DynamicImage, icc: &[u8]) -> Option<DynamicImage> {
    let profile = ColorProfile::new_from_slice(icc).ok()?;
    let is_srgb = contains(icc, b"sRGB") || contains(icc, b"s\0R\0G\0B");
    if profile.color_space != DataColorSpace::Rgb || is_srgb || !pixels.color().has_color() {
        return None;
    }
    let srgb = ColorProfile::new_srgb();
    let transform =
        profile.create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgba, TransformOptions::default()).ok()?;
    let mut converted = pixels.to_rgba8();
    let source = converted.clone();
    transform.transform(source.as_raw(), &mut converted).ok()?;
    let converted = DynamicImage::ImageRgba8(converted);
    Some(if pixels.color().has_alpha() { converted } else { DynamicImage::ImageRgb8(converted.into_rgb8()) })
}

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|found| found == word)
}

/// A JPEG of what was one, a PNG of all else.
fn encoded(pixels: &DynamicImage, is_photograph: bool) -> Option<Fitted> {
    let mut bytes = Vec::new();
    if is_photograph && !pixels.color().has_alpha() {
        let encoder = JpegEncoder::new_with_quality(&mut bytes, QUALITY);
        let written = match pixels.color().has_color() {
            true => write(encoder, pixels.to_rgb8().as_raw(), pixels, ExtendedColorType::Rgb8),
            false => write(encoder, pixels.to_luma8().as_raw(), pixels, ExtendedColorType::L8),
        };
        return written.map(|()| Fitted { kind: Kind::Jpeg, bytes });
    }
    let encoder =
        PngEncoder::new_with_quality(Cursor::new(&mut bytes), CompressionType::Fast, FilterType::Adaptive);
    let color = pixels.color();
    let written = match (color.has_color(), color.has_alpha()) {
        (true, true) => write(encoder, pixels.to_rgba8().as_raw(), pixels, ExtendedColorType::Rgba8),
        (true, false) => write(encoder, pixels.to_rgb8().as_raw(), pixels, ExtendedColorType::Rgb8),
        (false, true) => write(encoder, pixels.to_luma_alpha8().as_raw(), pixels, ExtendedColorType::La8),
        (false, false) => write(encoder, pixels.to_luma8().as_raw(), pixels, ExtendedColorType::L8),
    };
    written.map(|()| Fitted { kind: Kind::Png, bytes })
}

fn write(
    encoder: impl ImageEncoder,
    bytes: &[u8],
    pixels: &DynamicImage,
    color: ExtendedColorType,
) -> Option<()> {
    encoder.write_image(bytes, pixels.width(), pixels.height(), color).ok()
}
