//! What it would take to render a page, counted before it is rendered.
//!
//! A renderer makes room for whatever a file asks for: a pattern cell of 65,535 pixels each way, an
//! image of 100,000 by 100,000, the dashes of a line of kilometres. Memory that is not there ends the
//! whole program, and nobody can catch that. So the page is interpreted once by the renderer's own
//! interpreter with a device that paints nothing and adds up what painting would need.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::Instant;

use hayro::hayro_interpret::font::Glyph;
use hayro::hayro_interpret::hayro_syntax::Pdf;
use hayro::hayro_interpret::hayro_syntax::object::{Array, Name, Stream};
use hayro::hayro_interpret::pattern::{Pattern, TilingPattern};
use hayro::hayro_interpret::{
    BlendMode, CacheKey, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, StencilImage, StrokeProps, TransformExt,
    interpret_page,
};
use hayro::vello_cpu::kurbo::{Affine, BezPath, PathEl, Point, Rect};

use super::Unmeasured;
use paf_pdf::geometry::Rectangle;

/// Numbers of an image that is unpacked whole: the renderer takes up to sixteen bytes for each.
const SAMPLES: f64 = 75e6;
/// Pixels of one cell of a pattern, or of an image after it was made larger or smaller.
const CELL: f64 = 16e6;
/// Bytes that the renderer keeps until the page is done.
const KEPT: f64 = 700e6;
/// Numbers of all images together, which are unpacked each time that they are placed.
const UNPACKED: f64 = 1.5e9;
/// Things that are painted, clipped or grouped.
const THINGS: f64 = 5e6;
/// What it takes to begin a cell of a pattern, or a mask, in things that are painted.
const BEGUN: f64 = 100.0;
/// What it takes to begin a letter that is drawn like a page.
const LETTER: f64 = 10.0;
/// Pieces of paths, dashes counted one by one.
const PIECES: f64 = 2e7;
/// Pixels side by side that the renderer keeps one note about.
const NOTE: f64 = 1024.0;
/// The bytes of such a note.
const NOTE_BYTES: f64 = 48.0;
/// Pixels of outline in a letter, in parts of its size.
const OUTLINE: f64 = 8.0;
/// Between looks at the clock.
const LOOK: u64 = 256;
/// What hayro scales no image beyond, in pixels.
const HAYRO_WIDEST: f64 = 32_767.0;
/// The longer side of a pattern's cell that hayro aims at.
const HAYRO_CELL: f64 = 3000.0;

/// Counts what a page needs; an error where that is more than there is, or where it takes too long.
/// Gives back how many times as fine the pixels would have to be for no image to be made smaller.
pub(super) fn check(pdf: &Pdf, page: usize, scale: f64, until: Instant) -> Result<f64, Unmeasured> {
    let gone = || Unmeasured::because("its page could not be found again");
    let page = pdf.pages().get(page.checked_sub(1).ok_or_else(gone)?).ok_or_else(gone)?;
    let (width, height) = page.render_dimensions();
    let view = Rect::new(0.0, 0.0, f64::from(width) * scale, f64::from(height) * scale);
    let settings = InterpreterSettings { render_annotations: false, ..InterpreterSettings::default() };
    let start = Affine::scale(scale) * page.initial_transform(true).to_kurbo();
    let cache = InterpreterCache::new();
    let mut context = Context::new(start, view, &cache, page.xref(), settings);
    let mut effort = Effort {
        levels: vec![Level { view, masks: BTreeSet::new() }],
        scale,
        until,
        calls: 0,
        kept: 0.0,
        unpacked: 0.0,
        things: 0.0,
        pieces: 0.0,
        finest: 1.0,
    };
    let counted = catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut effort)));
    counted.map(|()| effort.finest).map_err(|why| match why.downcast::<Unmeasured>() {
        Ok(unmeasured) => *unmeasured,
        Err(_) => Unmeasured::because("it is damaged, or built in a rare way"),
    })
}

/// A canvas of its own: the page, a soft mask or a cell of a pattern.
struct Level {
    view: Rect,
    /// The masks that it has rendered already.
    masks: BTreeSet<u128>,
}

struct Effort {
    levels: Vec<Level>,
    scale: f64,
    until: Instant,
    calls: u64,
    kept: f64,
    unpacked: f64,
    things: f64,
    pieces: f64,
    /// The most pixels of an image that are drawn side by side within one.
    finest: f64,
}

impl Effort {
    fn view(&self) -> Rect {
        self.levels.last().map_or(Rect::ZERO, |level| level.view)
    }

    /// Ends the interpretation: a device has no other way to do so. No panic hook runs.
    fn stop(&self, why: &str, at: Option<Rect>) -> ! {
        let place = at.filter(|_| self.levels.len() == 1).map(|at| self.on_page(at));
        resume_unwind(Box::new(Unmeasured { why: why.to_owned(), place }))
    }

