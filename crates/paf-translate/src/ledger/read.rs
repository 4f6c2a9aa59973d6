//! Reads a ledger.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, did_you_mean};
use paf_locale::Date;
use paf_model::node::{Node, NodeValue};

use super::layout::Layout;
use super::{Ledger, Record};
use crate::marking;
use crate::state::{State, Voucher, invisible_in};

/// The keys of a record, in the order in which they are written.
const FIELDS: [&str; 6] = ["state", "source", "target", "by", "role", "date"];

impl Ledger {
    /// Reads a ledger; a malformed record is reported and left out.
    pub fn read(file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> Self {
        let mut ledger = Self::default();
        // The head alone is what is left when the last record is lowered; no byte at all is an accident.
        let is_head = |line: &str| line.trim().is_empty() || line.starts_with('#');
        if !file.text().trim().is_empty() && file.text().lines().all(is_head) {
            ledger.layout = Layout::of_remarks(file.text());
            return ledger;
        }
        let mut found = Diagnostics::new();
        let node = paf_model::yaml::read(file, &mut found);
        diagnostics.extend(found.into_iter().map(both_count));
        let Some(node) = node else { return ledger };
        match &node.value {
            NodeValue::Null => {}
            NodeValue::Map(entries) => {
                let read: Vec<Vec<Record>> =
                    entries.iter().map(|(key, node)| records(key.text(), node, diagnostics)).collect();
                for ((key, _), records) in
                    entries.iter().zip(&read).filter(|(_, records)| !records.is_empty())
                {
                    ledger.records.insert(key.text().to_owned(), records.clone());
                }
                ledger.layout = Layout::new(file, entries, read);
            }
            _ => diagnostics.push(
                Diagnostic::error(Rule::WrongType, "a ledger is a map of keys to records")
                    .at(node.place.clone())
                    .help("restore the file from an earlier version, or delete it: then nothing is approved"),
            ),
        }
        ledger
    }
}

/// Of two lines for one text neither is to be given up, as it would be in other files.
fn both_count(found: Diagnostic) -> Diagnostic {
    if found.rule != Rule::DuplicateKey {
        return found;
    }
    let help = "put the records of both below one key, each on a line of its own that begins with `- `: all of \
                them count";
    Diagnostic { help: vec![help.to_owned()], ..found }
}

/// The records of a text: one, or a list of them.
fn records(key: &str, node: &Node, diagnostics: &mut Diagnostics) -> Vec<Record> {
    let nodes = match &node.value {
        NodeValue::List(nodes) if nodes.is_empty() => {
            let empty = Diagnostic::error(Rule::Ledger, format!("`{key}` has no record"));
            diagnostics.push(empty.at(node.place.clone()).help("delete the key"));
            return Vec::new();
        }
        NodeValue::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(node),
    };
    let mut read: Vec<(Record, &Place)> = Vec::new();
    for node in nodes {
        let Some(record) = record(node, diagnostics) else { continue };
        if let Some((_, first)) = read.iter().find(|(other, _)| record.renews(other)) {
            diagnostics.push(twice(key, &record, first, &node.place));
        }
        read.push((record, &node.place));
    }
    read.into_iter().map(|(record, _)| record).collect()
}

fn twice(key: &str, record: &Record, first: &Place, second: &Place) -> Diagnostic {
    let Voucher { state, by, .. } = &record.voucher;
    let message = format!("that the translation of `{key}` is {} by {by} stands here twice", state.as_str());
    Diagnostic::warning(Rule::Ledger, message)
        .at_with(second.clone(), "again here")
        .also(first.clone(), "first here")
        .help("delete one of the two; the later day counts")
}

fn record(node: &Node, diagnostics: &mut Diagnostics) -> Option<Record> {
    let NodeValue::Map(entries) = &node.value else {
        let message = format!("a record is a group of keys, and this is {}", node.kind());
        diagnostics.push(broken(&message, &node.place));
        return None;
    };
    for (name, _) in entries.iter().filter(|(name, _)| !FIELDS.contains(&name.text())) {
        let unknown = Diagnostic::error(Rule::Ledger, format!("a record has no `{}`", name.text()));
        let unknown = unknown.at(name.place().clone()).help_if(did_you_mean(name.text(), FIELDS));
        diagnostics.push(unknown.help("write remarks behind a `#`"));
    }
    let mut field = |name: &str| {
        let value = node.get(name).and_then(scalar).filter(|text| !text.trim().is_empty());
        if value.is_none() {
            diagnostics.push(broken(&format!("this record has no `{name}`"), &node.place));
        }
        value
    };
    let [state, source, target, by, role, date] = FIELDS.map(&mut field);
    for (name, value) in [("by", &by), ("role", &role)] {
        let place = || node.get(name).map_or(&node.place, |node| &node.place);
        if let Some(c) = value.as_deref().and_then(invisible_in) {
            let what = format!("`{name}` has the invisible character U+{:04X}", u32::from(c));
            diagnostics.push(broken(&what, place()));
        }
        let long = value.as_deref().map_or(0, |value| value.trim().chars().count());
        if long > Voucher::LONGEST {
            let most = Voucher::LONGEST;
            let what = format!("`{name}` has {long} characters, and at most {most} can be printed");
            diagnostics.push(broken(&what, place()));
        }
    }
    let state = vouched(&state?, &node.place, diagnostics)?;
    let date = day(&date?, &node.place, diagnostics)?;
    let voucher = Voucher { state, by: by?, role: role?, date };
    Some(Record { source: source?, target: target?, voucher })
}

fn vouched(word: &str, place: &Place, diagnostics: &mut Diagnostics) -> Option<State> {
    let state = State::parse(word).filter(|state| *state >= State::Translated);
    if state.is_none() {
        let known = State::ALL.into_iter().filter(|state| *state >= State::Translated);
        let near = did_you_mean(word, known.map(State::as_str));
        diagnostics.push(broken(&format!("nobody can vouch for the state `{word}`"), place).help_if(near));
    }
    state
}

fn day(text: &str, place: &Place, diagnostics: &mut Diagnostics) -> Option<Date> {
    match Date::parse(text) {
        Ok(date) => Some(date),
        Err(error) => {
            let wrong = paf_model::decode::bad_date(text, &error, place);
            diagnostics
                .push(wrong.help("write the day on which the person vouched for it, as in `2026-11-20`"));
            None
        }
    }
}

fn scalar(node: &Node) -> Option<String> {
    match &node.value {
        NodeValue::String(written) | NodeValue::Number(written) => Some(written.text().to_owned()),
        _ => None,
    }
}

fn broken(message: &str, place: &Place) -> Diagnostic {
    let again = marking::again(place.file().path());
    Diagnostic::error(Rule::Ledger, message)
        .at(place.clone())
        .help(format!("delete the line and mark the text again with {again}"))
}
