//! Turns a YAML tree into typed records, collecting every problem instead of stopping at the first.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, Written, did_you_mean, nearest};
use paf_locale::{Date, DateError, Lang};

use crate::data::Data;
use crate::node::{Node, NodeValue};
use crate::shape::{RefKind, Shape};
use crate::text::{Text, TextKey, TextKind};

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
    /// References found.
    pub references: Vec<Reference>,
    path: Vec<String>,
}

impl<'a> Decoder<'a> {
    /// A decoder for the file whose texts' keys begin with `stem`.
    pub fn new(stem: &[&str], lang: Lang, diagnostics: &'a mut Diagnostics) -> Self {
        let path = stem.iter().map(|&part| part.to_owned()).collect();
        Self { lang, diagnostics, texts: Vec::new(), references: Vec::new(), path }
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
    fn string(&mut self, node: &Node, expected: &str) -> Option<Written> {
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
                self.wrong_type(node, expected, "write one value behind the colon");
                None
            }
        }
    }

    fn filled_string(&mut self, node: &Node, expected: &str) -> Option<Written> {
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

    fn refer(&mut self, kind: RefKind, id: &str, place: Place) {
        self.references.push(Reference { kind, id: id.to_owned(), place });
    }

    fn text(&mut self, node: &Node, kind: TextKind) -> Option<Arc<Text>> {
        let written = self.filled_string(node, "a text")?;
        let text = Text::parse(self.text_key(), self.lang, kind, written, self.diagnostics);
        for (kind, id, place) in references_in(&text) {
            self.refer(kind, &id, place);
        }
        let text = Arc::new(text);
        self.texts.push(Arc::clone(&text));
        Some(text)
    }
}

/// The citations and glossary terms in a text's marks.
pub fn references_in(text: &Text) -> Vec<(RefKind, String, Place)> {
    use crate::markup::Inline;
    fn walk(inlines: &[Inline], text: &Text, found: &mut Vec<(RefKind, String, Place)>) {
        for inline in inlines {
            match inline {
                Inline::Citation(keys) => {
                    for (key, range) in keys {
                        found.push((RefKind::Source, key.clone(), text.place_of(range.clone())));
                    }
                }
                Inline::Term { id, range, body } => {
                    found.push((RefKind::Term, id.clone(), text.place_of(range.clone())));
                    walk(body, text, found);
                }
                Inline::Emphasis(body) | Inline::Strong(body) | Inline::Link { body, .. } => {
                    walk(body, text, found)
                }
                Inline::Words { .. } | Inline::Placeholder { .. } => {}
            }
        }
    }
    let mut found = Vec::new();
    walk(&text.inlines, text, &mut found);
    found
}

impl Decode for Arc<Text> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        decoder.text(node, TextKind::Rich)
    }
    fn shape() -> Shape {
        Shape::Text
    }
    fn data(&self) -> Data {
        Data::Text(Arc::clone(self))
    }
}

/// A text of words alone, where marks are no marks.
#[derive(Debug, Clone, PartialEq)]
pub struct PlainText(pub Arc<Text>);

impl Decode for PlainText {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        decoder.text(node, TextKind::Plain).map(Self)
    }
    fn shape() -> Shape {
        Shape::PlainText
    }
    fn data(&self) -> Data {
        Data::Text(Arc::clone(&self.0))
    }
}

/// A string that is the same in every language: a name, a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Str(pub Arc<Written>);

impl Str {
    /// The string.
    pub fn as_str(&self) -> &str {
        self.0.text()
    }
    /// Where it stands.
    pub fn place(&self) -> &Place {
        self.0.place()
    }
}

impl Decode for Str {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        decoder.filled_string(node, "a text").map(|written| Self(Arc::new(written)))
    }
    fn shape() -> Shape {
        Shape::Str
    }
    fn data(&self) -> Data {
        Data::Str(Arc::clone(&self.0))
    }
}

/// An id: lower-case letters, digits and single hyphens.
#[derive(Debug, Clone, PartialEq)]
pub struct Id(pub Arc<Written>);

