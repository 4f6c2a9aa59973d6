//! What lies on a page without being part of its content, stamps and filled form fields: drawn into
//! it, as a sheet has no annotations.

use lopdf::{Dictionary, Document, Object, ObjectId};
use paf_pdf::geometry::Rectangle;
use paf_pdf::pages::{rectangle, resolved};

use crate::marks::number;
use crate::source::{SourceError, SourcePage};

/// Flags of an annotation (ISO 32000-1, table 165).
const HIDDEN: i64 = 1 << 1;
const PRINTED: i64 = 1 << 2;

/// What only a screen shows.
const ON_SCREEN: [&[u8]; 2] = [b"Link", b"Popup"];

/// An appearance and where it goes: how many points to the right and up, and how much larger.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stamp {
    /// The form that draws it.
    pub(super) form: ObjectId,
    scale: (f64, f64),
    place: (f64, f64),
}

impl Stamp {
    /// The operators that draw it by a name.
    pub(super) fn drawn(&self, name: &str) -> String {
        let [across, up] = [self.scale.0, self.scale.1].map(number);
        let (x, y) = (number(self.place.0), number(self.place.1));
        format!("q {across} 0 0 {up} {x} {y} cm /{name} Do Q\n")
    }
}

/// The annotations of a page that are printed, from the lowest.
///
/// # Errors
/// If one is to be printed and does not say what it looks like.
pub(super) fn stamps(document: &mut Document, page: &SourcePage) -> Result<Vec<Stamp>, SourceError> {
    let found = document.get_dictionary(page.id).ok().and_then(|dictionary| dictionary.get(b"Annots").ok());
    let Some(found) = found.and_then(|found| resolved(document, found)?.as_array().ok()) else {
        return Ok(Vec::new());
    };
    let annotations = found.iter().filter_map(|one| resolved(document, one)?.as_dict().ok());
    let printed: Vec<Dictionary> = annotations.filter(|one| is_printed(document, one)).cloned().collect();
    let mut stamps = Vec::new();
    for annotation in printed {
        match appearance(document, &annotation) {
            Appearance::Form(form) => stamps.extend(stamp(document, form, &annotation)),
            Appearance::Nothing => {}
            Appearance::Unknown => {
                let kind = text_of(document, &annotation, b"Subtype");
                return Err(SourceError::Overlay { page: page.number, kind });
            }
        }
    }
    Ok(stamps)
}

fn is_printed(document: &Document, annotation: &Dictionary) -> bool {
    let flags = annotation.get(b"F").ok().and_then(|flags| resolved(document, flags)?.as_i64().ok());
    let flags = flags.unwrap_or_default();
    let kind = annotation.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
    flags & HIDDEN == 0 && flags & PRINTED != 0 && !ON_SCREEN.contains(&kind)
}

fn text_of(document: &Document, dictionary: &Dictionary, key: &[u8]) -> String {
    let name = dictionary.get(key).ok().and_then(|value| resolved(document, value)?.as_name().ok());
    String::from_utf8_lossy(name.unwrap_or_default()).into_owned()
}

enum Appearance {
    Form(ObjectId),
    /// A box that is not ticked, a field that nobody filled in, a signature that is not to be seen.
    Nothing,
    Unknown,
}

/// What an annotation looks like in print.
fn appearance(document: &Document, annotation: &Dictionary) -> Appearance {
    let get = |dictionary: &Dictionary, key: &[u8]| {
        dictionary.get(key).ok().and_then(|value| resolved(document, value)).cloned()
    };
    let looks = get(annotation, b"AP").and_then(|looks| looks.as_dict().ok().cloned());
    let normal = looks.as_ref().and_then(|looks| looks.get(b"N").ok());
    let is_stream = |object: &Object| matches!(resolved(document, object), Some(Object::Stream(_)));
    let form = |object: &Object| object.as_reference().ok().filter(|_| is_stream(object));
    match normal.map(|normal| (form(normal), resolved(document, normal))) {
        Some((Some(id), _)) => Appearance::Form(id),
        // One look for each state, of which the annotation is in one.
        Some((None, Some(Object::Dictionary(states)))) => {
            let state = text_of(document, annotation, b"AS");
            states.get(state.as_bytes()).ok().and_then(form).map_or(Appearance::Nothing, Appearance::Form)
        }
        _ if is_empty(document, annotation) => Appearance::Nothing,
        _ => Appearance::Unknown,
    }
}

