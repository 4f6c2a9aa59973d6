//! Keys of files at the top of an edition, as it was written before it said by verbs what it changes: each is told
//! with the lines to write in its place.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, MOST, Rule, Written};

use super::FILES;
use super::verbs::quoted;
use crate::node::{Node, NodeValue};
use crate::text::Text;

/// The key below which an edition had recommendations of its own.
const ADDITIONS: &str = "additions";

/// Whether a key at the top of an edition is what it changes, and not what it does.
pub(super) fn is_former(key: &str) -> bool {
    key == ADDITIONS || FILES.contains(&key)
}

/// Tells of such keys. `texts` are all that could be read: adaptations replace some of them.
pub(crate) fn check(id: &str, edition: &Node, texts: &[Arc<Text>], diagnostics: &mut Diagnostics) {
    let NodeValue::Map(entries) = &edition.value else { return };
    for (key, value) in entries.iter().filter(|(key, _)| is_former(key.text())) {
        let mut lines = Lines { id, texts, lines: Vec::new() };
        match key.text() {
            ADDITIONS => lines.added("recommendations", value),
            file => lines.below(file, value),
        }
        let found =
            Diagnostic::error(Rule::UnknownKey, format!("the key `{}` is not known here", key.text()))
                .at(key.place().clone())
                .help("begin with what is done: `set`, `adapt`, `note`, `omit`, `add` or `order`");
        diagnostics.push(lines.lines.into_iter().take(MOST).fold(found, Diagnostic::help));
    }
}

struct Lines<'a> {
    id: &'a str,
    texts: &'a [Arc<Text>],
    lines: Vec<String>,
}

impl Lines<'_> {
    fn line(&mut self, verb: &str, key: &str, value: &str) {
        self.lines.push(format!("write below `{verb}`: `{key}: {value}`"));
    }

    /// What was said of a thing with this key, or of what lies below it.
    fn below(&mut self, key: &str, node: &Node) {
        let NodeValue::Map(entries) = &node.value else {
            let adaptation = self.adaptation(key, node, None);
            return self.line("adapt", key, &adaptation);
        };
        let reason = node.get("reason").and_then(Node::as_str);
        for (name, value) in entries {
            match (name.text(), &value.value) {
                ("reason", _) => {}
                ("omit", NodeValue::Bool(true)) => {
                    self.line("omit", key, &reason.map_or_else(|| "…".to_owned(), quoted));
                }
                ("note", NodeValue::String(note)) => self.line("note", key, &quoted(note.text())),
                ("add", _) => self.added(list_of(key), value),
                (_, NodeValue::Map(_)) => self.below(&format!("{key}.{}", name.text()), value),
                (_, NodeValue::List(_)) => self.added(&format!("{key}.{}", name.text()), value),
                _ => {
                    let key = format!("{key}.{}", name.text());
                    let adaptation = self.adaptation(&key, value, reason);
                    self.line("adapt", &key, &adaptation);
                }
            }
        }
    }

    fn adaptation(&self, key: &str, own: &Node, reason: Option<&str>) -> String {
        let european = self.texts.iter().find(|text| text.key.as_str() == key);
        let or_dots = |text: Option<&str>| text.map_or_else(|| "…".to_owned(), quoted);
        format!(
            "{{text: {}, replaces: {}, reason: {}}}",
            or_dots(own.as_str()),
            or_dots(european.map(|text| text.written.text())),
            or_dots(reason)
        )
    }

    /// Items of a list, of which only the ids are named: the rest stays as it is.
    fn added(&mut self, list: &str, node: &Node) {
        let ids: Vec<String> = match &node.value {
            NodeValue::List(items) => items
                .iter()
                .map(|item| item.get("id").and_then(Node::as_str).unwrap_or("…").to_owned())
                .collect(),
            NodeValue::Map(entries) => {
                entries.iter().map(|(id, _): &(Written, Node)| id.text().to_owned()).collect()
            }
            _ => vec!["…".to_owned()],
        };
        let own = |id: &String| {
            let is_own = id.strip_prefix(self.id).is_some_and(|rest| rest.starts_with('-'));
            if is_own || id == "…" {
                format!("{{id: {id}, …}}")
            } else {
                format!("{{id: {}-{id}, …}}", self.id)
            }
        };
        let items: Vec<String> = ids.iter().map(own).collect();
        self.line("add", list, &format!("[{}]", items.join(", ")));
    }
}

/// The list to which a file's items belong.
fn list_of(key: &str) -> &str {
    match key {
        "partners" => "partners.organisations",
        "endorsers" => "endorsers.organisations",
        "expert-group" => "expert-group.members",
        "glossary" => "glossary.terms",
        "leaflet" => "leaflet.panels",
        "report" => "report.sections",
        key => key,
    }
}
