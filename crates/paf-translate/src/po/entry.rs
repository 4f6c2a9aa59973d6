//! One entry of a catalogue: a source text, its translation, and what is noted about them.

use paf_diag::{Diagnostic, Place, Rule, Written};

/// The mark that some programs of Windows put before the first line.
pub(super) const BYTE_ORDER_MARK: char = '\u{feff}';

/// A source text with its translation.
///
/// All fields may be changed. An entry that says what it said when it was read is written back byte for
/// byte; one that says something else is written anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoEntry {
    /// What translators noted: the lines that begin with `#` and a space.
    pub translator_comments: Vec<String>,
    /// What the framework notes for translators: the lines that begin with `#.`.
    pub extracted_comments: Vec<String>,
    /// Where the source text comes from: the words of the lines that begin with `#:`, one for each file and line.
    pub references: Vec<String>,
    /// The marks of the lines that begin with `#,`, for example `fuzzy`.
    pub flags: Vec<String>,
    /// The lines that begin with `#,`, to point at.
    pub flags_place: Option<Place>,
    /// The key that the translation was made for, if it was another one.
    pub previous_msgctxt: Option<Written>,
    /// The source text that the translation was made from, if it was another one.
    pub previous_msgid: Option<Written>,
    /// The plural of the source text that the translation was made from, if it was another one.
    pub previous_msgid_plural: Option<Written>,
    /// The key of the source text.
    pub msgctxt: Option<Written>,
    /// The source text; empty in the header.
    pub msgid: Written,
    /// The plural of the source text.
    pub msgid_plural: Option<Written>,
    /// The translation: one text, or one for each plural form; each may be empty.
    pub msgstr: Vec<Written>,
    /// Whether the entry is kept only for the record: its lines begin with `#~`.
    pub obsolete: bool,
    /// From `msgctxt` or `msgid` to the end of the last text; the comments are not part of it.
    pub place: Place,
    pub(super) origin: Option<Box<Origin>>,
}

/// Where an entry was read and what it said then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Origin {
    /// Its number in the file, from 0.
    pub(super) index: usize,
    /// What stands between it and the entry before it.
    pub(super) before: Place,
    /// The entry itself, comments and the end of its last line included.
    pub(super) raw: Place,
    /// What it would be written as if it had to be written anew.
    pub(super) canonical: String,
}

impl Origin {
    /// Whether the entry was one that is kept only for the record.
    pub(super) fn was_obsolete(&self) -> bool {
        self.canonical.lines().last().is_some_and(|line| line.starts_with("#~"))
    }
}

impl PoEntry {
    /// A new entry without a translation; it has the place of `msgid`.
    pub fn new(msgid: Written) -> Self {
        Self {
            translator_comments: Vec::new(),
            extracted_comments: Vec::new(),
            references: Vec::new(),
            flags: Vec::new(),
            flags_place: None,
            previous_msgctxt: None,
            previous_msgid: None,
            previous_msgid_plural: None,
            msgctxt: None,
            place: msgid.place().clone(),
            msgid,
            msgid_plural: None,
            msgstr: Vec::new(),
            obsolete: false,
            origin: None,
        }
    }

    /// Whether this is the header of a catalogue, which translates nothing.
    pub fn is_header(&self) -> bool {
        !self.obsolete && self.msgctxt.is_none() && self.msgid.text().is_empty()
    }

    /// The key of the source text, if the entry has one.
    pub fn key(&self) -> Option<&str> {
        self.msgctxt.as_ref().map(Written::text)
    }

    /// What is wrong with an entry that does not say of which text it is.
    pub fn without_key(&self) -> Diagnostic {
        Diagnostic::error(Rule::PoSyntax, "this entry has no `msgctxt`")
            .at(self.place.clone())
            .help("add `msgctxt` with the key of the text, or remove the entry")
    }

    /// The translation, or its first plural form; empty while there is none.
    pub fn translation(&self) -> &str {
        self.msgstr.first().map(Written::text).unwrap_or_default()
    }

    /// Whether every form of the translation is written.
    pub fn is_translated(&self) -> bool {
        !self.msgstr.is_empty() && self.msgstr.iter().all(|form| !form.text().is_empty())
    }

    /// Whether the translation is marked as one to look at again.
    pub fn fuzzy(&self) -> bool {
        self.has_flag("fuzzy")
    }

    /// Whether the entry has the mark `flag`.
    pub fn has_flag(&self, flag: &str) -> bool {
        // Other programs accept marks that are separated by spaces alone.
        self.flags.iter().any(|given| given == flag || given.split_whitespace().any(|word| word == flag))
    }

    /// Marks the translation as one to look at again, or takes the mark away.
    pub fn set_fuzzy(&mut self, fuzzy: bool) {
        if fuzzy == self.fuzzy() {
            return;
        }
        if fuzzy {
            self.flags.insert(0, "fuzzy".to_owned());
            return;
        }
        for flag in &mut self.flags {
            if flag.split_whitespace().any(|word| word == "fuzzy") {
                let kept: Vec<_> = flag.split_whitespace().filter(|word| *word != "fuzzy").collect();
                *flag = kept.join(" ");
            }
        }
        self.flags.retain(|flag| !flag.is_empty());
    }

    /// Gives the entry one translation, at the place of the one it had.
    pub fn set_translation(&mut self, text: impl Into<String>) {
        let place = self.msgstr.first().map_or(&self.place, Written::place).clone();
        self.msgstr = vec![Written::verbatim(text, place)];
    }

    /// Whether the entry says something else than when it was read, or was never read at all.
    pub fn is_changed(&self) -> bool {
        self.origin.as_ref().is_none_or(|origin| origin.canonical != super::write_entry(self))
    }
}
