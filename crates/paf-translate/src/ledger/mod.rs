//! `locales/<lang>.ledger.yaml`: who vouches for which translation.

mod layout;
mod read;

use std::collections::BTreeMap;

use paf_diag::Place;
use paf_locale::Date;
use paf_model::TextKey;
use sha2::{Digest, Sha256};

use crate::quoted::quoted;
use crate::state::{State, Voucher};
use layout::Layout;

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

    /// Whether two records say the same, be it on another day.
    fn says_the_same(&self, other: &Self) -> bool {
        let (ours, theirs) = (&self.voucher, &other.voucher);
        (&self.source, &self.target) == (&other.source, &other.target)
            && (ours.state, &ours.by, &ours.role) == (theirs.state, &theirs.by, &theirs.role)
    }

    /// Whether this says again what another record said before, or on the same day.
    fn renews(&self, earlier: &Self) -> bool {
        self.says_the_same(earlier) && earlier.voucher.date <= self.voucher.date
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
///
/// Two ledgers are the same if they have the same records, in whatever order of texts and with whatever
/// remarks.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    records: BTreeMap<String, Vec<Record>>,
    layout: Layout,
}

impl PartialEq for Ledger {
    fn eq(&self, other: &Self) -> bool {
        self.records == other.records
    }
}

impl Eq for Ledger {}

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

    /// Whether anybody vouches for this translation of this source text.
    pub fn vouches(&self, key: &TextKey, source: &str, target: &str) -> bool {
        !self.records(key).is_empty() && self.vouchers(key, source, target).next().is_some()
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

    /// Who vouched for more than what counts for these two wordings today: each person's most. Without a
    /// source text, what was vouched for with this translation counts, whatever it was made from.
    ///
    /// The order of the records decides nothing: git may join those of two branches in any, and a wording
    /// that was given up may be back.
    pub fn ended(&self, key: &TextKey, source: Option<&str>, target: &str) -> Vec<&Record> {
        let records = self.records(key);
        let (source, target) = (source.map(hash), hash(target));
        let counts = |record: &&Record| {
            record.target == target && source.as_ref().is_none_or(|source| record.source == *source)
        };
        let most = records.iter().filter(counts).map(|record| record.voucher.state).max();
        most_of_each(records.iter().filter(|record| Some(record.voucher.state) > most))
    }

    /// The records of a key that no text has: each person's most.
    pub fn of_key(&self, key: &str) -> Vec<&Record> {
        most_of_each(self.records.get(key).into_iter().flatten())
    }

    /// Who vouched for this translation, whatever it was made from: each person's most.
    pub fn of_translation(&self, key: &TextKey, target: &str) -> Vec<&Voucher> {
        let target = hash(target);
        let records = self.records(key).iter().filter(|record| record.target == target);
        most_of_each(records).into_iter().map(|record| &record.voucher).collect()
    }

    /// Records that a person vouches for a translation. What others vouched for stays, and so does
    /// what was done before; saying the same again in the same role renews the day, but never to an earlier
    /// one.
    pub fn vouch(&mut self, key: &TextKey, source: &str, target: &str, voucher: Voucher) {
        let new = Record::new(source, target, voucher);
        let records = self.records.entry(key.as_str().to_owned()).or_default();
        if records.contains(&new) {
            return;
        }
        match records.iter_mut().find(|record| new.renews(record)) {
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

    /// Carries what was vouched for over to another wording of the source that means the same. What was said
    /// of the old wording stays: it counts when that is back.
    pub fn rebase(&mut self, key: &str, old: &str, new: &str) {
        let Some(records) = self.records.get_mut(key) else { return };
        let (old, new) = (hash(old), hash(new));
        let of_old: Vec<Record> = records.iter().filter(|record| record.source == old).cloned().collect();
        for record in of_old {
            let carried = Record { source: new.clone(), ..record };
            if !records.contains(&carried) {
                records.push(carried);
            }
        }
    }

    /// Carries records over to the new key of a text.
    pub fn rename(&mut self, old: &str, new: &str) {
        if let Some(records) = self.records.remove(old) {
            self.records.entry(new.to_owned()).or_default().extend(records);
            self.layout.rename(old, new);
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

    /// Where the key of a text stands in the file that was read.
    pub fn place(&self, key: &str) -> Option<&Place> {
        self.layout.place(key)
    }

    /// The records that were read and say a later day, each with its text and its place.
    pub fn later_than(&self, day: Date) -> impl Iterator<Item = (&str, &Voucher, &Place)> {
        let read = self.layout.read().map(|(key, record, place)| (key, &record.voucher, place));
        read.filter(move |(_, voucher, _)| voucher.date > day)
    }

    /// The day of the latest record.
    pub fn latest_day(&self) -> Option<Date> {
        self.layout.read().map(|(_, record, _)| record.voucher.date).max()
    }

    /// As it is saved: a line for each record, by key. What people wrote into the file that was read stays,
    /// and so does its order.
    pub fn to_text(&self) -> String {
        self.layout.with(&self.records)
    }
}

/// The record of each person that says the most and is the latest, the most of all first.
fn most_of_each<'a>(records: impl Iterator<Item = &'a Record>) -> Vec<&'a Record> {
    let most = |record: &Record| (record.voucher.state, record.voucher.date);
    let mut of_person: BTreeMap<&str, &Record> = BTreeMap::new();
    for record in records {
        let found = of_person.entry(&record.voucher.by).or_insert(record);
        if most(record) > most(found) {
            *found = record;
        }
    }
    let mut found: Vec<&Record> = of_person.into_values().collect();
    found.sort_by_key(|record| std::cmp::Reverse(record.voucher.state));
    found
}

/// The first 16 hexadecimal digits of the SHA-256 of a text.
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
