//! A PDF opened for the press: its pages with their boxes, and what no printer could work with refused.

use std::fmt;

use lopdf::{Document, ObjectId};
use paf_pdf::damage::{Damage, damages};
use paf_pdf::geometry::Rectangle;
use paf_pdf::open::{Unreadable, open};
use paf_pdf::pages::{PageRef, pages};

/// How far a trim may reach over the edge of its page, in points: the noise of 32-bit numbers.
const NOISE: f64 = 0.01;

/// Why a PDF cannot be placed or marked.
#[derive(Debug, Clone, PartialEq)]
pub enum SourceError {
    /// It is no PDF, a locked one, or one that nothing can be read of.
    Unreadable(Unreadable),
    /// Parts of it are lost or doubtful; at least one.
    Damaged(Vec<Damage>),
    /// It is a cover for other files, which are what is meant to be printed.
    Portfolio,
    /// It has no pages.
    NoPages,
    /// A page without a MediaBox.
    NoMedia {
        /// From 1.
        page: usize,
    },
    /// A page without a TrimBox (ISO 15930-7, 6.11 asks for one).
    NoTrim {
        /// From 1.
        page: usize,
    },
    /// A trim that is empty or lies outside the page.
    BadTrim {
        /// From 1.
        page: usize,
    },
    /// A page that viewers are told to turn.
    Rotated {
        /// From 1.
        page: usize,
        /// Clockwise.
        degrees: i64,
    },
    /// A page whose unit is not the point.
    Scaled {
        /// From 1.
        page: usize,
    },
    /// A page whose content cannot be decoded.
    Content {
        /// From 1.
        page: usize,
    },
    /// Something on a page, not part of its content, is to be printed and does not say what it looks like.
    Overlay {
        /// From 1.
        page: usize,
        /// What it is: the `Subtype` of the annotation.
        kind: String,
    },
    /// The result could not be written.
    Unwritable,
}

impl SourceError {
    /// How to mend it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Unreadable(Unreadable::Encrypted) => "save it without a password",
            Self::Unreadable(_) => "make the PDF again, or open it in a viewer to see whether it is whole",
            Self::Damaged(_) => {
                "make the PDF again, and see that it is copied whole; `paf preflight` tells of each damage"
            }
            Self::Portfolio => "take the files out of it, and impose each by itself",
            Self::NoPages => "build the document first",
            Self::NoMedia { .. } | Self::Content { .. } | Self::Unwritable => {
                "make the PDF again with the press profile"
            }
            Self::NoTrim { .. } | Self::BadTrim { .. } => {
                "make it with the press profile, which writes the trim of every page"
            }
            Self::Rotated { .. } => "save it with its pages upright",
            Self::Scaled { .. } => "save it at its true size, without a user unit",
            Self::Overlay { .. } => {
                "make it a part of the page in the program in which it was put there (“flatten”, or print to PDF)"
            }
        }
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(Unreadable::Encrypted) => {
                write!(f, "the PDF is locked with a password; printers send such files back")
            }
            Self::Unreadable(why) => write!(f, "the file cannot be read as a PDF ({why})"),
            Self::Damaged(damages) => missing(f, damages),
            Self::Portfolio => write!(
                f,
                "the file is a portfolio; what is in the files that it carries would be missing from the printed sheet"
            ),
            Self::NoPages => write!(f, "the PDF has no pages"),
            Self::NoMedia { page } => write!(f, "page {page} does not say how large it is (no MediaBox)"),
            Self::NoTrim { page } => write!(
                f,
                "page {page} does not say where it is to be cut (no TrimBox); the printer would have to guess"
            ),
            Self::BadTrim { page } => write!(f, "the trim of page {page} lies outside the page"),
            Self::Rotated { page, degrees } => write!(
                f,
                "page {page} is turned by {degrees} degrees for viewing; on the sheet it would not stand upright"
            ),
            Self::Scaled { page } => {
                write!(f, "page {page} is scaled by a user unit; on the sheet it would have the wrong size")
            }
            Self::Content { page } => write!(
                f,
                "the content of page {page} cannot be decoded; it would be missing from the printed sheet"
            ),
            Self::Overlay { page, kind } => {
                let what = match kind.as_str() {
                    "Stamp" => "a stamp",
                    "Widget" => "a form field that is filled in",
                    "FreeText" => "a text box",
                    _ => "a comment",
                };
                write!(
                    f,
                    "{what} on page {page} does not say what it looks like; it would be missing from the printed sheet"
                )
            }
            Self::Unwritable => write!(f, "the PDF cannot be put together again"),
        }
    }
}

