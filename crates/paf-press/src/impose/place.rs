//! A page as a form XObject: one object that can be placed anywhere, as often as one likes.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use paf_pdf::pages::{LARGEST, box_object, is_whole, resolved};

use super::stamps::stamps;
use crate::source::{SourceError, SourcePage};

/// How deep a page tree may be; deeper ones point at themselves.
const DEEPEST: usize = 64;

/// Makes a page a form XObject (ISO 32000-1, 8.10) and returns its object.
///
/// All its content streams become one; the box is the page's MediaBox; resources stay shared, so a
/// font that thirty pages use is in the file once; the page's transparency group goes with it.
/// The caller draws it with `/Name Do` in the coordinates of the page. Stamps and filled form fields
/// are drawn over it.
pub(super) fn form_of_page(document: &mut Document, page: &SourcePage) -> Result<ObjectId, SourceError> {
    let content = joined_content(document, page)?;
    let mut dictionary = Dictionary::new();
    dictionary.set("Type", Object::Name(b"XObject".to_vec()));
    dictionary.set("Subtype", Object::Name(b"Form".to_vec()));
    dictionary.set("FormType", 1);
    dictionary.set("BBox", box_object(&page.media));
    dictionary.set("Resources", shared_resources(document, page.id));
    if let Some(group) = document.get_dictionary(page.id).ok().and_then(|page| page.get(b"Group").ok()) {
        dictionary.set("Group", group.clone());
    }
    let stamps = stamps(document, page)?;
    let over = dictionary.clone();
    let content = written(document, dictionary, content)?;
    if stamps.is_empty() {
        return Ok(content);
    }
    // The resources of the page may be those of others too: what lies over it has its own.
    let mut names = dictionary! { "Page" => content };
    let mut all = "/Page Do\n".to_owned();
    for (at, stamp) in stamps.iter().enumerate() {
        let name = format!("Stamp{at}");
        all.push_str(&stamp.drawn(&name));
        names.set(name, stamp.form);
    }
    let over = Dictionary::from_iter(
        over.into_iter()
            .filter(|(key, _)| key != b"Resources")
            .chain([(b"Resources".to_vec(), dictionary! { "XObject" => names }.into())]),
    );
    written(document, over, all.into_bytes())
}

fn written(
    document: &mut Document,
    dictionary: Dictionary,
    content: Vec<u8>,
) -> Result<ObjectId, SourceError> {
    let mut form = Stream::new(dictionary, content);
    form.compress().map_err(|_| SourceError::Unwritable)?;
    Ok(document.add_object(form))
}

/// The content streams of a page in one, decoded, with a line break between them.
fn joined_content(document: &Document, page: &SourcePage) -> Result<Vec<u8>, SourceError> {
    let lost = SourceError::Content { page: page.number };
    let dictionary = document.get_dictionary(page.id).map_err(|_| lost.clone())?;
    let Ok(contents) = dictionary.get(b"Contents") else { return Ok(Vec::new()) };
    let streams = match resolved(document, contents) {
        Some(Object::Array(items)) => items.iter().map(|item| resolved(document, item)).collect(),
        one => vec![one],
    };
    let mut joined = Vec::new();
    for stream in streams {
        let Some(Object::Stream(stream)) = stream else { return Err(lost) };
        if !is_whole(stream) {
            return Err(lost);
        }
        let room = LARGEST.saturating_sub(joined.len());
        joined.extend(stream.get_plain_content_with_limit(room).map_err(|_| lost.clone())?);
        joined.push(b'\n');
    }
    Ok(joined)
}

/// The value of `/Resources` that a page uses, by reference wherever more than one page may use it.
///
/// Resources that stand directly in a node above the page become an object of their own, and the
/// node refers to it from then on.
fn shared_resources(document: &mut Document, page: ObjectId) -> Object {
    let mut node = page;
    for _ in 0..DEEPEST {
        let Ok(dictionary) = document.get_dictionary(node) else { break };
        match dictionary.get(b"Resources").cloned() {
            Ok(reference @ Object::Reference(_)) => return reference,
            Ok(direct) => return shared(document, node, direct),
            Err(_) => {}
        }
        match dictionary.get(b"Parent").and_then(Object::as_reference) {
            Ok(parent) => node = parent,
            Err(_) => break,
        }
    }
    Object::Dictionary(Dictionary::new())
}

fn shared(document: &mut Document, node: ObjectId, direct: Object) -> Object {
    let reference = Object::Reference(document.add_object(direct));
    if let Ok(dictionary) = document.get_dictionary_mut(node) {
        dictionary.set("Resources", reference.clone());
    }
    reference
}

/// The transparency group of a page that is printed in CMYK (ISO 15930-7, 6.15).
pub(super) fn cmyk_group() -> Dictionary {
    let mut group = Dictionary::new();
    group.set("Type", Object::Name(b"Group".to_vec()));
    group.set("S", Object::Name(b"Transparency".to_vec()));
    group.set("CS", Object::Name(b"DeviceCMYK".to_vec()));
    group
}
