//! Reads content streams and tells what they paint.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use paf_pdf::content::operations;
use paf_pdf::geometry::Rectangle;
use paf_pdf::pages::{PageRef, decoded, rectangle, resolved};

use super::colour::{Colour, Family, family, is_indexed};
use super::display::{Item, Overprint, Paint, Shape};
use super::font::{Font, Program};
use super::image::Placed;
use super::jpx;
use super::matrix::{Matrix, matrix};
use super::painted::{Painted, Used};
use super::path::{Painting, Path};
use super::state::{Source, State};
use super::text::{Letters, Pen};
use crate::read::{as_dictionary, dictionary, name, number, value};

/// How deep forms may lie within each other.
const DEEPEST: usize = 24;
/// How many operators are read on one page; forms that multiply without end stop there.
const BUDGET: usize = 2_000_000;
/// What a form costs of that, beside its own operators and its length.
pub(super) const FORM: usize = 32;
/// How many states may be put aside at once.
const STATES: usize = 4096;

/// What a page paints, from the bottom to the top, as far as it lies within what is printed for good.
pub(crate) fn painted(document: &Document, page: &PageRef<'_>, printed: Option<Rectangle>) -> Painted {
    let media = page.boundary("MediaBox").unwrap_or(Rectangle::between((0.0, 0.0), (612.0, 792.0)));
    let state = State::of_page(media, Matrix::scaled(page.unit()));
    let mut interpreter = Interpreter::new(document, state, DEEPEST, BUDGET);
    interpreter.printed = printed;
    let none = Dictionary::new();
    interpreter.run(&page.content(), page.resources().unwrap_or(&none));
    interpreter.painted()
}

/// An interpretation under way.
pub(super) struct Interpreter<'a> {
    pub(super) document: &'a Document,
    pub(super) items: Vec<Item>,
    pub(super) state: State,
    stack: Vec<State>,
    pub(super) path: Path,
    pub(super) pen: Pen,
    read: BTreeMap<ObjectId, Rc<Font>>,
    fonts: BTreeMap<(String, Program), Used>,
    pub(super) missing: BTreeSet<(String, String)>,
    /// The cells of patterns, each under each matrix.
    pub(super) cells: BTreeMap<(ObjectId, [u64; 6]), Rc<Painted>>,
    /// The letters of Type 3 fonts that were looked into, each at each size.
    pub(super) drawn: BTreeSet<(ObjectId, [u64; 4])>,
    /// What is printed for good; all of it where nobody says.
    printed: Option<Rectangle>,
    /// From the space of patterns to that of the page.
    pub(super) base: Matrix,
    /// Whether colours have no effect: in patterns and letters that take those of the text.
    pub(super) uncoloured: bool,
    /// Whether it is the drawing of a letter.
    pub(super) in_letter: bool,
    /// The forms that are being painted; one that paints itself is left out.
    pub(super) under_way: Vec<ObjectId>,
    /// The first thing of the isolated group that is being painted.
    isolated: Option<usize>,
    pub(super) depth: usize,
    pub(super) budget: usize,
    pub(super) complete: bool,
}

impl<'a> Interpreter<'a> {
    pub(super) fn new(document: &'a Document, state: State, depth: usize, budget: usize) -> Self {
        Self {
            document,
            items: Vec::new(),
            base: state.matrix,
            state,
            stack: Vec::new(),
            path: Path::default(),
            pen: Pen::START,
            read: BTreeMap::new(),
            fonts: BTreeMap::new(),
            missing: BTreeSet::new(),
            cells: BTreeMap::new(),
            drawn: BTreeSet::new(),
            printed: None,
            uncoloured: false,
            in_letter: false,
            under_way: Vec::new(),
            isolated: None,
            depth,
            budget,
            complete: true,
        }
    }

    pub(super) fn painted(self) -> Painted {
        let Self { items, fonts, missing, uncoloured, complete, .. } = self;
        Painted { items, fonts, missing, is_uncoloured: uncoloured, complete }
    }

    pub(super) fn run(&mut self, bytes: &[u8], resources: &Dictionary) {
        let content = operations(bytes);
        self.complete &= content.complete;
        let floor = self.stack.len();
        for operation in &content.list {
            let Some(budget) = self.budget.checked_sub(1) else {
                self.complete = false;
                break;
            };
            self.budget = budget;
            self.operate(operation, resources, floor);
        }
        if let Some(state) = self.stack.drain(floor..).next() {
            self.state = state;
        }
    }

