//! What was meant by a value of a wrong type, as the line to write.

use paf_diag::Place;

use super::Id;
use crate::node::{Node, NodeValue};
use crate::shape::Shape;

/// The most that is shown of a value.
const LONGEST: usize = 80;

/// What to write where a list is wanted and something else stands.
pub(crate) fn list(node: &Node, item: &Shape) -> String {
    let is_record = matches!(item, Shape::Record(_));
    match &node.value {
        NodeValue::Null => {
            "write `[]` behind the colon if there is none; or begin each item on a line of its own with `- `"
                .to_owned()
        }
        NodeValue::Map(entries) if is_record => {
            let first = entries.first().map(|(key, value)| line_from(key.place(), &value.place));
            let first = first.filter(|line| !line.is_empty()).unwrap_or_else(|| "id: …".to_owned());
            format!("begin each item with a hyphen: `- {first}`, and line up its other keys below `{first}`")
        }
        NodeValue::String(written) if is_block(item) => block(written.text()),
        NodeValue::String(written)
            if !is_record && !written.text().contains('\n') && written.text().len() < LONGEST / 2 =>
        {
            format!("write `[{}]`", written.text())
        }
        _ => "begin each item on a line of its own with `- `".to_owned(),
    }
}

fn is_block(shape: &Shape) -> bool {
    matches!(shape, Shape::Record(record) if record().name == "Block")
}

/// The block for a text that stands where blocks are wanted.
pub(crate) fn block(text: &str) -> String {
    format!(
        "write it as a block: `- {{id: {}, kind: text, text: \"{}\"}}`",
        id(text),
        short(text).replace('"', "\\\"")
    )
}

/// What to write where keys of one's own choice are wanted.
pub(crate) fn keys(node: &Node) -> String {
    let texts: Vec<&str> = match &node.value {
        NodeValue::List(items) => items.iter().filter_map(Node::as_str).collect(),
        NodeValue::String(written) => written.text().split(", ").collect(),
        _ => Vec::new(),
    };
    let shown: Vec<String> =
        texts.iter().take(2).map(|text| format!("{}: {}", id(text), value(text))).collect();
    match shown.as_slice() {
        [] => "write each entry below it as `some-id: …`".to_owned(),
        shown => {
            format!("write each entry below it with an id in place of the hyphen: `{}`", shown.join("`, `"))
        }
    }
}

/// What to write where a text is wanted and keys or items stand.
pub(super) fn text(node: &Node) -> String {
    let pair = match &node.value {
        NodeValue::Map(entries) if entries.len() == 1 => entries.first(),
        _ => None,
    };
    let written = pair.map(|(key, value)| line_from(key.place(), &value.place)).unwrap_or_default();
    match written.is_empty() {
        true => "write one value behind the colon".to_owned(),
        false => format!("put the text in quotation marks: `\"{}\"`", written.replace('"', "\\\"")),
    }
}

/// What to write where true or false is wanted.
pub(super) fn truth(node: &Node) -> String {
    let word = node.as_str().unwrap_or_default().to_lowercase();
    match word.as_str() {
        "yes" | "y" | "on" | "true" | "ja" | "oui" => "write `true`".to_owned(),
        "no" | "n" | "off" | "false" | "nein" | "non" => "write `false`".to_owned(),
        _ => "write `true` or `false`".to_owned(),
    }
}

/// The whole number that is meant by a value, where it has the digits of just one.
pub(super) fn number(node: &Node) -> Option<String> {
    let text = match &node.value {
        NodeValue::String(written) => written.text(),
        NodeValue::Number(written) => written.text().strip_suffix('.')?,
        _ => return None,
    };
    let mut runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    let run = runs.next()?;
    (runs.next().is_none() && run.len() < 10).then(|| format!("write `{run}`"))
}

/// A value without the curly quotation marks around it, which YAML takes for letters.
pub(crate) fn without_curly(text: &str) -> Option<&str> {
    const CURLY: [char; 9] = ['“', '”', '„', '‟', '«', '»', '‘', '’', '‚'];
    let inner = text.strip_prefix(CURLY)?.strip_suffix(CURLY)?.trim();
    (!inner.is_empty() && !inner.contains(CURLY)).then_some(inner)
}

/// The beginning of an item from its first key to the end of the value, if it stands on one line.
fn line_from(key: &Place, value: &Place) -> String {
    let file = key.file();
    let line = file.line_range(key.start().line);
    let end = value.range().end.min(line.end);
    short(file.text().get(key.range().start..end).unwrap_or_default())
}

fn id(text: &str) -> String {
    let words = Id::mended(text);
    let id: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).take(2).collect();
    if id.is_empty() { "some-id".to_owned() } else { id.join("-") }
}

fn value(text: &str) -> String {
    let needs_marks = text.contains(": ") || text.contains(" #") || !text.starts_with(char::is_alphanumeric);
    if needs_marks { format!("\"{}\"", short(text).replace('"', "\\\"")) } else { short(text) }
}

fn short(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}
