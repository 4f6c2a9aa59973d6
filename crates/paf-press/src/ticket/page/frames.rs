//! A frame for every page of the file, in order, with its picture where there is one; of imposed
//! sheets, a frame for every side.

use super::super::Ticket;
use super::super::sheet::{ACCENT, Align, Area, HAIRLINE, MIST, QUIET, Sheet, Style};
use super::{section, span};
use crate::impose::Slot;

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

/// What the frames show, in order.
enum Shown<'a> {
    Pages(usize),
    /// The sides of sheets, front and back by turns.
    Sides(Vec<(String, &'a [Slot; 2])>),
}

impl Shown<'_> {
    fn of(ticket: &Ticket) -> Shown<'_> {
        if ticket.sheets.is_empty() {
            return Shown::Pages(ticket.pages);
        }
        let sides = ticket.sheets.iter().zip(1..).flat_map(|(sheet, number)| {
            [(format!("{number}, front"), &sheet.front), (format!("{number}, back"), &sheet.back)]
        });
        Shown::Sides(sides.collect())
    }

    fn count(&self) -> usize {
        match self {
            Shown::Pages(pages) => *pages,
            Shown::Sides(sides) => sides.len(),
        }
    }

    /// What stands below each frame takes so much height.
    fn caption(&self) -> f64 {
        match self {
            Shown::Pages(_) => NUMBER,
            Shown::Sides(_) => 2.0 * NUMBER,
        }
    }

    fn heading(&self, is_inner: bool) -> String {
        let (what, count) = match self {
            Shown::Pages(pages) if is_inner => {
                ("Inner pages, by their numbers in the whole document", *pages)
            }
            Shown::Pages(pages) => ("Pages in the file", *pages),
            Shown::Sides(sides) => ("Sheets in the file, front and back as they are printed", sides.len()),
        };
        if count > MOST { format!("{what}, the first {MOST} of {count}") } else { what.to_owned() }
    }
}

pub(super) fn draw(sheet: &mut Sheet<'_>, ticket: &Ticket, area: Area) {
    let all = Shown::of(ticket);
    let shown = all.count().min(MOST);
    let top = area.y + section(sheet, &all.heading(ticket.cover.is_some()), area.x, area.y, span(4)) + 0.6;
    let page = ticket.flat.filter(|_| ticket.fold.is_some()).unwrap_or(ticket.trim);
    let across = if matches!(all, Shown::Sides(_)) { 2.0 } else { 1.0 };
    let aspect = page.height.0 / (page.width.0 * across);
    if shown == 0 || !aspect.is_finite() || aspect <= 0.0 {
        return;
    }
    let room = Area { y: top, height: area.bottom() - top, ..area };
    let Some(layout) = layout(shown, aspect, all.caption(), room) else { return };
    let across = layout.width + layout.gap;
    let down = layout.height + all.caption() + gap(layout.width) * 0.5;
    for index in 0..shown {
        let (row, column) = ((index / layout.columns) as f64, (index % layout.columns) as f64);
        let frame = Area::new(room.x + column * across, room.y + row * down, layout.width, layout.height);
        match &all {
            Shown::Pages(_) => {
                let before = ticket.cover.as_ref().map_or(0, |cover| cover.first.saturating_sub(1));
                draw_page(sheet, ticket, before + index + 1, frame);
            }
            Shown::Sides(sides) => {
                if let Some((name, slots)) = sides.get(index) {
                    draw_side(sheet, ticket, name, slots, frame);
                }
            }
        }
    }
}

fn gap(width: f64) -> f64 {
    (width * 0.2).min(GAP)
}

/// The largest frames of which all fit, in full rows where that costs little.
fn layout(pages: usize, aspect: f64, caption: f64, room: Area) -> Option<Layout> {
    let layouts = (1..=pages.max(1)).filter_map(|columns| {
        let rows = pages.div_ceil(columns) as f64;
        // The gap is a fifth of the width, unless that is more than it needs to be.
        let count = columns as f64;
        let narrow = room.width / (count + (count - 1.0) * 0.2);
        let across = if narrow * 0.2 > GAP { (room.width - (count - 1.0) * GAP) / count } else { narrow };
        let down = (room.height / rows - caption - gap(across) * 0.5).min(HIGHEST);
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

/// One side of an imposed sheet: its two pages, with the fold between them, and their numbers below.
fn draw_side(sheet: &mut Sheet<'_>, ticket: &Ticket, name: &str, slots: &[Slot; 2], frame: Area) {
    let half = Area { width: frame.width / 2.0, ..frame };
    for (slot, at) in slots.iter().zip([0.0, 1.0]) {
        let place = Area { x: frame.x + half.width * at, ..half };
        match slot.page {
            Some(page) => {
                if !draw_frame(sheet, ticket, page, place) {
                    let size = (frame.width * 0.3).clamp(4.5, 14.0);
                    let middle = (place.centre(), frame.y + frame.height / 2.0 + size * 0.117);
                    let style = Style::bold(size).in_ink(ACCENT);
                    sheet.write(&page.to_string(), middle, Align::Centre, style);
                }
            }
            None => sheet.frame(place, QUIET, HAIRLINE),
        }
    }
    sheet.line(&[(frame.centre(), frame.y), (frame.centre(), frame.bottom())], ACCENT, 0.6, &[2.0, 1.4]);
    let pages = slots.map(|slot| slot.page.map_or_else(|| "blank".to_owned(), |page| page.to_string()));
    let size = (frame.width * 0.33).clamp(4.5, 7.5);
    let (bold, regular) = (Style::bold(size).in_ink(ACCENT), Style::regular(size).in_ink(QUIET));
    let first = frame.bottom() + 1.0 + size * 0.25;
    caption(sheet, [format!("Sheet {name}"), name.to_owned()], (frame, first), bold);
    caption(sheet, [pages.join(" and "), pages.join(", ")], (frame, first + size * 0.42), regular);
}

/// The first wording that is no wider than its frame; the last, made smaller, where none is.
fn caption(sheet: &mut Sheet<'_>, wordings: [String; 2], (frame, baseline): (Area, f64), style: Style) {
    let [_, short] = &wordings;
    let fits = |wording: &&String| sheet.width(wording, style) <= frame.width;
    let chosen = wordings.iter().find(fits).unwrap_or(short);
    let width = sheet.width(chosen, style);
    let size = if width > frame.width { style.size * frame.width / width } else { style.size };
    sheet.write(chosen, (frame.x, baseline), Align::Left, Style { size, ..style });
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
