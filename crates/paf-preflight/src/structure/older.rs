//! Older levels of PDF/X, which say what they are in the document information and need no XMP.

use lopdf::{Dictionary, Object};
use paf_diag::Rule;

use paf_pdf::pages::{decoded, resolved};

use super::reach::Reached;
use crate::read::{as_dictionary, dictionary, info, items, name, number, text, value};
use crate::{Examined, Finding, Report};

/// An older level that a file says it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Older {
    /// Its name: `PDF/X-1a:2001`.
    pub(super) name: &'static str,
    /// The latest PDF that it is built on.
    pub(super) base: &'static str,
    /// Whether it also has to say so in `GTS_PDFXConformance`.
    conforms: bool,
}

/// What files of each level write (ISO 15930-1, -3, -4 and -6).
const LEVELS: [(&str, Older); 5] = [
    ("PDF/X-1:2001", Older { name: "PDF/X-1a:2001", base: "1.3", conforms: true }),
    ("PDF/X-1a:2001", Older { name: "PDF/X-1a:2001", base: "1.3", conforms: true }),
    ("PDF/X-1a:2003", Older { name: "PDF/X-1a:2003", base: "1.4", conforms: false }),
    ("PDF/X-3:2002", Older { name: "PDF/X-3:2002", base: "1.3", conforms: false }),
    ("PDF/X-3:2003", Older { name: "PDF/X-3:2003", base: "1.4", conforms: false }),
];

/// The older level that a file says it is of, unless its XMP metadata say that it is of a newer one.
pub(super) fn claimed(examined: &Examined<'_>) -> Option<Older> {
    let catalog = examined.document.catalog().ok();
    let packet = catalog.and_then(|catalog| value(examined.document, catalog, "Metadata"));
    let packet = packet.and_then(|packet| packet.as_stream().ok()).map(decoded).unwrap_or_default();
    if packet.windows(7).any(|part| part == b"PDF/X-4") {
        return None;
    }
    let said = text(examined.document, info(examined.document)?, "GTS_PDFXVersion")?;
    LEVELS.iter().find(|(version, _)| *version == said).map(|(_, level)| *level)
}

/// Judges a file by the older level that it says it is of.
pub(super) fn check(examined: &Examined<'_>, reached: &[Reached<'_>], report: &mut Report) {
    let Some(level) = claimed(examined) else { return };
    report.findings.push(Finding::warning(
        Rule::PressNotPdfX,
        format!("the file says that it is {}, which is older than PDF/X-4", level.name),
        "Most printers still take it. Transparent artwork had to be cut into pieces for it, which may show as fine lines.",
        "Ask the printer whether it is welcome, or export the file as PDF/X-4.",
    ));
    report.findings.extend(conformance(examined, level));
    let page = examined.pages.iter().find(|page| {
        page.own("Group")
            .and_then(|group| group.as_dict().ok())
            .is_some_and(|group| is_transparency(examined, group))
    });
    let blended = reached.iter().find(|one| is_transparent(examined, one.dictionary)).map(|one| one.page);
    if let Some(page) = page.map(|page| page.number).into_iter().chain(blended).min() {
        report.findings.push(broken(level, "something is transparent", "transparency").on(page));
    }
    let later = reached.iter().find(|one| is_later(examined, one.dictionary));
    if let Some(one) = later {
        report.findings.push(broken(level, "an image is packed as JPEG 2000 or JBIG2", "that").on(one.page));
    }
}

fn conformance(examined: &Examined<'_>, level: Older) -> Option<Finding> {
    let said = text(examined.document, info(examined.document)?, "GTS_PDFXConformance");
    (level.conforms && said.as_deref() != Some(level.name)).then(|| {
        Finding::error(
            Rule::PressOlderPdfX,
            format!(
                "the file does not say to which part of its standard it keeps (`GTS_PDFXConformance`, `{}`)",
                level.name
            ),
            "A printer's checking program refuses the file.",
            format!("Export the file as PDF/X-4, or as {} with a program that knows it.", level.name),
        )
    })
}

fn broken(level: Older, what: &str, none: &str) -> Finding {
    Finding::error(
        Rule::PressOlderPdfX,
        format!("{what}, but the file says that it is {}, which has no {none}", level.name),
        "A printer's checking program refuses the file, and an old machine prints it wrongly.",
        format!(
            "Export the file as PDF/X-4, which allows it, or as {} with a program that knows it.",
            level.name
        ),
    )
}

fn is_transparency(examined: &Examined<'_>, group: &Dictionary) -> bool {
    name(examined.document, group, "S") == Some(b"Transparency")
}

/// A form with a transparency group, an image with a soft mask, or resources with a state that blends.
fn is_transparent(examined: &Examined<'_>, one: &Dictionary) -> bool {
    let document = examined.document;
    let is = |kind: &[u8]| name(document, one, "Subtype") == Some(kind);
    if is(b"Form") {
        return dictionary(document, one, "Group").is_some_and(|group| is_transparency(examined, group));
    }
    if is(b"Image") {
        return value(document, one, "SMask").is_some();
    }
    let Some(states) = dictionary(document, one, "ExtGState") else { return false };
    let mut states = states.iter().filter_map(|(_, state)| as_dictionary(resolved(document, state)?));
    states.any(|state| blends(examined, state))
}

/// Whether a graphics state lets shine through what lies under it.
fn blends(examined: &Examined<'_>, state: &Dictionary) -> bool {
    let document = examined.document;
    let sheer = |key: &str| value(document, state, key).and_then(number).is_some_and(|alpha| alpha < 1.0);
    let masked = matches!(value(document, state, "SMask"), Some(Object::Dictionary(_)));
    let mode = name(document, state, "BM").is_some_and(|mode| mode != b"Normal" && mode != b"Compatible");
    sheer("ca") || sheer("CA") || masked || mode
}

fn is_later(examined: &Examined<'_>, one: &Dictionary) -> bool {
    let filters = items(examined.document, one, "Filter");
    filters.iter().any(|filter| matches!(filter.as_name(), Ok(b"JPXDecode" | b"JBIG2Decode")))
}
