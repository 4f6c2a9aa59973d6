//! Reads catalogues line by line and goes on after every mistake.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use paf_diag::{Diagnostics, Place, SourceFile, merge_conflicts};

use super::draft::{Comments, Draft, Field, widen};
use super::entry::BYTE_ORDER_MARK;
use super::keyword::{Keyword, Mark};
use super::report::{Report, is_invisible};
use super::text::{TextBuilder, trim_start};
use super::{PoEntry, PoFile};

/// Reads a catalogue and reports every mistake in it; what could be understood is in the result.
pub fn parse(file: &Arc<SourceFile>, diagnostics: &mut Diagnostics) -> PoFile {
    let conflicts = merge_conflicts(file);
    let is_settled = conflicts.is_empty();
    diagnostics.extend(conflicts);
    let mut parser = Parser::new(Report::new(file, diagnostics));
    if is_settled {
        parser.read_lines();
    }
    parser.end_entry();
    if let Some(field) = parser.pending.previous.first() {
        parser.report.previous_of_nothing(field.name.clone());
    }
    report_duplicates(&mut parser.report, &parser.entries);
    PoFile {
        read: parser.entries.len(),
        entries: parser.entries,
        file: Arc::clone(file),
        tail: Place::new(file, parser.taken..file.text().len()),
    }
}

/// A line of the file, or what of it is still to be read.
#[derive(Clone, Copy)]
struct Line {
    /// Where the line begins.
    start: usize,
    /// What is to be read next.
    at: usize,
    /// Where it ends, its end of line and spaces before it left out.
    end: usize,
    /// Where the next line begins.
    next: usize,
}

/// The text that a line in quotation marks goes on with.
#[derive(Clone, Copy)]
enum Open {
    Nothing,
    /// One that was reported already and is not kept.
    Lost,
    /// The last previous text of the comments.
    Previous,
    /// The one with this keyword in the entry.
    Field(Keyword),
}

struct Parser<'a> {
    report: Report<'a>,
    entries: Vec<PoEntry>,
    /// Up to where the file belongs to the entries.
    taken: usize,
    /// Comments that precede an entry of which nothing else was read.
    pending: Comments,
    draft: Option<Draft>,
    /// Whether a line was lost of which an entry may have begun.
    lost: bool,
    open: Open,
}

impl<'a> Parser<'a> {
    fn new(report: Report<'a>) -> Self {
        let marked = report.file.text().starts_with(BYTE_ORDER_MARK);
        Self {
            report,
            entries: Vec::new(),
            taken: if marked { BYTE_ORDER_MARK.len_utf8() } else { 0 },
            pending: Comments::default(),
            draft: None,
            lost: false,
            open: Open::Nothing,
        }
    }

    fn read_lines(&mut self) {
        let mut start = self.taken;
        let text = self.report.slice(start..self.report.file.text().len());
        for line in text.split_inclusive('\n') {
            let next = start + line.len();
            let content = line.trim_end_matches([' ', '\t', '\r', '\n', '\x0b', '\x0c']);
            let at = start + (content.len() - trim_start(content).len());
            self.read_line(Line { start, at, end: start + content.len(), next });
            start = next;
        }
    }

    fn read_line(&mut self, line: Line) {
        let text = self.report.slice(line.at..line.end);
        if let Some(rest) = text.strip_prefix("#~|") {
            self.read_marked(self.rest(line, rest), Mark { obsolete: true, previous: true });
        } else if let Some(rest) = text.strip_prefix("#|") {
            self.read_marked(self.rest(line, rest), Mark { obsolete: false, previous: true });
        } else if let Some(rest) = text.strip_prefix("#~") {
            self.read_obsolete(self.rest(line, rest));
        } else if text.starts_with('#') {
            self.read_comment(line);
        } else {
            self.read_content(line, Mark::default());
        }
    }

    /// The line without what precedes `rest` and spaces.
    fn rest(&self, line: Line, rest: &str) -> Line {
        Line { at: line.end - trim_start(rest).len(), ..line }
    }

    fn read_obsolete(&mut self, line: Line) {
        if self.report.slice(line.at..line.end).starts_with('#') {
            self.read_comment(line);
        } else {
            self.read_content(line, Mark { obsolete: true, previous: false });
        }
    }

    fn read_marked(&mut self, line: Line, mark: Mark) {
        let text = self.report.slice(line.at..line.end);
        let goes_on = text.starts_with('"');
        if text.is_empty() {
            return;
        }
        if !goes_on {
            self.begin_comments();
        }
        if !goes_on || matches!(self.open, Open::Previous) {
            widen(&mut self.pending.range, line.start..line.end);
        }
        self.read_content(line, mark);
    }

