//! Gray that is printed with black alone, and blending in the inks of the press.

use lopdf::{Dictionary, Document, Object, ObjectId};
use paf_pdf::pages::resolved;

use super::masks::Masks;

/// Whether a space is one of red, green and blue.
pub(super) fn is_rgb(document: &Document, space: &Object) -> bool {
    match resolved(document, space) {
        Some(Object::Name(name)) => name == b"DeviceRGB",
        Some(Object::Array(array)) => match array.first() {
            Some(Object::Name(name)) if name == b"CalRGB" => true,
            Some(Object::Name(name)) if name == b"ICCBased" => {
                let profile = array.get(1).and_then(|profile| resolved(document, profile));
                let profile = profile.and_then(|profile| profile.as_stream().ok());
                profile.and_then(|profile| components(&profile.dict)) == Some(3)
            }
            _ => false,
        },
        _ => false,
    }
}

/// Makes every gray of one ICC component a `DeviceGray`, as a press would build calibrated gray of four
/// inks; and pictures in four inks `DeviceCMYK`, so that their black stays black alone.
pub(super) fn inks_stay(document: &mut Document) {
    let of = |count: i64| -> Vec<ObjectId> {
        let is_one =
            |object: &Object| object.as_stream().is_ok_and(|stream| components(&stream.dict) == Some(count));
        document.objects.iter().filter(|(_, object)| is_one(object)).map(|(id, _)| *id).collect()
    };
    let (gray, four) = (of(1), of(4));
    let plain = |array: &[Object]| match array {
        [Object::Name(name), Object::Reference(id)] if name == b"ICCBased" => {
            let gray = gray.contains(id).then_some("DeviceGray");
            gray.or_else(|| four.contains(id).then_some("DeviceCMYK"))
        }
        _ => None,
    };
    // Spaces that are objects of their own, and those that stand in place.
    for object in document.objects.values_mut() {
        visit(object, &mut |object| {
            if let Some(name) = object.as_array().ok().and_then(|array| plain(array)) {
                *object = name.into();
            }
        });
    }
}

/// The number of components of an ICC profile; nothing for any other stream.
fn components(dictionary: &Dictionary) -> Option<i64> {
    if dictionary.has(b"Type") || dictionary.has(b"Subtype") {
        return None;
    }
    dictionary.get(b"N").and_then(Object::as_i64).ok()
}

/// Lets all transparency blend in the inks of the press, but masks of light in gray: what counts of them
/// is how light they are.
pub(super) fn blend_in_cmyk(document: &mut Document, masks: &Masks) {
    for (id, object) in &mut document.objects {
        let space = if masks.is_group(*id) { "DeviceGray" } else { "DeviceCMYK" };
        visit(object, &mut |object| {
            let Ok(group) = object.as_dict_mut() else { return };
            let is_one = group.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == b"Transparency");
            if is_one && group.has(b"CS") {
                group.set("CS", space);
            }
        });
    }
}

/// Shows an object and everything in it, from the outside in.
pub(super) fn visit(object: &mut Object, see: &mut impl FnMut(&mut Object)) {
    see(object);
    match object {
        Object::Array(items) => items.iter_mut().for_each(|item| visit(item, see)),
        Object::Dictionary(dictionary) => dictionary.iter_mut().for_each(|(_, value)| visit(value, see)),
        Object::Stream(stream) => stream.dict.iter_mut().for_each(|(_, value)| visit(value, see)),
        _ => {}
    }
}
