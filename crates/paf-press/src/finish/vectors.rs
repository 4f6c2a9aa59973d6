//! Lines, areas and letters in the inks of the press.
//!
//! Drawings (SVG) have colours of screens. They stay lines and areas: only the operators that choose a
//! colour are exchanged, on pages and in the forms, patterns and glyphs that these paint.

use std::collections::BTreeSet;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId};
use paf_pdf::pages::{decoded, pages, resolved};

use super::colour::{is_rgb, visit};
use super::inks::{Ink, Inks, luminance};
use super::masks::Masks;
use super::{FinishError, operators};

/// Exchanges every colour of three parts, and forgets the spaces that nothing is in any more.
///
/// # Errors
/// If content cannot be read.
pub(super) fn convert(document: &mut Document, masks: &Masks, inks: &Inks) -> Result<(), FinishError> {
    for painted in painted(document) {
        let is_mask = painted.stream.is_some_and(|id| masks.has_alone(id));
        let exchange = Exchange { names: rgb_names(document, &painted.resources), is_mask, inks };
        if let Some(content) = exchange.run(&painted.content)? {
            painted.put(document, content)?;
        }
    }
    forget(document);
    Ok(())
}

/// Something with operators: a page, or a stream that is painted.
struct Painted {
    page: Option<ObjectId>,
    stream: Option<ObjectId>,
    resources: Dictionary,
    content: Vec<u8>,
}

impl Painted {
    fn put(self, document: &mut Document, content: Vec<u8>) -> Result<(), FinishError> {
        let failed = |_| FinishError::Unwritable;
        if let Some(page) = self.page {
            let stream = lopdf::Stream::new(Dictionary::new(), content);
            let stream = document.add_object(stream);
            document.get_dictionary_mut(page).map_err(failed)?.set("Contents", stream);
        } else if let Some(Object::Stream(stream)) =
            self.stream.and_then(|stream| document.objects.get_mut(&stream))
        {
            stream.dict.remove(b"DecodeParms");
            stream.set_plain_content(content);
        }
        Ok(())
    }
}

fn painted(document: &Document) -> Vec<Painted> {
    let of_pages = pages(document).into_iter().map(|page| Painted {
        page: Some(page.id),
        stream: None,
        resources: page.resources().cloned().unwrap_or_default(),
        content: page.content(),
    });
    let mut all: Vec<Painted> = of_pages.collect();
    let own = |dictionary: &Dictionary| -> Dictionary {
        let own = dictionary.get(b"Resources").ok().and_then(|own| resolved(document, own));
        own.and_then(|own| own.as_dict().ok()).cloned().unwrap_or_default()
    };
    for (id, object) in &document.objects {
        let glyphs = match object {
            Object::Stream(stream) if is_painted(&stream.dict) => {
                let resources = own(&stream.dict);
                all.push(Painted { page: None, stream: Some(*id), resources, content: decoded(stream) });
                continue;
            }
            Object::Dictionary(font) if is_named(font, b"Subtype", b"Type3") => {
                font.get(b"CharProcs").ok().and_then(|glyphs| resolved(document, glyphs))
            }
            _ => None,
        };
        let Some(Object::Dictionary(glyphs)) = glyphs else { continue };
        let Object::Dictionary(font) = object else { continue };
        for (_, glyph) in glyphs {
            let Ok(id) = glyph.as_reference() else { continue };
            let Some(Object::Stream(stream)) = document.objects.get(&id) else { continue };
            let (resources, content) = (own(font), decoded(stream));
            all.push(Painted { page: None, stream: Some(id), resources, content });
        }
    }
    all
}

/// Whether a stream is a form or a tiling pattern.
fn is_painted(dictionary: &Dictionary) -> bool {
    let is_tiled = dictionary.get(b"PatternType").and_then(Object::as_i64).is_ok_and(|kind| kind == 1);
    is_tiled || is_named(dictionary, b"Subtype", b"Form")
}

fn is_named(dictionary: &Dictionary, key: &[u8], name: &[u8]) -> bool {
    dictionary.get(key).and_then(Object::as_name).is_ok_and(|found| found == name)
}

/// The names by which content chooses a space of three colours.
fn rgb_names(document: &Document, resources: &Dictionary) -> BTreeSet<Vec<u8>> {
    let spaces = resources.get(b"ColorSpace").ok().and_then(|spaces| resolved(document, spaces));
    let named = spaces.and_then(|spaces| spaces.as_dict().ok()).into_iter().flatten();
    let named = named.filter(|(_, space)| is_rgb(document, space)).map(|(name, _)| name.clone());
    named.chain([b"DeviceRGB".to_vec()]).collect()
}

