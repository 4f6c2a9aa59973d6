//! Values that the library cannot read which Typst reads references with: each is found by itself, and told at its
//! key in our words.

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, Written};

use crate::edition::edition_of;
use crate::node::{Node, NodeValue};

/// What the other checks do not know: whether the references can be read as a whole, and if not, which values of
/// them cannot.
pub(super) fn check(node: &Node, diagnostics: &mut Diagnostics) {
    let file = node.place.file();
    // A country edition has its references in the midst of a file of other things.
    let is_part = edition_of(file.path()).is_some();
    let alone = is_part.then(|| {
        let mut text = String::new();
        write(node, &mut text);
        text
    });
    if hayagriva::io::from_yaml_str(alone.as_deref().unwrap_or(file.text())).is_ok() {
        return;
    }
    let before = diagnostics.errors();
    if let NodeValue::Map(entries) = &node.value {
        entries.iter().for_each(|(key, entry)| of_entry(key.text(), entry, diagnostics));
    }
    // What YAML takes for the type of a value has been told as words that would be lost.
    let has_type = file.text().match_indices(": !").any(|(at, _)| !file.text()[at..].starts_with(": !!"));
    if diagnostics.errors() == before && !has_type {
        let message = "these references cannot be read, and nothing says which of them";
        diagnostics.push(
            Diagnostic::error(Rule::YamlSyntax, message)
                .at(if is_part { node.place.clone() } else { Place::start_of(file) })
                .help("take out the last one that was written, and compare it with one that works"),
        );
    }
}

fn of_entry(id: &str, entry: &Node, diagnostics: &mut Diagnostics) {
    let NodeValue::Map(values) = &entry.value else { return };
    let Some(kind) = entry.get("type") else { return };
    if is_read(kind, None) {
        for (key, value) in values.iter().filter(|(key, _)| key.text() != "type") {
            if is_read(kind, Some((key, value))) {
                continue;
            }
            let before = diagnostics.errors();
            if key.text() == "parent" {
                of_parents(id, value, diagnostics);
            }
            if diagnostics.errors() == before {
                diagnostics.push(told(id, key));
            }
        }
    }
}

fn of_parents(id: &str, value: &Node, diagnostics: &mut Diagnostics) {
    match &value.value {
        NodeValue::List(parents) => parents.iter().for_each(|parent| of_entry(id, parent, diagnostics)),
        _ => of_entry(id, value, diagnostics),
    }
}

fn told(id: &str, key: &Written) -> Diagnostic {
    let message =
        format!("`{}` of the reference `{id}` has a value of another form than it takes", key.text());
    Diagnostic::error(Rule::WrongType, message).at(key.place().clone()).help(form(key.text()))
}

/// What a key takes.
fn form(key: &str) -> String {
    let form = match key {
        "volume" | "issue" | "edition" | "chapter" | "volume-total" | "page-total" => "a number: `5`",
        "page-range" => "a number or two: `5-12`",
        "author" | "editor" => "names as `Family name, Given name`, several in a list",
        "affiliated" => "a list of `{role: translator, names: [\"Family name, Given name\"]}`",
        "serial-number" => "a number or text, or `{doi: …}`, `{isbn: …}`",
        "language" => "the code of a language: `en`",
        "publisher" => "a text, or `{name: …, location: …}`",
        "url" => "an address, or `{value: https://…, date: 2026-11-20}`",
        "runtime" | "time-range" => "a time as `01:30:00`",
        "parent" => "the keys of another work: `{type: …, title: …}`",
        _ => "a text",
    };
    format!("write {form}; Hayagriva’s documentation of its file format has all forms")
}

/// Whether a reference with this value alone is read.
fn is_read(kind: &Node, value: Option<(&Written, &Node)>) -> bool {
    let mut text = String::from("{\"a\": {\"type\": ");
    write(kind, &mut text);
    if let Some((key, value)) = value {
        text.push_str(&format!(", {}: ", quoted(key.text())));
        write(value, &mut text);
    }
    text.push_str("}}");
    hayagriva::io::from_yaml_str(&text).is_ok()
}

/// A value in the form of YAML that needs no lines.
fn write(node: &Node, out: &mut String) {
    match &node.value {
        NodeValue::Null => out.push_str("null"),
        NodeValue::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        NodeValue::Number(number) => out.push_str(number.text()),
        NodeValue::String(text) => out.push_str(&quoted(text.text())),
        NodeValue::List(items) => {
            out.push('[');
            for item in items {
                write(item, out);
                out.push_str(", ");
            }
            out.push(']');
        }
        NodeValue::Map(entries) => {
            out.push('{');
            for (key, value) in entries {
                out.push_str(&format!("{}: ", quoted(key.text())));
                write(value, out);
                out.push_str(", ");
            }
            out.push('}');
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use crate::trial::{line, said_of};

    #[test]
    fn each_value_that_cannot_be_read_is_told_at_its_key() {
        let wrong = [
            "volume: {}",
            "affiliated: 5",
            "editor: {foo: bar}",
            "language: zzzz_1",
            "serial-number: []",
            "issue: []",
            "organization: []",
            "page-total: many",
            "publisher: {name: [], location: x}",
            "edition: {a: b}",
            "note: []",
            "parent: {type: book, volume: {}}",
        ];
        for value in wrong {
            let references = format!(
                "a: {{type: Web, title: A, author: \"B, C\"}}\nb:\n  type: Book\n  title: D\n  {value}\n  genre: []\n"
            );
            let found: Vec<String> = said_of("references.yaml", references).iter().map(line).collect();
            let found: Vec<&String> = found.iter().filter(|line| !line.contains("uncited")).collect();
            let at = |number: usize| format!("references.yaml:{number} error wrong-type: `");
            assert!(
                found.len() == 2 && found[0].starts_with(&at(5)) && found[1].starts_with(&at(6)),
                "{value}: {found:#?}"
            );
        }
    }
}
