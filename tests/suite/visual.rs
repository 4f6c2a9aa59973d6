//! Pictures of the shipped framework's pages, compared with those in `tests/references`.
//!
//! A page that differs writes `<name>.actual.png` and `<name>.diff.png` and says where.
//! `PAF_UPDATE=1` writes the references anew and fails, so that no run updates them unseen.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use paf_build::{Disk, Output, Selection, Settings};
use paf_model::Model;
use paf_model::files::{Files, Memory};
use paf_typeset::picture;

use crate::pdf_framework::{Built, prepared, reword, settings, shipped_framework};
use crate::pdf_reading::Pdf;
use crate::pdf_sources::typeset;

/// The most that a reference may weigh: they stay in the repository for ever.
const MOST_BYTES: usize = 20 * 1024;

/// How many steps a channel has in a reference.
const STEPS: u8 = 32;

/// How far a page may be from its reference: a channel of a pixel counts as different beyond
/// `channel` (of 255), and `pixels` such pixels are let pass.
struct Tolerance {
    channel: u8,
    pixels: usize,
}

/// Another processor rounds the edge of a letter another way; it moves none.
const TOLERANCE: Tolerance = Tolerance { channel: 12, pixels: 12 };

/// A page type with an example of it.
struct Case {
    name: &'static str,
    document: &'static str,
    lang: &'static str,
    page: Page,
    /// Pixels to a point.
    scale: f64,
    tolerance: Tolerance,
}

/// Which page is meant, however long the text before it is.
enum Page {
    /// Counted from 0.
    Number(usize),
    /// The one on which a part with this title begins.
    Titled(fn(&Model) -> String),
    /// The one behind it.
    Behind(fn(&Model) -> String),
    /// The one before it.
    Ahead(fn(&Model) -> String),
    /// The last one.
    Last,
}

fn cases() -> Vec<Case> {
    let case =
        |name, document, lang, page, scale| Case { name, document, lang, page, scale, tolerance: TOLERANCE };
    vec![
        case("report-cover", "report", "en", Page::Number(0), 0.42),
        case("report-contents", "report", "en", Page::Titled(|model| label(model, "contents")), 0.42),
        case("report-section", "report", "en", Page::Titled(section), 0.42),
        case(
            "report-glance",
            "report",
            "en",
            Page::Titled(|model| part(model, |report| report.glance.as_ref())),
            0.42,
        ),
        case("report-recommendation", "report", "en", Page::Titled(recommendation), 0.42),
        case("report-recommendation-results", "report", "en", Page::Behind(recommendation), 0.42),
        case("report-summary", "report", "en", Page::Titled(executive_summary), 0.42),
        case("report-summary-facing", "report", "en", Page::Behind(executive_summary), 0.42),
        case("report-guide", "report", "en", Page::Titled(guide), 0.42),
        case("report-opener", "report", "en", Page::Ahead(recommendation), 0.42),
        case("report-actors", "report", "en", Page::Titled(actors), 0.42),
        case("report-glossary", "report", "en", Page::Titled(glossary), 0.42),
        case("report-back-cover", "report", "en", Page::Last, 0.42),
        case("report-timeline", "report", "en", Page::Behind(framework_2014), 0.42),
        case("report-roadmap", "report", "en", Page::Titled(roadmap), 0.42),
        case("report-expert-group", "report", "en", Page::Titled(expert_group), 0.42),
        case("summary-second", "summary", "en", Page::Number(1), 0.42),
        case("summary-first", "summary", "en", Page::Number(0), 0.42),
        case("leaflet-front-el", "leaflet", "el", Page::Number(0), 0.5),
        case("leaflet-alert-el", "leaflet", "el", Page::Number(3), 0.5),
        case("leaflet-kinds-bg", "leaflet", "bg", Page::Number(2), 0.5),
        case("leaflet-how-fr", "leaflet", "fr", Page::Number(1), 0.5),
    ]
}

fn label(model: &Model, id: &str) -> String {
    let labels = &model.theme.as_ref().expect("the theme has labels").labels;
    labels.get(id).expect("the label is there").plain()
}

