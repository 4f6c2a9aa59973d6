//! The slug line: what the printer reads on the untrimmed sheet.

use std::collections::BTreeSet;

use lopdf::{Document, ObjectId};
use paf_pdf::geometry::{Mm, POINTS};

use super::inks::Inks;
use super::lines::number;
use super::typeface::Typeface;
use super::{Frame, MarksError, Side, Slug};

/// The resource name of its font.
pub(super) const FONT: &str = "PressSlug";

/// The usual size and the least that can be read, in points.
const SIZE: f64 = 6.0;
const SMALLEST: f64 = 4.0;

/// From the band of marks down to the baseline, in points.
const BASELINE: f64 = 2.1 * POINTS;

/// From the left of the trim, so that the line does not touch the crop mark, in points.
const INDENT: f64 = 2.0 * POINTS;

/// The lines of all sides and the embedded font they are set in.
pub(super) struct SlugLines {
    lines: Vec<String>,
    typeface: Typeface,
    /// The font's object.
    pub(super) font: ObjectId,
}

impl SlugLines {
    pub(super) fn new(
        document: &mut Document,
        slug: &Slug,
        sides: &[Side],
        inks: &Inks,
    ) -> Result<Self, MarksError> {
        let filled = |(at, side)| filled(&slug.text, at + 1, sides.len(), side, inks);
        let lines: Vec<String> = sides.iter().enumerate().map(filled).collect();
        let characters: BTreeSet<char> = lines.iter().flat_map(|line| line.chars()).collect();
        if let Some(character) = characters.iter().copied().find(|character| is_shaped(*character)) {
            return Err(MarksError::Script { character });
        }
        let typeface = Typeface::subset(&slug.font, &characters)?;
        let font = typeface.embed(document)?;
        Ok(Self { lines, typeface, font })
    }

    /// The line of one side, counted from 0, in black alone.
    pub(super) fn draw(&self, frame: &Frame, side: usize) -> Result<String, MarksError> {
        let Some(line) = self.lines.get(side).filter(|line| !line.is_empty()) else {
            return Ok(String::new());
        };
        let width = self.typeface.width(line);
        let room = frame.trim.width() - INDENT;
        if width * SMALLEST > room {
            let length = Mm::from_points(width * SMALLEST);
            return Err(MarksError::Slug { text: line.clone(), length, width: Mm::from_points(room) });
        }
        let size = if width * SIZE > room { room / width } else { SIZE };
        let (x, y) = (frame.trim.left + INDENT, frame.outside().bottom - BASELINE);
        let glyphs = self.typeface.encoded(line);
        let [size, x, y] = [size, x, y].map(number);
        Ok(format!("BT /{FONT} {size} Tf 0 0 0 1 k {x} {y} Td <{glyphs}> Tj ET\n"))
    }
}

fn filled(text: &str, page: usize, pages: usize, side: &Side, inks: &Inks) -> String {
    text.replace("{pages}", &pages.to_string())
        .replace("{page}", &page.to_string())
        .replace("{sheets}", &side.sheets.to_string())
        .replace("{sheet}", &side.sheet.to_string())
        .replace("{side}", if side.back { "B" } else { "A" })
        .replace("{plates}", &inks.plates())
}

/// Whether a character belongs to a script that runs from right to left or joins its letters.
fn is_shaped(character: char) -> bool {
    let ranges = [
        '\u{590}'..='\u{109F}',
        '\u{1700}'..='\u{1CFF}',
        '\u{A800}'..='\u{ABFF}',
        '\u{FB1D}'..='\u{FDFF}',
        '\u{FE70}'..='\u{FEFF}',
        '\u{10800}'..='\u{11FFF}',
    ];
    ranges.iter().any(|range| range.contains(&character))
}
