//! Lays pages side by side on the sides of a sheet, as it is folded.
//!
//! A document whose pages are panels of a folded sheet leaves word of how they lie in a `metadata` element with the
//! label `<paf-fold>`: an array with a dictionary for each side of `width` (length) and `pages`, an array of
//! dictionaries of `page` (its number, from 1), `x` (where its left edge comes to lie), and `from` and `to` (what of the
//! side it covers), all lengths from the left edge of the trim. The pages of a side stand in the order in which they
//! are read.

use typst::foundations::{Array, Dict, Label, Smart, Value};
use typst::introspection::{Introspector, MetadataElem};
use typst::layout::{Abs, Frame, FrameItem, GroupItem, Point, Size};
use typst::syntax::Span;
use typst::utils::PicoStr;
use typst::visualize::{Curve, Geometry, Paint};
use typst_layout::{Page, PagedDocument};

const LABEL: &str = "paf-fold";

/// The sides of the sheet, if the pages are panels of one.
pub(super) fn sides(document: &PagedDocument) -> Option<Vec<Page>> {
    let label = Label::new(PicoStr::intern(LABEL))?;
    let content = document.introspector().query_label(label).ok()?.clone();
    let Value::Array(sides) = &content.to_packed::<MetadataElem>()?.value else { return None };
    sides.iter().zip(1..).map(|(side, number)| self::side(side, number, document.pages())).collect()
}

fn side(side: &Value, number: u64, pages: &[Page]) -> Option<Page> {
    let Value::Dict(side) = side else { return None };
    let panels: Vec<Panel<'_>> =
        array(side, "pages")?.iter().map(|panel| Panel::of(panel, pages)).collect::<Option<_>>()?;
    let first = panels.first()?.page;
    let mut frame = Frame::hard(Size::new(length(side, "width")?, first.frame.height()));
    for panel in &panels {
        frame.push(Point::with_x(panel.x), FrameItem::Group(panel.shown()));
    }
    Some(Page { frame, fill: Smart::Custom(None), number, ..first.clone() })
}

/// A page as it lies on a side.
struct Panel<'a> {
    page: &'a Page,
    x: Abs,
    from: Abs,
    to: Abs,
}

impl<'a> Panel<'a> {
    fn of(panel: &Value, pages: &'a [Page]) -> Option<Self> {
        let Value::Dict(panel) = panel else { return None };
        let Value::Int(number) = panel.get("page").ok()? else { return None };
        Some(Self {
            page: pages.get(usize::try_from(*number).ok()?.checked_sub(1)?)?,
            x: length(panel, "x")?,
            from: length(panel, "from")?,
            to: length(panel, "to")?,
        })
    }

    /// What is seen of the page, on its ground, from the head of its bleed to the foot of it.
    fn shown(&self) -> GroupItem {
        let page = self.page;
        let at = Point::new(self.from - self.x, -page.bleed.top);
        let height = page.frame.height() + page.bleed.top + page.bleed.bottom;
        let size = Size::new(self.to - self.from, height);
        let mut frame = page.frame.clone();
        if let Some(paint) = page.fill_or_transparent() {
            frame.prepend(at, ground(size, paint));
        }
        GroupItem { clip: Some(rectangle(at, size)), ..GroupItem::new(frame) }
    }
}

fn ground(size: Size, paint: Paint) -> FrameItem {
    FrameItem::Shape(Geometry::Rect(size).filled(paint), Span::detached())
}

fn rectangle(at: Point, size: Size) -> Curve {
    let mut curve = Curve::rect(size);
    curve.translate(at);
    curve
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
