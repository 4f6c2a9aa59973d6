//! `report.yaml` and `recommendations/*.yaml`: the narrative and what is asked for.

use std::sync::Arc;

use crate::content::{Block, Part, Section};
use crate::decode::{ActorRef, Id, Int, Placed, SourceRef};
use crate::record;
use crate::text::Text;

record! {
    /// The parts of the report.
    pub struct Report {
        /// The executive summary.
        pub summary: Part,
        /// All recommendations at a glance.
        pub glance: Option<Part>,
        /// The parts before the recommendations.
        pub sections: Vec<Section>,
        /// What opens the recommendations.
        pub recommendations: Part,
        /// Actors by year.
        pub roadmap: Option<Part>,
        /// Who does what: the steps of each actor.
        pub actors: Option<Part>,
        /// The parts after the roadmap.
        pub closing: Vec<Section>,
        /// What opens the glossary.
        pub glossary: Option<Part>,
        /// What opens the references.
        pub references: Option<Part>,
    }
}

impl Report {
    /// All parts, in the order of the record.
    pub fn parts(&self) -> impl Iterator<Item = &Part> {
        std::iter::once(&self.summary)
            .chain(&self.glance)
            .chain(self.sections.iter().map(|section| &section.0))
            .chain(std::iter::once(&self.recommendations))
            .chain(&self.roadmap)
            .chain(&self.actors)
            .chain(self.closing.iter().map(|section| &section.0))
            .chain(&self.glossary)
            .chain(&self.references)
    }

    /// The same with the keys under which they stand.
    pub fn keyed_parts(&self) -> Vec<(String, &Part)> {
        fn of<'a>(list: &str, sections: &'a [Section]) -> Vec<(String, &'a Part)> {
            let keyed = |section: &'a Section| {
                Some((format!("report.{list}.{}", section.0.id.as_ref()?.as_str()), &section.0))
            };
            sections.iter().filter_map(keyed).collect()
        }
        let fixed = [
            ("summary", Some(&self.summary)),
            ("glance", self.glance.as_ref()),
            ("recommendations", Some(&self.recommendations)),
            ("roadmap", self.roadmap.as_ref()),
            ("actors", self.actors.as_ref()),
            ("glossary", self.glossary.as_ref()),
            ("references", self.references.as_ref()),
        ];
        let fixed = fixed.into_iter().filter_map(|(key, part)| Some((format!("report.{key}"), part?)));
        fixed.chain(of("sections", &self.sections)).chain(of("closing", &self.closing)).collect()
    }
}

record! {
    /// A recommendation; its id is the name of its file.
    pub struct Recommendation {
        /// Its number; the recommendations are printed in this order.
        [open]
        pub number: Placed<Int<1, 99>>,
        /// The title.
        pub title: Arc<Text>,
        /// What is asked for, in one sentence.
        pub ask: Arc<Text>,
        /// One sentence for the overview.
        pub short: Arc<Text>,
        /// What is wrong today.
        pub problem: Vec<Block>,
        /// What is proposed.
        pub action: Vec<Block>,
        /// Who does what by when; the roadmap is made of these.
        pub steps: Vec<Step>,
        /// How we will know.
        pub indicators: Vec<Indicator>,
        /// Notes for the outer column.
        pub evidence: Vec<Note>,
        /// Further references it rests on.
        pub sources: Vec<SourceRef>,
    }
}

record! {
    /// A step that somebody takes by a year.
    pub struct Step {
        /// Its id.
        pub id: Id,
        /// The step.
        pub text: Arc<Text>,
        /// The step in a few words, for the roadmap.
        pub short: Arc<Text>,
        /// Who takes it.
        pub actors: Vec<ActorRef>,
        /// The year by which it is taken.
        pub by: Placed<Int<2000, 2100>>,
    }
}

record! {
    /// Something that can be counted, and what is known of it today.
    pub struct Indicator {
        /// Its id.
        pub id: Id,
        /// What is counted.
        pub text: Arc<Text>,
        /// Where it stands today: a baseline, a target or who has the data; or that there is none yet.
        pub baseline: Option<Arc<Text>>,
    }
}

record! {
    /// A text with an id.
    pub struct Note {
        /// Its id.
        pub id: Id,
        /// The text.
        pub text: Arc<Text>,
        /// The references it rests on.
        pub sources: Vec<SourceRef>,
    }
}
