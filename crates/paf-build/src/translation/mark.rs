//! `translate mark`: records that a named person vouches for translations.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule, did_you_mean};
use paf_model::Text;
use paf_model::files::Files;
use paf_translate::{State, Voucher};

use super::{Change, open, wanted};
use crate::locale::Locale;
use crate::prepare::Prepared;

/// Which translations are marked, and how.
pub struct Marking<'a> {
    /// Of which locale.
    pub locale: &'a Locale,
    /// Only the texts of these documents; all if empty.
    pub documents: &'a [String],
    /// Only texts whose keys are these or begin with them; all if empty.
    pub keys: &'a [String],
    /// Who vouches for them, and for what.
    pub voucher: &'a Voucher,
}

/// What a marking comes to.
pub struct Marked {
    /// What to write.
    pub changes: Vec<Change>,
    /// How many texts are marked.
    pub texts: usize,
    /// What was found wrong; with an error among it nothing may be written.
    pub diagnostics: Diagnostics,
}

/// Works out the ledger with the marks. Nobody can vouch for what is missing or stale: those texts
/// are reported and stay as they are.
pub fn mark(prepared: &Prepared, files: &dyn Files, marking: &Marking<'_>) -> Marked {
    let mut marked = Marked { changes: Vec::new(), texts: 0, diagnostics: Diagnostics::new() };
    let locale = marking.locale;
    let texts = match chosen(prepared, marking, &mut marked.diagnostics) {
        Ok(texts) => texts,
        Err(error) => {
            marked.diagnostics.push(*error);
            return marked;
        }
    };
    let mut opened = open(&prepared.model, files, locale, &mut marked.diagnostics);
    let catalogue = prepared.catalogue(locale);
    let mut behind: BTreeMap<State, Vec<Arc<Text>>> = BTreeMap::new();
    for text in texts {
        let state = catalogue.map_or(State::Missing, |catalogue| catalogue.state(&text.key));
        match catalogue.and_then(|catalogue| catalogue.get(&text.key)) {
            Some(translation) if state >= State::Draft => {
                let voucher = marking.voucher.clone();
                opened.ledger.vouch(&text.key, text.written.text(), translation.written.text(), voucher);
                marked.texts += 1;
            }
            _ => behind.entry(state).or_default().push(text),
        }
    }
    marked.diagnostics.extend(behind.iter().filter_map(|(state, texts)| not_marked(*state, texts, locale)));
    marked.changes = opened.changes();
    marked
}

fn chosen(
    prepared: &Prepared,
    marking: &Marking<'_>,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<Arc<Text>>, Box<Diagnostic>> {
    let all = wanted::wanted_in(prepared, marking.documents)?;
    let wanted = all.get(marking.locale).map(Vec::as_slice).unwrap_or_default();
    let is_below = |key: &str, chosen: &str| {
        key.strip_prefix(chosen).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    for chosen in marking.keys {
        if !wanted.iter().any(|item| is_below(item.text.key.as_str(), chosen)) {
            let known = wanted.iter().map(|item| item.text.key.as_str());
            diagnostics.push(
                Diagnostic::error(
                    Rule::UnknownSelection,
                    format!("no text that is translated into `{}` has the key `{chosen}`", marking.locale),
                )
                .help_if(did_you_mean(chosen, known)),
            );
        }
    }
    let is_chosen = |key: &str| marking.keys.is_empty() || marking.keys.iter().any(|k| is_below(key, k));
    let texts = wanted.iter().map(|item| &item.text).filter(|text| is_chosen(text.key.as_str()));
    Ok(texts.cloned().collect())
}

fn not_marked(state: State, texts: &[Arc<Text>], locale: &Locale) -> Option<Diagnostic> {
    const NAMED: usize = 8;
    let first = texts.first()?;
    let named: Vec<String> = texts.iter().take(NAMED).map(|text| format!("`{}`", text.key)).collect();
    let more = texts.len().saturating_sub(NAMED);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let what = match (state, texts.len()) {
        (State::Missing, 1) => "1 text is not translated".to_owned(),
        (State::Missing, n) => format!("{n} texts are not translated"),
        (_, 1) => "1 translation was made from an older text".to_owned(),
        (_, n) => format!("{n} translations were made from older texts"),
    };
    let catalogue = locale.catalogue();
    Some(
        Diagnostic::warning(
            Rule::NotApproved,
            format!("{what} and could not be marked: {}{rest}", named.join(", ")),
        )
        .at_with(first.place().clone(), "the first of them")
        .help(format!("correct them in {catalogue} first, then mark them")),
    )
}
