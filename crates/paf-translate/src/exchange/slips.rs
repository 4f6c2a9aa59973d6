//! What goes wrong on the way through translators' programs, and reads like a text nevertheless.

use std::ops::Range;

use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_model::Text;

/// Warns of sentences that were joined without a space, of tags that are typed as words, and of
/// paragraphs in a text that is printed as one.
pub fn slips(text: &Text, source: &Text, diagnostics: &mut Diagnostics) {
    let (words, original) = (text.written.text(), source.written.text());
    let key = &source.key;
    let mut warn = |rule, message: String, range: Range<usize>, help: &str| {
        let said = Diagnostic::warning(rule, message).at(text.written.place_of(range));
        diagnostics.push(said.also(source.place().clone(), "the source").help(help));
    };
    if joined(original).is_none()
        && let Some(range) = joined(words)
    {
        warn(
            Rule::Spacing,
            format!("two sentences of the translation of `{key}` touch: `{}`", &words[range.clone()]),
            range,
            "put a space between them; some programs lose it where they join segments",
        );
    }
    if typed_tag(original).is_none()
        && let Some(range) = typed_tag(words)
    {
        warn(
            Rule::MarkMismatch,
            format!(
                "`{}` is typed as words in the translation of `{key}` and will be printed",
                &words[range.clone()]
            ),
            range,
            "insert the code of the source text at its place, or delete it",
        );
    }
    if !original.contains('\n')
        && let Some(at) = words.trim_end().find('\n')
    {
        warn(
            Rule::Spacing,
            format!("the translation of `{key}` is broken into lines, and its source is not"),
            at..at + 1,
            "write it in one paragraph; it is printed as one",
        );
    }
}

/// Where a sentence begins right after the end of another: a small letter, the end, a capital and a
/// small letter.
fn joined(text: &str) -> Option<Range<usize>> {
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let is_address = |at: usize| {
        let start = text[..at].rfind(char::is_whitespace).map_or(0, |space| space + 1);
        let word = text[start..].split_whitespace().next().unwrap_or_default();
        word.contains("://") || word.contains('@') || word.contains("www.")
    };
    letters.windows(4).find_map(|window| {
        let [(start, before), (at, end), (_, capital), (last, after)] = window else { return None };
        let is_end = matches!(end, '.' | '!' | '?' | '…');
        (before.is_lowercase()
            && is_end
            && capital.is_uppercase()
            && after.is_lowercase()
            && !is_address(*at))
        .then(|| *start..last + after.len_utf8())
    })
}

/// Where a tag or a character's name stands that only a program should see: `<b>`, `</g>`,
/// `<x id="1"/>`, `&nbsp;`, `{1>`, `<1}`.
fn typed_tag(text: &str) -> Option<Range<usize>> {
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()) && name.len() < 12;
    let tag = text.match_indices('<').find_map(|(at, _)| {
        let inner = &text[at + 1..at + text[at..].find('>')?];
        let name = inner.trim_start_matches('/').trim_end_matches('/');
        let name = name.split_whitespace().next()?;
        (is_name(name) && !inner.contains('<') && !inner.starts_with(' ')).then(|| at..at + inner.len() + 2)
    });
    let entity = || {
        text.match_indices('&').find_map(|(at, _)| {
            let name = &text[at + 1..at + text[at..].find(';')?];
            is_name(name.strip_prefix('#').unwrap_or(name)).then(|| at..at + name.len() + 2)
        })
    };
    tag.or_else(entity)
}
