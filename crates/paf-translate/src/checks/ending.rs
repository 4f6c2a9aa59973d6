//! Whether a translation ends with the same kind of mark as its source.

use paf_diag::{Diagnostics, Rule};
use paf_locale::{Lang, sentence_marks};
use paf_model::wording::{CITATION, PLACEHOLDER};

use super::Pair;

/// What a text ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Nothing,
    Stop,
    Question,
    Exclamation,
    Colon,
    Semicolon,
    Comma,
    Ellipsis,
}

impl Ending {
    fn name(self) -> &'static str {
        match self {
            Self::Nothing => "no mark",
            Self::Stop => "a full stop",
            Self::Question => "a question mark",
            Self::Exclamation => "an exclamation mark",
            Self::Colon => "a colon",
            Self::Semicolon => "a semicolon",
            Self::Comma => "a comma",
            Self::Ellipsis => "an ellipsis",
        }
    }

    fn mark(self, lang: Lang) -> Option<char> {
        let own = sentence_marks(lang);
        Some(match self {
            Self::Nothing => return None,
            Self::Stop => '.',
            Self::Question => own.question,
            Self::Exclamation => '!',
            Self::Colon => ':',
            Self::Semicolon => own.semicolon,
            Self::Comma => own.comma,
            Self::Ellipsis => '…',
        })
    }
}

pub(super) fn check(pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    let (text, source) = (pair.printed.text(), pair.original.text());
    let (have, want) = (endings(text, pair.lang()), endings(source, pair.source.lang));
    if have.iter().any(|ending| want.contains(ending)) {
        return;
    }
    let ([have, ..], [want, ..]) = (have, want);
    let is_abbreviated = |text: &str| ends_with_abbreviation(self::body(text, false));
    let is_stop_of_word = match (have, want) {
        (Ending::Stop, Ending::Nothing) => is_abbreviated(text) || are_short_words(text, source),
        (Ending::Nothing, Ending::Stop) => is_abbreviated(source) || are_short_words(source, text),
        _ => false,
    };
    if is_stop_of_word {
        return;
    }
    let body = body(text, false);
    let (last, end) = (last_word(body), body.len());
    let help = match want.mark(pair.lang()) {
        Some(mark) => format!("end it with `{mark}`"),
        None => format!("remove the `{}` at the end", text.get(last..end).unwrap_or_default()),
    };
    let what = format!("ends with {}, and its source with {}", have.name(), want.name());
    diagnostics.push(
        pair.warning(Rule::EndPunctuation, &what)
            .at_with(pair.place(last..end), "the translation ends here")
            .also(pair.source.place().clone(), "the source")
            .help(help),
    );
}

/// Where the mark at the end begins, or else the last word.
fn last_word(body: &str) -> usize {
    let is_word = |c: char| c.is_alphanumeric() || c == PLACEHOLDER;
    match body.char_indices().next_back() {
        Some((at, c)) if !is_word(c) => at,
        _ => body.rfind(|c: char| !is_word(c)).map_or(0, |at| at + body.get(at..).map_or(0, first_length)),
    }
}

fn first_length(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// What a text ends with, brackets at its end taken for a part of it and not.
fn endings(text: &str, lang: Lang) -> [Ending; 2] {
    [false, true].map(|through_brackets| ending(body(text, through_brackets), lang))
}

/// A text without what may follow its last mark: citations, closing quotation marks and brackets.
fn body(text: &str, through_brackets: bool) -> &str {
    text.trim_end_matches(|c: char| {
        c.is_whitespace()
            || c == CITATION
            || matches!(c, '"' | '\'' | '‘' | '’' | '“' | '”' | '«' | '»' | '‹' | '›')
            || through_brackets && matches!(c, ')' | ']')
    })
}

fn ending(body: &str, lang: Lang) -> Ending {
    let Some(last) = body.chars().next_back() else { return Ending::Nothing };
    let own = sentence_marks(lang);
    match last {
        '…' => Ending::Ellipsis,
        '.' if body.ends_with("..") => Ending::Ellipsis,
        c if c == own.question => Ending::Question,
        c if c == own.semicolon => Ending::Semicolon,
        c if c == own.comma => Ending::Comma,
        '.' | '。' | '．' => Ending::Stop,
        '!' | '！' => Ending::Exclamation,
        // U+037E is the Greek question mark, which another check asks to be written as a semicolon.
        '?' | '？' | '؟' | '\u{37e}' => Ending::Question,
        ':' | '：' => Ending::Colon,
        ';' | '；' | '؛' | '\u{387}' => Ending::Semicolon,
        ',' | '，' | '،' => Ending::Comma,
        _ => Ending::Nothing,
    }
}

/// `Nov` may be abbreviated in one language and not in another.
fn are_short_words(abbreviated: &str, other: &str) -> bool {
    const LONGEST: usize = 5;
    let is_word = |text: &str| text.split_whitespace().count() == 1;
    is_word(abbreviated) && is_word(other) && abbreviated.trim_matches('.').chars().count() <= LONGEST
}

/// Whether the last full stop belongs to a word: an ordinal (`do 2032.`), a year (`2032 г.`), `etc.`, `e.g.`
fn ends_with_abbreviation(text: &str) -> bool {
    const KNOWN: [&str; 7] = ["etc", "al", "Inc", "Ltd", "Co", "usw", "itd"];
    const VOWELS: &str = "aeiouyαειουηωаеиоуъюяії";
    let mut words = text.trim_end_matches('.').split_whitespace().rev();
    let last = words.next().unwrap_or_default().trim_start_matches(|c: char| !c.is_alphanumeric());
    let before = words.next().unwrap_or_default();
    let has_digit = |word: &str| word.chars().any(char::is_numeric);
    let letters = last.chars().count();
    let has_vowel = last.to_lowercase().chars().any(|c| VOWELS.contains(c));
    last.ends_with(char::is_numeric)
        || letters <= 4 && has_digit(before)
        || (1..=3).contains(&letters) && !has_vowel
        || last.contains('.')
        || KNOWN.contains(&last)
}
