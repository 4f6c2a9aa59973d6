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

/// A character as people see it, where they can, and its number.
pub fn named(c: char) -> String {
    let is_visible = !c.is_control()
        && !c.is_whitespace()
        && !matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{f0000}'..);
    let number = u32::from(c);
    if is_visible { format!("`{c}` (U+{number:04X})") } else { format!("U+{number:04X}") }
}

fn diagnostic(c: char, item: &TextItem, page: usize, place: Option<Place>) -> Diagnostic {
    let diagnostic = Diagnostic::error(Rule::MissingGlyph, format!("no font has the character {}", named(c)))
        .help("write another character, or add a font that has it to fonts/");
    let printed = format!("printed on page {page} in {}", item.font.info().family.as_str());
    match place {
        Some(place) => diagnostic.at_with(place, printed),
        None => diagnostic,
    }
}
