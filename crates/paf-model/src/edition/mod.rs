//! `editions/<cc>/edition.yaml`: what a country edition sets, adapts, notes, leaves out, adds and orders.

mod blocks;
mod change;
mod groups;
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
use crate::decode::{Decoder, DocumentRef, Id, PlacedLang, Str, check_keys};
use crate::node::{Node, NodeValue};
use crate::record;
use crate::text::Text;

pub use change::{Change, Changed, Refusal, Verb};
pub use groups::Groups;
pub(crate) use groups::{experts_data, organisations_data};
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
        /// The documents it makes; all of the framework's if left out.
        pub documents: Vec<DocumentRef>,
        /// The version of the framework it was made from.
        pub based_on: Str,
        /// Whether it only shows how an edition is made.
        pub specimen: Option<bool>,
        /// A foreword of its own.
        pub foreword: Option<Part>,
        /// The record of the round table that it comes from.
        pub round_table: Option<RoundTable>,
        /// What is the edition's own in place of the framework's, by key: its publisher, date, version.
        pub set: ByKey<Raw>,
        /// Texts in another wording, by key.
        pub adapt: ByKey<Adaptation>,
        /// What is printed below a European text, by the key of the recommendation, section or panel.
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

/// Reports keys that an edition does not have. What is changed stands below what is done with it.
fn check_keys_of_edition(node: &Node, known: &[String], decoder: &mut Decoder<'_>) -> bool {
    let NodeValue::Map(entries) = &node.value else { return check_keys(node, known, decoder) };
    let (of_files, others): (Vec<_>, Vec<_>) = entries
        .iter()
        .cloned()
        .partition(|(key, _)| key.text() == "additions" || FILES.contains(&key.text()));
    for (key, _) in of_files {
        let file = if key.text() == "additions" { "recommendations" } else { key.text() };
        decoder.diagnostics.push(
            Diagnostic::error(Rule::UnknownKey, format!("the key `{}` is not known here", key.text()))
                .at(key.place().clone())
                .help(format!(
                    "begin with what is done (`set`, `adapt`, `note`, `omit`, `add` or `order`), and write below it what \
                     it is done to: `omit: {{{file}.…: why}}`, `add: {{{file}.…: […]}}`"
                )),
        );
    }
    check_keys(&Node { value: NodeValue::Map(others), place: node.place.clone() }, known, decoder)
}

impl Edition {
    /// The languages the edition is made in.
    pub fn all_languages(&self) -> Vec<Lang> {
        match self.languages.is_empty() {
            true => vec![self.language.lang],
            false => self.languages.iter().map(|placed| placed.lang).collect(),
        }
    }

    /// Whether the edition makes a document.
    pub fn makes(&self, document: &str) -> bool {
        self.documents.is_empty() || self.documents.iter().any(|made| made.0.text() == document)
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
