//! Whether a translation has the marks of its source: emphasis, links, terms, citations, placeholders.

use std::collections::BTreeMap;

use paf_diag::{Diagnostic, Diagnostics, Rule, nearest};
use paf_model::Text;
use paf_model::decode::references_in;
use paf_model::markup::Inline;
use paf_model::shape::RefKind;

use super::Pair;

pub(super) fn check(pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    check_marks(pair.text, pair.source, diagnostics);
}

/// Checks the marks of a translation alone, for what is no language or no catalogue yet.
pub fn check_marks(text: &Text, source: &Text, diagnostics: &mut Diagnostics) {
    let (have, want) = (marks(text), marks(source));
    let lost = difference(&want, &have);
    let added = difference(&have, &want);
    if lost.is_empty() && added.is_empty() {
        return;
    }
    let mut message = format!("the translation of `{}`", source.key);
    if !lost.is_empty() {
        message.push_str(&format!(" has lost {}", lost.join(", ")));
    }
    if !added.is_empty() {
        message.push_str(if lost.is_empty() { " has gained " } else { " and gained " });
        message.push_str(&added.join(", "));
    }
    diagnostics.push(
        Diagnostic::error(Rule::MarkMismatch, message)
            .at_with(text.place().clone(), "the translation")
            .also(source.place().clone(), "the source")
            .help_if(
                added
                    .first()
                    .and_then(|added| nearest(added, lost.iter().map(String::as_str)))
                    .map(|meant| format!("did you mean {meant}?")),
            )
            .help("keep every mark, link, citation and placeholder of the source, in any order"),
    );
}

/// The links, terms, citations and placeholders of a text, sorted.
fn marks(text: &Text) -> Vec<String> {
    fn walk(inlines: &[Inline], found: &mut Vec<String>) {
        for inline in inlines {
            match inline {
                Inline::Words { .. } | Inline::Citation(_) => {}
                Inline::Emphasis(body) => {
                    found.push("*emphasis*".to_owned());
                    walk(body, found);
                }
                Inline::Strong(body) => {
                    found.push("**strong**".to_owned());
                    walk(body, found);
                }
                Inline::Link { url, body, .. } => {
                    found.push(format!("the link to {url}"));
                    walk(body, found);
                }
                Inline::Term { body, .. } => walk(body, found),
                Inline::Placeholder { name, .. } => found.push(format!("{{{name}}}")),
            }
        }
    }
    let mut found = Vec::new();
    walk(&text.inlines, &mut found);
    found.extend(references_in(text).into_iter().map(|(kind, id, _)| match kind {
        RefKind::Term => format!("the term {id}"),
        _ => format!("[@{id}]"),
    }));
    found.sort();
    found
}

/// What `a` has more often than `b`.
fn difference(a: &[String], b: &[String]) -> Vec<String> {
    let mut rest: BTreeMap<&str, usize> = BTreeMap::new();
    for item in b {
        *rest.entry(item).or_default() += 1;
    }
    let mut is_more = |item: &&String| match rest.get_mut(item.as_str()) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    a.iter().filter(|item| is_more(item)).cloned().collect()
}
