//! What people fill in, what the printer is asked to do, and the checksum that both can compare.

use super::super::sheet::{ACCENT, Align, Area, HAIRLINE, LINE, MIST, QUIET, Sheet, Style};
use super::super::{Ticket, words};
use super::{COLUMN, LEFT, WIDTH, column, label, section, span};

/// Where the part begins, where the printer reads English.
const TOP: f64 = 213.0;
/// From there to where instructions and checksum begin.
const LOWER: f64 = 39.5;
/// How much higher it is where the instructions stand in another language, too.
const SECOND: f64 = 15.0;
/// From one line to write on to the next.
const WRITING: f64 = 9.2;

/// Draws the lower part of the page and gives back where it begins.
pub(super) fn draw(sheet: &mut Sheet<'_>, ticket: &Ticket) -> f64 {
    let top = if sheet.term("scale").is_some() { TOP - SECOND } else { TOP };
    let below = section(sheet, "The order, to fill in", LEFT, top, WIDTH);
    let box_area = Area::new(LEFT, top + below, COLUMN, 3.0 * WRITING - 1.0);
    sheet.fill(box_area, MIST);
    sheet.frame(box_area, ACCENT, 0.9);
    let caption = Style::bold(8.0).in_ink(ACCENT).tracked(60.0);
    sheet.write("QUANTITY", (box_area.x + 3.0, box_area.y + 5.4), Align::Left, caption);
    if let Some(term) = sheet.term("quantity") {
        let term = sheet.shortened(term, COLUMN - 6.0, label());
        sheet.write(&term, (box_area.x + 3.0, box_area.y + 9.2), Align::Left, label());
    }
    sheet.write(
        "copies",
        (box_area.right() - 3.0, box_area.bottom() - 3.0),
        Align::Right,
        Style::regular(9.0),
    );
    draw_lines(sheet, ticket, top + below);
    let lower = top + LOWER;
    draw_instructions(sheet, ticket, lower);
    match &ticket.cover {
        Some(cover) => {
            draw_checksums(sheet, [("Inner", &ticket.checksum), ("Cover", &cover.checksum)], lower);
        }
        None => draw_checksum(sheet, &ticket.checksum, lower),
    }
    draw_foot(sheet, ticket);
    top
}

/// The lines to write on, with what is known already.
fn draw_lines(sheet: &mut Sheet<'_>, ticket: &Ticket, top: f64) {
    let contact = ticket.contact.as_deref().unwrap_or_default();
    let lines = [("Contact", "contact", contact), ("Delivery", "delivery", ""), ("Remarks", "remarks", "")];
    let named = lines.map(|(name, term, value)| match sheet.term(term) {
        Some(term) => (format!("{name}  ·  {term}"), value),
        None => (name.to_owned(), value),
    });
    let widest = named.iter().map(|(name, _)| sheet.width(name, label())).fold(0.0, f64::max);
    let (x, width, room) = (column(1), span(3), (widest + 4.0).max(18.0));
    for (index, (name, value)) in named.iter().enumerate() {
        let y = top + (index + 1) as f64 * WRITING - 1.0;
        sheet.write(name, (x, y - 1.4), Align::Left, label());
        let value = sheet.shortened(value, width - room, Style::regular(10.0));
        sheet.write(&value, (x + room, y - 1.4), Align::Left, Style::regular(10.0));
        sheet.rule(x, y, width, QUIET, HAIRLINE);
    }
}

/// The instructions in English, and below them in the printer's language.
fn draw_instructions(sheet: &mut Sheet<'_>, ticket: &Ticket, y: f64) {
    let below = y + section(sheet, "For the printer", column(0), y, span(2)) + 2.6;
    let style = Style::regular(9.0);
    let lines = sheet.broken(&words::instructions(ticket), span(2), style, 4);
    let below = sheet.write_lines(&lines, (column(0), below), 4.2, style);
    let terms: Vec<&str> =
        words::instruction_terms(ticket).into_iter().filter_map(|name| sheet.term(name)).collect();
    let quiet = Style::regular(8.0).in_ink(QUIET);
    let lines = sheet.broken(&terms.join(" "), span(2), quiet, 6);
    sheet.write_lines(&lines, (column(0), below + 0.6), 3.6, quiet);
}

/// The checksum in groups of four, each in its place, so that eyes can compare it with another.
fn draw_checksum(sheet: &mut Sheet<'_>, checksum: &str, lower: f64) {
    let x = column(2);
    let below = section(sheet, "Checksum of the file (SHA-256)", x, lower, span(2));
    let digits: Vec<char> = checksum.chars().filter(|digit| !digit.is_whitespace()).collect();
    let step = span(2) / 8.0;
    for (index, group) in digits.chunks(4).take(16).enumerate() {
        let (row, place) = (index / 8, index % 8);
        let group: String = group.iter().collect();
        let at = (x + place as f64 * step, lower + below + 2.6 + row as f64 * 4.8);
        sheet.write(&group, at, Align::Left, Style::regular(9.5).tracked(30.0));
    }
    let note = "If it differs, the file was changed on its way.";
    sheet.write(note, (x, lower + below + 2.6 + 10.4), Align::Left, label());
}

/// The checksums of two files, each with its name.
fn draw_checksums(sheet: &mut Sheet<'_>, files: [(&str, &String); 2], lower: f64) {
    let x = column(2);
    let below = section(sheet, "Checksums of the files (SHA-256)", x, lower, span(2));
    let step = (span(2) - 12.0) / 8.0;
    let mut y = lower + below + 2.2;
    for (name, checksum) in files {
        sheet.write(name, (x, y), Align::Left, label());
        let digits: Vec<char> = checksum.chars().filter(|digit| !digit.is_whitespace()).collect();
        for (index, group) in digits.chunks(4).take(16).enumerate() {
            let group: String = group.iter().collect();
            let at = (x + 12.0 + (index % 8) as f64 * step, y + (index / 8) as f64 * 3.9);
            sheet.write(&group, at, Align::Left, Style::regular(8.0).tracked(20.0));
        }
        y += 9.2;
    }
}

fn draw_foot(sheet: &mut Sheet<'_>, ticket: &Ticket) {
    sheet.rule(LEFT, 281.5, WIDTH, LINE, HAIRLINE);
    let job = format!("{}  /  {}  /  {}", ticket.document, ticket.edition, ticket.language.code);
    sheet.write(&job, (LEFT, 285.6), Align::Left, label());
    let note = "This page goes with the job. It is not part of what is printed.";
    sheet.write(note, (LEFT + WIDTH, 285.6), Align::Right, label());
}
