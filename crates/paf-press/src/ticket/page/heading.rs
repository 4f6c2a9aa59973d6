//! What is to be printed: the title, and the numbers that a printer asks for first.

use super::super::sheet::{ACCENT, Align, Area, QUIET, Sheet, Style};
use super::super::{Finishing, Ticket, words};
use super::{COLUMN, GUTTER, LEFT, WIDTH, column, label, named, span};

/// Sizes of the title in points, from the largest; the first that needs no more than three lines is taken.
const TITLE_SIZES: [f64; 4] = [25.0, 21.0, 17.0, 14.0];
/// Sizes of large numbers in points, from the largest; the first for which all have room is taken.
const NUMBER_SIZES: [f64; 3] = [31.0, 22.0, 19.0];
/// How many lines a title may have.
const TITLE_LINES: usize = 3;
/// From baseline to baseline of the title, in millimetres for each point of its size.
const TITLE_LEADING: f64 = 0.39;

/// Draws the top of the page and gives back where it ends.
pub(super) fn draw(sheet: &mut Sheet<'_>, ticket: &Ticket) -> f64 {
    sheet.fill(Area::new(LEFT, 12.0, COLUMN, 1.3), ACCENT);
    sheet.write("JOB TICKET", (LEFT, 18.6), Align::Left, Style::bold(8.5).in_ink(ACCENT).tracked(90.0));
    let version = format!("Version {}  ·  {}", ticket.version, ticket.date);
    sheet.write(&version, (LEFT + WIDTH, 18.6), Align::Right, Style::regular(8.5).in_ink(QUIET));
    let (title, translated) = titles(sheet, ticket);
    let below_title = draw_title(sheet, title);
    let style = Style::regular(10.5).in_ink(QUIET);
    let below = translated.map_or(below_title, |english| {
        let line = sheet.shortened(english, WIDTH, Style::regular(10.5));
        sheet.write(&line, (LEFT, below_title), Align::Left, Style::regular(10.5));
        below_title + 5.2
    });
    let line = sheet.shortened(&described(sheet, ticket), WIDTH, style);
    sheet.write(&line, (LEFT, below), Align::Left, style);
    below + 1.0
}

/// The title that can be printed, and the English one where that is another.
fn titles<'t>(sheet: &Sheet<'_>, ticket: &'t Ticket) -> (&'t str, Option<&'t str>) {
    let english = ticket.title_english.as_str();
    if !sheet.can_write(&ticket.title) || ticket.title.trim().is_empty() {
        let title = if english.trim().is_empty() { &ticket.file_name } else { english };
        return (title, None);
    }
    let another = !english.trim().is_empty() && english != ticket.title;
    (&ticket.title, another.then_some(english))
}

fn draw_title(sheet: &mut Sheet<'_>, title: &str) -> f64 {
    let fits = |size: &f64| sheet.broken(title, WIDTH, Style::bold(*size), usize::MAX).len() <= TITLE_LINES;
    let size = TITLE_SIZES.into_iter().find(|size| fits(size)).unwrap_or(14.0);
    let lines = sheet.broken(title, WIDTH, Style::bold(size), TITLE_LINES);
    let leading = size * TITLE_LEADING;
    let lines = balanced(sheet, title, lines, Style::bold(size));
    let below = sheet.write_lines(&lines, (LEFT, 25.0 + size * 0.26), leading, Style::bold(size));
    below - leading + 7.0
}

/// As many lines of nearly the same width, so that no word stands alone in the last one.
fn balanced(sheet: &Sheet<'_>, title: &str, lines: Vec<String>, style: Style) -> Vec<String> {
    if lines.len() < 2 || lines.last().is_some_and(|last| last.ends_with('…')) {
        return lines;
    }
    let narrower = (8..20).map(|twentieths| WIDTH * f64::from(twentieths) / 20.0);
    let mut broken = narrower.map(|width| sheet.broken(title, width, style, usize::MAX));
    broken.find(|narrow| narrow.len() == lines.len()).unwrap_or(lines)
}

