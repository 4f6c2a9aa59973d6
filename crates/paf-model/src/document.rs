//! `templates/<document>/document.yaml`: what a document kind is.

use std::sync::Arc;

use crate::content::words;
use crate::data::Data;
use crate::decode::{Decode, Decoder, IdMap, Int, Millimetres, Placed, Str};
use crate::node::Node;
use crate::record;
use crate::shape::Shape;
use crate::text::Text;
use paf_diag::{Diagnostic, Rule};

record! {
    /// A document kind; its id is the name of its folder.
    pub struct Document {
        /// What the document is called.
        pub title: Arc<Text>,
        /// Its place among the documents.
        pub order: Int<1, 999>,
        /// The template, in the document's folder.
        pub entry: Str,
        /// The trim size of a page in the `screen` profile.
        pub paper: Paper,
        /// What it is made for.
        pub profiles: Vec<Placed<Profile>>,
        /// The content files it cannot do without, by their stems.
        pub requires: Vec<Placed<ContentFile>>,
        /// Further content files that it prints where they are there.
        pub uses: Vec<Placed<ContentFile>>,
        /// The kinds of panel it prints, in reading order; for leaflets.
        pub panels: Vec<crate::leaflet::PanelKind>,
        /// Its fixed words, by id.
        pub labels: IdMap<Arc<Text>>,
    }
}

record! {
    /// The trim size of a page, in millimetres.
    pub struct Paper {
        /// The width.
        pub width: Millimetres,
        /// The height.
        pub height: Millimetres,
    }
}

impl Document {
    /// Whether it prints a content file.
    pub fn prints(&self, file: ContentFile) -> bool {
        self.requires.iter().chain(&self.uses).any(|placed| placed.value == file)
    }
}

words! {
    /// What a PDF is for.
    Profile {
        /// Reading on a screen: tagged, linked, sRGB.
        Screen = "screen",
    }
}

words! {
    /// The content files that a document may need.
    ContentFile {
        /// `report.yaml`
        Report = "report",
        /// `recommendations/*.yaml`
        Recommendations = "recommendations",
        /// `expert-group.yaml`
        ExpertGroup = "expert-group",
        /// `partners.yaml`
        Partners = "partners",
        /// `endorsers.yaml`
        Endorsers = "endorsers",
        /// `leaflet.yaml`
        Leaflet = "leaflet",
        /// `glossary.yaml`
        Glossary = "glossary",
        /// `references.yaml`
        References = "references",
    }
}

record! {
    /// The words that all documents share.
    pub struct ThemeLabels {
        /// The words, by id.
        pub labels: IdMap<Arc<Text>>,
    }
}
