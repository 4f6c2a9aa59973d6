//! Separations: how much of each ink every spot of a page gets.
//!
//! No renderer knows inks, so the colour spaces of a copy of the document are exchanged for ones
//! whose red, green and blue are three of the inks. A page is rendered once for every three inks,
//! and what comes out as red is the first plate. Objects knock out what lies under them; those set
//! to overprint leave at each spot the larger amount of either ink.
//!
//! Foreign files may ask for any amount of memory or time: what is too large is made smaller before
//! (`reduce.rs`), the rest is counted before (`effort.rs`) and watched while it runs (`watch.rs`).

mod content;
mod effort;
mod inks;
mod overprint;
mod reduce;
mod rewrite;
mod spaces;
mod tint;
mod watch;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::page::Page;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings};
use lopdf::Document;
use paf_pdf::geometry::Rectangle;
use paf_pdf::guarded;
use paf_pdf::open::open;

pub(crate) use reduce::Finer;
use rewrite::Rewritten;
pub(crate) use spaces::numbers_of;
use watch::{GivenUp, done_by};

/// How many inks one rendering shows: one in each of red, green and blue.
const INKS_PER_PASS: usize = 3;
/// Pixels on one side of a page above which it is rendered more coarsely.
const LARGEST: f64 = 4000.0;
/// Pixels that a page is rendered with at most so that no image has to be made smaller, but for the largest
/// posters, which have twice as many as they are measured with in both directions.
const MOST: f64 = 36e6;
/// The longest side of a rendering in pixels, which hayro counts in sixteen bits.
const WIDEST: f64 = 65_535.0;
/// Red, green, blue and alpha.
const CHANNELS: usize = 4;
/// How long a page may take where nobody says otherwise.
const PATIENCE: Duration = Duration::from_secs(600);

/// One ink on one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plate {
    /// The name of the ink: `Cyan`, `Magenta`, `Yellow`, `Black` or a spot colour.
    pub name: String,
    /// Pixels from left to right.
    pub width: usize,
    /// Pixels from top to bottom.
    pub height: usize,
    /// The ink of every pixel in rows from the top, 0 none, 255 full.
    pub coverage: Vec<u8>,
}

impl Plate {
    /// Whether anything at all is printed with it.
    pub(crate) fn is_used(&self) -> bool {
        self.coverage.iter().any(|ink| *ink > 0)
    }
}

/// The plates that a document may need: the four process inks, then its spot colours by name.
pub fn plates(document: &Document) -> Vec<String> {
    inks::inks(document).iter().map(|ink| String::from_utf8_lossy(ink).into_owned()).collect()
}

/// The plates of one page, counted from 1, at a resolution in pixels per inch; none where the page
/// does not exist or cannot be rendered.
pub fn render(bytes: &[u8], page: usize, dpi: f64) -> Vec<Plate> {
    open(bytes)
        .ok()
        .and_then(|document| Separations::of(&document)?.render(page, dpi).ok())
        .unwrap_or_default()
}

/// The most ink on one pixel of all plates together in per cent, and that pixel's column and row
/// from the top left.
pub fn max_ink(plates: &[Plate]) -> (f64, (usize, usize)) {
    let width = plates.first().map_or(1, |plate| plate.width).max(1);
    let sums = ink(plates);
    let most = sums.iter().enumerate().max_by_key(|(at, sum)| (**sum, usize::MAX - at));
    let (at, sum) = most.map_or((0, 0), |(at, sum)| (at, *sum));
    (per_cent(sum), (at % width, at / width))
}

/// The sum of all plates at every pixel, in 255ths of one full ink.
pub fn ink(plates: &[Plate]) -> Vec<u32> {
    let mut sums = vec![0; plates.first().map_or(0, |plate| plate.coverage.len())];
    for plate in plates {
        for (sum, ink) in sums.iter_mut().zip(&plate.coverage) {
            *sum += u32::from(*ink);
        }
    }
    sums
}

