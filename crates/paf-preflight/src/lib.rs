//! Turns any PDF into what a printer would find in it before the plates are made: findings, pages in figures, plates.

mod content;
mod finding;
mod folding;
mod read;
mod repeated;
mod rules;
pub mod separations;
mod structure;

use std::collections::BTreeMap;

use lopdf::Document;
use paf_diag::Rule;
use paf_pdf::damage::{Damage, damages};
use paf_pdf::geometry::{Mm, Rectangle, Size};
use paf_pdf::open::{Unreadable, open};
use paf_pdf::pages::{PageRef, count, pages};

pub use finding::{Expectations, Finding, PageInk, PageSummary, Report, Standard};
pub use rules::Skipped;

/// A file under examination, as every rule sees it.
pub(crate) struct Examined<'a> {
    /// The file, read.
    pub(crate) document: &'a Document,
    /// Its pages in order, each once, but for those that cannot be read; `report.pages` has an entry for
    /// each number.
    pub(crate) pages: &'a [PageRef<'a>],
    /// What of it is lost or doubtful.
    pub(crate) damages: &'a [Damage],
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
    let document = open(bytes).map_err(unreadable)?;
    let (pages, repeated) = repeated::once(pages(&document));
    let damages = damages(&document, bytes);
    let mut report = Report { pages: summaries(&document, &pages), ..Report::default() };
    let ink_limit = expectations.ink_limit.unwrap_or_else(|| structure::ink_limit(&document));
    let examined =
        Examined { document: &document, pages: &pages, damages: &damages, expectations, ink_limit };
    report.findings.extend(damages.iter().map(damaged));
    let numbered: BTreeMap<usize, &PageRef<'_>> = pages.iter().map(|page| (page.number, page)).collect();
    for number in 1..=report.pages.len() {
        if !numbered.contains_key(&number) && !repeated.contains_key(&number) {
            report.skip(format!("page {number}: it cannot be read"), &rules::of_pages());
        }
    }
    structure::check(&examined, &mut report);
    content::check(&examined, &mut report);
    for finding in &mut report.findings {
        let page = finding.page.and_then(|number| numbered.get(&number));
        if let Some(view) = page.and_then(|page| page.view()) {
            finding.measure_from(view);
        }
    }
    repeated::tell(&repeated, &mut report);
    report.findings = folding::folded(report.findings);
    report.ran = rules::ran(expectations, &report.skipped);
    Ok(report)
}

fn unreadable(why: Unreadable) -> Finding {
    match why {
        Unreadable::Encrypted => Finding::error(
            Rule::PressEncrypted,
            why.to_string(),
            "A printer cannot open it, or may not change it for the press.",
            "Save the file without a password and without restrictions.",
        ),
        _ => Finding::error(
            Rule::PressUnreadable,
            why.to_string(),
            "A printer cannot open the file at all.",
            "Export the file again as PDF/X-4, and send that.",
        ),
    }
}

fn damaged(damage: &Damage) -> Finding {
    let finding = if damage.is_loss() {
        Finding::error(
            Rule::PressDamaged,
            damage.to_string(),
            "It would be missing in print, or a printer’s program stops there.",
            "Export the file again, and see that it is copied whole.",
        )
    } else {
        Finding::warning(
            Rule::PressDamaged,
            damage.to_string(),
            "Nothing of it is printed, but other programs may open the file with parts missing, or not at all.",
            "Export the file again, and see that it is copied whole.",
        )
    };
    match damage.page {
        Some(page) => finding.on(page),
        None => finding,
    }
}

/// One for each page, those among them that cannot be read.
fn summaries(document: &Document, pages: &[PageRef<'_>]) -> Vec<PageSummary> {
    let nothing = Size { width: Mm(0.0), height: Mm(0.0) };
    let unread = |number| PageSummary { number, trim: None, media: nothing, ink: None, plates: Vec::new() };
    let mut all: Vec<PageSummary> = (1..=count(document)).map(unread).collect();
    for page in pages {
        if let Some(place) = all.get_mut(page.number - 1) {
            *place = summary(page);
        }
    }
    all
}

fn summary(page: &PageRef<'_>) -> PageSummary {
    let size = |area: Rectangle| {
        let (width, height) = (area.width(), area.height());
        let (width, height) = page.view().map_or((width, height), |view| view.upright(width, height));
        Size { width: Mm::from_points(width), height: Mm::from_points(height) }
    };
    PageSummary {
        number: page.number,
        trim: structure::trim(page).map(size),
        media: page.boundary("MediaBox").map_or(Size { width: Mm(0.0), height: Mm(0.0) }, size),
        ink: None,
        plates: Vec::new(),
    }
}
