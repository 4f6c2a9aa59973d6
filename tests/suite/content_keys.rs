//! docs/content.md and docs/printing.md name every key that the files of a framework can have, and no
//! other: their examples are laid beside the shapes that the decoder and the schemas are made from.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;

use paf_diag::{Diagnostics, SourceFile};
use paf_locale::Lang;
use paf_model::chart::{Chart, ChartRow};
use paf_model::content::{Block, BlockKind, ItemEntry, Part};
use paf_model::decode::{Decode, Decoder};
use paf_model::document::{Document, Fit, Labels};
use paf_model::edition::Edition;
use paf_model::framework::Framework;
use paf_model::leaflet::{Figure, Glossary, Leaflet};
use paf_model::node::{Node, NodeValue};
use paf_model::people::{ExpertGroup, Organisations};
use paf_model::report::{Recommendation, Report};
use paf_model::shape::{RecordShape, Shape};

use crate::documents::{blocks, read as page, section, spans};

/// The blocks of YAML in a text.
pub(crate) fn examples(text: &str) -> Vec<&str> {
    blocks(text).into_iter().filter(|(language, _)| *language == "yaml").map(|(_, block)| block).collect()
}

/// The kinds of block, each with its own keys and with those of its items, as the table has them.
pub(crate) fn kinds() -> Vec<(String, Vec<String>, Vec<String>)> {
    let page = page("docs/content.md");
    let rows = section(&page, "Blocks").lines().filter(|line| line.starts_with("| `"));
    rows.flat_map(|row| {
        let cells: Vec<&str> = row.split('|').collect();
        let keys = |text: &str| -> Vec<String> {
            let keys = spans(text).into_iter().map(|key| key.trim_end_matches('?'));
            keys.filter(|key| !key.ends_with('/')).map(str::to_owned).collect()
        };
        let (own, of_items) = cells[2].split_once(" with ").unwrap_or((cells[2], ""));
        let kinds = spans(cells[1]).into_iter().map(str::to_owned).collect::<Vec<_>>();
        let (own, of_items) = (keys(own), keys(of_items));
        kinds.into_iter().map(move |kind| (kind, own.clone(), of_items.clone())).collect::<Vec<_>>()
    })
    .collect()
}

/// Where the keys of a file are described: a heading of docs/content.md, the shapes of the examples
/// below it, and the records whose keys its prose names.
fn described() -> Vec<(&'static str, Vec<Shape>, Vec<Shape>)> {
    vec![
        ("framework.yaml", vec![Framework::shape()], vec![]),
        ("report.yaml", vec![Report::shape()], vec![Part::shape()]),
        ("Blocks", vec![], vec![Block::shape(), ItemEntry::shape()]),
        ("recommendations/\\<id\\>.yaml", vec![Recommendation::shape()], vec![]),
        (
            "expert-group.yaml, partners.yaml, endorsers.yaml",
            vec![ExpertGroup::shape(), Organisations::shape()],
            vec![],
        ),
        ("leaflet.yaml", vec![Leaflet::shape()], vec![]),
        ("glossary.yaml", vec![Glossary::shape()], vec![]),
        ("figures/", vec![Figure::shape()], vec![]),
        ("Charts", vec![Figure::shape()], vec![Chart::shape(), ChartRow::shape()]),
        ("editions/\\<cc\\>/edition.yaml", vec![Edition::shape()], vec![]),
        (
            "templates/\\<document\\>/document.yaml",
            vec![Document::shape()],
            vec![Fit::shape(), limits(), Labels::shape()],
        ),
    ]
}

/// What `size` and the others of `fit` hold.
fn limits() -> Shape {
    let fields = record(&Fit::shape()).expect("it is a record").fields;
    fields.into_iter().next().expect("`size` comes first").shape
}

fn record(shape: &Shape) -> Option<RecordShape> {
    match shape {
        Shape::Record(record) => Some(record()),
        _ => None,
    }
}

/// A record's key; a part in a list is a part.
fn named(record: &RecordShape, key: &str) -> (String, String) {
    let name = if record.name == "Section" { "Part" } else { record.name };
    (name.to_owned(), key.to_owned())
}

