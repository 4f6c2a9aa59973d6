//! Reads a ledger.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, did_you_mean};
use paf_locale::Date;
use paf_model::node::{Node, NodeValue};

use super::{Ledger, Record};
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
            return ledger;
        }
        let Some(node) = paf_model::yaml::read(file, diagnostics) else { return ledger };
        match &node.value {
            NodeValue::Null => {}
            NodeValue::Map(entries) => {
                for (key, node) in entries {
                    let records = records(node, diagnostics);
                    if !records.is_empty() {
                        ledger.records.insert(key.text().to_owned(), records);
                    }
                }
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

/// The records of a text: one, or a list of them.
fn records(node: &Node, diagnostics: &mut Diagnostics) -> Vec<Record> {
    match &node.value {
        NodeValue::List(nodes) => nodes.iter().filter_map(|node| record(node, diagnostics)).collect(),
        _ => record(node, diagnostics).into_iter().collect(),
    }
}

fn record(node: &Node, diagnostics: &mut Diagnostics) -> Option<Record> {
    let mut field = |name: &str| {
        let value = node.get(name).and_then(scalar).filter(|text| !text.trim().is_empty());
        if value.is_none() {
            diagnostics.push(broken(&format!("this record has no `{name}`"), &node.place));
        }
        value
    };
    let [state, source, target, by, role, date] = FIELDS.map(&mut field);
    for (name, value) in [("by", &by), ("role", &role)] {
        if let Some(c) = value.as_deref().and_then(invisible_in) {
            let what = format!("`{name}` has the invisible character U+{:04X}", u32::from(c));
            diagnostics.push(broken(&what, node.get(name).map_or(&node.place, |node| &node.place)));
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
    Diagnostic::error(Rule::Ledger, message)
        .at(place.clone())
        .help("delete the line and mark the text again with `paf translate mark`")
}
