//! What is said about deliveries that do not go in as they are.

use paf_diag::{Diagnostic, Rule, Written};
use paf_locale::Lang;
use paf_model::Text;

use super::super::Delivered;
use crate::po::PoEntry;
use crate::{State, Voucher, marking};

/// Texts of files that do not carry what they were sent out with, so that nobody can tell whether the
/// wording they replace is a correction made here since.
pub(super) fn unsure(keys: &[Written]) -> Option<Diagnostic> {
    let first = keys.first()?;
    let message = format!(
        "the file no longer says what it was sent out with; it replaces drafts that may have been corrected here since: {}",
        all(keys)
    );
    let said =
        Diagnostic::warning(Rule::Conflict, message).at_with(first.place().clone(), "the first of them");
    Some(said.help("compare them with what they were, for example with `git diff`"))
}

/// Translations that were sent out and of which nothing came back. All are named: the translator may have
/// found them wrong.
pub(super) fn emptied(keys: &[Written]) -> Option<Diagnostic> {
    let first = keys.first()?;
    let message = match keys {
        [one] => format!("the translation of `{}` came back empty; the one that is here stays", one.text()),
        keys => {
            format!("{} translations came back empty; those that are here stay: {}", keys.len(), all(keys))
        }
    };
    let said = Diagnostic::warning(Rule::Emptied, message);
    let said = said.at_with(first.place().clone(), if keys.len() == 1 { "" } else { "the first of them" });
    Some(said.help(
        "ask the translator whether that is meant; if a translation is to go, empty its `msgstr` in the PO file",
    ))
}

/// The keys of texts, all of them.
pub(super) fn all(keys: &[Written]) -> String {
    keys.iter().map(|key| format!("`{}`", key.text())).collect::<Vec<_>>().join(", ")
}

/// A text that was made from an older source text, where there is a current one.
pub(super) fn outdated(delivered: &Delivered, source: &Text, entry: &PoEntry) -> Diagnostic {
    let said = Diagnostic::warning(
        Rule::StaleTranslation,
        format!(
            "the delivered translation of `{}` was made from an older text; the present one was kept",
            source.key
        ),
    )
    .at(delivered.target.place().clone())
    .also(source.place().clone(), "the text today");
    with_ours(said, entry, "the present translation")
        .help("send the text out again, or put the translation into the PO file by hand")
}

/// A text that was reworded on both sides.
pub(super) fn conflict(
    entry: &PoEntry,
    delivered: &Delivered,
    source: &Text,
    theirs: &str,
    voucher: Option<&Voucher>,
) -> Diagnostic {
    let key = &source.key;
    let message = format!(
        "`{key}` was reworded here since it was sent out, to {}{}, and in the delivery, to {}",
        quoted(entry.translation()),
        voucher.map(|voucher| format!(" ({})", vouched(voucher))).unwrap_or_default(),
        quoted(theirs)
    );
    with_ours(two_wordings(Diagnostic::error(Rule::Conflict, message), delivered), entry, "the wording here")
        .help(format!(
            "`--theirs={key}` takes the delivered wording, `--ours={key}` keeps the one that is here"
        ))
        .help("`--theirs` or `--ours` alone decide for all such texts")
}

/// A text of which the wording here gave way to that of the delivery.
pub(super) fn replaced(
    entry: &PoEntry,
    delivered: &Delivered,
    source: &Text,
    theirs: &str,
    voucher: Option<&Voucher>,
) -> Diagnostic {
    let ended = voucher.map(|voucher| format!(", which was {}", vouched(voucher))).unwrap_or_default();
    let message = format!(
        "the delivered wording of `{}`, {}, replaces the one here, {}{ended}",
        source.key,
        quoted(theirs),
        quoted(entry.translation())
    );
    with_ours(
        two_wordings(Diagnostic::warning(Rule::Conflict, message), delivered),
        entry,
        "the wording here",
    )
    .help("it was reworded here since it was sent out, and `--theirs` was asked for")
}

/// A new wording of what a person vouched for.
pub(super) fn reworded(
    entry: &PoEntry,
    delivered: &Delivered,
    source: &Text,
    voucher: &Voucher,
    refused: bool,
) -> Diagnostic {
    let key = &source.key;
    let message = format!(
        "the delivery rewords `{key}`, {}, from {} to {}",
        vouched(voucher),
        quoted(entry.translation()),
        quoted(delivered.target.text())
    );
    let said = if refused {
        Diagnostic::error(Rule::Lowered, message).help(format!(
            "`--lower` takes the new wording, which ends that; `--ours={key}` keeps the one that is here"
        ))
    } else {
        Diagnostic::warning(Rule::Lowered, message).help(
            "nothing needs to be done if this is meant; the former wording is in the history of the file",
        )
    };
    with_ours(two_wordings(said, delivered), entry, "the wording here")
}

/// What to do about a refused wording while nobody is named.
pub(super) const NAME_SOMEBODY: &str =
    "or name with `--by` and `--role` who vouches for the new wording, if the file says as much for it";

/// What to do about a refused wording for which the named person is not said to have done as much.
pub(super) fn mark_afterwards(
    lang: Lang,
    source: &Text,
    ends: State,
    named: &Voucher,
    after: State,
) -> String {
    let mark = marking::mark(lang, [source.key.as_str()], ends);
    format!(
        "the file says no more of the new wording than {}; if {} or somebody else has {} it, import it with `--lower` \
         and then run {mark}",
        after.as_str(),
        named.by,
        ends.as_str()
    )
}

/// A text that came back with a mark that takes something away from it.
pub(super) fn lowered(
    lang: Lang,
    delivered: &Delivered,
    source: &Text,
    (before, after): (State, State),
    ended: &[Voucher],
) -> Diagnostic {
    let state = ended.iter().map(|voucher| voucher.state).max().unwrap_or(before).max(State::Translated);
    let again = marking::mark(lang, [source.key.as_str()], state);
    let was = match ended {
        [] => before.as_str().to_owned(),
        ended => ended.iter().map(vouched).collect::<Vec<_>>().join(", "),
    };
    let (key, after) = (&source.key, after.as_str());
    let message = format!("the delivery takes something from `{key}`, which was {was} and becomes {after}");
    Diagnostic::warning(Rule::Lowered, message)
        .at(delivered.place.clone())
        .help(format!("see what the translator found wrong; if it is right, mark it again with {again}"))
}

/// A text that a file ranks lower than it is here.
pub(super) fn not_lowered(
    delivered: &Delivered,
    source: &Text,
    says: State,
    voucher: &Voucher,
) -> Diagnostic {
    let message = format!(
        "the delivery calls `{}` {}; here it is {}, and stays so",
        source.key,
        says.as_str(),
        vouched(voucher)
    );
    Diagnostic::warning(Rule::Lowered, message)
        .at(delivered.place.clone())
        .help("nothing needs to be done; if less is meant, import it with `--lower`")
}

pub(super) fn two_wordings(said: Diagnostic, delivered: &Delivered) -> Diagnostic {
    said.at_with(delivered.target.place().clone(), "the delivered wording")
}

pub(super) fn with_ours(said: Diagnostic, entry: &PoEntry, label: &str) -> Diagnostic {
    match entry.msgstr.first() {
        Some(ours) => said.also(ours.place().clone(), label),
        None => said,
    }
}

pub(super) fn quoted(words: &str) -> String {
    format!("\u{201c}{words}\u{201d}")
}

/// What a person has done.
fn vouched(voucher: &Voucher) -> String {
    let Voucher { state, by, role, date } = voucher;
    format!("{} by {by} ({role}) on {}", state.as_str(), date.iso())
}
