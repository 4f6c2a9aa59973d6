//! `translate sync`: brings all catalogues in step with the framework.

use std::collections::BTreeSet;

use paf_diag::{Diagnostic, Diagnostics, Rule, SourceFile, did_you_mean, merge_conflicts};
use paf_locale::{Date, Lang};
use paf_model::files::Files;
use paf_translate::Several;
use paf_translate::minor::{self, MinorChange};
use paf_translate::po::{self, PoEntry, PoFile};
use paf_translate::rename::Renaming;
use paf_translate::sync::{Changes, Known, sync as sync_catalogue};

use super::{Change, Opened, open, renamed, wanted};
use crate::locale::Locale;
use crate::prepare::Prepared;
use crate::text_file::text_file;

const MINOR_CHANGES: &str = "framework/locales/minor-changes.yaml";

/// What a run would change.
pub struct Synced {
    /// What to write.
    pub changes: Vec<Change>,
    /// Each locale with what changed in its catalogue.
    pub locales: Vec<(Locale, Changes)>,
    /// How many translations and records were carried over to new keys.
    pub carried: usize,
    /// How many fixed words of the templates came translated.
    pub supplied: usize,
    /// What was found wrong; with an error among it nothing may be written.
    pub diagnostics: Diagnostics,
}

/// What is known of texts that changed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Rewording<'a> {
    /// The keys of texts that were reworded without a change of meaning.
    pub minor: &'a [String],
    /// Texts that have other keys now.
    pub renamed: &'a [Renaming],
}

/// Works out what brings all catalogues in step. Translations of texts that were reworded without a
/// change of meaning stay current, and the change is recorded with the day `today`; those of texts
/// that were renamed are carried over. `fixed_words` gives a catalogue with what is known of the fixed words
/// of templates in a language: new entries of the same words take their translations from it.
pub fn sync(
    prepared: &Prepared,
    files: &dyn Files,
    rewording: Rewording<'_>,
    fixed_words: &dyn Fn(Lang) -> Option<String>,
    today: Date,
) -> Synced {
    let (changes, locales, diagnostics) = (Vec::new(), Vec::new(), Diagnostics::new());
    let mut synced = Synced { changes, locales, carried: 0, supplied: 0, diagnostics };
    let wanted = match wanted(prepared) {
        Ok(wanted) => wanted,
        Err(error) => {
            synced.diagnostics.push(*error);
            return synced;
        }
    };
    synced.diagnostics.extend(unknown_keys(prepared, rewording.minor));
    let locales: Vec<&Locale> = wanted.keys().collect();
    let diagnostics = &mut synced.diagnostics;
    let mut opened: Vec<Opened> =
        locales.iter().map(|locale| open(&prepared.model, files, locale, diagnostics)).collect();
    if !rewording.renamed.is_empty() {
        opened.extend(renamed::at_rest(prepared, files, &locales, diagnostics));
        diagnostics.extend(renamed::check(prepared, &opened, rewording.renamed));
        if diagnostics.has_errors() {
            return synced;
        }
        let (carried, taken) = renamed::carry_over(prepared, &mut opened, rewording.renamed);
        diagnostics.extend(taken);
        synced.carried = carried.values().map(|renamed| renamed.carried.len()).sum();
    }
    let reworded: BTreeSet<String> = rewording.minor.iter().cloned().collect();
    let mut log: Vec<MinorChange> = Vec::new();
    for mut opened in opened {
        if let Some(wanted) = wanted.get(&opened.locale) {
            let known = Known { minor: &reworded, ledger: &opened.ledger };
            let changes = sync_catalogue(&mut opened.po, wanted, known);
            for (key, from, to) in &changes.minor {
                opened.ledger.rebase(key, from, to);
                MinorChange::add(&mut log, key, from, to, opened.locale.lang.code(), today);
            }
            let words = fixed_words(opened.locale.lang).filter(|_| opened.locale.edition.is_none());
            synced.supplied += words.map_or(0, |words| supply(&mut opened.po, &changes.added, words));
            synced.diagnostics.extend(changes.several.iter().map(Several::warning));
            synced.locales.push((opened.locale.clone(), changes));
        }
        synced.changes.extend(opened.changes());
    }
    let is_back = |(_, changes): &(Locale, Changes)| changes.current.iter().any(|key| reworded.contains(key));
    if !reworded.is_empty()
        && log.is_empty()
        && !synced.locales.iter().any(is_back)
        && !synced.diagnostics.has_errors()
    {
        synced.diagnostics.push(
            Diagnostic::warning(Rule::Usage, "no translated text with one of these keys was reworded")
                .help("`--minor` is given with the sync that first sees the new wording"),
        );
    }
    synced.changes.extend(record(prepared, files, &log, rewording.renamed, &mut synced.diagnostics));
    synced
}

/// Puts the translations that there are into new entries with the same source texts; gives how many.
fn supply(po: &mut PoFile, added: &[String], words: String) -> usize {
    let words = po::parse(&SourceFile::new("fixed words", words), &mut Diagnostics::new());
    let mut supplied = 0;
    let is_new = |entry: &&mut PoEntry| {
        entry.key().is_some_and(|key| added.iter().any(|added| added == key)) && !entry.is_translated()
    };
    for entry in po.entries.iter_mut().filter(is_new) {
        let known = entry.key().and_then(|key| words.find(key));
        if let Some(known) = known.filter(|known| known.msgid.text() == entry.msgid.text()) {
            entry.set_translation(known.translation());
            supplied += 1;
        }
    }
    supplied
}

/// The record of rewordings, with those of this run added, if that changes anything.
fn record(
    prepared: &Prepared,
    files: &dyn Files,
    log: &[MinorChange],
    renamings: &[Renaming],
    diagnostics: &mut Diagnostics,
) -> Option<Change> {
    let before = match files.read(MINOR_CHANGES) {
        Ok(_) => {
            let file = text_file(files, MINOR_CHANGES, diagnostics)?;
            diagnostics.extend(merge_conflicts(&file));
            file.text().to_owned()
        }
        Err(_) => String::new(),
    };
    let mut text = minor::renamed(&before, |key| renamed::new_key(prepared, renamings, key));
    if !log.is_empty() {
        text = minor::appended(&text, log);
    }
    (text != before).then(|| Change { path: MINOR_CHANGES.to_owned(), bytes: text.into_bytes() })
}

fn unknown_keys(prepared: &Prepared, keys: &[String]) -> Vec<Diagnostic> {
    let known: Vec<&str> = prepared.model.texts.iter().map(|text| text.key.as_str()).collect();
    keys.iter()
        .filter(|key| !known.contains(&key.as_str()))
        .map(|key| {
            Diagnostic::error(Rule::UnknownSelection, format!("no text has the key `{key}`"))
                .help_if(did_you_mean(key, known.iter().copied()))
                .help("a text's key is the path to it, as in `leaflet.panels.front.title`")
        })
        .collect()
}
