//! An entry while it is read.

use std::ops::Range;

use paf_diag::{Place, Written};

use super::entry::Origin;
use super::keyword::{Keyword, Mark};
use super::report::Report;
use super::text::TextBuilder;
use super::{PoEntry, write_entry};

/// A keyword and the text after it.
pub(super) struct Field {
    pub(super) keyword: Keyword,
    /// Where the keyword stands.
    pub(super) name: Range<usize>,
    pub(super) mark: Mark,
    pub(super) text: TextBuilder,
}

impl Field {
    fn end(&self) -> usize {
        self.text.range().map_or(self.name.end, |range| range.end)
    }

    fn finish(self, report: &mut Report<'_>) -> Written {
        if !self.text.is_given() {
            report.no_text(self.keyword, self.name.clone());
        }
        self.text.finish(report, self.name.end)
    }
}

/// The lines that begin with `#` and precede an entry.
#[derive(Default)]
pub(super) struct Comments {
    /// From the first of them to the last, without its end of line.
    pub(super) range: Option<Range<usize>>,
    pub(super) translator: Vec<String>,
    pub(super) extracted: Vec<String>,
    pub(super) references: Vec<String>,
    pub(super) flags: Vec<String>,
    pub(super) flags_range: Option<Range<usize>>,
    pub(super) previous: Vec<Field>,
}

impl Comments {
    pub(super) fn extend(&mut self, other: Self) {
        self.translator.extend(other.translator);
        self.extracted.extend(other.extracted);
        self.references.extend(other.references);
        self.flags.extend(other.flags);
        self.previous.extend(other.previous);
        for (mine, theirs) in [(&mut self.range, other.range), (&mut self.flags_range, other.flags_range)] {
            if let Some(theirs) = theirs {
                widen(mine, theirs);
            }
        }
    }
}

/// Makes a range reach to the end of a later one.
pub(super) fn widen(range: &mut Option<Range<usize>>, later: Range<usize>) {
    let start = range.as_ref().map_or(later.start, |range| range.start);
    *range = Some(start..later.end);
}

/// An entry of which some lines were read.
pub(super) struct Draft {
    pub(super) comments: Comments,
    /// All its lines, comments and the end of the last line included.
    pub(super) raw: Range<usize>,
    pub(super) obsolete: bool,
    /// Whether a line of it could not be understood, so that it is no wonder if something is missing.
    pub(super) broken: bool,
    msgctxt: Option<Field>,
    msgid: Option<Field>,
    msgid_plural: Option<Field>,
    msgstr: Vec<Field>,
}

impl Draft {
    pub(super) fn new(comments: Comments, line: usize, obsolete: bool) -> Self {
        let start = comments.range.as_ref().map_or(line, |range| range.start);
        Self {
            comments,
            raw: start..start,
            obsolete,
            broken: false,
            msgctxt: None,
            msgid: None,
            msgid_plural: None,
            msgstr: Vec::new(),
        }
    }

    /// Whether `msgid` is what comes next.
    pub(super) fn awaits_msgid(&self) -> bool {
        self.msgctxt.is_some() && self.msgid.is_none() && self.msgstr.is_empty()
    }

    /// Whether a comment that follows belongs to the next entry.
    pub(super) fn has_translation(&self) -> bool {
        !self.msgstr.is_empty()
    }

    /// The field with `keyword` that was added last.
    pub(super) fn field(&mut self, keyword: Keyword) -> Option<&mut Field> {
        match keyword {
            Keyword::Msgctxt => self.msgctxt.as_mut(),
            Keyword::Msgid => self.msgid.as_mut(),
            Keyword::MsgidPlural => self.msgid_plural.as_mut(),
            Keyword::Msgstr | Keyword::Form(_) => self.msgstr.last_mut(),
        }
    }

    /// Adds a field and says whether there was room for it.
    pub(super) fn add(&mut self, report: &mut Report<'_>, field: Field) -> bool {
        if field.mark.obsolete != self.obsolete {
            report.mixed_obsolete(field.name.clone(), self.obsolete);
        }
        if !matches!(field.keyword, Keyword::Msgctxt | Keyword::Msgid) && self.msgid.is_none() && !self.broken
        {
            report.no_msgid_before(field.keyword, field.name.clone());
            self.broken = true;
        }
        if let Some(first) = self.same(field.keyword) {
            report.twice(field.keyword, field.name.clone(), first);
            return false;
        }
        if !self.broken {
            self.check_order(report, &field);
        }
        match field.keyword {
            Keyword::Msgctxt => self.msgctxt = Some(field),
            Keyword::Msgid => self.msgid = Some(field),
            Keyword::MsgidPlural => self.msgid_plural = Some(field),
            Keyword::Msgstr | Keyword::Form(_) => self.msgstr.push(field),
        }
        true
    }

