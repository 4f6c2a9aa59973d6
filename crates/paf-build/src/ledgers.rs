//! What ledgers hold that counts for no translation of the framework, and why.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule};
use paf_locale::{Date, Lang};
use paf_model::{Model, Text};
use paf_translate::{Catalogue, Ledger, State, Voucher, hash};

use crate::locale::Locale;

/// Everything that is found once all catalogues and ledgers are read.
pub(crate) fn check(
    model: &Model,
    ledgers: &BTreeMap<Locale, Ledger>,
    catalogues: &BTreeMap<Locale, &Catalogue>,
) -> Diagnostics {
    let found = ledgers.iter().flat_map(|(locale, ledger)| {
        orphaned(model, locale, ledger)
            .into_iter()
            .chain(of_another_language(ledgers, catalogues, locale, ledger))
    });
    found.collect()
}

/// Records of days that are yet to come, as seen from `today`.
pub fn yet_to_come(ledgers: &BTreeMap<Locale, Ledger>, today: Date) -> Vec<Diagnostic> {
    let later = ledgers.values().flat_map(|ledger| ledger.later_than(today));
    later
        .map(|(key, voucher, place)| {
            let Voucher { state, by, date, .. } = voucher;
            let message =
                format!("`{key}` is {} by {by} on {date}, a day that is yet to come", state.as_str());
            Diagnostic::warning(Rule::Ledger, message)
                .at(place.clone())
                .help("write the day on which the person vouched for it")
        })
        .collect()
}

/// Why a record is of no text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    /// The text has another key now, or is gone.
    Gone,
    /// The document is not there that has the text.
    Waits(String),
    /// The text is translated in another catalogue, which has a ledger of its own.
    Elsewhere(String),
}

/// What a person did on a day, and why that counts for nothing.
type Word<'a> = (Why, State, &'a str, Date);

/// The records of texts that the framework does not have: a warning for each reason, person, state and day.
fn orphaned(model: &Model, locale: &Locale, ledger: &Ledger) -> Vec<Diagnostic> {
    let texts: BTreeMap<&str, &Arc<Text>> =
        model.texts.iter().rev().map(|text| (text.key.as_str(), text)).collect();
    let is_known = |key: &str| (locale.holds(key) && texts.contains_key(key)) || model.may_be_unread(key);
    let mut words: BTreeMap<Word<'_>, Vec<&str>> = BTreeMap::new();
    for key in ledger.keys().filter(|key| !is_known(key)) {
        let why = why(model, &texts, locale, key);
        for record in ledger.of_key(key) {
            let Voucher { state, by, date, .. } = &record.voucher;
            words.entry((why.clone(), *state, by, *date)).or_default().push(key);
        }
    }
    let renamed = renamings(&texts, locale, ledger);
    words.iter().filter_map(|(word, keys)| orphan(ledger, word, keys, &renamed)).collect()
}

fn why(model: &Model, texts: &BTreeMap<&str, &Arc<Text>>, locale: &Locale, key: &str) -> Why {
    if texts.contains_key(key) {
        let edition = key.strip_prefix("editions.").and_then(|rest| rest.split('.').next());
        let home = match edition {
            Some(edition) => Locale::national(&Arc::from(edition), locale.lang),
            None => Locale::european(locale.lang),
        };
        return Why::Elsewhere(home.ledger());
    }
    let document = key.strip_prefix("documents.").and_then(|rest| rest.split('.').next());
    match document.filter(|id| model.documents.iter().all(|(known, _)| **known != **id)) {
        Some(id) => Why::Waits(id.to_owned()),
        None => Why::Gone,
    }
}

