//! Finds letters that are smaller than a document for readers with low vision may have.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule};
use paf_template::Origin;
use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst::text::TextItem;
use typst_layout::PagedDocument;

use crate::collisions::shortened;
use crate::spans;
use crate::world::{Project, ProjectWorld, Typesetter};

/// Rounding in the layout makes no letter small.
const ROUNDING: f64 = 0.01;

/// How many are told: a theme without large print has small letters everywhere.
const SHOWN: usize = 5;

/// One error for each text of which letters are smaller than `least` points, as they are on the page.
pub fn small_print(
    typesetter: &Typesetter,
    project: &Project,
    document: &PagedDocument,
    least: f64,
) -> Diagnostics {
    let mut search = Search { world: typesetter.world(project), least, found: BTreeMap::new() };
    for (index, page) in document.pages().iter().enumerate() {
        search.frame(&page.frame, Transform::identity(), index + 1);
    }
    let mut found: Vec<Small> = search.found.into_values().collect();
    found.sort_by(|a, b| (a.page, a.points).partial_cmp(&(b.page, b.points)).unwrap_or(Ordering::Equal));
    let more = found.len().saturating_sub(SHOWN);
    let told = found.into_iter().take(SHOWN).map(|small| small.told(least, more));
    told.collect()
}

struct Search<'a> {
    world: ProjectWorld<'a>,
    least: f64,
    /// By the text, or the line on which it was written; where nobody knows that, by page and words.
    found: BTreeMap<String, Small>,
}

/// The smallest letters of a text.
struct Small {
    points: f64,
    page: usize,
    words: String,
    place: Option<Place>,
}

impl Small {
    fn told(self, least: f64, more: usize) -> Diagnostic {
        let message = format!(
            "letters on page {} are {:.1} pt high, and large print has none under {least} pt: \u{2018}{}\u{2019}",
            self.page,
            self.points,
            shortened(&self.words)
        );
        let told = Diagnostic::error(Rule::SmallPrint, message)
            .help("set them larger where the theme lays out `large-print`, or take that profile out of document.yaml");
        let told = match more {
            0 => told,
            1 => told.help("one more text is too small"),
            more => told.help(format!("{more} more texts are too small")),
        };
        match self.place {
            Some(place) => told.at_with(place, "this text"),
            None => told,
        }
    }
}

impl Search<'_> {
    fn frame(&mut self, frame: &Frame, transform: Transform, page: usize) {
        for (position, item) in frame.items() {
            let here = transform.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => self.frame(&group.frame, here.pre_concat(group.transform), page),
                FrameItem::Text(text) if !text.text.trim().is_empty() => self.text(text, here, page),
                _ => {}
            }
        }
    }

    fn text(&mut self, item: &TextItem, transform: Transform, page: usize) {
        let points = height(item, transform);
        if points >= self.least - ROUNDING {
            return;
        }
        let span = item.glyphs.first().map(|glyph| glyph.span.0);
        let origin = span.and_then(|span| spans::origin(span, &self.world));
        let place = origin.map(Origin::place).or_else(|| spans::place(span?, &self.world));
        let id = match (origin, &place) {
            (Some(Origin::Text(text, _)), _) => text.key.as_str().to_owned(),
            (_, Some(place)) => place.to_string(),
            (_, None) => format!("{page} {}", item.text),
        };
        let small = Small { points, page, words: item.text.to_string(), place };
        if self.found.get(&id).is_none_or(|known| points < known.points) {
            self.found.insert(id, small);
        }
    }
}

/// The size of letters on the page, in points.
fn height(item: &TextItem, transform: Transform) -> f64 {
    let at = |point: Point| point.transform(transform);
    let foot = at(Point::zero());
    let head = at(Point::new(Abs::zero(), item.size));
    (head.x - foot.x).to_pt().hypot((head.y - foot.y).to_pt())
}