fn part(model: &Model, which: fn(&paf_model::report::Report) -> Option<&paf_model::content::Part>) -> String {
    model.report.as_ref().and_then(which).expect("the part is there").title.plain()
}

fn roadmap(model: &Model) -> String {
    let steps = model.recommendations.iter().flat_map(|(_, recommendation)| &recommendation.steps);
    let last = steps.map(|step| step.by.value.0).max().expect("a step");
    part(model, |report| report.roadmap.as_ref()).replace("{last-year}", &last.to_string())
}

fn executive_summary(model: &Model) -> String {
    part(model, |report| Some(&report.summary))
}

fn actors(model: &Model) -> String {
    part(model, |report| report.actors.as_ref())
}

fn glossary(model: &Model) -> String {
    part(model, |report| report.glossary.as_ref())
}

fn section(model: &Model) -> String {
    part(model, |report| report.sections.first().map(|section| &section.0))
}

fn framework_2014(model: &Model) -> String {
    titled(model, "report.sections.framework-2014.title")
}

fn guide(model: &Model) -> String {
    titled(model, "report.sections.how-to-use.title")
}

/// The title of a section by its key.
fn titled(model: &Model, key: &str) -> String {
    let sections = model.report.iter().flat_map(|report| &report.sections);
    let titles = sections.map(|section| &section.0.title);
    titles.filter(|title| title.key.as_str() == key).map(|title| title.plain()).collect()
}

fn recommendation(model: &Model) -> String {
    model.recommendations.first().expect("a recommendation").1.title.plain()
}

fn expert_group(model: &Model) -> String {
    model.expert_group.as_ref().expect("an expert group").title.plain()
}

/// An opaque picture, three bytes to a pixel.
#[derive(Clone, PartialEq)]
struct Picture {
    width: usize,
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    fn decode(png: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
        let mut reader = decoder.read_info().expect("a PNG");
        let mut bytes = vec![0; reader.output_buffer_size().expect("a PNG that fits into memory")];
        let info = reader.next_frame(&mut bytes).expect("a PNG");
        let samples = info.color_type.samples();
        let pixels = bytes[..info.buffer_size()].chunks(samples).map(|pixel| match pixel {
            [grey] | [grey, _] => [*grey; 3],
            [r, g, b, ..] => [*r, *g, *b],
            [] => [0; 3],
        });
        Self { width: info.width as usize, pixels: pixels.collect() }
    }

    fn height(&self) -> usize {
        self.pixels.len() / self.width.max(1)
    }