    /// From pixels to points, from the top left corner of the sheet.
    fn on_page(&self, at: Rect) -> Rectangle {
        let view = self.view();
        let at = at.intersect(view);
        Rectangle {
            left: at.x0 / self.scale,
            bottom: (view.y1 - at.y1) / self.scale,
            right: at.x1 / self.scale,
            top: (view.y1 - at.y0) / self.scale,
        }
    }

    /// One more thing.
    fn thing(&mut self) {
        self.things += 1.0;
        self.calls += 1;
        if self.things > THINGS {
            self.stop("it paints more than five million things", None);
        }
        if self.calls.is_multiple_of(LOOK) && Instant::now() > self.until {
            self.stop("it takes too long to paint", None);
        }
    }

    fn pieces(&mut self, more: f64, at: Rect) {
        self.pieces += more;
        if !is_within(self.pieces, PIECES) {
            self.stop(
                "its lines and shapes have too many pieces (very short dashes, or endless paths)",
                Some(at),
            );
        }
    }

    fn keep(&mut self, bytes: f64) {
        self.kept += bytes;
        if !is_within(self.kept, KEPT) {
            self.stop("it needs more memory than is set aside for a page", None);
        }
    }

    fn unpack(&mut self, what: &str, width: f64, height: f64, colours: f64, at: Rect) {
        let samples = width * height * colours;
        if !is_within(samples, SAMPLES) {
            self.stop(&format!("it has {what} of {width} by {height} pixels"), Some(at));
        }
        self.unpacked += samples;
        if !is_within(self.unpacked, UNPACKED) {
            self.stop("it has too many large images, or places one too often", Some(at));
        }
    }

    /// What a shape costs that fills this much of the canvas, its outline being so long.
    fn shape(&mut self, around: Rect, outline: f64) {
        let view = self.view();
        let seen = around.intersect(view);
        let area = seen.width().max(0.0) * seen.height().max(0.0);
        // What lies beside the canvas leaves nothing on it.
        let outline = if seen.width() <= 0.0 || seen.height() <= 0.0 { 0.0 } else { outline };
        self.keep(NOTE_BYTES * (1.0 + area / NOTE) + 4.0 * outline);
    }

    fn path(&mut self, path: &BezPath, transform: Affine, stroke: Option<&StrokeProps>) {
        self.thing();
        let across = transform.determinant().abs().sqrt();
        let drawn = Drawn::of(path);
        let mut around = transform.transform_rect_bbox(drawn.around);
        let mut pieces = drawn.pieces + drawn.curves * (drawn.longest * across).max(1.0).sqrt();
        if let Some(stroke) = stroke {
            let width = f64::from(stroke.line_width).abs() * across;
            around = around.inflate(width, width);
            pieces *= 2.0 + width.max(1.0).sqrt();
            pieces += self.dashes(stroke, drawn.length, around) * (4.0 + width.max(1.0).sqrt());
        }
        self.pieces(pieces, around);
        let view = self.view();
        // Every piece of an outline crosses the canvas at most once.
        let crossing = pieces * (view.width() + view.height());
        self.shape(around, (drawn.length * across).min(crossing));
    }

    fn dashes(&self, stroke: &StrokeProps, length: f64, at: Rect) -> f64 {
        if stroke.dash_array.is_empty() {
            return 0.0;
        }
        let dashes = stroke.dash_array.iter().map(|dash| f64::from(*dash));
        let period: f64 = dashes.clone().sum();
        let is_sound =
            dashes.clone().all(|dash| dash >= 0.0) && period > 0.0 && stroke.dash_offset.is_finite();
        if !is_sound {
            self.stop("it has a line with dashes of no length", Some(at));
        }
        (length / period * stroke.dash_array.len() as f64).ceil()
    }

    fn paint(&mut self, paint: &Paint<'_>, around: Rect, is_stroke: bool) {
        let Paint::Pattern(pattern) = paint else { return };
        match &**pattern {
            Pattern::Shading(_) => {
                let seen = around.intersect(self.view());
                self.keep(4.0 * seen.width().max(1.0) * seen.height().max(1.0));
            }
            Pattern::Tiling(tiling) => self.tiling(tiling, around, is_stroke),
        }
    }

