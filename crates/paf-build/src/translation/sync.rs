//! `translate sync`: brings all catalogues in step with the framework.

use std::collections::BTreeSet;

use paf_diag::{Diagnostic, Diagnostics, Rule, did_you_mean};
use paf_locale::Date;
use paf_model::files::Files;
use paf_translate::minor::{self, MinorChange};
use paf_translate::sync::{Changes, sync as sync_catalogue};

use super::{Change, open, wanted};
use crate::locale::Locale;
use crate::prepare::{Prepared, source};

const MINOR_CHANGES: &str = "framework/locales/minor-changes.yaml";

/// What a run would change.
pub struct Synced {
    /// What to write.
    pub changes: Vec<Change>,
    /// Each locale with what changed in its catalogue.
    pub locales: Vec<(Locale, Changes)>,
    /// What was found wrong; with an error among it nothing may be written.
    pub diagnostics: Diagnostics,
}

/// Works out what brings all catalogues in step. Texts whose keys are in `minor_keys` were reworded
/// without a change of meaning: their translations stay current, and the change is recorded with
/// the day `today`.
pub fn sync(prepared: &Prepared, files: &dyn Files, minor_keys: &[String], today: Date) -> Synced {
    let mut synced = Synced { changes: Vec::new(), locales: Vec::new(), diagnostics: Diagnostics::new() };
    let wanted = match wanted(prepared) {
        Ok(wanted) => wanted,
        Err(error) => {
            synced.diagnostics.push(*error);
            return synced;
        }
    };
    synced.diagnostics.extend(unknown_keys(prepared, minor_keys));
    let reworded: BTreeSet<String> = minor_keys.iter().cloned().collect();
    let mut log: Vec<MinorChange> = Vec::new();
    for (locale, wanted) in &wanted {
        let mut opened = open(&prepared.model, files, locale, &mut synced.diagnostics);
        let changes = sync_catalogue(&mut opened.po, wanted, &reworded);
        for (key, from, to) in &changes.minor {
            opened.ledger.rebase(key, from, to);
            MinorChange::add(&mut log, key, from, to, locale.lang.code(), today);
        }
        synced.changes.extend(opened.changes());
        synced.locales.push((locale.clone(), changes));
    }
    if !reworded.is_empty() && log.is_empty() && !synced.diagnostics.has_errors() {
        synced.diagnostics.push(
            Diagnostic::warning(Rule::Usage, "no translated text with one of these keys was reworded")
                .help("`--minor` is given with the sync that first sees the new wording"),
        );
    }
    if !log.is_empty() {
        synced.changes.extend(record(files, log, &mut synced.diagnostics));
    }
    synced
}

/// The record of rewordings, with those of this run added.
fn record(files: &dyn Files, log: Vec<MinorChange>, diagnostics: &mut Diagnostics) -> Option<Change> {
    let before = match files.read(MINOR_CHANGES) {
        Ok(_) => source(files, MINOR_CHANGES, diagnostics)?.text().to_owned(),
        Err(_) => String::new(),
    };
    let text = minor::appended(&before, &log);
    Some(Change { path: MINOR_CHANGES.to_owned(), bytes: text.into_bytes() })
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
