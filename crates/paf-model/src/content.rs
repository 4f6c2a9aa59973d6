//! Running content: blocks and the items in them.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule};

use crate::data::Data;
use crate::decode::{Decode, Decoder, FigureRef, Id, IdMap, SourceRef, Str, Url, report_missing_id};
use crate::node::{Node, NodeValue};
use crate::record;
use crate::shape::{RecordShape, Shape};
use crate::text::Text;

record! {
    /// A piece of running content. What it needs depends on its kind.
    pub struct Block {
        /// Its id within the list; part of the texts' keys.
        pub id: Id,
        /// What it is.
        pub kind: BlockKind,
        /// A title above it.
        pub title: Option<Arc<Text>>,
        /// The text.
        pub text: Option<Arc<Text>>,
        /// The entries of a list, by id.
        pub items: IdMap<Item>,
        /// The figure that stands here.
        pub figure: Option<FigureRef>,
        /// The large figure of a key figure.
        pub value: Option<Arc<Text>>,
        /// A table's columns with their headings, by id.
        pub columns: IdMap<Arc<Text>>,
        /// A table's rows, by id; each a map of column to cell.
        pub rows: IdMap<IdMap<Arc<Text>>>,
        /// The references it rests on.
        pub sources: Vec<SourceRef>,
    }
}

