//! `translate sync --renamed`: which texts have other keys now, and what is carried over to them.

use std::collections::{BTreeMap, BTreeSet};

use paf_diag::{Diagnostic, Diagnostics, Rule, did_you_mean};
use paf_model::files::{FileError, Files};
use paf_translate::Several;
use paf_translate::rename::{Renamed, Renaming, below, rename};

use super::{Opened, open};
use crate::locale::Locale;
use crate::prepare::Prepared;

/// What is wrong with the renamings that were asked for.
pub(super) fn check(prepared: &Prepared, opened: &[Opened], renamings: &[Renaming]) -> Vec<Diagnostic> {
    let texts: BTreeSet<&str> = prepared.model.texts.iter().map(|text| text.key.as_str()).collect();
    let kept: BTreeSet<&str> = opened
        .iter()
        .flat_map(|opened| {
            opened.po.entries.iter().filter_map(|entry| entry.key()).chain(opened.ledger.keys())
        })
        .collect();
    renamings.iter().filter_map(|renaming| wrong(renaming, &texts, &kept)).collect()
}

fn wrong(renaming: &Renaming, texts: &BTreeSet<&str>, kept: &BTreeSet<&str>) -> Option<Diagnostic> {
    let Renaming { old, new } = renaming;
    let error = |message: String| Diagnostic::error(Rule::UnknownSelection, message);
    if !texts.iter().any(|key| below(key, new).is_some()) {
        let error = error(format!("no text has the key `{new}`"));
        return Some(error.help_if(near(new, texts.iter().copied())));
    }
    let gone = || kept.iter().copied().filter(|key| !texts.contains(key));
    if let Some(still) = texts.iter().find(|key| below(key, old).is_some() && kept.contains(*key)) {
        return Some(
            error(format!("`{still}` is the key of a text still, and its translations stay with it"))
                .help("name the key that a text had before and has no more, as in `--renamed old=new`"),
        );
    }
    if !gone().any(|key| below(key, old).is_some()) {
        let error = error(format!("no catalogue has translations for the key `{old}`"));
        return Some(error.help_if(near(old, gone())));
    }
    let first = gone().find_map(|key| renaming.new_key(key));
    if !gone().filter_map(|key| renaming.new_key(key)).any(|key| texts.contains(key.as_str())) {
        let first = first.unwrap_or_default();
        let below_new = texts.iter().copied().filter(|key| below(key, new).is_some());
        let error = error(format!("no text has the key `{first}`, nor another one that comes from `{old}`"));
        return Some(error.help_if(did_you_mean(&first, below_new)));
    }
    let owner =
        |key: &str| key.strip_prefix("editions.").and_then(|key| key.split('.').next().map(str::to_owned));
    (owner(old) != owner(new)).then(|| {
        error(format!("`{old}` and `{new}` are translated in different catalogues"))
            .help("move the translations by hand: an edition has catalogues of its own")
    })
}

/// The key that is meant: one that is written alike, or one above such a key.
fn near<'a>(wrong: &str, keys: impl Iterator<Item = &'a str>) -> Option<String> {
    let depth = wrong.split('.').count();
    let above = |key: &str| key.split('.').take(depth).collect::<Vec<_>>().join(".");
    let known: BTreeSet<String> = keys.flat_map(|key| [above(key), key.to_owned()]).collect();
    did_you_mean(wrong, known.iter().map(String::as_str))
}

/// The key that a text has now, where it is one of those that were renamed.
pub(super) fn new_key(prepared: &Prepared, renamings: &[Renaming], key: &str) -> Option<String> {
    let new = renamings.iter().find_map(|renaming| renaming.new_key(key))?;
    prepared.model.texts.iter().any(|text| text.key.as_str() == new).then_some(new)
}

/// The locales that have a catalogue or a ledger and are asked for no text: what they hold is carried
/// over as well.
pub(super) fn at_rest(
    prepared: &Prepared,
    files: &dyn Files,
    wanted: &[&Locale],
    diagnostics: &mut Diagnostics,
) -> Vec<Opened> {
    let european = prepared.catalogues.keys().map(|&lang| Locale::european(lang));
    let national = prepared.edition_catalogues.keys().map(|(id, lang)| Locale::national(id, *lang));
    let is_there = |path: String| !matches!(files.read(&path), Err(FileError::NotFound));
    let has_files = |locale: &Locale| is_there(locale.catalogue()) || is_there(locale.ledger());
    european
        .chain(national)
        .filter(|locale| !wanted.contains(&locale) && has_files(locale))
        .map(|locale| open(&prepared.model, files, &locale, diagnostics))
        .collect()
}

/// Carries everything over, and says what stays where it is.
pub(super) fn carry_over(
    prepared: &Prepared,
    opened: &mut [Opened],
    renamings: &[Renaming],
) -> (BTreeMap<Locale, Renamed>, Vec<Diagnostic>) {
    let mut all = BTreeMap::new();
    let mut taken: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let mut several = Vec::new();
    for opened in opened {
        let today = |key: &str| {
            let text = prepared.model.texts.iter().find(|text| text.key.as_str() == key)?;
            Some(text.written.text().to_owned())
        };
        let renamed =
            rename(&mut opened.po, &mut opened.ledger, |key| new_key(prepared, renamings, key), today);
        several.extend(renamed.several.iter().map(Several::warning));
        for pair in &renamed.taken {
            taken.entry(pair.clone()).or_default().push(opened.locale.to_string());
        }
        all.insert(opened.locale.clone(), renamed);
    }
    let warnings = taken.into_iter().map(|((old, new), locales)| {
        let message = format!(
            "`{new}` has a translation of its own, and that of `{old}` was not carried over: {}",
            locales.join(", ")
        );
        Diagnostic::warning(Rule::UnknownTranslation, message)
            .help(format!("keep the one that is right: that of `{old}` stands at the end of the PO file"))
    });
    (all, warnings.chain(several).collect())
}
