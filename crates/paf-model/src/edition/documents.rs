//! Which documents an edition makes, and in which languages.

use paf_diag::Place;
use paf_locale::Lang;

use crate::data::Data;
use crate::decode::{Decode, Decoder, DocumentRef, PlacedLang};
use crate::framework::DocumentChoice;
use crate::node::{Node, NodeValue};
use crate::shape::Shape;

/// The documents that an edition makes: a list of ids, or ids with the languages of each.
#[derive(Debug, Clone)]
pub struct Documents(Vec<(DocumentRef, Vec<PlacedLang>)>);

impl Documents {
    /// Whether none is named, so that all are made.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The ids that are named, with their places.
    pub fn named(&self) -> impl Iterator<Item = (&str, &Place)> {
        self.0.iter().map(|(id, _)| (id.0.text(), id.0.place()))
    }

    /// The languages that a document is made in, where it is named with some.
    pub(super) fn languages_of(&self, document: &str) -> Option<Vec<Lang>> {
        let (_, languages) = self.0.iter().find(|(id, _)| id.0.text() == document)?;
        (!languages.is_empty()).then(|| languages.iter().map(|placed| placed.lang).collect())
    }

    /// The list of languages of each document.
    pub fn lists(&self) -> impl Iterator<Item = &Vec<PlacedLang>> {
        self.0.iter().map(|(_, languages)| languages)
    }

    /// All languages that are named, with their places.
    pub(super) fn languages(&self) -> impl Iterator<Item = &PlacedLang> {
        self.0.iter().flat_map(|(_, languages)| languages)
    }
}

impl Decode for Documents {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let NodeValue::Map(entries) = &node.value else {
            let listed = Vec::<DocumentRef>::decode(node, decoder)?;
            return Some(Self(listed.into_iter().map(|id| (id, Vec::new())).collect()));
        };
        let read = |(key, value): &(paf_diag::Written, Node)| {
            let id = Node { value: NodeValue::String(key.clone()), place: key.place().clone() };
            let id = DocumentRef::decode(&id, decoder)?;
            let choice = decoder.within(key.text(), |decoder| DocumentChoice::decode(value, decoder))?;
            Some((id, choice.languages))
        };
        Some(Self(entries.iter().filter_map(read).collect()))
    }
    fn shape() -> Shape {
        Shape::AnyOf(vec![Vec::<DocumentRef>::shape(), Shape::Map(Box::new(DocumentChoice::shape()))])
    }
    fn data(&self) -> Data {
        Data::List(self.0.iter().map(|(id, _)| id.data()).collect())
    }
    fn absent() -> Option<Self> {
        Some(Self(Vec::new()))
    }
}
