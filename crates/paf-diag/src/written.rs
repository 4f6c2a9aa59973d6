//! A string as it is meant, with the way back to the bytes it was written in.

use std::ops::Range;

use crate::Place;

/// A string decoded from a file, escapes resolved and lines joined, that still knows where each
/// of its characters was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    text: String,
    place: Place,
    /// Pairs of an offset in `text` and the offset in the file that it came from; from one pair to
    /// the next both run in step.
    steps: Vec<(usize, usize)>,
}

impl Written {
    /// A string that stands in the file exactly as it is meant.
    pub fn verbatim(text: impl Into<String>, place: Place) -> Self {
        let steps = vec![(0, place.range().start)];
        Self { text: text.into(), place, steps }
    }

    /// A string of which `steps` gives, in rising order, offsets in `text` and where they come from.
    pub fn with_steps(text: impl Into<String>, place: Place, steps: Vec<(usize, usize)>) -> Self {
        Self { text: text.into(), place, steps }
    }

    /// The string.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All of it in the file, quotation marks and indentation included.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Where a range of bytes of the string was written.
    pub fn place_of(&self, range: Range<usize>) -> Place {
        let start = self.offset(range.start);
        let end = if range.end > range.start { self.offset(range.end - 1) + 1 } else { start };
        let mut end = end.max(start);
        let file = self.place.file();
        while end < file.text().len() && !file.text().is_char_boundary(end) {
            end += 1;
        }
        Place::new(file, start..end)
    }

    fn offset(&self, at: usize) -> usize {
        let step = self.steps.partition_point(|&(from, _)| from <= at);
        match step.checked_sub(1).and_then(|index| self.steps.get(index)) {
            Some(&(from, to)) => (to + (at - from)).min(self.place.range().end),
            None => self.place.range().start,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SourceFile;

    #[test]
    fn finds_the_way_back_over_an_escape() {
        let file = SourceFile::new("a.po", r#"msgstr "a\nbc""#);
        let written = Written::with_steps("a\nbc", Place::new(&file, 7..14), vec![(0, 8), (1, 9), (2, 11)]);
        assert_eq!(written.place_of(2..4).text(), "bc");
        assert_eq!(written.place_of(0..1).text(), "a");
    }
}
