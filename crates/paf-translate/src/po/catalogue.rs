//! A catalogue as a whole: its entries and its header.

use std::ops::Range;
use std::sync::Arc;

use paf_diag::{Diagnostic, Place, SourceFile, Written};

use super::PoEntry;

/// A catalogue of translations.
///
/// Entries may be changed, added, removed and put into another order; what stays as it was is written back
/// byte for byte. Lines that could not be understood belong to no entry and are kept where they stand, but
/// for those in the middle of an entry that is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoFile {
    /// The entries in the order of the file, the header and obsolete ones included.
    pub entries: Vec<PoEntry>,
    pub(super) file: Arc<SourceFile>,
    /// How many entries the file had when it was read.
    pub(super) read: usize,
    /// What follows the last entry.
    pub(super) tail: Place,
}

impl PoFile {
    /// The file that the catalogue was read from.
    pub fn file(&self) -> &Arc<SourceFile> {
        &self.file
    }

    /// The entries that are in use, without the header.
    pub fn in_use(&self) -> impl Iterator<Item = &PoEntry> {
        self.entries.iter().filter(|entry| !entry.obsolete && !entry.is_header())
    }

    /// What is wrong with the entries in use that do not say of which text they are.
    pub fn without_keys(&self) -> impl Iterator<Item = Diagnostic> {
        self.in_use().filter(|entry| entry.msgctxt.is_none()).map(PoEntry::without_key)
    }

    /// The entry in use that has the key `key`.
    pub fn find(&self, key: &str) -> Option<&PoEntry> {
        self.in_use().find(|entry| entry.key() == Some(key))
    }

    /// A translation of `source` at another key that is not `translation`.
    pub fn translated_elsewhere(&self, key: &str, source: &str, translation: &str) -> Option<&Written> {
        let is_other =
            |entry: &&PoEntry| entry.key() != Some(key) && !entry.fuzzy() && entry.msgid.text() == source;
        let mut translations = self.in_use().filter(is_other).filter_map(|entry| entry.msgstr.first());
        translations.find(|words| !words.text().trim().is_empty() && words.text() != translation)
    }

    /// The entry that describes the catalogue.
    pub fn header(&self) -> Option<&PoEntry> {
        self.entries.iter().find(|entry| entry.is_header())
    }

    /// A value of the header, for example that of `Language`.
    pub fn header_value(&self, name: &str) -> Option<&str> {
        let text = self.header()?.msgstr.first()?.text();
        text.get(value_range(text, name)?)
    }

    /// Where a value of the header stands.
    pub fn header_place(&self, name: &str) -> Option<Place> {
        let written = self.header()?.msgstr.first()?;
        Some(written.place_of(value_range(written.text(), name)?))
    }

    /// Writes a value into the header, which is made if there is none.
    pub fn set_header_value(&mut self, name: &str, value: &str) {
        let index = self.entries.iter().position(PoEntry::is_header).unwrap_or_else(|| {
            self.entries.insert(0, self.empty_header());
            0
        });
        let Some(header) = self.entries.get_mut(index) else { return };
        let mut text = header.translation().to_owned();
        match after_colon(&text, name) {
            Some(range) => text.replace_range(range, &format!(" {value}")),
            None => {
                let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
                text.push_str(&format!("{gap}{name}: {value}\n"));
            }
        }
        header.set_translation(text);
    }

    /// The catalogue as it is to be saved: byte for byte what was read, where nothing was changed.
    pub fn to_text(&self) -> String {
        super::write(self)
    }

    fn empty_header(&self) -> PoEntry {
        PoEntry::new(Written::verbatim("", Place::start_of(&self.file)))
    }

    /// What ends a line in this file.
    pub(super) fn line_end(&self) -> &'static str {
        match self.file.text().split_once('\n') {
            Some((first, _)) if first.ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }
}

/// Where the value of `name` stands in the text of a header, spaces around it left out.
fn value_range(header: &str, name: &str) -> Option<Range<usize>> {
    let line = after_colon(header, name)?;
    let value = header.get(line.clone())?;
    let start = line.start + value.len() - value.trim_start().len();
    Some(start..start + value.trim().len())
}

/// What follows the colon after `name`, up to the end of the line.
fn after_colon(header: &str, name: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for line in header.split_inclusive('\n') {
        let content = line.strip_suffix('\n').unwrap_or(line);
        if let Some((given, _)) = content.split_once(':')
            && given.trim().eq_ignore_ascii_case(name)
        {
            return Some(at + given.len() + 1..at + content.len());
        }
        at += line.len();
    }
    None
}
