//! The fonts of a ticket: which letters they have, how words are shaped, what is embedded of them.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use printpdf::{FontMetrics, FontType, ParsedFont, PdfFontMetricsStub};
use rustybuzz::{Direction, Feature, UnicodeBuffer};
use ttf_parser::{GlyphId, Tag};

use super::{TicketError, TicketFonts};
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

/// A shaped letter.
#[derive(Debug, Clone)]
pub(super) struct Glyph {
    /// Its number in the whole font.
    pub(super) id: u16,
    /// How far it moves the pen, in thousandths of the size.
    pub(super) advance: f64,
    /// How far the font's table of widths says it does.
    pub(super) width: f64,
    /// The letters it stands for, so that text can be copied out.
    pub(super) text: String,
}

/// Both fonts, and those for letters that they lack.
pub(super) struct Faces<'a> {
    regular: Face<'a>,
    bold: Face<'a>,
    others: Vec<Face<'a>>,
}

impl<'a> Faces<'a> {
    pub(super) fn read(fonts: &TicketFonts<'a>) -> Result<Self, TicketError> {
        let others = fonts.others.iter().map(|font| Face::read("further", font));
        Ok(Self {
            regular: Face::read("regular", fonts.regular)?,
            bold: Face::read("bold", fonts.bold)?,
            others: others.collect::<Result<_, _>>()?,
        })
    }

    fn own(&self, weight: Weight) -> &Face<'a> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    pub(super) fn face(&self, font: Font) -> Option<&Face<'a>> {
        match font {
            Font::Own(weight) => Some(self.own(weight)),
            Font::Other(at) => self.others.get(at),
        }
    }

    /// All of them, those of the ticket first.
    pub(super) fn all(&self) -> Vec<(Font, &Face<'a>)> {
        let own = [Weight::Regular, Weight::Bold].map(|weight| (Font::Own(weight), self.own(weight)));
        let others = self.others.iter().enumerate().map(|(at, face)| (Font::Other(at), face));
        own.into_iter().chain(others).collect()
    }

    /// The font in which a letter is written.
    pub(super) fn font_of(&self, weight: Weight, letter: char) -> Font {
        let other = || self.others.iter().position(|face| face.has(letter)).map(Font::Other);
        let own = Some(Font::Own(weight)).filter(|_| self.own(weight).has(letter));
        own.or_else(other).unwrap_or(Font::Own(weight))
    }

    /// Whether a letter can be written in a weight.
    pub(super) fn have_in(&self, weight: Weight, letter: char) -> bool {
        self.own(weight).has(letter) || self.others.iter().any(|face| face.has(letter))
    }

    /// Whether a letter can be written in both weights.
    pub(super) fn have(&self, letter: char) -> bool {
        [Weight::Regular, Weight::Bold].iter().all(|weight| self.have_in(*weight, letter))
    }

    /// Whether all letters of a text can be written.
    pub(super) fn can_write(&self, text: &str) -> bool {
        readable(text).chars().all(|letter| self.have(letter))
    }
}

/// One font.
pub(super) struct Face<'a> {
    weight: &'static str,
    bytes: &'a [u8],
    face: rustybuzz::Face<'a>,
}

impl<'a> Face<'a> {
    fn read(weight: &'static str, bytes: &'a [u8]) -> Result<Self, TicketError> {
        let broken = || TicketError::Font { weight, reason: "it is no OpenType font" };
        let face = rustybuzz::Face::from_slice(bytes, 0).ok_or_else(broken)?;
        if face.units_per_em() <= 0 {
            return Err(broken());
        }
        Ok(Self { weight, bytes, face })
    }

    pub(super) fn has(&self, letter: char) -> bool {
        self.face.glyph_index(letter).is_some_and(|glyph| glyph.0 != 0)
    }

    fn in_thousandths(&self, units: i32) -> f64 {
        f64::from(units) * 1000.0 / f64::from(self.face.units_per_em())
    }

