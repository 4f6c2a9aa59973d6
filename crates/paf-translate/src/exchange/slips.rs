//! What goes wrong on the way through translators' programs, and reads like a text nevertheless.

use std::ops::Range;

use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_model::Text;
use paf_model::markup::{Inline, MarkProblem};

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
        && !is_near_mark(words, &range)
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
    if let Some((range, shown)) = typed_braces(words, original) {
        warn(
            Rule::MarkMismatch,
            format!("`{shown}` is typed as words in the translation of `{key}` and will be printed"),
            range,
            "insert the placeholder of the source text at its place, or delete it",
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

/// Where braces are printed that would be a placeholder without the stroke before them, and what is printed; not
/// where the source prints them too.
fn typed_braces<'a>(text: &'a str, original: &str) -> Option<(Range<usize>, &'a str)> {
    text.match_indices("\\{").find_map(|(at, _)| {
        let shown = &text[at + 1..];
        let shown = &shown[..=shown.find('}')?];
        let name = &shown[1..shown.len() - 1];
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        let is_count = || matches!(paf_model::markup::parse(shown).0.as_slice(), [Inline::Count(_)]);
        ((is_name || is_count()) && !original.contains(&format!("\\{shown}")))
            .then_some((at..at + 1 + shown.len(), shown))
    })
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
        let inner = text.get(at + 1..)?;
        let end = inner.find(['<', '>']).filter(|end| inner[*end..].starts_with('>'))?;
        let inner = inner.get(..end)?;
        let name = inner.trim_start_matches('/').trim_end_matches('/');
        let name = name.split_whitespace().next()?;
        (is_name(name) && !inner.starts_with(' ')).then(|| at..at + inner.len() + 2)
    });
    let entity = || {
        text.match_indices('&').find_map(|(at, _)| {
            let name = text.get(at + 1..)?;
            let name = name.get(..name.find(|c: char| !c.is_ascii_alphanumeric() && c != '#')?)?;
            let is_closed = text.get(at + 1 + name.len()..)?.starts_with(';');
            (is_closed && is_name(name.strip_prefix('#').unwrap_or(name))).then(|| at..at + name.len() + 2)
        })
    };
    tag.or_else(entity)
}

/// Whether a text that is read as content tells of these words anyway.
fn is_near_mark(words: &str, range: &Range<usize>) -> bool {
    let is_told = |problem: &MarkProblem| match problem {
        MarkProblem::Near(near) => near.range.start <= range.start && range.end <= near.range.end,
        _ => false,
    };
    paf_model::markup::parse(words).1.iter().any(is_told)
}
