//! A font of a slug line or a ticket, cut down to the glyphs it uses and embedded (ISO 32000-1, 9.7).

use std::collections::BTreeMap;
use std::fmt::Write;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use ttf_parser::Face;

use crate::lettering::Glyph;
use crate::subset::Subset;

/// How many characters one block of a ToUnicode map may hold (Adobe technical note 5411).
const BLOCK: usize = 100;

/// The glyphs of a font that are used, by their numbers: how wide the font says that they are, in thousandths of the
/// size, and the letters that they stand for.
pub(crate) type Used = BTreeMap<u16, (f64, String)>;

/// Notes glyphs that are used.
pub(crate) fn note(used: &mut Used, glyphs: &[Glyph]) {
    for glyph in glyphs {
        let (_, letters) = used.entry(glyph.id).or_insert((glyph.width, String::new()));
        if letters.is_empty() {
            letters.clone_from(&glyph.text);
        }
    }
}

/// A subset of a font.
pub(crate) struct Typeface {
    /// By their numbers in the whole font.
    glyphs: BTreeMap<u16, Embedded>,
    /// The font file: a bare CFF table or a TrueType file.
    file: Vec<u8>,
    outlines: Outlines,
    metrics: Metrics,
    name: String,
}

/// A glyph as it is in the subset.
struct Embedded {
    number: u16,
    /// In thousandths of the size.
    width: f64,
    /// What it stands for.
    letters: String,
}

#[derive(Clone, Copy, PartialEq)]
enum Outlines {
    Cff,
    TrueType,
}

/// Measures in thousandths of the size.
struct Metrics {
    bounds: [f64; 4],
    ascent: f64,
    descent: f64,
    capitals: f64,
    slant: f64,
    stem: f64,
}

impl Typeface {
    /// Cuts a font down to some glyphs; nothing where the font is damaged.
    pub(crate) fn subset(font: &[u8], used: &Used) -> Option<Self> {
        let face = Face::parse(font, 0).ok()?;
        let scale = 1000.0 / f64::from(face.units_per_em());
        let glyphs: Vec<u16> = used.keys().copied().collect();
        let subset = Subset::of(font, &glyphs)?;
        let number = |glyph: u16| subset.numbers().get(&glyph).copied().unwrap_or(0);
        let glyphs = used.iter().map(|(glyph, (width, letters))| {
            let number = number(*glyph);
            (*glyph, Embedded { number, width: *width, letters: letters.clone() })
        });
        let glyphs = glyphs.collect();
        let (outlines, file) = match subset.cff() {
            Some(cff) => (Outlines::Cff, cff.to_vec()),
            None => (Outlines::TrueType, subset.program),
        };
        Some(Self { glyphs, file, outlines, metrics: Metrics::of(&face, scale), name: subset.name })
    }

    /// Glyphs as the items of a `TJ` array: hexadecimal digits, and how far the pen moves back where a
    /// glyph is narrower than its font says (ISO 32000-1, 9.4.3).
    pub(crate) fn encoded(&self, glyphs: &[Glyph]) -> String {
        let mut items = String::from("<");
        for glyph in glyphs {
            let number = self.glyphs.get(&glyph.id).map_or(0, |glyph| glyph.number);
            // Writing to a string cannot fail.
            let _ = write!(items, "{number:04X}");
            let back = glyph.width - glyph.advance;
            if back.abs() >= 0.5 {
                let _ = write!(items, "> {back:.0} <");
            }
        }
        items + ">"
    }

