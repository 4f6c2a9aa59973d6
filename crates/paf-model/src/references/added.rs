//! References that a country edition adds to those of the framework.

use std::fmt::Write as _;

use super::{FORMATTED, References};
use crate::node::{Node, NodeValue};

impl References {
    /// These, and those that an edition adds; `file` is the framework's own, where there is one.
    pub(crate) fn with(european: Option<&Self>, file: Option<&Node>, own: &Node, added: Self) -> Self {
        let mut text = String::new();
        for entries in file.into_iter().chain([own]).filter_map(|node| match &node.value {
            NodeValue::Map(entries) => Some(entries),
            _ => None,
        }) {
            for (key, entry) in entries {
                write_string(&mut text, key.text());
                text.push_str(": ");
                write_node(&mut text, entry, false);
                text.push('\n');
            }
        }
        let keys = european.iter().flat_map(|list| list.keys.iter().cloned()).chain(added.keys).collect();
        Self { keys, read_instead: Some(text.into()) }
    }
}

/// A value on one line, as YAML that is JSON. Texts in which Hayagriva looks for formulas have none.
fn write_node(text: &mut String, node: &Node, formatted: bool) {
    match &node.value {
        NodeValue::Null => text.push_str("null"),
        NodeValue::Bool(value) => _ = write!(text, "{value}"),
        NodeValue::Number(written) => text.push_str(written.text()),
        NodeValue::String(written) if formatted => write_string(text, &without_formulas(written.text())),
        NodeValue::String(written) => write_string(text, written.text()),
        NodeValue::List(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                write_node(text, item, formatted);
            }
            text.push(']');
        }
        NodeValue::Map(entries) => {
            text.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                text.push_str(if index > 0 { ", " } else { "" });
                write_string(text, key.text());
                text.push_str(": ");
                let inner = formatted && matches!(key.text(), "name" | "value");
                write_node(text, value, inner || FORMATTED.contains(&key.text()));
            }
            text.push('}');
        }
    }
}

fn write_string(text: &mut String, words: &str) {
    text.push_str(&serde_json::Value::from(words).to_string());
}

/// The words with a backslash before each dollar sign that has none.
fn without_formulas(words: &str) -> String {
    let mut escaped = false;
    let mut found = String::with_capacity(words.len());
    for c in words.chars() {
        if c == '$' && !escaped {
            found.push('\\');
        }
        escaped = c == '\\' && !escaped;
        found.push(c);
    }
    found
}

#[cfg(test)]
mod tests {
    use paf_diag::{Diagnostics, SourceFile};

    use super::*;
    use crate::yaml;

    fn node(text: &str) -> Node {
        yaml::read(&SourceFile::new("references.yaml", text), &mut Diagnostics::new()).expect("it is YAML")
    }

    #[test]
    fn both_stand_in_one_file() {
        let file = node("a:\n  type: Book\n  title: \"One: two\"\n  date: 2020\n");
        let own = node(
            "{at-b: {type: Web, title: Costs $5, url: {value: \"https://a.example\", date: 2020-01-02}}}",
        );
        let added = References::read(&own, &mut Diagnostics::new()).expect("it is read");
        let read = References::read(&file, &mut Diagnostics::new()).expect("it is read");
        let both = References::with(Some(&read), Some(&file), &own, added);
        assert_eq!(both.keys.iter().map(|key| key.text()).collect::<Vec<_>>(), ["a", "at-b"]);
        let text = both.read_instead.expect("there is a text");
        let again = node(&text);
        assert_eq!(again.get("at-b").and_then(|b| b.get("title")).and_then(Node::as_str), Some("Costs \\$5"));
        assert!(
            text.starts_with("\"a\": {\"type\": \"Book\", \"title\": \"One: two\", \"date\": 2020}\n"),
            "{text}"
        );
    }
}
