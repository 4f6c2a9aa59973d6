//! Reads content streams and tells what they paint.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use paf_pdf::geometry::Rectangle;
use paf_pdf::pages::{PageRef, decoded, rectangle, resolved};

use super::colour::{Colour, Family, family, is_indexed};
use super::display::{Item, Overprint, Paint, Shape};
use super::font::Font;
use super::image::Placed;
use super::matrix::matrix;
use super::path::{Painting, Path};
use super::state::{Source, State};
use super::text::{Letters, Pen};
use crate::read::{as_dictionary, dictionary, name, number, value};

/// How deep forms may lie within each other.
const DEEPEST: usize = 24;
/// How many operators are read on one page; forms that multiply without end stop there.
const BUDGET: usize = 2_000_000;
/// What a form costs of that, beside its own operators and its length.
const FORM: usize = 32;
/// How many states may be put aside at once.
const STATES: usize = 4096;

/// What a page paints, from the bottom to the top, and whether all of it could be read.
pub(crate) fn display_list(document: &Document, page: &PageRef<'_>) -> (Vec<Item>, bool) {
    let media = page.boundary("MediaBox").unwrap_or(Rectangle::between((0.0, 0.0), (612.0, 792.0)));
    let mut interpreter = Interpreter::new(document, State::of_page(media), DEEPEST, BUDGET);
    let none = Dictionary::new();
    interpreter.run(&page.content(), page.resources().unwrap_or(&none));
    (interpreter.items, interpreter.complete)
}

/// An interpretation under way.
struct Interpreter<'a> {
    document: &'a Document,
    items: Vec<Item>,
    state: State,
    stack: Vec<State>,
    path: Path,
    pen: Pen,
    fonts: BTreeMap<ObjectId, Rc<Font>>,
    /// The forms that are being painted; one that paints itself is left out.
    under_way: Vec<ObjectId>,
    depth: usize,
    budget: usize,
    complete: bool,
}

impl<'a> Interpreter<'a> {
    fn new(document: &'a Document, state: State, depth: usize, budget: usize) -> Self {
        Self {
            document,
            items: Vec::new(),
            state,
            stack: Vec::new(),
            path: Path::default(),
            pen: Pen::START,
            fonts: BTreeMap::new(),
            under_way: Vec::new(),
            depth,
            budget,
            complete: true,
        }
    }