/// The keys of a shape and of all below it.
fn keys(shape: &Shape, found: &mut BTreeSet<(String, String)>) {
    match shape {
        Shape::Record(record) => {
            let record = record();
            for field in &record.fields {
                if found.insert(named(&record, &field.name)) {
                    keys(&field.shape, found);
                }
            }
        }
        Shape::List(shape) | Shape::Map(shape) | Shape::ByKey(shape) => keys(shape, found),
        Shape::AnyOf(shapes) => shapes.iter().for_each(|shape| keys(shape, found)),
        _ => {}
    }
}

/// Goes through an example beside its shape.
fn walk(node: &Node, shape: &Shape, shown: &mut BTreeSet<(String, String)>, unknown: &mut Vec<String>) {
    match (&node.value, shape) {
        (NodeValue::Map(entries), Shape::Record(record)) => {
            let record = record();
            for (key, value) in entries.iter().filter(|(key, _)| key.text() != "…") {
                let key = key.text().trim_end_matches('?');
                match record.fields.iter().find(|field| field.name == key) {
                    Some(field) => {
                        shown.insert(named(&record, key));
                        walk(value, &field.shape, shown, unknown);
                    }
                    None => unknown.push(format!("{} has no `{key}`", record.name)),
                }
            }
        }
        (NodeValue::Map(entries), Shape::Map(shape) | Shape::ByKey(shape)) => {
            entries.iter().for_each(|(_, value)| walk(value, shape, shown, unknown));
        }
        (NodeValue::List(items), Shape::List(shape)) => {
            items.iter().for_each(|item| walk(item, shape, shown, unknown));
        }
        (NodeValue::Map(_), Shape::AnyOf(shapes)) => {
            let records = shapes.iter().filter(|shape| matches!(shape, Shape::Record(_)));
            records.for_each(|shape| walk(node, shape, shown, unknown));
        }
        _ => {}
    }
}

fn walk_example(
    text: &str,
    shape: &Shape,
    shown: &mut BTreeSet<(String, String)>,
    unknown: &mut Vec<String>,
) {
    let mut diagnostics = Diagnostics::new();
    let node = paf_model::yaml::read(&SourceFile::new("example.yaml", text), &mut diagnostics);
    walk(&node.unwrap_or_else(|| panic!("no YAML:\n{text}")), shape, shown, unknown);
}

#[test]
fn the_documents_name_every_key_and_no_other() {
    let content = page("docs/content.md");
    let (mut shown, mut unknown) = (BTreeSet::new(), Vec::new());
    for (heading, shapes, records) in described() {
        let text = section(&content, heading);
        let examples = examples(text);
        assert_eq!(examples.len(), shapes.len(), "the examples below `{heading}`");
        for (example, shape) in examples.into_iter().zip(&shapes) {
            walk_example(example, shape, &mut shown, &mut unknown);
        }
        let records: Vec<RecordShape> = records.iter().filter_map(record).collect();
        for span in spans(text) {
            let has = |record: &&RecordShape, key: &str| record.fields.iter().any(|field| field.name == key);
            let words: Vec<&str> = span
                .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
                .filter(|word| !word.is_empty())
                .collect();
            for word in &words {
                shown.extend(
                    records.iter().filter(|record| has(record, word)).map(|record| named(record, word)),
                );
            }
            // A list of keys in braces, and nothing else, is one of a record.
            let is_list = span.starts_with('{') && span.ends_with('}') && !span.contains([':', '…']);
            if is_list && !records.is_empty() {
                let strange = words.iter().filter(|word| !records.iter().any(|record| has(&record, word)));
                unknown.extend(strange.map(|word| format!("`{span}` below `{heading}`: no `{word}`")));
            }
        }
    }
    for example in examples(&page("docs/printing.md")) {
        walk_example(example, &Document::shape(), &mut shown, &mut unknown);
    }
    assert!(unknown.is_empty(), "the documents name what does not exist:\n{}", unknown.join("\n"));
    let mut all = BTreeSet::new();
    described().iter().flat_map(|(_, shapes, _)| shapes).for_each(|shape| keys(shape, &mut all));
    let unnamed: Vec<String> =
        all.difference(&shown).map(|(record, key)| format!("{record}: `{key}`")).collect();
    assert!(unnamed.is_empty(), "no document names\n{}", unnamed.join("\n"));
}

