//! Inline marks as the numbered codes that translators' programs show, and codes as marks again.

mod mark;
mod read;
mod report;
mod tree;

use std::collections::{BTreeMap, VecDeque};

use paf_model::Text;
use paf_model::markup::{self, Inline};
use paf_model::text::TextKind;

pub(super) use mark::{Description, Mark};
pub(super) use read::{Found, FoundCode, Target, read_source, read_target, words};

/// What each number stands for. In a source text the marks are numbered in the order in which they
/// begin, from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Codes(BTreeMap<usize, Mark>);

/// A piece of a text that goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words between two codes.
    Words(String),
    /// The beginning of a code that encloses words.
    Open(usize, Mark),
    /// The end of the code that began last.
    Close,
    /// A code that stands for itself.
    Single(usize, Mark),
}

impl Codes {
    /// The codes of a source text.
    pub(super) fn of(text: &Text) -> Self {
        let coded = |piece| match piece {
            Piece::Open(number, mark) | Piece::Single(number, mark) => Some((number, mark)),
            Piece::Words(_) | Piece::Close => None,
        };
        Self(Self::default().of_text(text).into_iter().filter_map(coded).collect())
    }

    /// A text in pieces. One of words alone goes out as it is written.
    pub(super) fn of_text(&self, text: &Text) -> Vec<Piece> {
        match text.kind {
            TextKind::Plain => vec![Piece::Words(text.written.text().to_owned())],
            TextKind::Rich => self.pieces(&text.inlines),
        }
    }

    /// A text in pieces. A mark gets the number of the first mark of the source that is the same and
    /// has no other counterpart yet; what the source lacks is numbered on from there.
    pub(super) fn pieces(&self, inlines: &[Inline]) -> Vec<Piece> {
        let mut free: BTreeMap<&Mark, VecDeque<usize>> = BTreeMap::new();
        for (number, mark) in &self.0 {
            free.entry(mark).or_default().push_back(*number);
        }
        let mut pieces =
            Pieces { free, next: self.0.keys().next_back().map_or(1, |last| last + 1), done: Vec::new() };
        pieces.add(inlines);
        pieces.done
    }

    fn get(&self, number: usize) -> Option<&Mark> {
        self.0.get(&number)
    }
}

/// A text on its way into pieces.
struct Pieces<'a> {
    /// The numbers of the source's marks that have no counterpart yet.
    free: BTreeMap<&'a Mark, VecDeque<usize>>,
    next: usize,
    done: Vec<Piece>,
}

impl Pieces<'_> {
    fn add(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            let Some(mark) = Mark::of(inline) else {
                self.words(inline);
                continue;
            };
            let number = self.number(&mark);
            let Some(body) = inline.body() else {
                self.done.push(Piece::Single(number, mark));
                continue;
            };
            self.done.push(Piece::Open(number, mark));
            self.add(body);
            self.done.push(Piece::Close);
        }
    }

    /// The parser splits words at an escape; here they are one. So are the words that a number chooses from, which
    /// the translator writes anew: another language has more of them, or fewer.
    fn words(&mut self, inline: &Inline) {
        let text = match inline {
            Inline::Words { text, .. } => markup::without_forms(text),
            Inline::Count(count) => count.written(),
            _ => return,
        };
        match self.done.last_mut() {
            Some(Piece::Words(words)) => words.push_str(&text),
            _ if text.is_empty() => {}
            _ => self.done.push(Piece::Words(text)),
        }
    }

    fn number(&mut self, mark: &Mark) -> usize {
        if let Some(number) = self.free.get_mut(mark).and_then(VecDeque::pop_front) {
            return number;
        }
        self.next += 1;
        self.next - 1
    }
}
