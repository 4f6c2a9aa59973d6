//! Catalogues that came back as they went out.

use std::sync::Arc;

use paf_diag::{Diagnostics, Place, Rule, SourceFile, Written};

use super::nameless::{Words, refuse};
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
    let lang = po.header_value("Language").filter(|lang| !lang.is_empty()).map(|lang| {
        let place = po.header_place("Language").unwrap_or_else(|| Place::start_of(file));
        (lang.to_owned(), place)
    });
    let origin = po.header_value("Project-Id-Version").map(str::trim);
    let origin = origin.filter(|origin| !matches!(*origin, "" | "PACKAGE VERSION")).map(str::to_owned);
    let entries: Vec<Delivered> = po.in_use().filter_map(deliver).collect();
    let nameless = po.in_use().filter(|entry| entry.msgctxt.is_none());
    let nameless: Vec<Place> = nameless.map(|entry| entry.place.clone()).collect();
    refuse(&nameless, entries.len(), &WORDS, origin.as_deref(), diagnostics);
    Delivery { lang, origin, entries }
}

const WORDS: Words = Words {
    rule: Rule::PoSyntax,
    one: "this entry has no `msgctxt`",
    help: "add `msgctxt` with the key of the text, or remove the entry",
    texts: "entries",
    key: "a `msgctxt`",
};

fn deliver(entry: &PoEntry) -> Option<Delivered> {
    let key = entry.msgctxt.clone()?;
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
