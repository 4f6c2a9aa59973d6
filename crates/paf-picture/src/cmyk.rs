//! JPEGs in the inks of a press.

use moxcms::{ColorProfile, DataColorSpace, Layout, RenderingIntent, TransformOptions};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use crate::jpeg::segments;

/// Whether Adobe's programs wrote it, who store the inks upside down.
fn is_of_adobe(jpeg: &[u8]) -> bool {
    segments(jpeg).any(|(marker, data)| marker == 0xee && data.starts_with(b"Adobe"))
}

/// The pixels in red, green and blue, as the inks look in print: by the profile in the picture, or by `press`.
pub(crate) fn as_rgb(jpeg: &[u8], press: &[u8]) -> Option<(Vec<u8>, u32, u32)> {
    let mut decoder = JpegDecoder::new(ZCursor::new(jpeg));
    decoder.decode_headers().ok()?;
    let stored = decoder.input_colorspace()?;
    let options = DecoderOptions::default().set_strict_mode(false).jpeg_set_out_colorspace(stored);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
    let mut inks = decoder.decode().ok()?;
    let (width, height) = decoder.dimensions()?;
    let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    if inks.len() != usize::try_from(width).ok()? * usize::try_from(height).ok()? * 4 {
        return None;
    }
    if stored == ColorSpace::YCCK {
        inks.chunks_exact_mut(4).for_each(without_luminance);
    }
    if is_of_adobe(jpeg) {
        inks.iter_mut().for_each(|ink| *ink = 255 - *ink);
    }
    let own = decoder.icc_profile();
    let profile = own.as_deref().and_then(cmyk_profile).or_else(|| cmyk_profile(press))?;
    let options =
        TransformOptions { rendering_intent: RenderingIntent::RelativeColorimetric, ..Default::default() };
    // Four channels go by the name of the other layout of four.
    let transform =
        profile.create_transform_8bit(Layout::Rgba, &ColorProfile::new_srgb(), Layout::Rgb, options).ok()?;
    let mut rgb = vec![0; inks.len() / 4 * 3];
    transform.transform(&inks, &mut rgb).ok()?;
    Some((rgb, width, height))
}

fn cmyk_profile(icc: &[u8]) -> Option<ColorProfile> {
    let profile = ColorProfile::new_from_slice(icc).ok()?;
    (profile.color_space == DataColorSpace::Cmyk).then_some(profile)
}

/// Luminance and colour differences as cyan, magenta and yellow; black stays (T.871, Adobe's YCCK).
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is within 0 and 255")]
fn without_luminance(pixel: &mut [u8]) {
    let [y, cb, cr, _] = pixel else { return };
    let (light, blue, red) = (f32::from(*y), f32::from(*cb) - 128.0, f32::from(*cr) - 128.0);
    let part = |value: f32| 255 - value.round().clamp(0.0, 255.0) as u8;
    (*y, *cb, *cr) = (
        part(light + 1.402 * red),
        part(light - 0.344_136 * blue - 0.714_136 * red),
        part(light + 1.772 * blue),
    );
}
