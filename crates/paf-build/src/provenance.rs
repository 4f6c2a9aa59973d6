//! What a country edition does otherwise than the European framework, as data that outlives the run.
//!
//! The rows that a template sees are the one list: the table on the page, the data attached to a PDF and the
//! manifest are made of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use paf_model::edition::{Difference, Edition};
use paf_model::{Data, Model};
use serde::{Deserialize, Serialize};

/// One thing that a country edition does otherwise, as the manifest tells it of a target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The key of what is changed.
    pub key: String,
    /// The verb: `set`, `adapt`, `note`, `omit`, `add` or `order`.
    pub verb: String,
    /// Why, in the language of the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The texts of it that the file prints.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<Wording>,
}

/// A text of a country edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// The key by which catalogues know it.
    pub key: String,
    /// Who stands behind it: `adapted` for a European text in another wording, or `national`.
    pub origin: String,
}

/// What an edition changes, one row each, for templates: `own` and `european` are the frameworks as templates see
/// them.
pub(crate) fn rows(national: &Model, edition: Option<&Edition>, own: &Data, european: &Data) -> Data {
    let foreword = edition.and_then(|edition| edition.foreword.as_ref()).map(|foreword| &foreword.title);
    let row = |difference: &Difference| {
        let title = match &*difference.key {
            "foreword" => foreword.map(|title| Data::Text(Arc::clone(title))),
            _ => titled(difference, own, european),
        };
        let field = difference.key.rsplit('.').next().unwrap_or_default();
        let reason = difference.reason.as_ref().map(|reason| Data::Text(Arc::clone(reason)));
        let texts = difference.texts.iter().map(|text| {
            Data::map([("key", Data::made(text.key.as_str())), ("origin", Data::made(text.origin.word()))])
        });
        Data::map([
            ("key", Data::Made(Arc::clone(&difference.key))),
            ("verb", Data::made(difference.verb)),
            ("field", Data::made(field)),
            ("title", title.unwrap_or(Data::None)),
            ("reason", reason.unwrap_or(Data::None)),
            ("texts", Data::List(texts.collect())),
        ])
    };
    Data::List(national.differences.iter().map(row).collect())
}

/// The title of what is changed.
fn titled(difference: &Difference, own: &Data, european: &Data) -> Option<Data> {
    let (file, below) = difference.key.split_once('.').unwrap_or((&*difference.key, ""));
    let file = file.replace('-', "_");
    let mut path: Vec<&str> =
        std::iter::once(file.as_str()).chain(below.split('.').filter(|id| !id.is_empty())).collect();
    if difference.verb == "add"
        && path.len() > 2
        && own.get(path[0]).is_some_and(|file| file.get("own").is_some())
    {
        path.insert(1, "own");
    }
    // They are printed under the heading of all references.
    if path == ["references"] {
        path.insert(0, "report");
    }
    // Under its European title, which readers of another edition know; what is added has none.
    let of = if difference.verb == "add" { own.titled(&path) } else { european.titled(&path) };
    of.cloned()
}

/// What an edition changes, of the rows in the language of a target, with the texts that it prints.
pub(crate) fn of_target(rows: Option<&Data>, printed: &BTreeSet<&str>) -> Vec<Provenance> {
    let Some(Data::List(rows)) = rows else { return Vec::new() };
    let word = |data: &Data, key: &str| data.get(key).and_then(Data::as_str).unwrap_or_default().to_owned();
    let of_row = |row: &Data| Provenance {
        key: word(row, "key"),
        verb: word(row, "verb"),
        reason: match row.get("reason") {
            Some(Data::Text(reason)) => Some(reason.plain()),
            _ => None,
        },
        texts: match row.get("texts") {
            Some(Data::List(texts)) => texts
                .iter()
                .map(|text| Wording { key: word(text, "key"), origin: word(text, "origin") })
                .filter(|wording| printed.contains(wording.key.as_str()))
                .collect(),
            _ => Vec::new(),
        },
    };
    rows.iter().map(of_row).collect()
}

#[cfg(test)]
mod tests;
