//! The XMP packet of a file, changed as the text that it is: what is not asked for stays as it was written.

use lopdf::{Document, Object};
use paf_pdf::pages::decoded;

/// Changes the XMP packet, which stays uncompressed; one that is not UTF-8 is left as it is.
pub(crate) fn rewrite(document: &mut Document, change: impl Fn(&str) -> String) {
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

/// The text with the content of every element of a name changed.
pub(crate) fn with_text(xml: &str, name: &str, change: impl Fn(&str) -> String) -> String {
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
pub(crate) fn without(xml: &str, name: &str) -> String {
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
