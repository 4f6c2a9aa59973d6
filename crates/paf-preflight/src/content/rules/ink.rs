//! Ink: how much of it lies on one spot, and which plates a page needs.

use std::collections::BTreeMap;
use std::time::Instant;

use lopdf::ObjectId;
use paf_diag::Rule;
use paf_pdf::geometry::Rectangle;
use paf_pdf::pages::PageRef;

use super::super::super::{Examined, Finding, Report};
use crate::separations::{Finer, Plate, Separations, Unmeasured, are_halves_shown, ink, max_ink, per_cent};

/// Pixels per inch at which pages are measured: an area that matters has many of them.
const RESOLUTION: f64 = 72.0;
/// As many pixels may have more ink than allowed: edges where two colours meet.
const FEW: usize = 6;
/// How far the sum of rounded plates may be over the limit, in per cent.
const ROUNDING: f64 = 1.0;

/// Measures every page and fills in its summary, but for pages whose content could not be read
/// whole: what is built to have no end would have none here either. Of images, the pixels per inch are given
/// where they are printed largest.
pub(in crate::content) fn check(
    examined: &Examined<'_>,
    unread: &[usize],
    images: &BTreeMap<ObjectId, f64>,
    report: &mut Report,
) {
    if let Some(inks) = &examined.expectations.inks {
        for (summary, ink) in report.pages.iter_mut().zip(inks) {
            summary.ink = Some(ink.most);
            summary.plates.clone_from(&ink.plates);
        }
        return;
    }
    let until = Instant::now() + examined.expectations.patience;
    let separations = Separations::coarsely(examined.document, finer(examined.pages, images));
    for page in examined.pages {
        if unread.contains(&page.number) {
            report
                .skip(format!("page {}: the ink could not be measured", page.number), &[Rule::PressInkLimit]);
            continue;
        }
        let plates = match &separations {
            Some(_) if Instant::now() >= until => Err(out_of_time()),
            Some(all) => all.render_by(until, page.number, RESOLUTION),
            None => {
                Err(Unmeasured { why: "the file could not be made ready for it".to_owned(), place: None })
            }
        };
        let mut plates = match plates {
            Ok(plates) => plates,
            Err(why) => {
                unmeasured(page, why, report);
                continue;
            }
        };
        let printed = page.boundary("BleedBox").or_else(|| page.boundary("TrimBox"));
        if let (Some(media), Some(printed)) = (page.boundary("MediaBox"), printed) {
            plates.iter_mut().for_each(|plate| keep(plate, media, printed));
        }
        if let Some(summary) = report.pages.get_mut(page.number - 1) {
            summary.ink = Some(max_ink(&plates).0);
            let used = plates.iter().filter(|plate| plate.is_used());
            summary.plates = used.map(|plate| plate.name.clone()).collect();
            summary.plates.sort();
        }
        let media = page.boundary("MediaBox");
        report.findings.extend(too_much(&plates, examined.ink_limit, page.number, media));
    }
}

/// The images that are made smaller to be measured.
fn finer(pages: &[PageRef<'_>], images: &BTreeMap<ObjectId, f64>) -> Finer {
    let sizes = pages.iter().filter_map(|page| page.boundary("MediaBox"));
    let largest = sizes.map(|size| size.width() * size.height()).fold(0.0, f64::max);
    // A narrow bar is found if it fills what is averaged, wherever that begins.
    let kept = if are_halves_shown(largest) { 2.0 * RESOLUTION } else { RESOLUTION };
    let times = images.iter().map(|(id, resolution)| (*id, (resolution / kept) as u64));
    times.filter(|(_, times)| *times > 1).collect()
}

/// Leaves of a plate what is printed for good: marks and colour bars outside it are cut away.
fn keep(plate: &mut Plate, media: Rectangle, printed: Rectangle) {
    let (columns, rows) = (plate.width.max(1), plate.height.max(1));
    let x = |column: usize| media.left + media.width() * (column as f64 + 0.5) / columns as f64;
    let y = |row: usize| media.top - media.height() * (row as f64 + 0.5) / rows as f64;
    let is_cut = |column: &usize| !(printed.left..=printed.right).contains(&x(*column));
    let cut: Vec<usize> = (0..columns).filter(is_cut).collect();
    for (row, line) in plate.coverage.chunks_mut(columns).enumerate() {
        if !(printed.bottom..=printed.top).contains(&y(row)) {
            line.fill(0);
            continue;
        }
        for ink in &cut {
            if let Some(ink) = line.get_mut(*ink) {
                *ink = 0;
            }
        }
    }
}

/// Nothing more is begun: what was given up may still be under way.
fn out_of_time() -> Unmeasured {
    Unmeasured {
        why: "the pages before it took all the time that there is for a file".to_owned(),
        place: None,
    }
}

fn unmeasured(page: &PageRef<'_>, reason: Unmeasured, report: &mut Report) {
    report.skip(format!("page {}: the ink could not be measured", page.number), &[Rule::PressInkLimit]);
    let finding = Finding::warning(
        Rule::PressUnmeasured,
        format!("the ink on the page could not be measured: {reason}"),
        "Nobody knows whether there is more of it than the paper can take, and a printer's machine may stop at the page.",
        "Export the page again in a simpler form, or ask the printer to measure it.",
    );
    let finding = finding.on(page.number);
    report.findings.push(match (reason.place, page.boundary("MediaBox")) {
        (Some(place), Some(media)) => finding.at(Rectangle {
            left: media.left + place.left,
            bottom: media.bottom + place.bottom,
            right: media.left + place.right,
            top: media.bottom + place.top,
        }),
        _ => finding,
    });
}

fn too_much(plates: &[Plate], limit: f64, page: usize, media: Option<Rectangle>) -> Option<Finding> {
    let width = plates.first()?.width.max(1);
    let height = plates.first()?.height.max(1);
    let sums = ink(plates);
    let over: Vec<(usize, usize)> = (sums.iter().enumerate())
        .filter(|(_, sum)| per_cent(**sum) > limit + ROUNDING)
        .map(|(at, _)| (at % width, at / width))
        .collect();
    if over.len() < FEW {
        return None;
    }
    let (most, _) = max_ink(plates);
    let finding = Finding::error(
        Rule::PressInkLimit,
        format!("{most:.0} % of ink on one spot, more than the {limit:.0} % that the paper takes"),
        "The ink does not dry: it smears, comes off on the next sheet and makes pages stick together.",
        "Use lighter or fewer inks there; for a deep black area CMYK 40, 40, 40, 100 is enough.",
    );
    let finding = finding.on(page);
    Some(match media.and_then(|media| place(&over, (width, height), media)) {
        Some(place) => finding.at(place),
        None => finding,
    })
}

/// The box around pixels, in points of the page.
fn place(pixels: &[(usize, usize)], size: (usize, usize), media: Rectangle) -> Option<Rectangle> {
    let x = |column: usize| media.left + media.width() * column as f64 / size.0 as f64;
    let y = |row: usize| media.top - media.height() * row as f64 / size.1 as f64;
    let columns = pixels.iter().map(|pixel| pixel.0);
    let rows = pixels.iter().map(|pixel| pixel.1);
    let (left, right) = (columns.clone().min()?, columns.max()? + 1);
    let (top, bottom) = (rows.clone().min()?, rows.max()? + 1);
    Some(Rectangle { left: x(left), bottom: y(bottom), right: x(right), top: y(top) })
}
