//! Whether a translation has the marks of its source: emphasis, links, terms, citations, placeholders.

use std::collections::BTreeMap;

use paf_diag::{Diagnostic, Diagnostics, Rule, nearest};
use paf_model::Text;
use paf_model::markup::{self, Inline};

use super::Pair;

pub(super) fn check(pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    check_marks(pair.text, pair.source, diagnostics);
}

/// Checks the marks of a translation alone, for what is no language or no catalogue yet.
pub fn check_marks(text: &Text, source: &Text, diagnostics: &mut Diagnostics) {
    let (have, want) = (marks(text), marks(source));
    let mut lost = difference(&want, &have);
    let mut added = difference(&have, &want);
    let (have, want) = (counts(text), counts(source));
    // A language tells a number in its own way, and once; the words that go with it may stand elsewhere.
    let says = |counts: &Counts, name: &str| counts.get(name).is_some_and(|(_, says)| *says);
    lost.extend(want.iter().filter(|(name, _)| says(&want, name) && !says(&have, name)).map(shown));
    let is_new = |name: &str| !want.contains_key(name) || says(&have, name) && !says(&want, name);
    added.extend(have.iter().filter(|(name, _)| is_new(name)).map(shown));
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

/// What a text counts, by its name: as it is written, and whether the number itself is told.
type Counts = BTreeMap<String, (String, bool)>;

fn counts(text: &Text) -> Counts {
    let mut found = Counts::new();
    markup::each(&text.inlines, &mut |inline| {
        if let Inline::Count(count) = inline {
            let known = found.entry(count.lower()).or_insert_with(|| (count.written(), false));
            if count.says_number() && !known.1 {
                *known = (count.written(), true);
            }
        }
    });
    found
}

fn shown((_, (written, _)): (&String, &(String, bool))) -> String {
    written.clone()
}

/// A mark as it is told.
struct Told {
    /// What has to be the same in every language.
    meant: String,
    /// How this text has it.
    shown: String,
}

impl Told {
    fn same(shown: String) -> Self {
        Self { meant: shown.clone(), shown }
    }
}

/// The links, terms, citations and placeholders of a text, sorted.
fn marks(text: &Text) -> Vec<Told> {
    let mut found = Vec::new();
    walk(&text.inlines, &mut found);
    found.sort_by(|a, b| a.meant.cmp(&b.meant));
    found
}

fn walk(inlines: &[Inline], found: &mut Vec<Told>) {
    for inline in inlines {
        let (told, body): (Option<String>, &[Inline]) = match inline {
            Inline::Words { .. } | Inline::Count(_) => (None, &[]),
            Inline::Emphasis(body) => (Some("*emphasis*".to_owned()), body),
            Inline::Strong(body) => (Some("**strong**".to_owned()), body),
            Inline::Link { url, body, .. } => (Some(format!("the link to {url}")), body),
            Inline::Term { id, body, .. } => (Some(format!("the term {id}")), body),
            Inline::Reference { to, id, body, .. } => {
                (Some(format!("the reference to {}:{id}", to.prefix())), body)
            }
            Inline::Slot { slot, .. } => (Some(format!("{{{}}}", slot.name())), &[]),
            Inline::Placeholder { name, .. } => (Some(format!("{{{name}}}")), &[]),
            Inline::Citation(works) => {
                let bracket = |work: String| format!("[{work}]");
                found.extend(
                    works
                        .iter()
                        .map(|work| Told { meant: bracket(work.meant()), shown: bracket(work.written()) }),
                );
                (None, &[])
            }
        };
        found.extend(told.map(Told::same));
        walk(body, found);
    }
}

/// What `a` has more often than `b`.
fn difference(a: &[Told], b: &[Told]) -> Vec<String> {
    let mut rest: BTreeMap<&str, usize> = BTreeMap::new();
    for item in b {
        *rest.entry(&item.meant).or_default() += 1;
    }
    let is_more = |item: &&Told| match rest.get_mut(item.meant.as_str()) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    };
    a.iter().filter(is_more).map(|item| item.shown.clone()).collect()
}
