//! What kind of content a file holds, by the keys that only this kind has.

use crate::decode::Id;
use crate::files::Files;
use crate::node::{Node, NodeValue};

/// What a file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Framework,
    Report,
    ExpertGroup,
    Organisations,
    Leaflet,
    Glossary,
    Recommendation,
    Figure,
    Edition,
}

impl Kind {
    /// The kind of a file that holds these keys at its top; none where that is not certain.
    fn of_keys(keys: &[&str]) -> Option<Self> {
        const TELLING: [(Kind, &[&str]); 9] = [
            (Kind::Framework, &["publisher", "languages"]),
            (Kind::Edition, &["based-on"]),
            (Kind::Recommendation, &["ask", "number"]),
            (Kind::Recommendation, &["ask", "problem"]),
            (Kind::Report, &["summary", "recommendations"]),
            (Kind::Leaflet, &["panels"]),
            (Kind::Glossary, &["terms"]),
            (Kind::ExpertGroup, &["members"]),
            (Kind::Organisations, &["organisations"]),
        ];
        let has = |wanted: &[&str]| wanted.iter().all(|key| keys.contains(key));
        let told = TELLING.iter().find(|(_, wanted)| has(wanted)).map(|(kind, _)| *kind);
        told.or_else(|| has(&["alt", "title"]).then_some(Self::Figure))
    }

    /// The kind of what was read from a file.
    pub(crate) fn of_node(node: &Node) -> Option<Self> {
        let NodeValue::Map(entries) = &node.value else { return None };
        Self::of_keys(&entries.iter().map(|(key, _)| key.text()).collect::<Vec<_>>())
    }

    /// Whether each of the kind has a file of its own, in a folder.
    pub(crate) fn is_of_folder(self) -> bool {
        matches!(self, Self::Recommendation | Self::Figure | Self::Edition)
    }

    /// The words for a file of the kind, for messages.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Framework => "the description of the framework",
            Self::Report => "the report",
            Self::ExpertGroup => "the expert group",
            Self::Organisations => "a list of organisations",
            Self::Leaflet => "the leaflet",
            Self::Glossary => "the glossary",
            Self::Recommendation => "a recommendation",
            Self::Figure => "the words of a figure",
            Self::Edition => "a country edition",
        }
    }

    /// Where a file of the kind belongs that is called `stem` elsewhere.
    pub(crate) fn path(self, stem: &str) -> String {
        let id = Id::mended(stem);
        match self {
            Self::Framework => "framework/framework.yaml".to_owned(),
            Self::Report => "framework/report.yaml".to_owned(),
            Self::ExpertGroup => "framework/expert-group.yaml".to_owned(),
            Self::Organisations if id.starts_with("endors") => "framework/endorsers.yaml".to_owned(),
            Self::Organisations => "framework/partners.yaml".to_owned(),
            Self::Leaflet => "framework/leaflet.yaml".to_owned(),
            Self::Glossary => "framework/glossary.yaml".to_owned(),
            Self::Recommendation => format!("framework/recommendations/{id}.yaml"),
            Self::Figure => format!("framework/figures/{id}.yaml"),
            Self::Edition => format!("framework/editions/{id}/edition.yaml"),
        }
    }
}

/// The kind of a file by its lines: it may be no YAML at all.
pub(super) fn of_file(files: &dyn Files, path: &str) -> Option<Kind> {
    let bytes = files.read(path).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let keys: Vec<&str> = text
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter_map(|line| line.split_once(':').map(|(key, _)| key.trim_end()))
        .collect();
    Kind::of_keys(&keys)
}
