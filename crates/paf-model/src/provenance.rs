//! Who stands behind what is printed: what templates see of the changes of a country edition.
//!
//! A text knows its origin ([`Text::origin`]) and, by its key, the change that it comes from. Each record tells of the
//! wordings in it and below it: `origin` (`national` where all its own wordings are the edition's, and otherwise
//! `adapted`), `changes` (those of its own wordings, by verb and key: `adapt.recommendations.testing.ask`) and `within`
//! (those of the records below it). A record in which all is European has none of these.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::data::Data;
use crate::edition::Difference;
use crate::text::{Origin, Text};

const ORIGIN: &str = "origin";
const CHANGES: &str = "changes";
const WITHIN: &str = "within";

/// The change that a wording comes from, with the rest of its key behind that; none for a European one.
fn change_of(text: &Text) -> Option<&str> {
    let edition = match &text.origin {
        Origin::European => return None,
        Origin::Adapted(edition) | Origin::National(edition) => edition,
    };
    text.key.as_str().strip_prefix("editions.")?.strip_prefix(&**edition)?.strip_prefix('.')
}

/// A note stands below a text, which stays as it is.
fn is_of_text(change: &str) -> bool {
    !change.starts_with("note.")
}

/// A map of a record's keys, with its provenance where it is not European; `wordings` are the record's own.
pub(crate) fn record(wordings: &[&Arc<Text>], mut entries: Vec<(Arc<str>, Data)>) -> Data {
    let mut found = Found::default();
    wordings.iter().filter_map(|text| change_of(text)).for_each(|change| found.own.push(change));
    entries.iter().for_each(|(_, below)| found.collect(below));
    let is_national = |text: &&Arc<Text>| matches!(text.origin, Origin::National(_));
    // A list without a title is that of its items.
    let is_all_national = match wordings {
        [] => !found.is_mixed && found.all().next().is_some(),
        _ => wordings.iter().all(is_national),
    };
    let origin = match is_all_national {
        true => Some("national"),
        false => found.all().any(is_of_text).then_some("adapted"),
    };
    entries.extend(origin.map(|origin| (Arc::from(ORIGIN), Data::made(origin))));
    for (key, changes) in [(CHANGES, &found.own), (WITHIN, &found.within)] {
        if !changes.listed.is_empty() {
            entries.push((Arc::from(key), changes.data()));
        }
    }
    Data::Map(entries)
}

/// The changes that a record comes from.
#[derive(Default)]
struct Found {
    own: Changes,
    within: Changes,
    /// Whether some of what was met is not the edition's own.
    is_mixed: bool,
}

impl Found {
    fn all(&self) -> impl Iterator<Item = &str> {
        self.own.listed.iter().chain(&self.within.listed).map(|change| &**change)
    }

    /// Takes those of what stands in a record: records below it have listed theirs already.
    fn collect(&mut self, data: &Data) {
        match data {
            Data::Text(text) => {
                self.is_mixed |= !matches!(text.origin, Origin::National(_));
                change_of(text).into_iter().for_each(|change| self.own.push(change));
            }
            Data::List(items) => items.iter().for_each(|item| self.collect(item)),
            Data::Map(entries) if data.get(CHANGES).or_else(|| data.get(WITHIN)).is_none() => {
                entries.iter().for_each(|(_, below)| self.collect(below));
            }
            Data::Map(_) => {
                self.is_mixed |= data.get(ORIGIN).and_then(Data::as_str) != Some("national");
                self.within.extend(data.get(CHANGES));
                self.within.extend(data.get(WITHIN));
            }
            _ => {}
        }
    }
}

/// Changes in the order in which they are met, each once.
#[derive(Default)]
struct Changes {
    listed: Vec<Arc<str>>,
    met: BTreeSet<Arc<str>>,
}

impl Changes {
    fn push(&mut self, change: &str) {
        let change = Arc::from(change);
        if self.met.insert(Arc::clone(&change)) {
            self.listed.push(change);
        }
    }

    fn extend(&mut self, listed: Option<&Data>) {
        if let Some(Data::List(listed)) = listed {
            listed.iter().filter_map(Data::as_str).for_each(|change| self.push(change));
        }
    }

    fn data(&self) -> Data {
        Data::List(self.listed.iter().map(|change| Data::Made(Arc::clone(change))).collect())
    }
}

/// Names each change as the list of differences does, and tells of what is left out or put in another order, of which
/// no wording is left.
pub(crate) fn settle(data: &mut Data, differences: &[Difference]) {
    let known: BTreeSet<String> =
        differences.iter().map(|difference| format!("{}.{}", difference.verb, difference.key)).collect();
    name_changes(data, &known);
    for difference in differences {
        tell_added(data, difference);
        let list = match difference.verb {
            "omit" => difference.key.rsplit_once('.').map(|(list, _)| list),
            "order" => Some(&*difference.key),
            _ => None,
        };
        let Some((holder, _)) = list.and_then(|list| list.rsplit_once('.')) else { continue };
        let change = format!("{}.{}", difference.verb, difference.key);
        let path: Vec<&str> = holder.split('.').collect();
        let part = (2..path.len()).find(|&end| data.at(&path[..end]).is_some_and(is_titled));
        for (end, list) in part.map(|end| (end, WITHIN)).into_iter().chain([(path.len(), CHANGES)]) {
            if let Some(record) = data.at(&path[..end]) {
                tell(record, list, &change);
            }
        }
    }
}

/// Tells of what is added and has no words, such as a figure.
fn tell_added(data: &mut Data, difference: &Difference) {
    let path: Vec<&str> = difference.key.split('.').collect();
    let added = data.at(&path).filter(|_| difference.verb == "add");
    let Some(added) = added.filter(|added| added.get(ORIGIN).is_none()) else { return };
    let change = Data::made(format!("{}.{}", difference.verb, difference.key));
    if let Data::Map(entries) = added {
        entries.push((Arc::from(ORIGIN), Data::made("national")));
        entries.push((Arc::from(CHANGES), Data::List(vec![change])));
    }
}

fn is_titled(data: &mut Data) -> bool {
    matches!(data.get("title"), Some(Data::Text(_)))
}

/// Adds a change to one of the lists of a record, which is European no more.
fn tell(record: &mut Data, list: &str, change: &str) {
    let mut changes = Changes::default();
    changes.extend(record.get(list));
    changes.push(change);
    let origin = match record.get(ORIGIN).and_then(Data::as_str) {
        Some("national") => "national",
        _ => "adapted",
    };
    let told = std::mem::replace(record, Data::None);
    *record = told.with(ORIGIN, Data::made(origin)).with(list, changes.data());
}

fn name_changes(data: &mut Data, known: &BTreeSet<String>) {
    match data {
        Data::List(items) => items.iter_mut().for_each(|item| name_changes(item, known)),
        Data::Map(entries) => {
            for (key, below) in entries {
                match below {
                    Data::List(listed) if [CHANGES, WITHIN].contains(&&**key) => {
                        *listed = named(listed, known)
                    }
                    below => name_changes(below, known),
                }
            }
        }
        _ => {}
    }
}

fn named(listed: &[Data], known: &BTreeSet<String>) -> Vec<Data> {
    let mut changes = Changes::default();
    for written in listed.iter().filter_map(Data::as_str) {
        let mut names =
            std::iter::successors(Some(written), |change| change.rsplit_once('.').map(|(change, _)| change));
        changes.push(names.find(|name| known.contains(*name)).unwrap_or(written));
    }
    match changes.data() {
        Data::List(listed) => listed,
        _ => Vec::new(),
    }
}