impl Id {
    /// The id.
    pub fn as_str(&self) -> &str {
        self.0.text()
    }
    /// Where it stands.
    pub fn place(&self) -> &Place {
        self.0.place()
    }
    /// Whether `text` may be an id.
    pub fn is_valid(text: &str) -> bool {
        !text.is_empty()
            && text.split('-').all(|part| {
                !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit())
            })
    }
    /// The nearest valid id.
    fn mended(text: &str) -> String {
        let lower: String =
            text.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        lower.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
    }
    /// Reports an id that cannot be one.
    pub fn check(text: &str, place: &Place, diagnostics: &mut Diagnostics) -> bool {
        let valid = Self::is_valid(text);
        if !valid {
            let mended = Self::mended(text);
            let help = if mended.is_empty() {
                "write lower-case letters, digits and hyphens".to_owned()
            } else {
                format!("write `{mended}`")
            };
            diagnostics.push(
                Diagnostic::error(Rule::BadId, format!("`{text}` cannot be an id"))
                    .at(place.clone())
                    .help(help),
            );
        }
        valid
    }
}

impl Decode for Id {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let written = decoder.filled_string(node, "an id")?;
        Id::check(written.text(), written.place(), decoder.diagnostics).then(|| Self(Arc::new(written)))
    }
    fn shape() -> Shape {
        Shape::Id
    }
    fn data(&self) -> Data {
        Data::Str(Arc::clone(&self.0))
    }
    fn as_id(&self) -> Option<&Id> {
        Some(self)
    }
}

macro_rules! reference_types {
    ($( $(#[doc = $doc:literal])+ $name:ident => $kind:ident, )+) => { $(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name(pub Arc<Written>);

        impl Decode for $name {
            fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
                let written = decoder.filled_string(node, "an id")?;
                decoder.refer(RefKind::$kind, written.text(), written.place().clone());
                Some(Self(Arc::new(written)))
            }
            fn shape() -> Shape {
                Shape::Ref(RefKind::$kind)
            }
            fn data(&self) -> Data {
                Data::Str(Arc::clone(&self.0))
            }
        }
    )+ };
}

reference_types! {
    /// The key of a reference.
    SourceRef => Source,
    /// The id of an actor.
    ActorRef => Actor,
    /// The id of a figure.
    FigureRef => Figure,
    /// The id of a document.
    DocumentRef => Document,
}

/// A web address.
#[derive(Debug, Clone, PartialEq)]
pub struct Url(pub Arc<Written>);

impl Decode for Url {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let written = decoder.filled_string(node, "a web address")?;
        let url = written.text();
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
        if host.is_empty() || !host.contains('.') || url.contains(char::is_whitespace) {
            decoder.diagnostics.push(
                Diagnostic::error(Rule::BadUrl, format!("`{url}` is not a web address"))
                    .at(written.place().clone())
                    .help("write the whole address, beginning with `https://` and without spaces"),
            );
            return None;
        }
        Some(Self(Arc::new(written)))
    }
    fn shape() -> Shape {
        Shape::Url
    }
    fn data(&self) -> Data {
        Data::Str(Arc::clone(&self.0))
    }
}

/// A value with the place it is written at.
#[derive(Debug, Clone)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub place: Place,
}

impl<T: Decode> Decode for Placed<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        T::decode(node, decoder).map(|value| Self { value, place: node.place.clone() })
    }
    fn shape() -> Shape {
        T::shape()
    }
    fn data(&self) -> Data {
        self.value.data()
    }
}

/// A calendar date with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedDate {
    /// The date.
    pub date: Date,
    /// As it is written.
    pub written: Arc<Written>,
}

const DATE_HELP: &str = "write year, month and day as in `2026-11-20`";

/// The diagnostic for a date that does not exist or is written otherwise.
pub fn bad_date(text: &str, error: &DateError, place: &Place) -> Diagnostic {
    let message = match error {
        DateError::Form { .. } => format!("`{text}` is not written as a date"),
        other => format!("`{text}` is not a date: {other}"),
    };
    Diagnostic::error(Rule::BadDate, message).at(place.clone())
}

