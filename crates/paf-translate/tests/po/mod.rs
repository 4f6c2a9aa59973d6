//! Reading and writing of PO catalogues.

mod changes;
mod corpus;
mod errors;
mod properties;
mod reading;

use std::sync::Arc;

use paf_diag::{Diagnostics, SourceFile};
use paf_translate::po::{PoFile, parse};

/// What was read of a catalogue, and what was said about it.
fn read(text: &str) -> (PoFile, Diagnostics) {
    let file: Arc<SourceFile> = SourceFile::new("locales/fr.po", text);
    let mut diagnostics = Diagnostics::new();
    let po = parse(&file, &mut diagnostics);
    (po, diagnostics)
}

/// What was read of a catalogue that has no mistake.
fn read_well(text: &str) -> PoFile {
    let (po, diagnostics) = read(text);
    assert_eq!(listed(&diagnostics), Vec::<String>::new(), "in {text:?}");
    po
}

/// Line, column, message, what is pointed at, other places, and help; in the order of the file.
#[expect(clippy::expect_used, reason = "a mistake without a place fails the test")]
fn listed(diagnostics: &Diagnostics) -> Vec<String> {
    let line = |diagnostic: &paf_diag::Diagnostic| {
        let label = diagnostic.primary.as_ref().expect("a mistake has a place");
        let start = label.place.start();
        let at = format!("{}:{} {}", start.line, start.column, diagnostic.message);
        let also = diagnostic.secondary.iter();
        let also: String = also.map(|l| format!(" ({}: {})", l.text, l.place.start().line)).collect();
        format!("{at} [{}]{also} -> {}", label.place.text(), diagnostic.help.join("; "))
    };
    diagnostics.clone().sorted().iter().map(line).collect()
}

/// Checks what is said about a catalogue, and that it is kept as it is nevertheless.
#[track_caller]
fn says(text: &str, expected: &[&str]) {
    let (po, diagnostics) = read(text);
    assert_eq!(listed(&diagnostics), expected);
    assert_eq!(po.to_text(), text);
}
