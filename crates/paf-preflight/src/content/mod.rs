//! Rules about what is painted on the pages: colours, text, lines, images, ink and bleed.

mod colour;
mod display;
mod font;
mod glyphs;
mod image;
mod interpreter;
mod jpx;
mod matrix;
mod painted;
mod path;
mod rules;
mod state;
mod text;
mod tiles;

use std::collections::BTreeMap;

use lopdf::ObjectId;
use paf_diag::{Rule, Severity};
use paf_pdf::damage::Damage;
use paf_pdf::geometry::Rectangle;
use paf_pdf::pages::PageRef;
use paf_pdf::view::View;

use super::folding::runs;
use super::rules::of_content as rules_of_content;
use super::{Examined, Expectations, Finding, Report};
use colour::Family;
use display::{Item, Picture, Shape};
use painted::Painted;

/// A page with what it paints, as the rules see it.
pub(crate) struct Sheet<'a> {
    number: usize,
    trim: Option<Rectangle>,
    view: Option<View>,
    painted: &'a Painted,
    items: &'a [Item],
    expectations: &'a Expectations,
}

/// Adds what is found, and fills in `ink` and `plates` of the pages' summaries.
pub(crate) fn check(examined: &Examined<'_>, report: &mut Report) {
    let mut unread = Vec::new();
    let mut lost = Vec::new();
    let mut heaviest = Vec::new();
    let mut layers = Vec::new();
    let mut largest = BTreeMap::new();
    let mut images = rules::damaged::Images::of(examined.document);
    for page in examined.pages {
        let printed = printed(page, examined.expectations);
        let painted = interpreter::painted(examined.document, page, printed);
        let items = painted.items.as_slice();
        let sheet = Sheet {
            number: page.number,
            trim: trim(page),
            view: page.view(),
            painted: &painted,
            items,
            expectations: examined.expectations,
        };
        let is_complete = painted.complete && page.is_decodable();
        if !is_complete {
            let what = format!("page {}: part of its content could not be read", page.number);
            report.skip(what, &rules_of_content());
        }
        // That a part of it is broken is told of the file.
        if !painted.complete {
            report.findings.push(unreadable(page.number));
        }
        let unknown = |item: &Item| item.paint.families().iter().any(Family::is_unknown);
        // A renderer looks for what is missing elsewhere, and may paint what paints itself.
        if !is_complete || !painted.missing.is_empty() || items.iter().any(unknown) {
            unread.push(page.number);
        }
        let is_lost = |damage: &Damage| damage.page == Some(page.number) && damage.hides_paint();
        if examined.damages.iter().any(is_lost) {
            unread.push(page.number);
            lost.push(page.number);
        }
        report.findings.extend(rules::all(&sheet));
        report.findings.extend(images.check(&sheet));
        heaviest.push((page.number, heaviest_paint(page, items)));
        note_largest(items, &mut largest);
        layers.push((page.number, items.iter().map(Layer::of).collect()));
    }
    if !lost.is_empty() {
        let noun = if lost.len() == 1 { "page" } else { "pages" };
        let what = format!("what cannot be read of {noun} {}", runs(&lost));
        report.skip(what, &rules_of_content());
    }
    rules::ink::check(examined, &unread, &largest, report);
    name_pictures(&layers, report);
    // Pixels mix the edges of small letters with the paper, and a press does not.
    for (number, paint) in heaviest {
        if let Some(page) = report.pages.get_mut(number - 1) {
            page.ink = page.ink.map(|measured| measured.max(paint));
        }
    }
}

/// The pixels per inch of every image where it is printed largest.
fn note_largest(items: &[Item], largest: &mut BTreeMap<ObjectId, f64>) {
    for item in items {
        let Shape::Image(Picture { id: Some(id), resolution, .. }) = &item.shape else { continue };
        let known = largest.entry(*id).or_insert(*resolution);
        *known = known.min(*resolution);
    }
}

/// Something on a page, in the order of painting.
struct Layer {
    area: Rectangle,
    /// Columns and rows, if it is an image.
    pixels: Option<(i64, i64)>,
}