/// The date that is meant by day, month and year, as in `21.11.2026`.
fn mended_date(text: &str) -> Option<String> {
    let parts: Vec<u16> =
        text.split(['.', '/', '-', ' ']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (year, month, day) = match *parts.as_slice() {
        [year, month, day] if year > 31 => (year, month, day),
        // Where both may be the month, nobody can know which one is.
        [day, month, year] if day > 12 => (year, month, day),
        _ => return None,
    };
    Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok().map(Date::iso)
}

impl Decode for PlacedDate {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let written = match &node.value {
            NodeValue::Number(written) => written.clone(),
            _ => decoder.filled_string(node, "a date")?,
        };
        match Date::parse(written.text()) {
            Ok(date) => Some(Self { date, written: Arc::new(written) }),
            Err(error) => {
                decoder.diagnostics.push(
                    bad_date(written.text(), &error, written.place()).help(
                        mended_date(written.text())
                            .map_or_else(|| DATE_HELP.to_owned(), |date| format!("write `{date}`")),
                    ),
                );
                None
            }
        }
    }
    fn shape() -> Shape {
        Shape::Date
    }
    fn data(&self) -> Data {
        Data::Str(Arc::clone(&self.written))
    }
}

/// A language with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlacedLang {
    /// The language.
    pub lang: Lang,
    /// As it is written.
    pub written: Arc<Written>,
}

impl Decode for PlacedLang {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let written = decoder.filled_string(node, "a language code")?;
        match Lang::parse(written.text()) {
            Ok(lang) => Some(Self { lang, written: Arc::new(written) }),
            Err(_) => {
                decoder.diagnostics.push(bad_language(written.text(), written.place()));
                None
            }
        }
    }
    fn shape() -> Shape {
        Shape::Lang
    }
    fn data(&self) -> Data {
        Data::Str(Arc::clone(&self.written))
    }
}

/// The diagnostic for a language code that paf does not know.
pub fn bad_language(code: &str, place: &Place) -> Diagnostic {
    let help = match Lang::parse(code) {
        Err(unknown) => match unknown.candidates.first() {
            Some(meant) => format!("did you mean `{}` ({})?", meant.code(), meant.english_name()),
            None => "write a code such as `de`, `fr` or `pt`".to_owned(),
        },
        Ok(_) => "write it in lower case".to_owned(),
    };
    Diagnostic::error(Rule::BadLanguage, format!("`{code}` is not a language that paf knows"))
        .at(place.clone())
        .help(help)
}

/// A whole number between two bounds, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Int<const MIN: i64, const MAX: i64>(pub i64);

impl<const MIN: i64, const MAX: i64> Decode for Int<MIN, MAX> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let NodeValue::Number(written) = &node.value else {
            decoder.wrong_type(node, "a whole number", "write digits alone, without quotation marks");
            return None;
        };
        match written.text().parse::<i64>() {
            Ok(value) if (MIN..=MAX).contains(&value) => Some(Self(value)),
            Ok(value) => {
                decoder.diagnostics.push(
                    Diagnostic::error(
                        Rule::OutOfRange,
                        format!("`{}` cannot be {value}", decoder.key_name()),
                    )
                    .at(node.place.clone())
                    .help(format!("write a number from {MIN} to {MAX}")),
                );
                None
            }
            Err(_) => {
                decoder.wrong_type(node, "a whole number", "write digits alone, without a point or a comma");
                None
            }
        }
    }
    fn shape() -> Shape {
        Shape::Int(MIN, MAX)
    }
    fn data(&self) -> Data {
        Data::Int(self.0)
    }
}

/// A length in hundredths of a millimetre, written in millimetres.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Millimetres(pub i64);

impl Decode for Millimetres {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let value = match &node.value {
            NodeValue::Number(written) => written.text().parse::<f64>().ok(),
            _ => None,
        };
        let Some(value) = value.filter(|value| (1.0..=2000.0).contains(value)) else {
            decoder.wrong_type(
                node,
                "a length in millimetres",
                "write a number from 1 to 2000, such as `210`",
            );
            return None;
        };
        #[expect(clippy::cast_possible_truncation, reason = "at most 200 000, as checked above")]
        Some(Self((value * 100.0).round() as i64))
    }
    fn shape() -> Shape {
        Shape::Millimetres
    }
    fn data(&self) -> Data {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        Data::made(if rest == 0 { format!("{whole}mm") } else { format!("{whole}.{rest:02}mm") })
    }
}

