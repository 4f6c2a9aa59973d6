//! Keys of the bibliography among the words of a text, without the brackets that make a citation of them.

use std::collections::BTreeMap;
use std::ops::Range;

use paf_diag::{Diagnostic, Rule, Written};

use crate::markup::Inline;
use crate::model::Model;
use crate::text::{Text, TextKind};

/// The keys of the bibliography, by how they are written in small letters.
pub(super) struct Keys<'a>(BTreeMap<String, &'a str>);

impl<'a> Keys<'a> {
    pub(super) fn of(model: &'a Model) -> Self {
        let keys = model.references.iter().flat_map(|list| &list.keys).map(Written::text);
        Self(keys.map(|key| (key.to_lowercase(), key)).collect())
    }

    /// Citations that are none: `@key`, `(@key)`, `[key]`.
    pub(super) fn find(&self, text: &Text) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if text.kind == TextKind::Rich && !self.0.is_empty() {
            self.walk(text, &text.inlines, &mut found);
        }
        found
    }

    fn walk(&self, text: &Text, inlines: &[Inline], found: &mut Vec<Diagnostic>) {
        for inline in inlines {
            match inline {
                Inline::Words { text: words, range } => {
                    let named = self.in_words(words).into_iter();
                    found.extend(
                        named.map(|(at, key)| told(text, range.start + at.start..range.start + at.end, key)),
                    );
                }
                Inline::Emphasis(body)
                | Inline::Strong(body)
                | Inline::Link { body, .. }
                | Inline::Term { body, .. } => self.walk(text, body, found),
                Inline::Citation(_) | Inline::Placeholder { .. } => {}
            }
        }
    }

    fn in_words(&self, words: &str) -> Vec<(Range<usize>, &'a str)> {
        let mut found = Vec::new();
        for (at, sign) in words.match_indices(['@', '[']) {
            let behind = words.get(at + 1..).unwrap_or_default();
            let end =
                behind.find(|c: char| !c.is_alphanumeric() && !"-_.:".contains(c)).unwrap_or(behind.len());
            let word = behind.get(..end).unwrap_or_default().trim_end_matches(['.', ':', '-']);
            let is_apart = !words[..at].ends_with(char::is_alphanumeric);
            let closes = behind.get(word.len()..).is_some_and(|rest| rest.starts_with(']'));
            let known = self.0.get(&word.to_lowercase()).filter(|_| is_apart && (sign == "@" || closes));
            if let Some(key) = known {
                let in_brackets =
                    sign == "@" && words[..at].ends_with('(') && behind[word.len()..].starts_with(')');
                let end = at + 1 + word.len();
                found.push(match (sign, in_brackets) {
                    ("[", _) => (at..end + 1, *key),
                    (_, true) => (at - 1..end + 1, *key),
                    (_, false) => (at..end, *key),
                });
            }
        }
        found
    }
}

fn told(text: &Text, range: Range<usize>, key: &str) -> Diagnostic {
    let shown = text.written.text().get(range.clone()).unwrap_or_default();
    let message = format!("`{shown}` is nearly a citation, and is printed as it stands");
    Diagnostic::warning(Rule::NearMark, message).at(text.place_of(range)).help(format!("write `[@{key}]`"))
}
