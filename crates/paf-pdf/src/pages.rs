//! The pages of a PDF with what they inherit, read so that no file, however broken, does harm.

use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{DEFAULT_MAX_DECOMPRESSED_SIZE, Dictionary, Document, Object, ObjectId, Stream};

use crate::geometry::Rectangle;
use crate::tree::tree;
use crate::view::View;

/// How deep a page tree may be; deeper ones point at themselves.
pub(crate) const DEEPEST: usize = 64;

/// How many bytes a stream, or the content of a page, may become when it is unpacked: no page that
/// anybody prints comes near, and a few kilobytes can be packed so that they fill any memory.
pub const LARGEST: usize = DEFAULT_MAX_DECOMPRESSED_SIZE;

/// A page of a document.
#[derive(Debug, Clone, Copy)]
pub struct PageRef<'a> {
    document: &'a Document,
    /// The page's object.
    pub id: ObjectId,
    /// Its place, from 1.
    pub number: usize,
    dictionary: &'a Dictionary,
}

/// All pages that can be read, in their order. One that cannot is left out here, and keeps its number.
pub fn pages(document: &Document) -> Vec<PageRef<'_>> {
    let places = tree(document).pages;
    let page = |(number, id): (usize, &Option<ObjectId>)| {
        let id = (*id)?;
        Some(PageRef { document, id, number, dictionary: document.get_dictionary(id).ok()? })
    };
    (1..).zip(&places).filter_map(page).collect()
}

/// How many pages there are, those among them that cannot be read.
pub fn count(document: &Document) -> usize {
    tree(document).pages.len()
}

impl<'a> PageRef<'a> {
    /// What the page itself says, references followed.
    pub fn own(&self, key: &str) -> Option<&'a Object> {
        resolved(self.document, self.dictionary.get(key.as_bytes()).ok()?)
    }

    /// What the page says, or the nearest node above it that says anything.
    pub fn inherited(&self, key: &str) -> Option<&'a Object> {
        let mut node = self.dictionary;
        for _ in 0..DEEPEST {
            if let Ok(value) = node.get(key.as_bytes()) {
                return resolved(self.document, value);
            }
            node = resolved(self.document, node.get(b"Parent").ok()?)?.as_dict().ok()?;
        }
        None
    }

    /// A box of the page itself, in points: `TrimBox`, `BleedBox`, `CropBox`, `ArtBox`. These are not
    /// inherited (ISO 32000-1, table 30), but for `MediaBox` and `CropBox`.
    pub fn boundary(&self, key: &str) -> Option<Rectangle> {
        let value = if matches!(key, "MediaBox" | "CropBox") { self.inherited(key) } else { self.own(key) };
        self.area(value?)
    }

    /// A rectangle in the page's own units, in points.
    pub fn area(&self, object: &Object) -> Option<Rectangle> {
        let (area, unit) = (rectangle(self.document, object)?, self.unit());
        let Rectangle { left, bottom, right, top } = area;
        Some(Rectangle { left: left * unit, bottom: bottom * unit, right: right * unit, top: top * unit })
    }

    /// How many points one unit of the page is (`/UserUnit`).
    pub fn unit(&self) -> f64 {
        let unit = self.own("UserUnit").and_then(|unit| unit.as_float().ok()).map(f64::from);
        unit.filter(|unit| unit.is_finite() && *unit > 0.0).unwrap_or(1.0)
    }

    /// What viewers show of it, and how they turn it; none where it does not say how large it is.
    pub fn view(&self) -> Option<View> {
        let media = self.boundary("MediaBox")?;
        let shown = self.boundary("CropBox").and_then(|crop| crop.intersection(&media)).unwrap_or(media);
        Some(View { shown, turn: self.turn().rem_euclid(360) / 90 * 90 })
    }

    /// By how many degrees viewers turn it, clockwise; some programs write them with a decimal point.
    pub fn turn(&self) -> i64 {
        let turn = self.inherited("Rotate").and_then(|turn| turn.as_float().ok());
        #[expect(clippy::cast_possible_truncation, reason = "no page is turned by so much")]
        turn.map_or(0, |degrees| degrees.round() as i64)
    }

    /// What its content names: fonts, colour spaces, images.
    pub fn resources(&self) -> Option<&'a Dictionary> {
        self.inherited("Resources")?.as_dict().ok()
    }

    /// All its content streams in one, decoded, with a line break between them.
    ///
    /// Streams that cannot be decoded, or would make it larger than pages are, are left out.
    pub fn content(&self) -> Vec<u8> {
        let mut parts: Vec<Vec<u8>> = Vec::new();
        let mut room = LARGEST;
        for stream in self.streams() {
            let part = unpacked(stream, room).unwrap_or_default();
            room -= part.len();
            parts.push(part);
        }
        parts.join(&b'\n')
    }

    /// Whether nothing had to be left out of its content.
    pub fn is_decodable(&self) -> bool {
        let left =
            self.streams().try_fold(LARGEST, |room, stream| Some(room - unpacked(stream, room)?.len()));
        left.is_some() && self.streams().all(is_whole)
    }

    fn streams(&self) -> impl Iterator<Item = &'a Stream> {
        let streams: Vec<&Object> = match self.own("Contents") {
            Some(Object::Array(items)) => {
                items.iter().filter_map(|item| resolved(self.document, item)).collect()
            }
            Some(one) => vec![one],
            None => Vec::new(),
        };
        streams.into_iter().filter_map(|stream| stream.as_stream().ok())
    }
}

