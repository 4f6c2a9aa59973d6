//! The framework as a tree of plain values, which is what templates see.

use std::sync::Arc;

use paf_diag::Written;

use crate::provenance;
use crate::text::Text;

/// A value for templates; texts and strings keep the way back to their line.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// An optional key that is not there.
    None,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A string that is no text: an id, a name, an address, a date.
    Str(Arc<Written>),
    /// A string that paf made itself.
    Made(Arc<str>),
    /// A text.
    Text(Arc<Text>),
    /// A list.
    List(Vec<Data>),
    /// A map in its order.
    Map(Vec<(Arc<str>, Data)>),
}

impl Data {
    /// A map of the given entries.
    pub fn map<K: Into<Arc<str>>>(entries: impl IntoIterator<Item = (K, Data)>) -> Self {
        Self::Map(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// A map of a record's keys; `wordings` are the texts and names among its values. It says where a country edition
    /// stands behind any of it.
    pub fn record<'a, K: Into<Arc<str>>>(
        wordings: impl IntoIterator<Item = &'a Arc<Text>>,
        entries: impl IntoIterator<Item = (K, Data)>,
    ) -> Self {
        let wordings: Vec<&Arc<Text>> = wordings.into_iter().collect();
        provenance::record(&wordings, entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// A string that paf made itself.
    pub fn made(text: impl Into<Arc<str>>) -> Self {
        Self::Made(text.into())
    }

    /// The value of a key, where this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Data> {
        match self {
            Self::Map(entries) => entries.iter().find(|(name, _)| &**name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// What lies at a path of ids, the name of the file first.
    pub(crate) fn at(&mut self, path: &[&str]) -> Option<&mut Data> {
        let Some((first, rest)) = path.split_first() else { return Some(self) };
        let below = match self {
            Self::List(items) => {
                items.iter_mut().find(|item| item.get("id").and_then(Data::as_str) == Some(first))?
            }
            Self::Map(entries) => {
                let key = entries.iter().position(|(key, _)| **key == **first);
                // Files have an underscore in their names for templates.
                let file = || entries.iter().position(|(key, _)| key.replace('_', "-") == **first);
                let found = key.or_else(file)?;
                &mut entries[found].1
            }
            _ => return None,
        };
        below.at(rest)
    }

    /// The string, where this is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(written) => Some(written.text()),
            Self::Made(text) => Some(text),
            _ => None,
        }
    }

    /// A map with a key set to another value, in its place or at the end.
    pub fn with(self, key: &str, value: Data) -> Self {
        match self {
            Self::Map(mut entries) => {
                match entries.iter_mut().find(|(name, _)| &**name == key) {
                    Some(entry) => entry.1 = value,
                    None => entries.push((key.into(), value)),
                }
                Self::Map(entries)
            }
            other => other,
        }
    }

    /// Puts a key in front of a map's own; other values stay as they are.
    pub fn with_first(self, key: &str, value: Data) -> Self {
        match self {
            Self::Map(mut entries) => {
                entries.insert(0, (key.into(), value));
                Self::Map(entries)
            }
            other => other,
        }
    }

    /// The same tree with every text replaced by what `f` makes of it.
    pub fn map_texts(&self, f: &mut impl FnMut(&Arc<Text>) -> Arc<Text>) -> Self {
        match self {
            Self::Text(text) => Self::Text(f(text)),
            Self::List(items) => Self::List(items.iter().map(|item| item.map_texts(f)).collect()),
            Self::Map(entries) => {
                Self::Map(entries.iter().map(|(key, value)| (Arc::clone(key), value.map_texts(f))).collect())
            }
            other => other.clone(),
        }
    }

    /// Calls `f` with every text of the tree.
    pub fn each_text<'a>(&'a self, f: &mut impl FnMut(&'a Arc<Text>)) {
        match self {
            Self::Text(text) => f(text),
            Self::List(items) => items.iter().for_each(|item| item.each_text(f)),
            Self::Map(entries) => entries.iter().for_each(|(_, value)| value.each_text(f)),
            _ => {}
        }
    }

    /// As JSON: texts as content writes them, with the counts and references that are filled in; absent values as null.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Self::None => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Int(value) => Value::from(*value),
            Self::Str(written) => Value::from(written.text()),
            Self::Made(text) => Value::from(&**text),
            Self::Text(text) => Value::from(text.said()),
            Self::List(items) => Value::Array(items.iter().map(Self::to_json).collect()),
            Self::Map(entries) => {
                Value::Object(entries.iter().map(|(key, value)| (key.to_string(), value.to_json())).collect())
            }
        }
    }
}
