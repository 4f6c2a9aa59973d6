//! Files that hold no text of the framework, and where they may come from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Rule};
use paf_model::{Text, markup};
use paf_translate::exchange::{Delivered, Delivery, belongs_to};

use super::Returned;

/// The refusal of a file of which no text has a key of the framework; nothing where one has, or where there
/// is none.
pub(super) fn not_ours(
    file: &Returned<'_>,
    delivery: &Delivery,
    sources: &BTreeMap<&str, &Arc<Text>>,
) -> Option<Diagnostic> {
    let entries = delivery.entries.as_slice();
    let first = entries.first()?;
    if entries.iter().any(|entry| sources.contains_key(entry.key.text())) {
        return None;
    }
    let message = match entries.len() {
        1 => format!("the text of `{}` does not have the key of a text of this framework", file.path),
        n => format!("none of the {n} texts of `{}` has the key of a text of this framework", file.path),
    };
    let expected = sources.keys().find(|key| key.contains('.')).copied().unwrap_or("leaflet.title");
    let refused = Diagnostic::error(Rule::Delivery, message)
        .at_with(first.key.place().clone(), "the first key")
        .help(format!("import the file that was sent out from here: its keys read like `{expected}`"));
    Some(match known_words(entries, sources) {
        0 => refused.help_if(delivery.origin.as_deref().map(belongs_to)),
        n => {
            let texts = if n == 1 {
                "1 of its source texts is".to_owned()
            } else {
                format!("{n} of its source texts are")
            };
            refused.help(format!(
                "export it again with the original ids from the program that it went through: {texts} of this \
                 framework, so that the program has given the texts names of its own"
            ))
        }
    })
}

/// How many texts of a file have a source text of the framework, whatever their keys.
fn known_words(entries: &[Delivered], sources: &BTreeMap<&str, &Arc<Text>>) -> usize {
    let ours: BTreeSet<String> =
        sources.values().map(|text| markup::normal_form(text.written.text())).collect();
    let is_ours = |entry: &&Delivered| {
        let given = entry.source.as_deref().map(str::trim).filter(|given| !given.is_empty());
        given.is_some_and(|given| ours.contains(&markup::normal_form(given)))
    };
    entries.iter().filter(is_ours).count()
}
