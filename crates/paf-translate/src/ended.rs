//! What somebody vouched for and what does not count any more, because one of the two texts is another one.

use std::collections::BTreeMap;

use paf_diag::{Diagnostic, Place, Rule};
use paf_locale::{Date, Lang};

use crate::marking::mark;
use crate::state::{State, Voucher};

/// What became another one than somebody vouched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Other {
    /// The translation, which may be gone.
    Translation,
    /// The source text alone.
    Source,
}

/// Somebody's word that does not count for a translation of today.
pub(crate) struct Ended {
    pub(crate) key: String,
    /// The translation of today, or where it should be.
    pub(crate) place: Place,
    pub(crate) other: Other,
    pub(crate) voucher: Voucher,
}

/// A warning for each person, state and day. All texts are named: an approval that ends is a person's
/// word that no longer counts.
pub(crate) fn warnings(lang: Lang, ended: &[Ended]) -> impl Iterator<Item = Diagnostic> {
    let mut by_person: BTreeMap<(Other, State, &str, Date), Vec<&Ended>> = BTreeMap::new();
    for one in ended {
        let Voucher { state, by, date, .. } = &one.voucher;
        by_person.entry((one.other, *state, by, *date)).or_default().push(one);
    }
    by_person.into_values().filter_map(move |ended| warning(lang, &ended))
}

fn warning(lang: Lang, ended: &[&Ended]) -> Option<Diagnostic> {
    let Ended { place, other, voucher, .. } = ended.first()?;
    let keys: Vec<String> = ended.iter().map(|one| format!("`{}`", one.key)).collect();
    let keys = keys.join(", ");
    let Voucher { state, by, date, .. } = voucher;
    let again = mark(lang, ended.iter().map(|one| one.key.as_str()), *state);
    let state = state.as_str();
    let message = match (other, ended.len()) {
        (Other::Translation, 1) => {
            format!("the translation of {keys} is another one than {by} {state} on {date}")
        }
        (Other::Translation, n) => {
            format!("{n} translations are other ones than {by} {state} on {date}: {keys}")
        }
        (Other::Source, 1) => {
            format!("the translation of {keys} was {state} by {by} on {date} with another source text")
        }
        (Other::Source, n) => {
            format!("{n} translations were {state} by {by} on {date} with other source texts: {keys}")
        }
    };
    Some(
        Diagnostic::warning(Rule::EndedRecord, message)
            .at_with(place.clone(), if ended.len() == 1 { "" } else { "the first of them" })
            .help(format!(
                "have them compared with the English again and mark them with {again}, \
                 or take the changes back"
            )),
    )
}
