//! A file of text that a person edits, read whole.

use std::sync::Arc;

use paf_diag::{Diagnostics, SourceFile};
use paf_model::files::Files;
use paf_model::load::{file_diagnostic, not_utf8};

/// A file with its text; nothing where it cannot be read or is none, which is told.
pub(crate) fn text_file(
    files: &dyn Files,
    path: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Arc<SourceFile>> {
    let bytes = match files.read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            diagnostics.push(file_diagnostic(path, &error));
            return None;
        }
    };
    match std::str::from_utf8(&bytes) {
        Ok(text) => Some(SourceFile::new(path, text)),
        Err(error) => {
            diagnostics.push(not_utf8(path, &bytes, error.valid_up_to()));
            None
        }
    }
}
