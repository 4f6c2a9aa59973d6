//! `translate import`: takes over what came back from translators, all of it or nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, Written, did_you_mean};
use paf_locale::Lang;
use paf_model::Text;
use paf_model::files::Files;
use paf_translate::Several;
use paf_translate::checks::{CheckContext, Waivers, check};
use paf_translate::exchange::{
    Choice, Delivered, Delivery, Home, Imported, Terms, decode, merge, po, slips, xliff, xlsx,
};
use paf_translate::sync::{Changes, Known, sync};

mod language;
mod origin;
mod vocabulary;

use super::{Change, Opened, open, step, wanted};
use crate::checking::Checking;
use crate::locale::Locale;
use crate::prepare::Prepared;
use language::{is_translated, language};
use origin::not_ours;
use vocabulary::Vocabularies;

/// A file that came back.
pub struct Returned<'a> {
    /// Its path, for messages.
    pub path: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
    /// The language that it is expected to be in; it counts where the file does not say its own.
    pub lang: Option<&'a str>,
}

/// What an import comes to.
#[derive(Default)]
pub struct Import {
    /// What to write.
    pub changes: Vec<Change>,
    /// What changed in each locale.
    pub locales: Vec<(Locale, Imported)>,
    /// What else bringing the catalogues in step changed in each locale.
    pub synced: Vec<(Locale, Changes)>,
    /// What was found wrong; with an error among it nothing may be written.
    pub diagnostics: Diagnostics,
}

/// Works out the catalogues with all deliveries in them. Where the terms name a person who stands
/// behind them, the states that the files claim are recorded for that person; what a file does not
/// rank counts as translated, and what it calls unfinished as a draft.
pub fn import(
    prepared: &Prepared,
    files: &dyn Files,
    returned: &[Returned<'_>],
    terms: &Terms<'_>,
) -> Import {
    let mut import = Import::default();
    let wanted = match wanted(prepared) {
        Ok(wanted) => wanted,
        Err(error) => {
            import.diagnostics.push(*error);
            return import;
        }
    };
    let sources: BTreeMap<&str, &Arc<Text>> =
        prepared.model.texts.iter().rev().map(|text| (text.key.as_str(), text)).collect();
    import.diagnostics.extend(unknown_choices(terms, &sources));
    let checking = Checking::new(&prepared.model);
    let vocabularies = Vocabularies::new(prepared);
    let mut deliveries: BTreeMap<Locale, Delivery> = BTreeMap::new();
    for file in returned {
        let Some(delivery) = read(file, &sources, &mut import.diagnostics) else { continue };
        let Some(lang) = language(file, &delivery, prepared, &mut import.diagnostics) else { continue };
        for entry in delivery.entries {
            let locale = locale_of(&entry, lang, prepared);
            deliveries.entry(locale).or_default().entries.push(entry);
        }
    }
    deliveries.retain(|locale, delivery| {
        is_translated(locale, delivery, prepared, &wanted, &mut import.diagnostics)
    });
    for (locale, delivery) in &deliveries {
        let mut opened = open(&prepared.model, files, locale, &mut import.diagnostics);
        let everything = wanted.get(locale).map(Vec::as_slice).unwrap_or_default();
        // What a delivery was made from is judged by the texts of today.
        let known = Known { minor: &BTreeSet::new(), ledger: &opened.ledger };
        let mut synced = sync(&mut opened.po, everything, known);
        let behind = step::behind(&opened, &synced, &sources);
        let home = Home { lang: locale.lang, po: &mut opened.po, ledger: &mut opened.ledger };
        let imported = merge(home, delivery, &sources, terms, &mut import.diagnostics);
        let termbase = checking.termbase(files, locale, &mut import.diagnostics);
        checking.against(&termbase, |against| {
            check_changed(delivery, &imported, &opened, &sources, against, &mut import.diagnostics);
        });
        let news = news(delivery, &imported, &opened, &sources);
        import.diagnostics.extend(vocabularies.foreign(&news, locale.lang));
        // A delivery that says nothing new changes nothing, were it only a comment.
        if imported.is_news() {
            import.changes.extend(opened.changes());
            import.diagnostics.extend(behind);
            import.diagnostics.extend(synced.several.iter().map(Several::warning));
            // These are told with their places.
            synced.stale.clear();
            import.synced.push((locale.clone(), synced));
        }
        import.locales.push((locale.clone(), imported));
    }
    import
}

/// Texts that `--theirs` and `--ours` name and that do not exist.
fn unknown_choices(terms: &Terms<'_>, sources: &BTreeMap<&str, &Arc<Text>>) -> Vec<Diagnostic> {
    let keys = |choice: &Choice| match choice {
        Choice::Keys(keys) => keys.iter().cloned().collect(),
        Choice::Nothing | Choice::Everything => Vec::new(),
    };
    let named = keys(&terms.theirs).into_iter().chain(keys(&terms.ours));
    named
        .filter(|key| !sources.contains_key(key.as_str()))
        .map(|key| {
            Diagnostic::error(Rule::UnknownSelection, format!("no text has the key `{key}`"))
                .help_if(did_you_mean(&key, sources.keys().copied()))
        })
        .collect()
}

fn read(
    file: &Returned<'_>,
    sources: &BTreeMap<&str, &Arc<Text>>,
    diagnostics: &mut Diagnostics,
) -> Option<Delivery> {
    let mut found = Diagnostics::new();
    let delivery = read_format(file, sources, &mut found);
    if let Some(delivery) = &delivery
        && let Some(refusal) = not_ours(file, delivery, sources)
    {
        diagnostics.push(refusal);
        return None;
    }
    let is_empty = delivery.as_ref().is_some_and(|delivery| delivery.entries.is_empty());
    if is_empty && !found.has_errors() {
        found.push(no_text(file));
    }
    let refused = is_empty && found.has_errors();
    diagnostics.extend(found);
    // Of a file that was not understood nobody asks in which language it is.
    delivery.filter(|delivery| !refused || delivery.lang.is_some())
}

fn no_text(file: &Returned<'_>) -> Diagnostic {
    Diagnostic::error(Rule::Delivery, format!("`{}` holds no text", file.path))
        .at(Place::start_of(&SourceFile::new(file.path, "")))
        .help("import the file that was sent out, with the translations filled in")
}

pub(super) fn read_format(
    file: &Returned<'_>,
    sources: &BTreeMap<&str, &Arc<Text>>,
    diagnostics: &mut Diagnostics,
) -> Option<Delivery> {
    let ending = file.path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let text = |diagnostics: &mut Diagnostics| match decode(file.path, file.bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            diagnostics.push(*error);
            None
        }
    };
    match ending.as_deref() {
        Some("xlsx") => xlsx::read(file.path, file.bytes, diagnostics),
        Some("po") => text(diagnostics).map(|text| po::read(&text, diagnostics)),
        Some("xlf" | "xliff" | "sdlxliff" | "mqxliff" | "xml") => {
            text(diagnostics).map(|text| xliff::read(&text, sources, diagnostics))
        }
        _ => {
            diagnostics.push(
                Diagnostic::error(Rule::Delivery, format!("`{}` is no file that can be imported", file.path))
                    .at(Place::start_of(&SourceFile::new(file.path, "")))
                    .help("the file's name has to end in .po, .xlf, .xliff or .xlsx"),
            );
            None
        }
    }
}