/// A sum of [`ink`] in per cent.
pub fn per_cent(sum: u32) -> f64 {
    f64::from(sum) / 2.55
}

/// Why a page could not be measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Unmeasured {
    /// A clause about the page: "it has an image of 100000 by 100000 pixels".
    pub why: String,
    /// Where on the sheet, in points from its bottom left corner, if that is known.
    pub place: Option<Rectangle>,
}

impl Unmeasured {
    fn because(why: &str) -> Self {
        Self { why: why.to_owned(), place: None }
    }
}

impl fmt::Display for Unmeasured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

/// A document made ready to be rendered plate by plate.
pub struct Separations {
    inks: Vec<String>,
    passes: Arc<Vec<Pdf>>,
    /// The pages of which a part could not be made ready, from 1.
    unread: BTreeSet<usize>,
}

impl Separations {
    /// Exchanges the colour spaces; none where the copy cannot be read again.
    pub fn of(document: &Document) -> Option<Self> {
        Self::coarsely(document, Finer::new())
    }

    /// The same, where images are known to be finer than the pages will be rendered.
    pub(crate) fn coarsely(document: &Document, finer: Finer) -> Option<Self> {
        let inks = inks::inks(document);
        let mut rewritten = Rewritten::from(document, finer);
        let mut passes = Vec::new();
        for three in inks.chunks(INKS_PER_PASS) {
            let bytes = rewritten.bytes(three)?;
            passes.push(guarded(|| Pdf::new(bytes))?.ok()?);
        }
        let inks = inks.iter().map(|ink| String::from_utf8_lossy(ink).into_owned()).collect();
        Some(Self { inks, passes: Arc::new(passes), unread: rewritten.unread })
    }

    /// The plates of one page, counted from 1, at a resolution in pixels per inch.
    ///
    /// # Errors
    /// There is no such page, the renderer gives up, or the page asks for more than any page should.
    pub fn render(&self, page: usize, dpi: f64) -> Result<Vec<Plate>, Unmeasured> {
        self.render_by(Instant::now() + PATIENCE, page, dpi)
    }

    /// The same, but not after that moment.
    ///
    /// # Errors
    /// As above, or it was not done in time. Then nothing more of the document should be rendered.
    pub fn render_by(&self, until: Instant, page: usize, dpi: f64) -> Result<Vec<Plate>, Unmeasured> {
        if self.unread.contains(&page) {
            return Err(Unmeasured::because("a part of what it paints could not be read"));
        }
        let passes = Arc::clone(&self.passes);
        // A malformed font or image must not end the whole examination.
        match done_by(until, move || guarded(|| all_passes(&passes, page, dpi, until))) {
            Ok(Some(passes)) => Ok(self.plates(passes?)),
            Err(GivenUp::TooLate) => Err(Unmeasured::because("it takes too long to paint")),
            Ok(None) | Err(GivenUp::Failed) => {
                Err(Unmeasured::because("it is damaged, or built in a rare way"))
            }
        }
    }

    fn plates(&self, passes: Vec<Picture>) -> Vec<Plate> {
        let mut plates = Vec::new();
        for ((width, height, pixels), inks) in passes.into_iter().zip(self.inks.chunks(INKS_PER_PASS)) {
            let (pixels, _) = pixels.as_chunks::<CHANNELS>();
            plates.extend(inks.iter().enumerate().map(|(channel, name)| Plate {
                name: name.clone(),
                width,
                height,
                coverage: pixels.iter().map(|pixel| 255 - pixel[channel]).collect(),
            }));
        }
        plates
    }
}

/// Columns, rows, and the pixels as red, green, blue and alpha.
type Picture = (usize, usize, Vec<u8>);

fn all_passes(passes: &[Pdf], page: usize, dpi: f64, until: Instant) -> Result<Vec<Picture>, Unmeasured> {
    let gone = || Unmeasured::because("its page could not be found again");
    let first = passes.first().ok_or_else(gone)?;
    let scale = scale(first, page, dpi).ok_or_else(gone)?;
    // All renderings have the same things in other colours.
    let finest = effort::check(first, page, scale, until)?;
    let by = finer(first, page, scale, finest, until).ok_or_else(gone)?;
    passes.iter().map(|pdf| rendered(pdf, page, scale, by).ok_or_else(gone)).collect()
}