    /// Where `keyword` stands in this entry already.
    fn same(&self, keyword: Keyword) -> Option<Range<usize>> {
        let single = [&self.msgctxt, &self.msgid, &self.msgid_plural];
        let fields = single.into_iter().flatten().chain(&self.msgstr);
        fields.into_iter().find(|field| field.keyword == keyword).map(|field| field.name.clone())
    }

    fn check_order(&self, report: &mut Report<'_>, field: &Field) {
        let name = field.name.clone();
        match field.keyword {
            Keyword::MsgidPlural if !self.msgstr.is_empty() => report.plural_too_late(name),
            Keyword::Msgstr if self.msgid_plural.is_some() => report.form_needed(name),
            Keyword::Form(_) if self.msgid_plural.is_none() => report.no_plural(field.keyword, name),
            Keyword::Form(number) if number != self.msgstr.len() => {
                report.form_order(field.keyword, name, self.msgstr.len());
            }
            _ => {}
        }
    }

    /// The entry, if it has a source text; what it lacks is reported.
    pub(super) fn finish(self, report: &mut Report<'_>, index: usize, before: usize) -> Option<PoEntry> {
        let Some(msgid) = self.msgid else {
            if let Some(msgctxt) = self.msgctxt.filter(|_| !self.broken) {
                report.no_msgid(msgctxt.name);
            }
            return None;
        };
        if self.msgstr.is_empty() && !self.broken {
            report.no_msgstr(msgid.name.clone(), self.msgid_plural.is_some());
        }
        let start = self.msgctxt.as_ref().unwrap_or(&msgid).name.start;
        let last = self.msgstr.last().or(self.msgid_plural.as_ref()).unwrap_or(&msgid);
        let place = report.place(start..last.end());
        let mut entry = PoEntry { place, ..PoEntry::new(msgid.finish(report)) };
        entry.obsolete = self.obsolete;
        entry.msgctxt = self.msgctxt.map(|field| field.finish(report));
        entry.msgid_plural = self.msgid_plural.map(|field| field.finish(report));
        entry.msgstr = self.msgstr.into_iter().map(|field| field.finish(report)).collect();
        comment(&mut entry, report, self.comments);
        entry.origin = Some(Box::new(Origin {
            index,
            before: report.place(before..self.raw.start),
            raw: report.place(self.raw),
            canonical: write_entry(&entry),
        }));
        Some(entry)
    }
}

/// Gives an entry its comments.
fn comment(entry: &mut PoEntry, report: &mut Report<'_>, comments: Comments) {
    entry.translator_comments = comments.translator;
    entry.extracted_comments = comments.extracted;
    entry.references = comments.references;
    entry.flags = comments.flags;
    entry.flags_place = comments.flags_range.map(|range| Place::new(report.file, range));
    check_previous(report, &comments.previous, entry.obsolete);
    for field in comments.previous {
        let slot = match field.keyword {
            Keyword::Msgctxt => &mut entry.previous_msgctxt,
            Keyword::MsgidPlural => &mut entry.previous_msgid_plural,
            _ => &mut entry.previous_msgid,
        };
        *slot = Some(field.finish(report));
    }
}

/// Reports previous texts that other programs refuse.
fn check_previous(report: &mut Report<'_>, previous: &[Field], obsolete: bool) {
    for (at, field) in previous.iter().enumerate() {
        let name = field.name.clone();
        let same = previous[..at].iter().find(|earlier| earlier.keyword == field.keyword);
        if field.mark.obsolete != obsolete {
            report.mixed_obsolete(name, obsolete);
        } else if let Some(earlier) = same {
            report.previous_twice(field.keyword, name, earlier.name.clone());
        }
    }
    let lone = previous.first().filter(|_| previous.iter().all(|field| field.keyword != Keyword::Msgid));
    if let Some(field) = lone {
        report.no_previous_msgid(field.keyword, field.name.clone());
    }
}
