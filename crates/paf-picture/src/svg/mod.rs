//! Drawings (SVG): what would not be printed of them, and what would take too much work.
//!
//! First the text is looked at, then its elements, then what they multiply into; only what passes is drawn.

mod colours;
mod drawn;
mod elements;
mod embedded;
mod entities;
mod growth;

pub use embedded::fitted_drawing;
use roxmltree::{Document, Error, Node, ParsingOptions};

use crate::lettering::Lettering;
use crate::problem::{Problem, Trouble};

/// The namespace of drawings.
const SVG: &str = "http://www.w3.org/2000/svg";
/// The namespace of links in them.
const LINKS: &str = "http://www.w3.org/1999/xlink";

/// The most elements and texts of a drawing.
const MOST_NODES: u32 = 400_000;

/// How deep elements may lie in each other: programs recurse as deep.
const DEEPEST: usize = 120;

const AS_PLAIN: &str =
    "save it as plain SVG: in Inkscape “Plain SVG”, in Illustrator without editing capabilities";

/// What is wrong with a drawing.
pub(crate) fn check(bytes: &[u8], lettering: &Lettering<'_>, depth: usize) -> Vec<Problem> {
    let Ok(text) = std::str::from_utf8(bytes) else {
        let is_wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
        let said = if is_wide { "is written in UTF-16, and not in UTF-8" } else { "is not UTF-8 text" };
        return vec![Problem::new(Trouble::Damaged, said, "save it as SVG once more, in UTF-8")];
    };
    let text = text.trim_start_matches('\u{feff}');
    if let Some(problem) = entities::check(text).or_else(|| too_deep(text)) {
        return vec![problem];
    }
    let options = ParsingOptions { allow_dtd: true, nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let document = match Document::parse_with_options(text, options) {
        Ok(document) => document,
        Err(error) => return vec![malformed(&error)],
    };
    let root = document.root_element();
    if !is(root, "svg") {
        let said = if root.tag_name().name() == "svg" {
            "does not say that it is an SVG: `xmlns=\"http://www.w3.org/2000/svg\"` is missing"
        } else {
            "is no drawing: its first element is not `svg`"
        };
        return vec![Problem::new(Trouble::Damaged, said, AS_PLAIN)];
    }
    if let Some(problem) = growth::check(&document) {
        return vec![problem];
    }
    let mut problems = elements::check(&document, lettering, depth);
    problems.extend(colours::check(&document));
    if problems.iter().all(|problem| problem.trouble != Trouble::TooLarge) {
        let (found, is_empty) = drawn::check(text, lettering);
        problems.extend(found);
        let may_show = document.descendants().any(|node| is(node, "image"));
        if problems.is_empty() && is_empty && !may_show {
            let said = "draws nothing";
            let help = "look whether it opens in a browser, and save it once more with what it is to show";
            problems.push(Problem::new(Trouble::NotPrinted, said, help));
        }
    }
    problems
}

/// Whether a node is an element of a drawing.
fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name && node.tag_name().namespace() == Some(SVG)
}

/// Where an element leads to.
fn link<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attribute("href").or_else(|| node.attribute((LINKS, "href"))).map(str::trim)
}

fn malformed(error: &Error) -> Problem {
    match error {
        Error::NodesLimitReached | Error::AttributesLimitReached | Error::NamespacesLimitReached => {
            Problem::new(
                Trouble::TooLarge,
                format!("has more than {MOST_NODES} parts"),
                "save it with fewer points and parts",
            )
        }
        Error::EntityReferenceLoop(_) => entities::without_end(),
        other => {
            let said = format!("is no well-formed drawing (line {} of it)", other.pos().row);
            Problem::new(Trouble::Damaged, said, "save it once more, and look whether it opens in a browser")
        }
    }
}

/// Elements too deep in each other, counted by their tags before anything recurses into them.
fn too_deep(text: &str) -> Option<Problem> {
    let (mut depth, mut deepest) = (0usize, 0usize);
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let skipped = [("!--", "-->"), ("![CDATA[", "]]>"), ("?", "?>")]
            .into_iter()
            .find_map(|(begin, end)| rest.starts_with(begin).then(|| rest.find(end)));
        if let Some(end) = skipped {
            rest = end.and_then(|end| rest.get(end..)).unwrap_or_default();
            continue;
        }
        if rest.starts_with('!') {
            continue;
        }
        let end = end_of_tag(rest);
        let tag = &rest[..end];
        if tag.starts_with('/') {
            depth = depth.saturating_sub(1);
        } else if !tag.ends_with('/') {
            depth += 1;
            deepest = deepest.max(depth);
        }
        rest = &rest[end..];
    }
    (deepest > DEEPEST).then(|| {
        let said = format!("has parts in parts, {deepest} deep, and paf reads {DEEPEST}");
        Problem::new(Trouble::TooLarge, said, "take groups apart (in Inkscape and Illustrator: Ungroup)")
    })
}

/// Where a tag ends; a `>` in quotation marks does not end it.
fn end_of_tag(tag: &str) -> usize {
    let mut quoted = None;
    for (at, byte) in tag.bytes().enumerate() {
        match (quoted, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') => quoted = Some(byte),
            (Some(mark), byte) if mark == byte => quoted = None,
            _ => {}
        }
    }
    tag.len()
}