/// Whether there is nothing to see: no area, or a form field without a value.
fn is_empty(document: &Document, annotation: &Dictionary) -> bool {
    let area = annotation.get(b"Rect").ok().and_then(|area| rectangle(document, resolved(document, area)?));
    if area.is_none_or(|area| area.width() == 0.0 || area.height() == 0.0) {
        return true;
    }
    if text_of(document, annotation, b"Subtype") != "Widget" {
        return false;
    }
    // A value may stand in the field above.
    let mut field = Some(annotation);
    for _ in 0..32 {
        let Some(one) = field else { return true };
        if let Some(value) = one.get(b"V").ok().and_then(|value| resolved(document, value)) {
            let is_blank = value.as_str().is_ok_and(<[u8]>::is_empty);
            return is_blank || value.is_null() || value.as_name().is_ok_and(|state| state == b"Off");
        }
        field = one.get(b"Parent").ok().and_then(|parent| resolved(document, parent)?.as_dict().ok());
    }
    true
}

/// Fits the box of an appearance into the place of its annotation (ISO 32000-1, 12.5.5).
fn stamp(document: &mut Document, form: ObjectId, annotation: &Dictionary) -> Option<Stamp> {
    let target = rectangle(document, resolved(document, annotation.get(b"Rect").ok()?)?)?;
    let Ok(Object::Stream(stream)) = document.get_object(form) else { return None };
    let own = stream.dict.get(b"BBox").ok().and_then(|own| rectangle(document, resolved(document, own)?));
    let matrix = stream.dict.get(b"Matrix").ok().and_then(|matrix| six(document, matrix));
    let own = around(own.unwrap_or(target), matrix.unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]));
    let ratio = |wanted: f64, is: f64| if is > 0.0 { wanted / is } else { 1.0 };
    let scale = (ratio(target.width(), own.width()), ratio(target.height(), own.height()));
    let place = (target.left - own.left * scale.0, target.bottom - own.bottom * scale.1);
    if let Ok(Object::Stream(stream)) = document.get_object_mut(form) {
        // Some programs leave out what makes it a form.
        stream.dict.set("Type", "XObject");
        stream.dict.set("Subtype", "Form");
    }
    Some(Stamp { form, scale, place })
}

fn six(document: &Document, matrix: &Object) -> Option<[f64; 6]> {
    let numbers = resolved(document, matrix)?.as_array().ok()?;
    let numbers: Vec<f64> = numbers
        .iter()
        .filter_map(|number| resolved(document, number)?.as_float().ok().map(f64::from))
        .collect();
    numbers.try_into().ok()
}

/// The box around a box that a matrix has turned.
fn around(area: Rectangle, [a, b, c, d, e, f]: [f64; 6]) -> Rectangle {
    let at = |x: f64, y: f64| (a * x + c * y + e, b * x + d * y + f);
    let corners = [
        at(area.left, area.bottom),
        at(area.right, area.bottom),
        at(area.left, area.top),
        at(area.right, area.top),
    ];
    let edge = |pick: fn(f64, f64) -> f64, of: fn((f64, f64)) -> f64, first: f64| {
        corners.iter().map(|corner| of(*corner)).fold(first, pick)
    };
    Rectangle {
        left: edge(f64::min, |corner| corner.0, f64::INFINITY),
        right: edge(f64::max, |corner| corner.0, f64::NEG_INFINITY),
        bottom: edge(f64::min, |corner| corner.1, f64::INFINITY),
        top: edge(f64::max, |corner| corner.1, f64::NEG_INFINITY),
    }
}
