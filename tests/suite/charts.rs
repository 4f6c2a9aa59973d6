//! All numbers of a chart stand in its file: one that is changed is another one wherever it is shown.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "the test starts paf and reads what it made")]

use std::fs;
use std::path::Path;
use std::process::Command;

use paf_build::Selection;

use crate::cases::program::paf;
use crate::pdf_framework::{Built, reword, settings, shipped_framework};
use crate::pdf_reading::Pdf;

const CHART: &str = "framework/figures/uses-paid-for.yaml";

/// What the chart of the report shows and says, in each of its languages.
fn shown(value: &str) -> Vec<(String, String)> {
    let mut files = shipped_framework();
    reword(&mut files, CHART, "label: Czechia, value: 64", &format!("label: Czechia, value: {value}"));
    let only = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let selection = Selection {
        documents: only(&["report"]),
        editions: only(&["eu"]),
        languages: only(&["en", "de", "fr"]),
        profiles: only(&["screen"]),
        shard: None,
    };
    let built = Built::some(&files, &selection, &settings());
    let of = |(target, _): &(paf_build::Target, _)| {
        let pdf = Pdf::read(&built.bytes(&target.path()));
        let figures = pdf.root.all().into_iter().filter(|element| element.role == "Figure");
        let chart =
            figures.into_iter().find(|figure| figure.text().contains("124")).expect("the chart is there");
        (chart.text(), chart.alt.clone().expect("it has a text"))
    };
    built.report.outcomes.iter().map(of).collect()
}

#[test]
fn a_number_is_changed_in_the_drawing_and_in_what_is_said_of_it_in_all_languages() {
    let before = shown("64");
    assert_eq!(before.len(), 3);
    for (drawn, said) in &before {
        assert!(drawn.contains("64") && said.contains("64"), "{drawn} {said}");
    }
    for (drawn, said) in shown("71.5") {
        let number = if said.contains("71.5") { "71.5" } else { "71,5" };
        assert!(drawn.contains(number) && said.contains(number), "{drawn} {said}");
        assert!(!drawn.contains("64") && !said.contains("64"), "{drawn} {said}");
    }
}

/// The page of a report in a folder, published with a chart that has this number.
fn page(folder: &Path, value: &str) -> String {
    let chart = format!(
        "title: Days\nalt: One clinic is slower.\nchart:\n  kind: bar\n  message: The port is slower\n  unit: Days\n  rows:\n    \
         port: {{label: Port, value: {value}}}\n    mill: {{label: Mill, value: 2}}\n"
    );
    fs::create_dir_all(folder.join("some/framework/figures")).expect("a folder");
    fs::write(folder.join("some/framework/figures/days.yaml"), chart).expect("it is written");
    let ran =
        Command::new(paf()).args(["--root", "some", "publish"]).current_dir(folder).env_clear().output();
    let ran = ran.expect("paf can be run");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    fs::read_to_string(folder.join("some/output/site/eu/en/report.html")).expect("the page is there")
}

#[test]
fn a_number_is_changed_on_the_web_page_and_in_its_table() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    let ran = Command::new(paf()).args(["new", "some"]).current_dir(folder).env_clear().output();
    assert!(ran.expect("paf can be run").status.success());
    let report = folder.join("some/framework/report.yaml");
    let text = fs::read_to_string(&report).expect("it is there");
    let block = "  body:\n    - {id: days-chart, kind: figure, figure: days}\n";
    fs::write(&report, text.replacen("  body:\n", block, 1)).expect("it is written");
    for (value, other) in [("13.5", "17.25"), ("17.25", "13.5")] {
        let page = page(folder, value);
        assert!(page.contains("<strong>The port is slower</strong>"), "{page}");
        let said =
            page.split("role=\"img\" aria-label=\"").find(|said| said.contains("One clinic is slower"));
        let said = said.and_then(|said| said.split('"').next()).expect("the drawing says what it shows");
        assert!(said.contains(value) && !said.contains(other), "{said}");
        let cells = |number: &str| page.matches(&format!("<td>{number}</td>")).count();
        assert_eq!((cells(value), cells(other)), (1, 0));
    }
}
