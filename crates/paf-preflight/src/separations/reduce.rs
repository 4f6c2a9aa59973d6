//! Images with fewer pixels, where a page is measured much more coarsely than they are.
//!
//! The renderer unpacks an image as a whole, with up to sixteen bytes for each of its numbers: a poster
//! of A0 at 300 pixels per inch would take eight gigabytes. Here large images are unpacked row by row,
//! or once by a decoder that needs one byte, and averaged to what a page of pixels can show. So are those of
//! which it is known how finely they are printed: the renderer would sharpen their edges.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

use super::spaces::{Space, space};
use paf_pdf::pages::resolved;

/// Images with more pixels are reduced to as many at most: an A3 page has a third of them, and each takes the
/// renderer a microsecond where its colours have to be converted.
const PIXELS: u64 = 4_000_000;
/// As many pixels become one at most in each direction, so that their sum is a number of 32 bits.
const MOST_BY: u64 = 1000;
/// Numbers that are unpacked here for all images of a file together.
const UNPACKED: u64 = 3_000_000_000;
/// Bytes that one JPEG may take, which its decoder unpacks as a whole.
const JPEG_BYTES: u64 = 1_300_000_000;
/// The widest side of a JPEG (ITU-T T.81, B.2.2).
const JPEG_SIDE: usize = 65_535;

/// How many pixels of an image come to lie on one of the page, in each direction and at least.
pub(crate) type Finer = BTreeMap<ObjectId, u64>;

/// What may still be unpacked.
pub(super) struct Reducer {
    left: u64,
    finer: Finer,
}

impl Reducer {
    /// For a file.
    pub(super) fn new(finer: Finer) -> Self {
        Self { left: UNPACKED, finer }
    }

    /// How many pixels of an image may become one.
    pub(super) fn finer(&self, id: Option<&ObjectId>) -> u64 {
        id.and_then(|id| self.finer.get(id)).copied().unwrap_or(1).min(MOST_BY)
    }

    /// The image with fewer pixels; none where it is small enough, or of a kind that cannot be reduced.
    pub(super) fn reduced(&mut self, document: &Document, image: &Stream, finer: u64) -> Option<Stream> {
        let plan = Plan::of(document, image, finer)?;
        let samples = plan.width.checked_mul(plan.height)?.checked_mul(plan.colours)?;
        self.left = self.left.checked_sub(samples)?;
        let pixels = match filters(document, &image.dict).as_slice() {
            [] => plan.rows(image.content.as_slice(), &Packing::PLAIN)?,
            [b"FlateDecode" | b"Fl"] => {
                let packing = Packing::of(document, &image.dict);
                plan.rows(ZlibDecoder::new(image.content.as_slice()), &packing)?
            }
            [b"DCTDecode" | b"DCT"] => plan.jpeg(document, image)?,
            _ => return None,
        };
        let (width, height) = plan.size();
        let mut dictionary = image.dict.clone();
        for key in ["Filter", "DecodeParms", "Length", "F", "DP"] {
            dictionary.remove(key.as_bytes());
        }
        dictionary.set("Width", i64::try_from(width).ok()?);
        dictionary.set("Height", i64::try_from(height).ok()?);
        dictionary.set("BitsPerComponent", 8);
        Some(Stream::new(dictionary, pixels))
    }
}

/// How an image is reduced.
struct Plan {
    width: u64,
    height: u64,
    colours: u64,
    bits: u64,
    /// As many pixels become one, in both directions.
    by: u64,
    /// Whether the numbers are places in a table, of which there is no average.
    picked: bool,
}

