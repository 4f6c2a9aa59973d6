//! Black letters and thin black lines are printed over what lies under them, not cut out of it: cut
//! out, they would stand in white gaps wherever one plate lies a hair beside the others.
//!
//! Only where it does what it says (ISO 32000-1, 8.6.7 and 11.7.4): black has to be 0 0 0 1 in
//! `DeviceCMYK`, which alone leaves the other inks as they are in mode 1. What is see-through, in a
//! soft mask or in an isolated group stays as it is; groups are joined to the page before where they can be.

mod state;

use std::collections::BTreeSet;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use paf_pdf::pages::{decoded, pages, resolved};

use self::state::{Kind, State};
use super::{FinishError, operators};

/// How deep forms may lie within each other.
const DEEPEST: usize = 24;

/// Sets black text and thin black lines of all pages to overprint.
///
/// # Errors
/// If the content of a page cannot be read to its end.
pub(super) fn black(document: &mut Document) -> Result<(), FinishError> {
    let mut work = Work { sources: Vec::new(), seen: BTreeSet::new() };
    for page in pages(document) {
        if !page.is_decodable() {
            return Err(FinishError::Content { page: page.number });
        }
        let resources = page.resources().cloned().unwrap_or_default();
        work.forms(document, &resources, 0);
        work.sources.push(Source {
            id: page.id,
            page: Some(page.number),
            content: page.content(),
            resources,
        });
    }
    let states = [true, false].map(|over| {
        document.add_object(dictionary! {
            "Type" => "ExtGState", "OP" => over, "op" => over, "OPM" => i64::from(over),
        })
    });
    for source in work.sources {
        let names = names(document, &source.resources);
        let Some(content) = rewritten(document, &source, &names)? else { continue };
        put(document, source, content, &names, states)?;
    }
    Ok(())
}

/// A content stream to go through.
struct Source {
    id: ObjectId,
    /// Its number, where it is a page; forms have none.
    page: Option<usize>,
    content: Vec<u8>,
    resources: Dictionary,
}

struct Work {
    sources: Vec<Source>,
    seen: BTreeSet<ObjectId>,
}

impl Work {
    /// The forms that are painted with these resources.
    fn forms(&mut self, document: &Document, resources: &Dictionary, depth: usize) {
        let named =
            resources.get(b"XObject").ok().and_then(|named| resolved(document, named)?.as_dict().ok());
        for (_, object) in named.into_iter().flatten() {
            let Ok(id) = object.as_reference() else { continue };
            let Ok(Object::Stream(form)) = document.get_object(id) else { continue };
            let is_form =
                form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form");
            if !is_form || is_alone(document, form) || depth >= DEEPEST || !self.seen.insert(id) {
                continue;
            }
            let own =
                form.dict.get(b"Resources").ok().and_then(|own| resolved(document, own)?.as_dict().ok());
            // A form without resources has those of the page, by which it cannot be known here.
            let Some(own) = own.cloned() else { continue };
            self.forms(document, &own, depth + 1);
            self.sources.push(Source { id, page: None, content: decoded(form), resources: own });
        }
    }
}

/// Whether what lies under a form is unknown in it: overprinting would have nothing to keep.
fn is_alone(document: &Document, form: &Stream) -> bool {
    let group = form.dict.get(b"Group").ok().and_then(|group| resolved(document, group)?.as_dict().ok());
    let says = |key: &[u8]| {
        group.and_then(|group| group.get(key).ok()).and_then(|flag| flag.as_bool().ok()).unwrap_or(false)
    };
    says(b"I") || says(b"K")
}

/// The names of the two graphics states: overprinting, and not.
fn names(document: &Document, resources: &Dictionary) -> [String; 2] {
    let taken =
        resources.get(b"ExtGState").ok().and_then(|states| resolved(document, states)?.as_dict().ok());
    ["PafOver", "PafCut"].map(|name| {
        let mut free = name.to_owned();
        while taken.is_some_and(|taken| taken.has(free.as_bytes())) {
            free.push('x');
        }
        free
    })
}

/// The content with its black set to overprint; nothing where there is none.
fn rewritten(
    document: &Document,
    source: &Source,
    names: &[String; 2],
) -> Result<Option<Vec<u8>>, FinishError> {
    let failed = || source.page.map_or(FinishError::Drawing, |page| FinishError::Content { page });
    let operations = operators::read(&source.content).ok_or_else(failed)?;
    let mut writer = Writer { document, source, names, written: Vec::new(), is_changed: false };
    writer.all(operations);
    if !writer.is_changed {
        return Ok(None);
    }
    Content { operations: writer.written }.encode().map(Some).map_err(|_| failed())
}

