//! How far the translation of a target is, over the texts it prints.

use std::collections::BTreeMap;

use paf_diag::{Diagnostic, Rule};
use paf_model::Data;
use paf_translate::{Standing, State, Voucher};

use crate::prepare::Prepared;
use crate::target::Target;

/// How many texts are how far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally([usize; State::ALL.len()]);

impl Tally {
    /// Counts texts, each key once.
    pub fn of<'a>(standings: impl IntoIterator<Item = &'a Standing>) -> Self {
        let by_key: BTreeMap<&str, State> =
            standings.into_iter().map(|standing| (standing.source.key.as_str(), standing.state)).collect();
        let mut tally = Self::default();
        for state in by_key.into_values() {
            tally.0[state as usize] += 1;
        }
        tally
    }

    /// How many texts are in a state.
    pub fn count(&self, state: State) -> usize {
        self.0[state as usize]
    }

    /// How many texts there are.
    pub fn all(&self) -> usize {
        self.0.iter().sum()
    }

    /// How many texts are at least in a state.
    pub fn at_least(&self, state: State) -> usize {
        self.0[state as usize..].iter().sum()
    }
}

/// The word for a target's translation that templates and the manifest see: `source`, `draft`,
/// `translated` (every text by a named person) or `approved`. A framework that is printed as it was written
/// is its own source, even where the fixed words of the templates come from another language.
pub(crate) fn word(standings: &[Standing]) -> &'static str {
    if standings.iter().all(|standing| standing.source.is_of_templates()) {
        return "source";
    }
    match standings.iter().map(|standing| standing.state).min() {
        Some(State::Approved) => "approved",
        Some(State::Translated | State::Reviewed) => "translated",
        Some(State::Missing | State::Stale | State::Draft) | None => "draft",
    }
}

/// What templates see: the word, and who approved the translation.
pub(crate) fn data(word: &str, standings: &[Standing]) -> Data {
    let approvals = approvals(standings).into_iter().map(|voucher| {
        Data::map([
            ("name", Data::made(voucher.by)),
            ("role", Data::made(voucher.role)),
            ("date", Data::made(voucher.date.iso())),
        ])
    });
    Data::map([("state", Data::made(word)), ("approvals", Data::List(approvals.collect()))])
}

/// Each person who approved a text, once, with the latest day.
fn approvals(standings: &[Standing]) -> Vec<Voucher> {
    let mut latest: BTreeMap<(&str, &str), &Voucher> = BTreeMap::new();
    let vouchers = standings.iter().flat_map(|standing| &standing.vouchers);
    for voucher in vouchers.filter(|voucher| voucher.state == State::Approved) {
        let known = latest.entry((&voucher.by, &voucher.role)).or_insert(voucher);
        if voucher.date > known.date {
            *known = voucher;
        }
    }
    latest.into_values().cloned().collect()
}

/// Refuses a target of which a text is not as far as it has to be.
pub(crate) fn require(
    least: State,
    standings: &[Standing],
    target: &Target,
    prepared: &Prepared,
) -> Option<Diagnostic> {
    const NAMED: usize = 8;
    let behind: BTreeMap<&str, &Standing> = standings
        .iter()
        .filter(|standing| standing.state < least)
        .map(|standing| (standing.source.key.as_str(), standing))
        .collect();
    let first = behind.values().next()?;
    let named: Vec<String> = behind
        .iter()
        .take(NAMED)
        .map(|(key, standing)| format!("`{key}` ({})", standing.state.as_str()))
        .collect();
    let more = behind.len().saturating_sub(NAMED);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let what = if behind.len() == 1 { "text is" } else { "texts are" };
    let language = target.lang.english_name();
    let message = format!(
        "{} {what} not {} in {language} in the document `{}`: {}{rest}",
        behind.len(),
        least.as_str(),
        target.document,
        named.join(", ")
    );
    let locales = prepared.locales_of(target);
    let marks: Vec<String> = locales
        .iter()
        .filter(|locale| behind.keys().any(|key| locale.holds(key)))
        .map(|locale| locale.mark(&target.document, least).to_string())
        .collect();
    Some(
        Diagnostic::error(Rule::NotApproved, message)
            .at_with(first.source.place().clone(), "the first of them")
            .help(format!("have them read by a person, and record it with {}", marks.join(" and "))),
    )
}
