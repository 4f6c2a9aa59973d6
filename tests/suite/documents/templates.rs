//! docs/templates.md against the templates, the theme and what fills them in, both ways.

use std::collections::BTreeSet;
use std::path::Path;

use paf_build::Selection;
use paf_diag::Rule;
use paf_model::Data;
use paf_model::files::Memory;

use super::{read, rows, section, spans, without_translations};
use crate::cases::sandbox::files_below;
use crate::pdf_framework::{Built, ROOT, prepared, settings, small};

fn page() -> String {
    read("docs/templates.md")
}

/// The names in the first column of a table, and what stands beside each.
fn table(heading: &str) -> Vec<(Vec<String>, String)> {
    let page = page();
    let rows = rows(section(&page, heading)).into_iter();
    rows.map(|row| (spans(&row[0]).into_iter().map(str::to_owned).collect(), row[1].clone())).collect()
}

/// What the page says that stands below a name: the pieces of code of its row.
fn keys_of(name: &str) -> BTreeSet<String> {
    let table = table("What a template knows");
    let row = table.iter().find(|(names, _)| names.iter().any(|known| known == name)).expect("a row");
    spans(&row.1).into_iter().map(str::to_owned).collect()
}

/// A document that prints the keys of what only a target has, each as `map.key`.
const PROBE: &str = r##"#set document(title: [[= framework.title|plain ]])
#set text(font: "Source Sans 3", lang: "en", size: 8pt, fallback: false, hyphenate: false)
#set page(width: 200pt, height: 600pt, margin: 20pt)
#heading(level: 1, [[= framework.title ]])
/*% set counted = namespace(sum=0) %*//*% for n in range(3) %*//*% set counted.sum = counted.sum + n %*//*% endfor %*/
#par[#[[= "functions." ~ dict(three="work").three if counted.sum == 3 ]]]
/*% for key in target %*/#par[#[[= "target." ~ key ]]]
/*% endfor %*//*% for key in edition %*/#par[#[[= "edition." ~ key ]]]
/*% endfor %*//*% for key in translation %*/#par[#[[= "translation." ~ key ]]]
/*% endfor %*/
"##;

