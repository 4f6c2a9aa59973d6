//! What a drawing multiplies into: copies of copies, patterns in patterns, marks at every point.

use std::collections::HashMap;

use roxmltree::{Document, Node, NodeId};

use super::{is, link};
use crate::problem::{Problem, Trouble};

/// The most parts that are drawn.
const MOST: u64 = 300_000;

/// The most rules of style times parts.
const MOST_STYLED: usize = 20_000_000;

/// The most declarations of a style sheet times its length: readers count its lines anew at each.
const MOST_DECLARED: usize = 1_000_000_000;

/// Attributes that name another part, besides links.
const NAMING: [&str; 8] =
    ["fill", "stroke", "mask", "clip-path", "filter", "marker-start", "marker-mid", "marker-end"];

/// A drawing that multiplies into more parts than are drawn.
pub(super) fn check(document: &Document<'_>) -> Option<Problem> {
    if let Some(problem) = styles(document) {
        return Some(problem);
    }
    let mut growth = Growth::of(document);
    let mut parts = growth.count(document.root_element(), 0);
    // A marker is drawn at every point of a line.
    let markers = document.descendants().filter(|node| is(*node, "marker"));
    let largest = markers.map(|marker| growth.count(marker, 0)).max().unwrap_or(0);
    let points = |data: &str| data.bytes().filter(u8::is_ascii_alphabetic).count().max(data.len() / 8);
    let points: usize = document
        .descendants()
        .filter_map(|node| node.attribute("d").or(node.attribute("points")))
        .map(points)
        .sum();
    parts = parts.saturating_add(largest.saturating_mul(u64::try_from(points).unwrap_or(u64::MAX)));
    (parts > MOST).then(|| {
        let said = "multiplies into more than 300,000 parts: copies, patterns or markers in each other";
        let help = "turn copies into objects and patterns into areas (in Inkscape: Edit > Clone > Unlink, Object > Pattern)";
        Problem::new(Trouble::TooLarge, said, help)
    })
}

/// A style sheet of which every rule is held against every part.
fn styles(document: &Document<'_>) -> Option<Problem> {
    let sheets = document.descendants().filter(|node| is(*node, "style"));
    let rules: usize = sheets.filter_map(|sheet| sheet.text()).map(|text| text.matches('{').count()).sum();
    let parts = document.descendants().filter(Node::is_element).count();
    const HELP: &str =
        "save it with the styles at their parts (in Illustrator: Styling “Presentation Attributes”)";
    if rules.saturating_mul(parts) > MOST_STYLED {
        let said = format!("has {rules} rules of style for {parts} parts");
        return Some(Problem::new(Trouble::TooLarge, said, HELP));
    }
    let sheets = document.descendants().filter(|node| is(*node, "style")).filter_map(|sheet| sheet.text());
    let styles = document.descendants().filter_map(|node| node.attribute("style"));
    let work = |style: &str| style.bytes().filter(|byte| *byte == b':').count().saturating_mul(style.len());
    let longest = sheets.chain(styles).max_by_key(|style| work(style))?;
    (work(longest) > MOST_DECLARED).then(|| {
        let said = format!("has a style of {} KB", longest.len() >> 10);
        Problem::new(Trouble::TooLarge, said, HELP)
    })
}

struct Growth<'a, 'input> {
    by_id: HashMap<&'a str, Node<'a, 'input>>,
    by_class: HashMap<&'a str, Vec<&'a str>>,
    for_all: Vec<&'a str>,
    known: HashMap<NodeId, u64>,
    under_way: Vec<NodeId>,
}

impl<'a, 'input> Growth<'a, 'input> {
    fn of(document: &'a Document<'input>) -> Self {
        let by_id = document.descendants().filter_map(|node| Some((node.attribute("id")?, node))).collect();
        let mut growth = Self {
            by_id,
            by_class: HashMap::new(),
            for_all: Vec::new(),
            known: HashMap::new(),
            under_way: Vec::new(),
        };
        for style in document.descendants().filter(|node| is(*node, "style")) {
            style.descendants().filter_map(|node| node.text()).for_each(|text| growth.learn(text));
        }
        growth
    }

    /// Which parts a style sheet names for which class.
    fn learn(&mut self, sheet: &'a str) {
        for rule in sheet.split('}') {
            let Some((selectors, body)) = rule.rsplit_once('{') else { continue };
            let named: Vec<&str> = named_in(body).collect();
            if named.is_empty() {
                continue;
            }
            for selector in selectors.split(',').map(str::trim) {
                match selector
                    .strip_prefix('.')
                    .filter(|class| class.chars().all(|c| c.is_alphanumeric() || "-_".contains(c)))
                {
                    Some(class) => self.by_class.entry(class).or_default().extend(&named),
                    None => self.for_all.extend(&named),
                }
            }
        }
    }

    /// How many parts a part is, with all that it names. What names itself is drawn without that.
    fn count(&mut self, node: Node<'a, 'input>, depth: usize) -> u64 {
        if let Some(known) = self.known.get(&node.id()) {
            return *known;
        }
        if !node.is_element() || self.under_way.contains(&node.id()) || depth > 4 * super::DEEPEST {
            return 0;
        }
        self.under_way.push(node.id());
        let mut parts = 1u64;
        for child in node.children().filter(Node::is_element) {
            parts = parts.saturating_add(self.count(child, depth + 1));
        }
        let mut named: Vec<&str> =
            NAMING.iter().filter_map(|name| node.attribute(*name)).flat_map(named_in).collect();
        named.extend(node.attribute("style").into_iter().flat_map(named_in));
        named.extend(link(node).and_then(|link| link.strip_prefix('#')));
        for class in node.attribute("class").unwrap_or_default().split_whitespace() {
            named.extend(self.by_class.get(class).into_iter().flatten());
        }
        named.extend(self.for_all.iter().filter(|_| !node.has_children()));
        for name in named {
            if let Some(node) = self.by_id.get(name).copied() {
                parts = parts.saturating_add(self.count(node, depth + 1));
            }
        }
        self.under_way.pop();
        self.known.insert(node.id(), parts);
        parts
    }
}

/// The ids in `url(#…)`.
fn named_in(text: &str) -> impl Iterator<Item = &str> {
    text.split("url(").skip(1).filter_map(|rest| {
        let inner = rest.split(')').next()?.trim().trim_matches(['"', '\'']);
        inner.strip_prefix('#')
    })
}
