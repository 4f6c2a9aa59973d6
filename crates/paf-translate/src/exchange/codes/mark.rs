//! What a code stands for.

use paf_model::markup::{self, Cited, Count, CountStyle, Inline, Locator};

use super::super::xml;

/// A mark of a text, without the words that it encloses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Mark {
    Emphasis,
    Strong,
    Link(String),
    Term(String),
    /// What is referred to: `rec:id`.
    Reference(String),
    /// What is counted, and the style of the number. The words that a number chooses are words.
    Count(String, Option<String>),
    /// Keys, each with the place in the work.
    Citation(Vec<(String, Option<String>)>),
    Placeholder(String),
}

/// A mark as a file describes it for people and programs that do not have the framework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Description {
    /// Its kind, in the words of XLIFF.
    pub(in super::super) kind: String,
    /// What it adds to the words, or stands for.
    pub(in super::super) content: Option<String>,
}

impl Mark {
    /// The mark at the root of a tree; words are none.
    pub(super) fn of(inline: &Inline) -> Option<Self> {
        Some(match inline {
            Inline::Words { .. } => return None,
            Inline::Count(count) => match &count.style {
                CountStyle::Digits => Self::Count(count.name.clone(), None),
                CountStyle::Named(style) => Self::Count(count.name.clone(), Some(style.clone())),
                CountStyle::Forms(_) => return None,
            },
            Inline::Reference { to, id, .. } => Self::Reference(format!("{}:{id}", to.prefix())),
            Inline::Slot { slot, .. } => Self::Placeholder(slot.name().to_owned()),
            Inline::Emphasis(_) => Self::Emphasis,
            Inline::Strong(_) => Self::Strong,
            Inline::Link { url, .. } => Self::Link(url.clone()),
            Inline::Term { id, .. } => Self::Term(id.clone()),
            Inline::Citation(keys) => Self::Citation(keys.iter().map(work).collect()),
            Inline::Placeholder { name, .. } => Self::Placeholder(name.clone()),
        })
    }

    /// The mark around `body`, which is nothing for a mark that encloses no words.
    pub(super) fn around(self, body: Vec<Inline>) -> Inline {
        match self {
            Self::Emphasis => Inline::Emphasis(body),
            Self::Strong => Inline::Strong(body),
            Self::Link(url) => Inline::Link { url, range: 0..0, body },
            Self::Term(id) => Inline::Term { id, range: 0..0, body },
            Self::Reference(target) => reference(&target, body),
            Self::Count(name, style) => Inline::Count(Count {
                name,
                style: style.map_or(CountStyle::Digits, CountStyle::Named),
                range: 0..0,
            }),
            Self::Citation(keys) => Inline::Citation(keys.into_iter().map(cited).collect()),
            Self::Placeholder(name) => Inline::Placeholder { name, range: 0..0 },
        }
    }

    /// Whether it encloses words.
    pub(super) fn encloses(&self) -> bool {
        !matches!(self, Self::Citation(_) | Self::Count(..) | Self::Placeholder(_))
    }

    /// Its parts as the check of a translation counts them: each work of a citation by itself.
    pub(super) fn parts(&self) -> Vec<Self> {
        match self {
            Self::Citation(works) => works.iter().map(|work| Self::Citation(vec![work.clone()])).collect(),
            _ => vec![self.clone()],
        }
    }

    /// The mark as it is the same in every language: a place in a work has other words in each.
    pub(super) fn meant(&self) -> Self {
        match self {
            Self::Count(name, _) => Self::Count(name.to_lowercase(), None),
            Self::Citation(works) => {
                Self::Citation(works.iter().map(|work| (cited(work.clone()).meant(), None)).collect())
            }
            _ => self.clone(),
        }
    }

    /// What it is called in a message.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Emphasis => "the emphasis".to_owned(),
            Self::Strong => "the strong emphasis".to_owned(),
            Self::Link(url) => format!("the link to {url}"),
            Self::Term(id) => format!("the term `{id}`"),
            Self::Reference(target) => format!("the reference to `{target}`"),
            Self::Count(..) => format!("the count `{}`", self.content()),
            Self::Citation(_) => format!("the citation `{}`", self.content()),
            Self::Placeholder(_) => format!("the placeholder `{}`", self.content()),
        }
    }

    /// What the file says of it.
    pub(in super::super) fn description(&self) -> Description {
        let kind = match self {
            Self::Emphasis => "italic",
            Self::Strong => "bold",
            Self::Link(_) => "link",
            Self::Term(_) => "x-term",
            Self::Reference(_) => "x-reference",
            Self::Count(..) => "x-count",
            Self::Citation(_) => "x-citation",
            Self::Placeholder(_) => "x-placeholder",
        };
        let content = Some(self.content()).filter(|content| !content.is_empty());
        // A character that XML has no place for is lost here; the number says which mark is meant.
        Description {
            kind: kind.to_owned(),
            content: content.map(|content| xml::without_forbidden(&content)),
        }
    }

    /// What content writes before the words that it encloses and after them, or all of it.
    pub(in super::super) fn ends(&self) -> (String, String) {
        match self {
            Self::Emphasis => ("*".to_owned(), "*".to_owned()),
            Self::Strong => ("**".to_owned(), "**".to_owned()),
            Self::Link(_) | Self::Term(_) | Self::Reference(_) => {
                ("[".to_owned(), format!("]({})", self.content()))
            }
            Self::Citation(_) | Self::Count(..) | Self::Placeholder(_) => (self.content(), String::new()),
        }
    }

    /// What it adds to the words, or stands for, as content writes it.
    fn content(&self) -> String {
        match self {
            Self::Emphasis | Self::Strong => String::new(),
            Self::Link(url) => url.clone(),
            Self::Term(id) => format!("term:{id}"),
            Self::Reference(target) => target.clone(),
            Self::Citation(_) | Self::Count(..) | Self::Placeholder(_) => {
                markup::write(&[self.clone().around(Vec::new())])
            }
        }
    }
}

/// The reference to a target; words alone where it is none.
fn reference(target: &str, body: Vec<Inline>) -> Inline {
    let parsed = markup::parse(&format!("[x]({target})")).0;
    match parsed.into_iter().next() {
        Some(Inline::Reference { to, id, .. }) => Inline::Reference { to, id, range: 0..0, body },
        _ => Inline::Link { url: target.to_owned(), range: 0..0, body },
    }
}

fn work(work: &Cited) -> (String, Option<String>) {
    (work.key.clone(), work.locator.as_ref().map(|locator| locator.text.clone()))
}

fn cited((key, place): (String, Option<String>)) -> Cited {
    Cited { locator: place.map(|text| Locator { text, range: 0..0 }), ..Cited::whole(key) }
}

impl Description {
    /// The mark that is described, if it is one that content can have.
    pub(super) fn mark(&self) -> Option<Mark> {
        match self.kind.as_str() {
            "italic" => return Some(Mark::Emphasis),
            "bold" => return Some(Mark::Strong),
            _ => {}
        }
        let content = self.content.as_deref()?;
        let written = match self.kind.as_str() {
            "link" | "x-term" | "x-reference" => format!("[x]({content})"),
            _ => content.to_owned(),
        };
        let (inlines, _) = markup::parse(&written);
        let [inline] = inlines.as_slice() else { return None };
        Mark::of(inline).filter(|mark| mark.description() == *self)
    }
}
