//! Turns any PDF into what a printer would find in it before the plates are made: findings, pages in figures, plates.

mod content;
mod finding;
mod folding;
mod read;
pub mod separations;
mod structure;

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::Document;
use lopdf::xref::XrefRecovery;
use paf_diag::Rule;
use paf_pdf::geometry::{Mm, Rectangle, Size};
use paf_pdf::pages::{PageRef, pages};

pub use finding::{Expectations, Finding, PageSummary, Report, Standard};

/// A file under examination, as every rule sees it.
pub(crate) struct Examined<'a> {
    /// The file, read.
    pub(crate) document: &'a Document,
    /// Its pages in order; `report.pages` has an entry for each, at the same index.
    pub(crate) pages: &'a [PageRef<'a>],
    /// What it should be.
    pub(crate) expectations: &'a Expectations,
    /// The most ink in per cent: as expected, or by the output intent, or 300.
    pub(crate) ink_limit: f64,
}

/// Examines a PDF by every rule there is.
///
/// # Errors
///
/// The file is not a PDF, is encrypted or is too broken to be read.
#[expect(clippy::result_large_err, reason = "one for each file that cannot be read")]
pub fn examine(bytes: &[u8], expectations: &Expectations) -> Result<Report, Finding> {
    let document = load(bytes)?;
    let pages = pages(&document);
    let mut report = Report { pages: pages.iter().map(summary).collect(), ..Report::default() };
    let ink_limit = expectations.ink_limit.unwrap_or_else(|| structure::ink_limit(&document));
    let examined = Examined { document: &document, pages: &pages, expectations, ink_limit };
    report.findings.extend(repaired(&document));
    structure::check(&examined, &mut report);
    content::check(&examined, &mut report);
    for finding in &mut report.findings {
        let page = finding.page.and_then(|number| pages.get(number.checked_sub(1)?));
        if let Some(paper) = page.and_then(|page| page.boundary("MediaBox")) {
            finding.measure_from(paper);
        }
    }
    report.findings = folding::folded(report.findings);
    Ok(report)
}

#[expect(clippy::result_large_err, reason = "one for each file that cannot be read")]
fn load(bytes: &[u8]) -> Result<Document, Finding> {
    let unreadable = |what: String| {
        Finding::error(
            Rule::PressUnreadable,
            what,
            "A printer cannot open the file at all.",
            "Export the file again as PDF/X-4, and send that.",
        )
    };
    // Readers look for the header in the first kilobyte (ISO 32000-1, annex H, note 13).
    let head = bytes.get(..1024).unwrap_or(bytes);
    if !head.windows(5).any(|five| five == b"%PDF-") {
        let what = if bytes.is_empty() { "the file is empty" } else { "this is not a PDF" };
        return Err(unreadable(what.to_owned()));
    }
    // lopdf is fuzzed by its authors, but it is a parser of foreign bytes: should it panic all the
    // same, then the file is as good as broken. Nothing of the unfinished document is looked at.
    let document = catch_unwind(AssertUnwindSafe(|| Document::load_mem(bytes)));
    match document {
        Ok(Ok(document)) if document.was_encrypted() || document.is_encrypted() => Err(encrypted()),
        Ok(Ok(document)) if document.catalog().is_err() => {
            Err(unreadable("the PDF is broken: it has no beginning (catalogue)".to_owned()))
        }
        Ok(Ok(document)) => Ok(document),
        Ok(Err(_)) if is_encrypted(bytes) => Err(encrypted()),
        Ok(Err(error)) => Err(unreadable(format!("the PDF is broken: {error}"))),
        Err(_) => Err(unreadable("the PDF is broken".to_owned())),
    }
}

/// Whether a file that could not be read says that it is encrypted.
fn is_encrypted(bytes: &[u8]) -> bool {
    bytes.windows(8).any(|eight| eight == b"/Encrypt")
}

fn encrypted() -> Finding {
    Finding::error(
        Rule::PressEncrypted,
        "the file is encrypted or protected by a password",
        "A printer cannot open it, or may not change it for the press.",
        "Save the file without a password and without restrictions.",
    )
}

/// A file of which the table of objects did not hold.
fn repaired(document: &Document) -> Option<Finding> {
    let what = match document.xref_recovery? {
        XrefRecovery::OffsetCorrected => "the file is slightly damaged: its table of objects is out of place",
        _ => "the file is damaged: its table of objects had to be made anew",
    };
    Some(Finding::warning(
        Rule::PressUnreadable,
        what,
        "Other programs may open it with parts missing, or not at all.",
        "Export the file again, and see that it is copied whole.",
    ))
}

fn summary(page: &PageRef<'_>) -> PageSummary {
    let size = |area: Rectangle| Size {
        width: Mm::from_points(area.width()),
        height: Mm::from_points(area.height()),
    };
    PageSummary {
        number: page.number,
        trim: structure::trim(page).map(size),
        media: page.boundary("MediaBox").map_or(Size { width: Mm(0.0), height: Mm(0.0) }, size),
        ink: None,
        plates: Vec::new(),
    }
}
