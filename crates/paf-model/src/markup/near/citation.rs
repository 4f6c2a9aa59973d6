//! Citations that are written otherwise than `[@key]`.

use super::target::is_unseen;
use super::{Meant, Near, Spot};

/// The key that a text begins with.
pub(super) fn key(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.' | ':'))
        .unwrap_or(text.len());
    text.get(..end).unwrap_or_default().trim_end_matches(['.', ':', '-'])
}

/// What stands in a pair of brackets of `len` bytes, and cites something.
pub(super) fn within(spot: Spot<'_>, body: &str, len: usize) -> Option<Near> {
    if matches!(body.trim(), "@" | "＠") {
        return spot.near(len, Meant::Citation, None);
    }
    let keys = keys(body)?;
    spot.near(len, Meant::Citation, format!("[{}]", keys.join("; ")))
}

/// `{@a}`, `(@a; @b)`: brackets of another kind.
pub(super) fn in_brackets(spot: Spot<'_>, open: char, close: char) -> Option<Near> {
    let inner = spot.rest().strip_prefix(open)?;
    if !inner.trim_start().starts_with(['@', '＠']) {
        return None;
    }
    let end = inner.find([close, '\n', '[']).filter(|end| inner[*end..].starts_with(close))?;
    let body = inner.get(..end)?;
    within(spot, body, open.len_utf8() + end + close.len_utf8())
}

/// `@[a]`, `@{a}`, `@a]`
pub(super) fn outside(spot: Spot<'_>) -> Option<Near> {
    let sign = spot.rest().chars().next()?.len_utf8();
    let behind = spot.rest().get(sign..)?;
    if !spot.begins_word() {
        return None;
    }
    let opens = usize::from(behind.starts_with(['[', '{']));
    let key = key(behind.get(opens..)?);
    let closes = behind.get(opens + key.len()..)?.starts_with([']', '}']);
    let is_near = !key.is_empty() && closes && (opens == 1 || spot.before() != Some('['));
    is_near.then(|| spot.near(sign + opens + key.len() + 1, Meant::Citation, format!("[@{key}]")))?
}

/// The works that are cited in a bracket, with the places in them, as they are written.
fn keys(body: &str) -> Option<Vec<String>> {
    let body: String = body.chars().filter(|c| *c == ' ' || c.is_whitespace() || !is_unseen(*c)).collect();
    let signs = body.char_indices().filter(|(_, c)| matches!(c, '@' | '＠'));
    let is_mail = |at: usize| body[..at].chars().next_back().is_some_and(char::is_alphanumeric);
    let signs: Vec<usize> = signs.map(|(at, _)| at).collect();
    if signs.is_empty() || signs.iter().any(|at| is_mail(*at)) {
        return None;
    }
    let mut keys: Vec<String> = Vec::new();
    for part in body.split([';', ',', '；', '，', '、', '&']).map(str::trim) {
        let mut named = part.split(['@', '＠']);
        let before = named.next().unwrap_or_default().trim();
        let count = keys.len();
        for cited in named {
            let key = key(cited.trim_start());
            keys.extend((!key.is_empty()).then(|| format!("@{key}")));
        }
        if keys.len() > count || before.is_empty() {
            continue;
        }
        if let Some(last) = keys.last_mut().filter(|_| is_place(before)) {
            last.push_str(", ");
            last.push_str(before);
        } else if count > 0 && key(before) == before {
            // `[@a; b]`: a key that lacks its sign.
            keys.push(format!("@{before}"));
        }
    }
    Some(keys).filter(|keys| !keys.is_empty())
}

/// Whether words are a place in a work: `p. 5`, `7`.
fn is_place(words: &str) -> bool {
    let has_letter = words.contains(char::is_alphabetic);
    words.contains(char::is_numeric) && (!has_letter || words.contains([' ', '.']) && key(words) != words)
}
