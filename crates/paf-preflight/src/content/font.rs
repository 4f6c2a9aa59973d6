//! How wide letters are, without their outlines.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId};
use paf_pdf::pages::resolved;

use super::matrix::{Matrix, matrix};
use crate::read::{dictionary, items, name, value};

/// The width of a glyph of which the font says nothing, in thousandths of the size.
const UNKNOWN: f64 = 500.0;
/// How many widths are given by ranges at most; a font has 65,536 glyphs, and ranges may be said again and
/// again.
const WIDTHS: usize = 1 << 20;

/// Where the outlines of a font are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Program {
    /// In the file.
    Embedded,
    /// Nowhere: a printer's machine has to take another font.
    Missing,
    /// In drawings, one for each letter (Type 3).
    Drawn,
}

/// A font as far as boxes around text go, and where its outlines are.
#[derive(Debug, Clone)]
pub(super) struct Font {
    /// Its name for people, with marks around it.
    pub(super) called: String,
    /// Where its outlines are.
    pub(super) program: Program,
    drawings: Drawings,
    wide_codes: bool,
    /// Whether code 0 is the box for a missing character.
    identity: bool,
    widths: BTreeMap<u32, f64>,
    default: f64,
    /// From the widths' units to the size.
    unit: f64,
}

impl Font {
    /// Reads a font dictionary.
    pub(super) fn read(document: &Document, font: &Dictionary) -> Self {
        match name(document, font, "Subtype") {
            Some(b"Type0") => composite(document, font),
            subtype => simple(document, font, subtype == Some(b"Type3")),
        }
    }

    /// Whether its letters are drawings.
    pub(super) fn is_drawn(&self) -> bool {
        self.program == Program::Drawn
    }

    /// The drawing of a letter.
    pub(super) fn drawing(&self, code: u32) -> Option<ObjectId> {
        self.drawings.of.get(&code).copied()
    }

    /// From the space of the drawings to that of a text of size 1.
    pub(super) fn matrix(&self) -> Matrix {
        self.drawings.matrix
    }

    /// What the drawings name; those of the page where the font says nothing (ISO 32000-1, table 112).
    pub(super) fn resources<'a>(&'a self, of_page: &'a Dictionary) -> &'a Dictionary {
        self.drawings.resources.as_ref().unwrap_or(of_page)
    }

    /// The codes of a string.
    pub(super) fn codes(&self, string: &[u8]) -> Vec<u32> {
        if self.wide_codes {
            let code = |pair: &[u8]| pair.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
            string.chunks(2).map(code).collect()
        } else {
            string.iter().map(|byte| u32::from(*byte)).collect()
        }
    }

    /// The width of a glyph in parts of the size.
    pub(super) fn width(&self, code: u32) -> f64 {
        self.widths.get(&code).copied().unwrap_or(self.default) * self.unit
    }

    /// Whether a code is a plain space, to which the word spacing applies.
    pub(super) fn is_space(&self, code: u32) -> bool {
        !self.wide_codes && code == 32
    }

    /// Whether a code shows the box for a missing character.
    pub(super) fn is_missing(&self, code: u32) -> bool {
        self.identity && code == 0
    }
}

fn simple(document: &Document, font: &Dictionary, drawn: bool) -> Font {
    let first = value(document, font, "FirstChar").and_then(|first| first.as_i64().ok()).unwrap_or(0);
    let first = u32::try_from(first).unwrap_or(0);
    let widths = items(document, font, "Widths").into_iter().filter_map(number);
    let descriptor = dictionary(document, font, "FontDescriptor");
    let missing = descriptor.and_then(|descriptor| number(value(document, descriptor, "MissingWidth")?));
    let matrix = items(document, font, "FontMatrix").first().and_then(|a| number(a));
    let embedded = if is_embedded(document, font) { Program::Embedded } else { Program::Missing };
    Font {
        called: called(document, font),
        program: if drawn { Program::Drawn } else { embedded },
        drawings: if drawn { Drawings::read(document, font) } else { Drawings::default() },
        wide_codes: false,
        identity: false,
        widths: (first..).zip(widths).collect(),
        default: missing.unwrap_or(if drawn { 0.0 } else { UNKNOWN }),
        unit: if drawn { matrix.unwrap_or(0.001).abs() } else { 0.001 },
    }
}

