//! The one door to files: everything below it works as well on files in memory.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The folders whose files make a framework.
pub(crate) const FOLDERS: [&str; 3] = ["framework", "templates", "fonts"];

/// Why a file cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileError {
    /// It does not exist.
    NotFound,
    /// Its path leads out of the root.
    OutsideRoot,
    /// The system refused, in its own words.
    Failed(String),
    /// What stands there is nothing that can be read, such as a folder, a pipe, a link to nothing, or more
    /// than a file of its kind may be.
    Unfit {
        /// What it is.
        why: String,
        /// What to do about it.
        help: String,
    },
}

impl FileError {
    /// What stands there is nothing that can be read.
    pub fn unfit(why: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Unfit { why: why.into(), help: help.into() }
    }

    /// What to do about it, where that does not depend on what the file is for.
    pub fn help(&self) -> &str {
        match self {
            Self::Unfit { help, .. } => help,
            Self::NotFound => "create the file, or correct its name",
            Self::OutsideRoot => "move the file into the framework's folder",
            Self::Failed(_) => "check the file's permissions",
        }
    }
}

/// The kinds of files by the ends of their names, and how many megabytes each may have: far more than any
/// that was ever made for a framework, and less than what would take up the memory of a computer.
const SIZES: &[(&[&str], &str, u64)] = &[
    (&[".yaml", ".yml", ".json"], "a YAML file", 16),
    (&[".po"], "a catalogue", 64),
    (&[".typ"], "a template", 16),
    (&[".otf", ".ttf", ".ttc"], "a font", 128),
    (&[".svg", ".png", ".jpg", ".jpeg", ".webp", ".gif", ".pdf"], "a picture", 128),
    (&[".icc", ".icm"], "a colour profile", 32),
];

/// How many megabytes a file of another kind may have.
const OTHER: u64 = 128;

const MEGABYTE: u64 = 1 << 20;

/// Refuses a file that is too large to be what its name says.
///
/// # Errors
/// [`FileError::Unfit`] with both sizes.
pub fn of_fit_size(path: &str, bytes: u64) -> Result<(), FileError> {
    let (what, limit) = kind_of(path);
    of_size(what, limit, bytes)
}

/// How many bytes a file may have by its name.
pub fn largest(path: &str) -> u64 {
    kind_of(path).1 * MEGABYTE
}

fn kind_of(path: &str) -> (&'static str, u64) {
    let name = path.to_ascii_lowercase();
    let of_kind = SIZES.iter().find(|(ends, ..)| ends.iter().any(|end| name.ends_with(end)));
    of_kind.map_or(("a file", OTHER), |(_, what, limit)| (*what, *limit))
}

/// Refuses something that has more than `limit` megabytes.
///
/// # Errors
/// [`FileError::Unfit`] with both sizes.
pub fn of_size(what: &str, limit: u64, bytes: u64) -> Result<(), FileError> {
    if bytes <= limit * MEGABYTE {
        return Ok(());
    }
    let has = bytes.div_ceil(MEGABYTE);
    Err(FileError::unfit(
        format!("it has {has} MB, and {what} may have {limit} MB at most"),
        "look whether it is what its name says; if it is, make it smaller",
    ))
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFound => "it is not there",
            Self::OutsideRoot => "its path leads out of the framework's folder",
            Self::Failed(reason) | Self::Unfit { why: reason, .. } => reason,
        })
    }
}

/// Files below a root. Paths are relative to it, with forward slashes.
pub trait Files: Send + Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// If the file is not there, lies outside the root, or cannot be read.
    fn read(&self, path: &str) -> Result<Arc<[u8]>, FileError>;

    /// The paths of all files below a folder that can be read, sorted; empty where there is no such folder.
    ///
    /// # Errors
    /// If the system refuses.
    fn list(&self, folder: &str) -> Result<Vec<String>, FileError>;

    /// What else stands below a folder, or in its place, and why nobody can read it: folders that the system
    /// does not open, links to nothing and in circles, pipes.
    fn unfit(&self, _folder: &str) -> Vec<(String, FileError)> {
        Vec::new()
    }
}

