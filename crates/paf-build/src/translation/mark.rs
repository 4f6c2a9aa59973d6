//! `translate mark`: records that a named person vouches for translations.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, Severity, did_you_mean};
use paf_locale::Date;
use paf_model::Text;
use paf_model::files::Files;
use paf_translate::{Catalogue, Ledger, State, Voucher};

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
    /// Whether this counts even where somebody vouched for more.
    pub lower: bool,
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

/// Texts that somebody vouched for, by who that is, for how much, and since when.
type Higher = BTreeMap<(State, String, Date), Vec<(Arc<Text>, Voucher)>>;

/// Works out the ledger with the marks, all of them or none: nobody can vouch for a text that is in error,
/// and a text that is named has to be there and current. Where many are meant at once, those that are missing
/// or stale are reported and stay as they are, and so do those that somebody vouched for with more, unless they
/// are to be lowered.
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
    let mut behind: BTreeMap<(bool, State), Vec<Arc<Text>>> = BTreeMap::new();
    let mut higher = Higher::new();
    let is_meant = |found: &&Diagnostic| texts.iter().any(|text| concerns(found, text, catalogue));
    marked.diagnostics.extend(prepared.errors.iter().filter(is_meant).cloned());
    for text in texts {
        let state = catalogue.map_or(State::Missing, |catalogue| catalogue.state(&text.key));
        let translation = catalogue.and_then(|catalogue| catalogue.get(&text.key));
        let named = marking.keys.iter().any(|key| key == text.key.as_str());
        let settled = named && catalogue.is_some_and(|catalogue| is_stale_by_record_alone(catalogue, &text));
        match translation {
            Some(translation) if state >= State::Draft || settled => {
                let above = vouch(&mut opened.ledger, &text, translation, marking);
                marked.texts += usize::from(above.is_empty() || marking.lower);
                for voucher in above {
                    let who = (voucher.state, voucher.by.clone(), voucher.date);
                    higher.entry(who).or_default().push((Arc::clone(&text), voucher));
                }
            }
            _ => behind.entry((named, state)).or_default().push(text),
        }
    }
    let behind =
        behind.iter().filter_map(|((named, state), texts)| not_marked(*named, *state, texts, locale));
    marked.diagnostics.extend(behind);
    marked.diagnostics.extend(higher.values().filter_map(|texts| told(texts, marking)));
    if !marked.diagnostics.has_errors() {
        marked.changes = opened.changes();
    }
    marked
}

/// Whether what was found stands in one of the two texts. What is wrong with a translation into another
/// language only points at the source text, to compare.
fn concerns(found: &Diagnostic, text: &Text, catalogue: Option<&Catalogue>) -> bool {
    let Some(found) = found.primary.as_ref().map(|label| &label.place) else { return false };
    let translation = catalogue.and_then(|catalogue| catalogue.get(&text.key));
    let touches = |place: &Place| {
        let (found_in, range) = (found.file().path(), found.range());
        found_in == place.file().path()
            && range.start < place.range().end
            && place.range().start < range.end.max(range.start + 1)
    };
    touches(text.place()) || translation.is_some_and(|translation| touches(translation.place()))
}

/// Whether a person who names the text can settle it: the catalogue takes it for one of today's
/// source text, and nobody has vouched for it with that.
fn is_stale_by_record_alone(catalogue: &Catalogue, text: &Text) -> bool {
    catalogue.stale().iter().any(|stale| stale.key == text.key && stale.by_record_alone)
}

/// Records the mark, unless somebody vouched for more: what that is.
fn vouch(ledger: &mut Ledger, text: &Text, translation: &Text, marking: &Marking<'_>) -> Vec<Voucher> {
    let (key, source, target) = (&text.key, text.written.text(), translation.written.text());
    let most = marking.voucher.state;
    let above = if marking.lower {
        ledger.lower(key, source, target, most)
    } else {
        ledger.vouchers(key, source, target).filter(|voucher| voucher.state > most).cloned().collect()
    };
    if above.is_empty() || marking.lower {
        ledger.vouch(key, source, target, marking.voucher.clone());
    }
    above
}

/// Whose word was left alone or taken away. All texts are named.
fn told(texts: &[(Arc<Text>, Voucher)], marking: &Marking<'_>) -> Option<Diagnostic> {
    let (first, Voucher { state, by, date, .. }) = texts.first()?;
    let (state, now) = (state.as_str(), marking.voucher.state.as_str());
    let keys: Vec<String> = texts.iter().map(|(text, _)| format!("`{}`", text.key)).collect();
    let keys = keys.join(", ");
    let what = if texts.len() == 1 { "1 text".to_owned() } else { format!("{} texts", texts.len()) };
    let message = match marking.lower {
        true => format!("{what} {state} by {by} on {date} became {now}: {keys}"),
        false => format!("{what} {state} by {by} on {date} stayed as before: {keys}"),
    };
    let help = match marking.lower {
        true => format!("if this was not meant, mark as {state} again what is"),
        false => format!("add `--lower` if no more than {now} is to count"),
    };
    Some(
        Diagnostic::warning(Rule::LoweredRecord, message)
            .at_with(first.place().clone(), if texts.len() == 1 { "" } else { "the first of them" })
            .help(help),
    )
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

fn not_marked(is_named: bool, state: State, texts: &[Arc<Text>], locale: &Locale) -> Option<Diagnostic> {
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
    let them = if texts.len() == 1 { "it" } else { "them" };
    let severity = if is_named { Severity::Error } else { Severity::Warning };
    Some(
        Diagnostic::new(
            severity,
            Rule::NotApproved,
            format!("{what} and could not be marked: {}{rest}", named.join(", ")),
        )
        .at_with(first.place().clone(), if texts.len() == 1 { "" } else { "the first of them" })
        .help(format!("correct {them} in {catalogue} first, then mark {them}")),
    )
}
