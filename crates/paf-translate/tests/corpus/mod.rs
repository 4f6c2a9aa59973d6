//! Real files of other projects. `.ci/setup-po-corpus` collects some; `PAF_PO_CORPUS` names the folder.
#![expect(clippy::disallowed_methods, clippy::print_stderr, reason = "which files there are is said outside")]

use std::path::{Path, PathBuf};

/// The files with this ending, in the order of their paths; says so and gives nothing if no folder is named.
pub(crate) fn files(ending: &str) -> Vec<PathBuf> {
    let Some(folder) = std::env::var_os("PAF_PO_CORPUS").filter(|folder| !folder.is_empty()) else {
        eprintln!("skipped: PAF_PO_CORPUS is not set");
        return Vec::new();
    };
    let mut found = Vec::new();
    collect(Path::new(&folder), ending, &mut found);
    assert!(!found.is_empty(), "there is no .{ending} file below {}", Path::new(&folder).display());
    found.sort();
    found
}

/// What is in a file.
pub(crate) fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => collect(&path, ending, found),
            Ok(kind) if kind.is_file() && path.extension().is_some_and(|given| given == ending) => {
                found.push(path);
            }
            _ => {}
        }
    }
}