/// How many damages are told; the others are counted.
const TOLD: usize = 3;

/// What would be missing on the sheets, page by page.
fn missing(f: &mut fmt::Formatter<'_>, damages: &[Damage]) -> fmt::Result {
    for (at, damage) in damages.iter().take(TOLD).enumerate() {
        let separator = if at == 0 { "" } else { "; " };
        let lost = match damage.page {
            Some(page) if damage.is_of_page_itself() => format!("page {page} would be missing"),
            Some(page) => format!("part of page {page} would be missing"),
            None => "pages or parts of them may be missing".to_owned(),
        };
        write!(f, "{separator}{lost}: {damage}")?;
    }
    match damages.len().saturating_sub(TOLD) {
        0 => Ok(()),
        more => write!(f, "; and {more} more"),
    }
}

impl std::error::Error for SourceError {}

impl From<std::io::Error> for SourceError {
    fn from(_: std::io::Error) -> Self {
        Self::Unwritable
    }
}

/// A page with the boxes that matter to a printer, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct SourcePage {
    /// The page's object.
    pub(crate) id: ObjectId,
    /// Its place, from 1.
    pub(crate) number: usize,
    /// All there is.
    pub(crate) media: Rectangle,
    /// Where it is cut.
    pub(crate) trim: Rectangle,
    /// How far its artwork reaches; the media where the page does not say.
    pub(crate) bleed: Rectangle,
}

impl SourcePage {
    /// The largest bleed of its four sides, in points.
    pub(crate) fn widest_bleed(&self) -> f64 {
        self.overhangs().into_iter().fold(0.0, f64::max)
    }

    /// The smallest bleed of its four sides, in points.
    pub(crate) fn narrowest_bleed(&self) -> f64 {
        self.overhangs().into_iter().fold(f64::INFINITY, f64::min)
    }

    fn overhangs(&self) -> [f64; 4] {
        let (bleed, trim) = (&self.bleed, &self.trim);
        [trim.left - bleed.left, trim.bottom - bleed.bottom, bleed.right - trim.right, bleed.top - trim.top]
    }
}

/// Reads a PDF that is not locked, and of which nothing is lost.
pub(crate) fn opened(pdf: &[u8]) -> Result<Document, SourceError> {
    let document = open(pdf).map_err(SourceError::Unreadable)?;
    let lost: Vec<Damage> = damages(&document, pdf).into_iter().filter(Damage::is_loss).collect();
    if lost.is_empty() { Ok(document) } else { Err(SourceError::Damaged(lost)) }
}

/// Its pages in order; at least one.
pub(crate) fn source_pages(document: &Document) -> Result<Vec<SourcePage>, SourceError> {
    let found = pages(document).iter().map(source_page).collect::<Result<Vec<_>, _>>()?;
    if found.is_empty() { Err(SourceError::NoPages) } else { Ok(found) }
}

fn source_page(page: &PageRef<'_>) -> Result<SourcePage, SourceError> {
    let number = page.number;
    let turned = page.turn();
    if turned.rem_euclid(360) != 0 {
        return Err(SourceError::Rotated { page: number, degrees: turned });
    }
    let unit = page.own("UserUnit").and_then(|value| value.as_float().ok()).unwrap_or(1.0);
    if (unit - 1.0).abs() > f32::EPSILON {
        return Err(SourceError::Scaled { page: number });
    }
    let media = page.boundary("MediaBox").ok_or(SourceError::NoMedia { page: number })?;
    let trim = page.boundary("TrimBox").ok_or(SourceError::NoTrim { page: number })?;
    let sound = [trim.left, trim.bottom, trim.right, trim.top].iter().all(|edge| edge.is_finite());
    if !sound || trim.width() < 1.0 || trim.height() < 1.0 || !media.contains(&trim, NOISE) {
        return Err(SourceError::BadTrim { page: number });
    }
    let bleed = page.boundary("BleedBox").and_then(|bleed| bleed.intersection(&media)).unwrap_or(media);
    Ok(SourcePage { id: page.id, number, media, trim, bleed })
}
