//! The values that stand alone in YAML: texts, names, ids, addresses, dates, languages, numbers.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, Written, nearest};
use paf_locale::{Date, DateError, Lang, long_date};

use crate::data::Data;
use crate::decode::{Decode, Decoder, hints};
use crate::edition::{Change, Changed};
use crate::markup;
use crate::node::{Node, NodeValue};
use crate::shape::{RefKind, Shape};
use crate::text::{Text, TextKind, visible};

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
    fn wording(&self) -> Option<&Arc<Text>> {
        Some(self)
    }
    fn change(&mut self, path: &[&str], change: &mut Change<'_, '_>) -> Changed {
        change.text(self, path)
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
    fn wording(&self) -> Option<&Arc<Text>> {
        Some(&self.0)
    }
    fn change(&mut self, path: &[&str], change: &mut Change<'_, '_>) -> Changed {
        change.text(&mut self.0, path)
    }
}

/// A string that is no prose: a path, a version, a number in a catalogue.
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
        let written = decoder.filled_string(node, "a text")?;
        let _is_told = decoder.strays(&written);
        if let Some(inner) = hints::without_curly(written.text()) {
            decoder.diagnostics.push(
                Diagnostic::error(
                    Rule::SourceQuotationMarks,
                    format!(
                        "`{}` stands in curly quotation marks, which would be part of it",
                        decoder.key_name()
                    ),
                )
                .at(node.place.clone())
                .help(format!("write `\"{inner}\"`")),
            );
            return None;
        }
        Some(Self(Arc::new(written)))
    }
    fn shape() -> Shape {
        Shape::Str
    }
    fn data(&self) -> Data {
        Data::Str(Arc::clone(&self.0))
    }
}

/// A name that is printed as it is in every language: it has a place and is checked like a text, and no
/// catalogue has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Name(pub Arc<Text>);

impl Name {
    /// The name.
    pub fn as_str(&self) -> &str {
        self.0.written.text()
    }
}