struct Writer<'a> {
    document: &'a Document,
    source: &'a Source,
    names: &'a [String; 2],
    written: Vec<Operation>,
    is_changed: bool,
}

impl Writer<'_> {
    fn all(&mut self, operations: Vec<Operation>) {
        // A form goes on in the colours of the page, which are not known in it.
        let mut state = if self.source.page.is_some() { State::of_page() } else { State::of_form() };
        let mut saved = Vec::new();
        for mut operation in operations {
            match operation.operator.as_str() {
                "q" => saved.push(state),
                "Q" => state = saved.pop().unwrap_or(state),
                "gs" => self.graphics_state(&operation, &mut state),
                _ => {}
            }
            let is_over = state.see(&operation, |space| self.kind(space));
            if let Some(over) = is_over {
                self.turn(over, &operation.operator, &mut state);
            }
            // The space that a gray was chosen in may have given way to inks.
            match operation.operator.as_str() {
                "sc" | "scn" if state.fill.kind == Kind::Gray => operation.operator = "g".to_owned(),
                "SC" | "SCN" if state.stroke.kind == Kind::Gray => operation.operator = "G".to_owned(),
                _ => {}
            }
            self.written.push(operation);
        }
    }

    /// Switches overprinting before something is painted, and says black in the inks of the press.
    fn turn(&mut self, over: bool, operator: &str, state: &mut State) {
        if state.over != over {
            let [on, off] = self.names;
            let name = if over { on } else { off };
            self.written.push(Operation::new("gs", vec![name.as_str().into()]));
            state.over = over;
            self.is_changed |= over;
        }
        // Only inks can be kept in mode 1; gray would take the other three away.
        let [fills, strokes] = state.colours(operator);
        for (is_used, paint, operator) in [(fills, &mut state.fill, "k"), (strokes, &mut state.stroke, "K")] {
            if over && is_used && paint.say_in_inks() {
                let ink = vec![0.into(), 0.into(), 0.into(), 1.into()];
                self.written.push(Operation::new(operator, ink));
            }
        }
    }

    fn graphics_state(&self, operation: &Operation, state: &mut State) {
        let name = operation.operands.first().and_then(|name| name.as_name().ok());
        let found = name.and_then(|name| self.resource(b"ExtGState", name));
        if let Some(Object::Dictionary(found)) = found {
            state.set(found);
        }
    }

    /// What a colour space is, by its name.
    fn kind(&self, name: &[u8]) -> Kind {
        let named = match name {
            b"DeviceGray" | b"DeviceCMYK" => name,
            _ => {
                self.resource(b"ColorSpace", name).and_then(|space| space.as_name().ok()).unwrap_or_default()
            }
        };
        match named {
            b"DeviceGray" => Kind::Gray,
            b"DeviceCMYK" => Kind::Inks,
            _ => Kind::Other,
        }
    }

    fn resource(&self, kind: &[u8], name: &[u8]) -> Option<&Object> {
        let named = resolved(self.document, self.source.resources.get(kind).ok()?)?.as_dict().ok()?;
        resolved(self.document, named.get(name).ok()?)
    }
}

/// Writes a stream back, and the two graphics states into the resources that it has for itself.
fn put(
    document: &mut Document,
    source: Source,
    content: Vec<u8>,
    names: &[String; 2],
    states: [ObjectId; 2],
) -> Result<(), FinishError> {
    let mut resources = source.resources;
    let known = resources.get(b"ExtGState").ok().and_then(|known| resolved(document, known)?.as_dict().ok());
    let mut known = known.cloned().unwrap_or_default();
    for (name, state) in names.iter().zip(states) {
        known.set(name.as_str(), state);
    }
    resources.set("ExtGState", known);
    let failed = |_| FinishError::Unwritable;
    if source.page.is_some() {
        let stream = Stream::new(Dictionary::new(), content);
        let stream = document.add_object(stream);
        let page = document.get_dictionary_mut(source.id).map_err(failed)?;
        page.set("Resources", resources);
        page.set("Contents", stream);
    } else if let Some(Object::Stream(form)) = document.objects.get_mut(&source.id) {
        form.dict.set("Resources", resources);
        form.set_plain_content(content);
    }
    Ok(())
}
