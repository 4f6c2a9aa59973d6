//! Walks through a list or map in brackets, up to where it ends or goes wrong.

use std::ops::Range;

use paf_diag::SourceFile;

/// What is found in `{…}` or `[…]`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A text without quotation marks.
    Text(Range<usize>),
    /// A text that goes on behind a closing bracket or quotation mark, as a whole.
    GoesOn(Range<usize>),
    /// A text, and the word that is a key behind it although no comma stands between them.
    NoComma(Range<usize>),
    /// A text with a number sign behind a space, which YAML takes for the beginning of a remark.
    Remark(Range<usize>),
    /// A text with an opening bracket in it.
    Bracket(Range<usize>),
    /// An opening bracket that no other closes before the surroundings go on.
    Unclosed(usize),
    /// An opening bracket, and the closing one of another kind that comes first.
    Crossed(usize, usize),
}

pub(super) struct Flow<'a> {
    text: &'a str,
    at: usize,
    /// The indentation of the line where it begins.
    indent: usize,
    open: Vec<(char, usize)>,
    /// Whether a value is being read.
    behind_key: bool,
    /// Whether a number sign is read as a part of its text, as the writer has meant it.
    signs_are_words: bool,
    /// Whether a remark has cut off a text that goes on below it.
    is_cut: bool,
    found: Vec<Found>,
}

impl<'a> Flow<'a> {
    /// Reads from the opening bracket at `start`. Ends behind the closing one, if there is one.
    pub(super) fn read(file: &'a SourceFile, start: usize, indent: usize) -> (Vec<Found>, Option<usize>) {
        let mut as_yaml = Self::new(file, start, indent, false);
        let closed = as_yaml.walk();
        if !closed || as_yaml.is_cut {
            let mut as_meant = Self::new(file, start, indent, true);
            let closed = as_meant.walk();
            if closed && as_meant.found.iter().any(|found| matches!(found, Found::Remark(_))) {
                return (as_meant.found, Some(as_meant.at));
            }
        }
        (as_yaml.found, closed.then_some(as_yaml.at))
    }

