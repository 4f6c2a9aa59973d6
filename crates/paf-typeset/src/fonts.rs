//! The fonts of a framework, and what they cover.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile};
use paf_model::files::{FileError, Files};
use paf_picture::Lettering;
use typst::foundations::Bytes;
use typst::text::{Font, FontInfo, FontStyle};
use typst_kit::fonts::FontStore;

use crate::font_file;

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
pub fn faces(files: &dyn Files) -> Result<Vec<Face>, Diagnostics> {
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

/// The fonts in `fonts/`, for words in drawings; none where they cannot be read, which is told elsewhere.
pub fn lettering(files: &dyn Files) -> Lettering<'_> {
    Lettering::new(|| {
        let fonts = load(files).unwrap_or_default();
        let face = |font: &Font| paf_picture::Face {
            family: font.info().family.as_str().to_owned(),
            bytes: Arc::new(font.data().clone()),
            index: font.index(),
        };
        fonts.iter().map(face).collect()
    })
}

pub(crate) fn store(files: &dyn Files) -> Result<FontStore, Diagnostics> {
    let mut store = FontStore::new();
    for font in load(files)? {
        let info = font.info().clone();
        store.push((font, info));
    }
    Ok(store)
}

/// The ends of the names of fonts, and of what is taken for one.
const ENDS: &[&str] = &[".otf", ".ttf", ".ttc", ".otc", ".woff", ".woff2"];

fn load(files: &dyn Files) -> Result<Vec<Font>, Diagnostics> {
    let paths = files.list("fonts");
    let paths =
        paths.map_err(|error| Diagnostics::from_iter([font_diagnostic("fonts", &error.to_string())]))?;
    let is_font = |path: &&String| {
        let name = path.to_ascii_lowercase();
        ENDS.iter().any(|end| name.ends_with(end))
    };
    let mut fonts = Vec::new();
    let mut wrong = Diagnostics::new();
    for path in paths.iter().filter(is_font) {
        match fonts_of(files, path) {
            Ok(found) => fonts.extend(found),
            Err(error) => wrong.push(*error),
        }
    }
    if fonts.is_empty() && wrong.is_empty() {
        wrong.push(
            Diagnostic::error(Rule::MissingFile, "the folder `fonts/` holds no font")
                .at(Place::start_of(&SourceFile::new("fonts", "")))
                .help("put the fonts that the templates name there, or delete the empty folder to use those of paf"),
        );
    }
    if wrong.is_empty() { Ok(fonts) } else { Err(wrong) }
}

fn fonts_of(files: &dyn Files, path: &str) -> Result<Vec<Font>, Box<Diagnostic>> {
    let bytes = files.read(path).map_err(|error| match &error {
        FileError::Unfit { help, .. } => {
            let said = font_diagnostic(path, &error.to_string());
            Box::new(Diagnostic { help: vec![help.clone()], ..said })
        }
        _ => Box::new(font_diagnostic(path, &error.to_string())),
    })?;
    font_file::check(&bytes).map_err(|why| Box::new(font_diagnostic(path, &why)))?;
    let found: Vec<Font> = Font::iter(Bytes::new(bytes)).collect();
    if found.is_empty() {
        Err(Box::new(font_diagnostic(path, "it lacks a part that every font has")))
    } else {
        Ok(found)
    }
}

/// The diagnostic for a font that cannot be used.
pub(crate) fn font_diagnostic(path: &str, reason: &str) -> Diagnostic {
    Diagnostic::error(Rule::UnreadableFile, format!("the font `{path}` cannot be used: {reason}"))
        .at(Place::start_of(&SourceFile::new(path, "")))
        .help("put an OpenType font (.otf or .ttf) there, fetched anew from where it comes from, or remove the file")
}