fn composite(document: &Document, font: &Dictionary) -> Font {
    let encoding = name(document, font, "Encoding");
    let descendants = items(document, font, "DescendantFonts");
    let descendant = descendants.first().and_then(|font| font.as_dict().ok());
    let default = descendant.and_then(|font| number(value(document, font, "DW")?));
    let entries = descendant.map(|font| items(document, font, "W")).unwrap_or_default();
    let embedded = descendant.is_some_and(|font| is_embedded(document, font));
    Font {
        called: called(document, font),
        program: if embedded { Program::Embedded } else { Program::Missing },
        drawings: Drawings::default(),
        wide_codes: true,
        identity: matches!(encoding, Some(b"Identity-H" | b"Identity-V")),
        widths: cid_widths(document, &entries),
        default: default.unwrap_or(1000.0),
        unit: 0.001,
    }
}

/// `c [w w w]` or `first last w` (ISO 32000-1, 9.7.4.3).
fn cid_widths(document: &Document, entries: &[&Object]) -> BTreeMap<u32, f64> {
    let mut widths = BTreeMap::new();
    let mut rest = entries.iter();
    let mut room = WIDTHS;
    let code = |object: &Object| u32::try_from(object.as_i64().ok()?).ok();
    while let (Some(first), Some(second)) = (rest.next().and_then(|first| code(first)), rest.next()) {
        if let Object::Array(list) = second {
            let list = list.iter().filter_map(|width| number(resolved(document, width)?));
            widths.extend((first..).zip(list));
        } else if let (Some(last), Some(width)) = (code(second), rest.next().and_then(|width| number(width)))
        {
            // Codes have two bytes; a larger range is a broken file.
            let range = first..=last.min(0xffff);
            let Some(left) = room.checked_sub(range.clone().count()) else { break };
            room = left;
            widths.extend(range.map(|code| (code, width)));
        }
    }
    widths
}

fn number(object: &Object) -> Option<f64> {
    object.as_float().ok().map(f64::from)
}

fn is_embedded(document: &Document, font: &Dictionary) -> bool {
    let Some(descriptor) = dictionary(document, font, "FontDescriptor") else { return false };
    ["FontFile", "FontFile2", "FontFile3"]
        .iter()
        .any(|key| matches!(value(document, descriptor, key), Some(Object::Stream(_))))
}

fn called(document: &Document, font: &Dictionary) -> String {
    match name(document, font, "BaseFont").or_else(|| name(document, font, "Name")) {
        Some(name) => format!("`{}`", String::from_utf8_lossy(name)),
        None => "without a name".to_owned(),
    }
}

/// The letters of a Type 3 font.
#[derive(Debug, Clone)]
struct Drawings {
    of: BTreeMap<u32, ObjectId>,
    matrix: Matrix,
    resources: Option<Dictionary>,
}

impl Default for Drawings {
    fn default() -> Self {
        Self { of: BTreeMap::new(), matrix: Matrix::scaled(0.001), resources: None }
    }
}

impl Drawings {
    fn read(document: &Document, font: &Dictionary) -> Self {
        let usual = Self::default();
        let procedures = dictionary(document, font, "CharProcs");
        let drawing = |name: &[u8]| procedures?.get(name).ok()?.as_reference().ok();
        let encoding = dictionary(document, font, "Encoding");
        let differences = encoding.map(|encoding| items(document, encoding, "Differences"));
        let (mut of, mut code) = (BTreeMap::new(), 0_u32);
        for item in differences.unwrap_or_default() {
            match item {
                Object::Name(name) => {
                    of.extend(drawing(name).map(|drawing| (code, drawing)));
                    code = code.saturating_add(1);
                }
                other => code = other.as_i64().ok().and_then(|code| u32::try_from(code).ok()).unwrap_or(code),
            }
        }
        let numbers: Vec<f64> = items(document, font, "FontMatrix").into_iter().filter_map(number).collect();
        let resources = dictionary(document, font, "Resources").cloned();
        Self { of, matrix: matrix(&numbers).unwrap_or(usual.matrix), resources }
    }
}