impl Plan {
    fn of(document: &Document, image: &Stream, finer: u64) -> Option<Self> {
        let entry = |key: &str| resolved(document, image.dict.get(key.as_bytes()).ok()?);
        let whole = |key: &str| u64::try_from(entry(key)?.as_i64().ok()?).ok();
        let (width, height) = (whole("Width")?, whole("Height")?);
        let pixels = width.checked_mul(height)?;
        let is_stencil = entry("ImageMask").and_then(|mask| mask.as_bool().ok()) == Some(true);
        let space = if is_stencil { None } else { entry("ColorSpace").and_then(|of| space(document, of)) };
        let (colours, is_table) = match (&space, is_stencil) {
            (_, true) => (1, false),
            (Some(Space::Plain(components)), _) => (components.count() as u64, false),
            (Some(Space::Indexed(..)), _) => (1, true),
            _ => return None,
        };
        let bits = if is_stencil { 1 } else { whole("BitsPerComponent").unwrap_or(8) };
        // A colour that is left out has to stay as it is.
        let picked = is_table || matches!(entry("Mask"), Some(Object::Array(_)));
        // Of what has no average, every pixel counts as long as there are not too many.
        let finer = if picked || bits < 8 { 1 } else { finer.max(1) };
        if pixels <= PIXELS && finer == 1 {
            return None;
        }
        let by = (finer..).find(|by| width.div_ceil(*by).saturating_mul(height.div_ceil(*by)) <= PIXELS)?;
        Some(Self { width, height, colours, bits, by, picked })
    }

    /// Columns and rows of what comes out.
    fn size(&self) -> (u64, u64) {
        (self.width.div_ceil(self.by), self.height.div_ceil(self.by))
    }

    /// Reads one row after another; where the data end early, the result does, as with the renderer.
    fn rows(&self, mut data: impl Read, packing: &Packing) -> Option<Vec<u8>> {
        if !matches!(self.bits, 1 | 2 | 4 | 8 | 16) {
            return None;
        }
        let length = usize::try_from((self.width * self.colours * self.bits).div_ceil(8)).ok()?;
        let mut row = Row::new(length, packing, self)?;
        let mut sums = Sums::new(self)?;
        let mut eights = Vec::new();
        for _ in 0..self.height {
            if !row.read(&mut data) {
                break;
            }
            if self.bits == 8 {
                sums.add(&row.bytes);
            } else {
                self.to_eight_bits(&row.bytes, &mut eights);
                sums.add(&eights);
            }
        }
        Some(sums.done())
    }

    /// The numbers of a row in eight bits each; places in a table stay as they are.
    fn to_eight_bits(&self, row: &[u8], into: &mut Vec<u8>) {
        into.clear();
        if self.bits == 16 {
            into.extend(row.iter().step_by(2));
            return;
        }
        let most = (1_u16 << self.bits) - 1;
        let scale = if self.picked { 1 } else { 255 / most };
        let places = (0..8 / self.bits).rev().map(|place| place * self.bits);
        for byte in row {
            into.extend(places.clone().map(|shift| ((u16::from(*byte) >> shift & most) * scale) as u8));
        }
        into.truncate((self.width * self.colours) as usize);
    }

    /// As the renderer's own decoder chooses the colours (hayro-syntax 0.7.2, `filter/dct.rs`).
    fn jpeg(&self, document: &Document, image: &Stream) -> Option<Vec<u8>> {
        let is_progressive = is_progressive(&image.content);
        let samples = self.width.checked_mul(self.height)?.checked_mul(self.colours)?;
        if samples.checked_mul(if is_progressive { 3 } else { 1 })? > JPEG_BYTES {
            return None;
        }
        let sides = DecoderOptions::default().set_max_width(JPEG_SIDE).set_max_height(JPEG_SIDE);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(image.content.as_slice()), sides);
        decoder.decode_headers().ok()?;
        let (width, height) = decoder.dimensions()?;
        if (width as u64, height as u64) != (self.width, self.height) {
            return None;
        }
        let transform =
            parameters(document, &image.dict).and_then(|p| p.get(b"ColorTransform").ok()?.as_i64().ok());
        let colours = match decoder.input_colorspace()? {
            ColorSpace::YCbCr if transform.is_none_or(|kind| kind == 1) => ColorSpace::RGB,
            ColorSpace::YCbCr => ColorSpace::YCbCr,
            ColorSpace::Luma => ColorSpace::Luma,
            ColorSpace::CMYK if decoder.info()?.components == 3 => ColorSpace::RGB,
            ColorSpace::CMYK => ColorSpace::CMYK,
            ColorSpace::YCCK => ColorSpace::YCCK,
            ColorSpace::RGB => ColorSpace::RGB,
            _ => return None,
        };
        if colours.num_components() as u64 != self.colours {
            return None;
        }
        decoder.set_options(sides.jpeg_set_out_colorspace(colours));
        let pixels = decoder.decode().ok()?;
        let eight = Self { bits: 8, ..*self };
        let mut reduced = eight.rows(pixels.as_slice(), &Packing::PLAIN)?;
        if colours == ColorSpace::YCCK {
            reduced.chunks_exact_mut(4).for_each(from_ycck);
        }
        Some(reduced)
    }
}

