//! `references.yaml`: a Hayagriva bibliography, checked with places before Typst sees it.

mod added;
mod values;
mod works;

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule, Written, did_you_mean};
use paf_locale::{Date, Lang};

use crate::decode::{bad_date, is_slip};
use crate::markup;
use crate::node::{Node, NodeValue};
use crate::text::{Text, TextKey, TextKind, visible};
use crate::yaml::lost;

pub use works::works;

/// The bibliography.
#[derive(Debug, Clone)]
pub struct References {
    /// The keys in the order of the file, with their places.
    pub keys: Vec<Written>,
    /// What Typst is to read instead of the file, where it has dollar signs (with one Hayagriva
    /// begins a formula, which Typst would run) or where a country edition adds some.
    pub read_instead: Option<Arc<str>>,
}

/// Hayagriva's entry types (its file format, version 0.10).
const TYPES: &[&str] = &[
    "article",
    "chapter",
    "entry",
    "anthos",
    "report",
    "thesis",
    "web",
    "scene",
    "artwork",
    "patent",
    "case",
    "newspaper",
    "legislation",
    "manuscript",
    "original",
    "post",
    "misc",
    "performance",
    "periodical",
    "proceedings",
    "book",
    "blog",
    "reference",
    "conference",
    "anthology",
    "repository",
    "thread",
    "video",
    "audio",
    "exhibition",
];

/// Hayagriva's fields.
const FIELDS: &[&str] = &[
    "type",
    "title",
    "author",
    "date",
    "parent",
    "abstract",
    "genre",
    "editor",
    "affiliated",
    "publisher",
    "location",
    "organization",
    "issue",
    "volume",
    "volume-total",
    "chapter",
    "edition",
    "page-range",
    "page-total",
    "time-range",
    "runtime",
    "url",
    "serial-number",
    "language",
    "archive",
    "archive-location",
    "call-number",
    "note",
];

impl References {
    /// Reads the bibliography; problems go to `diagnostics`.
    pub fn read(node: &Node, diagnostics: &mut Diagnostics) -> Option<Self> {
        let NodeValue::Map(entries) = &node.value else {
            diagnostics.push(
                Diagnostic::error(
                    Rule::WrongType,
                    format!("the references are a map of keys, and this is {}", node.kind()),
                )
                .at(node.place.clone())
                .help("write each reference as `key:` with its `type`, `title` and so on below it"),
            );
            return None;
        };
        let before = diagnostics.errors();
        for (key, entry) in entries {
            check_entry(key, entry, true, diagnostics);
        }
        if diagnostics.errors() == before {
            values::check(node, diagnostics);
        }
        let keys = entries.iter().map(|(key, _)| key.clone()).collect();
        Some(Self { keys, read_instead: without_formulas(node) })
    }
}

impl References {
    /// The strings of the bibliography that are printed, which no catalogue has.
    pub fn printed(&self, node: &Node, lang: Lang, diagnostics: &mut Diagnostics) -> Vec<Arc<Text>> {
        let NodeValue::Map(entries) = &node.value else { return Vec::new() };
        let mut found = Vec::new();
        for (key, entry) in entries {
            let mut path = vec!["references".to_owned(), key.text().to_owned()];
            printed_in(entry, &mut path, &mut found);
        }
        found
            .into_iter()
            .map(|(key, written)| {
                diagnostics.extend(lost::comment_after(&written));
                Arc::new(Text::parse(key, lang, TextKind::Plain, written, diagnostics))
            })
            .collect()
    }
}

/// The fields of an entry that are codes: what stands behind a `#` on their lines is a remark.
const CODES: &[&str] = &["type", "date", "url", "page-range", "serial-number", "language", "abstract"];

