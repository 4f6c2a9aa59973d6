//! What shows only when a drawing is laid out: fonts, letters, filters, gradients.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use usvg::filter::Kind;
use usvg::fontdb::{Database, ID};
use usvg::{FontFamily, FontResolver, Group, ImageHrefResolver, Node, Options, SpreadMethod, Tree};

use crate::lettering::Lettering;
use crate::problem::{Problem, Trouble};

/// The most parts with filters: each becomes pixels of its own.
const MOST_FILTERED: usize = 24;
/// The most steps of a filter.
const MOST_STEPS: usize = 16;
/// The most octaves of noise.
const MOST_OCTAVES: u32 = 5;
/// The most rows or columns of a matrix of pixels.
const LARGEST_MATRIX: u32 = 9;
/// The most stops of a gradient.
const MOST_STOPS: usize = 256;
/// How far a blur may reach, as a part of the drawing.
const WIDEST_BLUR: f32 = 0.25;
/// How far a part may be made thicker or thinner, as a part of the drawing: the work grows with the square.
const THICKEST: f32 = 0.005;

/// What is wrong with a drawing as it is laid out, and whether it shows nothing, pictures in it apart.
pub(super) fn check(text: &str, lettering: &Lettering<'_>) -> (Vec<Problem>, bool) {
    let asked = Mutex::new(Asked::default());
    let options = Options {
        font_family: String::new(),
        resources_dir: None,
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        font_resolver: FontResolver {
            select_font: Box::new(|font, database| select(font.families(), database, lettering, &asked)),
            select_fallback: Box::new(|c, tried, _| {
                let found = lettering.known().with(c, tried);
                if found.is_none() {
                    asked.lock().unwrap_or_else(PoisonError::into_inner).letters.insert(c);
                }
                found
            }),
        },
        ..Options::default()
    };
    let tree = Tree::from_str(text, &options);
    drop(options);
    let asked = asked.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut problems = asked.problems(lettering);
    let is_empty = tree.as_ref().is_ok_and(|tree| !shows(tree.root()));
    match tree {
        Ok(tree) => {
            problems.extend(gradients(&tree));
            problems.extend(Filters::of(&tree).problem());
        }
        Err(usvg::Error::InvalidSize) => problems.push(Problem::new(
            Trouble::Damaged,
            "has no size: `width` and `height`, or `viewBox`, are missing or nothing",
            "save it once more with a page that is as large as the drawing",
        )),
        Err(_) => problems.push(Problem::new(
            Trouble::Damaged,
            "cannot be drawn",
            "save it once more, and look whether it opens in a browser",
        )),
    }
    (problems, is_empty)
}

/// Whether a group has anything that is seen.
fn shows(group: &Group) -> bool {
    // What a filter draws needs no shape.
    !group.filters().is_empty()
        || group.children().iter().any(|child| match child {
            Node::Group(group) => shows(group),
            _ => true,
        })
}

/// What the words of a drawing asked for and did not get.
#[derive(Default)]
struct Asked {
    families: BTreeSet<String>,
    letters: BTreeSet<char>,
}

fn select(
    families: &[FontFamily],
    database: &mut Arc<Database>,
    lettering: &Lettering<'_>,
    asked: &Mutex<Asked>,
) -> Option<ID> {
    let known = lettering.known();
    // The ids are those of the fonts that are known.
    *database = Arc::clone(&known.database);
    let named: Vec<&str> = families
        .iter()
        .filter_map(|family| match family {
            FontFamily::Named(name) => Some(name.trim()),
            _ => None,
        })
        .filter(|name| !name.is_empty())
        .collect();
    if let Some(found) = named.iter().find_map(|name| known.of_family(name)) {
        return Some(found);
    }
    if let Some(first) = named.first() {
        asked.lock().unwrap_or_else(PoisonError::into_inner).families.insert((*first).to_owned());
    }
    // One that names no font takes what the page is set in.
    known.any()
}

impl Asked {
    fn problems(self, lettering: &Lettering<'_>) -> Vec<Problem> {
        const PATHS: &str = "turn the words into paths (in Inkscape: Path > Object to Path; in Illustrator: Type > Create \
                             Outlines), so that they look as they were drawn; or put the font into fonts/";
        let fonts = self.families.iter().map(|family| {
            let near = lettering.known().names().into_iter().find(|name| is_near(name, family));
            let near =
                near.map(|name| format!("; a font that is there is called `{name}`")).unwrap_or_default();
            let said = format!("has words in the font `{family}`, which is not in fonts/");
            Problem::new(Trouble::Lettering, said, format!("{PATHS}{near}"))
        });
        let letters = self.letters.iter().filter(|c| !c.is_control()).map(|c| {
            let said =
                format!("has the character `{c}` (U+{:04X}), which no font in fonts/ has", u32::from(*c));
            Problem::new(Trouble::Lettering, said, PATHS)
        });
        fonts.chain(letters).collect()
    }
}

