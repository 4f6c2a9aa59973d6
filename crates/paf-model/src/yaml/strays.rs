//! What YAML reads without complaint, and otherwise than it was meant.

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, Written};

use super::slips::{BULLETS, DASHES, as_value};
use super::{lines, quoted};
use crate::node::{Node, NodeValue};

/// The items of a list that were written with dashes or bullets: YAML joins them to one text.
pub(super) fn items(place: &Place, diagnostics: &mut Diagnostics) -> Option<Vec<Node>> {
    let file = place.file();
    let before = file.text().get(file.line_range(place.start().line).start..place.range().start)?;
    if !before.trim().is_empty() || without_sign(place.text()).is_none() {
        return None;
    }
    let number = place.start().line;
    // Below `>-` a text may hold any sign.
    let line = lines::of(file).into_iter().find(|line| line.number == number)?;
    if line.start != place.range().start {
        return None;
    }
    let mut items: Vec<Node> = Vec::new();
    let mut offset = place.range().start;
    for line in place.text().split_inclusive('\n') {
        let start = offset + line.len() - line.trim_start().len();
        offset += line.len();
        let Some(rest) = without_sign(line.trim()) else {
            if items.is_empty() {
                return None;
            }
            continue;
        };
        let end = start + line.trim().len();
        diagnostics.push(
            Diagnostic::error(
                Rule::YamlSyntax,
                "an item of a list begins with a hyphen, and this is another sign",
            )
            .at(Place::new(file, start..end))
            .help(format!("write `- {rest}`; or, if it is no list, put the text in quotation marks")),
        );
        let place = Place::new(file, end - rest.len()..end);
        let value = NodeValue::String(Written::verbatim(rest.to_owned(), place.clone()));
        items.push(Node { value, place });
    }
    Some(items).filter(|items| !items.is_empty())
}

fn without_sign(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(DASHES).or_else(|| line.strip_prefix(BULLETS))?;
    Some(rest.trim_start()).filter(|item| item.len() < rest.len())
}

/// An entry of a map, mended where it has no colon: the end of the text before it, which a comma cut
/// off, or a key and a value without a space between them. `None` where it went to the entry before.
pub(super) fn entry(
    key: Written,
    value: Node,
    before: Option<&mut (Written, Node)>,
    diagnostics: &mut Diagnostics,
) -> Option<(Written, Node)> {
    let place = key.place().clone();
    let behind = place.file().text().get(place.range().end..).unwrap_or_default().trim_start();
    let is_bare = matches!(value.value, NodeValue::Null) && behind.starts_with([',', '}']);
    if !is_bare || place.text().starts_with(['"', '\'']) {
        return Some((key, value));
    }
    let word = lines::key_word(key.text());
    if let Some(rest) = key.text().get(word.len()..).and_then(|rest| rest.strip_prefix(':')) {
        return Some(without_space(&place, word, rest, diagnostics));
    }
    match before {
        Some((name, node)) if is_plain(node) => cut_off(&place, name, node, diagnostics),
        _ => return Some((key, value)),
    }
    None
}

fn is_plain(node: &Node) -> bool {
    matches!(node.value, NodeValue::String(_) | NodeValue::Number(_))
        && !node.place.text().starts_with(['"', '\''])
}

fn without_space(place: &Place, word: &str, rest: &str, diagnostics: &mut Diagnostics) -> (Written, Node) {
    let start = place.range().start;
    let colon = start + word.len();
    diagnostics.push(
        Diagnostic::error(Rule::YamlSyntax, "a space is missing after the colon of this key")
            .at(Place::new(place.file(), colon..colon + 1))
            .help(format!("write `{word}: {}`", as_value(rest))),
    );
    let key = Written::verbatim(word.to_owned(), Place::new(place.file(), start..colon));
    let place = Place::new(place.file(), colon + 1..place.range().end);
    let value = NodeValue::String(Written::verbatim(rest.to_owned(), place.clone()));
    (key, Node { value, place })
}

fn cut_off(place: &Place, name: &Written, node: &mut Node, diagnostics: &mut Diagnostics) {
    let whole = Place::new(place.file(), node.place.range().start..place.range().end);
    let text = whole.text().to_owned();
    let word = place.text();
    diagnostics.push(
        Diagnostic::error(
            Rule::YamlSyntax,
            format!("a comma ends the text before it, so that `{word}` would be a key without a value"),
        )
        .at(place.clone())
        .help(format!("put the text in quotation marks: `{}: {}`", name.text(), quoted::quoted(&text)))
        .help(format!("if it is a list, put it in brackets: `{}: [{text}]`", name.text())),
    );
    node.value = NodeValue::String(Written::verbatim(text, whole.clone()));
    node.place = whole;
}