/// Whether a JPEG comes in several passes, all of which its decoder keeps (ITU-T T.81, annex B).
fn is_progressive(bytes: &[u8]) -> bool {
    let mut at = 2;
    loop {
        match bytes.get(at..at + 4) {
            Some([0xff, 0xff, ..]) => at += 1,
            Some([0xff, 0xc0 | 0xc1, ..]) => return false,
            Some([0xff, kind, high, low]) if !matches!(kind, 0xc2 | 0xda) => {
                at += 2 + usize::from(*high) * 256 + usize::from(*low);
            }
            _ => return true,
        }
    }
}

/// The formula of hayro-syntax 0.7.2, which takes it from pdf.js.
fn from_ycck(pixel: &mut [u8]) {
    if let [first, second, third, _] = pixel {
        let (y, cb, cr) = (f32::from(*first), f32::from(*second), f32::from(*third));
        *first = (434.456 - y - 1.402 * cr) as u8;
        *second = (119.541 - y + 0.344 * cb + 0.714 * cr) as u8;
        *third = (481.816 - y - 1.772 * cb) as u8;
    }
}

/// The sums of the pixels that become one row of the result.
struct Sums {
    width: usize,
    colours: usize,
    by: usize,
    picked: bool,
    sums: Vec<u32>,
    /// How many rows are in the sums.
    rows: u32,
    done: Vec<u8>,
}

impl Sums {
    fn new(plan: &Plan) -> Option<Self> {
        let columns = usize::try_from(plan.size().0.checked_mul(plan.colours)?).ok()?;
        Some(Self {
            width: usize::try_from(plan.width).ok()?,
            colours: usize::try_from(plan.colours).ok()?,
            by: usize::try_from(plan.by).ok()?,
            picked: plan.picked,
            sums: vec![0; columns],
            rows: 0,
            done: Vec::new(),
        })
    }

    fn add(&mut self, row: &[u8]) {
        if !self.picked || self.rows == 0 {
            let taken = if self.picked { 1 } else { self.by };
            let blocks = row.chunks(self.by * self.colours);
            for (sums, block) in self.sums.chunks_exact_mut(self.colours).zip(blocks) {
                for pixel in block.chunks_exact(self.colours).take(taken) {
                    sums.iter_mut().zip(pixel).for_each(|(sum, number)| *sum += u32::from(*number));
                }
            }
        }
        self.rows += 1;
        if self.rows as usize == self.by {
            self.finish_row();
        }
    }

    fn finish_row(&mut self) {
        let mut left = self.width;
        for sums in self.sums.chunks_exact_mut(self.colours) {
            let columns = left.min(self.by);
            left -= columns;
            let count = if self.picked { 1 } else { (columns as u32 * self.rows).max(1) };
            self.done.extend(sums.iter().map(|sum| ((sum + count / 2) / count).min(255) as u8));
            sums.fill(0);
        }
        self.rows = 0;
    }

    fn done(mut self) -> Vec<u8> {
        if self.rows > 0 {
            self.finish_row();
        }
        self.done
    }
}

