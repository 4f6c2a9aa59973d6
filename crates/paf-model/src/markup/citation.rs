//! Reads `[@key]`, with several works and with places in them.

use std::ops::Range;

use super::{Cited, Inline, Locator};

/// The longest place in a work, in bytes.
const LONGEST: usize = 80;

/// The citation that a text begins with, which begins at `at`, and its length.
pub(super) fn read(rest: &str, at: usize) -> Option<(Inline, usize)> {
    // No citation has a bracket in it: what comes before the next one is looked at once.
    let close = rest.get(1..)?.find(['[', ']'])? + 1;
    let inner = rest.get(1..close).filter(|_| rest[close..].starts_with(']'))?;
    if !inner.trim_start().starts_with('@') {
        return None;
    }
    let works: Option<Vec<Cited>> = parts(inner).into_iter().map(|part| work(inner, part, at + 1)).collect();
    Some((Inline::Citation(works?), close + 1))
}

/// The works of a citation: parted by semicolons, or by a comma before the sign of the next.
fn parts(inner: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, sign) in inner.match_indices([';', ',']) {
        let behind = inner.get(at + 1..).unwrap_or_default();
        if sign == ";" || behind.trim_start().starts_with('@') {
            parts.push(start..at);
            start = at + 1;
        }
    }
    parts.push(start..inner.len());
    parts
}

/// One work; `base` is where `inner` begins in the text.
fn work(inner: &str, part: Range<usize>, base: usize) -> Option<Cited> {
    let part = trimmed(inner, part);
    let start = part.start + 1;
    let named = inner.get(part.clone())?.strip_prefix('@')?;
    let len = named.find(|c: char| !c.is_alphanumeric() && !"-_.:".contains(c)).unwrap_or(named.len());
    let key = named.get(..len).filter(|key| !key.is_empty())?;
    let behind = named.get(len..)?;
    let range = base + start..base + start + len;
    if behind.is_empty() {
        return Some(Cited { key: key.to_owned(), range, locator: None });
    }
    let spaced = behind.trim_start();
    let place = spaced.strip_prefix(',').or_else(|| (spaced.len() < behind.len()).then_some(spaced))?;
    let place = trimmed(inner, part.end - place.len()..part.end);
    let text = inner.get(place.clone())?.split_whitespace().collect::<Vec<_>>().join(" ");
    let locator = Locator { text, range: base + place.start..base + place.end };
    locator.is_one().then(|| Cited { key: key.to_owned(), range, locator: Some(locator) })
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let start = range.start + part.len() - part.trim_start().len();
    start..start.max(range.start + part.trim_end().len())
}

impl Locator {
    /// Whether the words name a place: they have a figure, or end with a Roman one.
    fn is_one(&self) -> bool {
        let last = self.text.rsplit([' ', '–', '-']).next().unwrap_or_default();
        let is_roman = !last.is_empty() && last.chars().all(|c| "ivxlcIVXLC".contains(c));
        let has_words_before = self.text.contains(' ');
        self.text.len() <= LONGEST
            && !self.text.contains(['@', '{', '}', '*'])
            && (self.text.contains(char::is_numeric) || is_roman && has_words_before)
    }

    /// The figures of the place, which are those of every language.
    pub(super) fn figures(&self) -> String {
        let figures: Vec<String> = self
            .text
            .split(|c: char| !c.is_numeric())
            .filter(|run| !run.is_empty())
            .map(|run| run.chars().map(as_ascii).collect())
            .collect();
        match figures.is_empty() {
            true => self.text.rsplit(' ').next().unwrap_or_default().to_lowercase(),
            false => figures.join(" "),
        }
    }
}

/// The figures of Arabic as those of Europe.
fn as_ascii(c: char) -> char {
    let zero = match c {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        _ => return c,
    };
    char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
}
