//! The sheet of paper that a ticket is drawn on: millimetres from its top left corner, ink, lines, text.

mod text;

use std::collections::BTreeMap;
use std::fmt::Write;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use paf_pdf::geometry::Mm;

pub(super) use text::{Align, Style};

use super::face::{Faces, Font, weight_of};
use super::terms::term;
use super::{Thumbnail, TicketError};
use crate::lettering::Glyph;
use crate::typeface::{Typeface, Used, note};

/// A4.
pub(super) const PAPER: (f64, f64) = (210.0, 297.0);

/// Ink in percent of cyan, magenta, yellow and black.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ink(pub(super) [f64; 4]);

// The values are those of the theme's palette, and black is never mixed from colours.
/// Running text.
pub(super) const TEXT: Ink = Ink([0.0, 0.0, 0.0, 100.0]);
/// What text is labelled with.
pub(super) const QUIET: Ink = Ink([0.0, 0.0, 0.0, 68.0]);
/// Hairlines.
pub(super) const LINE: Ink = Ink([0.0, 0.0, 0.0, 26.0]);
/// The one accent.
pub(super) const ACCENT: Ink = Ink([88.0, 24.0, 44.0, 12.0]);
/// The ground of what is to be filled in.
pub(super) const MIST: Ink = Ink([8.0, 0.0, 4.0, 0.0]);
/// Bare paper.
pub(super) const PAPER_WHITE: Ink = Ink([0.0; 4]);

/// The thickness of a hairline in points.
pub(super) const HAIRLINE: f64 = 0.35;

/// An area on the sheet in millimetres from its top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    pub(super) fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    pub(super) fn right(&self) -> f64 {
        self.x + self.width
    }

    pub(super) fn bottom(&self) -> f64 {
        self.y + self.height
    }

    pub(super) fn centre(&self) -> f64 {
        self.x + self.width / 2.0
    }
}

/// A sheet while it is drawn.
pub(super) struct Sheet<'a> {
    faces: &'a Faces<'a>,
    /// The language of the document, for letters whose shape depends on it.
    language: &'a str,
    /// The language that the printer reads.
    printer: &'a str,
    drawn: Vec<Drawn>,
    pictures: BTreeMap<String, Stream>,
}

/// What was drawn, in its order (ISO 32000-1, 8 and 9).
enum Drawn {
    /// Operators.
    Operators(String),
    /// Letters in a font; how they are numbered is known when all are.
    Letters(Font, Vec<Glyph>),
}

impl<'a> Sheet<'a> {
    pub(super) fn new(faces: &'a Faces<'a>, language: &'a str, printer: &'a str) -> Self {
        Self { faces, language, printer, drawn: Vec::new(), pictures: BTreeMap::new() }
    }

    /// Whether the fonts have all letters of a text.
    pub(super) fn can_write(&self, text: &str) -> bool {
        self.faces.can_write(text)
    }