/// Whether two names are those of a family and of one of its styles, such as `MyriadPro-Regular`.
fn is_near(known: &str, asked: &str) -> bool {
    let letters =
        |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let (known, asked) = (letters(known), letters(asked));
    !known.is_empty() && asked.starts_with(&known)
}

/// Gradients that begin anew cannot be given to a press, and none needs thousands of stops.
fn gradients(tree: &Tree) -> Option<Problem> {
    let stops = tree.linear_gradients().iter().map(|gradient| gradient.stops().len());
    let stops = stops.chain(tree.radial_gradients().iter().map(|gradient| gradient.stops().len())).max();
    if let Some(stops) = stops.filter(|stops| *stops > MOST_STOPS) {
        let said = format!("has a gradient of {stops} stops, and paf takes {MOST_STOPS}");
        return Some(Problem::new(Trouble::TooLarge, said, "draw the gradient with fewer stops"));
    }
    let linear = tree.linear_gradients().iter().any(|gradient| gradient.spread_method() != SpreadMethod::Pad);
    let radial = tree.radial_gradients().iter().any(|gradient| gradient.spread_method() != SpreadMethod::Pad);
    (linear || radial).then(|| {
        Problem::new(
            Trouble::NotPrinted,
            "has a gradient that repeats (`spreadMethod`), which is not printed",
            "draw the repetitions as stops of one gradient, or as areas",
        )
    })
}

/// How much work the filters of a drawing are.
struct Filters {
    size: f32,
    count: usize,
    most_steps: usize,
    worst: Option<&'static str>,
}

impl Filters {
    fn of(tree: &Tree) -> Self {
        let size = tree.size().width().max(tree.size().height());
        let mut filters = Self { size, count: 0, most_steps: 0, worst: None };
        filters.look(tree.root());
        filters
    }

    fn look(&mut self, group: &Group) {
        let scale = group.abs_transform().get_scale();
        let scale = scale.0.max(scale.1);
        for filter in group.filters() {
            self.count += 1;
            self.most_steps = self.most_steps.max(filter.primitives().len());
            if filter.rect().width().max(filter.rect().height()) * scale > self.size * 8.0 {
                self.worst = Some("far larger than itself");
            }
            for step in filter.primitives() {
                let reach = |x: f32, y: f32| x.max(y) * scale / self.size;
                let too_much = match step.kind() {
                    Kind::GaussianBlur(blur) => (reach(blur.std_dev_x().get(), blur.std_dev_y().get())
                        > WIDEST_BLUR)
                        .then_some("too wide a blur"),
                    Kind::DropShadow(blur) => (reach(blur.std_dev_x().get(), blur.std_dev_y().get())
                        > WIDEST_BLUR)
                        .then_some("too wide a shadow"),
                    Kind::Morphology(edge) => (reach(edge.radius_x().get(), edge.radius_y().get())
                        > THICKEST)
                        .then_some("too thick an edge"),
                    Kind::Turbulence(noise) => {
                        (noise.num_octaves() > MOST_OCTAVES).then_some("too fine a noise")
                    }
                    Kind::ConvolveMatrix(matrix) => (matrix.matrix().columns().max(matrix.matrix().rows())
                        > LARGEST_MATRIX)
                        .then_some("too large a matrix"),
                    _ => None,
                };
                self.worst = self.worst.or(too_much);
            }
        }
        for child in group.children() {
            if let Node::Group(group) = child {
                self.look(group);
            }
            child.subroots(|group| self.look(group));
        }
    }

    fn problem(&self) -> Option<Problem> {
        let said = match self.worst {
            Some(what) => format!("has a filter that takes too much work: {what}"),
            None if self.count > MOST_FILTERED => {
                format!("has {} parts with filters, and paf draws {MOST_FILTERED}", self.count)
            }
            None if self.most_steps > MOST_STEPS => {
                format!("has a filter of {} steps, and paf takes {MOST_STEPS}", self.most_steps)
            }
            None => return None,
        };
        let help = "take the effects out, or save the drawing as PNG with 300 pixels for each inch";
        Some(Problem::new(Trouble::TooLarge, said, help))
    }
}
