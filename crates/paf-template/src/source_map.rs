//! From a place in generated Typst source back to the line that a person wrote.

use std::ops::Range;
use std::sync::Arc;

use minijinja::OutputSpan;
use minijinja::OutputSpanKind;
use paf_diag::{Place, SourceFile, Written};
use paf_model::Text;

/// Begins a value in the raw output; the number of its origin follows, then [`NUMBER_END`].
pub(crate) const VALUE_START: char = '\u{1}';
/// Ends the number after [`VALUE_START`].
pub(crate) const NUMBER_END: char = '\u{2}';
/// Ends a value.
pub(crate) const VALUE_END: char = '\u{3}';

/// Where a value comes from.
#[derive(Debug, Clone)]
pub enum Origin {
    /// A range of a text.
    Text(Arc<Text>, Range<usize>),
    /// A string that is no text.
    Str(Arc<Written>),
}

impl Origin {
    /// The line that a person wrote.
    pub fn place(&self) -> Place {
        match self {
            Self::Text(text, range) => text.place_of(range.clone()),
            Self::Str(written) => written.place().clone(),
        }
    }

    /// What was written, marks and all.
    fn wording(&self) -> &str {
        match self {
            Self::Text(text, range) => text.written.text().get(range.clone()).unwrap_or_default(),
            Self::Str(written) => written.text(),
        }
    }

    /// Where the character `c` stands that a page could not show, as near as it is known.
    pub fn place_of_char(&self, c: char) -> Place {
        let (written, range) = match self {
            Self::Text(text, range) => (&text.written, range.clone()),
            Self::Str(written) => (&**written, 0..written.text().len()),
        };
        match written.text().get(range.clone()).and_then(|part| part.find(c)) {
            Some(at) => written.place_of(range.start + at..range.start + at + c.len_utf8()),
            None => self.place(),
        }
    }

    /// Where a word of it stands that was printed `offset` bytes after its beginning: the nearest of those that are
    /// written so. Where none is, as where marks or values stand between, all of it.
    pub fn place_of_word(&self, word: &str, offset: usize) -> Place {
        let words = self.wording().match_indices(word).filter(|_| !word.is_empty());
        let Some((at, _)) = words.min_by_key(|(at, _)| at.abs_diff(offset)) else { return self.place() };
        match self {
            Self::Text(text, range) => text.place_of(range.start + at..range.start + at + word.len()),
            Self::Str(written) => written.place_of(at..at + word.len()),
        }
    }
}

/// A range of the generated source that a value wrote.
#[derive(Debug, Clone)]
pub struct Region {
    /// The bytes of the generated source.
    pub range: Range<usize>,
    /// What stands there.
    pub origin: Origin,
}

/// The way back from generated source.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    /// The values by their beginning; an inner one follows the one it is in.
    regions: Vec<Region>,
    /// What the template wrote itself: generated range, template, its range.
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
struct Piece {
    range: Range<usize>,
    file: Arc<SourceFile>,
    source: Range<usize>,
    /// Template text stands in the output as it is; the output of an expression does not.
    verbatim: bool,
}

/// Typst source with the way back.
#[derive(Debug, Clone)]
pub struct Generated {
    /// The source.
    pub text: String,
    /// The way back.
    pub map: SourceMap,
    /// Placeholders that stand in it by their names, because nothing fills them in.
    pub unfilled: Vec<Unfilled>,
    /// Whether texts show what has changed in them.
    pub compared: bool,
}

/// A placeholder that nothing fills in where its text is written.
#[derive(Debug, Clone)]
pub struct Unfilled {
    /// The text.
    pub text: Arc<Text>,
    /// What awaits a value.
    pub name: String,
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// The values that are filled in there, of which this is none.
    pub filled: Vec<String>,
}

impl SourceMap {
    /// The innermost value whose source holds `range`.
    pub fn value_at(&self, range: &Range<usize>) -> Option<&Region> {
        self.regions
            .iter()
            .filter(|region| region.range.start <= range.start && range.end <= region.range.end)
            .min_by_key(|region| region.range.len())
    }

