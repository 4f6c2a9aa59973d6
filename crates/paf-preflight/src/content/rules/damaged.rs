//! Images that are not whole: cut off on their way, or with fewer rows than they say.

use std::collections::BTreeMap;
use std::io::Read;

use flate2::read::ZlibDecoder;
use lopdf::{Document, Object, ObjectId, Stream};
use paf_diag::Rule;
use paf_pdf::pages::resolved;

use super::super::Sheet;
use super::super::display::Shape;
use crate::Finding;
use crate::read::{dictionary, items, value};
use crate::separations::numbers_of;

/// Bytes that all images of a file may become while they are looked at.
const MOST: u64 = 4 << 30;

/// What is known of the images of a file, each looked at once.
pub(in crate::content) struct Images<'a> {
    document: &'a Document,
    known: BTreeMap<ObjectId, Option<&'static str>>,
    left: u64,
}

impl<'a> Images<'a> {
    /// Of a document.
    pub(in crate::content) fn of(document: &'a Document) -> Self {
        Self { document, known: BTreeMap::new(), left: MOST }
    }

    /// What is wrong with the images of a page, each told once, where it is placed first.
    pub(in crate::content) fn check(&mut self, sheet: &Sheet<'_>) -> Vec<Finding> {
        let mut told: Vec<ObjectId> = Vec::new();
        let mut found = Vec::new();
        for item in sheet.items {
            let Shape::Image(picture) = &item.shape else { continue };
            let Some(id) = picture.id else { continue };
            if let Some(what) = self.fault(id).filter(|_| !told.contains(&id)) {
                told.push(id);
                found.push(finding(what).on(sheet.number).at(item.area));
            }
        }
        found
    }

    fn fault(&mut self, id: ObjectId) -> Option<&'static str> {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        let image = self.document.get_object(id).and_then(Object::as_stream).ok();
        let fault = image.and_then(|image| self.look(image));
        self.known.insert(id, fault);
        fault
    }

    fn look(&mut self, image: &Stream) -> Option<&'static str> {
        let filters = items(self.document, &image.dict, "Filter");
        let filters: Vec<&[u8]> = filters.iter().filter_map(|filter| filter.as_name().ok()).collect();
        match filters.as_slice() {
            [b"DCTDecode"] => jpeg(&image.content),
            [] => self.short(image, image.content.len() as u64, 0),
            [b"FlateDecode"] => {
                let rows = u64::from(self.has_row_filters(image));
                let needed = self.needed(image, rows)?;
                self.left = self.left.checked_sub(needed)?;
                let mut data = ZlibDecoder::new(image.content.as_slice()).take(needed);
                // What is broken within is told where streams are looked at.
                let size = std::io::copy(&mut data, &mut std::io::sink()).ok()?;
                self.short(image, size, rows)
            }
            _ => None,
        }
    }

    /// A missing last row, or less of it, is a habit of some programs and not seen.
    fn short(&self, image: &Stream, size: u64, more: u64) -> Option<&'static str> {
        let (needed, rows) = (self.needed(image, more)?, self.side(image, "Height")?);
        (size.saturating_add(needed / rows.max(1)) < needed).then_some("an image has fewer rows than it says")
    }

    /// How many bytes an image has, with so many more in each row.
    fn needed(&self, image: &Stream, more: u64) -> Option<u64> {
        let is_stencil = value(self.document, &image.dict, "ImageMask").and_then(|mask| mask.as_bool().ok());
        let is_stencil = is_stencil == Some(true);
        let bits = if is_stencil { 1 } else { self.side(image, "BitsPerComponent")? };
        let colours =
            if is_stencil { 1 } else { numbers_of(self.document, image.dict.get(b"ColorSpace").ok()?)? };
        let row = self.side(image, "Width")?.checked_mul(colours)?.checked_mul(bits)?.div_ceil(8);
        row.checked_add(more)?.checked_mul(self.side(image, "Height")?)
    }

    fn side(&self, image: &Stream, key: &str) -> Option<u64> {
        u64::try_from(value(self.document, &image.dict, key)?.as_i64().ok()?).ok()
    }

    fn has_row_filters(&self, image: &Stream) -> bool {
        let parameters = match value(self.document, &image.dict, "DecodeParms") {
            Some(Object::Array(items)) => {
                items.first().and_then(|first| resolved(self.document, first)?.as_dict().ok())
            }
            _ => dictionary(self.document, &image.dict, "DecodeParms"),
        };
        let predictor = parameters.and_then(|all| value(self.document, all, "Predictor")?.as_i64().ok());
        predictor.is_some_and(|predictor| predictor >= 10)
    }
}

/// Whether a JPEG goes to its end (ITU-T T.81, annex B): segments, then the picture, then a mark.
fn jpeg(bytes: &[u8]) -> Option<&'static str> {
    const CUT: Option<&str> = Some("a photograph (JPEG) is cut off, so that its lower part is missing");
    let mut at = 2;
    if !bytes.starts_with(&[0xff, 0xd8]) {
        return Some("a photograph (JPEG) is damaged at its beginning");
    }
    loop {
        match bytes.get(at..at + 4) {
            // Filling.
            Some([0xff, 0xff, ..]) => at += 1,
            Some([0xff, 0xda, ..]) => break,
            Some([0xff, _, high, low]) => at += 2 + usize::from(*high) * 256 + usize::from(*low),
            Some(_) => return Some("a photograph (JPEG) is damaged"),
            None => return CUT,
        }
    }
    let picture = bytes.get(at..).unwrap_or_default();
    if picture.windows(2).any(|two| two == [0xff, 0xd9]) { None } else { CUT }
}

fn finding(what: &str) -> Finding {
    Finding::error(
        Rule::PressDamagedImage,
        what,
        "A part of the picture is printed gray, black or not at all; some machines stop at it.",
        "Place the original picture again, and export the file anew.",
    )
}

#[cfg(test)]
mod tests {
    use super::jpeg;

    #[test]
    fn a_photograph_goes_to_its_end() {
        let whole =
            [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0xff, 0xd9, 0xff, 0xda, 0, 2, 1, 2, 0xff, 0, 3, 0xff, 0xd9];
        assert_eq!(jpeg(&whole), None);
        for length in 0..whole.len() {
            assert!(jpeg(&whole[..length]).is_some(), "{length} bytes");
        }
        assert!(jpeg(b"GIF89a").is_some());
    }
}
