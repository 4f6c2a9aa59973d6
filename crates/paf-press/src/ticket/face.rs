//! The fonts of a ticket, and which letters they have.

use super::{TicketError, TicketFonts};
use crate::lettering::{Face, Glyph, readable, runs};

/// One of the fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Font {
    /// One of the two that a ticket is set in.
    Own(Weight),
    /// One for letters that those lack, by its place among them.
    Other(usize),
}

impl Font {
    /// Its name in the page's resources.
    pub(super) fn resource(self) -> String {
        match self {
            Self::Own(Weight::Regular) => "Regular".to_owned(),
            Self::Own(Weight::Bold) => "Bold".to_owned(),
            Self::Other(at) => format!("Other{at}"),
        }
    }
}

/// Which of the two fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// Both fonts, and those for letters that they lack.
pub(super) struct Faces<'a> {
    regular: Face<'a>,
    bold: Face<'a>,
    others: Vec<Face<'a>>,
}

impl<'a> Faces<'a> {
    pub(super) fn read(fonts: &TicketFonts<'a>) -> Result<Self, TicketError> {
        let read = |weight, font| {
            let broken = || TicketError::Font { weight, reason: "it is no OpenType font" };
            Face::read(font).ok_or_else(broken)
        };
        let others = fonts.others.iter().map(|font| read("further", font));
        Ok(Self {
            regular: read("regular", fonts.regular)?,
            bold: read("bold", fonts.bold)?,
            others: others.collect::<Result<_, _>>()?,
        })
    }

    fn own(&self, weight: Weight) -> &Face<'a> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// The fonts for a text of a weight, the first that has a letter being the one for it.
    fn for_weight(&self, weight: Weight) -> Vec<&Face<'a>> {
        [self.own(weight)].into_iter().chain(&self.others).collect()
    }

    /// All of them, those of the ticket first.
    pub(super) fn all(&self) -> Vec<(Font, &Face<'a>)> {
        let own = [Weight::Regular, Weight::Bold].map(|weight| (Font::Own(weight), self.own(weight)));
        let others = self.others.iter().enumerate().map(|(at, face)| (Font::Other(at), face));
        own.into_iter().chain(others).collect()
    }

    /// A line in the order in which it is seen; letters that no font has are left out.
    pub(super) fn line(&self, weight: Weight, text: &str, language: &str) -> Vec<(Font, Vec<Glyph>)> {
        let font = |at: usize| at.checked_sub(1).map_or(Font::Own(weight), Font::Other);
        let runs = runs(&self.for_weight(weight), text, language);
        runs.into_iter().map(|run| (font(run.font), run.glyphs)).collect()
    }

    /// Whether a letter can be written in both weights.
    pub(super) fn have(&self, letter: char) -> bool {
        let own = self.regular.has(letter) && self.bold.has(letter);
        own || self.others.iter().any(|face| face.has(letter))
    }

    /// Whether all letters of a text can be written.
    pub(super) fn can_write(&self, text: &str) -> bool {
        readable(text).chars().all(|letter| self.have(letter))
    }
}

/// What a font is called in messages.
pub(super) fn weight_of(font: Font) -> &'static str {
    match font {
        Font::Own(Weight::Regular) => "regular",
        Font::Own(Weight::Bold) => "bold",
        Font::Other(_) => "further",
    }
}
