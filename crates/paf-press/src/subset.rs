//! A font cut down to the glyphs that a file uses.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;
use ttf_parser::{Face, RawFace, Tag, name_id};

/// What is embedded of a font.
pub(crate) struct Subset {
    /// An OpenType file.
    pub(crate) program: Vec<u8>,
    /// The name to call it by: six letters that differ from subset to subset, and the font's own name
    /// (ISO 32000-1, 9.6.4).
    pub(crate) name: String,
    numbers: BTreeMap<u16, u16>,
}

impl Subset {
    /// Cuts a font down to some glyphs, which are numbered anew in this order; the one for missing
    /// letters, which every font begins with, is always there. None where it is no font, or a damaged
    /// one.
    pub(crate) fn of(font: &[u8], glyphs: &[u16]) -> Option<Self> {
        let face = Face::parse(font, 0).ok()?;
        let mut remapper = GlyphRemapper::new();
        let numbers = glyphs.iter().map(|glyph| (*glyph, remapper.remap(*glyph))).collect();
        let program = subsetter::subset(font, 0, &remapper).ok()?;
        Some(Self { program, name: name(&face, glyphs), numbers })
    }

    /// The new number of each glyph of the whole font.
    pub(crate) fn numbers(&self) -> &BTreeMap<u16, u16> {
        &self.numbers
    }

    /// The bare table of outlines, if they are of the CFF kind; TrueType is embedded as a file.
    pub(crate) fn cff(&self) -> Option<&[u8]> {
        RawFace::parse(&self.program, 0).ok()?.table(Tag::from_bytes(b"CFF "))
    }
}

fn name(face: &Face<'_>, glyphs: &[u16]) -> String {
    let glyphs: Vec<u8> = glyphs.iter().flat_map(|glyph| glyph.to_be_bytes()).collect();
    let letters = Sha256::digest(&glyphs);
    let letters: String = letters.iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect();
    let mut names = face.names().into_iter().filter(|name| name.name_id == name_id::POST_SCRIPT_NAME);
    let name = names.find_map(|name| name.to_string()).unwrap_or_default();
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    format!("{letters}+{}", if name.is_empty() { "Font" } else { &name })
}
