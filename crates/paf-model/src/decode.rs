//! Turns a YAML tree into typed records, collecting every problem instead of stopping at the first.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, MOST, Place, Rule, Written, did_you_mean, nearest};
use paf_locale::Lang;

use crate::data::Data;
use crate::edition::{Change, Changed, Refusal};
use crate::node::{Node, NodeValue};
pub(crate) mod hints;
mod scalar;

use crate::shape::{RefKind, Shape};
use crate::text::{Origin, Text, TextKey, TextKind};
use crate::yaml::lost;
pub use scalar::*;

/// Something that stands in YAML.
pub trait Decode: Sized {
    /// Reads it; `None` after a problem that went to the decoder.
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self>;
    /// Its type.
    fn shape() -> Shape;
    /// As templates see it.
    fn data(&self) -> Data;
    /// Its value where the key is left out; `None` if the key is required.
    fn absent() -> Option<Self> {
        None
    }
    /// The id it is known by within a list.
    fn id(&self) -> Option<&Id> {
        None
    }
    /// Itself, where it is an id.
    fn as_id(&self) -> Option<&Id> {
        None
    }
    /// Itself, where it is a text or a name: who stands behind that stands behind what it is a part of.
    fn wording(&self) -> Option<&Arc<Text>> {
        None
    }
    /// Changes what an edition changes of it: itself where the path is empty, and otherwise what lies at the
    /// path of ids below it.
    ///
    /// # Errors
    /// If there is nothing, or nothing that can be changed so.
    fn change(&mut self, path: &[&str], _: &mut Change<'_, '_>) -> Changed {
        Err(Refusal::at(path, []))
    }
}

/// A reference by id that was read, to be checked once everything is known.
#[derive(Debug, Clone)]
pub struct Reference {
    /// What is referred to.
    pub kind: RefKind,
    /// The id.
    pub id: String,
    /// Where it is written.
    pub place: Place,
}

/// Carries what one file's decoding finds.
pub struct Decoder<'a> {
    /// The language texts are written in.
    pub lang: Lang,
    /// Problems found.
    pub diagnostics: &'a mut Diagnostics,
    /// Texts found, in the order of the file.
    pub texts: Vec<Arc<Text>>,
    /// Names found, which are printed and not translated.
    pub names: Vec<Arc<Text>>,
    /// References found.
    pub references: Vec<Reference>,
    /// Who stands behind the texts that are read.
    pub origin: Origin,
    path: Vec<String>,
}

impl<'a> Decoder<'a> {
    /// A decoder for the file whose texts' keys begin with `stem`.
    pub fn new(stem: &[&str], lang: Lang, diagnostics: &'a mut Diagnostics) -> Self {
        let path = stem.iter().map(|&part| part.to_owned()).collect();
        Self {
            lang,
            diagnostics,
            texts: Vec::new(),
            names: Vec::new(),
            references: Vec::new(),
            origin: Origin::European,
            path,
        }
    }

    /// Runs `f` with one more segment in the keys of texts.
    pub fn within<T>(&mut self, segment: &str, f: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(segment.to_owned());
        let result = f(self);
        self.path.pop();
        result
    }

    /// Reports a value of a wrong type.
    pub fn wrong_type(&mut self, node: &Node, expected: &str, help: &str) {
        self.diagnostics.push(
            Diagnostic::error(
                Rule::WrongType,
                format!("`{}` takes {expected}, and this is {}", self.key_name(), node.kind()),
            )
            .at(node.place.clone())
            .help(help),
        );
    }

    /// The last segment of the path, for messages.
    pub fn key_name(&self) -> &str {
        self.path.last().map_or("this", String::as_str)
    }

    fn text_key(&self) -> TextKey {
        TextKey::new(&self.path)
    }

    /// The string of a scalar that is to be taken as it is written.
    pub(crate) fn string(&mut self, node: &Node, expected: &str) -> Option<Written> {
        match &node.value {
            NodeValue::String(written) => Some(written.clone()),
            NodeValue::Number(written) => {
                let help = format!("put it in quotation marks: \"{}\"", written.text());
                self.wrong_type(node, expected, &help);
                None
            }
            NodeValue::Bool(value) => {
                self.wrong_type(node, expected, &format!("put it in quotation marks: \"{value}\""));
                None
            }
            NodeValue::Null => {
                let name = self.key_name();
                self.diagnostics.push(
                    Diagnostic::error(Rule::EmptyText, format!("`{name}` is empty"))
                        .at(node.place.clone())
                        .help("write it, or remove the key if it is optional"),
                );
                None
            }
            NodeValue::List(_) | NodeValue::Map(_) => {
                self.wrong_type(node, expected, &hints::text(node));
                None
            }
        }
    }

