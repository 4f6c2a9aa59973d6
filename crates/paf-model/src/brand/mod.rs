//! `templates/theme/brand.yaml`: the colours and fonts of the theme.

mod colour;
mod contrast;

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule, SourceFile, Written, nearest};
use paf_locale::Lang;

pub use colour::{Cmyk, Srgb};

use crate::data::Data;
use crate::decode::{Decode, Decoder, Hundredths, IdMap, Str};
use crate::node::{Node, NodeValue};
use crate::record;
use crate::shape::Shape;
use crate::yaml;

/// Where it stands.
pub const PATH: &str = "templates/theme/brand.yaml";

/// The module of the theme that reads it.
pub const MODULE: &str = "templates/theme/brand.typ";

record! {
    /// The colours and fonts of a theme.
    pub struct Brand {
        /// The colours, by name.
        pub colours: IdMap<Colour>,
        /// The bands of the covers of country editions, by name; the first is that of editions which choose none.
        pub bands: IdMap<Colour>,
        /// The families of fonts, by what they are for.
        pub fonts: IdMap<Families>,
    }
}

record! {
    /// A colour on screens and on the press.
    pub struct Colour {
        /// The colour on screens, as in "#0C7C82".
        pub srgb: Srgb,
        /// The inks on the press, in per cent: cyan, magenta, yellow, black.
        pub cmyk: Cmyk,
        /// The inks of type under 14 pt, where they are others.
        pub small: Option<Cmyk>,
        /// An ink of its own on the press, in place of the four.
        pub spot: Option<Spot>,
        /// What it is for, in a few words.
        pub role: Option<Str>,
    }
}

record! {
    /// An ink of its own.
    pub struct Spot {
        /// Its name, as the printer orders it.
        pub name: Str,
        /// How much of it, in per cent; 100 if left out.
        pub tint: Option<Hundredths<0, 100>>,
    }
}

/// A family of fonts, or several of which each character takes the first that has it.
#[derive(Debug, Clone)]
pub struct Families(pub Vec<Str>);

impl Decode for Families {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        match &node.value {
            NodeValue::List(_) => Vec::decode(node, decoder).map(Self),
            _ => Str::decode(node, decoder).map(|family| Self(vec![family])),
        }
    }
    fn shape() -> Shape {
        Shape::AnyOf(vec![Str::shape(), Vec::<Str>::shape()])
    }
    fn data(&self) -> Data {
        self.0.data()
    }
}

/// Reads `brand.yaml` and checks it by itself and against `module`, the text of the theme's `brand.typ`.
pub fn read(file: &Arc<SourceFile>, module: &str, diagnostics: &mut Diagnostics) -> Option<Brand> {
    let mut node = yaml::read(file, diagnostics)?;
    leave_own_keys(&mut node, module, diagnostics);
    for (key, asked, what) in [
        ("colours", names_after(module, "colour(\"", '"'), "colour"),
        ("fonts", names_after(module, "_brand.fonts.", '\n'), "font"),
    ] {
        check_names(&node, key, &asked, what, diagnostics);
    }
    let mut decoder = Decoder::new(&["brand"], Lang::ENGLISH, diagnostics);
    let brand = Brand::decode(&node, &mut decoder)?;
    contrast::check(&brand, diagnostics);
    Some(brand)
}

/// Takes keys out that are none of ours and none of ours misspelt: a theme may have its own, which its
/// `brand.typ` names.
fn leave_own_keys(node: &mut Node, module: &str, diagnostics: &mut Diagnostics) {
    const KNOWN: [&str; 3] = ["colours", "bands", "fonts"];
    let NodeValue::Map(entries) = &mut node.value else { return };
    entries.retain(|(key, _)| {
        let name = key.text();
        if name == "$schema" || KNOWN.contains(&name) || nearest(name, KNOWN).is_some() {
            return true;
        }
        if !names_after(module, "_brand.", '\n').contains(&name) && !module.contains(&format!("\"{name}\"")) {
            diagnostics.push(
                Diagnostic::warning(Rule::UnknownKey, format!("nothing reads the key `{name}`"))
                    .at(key.place().clone())
                    .help(format!(
                        "remove it, or use it in {MODULE}; paf itself reads `colours`, `bands` and `fonts`"
                    )),
            );
        }
        false
    });
}

/// The names that stand behind `before` in a module of Typst.
fn names_after<'a>(module: &'a str, before: &str, end: char) -> Vec<&'a str> {
    let mut names = Vec::new();
    for rest in module.split(before).skip(1) {
        let is_of_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let name = &rest[..rest.find(|c| !is_of_name(c)).unwrap_or(rest.len())];
        let is_closed = end != '"' || rest[name.len()..].starts_with('"');
        if is_closed && !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Reports what the theme asks for by name and the file does not have, and what is written in its place.
fn check_names(node: &Node, key: &str, asked: &[&str], what: &str, diagnostics: &mut Diagnostics) {
    let entries: &[(Written, Node)] = match node.get(key).map(|node| &node.value) {
        Some(NodeValue::Map(entries)) => entries,
        Some(_) => return,
        None => &[],
    };
    let is_there = |name: &str| entries.iter().any(|(entry, _)| entry.text() == name);
    let mut missing: Vec<&str> = asked.iter().copied().filter(|name| !is_there(name)).collect();
    for (entry, _) in entries.iter().filter(|(entry, _)| !asked.contains(&entry.text())) {
        let Some(meant) = nearest(entry.text(), missing.iter().copied()) else { continue };
        diagnostics.push(
            Diagnostic::error(Rule::UnknownKey, format!("the theme asks for no {what} `{}`", entry.text()))
                .at(entry.place().clone())
                .help(format!("did you mean `{meant}`?")),
        );
        missing.retain(|name| *name != meant);
    }
    // A misspelt `colours` is told with the keys of the file.
    let is_misspelt = matches!(&node.value, NodeValue::Map(all) if node.get(key).is_none()
        && all.iter().any(|(written, _)| nearest(written.text(), [key]).is_some()));
    if missing.is_empty() || is_misspelt {
        return;
    }
    let at = entries.first().map_or(&node.place, |(entry, _)| entry.place());
    let names = missing.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let example = match what {
        "colour" => "{srgb: \"#rrggbb\", cmyk: [0, 0, 0, 100]}",
        _ => "the name of a family in fonts/",
    };
    diagnostics.push(
        Diagnostic::error(Rule::MissingKey, format!("`{key}` lacks {names}, which {MODULE} asks for"))
            .at_with(at.clone(), "here or below")
            .help(format!("add `{}: {example}`", missing[0])),
    );
}
