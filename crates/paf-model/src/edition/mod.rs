//! `editions/<cc>/edition.yaml`: what a country edition sets, adapts, notes, leaves out, adds and orders.

mod blocks;
mod change;
mod documents;
pub(crate) mod former;
mod groups;
pub mod numbers;
mod organisers;
mod over;
pub mod rebase;
mod round_table;
mod rules;
#[cfg(test)]
mod tests;
mod untrue;
mod verbs;

use std::sync::Arc;

use paf_diag::{Diagnostic, Rule};
use paf_locale::{Lang, is_country};

use crate::content::Part;
use crate::decode::{Decoder, Id, PlacedLang, Str, check_keys};
use crate::node::{Node, NodeValue};
use crate::record;
use crate::text::Text;

pub use change::{Change, Changed, Refusal, Verb};
pub use documents::Documents;
pub use groups::Groups;
pub(crate) use groups::{experts_data, organisations_data};
pub use organisers::{Organiser, path_of_logo};
pub use over::{Difference, Laid};
pub use round_table::{Photo, RoundTable};
pub use rules::{Condition, Conditional, ForEditions};
pub use verbs::{Adaptation, ByKey, Raw};

record! {
    /// A country edition; its id is the name of its folder. It names what it changes by the keys of the texts and
    /// leaves the rest as it is.
    pub struct Edition checked by check_keys_of_edition {
        /// The edition's name, such as the country's.
        pub title: Arc<Text>,
        /// The language its own texts are written in.
        pub language: PlacedLang,
        /// The languages it is made in; its own language if left out.
        pub languages: Vec<PlacedLang>,
        /// The documents it makes, each with its languages if they are others; all of the framework's if left out.
        pub documents: Documents,
        /// The version of the framework it was made from.
        pub based_on: Str,
        /// Whether it only shows how an edition is made.
        pub specimen: Option<bool>,
        /// The colour of the band on its covers, by its name in `bands` of `templates/theme/brand.yaml`; the first
        /// there if left out.
        pub band: Option<Str>,
        /// Who makes it, in the order in which the covers show them; six at most.
        pub organisers: Vec<Organiser>,
        /// A foreword of its own.
        pub foreword: Option<Part>,
        /// The record of the round table that it comes from.
        pub round_table: Option<RoundTable>,
        /// What is the edition's own in place of the framework's, by key: its publisher, date, version.
        pub set: ByKey<Raw>,
        /// Texts in another wording, by key.
        pub adapt: ByKey<Adaptation>,
        /// What is printed below a European text, by the key of the recommendation, step, indicator, section or panel.
        pub note: ByKey<Raw>,
        /// What is left out, by key, and why.
        pub omit: ByKey<Arc<Text>>,
        /// What is added, by the key of the list; each id begins with the edition's.
        pub add: ByKey<Raw>,
        /// The order of a list, by its key: the ids of all that it has.
        pub order: ByKey<Vec<Str>>,
    }
}

/// What the keys of everything that an edition may change begin with.
const FILES: [&str; 10] = [
    "framework",
    "report",
    "recommendations",
    "expert-group",
    "partners",
    "endorsers",
    "leaflet",
    "glossary",
    "figures",
    "references",
];

/// Reports keys that an edition does not have; those of files are told once the framework is known.
fn check_keys_of_edition(node: &Node, known: &[String], decoder: &mut Decoder<'_>) -> bool {
    let NodeValue::Map(entries) = &node.value else { return check_keys(node, known, decoder) };
    not_none(node, "languages", "the edition is made in its own language alone", decoder);
    not_none(node, "documents", "the edition makes all of the framework's", decoder);
    let others = entries.iter().filter(|(key, _)| !former::is_former(key.text())).cloned().collect();
    check_keys(&Node { value: NodeValue::Map(others), place: node.place.clone() }, known, decoder)
}

/// Reports an empty list: left out, it stands for all.
fn not_none(node: &Node, key: &str, otherwise: &str, decoder: &mut Decoder<'_>) {
    let Some(at) = node.get(key) else { return };
    if let (NodeValue::Map(documents), "documents") = (&at.value, key) {
        for (_, choice) in documents {
            not_none(choice, "languages", "the document is made in all of the edition's", decoder);
        }
    }
    let is_empty = match &at.value {
        NodeValue::List(items) => items.is_empty(),
        NodeValue::Map(entries) => entries.is_empty(),
        _ => false,
    };
    if is_empty {
        decoder.diagnostics.push(
            Diagnostic::error(Rule::EmptyList, format!("`{key}` names none"))
                .at(at.place.clone())
                .help(format!("name one at least; without `{key}` {otherwise}")),
        );
    }
}

impl Edition {
    /// The languages the edition is made in, each once, where they are written.
    pub fn placed_languages(&self) -> Vec<&PlacedLang> {
        let own = self.languages.is_empty().then_some(&self.language);
        let mut languages: Vec<&PlacedLang> = Vec::new();
        for placed in own.into_iter().chain(&self.languages).chain(self.documents.languages()) {
            if languages.iter().all(|known| known.lang != placed.lang) {
                languages.push(placed);
            }
        }
        languages
    }

    /// The languages the edition is made in.
    pub fn all_languages(&self) -> Vec<Lang> {
        self.placed_languages().into_iter().map(|placed| placed.lang).collect()
    }

    /// The languages the edition makes a document in; none if it does not make it.
    pub fn languages_of(&self, document: &str) -> Vec<Lang> {
        if !self.makes(document) {
            return Vec::new();
        }
        self.documents.languages_of(document).unwrap_or_else(|| match self.languages.is_empty() {
            true => vec![self.language.lang],
            false => self.languages.iter().map(|placed| placed.lang).collect(),
        })
    }

    /// Whether the edition makes a document.
    pub fn makes(&self, document: &str) -> bool {
        self.documents.is_empty() || self.documents.named().any(|(made, _)| made == document)
    }
}

/// Whether a folder's name may be an edition's id: a country's code (ISO 3166), or `x-` and a name for what is no
/// country.
pub fn is_edition_id(id: &str) -> bool {
    Id::is_valid(id) && (is_country(id) || id.starts_with("x-"))
}

/// The id of the edition that a file belongs to.
pub fn edition_of(path: &str) -> Option<&str> {
    path.strip_prefix("framework/editions/")?.split_once('/').map(|(id, _)| id)
}
