//! The fonts of a framework, and what they cover.

use paf_diag::{Diagnostic, Place, Rule, SourceFile};
use paf_model::files::Files;
use typst::foundations::Bytes;
use typst::text::{Font, FontInfo, FontStyle};
use typst_kit::fonts::FontStore;

/// One style of a font.
pub struct Face {
    /// The family, as templates name it.
    pub family: String,
    /// The weight, 100 to 900.
    pub weight: u16,
    /// Whether it is italic or oblique.
    pub italic: bool,
    info: FontInfo,
}

impl Face {
    /// Whether the font has a character.
    pub fn covers(&self, c: char) -> bool {
        self.info.coverage.contains(u32::from(c))
    }
}

/// All faces in `fonts/`, by family, style and weight.
///
/// # Errors
/// If there is none, or one cannot be read.
pub fn faces(files: &dyn Files) -> Result<Vec<Face>, Box<Diagnostic>> {
    let mut faces: Vec<Face> = load(files)?
        .into_iter()
        .map(|font| {
            let info = font.info().clone();
            Face {
                family: info.family.as_str().to_owned(),
                weight: info.variant.weight.to_number(),
                italic: info.variant.style != FontStyle::Normal,
                info,
            }
        })
        .collect();
    faces.sort_by(|a, b| (&a.family, a.italic, a.weight).cmp(&(&b.family, b.italic, b.weight)));
    Ok(faces)
}

pub(crate) fn store(files: &dyn Files) -> Result<FontStore, Box<Diagnostic>> {
    let mut store = FontStore::new();
    for font in load(files)? {
        let info = font.info().clone();
        store.push((font, info));
    }
    Ok(store)
}

fn load(files: &dyn Files) -> Result<Vec<Font>, Box<Diagnostic>> {
    let failed = |path: &str, reason: String| Box::new(font_diagnostic(path, &reason));
    let paths = files.list("fonts").map_err(|error| failed("fonts", error.to_string()))?;
    let mut fonts = Vec::new();
    for path in
        paths.iter().filter(|path| path.ends_with(".otf") || path.ends_with(".ttf") || path.ends_with(".ttc"))
    {
        let bytes = files.read(path).map_err(|error| failed(path, error.to_string()))?;
        let before = fonts.len();
        fonts.extend(Font::iter(Bytes::new(bytes)));
        if fonts.len() == before {
            return Err(failed(path, "it is not a font".to_owned()));
        }
    }
    if fonts.is_empty() {
        return Err(Box::new(
            Diagnostic::error(Rule::MissingFile, "the folder `fonts/` holds no font")
                .at(Place::start_of(&SourceFile::new("fonts", "")))
                .help("put the fonts that the templates name there, or delete the empty folder to use those of paf"),
        ));
    }
    Ok(fonts)
}

/// The diagnostic for a font that cannot be used.
pub(crate) fn font_diagnostic(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::error(Rule::UnreadableFile, format!("the font `{path}` cannot be used: {reason}"))
        .at(Place::start_of(&SourceFile::new(path, "")))
        .help("put an OpenType font (.otf or .ttf) there, or remove the file")
}
