//! Printer's marks: what surrounds a page or a sheet on the untrimmed paper and is cut away with it.
//!
//! Everything lies outside the bleed, in a band that is 5 mm deep and begins 1 pt outside it; the slug
//! line runs below. Lines are 0.25 pt in the colour All, which prints on every plate, spot colours
//! included. Marks are artifacts (ISO 32000-1, 14.8.2.2): no reader is told of them.

mod add;
mod bar;
mod error;
mod inks;
mod lines;
mod moved;
mod slug;

pub use add::add;
pub use error::MarksError;
pub(crate) use lines::number;

use lopdf::{Dictionary, Document, Object};
use paf_pdf::geometry::{Mm, POINTS, Rectangle};

use crate::lettering::{Face, readable};
use inks::Inks;
use slug::SlugLines;

/// Between the bleed and the marks, in points.
const GAP: f64 = 1.0;

/// How deep the band of marks is, in points.
const BAND: f64 = 5.0 * POINTS;

/// What the slug line takes below the band, in points.
const SLUG: f64 = 2.8 * POINTS;

/// What is drawn; nothing by default.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Marks {
    /// Where to cut: two lines at each corner of the trim.
    pub crop: bool,
    /// How far the artwork has to reach: two short lines at each corner of the bleed.
    pub bleed: bool,
    /// Circles with a cross, in the middle of each side, by which plates are aligned.
    pub registration: bool,
    /// Where to fold: dashed ticks above and below the trim.
    pub fold: bool,
    /// Patches of every ink, by which the printer measures them.
    pub colour_bar: bool,
    /// A line of text below the page.
    pub slug: Option<Slug>,
}

/// A line of text that says what the sheet is.
#[derive(Debug, Clone, PartialEq)]
pub struct Slug {
    /// The text. Replaced are `{page}` and `{pages}` (printed sides), `{sheet}` and `{sheets}`,
    /// `{side}` (A or B), `{plates}` (the inks).
    pub text: String,
    /// Font files, OpenType or TrueType: each letter is in the first that has it. What is used of them
    /// is embedded.
    pub fonts: Vec<Vec<u8>>,
}

impl Slug {
    /// Whether the fonts have all letters of the text.
    pub fn can_be_written(&self) -> bool {
        let faces: Vec<Face<'_>> = self.fonts.iter().filter_map(|font| Face::read(font)).collect();
        readable(&self.text).chars().all(|letter| faces.iter().any(|face| face.has(letter)))
    }
}

/// Where pages are folded: for each page, lengths from the left edge of its trim.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Folds(pub Vec<Vec<Mm>>);

impl Folds {
    /// No page is folded.
    pub fn none() -> Self {
        Self::default()
    }
}

impl Marks {
    /// All marks but the slug line, which needs a text.
    pub fn all() -> Self {
        Self { crop: true, bleed: true, registration: true, fold: true, colour_bar: true, slug: None }
    }

    /// Whether anything is drawn.
    pub fn any(&self) -> bool {
        let drawn = self.crop || self.bleed || self.registration || self.fold || self.colour_bar;
        drawn || self.slug.is_some()
    }

    /// How far the marks reach from the trim.
    pub(crate) fn reach(&self, bleed: Mm) -> Mm {
        let slug = if self.slug.is_some() { SLUG } else { 0.0 };
        Mm(bleed.0 + Mm::from_points(GAP + BAND + slug).0)
    }

    /// Puts what the marks need into a document, once for all its sides.
    pub(crate) fn prepare(
        &self,
        document: &mut Document,
        sides: &[Side],
    ) -> Result<PreparedMarks, MarksError> {
        let inks = Inks::of(document);
        let slug = match &self.slug {
            Some(slug) => Some(SlugLines::new(document, slug, sides, &inks)?),
            None => None,
        };
        Ok(PreparedMarks { marks: self.clone(), inks, slug })
    }
}