    fn run(&mut self, bytes: &[u8], resources: &Dictionary) {
        let Ok(content) = Content::decode(bytes) else {
            self.complete = false;
            return;
        };
        let floor = self.stack.len();
        for operation in &content.operations {
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
            "BI" => {
                if let Some(Object::Stream(image)) = operands.first() {
                    self.image(&image.dict, None, resources);
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
        let Some(state) = self.resource(resources, "ExtGState", operands).and_then(as_dictionary) else {
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
        if fill {
            self.state.fill = source;
        } else {
            self.state.stroke = source;
        }
        true
    }

    fn chosen_space(&self, operands: &[Object], resources: &Dictionary) -> Source {
        let space = operands.first();
        let family = space.and_then(|space| family(self.document, resources, space)).unwrap_or(Family::Gray);
        let indexed = space.is_some_and(|space| is_indexed(self.document, resources, space));
        let amounts = if indexed { Vec::new() } else { family.first() };
        let paint = Paint::Plain(Colour { family: family.clone(), amounts });
        Source { paint, family, indexed }
    }

    fn chosen_colour(&mut self, fill: bool, ops: &[Object], numbers: &[f64], res: &Dictionary) -> Source {
        let mut source = if fill { self.state.fill.clone() } else { self.state.stroke.clone() };
        source.paint = match &source.family {
            Family::Pattern(within) => Paint::Mixed(self.pattern(ops, within.as_deref(), res)),
            family => {
                let amounts = if source.indexed { Vec::new() } else { numbers.to_vec() };
                Paint::Plain(Colour { family: family.clone(), amounts })
            }
        };
        source
    }

    /// The spaces of a pattern's colours.
    fn pattern(&self, operands: &[Object], within: Option<&Family>, resources: &Dictionary) -> Vec<Family> {
        let found = match self.resource(resources, "Pattern", operands) {
            Some(Object::Stream(cell)) => self.cell(cell, resources),
            Some(Object::Dictionary(pattern)) => {
                let shading = dictionary(self.document, pattern, "Shading");
                shading.and_then(|shading| self.space_of(shading, resources)).into_iter().collect()
            }
            _ => Vec::new(),
        };
        if found.is_empty() { within.cloned().into_iter().collect() } else { found }
    }

    /// The colours within the cell of a tiling pattern, unless it takes those outside.
    fn cell(&self, cell: &Stream, resources: &Dictionary) -> Vec<Family> {
        let uncoloured = value(self.document, &cell.dict, "PaintType").and_then(|kind| kind.as_i64().ok());
        let (Some(depth), false) = (self.depth.checked_sub(1), uncoloured == Some(2)) else {
            return Vec::new();
        };
        let all = Rectangle::between((f64::MIN, f64::MIN), (f64::MAX, f64::MAX));
        let mut within = Self::new(self.document, State::of_page(all), depth, self.budget / 2);
        within.run(&decoded(cell), dictionary(self.document, &cell.dict, "Resources").unwrap_or(resources));
        let mut families: Vec<Family> = Vec::new();
        for family in within.items.iter().flat_map(|item| item.paint.families()) {
            if !families.contains(family) {
                families.push(family.clone());
            }
        }
        families
    }

    /// The colour space of an image or a shading.
    fn space_of(&self, dictionary: &Dictionary, resources: &Dictionary) -> Option<Family> {
        let space = dictionary.get(b"ColorSpace").or_else(|_| dictionary.get(b"CS")).ok()?;
        family(self.document, resources, space)
    }

    fn shading(&mut self, operands: &[Object], resources: &Dictionary) {
        let shading = self.resource(resources, "Shading", operands).and_then(as_dictionary);
        let families = shading.and_then(|shading| self.space_of(shading, resources)).into_iter().collect();
        let Some(clip) = self.state.clip else { return };
        let within =
            shading.and_then(|shading| rectangle(self.document, value(self.document, shading, "BBox")?));
        let area = within.map_or(clip, |within| self.state.matrix.around(within));
        self.add(Shape::Shading, Paint::Mixed(families), area, true);
    }

    /// Adds what can be seen of something.
    fn add(&mut self, shape: Shape, paint: Paint, area: Rectangle, fill: bool) {
        if let Some(area) = self.state.seen(area) {
            self.items.push(Item { shape, paint, area, overprint: self.state.overprint(fill) });
        }
    }

    fn x_object(&mut self, operands: &[Object], resources: &Dictionary) {
        let Some(Object::Stream(stream)) = self.resource(resources, "XObject", operands) else { return };
        let named = operands.last().and_then(|name| name.as_name().ok());
        let objects = dictionary(self.document, resources, "XObject");
        let entry = named.and_then(|name| objects?.get(name).ok());
        let id = entry.and_then(|entry| entry.as_reference().ok());
        match name(self.document, &stream.dict, "Subtype") {
            Some(b"Image") => self.image(&stream.dict, id, resources),
            Some(b"Form") if id.is_some_and(|id| self.under_way.contains(&id)) => self.complete = false,
            Some(b"Form") => {
                self.under_way.extend(id);
                self.form(stream, resources);
                if id.is_some() {
                    self.under_way.pop();
                }
            }
            _ => {}
        }
    }

    fn form(&mut self, form: &Stream, resources: &Dictionary) {
        let cost = FORM + form.content.len() / 16;
        let (Some(depth), Some(budget)) = (self.depth.checked_sub(1), self.budget.checked_sub(cost)) else {
            self.complete = false;
            return;
        };
        self.budget = budget;
        let saved = (self.state.clone(), self.pen, std::mem::take(&mut self.path));
        let list = value(self.document, &form.dict, "Matrix").and_then(|list| list.as_array().ok());
        let numbers: Vec<f64> = list.into_iter().flatten().filter_map(number).collect();
        if let Some(matrix) = matrix(&numbers) {
            self.state.matrix = matrix.then(self.state.matrix);
        }
        if let Some(within) =
            value(self.document, &form.dict, "BBox").and_then(|b| rectangle(self.document, b))
        {
            self.state.narrow(self.state.matrix.around(within));
        }
        let own = dictionary(self.document, &form.dict, "Resources");
        self.depth = depth;
        self.run(&decoded(form), own.unwrap_or(resources));
        self.depth = depth + 1;
        (self.state, self.pen, self.path) = saved;
    }

    /// Operators that paint a path, clip by it, or end it.
    fn paint_path(&mut self, operator: &str) -> bool {
        let Some(painting) = Painting::of(operator) else { return false };
        let path = std::mem::take(&mut self.path);
        if let Some(whole) = path.reach {
            if painting.fill {
                self.add(Shape::Fill { whole }, self.state.fill.paint.clone(), whole, true);
            }
            if painting.stroke {
                let width = self.state.line_width * self.state.matrix.scale();
                let area = whole.grown(width / 2.0);
                self.add(Shape::Stroke { width }, self.state.stroke.paint.clone(), area, false);
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

    fn image(&mut self, image: &Dictionary, id: Option<ObjectId>, resources: &Dictionary) {
        let matrix = self.state.matrix;
        let placed = Placed::read(self.document, image, id, matrix);
        let paint = if placed.is_stencil {
            self.state.fill.paint.clone()
        } else {
            Paint::Mixed(self.space_of(image, resources).into_iter().collect())
        };
        let area = matrix.around(Rectangle::between((0.0, 0.0), (1.0, 1.0)));
        self.add(Shape::Image(placed.picture), paint, area, true);
    }

    /// Operators of text.
    fn write(&mut self, op: &str, operands: &[Object], numbers: &[f64], resources: &Dictionary) {
        let first = numbers.first().copied().unwrap_or(0.0);
        match op {
            "BT" => self.pen = Pen::START,
            "Tf" => {
                self.state.text.font = self.font(operands, resources);
                self.state.text.size = first;
            }
            "Tm" => self.pen = matrix(numbers).map_or(self.pen, Pen::on),
            "Td" => self.pen.next_line(numbers),
            "TD" => {
                self.state.text.leading = -numbers.get(1).copied().unwrap_or(0.0);
                self.pen.next_line(numbers);
            }
            "T*" => self.pen.next_line(&[0.0, -self.state.text.leading]),
            "Tj" | "TJ" => self.show(operands),
            "'" | "\"" => {
                if let ("\"", [word, spacing]) = (op, numbers) {
                    (self.state.text.word_spacing, self.state.text.spacing) = (*word, *spacing);
                }
                self.pen.next_line(&[0.0, -self.state.text.leading]);
                self.show(operands.last().map_or(&[], std::slice::from_ref));
            }
            _ => self.state.text.set(op, first),
        }
    }

    fn show(&mut self, operands: &[Object]) {
        let text = &self.state.text;
        let Some(letters) = Letters::of(operands, text) else { return };
        let matrix = self.pen.at.then(self.state.matrix);
        let shape = Shape::Text { size: text.size.abs() * matrix.upward(), missing: letters.missing };
        let painted = match text.mode {
            0 | 2 | 4 | 6 => Some((self.state.fill.paint.clone(), true)),
            1 | 5 => Some((self.state.stroke.paint.clone(), false)),
            // Neither filled nor stroked: text to be searched for, or a clip.
            _ => None,
        };
        if let (Some((paint, fill)), Some(area)) = (painted, letters.around(text)) {
            self.add(shape, paint, matrix.around(area), fill);
        }
        self.pen.advance(letters.advance);
    }

    /// A font of the resources, each read once.
    fn font(&mut self, operands: &[Object], resources: &Dictionary) -> Option<Rc<Font>> {
        let name = operands.first()?.as_name().ok()?;
        let entry = dictionary(self.document, resources, "Font")?.get(name).ok()?;
        let id = entry.as_reference().ok();
        if let Some(known) = id.and_then(|id| self.fonts.get(&id)) {
            return Some(Rc::clone(known));
        }
        let font = Rc::new(Font::read(self.document, resolved(self.document, entry)?.as_dict().ok()?));
        if let Some(id) = id {
            self.fonts.insert(id, Rc::clone(&font));
        }
        Some(font)
    }
}

impl Source {
    fn plain(family: Family, numbers: &[f64]) -> Self {
        let colour = Colour { family: family.clone(), amounts: numbers.to_vec() };
        Self { paint: Paint::Plain(colour), family, indexed: false }
    }
}
