//! The pages of a PDF with what they inherit, read so that no file, however broken, does harm.

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::geometry::Rectangle;

/// How deep a page tree may be; deeper ones point at themselves.
const DEEPEST: usize = 64;

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

/// All pages in their order. An object in the page tree that is no dictionary is left out.
pub fn pages(document: &Document) -> Vec<PageRef<'_>> {
    let numbered = document.get_pages();
    let pages = numbered.values().filter_map(|id| Some((*id, document.get_dictionary(*id).ok()?)));
    let number = |(index, (id, dictionary))| PageRef { document, id, number: index + 1, dictionary };
    pages.enumerate().map(number).collect()
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

    /// A box of the page itself: `TrimBox`, `BleedBox`, `CropBox`, `ArtBox`. These are not inherited
    /// (ISO 32000-1, table 30), but for `MediaBox` and `CropBox`.
    pub fn boundary(&self, key: &str) -> Option<Rectangle> {
        let value = if matches!(key, "MediaBox" | "CropBox") { self.inherited(key) } else { self.own(key) };
        rectangle(self.document, value?)
    }

    /// What its content names: fonts, colour spaces, images.
    pub fn resources(&self) -> Option<&'a Dictionary> {
        self.inherited("Resources")?.as_dict().ok()
    }

    /// All its content streams in one, decoded, with a line break between them.
    ///
    /// Streams that cannot be decoded are left out.
    pub fn content(&self) -> Vec<u8> {
        let streams: Vec<&Object> = match self.own("Contents") {
            Some(Object::Array(items)) => {
                items.iter().filter_map(|item| resolved(self.document, item)).collect()
            }
            Some(one) => vec![one],
            None => Vec::new(),
        };
        let decoded = streams.into_iter().filter_map(|stream| stream.as_stream().ok()).map(decoded);
        decoded.collect::<Vec<_>>().join(&b'\n')
    }
}

/// The bytes of a stream without its filters; as they are where a filter is not known.
pub fn decoded(stream: &lopdf::Stream) -> Vec<u8> {
    if stream.dict.has(b"Filter") {
        stream.decompressed_content().unwrap_or_default()
    } else {
        stream.content.clone()
    }
}

/// What an object stands for, references followed.
pub fn resolved<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

/// A rectangle of four numbers.
pub fn rectangle(document: &Document, object: &Object) -> Option<Rectangle> {
    let items = object.as_array().ok()?;
    let number = |at: usize| Some(f64::from(resolved(document, items.get(at)?)?.as_float().ok()?));
    Some(Rectangle::between((number(0)?, number(1)?), (number(2)?, number(3)?)))
}
