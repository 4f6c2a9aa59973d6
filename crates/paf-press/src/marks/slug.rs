//! The slug line: what the printer reads on the untrimmed sheet.

use std::collections::BTreeMap;
use std::fmt::Write;

use lopdf::{Document, ObjectId};
use paf_pdf::geometry::{Mm, POINTS};

use super::inks::Inks;
use super::lines::number;
use super::{Frame, MarksError, Side, Slug};
use crate::lettering::{Face, Run, readable, runs};
use crate::typeface::{Typeface, Used, note};

/// The usual size and the least that can be read, in points.
const SIZE: f64 = 6.0;
const SMALLEST: f64 = 4.0;

/// From the band of marks down to the baseline, in points.
const BASELINE: f64 = 2.1 * POINTS;

/// From the left of the trim, so that the line does not touch the crop mark, in points.
const INDENT: f64 = 2.0 * POINTS;

/// The lines of all sides and what is embedded of the fonts they are set in.
pub(super) struct SlugLines {
    lines: Vec<Line>,
    /// By their place among the fonts of the slug line.
    typefaces: BTreeMap<usize, (Typeface, ObjectId)>,
}

struct Line {
    text: String,
    runs: Vec<Run>,
}

impl SlugLines {
    pub(super) fn new(
        document: &mut Document,
        slug: &Slug,
        sides: &[Side],
        inks: &Inks,
    ) -> Result<Self, MarksError> {
        let faces = slug.fonts.iter().map(|font| Face::read(font).ok_or(MarksError::Font));
        let faces: Vec<Face<'_>> = faces.collect::<Result<_, _>>()?;
        let faces: Vec<&Face<'_>> = faces.iter().collect();
        let mut lines = Vec::new();
        let mut used: BTreeMap<usize, Used> = BTreeMap::new();
        for (at, side) in sides.iter().enumerate() {
            let text = filled(&slug.text, at + 1, sides.len(), side, inks);
            let lacks = |letter: &char| !faces.iter().any(|face| face.has(*letter));
            if let Some(character) = readable(&text).chars().find(lacks) {
                return Err(MarksError::Glyph { character });
            }
            let runs = runs(&faces, &text, "");
            for run in &runs {
                note(used.entry(run.font).or_default(), &run.glyphs);
            }
            lines.push(Line { text, runs });
        }
        let mut typefaces = BTreeMap::new();
        for (at, glyphs) in used {
            let font = slug.fonts.get(at).ok_or(MarksError::Font)?;
            let typeface = Typeface::subset(font, &glyphs).ok_or(MarksError::Font)?;
            let object = typeface.embed(document);
            typefaces.insert(at, (typeface, object));
        }
        Ok(Self { lines, typefaces })
    }

    /// The fonts by the names that the operators give them.
    pub(super) fn fonts(&self) -> impl Iterator<Item = (String, ObjectId)> {
        self.typefaces.iter().map(|(at, (_, object))| (name(*at), *object))
    }

    /// The line of one side, counted from 0, in black alone.
    pub(super) fn draw(&self, frame: &Frame, side: usize) -> Result<String, MarksError> {
        let Some(line) = self.lines.get(side).filter(|line| !line.runs.is_empty()) else {
            return Ok(String::new());
        };
        let glyphs = line.runs.iter().flat_map(|run| &run.glyphs);
        let width = glyphs.map(|glyph| glyph.advance).sum::<f64>() / 1000.0;
        let room = frame.trim.width() - INDENT;
        if width * SMALLEST > room {
            let length = Mm::from_points(width * SMALLEST);
            let text = line.text.clone();
            return Err(MarksError::Slug { text, length, width: Mm::from_points(room) });
        }
        let size = if width * SIZE > room { room / width } else { SIZE };
        let (x, y) = (frame.trim.left + INDENT, frame.outside().bottom - BASELINE);
        let [size, x, y] = [size, x, y].map(number);
        let mut drawn = format!("BT 0 0 0 1 k {x} {y} Td");
        for run in &line.runs {
            let Some((typeface, _)) = self.typefaces.get(&run.font) else { continue };
            // Writing to a string cannot fail.
            let _ = write!(drawn, " /{} {size} Tf [{}] TJ", name(run.font), typeface.encoded(&run.glyphs));
        }
        drawn.push_str(" ET\n");
        Ok(drawn)
    }
}

/// The resource name of a font.
fn name(at: usize) -> String {
    format!("PressSlug{at}")
}

fn filled(text: &str, page: usize, pages: usize, side: &Side, inks: &Inks) -> String {
    text.replace("{pages}", &pages.to_string())
        .replace("{page}", &page.to_string())
        .replace("{sheets}", &side.sheets.to_string())
        .replace("{sheet}", &side.sheet.to_string())
        .replace("{side}", if side.back { "B" } else { "A" })
        .replace("{plates}", &inks.plates())
}
