//! The parts of a drawing that no page shows, and the pictures in it.

use std::collections::BTreeMap;

use data_url::DataUrl;
use roxmltree::{Document, Node};

use super::{is, link};
use crate::check::contents;
use crate::jpeg;
use crate::kind::Kind;
use crate::lettering::Lettering;
use crate::problem::{Problem, Trouble};
use crate::raster;

/// How much of an address is shown.
const SHOWN: usize = 60;

/// What moves parts of a drawing.
const MOVING: [&str; 5] = ["animate", "animateTransform", "animateMotion", "animateColor", "set"];

/// What is wrong with the elements, each kind of problem once.
pub(super) fn check(document: &Document<'_>, lettering: &Lettering<'_>, depth: usize) -> Vec<Problem> {
    let mut found: BTreeMap<String, Problem> = BTreeMap::new();
    for node in document.descendants().filter(Node::is_element) {
        for problem in of_element(node, lettering, depth) {
            found.entry(problem.said.clone()).or_insert(problem);
        }
    }
    found.into_values().collect()
}

fn of_element(node: Node<'_, '_>, lettering: &Lettering<'_>, depth: usize) -> Vec<Problem> {
    let refused = |said: String, help: &str| vec![Problem::new(Trouble::NotPrinted, said, help)];
    if is(node, "image") {
        return picture(node, lettering, depth);
    }
    if let Some(outside) = link(node).filter(|link| is_drawn(node) && !link.starts_with('#')) {
        let said = format!("takes a part from `{}`, which is not in it", shown(outside));
        return refused(said, "copy the part into the drawing, and save it as plain SVG");
    }
    if is(node, "foreignObject") && !has_replacement(node) {
        return refused(
            "has a text or a page of the web in a frame (`foreignObject`), which is not printed".to_owned(),
            "write the words as text of the drawing, or turn them into paths",
        );
    }
    let is_script = is(node, "script") && (link(node).is_some() || has_words(node));
    if is_script {
        return refused(
            "is drawn by a program in it (`script`), which is not run".to_owned(),
            super::AS_PLAIN,
        );
    }
    if MOVING.into_iter().any(|name| is(node, name)) {
        return refused(
            format!("moves (`{}`), and a page shows one state of it", node.tag_name().name()),
            "save the state that is meant, without the animation",
        );
    }
    if is(node, "style")
        && node.descendants().filter_map(|node| node.text()).any(|text| text.contains("@import"))
    {
        return refused(
            "takes its style from another file (`@import`)".to_owned(),
            "write the styles into the drawing: save it as plain SVG",
        );
    }
    Vec::new()
}

/// Whether what an element links to is drawn.
fn is_drawn(node: Node<'_, '_>) -> bool {
    ["use", "pattern", "linearGradient", "radialGradient", "feImage", "textPath", "tref"]
        .into_iter()
        .any(|name| is(node, name))
}

/// Illustrator writes what only it understands beside what all others draw.
fn has_replacement(node: Node<'_, '_>) -> bool {
    let is_switch = node.parent().is_some_and(|parent| is(parent, "switch"));
    is_switch && node.next_siblings().skip(1).any(|next| next.is_element())
}

fn has_words(node: Node<'_, '_>) -> bool {
    node.descendants().filter_map(|node| node.text()).any(|text| !text.trim().is_empty())
}

/// What is wrong with a picture in a drawing.
fn picture(node: Node<'_, '_>, lettering: &Lettering<'_>, depth: usize) -> Vec<Problem> {
    const EMBED: &str = "put the picture itself into the drawing (in Inkscape: Extensions > Images > Embed Images; in \
                         Illustrator: Embed), or take it out";
    let Some(address) = link(node) else { return Vec::new() };
    if !address.to_lowercase().starts_with("data:") {
        let said = format!("shows a picture that is not in it: `{}`", shown(address));
        return vec![Problem::new(Trouble::NotPrinted, said, EMBED)];
    }
    let decoded = DataUrl::process(address).ok().and_then(|url| url.decode_to_vec().ok());
    let Some((bytes, _)) = decoded else {
        return vec![Problem::new(Trouble::Damaged, "has a damaged picture in it", EMBED)];
    };
    let Some(kind) = Kind::of_bytes(&bytes) else {
        return vec![Problem::new(Trouble::Damaged, "has a damaged picture in it", EMBED)];
    };
    if kind == Kind::Jpeg && jpeg::components(&bytes) == Some(4) {
        let help = "save that picture in RGB, or put it beside the drawing as a picture of its own";
        return vec![Problem::new(
            Trouble::NotPrinted,
            "has a JPEG in the inks of a press in it (CMYK)",
            help,
        )];
    }
    let mut inner = contents(kind, &bytes, lettering, depth + 1);
    if inner.is_empty() {
        inner.extend(raster::not_in_drawings(kind, &bytes));
    }
    inner
        .into_iter()
        .map(|problem| Problem { said: format!("has a picture in it that {}", problem.said), ..problem })
        .collect()
}

/// An address, not more of it than helps.
fn shown(address: &str) -> String {
    let short: String = address.chars().filter(|c| !c.is_control()).take(SHOWN).collect();
    if short.len() < address.len() { format!("{short}…") } else { short }
}
