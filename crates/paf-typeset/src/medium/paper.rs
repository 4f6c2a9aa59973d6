//! What a printed page has none of: links, the entries that lead by them, lines that only mark them, attachments.

use std::collections::HashSet;

use typst::foundations::{Content, StyleChain};
use typst::introspection::{Location, Tag};
use typst::model::{LinkMarker, OutlineEntry};
use typst::pdf::{AttachElem, PdfMarkerTag, PdfMarkerTagKind};
use typst::text::UnderlineElem;

use super::roles::is_unprinted;

/// The elements that have been left out so far.
#[derive(Default)]
pub(super) struct Left {
    out: HashSet<Location>,
}

impl Left {
    /// Whether a printed page has what a tag begins or ends.
    pub(super) fn has(&mut self, tag: &Tag) -> bool {
        match tag {
            Tag::Start(element, _) => {
                let is_left_out = is_of_screens(element);
                if let Some(location) = element.location().filter(|_| is_left_out) {
                    self.out.insert(location);
                }
                !is_left_out
            }
            Tag::End(location, ..) => !self.out.contains(location),
        }
    }
}

/// Whether an element is nothing on paper. An entry that links nowhere is no entry for those who have it read out.
fn is_of_screens(element: &Content) -> bool {
    let is_outline = |marker: &PdfMarkerTag| matches!(marker.kind, PdfMarkerTagKind::OutlineBody);
    let is_unseen = |line: &UnderlineElem| is_unprinted(&line.stroke.get_cloned(StyleChain::default()));
    element.is::<LinkMarker>()
        || element.is::<OutlineEntry>()
        || element.is::<AttachElem>()
        || element.to_packed::<PdfMarkerTag>().is_some_and(|marker| is_outline(marker))
        || element.to_packed::<UnderlineElem>().is_some_and(|line| is_unseen(line))
}