    fn new(file: &'a SourceFile, start: usize, indent: usize, signs_are_words: bool) -> Self {
        Self {
            text: file.text(),
            at: start,
            indent,
            open: Vec::new(),
            behind_key: false,
            signs_are_words,
            is_cut: false,
            found: Vec::new(),
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Whether the first bracket is closed.
    fn walk(&mut self) -> bool {
        loop {
            let Some(c) = self.rest().chars().next() else { return self.unclosed() };
            match c {
                '\n' => {
                    self.at += 1;
                    if self.surroundings_go_on() {
                        return self.unclosed();
                    }
                }
                ' ' | '\t' | '\r' => self.at += 1,
                '#' if self.is_word() => self.text_without_quotes(),
                '#' => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
                ',' | ':' => {
                    self.behind_key = c == ':';
                    self.at += 1;
                }
                '[' | '{' => {
                    self.open.push((c, self.at));
                    self.behind_key = false;
                    self.at += 1;
                }
                ']' | '}' => match self.close(c) {
                    Some(true) => return true,
                    Some(false) => {}
                    None => return false,
                },
                '"' | '\'' => {
                    if !self.quotation(c) {
                        return false;
                    }
                }
                _ => self.text_without_quotes(),
            }
        }
    }

    /// Whether a number sign at the beginning of a value is meant as a part of it: `#17202E`.
    fn is_word(&self) -> bool {
        let touches = self.rest().get(1..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        self.signs_are_words && touches
    }

    fn surroundings_go_on(&self) -> bool {
        let line = self.rest().split('\n').next().unwrap_or_default();
        let content = line.trim_start_matches(' ');
        let is_blank = content.trim().is_empty();
        !is_blank && line.len() - content.len() <= self.indent && !content.starts_with([']', '}'])
    }

    fn unclosed(&mut self) -> bool {
        if let Some((_, at)) = self.open.last() {
            self.found.push(Found::Unclosed(*at));
        }
        false
    }

    /// Whether all is closed; `None` where the bracket does not fit.
    fn close(&mut self, c: char) -> Option<bool> {
        let (opened, start) = self.open.pop()?;
        if (opened == '[') != (c == ']') {
            self.found.push(Found::Crossed(start, self.at));
            return None;
        }
        self.at += 1;
        if self.open.is_empty() {
            return Some(true);
        }
        self.report_what_goes_on(start);
        Some(false)
    }

    /// The end of the entry, on this line.
    fn end_of_entry(&self) -> usize {
        let rest = self.rest();
        self.at + rest.find([',', ']', '}', '\n']).unwrap_or(rest.len())
    }

    fn report_what_goes_on(&mut self, start: usize) {
        let end = self.end_of_entry();
        let behind = self.text.get(self.at..end).unwrap_or_default().trim();
        if behind.is_empty() || behind.starts_with([':', '#']) {
            return;
        }
        self.found.retain(|found| !matches!(found, Found::Text(text) if text.start >= start));
        self.found.push(Found::GoesOn(start..end));
        self.at = end;
    }

    /// Whether it is closed.
    fn quotation(&mut self, mark: char) -> bool {
        let start = self.at;
        let mut escaped = false;
        let mut chars = self.rest().char_indices().skip(1).peekable();
        let end = loop {
            match chars.next() {
                None => return false,
                // A single mark within single marks is written twice.
                Some((_, '\'')) if mark == '\'' && chars.peek().is_some_and(|(_, next)| *next == mark) => {
                    chars.next();
                }
                Some((at, c)) if c == mark && !escaped => break at,
                Some((_, c)) => escaped = mark == '"' && c == '\\' && !escaped,
            }
        };
        self.at += end + 1;
        self.report_what_goes_on(start);
        true
    }

    /// The end of a text with brackets in it: those that have a partner do not end it.
    fn end_of_text(&self) -> usize {
        let mut open = Vec::new();
        for (at, c) in self.rest().char_indices() {
            match (c, open.last()) {
                ('[' | '{', _) => open.push(c),
                (']', Some('[')) | ('}', Some('{')) => {
                    open.pop();
                }
                (',' | ']' | '}', None) => return self.at + at,
                ('\n' | ']' | '}', _) => break,
                _ => {}
            }
        }
        self.end_of_entry()
    }

    /// Whether a text goes on below the remark that stands behind it.
    fn goes_on_below(&self, remark: usize) -> bool {
        let below =
            self.text.get(remark..).and_then(|rest| rest.split_once('\n')).map_or("", |(_, below)| below);
        !below.trim_start().starts_with([',', ']', '}', '#']) && !below.trim().is_empty()
    }

    fn text_without_quotes(&mut self) {
        let start = self.at;
        let whole = self.text.get(start..self.end_of_text()).unwrap_or_default();
        let remark = if whole.starts_with('#') { Some(0) } else { whole.find(" #") };
        let end = match remark.filter(|_| !self.signs_are_words) {
            Some(remark) => {
                self.is_cut |= self.goes_on_below(start + remark);
                start + remark
            }
            None => start + whole.len(),
        };
        let text = self.text.get(start..end).unwrap_or_default();
        // A key and a colon; its value is read next.
        let colon = text.find(": ").or_else(|| text.strip_suffix(':').map(str::len));
        if let (Some(colon), false) = (colon, self.behind_key) {
            self.at = start + colon;
            return;
        }
        let marked = colon.filter(|colon| {
            text.get(colon + 1..).is_some_and(|behind| behind.trim_start().starts_with(['"', '\'', '[', '{']))
        });
        if let Some(colon) = marked {
            self.at = start + colon;
            self.found.push(Found::NoComma(start..start + colon));
            return;
        }
        self.at = end;
        let range = start..start + text.trim_end().len();
        self.found.push(match remark {
            Some(_) if self.signs_are_words => Found::Remark(range),
            _ if text.contains(['[', '{']) => Found::Bracket(range),
            _ => Found::Text(range),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<Found> {
        Flow::read(&SourceFile::new("a.yaml", text), text.find(['{', '[']).expect("a bracket"), 0).0
    }

    #[test]
    fn what_goes_wrong_is_found() {
        assert_eq!(found("a: {b: [c"), [Found::Text(8..9), Found::Unclosed(7)]);
        assert_eq!(found("a: {b: [c}"), [Found::Text(8..9), Found::Crossed(7, 9)]);
        assert_eq!(found("a: {b: [c] d, e: 'f''g'}"), [Found::GoesOn(7..12)]);
        assert_eq!(found("a: {b: c: d}"), [Found::Text(7..11)]);
        assert_eq!(found("a: {b: c d: \"e: f\"}"), [Found::NoComma(7..10)]);
        assert_eq!(found("a: {b: \"c: d\"}"), []);
        assert_eq!(found("a: {b: c #2 d, e: f}"), [Found::Remark(7..13), Found::Text(18..19)]);
        assert_eq!(found("a: {b: #cd}"), [Found::Remark(7..10)]);
        assert_eq!(found("a: {b: c [d, e], f: {g}}"), [Found::Bracket(7..15), Found::Text(21..22)]);
        assert_eq!(found("a: {b: c # d, e}\n  }"), [Found::Text(7..8)]);
    }
}