    /// Operators out of place or with the wrong operands do nothing, as in every viewer.
    fn operate(&mut self, operation: &Operation, resources: &Dictionary, floor: usize) {
        let operands = operation.operands.as_slice();
        let numbers: Vec<f64> = operands.iter().filter_map(number).collect();
        match operation.operator.as_str() {
            "q" if self.stack.len() < STATES => self.stack.push(self.state.clone()),
            "q" => self.complete = false,
            "Q" if self.stack.len() > floor => {
                if let Some(state) = self.stack.pop() {
                    self.state = state;
                }
            }
            "cm" => {
                if let Some(matrix) = matrix(&numbers) {
                    self.state.matrix = matrix.then(self.state.matrix);
                }
            }
            "w" => self.state.line_width = numbers.first().copied().unwrap_or(0.0).abs(),
            "gs" => self.graphics_state(operands, resources),
            "Do" => self.x_object(operands, resources),
            "sh" => self.shading(operands, resources),
            // A letter that takes the colour of the text.
            "d1" => self.uncoloured |= self.in_letter,
            "BI" => {
                if let Some(Object::Stream(image)) = operands.first() {
                    self.image(image, None, resources);
                }
            }
            operator => {
                if !self.colours(operator, operands, &numbers, resources)
                    && !self.path.construct(operator, &numbers, self.state.matrix)
                    && !self.paint_path(operator)
                {
                    self.write(operator, operands, &numbers, resources);
                }
            }
        }
    }

    fn graphics_state(&mut self, operands: &[Object], resources: &Dictionary) {
        let Some(state) = self.named(resources, "ExtGState", operands).and_then(as_dictionary) else {
            return;
        };
        let flag = |key: &str| value(self.document, state, key).and_then(|flag| flag.as_bool().ok());
        let stroke = flag("OP");
        if let Some(fill) = flag("op").or(stroke) {
            self.state.fill_overprint = fill;
        }
        if let Some(stroke) = stroke {
            self.state.stroke_overprint = stroke;
        }
        if let Some(mode) = value(self.document, state, "OPM").and_then(|mode| mode.as_i64().ok()) {
            self.state.mode = if mode == 1 { Overprint::Keeping } else { Overprint::Erasing };
        }
        if let Some(width) = value(self.document, state, "LW").and_then(number) {
            self.state.line_width = width.abs();
        }
    }

