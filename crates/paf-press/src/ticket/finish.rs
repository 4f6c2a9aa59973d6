//! What printpdf leaves to be done: the same bytes each time, honest metadata, no empty entries.

use lopdf::{Dictionary, Document, Object, StringFormat};
use sha2::{Digest, Sha256};

use super::words;
use super::{Ticket, TicketError};

/// Fonts in OpenType wrappers and compressed streams need no more than this.
const VERSION: &str = "1.6";

pub(super) fn finished(pdf: Vec<u8>, ticket: &Ticket) -> Result<Vec<u8>, TicketError> {
    let failed = |error: lopdf::Error| TicketError::Page { reason: error.to_string() };
    let mut document = Document::load_mem(&pdf).map_err(failed)?;
    VERSION.clone_into(&mut document.version);
    describe(&mut document, ticket);
    for id in document.get_pages().into_values().collect::<Vec<_>>() {
        let page = document.get_dictionary_mut(id).map_err(failed)?;
        page.remove(b"Annots");
        page.remove(b"CropBox");
    }
    let catalogue = document.catalog_mut().map_err(failed)?;
    catalogue.set("Lang", Object::string_literal("en"));
    let mut viewer = Dictionary::new();
    viewer.set("DisplayDocTitle", true);
    catalogue.set("ViewerPreferences", viewer);
    // The page is shown whole: it is one page, and a ticket is glanced at.
    catalogue.set("PageLayout", "SinglePage");
    document.prune_objects();
    document.renumber_objects();
    document.compress();
    identified(document, ticket).map_err(|error| TicketError::Page { reason: error.to_string() })
}

/// The dictionary of facts about the file. It has no dates: those of the ticket are on the page.
fn describe(document: &mut Document, ticket: &Ticket) {
    let title = format!("Job ticket: {} ({})", ticket.title, ticket.language.code);
    let subject = format!("{}, {} mm", words::capital(&ticket.document), words::size(ticket.trim));
    let mut info = Dictionary::new();
    info.set("Title", text(&title));
    info.set("Subject", text(&subject));
    info.set("Creator", text("paf"));
    let info = document.add_object(info);
    document.trailer.set("Info", info);
}

/// A text string: UTF-16 with a byte order mark (ISO 32000-1, 7.9.2.2).
fn text(text: &str) -> Object {
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    Object::String([0xfe, 0xff].into_iter().chain(units).collect(), StringFormat::Hexadecimal)
}

/// Written with an identifier that follows from the contents; printpdf draws lots for it.
///
/// The first half names the job, the second this state of it (ISO 32000-1, 14.4).
fn identified(mut document: Document, ticket: &Ticket) -> std::io::Result<Vec<u8>> {
    document.trailer.remove(b"ID");
    let mut draft = Vec::new();
    document.save_to(&mut draft)?;
    let half = |bytes: &[u8]| {
        let digest: Vec<u8> = Sha256::digest(bytes).iter().take(16).copied().collect();
        Object::String(digest, StringFormat::Hexadecimal)
    };
    let job = half(format!("job ticket\n{}", ticket.file_name).as_bytes());
    document.trailer.set("ID", vec![job, half(&draft)]);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes)?;
    Ok(bytes)
}