    pub(crate) fn filled_string(&mut self, node: &Node, expected: &str) -> Option<Written> {
        let written = self.string(node, expected)?;
        if written.text().trim().is_empty() {
            let name = self.key_name();
            self.diagnostics.push(
                Diagnostic::error(Rule::EmptyText, format!("`{name}` is empty"))
                    .at(node.place.clone())
                    .help("write it, or remove the key if it is optional"),
            );
            return None;
        }
        Some(written)
    }

    /// Tells of characters that nobody sees; whether there are any.
    pub(crate) fn strays(&mut self, written: &Written) -> bool {
        let found = crate::text::strays::find(written, self.lang);
        let has_any = !found.is_empty();
        self.diagnostics.extend(found);
        has_any
    }

    pub(crate) fn refer(&mut self, kind: RefKind, id: &str, place: Place) {
        self.references.push(Reference { kind, id: id.to_owned(), place });
    }

    pub(crate) fn text(&mut self, node: &Node, kind: TextKind) -> Option<Arc<Text>> {
        self.text_over(node, kind, None)
    }

    /// Reads a text that takes the place of another one.
    pub(crate) fn text_over(
        &mut self,
        node: &Node,
        kind: TextKind,
        base: Option<&Arc<Text>>,
    ) -> Option<Arc<Text>> {
        let written = self.filled_string(node, "a text")?;
        self.diagnostics.extend(lost::comment_after(&written));
        let mut text = Text::parse(self.text_key(), self.lang, kind, written, self.diagnostics);
        text.origin = self.origin.clone();
        text.base = base.cloned();
        for (kind, id, place) in references_in(&text) {
            self.refer(kind, &id, place);
        }
        let text = Arc::new(text);
        self.texts.push(Arc::clone(&text));
        Some(text)
    }

    pub(crate) fn name(&mut self, node: &Node) -> Option<Arc<Text>> {
        let written = self.filled_string(node, "a text")?;
        self.diagnostics.extend(lost::comment_after(&written));
        let mut name = Text::parse(self.text_key(), self.lang, TextKind::Plain, written, self.diagnostics);
        name.origin = self.origin.clone();
        let name = Arc::new(name);
        self.names.push(Arc::clone(&name));
        Some(name)
    }
}

/// The citations and glossary terms in a text's marks.
pub fn references_in(text: &Text) -> Vec<(RefKind, String, Place)> {
    use crate::markup::Inline;
    fn walk(inlines: &[Inline], text: &Text, found: &mut Vec<(RefKind, String, Place)>) {
        for inline in inlines {
            match inline {
                Inline::Citation(works) => {
                    for work in works {
                        found.push((RefKind::Source, work.key.clone(), text.place_of(work.range.clone())));
                    }
                }
                Inline::Term { id, range, body } => {
                    found.push((RefKind::Term, id.clone(), text.place_of(range.clone())));
                    walk(body, text, found);
                }
                inline => walk(inline.body().unwrap_or_default(), text, found),
            }
        }
    }
    let mut found = Vec::new();
    walk(&text.inlines, text, &mut found);
    found
}

impl<T: Decode> Decode for Option<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        T::decode(node, decoder).map(Some)
    }
    fn shape() -> Shape {
        T::shape()
    }
    fn data(&self) -> Data {
        self.as_ref().map_or(Data::None, Decode::data)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
    fn as_id(&self) -> Option<&Id> {
        self.as_ref().and_then(Decode::as_id)
    }
    fn wording(&self) -> Option<&Arc<Text>> {
        self.as_ref().and_then(Decode::wording)
    }
    fn change(&mut self, path: &[&str], change: &mut Change<'_, '_>) -> Changed {
        match self {
            Some(value) => value.change(path, change),
            None => Err(Refusal::at(path, [])),
        }
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let NodeValue::List(items) = &node.value else {
            decoder.wrong_type(node, "a list", &hints::list(node, &T::shape()));
            return None;
        };
        if let Some(found) = torn_apart(items, &T::shape()) {
            decoder.diagnostics.push(found);
            return None;
        }
        let mut decoded: Vec<T> = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            // No id has a space: nothing is taken for the item of a place.
            let number = format!("item {}", index + 1);
            let segment = item.get("id").and_then(Node::as_str).unwrap_or(&number);
            decoded.extend(decoder.within(segment, |decoder| T::decode(item, decoder)));
        }
        report_duplicate_ids(&decoded, decoder.diagnostics);
        Some(decoded)
    }
    fn shape() -> Shape {
        Shape::List(Box::new(T::shape()))
    }
    fn data(&self) -> Data {
        Data::List(self.iter().map(Decode::data).collect())
    }
    fn absent() -> Option<Self> {
        Some(Self::new())
    }
    fn change(&mut self, path: &[&str], change: &mut Change<'_, '_>) -> Changed {
        change.list(self, path)
    }
}