    /// With few steps to a channel and 256 colours at most, so that it weighs little.
    fn coarse(&self) -> Self {
        let step = |c: u8| {
            let steps = u16::from(STEPS - 1);
            u8::try_from((u16::from(c) * steps + 127) / 255 * 255 / steps).unwrap_or(u8::MAX)
        };
        let pixels: Vec<[u8; 3]> = self.pixels.iter().map(|pixel| pixel.map(step)).collect();
        let mut counts: BTreeMap<[u8; 3], usize> = BTreeMap::new();
        for pixel in &pixels {
            *counts.entry(*pixel).or_default() += 1;
        }
        let mut frequent: Vec<[u8; 3]> = counts.keys().copied().collect();
        frequent.sort_by_key(|colour| std::cmp::Reverse(counts[colour]));
        let distance = |a: &[u8; 3], b: &[u8; 3]| a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)).max();
        // A colour is one of the palette, or no further from one than the least that makes it fit.
        let palette_within = |least: u8| {
            frequent.iter().fold(Vec::new(), |mut palette: Vec<[u8; 3]>, colour| {
                if palette.iter().all(|near| distance(near, colour) > Some(least)) {
                    palette.push(*colour);
                }
                palette
            })
        };
        let mut palettes = (0..=u8::MAX).step_by(3).map(palette_within);
        let palette = palettes.find(|palette| palette.len() <= 256).unwrap_or_default();
        let nearest =
            |colour: &[u8; 3]| *palette.iter().min_by_key(|near| distance(near, colour)).unwrap_or(colour);
        let nearest: BTreeMap<[u8; 3], [u8; 3]> =
            counts.keys().map(|colour| (*colour, nearest(colour))).collect();
        Self { width: self.width, pixels: pixels.iter().map(|pixel| nearest[pixel]).collect() }
    }

    /// As a PNG, with a palette where its colours fit into one.
    fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let side = |length: usize| u32::try_from(length).expect("a small picture");
        let mut encoder = png::Encoder::new(&mut bytes, side(self.width), side(self.height()));
        encoder.set_compression(png::Compression::High);
        let palette: Vec<[u8; 3]> = BTreeSet::from_iter(self.pixels.iter().copied()).into_iter().collect();
        let data: Vec<u8> = if palette.len() <= 256 {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_depth(png::BitDepth::Eight);
            encoder.set_palette(palette.concat());
            // Neighbours in a palette have nothing in common that a filter could use.
            encoder.set_filter(png::Filter::NoFilter);
            let index = |pixel| palette.binary_search(pixel).expect("every colour is in the palette");
            self.pixels.iter().map(|pixel| u8::try_from(index(pixel)).expect("at most 256")).collect()
        } else {
            encoder.set_color(png::ColorType::Rgb);
            encoder.set_filter(png::Filter::Adaptive);
            self.pixels.concat()
        };
        let mut writer = encoder.write_header().expect("a PNG header");
        writer.write_image_data(&data).expect("the pixels");
        writer.finish().expect("the end");
        bytes
    }

    /// The pixels that differ from a reference; `None` where the sizes do.
    fn difference(&self, reference: &Self, tolerance: &Tolerance) -> Option<Vec<bool>> {
        // A reference is coarse: half a step comes from that alone.
        let most = u16::from(tolerance.channel) + 255 / u16::from(STEPS - 1) / 2 + 1;
        let differs =
            |(a, b): (&[u8; 3], &[u8; 3])| a.iter().zip(b).any(|(a, b)| u16::from(a.abs_diff(*b)) > most);
        (self.width == reference.width && self.pixels.len() == reference.pixels.len())
            .then(|| self.pixels.iter().zip(&reference.pixels).map(differs).collect())
    }

    /// The page, pale, with what differs in red.
    fn marked(&self, difference: &[bool]) -> Self {
        let pale = |c: u8| 170 + c / 3;
        let pixels = self.pixels.iter().zip(difference);
        let pixels = pixels.map(|(pixel, differs)| if *differs { [220, 0, 30] } else { pixel.map(pale) });
        Self { width: self.width, pixels: pixels.collect() }
    }
}

/// The pictures of all cases in a framework, by their names.
fn pictures(files: &Memory, cases: &[Case]) -> BTreeMap<&'static str, Picture> {
    let model = prepared(files).model;
    let mut pictures = BTreeMap::new();
    let mut targets: Vec<(&str, &str)> = cases.iter().map(|case| (case.document, case.lang)).collect();
    targets.dedup();
    for (document, lang) in targets {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let only = |word: &str| vec![word.to_owned()];
        let selection = Selection {
            documents: only(document),
            languages: only(lang),
            profiles: vec!["screen".to_owned()],
            ..Selection::default()
        };
        let with_sources = Settings { sources: Some(Output::new(folder.path())), ..settings() };
        let built = Built::some(files, &selection, &with_sources);
        let target = &built.report.outcomes[0].0;
        let pdf = Pdf::read(&built.bytes(&target.path()));
        let (_, _, typeset) = typeset(&folder.path().join(target.stem()));
        let pages = typeset.document.expect("there are pages");
        for case in cases.iter().filter(|case| (case.document, case.lang) == (document, lang)) {
            let begins =
                |title: String| pdf.page_of_heading(&title).unwrap_or_else(|| panic!("no heading `{title}`"));
            let page = match &case.page {
                Page::Number(number) => *number,
                Page::Titled(title) => begins(title(&model)),
                Page::Behind(title) => begins(title(&model)) + 1,
                Page::Ahead(title) => begins(title(&model)) - 1,
                Page::Last => pdf.pages() - 1,
            };
            let png = picture(&pages, page, case.scale).unwrap_or_else(|| panic!("no page {page}"));
            pictures.insert(case.name, Picture::decode(&png));
        }
    }
    pictures
}

