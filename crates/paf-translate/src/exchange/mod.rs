//! Catalogues on their way to translators and back: PO, XLIFF 1.2, XLSX, and TMX.

mod beyond;
mod codes;
mod encoding;
mod left;
mod merge;
mod nameless;
pub mod po;
mod slips;
pub mod tmx;
mod unread;
pub mod xliff;
pub mod xlsx;
mod xml;

use std::sync::Arc;

use paf_diag::{Place, Written};
use paf_locale::Lang;
use paf_model::Text;

use crate::State;

pub use beyond::beyond;
pub use encoding::decode;
pub use left::Left;
pub use merge::{Choice, Home, Imported, Terms, merge};
pub use nameless::belongs_to;
pub use slips::slips;

/// A text on its way to a translator.
#[derive(Debug, Clone)]
pub struct Unit {
    /// The text in the source language.
    pub source: Arc<Text>,
    /// The present translation.
    pub target: Option<Arc<Text>>,
    /// How far it is.
    pub state: State,
    /// The source text that a stale translation was made from, as it was written.
    pub previous: Option<String>,
    /// What the translator is told, a line each.
    pub notes: Vec<String>,
}

/// What one language's translator gets.
#[derive(Debug, Clone)]
pub struct Package<'a> {
    /// The framework's id and version, for example `immuno-oncology 1.0`.
    pub project: &'a str,
    /// The language of the source texts.
    pub source_lang: Lang,
    /// The language to translate into.
    pub target_lang: Lang,
    /// The texts, in the order of the catalogue.
    pub units: &'a [Unit],
}

/// What came back for one text.
#[derive(Debug, Clone)]
pub struct Delivered {
    /// The text's key.
    pub key: Written,
    /// The source text as the file gives it, written as content is; none where the file has none.
    pub source: Option<String>,
    /// The translation, written as content is; empty where there is none.
    pub target: Written,
    /// How far the file says it is.
    pub state: Option<State>,
    /// Whether a catalogue marks it as one to look at again; formats without that mark say nothing.
    pub fuzzy: Option<bool>,
    /// Whether a person has taken a rank away from it, and not the program that wrote the file.
    pub disapproved: bool,
    /// What it was sent out with, if the file still carries that.
    pub left: Option<Left>,
    /// What the translator remarks on it, a line each.
    pub comments: Vec<String>,
    /// The whole entry.
    pub place: Place,
}

/// A file that came back.
#[derive(Debug, Clone, Default)]
pub struct Delivery {
    /// The language it says it is translated into, and where.
    pub lang: Option<(String, Place)>,
    /// What it says that it belongs to: a project, a file.
    pub origin: Option<String>,
    /// The texts in the order of the file.
    pub entries: Vec<Delivered>,
}