/// How many pixels are averaged to one in both directions. Where the renderer itself makes an image smaller,
/// it sharpens it (hayro 0.7.1 by a Catmull-Rom spline): an edge gets more ink than there is anywhere in the image.
/// Where that is still needed, the average makes up for it.
fn finer(pdf: &Pdf, page: usize, scale: f64, finest: f64, until: Instant) -> Option<u16> {
    let (width, height) = size(pdf.pages().get(page.checked_sub(1)?)?, scale);
    let most = (MOST / (f64::from(width) * f64::from(height))).sqrt().max(2.0);
    let mut by = finest.ceil().min(most).clamp(1.0, WIDEST / f64::from(width.max(height))) as u16;
    while by > 1 && effort::check(pdf, page, scale * f64::from(by), until).is_err() {
        by /= 2;
    }
    Some(by.max(1))
}

/// Whether images of which two pixels and up to four lie on one of the page, in each direction, are rendered as
/// they are on a page of so many.
pub(crate) fn are_halves_shown(pixels: f64) -> bool {
    pixels * 16.0 <= MOST
}

/// Pixels for each point.
fn scale(pdf: &Pdf, page: usize, dpi: f64) -> Option<f64> {
    let (width, height) = pdf.pages().get(page.checked_sub(1)?)?.render_dimensions();
    let longest = f64::from(width.max(height));
    Some((dpi / 72.0).min(LARGEST / longest.max(1.0)))
}

/// Columns and rows.
fn size(page: &Page<'_>, scale: f64) -> (u16, u16) {
    let (width, height) = page.render_dimensions();
    let pixels = |points: f32| (f64::from(points) * scale).round().clamp(1.0, LARGEST) as u16;
    (pixels(width), pixels(height))
}

fn rendered(pdf: &Pdf, page: usize, scale: f64, by: u16) -> Option<Picture> {
    let page = pdf.pages().get(page.checked_sub(1)?)?;
    let (width, height) = size(page, scale);
    let scale = (scale * f64::from(by)) as f32;
    let settings = RenderSettings {
        x_scale: scale,
        y_scale: scale,
        width: Some(width.checked_mul(by)?),
        height: Some(height.checked_mul(by)?),
        bg_color: WHITE,
    };
    // Annotations are no part of the artwork; a printer's workflow drops them.
    let interpreter = InterpreterSettings { render_annotations: false, ..InterpreterSettings::default() };
    let picture = hayro::render(page, &RenderCache::new(), &interpreter, &settings);
    let (width, by) = (usize::from(width), usize::from(by));
    Some((width, usize::from(height), averaged(picture.data_as_u8_slice(), width, by)))
}

/// As many pixels as one in both directions, in rows that then have this width.
fn averaged(pixels: &[u8], width: usize, by: usize) -> Vec<u8> {
    if by == 1 {
        return pixels.to_vec();
    }
    let count = u32::try_from(by * by).unwrap_or(u32::MAX);
    let mut averaged = Vec::with_capacity(pixels.len() / (by * by));
    for rows in pixels.chunks_exact(width * by * by * CHANNELS) {
        let mut sums = vec![[0_u32; CHANNELS]; width];
        for row in rows.chunks_exact(width * by * CHANNELS) {
            for (sum, within) in sums.iter_mut().zip(row.chunks_exact(by * CHANNELS)) {
                for pixel in within.chunks_exact(CHANNELS) {
                    sum.iter_mut().zip(pixel).for_each(|(sum, light)| *sum += u32::from(*light));
                }
            }
        }
        averaged.extend(sums.as_flattened().iter().map(|sum| ((sum + count / 2) / count) as u8));
    }
    averaged
}