impl Decode for bool {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        if let NodeValue::Bool(value) = node.value {
            return Some(value);
        }
        decoder.wrong_type(node, "true or false", "write `true` or `false`");
        None
    }
    fn shape() -> Shape {
        Shape::Bool
    }
    fn data(&self) -> Data {
        Data::Bool(*self)
    }
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
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let NodeValue::List(items) = &node.value else {
            let help = match node.as_str() {
                Some(item) if !item.contains('\n') && item.len() < 40 => format!("write `[{item}]`"),
                _ => "begin each item on a line of its own with `- `".to_owned(),
            };
            decoder.wrong_type(node, "a list", &help);
            return None;
        };
        let mut decoded: Vec<T> = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let number = (index + 1).to_string();
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
            decoder.wrong_type(node, "keys of its own", "write each entry below it as `some-id: …`");
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
        None => T::absent().or_else(|| {
            let entries: &[_] = match &node.value {
                NodeValue::Map(entries) => entries,
                _ => &[],
            };
            // A key that is misspelt has been reported, and is not missing as well.
            if !entries.iter().any(|(key, _)| is_slip(key.text(), name, known)) {
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

/// Whether `written` is none of the keys that are known, and `name` is the one that is meant.
pub fn is_slip(written: &str, name: &str, known: &[impl AsRef<str>]) -> bool {
    let known = || known.iter().map(AsRef::as_ref);
    known().all(|key| key != written) && nearest(written, known()) == Some(name)
}

/// Reports the keys that a record does not have; false where the value is no map at all.
pub fn check_keys(node: &Node, known: &[String], decoder: &mut Decoder<'_>) -> bool {
    let NodeValue::Map(entries) = &node.value else {
        let help = format!(
            "write below it: {}",
            known.iter().map(|key| format!("`{key}: …`")).collect::<Vec<_>>().join(", ")
        );
        decoder.wrong_type(node, "keys of its own", &help);
        return false;
    };
    for (key, _) in entries.iter().filter(|(key, _)| key.text() != "$schema") {
        if !known.iter().any(|name| name == key.text()) {
            decoder.diagnostics.push(
                Diagnostic::error(Rule::UnknownKey, format!("the key `{}` is not known here", key.text()))
                    .at(key.place().clone())
                    .help_if(did_you_mean(key.text(), known.iter().map(String::as_str))),
            );
        }
    }
    true
}

/// Defines a record: the struct, its reading, its schema and what templates see of it.
///
/// A field's YAML key is its name with hyphens for underscores; its documentation is the schema's.
#[macro_export]
macro_rules! record {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident {
            $( $(#[doc = $field_doc:literal])+ pub $field:ident : $type:ty, )+
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone)]
        pub struct $name {
            $( $(#[doc = $field_doc])+ pub $field: $type, )+
            /// Where the whole record stands.
            pub at: paf_diag::Place,
        }

        impl $crate::decode::Decode for $name {
            fn decode(node: &$crate::node::Node, decoder: &mut $crate::decode::Decoder<'_>) -> Option<Self> {
                let known = [$(stringify!($field).replace('_', "-")),+];
                if !$crate::decode::check_keys(node, &known, decoder) {
                    return None;
                }
                // Every field is read before any failure counts, so that all problems are told.
                $( let $field = $crate::decode::field::<$type>(
                    node, &stringify!($field).replace('_', "-"), concat!($($field_doc),+), &known, decoder); )+
                Some(Self { $( $field: $field?, )+ at: node.place.clone() })
            }

            fn shape() -> $crate::shape::Shape {
                $crate::shape::Shape::Record(|| $crate::shape::RecordShape {
                    name: stringify!($name),
                    doc: concat!($($doc, "\n"),+).trim().to_owned(),
                    fields: vec![$( $crate::shape::FieldShape {
                        name: stringify!($field).replace('_', "-"),
                        doc: concat!($($field_doc, "\n"),+).trim().to_owned(),
                        required: <$type as $crate::decode::Decode>::absent().is_none(),
                        shape: <$type as $crate::decode::Decode>::shape(),
                    } ),+],
                })
            }

            fn data(&self) -> $crate::data::Data {
                $crate::data::Data::map([$(
                    (stringify!($field).replace('_', "-"), $crate::decode::Decode::data(&self.$field))
                ),+])
            }

            fn id(&self) -> Option<&$crate::decode::Id> {
                [$( $crate::decode::Decode::as_id(&self.$field).filter(|_| stringify!($field) == "id") ),+]
                    .into_iter()
                    .flatten()
                    .next()
            }
        }
    };
}
