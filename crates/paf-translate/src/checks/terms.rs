//! Whether a translation uses the words of the termbase, and none that it rejects.

use std::ops::Range;

use paf_diag::{Diagnostics, Rule, Written};
use paf_model::markup::{Inline, plain};

use super::Pair;
use super::forms::{Letters, Pattern, is_word};

pub(super) fn check(pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    if pair.context.termbase.is_empty() {
        return;
    }
    let letters = Letters::of_words(pair.printed.text(), pair.lang());
    let named = named_terms(pair);
    let used: Vec<(&str, Range<usize>)> = pair
        .context
        .termbase
        .iter()
        .flat_map(|(id, forms)| forms.used.iter().map(move |form| (id, form)))
        .flat_map(|(id, form)| find(form, pair, &letters).into_iter().map(move |range| (id, range)))
        .collect();
    rejected(pair, &letters, &named, &used, diagnostics);
    missing(pair, &named, &used, diagnostics);
}

fn find(form: &Written, pair: &Pair<'_>, letters: &Letters) -> Vec<Range<usize>> {
    Pattern::new(form.text(), pair.lang()).find(letters)
}

/// Reports the rejected forms. Where the source does not name the term, the word may translate another
/// one: that is a doubt, not a mistake.
fn rejected(
    pair: &Pair<'_>,
    letters: &Letters,
    named: &[&str],
    used: &[(&str, Range<usize>)],
    diagnostics: &mut Diagnostics,
) {
    let mut told: Vec<Range<usize>> = Vec::new();
    for (id, forms) in pair.context.termbase.iter() {
        for form in &forms.rejected {
            for range in find(form, pair, letters) {
                let is_part_of_right_form = used.iter().any(|(_, used)| {
                    used.start <= range.start && range.end <= used.end && used.len() > range.len()
                });
                if is_part_of_right_form || told.contains(&range) {
                    continue;
                }
                told.push(range.clone());
                let word = pair.printed.text().get(range.clone()).unwrap_or_default();
                let what = format!("says `{word}`, which the termbase rejects for `{id}`");
                let diagnostic = if named.contains(&id) {
                    pair.error(Rule::RejectedTerm, &what)
                } else {
                    pair.warning(Rule::RejectedTerm, &what)
                };
                diagnostics.push(
                    diagnostic
                        .at(pair.place(range))
                        .also(form.place().clone(), "rejected here")
                        .help_if(advice(&forms.used)),
                );
            }
        }
    }
}

fn missing(pair: &Pair<'_>, named: &[&str], used: &[(&str, Range<usize>)], diagnostics: &mut Diagnostics) {
    for id in named {
        let Some(forms) = pair.context.termbase.get(id).filter(|forms| !forms.used.is_empty()) else {
            continue;
        };
        if used.iter().any(|(used, _)| used == id) {
            continue;
        }
        let term = pair.context.glossary.iter().find(|(known, _)| known == id).map_or(*id, |(_, term)| term);
        let what = format!("has no word of the termbase for the term `{term}`");
        let diagnostic = pair
            .warning(Rule::MissingTerm, &what)
            .at_with(pair.text.place().clone(), "the translation")
            .also(pair.source.place().clone(), "the source");
        let diagnostic = match forms.used.first() {
            Some(form) => diagnostic.also(form.place().clone(), "the termbase"),
            None => diagnostic,
        };
        diagnostics.push(
            diagnostic
                .help_if(advice(&forms.used))
                .help("add the form to the termbase, if it is another form of the same word"),
        );
    }
}

/// The forms to write, a few of them.
fn advice(forms: &[Written]) -> Option<String> {
    const MOST: usize = 4;
    let forms: Vec<String> = forms.iter().take(MOST).map(|form| format!("`{}`", form.text())).collect();
    match forms.as_slice() {
        [] => None,
        [form] => Some(format!("write {form}")),
        forms => Some(format!("write one of: {}", forms.join(", "))),
    }
}

