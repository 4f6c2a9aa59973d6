//! What is said where something of a delivery, or of what was done here since, comes to nothing.

use paf_diag::{Diagnostic, Rule};
use paf_model::Text;

use super::super::Delivered;
use super::report::{quoted, two_wordings, with_ours};
use crate::State;
use crate::po::PoEntry;

/// A mark on the wording that was sent out, which is another one here by now.
pub(super) fn of_other_wording(
    delivered: &Delivered,
    source: &Text,
    says: State,
    entry: &PoEntry,
) -> Diagnostic {
    let message = format!(
        "the delivery calls `{}` {} in the wording that was sent out, {}; here it is another one since, {}, and \
         stays as it is",
        source.key,
        says.as_str(),
        quoted(delivered.target.text()),
        quoted(entry.translation())
    );
    let said = Diagnostic::warning(Rule::Conflict, message).at(delivered.place.clone());
    with_ours(said, entry, "the wording here")
        .help("see whether it holds for the wording here too; then mark it with `paf translate mark`")
}

/// A rank that a file gives to a translation of an older source text.
pub(super) fn of_older_text(delivered: &Delivered, source: &Text, says: State) -> Diagnostic {
    let message = format!(
        "the delivery calls the translation of `{}` {}, as one of an older text; that was not recorded",
        source.key,
        says.as_str()
    );
    Diagnostic::warning(Rule::StaleTranslation, message)
        .at(delivered.place.clone())
        .also(source.place().clone(), "the text today")
        .help("send the text out again")
}

/// A translation that somebody marked here since it was sent out, and that the delivery vouches for.
pub(super) fn settled(delivered: &Delivered, source: &Text, entry: &PoEntry, says: State) -> Diagnostic {
    let message = format!(
        "`{}` was marked here as one to look at again since it was sent out; the delivery calls it {}, and the \
         mark was removed",
        source.key,
        says.as_str()
    );
    let said = Diagnostic::warning(Rule::Conflict, message).at(delivered.place.clone());
    with_ours(said, entry, "the translation here")
        .help("if the mark still holds, put `fuzzy` back; the translator may not have known of it")
}

/// A delivered wording that gave way to the one here, because a person chose so.
pub(super) fn ours(delivered: &Delivered, source: &Text, entry: &PoEntry) -> Diagnostic {
    let message = format!(
        "the wording of `{}` here, {}, stays; the delivered one, {}, was left out",
        source.key,
        quoted(entry.translation()),
        quoted(delivered.target.text())
    );
    with_ours(
        two_wordings(Diagnostic::warning(Rule::Conflict, message), delivered),
        entry,
        "the wording here",
    )
    .help("nothing needs to be done: `--ours` was asked for")
}

/// A waiver that came with a wording which was not taken over.
pub(super) fn waiver_left(delivered: &Delivered, source: &Text, line: &str) -> Diagnostic {
    let message = format!(
        "the delivery has `# {line}` for `{}`, in a wording that was not taken over; it was left out",
        source.key
    );
    Diagnostic::warning(Rule::Waiver, message)
        .at(delivered.place.clone())
        .help("write it into the PO file by hand if it holds for the wording that is there")
}

/// Two files of which one says of a text what is not recorded because of the other.
pub(super) fn given_up(said: &Delivered, state: State, counts: &Delivered) -> Diagnostic {
    let message = format!(
        "one file calls `{}` {}, and another one, which counts, does not",
        said.key.text(),
        state.as_str()
    );
    Diagnostic::warning(Rule::Conflict, message)
        .at_with(said.place.clone(), "not recorded")
        .also(counts.place.clone(), "this counts")
        .help("decide for one of them, and mark the text with `paf translate mark` if need be")
}
