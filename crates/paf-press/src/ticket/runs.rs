//! A line in any script, cut into runs of one font and one direction, in the order in which they are seen.

use std::ops::Range;

use unicode_bidi::BidiInfo;

use super::face::{Faces, Font, Glyph, Weight, readable};

/// Letters in one font, from left to right as they are seen.
pub(super) struct Run {
    pub(super) font: Font,
    pub(super) glyphs: Vec<Glyph>,
}

/// The runs of a line; letters that no font has are left out.
pub(super) fn runs(faces: &Faces<'_>, weight: Weight, text: &str, language: &str) -> Vec<Run> {
    let text: String = readable(text).chars().filter(|letter| faces.have_in(weight, *letter)).collect();
    let directions = BidiInfo::new(&text, None);
    let mut runs = Vec::new();
    for paragraph in &directions.paragraphs {
        let (levels, visual) = directions.visual_runs(paragraph, paragraph.range.clone());
        for range in visual {
            let is_mirrored = levels.get(range.start).is_some_and(|level| level.is_rtl());
            let mut parts = of_one_font(faces, weight, &text, range);
            if is_mirrored {
                parts.reverse();
            }
            runs.extend(parts.into_iter().filter_map(|(font, part)| {
                let glyphs = faces.face(font)?.shaped(text.get(part)?, is_mirrored, language);
                Some(Run { font, glyphs })
            }));
        }
    }
    runs
}

/// A part of a text, cut where the font changes: the font of the ticket wherever it has the letter,
/// and spaces and marks in the font of what they follow.
fn of_one_font(
    faces: &Faces<'_>,
    weight: Weight,
    text: &str,
    range: Range<usize>,
) -> Vec<(Font, Range<usize>)> {
    let mut parts: Vec<(Font, Range<usize>)> = Vec::new();
    let start = range.start;
    for (at, letter) in text.get(range).unwrap_or_default().char_indices() {
        let at = start + at;
        let end = at + letter.len_utf8();
        let before = parts.last_mut();
        let follows = before.as_ref().map(|(font, _)| *font).filter(|_| !letter.is_alphanumeric());
        let follows = follows.filter(|font| faces.face(*font).is_some_and(|face| face.has(letter)));
        let font = follows.unwrap_or_else(|| faces.font_of(weight, letter));
        match before {
            Some((same, part)) if *same == font => part.end = end,
            _ => parts.push((font, at..end)),
        }
    }
    parts
}
