//! The ticket for machines: the same facts, keys in a fixed order.

use paf_pdf::geometry::{Mm, Size};
use serde_json::{Value, json};

use crate::impose::{Sheet, Slot};

use super::{Cover, Finishing, FoldDiagram, Plate, PlateKind, Ticket};

/// Raised when a key changes its meaning or goes away.
const FORMAT: u32 = 1;

pub(super) fn written(ticket: &Ticket) -> String {
    // A value of strings, numbers and lists can always be written.
    let mut value = value(ticket);
    if let (Some(cover), Some(keys)) = (&ticket.cover, value.as_object_mut()) {
        keys.insert("cover".to_owned(), cover_value(cover));
    }
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}

fn value(ticket: &Ticket) -> Value {
    json!({
        "job_ticket": FORMAT,
        "title": ticket.title,
        "title_english": ticket.title_english,
        "file": { "name": ticket.file_name, "sha256": ticket.checksum },
        "document": ticket.document,
        "edition": ticket.edition,
        "language": {
            "code": ticket.language.code,
            "name": ticket.language.name,
            "native": ticket.language.native,
        },
        "printer_language": ticket.printer,
        "version": ticket.version,
        "date": ticket.date,
        "trim": size(ticket.trim),
        "flat": ticket.flat.map(size),
        "bleed_mm": millimetres(ticket.bleed),
        "pages": ticket.pages,
        "sides": ticket.sides,
        "marks": ticket.marks,
        "binding": super::words::edge(ticket.binding),
        "colours": ticket.colours.iter().map(plate).collect::<Vec<_>>(),
        "paper": ticket.paper,
        "output_intent": {
            "name": ticket.intent.name,
            "identifier": ticket.intent.identifier,
            "ink_limit_percent": rounded(ticket.intent.ink_limit),
        },
        "max_ink_percent": ticket.max_ink.map(rounded),
        "finishing": finishing(ticket),
        "fold": ticket.fold.as_ref().map(fold),
        "contact": ticket.contact,
        "preflight": {
            "errors": ticket.preflight.errors,
            "warnings": ticket.preflight.warnings,
            "passed_rules": ticket.preflight.passed_rules,
            "rules_not_run": ticket.preflight.rules_not_run,
        },
        "standards": ticket.standards,
    })
}

/// The cover apart; pages from left to right as they are seen, a blank one is null.
fn cover_value(cover: &Cover) -> Value {
    json!({
        "file": { "name": cover.file_name, "sha256": cover.checksum },
        "pages": 4,
        "flat": size(cover.flat),
        "spine_mm": millimetres(cover.spine),
        "leaf_mm": millimetres(cover.leaf),
        "allowance_mm": millimetres(cover.allowance),
        "paper": cover.paper,
        "outside": cover.pages.outside,
        "inside": cover.pages.inside,
        "inner_pages_begin_with": cover.first,
    })
}

fn size(size: Size) -> Value {
    json!({ "width_mm": millimetres(size.width), "height_mm": millimetres(size.height) })
}

fn plate(plate: &Plate) -> Value {
    let kind = match plate.kind {
        PlateKind::Process => "process",
        PlateKind::Spot => "spot",
    };
    json!({ "name": plate.name, "kind": kind, "cmyk_percent": plate.cmyk.map(rounded) })
}

fn finishing(ticket: &Ticket) -> Value {
    match ticket.finishing {
        Finishing::SinglePages => json!({ "kind": "single-pages" }),
        Finishing::Saddle { creep } => {
            // Left before right, as they are seen; a blank page is null.
            let side = |slots: [Slot; 2]| slots.map(|slot| slot.page);
            let sheet = |sheet: &Sheet| json!({ "front": side(sheet.front), "back": side(sheet.back) });
            json!({
                "kind": "saddle",
                "sheets": ticket.sheets.len(),
                "creep_mm": millimetres(creep),
                "pages_on_sheets": ticket.sheets.iter().map(sheet).collect::<Vec<_>>(),
            })
        }
        Finishing::Glued { spine } => json!({ "kind": "glued", "spine_mm": millimetres(spine) }),
        Finishing::HalfFold => json!({ "kind": "half-fold" }),
        Finishing::RollFold => json!({ "kind": "roll-fold" }),
        Finishing::ZFold => json!({ "kind": "z-fold" }),
    }
}

fn fold(fold: &FoldDiagram) -> Value {
    let panels = |side: &super::Side| -> Vec<Value> {
        let panel = |panel: &super::PanelBox| json!({ "number": panel.number, "width_mm": millimetres(panel.width), "label": panel.label });
        side.panels.iter().map(panel).collect()
    };
    let sides: Vec<Value> =
        fold.sides.iter().map(|side| json!({ "name": side.name, "panels": panels(side) })).collect();
    json!({ "right_to_left": fold.right_to_left, "sides": sides })
}

fn millimetres(length: Mm) -> Value {
    rounded(length.0)
}

/// A thousandth exact, and a whole number without a point; what is no number becomes null.
fn rounded(number: f64) -> Value {
    let number = (number * 1000.0).round() / 1000.0;
    if number.fract() == 0.0 && number.abs() < 1e9 { json!(number as i64) } else { json!(number) }
}
