//! Finds characters that the fonts in use lack, at the line they were written on.

use std::collections::BTreeSet;

use paf_diag::{Diagnostic, Place, Rule};
use paf_template::Origin;
use typst::layout::{Frame, FrameItem};
use typst::text::{FontStyle, TextItem};
use typst_layout::PagedDocument;

use crate::spans;
use crate::world::ProjectWorld;

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
            let origin = spans::origin(glyph.span.0, self.world).or_else(|| self.value_with(item, c));
            let place = match origin {
                Some(origin) => Some(origin.place_of_char(c)),
                None => self.world.place_in_references(c).or_else(|| spans::place(glyph.span.0, self.world)),
            };
            if self.told.insert((c, place.as_ref().map(Place::to_string))) {
                self.found.push(diagnostic(c, item, page, origin, place));
            }
        }
    }
}

impl<'a> Search<'a> {
    /// The value that a run of text was made of, where its code is the theme's: by all of its words, or by
    /// the word that has the character, or by the character alone.
    fn value_with(&self, item: &TextItem, c: char) -> Option<&'a Origin> {
        let map = &self.world.project.main.map;
        let mut single = [0; 4];
        let word = item.text.split_whitespace().find(|word| word.contains(c));
        let tried = [Some(item.text.trim()), word, Some(&*c.encode_utf8(&mut single))];
        tried.into_iter().flatten().find_map(|words| map.value_with(words)).map(|region| &region.origin)
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

fn diagnostic(
    c: char,
    item: &TextItem,
    page: usize,
    origin: Option<&Origin>,
    place: Option<Place>,
) -> Diagnostic {
    let of_text = match origin {
        Some(Origin::Text(text, _)) => format!(", which `{}` has in {}", text.key, text.lang.english_name()),
        _ => String::new(),
    };
    let font = font_name(item);
    let diagnostic =
        Diagnostic::error(Rule::MissingGlyph, format!("{font} has no character {}{of_text}", named(c))).help(
            "write another character, or list a font that has it in the theme and put it into fonts/; \
             no other font steps in",
        );
    match place {
        Some(place) => diagnostic.at_with(place, format!("printed on page {page}")),
        None => diagnostic,
    }
}

/// A font by its family and style, as in `Source Serif 4 Bold Italic`.
fn font_name(item: &TextItem) -> String {
    let info = item.font.info();
    let weight = match info.variant.weight.to_number() {
        400 => String::new(),
        700 => " Bold".to_owned(),
        number => format!(" {number}"),
    };
    let style = match info.variant.style {
        FontStyle::Normal => "",
        FontStyle::Italic => " Italic",
        FontStyle::Oblique => " Oblique",
    };
    format!("{}{weight}{style}", info.family.as_str())
}