/// Reports an item of which every key has a hyphen, which makes each of them an item.
fn torn_apart(items: &[Node], shape: &Shape) -> Option<Diagnostic> {
    let Shape::Record(record) = shape else { return None };
    let keys: Vec<&Written> = items
        .iter()
        .map_while(|item| match &item.value {
            NodeValue::Map(entries) if entries.len() == 1 => entries.first().map(|(key, _)| key),
            _ => None,
        })
        .collect();
    let fields = record().fields;
    let needs_id = fields.iter().any(|field| field.name == "id" && field.required);
    let is_key = |key: &&Written| fields.iter().any(|field| field.name == key.text());
    let (first, second) = (keys.first()?, keys.get(1)?);
    let is_torn = needs_id && first.text() == "id" && second.text() != "id" && keys.iter().all(is_key);
    is_torn.then(|| {
        let line = second.place().file().line_range(second.place().start().line);
        let text = second.place().file().text();
        let before = text.get(line.start..second.place().range().start).unwrap_or_default();
        let after = text.get(second.place().range().start..line.end).unwrap_or_default();
        Diagnostic::error(
            Rule::YamlSyntax,
            format!("the hyphen before `{}` begins a new item", second.text()),
        )
        .at(second.place().clone())
        .also(first.place().clone(), "the item it belongs to")
        .help(format!(
            "write only the first key of an item with a hyphen, and the others below it: `{}{}`",
            " ".repeat(before.chars().count()),
            after.trim_end()
        ))
    })
}

fn report_duplicate_ids<T: Decode>(items: &[T], diagnostics: &mut Diagnostics) {
    let mut first: BTreeMap<&str, &Id> = BTreeMap::new();
    for id in items.iter().filter_map(Decode::id) {
        if let Some(before) = first.get(id.as_str()) {
            diagnostics.push(
                Diagnostic::error(Rule::DuplicateId, format!("the id `{}` is given twice", id.as_str()))
                    .at_with(id.place().clone(), "again here")
                    .also(before.place().clone(), "first here")
                    .help("give one of the two another id"),
            );
        } else {
            first.insert(id.as_str(), id);
        }
    }
}

/// A map with ids as keys, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct IdMap<T>(pub Vec<(Arc<str>, T)>);

impl<T> Default for IdMap<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> IdMap<T> {
    /// The value of an id.
    pub fn get(&self, id: &str) -> Option<&T> {
        self.0.iter().find(|(key, _)| &**key == id).map(|(_, value)| value)
    }
    /// The ids in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| &**key)
    }
}

impl<T: Decode> Decode for IdMap<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let NodeValue::Map(entries) = &node.value else {
            decoder.wrong_type(node, "keys of its own", &hints::keys(node));
            return None;
        };
        let mut decoded = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let valid = Id::check(key.text(), key.place(), decoder.diagnostics);
            let value = decoder.within(key.text(), |decoder| T::decode(value, decoder));
            decoded.extend(value.filter(|_| valid).map(|value| (Arc::from(key.text()), value)));
        }
        Some(Self(decoded))
    }
    fn shape() -> Shape {
        Shape::Map(Box::new(T::shape()))
    }
    fn data(&self) -> Data {
        Data::Map(self.0.iter().map(|(key, value)| (Arc::clone(key), value.data())).collect())
    }
    fn absent() -> Option<Self> {
        Some(Self(Vec::new()))
    }
    fn change(&mut self, path: &[&str], change: &mut Change<'_, '_>) -> Changed {
        change.map(self, path)
    }
}

