//! What has to follow when the content of a page moves, because it counts from the page's own corner.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};
use paf_pdf::geometry::Rectangle;
use paf_pdf::pages::resolved;

/// How far a page's content moves, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Shift {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Shift {
    /// A rectangle moved along.
    pub(super) fn of(self, rectangle: &Rectangle) -> Rectangle {
        Rectangle {
            left: rectangle.left + self.x,
            bottom: rectangle.bottom + self.y,
            right: rectangle.right + self.x,
            top: rectangle.top + self.y,
        }
    }
}

/// Moves the patterns that a page names, in copies of their own.
///
/// A pattern's matrix leads to the space of the page, whatever `cm` stands before it in the content
/// (ISO 32000-1, 8.7.2): without this, gradients would stay behind when the page moves.
pub(super) fn move_patterns(document: &mut Document, resources: &mut Dictionary, shift: Shift) {
    let named = resources.get(b"Pattern").ok().and_then(|value| resolved(document, value)?.as_dict().ok());
    let Some(mut named) = named.cloned() else { return };
    for (_, pattern) in named.iter_mut() {
        let Some(mut copy) = resolved(document, pattern).cloned() else { continue };
        match &mut copy {
            Object::Dictionary(dictionary) => move_matrix(document, dictionary, shift),
            Object::Stream(stream) => move_matrix(document, &mut stream.dict, shift),
            _ => continue,
        }
        *pattern = Object::Reference(document.add_object(copy));
    }
    resources.set("Pattern", named);
}

fn move_matrix(document: &Document, pattern: &mut Dictionary, shift: Shift) {
    let found = pattern.get(b"Matrix").ok().and_then(|matrix| numbers(document, matrix));
    let matrix = found.filter(|matrix| matrix.len() == 6).unwrap_or(vec![1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let moved = matrix.iter().enumerate().map(|(at, value)| match at {
        4 => real(value + shift.x),
        5 => real(value + shift.y),
        _ => real(*value),
    });
    pattern.set("Matrix", Object::Array(moved.collect()));
}

/// Moves what points into pages from outside: destinations and the boxes of tagged figures.
pub(super) fn move_references(document: &mut Document, shifts: &[(ObjectId, Shift)]) {
    let by_page: BTreeMap<ObjectId, Shift> = shifts.iter().copied().collect();
    let Some((_, first)) = shifts.first().copied() else { return };
    document.traverse_objects(|object| match object {
        Object::Array(items) => move_destination(items, &by_page),
        // A figure does not say on which page its box lies. All pages of a document that is built in
        // one go move alike; the first speaks for all.
        Object::Dictionary(dictionary) if is_layout(dictionary) => move_figure(dictionary, first),
        _ => {}
    });
}

/// `[page /XYZ left top zoom]` and its like (ISO 32000-1, table 151).
fn move_destination(items: &mut [Object], by_page: &BTreeMap<ObjectId, Shift>) {
    let [Object::Reference(page), Object::Name(kind), place @ ..] = items else { return };
    let Some(Shift { x, y }) = by_page.get(page).copied() else { return };
    let by: &[f64] = match kind.as_slice() {
        b"XYZ" => &[x, y],
        b"FitH" | b"FitBH" => &[y],
        b"FitV" | b"FitBV" => &[x],
        b"FitR" => &[x, y, x, y],
        _ => return,
    };
    for (value, by) in place.iter_mut().zip(by) {
        if let Ok(number) = value.as_float() {
            *value = real(f64::from(number) + by);
        }
    }
}

fn is_layout(dictionary: &Dictionary) -> bool {
    let owner = dictionary.get(b"O").and_then(Object::as_name);
    owner.is_ok_and(|owner| owner == b"Layout") && dictionary.has(b"BBox")
}

fn move_figure(dictionary: &mut Dictionary, Shift { x, y }: Shift) {
    if let Ok(Object::Array(edges)) = dictionary.get_mut(b"BBox") {
        for (edge, by) in edges.iter_mut().zip([x, y, x, y]) {
            if let Ok(number) = edge.as_float() {
                *edge = real(f64::from(number) + by);
            }
        }
    }
}

fn numbers(document: &Document, object: &Object) -> Option<Vec<f64>> {
    let items = resolved(document, object)?.as_array().ok()?;
    items.iter().map(|item| Some(f64::from(resolved(document, item)?.as_float().ok()?))).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a PDF holds 32-bit numbers")]
fn real(value: f64) -> Object {
    Object::Real(value as f32)
}
