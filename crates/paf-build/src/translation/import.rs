//! `translate import`: takes over what came back from translators, all of it or nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, did_you_mean};
use paf_locale::Lang;
use paf_model::Text;
use paf_model::files::Files;
use paf_translate::checks::{CheckContext, Waivers, check};
use paf_translate::exchange::{Delivered, Delivery, Imported, decode, merge, po, xliff, xlsx};
use paf_translate::sync::sync;
use paf_translate::{State, Voucher};

use super::{Change, Opened, open, wanted};
use crate::checking::Checking;
use crate::locale::Locale;
use crate::prepare::Prepared;

/// A file that came back.
pub struct Returned<'a> {
    /// Its path, for messages.
    pub path: &'a str,
    /// What it holds.
    pub bytes: &'a [u8],
    /// The language, where the file does not say it.
    pub lang: Option<&'a str>,
}

/// What an import comes to.
#[derive(Default)]
pub struct Import {
    /// What to write.
    pub changes: Vec<Change>,
    /// What changed in each locale.
    pub locales: Vec<(Locale, Imported)>,
    /// How many texts a person now vouches for.
    pub vouched: usize,
    /// How many texts the files call translated, reviewed or approved, though nobody is named who
    /// did it.
    pub claimed: usize,
    /// What was found wrong; with an error among it nothing may be written.
    pub diagnostics: Diagnostics,
}

