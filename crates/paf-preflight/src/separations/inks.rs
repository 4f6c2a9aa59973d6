//! The inks that a document names.

use std::collections::BTreeSet;

use lopdf::{Document, Object};
use paf_pdf::pages::resolved;

/// The inks of every press.
pub(super) const PROCESS: [&[u8]; 4] = [b"Cyan", b"Magenta", b"Yellow", b"Black"];
/// How deep arrays and dictionaries are searched within one object.
const DEEPEST: usize = 16;

/// The process inks and all spot colours, these sorted by name.
pub(super) fn inks(document: &Document) -> Vec<Vec<u8>> {
    let mut spots = BTreeSet::new();
    for object in document.objects.values() {
        collect(document, object, DEEPEST, &mut spots);
    }
    PROCESS.iter().map(|ink| ink.to_vec()).chain(spots).collect()
}

fn collect(document: &Document, object: &Object, depth: usize, spots: &mut BTreeSet<Vec<u8>>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match object {
        Object::Array(items) => {
            let names = colorants(document, items);
            spots.extend(names.into_iter().filter(|name| is_spot(name)));
            items.iter().for_each(|item| collect(document, item, depth, spots));
        }
        Object::Dictionary(dictionary) => {
            dictionary.iter().for_each(|(_, value)| collect(document, value, depth, spots));
        }
        Object::Stream(stream) => {
            stream.dict.iter().for_each(|(_, value)| collect(document, value, depth, spots));
        }
        _ => {}
    }
}

/// The inks of a Separation or DeviceN space in their order; empty for every other.
pub(super) fn colorants(document: &Document, space: &[Object]) -> Vec<Vec<u8>> {
    let named = |at: usize| space.get(at).and_then(|object| resolved(document, object));
    match (named(0).and_then(|name| name.as_name().ok()), named(1)) {
        (Some(b"Separation"), Some(Object::Name(name))) => vec![name.clone()],
        (Some(b"DeviceN"), Some(Object::Array(names))) => {
            let names = names.iter().filter_map(|name| resolved(document, name)?.as_name().ok());
            names.map(<[u8]>::to_vec).collect()
        }
        _ => Vec::new(),
    }
}

fn is_spot(name: &[u8]) -> bool {
    !PROCESS.contains(&name) && name != b"All" && name != b"None"
}
