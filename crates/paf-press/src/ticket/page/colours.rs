//! The plates with swatches, the printing condition, and how much ink there is.

use super::super::sheet::{ACCENT, Align, Area, HAIRLINE, Ink, LINE, PAPER_WHITE, Sheet, Style, TEXT};
use super::super::{Plate, PlateKind, Ticket, words};
use super::{column, label, named, span};

/// The edge of a swatch.
const SWATCH: f64 = 5.0;
/// From one row of swatches to the next.
const ROW: f64 = 6.6;
/// How many spot colours are shown; the rest is counted.
const MOST_SPOTS: usize = 4;

/// Draws the part at the right and gives back where it ends.
pub(super) fn draw(sheet: &mut Sheet<'_>, ticket: &Ticket, y: f64) -> f64 {
    let (x, width) = (column(2), span(2));
    let mut y = y + named(sheet, "Colours", "colours", (x, y, width)) + 0.6;
    let of = |kind: PlateKind| ticket.colours.iter().filter(move |plate| plate.kind == kind);
    let process: Vec<&Plate> = of(PlateKind::Process).collect();
    let spots: Vec<&Plate> = of(PlateKind::Spot).collect();
    y = draw_process(sheet, &process, y);
    y = draw_spots(sheet, &spots, y);
    draw_condition(sheet, ticket, y + 0.6)
}

/// The process colours side by side.
fn draw_process(sheet: &mut Sheet<'_>, plates: &[&Plate], y: f64) -> f64 {
    if plates.is_empty() {
        return y;
    }
    let step = (span(2) + 2.0) / plates.len().max(4) as f64;
    for (index, plate) in plates.iter().enumerate() {
        let x = column(2) + index as f64 * step;
        swatch(sheet, plate, x, y);
        let name = sheet.shortened(&plate.name, step - SWATCH - 2.6, Style::regular(9.0));
        sheet.write(&name, (x + SWATCH + 1.8, y + 3.6), Align::Left, Style::regular(9.0));
    }
    y + ROW
}

/// The spot colours below each other, with what they look like in process colours.
fn draw_spots(sheet: &mut Sheet<'_>, plates: &[&Plate], mut y: f64) -> f64 {
    let right = column(2) + span(2);
    for plate in plates.iter().take(MOST_SPOTS) {
        swatch(sheet, plate, column(2), y);
        let look = like(plate);
        let style = label();
        let taken = sheet.width(&look, style) + 3.0;
        sheet.write(&look, (right, y + 3.6), Align::Right, style);
        let room = span(2) - SWATCH - 1.8 - taken;
        let name = sheet.shortened(&format!("{}, spot", plate.name), room, Style::bold(9.0));
        sheet.write(&name, (column(2) + SWATCH + 1.8, y + 3.6), Align::Left, Style::bold(9.0));
        y += ROW;
    }
    if plates.len() > MOST_SPOTS {
        let more = format!("and {}", words::counted(plates.len() - MOST_SPOTS, "more spot colour"));
        sheet.write(&more, (column(2), y + 3.0), Align::Left, label());
        y += 5.0;
    }
    y
}

/// `looks like C 70 M 0 Y 36 K 0`.
fn like(plate: &Plate) -> String {
    let parts = ["C", "M", "Y", "K"].into_iter().zip(plate.cmyk);
    let parts: Vec<String> =
        parts.map(|(name, value)| format!("{name}\u{a0}{}", words::number(value.round()))).collect();
    format!("looks like {}", parts.join("  "))
}

fn swatch(sheet: &mut Sheet<'_>, plate: &Plate, x: f64, y: f64) {
    let area = Area::new(x, y, SWATCH, SWATCH);
    sheet.fill(area, Ink(plate.cmyk));
    // A pale ink would have no edge on white paper.
    if plate.cmyk.iter().sum::<f64>() < 30.0 {
        sheet.frame(area, LINE, HAIRLINE);
    }
}

/// The output intent and the heaviest ink against what the paper takes.
fn draw_condition(sheet: &mut Sheet<'_>, ticket: &Ticket, y: f64) -> f64 {
    let (x, width) = (column(2), span(2));
    sheet.rule(x, y, width, LINE, HAIRLINE);
    sheet.write("Output intent", (x, y + 4.1), Align::Left, label());
    let intent = &ticket.intent;
    let name = if intent.name == intent.identifier {
        intent.name.clone()
    } else {
        format!("{}  ·  {}", intent.identifier, intent.name)
    };
    let lines = sheet.broken(&name, width - 23.0, Style::regular(9.0), 2);
    let below = sheet.write_lines(&lines, (x + 23.0, y + 4.1), 4.1, Style::regular(9.0)).max(y + 8.2);
    draw_ink(sheet, ticket, below - 2.2)
}

fn draw_ink(sheet: &mut Sheet<'_>, ticket: &Ticket, y: f64) -> f64 {
    let (x, width) = (column(2), span(2));
    let limit = ticket.intent.ink_limit;
    sheet.rule(x, y, width, LINE, HAIRLINE);
    sheet.write("Ink, all plates", (x, y + 4.1), Align::Left, label());
    let allowed = format!("{}\u{a0}%", words::number(limit));
    let said = match ticket.max_ink {
        Some(most) if most > limit => {
            format!("{}\u{a0}%, over the limit of {allowed}", words::number(most.round()))
        }
        Some(most) => format!("{}\u{a0}% at most, of {allowed} allowed", words::number(most.round())),
        None => format!("No more than {allowed}"),
    };
    sheet.write(&said, (x + 23.0, y + 4.1), Align::Left, Style::regular(9.0));
    let Some(most) = ticket.max_ink.filter(|most| limit.is_finite() && limit > 0.0 && most.is_finite())
    else {
        return y + 6.0;
    };
    let gauge = Area::new(x + 23.0, y + 6.2, width - 23.0, 1.3);
    // The gauge ends a little beyond the limit, so that too much can be seen.
    let scale = gauge.width / (limit * 1.15).max(most);
    sheet.frame(gauge, LINE, HAIRLINE);
    sheet.fill(Area { width: most.max(0.0) * scale, ..gauge }, if most > limit { TEXT } else { ACCENT });
    let at = gauge.x + limit * scale;
    sheet.fill(Area::new(at - 0.35, gauge.y - 0.7, 0.7, gauge.height + 1.4), PAPER_WHITE);
    sheet.line(&[(at, gauge.y - 0.7), (at, gauge.bottom() + 0.7)], TEXT, 0.7, &[]);
    y + 9.6
}
