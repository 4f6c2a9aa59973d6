//! Rules about the boxes of a page: the sheet, the bleed and the cut.

use paf_diag::Rule;
use paf_pdf::geometry::{Mm, Rectangle};
use paf_pdf::pages::PageRef;

use crate::rules::OF_TRIM;
use crate::{Examined, Finding, Report};

/// Noise of single-precision numbers, in points.
const NOISE: f64 = 0.01;
/// How much less bleed nobody measures: a generous rounding of 3 mm to 8.25 points.
const BLEED_TOLERANCE: Mm = Mm(0.1);

/// Where a page is cut: its TrimBox, or its ArtBox, which may stand in its place (ISO 15930-7).
pub(crate) fn trim(page: &PageRef<'_>) -> Option<Rectangle> {
    let trim = page.boundary("TrimBox").or_else(|| page.boundary("ArtBox"))?;
    (trim.width() > 0.0 && trim.height() > 0.0).then_some(trim)
}

pub(super) fn check(examined: &Examined<'_>, report: &mut Report) {
    for page in examined.pages {
        if trim(page).is_none() && !examined.expectations.sheets {
            let what =
                format!("page {}: bleed, margins and size: it does not say where it is cut", page.number);
            report.skip(what, &OF_TRIM);
        }
        let found = [cut(page), order(page), origin(page), crop(page), bleed(examined, page)];
        report.findings.extend(found.into_iter().flatten().map(|finding| finding.on(page.number)));
    }
}

fn cut(page: &PageRef<'_>) -> Option<Finding> {
    match (page.boundary("TrimBox").is_some(), page.boundary("ArtBox").is_some()) {
        (true, false) => None,
        (true, true) => Some(Finding::error(
            Rule::PressTrimAndArtBox,
            "the page has both a TrimBox and an ArtBox",
            "PDF/X allows only one of them, so a printer's checking program refuses the file.",
            "Export the file as PDF/X-4, with the TrimBox alone.",
        )),
        (false, true) => Some(Finding::warning(
            Rule::PressNoTrimBox,
            "the page has an ArtBox instead of a TrimBox",
            "PDF/X allows it, but many imposition programs look for the TrimBox alone and would cut elsewhere.",
            "Export the file as PDF/X-4, with the TrimBox.",
        )),
        (false, false) => Some(Finding::error(
            Rule::PressNoTrimBox,
            "the page does not say where it is to be cut (TrimBox)",
            "A printer would have to guess the final size and the bleed, and may cut in the wrong place.",
            "Export the file as PDF/X-4, with bleed.",
        )),
    }
}

/// MediaBox ⊇ BleedBox ⊇ TrimBox (ISO 15930-7).
fn order(page: &PageRef<'_>) -> Option<Finding> {
    let boxes = ["MediaBox", "BleedBox", "TrimBox", "ArtBox"].map(|key| (key, page.boundary(key)));
    let flat = |area: &Rectangle| area.width() <= 0.0 || area.height() <= 0.0;
    let given: Vec<_> = boxes.iter().filter_map(|(key, area)| Some((*key, (*area)?))).collect();
    let what = if boxes.first().is_some_and(|(_, media)| media.is_none()) {
        "the page has no MediaBox that can be read: the size of its sheet".to_owned()
    } else if let Some((key, _)) = given.iter().find(|(_, area)| flat(area)) {
        format!("the {key} of the page is empty")
    } else {
        // Each box against all that should hold it: where BleedBox is wrong, the trim may still fit the sheet.
        let pairs = [("MediaBox", "BleedBox"), ("BleedBox", "TrimBox"), ("BleedBox", "ArtBox")];
        let pairs = pairs.into_iter().chain([("MediaBox", "TrimBox"), ("MediaBox", "ArtBox")]);
        let out = pairs.into_iter().find(|(outer, inner)| {
            let area = |key: &str| given.iter().find(|(other, _)| *other == key).map(|(_, area)| *area);
            area(outer).zip(area(inner)).is_some_and(|(outer, inner)| !outer.contains(&inner, NOISE))
        });
        let (outer, inner) = out?;
        format!("the {inner} of the page reaches beyond its {outer}")
    };
    Some(Finding::error(
        Rule::PressBoxOrder,
        what,
        "A printer's program refuses the page, or cuts it in the wrong place.",
        "Export the file as PDF/X-4, with the bleed inside the page and the trim inside the bleed.",
    ))
}

fn origin(page: &PageRef<'_>) -> Option<Finding> {
    let media = page.boundary("MediaBox")?;
    (media.left.abs() > NOISE || media.bottom.abs() > NOISE).then(|| {
        Finding::warning(
            Rule::PressMediaOrigin,
            "the MediaBox of the page does not begin at 0 0",
            "It is allowed, but some programs then shift the page on the sheet.",
            "Export the file as PDF/X-4, with pages that begin at their corner.",
        )
    })
}

/// A CropBox that equals the MediaBox hides nothing; many programs write it (GWG 2015, crop box).
fn crop(page: &PageRef<'_>) -> Option<Finding> {
    let (crop, media) = (page.boundary("CropBox")?, page.boundary("MediaBox")?);
    let same = crop.contains(&media, NOISE) && media.contains(&crop, NOISE);
    (!same).then(|| {
        Finding::warning(
            Rule::PressCropBox,
            "the page has a CropBox, which hides part of it",
            "Some programs then place the page by what is shown, and the bleed is lost.",
            "Remove the CropBox; the TrimBox says where to cut.",
        )
    })
}

fn bleed(examined: &Examined<'_>, page: &PageRef<'_>) -> Option<Finding> {
    let wanted = examined.expectations.bleed;
    if examined.expectations.sheets || wanted.0 <= 0.0 {
        return None;
    }
    let (trim, media) = (trim(page)?, page.boundary("MediaBox")?);
    // Without a BleedBox the page has what the sheet has; it may hold marks as well.
    let bleed = page.boundary("BleedBox");
    let area = bleed.unwrap_or(media);
    let sides = [
        ("left", trim.left - area.left),
        ("right", area.right - trim.right),
        ("top", area.top - trim.top),
        ("bottom", trim.bottom - area.bottom),
    ];
    let sides = sides.map(|(side, points)| (side, Mm::from_points(points).0));
    let short: Vec<_> = sides.iter().filter(|(_, mm)| *mm < wanted.0 - BLEED_TOLERANCE.0).collect();
    if short.is_empty() {
        return bleed.is_none().then(unmarked);
    }
    let seen = |side| page.view().map_or(side, |view| view.side(side));
    let short: Vec<String> =
        short.into_iter().map(|(side, mm)| format!("{} mm ({})", rounded(*mm), seen(side))).collect();
    Some(Finding::error(
        Rule::PressNoBleed,
        format!("the page has less bleed than {} mm: {}", wanted.0, short.join(", ")),
        "Where artwork goes to the edge, a white hairline may show after cutting.",
        format!("Export the file with {} mm of bleed on every side.", wanted.0),
    ))
}

fn unmarked() -> Finding {
    Finding::warning(
        Rule::PressNoBleed,
        "the page does not say how far its bleed goes (BleedBox)",
        "A printer has to find out whether the edge of the sheet is bleed or holds marks.",
        "Export the file as PDF/X-4, with bleed.",
    )
}

/// To tenths; a negative zero becomes a plain one.
fn rounded(mm: f64) -> f64 {
    (mm * 10.0).round() / 10.0 + 0.0
}
