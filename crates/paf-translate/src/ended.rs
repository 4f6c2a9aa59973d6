//! Translations that somebody vouched for and that were changed since.

use std::collections::BTreeMap;

use paf_diag::{Diagnostic, Place, Rule};
use paf_locale::Lang;

use crate::state::{State, Voucher};

/// A translation that is another one than the one somebody vouched for, or is gone.
pub(crate) struct Ended {
    pub(crate) key: String,
    /// The translation of today, or where it should be.
    pub(crate) place: Place,
    pub(crate) voucher: Voucher,
}

/// A warning for each person and state. All texts are named: an approval that ends is a person's
/// word that no longer counts.
pub(crate) fn warnings(lang: Lang, ended: &[Ended]) -> impl Iterator<Item = Diagnostic> {
    let mut by_person: BTreeMap<(State, &str), Vec<&Ended>> = BTreeMap::new();
    for one in ended {
        by_person.entry((one.voucher.state, &one.voucher.by)).or_default().push(one);
    }
    by_person.into_iter().filter_map(move |((state, by), ended)| warning(lang, state, by, &ended))
}

fn warning(lang: Lang, state: State, by: &str, ended: &[&Ended]) -> Option<Diagnostic> {
    let first = ended.first()?;
    let keys: Vec<String> = ended.iter().map(|one| format!("`{}`", one.key)).collect();
    let state = state.as_str();
    let message = match ended.len() {
        1 => format!("the translation of {} is another one than {by} {state}", keys.join(", ")),
        n => format!("{n} translations are other ones than {by} {state}: {}", keys.join(", ")),
    };
    Some(
        Diagnostic::warning(Rule::EndedRecord, message)
            .at_with(first.place.clone(), if ended.len() == 1 { "" } else { "the first of them" })
            .help(format!(
                "have them compared with the English again and mark them with `paf translate mark --lang {lang}`, \
                 or take the changes back"
            )),
    )
}