    /// As hayro 0.7.1 draws a cell (`renderer.rs`, `set_paint`): as large as its step, without a limit.
    fn tiling(&mut self, tiling: &TilingPattern<'_>, around: Rect, is_stroke: bool) {
        let [a, b, c, d, ..] = tiling.matrix.as_coeffs();
        let size = (tiling.bbox.width(), tiling.bbox.height());
        let scale = (
            a.hypot(b).max(1.0 / size.0).min(HAYRO_CELL / size.0),
            c.hypot(d).max(1.0 / size.1).min(HAYRO_CELL / size.1),
        );
        let step = (f64::from(tiling.x_step).abs() * scale.0, f64::from(tiling.y_step).abs() * scale.1);
        if step.0.round() < 1.0 || step.1.round() < 1.0 {
            self.stop("it has a pattern with cells smaller than a dot", Some(around));
        }
        if !is_within(step.0 * step.1, CELL) || !is_within(step.0.max(step.1), HAYRO_WIDEST) {
            let (width, height) = (step.0.round(), step.1.round());
            self.stop(&format!("it has a pattern with cells of {width} by {height} points"), Some(around));
        }
        self.keep(8.0 * step.0 * step.1);
        self.enter(Rect::new(0.0, 0.0, step.0.max(1.0), step.1.max(1.0)));
        let start = Affine::scale_non_uniform(scale.0, scale.1)
            * Affine::translate((-tiling.bbox.x0, -tiling.bbox.y0));
        // The lifetime of the pattern is that of the interpretation.
        let _ = tiling.interpret(self, start, is_stroke);
        self.leave();
    }

    fn enter(&mut self, view: Rect) {
        self.things += BEGUN;
        self.thing();
        self.levels.push(Level { view, masks: BTreeSet::new() });
    }

    fn leave(&mut self) {
        self.levels.pop();
    }

    fn mask(&mut self, mask: &SoftMask<'_>) {
        let view = self.view();
        let is_new = self.levels.last_mut().is_some_and(|level| level.masks.insert(mask.cache_key()));
        if is_new {
            self.keep(view.width() * view.height());
            self.enter(view);
            mask.interpret(self);
            self.leave();
        }
    }

    /// A layer over the whole canvas.
    fn layer(&mut self) {
        self.thing();
        let view = self.view();
        self.keep(NOTE_BYTES * view.width() * view.height() / NOTE);
    }

    fn image(&mut self, image: &Image<'_, '_>, transform: Affine) {
        self.thing();
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let around = transform.transform_rect_bbox(Rect::new(0.0, 0.0, width, height));
        let colours = match image {
            Image::Stencil(_) => 1.0,
            Image::Raster(raster) => colours(raster.stream()),
        };
        self.unpack("an image", width, height, colours, around);
        if let Image::Raster(raster) = image
            && let Some((columns, rows)) = mask_size(raster.stream())
        {
            self.unpack("an image with a mask", columns, rows, 1.0, around);
            if (columns, rows) != (width, height) {
                self.scaled(transform, columns, rows, around);
                let view = self.view();
                self.keep(view.width() * view.height());
            }
        }
        self.scaled(transform, width, height, around);
        self.shape(around, around.width() + around.height());
        if let Image::Stencil(stencil) = image {
            self.stencil(stencil, around);
        }
    }

    /// As hayro 0.7.1 draws a stencil through which a pattern is seen (`renderer.rs`): with a mask over the whole
    /// canvas, which it keeps.
    fn stencil(&mut self, stencil: &StencilImage<'_, '_>, around: Rect) {
        let view = self.view();
        let mut count = |paint: &Paint<'_>| {
            if matches!(paint, Paint::Pattern(_)) {
                self.keep(view.width() * view.height());
                self.layer();
            }
            self.paint(paint, around, false);
        };
        stencil.with_stencil(|_, paint| count(paint), Some((1, 1)));
    }

    /// The pixels that hayro makes of an image before it draws them.
    fn scaled(&mut self, transform: Affine, width: f64, height: f64, at: Rect) {
        let [a, b, c, d, ..] = transform.as_coeffs();
        let (x, y) = (a.hypot(b), c.hypot(d));
        if at.overlaps(self.view()) {
            self.finest = self.finest.max(1.0 / x.min(y));
        }
        let pixels = if x < 1.0 || y < 1.0 {
            (width * x).ceil().clamp(1.0, HAYRO_WIDEST) * (height * y).ceil().clamp(1.0, HAYRO_WIDEST)
        } else {
            width * height
        };
        if !is_within(pixels, SAMPLES) {
            self.stop(
                &format!("it has an image of {width} by {height} pixels that is drawn out of all shape"),
                Some(at),
            );
        }
        self.keep(4.0 * pixels);
    }

    fn glyph(&mut self, transform: Affine, glyph: Affine) {
        self.thing();
        // Outlines are in thousandths of the size.
        let whole = transform * glyph;
        let size = whole.determinant().abs().sqrt() * 1000.0;
        let at = whole * Point::ORIGIN;
        let around = Rect::from_center_size(at, (2.0 * size, 2.0 * size));
        self.pieces(64.0, around);
        let view = self.view();
        self.shape(around, OUTLINE * size.min(view.width() + view.height()));
    }
}

/// Whether it is no more than that; what is no number at all must not pass for a small one.
fn is_within(value: f64, most: f64) -> bool {
    value <= most
}

