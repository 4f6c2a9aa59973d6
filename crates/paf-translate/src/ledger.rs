//! `locales/<lang>.ledger.yaml`: who vouches for which translation.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, did_you_mean};
use paf_locale::Date;
use paf_model::TextKey;
use paf_model::node::{Node, NodeValue};
use sha2::{Digest, Sha256};

use crate::state::{State, Voucher};

const HEAD: &str = "# Who vouches for which translation. `paf translate mark` and `import` write this file.\n\
                    # A record counts as long as both texts are those it was made for.\n";

/// The keys of a record, in the order in which they are written.
const FIELDS: [&str; 6] = ["state", "source", "target", "by", "role", "date"];

/// What a person vouched for: the translation of one text, both in their wording of that day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The hash of the source text.
    pub source: String,
    /// The hash of the translation.
    pub target: String,
    /// Who, and what they did.
    pub voucher: Voucher,
}

/// The records of one language. Approval is bound to the hashes of both texts, so that it ends by
/// itself when either is edited.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    records: BTreeMap<String, Record>,
}

impl Ledger {
    /// Reads a ledger; a malformed record is reported and left out.
    pub fn read(file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> Self {
        let mut ledger = Self::default();
        let Some(node) = paf_model::yaml::read(file, diagnostics) else { return ledger };
        match &node.value {
            NodeValue::Null => {}
            NodeValue::Map(entries) => {
                for (key, node) in entries {
                    if let Some(record) = read_record(node, diagnostics) {
                        ledger.records.insert(key.text().to_owned(), record);
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

    /// Who vouches for this translation of this source text.
    pub fn voucher(&self, key: &TextKey, source: &str, target: &str) -> Option<&Voucher> {
        let record = self.records.get(key.as_str())?;
        (record.source == hash(source) && record.target == hash(target)).then_some(&record.voucher)
    }

    /// Records that a person vouches for a translation.
    pub fn vouch(&mut self, key: &TextKey, source: &str, target: &str, voucher: Voucher) {
        let record = Record { source: hash(source), target: hash(target), voucher };
        self.records.insert(key.as_str().to_owned(), record);
    }

    /// Carries a record over to another wording of the source that means the same.
    pub fn rebase(&mut self, key: &str, old: &str, new: &str) {
        if let Some(record) = self.records.get_mut(key)
            && record.source == hash(old)
        {
            record.source = hash(new);
        }
    }

    /// Removes the records of texts that are no more.
    pub fn retain(&mut self, mut is_text: impl FnMut(&str) -> bool) {
        self.records.retain(|key, _| is_text(key));
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// As it is saved: a line for each record, by key.
    pub fn to_text(&self) -> String {
        let mut out = HEAD.to_owned();
        for (key, record) in &self.records {
            let Voucher { state, by, role, date } = &record.voucher;
            let (by, role) = (quoted(by), quoted(role));
            out.push_str(&format!(
                "{key}: {{state: {}, source: {}, target: {}, by: {by}, role: {role}, date: {}}}\n",
                state.as_str(),
                quoted(&record.source),
                quoted(&record.target),
                date.iso()
            ));
        }
        out
    }
}

/// The first 16 hexadecimal digits of the SHA-256 of a text.
pub fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// As a double-quoted YAML scalar, of which a JSON string is one.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn read_record(node: &Node, diagnostics: &mut Diagnostics) -> Option<Record> {
    let mut field = |name: &str| {
        let value = node.get(name).and_then(scalar).filter(|text| !text.trim().is_empty());
        if value.is_none() {
            diagnostics.push(broken(&format!("this record has no `{name}`"), &node.place));
        }
        value
    };
    let [state, source, target, by, role, date] = FIELDS.map(&mut field);
    let (state, date) = (state?, date?);
    let known = State::ALL.into_iter().filter(|state| *state >= State::Translated);
    let Some(parsed) = State::parse(&state).filter(|state| *state >= State::Translated) else {
        let near = did_you_mean(&state, known.map(State::as_str));
        diagnostics
            .push(broken(&format!("nobody can vouch for the state `{state}`"), &node.place).help_if(near));
        return None;
    };
    let date = match Date::parse(&date) {
        Ok(date) => date,
        Err(error) => {
            let wrong = paf_model::decode::bad_date(&date, &error, &node.place);
            diagnostics
                .push(wrong.help("write the day on which the person vouched for it, as in `2026-11-20`"));
            return None;
        }
    };
    let voucher = Voucher { state: parsed, by: by?, role: role?, date };
    Some(Record { source: source?, target: target?, voucher })
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
