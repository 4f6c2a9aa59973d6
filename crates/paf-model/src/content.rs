//! Running content: blocks and the items in them.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, Written, nearest};

use crate::data::Data;
use crate::decode::{
    Decode, Decoder, FigureRef, Id, IdMap, SourceRef, Str, Url, check_keys, hints, report_missing_id,
};
use crate::edition::{Change, Changed};
use crate::node::{Node, NodeValue};
use crate::record;
use crate::shape::{RecordShape, Shape};
use crate::text::Text;

record! {
    /// A piece of running content. What it needs depends on its kind.
    pub struct Block checked by check_keys_of_kind {
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
        /// Whose words a quotation is.
        pub by: Option<Arc<Text>>,
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
            /// All of them, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

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
        /// A card to cut out, with lines to write on.
        Card = "card",
        /// What somebody has said, with where it was read.
        Quotation = "quotation",
    }
}

impl BlockKind {
    /// The keys that a block of the kind cannot do without, and those that it may have besides.
    pub fn keys(self) -> (&'static [&'static str], &'static [&'static str]) {
        match self {
            Self::Text | Self::Heading => (&["text"], &[]),
            Self::Callout | Self::Note => (&["text"], &["title"]),
            Self::List | Self::Steps | Self::Entries | Self::Questions => (&["items"], &["title"]),
            Self::KeyFigure => (&["value", "text"], &[]),
            Self::Figure => (&["figure"], &[]),
            Self::Quotation => (&["text", "by", "sources"], &[]),
            Self::Table => (&["title", "columns", "rows"], &[]),
            Self::Alert | Self::Card => (&["title", "items"], &["text"]),
        }
    }

    /// The keys that an item of the kind may have.
    pub fn keys_of_items(self) -> &'static [&'static str] {
        match self {
            Self::Entries => &["title", "text", "icon", "url", "sources"],
            Self::Alert => &["title", "text", "icon", "sources"],
            _ => &["title", "text", "sources"],
        }
    }

    fn all_keys(self) -> Vec<&'static str> {
        let (needed, more) = self.keys();
        let sources = ["sources"].iter().filter(|key| !needed.contains(key));
        ["id", "kind"].iter().chain(needed).chain(more).chain(sources).copied().collect()
    }
}

/// Reports keys that are known to blocks, and not to blocks of this kind: nothing would print them.
fn check_keys_of_kind(node: &Node, known: &[String], decoder: &mut Decoder<'_>) -> bool {
    let word = node.get("kind").and_then(Node::as_str);
    let kind = BlockKind::ALL.iter().copied().find(|kind| Some(kind.as_str()) == word);
    if let Some(text) = node.as_str() {
        decoder.wrong_type(node, "the keys of a block", &hints::block(text));
        return false;
    }
    let (Some(kind), NodeValue::Map(entries)) = (kind, &node.value) else {
        return check_keys(node, known, decoder);
    };
    let own = kind.all_keys();
    for (key, value) in entries {
        if !own.contains(&key.text()) {
            let others = BlockKind::ALL.iter().filter(|other| other.all_keys().contains(&key.text()));
            let others: Vec<&str> = others.map(|kind| kind.as_str()).collect();
            report_key(key, &format!("a block of kind `{}`", kind.as_str()), &own, &others, decoder);
        } else if let ("items", NodeValue::Map(items)) = (key.text(), &value.value) {
            for (_, item) in items {
                check_keys_of_item(kind, item, decoder);
            }
        }
    }
    true
}

/// What no item has is told where the item is read.
fn check_keys_of_item(kind: BlockKind, item: &Node, decoder: &mut Decoder<'_>) {
    let NodeValue::Map(entries) = &item.value else { return };
    let own = kind.keys_of_items();
    for (key, _) in entries.iter().filter(|(key, _)| !own.contains(&key.text())) {
        let others = BlockKind::ALL.iter().filter(|other| other.keys_of_items().contains(&key.text()));
        let others: Vec<&str> = others.map(|kind| kind.as_str()).collect();
        if !others.is_empty() {
            report_key(key, &format!("an item of kind `{}`", kind.as_str()), own, &others, decoder);
        }
    }
}

fn report_key(key: &Written, what: &str, own: &[&str], others: &[&str], decoder: &mut Decoder<'_>) {
    let word = key.text();
    let quoted = |words: &[&str]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
    let mut found =
        Diagnostic::error(Rule::UnknownKey, format!("{what} has no `{word}`: nothing would print it"))
            .at(key.place().clone());
    found = match nearest(word, own.iter().copied()) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None if others.is_empty() => found,
        None => found.help(format!("`{word}` is a key of the kinds {}", quoted(others))),
    };
    decoder.diagnostics.push(found.help(format!("the keys here are {}", quoted(own))));
}

impl Block {
    fn has(&self, key: &str) -> bool {
        match key {
            "title" => self.title.is_some(),
            "text" => self.text.is_some(),
            "value" => self.value.is_some(),
            "figure" => self.figure.is_some(),
            "by" => self.by.is_some(),
            "sources" => !self.sources.is_empty(),
            "items" => !self.items.0.is_empty(),
            "columns" => !self.columns.0.is_empty(),
            "rows" => !self.rows.0.is_empty(),
            _ => false,
        }
    }

    /// Reports what the block's kind needs and does not have.
    pub fn check(&self, diagnostics: &mut Diagnostics) {
        let (needed, _) = self.kind.keys();
        let lacks = needed.iter().filter(|key| !self.has(key));
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
        self.check_items(diagnostics);
        self.check_cells(diagnostics);
    }

    fn check_items(&self, diagnostics: &mut Diagnostics) {
        for (id, item) in &self.items.0 {
            if let Item::Entry(entry) = item
                && entry.title.is_none()
                && entry.text.is_none()
            {
                diagnostics.push(
                    Diagnostic::error(
                        Rule::MissingKey,
                        format!("the item `{id}` has neither `title` nor `text`"),
                    )
                    .at(entry.at.clone())
                    .help(format!("write `{id}: …` with its words, or take it out")),
                );
            }
        }
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
    fn change(&mut self, path: &[&str], change: &mut Change<'_, '_>) -> Changed {
        match self {
            Self::Entry(entry) => entry.change(path, change),
            Self::Text(text) => text.change(path, change),
        }
    }
    /// Always a record, so that templates need not ask.
    fn data(&self) -> Data {
        match self {
            Self::Entry(entry) => entry.data(),
            Self::Text(text) => Data::record(
                [text],
                [
                    ("title", Data::None),
                    ("text", text.data()),
                    ("icon", Data::None),
                    ("url", Data::None),
                    ("sources", Data::List(Vec::new())),
                ],
            ),
        }
    }
}

record! {
    /// A part of a document: a title, an opening text, and running content.
    pub struct Part, noted in body {
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
    fn change(&mut self, path: &[&str], change: &mut Change<'_, '_>) -> Changed {
        self.0.change(path, change)
    }
}

/// The place of a record's id, for messages about the record.
pub fn place_of_id(id: Option<&Id>, otherwise: &Place) -> Place {
    id.map_or(otherwise, Id::place).clone()
}
