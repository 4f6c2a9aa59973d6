//! Writes catalogues: entries that were not changed byte for byte, the others one line to a text.

use std::sync::Arc;

use paf_diag::Written;

use super::entry::{BYTE_ORDER_MARK, Origin};
use super::{PoEntry, PoFile};

/// The catalogue as it is to be saved: byte for byte what was read, where nothing was changed.
pub fn write(po: &PoFile) -> String {
    let mut out = Output::new(po);
    for entry in &po.entries {
        out.entry(entry);
    }
    out.tail();
    out.text
}

/// An entry written anew: one line to a text, or one line to each of its lines.
pub fn write_entry(entry: &PoEntry) -> String {
    anew(entry, |_| None)
}

/// The same for one that was put away or is back: the lines of its texts stay as they were broken, so that
/// both together change nothing.
fn put_away_or_back(entry: &PoEntry) -> String {
    anew(entry, lines_as_read)
}

/// The lines that a text was read from, where it is still the same, each in its quotation marks.
fn lines_as_read(written: &Written) -> Option<Vec<String>> {
    let unmarked = |line: &str| {
        let line = line.trim();
        let marks = ["#~|", "#~", "#|"];
        marks.iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(line).trim().to_owned()
    };
    let lines: Vec<String> = written.place().text().lines().map(unmarked).collect();
    let inner = |line: &str| Some(line.strip_prefix('"')?.strip_suffix('"')?.to_owned());
    let words = lines.iter().map(|line| inner(line)).collect::<Option<String>>()?;
    (lines.len() > 1 && format!("\"{words}\"") == quoted(written.text())).then_some(lines)
}

/// Gives the lines of a text that are to stay as they are.
type Lines = fn(&Written) -> Option<Vec<String>>;

fn anew(entry: &PoEntry, lines: Lines) -> String {
    let mut out = String::new();
    comment_lines(&mut out, "#", &entry.translator_comments);
    comment_lines(&mut out, "#.", &entry.extracted_comments);
    references(&mut out, &entry.references);
    flags(&mut out, &entry.flags);
    let (mark, previous) = if entry.obsolete { ("#~ ", "#~| ") } else { ("", "#| ") };
    let fields = [
        (previous, "msgctxt", entry.previous_msgctxt.as_ref()),
        (previous, "msgid", previous_msgid(entry)),
        (previous, "msgid_plural", entry.previous_msgid_plural.as_ref()),
        (mark, "msgctxt", entry.msgctxt.as_ref()),
        (mark, "msgid", Some(&entry.msgid)),
        (mark, "msgid_plural", entry.msgid_plural.as_ref()),
    ];
    for (mark, keyword, written) in fields {
        if let Some(written) = written {
            string(&mut out, mark, keyword, written.text(), lines(written));
        }
    }
    translations(&mut out, mark, entry, lines);
    out
}

struct Output<'a> {
    po: &'a PoFile,
    text: String,
    /// The number of the entry that stood next in the file, as long as its order is kept.
    next: Option<usize>,
}

impl<'a> Output<'a> {
    fn new(po: &'a PoFile) -> Self {
        let marked = po.file.text().starts_with(BYTE_ORDER_MARK);
        let text = if marked { BYTE_ORDER_MARK.to_string() } else { String::new() };
        Self { po, text, next: Some(0) }
    }

    fn entry(&mut self, entry: &PoEntry) {
        let origin = entry.origin.as_deref().filter(|origin| self.is_ours(origin));
        match origin {
            Some(origin) if self.next == Some(origin.index) => self.text.push_str(origin.before.text()),
            Some(origin) => self.moved(origin.before.text()),
            None => self.blank_line(),
        }
        match origin {
            Some(origin) if !entry.is_changed() => self.text.push_str(origin.raw.text()),
            _ => {
                let moved = origin.is_some_and(|origin| origin.was_obsolete() != entry.obsolete);
                let text = if moved { put_away_or_back(entry) } else { write_entry(entry) };
                self.text.push_str(&text.replace('\n', self.po.line_end()));
            }
        }
        self.next = origin.map(|origin| origin.index + 1);
    }

