//! The cover apart: its outside and its inside as they lie flat, with the spine between the pages.

use super::super::sheet::{ACCENT, Align, Area, HAIRLINE, MIST, QUIET, Sheet, Style};
use super::super::{Cover, Ticket};
use super::{GUTTER, label, section};

/// Sides are no higher.
const HIGHEST: f64 = 32.0;
/// What the caption below a side takes.
const CAPTION: f64 = 4.2;

/// Draws both sides beside each other and gives back where they end.
pub(super) fn draw(sheet: &mut Sheet<'_>, ticket: &Ticket, cover: &Cover, area: Area) -> f64 {
    let heading = "The cover as it lies flat: page 1 of its file, and page 2";
    let top = area.y + section(sheet, heading, area.x, area.y, area.width) + 0.6;
    let room = (area.width - GUTTER) / 2.0;
    let flat = (cover.flat.width.0, cover.flat.height.0);
    let is_drawable = |length: f64| length.is_finite() && length > 0.0;
    if ![flat.0, flat.1].into_iter().all(is_drawable) {
        return top;
    }
    // A long, narrow page would leave nothing for the inner pages.
    let scale = (room / flat.0).min(HIGHEST / flat.1);
    let sides = [("Outside", cover.pages.outside), ("Inside", cover.pages.inside)];
    for (at, (name, slots)) in sides.into_iter().enumerate() {
        let x = area.x + at as f64 * (room + GUTTER);
        let side = Area::new(x, top, flat.0 * scale, flat.1 * scale);
        draw_side(sheet, ticket, slots, side, cover.spine.0 * scale);
        let y = side.bottom() + CAPTION - 0.4;
        let written = sheet.write(name, (x, y), Align::Left, Style::bold(7.5));
        let [left, right] =
            slots.map(|slot| slot.map_or_else(|| "blank".to_owned(), |page| page.to_string()));
        let words = sheet.shortened(&format!("{left}, spine, {right}"), room - written - 2.0, label());
        sheet.write(&words, (x + written + 2.0, y), Align::Left, label());
    }
    top + flat.1 * scale + CAPTION
}

fn draw_side(sheet: &mut Sheet<'_>, ticket: &Ticket, slots: [Option<usize>; 2], side: Area, spine: f64) {
    let width = (side.width - spine) / 2.0;
    for (slot, x) in slots.into_iter().zip([side.x, side.x + width + spine]) {
        let place = Area { x, width, ..side };
        let picture = ticket.thumbnails.iter().find(|picture| Some(picture.page) == slot);
        let is_shown = picture.is_some_and(|picture| sheet.picture(picture, place));
        if slot.is_some() && !is_shown {
            sheet.fill(place, MIST);
        }
        sheet.frame(place, QUIET, HAIRLINE);
    }
    let middle = Area { x: side.x + width, width: spine, ..side };
    for x in [middle.x, middle.right()] {
        sheet.line(&[(x, side.y - 1.2), (x, side.bottom() + 1.2)], ACCENT, 0.6, &[2.0, 1.4]);
    }
}
