//! Groups that know nothing of what lies below them, joined to it where that makes no difference.
//!
//! Drawings (SVG) come in isolated groups. Black in one is cut out of the page however it is set to
//! print, since the group is laid over the page as a whole (ISO 32000-1, 11.4.5). Where all in it is painted in
//! the blend mode Normal, what lies below has no part in the result, so that the group may as well know it.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};
use paf_pdf::pages::resolved;

use super::masks::Masks;

/// How deep forms may lie within each other.
const DEEPEST: usize = 24;

/// Joins all groups to the page for which that makes no difference; masks stay by themselves.
pub(super) fn join(document: &mut Document, masks: &Masks) {
    let mut work = Work { document, known: BTreeMap::new() };
    let mut joined = Vec::new();
    for id in work.document.objects.keys().copied() {
        let is_of_page = !masks.is_group(id) && !masks.has_alone(id);
        let is_alone = work.form(id).is_some_and(|form| is_isolated(work.document, form));
        if is_of_page && is_alone && work.is_plain(id, 0) {
            joined.push(id);
        }
    }
    for id in joined {
        let Some(Object::Stream(form)) = document.objects.get(&id) else { continue };
        let Some(mut group) = group(document, &form.dict).cloned() else { continue };
        group.remove(b"I");
        // A group that is not isolated blends in the space of what it lies in (table 147).
        group.remove(b"CS");
        if let Some(Object::Stream(form)) = document.objects.get_mut(&id) {
            form.dict.set("Group", group);
        }
    }
}

fn group<'d>(document: &'d Document, form: &'d Dictionary) -> Option<&'d Dictionary> {
    resolved(document, form.get(b"Group").ok()?)?.as_dict().ok()
}

/// Whether a form is an isolated group; one that its own parts knock out of each other stays as it is.
fn is_isolated(document: &Document, form: &Dictionary) -> bool {
    let says = |key: &[u8]| {
        let flag = group(document, form).and_then(|group| resolved(document, group.get(key).ok()?));
        flag.and_then(|flag| flag.as_bool().ok()).unwrap_or(false)
    };
    says(b"I") && !says(b"K")
}

struct Work<'d> {
    document: &'d Document,
    known: BTreeMap<ObjectId, bool>,
}

impl<'d> Work<'d> {
    fn form(&self, id: ObjectId) -> Option<&'d Dictionary> {
        let Some(Object::Stream(form)) = self.document.objects.get(&id) else { return None };
        let is_form = form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form");
        is_form.then_some(&form.dict)
    }

    /// Whether nothing that a form or pattern paints depends on what lies below it.
    fn is_plain(&mut self, id: ObjectId, depth: usize) -> bool {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        // What paints itself ends here.
        self.known.insert(id, false);
        let is_plain = depth < DEEPEST && self.examined(id, depth);
        self.known.insert(id, is_plain);
        is_plain
    }

    fn examined(&mut self, id: ObjectId, depth: usize) -> bool {
        let document = self.document;
        let Some(Object::Stream(painted)) = document.objects.get(&id) else { return false };
        let own = painted.dict.get(b"Resources").ok().and_then(|own| resolved(document, own)?.as_dict().ok());
        // What has no resources has those of its page, by which it cannot be known here.
        let Some(own) = own else { return false };
        let named = |key: &[u8]| -> Vec<&Object> {
            let named = own.get(key).ok().and_then(|named| resolved(document, named)?.as_dict().ok());
            named.into_iter().flatten().map(|(_, object)| object).collect()
        };
        let states = named(b"ExtGState");
        let are_normal = states.iter().all(|state| {
            resolved(document, state).and_then(|state| state.as_dict().ok()).is_some_and(is_normal)
        });
        let is_drawn = |font: &&Object| {
            let font = resolved(document, font).and_then(|font| font.as_dict().ok());
            font.is_none_or(|font| {
                font.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Type3")
            })
        };
        if !are_normal || named(b"Font").iter().any(is_drawn) {
            return false;
        }
        let inner = [named(b"XObject"), named(b"Pattern")].concat();
        let inner: Vec<ObjectId> = inner.into_iter().filter_map(|inner| inner.as_reference().ok()).collect();
        inner.into_iter().all(|inner| self.is_harmless(inner, depth))
    }

    /// Whether something that is painted within a group is the same, whatever the group knows.
    fn is_harmless(&mut self, id: ObjectId, depth: usize) -> bool {
        let Some(Object::Stream(stream)) = self.document.objects.get(&id) else {
            // A pattern of shades has no operators.
            return true;
        };
        let is_image =
            stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Image");
        let is_alone = self.form(id).is_some_and(|form| is_isolated(self.document, form));
        is_image || is_alone || self.is_plain(id, depth + 1)
    }
}

fn is_normal(state: &Dictionary) -> bool {
    match state.get(b"BM") {
        Ok(mode) => matches!(mode.as_name(), Ok(b"Normal" | b"Compatible")),
        Err(_) => true,
    }
}
