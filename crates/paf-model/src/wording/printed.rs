//! A text as it is printed: marks taken away, and every character still knows where it was written.

use std::ops::Range;

use crate::markup::{CountStyle, Inline, is_address};
use crate::text::Text;

/// Stands for a citation, which prints as a number that is not the translator's.
pub const CITATION: char = '\u{fdd0}';

/// Stands for a value that is filled in later.
pub const PLACEHOLDER: char = '\u{fdd1}';

/// The characters of a text that are printed, in their order.
pub struct Printed {
    text: String,
    pieces: Vec<Piece>,
    /// Web and mail addresses among the words, and tags of HTML, whose quotation marks are theirs.
    addresses: Vec<Range<usize>>,
}

/// A piece of the printed text and the piece of the wording it comes from.
struct Piece {
    printed: Range<usize>,
    written: Range<usize>,
}

impl Printed {
    /// The printed form of a text.
    pub fn of(text: &Text) -> Self {
        let mut printed = Self { text: String::new(), pieces: Vec::new(), addresses: Vec::new() };
        printed.push(&text.inlines);
        printed.addresses = addresses(&printed.text);
        printed
    }

    /// All of it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text from `from` on.
    pub fn after(&self, from: usize) -> &str {
        self.text.get(from..).unwrap_or_default()
    }

    /// The character that ends at `at`.
    pub fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// The character that begins at `at`.
    pub fn char_after(&self, at: usize) -> Option<char> {
        self.after(at).chars().next()
    }

    /// Whether the character at `at` is part of a web or mail address.
    pub fn is_in_address(&self, at: usize) -> bool {
        let behind = self.addresses.partition_point(|range| range.end <= at);
        self.addresses.get(behind).is_some_and(|range| range.contains(&at))
    }

    /// The characters with their offsets, those of addresses left out.
    pub fn chars(&self) -> impl Iterator<Item = (usize, char)> {
        self.text.char_indices().filter(|(at, _)| !self.is_in_address(*at))
    }

    /// Where a range of the printed text stands in the wording; marks between its ends are part of it.
    pub fn written(&self, range: Range<usize>) -> Range<usize> {
        let last = self.char_before(range.end).map_or(range.end, |c| range.end - c.len_utf8());
        let start = self.offset(range.start, false);
        let end = if range.is_empty() { start } else { self.offset(last, true) };
        start..end.max(start)
    }

    /// Where the character at `at` begins in the wording, or where it ends.
    fn offset(&self, at: usize, end: bool) -> usize {
        let behind = self.pieces.partition_point(|piece| piece.printed.end <= at);
        let Some(piece) = self.pieces.get(behind).filter(|piece| piece.printed.contains(&at)) else {
            return self.pieces.last().map_or(0, |piece| piece.written.end);
        };
        let length = self.char_after(at).map_or(0, char::len_utf8);
        match (self.char_after(at), end) {
            (Some(CITATION | PLACEHOLDER), true) => piece.written.end,
            (Some(CITATION | PLACEHOLDER), false) => piece.written.start,
            (_, true) => piece.written.start + (at - piece.printed.start) + length,
            (_, false) => piece.written.start + (at - piece.printed.start),
        }
    }

    fn push(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Words { text, range } => self.push_piece(text, range.clone()),
                Inline::Emphasis(body)
                | Inline::Strong(body)
                | Inline::Link { body, .. }
                | Inline::Term { body, .. }
                | Inline::Reference { body, .. } => self.push(body),
                // Of the words that a number chooses from, one is printed: the last stands for all other numbers.
                Inline::Count(count) => match &count.style {
                    CountStyle::Forms(forms) => {
                        if let Some(form) = forms.last() {
                            self.push_piece(&form.text, form.range.clone());
                        }
                    }
                    _ => self.push_piece(PLACEHOLDER.encode_utf8(&mut [0; 4]), count.range.clone()),
                },
                Inline::Citation(works) => {
                    let start = works.first().map_or(0, |work| work.range.start);
                    let end = works.last().map_or(start, |work| work.whole_range().end);
                    self.push_piece(CITATION.encode_utf8(&mut [0; 4]), start..end);
                }
                Inline::Placeholder { range, .. } | Inline::Slot { range, .. } => {
                    self.push_piece(PLACEHOLDER.encode_utf8(&mut [0; 4]), range.clone());
                }
            }
        }
    }

    fn push_piece(&mut self, text: &str, written: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.pieces.push(Piece { printed: start..self.text.len(), written });
    }
}

/// The runs between white space, with their places.
pub fn runs(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    text.split_whitespace().map(move |run| {
        let start = run.as_ptr().addr() - text.as_ptr().addr();
        (start..start + run.len(), run)
    })
}

fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<_> = runs(text).filter(|(_, run)| is_address(run)).map(|(range, _)| range).collect();
    let tags = tags(text);
    if tags.is_empty() {
        return found;
    }
    found.retain(|range| {
        let behind = tags.partition_point(|tag| tag.end <= range.start);
        tags.get(behind).is_none_or(|tag| tag.start >= range.end)
    });
    found.extend(tags);
    found.sort_by_key(|range| range.start);
    found
}

/// `<name id="1">`: what is no prose, and is told as such.
fn tags(text: &str) -> Vec<Range<usize>> {
    const LONGEST: usize = 300;
    let tag = |(at, _): (usize, &str)| {
        let inner = text.get(at + 1..)?;
        let end = inner.find(['<', '>']).filter(|end| *end < LONGEST && inner[*end..].starts_with('>'))?;
        let inner = inner.get(..end)?;
        let is_one = inner.starts_with(|c: char| c.is_ascii_alphabetic())
            && (inner.contains("=\"") || inner.contains("='"));
        is_one.then(|| at..at + end + 2)
    };
    text.match_indices('<').filter_map(tag).collect()
}
