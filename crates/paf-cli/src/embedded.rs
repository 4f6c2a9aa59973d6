//! The templates and fonts that travel inside the binary.

use std::sync::Arc;

use include_dir::{Dir, include_dir};
use paf_build::Disk;
use paf_locale::Lang;
use paf_model::files::{FileError, Files, Layered, inside};

/// The crates of the program, with their checksums.
pub(crate) const LOCK: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.lock"));

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../templates");
static FONTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../fonts");
static LOCALES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../framework/locales");
static SCAFFOLD: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scaffold");

/// The folders that the binary supplies.
const SUPPLIED: &[&str] = &["templates", "fonts"];

/// The folders that the binary supplies where a framework has none of its own.
pub(crate) struct Embedded;

fn folder(path: &str) -> Option<(&'static Dir<'static>, &str)> {
    let (first, rest) = path.split_once('/').unwrap_or((path, ""));
    match first {
        "templates" => Some((&TEMPLATES, rest)),
        "fonts" => Some((&FONTS, rest)),
        _ => None,
    }
}

impl Files for Embedded {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, FileError> {
        inside(path)?;
        let (dir, rest) = folder(path).ok_or(FileError::NotFound)?;
        dir.get_file(rest).map(|file| Arc::from(file.contents())).ok_or(FileError::NotFound)
    }

    fn list(&self, path: &str) -> Result<Vec<String>, FileError> {
        let Some((dir, rest)) = folder(path) else { return Ok(Vec::new()) };
        let first = path.split('/').next().unwrap_or(path);
        let below = if rest.is_empty() { Some(dir) } else { dir.get_dir(rest) };
        let mut found: Vec<String> = below.map(files_in).unwrap_or_default();
        found.iter_mut().for_each(|file| *file = format!("{first}/{file}"));
        found.sort();
        Ok(found)
    }
}

fn files_in(dir: &Dir<'_>) -> Vec<String> {
    let here = dir.files().filter_map(|file| file.path().to_str()).map(|path| path.replace('\\', "/"));
    here.chain(dir.dirs().flat_map(files_in)).collect()
}

/// The folders that a root does not have, so that they come from the binary.
pub(crate) fn supplied(disk: &Disk) -> Vec<String> {
    let is_missing = |folder: &&&str| disk.list(folder).is_ok_and(|files| files.is_empty());
    SUPPLIED.iter().filter(is_missing).map(|folder| (*folder).to_owned()).collect()
}

/// The files of a root, with templates and fonts of the binary where it has none.
pub(crate) fn files(disk: Disk) -> Arc<dyn Files> {
    Arc::new(Layered { over: disk, under: Embedded, folders: SUPPLIED })
}

/// What begins an entry of a text of the templates.
const OF_TEMPLATES: [&str; 3] = ["msgctxt \"documents.", "msgctxt \"theme.", "msgctxt \"site."];

/// A catalogue with the fixed words of the templates in a language; nothing where nobody has translated them.
pub(crate) fn fixed_words(lang: Lang) -> Option<String> {
    let shipped = LOCALES.get_file(format!("{}.po", lang.language()))?.contents_utf8()?;
    let is_fixed = |entry: &&str| {
        let mut lines = entry.lines();
        lines.any(|line| OF_TEMPLATES.iter().any(|begin| line.starts_with(begin)))
            && !entry
                .lines()
                .any(|line| line.starts_with("#,") || line.starts_with("#|") || line.starts_with("#~"))
    };
    let entries: Vec<&str> = shipped.split("\n\n").map(str::trim).filter(is_fixed).collect();
    let head = format!(
        "msgid \"\"\nmsgstr \"\"\n\"Language: {lang}\\n\"\n\"MIME-Version: 1.0\\n\"\n\
         \"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Content-Transfer-Encoding: 8bit\\n\"\n"
    );
    Some(format!("{head}\n{}\n", entries.join("\n\n")))
}

/// The files that `paf new` begins with: path and text.
pub(crate) fn scaffold() -> Vec<(String, &'static str)> {
    files_in(&SCAFFOLD)
        .into_iter()
        .filter_map(|path| {
            let text = SCAFFOLD.get_file(&path)?.contents_utf8()?;
            Some((path, text))
        })
        .collect()
}
