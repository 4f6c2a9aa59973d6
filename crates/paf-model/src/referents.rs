//! What texts can refer to: recommendations, parts of the report, figures and tables, each by its id.

use std::collections::BTreeMap;

use crate::content::{Block, BlockKind};
use crate::markup::Referent;
use crate::model::Model;

/// What a framework has, as it is or as an edition has it, with the keys under which it stands.
#[derive(Debug, Default)]
pub struct Referents(BTreeMap<(Referent, String), Vec<String>>);

impl Referents {
    /// Those of a framework.
    pub fn of(model: &Model) -> Self {
        let mut found = Self::default();
        for (id, recommendation) in &model.recommendations {
            let key = format!("recommendations.{id}");
            found.blocks(&format!("{key}.problem"), &recommendation.problem);
            found.blocks(&format!("{key}.action"), &recommendation.action);
            found.add(Referent::Recommendation, id, key);
        }
        for (key, part) in model.report.iter().flat_map(crate::report::Report::keyed_parts) {
            found.blocks(&format!("{key}.body"), &part.body);
            let id = key.rsplit('.').next().unwrap_or_default().to_owned();
            found.add(Referent::Section, &id, key);
        }
        for panel in model.leaflet.iter().flat_map(|leaflet| &leaflet.panels) {
            found.blocks(&format!("leaflet.panels.{}.body", panel.id.as_str()), &panel.body);
        }
        found
    }

    /// The keys of what has an id; one where there is one of it.
    pub fn keys(&self, to: Referent, id: &str) -> &[String] {
        self.0.get(&(to, id.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// All ids of a kind.
    pub fn ids(&self, to: Referent) -> impl Iterator<Item = &str> {
        self.0.keys().filter(move |(kind, _)| *kind == to).map(|(_, id)| id.as_str())
    }

    fn blocks(&mut self, key: &str, blocks: &[Block]) {
        for block in blocks {
            let own = format!("{key}.{}", block.id.as_str());
            match (block.kind, &block.figure) {
                (BlockKind::Figure, Some(figure)) => self.add(Referent::Figure, figure.0.text(), own),
                (BlockKind::Table, _) => self.add(Referent::Table, block.id.as_str(), own),
                _ => {}
            }
        }
    }

    fn add(&mut self, to: Referent, id: &str, key: String) {
        self.0.entry((to, id.to_owned())).or_default().push(key);
    }
}
