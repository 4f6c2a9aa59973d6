//! Imposition: pages placed on sheets so that they are in order once the sheets are folded or cut.
//!
//! Saddle stitch: sheets lie in each other and are stapled through the spine. Two up: pages side by
//! side as they are read. Step and repeat: each page twice, to be cut apart.

mod assemble;
mod cover;
mod error;
mod metadata;
mod order;
mod place;
mod sheet;
mod stamps;

use paf_pdf::geometry::{Mm, Size};

pub use crate::source::SourceError;
pub use cover::{Apart, Cover, CoverPages, cover_apart};
pub use error::ImposeError;

use crate::marks::Marks;
use assemble::{Backs, Scheme, assemble};

/// A3, lying.
pub const A3: Size = Size { width: Mm(420.0), height: Mm(297.0) };

/// SRA3, lying: A3 with room for bleed and marks.
pub const SRA3: Size = Size { width: Mm(450.0), height: Mm(320.0) };

/// Where the blank pages go that fill a booklet up to a multiple of four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Padding {
    /// After the last page.
    #[default]
    End,
    /// Before the last page, which stays the back cover.
    BeforeCover,
}

/// On which side a book is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Binding {
    /// For what is read from left to right.
    #[default]
    Left,
    /// For what is read from right to left.
    Right,
}

/// Over which edge the printer turns a sheet to print its back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FlipEdge {
    /// Over the short edge: both sides are upright.
    #[default]
    Short,
    /// Over the long edge: the back is turned by 180 degrees.
    Long,
}

/// How large the sheets are.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum SheetSize {
    /// Both trims and the margin around them.
    #[default]
    FromTrim,
    /// Of this size, the pages in its middle; turned by a quarter where only that fits.
    Given(Size),
}

/// A booklet of folded, stapled sheets.
#[derive(Debug, Clone, PartialEq)]
pub struct Booklet {
    /// How far the artwork reaches over the trim.
    pub bleed: Mm,
    /// Around the two trims; without meaning for a given sheet.
    pub margin: Mm,
    /// The thickness of the paper; 0.1 mm is usual for 80 to 100 g/m².
    pub caliper: Mm,
    /// Where blank pages go.
    pub padding: Padding,
    /// On which side it is bound.
    pub binding: Binding,
    /// Over which edge sheets are turned.
    pub flip: FlipEdge,
    /// The paper.
    pub sheet: SheetSize,
    /// What is drawn outside the pages.
    pub marks: Marks,
}

impl Default for Booklet {
    fn default() -> Self {
        Self {
            bleed: Mm(3.0),
            margin: Mm(12.0),
            caliper: Mm(0.1),
            padding: Padding::End,
            binding: Binding::Left,
            flip: FlipEdge::Short,
            sheet: SheetSize::FromTrim,
            marks: Marks::default(),
        }
    }
}

/// Two pages on a sheet that is not bound.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoUp {
    /// How far the artwork reaches over the trim.
    pub bleed: Mm,
    /// Around the two trims; without meaning for a given sheet.
    pub margin: Mm,
    /// Between the two trims. Twice the bleed lets each page keep all of its own; with none the
    /// pages are cut apart by one cut and have no bleed there.
    pub gutter: Mm,
    /// Which page of a pair is on the left; without meaning for copies.
    pub binding: Binding,
    /// Over which edge sheets with a back are turned.
    pub flip: FlipEdge,
    /// The paper.
    pub sheet: SheetSize,
    /// What is drawn outside the pages.
    pub marks: Marks,
}

impl TwoUp {
    /// Pages that touch, as in an open book.
    pub fn spreads() -> Self {
        Self {
            bleed: Mm(3.0),
            margin: Mm(12.0),
            gutter: Mm(0.0),
            binding: Binding::Left,
            flip: FlipEdge::Short,
            sheet: SheetSize::FromTrim,
            marks: Marks::default(),
        }
    }

    /// Copies to be cut apart, each with its whole bleed.
    pub fn copies() -> Self {
        Self { gutter: Mm(6.0), ..Self::spreads() }
    }
}

/// A place on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Slot {
    /// The page in it, from 1; none where it is blank.
    pub page: Option<usize>,
    /// How far the page is moved to the right; to the left where it is negative.
    pub shift: Mm,
}

