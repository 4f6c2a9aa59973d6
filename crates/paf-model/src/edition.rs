//! `editions/<cc>/edition.yaml`: what a country edition adds, adapts and leaves out.

use std::sync::Arc;

use paf_locale::Lang;

use crate::content::{Block, Part};
use crate::decode::{DocumentRef, Id, IdMap, PlacedLang, Str};
use crate::people::Organisation;
use crate::record;
use crate::report::Recommendation;
use crate::text::Text;

record! {
    /// A country edition; its id is the name of its folder. It names what it changes by id and
    /// leaves the rest as it is.
    pub struct Edition {
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
        /// What it does with the framework's recommendations, by their ids.
        pub recommendations: IdMap<Adaptation>,
        /// Its own recommendations by id; each id begins with the edition's own.
        pub additions: IdMap<Recommendation>,
        /// Changes to the list of partners.
        pub partners: Option<Changes>,
        /// Changes to the list of endorsers.
        pub endorsers: Option<Changes>,
    }
}

record! {
    /// What an edition does with a recommendation.
    pub struct Adaptation {
        /// Another title.
        pub title: Option<Arc<Text>>,
        /// Another wording of what is asked for.
        pub ask: Option<Arc<Text>>,
        /// Another sentence for the overview.
        pub short: Option<Arc<Text>>,
        /// A note that is printed under the European text.
        pub note: Option<Arc<Text>>,
        /// Whether the recommendation is left out.
        pub omit: Option<bool>,
        /// Why it is adapted or left out.
        pub reason: Option<Arc<Text>>,
    }
}

record! {
    /// Changes to a list of organisations.
    pub struct Changes {
        /// Those that are added.
        pub add: Vec<Organisation>,
        /// The ids of those that are taken away.
        pub remove: Vec<Str>,
    }
}

impl Edition {
    /// The languages the edition is made in.
    pub fn all_languages(&self) -> Vec<Lang> {
        match self.languages.is_empty() {
            true => vec![self.language.lang],
            false => self.languages.iter().map(|placed| placed.lang).collect(),
        }
    }

    /// The running content of its own.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        let foreword = self.foreword.iter().flat_map(|part| &part.body);
        let additions = self.additions.0.iter();
        foreword.chain(additions.flat_map(|(_, own)| own.problem.iter().chain(&own.action)))
    }

    /// Whether the edition makes a document.
    pub fn makes(&self, document: &str) -> bool {
        self.documents.is_empty() || self.documents.iter().any(|made| made.0.text() == document)
    }
}

/// Whether a folder's name may be an edition's id; `eu` is the European one.
pub fn is_edition_id(id: &str) -> bool {
    Id::is_valid(id) && id != "eu"
}