/// Which side of which sheet, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Side {
    pub(crate) sheet: usize,
    pub(crate) sheets: usize,
    pub(crate) back: bool,
}

/// What the marks of one side surround, in points.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Frame {
    /// The outline of all that is cut out.
    pub(crate) trim: Rectangle,
    /// How far artwork reaches over it.
    pub(crate) bleed: f64,
    /// Where it is folded, from left to right.
    pub(crate) folds: Vec<f64>,
    /// Where it is cut again, from left to right.
    pub(crate) cuts: Vec<f64>,
}

impl Frame {
    /// Where the band of marks begins.
    fn inside(&self) -> Rectangle {
        self.trim.grown(self.bleed + GAP)
    }

    /// Where the band of marks ends.
    fn outside(&self) -> Rectangle {
        self.trim.grown(self.bleed + GAP + BAND)
    }

    /// Where registration targets lie above and below: in the middle, or in the middle of each panel
    /// where the sheet is folded or cut in the middle.
    fn targets(&self) -> Vec<f64> {
        let middle = (self.trim.left + self.trim.right) / 2.0;
        let taken = |x: &&f64| (**x - middle).abs() < BAND;
        let inner = self.folds.iter().chain(&self.cuts).copied().collect::<Vec<_>>();
        if !inner.iter().any(|x| taken(&x)) {
            return vec![middle];
        }
        let left = inner.iter().copied().filter(|x| *x < middle + BAND).fold(self.trim.right, f64::min);
        let right = inner.iter().copied().filter(|x| *x > middle - BAND).fold(self.trim.left, f64::max);
        vec![(self.trim.left + left) / 2.0, (self.trim.right + right) / 2.0]
    }
}

/// Marks with the inks and the font that they use in a document.
pub(crate) struct PreparedMarks {
    marks: Marks,
    inks: Inks,
    slug: Option<SlugLines>,
}

impl PreparedMarks {
    /// The operators of one side, counted from 0.
    pub(crate) fn draw(&self, frame: &Frame, side: usize) -> Result<String, MarksError> {
        if !self.marks.any() {
            return Ok(String::new());
        }
        let mut drawn = String::from("/Artifact BMC\nq\n");
        drawn.push_str(&lines::draw(&self.marks, frame));
        if self.marks.colour_bar {
            drawn.push_str(&bar::draw(&self.inks, frame)?);
        }
        if let Some(slug) = &self.slug {
            drawn.push_str(&slug.draw(frame, side)?);
        }
        drawn.push_str("Q\nEMC\n");
        Ok(drawn)
    }

    /// What the operators name: colour spaces and the font.
    pub(crate) fn resources(&self) -> Dictionary {
        let mut resources = Dictionary::new();
        if self.marks.any() {
            resources.set("ColorSpace", self.inks.colour_spaces(self.marks.colour_bar));
        }
        if let Some(slug) = &self.slug {
            let mut fonts = Dictionary::new();
            for (name, font) in slug.fonts() {
                fonts.set(name, Object::Reference(font));
            }
            resources.set("Font", fonts);
        }
        resources
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(folds: Vec<f64>) -> Frame {
        let trim = Rectangle { left: 0.0, bottom: 0.0, right: 400.0, top: 300.0 };
        Frame { trim, bleed: 8.5, folds, cuts: Vec::new() }
    }

    #[test]
    fn targets_make_way_for_a_fold_in_the_middle() {
        assert_eq!(frame(vec![]).targets(), [200.0]);
        assert_eq!(frame(vec![130.0, 270.0]).targets(), [200.0]);
        assert_eq!(frame(vec![200.0]).targets(), [100.0, 300.0]);
    }

    #[test]
    fn marks_and_slug_fit_the_usual_margin() {
        let slug = Some(Slug { text: String::new(), fonts: Vec::new() });
        assert!(Marks { slug, ..Marks::all() }.reach(Mm(3.0)) <= Mm(12.0));
        assert!(!Marks::default().any());
    }
}
