//! Text files that came back, in whatever encoding they were saved.

use std::sync::Arc;

use paf_diag::{Diagnostic, Place, Rule, SourceFile};

/// The text of a file, which has to be UTF-8.
///
/// # Errors
/// Says which encoding was found, where that can be told.
pub fn decode(path: &str, bytes: &[u8]) -> Result<Arc<SourceFile>, Box<Diagnostic>> {
    match str::from_utf8(bytes) {
        // No text holds the character 0, which is every second byte of most texts in UTF-16.
        Ok(text) if !is_wide(bytes) => Ok(SourceFile::new(path, text)),
        _ => Err(Box::new(refused(path, bytes))),
    }
}

fn is_wide(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..])
}

fn refused(path: &str, bytes: &[u8]) -> Diagnostic {
    if is_wide(bytes) {
        return Diagnostic::error(
            Rule::NotUtf8,
            format!("`{path}` is written in UTF-16, and UTF-8 is needed"),
        )
        .at(Place::start_of(&SourceFile::new(path, "")))
        .help("save it as UTF-8 from the program that made it");
    }
    let text = String::from_utf8_lossy(bytes);
    let at = text.find(char::REPLACEMENT_CHARACTER).unwrap_or_default();
    let file = SourceFile::new(path, text);
    Diagnostic::error(Rule::NotUtf8, format!("`{path}` is not UTF-8 text"))
        .at(Place::new(&file, at..at + char::REPLACEMENT_CHARACTER.len_utf8()))
        .help("save it as UTF-8 from the program that made it")
}