    /// The first value that has these words: a string that a theme takes apart or prints by its own code
    /// comes to the page without the way back.
    pub fn value_with(&self, words: &str) -> Option<&Region> {
        self.regions.iter().find(|region| region.origin.wording().contains(words))
    }

    /// The values that lie within `range`.
    pub fn values_within(&self, range: &Range<usize>) -> Vec<&Region> {
        self.regions
            .iter()
            .filter(|region| range.start <= region.range.start && region.range.end <= range.end)
            .collect()
    }

    /// The values that are in no other one, by their beginning.
    pub fn outermost(&self) -> impl Iterator<Item = &Region> {
        let mut end = 0;
        self.regions.iter().filter(move |region| {
            let is_within = region.range.start < end;
            end = end.max(region.range.end);
            !is_within
        })
    }

    /// The texts that are printed, as often as they are.
    pub fn texts(&self) -> impl Iterator<Item = &Arc<Text>> {
        self.regions.iter().filter_map(|region| match &region.origin {
            Origin::Text(text, _) => Some(text),
            Origin::Str(_) => None,
        })
    }

    /// The place in a template that wrote what stands at `offset`.
    pub fn template_at(&self, offset: usize) -> Option<Place> {
        let piece =
            self.pieces.iter().find(|piece| piece.range.start <= offset && offset < piece.range.end)?;
        if !piece.verbatim {
            return Some(Place::new(&piece.file, piece.source.clone()));
        }
        let start = piece.source.start + (offset - piece.range.start);
        let line = piece.file.line_range(piece.file.position(start).line);
        Some(Place::new(&piece.file, start..line.end.max(start)))
    }
}

/// Takes the marks of values out of raw output and turns them into a map.
pub(crate) fn finish(
    raw: &str,
    origins: &[Origin],
    spans: &[OutputSpan],
    prelude: &str,
    file_of: impl Fn(&str) -> Option<Arc<SourceFile>>,
) -> Generated {
    let mut text = String::with_capacity(prelude.len() + raw.len());
    text.push_str(prelude);
    let mut regions = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    // Pairs of an offset in the raw output and the number of bytes taken out before it.
    let mut shifts: Vec<(usize, usize)> = vec![(0, 0)];
    let mut at = 0;
    while let Some(next) = raw[at..].find([VALUE_START, VALUE_END]) {
        text.push_str(&raw[at..at + next]);
        at += next;
        let mark_end = if raw[at..].starts_with(VALUE_START) {
            let end = raw[at..].find(NUMBER_END).map_or(raw.len(), |end| at + end + NUMBER_END.len_utf8());
            let number = raw[at + VALUE_START.len_utf8()..end].trim_end_matches(NUMBER_END);
            open.push((number.parse().unwrap_or(usize::MAX), text.len()));
            end
        } else {
            if let Some((number, start)) = open.pop()
                && let Some(origin) = origins.get(number)
            {
                regions.push(Region { range: start..text.len(), origin: origin.clone() });
            }
            at + VALUE_END.len_utf8()
        };
        at = mark_end;
        shifts.push((at, at + prelude.len() - text.len()));
    }
    text.push_str(&raw[at..]);
    regions.sort_by_key(|region| (region.range.start, usize::MAX - region.range.end));
    let moved = |offset: usize| {
        let index = shifts.partition_point(|&(from, _)| from <= offset);
        let taken = index.checked_sub(1).and_then(|index| shifts.get(index)).map_or(0, |&(_, taken)| taken);
        (offset + prelude.len()).saturating_sub(taken)
    };
    let pieces = spans
        .iter()
        .filter_map(|span| {
            let out = span.output_range();
            Some(Piece {
                range: moved(out.start)..moved(out.end),
                file: file_of(span.name())?,
                source: span.source_range(),
                verbatim: span.kind() == OutputSpanKind::Raw,
            })
        })
        .collect();
    Generated { text, map: SourceMap { regions, pieces }, unfilled: Vec::new(), compared: false }
}
