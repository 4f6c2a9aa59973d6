//! What stands below the verbs of an edition, as it is written.

use std::sync::Arc;

use paf_diag::{Command, Diagnostic, Rule, Written, difference};

use super::FILES;
use crate::data::Data;
use crate::decode::{Decode, Decoder, Str};
use crate::node::{Node, NodeValue};
use crate::record;
use crate::shape::Shape;
use crate::text::Text;

/// The lists that an edition may give as a group of its own, with the key of what is in them.
pub(super) const GROUPS: [(&str, &str); 3] =
    [("partners", "organisations"), ("endorsers", "organisations"), ("expert-group", "members")];

/// Values by the keys of what they change: `recommendations.testing.ask`; and whether there are others that could not
/// be read, of which was told.
#[derive(Debug, Clone)]
pub struct ByKey<T>(pub Vec<(Written, T)>, pub(super) bool);

impl<T: Decode> Decode for ByKey<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let NodeValue::Map(entries) = &node.value else {
            decoder.wrong_type(node, "keys of its own", &by_key(node));
            return None;
        };
        let is_raw = matches!(T::shape(), Shape::Any);
        let read = |(key, value): &(Written, Node)| {
            if let Some(found) = nested(key, value).filter(|_| !is_raw && !has_key_of(&T::shape(), value)) {
                decoder.diagnostics.push(found);
                return None;
            }
            let value = decoder.within(key.text(), |decoder| T::decode(value, decoder))?;
            Some((key.clone(), value))
        };
        let read: Vec<_> = entries.iter().filter_map(read).collect();
        let has_others = read.len() < entries.len();
        Some(Self(read, has_others))
    }
    fn shape() -> Shape {
        Shape::ByKey(Box::new(T::shape()))
    }
    fn data(&self) -> Data {
        Data::Map(self.0.iter().map(|(key, value)| (Arc::from(key.text()), value.data())).collect())
    }
    fn absent() -> Option<Self> {
        Some(Self(Vec::new(), false))
    }
}

/// What to write where keys with dots are wanted and a list or a value stands.
fn by_key(node: &Node) -> String {
    let first = match &node.value {
        NodeValue::List(items) => items.first().and_then(Node::as_str),
        NodeValue::String(written) => Some(written.text()),
        _ => None,
    };
    let key =
        first.filter(|key| key.contains('.') && !key.contains(' ')).unwrap_or("recommendations.testing");
    format!("write each key on a line of its own, without a hyphen and with a colon: `{key}: …`")
}

/// Whether a map has a key of a record, and may be one.
fn has_key_of(shape: &Shape, value: &Node) -> bool {
    let Shape::Record(record) = shape else { return false };
    record().fields.iter().any(|field| value.get(&field.name).is_some())
}

/// The message about the beginning of a key, with the rest of it below.
pub(super) fn nested(key: &Written, value: &Node) -> Option<Diagnostic> {
    let NodeValue::Map(entries) = &value.value else { return None };
    // The keys of an adaptation are no parts of a longer one.
    let (below, _) =
        entries.first().filter(|(key, _)| !["text", "reason", "replaces"].contains(&key.text()))?;
    let message = format!("`{}` is only the beginning of a key, and the rest stands below it", key.text());
    let help = format!("write the whole key on one line, with dots: `{}.{}: …`", key.text(), below.text());
    let found = Diagnostic::error(Rule::WrongType, message).at(key.place().clone()).help(help);
    FILES.contains(&key.text().split('.').next().unwrap_or_default()).then_some(found)
}

/// A value that is read once it is known what it stands for.
#[derive(Debug, Clone)]
pub struct Raw(pub Node);

impl Decode for Raw {
    fn decode(node: &Node, _: &mut Decoder<'_>) -> Option<Self> {
        Some(Self(node.clone()))
    }
    fn shape() -> Shape {
        Shape::Any
    }
    fn data(&self) -> Data {
        Data::None
    }
}

record! {
    /// A text in another wording.
    pub struct Adaptation {
        /// The wording of this edition.
        pub text: Option<Raw>,
        /// The numbers in it that are others here, where the words stay: the number there, and that of the edition.
        pub numbers: ByKey<Str>,
        /// The European wording that it takes the place of, to the letter: once that changes, somebody has to look.
        pub replaces: Option<Str>,
        /// Why: readers see it in the list of what the edition changes.
        pub reason: Arc<Text>,
    }
}

impl Adaptation {
    /// The wording of this edition, where it is a text.
    pub fn wording(&self) -> Option<&str> {
        self.text.as_ref()?.0.as_str()
    }

    /// Whether the adaptation is the European wording with other numbers in it.
    pub(crate) fn changes_numbers_alone(&self) -> bool {
        if self.text.is_none() {
            return !self.numbers.0.is_empty() || self.numbers.1;
        }
        let words = |text: &str| -> Vec<String> {
            let text: String = text.chars().map(|c| if c.is_numeric() { '0' } else { c }).collect();
            text.split_whitespace()
                .filter(|word| word.contains(|c: char| !c.is_ascii_punctuation() && c != '0'))
                .map(str::to_owned)
                .collect()
        };
        let replaced = self.replaces.as_ref().map(|replaces| words(replaces.as_str()));
        replaced.is_some_and(|replaced| self.wording().map(words) == Some(replaced))
    }

    /// The message that it says nothing.
    pub(super) fn without_wording(&self) -> Diagnostic {
        Diagnostic::error(Rule::MissingKey, "the adaptation has neither `text` nor `numbers`")
            .at(self.at.clone())
            .help("add `text: …`, the wording of this edition")
            .help("or `numbers: {\"112\": \"144\"}`, where only numbers are others here")
    }

    /// Tells where the European wording is another one than the adaptation was made from.
    pub(super) fn check_base(&self, european: &Text, edition: &str, decoder: &mut Decoder<'_>) {
        let today = european.written.text();
        let quoted = || format!("replaces: {}", quoted(today));
        let found = match &self.replaces {
            Some(replaces) if same_words(replaces.as_str(), today) => return,
            Some(replaces) => Diagnostic::error(
                Rule::EditionBehind,
                format!(
                    "the European text is not what `replaces` says: {}",
                    difference(replaces.as_str(), today)
                ),
            )
            .at_with(replaces.place().clone(), "adapted from this wording")
            .also(european.place().clone(), "the European text today")
            .help(format!("see whether the adaptation still says what it should, and write `{}`", quoted()))
            .help(format!(
                "{} walks through all that has changed",
                Command::new("edition rebase").arg(edition)
            )),
            None => Diagnostic::error(
                Rule::MissingKey,
                "the adaptation does not say which European wording it takes the place of",
            )
            .at(self.at.clone())
            .also(european.place().clone(), "the European text")
            .help(format!("add `{}`", quoted())),
        };
        decoder.diagnostics.push(found);
    }
}

/// Whether two wordings differ in nothing but the breaks of lines.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

/// A text as a YAML string on one line.
pub(super) fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    format!("\"{}\"", words.join(" ").replace('\\', "\\\\").replace('"', "\\\""))
}
