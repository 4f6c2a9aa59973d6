//! Carries translations over to the new keys of texts.

use std::collections::BTreeSet;

use paf_diag::Written;
use paf_model::TextKey;

use crate::ledger::Ledger;
use crate::po::PoFile;
use crate::several::{Several, put_away};

/// A text, or all texts below a key, that has another key now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renaming {
    /// The key of before.
    pub old: String,
    /// The key of today.
    pub new: String,
}

impl Renaming {
    /// The key that a text has now.
    pub fn new_key(&self, key: &str) -> Option<String> {
        let rest = below(key, &self.old)?;
        Some(format!("{}{rest}", self.new))
    }
}

/// What follows `above` in a key that is this one or lies below it.
pub fn below<'a>(key: &'a str, above: &str) -> Option<&'a str> {
    key.strip_prefix(above).filter(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// What became of the translations of one language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Renamed {
    /// The keys of before and of today of what was carried over.
    pub carried: Vec<(String, String)>,
    /// The same of what stays where it is, because the text of today has a translation or records of
    /// its own.
    pub taken: Vec<(String, String)>,
    /// Texts of which several translations were put away, and one was carried over.
    pub several: Vec<Several>,
}

/// Carries translations and records over to the keys that `new_key` gives; `source` gives the source text
/// of today that such a key has.
pub fn rename(
    po: &mut PoFile,
    ledger: &mut Ledger,
    new_key: impl Fn(&str) -> Option<String>,
    source: impl Fn(&str) -> Option<String>,
) -> Renamed {
    let mut renamed = Renamed::default();
    let catalogue = po.entries.iter().filter_map(|entry| entry.key());
    let keys: BTreeSet<String> = catalogue.chain(ledger.keys()).map(str::to_owned).collect();
    for old in keys {
        let Some(new) = new_key(&old) else { continue };
        let is_taken = !ledger.records(&TextKey::from(new.as_str())).is_empty()
            || po.entries.iter().any(|entry| entry.key() == Some(&new) && !entry.translation().is_empty());
        if is_taken {
            renamed.taken.push((old, new));
            continue;
        }
        renamed.several.extend(carry_over(po, ledger, (&old, &new), &source(&new).unwrap_or_default()));
        ledger.rename(&old, &new);
        renamed.carried.push((old, new));
    }
    renamed
}

/// The entry of the old key takes the place of an empty one that the new key has.
fn carry_over(po: &mut PoFile, ledger: &Ledger, (old, new): (&str, &str), today: &str) -> Option<Several> {
    let empty = po.entries.iter().position(|entry| entry.key() == Some(new));
    let in_use = po.entries.iter().position(|entry| !entry.obsolete && entry.key() == Some(old));
    let (old_at, several) = match in_use {
        Some(at) => (at, None),
        None => put_away(po, old, today, ledger)?,
    };
    if let Some(entry) = po.entries.get_mut(old_at) {
        let place = entry.msgctxt.as_ref().map_or(&entry.place, Written::place).clone();
        entry.msgctxt = Some(Written::verbatim(new, place));
    }
    if let Some(empty) = empty {
        po.entries.remove(empty);
    }
    several
}