/// The terms that the source names, by their words or by a link.
fn named_terms<'a>(pair: &Pair<'a>) -> Vec<&'a str> {
    let glossary = pair.context.glossary;
    let text = SourceWords::of(pair.original.text());
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut terms: Vec<_> = glossary.iter().map(|(id, term)| (*id, SourceWords::of(term))).collect();
    // The longest first: a cytokine release syndrome is no cytokine.
    terms.sort_by_key(|(_, words)| std::cmp::Reverse(words.chars.len()));
    let mut named = Vec::new();
    for (id, words) in terms {
        let found: Vec<Range<usize>> = text
            .find(&words)
            .into_iter()
            .filter(|range| !taken.iter().any(|taken| taken.start < range.end && range.start < taken.end))
            .collect();
        if !found.is_empty() {
            named.push(id);
            taken.extend(found);
        }
    }
    let mut linked = Vec::new();
    links(&pair.source.inlines, &mut linked);
    for (id, words) in linked {
        let term = glossary.iter().find(|(known, _)| *known == id);
        if let Some((id, term)) = term
            && !named.contains(id)
            && begins_alike(&words, term)
        {
            named.push(id);
        }
    }
    named
}

/// The links to terms with the words that are linked.
fn links<'a>(inlines: &'a [Inline], found: &mut Vec<(&'a str, String)>) {
    for inline in inlines {
        match inline {
            Inline::Term { id, body, .. } => found.push((id, plain(body))),
            inline => links(inline.body().unwrap_or_default(), found),
        }
    }
}

/// Whether linked words name the term: `advanced therapies` do, `viruses of this kind` do not.
fn begins_alike(words: &str, term: &str) -> bool {
    let first = |text: &str| text.split(|c: char| !c.is_alphanumeric()).next().map(str::to_lowercase);
    first(words) == first(term)
}

/// A source text in lower case, in which hyphens and spaces count alike.
struct SourceWords {
    chars: Vec<char>,
}

impl SourceWords {
    fn of(text: &str) -> Self {
        let mut chars: Vec<char> = Vec::new();
        for c in text.chars().flat_map(char::to_lowercase) {
            let c = if c.is_whitespace() { ' ' } else { c };
            if c != ' ' || chars.last() != Some(&' ') {
                chars.push(c);
            }
        }
        Self { chars }
    }

    /// Where a term stands, in the singular or the plural.
    fn find(&self, term: &Self) -> Vec<Range<usize>> {
        let is_word_at = |at: usize| self.chars.get(at).copied().is_some_and(is_word);
        // A member of a compound is another term: `T cells` in `CAR-T cells`.
        let begins = |at: &usize| {
            at.checked_sub(1).is_none_or(|before| !is_word_at(before) && self.chars.get(before) != Some(&'-'))
        };
        (0..self.chars.len())
            .filter(begins)
            .filter_map(|start| {
                let end = start + self.common(start, &term.chars)?;
                let rest: String = self.chars.get(end..)?.iter().take_while(|c| is_word(**c)).collect();
                plural(&term.chars, &rest).then_some(start..end)
            })
            .collect()
    }

    /// How much of a term stands at `start`: all of it, but for a `y` that the plural changes.
    fn common(&self, start: usize, term: &[char]) -> Option<usize> {
        let separator = |c: char| matches!(c, ' ' | '-');
        let same = |(a, b): (&char, &char)| a == b || separator(*a) && separator(*b);
        let text = self.chars.get(start..)?;
        let equal = text.iter().zip(term).take_while(|(a, b)| same((a, b))).count();
        let ends_in_y = term.last() == Some(&'y');
        (equal > 0 && (equal == term.len() || ends_in_y && equal + 1 == term.len())).then_some(equal)
    }
}

/// Whether `rest` turns a term, found but for the rest, into itself or its plural.
fn plural(term: &[char], rest: &str) -> bool {
    match term.last() {
        Some('y') => matches!(rest, "" | "ies" | "ys"),
        Some('s') => matches!(rest, "" | "es"),
        _ => matches!(rest, "" | "s"),
    }
}
