//! The job ticket: one page that tells a printer what to print, and the same facts as JSON.
//!
//! The ticket lies beside a press file and is read by people: a secretary who orders, a printer who
//! quotes and compares. It is a page with fonts of its own and never touches the press file.

mod error;
mod face;
mod finish;
mod json;
mod page;
mod sheet;
mod terms;
mod words;

pub use error::{LeftOut, TicketError};

use paf_pdf::geometry::{Mm, Size};

use crate::impose::{CoverPages, Sheet as ImposedSheet};
use face::Faces;
use sheet::Sheet;

/// What a printer has to know about one press file.
#[derive(Debug, Clone, PartialEq)]
pub struct Ticket {
    /// The document's title in its own language.
    pub title: String,
    /// The title in English; printed where the fonts lack letters of the other, and below it elsewhere.
    pub title_english: String,
    /// The name of the press file.
    pub file_name: String,
    /// The kind of document: report, summary, leaflet.
    pub document: String,
    /// The edition: the European one or that of a country.
    pub edition: String,
    /// The language of the document.
    pub language: Language,
    /// The language that the printer reads, as BCP 47: terms are printed in it beside the English ones.
    pub printer: String,
    /// The version of the text.
    pub version: String,
    /// The date of the text, as it is to be printed.
    pub date: String,
    /// The size of a page after cutting; of a folded leaflet, its size when folded.
    pub trim: Size,
    /// The size of the flat sheet before it is folded.
    pub flat: Option<Size>,
    /// How far the artwork runs over the edge on every side.
    pub bleed: Mm,
    /// How many pages the press file has; of imposed sheets, how many pages lie on them, blank ones too.
    pub pages: usize,
    /// How many colours front and back have: `4/4`.
    pub sides: String,
    /// Whether the file carries crop marks.
    pub marks: bool,
    /// The plates, in the order of printing.
    pub colours: Vec<Plate>,
    /// The paper in the orderer's words.
    pub paper: Option<String>,
    /// The printing condition that the file was made for.
    pub intent: Intent,
    /// The heaviest sum of all inks that was measured, in percent.
    pub max_ink: Option<f64>,
    /// What happens after printing.
    pub finishing: Finishing,
    /// Where each page lies, sheet by sheet; none where the file has single pages.
    pub sheets: Vec<ImposedSheet>,
    /// How the sheet is folded.
    pub fold: Option<FoldDiagram>,
    /// The edge on which pages are bound.
    pub binding: Edge,
    /// Whom the printer asks.
    pub contact: Option<String>,
    /// The SHA-256 of the press file, in hexadecimal.
    pub checksum: String,
    /// What the preflight found.
    pub preflight: Preflight,
    /// The standards that the file follows: `PDF/X-4`.
    pub standards: Vec<String>,
    /// Small pictures of pages; a page without one gets an empty frame.
    pub thumbnails: Vec<Thumbnail>,
    /// The cover, where it is a file of its own; the file of the ticket has the inner pages then.
    pub cover: Option<Cover>,
}

/// A cover in a file of its own, and where the inner pages go in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// The name of its file.
    pub file_name: String,
    /// The SHA-256 of that file, in hexadecimal.
    pub checksum: String,
    /// The open cover after cutting.
    pub flat: Size,
    /// How wide its spine is.
    pub spine: Mm,
    /// How thick a leaf of the inner pages was taken to be.
    pub leaf: Mm,
    /// What was added to the spine for glue and the cover itself.
    pub allowance: Mm,
    /// Its paper in the orderer's words.
    pub paper: Option<String>,
    /// The pages on it, and which are blank.
    pub pages: CoverPages,
    /// The page of the document with which the inner pages begin, from 1.
    pub first: usize,
}

/// A language by its names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// BCP 47: `bg`.
    pub code: String,
    /// In English: Bulgarian.
    pub name: String,
    /// In the language itself: български.
    pub native: String,
}

/// A printing plate.
#[derive(Debug, Clone, PartialEq)]
pub struct Plate {
    /// Its name: Cyan, PANTONE 2221 C.
    pub name: String,
    /// What kind of ink it carries.
    pub kind: PlateKind,
    /// What it looks like, in percent of cyan, magenta, yellow and black.
    pub cmyk: [f64; 4],
}

