//! Why marks cannot be drawn.

use std::fmt;

use paf_pdf::geometry::Mm;

use crate::source::SourceError;

/// Why marks cannot be drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum MarksError {
    /// The PDF itself is at fault.
    Source(SourceError),
    /// A fold that does not lie within its page.
    Fold {
        /// From 1.
        page: usize,
        /// From the left edge of the trim.
        at: Mm,
        /// The width of the trim.
        width: Mm,
    },
    /// The page is too narrow for the colour bar.
    ColourBar {
        /// The width of the trim.
        width: Mm,
        /// How many patches it has.
        patches: usize,
    },
    /// The font file of the slug line cannot be used.
    Font,
    /// The font of the slug line lacks a character.
    Glyph {
        /// The character.
        character: char,
    },
    /// The slug line is longer than the page is wide.
    Slug {
        /// Its text.
        text: String,
        /// Its length at the smallest size.
        length: Mm,
        /// The room below the page.
        width: Mm,
    },
}

impl MarksError {
    /// How to mend it.
    pub fn help(&self) -> String {
        match self {
            Self::Source(source) => source.help().to_owned(),
            Self::Fold { width, .. } => {
                format!("give folds in millimetres from the left edge, between 0 and {}", width.told())
            }
            Self::ColourBar { .. } => "leave the colour bar out".to_owned(),
            Self::Font => "give an OpenType or TrueType font file, such as Source Sans 3".to_owned(),
            Self::Glyph { .. } => {
                "write it with other characters, or put a font that has it into fonts/".to_owned()
            }
            Self::Slug { .. } => "shorten the slug line".to_owned(),
        }
    }
}

impl fmt::Display for MarksError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(source) => source.fmt(f),
            Self::Fold { page, at, width } => write!(
                f,
                "the fold at {} lies outside page {page}, which is {} wide",
                at.told(),
                width.told()
            ),
            Self::ColourBar { width, patches } => write!(
                f,
                "a colour bar of {patches} patches does not fit beside the other marks of a page that is {} wide",
                width.told()
            ),
            Self::Font => {
                write!(f, "the font of the slug line cannot be used: it is no font file, or a damaged one")
            }
            Self::Glyph { character } => {
                write!(f, "the font of the slug line has no \"{character}\"; the printer would see a box")
            }
            Self::Slug { text, length: long, width } => write!(
                f,
                "the slug line \"{text}\" is {} long, but the page has room for {}",
                long.told(),
                width.told()
            ),
        }
    }
}

impl std::error::Error for MarksError {}

impl From<SourceError> for MarksError {
    fn from(source: SourceError) -> Self {
        Self::Source(source)
    }
}
