//! Whether the words that stay as they are in every language have stayed.

use std::collections::BTreeMap;
use std::ops::Range;

use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_locale::Lang;
use paf_model::wording::{Printed, is_disguised, latin_twin};

use super::Pair;
use super::forms::{Letters, is_word};

/// An occurrence of a word that stays.
pub(super) struct Kept<'a> {
    pub(super) term: &'a str,
    pub(super) range: Range<usize>,
}

/// How long an ending may be that is written to a term without a hyphen: `ESMOs`.
const LONGEST_ENDING: usize = 4;

pub(super) fn check(pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    let terms = pair.context.do_not_translate;
    let wanted = find(&pair.original, pair.source.lang, terms);
    let given = find(&pair.printed, pair.lang(), terms);
    for term in terms {
        let count = |kept: &[Kept<'_>]| kept.iter().filter(|kept| kept.term == *term).count();
        let (want, have) = (count(&wanted), count(&given));
        if have >= want || has_words_of_its_own(pair, term) {
            continue;
        }
        let Some(first) = wanted.iter().find(|kept| kept.term == *term) else { continue };
        let diagnostic = if have == 0 {
            lost(pair, term)
        } else {
            let what = format!("has `{term}` {have} of {want} times");
            pair.warning(Rule::DoNotTranslate, &what)
                .at_with(pair.text.place().clone(), "the translation")
                .help(format!("write `{term}` as often as the source does, if its meaning needs it"))
        };
        diagnostics.push(diagnostic.also(pair.source_place(first.range.clone()), "the source"));
    }
}

/// Whether the termbase gives the language's own words for a term, as an official acronym has them: the
/// check of terms then watches over it.
fn has_words_of_its_own(pair: &Pair<'_>, term: &str) -> bool {
    let ids = pair.context.glossary.iter().filter(|(_, word)| *word == term).map(|(id, _)| id);
    ids.filter_map(|id| pair.context.termbase.get(id)).any(|forms| !forms.used.is_empty())
}

fn lost(pair: &Pair<'_>, term: &str) -> Diagnostic {
    let what = format!("has lost `{term}`, which stays as it is in every language");
    let diagnostic = pair.error(Rule::DoNotTranslate, &what);
    match near_miss(&pair.printed, term) {
        Some(range) => {
            let written = pair.printed.text().get(range.clone()).unwrap_or_default();
            let help = if is_disguised(written) {
                format!("write `{term}` in Latin letters; these are of another script and look the same")
            } else {
                format!(
                    "write `{term}`, letter for letter; an ending may follow after a hyphen or an apostrophe"
                )
            };
            diagnostic.at_with(pair.place(range), "this is meant").help(help)
        }
        None => diagnostic
            .at_with(pair.text.place().clone(), "the translation")
            .help(format!("write `{term}`; an ending may follow after a hyphen or an apostrophe")),
    }
}

/// The occurrences of the terms, each with its own letters; the longest term first, so that none is found
/// inside another.
pub(super) fn find<'a>(printed: &Printed, lang: Lang, terms: &[&'a str]) -> Vec<Kept<'a>> {
    let letters = Letters::plain(printed.text());
    let mut terms: Vec<&str> = terms.iter().copied().filter(|term| !term.trim().is_empty()).collect();
    terms.sort_by_key(|term| std::cmp::Reverse(term.len()));
    let mut found: Vec<Kept<'_>> = Vec::new();
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for term in terms {
        let wanted = Letters::plain(term);
        for start in 0..letters.len() {
            let end = start + wanted.len();
            if !letters.has(start, &wanted) || !is_whole(&letters, start, end, lang) {
                continue;
            }
            let range = letters.range(start..end);
            // None of them overlaps another: the last that begins before the end tells.
            let before = taken.range(..range.end).next_back();
            let is_taken = before.is_some_and(|(_, end)| range.start < *end);
            if !is_taken && !printed.is_in_address(range.start) {
                taken.insert(range.start, range.end);
                found.push(Kept { term, range });
            }
        }
    }
    found
}

/// Whether a term is a word of its own, endings and Irish prefixes left aside.
fn is_whole(letters: &Letters, start: usize, end: usize, lang: Lang) -> bool {
    let before = |back: usize| start.checked_sub(back).and_then(|at| letters.get(at));
    let begins = !before(1).is_some_and(is_word)
        || lang.language() == "ga"
            && before(1).is_some_and(|c| matches!(c, 'h' | 'n' | 't'))
            && !before(2).is_some_and(is_word);
    let is_acronym = end.checked_sub(1).and_then(|last| letters.get(last)).is_some_and(char::is_uppercase);
    let rest: Vec<char> =
        (end..letters.len()).map_while(|at| letters.get(at)).take_while(|c| is_word(*c)).collect();
    let ends = rest.is_empty()
        || rest == ['s']
        || is_acronym && rest.len() <= LONGEST_ENDING && rest.iter().all(|c| c.is_lowercase());
    begins && ends
}

/// What may be meant by a term: the same letters in other cases or scripts, with or without hyphens.
fn near_miss(printed: &Printed, term: &str) -> Option<Range<usize>> {
    let skeleton = |c: char| latin_twin(c).unwrap_or(c).to_lowercase().next().filter(|c| is_word(*c));
    let wanted: Vec<char> = term.chars().filter_map(skeleton).collect();
    let text: Vec<(usize, char)> = printed.chars().filter_map(|(at, c)| Some((at, skeleton(c)?))).collect();
    let starts_word = |at: usize| !printed.char_before(at).is_some_and(is_word);
    text.windows(wanted.len().max(1)).find_map(|window| {
        let same = window.iter().map(|(_, c)| *c).eq(wanted.iter().copied());
        let ((start, _), (last, _)) = (window.first()?, window.last()?);
        let end = last + printed.char_after(*last)?.len_utf8();
        let ends_word = !printed.char_after(end).is_some_and(is_word);
        // Letters that are spread over a sentence are not meant.
        let is_near = end - start <= 2 * term.len() + 4;
        (same && is_near && starts_word(*start) && ends_word).then_some(*start..end)
    })
}
