//! Images: fine enough for the size that they are printed at.

use std::collections::BTreeMap;

use lopdf::ObjectId;
use paf_diag::{Rule, Severity};

use super::super::Sheet;
use super::super::display::{Item, Picture, Shape};
use crate::Finding;

/// Pixels per inch below which the steps of a bitmap's edges are seen.
const BITMAP: f64 = 600.0;

pub(super) fn check(sheet: &Sheet<'_>) -> Vec<Finding> {
    let worst = worst_placements(sheet);
    let coarse = worst.iter().filter_map(|(item, picture)| tones(sheet, item, picture));
    let bitmaps: Vec<_> =
        worst.iter().filter(|(_, picture)| picture.bitmap && picture.resolution < BITMAP).collect();
    coarse.chain(bitmap(sheet, &bitmaps)).collect()
}

/// Each image once, where it is placed largest.
fn worst_placements<'a>(sheet: &'a Sheet<'_>) -> Vec<(&'a Item, &'a Picture)> {
    let mut worst: Vec<(&Item, &Picture)> = Vec::new();
    let mut places: BTreeMap<ObjectId, usize> = BTreeMap::new();
    for item in sheet.items {
        let Shape::Image(picture) = &item.shape else { continue };
        // Images within the content have no number, and each is another one.
        let place = picture.id.map_or(worst.len(), |id| *places.entry(id).or_insert(worst.len()));
        match worst.get_mut(place) {
            Some(known) if known.1.resolution > picture.resolution => *known = (item, picture),
            Some(_) => {}
            None => worst.push((item, picture)),
        }
    }
    worst
}

fn tones(sheet: &Sheet<'_>, item: &Item, picture: &Picture) -> Option<Finding> {
    let wanted = sheet.expectations;
    let (resolution, warning) = (picture.resolution, wanted.resolution_warning);
    if picture.bitmap || resolution >= warning.max(wanted.resolution_error) {
        return None;
    }
    let severity = if resolution < wanted.resolution_error { Severity::Error } else { Severity::Warning };
    let (columns, rows) = picture.pixels;
    let needed = |pixels: i64| (pixels as f64 * wanted.resolution / resolution).ceil();
    let finding = Finding::new(
        severity,
        Rule::PressImageResolution,
        format!("an image of {columns} by {rows} pixels is printed at {resolution:.0} pixels per inch"),
        "It looks coarse or blurred in print.",
        format!(
            "Use the original with about {} by {} pixels, or print the image smaller.",
            needed(columns),
            needed(rows)
        ),
    );
    Some(finding.on(sheet.number).at(item.area).of_pixels(picture.pixels))
}

fn bitmap(sheet: &Sheet<'_>, coarse: &[&(&Item, &Picture)]) -> Option<Finding> {
    let (item, picture) = coarse.iter().min_by(|a, b| a.1.resolution.total_cmp(&b.1.resolution))?;
    let (columns, rows) = picture.pixels;
    let others = match coarse.len() - 1 {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    let finding = Finding::warning(
        Rule::PressBitmapResolution,
        format!(
            "a black-and-white image of {columns} by {rows} pixels is printed at {:.0} pixels per inch{others}",
            picture.resolution
        ),
        "Its edges show steps in print.",
        "Use a drawing of lines (SVG) instead, or scan it with at least 600 pixels per inch.",
    );
    Some(finding.on(sheet.number).at(item.area).of_pixels(picture.pixels))
}