/// A word out of a fixed list, as an enum would be in YAML.
macro_rules! words {
    ($(#[doc = $doc:literal])+ $name:ident { $( $(#[doc = $variant_doc:literal])+ $variant:ident = $word:literal, )+ }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $( $(#[doc = $variant_doc])+ $variant, )+ }

        impl $name {
            /// The words in YAML, in the order of the documentation.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word in YAML.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl Decode for $name {
            fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
                match node.as_str() {
                    $(Some($word) => Some(Self::$variant),)+
                    Some(other) => {
                        decoder.diagnostics.push(
                            Diagnostic::error(
                                Rule::UnknownWord,
                                format!("`{}` cannot be `{other}`", decoder.key_name()),
                            )
                            .at(node.place.clone())
                            .help_if(paf_diag::did_you_mean(other, Self::WORDS.iter().copied())),
                        );
                        None
                    }
                    None => {
                        let help = format!("write one of: {}", Self::WORDS.join(", "));
                        decoder.wrong_type(node, "a word", &help);
                        None
                    }
                }
            }
            fn shape() -> Shape {
                Shape::Word(Self::WORDS)
            }
            fn data(&self) -> Data {
                Data::made(self.as_str())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// The kinds of block.
    BlockKind {
        /// A paragraph.
        Text = "text",
        /// A sub-heading.
        Heading = "heading",
        /// Bullets.
        List = "list",
        /// Numbered steps.
        Steps = "steps",
        /// Entries with a title each.
        Entries = "entries",
        /// A box that stands out.
        Callout = "callout",
        /// A note in the outer column.
        Note = "note",
        /// A large figure with its meaning.
        KeyFigure = "key-figure",
        /// A drawing with number and caption.
        Figure = "figure",
        /// A table.
        Table = "table",
        /// When to call at once.
        Alert = "alert",
        /// Questions with lines to write on.
        Questions = "questions",
    }
}

impl Block {
    /// Reports what the block's kind needs and does not have.
    pub fn check(&self, diagnostics: &mut Diagnostics) {
        let missing = |has: bool, key: &str| (!has).then(|| key.to_owned());
        let lacks: Vec<String> = match self.kind {
            BlockKind::Text | BlockKind::Heading | BlockKind::Callout | BlockKind::Note => {
                vec![missing(self.text.is_some(), "text")]
            }
            BlockKind::List | BlockKind::Steps | BlockKind::Entries | BlockKind::Questions => {
                vec![missing(!self.items.0.is_empty(), "items")]
            }
            BlockKind::Alert => {
                vec![missing(self.title.is_some(), "title"), missing(!self.items.0.is_empty(), "items")]
            }
            BlockKind::KeyFigure => {
                vec![missing(self.value.is_some(), "value"), missing(self.text.is_some(), "text")]
            }
            BlockKind::Figure => vec![missing(self.figure.is_some(), "figure")],
            BlockKind::Table => vec![
                missing(self.title.is_some(), "title"),
                missing(!self.columns.0.is_empty(), "columns"),
                missing(!self.rows.0.is_empty(), "rows"),
            ],
        }
        .into_iter()
        .flatten()
        .collect();
        for key in lacks {
            diagnostics.push(
                Diagnostic::error(
                    Rule::MissingKey,
                    format!(
                        "the block `{}` is of kind `{}` and has no `{key}`",
                        self.id.as_str(),
                        self.kind.as_str()
                    ),
                )
                .at(self.id.place().clone())
                .help(format!("add `{key}: …` to it")),
            );
        }
        self.check_cells(diagnostics);
    }

    fn check_cells(&self, diagnostics: &mut Diagnostics) {
        for (row, cells) in &self.rows.0 {
            for column in cells.ids().filter(|id| self.columns.get(id).is_none()) {
                let place = cells.get(column).map_or(&self.at, |text| text.place());
                diagnostics.push(
                    Diagnostic::error(Rule::UnknownId, format!("the table has no column `{column}`"))
                        .at(place.clone())
                        .help_if(paf_diag::did_you_mean(column, self.columns.ids())),
                );
            }
            for column in self.columns.ids().filter(|id| cells.get(id).is_none()) {
                diagnostics.push(
                    Diagnostic::error(
                        Rule::MissingKey,
                        format!("the row `{row}` has no cell for the column `{column}`"),
                    )
                    .at(self.id.place().clone())
                    .help(format!("add `{column}: …` to the row `{row}`")),
                );
            }
        }
    }
}

/// An entry of a list: a text alone, or a record with a title.
#[derive(Debug, Clone)]
pub enum Item {
    /// A text alone.
    Text(Arc<Text>),
    /// A record.
    Entry(Box<ItemEntry>),
}

record! {
    /// An entry with a title.
    pub struct ItemEntry {
        /// What the entry is about.
        pub title: Option<Arc<Text>>,
        /// What is said about it.
        pub text: Option<Arc<Text>>,
        /// The name of a symbol that the theme draws.
        pub icon: Option<Str>,
        /// Where more is to be found.
        pub url: Option<Url>,
        /// The references it rests on.
        pub sources: Vec<SourceRef>,
    }
}

impl Decode for Item {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            NodeValue::Map(_) => ItemEntry::decode(node, decoder).map(|entry| Self::Entry(Box::new(entry))),
            _ => Decode::decode(node, decoder).map(Self::Text),
        }
    }
    fn shape() -> Shape {
        Shape::AnyOf(vec![Shape::Text, ItemEntry::shape()])
    }
    /// Always a record, so that templates need not ask.
    fn data(&self) -> Data {
        match self {
            Self::Entry(entry) => entry.data(),
            Self::Text(text) => Data::map([
                ("title", Data::None),
                ("text", text.data()),
                ("icon", Data::None),
                ("url", Data::None),
                ("sources", Data::List(Vec::new())),
            ]),
        }
    }
}

record! {
    /// A part of a document: a title, an opening text, and running content.
    pub struct Part {
        /// Its id; part of the texts' keys where it stands in a list.
        pub id: Option<Id>,
        /// The heading.
        pub title: Arc<Text>,
        /// The heading where there is little room, such as a running header.
        pub short: Option<Arc<Text>>,
        /// The opening text.
        pub lead: Option<Arc<Text>>,
        /// The running content.
        pub body: Vec<Block>,
        /// The references it rests on.
        pub sources: Vec<SourceRef>,
    }
}

impl Part {
    /// Reports what its blocks lack.
    pub fn check(&self, diagnostics: &mut Diagnostics) {
        self.body.iter().for_each(|block| block.check(diagnostics));
    }
}

/// One part of several, which has to have an id: a place in a list says nothing once another part is
/// put before it.
#[derive(Debug, Clone)]
pub struct Section(pub Part);

impl Decode for Section {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let part = Part::decode(node, decoder);
        if matches!(node.value, NodeValue::Map(_)) && node.get("id").is_none() {
            report_missing_id(node, decoder);
        }
        part.map(Self)
    }
    fn shape() -> Shape {
        Shape::Record(|| {
            let Shape::Record(part) = Part::shape() else { unreachable!("a part is a record") };
            let mut shape = RecordShape { name: "Section", ..part() };
            shape.fields.iter_mut().filter(|field| field.name == "id").for_each(|id| id.required = true);
            shape
        })
    }
    fn data(&self) -> Data {
        self.0.data()
    }
    fn id(&self) -> Option<&Id> {
        self.0.id()
    }
}

/// The place of a record's id, for messages about the record.
pub fn place_of_id(id: Option<&Id>, otherwise: &Place) -> Place {
    id.map_or(otherwise, Id::place).clone()
}