/// The keys that a template meets in a country edition, as `map.key`.
fn probed() -> BTreeSet<String> {
    let mut files = small();
    let framework = "framework/framework.yaml";
    let text = String::from_utf8(files.0[framework].to_vec()).expect("it is text");
    files.insert(framework, format!("{text}  probe: {{languages: [en]}}\n").into_bytes());
    let add = |files: &mut Memory, path: &str, text: &str| files.insert(path, text.as_bytes().to_vec());
    add(&mut files, "templates/probe/probe.typ", PROBE);
    add(
        &mut files,
        "templates/probe/document.yaml",
        "title: Probe\norder: 3\nentry: probe.typ\npaper: {width: 100, height: 140}\nprofiles: [screen]\nrequires: [recommendations]\n",
    );
    add(
        &mut files,
        "framework/editions/at/edition.yaml",
        "title: Austria\nlanguage: en\nlanguages: [en]\ndocuments: [probe]\nbased-on: \"1.0\"\n",
    );
    let selection = Selection {
        documents: vec!["probe".to_owned()],
        editions: vec!["at".to_owned()],
        ..Selection::default()
    };
    let built = Built::some(&files, &selection, &settings());
    let text = built.pdf("at/en/small-probe-at-en.pdf").text();
    let words = text.split_whitespace().filter(|word| word.contains('.'));
    words
        .filter(|word| word.chars().all(|c| c.is_ascii_lowercase() || ".-_".contains(c)))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_name_that_a_template_knows_is_told_and_no_other() {
    let files = without_translations();
    let model = prepared(&files).model;
    let (_, report) = model.documents.iter().find(|(id, _)| &**id == "report").expect("the report is there");
    let Data::Map(data) = model.data(report) else { panic!("the data are a map") };
    // A target adds these.
    let own = ["edition", "target", "translation"].map(str::to_owned);
    let known: BTreeSet<String> = data.iter().map(|(key, _)| key.to_string()).chain(own.clone()).collect();
    let told: BTreeSet<String> =
        table("What a template knows").into_iter().flat_map(|(names, _)| names).collect();
    assert_eq!(told, known, "docs/templates.md, What a template knows");
    let probed = probed();
    assert!(probed.contains("functions.work") && page().contains("`range`, `dict` and `namespace`"));
    for name in own {
        let prefix = format!("{name}.");
        let keys: Vec<&str> = probed.iter().filter_map(|key| key.strip_prefix(&prefix)).collect();
        assert!(!keys.is_empty(), "the probe has nothing of `{name}`: {probed:?}");
        let told = keys_of(&name);
        let lacking: Vec<_> = keys.iter().filter(|key| !told.contains(**key)).collect();
        assert!(lacking.is_empty(), "docs/templates.md does not tell of {lacking:?} in `{name}`");
    }
    for (name, list) in [("recommendations", false), ("figures", true)] {
        let (_, value) = data.iter().find(|(key, _)| &**key == name).expect("it is there");
        let first = match value {
            Data::List(items) => items.first(),
            Data::Map(entries) => entries.first().map(|(_, value)| value),
            _ => None,
        };
        let Some(Data::Map(entries)) = first else { panic!("`{name}` has an entry") };
        // The keys of a file are told where the file is.
        let added = ["id", "origin", "note", "drawing"];
        let keys = entries.iter().map(|(key, _)| &**key).filter(|key| list || added.contains(key));
        let told = keys_of(name);
        let lacking: Vec<_> = keys.filter(|key| !told.contains(*key)).collect();
        assert!(lacking.is_empty(), "docs/templates.md does not tell of {lacking:?} in `{name}`");
    }
}

/// The names in code that calls a function with them.
fn given(code: &str, call: &str) -> Vec<String> {
    code.split(call).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

#[test]
fn every_filter_is_told_and_no_other() {
    let code = read("crates/paf-template/src/filters.rs");
    let added: BTreeSet<String> = given(&code, "add_filter(\"").into_iter().collect();
    let mut told = BTreeSet::new();
    for (uses, _) in table("Filters") {
        for name in uses.iter().filter_map(|span| span.split_once('|')) {
            told.insert(name.1.split('(').next().unwrap_or_default().to_owned());
        }
    }
    assert_eq!(told, added, "docs/templates.md, Filters");
    let removed =
        code.split_once("for name in [").and_then(|(_, rest)| rest.split_once(']')).expect("a list").0;
    let removed: BTreeSet<&str> = removed.split('"').skip(1).step_by(2).collect();
    let page = page();
    let said = page
        .split_once("Of minijinja’s own, ")
        .and_then(|(_, rest)| rest.split_once(" are taken"))
        .expect("a list")
        .0;
    assert_eq!(spans(said).into_iter().collect::<BTreeSet<_>>(), removed);
}

/// All Typst of the theme, each module with its text.
fn theme() -> Vec<(String, String)> {
    let files = files_below(&Path::new(ROOT).join("templates"));
    let modules = files.into_iter().filter(|(path, _)| path.ends_with(".typ"));
    modules.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("a template is text"))).collect()
}

/// Whether a module gives others such a name: by `#let`, or by an import that it passes on.
fn has(module: &str, name: &str) -> bool {
    let is_end = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
    module.lines().filter(|line| line.starts_with("#let ") || line.starts_with("#import ")).any(|line| {
        let named = line.strip_prefix("#let ").and_then(|rest| rest.strip_prefix(name));
        let passed = line.split([',', ':']).skip(1).any(|part| part.trim() == name);
        named.is_some_and(is_end) || passed
    })
}

/// The functions of the theme that the page names, and their modules.
const FUNCTIONS: &[(&str, &str)] = &[
    ("sides", "theme/brand.typ"),
    ("hyphenated", "theme/words.typ"),
    ("drawing", "theme/drawing.typ"),
    ("alt-of", "theme/drawing.typ"),
    ("on-paper", "theme/press.typ"),
    ("cite", "theme/inline.typ"),
    ("term", "theme/inline.typ"),
    ("link", "theme/inline.typ"),
    ("foreign", "theme/inline.typ"),
    ("cite", "theme/uncited.typ"),
    ("term", "theme/uncited.typ"),
    ("link", "theme/uncited.typ"),
    ("foreign", "theme/uncited.typ"),
];

