//! `templates/<document>/document.yaml`: what a document kind is.

use std::sync::Arc;

use crate::content::words;
use crate::data::Data;
use crate::decode::{
    Decode, Decoder, Hundredths, IdMap, Int, Millimetres, Placed, PlacedLang, Str, check_keys, field,
};
use crate::node::Node;
use crate::printing::{Fold, Press};
use crate::record;
use crate::shape::{FieldShape, RecordShape, Shape};
use crate::text::Text;
use paf_diag::{Diagnostic, Rule};

record! {
    /// A document kind; its id is the name of its folder.
    pub struct Document {
        /// What the document is called.
        pub title: Arc<Text>,
        /// The language of its title and fixed words, where that is not the framework's.
        pub language: Option<PlacedLang>,
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
        /// How far its type may give way where its pages are of a fixed number.
        pub fit: Option<Fit>,
        /// How it is printed.
        pub press: Option<Press>,
        /// How its sheet is folded, where it is one.
        pub fold: Option<Fold>,
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

record! {
    /// Within which limits a document of a fixed number of pages is fitted to its text, and about how
    /// much text its areas hold.
    pub struct Fit {
        /// The size of the running text, in points.
        pub size: Limits<Hundredths<4, 72>>,
        /// The space between two lines, as a part of the size.
        pub leading: Limits<Hundredths<0, 2>>,
        /// The space added between two letters, in per cent of the size; negative for less.
        pub tracking: Option<Limits<Hundredths<-1, 1>>>,
        /// About how many characters each area holds at the smallest, by the area's id; translators
        /// are told.
        pub characters: IdMap<Int<1, 99999>>,
    }
}

/// From what is wanted to the utmost that is allowed.
#[derive(Debug, Clone)]
pub struct Limits<T> {
    /// What is wanted.
    pub from: T,
    /// The utmost that is allowed.
    pub to: T,
}

impl<T: Decode> Decode for Limits<T> {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let known = ["from".to_owned(), "to".to_owned()];
        if !check_keys(node, &known, decoder) {
            return None;
        }
        let from = field::<T>(node, "from", "What is wanted.", &known, decoder);
        let to = field::<T>(node, "to", "The utmost that is allowed.", &known, decoder);
        Some(Self { from: from?, to: to? })
    }
    fn shape() -> Shape {
        Shape::Record(|| RecordShape {
            name: "Limits",
            doc: "From what is wanted to the utmost that is allowed.".to_owned(),
            fields: vec![
                FieldShape {
                    name: "from".to_owned(),
                    doc: "What is wanted.".to_owned(),
                    required: true,
                    shape: Shape::Decimal(-1, 72),
                },
                FieldShape {
                    name: "to".to_owned(),
                    doc: "The utmost that is allowed.".to_owned(),
                    required: true,
                    shape: Shape::Decimal(-1, 72),
                },
            ],
        })
    }
    fn data(&self) -> Data {
        Data::map([("from", self.from.data()), ("to", self.to.data())])
    }
}

impl Document {
    /// Whether it is made for a profile.
    pub fn has_profile(&self, profile: Profile) -> bool {
        self.profiles.iter().any(|placed| placed.value == profile)
    }

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
        /// A printer: PDF/X-4, with bleed, in the inks of the press.
        Press = "press",
        /// Sheets of the press pages, to be folded and stapled.
        Booklet = "booklet",
        /// Reading on a screen or from an office printer, for readers with low vision: A4, in large letters.
        LargePrint = "large-print",
    }
}

impl Profile {
    /// Whether its files go to a press: in inks, and with a job ticket.
    pub fn is_printed(self) -> bool {
        matches!(self, Self::Press | Self::Booklet)
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
    /// Fixed words of several templates: of all documents, or of the web pages.
    pub struct Labels {
        /// Their language, where that is not the framework's.
        pub language: Option<PlacedLang>,
        /// The words, by id.
        pub labels: IdMap<Arc<Text>>,
    }
}
