//! Colours that a drawing names in a way that is not read: they would be black.

use std::collections::BTreeSet;
use std::str::FromStr;

use roxmltree::{Document, Node};
use svgtypes::{Color, Paint};

use super::is;
use crate::problem::{Problem, Trouble};

/// What is painted.
const PAINTS: [&str; 2] = ["fill", "stroke"];
/// What has one colour.
const COLOURS: [&str; 4] = ["color", "stop-color", "flood-color", "lighting-color"];
/// How much of a value is shown.
const SHOWN: usize = 60;

/// What is wrong with the colours, each value once.
pub(super) fn check(document: &Document<'_>) -> Vec<Problem> {
    let mut unread = BTreeSet::new();
    for node in document.descendants().filter(Node::is_element) {
        for attribute in node.attributes().filter(|attribute| attribute.namespace().is_none()) {
            match attribute.name() {
                "style" => unread.extend(declarations(attribute.value())),
                // The same word is a value that moves.
                "fill" if is_moving(node) => {}
                name => unread.extend(unread_value(name, attribute.value())),
            }
        }
        if is(node, "style") {
            let sheets = node.descendants().filter(|node| node.is_text()).filter_map(|node| node.text());
            sheets.for_each(|sheet| of_sheet(sheet, &mut unread));
        }
    }
    let problem = |value: String| {
        let said = format!("has the colour `{value}`, which is not read, and would be black");
        Problem::new(Trouble::NotPrinted, said, "write it as `#` with six figures, such as `#1a5276`")
    };
    unread.into_iter().map(problem).collect()
}

fn is_moving(node: Node<'_, '_>) -> bool {
    node.tag_name().name().starts_with("animate") || is(node, "set")
}

/// The rules of a style sheet. Those for other media and within others are looked at, too.
fn of_sheet(sheet: &str, unread: &mut BTreeSet<String>) {
    let mut bare = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    bare.push_str(rest);
    for body in bare.split('{').skip(1) {
        unread.extend(declarations(body.split('}').next().unwrap_or_default()));
    }
}

fn declarations(style: &str) -> impl Iterator<Item = String> {
    style.split(';').filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        unread_value(name.trim(), value)
    })
}

/// The value of a colour if it cannot be read.
fn unread_value(name: &str, value: &str) -> Option<String> {
    let value = value.trim();
    let plain = value.strip_suffix("!important").unwrap_or(value).trim();
    let is_read = match plain {
        // These take the place of no colour, and mean the same everywhere.
        "" | "inherit" | "initial" | "unset" | "currentColor" | "none" => true,
        _ if PAINTS.contains(&name) => Paint::from_str(plain).is_ok(),
        _ if COLOURS.contains(&name) => Color::from_str(plain).is_ok(),
        _ => true,
    };
    (!is_read).then(|| plain.chars().filter(|c| !c.is_control()).take(SHOWN).collect())
}
