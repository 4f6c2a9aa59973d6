//! What a country edition does otherwise than the European framework, as data that outlives the run.
//!
//! The rows that a template sees are the one list: the table on the page, the data attached to a PDF and the
//! manifest are made of them.

use std::collections::BTreeSet;

use paf_model::Data;
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
