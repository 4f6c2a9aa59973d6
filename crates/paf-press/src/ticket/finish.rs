//! What a ticket says about itself, and that it is the same bytes each time.

use lopdf::{Dictionary, Document, Object, StringFormat};

use super::words;
use super::{Ticket, TicketError};
use crate::writer;

pub(super) fn finished(mut document: Document, ticket: &Ticket) -> Result<Vec<u8>, TicketError> {
    describe(&mut document, ticket);
    let catalogue = document.catalog_mut().map_err(|_| TicketError::Page)?;
    catalogue.set("Lang", Object::string_literal("en"));
    let mut viewer = Dictionary::new();
    viewer.set("DisplayDocTitle", true);
    catalogue.set("ViewerPreferences", viewer);
    // The page is shown whole: it is one page, and a ticket is glanced at.
    catalogue.set("PageLayout", "SinglePage");
    document.compress();
    writer::name(&mut document, &format!("job ticket\n{}", ticket.file_name));
    writer::identified(document).map_err(|_| TicketError::Page)
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