/// The bytes of a stream without its filters; none where a filter is not known, the stream is broken,
/// or it is larger than any stream should be.
pub fn decoded(stream: &Stream) -> Vec<u8> {
    unpacked(stream, LARGEST).unwrap_or_default()
}

/// Whether all bytes of a stream are there: in this file, and none of them lost in a broken filter.
///
/// lopdf takes what it gets from a broken stream without a word.
pub fn is_whole(stream: &Stream) -> bool {
    if stream.dict.has(b"F") {
        return false;
    }
    let first = stream.filters().ok().and_then(|filters| filters.first().copied());
    let is_broken = match first {
        Some(b"FlateDecode") => {
            let mut decoder = ZlibDecoder::new(stream.content.as_slice()).take(LARGEST as u64);
            std::io::copy(&mut decoder, &mut std::io::sink()).is_err()
        }
        // Nobody packs nothing.
        Some(b"LZWDecode") => unpacked(stream, LARGEST).is_some_and(|content| content.is_empty()),
        _ => false,
    };
    !is_broken && unpacked(stream, LARGEST).is_some()
}

/// The bytes of a stream without its filters, if they are not more than so many.
fn unpacked(stream: &Stream, most: usize) -> Option<Vec<u8>> {
    stream.get_plain_content_with_limit(most).ok()
}

/// What an object stands for, references followed.
pub fn resolved<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

/// A rectangle of four numbers, no more and no fewer.
pub fn rectangle(document: &Document, object: &Object) -> Option<Rectangle> {
    let items = object.as_array().ok().filter(|items| items.len() == 4)?;
    let number = |at: usize| Some(f64::from(resolved(document, items.get(at)?)?.as_float().ok()?));
    Some(Rectangle::between((number(0)?, number(1)?), (number(2)?, number(3)?)))
}

/// A rectangle as four numbers.
pub fn box_object(rectangle: &Rectangle) -> Object {
    let edges = [rectangle.left, rectangle.bottom, rectangle.right, rectangle.top];
    Object::Array(edges.into_iter().map(real).collect())
}

/// A number of a PDF, to a ten-thousandth.
#[expect(clippy::cast_possible_truncation, reason = "a PDF holds 32-bit numbers")]
fn real(value: f64) -> Object {
    Object::Real(((value * 1e4).round() / 1e4) as f32)
}
