//! The pages of a print job one by one, which sheets are made of: what is looked at in them is looked at once.

use std::cell::OnceCell;

use paf_pdf::geometry::Mm;
use paf_preflight::{Expectations, Finding, PageInk, Report, examine};
use paf_press::impose::{Sheet, Slot};
use paf_press::ticket::Thumbnail;
use paf_typeset::{PagedDocument, pixels};

use super::ticket;

/// Pages that are finished for the press.
pub(crate) struct Single {
    /// The pages as they were laid out.
    pub(crate) document: PagedDocument,
    /// The same as a PDF.
    pub(crate) pdf: Vec<u8>,
    report: OnceCell<Result<Report, Box<Finding>>>,
    thumbnails: OnceCell<Vec<Thumbnail>>,
}

impl Single {
    pub(crate) fn new(document: PagedDocument, pdf: Vec<u8>) -> Self {
        Self { document, pdf, report: OnceCell::new(), thumbnails: OnceCell::new() }
    }

    /// What a printer would find in it. All files that are made of it expect the same.
    pub(super) fn report(&self, expectations: &Expectations) -> Result<&Report, Box<Finding>> {
        self.report
            .get_or_init(|| examine(&self.pdf, expectations).map_err(Box::new))
            .as_ref()
            .map_err(Clone::clone)
    }

    /// Its pages as small pictures, of a page that is so wide.
    pub(super) fn thumbnails(&self, width: Mm) -> Vec<Thumbnail> {
        let drawn = || {
            let pages = 0..self.document.pages().len();
            let small = pages.filter_map(|page| {
                let picture = pixels(&self.document, page, ticket::scale(width))?;
                Some(Thumbnail {
                    page: page + 1,
                    rgb: picture.rgb,
                    width: picture.width,
                    height: picture.height,
                })
            });
            small.collect()
        };
        self.thumbnails.get_or_init(drawn).clone()
    }
}

/// The ink of every page, where all were measured and none has too much. Where one has, its place is looked for on the
/// file itself.
pub(super) fn inks(report: &Report) -> Option<Vec<PageInk>> {
    let is_about_ink = report.findings.iter().any(Finding::is_about_ink);
    if is_about_ink || !report.skipped.is_empty() {
        return None;
    }
    let ink =
        |page: &paf_preflight::PageSummary| Some(PageInk { most: page.ink?, plates: page.plates.clone() });
    report.pages.iter().map(ink).collect()
}

/// The ink of every side of sheets on which pages lie side by side.
pub(super) fn inks_of_sheets(pages: &[PageInk], sheets: &[Sheet]) -> Vec<PageInk> {
    let sides = sheets.iter().flat_map(|sheet| [sheet.front, sheet.back]);
    sides.map(|side| inks_of_side(pages, &side)).collect()
}

fn inks_of_side(pages: &[PageInk], side: &[Slot; 2]) -> PageInk {
    let on_it = side.iter().filter_map(|slot| pages.get(slot.page?.checked_sub(1)?));
    let mut ink = on_it.fold(PageInk::default(), |all, page| PageInk {
        most: all.most.max(page.most),
        plates: [all.plates, page.plates.clone()].concat(),
    });
    ink.plates.sort();
    ink.plates.dedup();
    ink
}