    fn tail(&mut self) {
        let tail = self.po.tail.text();
        if self.next == Some(self.po.read) {
            self.text.push_str(tail);
        } else if !tail.trim_ascii().is_empty() {
            self.moved(tail);
        }
    }

    /// What stood before something that now has other neighbours.
    fn moved(&mut self, before: &str) {
        self.blank_line();
        self.text.push_str(before.trim_ascii_start());
    }

    /// Sees to it that a blank line, or nothing, precedes what comes next.
    fn blank_line(&mut self) {
        let written = self.text.trim_start_matches(BYTE_ORDER_MARK);
        if written.is_empty() {
            return;
        }
        let missing = match written {
            _ if written.ends_with("\n\n") || written.ends_with("\n\r\n") => 0,
            _ if written.ends_with('\n') => 1,
            _ => 2,
        };
        let end = self.po.line_end();
        self.text.extend(std::iter::repeat_n(end, missing));
    }

    fn is_ours(&self, origin: &Origin) -> bool {
        Arc::ptr_eq(origin.raw.file(), &self.po.file)
    }
}

fn comment_lines(out: &mut String, mark: &str, comments: &[String]) {
    for line in comments.iter().flat_map(|comment| comment.split('\n')) {
        let line = line.trim_end_matches('\r');
        let gap = if line.is_empty() { "" } else { " " };
        push_line(out, &[mark, gap, line]);
    }
}

/// One to a line, so that one that moves changes one line.
fn references(out: &mut String, references: &[String]) {
    for reference in references {
        let reference = on_one_line(reference);
        if !reference.contains(char::is_whitespace) {
            push_line(out, &["#: ", &reference]);
            continue;
        }
        // The marks that gettext puts around the name of a file with a space in it.
        let (name, line) = reference.split_at(reference.rfind(':').unwrap_or(reference.len()));
        push_line(out, &["#: \u{2068}", name, "\u{2069}", line]);
    }
}

fn flags(out: &mut String, flags: &[String]) {
    if !flags.is_empty() {
        push_line(out, &["#, ", &on_one_line(&flags.join(", "))]);
    }
}

/// The previous source text; other programs refuse a previous key without one.
fn previous_msgid(entry: &PoEntry) -> Option<&Written> {
    let needed = entry.previous_msgctxt.is_some() || entry.previous_msgid_plural.is_some();
    entry.previous_msgid.as_ref().or(needed.then_some(&entry.msgid))
}

fn translations(out: &mut String, mark: &str, entry: &PoEntry, lines: Lines) {
    if entry.msgid_plural.is_none() && entry.msgstr.len() < 2 {
        string(out, mark, "msgstr", entry.translation(), entry.msgstr.first().and_then(lines));
        return;
    }
    for (form, written) in entry.msgstr.iter().enumerate() {
        string(out, mark, &format!("msgstr[{form}]"), written.text(), lines(written));
    }
    if entry.msgstr.is_empty() {
        string(out, mark, "msgstr[0]", "", None);
    }
}

fn string(out: &mut String, mark: &str, keyword: &str, text: &str, as_read: Option<Vec<String>>) {
    if let Some(lines) = as_read {
        let keywords = std::iter::once(keyword).chain(std::iter::repeat(""));
        for (line, keyword) in lines.iter().zip(keywords) {
            let gap = if keyword.is_empty() { "" } else { " " };
            push_line(out, &[mark, keyword, gap, line]);
        }
        return;
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    if let [] | [_] = lines.as_slice() {
        push_line(out, &[mark, keyword, " ", &quoted(text)]);
        return;
    }
    push_line(out, &[mark, keyword, " \"\""]);
    for line in lines {
        push_line(out, &[mark, &quoted(line)]);
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\x07' => out.push_str("\\a"),
            '\x08' => out.push_str("\\b"),
            '\x0b' => out.push_str("\\v"),
            '\x0c' => out.push_str("\\f"),
            // Three digits always, since a digit may follow.
            '\0'..='\x1f' => out.push_str(&format!("\\{:03o}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

fn on_one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

fn push_line(out: &mut String, parts: &[&str]) {
    out.extend(parts.iter().copied());
    out.push('\n');
}