fn references() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("references")
}

/// What is wrong with a page, in one line; pictures of it are written to `folder`.
fn compare(case: &Case, actual: &Picture, reference: &[u8], folder: &Output) -> Option<String> {
    let reference = Picture::decode(reference);
    let write = |kind: &str, picture: &Picture| {
        let path = format!("{}.{kind}.png", case.name);
        folder.write(&path, &picture.encode()).expect("the picture is written");
        folder.folder().join(path).display().to_string()
    };
    let Some(difference) = actual.difference(&reference, &case.tolerance) else {
        let (is, was) = ((actual.width, actual.height()), (reference.width, reference.height()));
        return Some(format!(
            "{}: is {is:?} pixels and was {was:?}; see {}",
            case.name,
            write("actual", actual)
        ));
    };
    let pixels = difference.iter().filter(|differs| **differs).count();
    (pixels > case.tolerance.pixels).then(|| {
        let (seen, marked) = (write("actual", actual), write("diff", &actual.marked(&difference)));
        format!("{}: {pixels} pixels differ; see {seen} and {marked}", case.name)
    })
}

#[expect(clippy::disallowed_methods, reason = "how the suite is run is told by the environment")]
fn updates() -> bool {
    std::env::var("PAF_UPDATE").is_ok_and(|value| !value.is_empty())
}

#[test]
fn pages_look_like_their_references() {
    let cases = cases();
    let pictures = pictures(&shipped_framework(), &cases);
    let (references, found) =
        (Output::new(references()), Output::new(Path::new(env!("CARGO_TARGET_TMPDIR")).join("visual")));
    let mut wrong = Vec::new();
    for case in &cases {
        let actual = &pictures[case.name];
        let path = format!("{}.png", case.name);
        match references.read(&path).filter(|_| !updates()) {
            Some(reference) => wrong.extend(compare(case, actual, &reference, &found)),
            None => {
                let reference = actual.coarse().encode();
                let itself = compare(case, actual, &reference, &found);
                assert_eq!(itself, None, "the reference has too few colours to tell the page from others");
                references.write(&path, &reference).expect("the reference is written");
                wrong.push(format!("{}: the reference is new; look at tests/references/{path}", case.name));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {} pages\n{}\nwrite the references anew with PAF_UPDATE=1 if this is meant",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn references_are_small_and_none_is_left_over() {
    let names: Vec<String> = cases().iter().map(|case| format!("references/{}.png", case.name)).collect();
    let disk = Disk::new(env!("CARGO_MANIFEST_DIR"));
    for path in disk.list("references").expect("the folder can be listed") {
        assert!(names.contains(&path), "no case compares with tests/{path}: delete it");
        let bytes = disk.read(&path).expect("the file can be read").len();
        assert!(bytes <= MOST_BYTES, "tests/{path} has {bytes} bytes, and {MOST_BYTES} are the most");
    }
}

#[test]
fn another_colour_is_seen() {
    let cases: Vec<Case> = cases().into_iter().filter(|case| case.name == "leaflet-alert-el").collect();
    let before = pictures(&shipped_framework(), &cases);
    let mut files = shipped_framework();
    // The ground of the emergency becomes a little darker.
    reword(&mut files, "templates/theme/brand.yaml", "#AC1119", "#7A0C12");
    let after = pictures(&files, &cases);
    let case = &cases[0];
    let reference = before[case.name].coarse().encode();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = Output::new(folder.path());
    assert_eq!(compare(case, &before[case.name], &reference, &folder), None, "a page is like itself");
    let wrong = compare(case, &after[case.name], &reference, &folder).expect("the colour is another one");
    assert!(wrong.contains("pixels differ"), "{wrong}");
    let diff = Picture::decode(&folder.read("leaflet-alert-el.diff.png").expect("a difference picture"));
    assert!(diff.pixels.contains(&[220, 0, 30]), "what differs is red");
    assert!(folder.exists("leaflet-alert-el.actual.png"));
}
