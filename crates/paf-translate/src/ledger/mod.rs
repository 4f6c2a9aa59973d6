//! `locales/<lang>.ledger.yaml`: who vouches for which translation.

mod read;

use std::collections::BTreeMap;

use paf_model::TextKey;
use sha2::{Digest, Sha256};

use crate::quoted::quoted;
use crate::state::{State, Voucher};

const HEAD: &str = "# Who vouches for which translation. `paf translate mark` and `import` write this file.\n\
                    # A record counts as long as both texts are those it was made for.\n";

/// What a person vouched for: the translation of one text, both in their wording of that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The hash of the source text.
    pub source: String,
    /// The hash of the translation.
    pub target: String,
    /// Who, and what they did.
    pub voucher: Voucher,
}

impl Record {
    fn new(source: &str, target: &str, voucher: Voucher) -> Self {
        Self { source: hash(source), target: hash(target), voucher }
    }

    fn is_of(&self, source: &str, target: &str) -> bool {
        self.source == hash(source) && self.target == hash(target)
    }

    fn to_text(&self) -> String {
        let Voucher { state, by, role, date } = &self.voucher;
        format!(
            "{{state: {}, source: {}, target: {}, by: {}, role: {}, date: {}}}",
            state.as_str(),
            quoted(&self.source),
            quoted(&self.target),
            quoted(by),
            quoted(role),
            date.iso()
        )
    }
}

/// The records of one language. A record is bound to the hashes of both texts: it ends by itself when
/// either is edited, and counts again when both are back. So none is ever removed but on demand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    records: BTreeMap<String, Vec<Record>>,
}

impl Ledger {
    /// Who vouches for this translation of this source text, and has done the most.
    pub fn voucher(&self, key: &TextKey, source: &str, target: &str) -> Option<&Voucher> {
        self.vouchers(key, source, target).max_by_key(|voucher| (voucher.state, voucher.date))
    }

    /// All who vouch for this translation of this source text.
    pub fn vouchers(&self, key: &TextKey, source: &str, target: &str) -> impl Iterator<Item = &Voucher> {
        let records = self.records(key).iter();
        records.filter(move |record| record.is_of(source, target)).map(|record| &record.voucher)
    }

    /// The record that says the translation was made from another source text; none where somebody
    /// vouches for it with this one.
    pub fn of_other_source(&self, key: &TextKey, source: &str, target: &str) -> Option<&Voucher> {
        let (source, target) = (hash(source), hash(target));
        let of_target = || self.records(key).iter().filter(|record| record.target == target);
        if of_target().any(|record| record.source == source) {
            return None;
        }
        of_target().map(|record| &record.voucher).max_by_key(|voucher| (voucher.date, voucher.state))
    }

    /// The most that anybody vouched for where nobody vouches for these two wordings any more.
    pub fn ended(&self, key: &TextKey, source: &str, target: &str) -> Option<&Voucher> {
        let records = self.records(key);
        if records.iter().any(|record| record.is_of(source, target)) {
            return None;
        }
        records.iter().map(|record| &record.voucher).max_by_key(|voucher| (voucher.state, voucher.date))
    }

    /// Records that a person vouches for a translation. What others vouched for stays, and so does
    /// what was done before; saying the same again renews the role and the day.
    pub fn vouch(&mut self, key: &TextKey, source: &str, target: &str, voucher: Voucher) {
        let new = Record::new(source, target, voucher);
        let records = self.records.entry(key.as_str().to_owned()).or_default();
        let says_the_same = |record: &&mut Record| {
            (&record.source, &record.target) == (&new.source, &new.target)
                && (record.voucher.state, &record.voucher.by) == (new.voucher.state, &new.voucher.by)
        };
        match records.iter_mut().find(says_the_same) {
            Some(record) => *record = new,
            None => records.push(new),
        }
    }

    /// Takes away what was vouched for beyond `most`, and says what that was.
    pub fn lower(&mut self, key: &TextKey, source: &str, target: &str, most: State) -> Vec<Voucher> {
        let Some(records) = self.records.get_mut(key.as_str()) else { return Vec::new() };
        let is_beyond = |record: &Record| record.is_of(source, target) && record.voucher.state > most;
        let (beyond, kept): (Vec<Record>, Vec<Record>) =
            std::mem::take(records).into_iter().partition(is_beyond);
        *records = kept;
        self.records.retain(|_, records| !records.is_empty());
        beyond.into_iter().map(|record| record.voucher).collect()
    }

    /// Carries records over to another wording of the source that means the same.
    pub fn rebase(&mut self, key: &str, old: &str, new: &str) {
        for record in self.records.get_mut(key).into_iter().flatten() {
            if record.source == hash(old) {
                record.source = hash(new);
            }
        }
    }

    /// Carries records over to the new key of a text.
    pub fn rename(&mut self, old: &str, new: &str) {
        if let Some(records) = self.records.remove(old) {
            self.records.entry(new.to_owned()).or_default().extend(records);
        }
    }

    /// The keys of texts that somebody vouched for once.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.records.keys().map(String::as_str)
    }

    /// The records of a text, in the order in which they were made.
    pub fn records(&self, key: &TextKey) -> &[Record] {
        self.records.get(key.as_str()).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// As it is saved: a line for each record, by key.
    pub fn to_text(&self) -> String {
        let mut out = HEAD.to_owned();
        for (key, records) in &self.records {
            match records.as_slice() {
                [record] => out.push_str(&format!("{key}: {}\n", record.to_text())),
                records => {
                    out.push_str(&format!("{key}:\n"));
                    out.extend(records.iter().map(|record| format!("  - {}\n", record.to_text())));
                }
            }
        }
        out
    }
}

/// The first 16 hexadecimal digits of the SHA-256 of a text.
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