/// Works out the catalogues with all deliveries in them. Where a person is named who stands behind
/// them, the states that the files claim are recorded for that person; what a file does not rank
/// counts as translated.
pub fn import(
    prepared: &Prepared,
    files: &dyn Files,
    returned: &[Returned<'_>],
    voucher: Option<&Voucher>,
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
    let checking = Checking::new(&prepared.model);
    let mut deliveries: BTreeMap<Locale, Delivery> = BTreeMap::new();
    for file in returned {
        let Some(delivery) = read(file, &sources, &mut import.diagnostics) else { continue };
        let Some(lang) = language(file, &delivery, prepared, &mut import.diagnostics) else { continue };
        for entry in delivery.entries {
            let locale = locale_of(&entry, lang, prepared);
            deliveries.entry(locale).or_default().entries.push(entry);
        }
    }
    for (locale, delivery) in &deliveries {
        let mut opened = open(&prepared.model, files, locale, &mut import.diagnostics);
        let everything = wanted.get(locale).map(Vec::as_slice).unwrap_or_default();
        // What a delivery was made from is judged by the texts of today.
        sync(&mut opened.po, everything, &BTreeSet::new());
        let imported = merge(&mut opened.po, delivery, &sources, &mut import.diagnostics);
        let termbase = checking.termbase(files, locale, &mut import.diagnostics);
        checking.against(&termbase, |against| {
            check_changed(delivery, &imported, &opened, &sources, against, &mut import.diagnostics);
        });
        let claims = claims(delivery, &imported, prepared, locale);
        match voucher {
            Some(voucher) => {
                for (entry, state) in &claims {
                    let Some(source) = sources.get(entry.key.text()) else { continue };
                    let found = opened.po.find(entry.key.text()).map(|entry| entry.translation().to_owned());
                    let voucher = Voucher { state: *state, ..voucher.clone() };
                    opened.ledger.vouch(
                        &source.key,
                        source.written.text(),
                        &found.unwrap_or_default(),
                        voucher,
                    );
                }
                import.vouched += claims.len();
            }
            None => import.claimed += claims.iter().filter(|(entry, _)| is_ranked(entry)).count(),
        }
        // A delivery that says nothing new changes nothing, were it only a comment.
        if !imported.changed.is_empty()
            || !imported.confirmed.is_empty()
            || (voucher.is_some() && !claims.is_empty())
        {
            import.changes.extend(opened.changes());
        }
        import.locales.push((locale.clone(), imported));
    }
    import
}

fn read(
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

/// The language of a delivery. Programs of translators like to add a country that the framework does
/// not know (`de-DE`): then the language alone is meant.
fn language(
    file: &Returned<'_>,
    delivery: &Delivery,
    prepared: &Prepared,
    diagnostics: &mut Diagnostics,
) -> Option<Lang> {
    let said = delivery.lang.as_ref().map(|(code, place)| (code.as_str(), place.clone()));
    let start = Place::start_of(&SourceFile::new(file.path, ""));
    let given = file.lang.map(|code| (code, start.clone()));
    let Some((code, place)) = given.or(said) else {
        diagnostics.push(
            Diagnostic::error(Rule::Delivery, format!("`{}` does not say its language", file.path))
                .at(start)
                .help("name it with `--lang`"),
        );
        return None;
    };
    let code = code.replace('_', "-");
    let alone = code.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let source = prepared.model.source_language();
    let known: Vec<Lang> = prepared
        .catalogues
        .keys()
        .chain(prepared.edition_catalogues.keys().map(|(_, lang)| lang))
        .copied()
        .filter(|lang| *lang != source)
        .collect();
    let found = known.iter().find(|lang| lang.code().eq_ignore_ascii_case(&code));
    let found = found.or_else(|| known.iter().find(|lang| lang.code() == alone));
    if found.is_none() {
        diagnostics.push(
            Diagnostic::error(Rule::BadLanguage, format!("nothing is translated into `{code}`"))
                .at(place)
                .help_if(did_you_mean(&code, known.iter().map(|lang| lang.code())))
                .help(
                    "name the language with `--lang`, or add it to `languages` in framework/framework.yaml",
                ),
        );
    }
    found.copied()
}

fn locale_of(entry: &Delivered, lang: Lang, prepared: &Prepared) -> Locale {
    let national = prepared.model.editions.iter().map(|(id, _)| Locale::national(id, lang));
    let found = national.into_iter().find(|locale| locale.holds(entry.key.text()));
    found.unwrap_or_else(|| Locale::european(lang))
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
    for entry in delivery.entries.iter().filter(|entry| changed.contains(entry.key.text())) {
        let key = entry.key.text();
        let (Some(source), Some(ours)) = (sources.get(key), opened.po.find(key)) else { continue };
        let text = source.reworded(opened.locale.lang, entry.target.clone(), diagnostics);
        if !stale.contains(key) {
            // What is wrong with a waiver is told when the catalogue is read.
            let waived = Waivers::read(ours, &mut Diagnostics::new());
            let elsewhere = opened.po.translated_elsewhere(key, source.written.text(), text.written.text());
            check(&text, source, elsewhere, against, &waived, diagnostics);
        }
    }
}

fn is_ranked(entry: &Delivered) -> bool {
    entry.state.is_some_and(|state| state >= State::Translated)
}

/// The texts that the delivery stands for, with their states. A rank that went out with a text says
/// nothing of the wording that came back in its place.
fn claims<'a>(
    delivery: &'a Delivery,
    imported: &Imported,
    prepared: &Prepared,
    locale: &Locale,
) -> Vec<(&'a Delivered, State)> {
    let has = |keys: &[String], key: &str| keys.iter().any(|known| known == key);
    let catalogue = prepared.catalogue(locale);
    let claim = |entry: &'a Delivered| {
        let key = entry.key.text();
        let changed = has(&imported.changed, key);
        let is_new = changed || has(&imported.confirmed, key);
        let claimed = imported.claimed.iter().find(|(known, _)| known == key).map(|(_, state)| *state);
        let before = catalogue.map_or(State::Missing, |found| found.state(&paf_model::TextKey::from(key)));
        let state = match claimed {
            Some(state) if changed && state == before => State::Translated,
            Some(state) => state,
            None if is_new => State::Translated,
            None => return None,
        };
        let is_stale = has(&imported.stale, key) || entry.state == Some(State::Stale);
        let says_more = is_new || state > before;
        (!is_stale && says_more && !entry.target.text().trim().is_empty()).then_some((entry, state))
    };
    delivery.entries.iter().filter_map(claim).collect()
}
