//! Sheets put together: pages become form XObjects, sheets become the pages of the document.

use std::collections::BTreeMap;
use std::fmt::Write;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use paf_pdf::geometry::{Mm, Rectangle, Size};
use paf_pdf::pages::box_object;

use super::metadata::describe_sheets;
use super::place::{cmyk_group, form_of_page};
use super::sheet::{Layout, Surround};
use super::{FlipEdge, ImposeError, Imposed, NOISE, Sheet, SheetSize, Slot, are_sheets, check_lengths};
use crate::marks::{Frame, Marks, PreparedMarks, Side, number};
use crate::source::{SourceError, SourcePage, opened, source_pages};
use crate::writer::identified;

/// Trims that differ by less than this are the same, in millimetres.
const SAME: f64 = 0.05;

/// What of the source has no meaning on a sheet: it speaks of pages that are no longer there.
const PAGE_BOUND: [&str; 16] = [
    "StructTreeRoot",
    "MarkInfo",
    "Outlines",
    "PageLabels",
    "PageMode",
    "PageLayout",
    "Names",
    "Dests",
    "AcroForm",
    "OpenAction",
    "AA",
    "AF",
    "Threads",
    "Collection",
    "PieceInfo",
    "SpiderInfo",
];

/// What is to be made of the pages.
pub(super) struct Scheme<'a> {
    pub(super) bleed: Mm,
    pub(super) margin: Mm,
    pub(super) gutter: Mm,
    pub(super) flip: FlipEdge,
    pub(super) sheet: SheetSize,
    pub(super) marks: &'a Marks,
    /// Whether the line between the pages is a fold, not a cut.
    pub(super) folded: bool,
    /// Which backs are pages of the file.
    pub(super) backs: Backs,
}

/// Which backs of the sheets are pages of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Backs {
    /// All, blank ones too: front and back must alternate.
    All,
    /// None: the sheets are printed on one side.
    None,
    /// All but a blank one at the very end.
    Printed,
}

/// One side of a sheet.
struct Printed {
    slots: [Slot; 2],
    turned: bool,
    side: Side,
}

/// Reads the pages, has them arranged, and writes the sheets.
pub(super) fn assemble(
    pdf: &[u8],
    scheme: &Scheme<'_>,
    arranged: impl FnOnce(usize) -> Vec<Sheet>,
) -> Result<Imposed, ImposeError> {
    check_lengths(&[("bleed", scheme.bleed), ("margin", scheme.margin), ("gutter", scheme.gutter)])?;
    if are_sheets(pdf) {
        return Err(ImposeError::Sheets);
    }
    let mut document = opened(pdf)?;
    if document.catalog().is_ok_and(|catalog| catalog.has(b"Collection")) {
        return Err(SourceError::Portfolio.into());
    }
    let pages = source_pages(&document)?;
    let trim = common_trim(&pages, scheme.bleed)?;
    let sheets = arranged(pages.len());
    let creep: Vec<Mm> = sheets.iter().map(|sheet| Mm(sheet.front[0].shift.0.abs())).collect();
    let bleed_left = bleed_left(&pages, scheme.bleed, &creep)?;
    let layout = Layout::new(trim, surround(scheme), scheme.sheet)?;
    let sides = sides(&sheets, scheme);
    let forms = placed(&mut document, &pages)?;
    let marks =
        scheme.marks.prepare(&mut document, &sides.iter().map(|side| side.side).collect::<Vec<_>>())?;
    let frame = frame(&layout, scheme.folded);
    let root = page_root(&document).ok_or(SourceError::NoPages)?;
    let mut kids = Vec::new();
    for (at, side) in sides.iter().enumerate() {
        let mut content = pages_content(side, &layout, &forms);
        content.push_str(&marks.draw(&frame, at)?);
        let content = if side.turned { turned(&content, &layout.media) } else { content };
        let resources = resources(side, &forms, &marks);
        let trim = layout.pair();
        let boxes = Boxes { media: layout.media, bleed: trim.grown(layout.bleed), trim };
        kids.push(Object::Reference(add_sheet(&mut document, root, &boxes, resources, content)?));
    }
    let count = kids.len();
    replace_pages(&mut document, root, kids);
    forget_pages(&mut document);
    describe_sheets(&mut document, count);
    let bytes = identified(document).map_err(SourceError::from)?;
    Ok(Imposed { bytes, sheets, sheet_size: layout.size(), creep, bleed_left })
}

