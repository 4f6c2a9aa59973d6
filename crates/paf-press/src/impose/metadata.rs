//! What imposed sheets say about themselves: what they are, and no longer that they are archived or accessible.

use std::fmt::Write;

use lopdf::{Document, Object, ObjectId, decode_text_string, text_string};

use crate::pages::decoded;

/// What only holds for tagged pages in reading order (ISO 19005, 6.6.4 and ISO 14289-1, 5).
const CLAIMS: [&str; 10] = [
    "pdfaid:part",
    "pdfaid:conformance",
    "pdfaid:amd",
    "pdfaid:corr",
    "pdfaid:rev",
    "pdfuaid:part",
    "pdfuaid:amd",
    "pdfuaid:corr",
    "pdfuaid:rev",
    "pdfaExtension:schemas",
];

/// Adds what the sheets are to the title, in Info and XMP alike, and takes back claims that no longer hold.
pub(super) fn describe_sheets(document: &mut Document, what: &str, sides: usize) {
    let title = info_title(document);
    let titled = title.map_or_else(|| what.to_owned(), |title| format!("{title} ({what})"));
    set_title(document, &titled);
    rewrite_xmp(document, |xmp| {
        let xmp = CLAIMS.iter().fold(xmp.to_owned(), |xmp, claim| without(&xmp, claim));
        let xmp = with_text(&xmp, "xmpTPg:NPages", |_| sides.to_string());
        with_text(&xmp, "dc:title", |title| retitled(title, what))
    });
}

/// Writes the identity of this very file where its XMP packet has one.
pub(super) fn set_instance(document: &mut Document, identity: &[u8]) {
    let mut hexadecimal = String::from("uuid:");
    for byte in identity {
        // Writing to a string cannot fail.
        let _ = write!(hexadecimal, "{byte:02x}");
    }
    rewrite_xmp(document, |xmp| with_text(xmp, "xmpMM:InstanceID", |_| hexadecimal.clone()));
}

fn info_id(document: &Document) -> Option<ObjectId> {
    let id = document.trailer.get(b"Info").ok()?.as_reference().ok()?;
    document.get_dictionary(id).ok().map(|_| id)
}

fn info_title(document: &Document) -> Option<String> {
    let title = document.get_dictionary(info_id(document)?).ok()?.get(b"Title").ok()?;
    decode_text_string(crate::pages::resolved(document, title)?).ok().filter(|title| !title.is_empty())
}

/// Writes the title; the Info dictionary is made an object of its own where it is none.
fn set_title(document: &mut Document, title: &str) {
    let id = info_id(document).unwrap_or_else(|| {
        let direct = document.trailer.get(b"Info").and_then(Object::as_dict).cloned().unwrap_or_default();
        let id = document.add_object(direct);
        document.trailer.set("Info", Object::Reference(id));
        id
    });
    if let Ok(info) = document.get_dictionary_mut(id) {
        info.set("Title", text_string(title));
    }
}

/// Changes the XMP packet, which stays uncompressed; one that is not UTF-8 is left as it is.
fn rewrite_xmp(document: &mut Document, change: impl Fn(&str) -> String) {
    let metadata = document.catalog().ok().and_then(|catalog| catalog.get(b"Metadata").ok());
    let Some(id) = metadata.and_then(|metadata| metadata.as_reference().ok()) else { return };
    let Ok(Object::Stream(stream)) = document.get_object_mut(id) else { return };
    let Ok(xmp) = String::from_utf8(decoded(stream)) else { return };
    if xmp.is_empty() {
        return;
    }
    stream.set_plain_content(change(&xmp).into_bytes());
    stream.allows_compression = false;
}

/// Every `rdf:li` of a title, or the bare title, with what the file is behind it.
fn retitled(title: &str, what: &str) -> String {
    if title.contains("<rdf:li") {
        with_text(title, "rdf:li", |item| format!("{item} ({what})"))
    } else {
        format!("{title} ({what})")
    }
}

/// The text with the content of every element of a name changed.
fn with_text(xml: &str, name: &str, change: impl Fn(&str) -> String) -> String {
    let close = format!("</{name}>");
    let mut rest = xml;
    let mut changed = String::with_capacity(xml.len());
    while let Some(start) = opening(rest, name) {
        let Some((head, tail)) = rest.split_at_checked(start.end) else { break };
        let Some((content, after)) = tail.split_once(&close) else { break };
        changed.push_str(head);
        if start.empty {
            rest = tail;
            continue;
        }
        changed.push_str(&change(content));
        changed.push_str(&close);
        rest = after;
    }
    changed + rest
}

/// The text without the elements and the attributes of a name.
fn without(xml: &str, name: &str) -> String {
    let close = format!("</{name}>");
    let mut rest = xml.to_owned();
    while let Some(tag) = opening(&rest, name) {
        let after = rest.get(tag.end..).unwrap_or_default();
        let gone = if tag.empty {
            tag.end
        } else {
            match after.find(&close) {
                Some(at) => tag.end + at + close.len(),
                None => break,
            }
        };
        rest.replace_range(tag.start..gone, "");
    }
    while let Some(range) = attribute(&rest, name) {
        rest.replace_range(range, "");
    }
    rest
}

/// An opening tag in a text.
struct Tag {
    start: usize,
    end: usize,
    /// Whether it closes itself.
    empty: bool,
}

fn opening(xml: &str, name: &str) -> Option<Tag> {
    let open = format!("<{name}");
    let mut from = 0;
    loop {
        let start = from + xml.get(from..)?.find(&open)?;
        let after = start + open.len();
        let rest = xml.get(after..)?;
        if rest.starts_with(['>', '/', ' ', '\t', '\r', '\n']) {
            let end = after + rest.find('>')? + 1;
            return Some(Tag { start, end, empty: xml.get(..end)?.ends_with("/>") });
        }
        from = after;
    }
}

fn attribute(xml: &str, name: &str) -> Option<std::ops::Range<usize>> {
    let mut from = 0;
    loop {
        let start = from + xml.get(from..)?.find(name)?;
        let value = xml.get(start + name.len()..)?;
        let quoted = value.trim_start().strip_prefix('=').map(str::trim_start);
        let quote = quoted.and_then(|quoted| quoted.chars().next()).filter(|c| matches!(c, '"' | '\''));
        if let (Some(quoted), Some(quote)) = (quoted, quote) {
            let inside = quoted.get(1..)?;
            let end = xml.len() - inside.len() + inside.find(quote)? + 1;
            return Some(start..end);
        }
        from = start + name.len();
    }
}
