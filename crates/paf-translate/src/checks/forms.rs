//! Finds the forms of words in a text, with what languages do to their beginnings and endings.

use std::ops::Range;

use paf_locale::Lang;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Languages that join words: a word may stand inside another.
const JOINING: [&str; 10] = ["da", "de", "et", "fi", "hu", "is", "nb", "nl", "nn", "sv"];

/// The fewest letters that are looked for inside a word; fewer are there by chance.
const LEAST_INSIDE: usize = 4;

/// A text letter by letter as words are compared, each letter with its place.
pub(super) struct Letters {
    chars: Vec<char>,
    places: Vec<Range<usize>>,
}

impl Letters {
    /// With all spaces and all hyphens alike.
    pub(super) fn plain(text: &str) -> Self {
        Self::folded(text, |c, push| push(c))
    }

    /// In lower case, letters taken apart from their accents, as the language compares words.
    pub(super) fn of_words(text: &str, lang: Lang) -> Self {
        Self::folded(text, |c, push| fold(c, lang, push))
    }

    fn folded(text: &str, fold: impl Fn(char, &mut dyn FnMut(char))) -> Self {
        let mut letters = Self { chars: Vec::new(), places: Vec::new() };
        for (at, c) in text.char_indices() {
            let place = at..at + c.len_utf8();
            let c = match c {
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => continue,
                '\u{2010}' | '\u{2011}' => '-',
                '\'' | '\u{2bc}' | '\u{2018}' => '\u{2019}',
                _ if c.is_whitespace() => ' ',
                _ => c,
            };
            if c == ' ' && letters.chars.last() == Some(&' ') {
                continue;
            }
            fold(c, &mut |c| {
                letters.chars.push(c);
                letters.places.push(place.clone());
            });
        }
        letters
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// Whether the letters of `other` stand at `start`.
    pub(super) fn has(&self, start: usize, other: &Self) -> bool {
        !other.chars.is_empty() && self.chars.get(start..start + other.len()) == Some(&other.chars)
    }

    /// Where the letters of a range stand in the text.
    pub(super) fn range(&self, letters: Range<usize>) -> Range<usize> {
        let start = self.places.get(letters.start).map_or(0, |place| place.start);
        let last = letters.end.checked_sub(1).and_then(|last| self.places.get(last));
        start..last.map_or(start, |place| place.end)
    }

    fn is_word_at(&self, at: usize) -> bool {
        self.get(at).is_some_and(is_word)
    }

    fn starts_word(&self, at: usize) -> bool {
        !at.checked_sub(1).is_some_and(|before| self.is_word_at(before))
    }
}

/// Whether a character is part of a word.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn fold(c: char, lang: Lang, push: &mut dyn FnMut(char)) {
    match (lang.language(), c) {
        ("tr", 'I') => push('ı'),
        ("tr", 'İ') => push('i'),
        ("el", _) => decompose_canonical(c, |c| {
            // The accent moves when a word is inflected, and capitals have none.
            if !matches!(c, '\u{300}' | '\u{301}' | '\u{308}') {
                c.to_lowercase().for_each(|c| push(if c == 'ς' { 'σ' } else { c }));
            }
        }),
        _ => decompose_canonical(c, |c| c.to_lowercase().for_each(&mut *push)),
    }
}

/// A form of a termbase: words in which `*` stands for any ending.
pub(super) struct Pattern {
    chars: Vec<char>,
    lang: Lang,
    joins: bool,
}

impl Pattern {
    pub(super) fn new(form: &str, lang: Lang) -> Self {
        let chars = Letters::of_words(form.trim(), lang).chars;
        let first_word = chars.iter().take_while(|c| is_word(**c)).count();
        let joins = JOINING.contains(&lang.language()) && first_word >= LEAST_INSIDE;
        Self { chars, lang, joins }
    }

    /// Every place where the form stands; a place is found once.
    pub(super) fn find(&self, letters: &Letters) -> Vec<Range<usize>> {
        let starts = |at: &usize| {
            letters.is_word_at(*at)
                && (letters.starts_word(*at) || self.joins || self.chars.first() == Some(&'*'))
        };
        let mut found: Vec<Range<usize>> = Vec::new();
        for start in (0..letters.len()).filter(starts) {
            let is_new = found.last().is_none_or(|last| start >= last.end);
            if let Some(end) = self.match_at(letters, start, 0).filter(|_| is_new) {
                found.push(start..end);
            }
        }
        found.into_iter().map(|range| letters.range(range)).collect()
    }

    /// Where a match ends of which the part from `index` on begins at `at`.
    fn match_at(&self, letters: &Letters, at: usize, index: usize) -> Option<usize> {
        let Some(wanted) = self.chars.get(index) else {
            return (self.chars.last() == Some(&'*') || !letters.is_word_at(at)).then_some(at);
        };
        if *wanted == '*' {
            let longest = (at..letters.len()).take_while(|at| letters.is_word_at(*at)).count();
            return (0..=longest).rev().find_map(|length| self.match_at(letters, at + length, index + 1));
        }
        let begins_word =
            index.checked_sub(1).is_none_or(|before| !self.chars.get(before).copied().is_some_and(is_word));
        if begins_word && self.lang.language() == "ga" {
            return self.match_irish(letters, at, index);
        }
        (letters.get(at) == Some(*wanted)).then(|| self.match_at(letters, at + 1, index + 1))?
    }

    /// The same at the beginning of an Irish word, which may be mutated: `n-imdhíonacht`, `bhfíoras`, `chill`.
    fn match_irish(&self, letters: &Letters, at: usize, index: usize) -> Option<usize> {
        let wanted = *self.chars.get(index)?;
        mutations(wanted).iter().find_map(|prefix| {
            let after = at + prefix.chars().count();
            let is_prefixed = prefix.chars().enumerate().all(|(step, c)| letters.get(at + step) == Some(c));
            if !is_prefixed || letters.get(after) != Some(wanted) {
                return None;
            }
            let lenited = letters.get(after + 1) == Some('h') && "bcdfgmpst".contains(wanted);
            let plain = self.match_at(letters, after + 1, index + 1);
            plain.or_else(|| lenited.then(|| self.match_at(letters, after + 2, index + 1))?)
        })
    }
}

/// What Irish puts before a word that begins with a letter.
fn mutations(first: char) -> &'static [&'static str] {
    match first {
        'a' | 'e' | 'i' | 'o' | 'u' => &["", "h", "n-", "n", "t-", "t", "h-"],
        'b' => &["", "m"],
        'c' => &["", "g"],
        'd' | 'g' => &["", "n"],
        'f' => &["", "bh"],
        'p' => &["", "b"],
        's' => &["", "t"],
        't' => &["", "d"],
        _ => &[""],
    }
}
