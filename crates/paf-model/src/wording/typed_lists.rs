//! Whether a list was typed into a text with its bullets or numbers, which print as words.

use std::ops::Range;

use super::{Check, Finding, Wording};

/// What word processors begin an item with. The last two are how two fonts of theirs write a bullet.
const BULLETS: [char; 15] =
    ['•', '‣', '◦', '▪', '●', '○', '■', '□', '►', '➢', '➤', '✓', '✔', '\u{f0a7}', '\u{f0b7}'];

/// What is an item's sign only where it begins a line: elsewhere it is punctuation.
const DASHES: [char; 5] = ['-', '–', '—', '*', '·'];

/// Languages in which a number with a full stop is an ordinal: `1. Oktober`.
const ORDINALS: [&str; 16] =
    ["bs", "cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "nb", "nn", "pl", "sk", "sl", "sr"];

/// An item that is typed into a text, from its sign on.
struct Item {
    sign: Range<usize>,
    is_numbered: bool,
}

pub(super) fn check(wording: &Wording<'_>, found: &mut Vec<Finding>) {
    let text = wording.printed.text();
    let items = items(wording);
    let Some(first) = items.first() else { return };
    let sign = text.get(first.sign.clone()).unwrap_or_default().trim();
    if items.len() == 1 {
        let what = match is_item(wording) {
            true => format!("begins with `{sign}`, and the list has signs of its own"),
            false => format!("begins with `{sign}`, the sign of an item in a list"),
        };
        let fix = wording.fix(first.sign.clone(), "");
        found.push(
            wording
                .warning(Check::TypedList, &what, first.sign.clone(), "write it without the sign")
                .fixed(fix),
        );
        return;
    }
    let what = "has a list that was typed into it, and prints as a single paragraph";
    let kind = if first.is_numbered { "steps" } else { "list" };
    let help = format!("write a block of kind `{kind}`: `{}`", block(kind, text, &items));
    found.push(wording.warning(Check::TypedList, what, first.sign.clone(), &help));
}

/// Whether the text is an item of a list.
fn is_item(wording: &Wording<'_>) -> bool {
    wording.text.key.as_str().contains(".items.")
}

/// The items that are typed into a text; none if it is prose.
fn items(wording: &Wording<'_>) -> Vec<Item> {
    let text = wording.printed.text();
    let mut items: Vec<Item> = Vec::new();
    let mut next = 1;
    let mut is_blank = true;
    let mut before = None;
    for (at, c) in text.char_indices() {
        let begins_line = is_blank || before == Some('\n');
        let begins_word = begins_line || before.is_some_and(char::is_whitespace);
        is_blank &= matches!(c, ' ' | '\t');
        before = Some(c);
        if !begins_word || c.is_whitespace() {
            continue;
        }
        let rest = wording.printed.after(at);
        let behind = rest.get(c.len_utf8()..).unwrap_or_default();
        let spaces = behind.len() - behind.trim_start().len();
        let has_words = spaces < behind.len();
        let is_dash = DASHES.contains(&c) && begins_line && spaces > 0;
        if has_words && (BULLETS.contains(&c) || is_dash) {
            items.push(Item { sign: at..at + c.len_utf8() + spaces, is_numbered: false });
        } else if let Some((number, length)) = number(rest)
            && (number == next || begins_line)
        {
            items.push(Item { sign: at..at + length, is_numbered: true });
            next = number + 1;
        }
    }
    let Some(first) = items.first() else { return items };
    let lead = text.get(..first.sign.start).unwrap_or_default().trim_end_matches([' ', '\t']);
    let begins = lead.is_empty() || lead.ends_with(['\n', ':']);
    match items.as_slice() {
        // `Brussels • 2014`, or figures in brackets within a sentence.
        _ if !begins => Vec::new(),
        [only] if !lead.is_empty() || only.is_numbered && !(is_item(wording) && is_sure(wording, only)) => {
            Vec::new()
        }
        [first, ..] if !lead.is_empty() && !lead.ends_with('\n') && is_in_brackets(text, first) => Vec::new(),
        _ => items,
    }
}

fn is_in_brackets(text: &str, item: &Item) -> bool {
    text.get(item.sign.clone()).is_some_and(|sign| sign.starts_with('('))
}

/// Whether a number at the beginning is that of an item, and no ordinal.
fn is_sure(wording: &Wording<'_>, item: &Item) -> bool {
    let sign = wording.printed.text().get(item.sign.clone()).unwrap_or_default();
    !sign.trim_end().ends_with('.') || !ORDINALS.contains(&wording.lang().language())
}

/// The number that an item begins with, and its length with its sign and the space behind: `1.`, `2)`, `(3)`.
fn number(text: &str) -> Option<(u32, usize)> {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number = inner.get(..digits).filter(|digits| (1..=2).contains(&digits.len()))?.parse().ok()?;
    let behind = inner.get(digits..)?.strip_prefix(['.', ')'])?;
    let words = behind.trim_start();
    let is_item = words.len() < behind.len() && words.starts_with(char::is_alphabetic);
    is_item.then_some((number, text.len() - words.len()))
}

/// The block to write, with the first items in it.
fn block(kind: &str, text: &str, items: &[Item]) -> String {
    const SHOWN: usize = 3;
    let ends = items.iter().skip(1).map(|item| item.sign.start).chain([text.len()]);
    let words = items.iter().zip(ends).map(|(item, end)| text.get(item.sign.end..end).unwrap_or_default());
    let mut entries: Vec<String> = ('a'..='z')
        .zip(words)
        .take(SHOWN)
        .map(|(id, words)| format!("{id}: \"{}\"", words.trim().replace('"', "\\\"")))
        .collect();
    if items.len() > SHOWN {
        entries.push("…".to_owned());
    }
    format!("{{id: …, kind: {kind}, items: {{{}}}}}", entries.join(", "))
}
