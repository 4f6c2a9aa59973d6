//! A frame for every page of the file, in order, with its picture where there is one.

use super::super::sheet::{ACCENT, Align, Area, HAIRLINE, MIST, QUIET, Sheet, Style};
use super::super::{Edge, Finishing, Ticket};
use super::{section, span};

/// What a page's number takes below its frame.
const NUMBER: f64 = 3.6;
/// The space between two frames.
const GAP: f64 = 3.0;
/// Frames are no higher, however few there are.
const HIGHEST: f64 = 62.0;
/// More frames than these could not be told apart; the rest is counted.
const MOST: usize = 240;

/// How frames are laid out.
struct Layout {
    columns: usize,
    width: f64,
    height: f64,
    gap: f64,
}

/// How many sheets are imposed, where the pages of the file are their sides.
fn sheets(ticket: &Ticket) -> Option<usize> {
    match ticket.finishing {
        Finishing::Saddle { sheets, .. } if sheets.checked_mul(2) == Some(ticket.pages) => Some(sheets),
        _ => None,
    }
}

pub(super) fn draw(sheet: &mut Sheet<'_>, ticket: &Ticket, area: Area) {
    let shown = ticket.pages.min(MOST);
    let heading = if shown < ticket.pages {
        format!("Pages in the file, the first {shown} of {}", ticket.pages)
    } else {
        "Pages in the file".to_owned()
    };
    let top = area.y + section(sheet, &heading, area.x, area.y, span(4)) + 0.6;
    let sheets = sheets(ticket);
    let whole = ticket.fold.is_some() || sheets.is_some();
    let page = ticket.flat.filter(|_| whole).unwrap_or(ticket.trim);
    let aspect = page.height.0 / page.width.0;
    if shown == 0 || !aspect.is_finite() || aspect <= 0.0 {
        return;
    }
    let room = Area { y: top, height: area.bottom() - top, ..area };
    let Some(layout) = layout(shown, aspect, room) else { return };
    let across = layout.width + layout.gap;
    let down = layout.height + NUMBER + gap(layout.width) * 0.5;
    for index in 0..shown {
        let (row, column) = ((index / layout.columns) as f64, (index % layout.columns) as f64);
        let frame = Area::new(room.x + column * across, room.y + row * down, layout.width, layout.height);
        match sheets {
            Some(sheets) => draw_sheet(sheet, ticket, sheets, index, frame),
            None => draw_page(sheet, ticket, index + 1, frame),
        }
    }
}

fn gap(width: f64) -> f64 {
    (width * 0.2).min(GAP)
}

/// The largest frames of which all fit, in full rows where that costs little.
fn layout(pages: usize, aspect: f64, room: Area) -> Option<Layout> {
    let layouts = (1..=pages.max(1)).filter_map(|columns| {
        let rows = pages.div_ceil(columns) as f64;
        // The gap is a fifth of the width, unless that is more than it needs to be.
        let count = columns as f64;
        let narrow = room.width / (count + (count - 1.0) * 0.2);
        let across = if narrow * 0.2 > GAP { (room.width - (count - 1.0) * GAP) / count } else { narrow };
        let down = (room.height / rows - NUMBER - gap(across) * 0.5).min(HIGHEST);
        let height = (across * aspect).min(down);
        let width = height / aspect;
        // Frames reach from margin to margin where they nearly do so anyway.
        let even = (room.width - count * width) / (count - 1.0).max(1.0);
        let gap = if even <= gap(width) + 2.5 { even } else { gap(width) };
        (height > 1.0).then_some(Layout { columns, width, height, gap })
    });
    let layouts: Vec<Layout> = layouts.collect();
    let highest = layouts.iter().map(|layout| layout.height).fold(0.0, f64::max);
    // A little smaller is better than a last row that is nearly empty.
    let missing = |layout: &Layout| pages.div_ceil(layout.columns) * layout.columns - pages;
    let large = layouts.into_iter().filter(|layout| layout.height >= highest * 0.88);
    large.min_by(|a, b| missing(a).cmp(&missing(b)).then(b.height.total_cmp(&a.height)))
}

/// One side of an imposed sheet, with the numbers of its two pages and the fold between them.
fn draw_sheet(sheet: &mut Sheet<'_>, ticket: &Ticket, sheets: usize, index: usize, frame: Area) {
    let shown = draw_frame(sheet, ticket, index + 1, frame);
    let (all, back, pair) = (sheets.saturating_mul(4), index % 2 == 1, index / 2 * 2);
    let (mut left, mut right) = if back { (pair + 2, all - pair - 1) } else { (all - pair, pair + 1) };
    if ticket.binding == Edge::Right {
        std::mem::swap(&mut left, &mut right);
    }
    sheet.line(&[(frame.centre(), frame.y), (frame.centre(), frame.bottom())], ACCENT, 0.6, &[2.0, 1.4]);
    if !shown {
        let size = (frame.width * 0.3).clamp(4.5, 14.0);
        let baseline = frame.y + frame.height / 2.0 + size * 0.117;
        for (page, at) in [(left, 0.25), (right, 0.75)] {
            let style = Style::bold(size).in_ink(ACCENT);
            sheet.write(&page.to_string(), (frame.x + frame.width * at, baseline), Align::Centre, style);
        }
    }
    let side = if back { "back" } else { "front" };
    let name = format!("Sheet {}, {side}: {left} and {right}", index / 2 + 1);
    let style = Style::regular((frame.width * 0.25).clamp(4.5, 7.5)).in_ink(QUIET);
    let name = sheet.shortened(&name, frame.width, style);
    sheet.write(&name, (frame.x, frame.bottom() + 1.0 + style.size * 0.25), Align::Left, style);
}

fn draw_page(sheet: &mut Sheet<'_>, ticket: &Ticket, page: usize, frame: Area) {
    draw_frame(sheet, ticket, page, frame);
    let size = (frame.width * 0.8).clamp(4.5, 7.5);
    let style = Style::bold(size).in_ink(ACCENT);
    sheet.write(&page.to_string(), (frame.x, frame.bottom() + 1.0 + size * 0.25), Align::Left, style);
}

/// The frame with its picture; whether there is one comes back.
fn draw_frame(sheet: &mut Sheet<'_>, ticket: &Ticket, page: usize, frame: Area) -> bool {
    let picture = ticket.thumbnails.iter().find(|thumbnail| thumbnail.page == page);
    let shown = picture.is_some_and(|picture| sheet.picture(picture, frame));
    if !shown {
        sheet.fill(frame, MIST);
    }
    sheet.frame(frame, QUIET, HAIRLINE);
    shown
}