/// Takes the spaces of three colours out of all resources.
fn forget(document: &mut Document) {
    let source = document.clone();
    let of_three = |spaces: &Dictionary| -> Vec<Vec<u8>> {
        let named = spaces.iter().filter(|(_, space)| is_rgb(&source, space));
        named.map(|(name, _)| name.clone()).collect()
    };
    // Lists of spaces that are objects of their own, and those that stand in their resources.
    let mut lists: BTreeSet<ObjectId> = BTreeSet::new();
    for object in document.objects.values_mut() {
        visit(object, &mut |object| {
            let dictionary = match object {
                Object::Dictionary(dictionary) => dictionary,
                Object::Stream(stream) => &mut stream.dict,
                _ => return,
            };
            match dictionary.get_mut(b"ColorSpace") {
                Ok(Object::Dictionary(spaces)) => without(spaces, &of_three(spaces)),
                Ok(Object::Reference(id)) => {
                    lists.insert(*id);
                }
                _ => {}
            }
        });
    }
    for id in lists {
        if let Ok(spaces) = document.get_dictionary_mut(id) {
            without(spaces, &of_three(spaces));
        }
    }
}

fn without(spaces: &mut Dictionary, names: &[Vec<u8>]) {
    for name in names {
        spaces.remove(name);
    }
}

/// The exchange of one stream's operators.
struct Exchange<'a> {
    names: BTreeSet<Vec<u8>>,
    is_mask: bool,
    inks: &'a Inks,
}

/// Whether colours of areas, and those of lines, are given in three parts.
#[derive(Default, Clone, Copy)]
struct State {
    areas: bool,
    lines: bool,
}

impl State {
    fn of(&mut self, lines: bool) -> &mut bool {
        if lines { &mut self.lines } else { &mut self.areas }
    }
}

impl Exchange<'_> {
    /// The content with other operators; nothing where it stays as it is.
    fn run(&self, content: &[u8]) -> Result<Option<Vec<u8>>, FinishError> {
        if self.names.len() == 1 && !may_name_rgb(content) {
            return Ok(None);
        }
        let mut operations = operators::read(content).ok_or(FinishError::Drawing)?;
        let (mut state, mut outer, mut has_changed) = (State::default(), Vec::new(), false);
        for operation in &mut operations {
            let exchanged = match operation.operator.as_str() {
                "q" => {
                    outer.push(state);
                    None
                }
                "Q" => {
                    state = outer.pop().unwrap_or_default();
                    None
                }
                _ => self.exchanged(operation, &mut state)?,
            };
            if let Some(exchanged) = exchanged {
                *operation = exchanged;
                has_changed = true;
            }
        }
        if !has_changed {
            return Ok(None);
        }
        Content { operations }.encode().map(Some).map_err(|_| FinishError::Unwritable)
    }

    fn exchanged(&self, operation: &Operation, state: &mut State) -> Result<Option<Operation>, FinishError> {
        let operator = operation.operator.as_str();
        let lines = operator.starts_with(|c: char| c.is_ascii_uppercase());
        match operator {
            "cs" | "CS" => {
                let name = operation.operands.first().and_then(|name| name.as_name().ok());
                let is_one = name.is_some_and(|name| self.names.contains(name));
                *state.of(lines) = is_one;
                // A space that is chosen begins with black.
                Ok(is_one.then(|| gray(0.0, lines)))
            }
            "rg" | "RG" => {
                *state.of(lines) = false;
                self.colour(operation, lines)
            }
            "g" | "G" | "k" | "K" => {
                *state.of(lines) = false;
                Ok(None)
            }
            "sc" | "scn" | "SC" | "SCN" if *state.of(lines) => self.colour(operation, lines),
            _ => Ok(None),
        }
    }

    fn colour(&self, operation: &Operation, lines: bool) -> Result<Option<Operation>, FinishError> {
        let parts: Vec<f32> = operation.operands.iter().filter_map(|part| part.as_float().ok()).collect();
        let [red, green, blue] = parts[..] else { return Ok(None) };
        let rgb = [red, green, blue];
        if self.is_mask {
            return Ok(Some(gray(luminance(rgb), lines)));
        }
        Ok(Some(match self.inks.colour(rgb)? {
            Ink::Gray(light) => gray(light, lines),
            Ink::Four(amounts) => {
                let amounts = amounts.map(rounded).to_vec();
                Operation::new(if lines { "K" } else { "k" }, amounts)
            }
        }))
    }
}

/// Whether content without spaces of its own may still choose a colour of screens.
fn may_name_rgb(content: &[u8]) -> bool {
    let has = |word: &[u8]| content.windows(word.len()).any(|found| found == word);
    has(b"rg") || has(b"RG") || has(b"DeviceRGB")
}

fn gray(light: f32, lines: bool) -> Operation {
    Operation::new(if lines { "G" } else { "g" }, vec![rounded(light)])
}

/// A part of a colour, to a thousandth: a plate shows no finer steps.
fn rounded(part: f32) -> Object {
    Object::Real((part * 1e3).round() / 1e3)
}