impl Slot {
    const BLANK: Self = Self { page: None, shift: Mm(0.0) };

    fn of(page: Option<usize>) -> Self {
        Self { page, shift: Mm(0.0) }
    }
}

/// Both sides of a sheet, left before right, as they are read when held upright.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sheet {
    /// The side printed first.
    pub front: [Slot; 2],
    /// The side behind it.
    pub back: [Slot; 2],
}

/// Sheets ready for the press.
#[derive(Debug, Clone, PartialEq)]
pub struct Imposed {
    /// The PDF: a page for each printed side, front and back by turns.
    pub bytes: Vec<u8>,
    /// What lies where.
    pub sheets: Vec<Sheet>,
    /// The paper, untrimmed.
    pub sheet_size: Size,
    /// How far the pages of each sheet are moved towards the spine.
    pub creep: Vec<Mm>,
    /// The least bleed at the outer edges of the pages, as far as they have moved.
    pub bleed_left: Mm,
}

/// Lengths that differ by less are the same, in millimetres: PDFs hold 32-bit numbers.
const NOISE: f64 = 0.01;

/// The least bleed with which a cut that is a little off shows no white paper.
pub const SAFE_BLEED: Mm = Mm(1.5);

impl Imposed {
    /// The bleed that is left at the outer edges, where moving the pages has made it too little to be
    /// safe.
    pub fn little_bleed(&self) -> Option<Mm> {
        let has_moved = self.creep.iter().any(|creep| creep.0 > 0.0);
        (has_moved && self.bleed_left.0 < SAFE_BLEED.0 - NOISE).then_some(self.bleed_left)
    }
}

/// A booklet of folded sheets that lie in each other, stapled through the spine.
///
/// # Errors
/// If the pages are not alike, have too little bleed for the paper's thickness, or do not fit.
pub fn saddle_stitch(pdf: &[u8], settings: &Booklet) -> Result<Imposed, ImposeError> {
    check_lengths(&[("paper thickness", settings.caliper)])?;
    let scheme = Scheme {
        bleed: settings.bleed,
        margin: settings.margin,
        gutter: Mm(0.0),
        flip: settings.flip,
        sheet: settings.sheet,
        marks: &settings.marks,
        folded: true,
        backs: Backs::All,
    };
    assemble(pdf, &scheme, |pages| order::saddle(pages, settings.padding, settings.binding, settings.caliper))
}

/// Pages side by side as they are read, 1 and 2 on the first sheet, 3 and 4 on the next; no backs.
///
/// # Errors
/// If the pages are not alike or do not fit.
pub fn two_up(pdf: &[u8], settings: &TwoUp) -> Result<Imposed, ImposeError> {
    let folded = settings.gutter.0 == 0.0;
    let scheme = Scheme { folded, backs: Backs::None, ..two_up_scheme(settings) };
    assemble(pdf, &scheme, |pages| order::spreads(pages, settings.binding))
}

/// Each page twice on a sheet, to be cut apart: page 1 on the front, page 2 behind it, and so on.
///
/// # Errors
/// If the pages are not alike or do not fit.
pub fn step_and_repeat(pdf: &[u8], settings: &TwoUp) -> Result<Imposed, ImposeError> {
    assemble(pdf, &two_up_scheme(settings), order::copies)
}

/// Whether a PDF consists of sheets that were imposed here: its pages are no pages of a document.
pub fn are_sheets(pdf: &[u8]) -> bool {
    let entry = [b"/", metadata::IMPOSED.as_bytes()].concat();
    pdf.windows(entry.len()).any(|part| part == entry)
}

fn two_up_scheme(settings: &TwoUp) -> Scheme<'_> {
    Scheme {
        bleed: settings.bleed,
        margin: settings.margin,
        gutter: settings.gutter,
        flip: settings.flip,
        sheet: settings.sheet,
        marks: &settings.marks,
        folded: false,
        backs: Backs::Printed,
    }
}

fn check_lengths(lengths: &[(&'static str, Mm)]) -> Result<(), ImposeError> {
    let sound = |length: Mm| length.0.is_finite() && length.0 >= 0.0;
    match lengths.iter().find(|(_, length)| !sound(*length)) {
        Some((setting, length)) => Err(ImposeError::Length { setting, length: *length }),
        None => Ok(()),
    }
}