    /// Something that the resources name.
    fn resource<'b>(&self, resources: &'b Dictionary, kind: &str, operands: &[Object]) -> Option<&'b Object>
    where
        'a: 'b,
    {
        let name = operands.last()?.as_name().ok()?;
        resolved(self.document, dictionary(self.document, resources, kind)?.get(name).ok()?)
    }

    /// Something that the resources name; that they do not have it is noted.
    fn named<'b>(&mut self, resources: &'b Dictionary, kind: &str, operands: &[Object]) -> Option<&'b Object>
    where
        'a: 'b,
    {
        let name = operands.last()?.as_name().ok()?;
        let is_there = dictionary(self.document, resources, kind).is_some_and(|names| names.has(name));
        if !is_there {
            self.miss(kind, name);
        }
        self.resource(resources, kind, operands)
    }

    fn miss(&mut self, kind: &str, name: &[u8]) {
        self.missing.insert((kind.to_owned(), String::from_utf8_lossy(name).into_owned()));
    }

    fn colours(&mut self, op: &str, operands: &[Object], numbers: &[f64], resources: &Dictionary) -> bool {
        let fill = op.starts_with(|first: char| first.is_ascii_lowercase());
        let source = match op {
            "g" | "G" => Source::plain(Family::Gray, numbers),
            "rg" | "RG" => Source::plain(Family::Rgb, numbers),
            "k" | "K" => Source::plain(Family::Cmyk, numbers),
            "cs" | "CS" => self.chosen_space(operands, resources),
            "sc" | "scn" | "SC" | "SCN" => self.chosen_colour(fill, operands, numbers, resources),
            _ => return false,
        };
        if self.uncoloured {
            return true;
        }
        if fill {
            self.state.fill = source;
        } else {
            self.state.stroke = source;
        }
        true
    }

    fn chosen_space(&mut self, operands: &[Object], resources: &Dictionary) -> Source {
        let space = operands.first();
        let family = space.and_then(|space| family(self.document, resources, space));
        if family.is_none()
            && let Some(Object::Name(name)) = space
            && !dictionary(self.document, resources, "ColorSpace").is_some_and(|spaces| spaces.has(name))
        {
            self.miss("ColorSpace", name);
        }
        let family = family.unwrap_or(Family::Unknown);
        let indexed = space.is_some_and(|space| is_indexed(self.document, resources, space));
        let amounts = if indexed { Vec::new() } else { family.first() };
        let paint = Paint::Plain(Colour { family: family.clone(), amounts });
        Source { paint, family, indexed, cell: None }
    }

    fn chosen_colour(&mut self, fill: bool, ops: &[Object], numbers: &[f64], res: &Dictionary) -> Source {
        let mut source = if fill { self.state.fill.clone() } else { self.state.stroke.clone() };
        match source.family.clone() {
            Family::Pattern(within) => {
                let (families, cell) = self.pattern(ops, within.as_deref(), res);
                source.paint = Paint::Mixed(families);
                source.cell = cell;
            }
            family => {
                let amounts = if source.indexed { Vec::new() } else { numbers.to_vec() };
                source.paint = Paint::Plain(Colour { family, amounts });
            }
        }
        source
    }

    /// The spaces of a pattern's colours, and what its cell paints.
    fn pattern(
        &mut self,
        operands: &[Object],
        within: Option<&Family>,
        resources: &Dictionary,
    ) -> (Vec<Family>, Option<Rc<Painted>>) {
        let id = operands.last().and_then(|name| {
            let named = dictionary(self.document, resources, "Pattern")?.get(name.as_name().ok()?).ok()?;
            named.as_reference().ok()
        });
        let (found, cell) = match self.named(resources, "Pattern", operands) {
            Some(Object::Stream(stream)) => {
                let cell = self.cell(stream, id, resources);
                (cell.as_deref().map(Painted::families).unwrap_or_default(), cell)
            }
            Some(Object::Dictionary(pattern)) => {
                let shading = dictionary(self.document, pattern, "Shading");
                (vec![self.space_of(shading, resources)], None)
            }
            _ => (vec![Family::Unknown], None),
        };
        // A pattern without colours of its own takes those of the space within.
        match within {
            Some(within) if found.is_empty() || cell.as_ref().is_some_and(|cell| cell.is_uncoloured) => {
                (vec![within.clone()], cell)
            }
            _ => (found, cell),
        }
    }

    /// The colour space of an image or a shading; unknown where there is none that can be read.
    fn space_of(&self, dictionary: Option<&Dictionary>, resources: &Dictionary) -> Family {
        let space = dictionary.and_then(|d| d.get(b"ColorSpace").or_else(|_| d.get(b"CS")).ok());
        space.and_then(|space| family(self.document, resources, space)).unwrap_or(Family::Unknown)
    }

    fn shading(&mut self, operands: &[Object], resources: &Dictionary) {
        let shading = self.named(resources, "Shading", operands).and_then(as_dictionary);
        let families = vec![self.space_of(shading, resources)];
        let Some(clip) = self.state.clip else { return };
        let within =
            shading.and_then(|shading| rectangle(self.document, value(self.document, shading, "BBox")?));
        let area = within.map_or(clip, |within| self.state.matrix.around(within));
        self.add(Shape::Shading, Paint::Mixed(families), area, true);
    }

    /// Adds what can be seen of something.
    fn add(&mut self, shape: Shape, paint: Paint, area: Rectangle, fill: bool) {
        if let Some(area) = self.shown(area) {
            let overprint = self.state.overprint(fill);
            self.items.push(Item { shape, paint, area, overprint, isolated: self.isolated });
        }
    }

    /// What of an area can be seen in print.
    pub(super) fn shown(&self, area: Rectangle) -> Option<Rectangle> {
        let seen = self.state.seen(area)?;
        let is_printed = self.printed.is_none_or(|printed| {
            seen.left < printed.right
                && seen.right > printed.left
                && seen.bottom < printed.top
                && seen.top > printed.bottom
        });
        is_printed.then_some(seen)
    }

    /// Notes a font in which something is set here.
    pub(super) fn use_font(&mut self, font: &Rc<Font>, area: Rectangle) {
        let used = || Used { font: Rc::clone(font), area };
        self.fonts.entry((font.called.clone(), font.program)).or_insert_with(used);
    }

    fn x_object(&mut self, operands: &[Object], resources: &Dictionary) {
        let stream = match self.named(resources, "XObject", operands) {
            Some(Object::Stream(stream)) => stream,
            // What is missing has been told; this is something, but nothing that can be painted.
            Some(_) => return self.complete = false,
            None => return,
        };
        let named = operands.last().and_then(|name| name.as_name().ok());
        let objects = dictionary(self.document, resources, "XObject");
        let entry = named.and_then(|name| objects?.get(name).ok());
        let id = entry.and_then(|entry| entry.as_reference().ok());
        match name(self.document, &stream.dict, "Subtype") {
            Some(b"Image") => self.image(stream, id, resources),
            Some(b"Form") if id.is_some_and(|id| self.under_way.contains(&id)) => self.complete = false,
            Some(b"Form") => {
                self.under_way.extend(id);
                self.form(stream, resources);
                if id.is_some() {
                    self.under_way.pop();
                }
            }
            // Nobody knows what it would paint.
            _ => self.complete = false,
        }
    }

    fn form(&mut self, form: &Stream, resources: &Dictionary) {
        let cost = FORM + form.content.len() / 16;
        let (Some(depth), Some(budget)) = (self.depth.checked_sub(1), self.budget.checked_sub(cost)) else {
            self.complete = false;
            return;
        };
        self.budget = budget;
        let saved = (self.state.clone(), self.pen, std::mem::take(&mut self.path), self.base);
        if let Some(matrix) = matrix_of(self.document, &form.dict) {
            self.state.matrix = matrix.then(self.state.matrix);
        }
        // Patterns of a form lie in its own space (ISO 32000-1, 8.7.2).
        self.base = self.state.matrix;
        if let Some(within) =
            value(self.document, &form.dict, "BBox").and_then(|b| rectangle(self.document, b))
        {
            self.state.narrow(self.state.matrix.around(within));
        }
        let own = dictionary(self.document, &form.dict, "Resources");
        let outer = self.isolated;
        if self.is_isolated(form) {
            self.isolated = Some(self.items.len());
        }
        self.depth = depth;
        self.run(&decoded(form), own.unwrap_or(resources));
        self.depth = depth + 1;
        self.isolated = outer;
        (self.state, self.pen, self.path, self.base) = saved;
    }

    /// Whether a form is painted by itself and then laid over the page (ISO 32000-1, 11.6.6).
    fn is_isolated(&self, form: &Stream) -> bool {
        let group = dictionary(self.document, &form.dict, "Group");
        let group = group.filter(|group| name(self.document, group, "S") == Some(b"Transparency"));
        let isolated = group.and_then(|group| value(self.document, group, "I")?.as_bool().ok());
        isolated == Some(true)
    }

    /// Operators that paint a path, clip by it, or end it.
    fn paint_path(&mut self, operator: &str) -> bool {
        let Some(painting) = Painting::of(operator) else { return false };
        let path = std::mem::take(&mut self.path);
        if let Some(whole) = path.reach {
            if painting.fill {
                self.add(Shape::Fill { whole }, self.state.fill.paint.clone(), whole, true);
                self.tile(true, whole);
            }
            if painting.stroke {
                let width = self.state.line_width * self.state.matrix.scale();
                let area = whole.grown(width / 2.0);
                let shape = Shape::Stroke { width, whole, upright: !path.slanted };
                self.add(shape, self.state.stroke.paint.clone(), area, false);
                self.tile(false, area);
            }
        }
        if path.clips {
            match path.reach {
                Some(reach) => self.state.narrow(reach),
                None => self.state.clip = None,
            }
        }
        true
    }

    fn image(&mut self, image: &Stream, id: Option<ObjectId>, resources: &Dictionary) {
        let matrix = self.state.matrix;
        let placed = Placed::read(self.document, &image.dict, id, matrix);
        let paint = if placed.is_stencil {
            self.state.fill.paint.clone()
        } else {
            Paint::Mixed(vec![self.space_of_image(image, resources)])
        };
        let area = matrix.around(Rectangle::between((0.0, 0.0), (1.0, 1.0)));
        self.add(Shape::Image(placed.picture), paint, area, true);
    }

    /// The colours of an image; JPEG 2000 may say itself what they are.
    fn space_of_image(&self, image: &Stream, resources: &Dictionary) -> Family {
        let is_said = value(self.document, &image.dict, "ColorSpace").is_some();
        if !is_said && image.filters().is_ok_and(|filters| filters == [b"JPXDecode"]) {
            return jpx::family(&image.content);
        }
        self.space_of(Some(&image.dict), resources)
    }

    /// Operators of text.
    fn write(&mut self, op: &str, operands: &[Object], numbers: &[f64], resources: &Dictionary) {
        let first = numbers.first().copied().unwrap_or(0.0);
        match op {
            "BT" => self.pen = Pen::START,
            "Tf" => {
                self.state.text.font = self.font(operands, resources);
                self.state.text.no_font = self.no_font(operands, resources);
                self.state.text.size = first;
            }
            "Tm" => self.pen = matrix(numbers).map_or(self.pen, Pen::on),
            "Td" => self.pen.next_line(numbers),
            "TD" => {
                self.state.text.leading = -numbers.get(1).copied().unwrap_or(0.0);
                self.pen.next_line(numbers);
            }
            "T*" => self.pen.next_line(&[0.0, -self.state.text.leading]),
            "Tj" | "TJ" => self.show(operands, resources),
            "'" | "\"" => {
                if let ("\"", [word, spacing]) = (op, numbers) {
                    (self.state.text.word_spacing, self.state.text.spacing) = (*word, *spacing);
                }
                self.pen.next_line(&[0.0, -self.state.text.leading]);
                self.show(operands.last().map_or(&[], std::slice::from_ref), resources);
            }
            _ => self.state.text.set(op, first),
        }
    }

    fn show(&mut self, operands: &[Object], resources: &Dictionary) {
        let text = self.state.text.clone();
        let painted = match text.mode {
            0 | 2 | 4 | 6 => Some((self.state.fill.paint.clone(), true)),
            1 | 5 => Some((self.state.stroke.paint.clone(), false)),
            // Neither filled nor stroked: text to be searched for, or a clip.
            _ => None,
        };
        if let (Some(name), Some(_)) = (&text.no_font, &painted) {
            self.miss("Font", name.as_bytes());
        }
        let (Some(letters), Some(font)) = (Letters::of(operands, &text), &text.font) else {
            self.complete &= painted.is_none() || text.no_font.is_some();
            return;
        };
        let matrix = self.pen.at.then(self.state.matrix);
        let shape = Shape::Text { size: text.size.abs() * matrix.upward(), missing: letters.missing };
        let around = letters.around(&text).map(|area| matrix.around(area));
        if let (Some((paint, fill)), Some(area)) = (painted, around)
            && let Some(area) = self.shown(area)
        {
            self.use_font(font, area);
            self.add(shape, paint, area, fill);
            self.tile(fill, area);
            self.letters(operands, &text, resources);
        }
        self.pen.advance(letters.advance);
    }

    /// The name of a font that the resources do not have.
    fn no_font(&self, operands: &[Object], resources: &Dictionary) -> Option<String> {
        let name = operands.first()?.as_name().ok()?;
        let is_there = dictionary(self.document, resources, "Font").is_some_and(|fonts| fonts.has(name));
        (!is_there).then(|| String::from_utf8_lossy(name).into_owned())
    }

    /// A font of the resources, each read once.
    fn font(&mut self, operands: &[Object], resources: &Dictionary) -> Option<Rc<Font>> {
        let name = operands.first()?.as_name().ok()?;
        let entry = dictionary(self.document, resources, "Font")?.get(name).ok()?;
        let id = entry.as_reference().ok();
        if let Some(known) = id.and_then(|id| self.read.get(&id)) {
            return Some(Rc::clone(known));
        }
        let font = Rc::new(Font::read(self.document, resolved(self.document, entry)?.as_dict().ok()?));
        if let Some(id) = id {
            self.read.insert(id, Rc::clone(&font));
        }
        Some(font)
    }
}

impl Source {
    fn plain(family: Family, numbers: &[f64]) -> Self {
        let colour = Colour { family: family.clone(), amounts: numbers.to_vec() };
        Self { paint: Paint::Plain(colour), family, indexed: false, cell: None }
    }
}

/// The `Matrix` of a form or a pattern.
pub(super) fn matrix_of(document: &Document, dictionary: &Dictionary) -> Option<Matrix> {
    let list = value(document, dictionary, "Matrix").and_then(|list| list.as_array().ok());
    let numbers: Vec<f64> = list.into_iter().flatten().filter_map(number).collect();
    matrix(&numbers)
}
