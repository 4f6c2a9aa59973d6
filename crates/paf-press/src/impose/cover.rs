//! A cover apart: the outer four pages on a sheet of their own, with the spine between them, and the
//! inner pages as they are, for a book that is glued.
//!
//! The pages stay in the places that they have in the whole document: the first two and the last two are
//! the cover, outside and inside. Outside, the artwork of the front runs over the spine as far as its bleed
//! reaches, and that of the back over the rest. Inside, the spine stays without ink: glue does not hold on it.

use lopdf::{Dictionary, Document, Object, ObjectId};
use paf_pdf::geometry::{Mm, POINTS, Rectangle, Size};
use paf_pdf::pages::{box_object, pages};

use super::assemble::{Boxes, add_sheet, common_trim, forget_pages, page_root, replace_pages};
use super::metadata::describe_parts;
use super::place::form_of_page;
use super::{Binding, ImposeError, NOISE, Padding, check_lengths};
use crate::marks::{Frame, Marks, PreparedMarks, Side, number};
use crate::source::{SourceError, SourcePage, opened, source_pages};
use crate::writer::identified;

/// The fewest pages: those of the cover but a blank one, and one leaf.
const FEWEST: usize = 5;

/// White paper beyond the marks, in millimetres; then rounded up to whole ones.
const EDGE: f64 = 0.5;

/// How a cover is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Cover {
    /// How far the artwork reaches over the trim.
    pub bleed: Mm,
    /// The thickness of a leaf of the inner pages.
    pub leaf: Mm,
    /// What the spine is wider than the inner pages are thick.
    pub allowance: Mm,
    /// Where a blank page goes when the number of pages is odd.
    pub padding: Padding,
    /// On which side it is bound.
    pub binding: Binding,
    /// What is drawn outside the cover.
    pub marks: Marks,
}

/// The pages of a cover, from 1; none where one is blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CoverPages {
    /// The outside, from left to right: back and front, or front and back.
    pub outside: [Option<usize>; 2],
    /// The inside, from left to right.
    pub inside: [Option<usize>; 2],
}

impl CoverPages {
    /// The cover of so many pages.
    fn of(count: usize, padding: Padding, binding: Binding) -> Self {
        let (inside_back, back) = match (count.is_multiple_of(2), padding) {
            (true, _) => (Some(count - 1), Some(count)),
            (false, Padding::End) => (Some(count), None),
            (false, Padding::BeforeCover) => (None, Some(count)),
        };
        let (outside, inside) = ([back, Some(1)], [Some(2), inside_back]);
        match binding {
            Binding::Left => Self { outside, inside },
            Binding::Right => {
                let [[back, front], [left, right]] = [outside, inside];
                Self { outside: [front, back], inside: [right, left] }
            }
        }
    }

    /// What is blank, in words; nothing where all four are printed.
    pub fn blank(&self) -> Option<&'static str> {
        let is_blank = |side: &[Option<usize>; 2]| side.contains(&None);
        match (is_blank(&self.outside), is_blank(&self.inside)) {
            (true, _) => Some("outside of the back"),
            (_, true) => Some("inside of the back"),
            _ => None,
        }
    }
}

/// A cover and what it goes around.
#[derive(Debug, Clone, PartialEq)]
pub struct Apart {
    /// The cover: a page for the outside and one for the inside.
    pub cover: Vec<u8>,
    /// The inner pages.
    pub inner: Vec<u8>,
    /// How many inner pages there are; always an even number.
    pub inner_pages: usize,
    /// The page with which they begin, from 1.
    pub first: usize,
    /// Which pages are on the cover.
    pub pages: CoverPages,
    /// How wide the spine is.
    pub spine: Mm,
    /// The cover after cutting, before it is folded.
    pub flat: Size,
    /// How much of the spine's width no artwork reaches on the outside.
    pub bare: Mm,
}

