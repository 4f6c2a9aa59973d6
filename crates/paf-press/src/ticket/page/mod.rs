//! The page: a grid of four columns; what is printed comes first, what people fill in last.
//!
//! The upper part grows downwards with the title and the colours, the lower part stands on the bottom
//! margin, and the fold diagram and the frames of the pages take the height between them.

mod colours;
mod cover;
mod facts;
mod folds;
mod frames;
mod heading;
mod order;

use super::Ticket;
use super::sheet::{ACCENT, Align, Area, HAIRLINE, LINE, QUIET, Sheet, Style};

/// The left margin in millimetres.
const LEFT: f64 = 15.0;
/// The width between the margins.
const WIDTH: f64 = 180.0;
/// The space between two columns.
const GUTTER: f64 = 6.0;
/// The width of one of four columns.
const COLUMN: f64 = (WIDTH - 3.0 * GUTTER) / 4.0;

/// The left edge of a column, counted from 0.
const fn column(index: u32) -> f64 {
    LEFT + index as f64 * (COLUMN + GUTTER)
}

/// The width of so many columns with the gutters between them.
const fn span(columns: u32) -> f64 {
    columns as f64 * (COLUMN + GUTTER) - GUTTER
}

/// The space between two parts of the page.
const SPACE: f64 = 7.0;

pub(super) fn draw(sheet: &mut Sheet<'_>, ticket: &Ticket) {
    let below_heading = heading::draw(sheet, ticket);
    let below_numbers = heading::numbers(sheet, ticket, below_heading + SPACE);
    let top = below_numbers + SPACE;
    let below_colours = colours::draw(sheet, ticket, top);
    let below_cover = ticket.cover.as_ref().map_or(below_colours, |cover| {
        cover::draw(sheet, ticket, cover, Area::new(column(2), below_colours + SPACE, span(2), 0.0))
    });
    let below_facts = facts::draw(sheet, ticket, top).max(below_cover);
    let order_top = order::draw(sheet, ticket);
    let middle = Area::new(LEFT, below_facts + SPACE, WIDTH, order_top - SPACE - below_facts - SPACE);
    draw_middle(sheet, ticket, middle);
}

/// The fold diagram, the frames of the pages, or both.
fn draw_middle(sheet: &mut Sheet<'_>, ticket: &Ticket, area: Area) {
    let Some(fold) = &ticket.fold else {
        return frames::draw(sheet, ticket, area);
    };
    // The sides of the diagram are the pages of the file; other pages get frames of their own.
    if ticket.pages <= fold.sides.len() {
        return folds::draw(sheet, ticket, fold, area);
    }
    let half = (area.height - SPACE) / 2.0;
    folds::draw(sheet, ticket, fold, Area { height: half, ..area });
    frames::draw(sheet, ticket, Area { y: area.y + half + SPACE, height: half, ..area });
}

/// The name of a part of the page, below a hairline; the height that both take comes back.
fn section(sheet: &mut Sheet<'_>, name: &str, x: f64, y: f64, width: f64) -> f64 {
    sheet.rule(x, y, width, LINE, HAIRLINE);
    sheet.write(name, (x, y + 4.3), Align::Left, Style::bold(7.5).in_ink(ACCENT).tracked(20.0));
    7.2
}

/// The same with the term in the printer's language behind the name, where there is room for it.
fn named(sheet: &mut Sheet<'_>, name: &str, term: &str, (x, y, width): (f64, f64, f64)) -> f64 {
    let below = section(sheet, name, x, y, width);
    let written = sheet.width(name, Style::bold(7.5).tracked(20.0)) + 1.8;
    if let Some(term) = sheet.term(term).filter(|term| written + sheet.width(term, label()) <= width) {
        sheet.write(term, (x + written, y + 4.3), Align::Left, label());
    }
    below
}

/// The style of what names a number or a field.
fn label() -> Style {
    Style::regular(7.5).in_ink(QUIET)
}