    fn read_comment(&mut self, line: Line) {
        self.begin_comments();
        if !self.pending.previous.is_empty() {
            self.report.misplaced_comment(line.at..line.end);
        }
        widen(&mut self.pending.range, line.start..line.end);
        // Spaces at the end of a comment are kept, its end of line is not.
        let text = self.report.slice(line.at + 1..line.next);
        let text = text.strip_suffix('\n').unwrap_or(text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        let mut kind = text.chars();
        match kind.next() {
            Some('.') => self.pending.extracted.push(without_gap(kind.as_str())),
            Some(':') => self.pending.references.extend(references(kind.as_str())),
            // `#=` is where newer gettext keeps marks that a translator does not set.
            Some(',' | '=') => {
                let given = kind.as_str().split(',').map(str::trim).filter(|flag| !flag.is_empty());
                self.pending.flags.extend(given.map(str::to_owned));
                widen(&mut self.pending.flags_range, line.at..line.end);
            }
            _ => self.pending.translator.push(without_gap(text)),
        }
    }

    /// Comments end an entry that has a translation.
    fn begin_comments(&mut self) {
        if self.draft.as_ref().is_some_and(Draft::has_translation) {
            self.end_entry();
        }
        self.open = Open::Nothing;
    }

    /// Reads a keyword with its text, or a text that goes on.
    fn read_content(&mut self, line: Line, mark: Mark) {
        let text = self.report.slice(line.at..line.end);
        if text.is_empty() {
            return;
        }
        if text.starts_with('"') {
            return self.go_on(line, mark);
        }
        let word = text.find(|c: char| c.is_whitespace() || matches!(c, '"' | '[')).unwrap_or(text.len());
        let name = line.at..line.at + word;
        let rest = self.rest(line, &text[word..]);
        match self.keyword(name.clone(), rest) {
            Some(Keyword::Msgstr) if self.report.slice(rest.at..rest.end).starts_with('[') => {
                self.read_form(rest, name, mark);
            }
            Some(keyword) => self.read_field(rest, name, (keyword, mark)),
            None => self.lose(),
        }
    }

    /// The keyword that a word is or should be; reports it if it is none.
    fn keyword(&mut self, name: Range<usize>, rest: Line) -> Option<Keyword> {
        let word = self.report.slice(name.clone());
        if let Some(keyword) = Keyword::from_word(word) {
            return Some(keyword);
        }
        let bare = word.trim_matches(is_invisible);
        let quoted = self.report.slice(rest.at..rest.end).starts_with(['"', '[']);
        if bare.is_empty() || !(quoted || paf_diag::nearest(bare, super::keyword::KEYWORDS).is_some()) {
            self.report.loose_line(name.start..rest.end);
            return None;
        }
        self.report.unknown_keyword(name).and_then(Keyword::from_word)
    }

    /// Reads the number of a plural form and its text.
    fn read_form(&mut self, line: Line, name: Range<usize>, mark: Mark) {
        let text = self.report.slice(line.at..line.end);
        let number = text.split_once(']').map(|(number, rest)| (&number[1..], rest));
        let parsed = number.and_then(|(number, rest)| Some((number.trim_ascii().parse().ok()?, rest)));
        let Some((number, rest)) = parsed else {
            let end = text.find('"').unwrap_or(text.len());
            let written = text[..end].trim_ascii_end().len();
            self.report.form_number(line.at..line.at + written);
            return self.lose();
        };
        let after = line.end - rest.len();
        self.read_field(self.rest(line, rest), name.start..after, (Keyword::Form(number), mark));
    }

    fn read_field(&mut self, line: Line, name: Range<usize>, (keyword, mark): (Keyword, Mark)) {
        let mut text = TextBuilder::default();
        let line = self.without_invisible(line);
        let rest = self.report.slice(line.at..line.end);
        let label = self.report.slice(name.clone());
        if rest.is_empty() || rest.starts_with('"') {
            text.read_line(&mut self.report, line.at, line.end);
        } else {
            self.report.unquoted(label, line.at..line.end);
            text.read_unquoted(&self.report, line.at..line.end);
        }
        self.add(line, Field { keyword, name, mark, text });
    }

    /// The line without what cannot be seen and precedes its text, which is reported.
    fn without_invisible(&mut self, line: Line) -> Line {
        let text = self.report.slice(line.at..line.end);
        let seen = text.trim_start_matches(|c: char| c.is_whitespace() || is_invisible(c));
        let at = line.end - seen.len();
        if at > line.at {
            self.report.invisible(line.at..at);
        }
        Line { at, ..line }
    }

    fn add(&mut self, line: Line, field: Field) {
        let keyword = field.keyword;
        if field.mark.previous {
            return self.add_previous(field);
        }
        let joins = match keyword {
            Keyword::Msgctxt => false,
            Keyword::Msgid => self.draft.as_ref().is_some_and(Draft::awaits_msgid),
            _ => self.draft.is_some(),
        };
        if !joins {
            self.end_entry();
        }
        let pending = std::mem::take(&mut self.pending);
        let draft = match &mut self.draft {
            Some(draft) => {
                if let Some(range) = pending.range.clone() {
                    self.report.misplaced_comment(range);
                }
                draft.comments.extend(pending);
                draft
            }
            None => self.draft.insert(Draft::new(pending, line.start, field.mark.obsolete)),
        };
        draft.broken |= self.lost && !matches!(keyword, Keyword::Msgctxt | Keyword::Msgid);
        self.lost = false;
        self.open = Open::Lost;
        if draft.add(&mut self.report, field) {
            draft.raw.end = line.next;
            self.open = Open::Field(keyword);
        }
    }

    fn add_previous(&mut self, field: Field) {
        if matches!(field.keyword, Keyword::Msgstr | Keyword::Form(_)) {
            self.report.previous_translation(field.name);
            self.open = Open::Lost;
        } else {
            self.pending.previous.push(field);
            self.open = Open::Previous;
        }
    }

    /// Reads a text that goes on with the one above.
    fn go_on(&mut self, line: Line, mark: Mark) {
        let Self { report, pending, draft, open, .. } = self;
        let field = match *open {
            Open::Nothing => return report.stray_text(line.at..line.end),
            Open::Lost => return,
            Open::Previous => pending.previous.last_mut(),
            Open::Field(keyword) => draft.as_mut().and_then(|draft| {
                draft.raw.end = line.next;
                draft.field(keyword)
            }),
        };
        let Some(field) = field else { return };
        if field.mark != mark {
            report.other_mark(line.start..line.end, field.mark);
        }
        field.text.read_line(report, line.at, line.end);
    }

    /// Goes on after a line that could not be understood and was reported.
    fn lose(&mut self) {
        if self.draft.as_ref().is_some_and(Draft::has_translation) {
            self.end_entry();
        }
        self.open = Open::Lost;
        match &mut self.draft {
            Some(draft) => draft.broken = true,
            None => self.lost = true,
        }
    }

    fn end_entry(&mut self) {
        self.open = Open::Nothing;
        let Some(draft) = self.draft.take() else { return };
        let end = draft.raw.end;
        if let Some(entry) = draft.finish(&mut self.report, self.entries.len(), self.taken) {
            self.entries.push(entry);
            self.taken = end;
        }
    }
}

/// The text of a comment, without the space that separates it from its mark.
fn without_gap(text: &str) -> String {
    text.strip_prefix(' ').unwrap_or(text).to_owned()
}

/// The words of a line of references; marks of gettext keep the name of a file with spaces together.
fn references(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let name = if rest.starts_with('\u{2068}') { rest.find('\u{2069}').unwrap_or(0) } else { 0 };
        let end = rest[name..].find(char::is_whitespace).map_or(rest.len(), |end| name + end);
        found.push(without_isolates(&rest[..end]));
        rest = rest[end..].trim_start();
    }
    found
}

/// A reference without the marks around the name of its file.
fn without_isolates(reference: &str) -> String {
    let parts = reference.strip_prefix('\u{2068}').and_then(|rest| rest.split_once('\u{2069}'));
    parts.map_or_else(|| reference.to_owned(), |(name, line)| format!("{name}{line}"))
}

fn report_duplicates(report: &mut Report<'_>, entries: &[PoEntry]) {
    let mut first = HashMap::new();
    for entry in entries.iter().filter(|entry| !entry.obsolete) {
        let key = (entry.key(), entry.msgid.text());
        let earlier: &PoEntry = first.entry(key).or_insert(entry);
        if std::ptr::eq(earlier, entry) {
            continue;
        }
        let what = match key {
            (None, "") => "the header".to_owned(),
            (Some(key), _) => format!("the key `{key}`"),
            (None, text) => format!("the text `{}`", shortened(text)),
        };
        let place = |entry: &PoEntry| entry.msgctxt.as_ref().unwrap_or(&entry.msgid).place().clone();
        report.duplicate(&what, place(entry), place(earlier));
    }
}

/// The beginning of a text, enough to recognise it.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let line = text.lines().next().unwrap_or_default();
    let mut short: String = line.chars().take(MOST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