/// Takes the cover of a document apart from its inner pages.
///
/// # Errors
/// If the pages are not alike, are too few, or have too little bleed.
pub fn cover_apart(pdf: &[u8], settings: &Cover) -> Result<Apart, ImposeError> {
    check_lengths(&[
        ("bleed", settings.bleed),
        ("thickness of a leaf", settings.leaf),
        ("allowance of the spine", settings.allowance),
    ])?;
    let mut document = opened(pdf)?;
    let source = source_pages(&document)?;
    let count = source.len();
    if count < FEWEST {
        return Err(ImposeError::TooFew { pages: count });
    }
    let trim = common_trim(&source, settings.bleed)?;
    let inner_pages = count.next_multiple_of(2) - 4;
    #[expect(clippy::cast_precision_loss, reason = "pages of a document are few")]
    let spine = Mm((inner_pages / 2) as f64 * settings.leaf.0 + settings.allowance.0);
    let cover_pages = CoverPages::of(count, settings.padding, settings.binding);
    let flat = Flat::new(trim, spine, settings);
    let inner = inner(document.clone(), &source, 3..=2 + inner_pages)?;
    let cover = cover(&mut document, &source, &cover_pages, &flat, settings)?;
    Ok(Apart {
        cover,
        inner,
        inner_pages,
        first: 3,
        bare: flat.bare(&cover_pages, settings.binding),
        pages: cover_pages,
        spine,
        flat: Size { width: Mm(2.0 * trim.width.0 + spine.0), height: trim.height },
    })
}

/// The open cover on its paper, in millimetres from the paper's bottom left corner.
struct Flat {
    trim: Size,
    spine: f64,
    bleed: f64,
    margin: f64,
}

impl Flat {
    fn new(trim: Size, spine: Mm, settings: &Cover) -> Self {
        let margin = (settings.marks.reach(settings.bleed).0 + EDGE).ceil();
        Self { trim, spine: spine.0, bleed: settings.bleed.0, margin }
    }

    /// The trims of both pages, left before right.
    fn trims(&self) -> [Rectangle; 2] {
        let (width, top) = (self.trim.width.0, self.margin + self.trim.height.0);
        [self.margin, self.margin + width + self.spine]
            .map(|left| in_points([left, self.margin, left + width, top]))
    }

    fn whole(&self) -> Rectangle {
        let [left, right] = self.trims();
        Rectangle { right: right.right, ..left }
    }

    fn media(&self) -> Rectangle {
        let (width, height) = (2.0 * self.trim.width.0 + self.spine, self.trim.height.0);
        in_points([0.0, 0.0, width + 2.0 * self.margin, height + 2.0 * self.margin])
    }

    /// How far the artwork of the left and of the right page runs over the spine: outside the front as far
    /// as it can, the back over what is left; inside none.
    fn over_spine(&self, slots: [Option<usize>; 2], is_outside: bool, binding: Binding) -> [f64; 2] {
        if !is_outside {
            return [0.0, 0.0];
        }
        let can = |slot: Option<usize>| if slot.is_some() { self.bleed } else { 0.0 };
        let [left, right] = slots;
        match binding {
            Binding::Left => {
                let front = can(right).min(self.spine);
                [can(left).min(self.spine - front), front]
            }
            Binding::Right => {
                let front = can(left).min(self.spine);
                [front, can(right).min(self.spine - front)]
            }
        }
    }

    fn bare(&self, pages: &CoverPages, binding: Binding) -> Mm {
        let covered: f64 = self.over_spine(pages.outside, true, binding).into_iter().sum();
        let bare = self.spine - covered;
        Mm(if bare < NOISE { 0.0 } else { bare })
    }

    fn frame(&self) -> Frame {
        let [left, right] = self.trims();
        Frame {
            trim: self.whole(),
            bleed: self.bleed * POINTS,
            folds: vec![left.right, right.left],
            cuts: Vec::new(),
        }
    }
}

fn in_points([left, bottom, right, top]: [f64; 4]) -> Rectangle {
    Rectangle::between((left * POINTS, bottom * POINTS), (right * POINTS, top * POINTS))
}

/// The cover's outside and inside as the pages of the document.
fn cover(
    document: &mut Document,
    source: &[SourcePage],
    on_cover: &CoverPages,
    flat: &Flat,
    settings: &Cover,
) -> Result<Vec<u8>, ImposeError> {
    let sides = [false, true].map(|back| Side { sheet: 1, sheets: 1, back });
    let marks = settings.marks.prepare(document, &sides)?;
    let root = page_root(document).ok_or(SourceError::NoPages)?;
    let mut kids = Vec::new();
    for (at, slots) in [on_cover.outside, on_cover.inside].into_iter().enumerate() {
        let over = flat.over_spine(slots, at == 0, settings.binding);
        let mut names = Dictionary::new();
        let mut content = String::new();
        for ((slot, trim), (over, is_left)) in
            slots.iter().zip(flat.trims()).zip(over.into_iter().zip([true, false]))
        {
            let Some(page) = slot.and_then(|page| source.get(page - 1)) else { continue };
            let form = form_of_page(document, page)?;
            names.set(format!("P{}", page.number), form);
            content.push_str(&placed(page, &trim, flat.bleed * POINTS, (over * POINTS, is_left)));
        }
        content.push_str(&marks.draw(&flat.frame(), at)?);
        kids.push(Object::Reference(side(document, root, flat, resources(&marks, names), content)?));
    }
    finished(document, root, kids)
}

