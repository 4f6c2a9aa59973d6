//! What the framework says to its editions: keys that nothing has would lock nothing and keep nothing true.

use std::collections::BTreeSet;

use paf_diag::{Diagnostic, Diagnostics, Rule, Written, did_you_mean};

use crate::model::Model;
use crate::text::OF_TEMPLATES;

/// Checks the keys below `editions` of the framework.
pub(crate) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let Some(editions) = &model.framework.editions else { return };
    let texts: BTreeSet<&str> = model.texts.iter().map(|text| text.key.as_str()).filter(is_content).collect();
    let names = model.names.iter().map(|name| name.key.as_str());
    let parts: BTreeSet<&str> =
        texts.iter().copied().chain(names).filter(is_content).flat_map(above).collect();
    let unknown = |key: &Written, known: &BTreeSet<&str>, what: &str| {
        if known.contains(key.text()) || model.may_be_unread(key.text()) {
            return None;
        }
        let message = format!("no {what} of the framework has the key `{}`", key.text());
        let help = did_you_mean(key.text(), known.iter().copied());
        Some(Diagnostic::error(Rule::UnknownId, message).at(key.place().clone()).help_if(help))
    };
    diagnostics.extend(editions.locked.0.iter().filter_map(|(key, _)| unknown(key, &parts, "part or text")));
    diagnostics.extend(editions.conditional.0.iter().filter_map(|(key, _)| unknown(key, &texts, "text")));
    for (key, conditional) in editions.conditional.0.iter().filter(|(_, text)| text.only_without.is_empty()) {
        diagnostics.push(
            Diagnostic::error(Rule::MissingKey, format!("nothing says when `{}` is not true", key.text()))
                .at(conditional.at.clone())
                .help("write `only-without: [endorsers]`, or what else must not be there"),
        );
    }
}

/// Keys of editions and of templates are none of the framework's.
fn is_content(key: &&str) -> bool {
    !OF_TEMPLATES
        .iter()
        .chain(&["editions.", "framework.editions.", "references."])
        .any(|other| key.starts_with(other))
}

/// A key, and those of all that it lies in.
fn above(key: &str) -> impl Iterator<Item = &str> {
    let ends = key.match_indices('.').map(|(at, _)| at).chain([key.len()]);
    ends.filter_map(|end| key.get(..end))
}