#[test]
fn every_file_with_a_schema_is_described() {
    // What belongs to the look is told with the theme.
    let content = page("docs/content.md") + &page("docs/templates.md");
    for (stem, schema) in paf_model::schema::schemas(None) {
        let title = schema["title"].as_str().expect("a title").replace('<', "\\<").replace('>', "\\>");
        let folder = title.split('/').next().expect("a name").to_owned() + "/";
        let is_heading =
            |line: &str| line.starts_with("## ") && (line.contains(&title) || line[3..] == folder);
        let is_there = content.lines().any(is_heading) || content.contains(&format!("`{title}`"));
        assert!(is_there, "neither docs/content.md nor docs/templates.md says anything of {stem}, {title}");
    }
}

#[test]
fn every_kind_of_block_has_the_keys_that_the_table_gives_it_and_no_other() {
    let page = page("docs/content.md");
    let mut said = BTreeSet::new();
    for row in section(&page, "Blocks").lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.split('|').collect();
        let own = cells[2].split_once(" with ").map_or(cells[2], |(own, _)| own);
        for kind in spans(cells[1]) {
            let keys = spans(own).into_iter().filter(|key| !key.ends_with('/'));
            said.extend(keys.map(|key| format!("{kind}: {key}")));
        }
    }
    let mut known = BTreeSet::new();
    for kind in BlockKind::ALL {
        let (needed, more) = kind.keys();
        known.extend(needed.iter().map(|key| format!("{}: {key}", kind.as_str())));
        known.extend(more.iter().map(|key| format!("{}: {key}?", kind.as_str())));
    }
    assert_eq!(said, known);
    for (kind, _, of_items) in kinds().into_iter().filter(|(.., of_items)| !of_items.is_empty()) {
        let kind = BlockKind::ALL.iter().find(|other| other.as_str() == kind).expect("it is a kind");
        let given: BTreeSet<&str> = of_items.iter().map(String::as_str).chain(["sources"]).collect();
        assert_eq!(given, kind.keys_of_items().iter().copied().collect());
    }
}

/// Every kind with every key that blocks can have: those of the kind are read, the others are told.
#[test]
fn a_key_that_a_kind_does_not_have_is_an_error() {
    for kind in BlockKind::ALL {
        let (needed, more) = kind.keys();
        let record = record(&Block::shape()).expect("it is a record");
        for field in record.fields.iter().map(|field| field.name.as_str()) {
            let value = match field {
                "id" => "a".to_owned(),
                "kind" => kind.as_str().to_owned(),
                "items" | "columns" => "{a: One}".to_owned(),
                "rows" => "{a: {a: One}}".to_owned(),
                "sources" => "[a]".to_owned(),
                _ => "One".to_owned(),
            };
            let others = [("id", "a"), ("kind", kind.as_str())].into_iter().filter(|(key, _)| *key != field);
            let others: String = others.map(|(key, value)| format!("{key}: {value}, ")).collect();
            let file = SourceFile::new("a.yaml", format!("{{{others}{field}: {value}}}"));
            let mut diagnostics = Diagnostics::new();
            let node = paf_model::yaml::read(&file, &mut diagnostics).expect("it is YAML");
            Block::decode(&node, &mut Decoder::new(&["a"], Lang::ENGLISH, &mut diagnostics));
            let is_known =
                ["id", "kind", "sources"].iter().chain(needed).chain(more).any(|key| *key == field);
            let told: Vec<String> = diagnostics.iter().map(|found| found.message.clone()).collect();
            let expected =
                format!("a block of kind `{}` has no `{field}`: nothing would print it", kind.as_str());
            assert_eq!(told, if is_known { vec![] } else { vec![expected] });
            if let Some(found) = diagnostics.iter().next() {
                let keys = found.help.last().expect("there is help");
                assert!(needed.iter().chain(more).all(|key| keys.contains(&format!("`{key}`"))), "{keys}");
            }
        }
    }
}

#[test]
fn the_table_of_blocks_has_every_kind_and_keys_that_are_there() {
    let kinds = kinds();
    let named: Vec<&str> = kinds.iter().map(|(kind, ..)| kind.as_str()).collect();
    assert_eq!(named, BlockKind::WORDS);
    let has = |shape: Shape, key: &String| {
        record(&shape).expect("it is a record").fields.iter().any(|field| field.name == *key)
    };
    for (kind, keys, of_items) in &kinds {
        for key in keys {
            assert!(has(Block::shape(), key), "`{kind}` has no `{key}`");
        }
        for key in of_items {
            assert!(has(ItemEntry::shape(), key), "an item of `{kind}` has no `{key}`");
        }
    }
}
