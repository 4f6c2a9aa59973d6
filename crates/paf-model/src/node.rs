//! YAML as it was written: a tree in which every key and value knows its place.

use paf_diag::{Place, Written};

/// A value with its place.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it is.
    pub value: NodeValue,
    /// Where it is; for an alias, where the alias stands.
    pub place: Place,
}

/// What a YAML value is.
#[derive(Debug, Clone)]
pub enum NodeValue {
    /// Nothing: `null`, `~` or an empty value.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it was written.
    Number(Written),
    /// A string.
    String(Written),
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the file; a key may stand twice.
    Map(Vec<(Written, Node)>),
}

impl Node {
    /// The word for what it is, for messages.
    pub fn kind(&self) -> &'static str {
        match self.value {
            NodeValue::Null => "nothing",
            NodeValue::Bool(_) => "true or false",
            NodeValue::Number(_) => "a number",
            NodeValue::String(_) => "a text",
            NodeValue::List(_) => "a list",
            NodeValue::Map(_) => "a group of keys",
        }
    }

    /// The value of a key, where this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            NodeValue::Map(entries) => {
                entries.iter().find(|(name, _)| name.text() == key).map(|(_, node)| node)
            }
            _ => None,
        }
    }

    /// The same map with one more entry, which takes the place of one that has its key.
    pub fn with_entry(&self, key: &Written, value: &Node) -> Self {
        let mut node = self.clone();
        if let NodeValue::Map(entries) = &mut node.value {
            entries.retain(|(name, _)| name.text() != key.text());
            entries.push((key.clone(), value.clone()));
        }
        node
    }

    /// The string, where this is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            NodeValue::String(written) => Some(written.text()),
            _ => None,
        }
    }
}
