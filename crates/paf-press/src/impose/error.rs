//! Why pages cannot be imposed, in words for the person who ordered the booklet.

use std::fmt;

use paf_pdf::geometry::{Mm, Size};

use crate::marks::MarksError;
use crate::source::SourceError;

/// Why pages cannot be imposed.
#[derive(Debug, Clone, PartialEq)]
pub enum ImposeError {
    /// The PDF itself is at fault.
    Source(SourceError),
    /// The PDF has sheets already, not the pages of a document.
    Sheets,
    /// The marks cannot be drawn.
    Marks(MarksError),
    /// A page is cut to another size than the first.
    OtherSize {
        /// From 1.
        page: usize,
        /// Its trim.
        size: Size,
        /// The trim of page 1.
        first: Size,
    },
    /// The artwork of a page ends before the bleed does.
    LittleBleed {
        /// From 1.
        page: usize,
        /// On its narrowest side.
        found: Mm,
        /// What the sheet needs.
        wanted: Mm,
    },
    /// The innermost pages move so far that their outer edge would be without bleed.
    Creep {
        /// Of the innermost sheet.
        total: Mm,
        /// What there is.
        bleed: Mm,
        /// How many sheets lie in each other.
        sheets: usize,
    },
    /// The margin has no room for bleed and marks.
    Margin {
        /// As ordered.
        margin: Mm,
        /// The least that would do.
        needed: Mm,
    },
    /// The sheet has no room for two pages, their bleed and the marks.
    Sheet {
        /// As ordered.
        sheet: Size,
        /// The least that would do.
        needed: Size,
    },
    /// Too few pages for a cover apart.
    TooFew {
        /// As many as there are.
        pages: usize,
    },
    /// A length that is negative or no number.
    Length {
        /// Which setting.
        setting: &'static str,
        /// As ordered.
        length: Mm,
    },
}

impl ImposeError {
    /// How to mend it.
    pub fn help(&self) -> String {
        match self {
            Self::Source(source) => source.help().to_owned(),
            Self::Sheets => "take the press file with single pages of which they were made".to_owned(),
            Self::Marks(marks) => marks.help(),
            Self::OtherSize { .. } => "give all pages of the document the same size".to_owned(),
            Self::LittleBleed { wanted, .. } => {
                format!("build the pages with {} of bleed on every side", wanted.told())
            }
            Self::Creep { total, .. } => format!(
                "build the pages with more than {} of bleed, use thinner paper, or have the document glued instead of stapled",
                total.told()
            ),
            Self::Margin { needed, .. } => format!("set the margin to {} or more", needed.told()),
            Self::Sheet { needed, .. } => {
                format!("choose a sheet of at least {}, or fewer marks", size(needed))
            }
            Self::TooFew { .. } => "have it made without a cover apart".to_owned(),
            Self::Length { setting, .. } => format!("set the {setting} to zero or more millimetres"),
        }
    }
}

impl fmt::Display for ImposeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(source) => source.fmt(f),
            Self::Sheets => write!(f, "these are sheets already, on which pages lie side by side"),
            Self::Marks(marks) => marks.fmt(f),
            Self::OtherSize { page, size: found, first } => write!(
                f,
                "page {page} is {}, but page 1 is {}; pages of one sheet are cut together",
                size(found),
                size(first)
            ),
            Self::LittleBleed { page, found, wanted } => write!(
                f,
                "page {page} has {} of bleed where {} are needed; a cut that is off by a little would show white paper",
                found.told(),
                wanted.told()
            ),
            Self::Creep { total, bleed, sheets } => write!(
                f,
                "{sheets} sheets lie in each other, so the innermost pages move {} towards the spine, and {} of bleed are not enough for that",
                total.told(),
                bleed.told()
            ),
            Self::Margin { margin, needed } => write!(
                f,
                "a margin of {} around the pages has no room for bleed and marks, which take {}",
                margin.told(),
                needed.told()
            ),
            Self::Sheet { sheet, needed } => write!(
                f,
                "two pages side by side with bleed and marks take {}, but the sheet is {}",
                size(needed),
                size(sheet)
            ),
            Self::TooFew { pages } => write!(
                f,
                "a cover of four pages with a leaf in it takes five pages or more, and there are {pages}"
            ),
            Self::Length { setting, length } => {
                write!(f, "the {setting} cannot be {} mm", length.0)
            }
        }
    }
}

impl std::error::Error for ImposeError {}

impl From<SourceError> for ImposeError {
    fn from(source: SourceError) -> Self {
        Self::Source(source)
    }
}

impl From<MarksError> for ImposeError {
    fn from(marks: MarksError) -> Self {
        match marks {
            MarksError::Source(source) => Self::Source(source),
            marks => Self::Marks(marks),
        }
    }
}

fn size(size: &Size) -> String {
    format!("{} × {} mm", size.width.rounded(), size.height.rounded())
}
