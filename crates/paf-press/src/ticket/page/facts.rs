//! The facts of the file, name by name.

use super::super::sheet::{Align, HAIRLINE, LINE, QUIET, Sheet, Style};
use super::super::{Ticket, words};
use super::{column, label, section, span};

/// How wide the column of names is.
const NAMES: f64 = 23.0;
/// From baseline to baseline within a fact.
const LEADING: f64 = 4.1;
/// A fact has no more lines.
const MOST_LINES: usize = 3;

/// Draws the table at the left and gives back where it ends.
pub(super) fn draw(sheet: &mut Sheet<'_>, ticket: &Ticket, y: f64) -> f64 {
    let (x, width) = (column(0), span(2));
    let mut y = y + section(sheet, "The file", x, y, width) + 3.0;
    for (index, (name, value)) in rows(ticket).iter().enumerate() {
        if index > 0 {
            sheet.rule(x, y - 4.1, width, LINE, HAIRLINE);
        }
        sheet.write(name, (x, y), Align::Left, label());
        let style = Style::regular(9.0);
        let lines = sheet.broken(value, width - NAMES, style, MOST_LINES);
        let below = sheet.write_lines(&lines, (x + NAMES, y), LEADING, style);
        let below = below.max(draw_terms(sheet, ticket, name, (x, y), below));
        y = below.max(y + LEADING) + 1.9;
    }
    y - 5.3
}

/// The terms in the printer's language: below a name, and below what is said of it.
fn draw_terms(sheet: &mut Sheet<'_>, ticket: &Ticket, name: &str, (x, y): (f64, f64), below: f64) -> f64 {
    let (of_name, of_value) = match name {
        "Paper" => (sheet.term("paper"), None),
        "Finishing" => (sheet.term("finishing"), sheet.term(words::finishing_term(ticket))),
        "Spine" => (sheet.term("spine"), None),
        _ => (None, None),
    };
    let quiet = Style::regular(9.0).in_ink(QUIET);
    if let Some(term) = of_value {
        sheet.write(term, (x + NAMES, below), Align::Left, quiet);
    }
    let below_value = if of_value.is_some() { below + LEADING } else { below };
    let lines = of_name.map(|term| sheet.broken(term, NAMES - 1.0, label(), 2)).unwrap_or_default();
    let below_name = sheet.write_lines(&lines, (x, y + LEADING), 3.4, label());
    below_value.max(if lines.is_empty() { 0.0 } else { below_name })
}

fn rows(ticket: &Ticket) -> Vec<(&'static str, String)> {
    let standards = ticket.standards.join(", ");
    let mut rows = vec![
        ("Name", ticket.file_name.clone()),
        ("Standard", standards),
        ("Paper", ticket.paper.clone().unwrap_or_else(|| "As agreed with the printer".to_owned())),
        ("Finishing", words::finishing(ticket)),
        ("Preflight", words::preflight(&ticket.preflight)),
    ];
    if let Some(cover) = &ticket.cover {
        let size = format!("{}\u{a0}mm", words::size(cover.flat));
        let paper = cover.paper.clone().unwrap_or_else(|| "As agreed with the printer".to_owned());
        rows.splice(0..1, [("Inner pages", ticket.file_name.clone()), ("Cover", cover.file_name.clone())]);
        let at = rows.iter().position(|(name, _)| *name == "Paper").map_or(rows.len(), |at| at + 1);
        let of_cover =
            [("Cover paper", paper), ("Cover, open", size), ("Spine", words::spine(cover, ticket.pages))];
        rows.splice(at..at, of_cover);
    }
    rows.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect()
}
