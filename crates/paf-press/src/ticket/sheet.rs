//! The sheet of paper that a ticket is drawn on: millimetres from its top left corner, ink, lines, text.

mod text;

use std::collections::{BTreeMap, BTreeSet};

use paf_pdf::geometry::Mm;
use printpdf::{
    Codepoint, Color, CustomPdfConformance, DictItem, ExternalStream, ExternalXObject, Line, LineCapStyle,
    LineDashPattern, LineJoinStyle, LinePoint, Op, PaintMode, PdfConformance, PdfDocument, PdfFont, PdfPage,
    PdfSaveOptions, Point, Polygon, PolygonRing, Pt, TextItem, XObject, XObjectId, XObjectTransform,
};

pub(super) use text::{Align, Style};

use super::face::{Faces, Font, embedded};
use super::{Thumbnail, TicketError};

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
    ops: Vec<Op>,
    pictures: BTreeMap<XObjectId, XObject>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(faces: &'a Faces<'a>, language: &'a str) -> Self {
        Self { faces, language, ops: Vec::new(), pictures: BTreeMap::new() }
    }

    /// Whether the fonts have all letters of a text.
    pub(super) fn can_write(&self, text: &str) -> bool {
        self.faces.can_write(text)
    }

    pub(super) fn fill(&mut self, area: Area, ink: Ink) {
        self.ops.push(Op::SetFillColor { col: ink.colour() });
        self.polygon(&corners(area), PaintMode::Fill);
    }

    pub(super) fn frame(&mut self, area: Area, ink: Ink, points: f64) {
        self.stroke(ink, points, &[]);
        self.polygon(&corners(area), PaintMode::Stroke);
    }

    /// A line through points; `dashes` in points, none for an unbroken one.
    pub(super) fn line(&mut self, through: &[(f64, f64)], ink: Ink, points: f64, dashes: &[f32]) {
        self.stroke(ink, points, dashes);
        let points = through.iter().map(|at| corner(*at)).collect();
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    pub(super) fn rule(&mut self, x: f64, y: f64, width: f64, ink: Ink, points: f64) {
        self.line(&[(x, y), (x + width, y)], ink, points, &[]);
    }

    /// A filled disc.
    pub(super) fn disc(&mut self, centre: (f64, f64), radius: f64, ink: Ink) {
        // Four Bézier curves; the factor makes them a circle to within 0.03 % of the radius.
        let handle = radius * 0.552_284_75;
        let (x, y) = centre;
        let around = [
            (x + radius, y, false),
            (x + radius, y + handle, true),
            (x + handle, y + radius, true),
            (x, y + radius, false),
            (x - handle, y + radius, true),
            (x - radius, y + handle, true),
            (x - radius, y, false),
            (x - radius, y - handle, true),
            (x - handle, y - radius, true),
            (x, y - radius, false),
            (x + handle, y - radius, true),
            (x + radius, y - handle, true),
            (x + radius, y, false),
        ];
        let points =
            around.iter().map(|(x, y, bezier)| LinePoint { p: at(*x, *y), bezier: *bezier }).collect();
        self.ops.push(Op::SetFillColor { col: ink.colour() });
        let rings = vec![PolygonRing { points }];
        self.ops.push(Op::DrawPolygon {
            polygon: Polygon { rings, mode: PaintMode::Fill, ..Default::default() },
        });
    }

    /// A picture that fills an area; one whose pixels do not add up is left out.
    pub(super) fn picture(&mut self, picture: &Thumbnail, area: Area) -> bool {
        let pixels = picture.width.checked_mul(picture.height).and_then(|count| count.checked_mul(3));
        if pixels != Some(picture.rgb.len()) || picture.rgb.is_empty() {
            return false;
        }
        let id = XObjectId(format!("Page{}", picture.page));
        self.pictures.insert(id.clone(), XObject::External(image(picture)));
        let (left, bottom) = (points(area.x), points(PAPER.1 - area.bottom()));
        self.ops.push(Op::UseXobject {
            id,
            transform: XObjectTransform {
                translate_x: Some(Pt(left)),
                translate_y: Some(Pt(bottom)),
                scale_x: Some(points(area.width)),
                scale_y: Some(points(area.height)),
                no_auto_scale: true,
                ..Default::default()
            },
        });
        true
    }

    fn stroke(&mut self, ink: Ink, points: f64, dashes: &[f32]) {
        self.ops.extend([
            Op::SetOutlineColor { col: ink.colour() },
            Op::SetOutlineThickness { pt: Pt(rounded(points)) },
            Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, dashes) },
            Op::SetLineJoinStyle { join: LineJoinStyle::Round },
            Op::SetLineCapStyle { cap: LineCapStyle::Butt },
        ]);
    }

    fn polygon(&mut self, around: &[(f64, f64)], mode: PaintMode) {
        let points = around.iter().map(|at| corner(*at)).collect();
        let rings = vec![PolygonRing { points }];
        self.ops.push(Op::DrawPolygon { polygon: Polygon { rings, mode, ..Default::default() } });
    }

    /// The sheet as printpdf writes it, with the parts of the fonts that it uses.
    pub(super) fn into_pdf(mut self) -> Result<Vec<u8>, TicketError> {
        let mut document = PdfDocument::new("");
        for (font, face) in self.faces.all() {
            let used = glyphs_used(&self.ops, font);
            // All have the glyph for missing letters.
            if matches!(font, Font::Other(_)) && used.len() < 2 {
                continue;
            }
            let (program, numbers) = embedded(face, font, &used)?;
            renumber(&mut self.ops, font, &numbers);
            document.resources.fonts.map.insert(font_id(font), PdfFont::new(program));
        }
        document.resources.xobjects.map = self.pictures;
        // Every conformance of printpdf but an own one adds a 650 KB profile, and wrongly.
        document.metadata.info.conformance = PdfConformance::Custom(CustomPdfConformance {
            requires_icc_profile: false,
            requires_xmp_metadata: false,
            ..Default::default()
        });
        let paper = (printpdf::Mm(PAPER.0 as f32), printpdf::Mm(PAPER.1 as f32));
        document.with_pages(vec![PdfPage::new(paper.0, paper.1, self.ops)]);
        let mut warnings = Vec::new();
        Ok(document.save(&PdfSaveOptions::default(), &mut warnings))
    }
}

