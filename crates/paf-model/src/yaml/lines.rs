//! The lines of a YAML file as their writer sees them: indentation, hyphen, key, value.

use std::ops::Range;

use paf_diag::SourceFile;

/// A line that holds more than white space and a remark.
pub(super) struct Line<'a> {
    pub(super) number: usize,
    /// Without the indentation and without what is blank at its end.
    pub(super) text: &'a str,
    /// Where `text` begins in the file.
    pub(super) start: usize,
    pub(super) indent: usize,
    /// The key, where there is one with a space or nothing behind its colon.
    pub(super) key: Option<&'a str>,
    /// What stands behind the key, or behind the hyphens of an item.
    pub(super) value: Range<usize>,
}

impl Line<'_> {
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn is_item(&self) -> bool {
        self.text == "-" || self.text.starts_with("- ")
    }
}

/// A remark that has a line of its own.
pub(crate) struct Remark {
    /// Its line, without the indentation.
    pub(crate) range: Range<usize>,
    /// The number of the next line that holds something else.
    pub(crate) above: usize,
}

/// All lines but those of the texts that are written below `|` or `>`.
pub(super) fn of(file: &SourceFile) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    visit(file, |line, _| lines.push(line));
    lines
}

/// All remarks that have a line of their own and something below them.
pub(crate) fn remarks(file: &SourceFile) -> Vec<Remark> {
    let mut remarks = Vec::new();
    visit(file, |line, above| {
        remarks.extend(above.drain(..).map(|range| Remark { range, above: line.number }));
    });
    remarks
}

/// Goes through the lines that hold more than a remark, each with the remarks since the one before.
fn visit<'a>(file: &'a SourceFile, mut take: impl FnMut(Line<'a>, &mut Vec<Range<usize>>)) {
    let mut text_below = None;
    let mut remarks = Vec::new();
    for number in 1..=file.text().split('\n').count() {
        let range = file.line_range(number);
        let whole = file.text().get(range.clone()).unwrap_or_default();
        let indent = whole.len() - whole.trim_start_matches(' ').len();
        let text = whole.get(indent..).unwrap_or_default().trim_end();
        if text.is_empty() || text_below.is_some_and(|above| indent > above) {
            continue;
        }
        text_below = None;
        if text.starts_with('#') {
            remarks.push(range.start + indent..range.start + indent + text.len());
            continue;
        }
        let line = line(number, text, range.start + indent, indent);
        if is_header_of_text(file.text().get(line.value.clone()).unwrap_or_default()) {
            text_below = Some(indent);
        }
        take(line, &mut remarks);
        remarks.clear();
    }
}

fn line(number: usize, text: &str, start: usize, indent: usize) -> Line<'_> {
    let mut value = text;
    while let Some(rest) = value.strip_prefix("- ") {
        value = rest.trim_start();
    }
    let word = key_word(value);
    let behind = value.get(word.len()..).unwrap_or_default().trim_start();
    let mut key = None;
    if let Some(rest) = behind.strip_prefix(':').filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
        key = Some(word).filter(|word| !word.is_empty());
        value = if key.is_some() { rest.trim_start() } else { value };
    }
    let end = start + text.len();
    Line { number, text, start, indent, key, value: end - value.len()..end }
}

/// The letters, figures and hyphens at the beginning of a text.
pub(super) fn key_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Whether the text follows on the lines below: `|`, `>-`.
pub(super) fn is_header_of_text(value: &str) -> bool {
    let header = value.split(" #").next().unwrap_or_default().trim_end();
    let signs = header.strip_prefix(['|', '>']);
    signs.is_some_and(|signs| signs.chars().all(|c| c == '-' || c == '+' || c.is_ascii_digit()))
}
