//! Paths as the person at the terminal writes them: from the folder in which they are.

use std::path::{Component, Path, PathBuf};

/// The folder in which the command was called, where the system knows it.
pub(crate) fn here() -> Option<PathBuf> {
    #[expect(clippy::disallowed_methods, reason = "the command line knows where it was called")]
    std::env::current_dir().ok()
}

/// A path from the folder in which the command was called, if that is below the path or above it; empty for
/// that folder itself.
pub(crate) fn from_here(path: &Path) -> PathBuf {
    here().map_or_else(|| path.to_owned(), |here| from(&here, path))
}

fn from(here: &Path, path: &Path) -> PathBuf {
    if let Ok(below) = path.strip_prefix(here) {
        return plain(below);
    }
    match here.strip_prefix(path) {
        Ok(way) if path.is_absolute() => way.components().map(|_| Component::ParentDir).collect(),
        _ => plain(path),
    }
}

/// Without `./`.
fn plain(path: &Path) -> PathBuf {
    path.components().filter(|part| *part != Component::CurDir).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_begin_here() {
        for (path, expected) in [
            ("/srv/work", ""),
            ("/srv/work/", ""),
            ("/srv/work/a/b", "a/b"),
            ("/srv", ".."),
            ("/", "../.."),
            ("/srv/worker", "/srv/worker"),
            ("/mnt/x", "/mnt/x"),
            (".", ""),
            ("./a/./b/", "a/b"),
            ("..", ".."),
            ("../x", "../x"),
        ] {
            assert_eq!(from(Path::new("/srv/work"), Path::new(path)), Path::new(expected), "{path}");
        }
    }
}
