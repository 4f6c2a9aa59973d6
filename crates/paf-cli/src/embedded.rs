//! The templates and fonts that travel inside the binary.

use std::sync::Arc;

use include_dir::{Dir, include_dir};
use paf_build::Disk;
use paf_model::files::{FileError, Files, Layered, inside};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../templates");
static FONTS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../fonts");
static SCAFFOLD: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scaffold");

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

/// The files of a root, with templates and fonts of the binary where it has none.
pub(crate) fn files(disk: Disk) -> Arc<dyn Files> {
    Arc::new(Layered { over: disk, under: Embedded, folders: &["templates", "fonts"] })
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
