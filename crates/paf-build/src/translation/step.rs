//! Whether catalogues are in step with the framework, and what bringing them in step does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule};
use paf_model::Text;
use paf_model::files::Files;
use paf_translate::sync::{Changes, Known, sync};
use paf_translate::{State, Voucher};

use super::{Opened, open, wanted};
use crate::locale::Locale;
use crate::prepare::Prepared;

/// How many texts are named.
const NAMED: usize = 5;

/// What is wrong with sending out texts of some locales: that `translate sync` has something to do there.
/// With `force` it is a warning.
///
/// # Errors
/// If the files of a locale are malformed or a template fails.
pub fn out_of_step(
    prepared: &Prepared,
    files: &dyn Files,
    locales: &[Locale],
    force: bool,
) -> Result<Option<Diagnostic>, Diagnostics> {
    let all = wanted(prepared).map_err(|error| Diagnostics::from_iter([*error]))?;
    let mut diagnostics = Diagnostics::new();
    let mut behind: Vec<&Locale> = Vec::new();
    let mut keys: BTreeMap<String, &'static str> = BTreeMap::new();
    let mut place = None;
    for locale in locales {
        let mut opened = open(&prepared.model, files, locale, &mut diagnostics);
        let everything = all.get(locale).map(Vec::as_slice).unwrap_or_default();
        let known = Known { minor: &BTreeSet::new(), ledger: &opened.ledger };
        let changes = sync(&mut opened.po, everything, known);
        let found = named(&changes);
        if !found.is_empty() {
            behind.push(locale);
            place.get_or_insert_with(|| Place::start_of(opened.po.file()));
        }
        keys.extend(found.into_iter().map(|(key, what)| (key.to_owned(), what)));
    }
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    Ok(place.map(|place| refusal(&behind, &keys, place, force)))
}

/// The texts that changed, and how.
fn named(changes: &Changes) -> Vec<(&str, &'static str)> {
    [
        (&changes.added, "new"),
        (&changes.stale, "rewritten"),
        (&changes.current, "back to an older wording"),
        (&changes.removed, "removed"),
        (&changes.revived, "back"),
    ]
    .into_iter()
    .flat_map(|(keys, what)| keys.iter().map(move |key| (key.as_str(), what)))
    .collect()
}

fn refusal(
    behind: &[&Locale],
    keys: &BTreeMap<String, &'static str>,
    place: Place,
    force: bool,
) -> Diagnostic {
    let list: Vec<String> = keys.iter().take(NAMED).map(|(key, what)| format!("`{key}` ({what})")).collect();
    let more = keys.len() - list.len();
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let codes: Vec<String> = behind.iter().map(|locale| format!("`{locale}`")).collect();
    let catalogues = if behind.len() == 1 { "the catalogue of" } else { "the catalogues of" };
    let verb = if behind.len() == 1 { "is" } else { "are" };
    let message = format!(
        "{catalogues} {} {verb} not in step with the framework: {}{rest}",
        codes.join(", "),
        list.join(", ")
    );
    if force {
        return Diagnostic::warning(Rule::OutOfStep, message).at(place).help(
            "run `paf translate sync` before the files come back; they were sent out as it would leave the texts",
        );
    }
    Diagnostic::error(Rule::OutOfStep, message)
        .at(place)
        .help("run `paf translate sync` first, with `--minor` for what was reworded without a change of meaning")
        .help("with `--force` the texts are sent out as the sync would leave them, and the catalogues stay behind")
}

/// What somebody has done, and who.
type Person = (State, String);

/// What bringing a catalogue in step made of translations whose source text was rewritten: whose word does
/// not count any more, and what is stale now.
pub(super) fn behind(
    opened: &Opened,
    changes: &Changes,
    sources: &BTreeMap<&str, &Arc<Text>>,
) -> Vec<Diagnostic> {
    let mut by_person: BTreeMap<Option<Person>, Vec<(&str, Place)>> = BTreeMap::new();
    for key in &changes.stale {
        let (Some(entry), Some(source)) = (opened.po.find(key), sources.get(key.as_str())) else { continue };
        let before = entry.previous_msgid.as_ref().map_or("", |before| before.text());
        let voucher: Option<&Voucher> = opened.ledger.voucher(&source.key, before, entry.translation());
        let place = entry.msgstr.first().map_or(&entry.place, |written| written.place()).clone();
        let person = voucher.map(|voucher| (voucher.state, voucher.by.clone()));
        by_person.entry(person).or_default().push((key, place));
    }
    by_person
        .into_iter()
        .filter_map(|(person, texts)| became_stale(opened, person.as_ref(), &texts))
        .collect()
}

fn became_stale(opened: &Opened, person: Option<&Person>, texts: &[(&str, Place)]) -> Option<Diagnostic> {
    let (first, place) = texts.first()?;
    let keys: Vec<String> = texts.iter().map(|(key, _)| format!("`{key}`")).collect();
    let (keys, lang) = (keys.join(", "), &opened.locale);
    let (rule, message) = match person {
        Some((state, by)) => (
            Rule::EndedRecord,
            format!(
                "what {by} {} does not count any more in `{lang}`, since the source text was rewritten: {keys}",
                state.as_str()
            ),
        ),
        None => (
            Rule::StaleTranslation,
            format!(
                "translations into `{lang}` are stale from now on, since the source text was rewritten: {keys}"
            ),
        ),
    };
    let label = if texts.len() == 1 { "" } else { "the first of them" };
    Some(Diagnostic::warning(rule, message).at_with(place.clone(), label).help(format!(
        "have them compared with the text of today; where the meaning is the same, take this import back, run \
         `paf translate sync --minor {first}`, and import again"
    )))
}