/// `Leaflet in Bulgarian (български, bg), European edition`.
fn described(sheet: &Sheet<'_>, ticket: &Ticket) -> String {
    let language = &ticket.language;
    let native = &language.native;
    let names = if sheet.can_write(native) && *native != language.name && !native.is_empty() {
        format!("{native}, {}", language.code)
    } else {
        language.code.clone()
    };
    let document = words::capital(&ticket.document);
    format!("{document} in {} ({names}), edition {}", language.name, ticket.edition)
}

/// A number with its name and the name of its term above, and a note below.
struct Figure {
    name: &'static str,
    term: &'static str,
    number: String,
    unit: &'static str,
    note: String,
    /// How many columns it takes.
    columns: u32,
}

/// Draws the sizes, pages and bleed in large figures and gives back where they end.
pub(super) fn numbers(sheet: &mut Sheet<'_>, ticket: &Ticket, y: f64) -> f64 {
    let figures: Vec<Figure> = sizes(ticket).into_iter().chain([pages(ticket), bleed(ticket)]).collect();
    // All in the size for which each has room.
    let fits = |size: &f64| {
        let width = |figure: &Figure| sheet.width(&figure.number, Style::bold(*size));
        figures.iter().all(|figure| width(figure) <= span(figure.columns) - GUTTER * 1.5)
    };
    let size = NUMBER_SIZES.into_iter().find(fits).unwrap_or(17.0);
    let mut at = 0;
    for figure in &figures {
        draw_figure(sheet, figure, (column(at), y), size);
        at += figure.columns;
    }
    y + 24.0
}

/// The size of the flat sheet and that of the folded one, or the one size that there is.
fn sizes(ticket: &Ticket) -> Vec<Figure> {
    let named = |name, term, size, note: &str, columns| {
        let format = words::format(size).unwrap_or_default();
        let note = words::capital(format!("{format} {note}").trim());
        Figure { name, term, number: words::size(size), unit: "mm", note, columns }
    };
    match ticket.flat {
        Some(flat) => vec![
            named("Flat", "flat", flat, "before folding", 1),
            named("Folded", "folded", ticket.trim, "", 1),
        ],
        None => vec![named("Trim size", "trim", ticket.trim, "", 2)],
    }
}

fn pages(ticket: &Ticket) -> Figure {
    let note = match ticket.finishing {
        Finishing::Saddle { .. } => {
            format!("On {}, {}", words::counted(ticket.sheets.len(), "sheet"), ticket.sides)
        }
        Finishing::Glued { .. } => format!("Inner, and cover; colours {}", ticket.sides),
        _ => format!("Colours, front and back: {}", ticket.sides),
    };
    let number = match ticket.cover {
        Some(_) => format!("{} + 4", ticket.pages),
        None => ticket.pages.to_string(),
    };
    Figure { name: "Pages", term: "pages", number, unit: "", note, columns: 1 }
}

fn bleed(ticket: &Ticket) -> Figure {
    let has_bleed = ticket.bleed.0 > 0.0;
    let note = if has_bleed { "On all four sides, in the file" } else { "The artwork ends at the trim" };
    let number = words::number(ticket.bleed.0);
    Figure { name: "Bleed", term: "bleed", number, unit: "mm", note: note.to_owned(), columns: 1 }
}

fn draw_figure(sheet: &mut Sheet<'_>, figure: &Figure, (x, y): (f64, f64), size: f64) {
    let width = span(figure.columns);
    let baseline = y + named(sheet, figure.name, figure.term, (x, y, width)) + 9.3;
    let written = sheet.write(&figure.number, (x, baseline), Align::Left, Style::bold(size));
    sheet.write(figure.unit, (x + written + 1.6, baseline), Align::Left, Style::regular(12.0));
    let note = sheet.shortened(&figure.note, width, label());
    sheet.write(&note, (x, baseline + 5.4), Align::Left, label());
}
