//! What became of the European texts under an edition, and the line to write for each decision about it.

use std::ops::Range;
use std::sync::Arc;

use paf_diag::{Diagnostics, SourceFile, Written, difference};

use super::verbs::{quoted, same_words};
use super::{Adaptation, Edition};
use crate::decode::{Decode, Decoder};
use crate::model::Model;
use crate::text::Text;
use crate::yaml;

/// An adaptation whose European text is another one than it was made from.
#[derive(Debug, Clone)]
pub struct Outdated<'a> {
    /// The key of the text.
    pub key: &'a Written,
    /// The adaptation.
    pub adaptation: &'a Adaptation,
    /// The European text today.
    pub european: Arc<Text>,
}

/// What somebody has decided about an adaptation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It still says what it should: the European wording of today is written beside it.
    Keep,
    /// The European text takes its place again.
    Take,
}

impl Edition {
    /// The adaptations that somebody has to look at, in the order of the file.
    pub fn outdated<'a>(&'a self, european: &Model) -> Vec<Outdated<'a>> {
        let of = |(key, adaptation): &'a (Written, Adaptation)| {
            let text = european.texts.iter().find(|text| text.key.as_str() == key.text())?;
            // Numbers are looked for in the European text of today.
            adaptation.text.as_ref()?;
            let replaces = adaptation.replaces.as_ref();
            let is_today =
                replaces.is_some_and(|replaces| same_words(replaces.as_str(), text.written.text()));
            (!is_today).then(|| Outdated { key, adaptation, european: Arc::clone(text) })
        };
        self.adapt.0.iter().filter_map(of).collect()
    }
}

impl Outdated<'_> {
    /// Which words of the European text are others; nothing where it is not known what it was.
    pub fn difference(&self) -> Option<String> {
        let replaces = self.adaptation.replaces.as_ref()?;
        Some(difference(replaces.as_str(), self.european.written.text()))
    }

    /// The change of the file that a decision is: a range of it, and what is written there. `None` where the
    /// entry does not stand on lines of its own, so that it cannot be taken out alone.
    pub fn edit(&self, decision: Decision) -> Option<(Range<usize>, String)> {
        match decision {
            Decision::Keep => Some(self.keep()),
            Decision::Take => Some((self.own_lines()?, String::new())),
        }
    }

    fn keep(&self) -> (Range<usize>, String) {
        let today = self.european.written.text();
        if let Some(replaces) = &self.adaptation.replaces {
            let place = replaces.place();
            return match is_block(place.file().text(), place.range().start) {
                true => (place.range(), today.split_whitespace().collect::<Vec<_>>().join(" ")),
                false => (place.range(), quoted(today)),
            };
        }
        let today = quoted(today);
        let at = self.adaptation.at.range().start;
        let text = self.adaptation.at.file().text();
        if text[at..].starts_with('{') {
            return (at + 1..at + 1, format!("replaces: {today}, "));
        }
        (at..at, format!("replaces: {today}\n{}", " ".repeat(indent_of(text, at))))
    }

    /// The lines of the entry, key and all.
    fn own_lines(&self) -> Option<Range<usize>> {
        let text = self.key.place().file().text();
        let at = self.key.place().range().start;
        let begin = text[..at].rfind('\n').map_or(0, |end| end + 1);
        if !text[begin..at].trim().is_empty() {
            return None;
        }
        let indent = at - begin;
        let is_within = |line: &&str| line.trim().is_empty() || line.len() - line.trim_start().len() > indent;
        let mut lines = text[begin..].split_inclusive('\n');
        let first = lines.next()?.len();
        let within: Vec<&str> = lines.take_while(is_within).collect();
        // Empty lines behind it part it from what follows.
        let kept = within.iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1);
        let length: usize = within.iter().take(kept).map(|line| line.len()).sum();
        Some(begin..begin + first + length)
    }
}

/// Whether a text begins below a line that ends as one does before a block of text: `replaces: >-`.
fn is_block(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '\t']);
    let Some(above) = before.strip_suffix('\n') else { return false };
    let sign = above.trim_end().rsplit(' ').next().unwrap_or_default();
    sign.starts_with(['>', '|'])
}

/// How far a place is from the beginning of its line.
fn indent_of(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(at, |end| at - end - 1)
}

/// The keys that are still outdated in a file of an edition as it would be; `None` where it could not be read.
pub fn still_outdated(path: &str, text: &str, european: &Model) -> Option<Vec<String>> {
    let mut found = Diagnostics::new();
    let node = yaml::read(&SourceFile::new(path, text), &mut found).filter(|_| !found.has_errors())?;
    let lang = european.source_language();
    let edition = Edition::decode(&node, &mut Decoder::new(&["editions"], lang, &mut found))?;
    Some(edition.outdated(european).iter().map(|entry| entry.key.text().to_owned()).collect())
}

/// The file with some changes in it.
pub fn edited(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut text = text.to_owned();
    for (range, words) in edits {
        text.replace_range(range, &words);
    }
    text
}
