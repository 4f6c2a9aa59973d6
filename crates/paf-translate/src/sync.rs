//! Brings a catalogue in step with the framework, text by text, by key.
//!
//! A text is found by its key and by nothing else: likeness of wording, by which GNU `msgmerge`
//! goes, hands one text's translation to another and loses that of a text that was rewritten.

use std::collections::BTreeSet;
use std::sync::Arc;

use paf_diag::{Place, Written};
use paf_model::Text;

use crate::po::{PoEntry, PoFile};

/// A text that a catalogue has to hold.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// The text in the source language.
    pub text: Arc<Text>,
    /// What translators are told about it, a line each.
    pub notes: Vec<String>,
    /// The file it stands in.
    pub file: String,
}

/// What a run changed in a catalogue: keys, in the order of the catalogue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// New texts, yet to be translated.
    pub added: Vec<String>,
    /// Texts that were rewritten since they were translated.
    pub stale: Vec<String>,
    /// Texts that got back the wording they were translated from.
    pub current: Vec<String>,
    /// Rewordings that keep their translations: key, old text, new text.
    pub minor: Vec<(String, String, String)>,
    /// Texts that are no more; their translations are kept for the record.
    pub removed: Vec<String>,
    /// Removed texts that are back.
    pub revived: Vec<String>,
}

impl Changes {
    /// Whether no text changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Brings `po` in step with `wanted`. A translation whose source text changed is marked `fuzzy` and
/// keeps the text it was made from, unless its key is among `minor`: then the new wording means the
/// same and the translation stays current.
pub fn sync(po: &mut PoFile, wanted: &[Wanted], minor: &BTreeSet<String>) -> Changes {
    let mut changes = Changes::default();
    retire(po, wanted, &mut changes);
    let place = Place::start_of(po.file());
    // After which entry a new one goes: that of the text before it.
    let mut after: Option<String> = None;
    for item in wanted {
        let key = item.text.key.as_str();
        let at = po.entries.iter().position(|entry| !entry.obsolete && entry.key() == Some(key));
        match at.and_then(|at| po.entries.get_mut(at)) {
            Some(entry) => bring_in_step(entry, item, minor, &mut changes),
            None => {
                let entry = revive(po, item, minor, &mut changes).unwrap_or_else(|| {
                    changes.added.push(key.to_owned());
                    new_entry(item, &place)
                });
                let at = insertion_point(po, after.as_deref());
                po.entries.insert(at, entry);
            }
        }
        after = Some(key.to_owned());
    }
    changes
}

/// A catalogue without texts, with the header that gettext asks for.
pub fn header(lang: &str, project: &str, plural_forms: &str) -> String {
    format!(
        "msgid \"\"\nmsgstr \"\"\n\"Project-Id-Version: {project}\\n\"\n\
         \"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\\n\"\n\"Last-Translator: none\\n\"\n\
         \"Language-Team: none\\n\"\n\"Language: {lang}\\n\"\n\"MIME-Version: 1.0\\n\"\n\
         \"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Content-Transfer-Encoding: 8bit\\n\"\n\
         \"Plural-Forms: {plural_forms}\\n\"\n"
    )
}

/// Puts away the entries of texts that are no more, at the end; what was never translated goes.
fn retire(po: &mut PoFile, wanted: &[Wanted], changes: &mut Changes) {
    let keys: BTreeSet<&str> = wanted.iter().map(|item| item.text.key.as_str()).collect();
    let gone = |entry: &PoEntry| {
        !entry.obsolete && !entry.is_header() && entry.key().is_some_and(|key| !keys.contains(key))
    };
    let (leaving, staying): (Vec<PoEntry>, Vec<PoEntry>) =
        std::mem::take(&mut po.entries).into_iter().partition(gone);
    po.entries = staying;
    for mut entry in leaving {
        changes.removed.extend(entry.key().map(str::to_owned));
        if entry.translation().is_empty() {
            continue;
        }
        entry.obsolete = true;
        entry.extracted_comments.clear();
        entry.references.clear();
        po.entries.push(entry);
    }
}

fn bring_in_step(entry: &mut PoEntry, item: &Wanted, minor: &BTreeSet<String>, changes: &mut Changes) {
    entry.extracted_comments.clone_from(&item.notes);
    entry.references = vec![item.file.clone()];
    let (old, new) = (entry.msgid.text().to_owned(), item.text.written.text());
    // Only of what is marked it is known which text it was made from: translators leave old ones behind.
    let made_from = entry.previous_msgid.as_ref().filter(|_| entry.fuzzy());
    let is_back = made_from.is_some_and(|made_from| made_from.text() == new);
    if old == new && !is_back {
        return;
    }
    let key = item.text.key.as_str().to_owned();
    let place = entry.msgid.place().clone();
    entry.msgid = Written::verbatim(new, place.clone());
    if entry.translation().is_empty() {
        return;
    }
    if is_back {
        entry.previous_msgid = None;
        entry.set_fuzzy(false);
        changes.current.push(key);
        return;
    }
    // What was behind already is so after a rewording that changes nothing.
    if minor.contains(&key) && !entry.fuzzy() {
        changes.minor.push((key, old, new.to_owned()));
        return;
    }
    // Of several changes in a row the translation is behind the first; what somebody marked for another
    // reason stays marked when the text comes back.
    if !entry.fuzzy() {
        entry.previous_msgid = Some(Written::verbatim(old, place));
    }
    entry.set_fuzzy(true);
    changes.stale.push(key);
}

/// The entry that was put away when the text went.
fn revive(
    po: &mut PoFile,
    item: &Wanted,
    minor: &BTreeSet<String>,
    changes: &mut Changes,
) -> Option<PoEntry> {
    let key = item.text.key.as_str();
    let at = po.entries.iter().rposition(|entry| entry.obsolete && entry.key() == Some(key))?;
    let mut entry = po.entries.remove(at);
    entry.obsolete = false;
    changes.revived.push(key.to_owned());
    bring_in_step(&mut entry, item, minor, changes);
    Some(entry)
}

/// The entry of a text that nothing is known of yet.
pub fn new_entry(item: &Wanted, place: &Place) -> PoEntry {
    let mut entry = PoEntry::new(Written::verbatim(item.text.written.text(), place.clone()));
    entry.msgctxt = Some(Written::verbatim(item.text.key.as_str(), place.clone()));
    entry.extracted_comments.clone_from(&item.notes);
    entry.references = vec![item.file.clone()];
    entry
}

fn insertion_point(po: &PoFile, after: Option<&str>) -> usize {
    let header = po.entries.iter().position(PoEntry::is_header).map_or(0, |at| at + 1);
    let Some(after) = after else { return header };
    po.entries
        .iter()
        .position(|entry| !entry.obsolete && entry.key() == Some(after))
        .map_or(po.entries.len(), |at| at + 1)
}