fn orphan(
    ledger: &Ledger,
    (why, state, by, date): &Word<'_>,
    keys: &[&str],
    renamed: &BTreeMap<&str, String>,
) -> Option<Diagnostic> {
    let place = ledger.place(keys.first()?)?.clone();
    let named = keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    let (what, state) = (if keys.len() == 1 { "text" } else { "texts" }, state.as_str());
    let message = match why {
        Why::Gone => format!("the framework has no {what} {named}, {state} by {by} on {date}"),
        Why::Waits(id) => {
            format!("the framework has no document `{id}` with the {what} {named}, {state} by {by} on {date}")
        }
        Why::Elsewhere(_) => {
            let (verb, named) =
                (if keys.len() == 1 { "belongs" } else { "belong" }, format!("{what} {named}"));
            format!("the {named}, {state} by {by} on {date}, {verb} to another catalogue")
        }
    };
    let said = Diagnostic::warning(Rule::OrphanedRecord, message)
        .at_with(place, if keys.len() == 1 { "" } else { "the first of them" });
    Some(match why {
        Why::Waits(id) => said.help(format!(
            "nothing needs to be done if the document `{id}` comes back; if it does not, delete the records"
        )),
        Why::Elsewhere(path) => said.help(format!("move the records to {path}")),
        Why::Gone => {
            let pairs: BTreeSet<&str> =
                keys.iter().filter_map(|key| Some(renamed.get(key)?.as_str())).collect();
            let options: Vec<String> = pairs.iter().map(|pair| format!("--renamed {pair}")).collect();
            let sync = match options.as_slice() {
                [] => "--renamed OLD=NEW".to_owned(),
                options => options.join(" "),
            };
            let have = match keys.len() {
                1 => "the text has another key",
                _ => "the texts have other keys",
            };
            said.help(format!("carry the records over with `paf translate sync {sync}` if {have} now"))
                .help("delete the records if nobody is to vouch for this any more")
        }
    })
}

/// For keys of no text, the renaming that their records speak for: another text has the source text of which
/// somebody vouched for the translation, and nobody has for its own.
fn renamings<'a>(
    texts: &BTreeMap<&str, &Arc<Text>>,
    locale: &Locale,
    ledger: &'a Ledger,
) -> BTreeMap<&'a str, String> {
    let gone: Vec<&str> = ledger.keys().filter(|key| !texts.contains_key(key)).collect();
    if gone.is_empty() {
        return BTreeMap::new();
    }
    let recorded: BTreeSet<&str> = ledger.keys().collect();
    let mut by_source: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (key, text) in texts.iter().filter(|(key, _)| locale.holds(key) && !recorded.contains(*key)) {
        by_source.entry(hash(text.written.text())).or_default().push(key);
    }
    let new_key = |old: &str| {
        let found = ledger.of_key(old).into_iter().find_map(|record| by_source.get(&record.source))?;
        // Of several texts that read alike, the one that is called the most alike.
        found.iter().copied().max_by_key(|new| common_end(old, new))
    };
    gone.into_iter().filter_map(|old| Some((old, renaming(old, new_key(old)?)))).collect()
}

/// How many parts two keys have in common at their ends.
fn common_end(a: &str, b: &str) -> usize {
    a.rsplit('.').zip(b.rsplit('.')).take_while(|(a, b)| a == b).count()
}

/// The renaming of the group that has another name, as the command line takes it.
fn renaming(old: &str, new: &str) -> String {
    let same = common_end(old, new);
    let group = |key: &str| {
        let parts: Vec<&str> = key.split('.').collect();
        parts[..parts.len().saturating_sub(same).max(1)].join(".")
    };
    format!("{}={}", group(old), group(new))
}

/// A ledger that was copied from another language: its records are of the translations there.
fn of_another_language(
    ledgers: &BTreeMap<Locale, Ledger>,
    catalogues: &BTreeMap<Locale, &Catalogue>,
    locale: &Locale,
    ledger: &Ledger,
) -> Option<Diagnostic> {
    let holds = |lang: Lang| {
        let other = Locale { edition: locale.edition.clone(), lang };
        catalogues.get(&other).map_or(0, |catalogue| of_catalogue(catalogue, ledger))
    };
    let own = holds(locale.lang);
    let languages = ledgers.keys().chain(catalogues.keys()).map(|other| other.lang);
    let others: BTreeSet<Lang> = languages.filter(|lang| *lang != locale.lang).collect();
    let (records, lang) =
        others.into_iter().map(|lang| (holds(lang), lang)).max_by_key(|(records, _)| *records)?;
    if records <= own {
        return None;
    }
    let other = Locale { edition: locale.edition.clone(), lang };
    let what = if records == 1 { "1 record".to_owned() } else { format!("{records} records") };
    let first = ledger.keys().find_map(|key| ledger.place(key))?;
    let message = format!("{what} in `{}` are of translations into `{lang}`", locale.ledger());
    Some(Diagnostic::warning(Rule::Ledger, message).at(Place::start_of(first.file())).help(format!(
        "move them to {}, or restore the ledger of `{}`",
        other.ledger(),
        locale.lang
    )))
}

/// How many records are of translations of a catalogue.
fn of_catalogue(catalogue: &Catalogue, ledger: &Ledger) -> usize {
    let counted = catalogue.texts().map(|(text, _)| {
        let records = ledger.records(&text.key);
        if records.is_empty() {
            return 0;
        }
        let target = hash(text.written.text());
        records.iter().filter(|record| record.target == target).count()
    });
    counted.sum()
}