fn locale_of(entry: &Delivered, lang: Lang, prepared: &Prepared) -> Locale {
    let national = prepared.model.editions.iter().map(|(id, _)| Locale::national(id, lang));
    let found = national.into_iter().find(|locale| locale.holds(entry.key.text()));
    found.unwrap_or_else(|| Locale::european(lang))
}

/// What the delivery says other than the catalogue said before, each text with its source, be it taken
/// over or not.
fn news<'a>(
    delivery: &Delivery,
    imported: &Imported,
    opened: &Opened,
    sources: &BTreeMap<&str, &'a Arc<Text>>,
) -> Vec<(Text, &'a Text)> {
    let changed: BTreeSet<&str> = imported.changed.iter().map(String::as_str).collect();
    let found = |entry: &Delivered| {
        let source: &'a Arc<Text> = sources.get(entry.key.text())?;
        let ours = opened.po.find(entry.key.text())?.translation();
        let is_news = changed.contains(entry.key.text()) || entry.target.text() != ours;
        let text = || source.reworded(opened.locale.lang, entry.target.clone(), &mut Diagnostics::new());
        (is_news && !entry.target.text().trim().is_empty()).then(|| (text(), &**source))
    };
    delivery.entries.iter().filter_map(found).collect()
}

/// Checks what the catalogue did not hold before, at its place in the delivery.
fn check_changed(
    delivery: &Delivery,
    imported: &Imported,
    opened: &Opened,
    sources: &BTreeMap<&str, &Arc<Text>>,
    against: &CheckContext<'_>,
    diagnostics: &mut Diagnostics,
) {
    let changed: BTreeSet<&str> = imported.changed.iter().map(String::as_str).collect();
    let stale: BTreeSet<&str> = imported.stale.iter().map(String::as_str).collect();
    let mut checked: BTreeSet<&str> = BTreeSet::new();
    for entry in delivery.entries.iter().filter(|entry| changed.contains(entry.key.text())) {
        let key = entry.key.text();
        let (Some(source), Some(ours)) = (sources.get(key), opened.po.find(key)) else { continue };
        // Of several files the one counts of which the wording was taken over.
        if !checked.insert(key) {
            continue;
        }
        let target = as_taken(entry, ours.translation());
        let text = source.reworded(opened.locale.lang, target, diagnostics);
        if !stale.contains(key) {
            // What is wrong with a waiver is told when the catalogue is read.
            let waived = Waivers::read(ours, &mut Diagnostics::new());
            let elsewhere = opened.po.translated_elsewhere(key, source.written.text(), text.written.text());
            check(&text, source, elsewhere, against, &waived, diagnostics);
        }
        slips(&text, source, diagnostics);
    }
}

/// What a file delivers for a text, with its letters in the form in which they were taken over.
fn as_taken(entry: &Delivered, taken: &str) -> Written {
    if entry.target.text() == taken {
        return entry.target.clone();
    }
    Written::with_steps(taken, entry.target.place().clone(), Vec::new())
}
