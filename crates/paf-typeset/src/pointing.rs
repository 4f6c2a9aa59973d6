//! From a point on a page to the line that a person wrote for what stands there.

use std::ops::Range;

use paf_diag::Place;
use paf_template::Origin;
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Size};
use typst::syntax::Span;
use typst::text::TextItem;
use typst_layout::PagedDocument;

use crate::spans;
use crate::world::{Project, ProjectWorld, Typesetter};

/// How far beside a letter a point still means it, in points: people do not aim at the space between two lines.
const NEAR: f64 = 6.0;

/// What stands at a point.
struct Hit<'a> {
    /// How far away it is, in points.
    distance: f64,
    what: What<'a>,
}

enum What<'a> {
    /// A letter of a run of text: which glyph.
    Letter(&'a TextItem, usize),
    /// A picture.
    Picture(Span),
}

/// Where that was written which stands at a point of a page, in points from its upper left corner. The page is counted
/// from nought.
pub fn written_at(
    typesetter: &Typesetter,
    project: &Project,
    document: &PagedDocument,
    page: usize,
    (x, y): (f64, f64),
) -> Option<Place> {
    let page = document.pages().get(page)?;
    let mut found = None;
    look(&page.frame, Point::new(Abs::pt(x), Abs::pt(y)), &mut found);
    let world = typesetter.world(project);
    match found?.what {
        What::Letter(item, glyph) => place_of_letter(item, glyph, &world),
        What::Picture(span) => {
            spans::origin(span, &world).map(Origin::place).or_else(|| spans::place(span, &world))
        }
    }
}

/// Keeps the nearest of a frame; of two that are as near, the one drawn later, which lies above.
fn look<'a>(frame: &'a Frame, point: Point, found: &mut Option<Hit<'a>>) {
    for (at, item) in frame.items() {
        let point = point - *at;
        let hit = match item {
            FrameItem::Group(group) => {
                if let Some(within) = within(group, point) {
                    look(&group.frame, within, found);
                }
                None
            }
            FrameItem::Text(text) => letter(text, point),
            FrameItem::Image(_, size, span) => {
                let distance = distance(point, Point::zero(), *size);
                (distance <= 0.0).then_some(Hit { distance, what: What::Picture(*span) })
            }
            _ => None,
        };
        if let Some(hit) = hit
            && found.as_ref().is_none_or(|known| hit.distance <= known.distance)
        {
            *found = Some(hit);
        }
    }
}

/// A point in the frame of a group; nothing where the group is drawn flat.
fn within(group: &GroupItem, point: Point) -> Option<Point> {
    group.transform.invert().map(|back| point.transform(back))
}

/// The letter of a run at a point, or the nearest one.
fn letter(item: &TextItem, point: Point) -> Option<Hit<'_>> {
    let (above, below) = (item.size * 0.8, item.size * 0.25);
    let mut x = Abs::zero();
    let mut nearest: Option<Hit<'_>> = None;
    for (index, glyph) in item.glyphs.iter().enumerate() {
        let wide = glyph.x_advance.at(item.size);
        let distance = distance(point, Point::new(x, -above), Size::new(wide, above + below));
        if distance <= NEAR && nearest.as_ref().is_none_or(|known| distance < known.distance) {
            nearest = Some(Hit { distance, what: What::Letter(item, index) });
        }
        x += wide;
    }
    nearest
}

/// How far a point is from a box, in points; nought within it.
fn distance(point: Point, corner: Point, size: Size) -> f64 {
    let beside = |at: Abs, from: Abs, wide: Abs| (from - at).max(at - from - wide).max(Abs::zero()).to_pt();
    beside(point.x, corner.x, size.x).hypot(beside(point.y, corner.y, size.y))
}

fn place_of_letter(item: &TextItem, glyph: usize, world: &ProjectWorld<'_>) -> Option<Place> {
    let glyph = item.glyphs.get(glyph)?;
    let word = word_at(&item.text, glyph.range());
    let (span, offset) = glyph.span;
    let map = &world.project.main.map;
    let by_words = || {
        let tried = [item.text.trim(), word];
        tried.into_iter().filter(|words| !words.is_empty()).find_map(|words| map.value_with(words))
    };
    let origin = spans::origin(span, world).or_else(|| by_words().map(|region| &region.origin));
    match origin {
        Some(origin) => Some(origin.place_of_word(word, usize::from(offset))),
        None => spans::place(span, world),
    }
}

/// The word around a range of a text.
fn word_at(text: &str, range: Range<usize>) -> &str {
    let start = text.get(..range.start).and_then(|before| before.rfind(char::is_whitespace));
    let start = start.map_or(0, |space| space + text[space..].chars().next().map_or(0, char::len_utf8));
    let end = text.get(range.end..).and_then(|after| after.find(char::is_whitespace));
    let end = end.map_or(text.len(), |space| range.end + space);
    text.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_around_a_letter() {
        let text = "Dé cisions\u{a0}now";
        assert_eq!(word_at(text, 0..1), "Dé");
        assert_eq!(word_at(text, 5..6), "cisions");
        assert_eq!(word_at(text, text.len() - 1..text.len()), "now");
    }

    #[test]
    fn how_far_a_point_is_from_a_box() {
        let (corner, size) = (Point::zero(), Size::new(Abs::pt(10.0), Abs::pt(2.0)));
        let at = |x, y| distance(Point::new(Abs::pt(x), Abs::pt(y)), corner, size);
        assert!(at(5.0, 1.0) < 1e-9);
        assert!((at(13.0, 6.0) - 5.0).abs() < 1e-9);
    }
}