    /// A term in the printer's language, where that has one and the fonts have its letters.
    pub(super) fn term(&self, name: &str) -> Option<&'static str> {
        term(self.printer, name).filter(|term| self.can_write(term))
    }

    pub(super) fn fill(&mut self, area: Area, ink: Ink) {
        self.operators(format!("{} k {} f", ink.amounts(), path(&corners(area))));
    }

    fn operators(&mut self, operators: String) {
        self.drawn.push(Drawn::Operators(operators));
    }

    pub(super) fn frame(&mut self, area: Area, ink: Ink, points: f64) {
        self.operators(format!("{} {} s", pen(ink, points, &[]), path(&corners(area))));
    }

    /// A line through points; `dashes` in points, none for an unbroken one.
    pub(super) fn line(&mut self, through: &[(f64, f64)], ink: Ink, points: f64, dashes: &[f32]) {
        self.operators(format!("{} {} S", pen(ink, points, dashes), path(through)));
    }

    pub(super) fn rule(&mut self, x: f64, y: f64, width: f64, ink: Ink, points: f64) {
        self.line(&[(x, y), (x + width, y)], ink, points, &[]);
    }

    /// A filled disc.
    pub(super) fn disc(&mut self, centre: (f64, f64), radius: f64, ink: Ink) {
        // Four Bézier curves; the factor makes them a circle to within 0.03 % of the radius.
        let handle = radius * 0.552_284_75;
        let (x, y) = centre;
        let start = at(x + radius, y);
        let quarters = [
            [(x + radius, y + handle), (x + handle, y + radius), (x, y + radius)],
            [(x - handle, y + radius), (x - radius, y + handle), (x - radius, y)],
            [(x - radius, y - handle), (x - handle, y - radius), (x, y - radius)],
            [(x + handle, y - radius), (x + radius, y - handle), (x + radius, y)],
        ];
        let curves: String = quarters
            .iter()
            .map(|[first, second, end]| format!(" {} {} {} c", place(*first), place(*second), place(*end)))
            .collect();
        self.operators(format!("{} k {start} m{curves} f", ink.amounts()));
    }

    /// A picture that fills an area; one whose pixels do not add up is left out.
    pub(super) fn picture(&mut self, picture: &Thumbnail, area: Area) -> bool {
        let pixels = picture.width.checked_mul(picture.height).and_then(|count| count.checked_mul(3));
        if pixels != Some(picture.rgb.len()) || picture.rgb.is_empty() {
            return false;
        }
        let name = format!("Page{}", picture.page);
        let [width, height] = [area.width, area.height].map(points);
        let corner = at(area.x, area.bottom());
        self.operators(format!("q {width} 0 0 {height} {corner} cm /{name} Do Q"));
        self.pictures.insert(name, image(picture));
        true
    }

    /// The sheet as a document of one page, with the parts of the fonts that it uses.
    pub(super) fn into_document(self) -> Result<Document, TicketError> {
        let mut document = Document::with_version("1.6");
        let mut fonts = Dictionary::new();
        let typefaces = self.typefaces()?;
        for (font, typeface) in &typefaces {
            fonts.set(font.resource(), typeface.embed(&mut document));
        }
        let mut content = String::new();
        for drawn in &self.drawn {
            match drawn {
                Drawn::Operators(operators) => content.push_str(operators),
                Drawn::Letters(font, glyphs) => {
                    let encoded = typefaces.get(font).map(|typeface| typeface.encoded(glyphs));
                    // Writing to a string cannot fail.
                    let _ = write!(content, "[{}] TJ", encoded.unwrap_or_default());
                }
            }
            content.push('\n');
        }
        let pictures = self.pictures.into_iter().map(|(name, image)| (name, document.add_object(image)));
        let pictures = Dictionary::from_iter(pictures.map(|(name, id)| (name, Object::Reference(id))));
        let content = document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
        let pages = document.new_object_id();
        let page = document.add_object(dictionary! {
            "Type" => "Page",
            "Parent" => pages,
            "MediaBox" => vec![0.into(), 0.into(), points(PAPER.0).into(), points(PAPER.1).into()],
            "Resources" => dictionary! { "Font" => fonts, "XObject" => pictures },
            "Contents" => content,
        });
        let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(pages, tree.into());
        let catalogue = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.trailer.set("Root", catalogue);
        Ok(document)
    }

    /// What is embedded of the fonts.
    fn typefaces(&self) -> Result<BTreeMap<Font, Typeface>, TicketError> {
        let mut used: BTreeMap<Font, Used> = BTreeMap::new();
        for drawn in &self.drawn {
            if let Drawn::Letters(font, glyphs) = drawn {
                note(used.entry(*font).or_default(), glyphs);
            }
        }
        let all =
            self.faces.all().into_iter().filter_map(|(font, face)| Some((font, face, used.get(&font)?)));
        let cut = all.map(|(font, face, used)| {
            let damaged = || TicketError::Font { weight: weight_of(font), reason: "it is damaged" };
            Ok((font, Typeface::subset(face.bytes, used).ok_or_else(damaged)?))
        });
        cut.collect()
    }
}

