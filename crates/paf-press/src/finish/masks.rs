//! What is painted to be a mask: how light it is counts, and no ink.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};
use paf_pdf::pages::{pages, resolved};

/// The forms that are masks of light, and what is painted for them.
pub(super) struct Masks {
    groups: BTreeSet<ObjectId>,
    alone: BTreeSet<ObjectId>,
}

impl Masks {
    /// Those of a document.
    pub(super) fn of(document: &Document) -> Self {
        let groups: BTreeSet<ObjectId> =
            document.objects.values().flat_map(|o| groups_in(document, o)).collect();
        let mut masked = BTreeSet::new();
        for group in &groups {
            reach(document, *group, &mut masked);
        }
        let mut printed = BTreeSet::new();
        for resources in pages(document).iter().filter_map(|page| page.resources()) {
            painted_by(document, resources).into_iter().for_each(|id| reach(document, id, &mut printed));
        }
        Self { alone: masked.difference(&printed).copied().collect(), groups }
    }

    /// Whether a form is a mask of light.
    pub(super) fn is_group(&self, id: ObjectId) -> bool {
        self.groups.contains(&id)
    }

    /// Whether a stream is painted for masks alone.
    pub(super) fn has_alone(&self, id: ObjectId) -> bool {
        self.alone.contains(&id)
    }
}

/// The groups of the masks of light that an object, or anything in it, names.
fn groups_in(document: &Document, object: &Object) -> Vec<ObjectId> {
    let within = |dictionary: &Dictionary| -> Vec<ObjectId> {
        let own = dictionary.get(b"SMask").ok().and_then(|mask| resolved(document, mask)).and_then(|mask| {
            let mask = mask.as_dict().ok()?;
            let is_light = mask.get(b"S").and_then(Object::as_name).is_ok_and(|kind| kind == b"Luminosity");
            mask.get(b"G").ok().filter(|_| is_light)?.as_reference().ok()
        });
        let inner = dictionary.iter().flat_map(|(_, value)| groups_in(document, value));
        own.into_iter().chain(inner).collect()
    };
    match object {
        Object::Dictionary(dictionary) => within(dictionary),
        Object::Stream(stream) => within(&stream.dict),
        Object::Array(items) => items.iter().flat_map(|item| groups_in(document, item)).collect(),
        _ => Vec::new(),
    }
}

/// Adds a form or pattern and all that it paints.
fn reach(document: &Document, id: ObjectId, found: &mut BTreeSet<ObjectId>) {
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        if !found.insert(id) {
            continue;
        }
        let Some(Object::Stream(stream)) = document.objects.get(&id) else { continue };
        let own = stream.dict.get(b"Resources").ok().and_then(|own| resolved(document, own));
        if let Some(Object::Dictionary(resources)) = own {
            waiting.extend(painted_by(document, resources));
        }
    }
}

/// The forms and patterns that resources name.
fn painted_by(document: &Document, resources: &Dictionary) -> Vec<ObjectId> {
    let named = |key: &[u8]| {
        let named = resources.get(key).ok().and_then(|named| resolved(document, named));
        let named = named.and_then(|named| named.as_dict().ok()).into_iter().flatten();
        named.filter_map(|(_, value)| value.as_reference().ok()).collect::<Vec<_>>()
    };
    [named(b"XObject"), named(b"Pattern")].concat()
}