impl Layer {
    fn of(item: &Item) -> Self {
        let pixels = match &item.shape {
            Shape::Image(picture) => Some(picture.pixels),
            _ => None,
        };
        Self { area: item.area, pixels }
    }
}

/// Says which image has too much ink, where nothing lies over it.
fn name_pictures(layers: &[(usize, Vec<Layer>)], report: &mut Report) {
    for finding in report.findings.iter_mut().filter(|finding| finding.rule == Rule::PressInkLimit) {
        let Some(place) = finding.place else { continue };
        let of_page = layers.iter().find(|(number, _)| finding.page == Some(*number));
        let mut from_top = of_page.into_iter().flat_map(|(_, layers)| layers.iter().rev());
        let top = from_top.find(|layer| layer.area.intersection(&place).is_some());
        // The place is known as exactly as the page is measured.
        if let Some(top) = top.filter(|top| top.area.grown(1.0).intersection(&place) == Some(place)) {
            finding.pixels = top.pixels.map(|(columns, rows)| [columns, rows]);
        }
    }
}

/// The most ink of a single colour that is printed for good, in per cent.
fn heaviest_paint(page: &PageRef<'_>, items: &[Item]) -> f64 {
    let printed = page.boundary("BleedBox").or_else(|| page.boundary("TrimBox"));
    let is_printed = |item: &&Item| printed.is_none_or(|printed| item.area.intersection(&printed).is_some());
    let paints = items.iter().filter(is_printed).filter_map(|item| item.paint.colour()?.process());
    paints.map(|inks| inks.iter().sum::<f64>() * 100.0).fold(0.0, f64::max)
}

/// What is printed for good: slugs and marks outside the bleed are cut away, and not judged.
fn printed(page: &PageRef<'_>, expectations: &Expectations) -> Option<Rectangle> {
    let (bleed, trim) = (page.boundary("BleedBox"), trim(page));
    match (bleed, trim) {
        (Some(bleed), Some(trim)) => Some(Rectangle {
            left: bleed.left.min(trim.left),
            bottom: bleed.bottom.min(trim.bottom),
            right: bleed.right.max(trim.right),
            top: bleed.top.max(trim.top),
        }),
        (None, Some(trim)) => Some(trim.grown(expectations.bleed.to_points())),
        (bleed, None) => bleed,
    }
}

/// Where the page is cut.
fn trim(page: &PageRef<'_>) -> Option<Rectangle> {
    page.boundary("TrimBox").or_else(|| page.boundary("ArtBox"))
}

fn unreadable(page: usize) -> Finding {
    Finding::warning(
        Rule::PressUnmeasured,
        "part of what the page paints could not be read",
        "Nobody has looked whether it can be printed; a printer's machine may stop at it.",
        "Export the page again, or ask the printer for a proof.",
    )
    .on(page)
}

/// Everything on a page that breaks one rule in one way, told once.
struct Hits<'a> {
    sheet: &'a Sheet<'a>,
    items: Vec<&'a Item>,
}

impl<'a> Sheet<'a> {
    /// The things that break a rule.
    fn hits(&'a self, breaks: impl Fn(&Item) -> bool) -> Hits<'a> {
        Hits { sheet: self, items: self.items.iter().filter(|item| breaks(item)).collect() }
    }
}

impl Hits<'_> {
    /// One finding at the first of them, which says how many there are; none where there is none.
    ///
    /// `what` is given how many: "3 texts".
    fn finding(&self, rule: Rule, severity: Severity, words: Words<'_>) -> Option<Finding> {
        let first = self.items.first()?;
        let count = match (self.items.len(), words.nouns) {
            (1, (one, _)) => one.to_owned(),
            (many, (_, nouns)) => format!("{many} {nouns}"),
        };
        let what = words.what.replace("{}", &count);
        let finding = Finding::new(severity, rule, what, words.consequence, words.remedy);
        Some(finding.on(self.sheet.number).at(first.area))
    }
}

/// How a finding is told.
#[derive(Clone, Copy)]
struct Words<'a> {
    /// One of them with its article, and the plural.
    nouns: (&'a str, &'a str),
    /// With `{}` where they are counted.
    what: &'a str,
    consequence: &'a str,
    remedy: &'a str,
}