    /// Puts the font into a document.
    pub(crate) fn embed(&self, document: &mut Document) -> ObjectId {
        let descriptor = self.descriptor(document);
        let kind = if self.outlines == Outlines::Cff { "CIDFontType0" } else { "CIDFontType2" };
        let literal = |text: &str| Object::String(text.as_bytes().to_vec(), StringFormat::Literal);
        let mut descendant = dictionary! {
            "Type" => "Font",
            "Subtype" => kind,
            "BaseFont" => self.name.as_str(),
            "CIDSystemInfo" => dictionary! {
                "Registry" => literal("Adobe"),
                "Ordering" => literal("Identity"),
                "Supplement" => 0,
            },
            "FontDescriptor" => Object::Reference(descriptor),
            "DW" => 0,
            "W" => self.widths(),
        };
        if self.outlines == Outlines::TrueType {
            descendant.set("CIDToGIDMap", "Identity");
        }
        let descendant = document.add_object(descendant);
        let unicode = document.add_object(compressed(Dictionary::new(), self.to_unicode().into_bytes()));
        document.add_object(dictionary! {
            "Type" => "Font",
            "Subtype" => "Type0",
            "BaseFont" => self.name.as_str(),
            "Encoding" => "Identity-H",
            "DescendantFonts" => vec![Object::Reference(descendant)],
            "ToUnicode" => Object::Reference(unicode),
        })
    }

    fn descriptor(&self, document: &mut Document) -> ObjectId {
        let mut about = Dictionary::new();
        let key = match self.outlines {
            Outlines::Cff => {
                about.set("Subtype", "CIDFontType0C");
                "FontFile3"
            }
            Outlines::TrueType => {
                about.set("Length1", i64::try_from(self.file.len()).unwrap_or(i64::MAX));
                "FontFile2"
            }
        };
        let file = document.add_object(compressed(about, self.file.clone()));
        let metrics = &self.metrics;
        let mut descriptor = dictionary! {
            "Type" => "FontDescriptor",
            "FontName" => self.name.as_str(),
            // Symbolic: its glyphs are addressed by number, not by a standard encoding.
            "Flags" => 4,
            "FontBBox" => metrics.bounds.map(whole).to_vec(),
            "ItalicAngle" => whole(metrics.slant),
            "Ascent" => whole(metrics.ascent),
            "Descent" => whole(metrics.descent),
            "CapHeight" => whole(metrics.capitals),
            "StemV" => whole(metrics.stem),
        };
        descriptor.set(key, Object::Reference(file));
        document.add_object(descriptor)
    }

    /// `first [width …]`: one run, as the numbers of the subset follow each other.
    fn widths(&self) -> Vec<Object> {
        let numbered = |glyph: &Embedded| (glyph.number, glyph.width);
        let mut by_glyph: Vec<(u16, f64)> = self.glyphs.values().map(numbered).collect();
        by_glyph.sort_by_key(|(glyph, _)| *glyph);
        by_glyph.dedup_by_key(|(glyph, _)| *glyph);
        let pair = |(glyph, width): (u16, f64)| [Object::Integer(glyph.into()), vec![whole(width)].into()];
        by_glyph.into_iter().flat_map(pair).collect()
    }

    /// The map by which text is copied and searched.
    fn to_unicode(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        for glyph in self.glyphs.values().filter(|glyph| !glyph.letters.is_empty()) {
            let units: String = glyph.letters.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
            lines.push(format!("<{:04X}> <{units}>", glyph.number));
        }
        let mut map = String::from(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
             /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n\
             /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
             1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
        );
        for block in lines.chunks(BLOCK) {
            // Writing to a string cannot fail.
            let _ = writeln!(map, "{} beginbfchar\n{}\nendbfchar", block.len(), block.join("\n"));
        }
        map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        map
    }
}

impl Metrics {
    fn of(face: &Face<'_>, scale: f64) -> Self {
        let bounds = face.global_bounding_box();
        let scaled = |value: i16| f64::from(value) * scale;
        let ascent = scaled(face.ascender());
        Self {
            bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(scaled),
            ascent,
            descent: scaled(face.descender()),
            capitals: face.capital_height().map_or(ascent, scaled),
            slant: f64::from(face.italic_angle()),
            // Fonts do not say; a rule of thumb from the weight.
            stem: 10.0 + 220.0 * (f64::from(face.weight().to_number()) - 50.0) / 900.0,
        }
    }
}

fn compressed(about: Dictionary, content: Vec<u8>) -> Stream {
    let mut stream = Stream::new(about, content);
    // What cannot be made smaller stays as it is.
    let _ = stream.compress();
    stream
}

#[expect(clippy::cast_possible_truncation, reason = "measures of a font are 16-bit numbers")]
fn whole(value: f64) -> Object {
    Object::Integer(value.round() as i64)
}