#[test]
fn what_the_page_names_of_the_theme_is_there() {
    let (page, theme) = (page(), theme());
    let module = |path: &str| &theme.iter().find(|(own, _)| own == path).expect("the module is there").1;
    for (name, path) in FUNCTIONS {
        assert!(page.contains(name), "docs/templates.md does not name `{name}`");
        assert!(has(module(path), name), "templates/{path} has no `{name}`");
    }
    let brand = module("theme/brand.typ");
    let uses = page.split(|c: char| c.is_whitespace() || "`,()[]".contains(c));
    let uses = uses.filter_map(|word| word.trim_start_matches("..").strip_prefix("brand."));
    let uses: BTreeSet<&str> = uses
        .map(|name| name.trim_end_matches(['.', ';', ':']))
        .filter(|name| !["typ", "yaml"].contains(name))
        .collect();
    assert!(uses.len() > 8, "{uses:?}");
    for name in uses.into_iter().chain(["teal-deep-small", "teal-small", "coral-dark-small"]) {
        assert!(has(brand, name), "templates/theme/brand.typ has no `{name}`");
    }
}

#[test]
fn every_module_says_in_its_first_line_what_it_is() {
    for (path, text) in theme() {
        let first = text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("//") || first.starts_with("/*#"),
            "templates/{path} begins with `{first}`"
        );
    }
}

#[test]
fn statements_are_those_that_the_templates_print() {
    let content = read("docs/content.md");
    let list = content
        .split_once("statements:      ")
        .and_then(|(_, rest)| rest.split_once("\ncitation:"))
        .expect("a list")
        .0;
    let told: BTreeSet<&str> = list
        .split(|c: char| !(c.is_ascii_lowercase() || c == '-'))
        .filter(|word| word.contains('-') || ["specimen", "independence"].contains(word))
        .collect();
    let mut printed = BTreeSet::new();
    for (_, text) in theme().into_iter().filter(|(path, _)| !path.starts_with("theme/")) {
        printed.extend(given(&text, "statements[\""));
        let dotted = text
            .split("statements.")
            .skip(1)
            .filter_map(|rest| rest.split(|c: char| !(c.is_ascii_lowercase() || c == '-')).next());
        printed.extend(dotted.filter(|name| !name.is_empty()).map(str::to_owned));
    }
    assert_eq!(told, printed.iter().map(String::as_str).collect());
}

#[test]
fn the_contrasts_are_those_that_are_checked() {
    // Where all colours are one, every pair has too little.
    let mut files = without_translations();
    let path = "templates/theme/brand.yaml";
    let text = String::from_utf8(files.0[path].to_vec()).expect("it is text");
    let mut grey = String::new();
    for part in text.split_inclusive("srgb: \"#") {
        let rest = if grey.is_empty() { part } else { &part[6..] };
        grey.push_str(rest);
        if rest.ends_with("srgb: \"#") {
            grey.push_str("808080");
        }
    }
    files.insert(path, grey.into_bytes());
    let (_, told) = paf_build::prepare(&files);
    let mut checked = BTreeSet::new();
    for told in told.iter().filter(|told| told.rule == Rule::Contrast) {
        let names = spans(&told.message);
        let needed = told.message.rsplit(' ').next().unwrap_or_default();
        checked.insert((names[0].to_owned(), names[1].to_owned(), needed.to_owned()));
    }
    let page = page();
    let mut said = BTreeSet::new();
    for (needed, end) in [("4.5:1", ". 3:1"), ("3:1", ": large type")] {
        let (_, rest) = page.split_once(&format!("{needed} is needed by ")).expect("a list");
        for clause in rest.split(end).next().unwrap_or_default().split(';') {
            let (colours, grounds) = clause.split_once(" on ").expect("what stands on what");
            for colour in spans(colours) {
                for ground in spans(grounds) {
                    said.insert((colour.to_owned(), ground.to_owned(), needed.to_owned()));
                }
            }
        }
    }
    let (_, bands) = text.split_once("\nbands:\n").expect("there are bands");
    let bands =
        bands.lines().take_while(|line| line.starts_with("  ")).filter_map(|line| line.split_once(':'));
    let bands: Vec<&str> = bands.map(|(name, _)| name.trim()).collect();
    assert!(bands.len() > 1 && page.contains("`paper` on every band"), "{bands:?}");
    said.extend(bands.iter().map(|band| ((*band).to_owned(), "paper".to_owned(), "4.5:1".to_owned())));
    assert_eq!(said, checked);
}