/// The operators that draw a page at its place: cut at the bleed outside, and at the spine where its
/// artwork does not run over it.
fn placed(page: &SourcePage, trim: &Rectangle, bleed: f64, (over, is_left): (f64, bool)) -> String {
    let outer = trim.grown(bleed);
    let clip = if is_left {
        Rectangle { right: trim.right + over, ..outer }
    } else {
        Rectangle { left: trim.left - over, ..outer }
    };
    let clip = [clip.left, clip.bottom, clip.width(), clip.height()].map(number).join(" ");
    let (x, y) = (number(trim.left - page.trim.left), number(trim.bottom - page.trim.bottom));
    format!("q {clip} re W n\n1 0 0 1 {x} {y} cm /P{} Do Q\n", page.number)
}

fn resources(marks: &PreparedMarks, names: Dictionary) -> Dictionary {
    let mut resources = marks.resources();
    resources.set("XObject", names);
    resources
}

fn side(
    document: &mut Document,
    parent: ObjectId,
    flat: &Flat,
    resources: Dictionary,
    content: String,
) -> Result<ObjectId, SourceError> {
    let trim = flat.whole();
    let boxes = Boxes { media: flat.media(), bleed: trim.grown(flat.bleed * POINTS), trim };
    add_sheet(document, parent, &boxes, resources, content)
}

/// The document with these pages alone, which stay as they are but for their tags.
fn inner(
    mut document: Document,
    source: &[SourcePage],
    kept: std::ops::RangeInclusive<usize>,
) -> Result<Vec<u8>, ImposeError> {
    let root = page_root(&document).ok_or(SourceError::NoPages)?;
    let kept: Vec<&SourcePage> = source.iter().filter(|page| kept.contains(&page.number)).collect();
    let inherited: Vec<Option<Dictionary>> =
        pages(&document).iter().map(|page| page.resources().cloned()).collect();
    for page in &kept {
        let resources = inherited.get(page.number - 1).cloned().flatten();
        let own =
            document.get_dictionary_mut(page.id).map_err(|_| SourceError::Content { page: page.number })?;
        if let (false, Some(resources)) = (own.has(b"Resources"), resources) {
            own.set("Resources", resources);
        }
        own.set("MediaBox", box_object(&page.media));
        own.set("TrimBox", box_object(&page.trim));
        own.set("BleedBox", box_object(&page.bleed));
        own.set("Parent", Object::Reference(root));
        // What only tells of tags, which the whole document alone has.
        for key in [&b"StructParents"[..], b"Tabs"] {
            own.remove(key);
        }
    }
    let kids = kept.iter().map(|page| Object::Reference(page.id)).collect();
    finished(&mut document, root, kids)
}

fn finished(document: &mut Document, root: ObjectId, kids: Vec<Object>) -> Result<Vec<u8>, ImposeError> {
    let count = kids.len();
    replace_pages(document, root, kids);
    forget_pages(document);
    describe_parts(document, count);
    Ok(identified(document.clone()).map_err(SourceError::from)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stay_in_their_places_and_one_more_is_blank_where_their_number_is_odd() {
        let of = |count, padding, binding| {
            let pages = CoverPages::of(count, padding, binding);
            (pages.outside, pages.inside, pages.blank())
        };
        let (end, before) = (Padding::End, Padding::BeforeCover);
        assert_eq!(of(8, end, Binding::Left), ([Some(8), Some(1)], [Some(2), Some(7)], None));
        assert_eq!(of(8, before, Binding::Right), ([Some(1), Some(8)], [Some(7), Some(2)], None));
        let (outside, inside, blank) = of(7, end, Binding::Left);
        assert_eq!((outside, inside), ([None, Some(1)], [Some(2), Some(7)]));
        assert_eq!(blank, Some("outside of the back"));
        let (outside, inside, blank) = of(7, before, Binding::Right);
        assert_eq!((outside, inside), ([Some(1), Some(7)], [None, Some(2)]));
        assert_eq!(blank, Some("inside of the back"));
    }
}