impl Decode for Name {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        decoder.name(node).map(Self)
    }
    fn shape() -> Shape {
        Shape::Str
    }
    fn data(&self) -> Data {
        Data::Str(Arc::new(self.0.written.clone()))
    }
    fn wording(&self) -> Option<&Arc<Text>> {
        Some(&self.0)
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
    pub(crate) fn mended(text: &str) -> String {
        crate::markup::as_id(text)
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
    /// Templates compare ids, and a string that keeps its place is equal to no other.
    fn data(&self) -> Data {
        Data::made(self.0.text())
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
                Data::made(self.0.text())
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
        let is_told = decoder.strays(&written);
        let url = written.text();
        let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
        let flaw = markup::flaw(url).filter(|_| !is_told);
        if host.is_empty() || !host.contains('.') || url.contains(char::is_whitespace) || flaw.is_some() {
            decoder.diagnostics.push(
                Diagnostic::error(Rule::BadUrl, format!("`{}` is not a web address", visible(url)))
                    .at(written.place().clone())
                    .help(flaw.flatten().or_else(|| mended_url(url)).map_or_else(
                        || "write the whole address, beginning with `https://` and without spaces".to_owned(),
                        |url| format!("write `{url}`"),
                    )),
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

/// The address that is meant by one without its beginning, or in quotation marks.
fn mended_url(url: &str) -> Option<String> {
    let bare = hints::without_curly(url).unwrap_or(url);
    if bare.contains(char::is_whitespace) || !bare.contains('.') || bare.contains('@') {
        return None;
    }
    match bare.split_once("://") {
        None => Some(format!("https://{}", bare.trim_start_matches('/'))),
        Some(("http" | "https", host)) if host.contains('.') && markup::flaw(bare).is_none() => {
            Some(bare.to_owned())
        }
        Some(_) => None,
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

/// What to write for a date that is written by day, month and year, as in `21.11.2026`.
fn mended_date(text: &str) -> Option<String> {
    let text = hints::without_curly(text).unwrap_or(text);
    if Date::parse(text).is_ok() {
        return Some(format!("write `{text}`"));
    }
    if let Some(date) = date_in_words(text) {
        return Some(format!("write `{date}`"));
    }
    let parts: Vec<u16> =
        text.split(['.', '/', '-', ' ']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let date = |year: u16, month: u16, day: u16| {
        Date::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok().map(Date::iso)
    };
    match *parts.as_slice() {
        [year, month, day] if year > 31 => Some(format!("write `{}`", date(year, month, day)?)),
        [day, month, year] => match (date(year, month, day), date(year, day, month)) {
            (Some(one), Some(other)) if one != other => {
                Some(format!("write `{one}` or `{other}`, whichever is meant: year, month and day"))
            }
            (one, other) => Some(format!("write `{}`", one.or(other)?)),
        },
        _ => None,
    }
}

/// The date that is meant by `5 December 2026`, in English as it is used among languages.
fn date_in_words(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).collect();
    let numbers: Vec<u16> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let (day, year) = match *numbers.as_slice() {
        [day, year] if year > 31 && day <= 31 => (u8::try_from(day).ok()?, year),
        _ => return None,
    };
    let dates = (1..=12).filter_map(|month| Date::new(year, month, day).ok());
    let written = dates.map(|date| (date, long_date(Lang::ENGLISH, date)));
    let is_meant = |long: &str| {
        words.iter().all(|word| long.split_whitespace().any(|other| other.eq_ignore_ascii_case(word)))
    };
    let found: Vec<Date> = written.filter(|(_, long)| is_meant(long)).map(|(date, _)| date).collect();
    found.first().map(|date| date.iso())
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
                    bad_date(written.text(), &error, written.place())
                        .help(mended_date(written.text()).unwrap_or_else(|| DATE_HELP.to_owned())),
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
        let Ok(lang) = Lang::parse_or_near(written.text()) else {
            decoder.diagnostics.push(bad_language(written.text(), written.place()));
            return None;
        };
        if lang.code() != written.text() {
            decoder.diagnostics.push(other_country(lang, &written));
        }
        Some(Self { lang, written: Arc::new(written) })
    }
    fn shape() -> Shape {
        Shape::Lang
    }
    fn data(&self) -> Data {
        Data::Str(Arc::clone(&self.written))
    }
}

/// The warning about a country for which paf has nothing of its own.
fn other_country(lang: Lang, written: &Written) -> Diagnostic {
    let (code, name) = (written.text(), lang.english_name());
    Diagnostic::warning(
        Rule::BadLanguage,
        format!("`{code}` is made as `{lang}` ({name}): paf has no dates, quotation marks and words of its own for it"),
    )
    .at(written.place().clone())
    .help(format!("write `{lang}`, and have the texts read by somebody from the country"))
}

/// The diagnostic for a language code that paf does not know.
pub fn bad_language(code: &str, place: &Place) -> Diagnostic {
    let known: Vec<&str> = Lang::all().map(Lang::code).collect();
    Diagnostic::error(Rule::BadLanguage, format!("`{code}` is not a language that paf knows"))
        .at(place.clone())
        .help_if(did_you_mean_language(&meant_language(code)))
        .help(format!(
            "write one of: {}, alone or with a country (`de-AT`); for another language, ask those who maintain paf",
            known.join(", ")
        ))
}

/// The languages that may be meant by what is no code: by the code of a country, or by a name.
pub fn meant_language(written: &str) -> Vec<Lang> {
    const SHORTEST_NAME: usize = 4;
    let candidates = match Lang::parse(written) {
        Ok(lang) => vec![lang],
        Err(unknown) => unknown.candidates,
    };
    if !candidates.is_empty() || written.chars().count() < SHORTEST_NAME {
        return candidates;
    }
    let named = |name: &str| Lang::all().find(|lang| lang.english_name() == name || lang.endonym() == name);
    let names = Lang::all().flat_map(|lang| [lang.english_name(), lang.endonym()]);
    nearest(written, names).and_then(named).into_iter().collect()
}

/// A help that asks for one of some languages; nothing where there are none.
pub fn did_you_mean_language(meant: &[Lang]) -> Option<String> {
    let named: Vec<String> = meant.iter().map(|lang| format!("`{lang}` ({})", lang.english_name())).collect();
    let (last, others) = named.split_last()?;
    Some(match others {
        [] => format!("did you mean {last}?"),
        others => format!("did you mean {} or {last}?", others.join(", ")),
    })
}

/// A whole number between two bounds, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Int<const MIN: i64, const MAX: i64>(pub i64);

impl<const MIN: i64, const MAX: i64> Decode for Int<MIN, MAX> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let NodeValue::Number(written) = &node.value else {
            let help = hints::number(node)
                .unwrap_or_else(|| "write digits alone, without quotation marks".to_owned());
            decoder.wrong_type(node, "a whole number", &help);
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
                let help = hints::number(node)
                    .unwrap_or_else(|| "write digits alone, without a point or a comma".to_owned());
                decoder.diagnostics.push(
                    Diagnostic::error(
                        Rule::WrongType,
                        format!("`{}` takes a whole number, and this is another", decoder.key_name()),
                    )
                    .at(node.place.clone())
                    .help(help),
                );
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

/// A decimal number in hundredths, from `MIN` to `MAX` wholes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hundredths<const MIN: i64, const MAX: i64>(pub i64);

impl<const MIN: i64, const MAX: i64> Decode for Hundredths<MIN, MAX> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let value = match &node.value {
            NodeValue::Number(written) => written.text().parse::<f64>().ok(),
            _ => None,
        };
        #[expect(clippy::cast_possible_truncation, reason = "a value out of the range is refused below")]
        let hundredths = value.map(|value| (value * 100.0).round() as i64);
        let Some(hundredths) = hundredths.filter(|value| (MIN * 100..=MAX * 100).contains(value)) else {
            let help = format!("write a number from {MIN} to {MAX}, with a point for decimals");
            decoder.wrong_type(node, "a number", &help);
            return None;
        };
        Some(Self(hundredths))
    }
    fn shape() -> Shape {
        Shape::Decimal(MIN, MAX)
    }
    fn data(&self) -> Data {
        let sign = if self.0 < 0 { "-" } else { "" };
        Data::made(format!("{sign}{}.{:02}", self.0.abs() / 100, self.0.abs() % 100))
    }
}

impl Decode for bool {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        if let NodeValue::Bool(value) = node.value {
            return Some(value);
        }
        decoder.wrong_type(node, "true or false", &hints::truth(node));
        None
    }
    fn shape() -> Shape {
        Shape::Bool
    }
    fn data(&self) -> Data {
        Data::Bool(*self)
    }
}