/// The trim that all pages have, which reach over it far enough.
pub(super) fn common_trim(pages: &[SourcePage], bleed: Mm) -> Result<Size, ImposeError> {
    let first = pages.first().map(trim_size).ok_or(SourceError::NoPages)?;
    for page in pages {
        let size = trim_size(page);
        let off = (size.width.0 - first.width.0).abs().max((size.height.0 - first.height.0).abs());
        if off > SAME {
            return Err(ImposeError::OtherSize { page: page.number, size, first });
        }
        let found = Mm::from_points(page.narrowest_bleed());
        if found.0 < bleed.0 - SAME {
            return Err(ImposeError::LittleBleed { page: page.number, found, wanted: bleed });
        }
    }
    Ok(first)
}

/// How much bleed the outer edges keep when the pages are moved towards the spine; where pages have
/// more than is asked for, they move within it.
fn bleed_left(pages: &[SourcePage], bleed: Mm, creep: &[Mm]) -> Result<Mm, ImposeError> {
    let narrowest = pages.iter().map(SourcePage::narrowest_bleed).fold(f64::INFINITY, f64::min);
    let narrowest = Mm::from_points(narrowest);
    let total = creep.last().copied().unwrap_or_default();
    if total.0 > 0.0 && total.0 >= narrowest.0 - NOISE {
        return Err(ImposeError::Creep { total, bleed: narrowest, sheets: creep.len() });
    }
    Ok(Mm(bleed.0.min(narrowest.0 - total.0)))
}

/// The trim to a hundredth of a millimetre: what is finer is noise of the program that wrote it.
fn trim_size(page: &SourcePage) -> Size {
    let rounded = |points: f64| Mm((Mm::from_points(points).0 * 100.0).round() / 100.0);
    Size { width: rounded(page.trim.width()), height: rounded(page.trim.height()) }
}

fn surround(scheme: &Scheme<'_>) -> Surround {
    let reach = if scheme.marks.any() { scheme.marks.reach(scheme.bleed) } else { scheme.bleed };
    Surround { bleed: scheme.bleed, margin: scheme.margin, gutter: scheme.gutter, needed: reach }
}

/// Fronts and backs by turns.
fn sides(sheets: &[Sheet], scheme: &Scheme<'_>) -> Vec<Printed> {
    let mut sides = Vec::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let side = |back| Side { sheet: at + 1, sheets: sheets.len(), back };
        sides.push(Printed { slots: sheet.front, turned: false, side: side(false) });
        let blank = sheet.back.iter().all(|slot| slot.page.is_none());
        let printed = match scheme.backs {
            Backs::All => true,
            Backs::None => false,
            Backs::Printed => !blank || at + 1 < sheets.len(),
        };
        if printed {
            sides.push(Printed {
                slots: sheet.back,
                turned: scheme.flip == FlipEdge::Long,
                side: side(true),
            });
        }
    }
    sides
}

/// A page's form, and where its trim begins.
struct Form {
    id: ObjectId,
    left: f64,
    bottom: f64,
}

fn placed(document: &mut Document, pages: &[SourcePage]) -> Result<BTreeMap<usize, Form>, SourceError> {
    let form = |page: &SourcePage| {
        let id = form_of_page(document, page)?;
        Ok((page.number, Form { id, left: page.trim.left, bottom: page.trim.bottom }))
    };
    pages.iter().map(form).collect()
}

fn frame(layout: &Layout, folded: bool) -> Frame {
    let inner = layout.inner_edges();
    let (folds, cuts) = if folded { (inner, Vec::new()) } else { (Vec::new(), inner) };
    Frame { trim: layout.pair(), bleed: layout.bleed, folds, cuts }
}

