//! Values in dictionaries, references followed; what is absent or of another type is none.

use lopdf::{Dictionary, Document, Object};
use paf_pdf::pages::resolved;

/// What a key stands for; a null object is as good as none (ISO 32000-1, 7.3.7).
pub(crate) fn value<'a>(document: &'a Document, within: &'a Dictionary, key: &str) -> Option<&'a Object> {
    resolved(document, within.get(key.as_bytes()).ok()?).filter(|object| !object.is_null())
}

/// A dictionary, or that of a stream.
pub(crate) fn dictionary<'a>(
    document: &'a Document,
    within: &'a Dictionary,
    key: &str,
) -> Option<&'a Dictionary> {
    as_dictionary(value(document, within, key)?)
}

/// An object as a dictionary, or that of a stream.
pub(crate) fn as_dictionary(object: &Object) -> Option<&Dictionary> {
    match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&stream.dict),
        _ => None,
    }
}

/// The items of an array, references followed; one object that is no array is a list of itself.
pub(crate) fn items<'a>(document: &'a Document, within: &'a Dictionary, key: &str) -> Vec<&'a Object> {
    match value(document, within, key) {
        Some(Object::Array(items)) => items.iter().filter_map(|item| resolved(document, item)).collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

/// A name.
pub(crate) fn name<'a>(document: &'a Document, within: &'a Dictionary, key: &str) -> Option<&'a [u8]> {
    value(document, within, key)?.as_name().ok()
}

/// A text string in either of its encodings, without spaces around it.
pub(crate) fn text(document: &Document, within: &Dictionary, key: &str) -> Option<String> {
    let text = lopdf::decode_text_string(value(document, within, key)?).ok()?;
    Some(text.trim_matches(|c: char| c.is_whitespace() || c == '\0').to_owned())
}

/// The document information dictionary.
pub(crate) fn info(document: &Document) -> Option<&Dictionary> {
    dictionary(document, &document.trailer, "Info")
}

/// The names of a name tree that hang in the catalogue under `Names`, if there are any.
pub(crate) fn has_names(document: &Document, tree: &str) -> bool {
    let names = document.catalog().ok().and_then(|catalog| dictionary(document, catalog, "Names"));
    names.and_then(|names| dictionary(document, names, tree)).is_some_and(|root| {
        !items(document, root, "Names").is_empty() || !items(document, root, "Kids").is_empty()
    })
}

/// A number of either kind.
pub(crate) fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}
