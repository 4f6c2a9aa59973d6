//! What imposed sheets say about themselves: what they are, and no longer that they are archived or accessible.

use lopdf::{Document, Object, ObjectId, decode_text_string, text_string};

use crate::packet;

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
    packet::rewrite(document, |xmp| {
        let xmp = CLAIMS.iter().fold(xmp.to_owned(), |xmp, claim| packet::without(&xmp, claim));
        let xmp = packet::with_text(&xmp, "xmpTPg:NPages", |_| sides.to_string());
        packet::with_text(&xmp, "dc:title", |title| retitled(title, what))
    });
}

fn info_id(document: &Document) -> Option<ObjectId> {
    let id = document.trailer.get(b"Info").ok()?.as_reference().ok()?;
    document.get_dictionary(id).ok().map(|_| id)
}

fn info_title(document: &Document) -> Option<String> {
    let title = document.get_dictionary(info_id(document)?).ok()?.get(b"Title").ok()?;
    decode_text_string(paf_pdf::pages::resolved(document, title)?).ok().filter(|title| !title.is_empty())
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

/// Every `rdf:li` of a title, or the bare title, with what the file is behind it.
fn retitled(title: &str, what: &str) -> String {
    if title.contains("<rdf:li") {
        packet::with_text(title, "rdf:li", |item| format!("{item} ({what})"))
    } else {
        format!("{title} ({what})")
    }
}
