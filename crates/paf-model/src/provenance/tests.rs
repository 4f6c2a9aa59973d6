//! What records tell of the changes of a country edition.

use paf_diag::SourceFile;
use paf_locale::Lang;

use crate::data::Data;
use crate::decode::{Decode, Decoder};
use crate::document::Document;
use crate::trial::{framework, line};
use crate::{load, yaml};

const REPORT: &str = "summary: {title: Summary, lead: Words.}\nrecommendations: {title: All}\nsections:\n  - id: one\n    \
                      title: One\n    body:\n      - {id: text, kind: text, text: First words.}\n      - id: list\n        \
                      kind: list\n        items: {x: An item., y: {text: Another item.}}\n  - {id: two, title: Two, lead: \
                      More.}\n";
const PARTNERS: &str = "title: Partners\norganisations:\n  - {id: p, name: P}\n";

/// What templates see of the framework, as an edition that says this has it.
fn data(edition: &str) -> Data {
    let mut files = framework();
    files.insert("framework/report.yaml", REPORT.as_bytes());
    files.insert("framework/partners.yaml", PARTNERS.as_bytes());
    let head = "title: Country\nlanguage: en\nbased-on: \"1.0\"\n";
    files.insert("framework/editions/at/edition.yaml", format!("{head}{edition}").into_bytes());
    let loaded = load(&files);
    let said: Vec<String> = loaded.diagnostics.sorted().iter().map(line).collect();
    assert_eq!(said, [""; 0], "{edition}");
    let model = loaded.model.expect("there is a framework");
    model.of("at").data(&document())
}

fn document() -> Document {
    let file = SourceFile::new(
        "templates/page/document.yaml",
        "title: Page\norder: 1\nentry: page.typ\npaper: {width: 100, height: 100}\nprofiles: [screen]\n",
    );
    let mut diagnostics = paf_diag::Diagnostics::new();
    let node = yaml::read(&file, &mut diagnostics).expect("it is YAML");
    let mut decoder = Decoder::new(&["documents", "page"], Lang::ENGLISH, &mut diagnostics);
    Document::decode(&node, &mut decoder).expect("it is a document")
}

/// The origin of a record, its own changes and those within, in a line.
fn told(edition: &str, path: &str) -> String {
    let mut data = data(edition);
    let path: Vec<&str> = path.split('.').collect();
    let record = data.at(&path).unwrap_or_else(|| panic!("there is no {path:?}"));
    let list = |key: &str| match record.get(key) {
        Some(Data::List(changes)) => changes.iter().filter_map(Data::as_str).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    };
    let origin = record.get("origin").and_then(Data::as_str).unwrap_or("-");
    format!("{origin} | {} | {}", list("changes"), list("within"))
}

#[test]
fn what_is_reworded_is_told_where_it_stands_and_above() {
    let edition = "adapt:\n  report.sections.one.body.list.items.y.text: {text: Ours., replaces: Another item., reason: R}\n";
    let change = "adapt.report.sections.one.body.list.items.y.text";
    assert_eq!(told(edition, "report.sections.one.body.list.items.y"), format!("adapted | {change} | "));
    assert_eq!(told(edition, "report.sections.one.body.list.items.x"), "- |  | ");
    assert_eq!(told(edition, "report.sections.one.body.list"), format!("adapted |  | {change}"));
    assert_eq!(told(edition, "report.sections.one"), format!("adapted |  | {change}"));
    assert_eq!(told(edition, "report.sections.two"), "- |  | ");
}

#[test]
fn what_is_added_is_national_and_named_by_its_row() {
    let edition = "add:\n  report.sections.one.body:\n    - {id: at-list, kind: list, items: {a: One., b: Two.}}\n  \
                   partners.organisations: [{id: at-new, name: New}]\n";
    let list = "add.report.sections.one.body.at-list";
    assert_eq!(told(edition, "report.sections.one.body.at-list"), format!("national |  | {list}"));
    assert_eq!(told(edition, "report.sections.one"), format!("adapted |  | {list}"));
    let partner = "national | add.partners.organisations.at-new | ";
    assert_eq!(told(edition, "partners.own.organisations.at-new"), partner, "a name is a wording");
    assert_eq!(told(edition, "partners.organisations.p"), "- |  | ");
}

#[test]
fn what_is_left_out_or_moved_is_told_by_what_held_it() {
    let omit = "omit: {report.sections.one.body.list.items.x: R}\n";
    let change = "omit.report.sections.one.body.list.items.x";
    assert_eq!(told(omit, "report.sections.one.body.list"), format!("adapted | {change} | "));
    assert_eq!(told(omit, "report.sections.one"), format!("adapted |  | {change}"));
    let order = "order: {report.sections.one.body: [list, text]}\n";
    assert_eq!(told(order, "report.sections.one"), "adapted | order.report.sections.one.body | ");
}

#[test]
fn a_note_leaves_the_text_above_it_european() {
    let section = "note: {report.sections.one: Ours too.}\n";
    let note = "note.report.sections.one";
    assert_eq!(told(section, "report.sections.one"), format!("- |  | {note}"));
    assert_eq!(told(section, "report.sections.one.body.at-note"), format!("national | {note} | "));
    let mut step = data("note: {recommendations.a.steps.a: Done here.}\n");
    let step = step.at(&["recommendations", "a", "steps", "a"]).expect("there is a step");
    assert!(matches!(step.get("note"), Some(Data::Text(text)) if text.plain() == "Done here."));
    assert_eq!(step.get("origin"), None);
}

#[test]
fn the_european_framework_has_no_provenance() {
    let mut european = data("");
    let section = european.at(&["report", "sections", "one"]).expect("there is a section");
    assert_eq!([section.get("origin"), section.get("changes"), section.get("within")], [None, None, None]);
}
