//! Quoted texts: escapes resolved, lines joined, and the way back to the file kept.

use std::ops::Range;

use paf_diag::Written;

use super::report::Report;

/// A text that is being read, which may go on over several lines.
#[derive(Default)]
pub(super) struct TextBuilder {
    text: String,
    /// As in [`Written`]: offsets in `text` and where they come from.
    steps: Vec<(usize, usize)>,
    /// From the first quotation mark to the last.
    range: Option<Range<usize>>,
    /// Bytes given by number that make up a character only together.
    bytes: Vec<(u8, Range<usize>)>,
}

impl TextBuilder {
    /// Whether anything was written, were it two quotation marks.
    pub(super) fn is_given(&self) -> bool {
        self.range.is_some()
    }

    /// From the first quotation mark to the last.
    pub(super) fn range(&self) -> Option<Range<usize>> {
        self.range.clone()
    }

    /// The text; where none was written, an empty one at `fallback`.
    pub(super) fn finish(self, report: &Report<'_>, fallback: usize) -> Written {
        let range = self.range.unwrap_or(fallback..fallback);
        Written::with_steps(self.text, report.place(range), self.steps)
    }

    /// Takes the quoted texts of a line, which goes from `at` to `end`.
    pub(super) fn read_line(&mut self, report: &mut Report<'_>, mut at: usize, end: usize) {
        while at < end {
            let rest = report.slice(at..end);
            at += rest.len() - trim_start(rest).len();
            match report.slice(at..end).bytes().next() {
                None => return,
                Some(b'"') => at = self.read_quoted(report, at, end),
                Some(_) => return report.after_text(at..end),
            }
        }
    }

    /// Takes text that should have been in quotation marks.
    pub(super) fn read_unquoted(&mut self, report: &Report<'_>, range: Range<usize>) {
        self.push(report.slice(range.clone()), range.start);
        self.step(range.end);
        self.range = Some(range);
    }

    /// Takes one quoted text and gives the offset behind it.
    fn read_quoted(&mut self, report: &mut Report<'_>, quote: usize, end: usize) -> usize {
        let mut at = quote + 1;
        self.step(at);
        let after = loop {
            let rest = report.slice(at..end);
            let plain = rest.find(['"', '\\']).unwrap_or(rest.len());
            if plain > 0 {
                self.flush(report);
                self.push(&rest[..plain], at);
                at += plain;
            }
            match rest.as_bytes().get(plain) {
                Some(b'"') => break at + 1,
                Some(_) => at = self.read_escape(report, at, end),
                None => {
                    report.unclosed(quote..end);
                    break end;
                }
            }
        };
        self.flush(report);
        self.step(at);
        let start = self.range.as_ref().map_or(quote, |range| range.start);
        self.range = Some(start..after);
        after
    }

    /// Takes what a backslash introduces and gives the offset behind it.
    fn read_escape(&mut self, report: &mut Report<'_>, at: usize, end: usize) -> usize {
        let rest = report.slice(at + 1..end);
        let Some(first) = rest.chars().next() else {
            self.flush(report);
            self.push("\\", at);
            return end;
        };
        match first {
            '0'..='7' => return self.read_number(report, at, at + 1, 8, digits(rest, 8, 3)),
            'x' => return self.read_hexadecimal(report, at, digits(&rest[1..], 16, usize::MAX)),
            _ => self.flush(report),
        }
        let after = at + 1 + first.len_utf8();
        if let Some(plain) = control(first) {
            self.push(plain, at);
        } else {
            report.unknown_escape(at..after);
            self.push(report.slice(at..after), at);
        }
        after
    }

    fn read_hexadecimal(&mut self, report: &mut Report<'_>, at: usize, digits: usize) -> usize {
        // Programs disagree on where a longer number ends.
        if let 1..=2 = digits {
            return self.read_number(report, at, at + 2, 16, digits);
        }
        self.flush(report);
        let after = at + 2 + digits;
        report.hexadecimal(at..after);
        self.push(report.slice(at..after), at);
        after
    }

    /// Takes a byte given by its number, of which `digits` digits begin at `start`.
    fn read_number(
        &mut self,
        report: &mut Report<'_>,
        at: usize,
        start: usize,
        base: u32,
        digits: usize,
    ) -> usize {
        let after = start + digits;
        match u8::from_str_radix(report.slice(start..after), base) {
            Ok(byte) if byte.is_ascii() => {
                self.flush(report);
                self.push(char::from(byte).encode_utf8(&mut [0; 4]), at);
            }
            Ok(byte) => self.bytes.push((byte, at..after)),
            Err(_) => {
                // An octal number above 377.
                self.flush(report);
                report.bytes(at..after);
                self.push(report.slice(at..after), at);
            }
        }
        after
    }

    /// Makes characters of the bytes given by number.
    fn flush(&mut self, report: &mut Report<'_>) {
        let pending = std::mem::take(&mut self.bytes);
        let bytes: Vec<u8> = pending.iter().map(|(byte, _)| *byte).collect();
        let mut ranges = pending.into_iter().map(|(_, range)| range);
        for chunk in bytes.utf8_chunks() {
            for c in chunk.valid().chars() {
                if let Some(range) = join(ranges.by_ref().take(c.len_utf8())) {
                    self.push_wide(c, range);
                }
            }
            if let Some(range) = join(ranges.by_ref().take(chunk.invalid().len())) {
                report.bytes(range.clone());
                self.push_wide(char::REPLACEMENT_CHARACTER, range);
            }
        }
    }

    /// Adds text of which every byte stands in the file as it is, from `from` on, or one character that
    /// an escape at `from` stands for.
    fn push(&mut self, text: &str, from: usize) {
        self.step(from);
        self.text.push_str(text);
    }

    /// Adds a character of several bytes that is written as the whole of `range`.
    fn push_wide(&mut self, c: char, range: Range<usize>) {
        self.push(c.encode_utf8(&mut [0; 4]), range.start);
        self.steps.push((self.text.len() - 1, range.end - 1));
    }

    /// Says that what is added next comes from `from`.
    fn step(&mut self, from: usize) {
        let at = self.text.len();
        match self.steps.last_mut() {
            Some(last) if last.0 == at => last.1 = from,
            _ => self.steps.push((at, from)),
        }
    }
}

/// From the first of the ranges to the last.
fn join(mut ranges: impl Iterator<Item = Range<usize>>) -> Option<Range<usize>> {
    let first = ranges.next()?;
    let end = ranges.last().map_or(first.end, |last| last.end);
    Some(first.start..end)
}

/// How many digits of a base `text` begins with, up to `most`.
fn digits(text: &str, base: u32, most: usize) -> usize {
    text.chars().take(most).take_while(|c| c.is_digit(base)).count()
}

/// What a letter after a backslash stands for.
fn control(letter: char) -> Option<&'static str> {
    Some(match letter {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        'a' => "\x07",
        'b' => "\x08",
        'v' => "\x0b",
        'f' => "\x0c",
        '\\' => "\\",
        '"' => "\"",
        _ => return None,
    })
}

/// Without the spaces at its beginning, which are those of gettext.
pub(super) fn trim_start(text: &str) -> &str {
    text.trim_start_matches([' ', '\t', '\r', '\x0b', '\x0c'])
}