impl Ink {
    fn colour(self) -> Color {
        let [c, m, y, k] = self.0.map(|percent| (within(percent, 0.0, 100.0) / 100.0) as f32);
        Color::Cmyk(printpdf::Cmyk::new(c, m, y, k, None))
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

fn at(x: f64, y: f64) -> Point {
    Point { x: Pt(points(x)), y: Pt(points(PAPER.1 - y)) }
}

fn corner((x, y): (f64, f64)) -> LinePoint {
    LinePoint { p: at(x, y), bezier: false }
}

fn corners(area: Area) -> [(f64, f64); 4] {
    let (right, bottom) = (area.right(), area.bottom());
    [(area.x, area.y), (right, area.y), (right, bottom), (area.x, bottom)]
}

fn font_id(font: Font) -> printpdf::FontId {
    printpdf::FontId(font.resource())
}

/// The picture as an image of four inks: grey becomes black alone, so that a ticket never mixes it.
///
/// These pictures are for telling pages apart; the colours of the press file are its own affair.
fn image(picture: &Thumbnail) -> ExternalXObject {
    let name = |text: &str| DictItem::Name(text.as_bytes().to_vec());
    let number = |count: usize| DictItem::Int(i64::try_from(count).unwrap_or(0));
    let dict = BTreeMap::from([
        ("Type".to_owned(), name("XObject")),
        ("Subtype".to_owned(), name("Image")),
        ("Width".to_owned(), number(picture.width)),
        ("Height".to_owned(), number(picture.height)),
        ("BitsPerComponent".to_owned(), number(8)),
        ("ColorSpace".to_owned(), name("DeviceCMYK")),
    ]);
    let content = picture.rgb.chunks_exact(3).flat_map(separated).collect();
    ExternalXObject {
        stream: ExternalStream { dict, content, compress: true },
        width: None,
        height: None,
        dpi: None,
    }
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

/// The glyphs that a font is asked for, with the one for missing letters, which every font begins with.
fn glyphs_used(ops: &[Op], font: Font) -> BTreeSet<u16> {
    let mut used = BTreeSet::from([0]);
    for_each_glyph(ops.iter(), font, |codepoint| {
        used.insert(codepoint.gid);
    });
    used
}

fn for_each_glyph<'o>(ops: impl Iterator<Item = &'o Op>, font: Font, mut act: impl FnMut(&'o Codepoint)) {
    let resource = font.resource();
    let mut ours = false;
    for op in ops {
        match op {
            Op::SetFont { font, .. } => ours = font.get_resource_name() == resource,
            Op::ShowText { items } if ours => items.iter().for_each(|item| {
                if let TextItem::GlyphIds(glyphs) = item {
                    glyphs.iter().for_each(&mut act);
                }
            }),
            _ => {}
        }
    }
}

fn renumber(ops: &mut [Op], font: Font, numbers: &BTreeMap<u16, u16>) {
    let resource = font.resource();
    let mut ours = false;
    for op in ops {
        match op {
            Op::SetFont { font, .. } => ours = font.get_resource_name() == resource,
            Op::ShowText { items } if ours => items.iter_mut().for_each(|item| {
                if let TextItem::GlyphIds(glyphs) = item {
                    for glyph in glyphs {
                        glyph.gid = numbers.get(&glyph.gid).copied().unwrap_or(0);
                    }
                }
            }),
            _ => {}
        }
    }
}
