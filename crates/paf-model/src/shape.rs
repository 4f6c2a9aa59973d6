//! What a YAML file may hold, as data: the decoder's messages and the JSON Schemas come from it.

/// What is referred to by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RefKind {
    /// An entry of `references.yaml`.
    Source,
    /// An actor of `framework.yaml`.
    Actor,
    /// A figure in `figures/`.
    Figure,
    /// A term of `glossary.yaml`.
    Term,
    /// A document in `templates/`.
    Document,
    /// A recommendation.
    Recommendation,
}

impl RefKind {
    /// The word for one of them, for messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Source => "reference",
            Self::Actor => "actor",
            Self::Figure => "figure",
            Self::Term => "glossary term",
            Self::Document => "document",
            Self::Recommendation => "recommendation",
        }
    }
}

/// The type of a value.
#[derive(Clone)]
pub enum Shape {
    /// A text with inline marks.
    Text,
    /// A text of words alone.
    PlainText,
    /// A string that is not translated.
    Str,
    /// An id.
    Id,
    /// The id of something else.
    Ref(RefKind),
    /// A date, `YYYY-MM-DD`.
    Date,
    /// A year, a month or a day.
    Moment,
    /// A web address.
    Url,
    /// A colour of screens, `#rrggbb`.
    Srgb,
    /// A language code.
    Lang,
    /// A whole number within bounds.
    Int(i64, i64),
    /// A decimal number within bounds, in millimetres.
    Millimetres,
    /// A decimal number within bounds.
    Decimal(i64, i64),
    /// True or false.
    Bool,
    /// One of some words.
    Word(&'static [&'static str]),
    /// A list.
    List(Box<Shape>),
    /// A map with ids as keys.
    Map(Box<Shape>),
    /// A map with keys of texts and lists.
    ByKey(Box<Shape>),
    /// One of several shapes.
    AnyOf(Vec<Shape>),
    /// A record; a function, because records may hold themselves.
    Record(fn() -> RecordShape),
    /// Whatever belongs where it is put.
    Any,
    /// Whatever another format says (Hayagriva).
    Foreign,
}

/// A map with fixed keys.
pub struct RecordShape {
    /// Its name in the schema.
    pub name: &'static str,
    /// What it is.
    pub doc: String,
    /// Its keys in order.
    pub fields: Vec<FieldShape>,
}

/// A key of a record.
pub struct FieldShape {
    /// The key as it is written in YAML.
    pub name: String,
    /// What it is.
    pub doc: String,
    /// Whether it must be there.
    pub required: bool,
    /// The type of its value.
    pub shape: Shape,
}
