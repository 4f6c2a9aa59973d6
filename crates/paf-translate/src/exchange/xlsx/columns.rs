//! The columns of a workbook, found again by the words in their heads.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use paf_locale::Lang;

use super::sheet::{Cell, Row};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Column {
    Key,
    Source,
    Target,
    State,
    Notes,
    Remarks,
    Hash,
    Sent,
}

impl Column {
    /// In the order in which they are written.
    pub(super) const ALL: [Self; 8] = [
        Self::Key,
        Self::Source,
        Self::Target,
        Self::State,
        Self::Notes,
        Self::Remarks,
        Self::Hash,
        Self::Sent,
    ];

    /// Without these nothing can be taken over.
    pub(super) const NEEDED: [Self; 3] = [Self::Key, Self::Source, Self::Target];

    /// The head, as it is written.
    pub(super) fn head(self, source: Lang, target: Lang) -> String {
        match self {
            Self::Source => format!("{} ({source})", self.name()),
            Self::Target => format!("{} ({target})", self.name()),
            _ => self.name().to_owned(),
        }
    }

    /// The head without a language.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Key => "Key",
            Self::Source => "Source",
            Self::Target => "Translation",
            Self::State => "State",
            Self::Notes => "Notes",
            Self::Remarks => "Remarks",
            Self::Hash => "Source hash",
            Self::Sent => "Sent as",
        }
    }

    /// The column with a head like this. Of several words that columns go by, the narrower counts:
    /// `Source hash` is no source text.
    fn find(head: &str) -> Option<Self> {
        let head = head.to_lowercase();
        let words: Vec<&str> = head.split(|c: char| !c.is_alphanumeric()).collect();
        let has = |given: &[&str]| given.iter().any(|word| words.contains(word));
        [
            (Self::Sent, &["sent"][..]),
            (Self::Hash, &["hash"]),
            (Self::Notes, &["note", "notes"]),
            (Self::Remarks, &["comment", "comments", "remark", "remarks"]),
            (Self::State, &["state", "status"]),
            (Self::Key, &["key", "id"]),
            (Self::Target, &["translation", "target"]),
            (Self::Source, &["source", "original"]),
        ]
        .into_iter()
        .find_map(|(column, words)| has(words).then_some(column))
    }
}

/// The language in brackets at the end of a head.
pub(super) fn language(head: &str) -> Option<&str> {
    let (_, lang) = head.trim().strip_suffix(')')?.rsplit_once('(')?;
    Some(lang.trim()).filter(|lang| !lang.is_empty())
}

/// Which columns a row heads, each with the number of its cell.
#[derive(Debug, Default)]
pub(super) struct Heads {
    pub(super) cells: BTreeMap<Column, u32>,
    /// Columns of which there are several.
    pub(super) twice: Vec<Column>,
}

impl Heads {
    /// The columns that the texts of a row are the heads of.
    pub(super) fn find<'a>(row: impl IntoIterator<Item = (u32, &'a str)>) -> Self {
        let mut heads = Self::default();
        for (cell, head) in row {
            let Some(column) = Column::find(head) else { continue };
            match heads.cells.entry(column) {
                Entry::Vacant(entry) => _ = entry.insert(cell),
                Entry::Occupied(_) => heads.twice.push(column),
            }
        }
        heads
    }

    /// The cell of a row that is in a column.
    pub(super) fn cell<'a>(&self, row: &'a Row, column: Column) -> Option<&'a Cell> {
        row.get(self.cells.get(&column)?)
    }

    /// How many of the columns are there without which nothing can be taken over.
    pub(super) fn needed(&self) -> usize {
        Column::NEEDED.iter().filter(|column| self.cells.contains_key(column)).count()
    }
}