/// Reads one key of a record; `known` are all its keys, `doc` says what this one holds.
pub fn field<T: Decode>(
    node: &Node,
    name: &str,
    doc: &str,
    known: &[String],
    decoder: &mut Decoder<'_>,
) -> Option<T> {
    match node.get(name) {
        Some(value) => decoder.within(name, |decoder| T::decode(value, decoder)),
        None if name == "id" && T::absent().is_none() => {
            if !slips_into(node, name, known) {
                report_missing_id(node, decoder);
            }
            None
        }
        None => T::absent().or_else(|| {
            let entries: &[_] = match &node.value {
                NodeValue::Map(entries) => entries,
                _ => &[],
            };
            if !slips_into(node, name, known) {
                let at = entries.first().map_or(&node.place, |(key, _)| key.place());
                let doc = doc.trim().trim_end_matches('.');
                let what: String =
                    doc.chars().take(1).flat_map(char::to_lowercase).chain(doc.chars().skip(1)).collect();
                decoder.diagnostics.push(
                    Diagnostic::error(Rule::MissingKey, format!("the key `{name}` is missing"))
                        .at_with(at.clone(), "here or below")
                        .help(format!("add `{name}: …`: {what}")),
                );
            }
            None
        }),
    }
}

/// Whether a key of the record is misspelt and `name` is meant: it has been reported, and is not missing
/// as well.
fn slips_into(node: &Node, name: &str, known: &[String]) -> bool {
    match &node.value {
        NodeValue::Map(entries) => {
            let unknown = entries.iter().filter(|(key, _)| !known.iter().any(|name| name == key.text()));
            unknown.take(MOST).any(|(key, _)| is_slip(key.text(), name, known))
        }
        _ => false,
    }
}

/// Reports a record without an id, with the one to write.
pub fn report_missing_id(node: &Node, decoder: &mut Decoder<'_>) {
    const WORDS: usize = 4;
    let entries: &[_] = match &node.value {
        NodeValue::Map(entries) => entries,
        _ => &[],
    };
    let at = entries.first().map_or(&node.place, |(key, _)| key.place());
    let named = ["short", "title", "term", "name", "text"].iter().find_map(|key| node.get(key)?.as_str());
    let words = named.map(Id::mended).unwrap_or_default();
    let id: Vec<&str> = words.split('-').filter(|word| !word.is_empty()).take(WORDS).collect();
    let id = if id.is_empty() { "some-words".to_owned() } else { id.join("-") };
    if let Some(other) = node.get("id") {
        let help = format!("write words with hyphens between them, such as `id: {id}`");
        decoder.wrong_type(other, "an id", &help);
        return;
    }
    decoder.diagnostics.push(
        Diagnostic::error(Rule::MissingKey, "the key `id` is missing")
            .at_with(at.clone(), "here or below")
            .help(format!(
                "add `id: {id}`, or other words that nothing else in this list has: translations are found by it, \
                 so it stays when the text changes"
            )),
    );
}

/// Whether `written` is none of the keys that are known, and `name` is the one that is meant.
pub fn is_slip(written: &str, name: &str, known: &[impl AsRef<str>]) -> bool {
    let known = || known.iter().map(AsRef::as_ref);
    known().all(|key| key != written) && nearest(written, known()) == Some(name)
}

/// Reports the keys that a record does not have; false where the value is no map at all.
pub fn check_keys(node: &Node, known: &[String], decoder: &mut Decoder<'_>) -> bool {
    let NodeValue::Map(entries) = &node.value else {
        let help = match &node.value {
            NodeValue::List(_) => {
                format!(
                    "take the hyphen before it away, and write its keys: {}",
                    known.iter().map(|key| format!("`{key}: …`")).collect::<Vec<_>>().join(", ")
                )
            }
            _ => format!(
                "write below it: {}",
                known.iter().map(|key| format!("`{key}: …`")).collect::<Vec<_>>().join(", ")
            ),
        };
        decoder.wrong_type(node, "keys of its own", &help);
        return false;
    };
    let is_unknown = |key: &Written| key.text() != "$schema" && !known.iter().any(|name| name == key.text());
    for (index, (key, _)) in entries.iter().filter(|(key, _)| is_unknown(key)).enumerate() {
        let help = || {
            renamed(key.text(), known).or_else(|| did_you_mean(key.text(), known.iter().map(String::as_str)))
        };
        decoder.diagnostics.push(
            Diagnostic::error(Rule::UnknownKey, format!("the key `{}` is not known here", key.text()))
                .at(key.place().clone())
                // Nobody is shown more than these.
                .help_if((index < MOST).then(help).flatten()),
        );
    }
    true
}

/// What became of a key that had another name or meaning, where its new name is known.
fn renamed(key: &str, known: &[String]) -> Option<String> {
    const RENAMED: [(&str, &str, &str); 1] = [(
        "reviewed",
        "checked",
        "who has reviewed the leaflet stands below `reviews`, with name, role and date",
    )];
    let (_, now, more) = RENAMED.into_iter().find(|(old, ..)| *old == key)?;
    known.iter().any(|name| name == now).then(|| format!("it is `{now}` now; {more}"))
}
