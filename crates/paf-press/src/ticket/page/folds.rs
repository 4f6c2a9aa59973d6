//! The flat sheet to scale: panels, their widths, and the folds between them.

mod edge_on;

use super::super::sheet::{ACCENT, Align, Area, HAIRLINE, MIST, PAPER_WHITE, QUIET, Sheet, Style, TEXT};
use super::super::{FoldDiagram, Side, Ticket, words};
use super::{COLUMN, GUTTER, column, label, section, span};

/// What the widths above a sheet and its name below take.
const AROUND: (f64, f64) = (6.5, 6.0);

pub(super) fn draw(sheet: &mut Sheet<'_>, ticket: &Ticket, fold: &FoldDiagram, area: Area) {
    let top = area.y
        + section(sheet, "Panels, from left to right on the sheet; widths in mm", area.x, area.y, span(3));
    let count = fold.sides.len().max(1) as f64;
    let room = (span(3) - GUTTER * (count - 1.0)) / count;
    let height = ticket.flat.unwrap_or(ticket.trim).height.0;
    let widest = fold.sides.iter().map(width_of).fold(0.0, f64::max);
    let free = area.bottom() - top - AROUND.0 - AROUND.1;
    let drawable = |length: f64| length.is_finite() && length > 0.0;
    if ![widest, height, free].into_iter().all(drawable) {
        return;
    }
    let scale = (room / widest).min(free / height);
    for (index, side) in fold.sides.iter().enumerate() {
        let x = area.x + index as f64 * (room + GUTTER);
        let outline = Area::new(x, top + AROUND.0, width_of(side) * scale, height * scale);
        draw_side(sheet, ticket, (index, side), outline, scale);
    }
    draw_folding(sheet, ticket, fold, Area::new(column(3), area.y, COLUMN, area.height));
}

fn width_of(side: &Side) -> f64 {
    side.panels.iter().map(|panel| panel.width.0.max(0.0)).sum()
}

fn draw_side(
    sheet: &mut Sheet<'_>,
    ticket: &Ticket,
    (index, side): (usize, &Side),
    outline: Area,
    scale: f64,
) {
    let picture = ticket.thumbnails.iter().find(|thumbnail| thumbnail.page == index + 1);
    let shown = picture.is_some_and(|picture| sheet.picture(picture, outline));
    if !shown {
        sheet.fill(outline, MIST);
    }
    let mut x = outline.x;
    for (at, panel) in side.panels.iter().enumerate() {
        let area = Area { x, width: panel.width.0.max(0.0) * scale, ..outline };
        draw_width(sheet, &words::number(panel.width.0), area);
        draw_number(sheet, &panel.number.to_string(), area);
        if !shown {
            draw_label(sheet, &panel.label, area);
        }
        if at > 0 {
            let ends = [(x, outline.y - 1.5), (x, outline.bottom() + 1.5)];
            if shown {
                sheet.line(&ends, PAPER_WHITE, 1.4, &[]);
            }
            sheet.line(&ends, ACCENT, 0.8, &[2.2, 1.6]);
        }
        x += area.width;
    }
    sheet.frame(outline, TEXT, 0.5);
    let name = format!("Page {} of the file", index + 1);
    let written = sheet.write(&side.name, (outline.x, outline.bottom() + 4.6), Align::Left, Style::bold(8.0));
    sheet.write(&name, (outline.x + written + 2.0, outline.bottom() + 4.6), Align::Left, label());
}

/// A line of measure above a panel, with its number in the middle.
fn draw_width(sheet: &mut Sheet<'_>, width: &str, panel: Area) {
    let y = panel.y - 3.6;
    let style = Style::regular(7.5);
    let half = sheet.width(width, style) / 2.0 + 0.8;
    for (from, to) in [(panel.x + 0.5, panel.centre() - half), (panel.centre() + half, panel.right() - 0.5)] {
        if from < to {
            sheet.rule(from, y, to - from, QUIET, HAIRLINE);
        }
    }
    for x in [panel.x + 0.5, panel.right() - 0.5] {
        sheet.line(&[(x, y - 0.8), (x, y + 0.8)], QUIET, HAIRLINE, &[]);
    }
    sheet.write(width, (panel.centre(), y + 0.95), Align::Centre, style);
}

/// The number of a panel on a disc.
fn draw_number(sheet: &mut Sheet<'_>, number: &str, panel: Area) {
    let radius = (panel.width * 0.24).min(3.4);
    let centre = (panel.centre(), panel.y + panel.height * 0.34);
    sheet.disc(centre, radius + 0.35, PAPER_WHITE);
    sheet.disc(centre, radius, ACCENT);
    let size = radius * 3.2;
    let style = Style::bold(size).in_ink(PAPER_WHITE);
    sheet.write(number, (centre.0, centre.1 + size * 0.117), Align::Centre, style);
}

fn draw_label(sheet: &mut Sheet<'_>, text: &str, panel: Area) {
    let style = Style::regular(7.0);
    let lines = sheet.broken(text, panel.width - 2.0, style, 3);
    let mut baseline = panel.y + panel.height * 0.34 + 7.4;
    for line in &lines {
        sheet.write(line, (panel.centre(), baseline), Align::Centre, style);
        baseline += 3.0;
    }
}

/// What to do in words, below a picture of it.
fn draw_folding(sheet: &mut Sheet<'_>, ticket: &Ticket, fold: &FoldDiagram, area: Area) {
    let top = area.y + section(sheet, "How it folds, seen from below", area.x, area.y, area.width);
    let drawing = Area::new(area.x, top + 3.0, area.width, area.height);
    let bottom = edge_on::draw(sheet, ticket.finishing, fold, drawing);
    let style = Style::regular(8.5);
    let lines = sheet.broken(&words::folding(ticket.finishing, fold), area.width, style, 7);
    sheet.write_lines(&lines, (area.x, bottom + 8.0), 3.9, style);
}