/// The operators that choose a pen: its ink, its width in points, its dashes, round joins and cut ends.
fn pen(ink: Ink, width: f64, dashes: &[f32]) -> String {
    let dashes: Vec<String> = dashes.iter().map(ToString::to_string).collect();
    format!("{} K {} w [{}] 0 d 1 j 0 J", ink.amounts(), rounded(width), dashes.join(" "))
}

/// The operators that lead through points.
fn path(through: &[(f64, f64)]) -> String {
    let steps = through.iter().enumerate().map(|(index, at)| {
        let operator = if index == 0 { "m" } else { "l" };
        format!("{} {operator}", place(*at))
    });
    steps.collect::<Vec<_>>().join(" ")
}

impl Ink {
    /// As a content stream has them.
    fn amounts(self) -> String {
        let amounts = self.0.map(|percent| (within(percent, 0.0, 100.0) / 100.0) as f32);
        amounts.map(|amount| amount.to_string()).join(" ")
    }
}

/// A length in millimetres as the points of a PDF, a thousandth of a point exact.
fn points(millimetres: f64) -> f32 {
    rounded(Mm(millimetres).to_points())
}

/// A thousandth of a point exact. What is no number, or leads off every page, becomes one that a PDF can
/// hold (ISO 32000-1, annex C.2: 14 400 units).
fn rounded(points: f64) -> f32 {
    let points = within(points, -14_400.0, 14_400.0);
    ((points * 1000.0).round() / 1000.0) as f32
}

/// The nearest number between two; what is no number is taken for 0.
fn within(value: f64, least: f64, most: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.clamp(least, most) }
}

/// A place as a content stream has it, in points from the bottom left corner.
fn at(x: f64, y: f64) -> String {
    format!("{} {}", points(x), points(PAPER.1 - y))
}

fn place((x, y): (f64, f64)) -> String {
    at(x, y)
}

fn corners(area: Area) -> [(f64, f64); 4] {
    let (right, bottom) = (area.right(), area.bottom());
    [(area.x, area.y), (right, area.y), (right, bottom), (area.x, bottom)]
}

/// The picture as an image of four inks: grey becomes black alone, so that a ticket never mixes it.
///
/// These pictures are for telling pages apart; the colours of the press file are its own affair.
fn image(picture: &Thumbnail) -> Stream {
    let number = |count: usize| i64::try_from(count).unwrap_or(0);
    let about = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => number(picture.width),
        "Height" => number(picture.height),
        "BitsPerComponent" => 8,
        "ColorSpace" => "DeviceCMYK",
    };
    Stream::new(about, picture.rgb.chunks_exact(3).flat_map(separated).collect())
}

/// A pixel in four inks, near enough to know the page by.
///
/// Cyan ink takes some green light and magenta ink some blue light with it, so less of the next ink is
/// needed; without that, teal would turn blue. The greyer a pixel is, the more of it black ink carries.
fn separated(rgb: &[u8]) -> [u8; 4] {
    let [cyan, dark_green, dark_blue] =
        [0, 1, 2].map(|at| 1.0 - f64::from(rgb.get(at).copied().unwrap_or(255)) / 255.0);
    let magenta = (dark_green - 0.32 * cyan).max(0.0);
    let yellow = (dark_blue - 0.06 * cyan - 0.45 * magenta).max(0.0);
    let (lightest, darkest) = (cyan.min(dark_green).min(dark_blue), cyan.max(dark_green).max(dark_blue));
    let greyness = if darkest > 0.0 { lightest / darkest } else { 1.0 };
    let key = lightest * greyness * greyness;
    let coloured = 1.0 - greyness * greyness;
    [cyan * coloured, magenta * coloured, yellow * coloured, key]
        .map(|ink| (ink.clamp(0.0, 1.0) * 255.0).round() as u8)
}
