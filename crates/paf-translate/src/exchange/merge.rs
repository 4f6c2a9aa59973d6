//! Takes over what came back from translators.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule, Written, nearest};
use paf_model::Text;

use super::{Delivered, Delivery};
use crate::State;
use crate::po::{PoEntry, PoFile};

/// What an import changed: keys, in the order of the delivery.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Translations that are new or other than before.
    pub changed: Vec<String>,
    /// Of those, the ones that were made from an older source text.
    pub stale: Vec<String>,
    /// Stale translations that came back unchanged and are confirmed for the present source text.
    pub confirmed: Vec<String>,
    /// How many were the same as before.
    pub unchanged: usize,
    /// How many came back without a translation.
    pub empty: usize,
    /// Translations of the present source text, with the state that the delivery claims for them.
    pub claimed: Vec<(String, State)>,
}

/// Puts a delivery into `po`. What counts as the source text is what the framework says, never what
/// the file says: a translation whose source text is another one than today's comes in as stale.
/// Everything doubtful goes to `diagnostics`; after an error `po` must not be saved.
pub fn merge(
    po: &mut PoFile,
    delivery: &Delivery,
    sources: &BTreeMap<&str, &Arc<Text>>,
    diagnostics: &mut Diagnostics,
) -> Imported {
    let mut imported = Imported::default();
    let mut seen: BTreeMap<&str, &Delivered> = BTreeMap::new();
    for delivered in &delivery.entries {
        let key = delivered.key.text();
        if let Some(first) = seen.insert(key, delivered) {
            diagnostics.push(twice(delivered, first));
            continue;
        }
        let entry = po.entries.iter_mut().find(|entry| !entry.obsolete && entry.key() == Some(key));
        let (Some(source), Some(entry)) = (sources.get(key), entry) else {
            diagnostics.push(unknown(delivered, sources.keys().copied()));
            continue;
        };
        if delivered.target.text().trim().is_empty() {
            imported.empty += 1;
            continue;
        }
        take_over(entry, delivered, source, diagnostics, &mut imported);
    }
    imported
}

fn take_over(
    entry: &mut PoEntry,
    delivered: &Delivered,
    source: &Arc<Text>,
    diagnostics: &mut Diagnostics,
    imported: &mut Imported,
) {
    let key = source.key.as_str().to_owned();
    let older = delivered.source.as_deref().filter(|given| !same_text(source, given));
    let same = entry.translation() == delivered.target.text()
        || reads_alike(source, entry.translation(), delivered.target.text());
    let finished = delivered.state.is_some_and(|state| state >= State::Translated);
    if let (Some(state), None) = (delivered.state, older)
        && finished
    {
        imported.claimed.push((key.clone(), state));
    }
    if same {
        imported.unchanged += 1;
        // The translator looked at it and left it as it is.
        let is_current = delivered.state.is_some_and(|state| state >= State::Draft);
        if entry.fuzzy() && older.is_none() && is_current {
            settle(entry);
            imported.confirmed.push(key);
        }
        return;
    }
    if let Some(older) = older {
        // A current translation is not given up for one of an older text.
        if !entry.translation().is_empty() && !entry.fuzzy() {
            diagnostics.push(outdated(delivered, source));
            imported.unchanged += 1;
            return;
        }
        entry.previous_msgid = Some(Written::verbatim(older, entry.msgid.place().clone()));
        entry.set_fuzzy(true);
        imported.stale.push(key.clone());
    } else if delivered.state == Some(State::Stale) {
        entry.set_fuzzy(true);
    } else {
        settle(entry);
    }
    entry.set_translation(delivered.target.text());
    imported.changed.push(key);
}

/// The translation is one of the present source text.
fn settle(entry: &mut PoEntry) {
    entry.set_fuzzy(false);
    entry.previous_msgid = None;
    entry.previous_msgctxt = None;
    entry.previous_msgid_plural = None;
}

/// Whether a file's source text is ours, however its marks are spelt.
fn same_text(source: &Arc<Text>, given: &str) -> bool {
    source.written.text() == given || reads_alike(source, source.written.text(), given)
}

/// Whether two wordings of a text are parsed to the same words and marks.
fn reads_alike(text: &Text, a: &str, b: &str) -> bool {
    use paf_model::text::TextKind;
    if text.kind == TextKind::Plain {
        return a == b;
    }
    paf_model::markup::normal_form(a) == paf_model::markup::normal_form(b)
}

fn unknown<'a>(delivered: &Delivered, known: impl IntoIterator<Item = &'a str> + Clone) -> Diagnostic {
    let key = delivered.key.text();
    if known.clone().into_iter().any(|other| other == key) {
        let message = format!("no document prints the text `{key}` in this language; it was left out");
        return Diagnostic::warning(Rule::UnknownTranslation, message)
            .at(delivered.key.place().clone())
            .help(
                "nothing needs to be done, unless `documents` in framework/framework.yaml lacks a language",
            );
    }
    let near = nearest(key, known).map(|near| format!("did you mean `{near}`?"));
    Diagnostic::warning(Rule::UnknownTranslation, format!("no text has the key `{key}`; it was left out"))
        .at(delivered.key.place().clone())
        .help(near.unwrap_or_else(|| {
            "the text may have been removed since the file was sent out; nothing needs to be done".to_owned()
        }))
}

fn twice(delivered: &Delivered, first: &Delivered) -> Diagnostic {
    Diagnostic::error(
        Rule::DuplicateKey,
        format!("the text `{}` stands in this file twice", delivered.key.text()),
    )
    .at(delivered.key.place().clone())
    .also(first.key.place().clone(), "here first")
    .help("remove the one that is not meant")
}

fn outdated(delivered: &Delivered, source: &Text) -> Diagnostic {
    Diagnostic::warning(
        Rule::StaleTranslation,
        format!(
            "the delivered translation of `{}` was made from an older text; the present one was kept",
            source.key
        ),
    )
    .at(delivered.target.place().clone())
    .also(source.place().clone(), "the text today")
    .help("send the text out again, or put the translation into the PO file by hand")
}
