//! Lays pages side by side on the sides of a sheet, as it is folded.
//!
//! A document whose pages are panels of a folded sheet leaves word of how they lie in a `metadata` element with the
//! label `<paf-fold>`: an array with a dictionary for each side of `width` (length) and `pages`, an array of
//! dictionaries of `page` (its number, from 1), `x` (where its left edge comes to lie), and `left` and `right` (the edges
//! of what it shows): `at`, a place, and `over`, another one `until` a height from the head of the trim. All lengths but
//! heights are from the left edge of the trim. The pages of a side stand in the order in which they are read.

use paf_diag::{Diagnostic, Rule};
use typst::foundations::{Array, Dict, Label, Selector, Smart, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Size};
use typst::syntax::Span;
use typst::utils::PicoStr;
use typst::visualize::{Curve, Geometry, Paint};
use typst_layout::{Page, PagedDocument};

const LABEL: &str = "paf-fold";

/// The sides of the sheet, if the pages are panels of one.
///
/// # Errors
/// If what the layout says is not of that form, or a page would be missing or printed twice.
pub(super) fn sides(document: &PagedDocument) -> Result<Option<Vec<Page>>, Box<Diagnostic>> {
    let Some(label) = Label::new(PicoStr::intern(LABEL)) else { return Ok(None) };
    let found = document.introspector().query(&Selector::Label(label));
    let [said] = &found[..] else {
        return if found.is_empty() { Ok(None) } else { Err(unclear("it is said twice")) };
    };
    let said = said.to_packed::<MetadataElem>().map(|said| &said.value);
    let Some(Value::Array(sides)) = said else { return Err(unclear("it is no list of sides")) };
    let made = sides.iter().zip(1..).map(|(side, number)| self::side(side, number, document.pages()));
    let made = made.collect::<Option<Vec<_>>>();
    let made =
        made.ok_or_else(|| unclear("a side lacks its width or its pages, or names one that is not there"))?;
    let mut placed: Vec<usize> = made.iter().flat_map(|(_, numbers)| numbers.clone()).collect();
    placed.sort_unstable();
    if !placed.iter().copied().eq(1..=document.pages().len()) {
        return Err(unclear("a page is missing, or stands there twice"));
    }
    Ok(Some(made.into_iter().map(|(page, _)| page).collect()))
}

fn unclear(why: &str) -> Box<Diagnostic> {
    let message = format!("how the pages lie on the printed sheet (`<{LABEL}>`) cannot be read: {why}");
    Box::new(
        Diagnostic::error(Rule::Template, message).help("compare it with `report-fold` in theme/fold.typ"),
    )
}

/// A side, and the numbers of the pages that lie on it.
fn side(side: &Value, number: u64, pages: &[Page]) -> Option<(Page, Vec<usize>)> {
    let Value::Dict(side) = side else { return None };
    let panels: Vec<Panel<'_>> =
        array(side, "pages")?.iter().map(|panel| Panel::of(panel, pages)).collect::<Option<_>>()?;
    let first = panels.first()?.page;
    let mut frame = Frame::hard(Size::new(length(side, "width")?, first.frame.height()));
    for panel in &panels {
        frame.push(Point::with_x(panel.x), FrameItem::Group(panel.shown()));
    }
    let numbers = panels.iter().map(|panel| panel.number).collect();
    Some((Page { frame, fill: Smart::Custom(None), number, ..first.clone() }, numbers))
}

/// A page as it lies on a side.
struct Panel<'a> {
    /// From 1.
    number: usize,
    page: &'a Page,
    x: Abs,
    left: Edge,
    right: Edge,
}

/// An edge of what a page shows; a dark ground goes a little over its fold, as far down as it is dark.
#[derive(Clone, Copy)]
struct Edge {
    at: Abs,
    over: Abs,
    until: Abs,
}

impl Edge {
    fn of(panel: &Dict, key: &str) -> Option<Self> {
        let Value::Dict(edge) = panel.get(key).ok()? else { return None };
        Some(Self { at: length(edge, "at")?, over: length(edge, "over")?, until: length(edge, "until")? })
    }
}

impl<'a> Panel<'a> {
    fn of(panel: &Value, pages: &'a [Page]) -> Option<Self> {
        let Value::Dict(panel) = panel else { return None };
        let Value::Int(number) = panel.get("page").ok()? else { return None };
        let number = usize::try_from(*number).ok()?;
        let made = Self {
            number,
            page: pages.get(number.checked_sub(1)?)?,
            x: length(panel, "x")?,
            left: Edge::of(panel, "left")?,
            right: Edge::of(panel, "right")?,
        };
        (made.left.at < made.right.at && made.left.over < made.right.over).then_some(made)
    }

    /// What is seen of the page, on its ground, from the head of its bleed to the foot of it.
    fn shown(&self) -> GroupItem {
        let page = self.page;
        let (head, foot) = (-page.bleed.top, page.frame.height() + page.bleed.bottom);
        let least = self.left.at.min(self.left.over) - self.x;
        let most = self.right.at.max(self.right.over) - self.x;
        let mut frame = page.frame.clone();
        if let Some(paint) = page.fill_or_transparent() {
            frame.prepend(Point::new(least, head), ground(Size::new(most - least, foot - head), paint));
        }
        GroupItem { clip: Some(self.outline(head, foot)), ..GroupItem::new(frame) }
    }

    /// Around what is seen, from the top left corner clockwise.
    fn outline(&self, head: Abs, foot: Abs) -> Curve {
        let Self { x, left, right, .. } = self;
        let corners = [
            (left.over, head),
            (right.over, head),
            (right.over, right.until),
            (right.at, right.until),
            (right.at, foot),
            (left.at, foot),
            (left.at, left.until),
            (left.over, left.until),
        ];
        let mut outline = Curve::new();
        for (index, (across, down)) in corners.into_iter().enumerate() {
            let corner = Point::new(across - *x, down);
            if index == 0 { outline.move_(corner) } else { outline.line(corner) }
        }
        outline.close();
        outline
    }
}

fn ground(size: Size, paint: Paint) -> FrameItem {
    FrameItem::Shape(Geometry::Rect(size).filled(paint), Span::detached())
}

fn array<'a>(dict: &'a Dict, key: &str) -> Option<&'a Array> {
    match dict.get(key).ok()? {
        Value::Array(array) => Some(array),
        _ => None,
    }
}

fn length(dict: &Dict, key: &str) -> Option<Abs> {
    match dict.get(key).ok()? {
        Value::Length(length) => Some(length.abs),
        Value::Relative(relative) => Some(relative.abs.abs),
        _ => None,
    }
}
