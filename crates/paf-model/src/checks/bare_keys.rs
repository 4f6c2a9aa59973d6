//! Keys of the bibliography among the words of a text, without the brackets that make a citation of them.

use std::collections::BTreeMap;
use std::ops::Range;

use paf_diag::{Diagnostic, Rule, Written};

use crate::markup::{self, Inline, MarkProblem};
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
            self.walk(&text.inlines, &mut found);
        }
        if found.is_empty() {
            return Vec::new();
        }
        // What is told by its form alone is not told again.
        let words = text.written.text();
        let told: Vec<Range<usize>> = markup::parse(words).1.into_iter().filter_map(of_near).collect();
        let is_new = |range: &Range<usize>| {
            let behind = told.partition_point(|told| told.end < range.end);
            told.get(behind).is_none_or(|told| told.start > range.start)
        };
        let found = found.into_iter().filter(|(range, _)| is_new(range));
        found.map(|(range, right)| told_of(text, range, &right)).collect()
    }

    fn walk(&self, inlines: &[Inline], found: &mut Vec<(Range<usize>, String)>) {
        for inline in inlines {
            match inline {
                Inline::Words { text: words, range } => {
                    let named = self.in_words(words).into_iter();
                    found.extend(
                        named.map(|(at, right)| (range.start + at.start..range.start + at.end, right)),
                    );
                }
                inline => self.walk(inline.body().unwrap_or_default(), found),
            }
        }
    }

    fn in_words(&self, words: &str) -> Vec<(Range<usize>, String)> {
        let mut found = Vec::new();
        for (at, sign) in words.match_indices(['@', '[']) {
            let behind = words.get(at + 1..).unwrap_or_default();
            let end =
                behind.find(|c: char| !c.is_alphanumeric() && !"-_.:".contains(c)).unwrap_or(behind.len());
            let word = behind.get(..end).unwrap_or_default().trim_end_matches(['.', ':', '-']);
            let is_apart = !words[..at].ends_with(char::is_alphanumeric);
            let closes = behind.get(word.len()..).is_some_and(|rest| rest.starts_with(']'));
            let Some(key) = self.0.get(&word.to_lowercase()).filter(|_| is_apart) else { continue };
            let end = at + 1 + word.len();
            let more = behind.get(word.len()..).unwrap_or_default();
            if sign == "[" {
                let whole = closes.then(|| (String::new(), 0)).or_else(|| self.list(more));
                found.extend(whole.map(|(more, len)| (at..end + len + 1, format!("[@{key}{more}]"))));
                continue;
            }
            let in_brackets = words[..at].ends_with('(') && more.starts_with(')');
            let range = if in_brackets { at - 1..end + 1 } else { at..end };
            found.push((range, format!("[@{key}]")));
        }
        found
    }

    /// What stands behind a key up to the bracket: `; other`, `, p. 5`, as it is to be written, and its length.
    fn list(&self, more: &str) -> Option<(String, usize)> {
        const LONGEST: usize = 120;
        let end =
            more.find([']', '[', '@', '\n']).filter(|end| *end < LONGEST && more[*end..].starts_with(']'))?;
        let inner = more.get(..end)?;
        let mut right = String::new();
        for part in inner.strip_prefix([';', ','])?.split([';', ',']).map(str::trim) {
            match self.0.get(&part.to_lowercase()) {
                Some(key) => right.push_str(&format!("; @{key}")),
                None if part.contains(char::is_numeric) => right.push_str(&format!(", {part}")),
                None => return None,
            }
        }
        Some((right, end))
    }
}

/// Where something stands that is nearly a mark.
fn of_near(problem: MarkProblem) -> Option<Range<usize>> {
    match problem {
        MarkProblem::Near(near) => Some(near.range),
        _ => None,
    }
}

fn told_of(text: &Text, range: Range<usize>, right: &str) -> Diagnostic {
    let shown = text.written.text().get(range.clone()).unwrap_or_default();
    let message = format!("`{shown}` is nearly a citation, and is printed as it stands");
    Diagnostic::warning(Rule::NearMark, message).at(text.place_of(range)).help(format!("write `{right}`"))
}