/// How many numbers each pixel has; an Indexed colour and a stencil have one.
fn colours(image: &Stream<'_>) -> f64 {
    let dictionary = image.dict();
    if dictionary.get::<u8>("BitsPerComponent") == Some(1) {
        return 1.0;
    }
    if let Some(name) = dictionary.get::<Name<'_>>("ColorSpace") {
        return if &*name == b"DeviceGray" { 1.0 } else { 4.0 };
    }
    let space = dictionary.get::<Array<'_>>("ColorSpace");
    let kind = space.as_ref().and_then(|space| space.flex_iter().next::<Name<'_>>());
    match kind.as_deref() {
        Some(b"Indexed") => 1.0,
        Some(b"DeviceN") => {
            let mut items = space.as_ref().map(Array::flex_iter);
            let names = items.as_mut().and_then(|items| {
                items.next::<Name<'_>>()?;
                items.next::<Array<'_>>()
            });
            names.map_or(4.0, |names| names.iter::<Name<'_>>().count().max(1) as f64)
        }
        _ => 4.0,
    }
}

fn mask_size(image: &Stream<'_>) -> Option<(f64, f64)> {
    let dictionary = image.dict();
    let mask = dictionary.get::<Stream<'_>>("SMask").or_else(|| dictionary.get::<Stream<'_>>("Mask"))?;
    let side = |key: &str| mask.dict().get::<u32>(key).map(f64::from);
    Some((side("Width")?, side("Height")?))
}

/// A path in its own space.
struct Drawn {
    pieces: f64,
    curves: f64,
    length: f64,
    longest: f64,
    around: Rect,
}

impl Drawn {
    /// Control points are taken as part of it, so that nothing is too small.
    fn of(path: &BezPath) -> Self {
        let mut drawn =
            Self { pieces: 0.0, curves: 0.0, length: 0.0, longest: 0.0, around: path.control_box() };
        let (mut start, mut at) = (Point::ORIGIN, Point::ORIGIN);
        for element in path.elements() {
            let mut far = 0.0;
            let mut to = |next: Point| {
                far += at.distance(next);
                at = next;
            };
            match element {
                PathEl::MoveTo(point) => (start, at) = (*point, *point),
                PathEl::LineTo(point) => to(*point),
                PathEl::QuadTo(a, b) => [a, b].into_iter().for_each(|point| to(*point)),
                PathEl::CurveTo(a, b, c) => [a, b, c].into_iter().for_each(|point| to(*point)),
                PathEl::ClosePath => to(start),
            }
            if matches!(element, PathEl::QuadTo(..) | PathEl::CurveTo(..)) {
                drawn.curves += 1.0;
                drawn.longest = drawn.longest.max(far);
            }
            drawn.pieces += 1.0;
            drawn.length += far;
        }
        drawn
    }
}

impl<'a> Device<'a> for Effort {
    fn set_soft_mask(&mut self, mask: Option<SoftMask<'a>>) {
        self.thing();
        if let Some(mask) = mask {
            self.mask(&mask);
        }
    }

    fn set_blend_mode(&mut self, _: BlendMode) {}

    fn draw_path(&mut self, path: &BezPath, transform: Affine, paint: &Paint<'a>, mode: &PathDrawMode) {
        let stroke = match mode {
            PathDrawMode::Stroke(stroke) => Some(stroke),
            PathDrawMode::Fill(_) => None,
        };
        self.path(path, transform, stroke);
        let width = stroke.map_or(0.0, |stroke| f64::from(stroke.line_width).abs());
        let around = transform.transform_rect_bbox(path.control_box().inflate(width, width));
        self.paint(paint, around, stroke.is_some());
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.path(&clip.path, Affine::IDENTITY, None);
    }

    fn push_transparency_group(&mut self, _: f32, mask: Option<SoftMask<'a>>, _: BlendMode) {
        self.layer();
        if let Some(mask) = mask {
            self.mask(&mask);
        }
    }

    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        mode: &GlyphDrawMode,
    ) {
        match (glyph, mode) {
            (_, GlyphDrawMode::Invisible) => self.thing(),
            (Glyph::Type3(drawn), _) => {
                self.things += LETTER;
                self.thing();
                drawn.interpret(self, transform, glyph_transform, paint);
            }
            (Glyph::Outline(outline), GlyphDrawMode::Stroke(stroke)) => {
                self.path(&(glyph_transform * outline.outline()), transform, Some(stroke));
            }
            (Glyph::Outline(_), GlyphDrawMode::Fill) => {
                self.glyph(transform, glyph_transform);
                let at = transform * glyph_transform * Point::ORIGIN;
                self.paint(paint, Rect::from_center_size(at, (1.0, 1.0)), false);
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        self.image(&image, transform);
    }

    fn pop_clip_path(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}
