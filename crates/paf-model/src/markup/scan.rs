//! Goes through a text once and tells its marks from its words.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::near::{self, Meant, Near, Spot};
use super::pairs::Pairs;
use super::reference::{Referent, Slot};
use super::resolve::resolve;
use super::token::{Between, Problems, Token};
use super::{DEEPEST, Inline, MarkProblem, citation, count};

/// The tree of a text, and what is doubtful about its marks.
pub(super) fn scan(text: &str) -> (Vec<Inline>, Vec<MarkProblem>) {
    let mut scanner = Scanner {
        text,
        pairs: Pairs::of(text),
        problems: Problems::default(),
        told_until: 0,
        in_reference: false,
    };
    let (inlines, _) = scanner.inlines(0..text.len(), DEEPEST);
    (inlines, scanner.problems.found)
}

struct Scanner<'a> {
    text: &'a str,
    pairs: Pairs,
    problems: Problems,
    /// The end of what has been told to be nearly a mark: what stands in it is not told again.
    told_until: usize,
    /// Whether these are the words of a reference, in which its number and title are filled in.
    in_reference: bool,
}

impl Scanner<'_> {
    /// The marks and words of a range, which may stand `room` deep within each other, and how deep they do.
    fn inlines(&mut self, range: Range<usize>, room: usize) -> (Vec<Inline>, usize) {
        let tokens = self.tokens(range, room);
        resolve(tokens, room, &mut self.problems)
    }

    fn tokens(&mut self, range: Range<usize>, room: usize) -> Vec<Token> {
        let text = self.text;
        let mut tokens = Vec::new();
        let mut words = String::new();
        let mut start = range.start;
        let mut at = range.start;
        while at < range.end {
            let rest = &text[at..range.end];
            if let Some((token, len)) = self.mark(at, &range, room) {
                flush(&mut tokens, &mut words, start..at);
                tokens.push(token);
                at += len;
                start = at;
            } else if is_escape(rest) {
                // The range of words may not contain what is not printed, or offsets would drift.
                flush(&mut tokens, &mut words, start..at);
                start = at + 1;
                words.push_str(&rest[1..2]);
                at += 2;
            } else {
                self.nearly(at, &range, room);
                let c = rest.chars().next().map_or(1, char::len_utf8);
                words.push_str(&rest[..c]);
                at += c;
            }
        }
        flush(&mut tokens, &mut words, start..at);
        tokens
    }

    /// The mark that begins at `at`, with its length.
    fn mark(&mut self, at: usize, range: &Range<usize>, room: usize) -> Option<(Token, usize)> {
        let rest = &self.text[at..range.end];
        match rest.as_bytes()[0] {
            b'*' => {
                let len = rest.len() - rest.trim_start_matches('*').len();
                self.tell(near::stars(self.text, &(at..at + len), range.end));
                Some((stars(self.text, range, at..at + len), len))
            }
            b'[' => match citation::read(rest, at) {
                Some((citation, len)) => Some((Token::Done(citation, 0), len)),
                None => self.link(at, range.end, room),
            },
            b'{' => self.braces(rest, at).map(|(inline, len)| (Token::Done(inline, 0), len)),
            _ => None,
        }
    }

    fn braces(&self, rest: &str, at: usize) -> Option<(Inline, usize)> {
        if let Some((count, len)) = count::read(rest, at) {
            return Some((Inline::Count(count), len));
        }
        let (inline, len) = placeholder(rest, at)?;
        let slot = match &inline {
            Inline::Placeholder { name, .. } if self.in_reference => Slot::named(name),
            _ => None,
        };
        Some((slot.map_or(inline, |slot| Inline::Slot { slot, range: at..at + len }), len))
    }

    /// Tells of what is nearly a mark.
    fn nearly(&mut self, at: usize, range: &Range<usize>, room: usize) {
        if at >= self.told_until {
            let in_link = room < DEEPEST;
            self.tell(near::find(Spot { text: self.text, pairs: &self.pairs, at, end: range.end, in_link }));
        }
    }

    fn tell(&mut self, near: Option<near::Near>) {
        if let Some(near) = near.filter(|near| near.range.start >= self.told_until) {
            self.told_until = near.range.end;
            self.problems.push(MarkProblem::Near(near));
        }
    }

    fn link(&mut self, at: usize, end: usize, room: usize) -> Option<(Token, usize)> {
        let close = self.pairs.square(at)?;
        let opens = self.text.get(close + 1..end)?.starts_with('(');
        let target_end = self.pairs.round(close + 1).filter(|target| opens && *target < end)?;
        let start = close + 2;
        let target = self.text.get(start..target_end)?;
        let id = target.strip_prefix("term:");
        // Whether it is a link at all is asked first: its words are gone through once, or not at all.
        let words = self.text.get(at + 1..close)?;
        let referent = Referent::of(target);
        let is_target = id.is_some() || referent.is_some() || is_address(target);
        if words.trim_matches(is_unseen).is_empty() || !is_target {
            return None;
        }
        if room == 0 {
            self.problems.too_deep(at..at + 1);
            return None;
        }
        if let Some(right) = near::flaw(target) {
            let right = right.map(|right| format!("[{words}]({right})"));
            self.problems.push(MarkProblem::Near(Near {
                range: start..target_end,
                meant: Meant::Target,
                right,
            }));
        }
        let around = self.in_reference;
        self.in_reference |= referent.is_some();
        let (body, depth) = self.inlines(at + 1..close, room - 1);
        self.in_reference = around;
        let inline = match (id, referent) {
            (Some(id), _) => {
                Inline::Term { id: id.to_owned(), range: start + "term:".len()..target_end, body }
            }
            (None, Some((to, id))) => {
                Inline::Reference { to, id: id.to_owned(), range: target_end - id.len()..target_end, body }
            }
            (None, None) => Inline::Link { url: target.to_owned(), range: start..target_end, body },
        };
        Some((Token::Done(inline, depth + 1), target_end + 1 - at))
    }
}