fn pages_content(side: &Printed, layout: &Layout, forms: &BTreeMap<usize, Form>) -> String {
    let mut content = String::new();
    for ((slot, trim), clip) in side.slots.iter().zip(&layout.trims).zip(layout.clips()) {
        let Some((page, form)) = slot.page.and_then(|page| Some((page, forms.get(&page)?))) else {
            continue;
        };
        let x = trim.left + slot.shift.to_points() - form.left;
        let y = trim.bottom - form.bottom;
        let (left, bottom) = (number(clip.left), number(clip.bottom));
        let (width, height) = (number(clip.width()), number(clip.height()));
        // Writing to a string cannot fail.
        let _ = writeln!(content, "q {left} {bottom} {width} {height} re W n");
        let _ = writeln!(content, "1 0 0 1 {} {} cm /P{page} Do Q", number(x), number(y));
    }
    content
}

/// Turned by 180 degrees about the middle of the sheet.
fn turned(content: &str, media: &Rectangle) -> String {
    format!("q -1 0 0 -1 {} {} cm\n{content}Q\n", number(media.width()), number(media.height()))
}

fn resources(side: &Printed, forms: &BTreeMap<usize, Form>, marks: &PreparedMarks) -> Dictionary {
    let mut resources = marks.resources();
    let mut names = Dictionary::new();
    for page in side.slots.iter().filter_map(|slot| slot.page) {
        if let Some(form) = forms.get(&page) {
            names.set(format!("P{page}"), Object::Reference(form.id));
        }
    }
    resources.set("XObject", names);
    resources
}

/// A side of a sheet with what is drawn on it.
pub(super) fn add_sheet(
    document: &mut Document,
    parent: ObjectId,
    boxes: &Boxes,
    resources: Dictionary,
    content: String,
) -> Result<ObjectId, SourceError> {
    let mut stream = Stream::new(Dictionary::new(), content.into_bytes());
    stream.compress().map_err(|_| SourceError::Unwritable)?;
    let content = document.add_object(stream);
    let mut sheet = Dictionary::new();
    sheet.set("Type", Object::Name(b"Page".to_vec()));
    sheet.set("Parent", Object::Reference(parent));
    sheet.set("MediaBox", box_object(&boxes.media));
    sheet.set("BleedBox", box_object(&boxes.bleed));
    sheet.set("TrimBox", box_object(&boxes.trim));
    sheet.set("Group", cmyk_group());
    sheet.set("Resources", resources);
    sheet.set("Contents", Object::Reference(content));
    Ok(document.add_object(sheet))
}

/// The boxes of a side of a sheet, in points.
pub(super) struct Boxes {
    pub(super) media: Rectangle,
    pub(super) bleed: Rectangle,
    pub(super) trim: Rectangle,
}

pub(super) fn page_root(document: &Document) -> Option<ObjectId> {
    document.catalog().ok()?.get(b"Pages").ok()?.as_reference().ok()
}

/// The page tree anew, flat, with nothing to inherit.
pub(super) fn replace_pages(document: &mut Document, root: ObjectId, kids: Vec<Object>) {
    let mut tree = Dictionary::new();
    tree.set("Type", Object::Name(b"Pages".to_vec()));
    tree.set("Count", i64::try_from(kids.len()).unwrap_or(i64::MAX));
    tree.set("Kids", Object::Array(kids));
    document.objects.insert(root, Object::Dictionary(tree));
}

pub(super) fn forget_pages(document: &mut Document) {
    let preferences = document.catalog().ok().and_then(|catalog| catalog.get(b"ViewerPreferences").ok());
    let preferences = preferences.and_then(|value| paf_pdf::pages::resolved(document, value)?.as_dict().ok());
    let preferences = preferences.cloned();
    let Ok(catalog) = document.catalog_mut() else { return };
    for key in PAGE_BOUND {
        catalog.remove(key.as_bytes());
    }
    if let Some(mut preferences) = preferences {
        // A sheet has no reading direction, and opens as it lies.
        preferences.remove(b"Direction");
        preferences.remove(b"NonFullScreenPageMode");
        catalog.remove(b"ViewerPreferences");
        if !preferences.is_empty() {
            catalog.set("ViewerPreferences", preferences);
        }
    }
}