/// Files in memory.
#[derive(Debug, Clone, Default)]
pub struct Memory(pub BTreeMap<String, Arc<[u8]>>);

impl Memory {
    /// Adds a file.
    pub fn insert(&mut self, path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) {
        self.0.insert(path.into(), bytes.into());
    }
}

impl Files for Memory {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, FileError> {
        inside(path)?;
        self.0.get(path).cloned().ok_or(FileError::NotFound)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        let prefix = format!("{folder}/");
        Ok(self.0.keys().filter(|path| path.starts_with(&prefix)).cloned().collect())
    }
}

/// Files of which those of `over` hide those of `under`, folder by folder: where `over` has any
/// file in one of `folders`, the whole folder is taken from it.
pub struct Layered<O, U> {
    /// Looked at first.
    pub over: O,
    /// Used for the folders that `over` does not have.
    pub under: U,
    /// The folders that `under` may supply.
    pub folders: &'static [&'static str],
}

impl<O: Files, U: Files> Layered<O, U> {
    /// Whether a path is supplied by `under`.
    fn supplied(&self, path: &str) -> bool {
        self.folders
            .iter()
            .filter(|folder| {
                path.strip_prefix(**folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
            .any(|folder| {
                // What cannot be read is there all the same, and is not to be replaced unseen.
                self.over.list(folder).is_ok_and(|files| files.is_empty())
                    && self.over.unfit(folder).is_empty()
            })
    }
}

impl<O: Files, U: Files> Files for Layered<O, U> {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, FileError> {
        match self.over.read(path) {
            Err(FileError::NotFound) if self.supplied(path) => self.under.read(path),
            other => other,
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        if self.supplied(folder) { self.under.list(folder) } else { self.over.list(folder) }
    }

    fn unfit(&self, folder: &str) -> Vec<(String, FileError)> {
        self.over.unfit(folder)
    }
}

/// Refuses a path that leads out of the root.
///
/// # Errors
/// [`FileError::OutsideRoot`] for an absolute path or one with `..`.
pub fn inside(path: &str) -> Result<(), FileError> {
    let escapes = path.starts_with('/')
        || path.contains('\\')
        || path.split('/').any(|part| part == ".." || part.ends_with(':'));
    if escapes { Err(FileError::OutsideRoot) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        for path in ["../a", "a/../../b", "/etc/passwd", "a\\b", "C:/x"] {
            assert_eq!(inside(path), Err(FileError::OutsideRoot), "{path}");
        }
        assert_eq!(inside("framework/a..b.yaml"), Ok(()));
    }

    #[test]
    fn each_kind_has_its_own_size() {
        let refused = |path: &str, megabytes: u64| of_fit_size(path, megabytes * MEGABYTE).err();
        for (path, fits, why) in [
            ("framework/report.yaml", 16, "it has 17 MB, and a YAML file may have 16 MB at most"),
            ("fonts/A.OTF", 128, "it has 129 MB, and a font may have 128 MB at most"),
            ("templates/data.csv", 128, "it has 129 MB, and a file may have 128 MB at most"),
        ] {
            assert_eq!(refused(path, fits), None);
            assert_eq!(refused(path, fits + 1).map(|error| error.to_string()).as_deref(), Some(why));
        }
    }

    #[test]
    fn a_folder_comes_from_one_layer_alone() {
        let (mut over, mut under) = (Memory::default(), Memory::default());
        over.insert("fonts/a.otf", *b"1");
        under.insert("fonts/b.otf", *b"2");
        under.insert("templates/t.typ", *b"3");
        let files = Layered { over, under, folders: &["fonts", "templates"] };
        assert_eq!(files.read("fonts/b.otf"), Err(FileError::NotFound));
        assert_eq!(files.list("fonts").as_deref(), Ok(&["fonts/a.otf".to_owned()][..]));
        assert!(files.read("templates/t.typ").is_ok());
    }
}
