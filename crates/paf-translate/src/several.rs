//! Several entries of one text that were put away, as a merge of two branches leaves them.

use paf_diag::{Diagnostic, Place, Rule, Written};
use paf_model::TextKey;

use crate::Voucher;
use crate::ledger::Ledger;
use crate::po::{PoEntry, PoFile};

/// A text of which several translations were put away, and one is in use again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Several {
    /// The key of the text.
    pub key: String,
    /// The translation that is in use again.
    pub taken: Place,
    /// Those that stay where they are.
    pub others: Vec<Place>,
    /// Who vouches for the one that is in use again.
    pub voucher: Option<Voucher>,
}

impl Several {
    /// That there are several, and which was taken.
    pub fn warning(&self) -> Diagnostic {
        let Self { key, taken, others, voucher } = self;
        let count = others.len() + 1;
        let why = match voucher {
            Some(Voucher { state, by, date, .. }) => {
                format!("the one that is {} by {by} on {}", state.as_str(), date.iso())
            }
            None => "the last, since nobody vouches for any of them with the source text of today".to_owned(),
        };
        let message = format!("{count} translations of `{key}` were put away in this file; taken was {why}");
        let said = Diagnostic::warning(Rule::Conflict, message).at_with(taken.clone(), "this was taken");
        let also = |said: Diagnostic, place: &Place| said.also(place.clone(), "this stays put away");
        others.iter().fold(said, also).help(
            "compare them; if another is right, copy its words into the entry in use, and delete the entries with \
             `#~` that nobody needs",
        )
    }
}

/// The entry of a text that was put away, by its number: of several, the one of which somebody vouches the
/// most for the wording with the source text of today, or else the last.
pub(crate) fn put_away(
    po: &PoFile,
    key: &str,
    today: &str,
    ledger: &Ledger,
) -> Option<(usize, Option<Several>)> {
    let is_one = |(_, entry): &(usize, &PoEntry)| entry.obsolete && entry.key() == Some(key);
    let all: Vec<(usize, &PoEntry)> = po.entries.iter().enumerate().filter(is_one).collect();
    let text = TextKey::from(key);
    let voucher = |entry: &PoEntry| ledger.voucher(&text, today, entry.translation());
    let (at, taken) = *all.iter().max_by_key(|(_, entry)| voucher(entry).map(|voucher| voucher.state))?;
    let place = |entry: &PoEntry| entry.msgstr.first().map_or(&entry.place, Written::place).clone();
    let others: Vec<Place> =
        all.iter().filter(|(other, _)| *other != at).map(|(_, entry)| place(entry)).collect();
    let several = (!others.is_empty()).then(|| Several {
        key: key.to_owned(),
        taken: place(taken),
        others,
        voucher: voucher(taken).cloned(),
    });
    Some((at, several))
}
