//! `leaflet.yaml`, `glossary.yaml` and `figures/*.yaml`.

use std::sync::Arc;

use crate::chart::Chart;
use crate::content::{Block, words};
use crate::crop::Crop;
use crate::data::Data;
use crate::decode::{Decode, Decoder, Id, IdMap, PlainText, SourceRef, Str};
use crate::edition::{Change, Changed, Refusal, Verb};
use crate::node::Node;
use crate::record;
use crate::shape::Shape;
use crate::text::Text;
use paf_diag::{Diagnostic, Rule};

record! {
    /// The patient leaflet, panel by panel.
    pub struct Leaflet {
        /// The title.
        pub title: Arc<Text>,
        /// The line below the title.
        pub subtitle: Option<Arc<Text>>,
        /// The panels in reading order.
        pub panels: Vec<Panel>,
    }
}

record! {
    /// A panel of the leaflet.
    pub struct Panel, guarded by panel_is_kept, noted in body {
        /// Its id.
        pub id: Id,
        /// What it is.
        [locked "the layout has a place for each kind of panel"]
        pub kind: PanelKind,
        /// The heading.
        pub title: Arc<Text>,
        /// The opening text.
        pub lead: Option<Arc<Text>>,
        /// The running content.
        pub body: Vec<Block>,
        /// The references it rests on.
        pub sources: Vec<SourceRef>,
    }
}

/// What a patient has to know in an emergency is the same in every edition, but for telephone numbers; no leaflet is
/// without its front, and without who made it.
fn panel_is_kept(panel: &Panel, path: &[&str], change: &Change<'_, '_>) -> Changed {
    const CALL: &str =
        "it says when to call at once, and only telephone numbers differ from country to country";
    const NEEDED: &str = "a leaflet says on its front what it is, and at its end who made it";
    let locked = |why: &str| Err(Refusal::Locked(why.to_owned()));
    match (panel.kind, change.verb) {
        (_, Verb::Instead(_)) => Ok(()),
        (PanelKind::Alert, Verb::Adapt(adaptation))
            if adaptation.changes_numbers_alone() && !path.is_empty() =>
        {
            Ok(())
        }
        (PanelKind::Alert, _) => locked(CALL),
        (PanelKind::Front | PanelKind::Imprint, Verb::Omit) if path.is_empty() => locked(NEEDED),
        _ => Ok(()),
    }
}

words! {
    /// The kinds of panel.
    PanelKind {
        /// The front, which says what the leaflet is.
        Front = "front",
        /// Running content.
        Text = "text",
        /// When to call at once.
        Alert = "alert",
        /// Questions to ask.
        Questions = "questions",
        /// Where to find help and who made the leaflet.
        Imprint = "imprint",
    }
}

record! {
    /// The terms that are explained.
    pub struct Glossary {
        /// The terms.
        pub terms: Vec<Term>,
        /// Words that stay as they are in every language.
        pub do_not_translate: Vec<Str>,
    }
}

record! {
    /// A term.
    pub struct Term {
        /// Its id.
        pub id: Id,
        /// The term.
        pub term: Arc<Text>,
        /// What it means.
        pub definition: Arc<Text>,
        /// The references the definition rests on.
        pub sources: Vec<SourceRef>,
    }
}

record! {
    /// A figure; its id is the name of its file.
    pub struct Figure {
        /// The caption.
        pub title: Arc<Text>,
        /// What the figure says, for those who cannot see it.
        pub alt: PlainText,
        /// The words in the drawing, by id.
        pub labels: IdMap<Arc<Text>>,
        /// The numbers, where it is a chart that is drawn from them.
        [locked "its numbers are those of its source; show a figure of the edition beside it"]
        pub chart: Option<Chart>,
        /// How it is cut, where it is a picture.
        pub crop: Option<Crop>,
        /// The references it rests on.
        pub sources: Vec<SourceRef>,
    }
}
