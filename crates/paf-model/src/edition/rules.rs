//! What the framework says to its country editions: what stays the same in all, and which texts hold only as long
//! as an edition does not say something else.

use std::sync::Arc;

use super::change::{Refusal, Verb};
use super::over::is_below;
use super::{ByKey, Edition};
use crate::content::words;
use crate::data::Data;
use crate::decode::{Decode, Decoder, Str};
use crate::framework::Framework;
use crate::node::Node;
use crate::record;
use crate::shape::Shape;
use crate::text::Text;
use paf_diag::{Diagnostic, Place, Rule};

record! {
    /// What country editions keep to.
    pub struct ForEditions {
        /// What is the same in every edition, by key, and why: a text, or all that lies below a key.
        pub locked: ByKey<Str>,
        /// Texts that are true only under conditions, by key.
        pub conditional: ByKey<Conditional>,
    }
}

record! {
    /// A text that is true only as long as there is nothing of some kinds.
    pub struct Conditional {
        /// What must not be there.
        pub only_without: Vec<Condition>,
        /// What is said once there is some; an edition has to adapt the text if left out.
        pub instead: Option<Arc<Text>>,
    }
}

words! {
    /// Something that may make a text untrue.
    Condition {
        /// Organisations that endorse the framework or the edition.
        Endorsers = "endorsers",
        /// Partners of the edition.
        Partners = "partners",
        /// Experts of the edition.
        ExpertGroup = "expert-group",
        /// Another publisher than the framework's.
        Publisher = "publisher",
        /// Funding of the edition.
        Funding = "funding",
        /// A round table.
        RoundTable = "round-table",
    }
}

impl Condition {
    /// What makes it hold in an edition, for messages.
    pub fn told(self) -> &'static str {
        match self {
            Self::Endorsers => "this edition lists endorsers",
            Self::Partners => "this edition lists partners",
            Self::ExpertGroup => "this edition lists experts",
            Self::Publisher => "this edition has a publisher of its own",
            Self::Funding => "this edition has funding of its own",
            Self::RoundTable => "this edition comes from a round table",
        }
    }

    /// Where an edition says what it asks for.
    pub fn of(self, edition: &Edition) -> Option<&Place> {
        let added = |lists: &[&str]| {
            let mut keys = edition.add.0.iter().map(|(key, _)| key);
            keys.find(|key| lists.iter().any(|list| is_below(key.text(), list))).map(|key| key.place())
        };
        match self {
            Self::Endorsers => added(&["endorsers"]),
            Self::Partners => added(&["partners"]),
            Self::ExpertGroup => added(&["expert-group"]),
            Self::Funding => added(&["framework.funding"]),
            Self::RoundTable => edition.round_table.as_ref().map(|record| &record.at),
            Self::Publisher => {
                let mut keys = edition.set.0.iter().map(|(key, _)| key);
                keys.find(|key| key.text() == "framework.publisher").map(|key| key.place())
            }
        }
    }
}

impl Framework {
    /// The texts that are true only under conditions, by key.
    pub fn conditional(&self) -> &[(paf_diag::Written, Conditional)] {
        self.editions.as_ref().map_or(&[], |editions| &editions.conditional.0)
    }

    /// Why the framework lets no edition do this.
    pub(super) fn lock_of(&self, verb: Verb<'_>, key: &str) -> Option<Refusal> {
        let locked = self.editions.iter().flat_map(|editions| &editions.locked.0);
        let stops = |lock: &str| match verb {
            Verb::Instead(_) => false,
            // Leaving out what holds it would leave it out as well.
            Verb::Omit => is_below(key, lock) || is_below(lock, key),
            _ => is_below(key, lock),
        };
        let mut found = locked.filter(|(lock, _)| stops(lock.text()));
        found.next().map(|(_, why)| Refusal::Locked(why.as_str().to_owned()))
    }
}
