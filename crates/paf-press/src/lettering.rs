//! Letters of any script: which font has them, how words are shaped, and in which order they are seen.

use std::collections::BTreeSet;
use std::ops::Range;
use std::str::FromStr;

use rustybuzz::{Direction, Feature, UnicodeBuffer};
use ttf_parser::{GlyphId, Tag};
use unicode_bidi::BidiInfo;

/// A shaped letter.
#[derive(Debug, Clone)]
pub(crate) struct Glyph {
    /// Its number in the whole font.
    pub(crate) id: u16,
    /// How far it moves the pen, in thousandths of the size.
    pub(crate) advance: f64,
    /// How far the font's table of widths says it does.
    pub(crate) width: f64,
    /// The letters it stands for, so that text can be copied out.
    pub(crate) text: String,
}

/// Letters in one font, from left to right as they are seen.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    /// The place of the font among those that were given.
    pub(crate) font: usize,
    pub(crate) glyphs: Vec<Glyph>,
}

/// One font.
pub(crate) struct Face<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) face: rustybuzz::Face<'a>,
}

impl<'a> Face<'a> {
    /// Reads an OpenType or TrueType font; nothing where it is none.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let face = rustybuzz::Face::from_slice(bytes, 0)?;
        (face.units_per_em() > 0).then_some(Self { bytes, face })
    }

    pub(crate) fn has(&self, letter: char) -> bool {
        self.face.glyph_index(letter).is_some_and(|glyph| glyph.0 != 0)
    }

    pub(crate) fn advance(&self, glyph: u16) -> u16 {
        self.face.glyph_hor_advance(GlyphId(glyph)).unwrap_or(0)
    }

    fn in_thousandths(&self, units: i32) -> f64 {
        f64::from(units) * 1000.0 / f64::from(self.face.units_per_em())
    }

    /// The letters of a text of one direction with their kerning, from left to right as they are seen.
    fn shaped(&self, text: &str, is_mirrored: bool, language: &str) -> Vec<Glyph> {
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
}

/// One glyph for each letter, so that text copied out is the text that went in.
const WITHOUT_LIGATURES: [Feature; 2] = [off(b"liga"), off(b"clig")];

const fn off(tag: &[u8; 4]) -> Feature {
    Feature { tag: Tag::from_bytes(tag), value: 0, start: 0, end: u32::MAX }
}

/// The runs of a line in the order in which they are seen, in the first font that has a letter;
/// letters that none has are left out.
pub(crate) fn runs(fonts: &[&Face<'_>], text: &str, language: &str) -> Vec<Run> {
    let is_known = |letter: &char| fonts.iter().any(|font| font.has(*letter));
    let text: String = readable(text).chars().filter(is_known).collect();
    let directions = BidiInfo::new(&text, None);
    let mut runs = Vec::new();
    for paragraph in &directions.paragraphs {
        let (levels, visual) = directions.visual_runs(paragraph, paragraph.range.clone());
        for range in visual {
            let is_mirrored = levels.get(range.start).is_some_and(|level| level.is_rtl());
            let mut parts = of_one_font(fonts, &text, range);
            if is_mirrored {
                parts.reverse();
            }
            runs.extend(parts.into_iter().filter_map(|(font, part)| {
                let glyphs = fonts.get(font)?.shaped(text.get(part)?, is_mirrored, language);
                Some(Run { font, glyphs })
            }));
        }
    }
    runs
}

/// A part of a text, cut where the font changes; spaces and marks are in the font of what they follow.
fn of_one_font(fonts: &[&Face<'_>], text: &str, range: Range<usize>) -> Vec<(usize, Range<usize>)> {
    let mut parts: Vec<(usize, Range<usize>)> = Vec::new();
    let start = range.start;
    for (at, letter) in text.get(range).unwrap_or_default().char_indices() {
        let at = start + at;
        let end = at + letter.len_utf8();
        let before = parts.last_mut();
        let follows = before.as_ref().map(|(font, _)| *font).filter(|_| !letter.is_alphanumeric());
        let follows = follows.filter(|font| fonts.get(*font).is_some_and(|font| font.has(letter)));
        let first = || fonts.iter().position(|font| font.has(letter)).unwrap_or_default();
        let font = follows.unwrap_or_else(first);
        match before {
            Some((same, part)) if *same == font => part.end = end,
            _ => parts.push((font, at..end)),
        }
    }
    parts
}

/// A text in one line, without letters that are not seen: direction marks, soft hyphens, controls.
pub(crate) fn readable(text: &str) -> String {
    let unseen = |c: &char| {
        matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
            || matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    let spaced = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    spaced.filter(|c| !unseen(c)).collect::<String>().trim().to_owned()
}