/// Whether an ink is one of the four or mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlateKind {
    /// Cyan, magenta, yellow or black.
    Process,
    /// An ink of its own.
    Spot,
}

/// A printing condition.
#[derive(Debug, Clone, PartialEq)]
pub struct Intent {
    /// Its name as printers say it.
    pub name: String,
    /// Its name in the registry of characterisation data: `FOGRA39`.
    pub identifier: String,
    /// The most ink that the paper takes, all plates together, in percent.
    pub ink_limit: f64,
}

/// What is done with the printed sheets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Finishing {
    /// One page after the other; the printer imposes.
    SinglePages,
    /// Sheets imposed for saddle stitching.
    Saddle {
        /// How far the innermost sheet was moved towards the spine.
        creep: Mm,
    },
    /// Inner pages glued into a cover of their own.
    Glued {
        /// How wide the spine is.
        spine: Mm,
    },
    /// Folded once.
    HalfFold,
    /// Each panel folded over the one before.
    RollFold,
    /// Folded to and fro.
    ZFold,
}

/// The flat sheet with its folds.
#[derive(Debug, Clone, PartialEq)]
pub struct FoldDiagram {
    /// Outside and inside. The first is page 1 of the press file.
    pub sides: Vec<Side>,
    /// Whether the folded piece opens from the right.
    pub right_to_left: bool,
}

/// One side of the flat sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Side {
    /// Outside, Inside.
    pub name: String,
    /// The panels from left to right, as they lie on the sheet.
    pub panels: Vec<PanelBox>,
}

/// A panel between two folds.
#[derive(Debug, Clone, PartialEq)]
pub struct PanelBox {
    /// From fold to fold.
    pub width: Mm,
    /// Its place when the piece is read.
    pub number: usize,
    /// What it is: Cover.
    pub label: String,
}

/// An edge of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// For scripts that run from left to right.
    Left,
    /// For scripts that run from right to left.
    Right,
}

/// What the preflight found, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preflight {
    /// What must be mended.
    pub errors: usize,
    /// What somebody should look at.
    pub warnings: usize,
    /// How many rules ran and found nothing.
    pub passed_rules: usize,
    /// The rules that did not run, by their names.
    pub rules_not_run: Vec<String>,
}

/// A small picture of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    /// The page, from 1.
    pub page: usize,
    /// Red, green and blue of every pixel, a byte each, row by row from the top.
    pub rgb: Vec<u8>,
    /// Pixels in a row.
    pub width: usize,
    /// Rows.
    pub height: usize,
}

/// The fonts that a ticket is set in, as OpenType files.
#[derive(Debug, Clone)]
pub struct TicketFonts<'a> {
    /// For running text.
    pub regular: &'a [u8],
    /// For headings and numbers.
    pub bold: &'a [u8],
    /// For letters that those two lack, the best first: Arabic, Hebrew.
    pub others: Vec<&'a [u8]>,
}

impl Ticket {
    /// The ticket as JSON with keys in a fixed order, ended by a line break.
    pub fn json(&self) -> String {
        json::written(self)
    }

    /// The ticket as a PDF of one A4 page; the same ticket gives the same bytes.
    ///
    /// Letters that the fonts lack are left out; [`Ticket::check`] names them.
    ///
    /// # Errors
    /// If a font cannot be read, or the page cannot be written.
    pub fn pdf(&self, fonts: &TicketFonts<'_>) -> Result<Vec<u8>, TicketError> {
        let faces = Faces::read(fonts)?;
        let mut sheet = Sheet::new(&faces, &self.language.code, &self.printer);
        page::draw(&mut sheet, self);
        finish::finished(sheet.into_document()?, self)
    }

    /// Whether the fonts have all letters of the ticket.
    ///
    /// # Errors
    /// [`TicketError::LeftOut`] names the letters that [`Ticket::pdf`] leaves out, and what it prints
    /// in their place. The ticket can be used all the same.
    pub fn check(&self, fonts: &TicketFonts<'_>) -> Result<(), TicketError> {
        let left_out = error::left_out(self, &Faces::read(fonts)?);
        if left_out.is_empty() { Ok(()) } else { Err(TicketError::LeftOut(left_out)) }
    }
}
