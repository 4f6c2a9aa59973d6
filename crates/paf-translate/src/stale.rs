//! Translations that were made from an older source text.

use std::collections::BTreeMap;

use paf_diag::{Command, Diagnostic, Place, Rule};
use paf_locale::Lang;
use paf_model::TextKey;

use crate::marking::mark;
use crate::state::{State, Voucher};

/// A translation that was made from an older source text, or is marked as one to look at again.
#[derive(Debug, Clone)]
pub struct Stale {
    /// The text's key.
    pub key: TextKey,
    /// The translation.
    pub translation: Place,
    /// The text it was made from, where that is known.
    pub made_from: Option<Place>,
    /// The mark, where it is marked and its source text is today's.
    pub mark: Option<Place>,
    /// Whether it is the ledger alone that says so: somebody vouched for it with another source text.
    pub by_record_alone: bool,
    /// Who vouched for these words, the most first.
    pub vouchers: Vec<Voucher>,
    /// The source text of today.
    pub today: Place,
}

/// One warning for each text that has stale translations, however many languages they are in.
pub fn warnings<'a>(stale: impl IntoIterator<Item = (Lang, &'a Stale)>) -> Vec<Diagnostic> {
    let mut by_key: BTreeMap<&TextKey, Vec<(Lang, &Stale)>> = BTreeMap::new();
    let mut warnings = Vec::new();
    for (lang, entry) in stale {
        match entry.by_record_alone {
            true => warnings.push(of_other_source(lang, entry)),
            false => by_key.entry(&entry.key).or_default().push((lang, entry)),
        }
    }
    warnings.extend(by_key.into_values().filter_map(|entries| warning(&entries)));
    warnings
}

/// The words of all who vouched for it, such as `approved by Example Person on 2026-11-20`.
fn words(entry: &Stale) -> String {
    let words = entry.vouchers.iter().map(|voucher| {
        let Voucher { state, by, date, .. } = voucher;
        format!("{} by {by} on {date}", state.as_str())
    });
    words.collect::<Vec<_>>().join(", ")
}

/// The same as an addition to a message about the translation; nothing where nobody vouched for it.
fn with_words(message: String, entry: &Stale) -> String {
    match entry.vouchers.is_empty() {
        true => message,
        false => format!("{message}; it was {}", words(entry)),
    }
}

fn of_other_source(lang: Lang, entry: &Stale) -> Diagnostic {
    let (key, words) = (&entry.key, words(entry));
    let state = entry.vouchers.iter().map(|voucher| voucher.state).max().unwrap_or(State::Approved);
    let again = mark(lang, [key.as_str()], state);
    Diagnostic::warning(
        Rule::StaleTranslation,
        format!("the translation of `{key}` was {words} with another source text"),
    )
    .at_with(entry.translation.clone(), "this translation")
    .also(entry.today.clone(), "the text today")
    .help(format!(
        "compare the two and correct the translation; if it is right as it is, have it marked by its key: \
         {again}"
    ))
}

fn warning(entries: &[(Lang, &Stale)]) -> Option<Diagnostic> {
    match entries {
        [] => None,
        [(_, entry)] => Some(in_one_language(entry)),
        [(_, first), ..] => {
            let codes: Vec<String> = entries
                .iter()
                .map(|(lang, entry)| match entry.vouchers.is_empty() {
                    true => lang.code().to_owned(),
                    false => format!("{lang} ({})", words(entry)),
                })
                .collect();
            let message = format!(
                "the translations of `{}` into {} languages were made from an older text: {}",
                first.key,
                codes.len(),
                codes.join(", ")
            );
            let sync = Command::new("translate sync");
            let minor = sync.clone().option("--minor", &first.key);
            Some(
                Diagnostic::warning(Rule::StaleTranslation, message)
                    .at_with(first.today.clone(), "the text today")
                    .also(first.translation.clone(), "the first of the translations")
                    .help(format!(
                        "{sync} marks them for the translators; {minor} keeps them current, if the meaning is \
                         the same"
                    )),
            )
        }
    }
}

fn in_one_language(entry: &Stale) -> Diagnostic {
    if entry.mark.is_some() {
        let message = format!("the translation of `{}` is marked as one to look at again", entry.key);
        let mut diagnostic = Diagnostic::warning(Rule::StaleTranslation, with_words(message, entry))
            .at_with(entry.translation.clone(), "this translation");
        if let Some(mark) = &entry.mark {
            diagnostic = diagnostic.also(mark.clone(), "marked here");
        }
        if let Some(made_from) = &entry.made_from {
            diagnostic = diagnostic.also(made_from.clone(), "was made from this text");
        }
        return diagnostic
            .help("compare it with the text in `msgid`, correct it, and remove the mark `fuzzy`");
    }
    let message = format!("the translation of `{}` was made from an older text", entry.key);
    let mut diagnostic = Diagnostic::warning(Rule::StaleTranslation, with_words(message, entry))
        .at_with(entry.translation.clone(), "this translation");
    if let Some(made_from) = &entry.made_from {
        diagnostic = diagnostic.also(made_from.clone(), "was made from this text");
    }
    diagnostic
        .also(entry.today.clone(), "the text today")
        .help("compare the two texts, correct the translation, and put today's text into `msgid`")
}
