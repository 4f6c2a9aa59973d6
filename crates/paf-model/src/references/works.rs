//! The bibliography as data for templates that set it themselves, such as those of web pages.

use paf_diag::{Diagnostics, SourceFile};

use crate::data::Data;
use crate::model::Model;
use crate::node::{Node, NodeValue};
use crate::yaml;

const FILE: &str = "framework/references.yaml";

/// Every work by its key: `authors` (a list), `title`, `container` (the journal, the site or the book it is part of),
/// `year` and `url`; an empty string where there is none. With those that a country edition adds.
pub fn works(model: &Model) -> Data {
    let file = match model.references.as_ref().and_then(|list| list.read_instead.as_ref()) {
        Some(text) => Some(SourceFile::new(FILE, &**text)),
        None => model.sources.get(FILE).cloned(),
    };
    // What is wrong with it was told when it was read.
    let node = file.and_then(|file| yaml::read(&file, &mut Diagnostics::new()));
    let Some(Node { value: NodeValue::Map(entries), .. }) = node else { return Data::Map(Vec::new()) };
    Data::map(entries.iter().map(|(key, entry)| (key.text(), work(entry))))
}

fn work(entry: &Node) -> Data {
    let parent = entry.get("parent");
    // Of several, the first is the nearest.
    let parent = match parent.map(|parent| &parent.value) {
        Some(NodeValue::List(parents)) => parents.first(),
        _ => parent,
    };
    let or_of_parent = |key: &str| entry.get(key).or_else(|| parent?.get(key));
    let container = parent.and_then(|parent| parent.get("title")).map(words).unwrap_or_default();
    let doi = entry.get("serial-number").and_then(|number| number.get("doi")).map(words);
    let url = entry.get("url").map(words).or_else(|| doi.map(|doi| format!("https://doi.org/{doi}")));
    let url = url.or_else(|| parent?.get("url").map(words)).unwrap_or_default();
    let year: String = or_of_parent("date").map(words).unwrap_or_default().chars().take(4).collect();
    Data::map([
        ("authors", Data::List(or_of_parent("author").map(names).unwrap_or_default())),
        ("title", Data::made(entry.get("title").map(words).unwrap_or_default())),
        ("container", Data::made(container)),
        ("year", Data::made(year)),
        ("url", Data::made(url)),
    ])
}

/// A string as it was written; of a map, its `value`.
fn words(node: &Node) -> String {
    match &node.value {
        NodeValue::String(written) | NodeValue::Number(written) => written.text().to_owned(),
        NodeValue::Map(_) => node.get("value").map(words).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The names of one or several people or organisations.
fn names(node: &Node) -> Vec<Data> {
    match &node.value {
        NodeValue::List(items) => items.iter().flat_map(names).collect(),
        NodeValue::Map(_) => node.get("name").map(names).unwrap_or_default(),
        _ => Some(words(node)).filter(|name| !name.is_empty()).map(Data::made).into_iter().collect(),
    }
}
