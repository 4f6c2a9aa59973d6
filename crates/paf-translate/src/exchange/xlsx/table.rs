//! A sheet as a text to point into: a line for each row, so that the line's number is the row's.

use std::ops::Range;
use std::sync::Arc;

use paf_diag::{Place, SourceFile, Written};

use super::columns::{Column, Heads};
use super::sheet::{Cell, Row, Sheet};

/// A row with its places in the text.
pub(super) struct Line {
    /// Its number, from 0.
    pub(super) number: u32,
    pub(super) row: Row,
    pub(super) place: Place,
    pub(super) key: Written,
    pub(super) target: Written,
}

impl Line {
    /// The row as one that belongs to no text.
    pub(super) fn without_key(&self) -> Self {
        let none = Written::with_steps(String::new(), self.place.clone(), Vec::new());
        let (row, place, target) = (self.row.clone(), self.place.clone(), self.target.clone());
        Self { number: self.number, row, place, key: none, target }
    }
}

/// The rows of a sheet, and a text of their numbers, keys and translations.
pub(super) fn lines(path: &str, sheet: Sheet, heads: &Heads) -> Vec<Line> {
    let mut text = String::new();
    let mut drafts = Vec::new();
    let mut next = 0;
    for (number, row) in sheet {
        text.extend(std::iter::repeat_n('\n', usize::try_from(number - next).unwrap_or_default()));
        next = number;
        let start = text.len();
        text.push_str(&format!("{} | ", number + 1));
        let key = Draft::push(&mut text, heads.cell(&row, Column::Key));
        text.push_str(" | ");
        let target = Draft::push(&mut text, heads.cell(&row, Column::Target));
        drafts.push((start..text.len(), number, row, key, target));
    }
    text.push('\n');
    let file = SourceFile::new(path, text);
    let line = |(whole, number, row, key, target): (_, _, _, Draft, Draft)| Line {
        number,
        row,
        place: Place::new(&file, whole),
        key: key.finish(&file),
        target: target.finish(&file),
    };
    drafts.into_iter().map(line).collect()
}

/// A cell's text and where it stands.
struct Draft {
    text: String,
    range: Range<usize>,
    steps: Vec<(usize, usize)>,
}

impl Draft {
    /// Adds a cell to the line; what would end the line is escaped.
    fn push(line: &mut String, cell: Option<&Cell>) -> Self {
        let text = cell.map_or("", Cell::text).to_owned();
        let start = line.len();
        let mut steps = vec![(0, start)];
        for (at, c) in text.char_indices() {
            match c {
                '\n' => line.push_str("\\n"),
                '\r' => line.push_str("\\r"),
                '\t' => line.push_str("\\t"),
                _ if c.is_control() => line.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
                _ => {
                    line.push(c);
                    continue;
                }
            }
            steps.push((at + c.len_utf8(), line.len()));
        }
        Self { text, range: start..line.len(), steps }
    }

    fn finish(self, file: &Arc<SourceFile>) -> Written {
        Written::with_steps(self.text, Place::new(file, self.range), self.steps)
    }
}
