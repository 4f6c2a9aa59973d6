//! The examples of YAML in README and in docs/ can be used as they stand. Those with `…` in them are
//! outlines of a file: `content_keys.rs` lays them beside the model.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use paf_build::{Disk, Selection};
use paf_diag::{Diagnostic, Diagnostics, Severity};
use paf_model::files::{Files, Memory};

use crate::content_keys::examples;
use crate::content_printed::full;
use crate::documents::{documents, read as page};
use crate::organisers::GUIDE;
use crate::pdf_framework::{Built, ROOT, reword, settings, shipped_look, shown, small};

/// What becomes of an example.
enum Used {
    /// It follows these words in this file of a small framework.
    After(&'static str, &'static str),
    /// It takes the place of what the leaflet's document says below that key.
    Leaflet(&'static str),
    /// It takes the place of what the report's document says below that key.
    Report(&'static str),
    /// A document of its own, with the template that follows it.
    Card,
    /// It ends the framework.yaml of a new framework.
    New,
    /// It is the file of a figure that the report shows.
    Figure,
    /// It is not of a framework.
    Not(&'static str),
}
use Used::{After, Card, Figure, Leaflet, New, Not, Report};

/// The examples by the page and the words they begin with.
const EXAMPLES: &[(&str, &str, &[Used])] = &[
    ("docs/ci.md", "build:", &[Not("a recipe of GitLab, whose variables `job_array.rs` tries")]),
    ("docs/ci.md", "plan:", &[Not("a recipe of GitHub Actions, whose command `shards.rs` tries")]),
    ("docs/ci.md", "apiVersion:", &[Not("a recipe of Kubernetes, whose variable `job_array.rs` tries")]),
    (
        "README.md",
        "  - {id: example, name: Example Patients",
        &[After("partners.yaml", "organisations:\n"), After("endorsers.yaml", "organisations:\n")],
    ),
    (
        "README.md",
        "  - {id: example, name: Example Person",
        &[After("expert-group.yaml", "title: The group\nmembers:\n")],
    ),
    ("README.md", "- run: cargo run", &[Not("the steps of a CI, whose commands .ci/run has")]),
    ("crates/paf-cli/scaffold/README.md", "documents:", &[New]),
    ("docs/content.md", "title: From authorisation to payment", &[Figure]),
    ("docs/printing.md", "fold:", &[Leaflet("fold:")]),
    ("docs/printing.md", "press:\n  intent:", &[Leaflet("press:")]),
    ("docs/printing.md", "press:\n  icc:", &[Leaflet("press:")]),
    ("docs/printing.md", "press:\n  paper: Coated matt, 115 g/m²", &[Report("press:")]),
    ("docs/printing.md", "press:\n  cover:", &[Report("press:")]),
    ("docs/publishing.md", "# framework/framework.yaml\nsite:", &[New]),
    ("docs/templates.md", "# yaml-language-server", &[Card]),
];

/// Every example with the page that it is in; not those with something left out.
fn shown_examples() -> Vec<(String, String)> {
    let mut found = Vec::new();
    // The guide of organisers is tried as a whole, in `organisers.rs`.
    for (path, text) in documents().into_iter().filter(|(path, _)| path != GUIDE) {
        let whole = examples(&text).into_iter().filter(|example| !example.contains('…'));
        found.extend(whole.map(|example| (path.clone(), example.to_owned())));
    }
    found
}

fn has_no_errors(files: &Memory, what: &str) {
    let (_, told) = paf_build::prepare(files);
    let errors: Vec<Diagnostic> =
        told.iter().filter(|told| told.severity == Severity::Error).cloned().collect();
    let errors: Diagnostics = errors.into_iter().collect();
    assert!(errors.is_empty(), "{what}\n{}", shown(&errors));
}

/// A document with something else below a key.
fn document(id: &str, key: &str, example: &str) -> Memory {
    let mut files = full().0;
    let path = format!("templates/{id}/document.yaml");
    let text = String::from_utf8(files.0[&path].to_vec()).expect("it is text");
    let mut is_below = false;
    let rest: String = text
        .split_inclusive('\n')
        .filter(|line| {
            is_below = line.starts_with(key) || (is_below && line.starts_with(' '));
            !is_below
        })
        .collect();
    assert_ne!(text, rest, "the {id} says nothing below `{key}`");
    files.insert(path, (rest + example).into_bytes());
    let icc = Disk::new(ROOT).read("crates/paf-press/icc/PSO_Uncoated_ISO12647_bas.ICC");
    files.insert("print/PSOcoated_v3.icc", icc.expect("the profile is there").to_vec());
    files
}

/// What `paf new` writes, with something at the end of its framework.yaml.
fn new_framework(example: &str) {
    let mut files = shipped_look();
    let scaffold = Disk::new(format!("{ROOT}/crates/paf-cli/scaffold"));
    for path in scaffold.list("framework").expect("the folder can be listed") {
        let bytes = scaffold.read(&path).expect("the file can be read").to_vec();
        let text = String::from_utf8(bytes).expect("it is text");
        let text =
            text.replace("{{id}}", "demo").replace("{{title}}", "A demo").replace("{{languages}}", "en");
        let more = if path == "framework/framework.yaml" { example } else { "" };
        files.insert(path, (text + more).into_bytes());
    }
    has_no_errors(&files, example);
}

fn figure(example: &str) {
    let mut files = full().0;
    files.insert("framework/figures/drawing.yaml", example.as_bytes().to_vec());
    files.0.remove("framework/figures/drawing.typ");
    has_no_errors(&files, example);
}

fn card(example: &str) {
    let page = page("docs/templates.md");
    let mut blocks = page.split("```").skip(1).step_by(2);
    blocks.find(|block| block.strip_prefix("yaml\n") == Some(example)).expect("the example is there");
    let template =
        blocks.next().and_then(|block| block.strip_prefix("typst\n")).expect("its template follows");
    let mut files = full().0;
    reword(&mut files, "framework/framework.yaml", "\"documents\":{", "\"documents\":{\"card\":{},");
    files.insert("templates/card/document.yaml", example.as_bytes().to_vec());
    files.insert("templates/card/card.typ", template.as_bytes().to_vec());
    let selection = Selection {
        documents: vec!["card".to_owned()],
        editions: vec!["eu".to_owned()],
        ..Selection::default()
    };
    let built = Built::some(&files, &selection, &settings());
    assert!(built.pdf("eu/en/full-card-eu-en.pdf").text().contains("What we ask for"));
}

#[test]
fn every_example_can_be_used_as_it_stands() {
    let mut used = 0;
    for (path, example) in shown_examples() {
        let row = EXAMPLES.iter().find(|(page, first, _)| *page == path && example.starts_with(first));
        let (.., uses) = row.unwrap_or_else(|| panic!("{path} has an example that no test uses:\n{example}"));
        used += 1;
        for how in *uses {
            match how {
                After(file, words) => {
                    let mut files = small();
                    files.insert(format!("framework/{file}"), format!("{words}{example}").into_bytes());
                    has_no_errors(&files, &example);
                }
                Leaflet(key) => has_no_errors(&document("leaflet", key, &example), &example),
                Report(key) => has_no_errors(&document("report", key, &example), &example),
                Card => card(&example),
                Figure => figure(&example),
                New => new_framework(&example),
                Not(why) => assert!(!why.is_empty()),
            }
        }
    }
    assert_eq!(used, EXAMPLES.len(), "each row is of one example");
}
