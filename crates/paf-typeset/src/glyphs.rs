//! Finds characters that no font has, at the line they were written on.

use std::collections::BTreeSet;

use paf_diag::{Diagnostic, Place, Rule};
use typst::WorldExt;
use typst::layout::{Frame, FrameItem};
use typst::syntax::Span;
use typst::text::TextItem;
use typst_layout::PagedDocument;

use crate::world::{ProjectWorld, main_id};

/// One diagnostic for each place and character that is printed as a missing glyph.
pub(crate) fn missing(document: &PagedDocument, world: &ProjectWorld<'_>) -> Vec<Diagnostic> {
    let mut search = Search { world, told: BTreeSet::new(), found: Vec::new() };
    for (index, page) in document.pages().iter().enumerate() {
        search.frame(&page.frame, index + 1);
    }
    search.found
}

struct Search<'a> {
    world: &'a ProjectWorld<'a>,
    told: BTreeSet<(char, Option<String>)>,
    found: Vec<Diagnostic>,
}

impl Search<'_> {
    fn frame(&mut self, frame: &Frame, page: usize) {
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, page),
                FrameItem::Text(text) => self.text(text, page),
                _ => {}
            }
        }
    }

    fn text(&mut self, item: &TextItem, page: usize) {
        for glyph in item.glyphs.iter().filter(|glyph| glyph.id == 0) {
            let Some(c) = item.text.get(glyph.range()).and_then(|text| text.chars().next()) else { continue };
            let place = self.place(glyph.span.0, c);
            if self.told.insert((c, place.as_ref().map(Place::to_string))) {
                self.found.push(diagnostic(c, item, page, place));
            }
        }
    }

    fn place(&self, span: Span, c: char) -> Option<Place> {
        let range = self.world.range(span)?;
        let id = span.id()?;
        if id != main_id() {
            return self.world.place(id, range);
        }
        let map = &self.world.project.main.map;
        match map.value_at(&range) {
            Some(region) => Some(region.origin.place_of_char(c)),
            None => map.template_at(range.start),
        }
    }
}

fn diagnostic(c: char, item: &TextItem, page: usize, place: Option<Place>) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        Rule::MissingGlyph,
        format!(
            "no font has the character `{c}` (U+{:04X}), which is printed on page {page} in {}",
            u32::from(c),
            item.font.info().family.as_str()
        ),
    )
    .help("write another character, or add a font that has it to fonts/");
    match place {
        Some(place) => diagnostic.at(place),
        None => diagnostic,
    }
}