fn printed_in(node: &Node, path: &mut Vec<String>, found: &mut Vec<(TextKey, Written)>) {
    match &node.value {
        NodeValue::String(written) => found.push((TextKey::new(path), written.clone())),
        NodeValue::List(items) => items.iter().for_each(|item| printed_in(item, path, found)),
        NodeValue::Map(fields) => {
            for (field, value) in fields.iter().filter(|(field, _)| !CODES.contains(&field.text())) {
                path.push(field.text().to_owned());
                printed_in(value, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

/// The fields in which Hayagriva looks for formulas.
const FORMATTED: &[&str] = &[
    "title",
    "publisher",
    "location",
    "organization",
    "archive",
    "archive-location",
    "call-number",
    "note",
    "abstract",
    "genre",
];

/// The text of the file with a backslash before each dollar sign that has none, where there is one.
fn without_formulas(node: &Node) -> Option<Arc<str>> {
    let mut slashes = BTreeMap::new();
    formulas(node, false, &mut slashes);
    if slashes.is_empty() {
        return None;
    }
    let mut text = node.place.file().text().to_owned();
    for (at, slash) in slashes.into_iter().rev() {
        text.insert_str(at, slash);
    }
    Some(text.into())
}

/// Where a backslash is to stand, and how it is written there.
fn formulas(node: &Node, formatted: bool, slashes: &mut BTreeMap<usize, &'static str>) {
    match &node.value {
        NodeValue::Map(entries) => {
            for (key, value) in entries {
                // `name` and `value` are a publisher's and a title's own fields.
                let inner = formatted && matches!(key.text(), "name" | "value");
                formulas(value, inner || FORMATTED.contains(&key.text()), slashes);
            }
        }
        NodeValue::List(items) => items.iter().for_each(|item| formulas(item, formatted, slashes)),
        NodeValue::String(written) if formatted => {
            let text = written.text();
            let quoted = written.place().text().starts_with('"');
            for (at, _) in text.match_indices('$') {
                let before = &text[..at];
                let escaped = (before.len() - before.trim_end_matches('\\').len()) % 2 == 1;
                if !escaped {
                    let slash = if quoted { "\\\\" } else { "\\" };
                    slashes.insert(written.place_of(at..at + 1).range().start, slash);
                }
            }
        }
        _ => {}
    }
}

fn check_entry(key: &Written, entry: &Node, top: bool, diagnostics: &mut Diagnostics) {
    let NodeValue::Map(fields) = &entry.value else {
        diagnostics.push(
            Diagnostic::error(Rule::WrongType, format!("the reference `{}` is {}", key.text(), entry.kind()))
                .at(entry.place.clone())
                .help("write its `type`, `title`, `author`, `date` and so on below the key"),
        );
        return;
    };
    for (field, value) in fields {
        match field.text() {
            "type" => check_type(value, diagnostics),
            "date" => check_date(value, diagnostics),
            "url" => check_url(value, diagnostics),
            "author" | "editor" => check_names(value, diagnostics),
            "parent" => check_parents(field, value, diagnostics),
            name if !FIELDS.contains(&name) => diagnostics.push(
                Diagnostic::error(Rule::UnknownKey, format!("a reference has no `{name}`"))
                    .at(field.place().clone())
                    .help_if(did_you_mean(name, FIELDS.iter().copied())),
            ),
            _ => {}
        }
    }
    for required in ["type", "title"] {
        let slip = fields.iter().any(|(field, _)| is_slip(field.text(), required, FIELDS));
        if top && entry.get(required).is_none() && !slip {
            diagnostics.push(
                Diagnostic::error(
                    Rule::MissingKey,
                    format!("the reference `{}` has no `{required}`", key.text()),
                )
                .at(key.place().clone())
                .help(format!("add `{required}: …` below it")),
            );
        }
    }
}

fn check_parents(key: &Written, value: &Node, diagnostics: &mut Diagnostics) {
    match &value.value {
        NodeValue::List(parents) => {
            for parent in parents {
                check_entry(key, parent, false, diagnostics);
            }
        }
        _ => check_entry(key, value, false, diagnostics),
    }
}

fn check_type(value: &Node, diagnostics: &mut Diagnostics) {
    let word = value.as_str().unwrap_or_default();
    if !TYPES.iter().any(|known| known.eq_ignore_ascii_case(word)) {
        diagnostics.push(
            Diagnostic::error(Rule::UnknownWord, format!("`{word}` is not a type of reference"))
                .at(value.place.clone())
                .help_if(did_you_mean(word, TYPES.iter().copied())),
        );
    }
}

/// A year, a month of a year, or a day.
fn check_date(value: &Node, diagnostics: &mut Diagnostics) {
    let text = match &value.value {
        NodeValue::Number(written) | NodeValue::String(written) => written.text(),
        _ => "",
    };
    let padded = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    if let Err(error) = Date::parse(&padded) {
        diagnostics
            .push(bad_date(text, &error, &value.place).help("write the year, or `2026-11`, or `2026-11-20`"));
    }
}

/// Hayagriva takes a lower-case word in a name for the particle of a person's (`van`, `de`).
fn check_names(value: &Node, diagnostics: &mut Diagnostics) {
    let names = match &value.value {
        NodeValue::List(names) => names.as_slice(),
        _ => std::slice::from_ref(value),
    };
    for (node, name) in names.iter().filter_map(|node| Some((node, node.as_str()?))) {
        let particle = |word: &str| word.starts_with(char::is_lowercase);
        if !name.contains(',') && name.split_whitespace().count() > 1 && name.split_whitespace().any(particle)
        {
            diagnostics.push(
                Diagnostic::warning(Rule::NameReading, format!("`{name}` is printed as if it were a person"))
                    .at(node.place.clone())
                    .help(format!(
                        "write `name: {name}` on a line of its own below the key for an organisation"
                    ))
                    .help("write `Family name, Given name` for a person"),
            );
        }
    }
}

fn check_url(value: &Node, diagnostics: &mut Diagnostics) {
    let address = value.get("value").unwrap_or(value);
    let text = address.as_str().unwrap_or_default();
    let flaw = markup::flaw(text);
    let has_scheme = text.starts_with("https://") || text.starts_with("http://");
    if !has_scheme || text.contains(char::is_whitespace) || flaw.is_some() {
        let right = flaw.flatten().map(|right| format!("write `{right}`"));
        diagnostics.push(
            Diagnostic::error(Rule::BadUrl, format!("`{}` is not a web address", visible(text)))
                .at(address.place.clone())
                .help(
                    right.unwrap_or_else(|| "write the whole address, beginning with `https://`".to_owned()),
                ),
        );
    }
    if let Some(visited) = value.get("date") {
        check_date(visited, diagnostics);
    }
}
