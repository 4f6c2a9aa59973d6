//! Whether a text is written as its language and the house style want it; the same for the texts of the
//! source and for translations.

mod letters;
mod lookalikes;
mod printed;
mod quotes;
mod spacing;
mod typed_lists;

use std::ops::Range;

use paf_diag::{Diagnostic, Diagnostics, Rule, Severity};
use paf_locale::{HouseStyle, Lang};

use crate::text::Text;

pub use crate::markup::is_address;
pub use letters::composed;
pub use lookalikes::{is_disguised, latin_twin};
pub use printed::{CITATION, PLACEHOLDER, Printed, runs};

/// Whose wording it is.
#[derive(Clone, Copy)]
pub enum Standing<'a> {
    /// A text of the framework, or a name in it.
    Source,
    /// What others have published, in whatever language: the title of a reference.
    Published,
    /// The translation of a text, which is given as it is printed.
    Translation(&'a Printed),
}

/// A text and what it is checked against.
#[derive(Clone, Copy)]
pub struct Wording<'a> {
    /// The text.
    pub text: &'a Text,
    /// The text as it is printed.
    pub printed: &'a Printed,
    /// Whose typographic rules hold.
    pub house_style: HouseStyle,
    /// Whose wording it is.
    pub standing: Standing<'a>,
}

/// What there is to be said of a wording, by the name of the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Check {
    Spacing,
    QuotationMarks,
    LetterForm,
    LookAlike,
    TypedList,
}

/// Something that is written otherwise than it should be.
struct Finding {
    diagnostic: Diagnostic,
    fixes: Vec<Fix>,
}

/// What to write in the place of a part of the wording.
struct Fix {
    /// The part, in the text as it is written.
    range: Range<usize>,
    right: String,
}

/// Everything that is not written as it should be. Each finding in a text of the source shows the words
/// to write.
pub fn check(wording: &Wording<'_>) -> Diagnostics {
    let mut found = Vec::new();
    spacing::check(wording, &mut found);
    quotes::check(wording, &mut found);
    letters::check(wording, &mut found);
    lookalikes::check(wording, &mut found);
    if matches!(wording.standing, Standing::Source) {
        typed_lists::check(wording, &mut found);
    }
    if wording.is_translation() {
        return found.into_iter().map(|finding| finding.diagnostic).collect();
    }
    let mut fixes: Vec<&Fix> = found.iter().flat_map(|finding| &finding.fixes).collect();
    fixes.sort_by_key(|fix| (fix.range.start, fix.range.end));
    let written = wording.text.written.text();
    let shown: Vec<Option<String>> =
        found.iter().map(|finding| mended(written, finding.fixes.first()?, &fixes)).collect();
    let with_words = found
        .into_iter()
        .zip(shown)
        .map(|(finding, words)| finding.diagnostic.help_if(words.map(|words| format!("write `{words}`"))));
    with_words.collect()
}

impl<'a> Wording<'a> {
    fn lang(&self) -> Lang {
        self.text.lang
    }

    fn is_translation(&self) -> bool {
        matches!(self.standing, Standing::Translation(_))
    }

    /// The text that this one is a translation of, as it is printed.
    fn original(&self) -> Option<&'a Printed> {
        match self.standing {
            Standing::Translation(original) => Some(original),
            Standing::Source | Standing::Published => None,
        }
    }

    /// A finding at a range of the printed text.
    fn warning(&self, check: Check, what: &str, range: Range<usize>, help: &str) -> Finding {
        self.finding(Severity::Warning, check, what, range, help)
    }

    /// A finding that is an error in a translation. Of the source everything is made in any case.
    fn error(&self, check: Check, what: &str, range: Range<usize>, help: &str) -> Finding {
        let severity = if self.is_translation() { Severity::Error } else { Severity::Warning };
        self.finding(severity, check, what, range, help)
    }

    fn finding(
        &self,
        severity: Severity,
        check: Check,
        what: &str,
        range: Range<usize>,
        help: &str,
    ) -> Finding {
        let subject = if self.is_translation() { "the translation of" } else { "the text" };
        let message = format!("{subject} `{}` {what}", self.text.key);
        let place = self.text.place_of(self.printed.written(range));
        let diagnostic = Diagnostic::new(severity, check.rule(self.is_translation()), message);
        Finding { diagnostic: diagnostic.at(place).help(help), fixes: Vec::new() }
    }

    /// What to write in the place of a range of the printed text; none where marks stand within it.
    fn fix(&self, range: Range<usize>, right: impl Into<String>) -> Option<Fix> {
        let written = self.printed.written(range.clone());
        let is_plain = self.text.written.text().get(written.clone()) == self.printed.text().get(range);
        is_plain.then(|| Fix { range: written, right: right.into() })
    }
}

impl Check {
    fn rule(self, in_translation: bool) -> Rule {
        match (self, in_translation) {
            (Self::Spacing, true) => Rule::Spacing,
            (Self::QuotationMarks, true) => Rule::QuotationMarks,
            (Self::LetterForm, true) => Rule::LetterForm,
            (Self::LookAlike, true) => Rule::LookAlike,
            (Self::Spacing, false) => Rule::SourceSpacing,
            (Self::QuotationMarks, false) => Rule::SourceQuotationMarks,
            (Self::LetterForm, false) => Rule::SourceLetterForm,
            (Self::LookAlike, false) => Rule::SourceLookAlike,
            (Self::TypedList, _) => Rule::TypedList,
        }
    }
}

impl Finding {
    fn fixed(mut self, fix: Option<Fix>) -> Self {
        self.fixes.extend(fix);
        self
    }
}

/// The words around a fix as they should be written, with all that is to be mended among them. `fixes` come in
/// the order of the text.
fn mended(written: &str, own: &Fix, fixes: &[&Fix]) -> Option<String> {
    /// How many words are shown on either side.
    const AROUND: usize = 1;
    let before = written.get(..own.range.start)?;
    let after = written.get(own.range.end..)?;
    let mut spaces = before.trim_end().rmatch_indices(char::is_whitespace);
    let start = spaces.nth(AROUND).map_or(0, |(at, space)| at + space.len());
    let skipped = after.len() - after.trim_start().len();
    let mut spaces = after.trim_start().match_indices(char::is_whitespace);
    let end = spaces.nth(AROUND).map_or(written.len(), |(at, _)| own.range.end + skipped + at);
    let first = fixes.partition_point(|fix| fix.range.start < start);
    let inside = fixes.iter().skip(first).take_while(|fix| fix.range.start <= end);
    let inside = inside.filter(|fix| fix.range.end <= end);
    let (mut words, mut at) = (String::new(), start);
    for fix in inside {
        if fix.range.start >= at {
            words.push_str(written.get(at..fix.range.start)?);
            words.push_str(&fix.right);
            at = fix.range.end;
        }
    }
    words.push_str(written.get(at..end)?);
    let words = words.trim().replace('\n', " ");
    (!words.is_empty()).then_some(words)
}

/// A character with its number, for those that look like another one.
pub fn named(c: char) -> String {
    format!("{c} (U+{:04X})", u32::from(c))
}