/// How rows are packed within their filter (ISO 32000-1, 7.4.4.4).
struct Packing {
    predictor: i64,
    colours: u64,
    bits: u64,
    columns: u64,
}

impl Packing {
    const PLAIN: Self = Self { predictor: 1, colours: 1, bits: 8, columns: 1 };

    fn of(document: &Document, image: &Dictionary) -> Self {
        let Some(parameters) = parameters(document, image) else { return Self::PLAIN };
        let whole = |key: &[u8]| resolved(document, parameters.get(key).ok()?)?.as_i64().ok();
        let size = |key: &[u8], usual: u64| whole(key).and_then(|n| u64::try_from(n).ok()).unwrap_or(usual);
        Self {
            predictor: whole(b"Predictor").unwrap_or(1),
            colours: size(b"Colors", 1),
            bits: size(b"BitsPerComponent", 8),
            columns: size(b"Columns", 1),
        }
    }
}

/// A row that is read again and again.
struct Row {
    bytes: Vec<u8>,
    above: Vec<u8>,
    /// Whether each row begins with the number of its filter.
    is_filtered: bool,
    /// From a byte to the same one of the pixel before.
    back: usize,
}

impl Row {
    /// None where rows are packed in a way that is not read here.
    fn new(length: usize, packing: &Packing, plan: &Plan) -> Option<Self> {
        let is_filtered = match packing.predictor {
            1 => false,
            10..=15 => {
                let same =
                    (packing.colours, packing.bits, packing.columns) == (plan.colours, plan.bits, plan.width);
                if !same {
                    return None;
                }
                true
            }
            _ => return None,
        };
        let back = usize::try_from((plan.colours * plan.bits).div_ceil(8)).ok()?;
        Some(Self { bytes: vec![0; length], above: vec![0; length], is_filtered, back })
    }

    fn read(&mut self, data: &mut impl Read) -> bool {
        std::mem::swap(&mut self.bytes, &mut self.above);
        let mut filter = [0];
        if self.is_filtered && data.read_exact(&mut filter).is_err() {
            return false;
        }
        data.read_exact(&mut self.bytes).is_ok() && self.unfilter(filter)
    }

    /// PNG filters (ISO/IEC 15948, 9.2); none where the number is not one of them.
    fn unfilter(&mut self, [filter]: [u8; 1]) -> bool {
        if filter == 0 || filter > 4 {
            return filter == 0;
        }
        for at in 0..self.bytes.len() {
            let before =
                |row: &[u8]| at.checked_sub(self.back).and_then(|at| row.get(at)).copied().unwrap_or(0);
            let (left, corner) = (before(&self.bytes), before(&self.above));
            let up = self.above.get(at).copied().unwrap_or(0);
            let guess = match filter {
                1 => left,
                2 => up,
                3 => left.midpoint(up),
                _ => paeth(left, up, corner),
            };
            if let Some(byte) = self.bytes.get_mut(at) {
                *byte = byte.wrapping_add(guess);
            }
        }
        true
    }
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let away = |from: u8| (guess - i16::from(from)).abs();
    if away(left) <= away(up) && away(left) <= away(corner) {
        left
    } else if away(up) <= away(corner) {
        up
    } else {
        corner
    }
}

fn filters<'a>(document: &'a Document, image: &'a Dictionary) -> Vec<&'a [u8]> {
    let entry = image.get(b"Filter").ok().and_then(|filter| resolved(document, filter));
    match entry {
        Some(Object::Array(items)) => {
            items.iter().filter_map(|item| resolved(document, item)?.as_name().ok()).collect()
        }
        Some(one) => one.as_name().into_iter().collect(),
        None => Vec::new(),
    }
}

