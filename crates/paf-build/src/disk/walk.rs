//! What stands below a folder: files to read, and what nobody can read.
#![expect(clippy::disallowed_methods, reason = "this is a part of the door to the file system")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use paf_model::files::FileError;

use super::{Disk, file_error};

/// How many files and folders are looked at: links within each other can make any number of a few.
const MOST: usize = 100_000;

/// The ends of names that a folder of files does not have.
const OF_FILES: &[&str] = &[
    ".yaml", ".yml", ".po", ".typ", ".svg", ".png", ".jpg", ".jpeg", ".webp", ".otf", ".ttf", ".ttc", ".icc",
];

/// A folder that is looked through. Hidden files and backups are left out: editors leave them about.
pub(super) struct Walk<'a> {
    disk: &'a Disk,
    /// The files, sorted.
    pub(super) found: Vec<String>,
    /// What else there is, sorted.
    pub(super) unfit: Vec<(String, FileError)>,
    seen: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn of(disk: &'a Disk, folder: &str) -> Self {
        let mut walk = Self { disk, found: Vec::new(), unfit: Vec::new(), seen: 0 };
        if fs::symlink_metadata(disk.root().join(folder)).is_ok() {
            walk.entry(folder, &mut Vec::new());
            // Where a folder is asked for, a file is none.
            if walk.found.iter().any(|path| path == folder) {
                walk.found.clear();
                walk.refuse(folder, "it is a file, and a folder belongs here", "move it to another place");
            }
        }
        walk.found.sort();
        walk.unfit.sort_by(|a, b| a.0.cmp(&b.0));
        walk
    }

    fn refuse(&mut self, path: &str, why: &str, help: &str) {
        self.unfit.push((path.to_owned(), FileError::unfit(why, help)));
    }

    /// Looks at one thing; `above` are the folders that it lies in.
    fn entry(&mut self, path: &str, above: &mut Vec<PathBuf>) {
        let full = self.disk.root().join(path);
        let metadata = match fs::metadata(&full) {
            Ok(metadata) => metadata,
            Err(error) => {
                let unfit = of_link(&full, &error).unwrap_or_else(|| file_error(&error));
                return self.unfit.push((path.to_owned(), unfit));
            }
        };
        if metadata.is_file() {
            return self.found.push(path.to_owned());
        }
        if !metadata.is_dir() {
            return self.unfit.push((path.to_owned(), special()));
        }
        match self.disk.real(path) {
            Err(error) => self.unfit.push((path.to_owned(), error)),
            Ok(real) if above.contains(&real) => {
                self.refuse(path, "it is a link to a folder that it lies in itself", "delete the link");
            }
            Ok(_) if self.seen > MOST => {}
            Ok(_) if is_called_like_a_file(path) => {
                self.refuse(path, "it is a folder, and a file belongs here", "put the file in its place");
            }
            Ok(real) => {
                above.push(real);
                self.folder(path, &full, above);
                above.pop();
            }
        }
    }

    fn folder(&mut self, path: &str, full: &Path, above: &mut Vec<PathBuf>) {
        let entries = fs::read_dir(full).and_then(Iterator::collect::<io::Result<Vec<_>>>);
        let mut entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.unfit.push((path.to_owned(), file_error(&error))),
        };
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            let Some(name) = name.to_str() else {
                let path = format!("{path}/{}", name.to_string_lossy());
                self.refuse(&path, "its name is not written in UTF-8", "give it another name");
                continue;
            };
            if name.starts_with('.') || name.ends_with('~') {
                continue;
            }
            self.seen += 1;
            if self.seen == MOST {
                let why = format!("there are more than {MOST} files in this folder and those before it");
                return self.refuse(
                    path,
                    &why,
                    "move what does not belong to the framework to another folder",
                );
            }
            self.entry(&format!("{path}/{name}"), above);
        }
    }
}

fn is_called_like_a_file(path: &str) -> bool {
    let name = path.to_ascii_lowercase();
    OF_FILES.iter().any(|end| name.ends_with(end))
}

/// The size of a regular file.
///
/// # Errors
/// If it is not there, or is something else.
pub(super) fn regular(path: &Path) -> Result<u64, FileError> {
    let metadata =
        fs::metadata(path).map_err(|error| of_link(path, &error).unwrap_or_else(|| file_error(&error)))?;
    if metadata.is_dir() {
        // What is there and cannot be read is not missing: a ledger that is a folder would count as none.
        return Err(FileError::unfit(
            "it is a folder",
            "put a file in its place, or name the file that is meant",
        ));
    }
    if metadata.is_file() { Ok(metadata.len()) } else { Err(special()) }
}

/// A pipe would be waited for, and a device may have no end.
fn special() -> FileError {
    FileError::unfit("it is a pipe or a device", "save what comes out of it as a file")
}

/// What is wrong with a link that leads nowhere.
fn of_link(path: &Path, error: &io::Error) -> Option<FileError> {
    let target = fs::read_link(path).ok()?;
    // Of links in a circle the system says this (ELOOP), for which there is no name yet.
    let is_missing = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
    Some(if is_missing {
        let why = format!("it is a link to `{}`, which is not there", target.display());
        FileError::unfit(why, "put the file in its place, or delete the link")
    } else if error.kind() == io::ErrorKind::PermissionDenied {
        file_error(error)
    } else {
        let why = format!("it is a link to `{}`, from where links lead in a circle", target.display());
        FileError::unfit(why, "put the file in its place, or delete the link")
    })
}
