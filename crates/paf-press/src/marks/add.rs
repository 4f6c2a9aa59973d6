//! Marks around single pages: each page gets a larger paper that still begins at 0 0.

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use paf_pdf::geometry::{Mm, POINTS, Rectangle};
use paf_pdf::pages::{PageRef, box_object, pages, resolved};

use super::moved::{Shift, move_patterns, move_references};
use super::{Folds, Frame, Marks, MarksError, PreparedMarks, Side, number};
use crate::source::{SourceError, SourcePage, opened, source_pages};
use crate::writer::identified;

/// White paper beyond the marks, in millimetres; then rounded up to whole ones.
const EDGE: f64 = 0.5;

/// Adds marks to every page of a PDF.
///
/// The pages keep their tags. Links and other annotations are dropped: nobody clicks on a printing
/// plate, and PDF/X forbids them (ISO 15930-7, 6.17). Without marks the PDF is only written anew.
///
/// # Errors
/// If the PDF cannot be read, its pages have no trim, or the marks do not fit.
pub fn add(pdf: &[u8], marks: &Marks, folds: &Folds) -> Result<Vec<u8>, MarksError> {
    let mut document = opened(pdf)?;
    let pages = source_pages(&document)?;
    if !marks.any() {
        return Ok(identified(document).map_err(SourceError::from)?);
    }
    let side = |page: &SourcePage| Side { sheet: page.number, sheets: pages.len(), back: false };
    let prepared = marks.prepare(&mut document, &pages.iter().map(side).collect::<Vec<_>>())?;
    let mut shifts = Vec::new();
    for page in &pages {
        let placed = Placed::new(page, marks);
        let frame = placed.frame(page, folds)?;
        let drawn = prepared.draw(&frame, page.number - 1)?;
        surround(&mut document, page, &placed, &drawn, &prepared)?;
        shifts.push((page.id, placed.shift));
    }
    move_references(&mut document, &shifts);
    Ok(identified(document).map_err(SourceError::from)?)
}

/// Where a page lies on its larger paper, in points.
struct Placed {
    media: Rectangle,
    trim: Rectangle,
    bleed: Rectangle,
    shift: Shift,
}

impl Placed {
    fn new(page: &SourcePage, marks: &Marks) -> Self {
        let reach = marks.reach(Mm::from_points(page.widest_bleed())).0;
        let margin = (reach + EDGE).ceil() * POINTS;
        let shift = Shift { x: margin - page.trim.left, y: margin - page.trim.bottom };
        let trim = shift.of(&page.trim);
        let media = Rectangle { left: 0.0, bottom: 0.0, right: trim.right + margin, top: trim.top + margin };
        Self { media, trim, bleed: shift.of(&page.bleed), shift }
    }

    fn frame(&self, page: &SourcePage, folds: &Folds) -> Result<Frame, MarksError> {
        let width = Mm::from_points(self.trim.width());
        let mut found = Vec::new();
        for at in folds.0.get(page.number - 1).into_iter().flatten() {
            if !(at.0 > 0.0 && *at < width) {
                return Err(MarksError::Fold { page: page.number, at: *at, width });
            }
            found.push(self.trim.left + at.to_points());
        }
        found.sort_by(f64::total_cmp);
        Ok(Frame { trim: self.trim, bleed: page.widest_bleed(), folds: found, cuts: Vec::new() })
    }
}

/// Wraps the content of a page, which stays as it is, and draws the marks after it.
fn surround(
    document: &mut Document,
    page: &SourcePage,
    placed: &Placed,
    drawn: &str,
    prepared: &PreparedMarks,
) -> Result<(), SourceError> {
    let lost = || SourceError::Content { page: page.number };
    let found = pages(document);
    let own = found.get(page.number - 1).ok_or_else(lost)?;
    if !own.is_decodable() {
        return Err(lost());
    }
    let open = unclosed(own);
    let cropped = own.inherited("CropBox").is_some();
    let art = own.boundary("ArtBox");
    let mut resources = own.resources().cloned().unwrap_or_default();
    let contents = contents(document, own.id).ok_or_else(lost)?;

    move_patterns(document, &mut resources, placed.shift);
    merge(document, &mut resources, &prepared.resources());
    let before = before(page, placed);
    let after = format!("{}Q\n{drawn}", "Q ".repeat(open));
    let mut streams = vec![Object::Reference(document.add_object(stream(before)?))];
    streams.extend(contents);
    streams.push(Object::Reference(document.add_object(stream(after)?)));
    let resources = document.add_object(resources);

    let dictionary = document.get_dictionary_mut(page.id).map_err(|_| lost())?;
    dictionary.set("Contents", Object::Array(streams));
    dictionary.set("Resources", Object::Reference(resources));
    dictionary.set("MediaBox", box_object(&placed.media));
    dictionary.set("BleedBox", box_object(&placed.bleed));
    dictionary.set("TrimBox", box_object(&placed.trim));
    if let Some(art) = art {
        dictionary.set("ArtBox", box_object(&placed.shift.of(&art)));
    }
    if cropped {
        dictionary.set("CropBox", box_object(&placed.media));
    }
    dictionary.remove(b"Annots");
    Ok(())
}

/// What stands before the content: cut to what the page showed until now, and moved.
fn before(page: &SourcePage, placed: &Placed) -> String {
    let media = &page.media;
    let area = [media.left, media.bottom, media.width(), media.height()].map(number).join(" ");
    let (x, y) = (number(placed.shift.x), number(placed.shift.y));
    format!("q 1 0 0 1 {x} {y} cm {area} re W n\n")
}

/// How many `q` of a page's content are never closed; viewers forgive it, so it does occur.
fn unclosed(page: &PageRef<'_>) -> usize {
    let Ok(content) = Content::decode(&page.content()) else { return 0 };
    let mut open = 0_usize;
    for operation in content.operations {
        match operation.operator.as_str() {
            "q" => open += 1,
            "Q" => open = open.saturating_sub(1),
            _ => {}
        }
    }
    open
}

/// The content streams of a page, by reference.
fn contents(document: &Document, page: ObjectId) -> Option<Vec<Object>> {
    let Ok(contents) = document.get_dictionary(page).ok()?.get(b"Contents") else { return Some(Vec::new()) };
    match resolved(document, contents)? {
        Object::Array(items) => Some(items.clone()),
        Object::Stream(_) => Some(vec![contents.clone()]),
        _ => None,
    }
}

/// Adds resources of the marks to those of a page; their names are the marks' own.
fn merge(document: &Document, resources: &mut Dictionary, added: &Dictionary) {
    for (kind, names) in added {
        let existing = resources.get(kind).ok().and_then(|value| resolved(document, value)?.as_dict().ok());
        let mut merged = existing.cloned().unwrap_or_default();
        if let Ok(names) = names.as_dict() {
            merged.extend(names);
        }
        resources.set(kind.clone(), merged);
    }
}

fn stream(content: String) -> Result<Stream, SourceError> {
    let mut stream = Stream::new(Dictionary::new(), content.into_bytes());
    stream.compress().map_err(|_| SourceError::Unwritable)?;
    Ok(stream)
}
