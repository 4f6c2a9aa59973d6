//! A change of an edition on its way down the path of ids to what it changes.

use std::sync::Arc;

use paf_diag::{Diagnostic, Place, Rule, Written, did_you_mean};

use super::Adaptation;
use super::numbers::Numbers;
use super::verbs::{GROUPS, nested};
use super::{FILES, Raw};
use crate::content::Block;
use crate::decode::{Decode, Decoder, Str};
use crate::node::{Node, NodeValue};
use crate::text::Text;

/// What is to be done.
#[derive(Debug, Clone, Copy)]
pub enum Verb<'a> {
    /// A value of the edition in place of the framework's.
    Set(&'a Node),
    /// Another wording.
    Adapt(&'a Adaptation),
    /// A note below it.
    Note(&'a Node),
    /// To be left out.
    Omit,
    /// Items for a list.
    Add(&'a Node),
    /// The ids of a list, in their new order.
    Order(&'a [Str]),
    /// What the framework itself says in place of a text that is not true of the edition.
    Instead(&'a Arc<Text>),
}

impl Verb<'_> {
    /// The key of `edition.yaml` that it stands below.
    pub fn word(self) -> &'static str {
        match self {
            Self::Set(_) => "set",
            Self::Adapt(_) => "adapt",
            Self::Note(_) => "note",
            Self::Omit => "omit",
            Self::Add(_) => "add",
            Self::Order(_) => "order",
            Self::Instead(_) => "instead",
        }
    }

    /// The message about a key that is written in parts; whole files are added to, where they are lists or groups.
    pub(super) fn nested(self, key: &Written) -> Option<Diagnostic> {
        const PARTED: [&str; 5] = ["framework", "report", "leaflet", "glossary", "figures"];
        match self {
            Self::Note(node) => nested(key, node),
            Self::Set(node) => nested(key, node).filter(|_| FILES.contains(&key.text())),
            Self::Add(node) => nested(key, node).filter(|_| PARTED.contains(&key.text())),
            _ => None,
        }
    }

    /// What it can be said of.
    fn reach(self) -> &'static str {
        match self {
            Self::Set(_) => {
                "the imprint's values and the numbers of recommendations; texts are reworded below `adapt`"
            }
            Self::Adapt(_) | Self::Instead(_) => "texts",
            Self::Note(_) => {
                "recommendations, their steps and indicators, parts of the report and panels of the leaflet"
            }
            Self::Omit => {
                "what has an id in a list: recommendations, sections, steps, entries, organisations"
            }
            Self::Add(_) => {
                "lists; `partners`, `endorsers` and `expert-group` take a group with a `title` of its own as well"
            }
            Self::Order(_) => "lists",
        }
    }
}

/// A change, and what is needed to make it.
pub struct Change<'a, 'd> {
    /// What is to be done.
    pub verb: Verb<'a>,
    /// The id of the edition.
    pub edition: &'a str,
    /// The ids that the edition leaves out of the list that is changed.
    pub omitted: Vec<String>,
    /// Whether what is changed is not true of the edition, so that it has to be changed whatever else is kept.
    pub untrue: bool,
    /// The numbers that are others in the edition.
    pub numbers: Vec<Numbers>,
    /// Reads what the edition has written.
    pub decoder: &'a mut Decoder<'d>,
}

impl Change<'_, '_> {
    /// Changes a text.
    pub(crate) fn text(&mut self, text: &mut Arc<Text>, path: &[&str]) -> Changed {
        if let (true, Verb::Instead(instead)) = (path.is_empty(), self.verb) {
            *text = Arc::clone(instead);
            return Ok(());
        }
        let (true, Verb::Adapt(adaptation)) = (path.is_empty(), self.verb) else {
            return Err(Refusal::at(path, []));
        };
        let european = text.base.clone().unwrap_or_else(|| Arc::clone(text));
        let Some(Raw(wording)) = &adaptation.text else {
            if !adaptation.numbers.0.is_empty() {
                let numbers = Numbers::of(adaptation, text, self.decoder.diagnostics).ok_or(Refusal::Told)?;
                self.numbers.push(numbers);
                let origin = self.decoder.origin.clone();
                *text = Arc::new(Text { origin, base: Some(european), ..Text::clone(text) });
                return Ok(());
            }
            if !adaptation.numbers.1 {
                self.decoder.diagnostics.push(adaptation.without_wording());
            }
            return Err(Refusal::Told);
        };
        if let Some((number, _)) = adaptation.numbers.0.first() {
            let message = "an adaptation has either a wording of its own or other numbers";
            let found = Diagnostic::error(Rule::EditionChange, message).at(number.place().clone());
            self.decoder.diagnostics.push(found.help("write the numbers into `text`, or take `text` out"));
        }
        adaptation.check_base(&european, self.edition, self.decoder);
        let read =
            self.decoder.within("text", |decoder| decoder.text_over(wording, european.kind, Some(&european)));
        *text = read.ok_or(Refusal::Told)?;
        Ok(())
    }

    /// Changes what an edition may set.
    #[doc(hidden)]
    pub fn open<T: Decode>(&mut self, value: &mut T, path: &[&str]) -> Changed {
        let (true, Verb::Set(node)) = (path.is_empty(), self.verb) else { return value.change(path, self) };
        *value = T::decode(node, self.decoder).ok_or(Refusal::Told)?;
        Ok(())
    }

    /// Puts a note at the end of a body.
    #[doc(hidden)]
    pub fn note(&mut self, body: &mut Vec<Block>) -> Changed {
        let Verb::Note(text) = self.verb else { return Err(Refusal::Unfit) };
        let written = |word: String| Written::verbatim(word, text.place.clone());
        let entry = |key: &str, value: NodeValue| {
            (written(key.to_owned()), Node { value, place: text.place.clone() })
        };
        let block = Node {
            value: NodeValue::Map(vec![
                entry("id", NodeValue::String(written(format!("{}-note", self.edition)))),
                entry("kind", NodeValue::String(written("callout".to_owned()))),
                entry("text", text.value.clone()),
            ]),
            place: text.place.clone(),
        };
        body.push(Block::decode(&block, self.decoder).ok_or(Refusal::Told)?);
        Ok(())
    }

    /// Changes what an edition may add to and nothing else.
    #[doc(hidden)]
    pub fn kept<T: Decode>(&mut self, value: &mut T, path: &[&str], why: &'static str) -> Changed {
        match self.verb {
            Verb::Add(_) if path.is_empty() => value.change(path, self),
            Verb::Instead(_) => value.change(path, self),
            Verb::Adapt(_) if self.untrue => value.change(path, self),
            _ => Err(Refusal::Locked(why.to_owned())),
        }
    }
}

/// Whether a change was made.
pub type Changed = Result<(), Refusal>;

/// Why a change was not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Nothing has this id; those that there are.
    Unknown(String, Vec<String>),
    /// It is there, and is nothing that the verb can be said of.
    Unfit,
    /// It belongs to the European framework alone; why.
    Locked(String),
    /// What is written there was told of.
    Told,
}

impl Refusal {
    /// Nothing with the next id of a path, or the path ends where the verb does not fit.
    pub fn at<'a>(path: &[&str], known: impl IntoIterator<Item = &'a str>) -> Self {
        match path.first() {
            Some(id) => Self::Unknown((*id).to_owned(), known.into_iter().map(str::to_owned).collect()),
            None => Self::Unfit,
        }
    }

    /// The message about it; nothing where it was told.
    pub(super) fn diagnostic(self, verb: Verb<'_>, key: &str, place: &Place) -> Option<Diagnostic> {
        let at = |rule, message| Diagnostic::error(rule, message).at(place.clone());
        match self {
            Self::Unknown(id, known) => {
                let help = did_you_mean(&id, known.iter().map(String::as_str));
                Some(
                    at(
                        Rule::UnknownId,
                        format!("nothing of the framework has the key `{key}`: there is no `{id}`"),
                    )
                    .help_if(help),
                )
            }
            Self::Unfit => {
                let message = format!("`{}` cannot be said of `{key}`", verb.word());
                Some(at(Rule::EditionChange, message).help(format!("it is for {}", verb.reach())))
            }
            Self::Locked(reason) => {
                let message = format!("`{key}` is the same in every edition: {reason}");
                let own = GROUPS.iter().find(|(group, list)| {
                    matches!(verb, Verb::Add(_)) && key.split_once('.') == Some((*group, *list))
                });
                let own = own.map(|(group, list)| {
                    format!("the edition may have a group of its own: `{group}: {{title: …, lead: …, {list}: […]}}`")
                });
                let found = at(Rule::EditionLocked, message).help_if(own);
                Some(found.help(format!("take it out of `{}`", verb.word())))
            }
            Self::Told => None,
        }
    }
}