    /// The letters of a text of one direction with their kerning, from left to right as they are seen.
    pub(super) fn shaped(&self, text: &str, is_mirrored: bool, language: &str) -> Vec<Glyph> {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(if is_mirrored { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.guess_segment_properties();
        if let Ok(language) = rustybuzz::Language::from_str(language) {
            buffer.set_language(language);
        }
        let shaped = rustybuzz::shape(&self.face, &WITHOUT_LIGATURES, buffer);
        let clusters: BTreeSet<usize> = shaped.glyph_infos().iter().map(|i| i.cluster as usize).collect();
        let mut told = BTreeSet::new();
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        glyphs
            .map(|(info, position)| {
                let start = info.cluster as usize;
                let end = clusters.range(start + 1..).next().copied().unwrap_or(text.len());
                let letters = if told.insert(start) { text.get(start..end) } else { None };
                let id = u16::try_from(info.glyph_id).unwrap_or(0);
                Glyph {
                    id,
                    advance: self.in_thousandths(position.x_advance),
                    width: self.in_thousandths(i32::from(self.advance(id))),
                    text: letters.unwrap_or_default().to_owned(),
                }
            })
            .collect()
    }

    fn advance(&self, glyph: u16) -> u16 {
        self.face.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0)
    }

    /// A font of these glyphs alone, as printpdf takes it, and the new number of each glyph.
    ///
    /// Without its heavy text layout printpdf embeds fonts whole (some 300 KB each), so the subset is
    /// made here. The subsetter numbers glyphs anew and makes code and glyph the same.
    pub(super) fn embedded(
        &self,
        used: &BTreeSet<u16>,
    ) -> Result<(ParsedFont, BTreeMap<u16, u16>), TicketError> {
        let used: Vec<u16> = used.iter().copied().collect();
        let subset = Subset::of(self.bytes, &used)
            .ok_or(TicketError::Font { weight: self.weight, reason: "it is damaged" })?;
        let numbers = subset.numbers().clone();
        let widths = numbers.iter().map(|(old, new)| (*new, self.advance(*old))).collect();
        let metrics = FontMetrics { ascent: self.face.ascender(), descent: self.face.descender() };
        let units = u16::try_from(self.face.units_per_em()).unwrap_or(1000);
        let outlines_are_cff = self.face.raw_face().table(Tag::from_bytes(b"CFF ")).is_some();
        let (program, name) = (subset.program, Some(subset.name));
        let mut font = ParsedFont::with_glyph_data(program, 0, name, BTreeMap::new(), widths, units, metrics);
        font.font_type = if outlines_are_cff { FontType::OpenTypeCFF(()) } else { FontType::TrueType };
        font.pdf_font_metrics = self.descriptor(units);
        Ok((font, numbers))
    }

    fn descriptor(&self, units_per_em: u16) -> PdfFontMetricsStub {
        let bounds = self.face.global_bounding_box();
        PdfFontMetricsStub {
            units_per_em,
            x_min: bounds.x_min,
            y_min: bounds.y_min,
            x_max: bounds.x_max,
            y_max: bounds.y_max,
            us_weight_class: self.face.weight().to_number(),
            ..Default::default()
        }
    }
}

/// One glyph for each letter, so that text copied out of the ticket is the text that went in.
const WITHOUT_LIGATURES: [Feature; 2] = [off(b"liga"), off(b"clig")];

const fn off(tag: &[u8; 4]) -> Feature {
    Feature { tag: Tag::from_bytes(tag), value: 0, start: 0, end: u32::MAX }
}

/// A text in one line, without letters that are not seen: direction marks, soft hyphens, controls.
pub(super) fn readable(text: &str) -> String {
    let unseen = |c: &char| {
        matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
            || matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let spaced = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    spaced.filter(|c| !unseen(c)).collect::<String>().trim().to_owned()
}