fn flush(tokens: &mut Vec<Token>, words: &mut String, range: Range<usize>) {
    if !words.is_empty() {
        tokens.push(Token::Done(Inline::Words { text: std::mem::take(words), range }, 0));
    }
}

/// Stars open before a visible character and close after one (CommonMark 0.31, 6.2, without its
/// rules for punctuation, which surprise people who do not program). None opens behind a letter or a
/// digit: `2*3*4` is a product. One may close before a letter, as suffixes follow a word.
fn stars(text: &str, within: &Range<usize>, range: Range<usize>) -> Token {
    let before = text[within.start..range.start].chars().next_back();
    let after = text[range.end..within.end].chars().next();
    let visible = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    // A letter is one with its accent, however the two are written.
    let letter = text[within.start..range.start].chars().rev().find(|c| !is_combining_mark(*c));
    let wordy = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_of_unspaced_script(c));
    let is_number = |c: Option<char>| c.is_some_and(char::is_numeric);
    // `/*` and `*/` come from programs, `(*)` is a sign: neither is meant as emphasis.
    let of_program = before == Some('/') || after == Some('/');
    let plausible = range.len() <= 2 && !of_program;
    let in_word = wordy(letter) && wordy(after);
    let is_factor = in_word && is_number(after);
    Token::Stars {
        opens: plausible && visible(after) && !wordy(letter) && !matches!(after, Some(')' | ']')),
        closes: plausible && visible(before) && !is_factor && !matches!(before, Some('(' | '[')),
        between: match in_word {
            true if is_number(letter) || is_number(after) => Between::Factors,
            true => Between::Letters,
            false => Between::Others,
        },
        range,
    }
}

/// Whether words of the letter's script stand without spaces between them, so that emphasis has to
/// begin behind a letter: Thai to Khmer, and those of China and Japan.
fn is_of_unspaced_script(c: char) -> bool {
    matches!(
        c,
        '\u{0e00}'..='\u{0eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3005}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// Whether a backslash takes its meaning from the sign behind it.
fn is_escape(rest: &str) -> bool {
    let sign = rest.strip_prefix('\\');
    sign.is_some_and(|sign| sign.starts_with(['*', '[']) || is_brace(sign))
}

/// Whether a text begins with a brace that is a mark.
pub(super) fn is_brace(text: &str) -> bool {
    placeholder(text, 0).is_some() || count::read(text, 0).is_some()
}

/// What prints nothing that a reader could see.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn is_address(target: &str) -> bool {
    ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| target.starts_with(scheme))
}

/// `{name}` at the beginning of a text, and its length.
pub(super) fn placeholder(rest: &str, at: usize) -> Option<(Inline, usize)> {
    let inner = rest.strip_prefix('{')?;
    let len = inner.find(|c: char| !c.is_ascii_lowercase() && c != '-')?;
    let name = inner.get(..len).filter(|name| !name.is_empty())?;
    let range = at..at + len + 2;
    inner[len..].starts_with('}').then(|| (Inline::Placeholder { name: name.to_owned(), range }, len + 2))
}
