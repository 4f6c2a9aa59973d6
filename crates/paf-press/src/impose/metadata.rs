//! What imposed sheets say about themselves: no longer that they are archived or accessible. Their title is the document's, in its language.

use lopdf::{Document, Object};
use paf_pdf::pages::resolved;

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

/// The entry of the catalogue by which sheets are known again; other programs pass it over.
pub(super) const IMPOSED: &str = "PafImposed";

/// Takes back the claims that no longer hold, with the output intent that belongs to one of them, and marks
/// the file as sheets.
pub(super) fn describe_sheets(document: &mut Document, sides: usize) {
    if let Ok(catalog) = document.catalog_mut() {
        catalog.set(IMPOSED, true);
    }
    describe_parts(document, sides);
}

/// Takes back the claims that no longer hold of a part of a document.
pub(super) fn describe_parts(document: &mut Document, sides: usize) {
    drop_archive_intents(document);
    packet::rewrite(document, |xmp| {
        let xmp = CLAIMS.iter().fold(xmp.to_owned(), |xmp, claim| packet::without(&xmp, claim));
        packet::with_text(&xmp, "xmpTPg:NPages", |_| sides.to_string())
    });
}

/// PDF/A has an output intent of its own (ISO 19005-2, 6.2.3), which only an archived file has a use for.
fn drop_archive_intents(document: &mut Document) {
    let intents = document.catalog().ok().and_then(|catalog| catalog.get(b"OutputIntents").ok());
    let intents = intents.and_then(|intents| resolved(document, intents)?.as_array().ok());
    let is_for_archives = |intent: &&Object| {
        let intent = resolved(document, intent).and_then(|intent| intent.as_dict().ok());
        let kind = intent.and_then(|intent| resolved(document, intent.get(b"S").ok()?)?.as_name().ok());
        kind.is_some_and(|kind| kind.starts_with(b"GTS_PDFA"))
    };
    let Some(kept) = intents.map(|intents| {
        intents.iter().filter(|intent| !is_for_archives(intent)).cloned().collect::<Vec<Object>>()
    }) else {
        return;
    };
    if let Ok(catalog) = document.catalog_mut() {
        catalog.set("OutputIntents", kept);
    }
}
