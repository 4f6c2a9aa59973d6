//! What a text left with: it travels with the text, so that on its return what the translator changed
//! can be told from what has changed at home.

use paf_model::Text;
use paf_model::text::TextKind;

use super::Unit;
use crate::checks::composed;
use crate::{State, hash};

/// Both wordings of a text, by their hashes, and how far the translation was, on the day it was sent out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    source: String,
    target: String,
    /// How far the translation was.
    pub state: State,
}

impl Left {
    /// What a text leaves with.
    pub fn of(unit: &Unit) -> Self {
        let target = unit.target.as_ref().map_or("", |text| text.written.text());
        Self {
            source: fingerprint(&unit.source, unit.source.written.text()),
            target: fingerprint(&unit.source, target),
            state: unit.state,
        }
    }

    /// Whether this was the source text.
    pub fn has_source(&self, source: &Text) -> bool {
        self.source == fingerprint(source, source.written.text())
    }

    /// Whether this was the translation of `source`, however its marks are spelt.
    pub fn has_target(&self, source: &Text, target: &str) -> bool {
        self.target == fingerprint(source, target)
    }

    /// Whether these were the words of a translation whose source text is gone, and with it its kind.
    pub(super) fn has_words(&self, target: &str) -> bool {
        [TextKind::Rich, TextKind::Plain].iter().any(|kind| self.target == of_kind(*kind, target))
    }

    /// Whether a text left without a translation. That a file still calls it missing beside words says
    /// nothing of them: nobody has touched that word.
    pub(super) fn is_of_missing(&self) -> bool {
        self.state == State::Missing
    }

    /// As files carry it.
    pub(super) fn to_text(&self) -> String {
        format!("{} {} {}", self.state.as_str(), self.source, self.target)
    }

    /// What a file carries, if it is intact.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut words = text.split_whitespace();
        let state = State::parse(words.next()?)?;
        let mut hash = || words.next().filter(|word| word.len() == 16).map(str::to_owned);
        Some(Self { source: hash()?, target: hash()?, state })
    }
}

/// The same for all spellings of a text that print alike: formats with codes spell marks anew, and some
/// programs take letters apart.
fn fingerprint(source: &Text, words: &str) -> String {
    of_kind(source.kind, words)
}

fn of_kind(kind: TextKind, words: &str) -> String {
    match kind {
        TextKind::Rich => hash(&composed(&paf_model::markup::normal_form(words))),
        TextKind::Plain => hash(&composed(words)),
    }
}
