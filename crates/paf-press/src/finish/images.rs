//! Images in the inks of the press.

use lopdf::{Document, Object, ObjectId, Stream};
use paf_pdf::pages::LARGEST;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::FinishError;
use super::colour;
use super::inks::Inks;

/// Converts every image of three colours to cyan, magenta, yellow and black, relative to the paper.
/// Grays and images that are in the press's inks already stay as they are.
pub(super) fn convert(document: &mut Document, inks: &Inks) -> Result<(), FinishError> {
    let ids: Vec<ObjectId> = document
        .objects
        .iter()
        .filter(|(_, object)| object.as_stream().is_ok_and(|stream| is_rgb(document, stream)))
        .map(|(id, _)| *id)
        .collect();
    for id in ids {
        let Some(Object::Stream(stream)) = document.objects.get(&id) else { continue };
        let pixels = inks.pixels(&pixels(stream)?)?;
        let Some(Object::Stream(stream)) = document.objects.get_mut(&id) else { continue };
        for key in [&b"DecodeParms"[..], b"Decode", b"Intent"] {
            stream.dict.remove(key);
        }
        stream.dict.set("ColorSpace", "DeviceCMYK");
        stream.dict.set("BitsPerComponent", 8);
        stream.set_plain_content(pixels);
    }
    Ok(())
}

fn is_rgb(document: &Document, stream: &Stream) -> bool {
    let is_image = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image");
    is_image && stream.dict.get(b"ColorSpace").is_ok_and(|space| colour::is_rgb(document, space))
}

/// The pixels in red, green and blue, of eight bits.
fn pixels(stream: &Stream) -> Result<Vec<u8>, FinishError> {
    let failed = |why: &str| FinishError::Image(why.to_owned());
    let size = |key: &[u8]| stream.dict.get(key).and_then(Object::as_i64).ok();
    let (Some(width), Some(height)) = (size(b"Width"), size(b"Height")) else {
        return Err(failed("it has no size"));
    };
    let filters = stream.filters().unwrap_or_default();
    let pixels = if filters.last().is_some_and(|filter| *filter == b"DCTDecode") {
        let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&stream.content), options);
        decoder.decode().map_err(|_| failed("it is a damaged JPEG, or one of a rare kind; save it anew"))?
    } else {
        if size(b"BitsPerComponent") != Some(8) {
            return Err(failed("it does not have eight bits for each colour; save it with eight"));
        }
        stream
            .get_plain_content_with_limit(LARGEST)
            .map_err(|_| failed("it is damaged, or packed in a way that cannot be unpacked"))?
    };
    if i64::try_from(pixels.len()).ok() != width.checked_mul(height).and_then(|area| area.checked_mul(3)) {
        return Err(failed("it holds less than its size says"));
    }
    Ok(pixels)
}
