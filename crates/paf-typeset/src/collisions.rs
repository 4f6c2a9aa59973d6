//! Finds text that stands at or over the edge of the page, or over another text.

use std::collections::BTreeSet;

use paf_diag::{Diagnostic, Place, Rule};
use typst::layout::{Abs, Frame, FrameItem, Point, Size, Transform};
use typst::syntax::Span;
use typst::text::TextItem;
use typst_layout::PagedDocument;

use crate::spans;
use crate::world::ProjectWorld;

/// Text nearer to the edge may be cut off when pages are trimmed.
const SAFE: f64 = 3.0;

/// How much of the smaller type size two texts may share in height: accents and descenders of close
/// lines touch, words do not stand in one another.
const SHARED_HEIGHT: f64 = 0.35;

/// The same in width, for kerning and italics.
const SHARED_WIDTH: f64 = 0.2;

/// One diagnostic for each text that collides with something.
pub(crate) fn find(document: &PagedDocument, world: &ProjectWorld<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (index, page) in document.pages().iter().enumerate() {
        let mut runs = Vec::new();
        collect(&page.frame, Transform::identity(), &mut runs);
        edges(&runs, page.frame.size(), index + 1, world, &mut found);
        overlaps(&mut runs, index + 1, world, &mut found);
    }
    let mut told = BTreeSet::new();
    found.retain(|diagnostic: &Diagnostic| {
        told.insert((diagnostic.message.clone(), diagnostic.primary.as_ref().map(|l| l.place.to_string())))
    });
    found
}

/// A run of text on the page.
struct Run<'a> {
    item: &'a TextItem,
    /// Around the shapes of its glyphs.
    ink: Bounds,
    /// As wide as its glyphs advance: letters that are joined reach under their neighbours.
    advance: Bounds,
}

/// Edges in points from the top left corner of the page.
struct Bounds {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

fn collect<'a>(frame: &'a Frame, transform: Transform, runs: &mut Vec<Run<'a>>) {
    for (position, item) in frame.items() {
        let here = transform.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => collect(&group.frame, here.pre_concat(group.transform), runs),
            FrameItem::Text(item) if !item.text.trim().is_empty() => runs.extend(run(item, here)),
            _ => {}
        }
    }
}

fn run(item: &TextItem, transform: Transform) -> Option<Run<'_>> {
    let rect = item.bbox();
    let ink = Bounds::of(rect.min, rect.max, transform);
    let start = Point::new(Abs::zero(), rect.min.y);
    let end = Point::new(item.width(), rect.max.y);
    // A run of spaces has no glyph with a shape.
    ink.is_finite().then(|| Run { item, ink, advance: Bounds::of(start, end, transform) })
}

impl Bounds {
    /// Around the turned rectangle between two corners.
    fn of(min: Point, max: Point, transform: Transform) -> Self {
        let corners = [min, Point::new(min.x, max.y), Point::new(max.x, min.y), max]
            .map(|corner| corner.transform(transform));
        let least = |axis: fn(&Point) -> Abs| {
            corners.iter().map(|corner| axis(corner).to_pt()).fold(f64::INFINITY, f64::min)
        };
        let most = |axis: fn(&Point) -> Abs| {
            corners.iter().map(|corner| axis(corner).to_pt()).fold(f64::NEG_INFINITY, f64::max)
        };
        Self { left: least(|p| p.x), top: least(|p| p.y), right: most(|p| p.x), bottom: most(|p| p.y) }
    }

    fn is_finite(&self) -> bool {
        [self.left, self.top, self.right, self.bottom].iter().all(|edge| edge.is_finite())
    }
}

fn edges(runs: &[Run<'_>], page: Size, number: usize, world: &ProjectWorld<'_>, found: &mut Vec<Diagnostic>) {
    let (width, height) = (page.x.to_pt(), page.y.to_pt());
    for run in runs {
        let distances = [
            (run.ink.left, "left"),
            (run.ink.top, "top"),
            (width - run.ink.right, "right"),
            (height - run.ink.bottom, "bottom"),
        ];
        let nearest = distances.into_iter().min_by(|a, b| a.0.total_cmp(&b.0));
        let Some((distance, edge)) = nearest.filter(|(distance, _)| *distance < Abs::mm(SAFE).to_pt()) else {
            continue;
        };
        let millimetres = Abs::pt(distance).to_mm();
        let message = if millimetres < 0.0 {
            format!("a text on page {number} runs {:.1} mm over the {edge} edge", -millimetres)
        } else {
            format!(
                "a text on page {number} stands {millimetres:.1} mm from the {edge} edge; it needs {SAFE} mm"
            )
        };
        let diagnostic = Diagnostic::error(Rule::Collision, message)
            .help("shorten the text, or give it more room in the template");
        found.push(placed(diagnostic, run.item, world));
    }
}

fn overlaps(runs: &mut [Run<'_>], number: usize, world: &ProjectWorld<'_>, found: &mut Vec<Diagnostic>) {
    runs.sort_by(|a, b| a.advance.top.total_cmp(&b.advance.top));
    for (index, upper) in runs.iter().enumerate() {
        let (upper, above) = (upper.item, &upper.advance);
        for lower in runs.iter().skip(index + 1).take_while(|lower| lower.advance.top < above.bottom) {
            let (lower, below) = (lower.item, &lower.advance);
            let size = upper.size.min(lower.size).to_pt();
            let height = above.bottom.min(below.bottom) - below.top;
            let width = above.right.min(below.right) - above.left.max(below.left);
            if height < SHARED_HEIGHT * size || width < SHARED_WIDTH * size {
                continue;
            }
            let message = format!(
                "two texts on page {number} stand over one another: \u{2018}{}\u{2019} and \u{2018}{}\u{2019}",
                shortened(&upper.text),
                shortened(&lower.text)
            );
            let mut diagnostic = Diagnostic::error(Rule::Collision, message)
                .help("shorten one of them, or give them more room in the template");
            let other = place(lower, world);
            diagnostic = placed(diagnostic, upper, world);
            if let Some(place) = other.filter(|_| diagnostic.primary.is_some()) {
                diagnostic = diagnostic.also(place, "the other one");
            }
            found.push(diagnostic);
        }
    }
}

/// The beginning of words that are quoted.
pub(crate) fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    let mut short: String = text.chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        short.push('\u{2026}');
    }
    short
}

fn placed(diagnostic: Diagnostic, item: &TextItem, world: &ProjectWorld<'_>) -> Diagnostic {
    match place(item, world) {
        Some(place) => diagnostic.at_with(place, "this text"),
        None => diagnostic,
    }
}

fn place(item: &TextItem, world: &ProjectWorld<'_>) -> Option<Place> {
    let span: Span = item.glyphs.first()?.span.0;
    spans::origin(span, world).map(|origin| origin.place()).or_else(|| spans::place(span, world))
}
