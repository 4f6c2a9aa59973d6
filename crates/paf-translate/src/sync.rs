//! Brings a catalogue in step with the framework, text by text, by key.
//!
//! A text is found by its key and by nothing else: likeness of wording, by which GNU `msgmerge`
//! goes, hands one text's translation to another and loses that of a text that was rewritten.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Place, Written};
use paf_model::Text;

use crate::ledger::Ledger;
use crate::po::{PoEntry, PoFile};
use crate::several::{Several, put_away};

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
    /// Of those, the ones of which several translations were put away.
    pub several: Vec<Several>,
    /// Whether texts that stay were put into the order of the framework.
    pub ordered: bool,
}

impl Changes {
    /// Whether no text changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What is known of texts that changed.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The keys of texts that were reworded without a change of meaning.
    pub minor: &'a BTreeSet<String>,
    /// Who vouches for what.
    pub ledger: &'a Ledger,
}

/// Brings `po` in step with `wanted`, in its order. A translation whose source text changed is marked `fuzzy`
/// and keeps the text it was made from, unless the new wording is known to mean the same, or somebody has
/// vouched for the translation of that very wording: then it stays current.
pub fn sync(po: &mut PoFile, wanted: &[Wanted], known: Known<'_>) -> Changes {
    let mut changes = Changes::default();
    retire(po, wanted, &mut changes);
    changes.ordered = !is_in_order(po, wanted);
    let place = Place::start_of(po.file());
    let mut of_texts: Vec<PoEntry> = Vec::with_capacity(wanted.len());
    for item in wanted {
        let key = item.text.key.as_str();
        let at = po.entries.iter().position(|entry| !entry.obsolete && entry.key() == Some(key));
        let entry = match at.map(|at| po.entries.remove(at)) {
            Some(mut entry) => {
                bring_in_step(&mut entry, item, known, &mut changes);
                entry
            }
            None => revive(po, item, known, &mut changes).unwrap_or_else(|| {
                changes.added.push(key.to_owned());
                new_entry(item, &place)
            }),
        };
        of_texts.push(entry);
    }
    // The header stands first, and what was put away last.
    let (put_away, first): (Vec<PoEntry>, Vec<PoEntry>) =
        std::mem::take(&mut po.entries).into_iter().partition(|entry| entry.obsolete);
    po.entries = first.into_iter().chain(of_texts).chain(put_away).collect();
    changes
}

/// Whether the entries in use stand in the order of the framework. Then a text that goes and comes back finds
/// its place again.
fn is_in_order(po: &PoFile, wanted: &[Wanted]) -> bool {
    let places: BTreeMap<&str, usize> =
        wanted.iter().enumerate().map(|(at, item)| (item.text.key.as_str(), at)).collect();
    po.in_use().filter_map(|entry| places.get(entry.key()?)).is_sorted()
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

/// Puts away the entries of texts that are no more, at the end; what was never translated goes, unless a
/// translator has remarked something on it.
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
        if entry.translation().is_empty() && entry.translator_comments.is_empty() {
            continue;
        }
        entry.obsolete = true;
        entry.extracted_comments.clear();
        entry.references.clear();
        po.entries.push(entry);
    }
}

fn bring_in_step(entry: &mut PoEntry, item: &Wanted, known: Known<'_>, changes: &mut Changes) {
    entry.extracted_comments.clone_from(&item.notes);
    entry.references = vec![item.file.clone()];
    let (old, new) = (entry.msgid.text().to_owned(), item.text.written.text());
    // Only of what is marked it is known which text it was made from: translators leave old ones behind.
    let made_from = entry.previous_msgid.as_ref().filter(|_| entry.fuzzy());
    let is_vouched_for = || known.ledger.vouches(&item.text.key, new, entry.translation());
    let is_marked_by_hand = entry.fuzzy() && made_from.is_none();
    let is_back = made_from.is_some_and(|made_from| made_from.text() == new)
        || (old != new && !is_marked_by_hand && is_vouched_for());
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
    if known.minor.contains(&key) && !entry.fuzzy() {
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
fn revive(po: &mut PoFile, item: &Wanted, known: Known<'_>, changes: &mut Changes) -> Option<PoEntry> {
    let key = item.text.key.as_str();
    let (at, several) = put_away(po, key, item.text.written.text(), known.ledger)?;
    changes.several.extend(several);
    let mut entry = po.entries.remove(at);
    entry.obsolete = false;
    changes.revived.push(key.to_owned());
    bring_in_step(&mut entry, item, known, changes);
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