/// The parameters of the only filter.
fn parameters<'a>(document: &'a Document, image: &'a Dictionary) -> Option<&'a Dictionary> {
    match resolved(document, image.get(b"DecodeParms").ok()?)? {
        Object::Array(items) => resolved(document, items.first()?)?.as_dict().ok(),
        one => one.as_dict().ok(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use lopdf::dictionary;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn image(space: &str, width: i64, height: i64, bits: i64, content: Vec<u8>) -> Stream {
        let about = dictionary! {
            "Subtype" => "Image", "Width" => width, "Height" => height, "BitsPerComponent" => bits,
            "ColorSpace" => space, "Filter" => "FlateDecode",
        };
        Stream::new(about, content)
    }

    fn reduced(image: &Stream) -> Option<Stream> {
        Reducer::new(Finer::new()).reduced(&Document::new(), image, 1)
    }

    #[test]
    fn pixels_are_averaged() {
        // Columns of 0 and 100 by turns, in four colours.
        let row: Vec<u8> = (0..4000_u32).flat_map(|column| [(column % 2 * 100) as u8, 7, 8, 9]).collect();
        let image = image("DeviceCMYK", 4000, 4000, 8, packed(&row.repeat(4000)));
        let small = reduced(&image).unwrap();
        assert_eq!(small.dict.get(b"Width").unwrap().as_i64().unwrap(), 2000);
        assert_eq!(small.content.len(), 2000 * 2000 * 4);
        assert!(small.content.chunks_exact(4).all(|pixel| pixel == [50, 7, 8, 9]));
    }

    #[test]
    fn what_is_printed_finely_is_averaged_however_small_it_is() {
        let row: Vec<u8> = (0..10_u8).flat_map(|column| [column % 2 * 100, 7, 8, 9]).collect();
        let image = image("DeviceCMYK", 10, 10, 8, packed(&row.repeat(10)));
        let small = Reducer::new(Finer::new()).reduced(&Document::new(), &image, 4).unwrap();
        assert_eq!(small.dict.get(b"Width").unwrap().as_i64().unwrap(), 3);
        assert!(small.content.chunks_exact(4).all(|pixel| pixel == [50, 7, 8, 9]));
        assert!(reduced(&image).is_none());
    }

    #[test]
    fn bits_become_tones_and_places_in_a_table_stay() {
        let stripes = packed(&vec![0b0101_0101; 500 * 4000]);
        let small = reduced(&image("DeviceGray", 4000, 4000, 1, stripes.clone())).unwrap();
        assert!(small.content.iter().all(|tone| (127..=128).contains(tone)));
        let mut table = image("DeviceGray", 4000, 4000, 1, stripes);
        table.dict.set(
            "ColorSpace",
            vec!["Indexed".into(), "DeviceGray".into(), 1.into(), Object::string_literal("\0\u{7f}")],
        );
        assert!(reduced(&table).unwrap().content.iter().all(|place| *place == 0));
    }

    #[test]
    fn rows_that_lean_on_others_are_unpacked() {
        // Each filter once, so that all rows come out as 10, 10, 10 and so on.
        let mut rows = Vec::new();
        for filter in 0..5_u8 {
            rows.push(filter);
            let first = if filter < 2 {
                10
            } else if filter == 3 {
                5
            } else {
                0
            };
            let rest = if filter == 0 { 10 } else { 0 };
            rows.push(first);
            rows.extend(vec![rest; 3999]);
        }
        let mut image = image("DeviceGray", 4000, 4000, 8, packed(&rows.repeat(800)));
        image.dict.set(
            "DecodeParms",
            dictionary! { "Predictor" => 15, "Columns" => 4000, "Colors" => 1, "BitsPerComponent" => 8 },
        );
        assert!(reduced(&image).unwrap().content.iter().all(|tone| *tone == 10));
    }

    #[test]
    fn small_images_stay_and_endless_ones_are_left_alone() {
        assert!(reduced(&image("DeviceGray", 2000, 2000, 8, packed(&[0; 4_000_000]))).is_none());
        assert!(reduced(&image("DeviceGray", 100_000, 100_000, 1, packed(&[0]))).is_none());
        // Where the data end early, so does the image.
        let small = reduced(&image("DeviceGray", 4000, 4000, 8, packed(&[9; 8000]))).unwrap();
        assert_eq!(small.content, vec![9; 2000]);
    }
}
