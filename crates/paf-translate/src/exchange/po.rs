//! Catalogues that came back as they went out.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, Written};

use super::{Delivered, Delivery};
use crate::State;
use crate::po::{PoEntry, parse};

/// Reads a catalogue that came back; what is malformed is reported.
pub fn read(file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> Delivery {
    let po = parse(file, diagnostics);
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
        state: Some(if fuzzy { State::Stale } else { State::Draft }),
        place: entry.place.clone(),
    })
}
