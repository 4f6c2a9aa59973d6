//! Catalogues that came back as they went out.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, Written};

use super::{Delivered, Delivery, Left, Unit};
use crate::State;
use crate::po::{PoEntry, parse};

/// What the line begins with that says what a text left with.
const SENT: &str = "Sent as ";

/// Notes in an entry what its text leaves with.
pub fn send(entry: &mut PoEntry, unit: &Unit) {
    entry.extracted_comments.push(format!("{SENT}{}", Left::of(unit).to_text()));
}

/// Reads a catalogue that came back; what is malformed is reported.
pub fn read(file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> Delivery {
    let po = parse(file, diagnostics);
    let nameless = po.in_use().filter(|entry| entry.msgctxt.is_none()).count();
    if nameless > 1 && po.in_use().all(|entry| entry.msgctxt.is_none()) {
        diagnostics.push(no_keys(file, nameless));
        return Delivery::default();
    }
    let entries = po.in_use().filter_map(|entry| deliver(entry, diagnostics)).collect();
    let lang = po.header_value("Language").filter(|lang| !lang.is_empty()).map(|lang| {
        let place = po.header_place("Language").unwrap_or_else(|| Place::start_of(file));
        (lang.to_owned(), place)
    });
    Delivery { lang, entries }
}

fn deliver(entry: &PoEntry, diagnostics: &mut Diagnostics) -> Option<Delivered> {
    let Some(key) = entry.msgctxt.clone() else {
        diagnostics.push(
            Diagnostic::error(Rule::PoSyntax, "this entry has no `msgctxt`")
                .at(entry.place.clone())
                .help("add `msgctxt` with the key of the text, or remove the entry"),
        );
        return None;
    };
    let empty = || Written::verbatim("", entry.place.clone());
    // A translation that is marked `fuzzy` was made from another text than that of the entry.
    let fuzzy = entry.fuzzy();
    let source = entry.previous_msgid.as_ref().filter(|_| fuzzy).unwrap_or(&entry.msgid);
    Some(Delivered {
        key,
        source: Some(source.text().to_owned()),
        target: entry.msgstr.first().cloned().unwrap_or_else(empty),
        state: fuzzy.then_some(State::Stale),
        fuzzy: Some(fuzzy),
        disapproved: false,
        left: entry.extracted_comments.iter().find_map(|line| Left::parse(line.strip_prefix(SENT)?)),
        comments: entry.translator_comments.clone(),
        place: entry.place.clone(),
    })
}

fn no_keys(file: &Arc<SourceFile>, entries: usize) -> Diagnostic {
    let message =
        format!("none of the {entries} entries has a `msgctxt`, so nobody can tell which texts they are");
    Diagnostic::error(Rule::Delivery, message)
        .at(Place::start_of(file))
        .help("deliver the file that was sent out: each entry has its key in `msgctxt`")
}
