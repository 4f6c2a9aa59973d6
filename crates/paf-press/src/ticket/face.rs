//! The fonts of a ticket: which letters they have, and what is embedded of them.

use std::collections::{BTreeMap, BTreeSet};

use printpdf::{FontMetrics, FontType, ParsedFont, PdfFontMetricsStub};
use ttf_parser::Tag;

use super::{TicketError, TicketFonts};
use crate::lettering::{Face, Glyph, readable, runs};
use crate::subset::Subset;

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

/// A font of these glyphs alone, as printpdf takes it, and the new number of each glyph.
///
/// Without its heavy text layout printpdf embeds fonts whole (some 300 KB each), so the subset is
/// made here. The subsetter numbers glyphs anew and makes code and glyph the same.
pub(super) fn embedded(
    face: &Face<'_>,
    font: Font,
    used: &BTreeSet<u16>,
) -> Result<(ParsedFont, BTreeMap<u16, u16>), TicketError> {
    let used: Vec<u16> = used.iter().copied().collect();
    let weight = match font {
        Font::Own(Weight::Regular) => "regular",
        Font::Own(Weight::Bold) => "bold",
        Font::Other(_) => "further",
    };
    let subset =
        Subset::of(face.bytes, &used).ok_or(TicketError::Font { weight, reason: "it is damaged" })?;
    let numbers = subset.numbers().clone();
    let widths = numbers.iter().map(|(old, new)| (*new, face.advance(*old))).collect();
    let inner = &face.face;
    let metrics = FontMetrics { ascent: inner.ascender(), descent: inner.descender() };
    let units = u16::try_from(inner.units_per_em()).unwrap_or(1000);
    let outlines_are_cff = inner.raw_face().table(Tag::from_bytes(b"CFF ")).is_some();
    let (program, name) = (subset.program, Some(subset.name));
    let mut font = ParsedFont::with_glyph_data(program, 0, name, BTreeMap::new(), widths, units, metrics);
    font.font_type = if outlines_are_cff { FontType::OpenTypeCFF(()) } else { FontType::TrueType };
    font.pdf_font_metrics = descriptor(face, units);
    Ok((font, numbers))
}

fn descriptor(face: &Face<'_>, units_per_em: u16) -> PdfFontMetricsStub {
    let bounds = face.face.global_bounding_box();
    PdfFontMetricsStub {
        units_per_em,
        x_min: bounds.x_min,
        y_min: bounds.y_min,
        x_max: bounds.x_max,
        y_max: bounds.y_max,
        us_weight_class: face.face.weight().to_number(),
        ..Default::default()
    }
}
