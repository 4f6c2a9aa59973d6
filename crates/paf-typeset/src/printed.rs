//! Which texts stand on the pages: a template is given more than it prints.

use std::collections::BTreeSet;

use paf_model::TextKey;
use paf_template::Origin;
use typst::layout::{Frame, FrameItem};
use typst_layout::PagedDocument;

use crate::spans;
use crate::world::{Project, ProjectWorld, Typesetter};

/// The keys of the texts of which a letter was set on a page.
pub fn printed(typesetter: &Typesetter, project: &Project, document: &PagedDocument) -> BTreeSet<TextKey> {
    let world = typesetter.world(project);
    let mut found = BTreeSet::new();
    for page in document.pages() {
        collect(&page.frame, &world, &mut found);
    }
    found
}

fn collect(frame: &Frame, world: &ProjectWorld<'_>, found: &mut BTreeSet<TextKey>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, world, found),
            FrameItem::Text(text) => {
                let first = text.glyphs.first().map(|glyph| glyph.span.0);
                if let Some(Origin::Text(text, _)) = first.and_then(|span| spans::origin(span, world)) {
                    found.insert(text.key.clone());
                }
            }
            _ => {}
        }
    }
}
