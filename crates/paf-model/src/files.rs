//! The one door to files: everything below it works as well on files in memory.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Why a file cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileError {
    /// It does not exist.
    NotFound,
    /// Its path leads out of the root.
    OutsideRoot,
    /// The system refused, in its own words.
    Failed(String),
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotFound => "it is not there",
            Self::OutsideRoot => "its path leads out of the framework's folder",
            Self::Failed(reason) => reason,
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

    /// The paths of all files below a folder, sorted; empty where there is no such folder.
    ///
    /// # Errors
    /// If the system refuses.
    fn list(&self, folder: &str) -> Result<Vec<String>, FileError>;
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
            .any(|folder| self.over.list(folder).is_ok_and(|files| files.is_empty()))
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
