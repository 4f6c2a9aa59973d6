//! The ids that Typst knows files by.

use typst::syntax::{FileId, RootedPath, VirtualPath, VirtualRoot};

/// A file's path below the root, without a slash in front.
pub(crate) fn path_of(id: FileId) -> &'static str {
    id.get().vpath().get_without_slash()
}

/// The id of the generated main file.
pub(crate) fn main_id() -> FileId {
    #[expect(clippy::expect_used, reason = "a constant path without dots is always valid")]
    file_id("main.typ").expect("`main.typ` is a valid path")
}

pub(crate) fn file_id(path: &str) -> Option<FileId> {
    VirtualPath::new(path).ok().map(|path| RootedPath::new(VirtualRoot::Project, path).intern())
}
