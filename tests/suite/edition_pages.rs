//! The pages of a country edition: its covers, and what says that a text is not European.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::sync::OnceLock;

use paf_build::Selection;

use crate::pdf_framework::{Built, for_the_screen, quoted, settings, shipped_framework};
use crate::pdf_reading::{Pdf, squeezed};

/// An edition that says something with every verb, in the language of the framework.
const EDITION: &str = "title: Long Name of a Country\nlanguage: en\nbased-on: \"1.0\"\nspecimen: true\nband: forest\n\
    organisers:\n  - {id: one, name: Example Office (fictional), logo: logos/one.svg, alt: The mark of the office}\n  \
    - {id: two, name: Example Union (fictional)}\n\
    adapt:\n  recommendations.testing.ask: {text: Test here at once., replaces: ASK, reason: One payer decides here.}\n\
    note:\n  recommendations.testing.steps.STEP: Begun here already.\n  leaflet.panels.help: Ask the office here.\n\
    omit:\n  recommendations.trained-centres.steps.GONE: There is no register here.\n\
    add:\n  recommendations.testing.indicators:\n    - {id: x-test-days, text: Days until the answer.}\n  \
    partners.organisations:\n    - {id: x-test-one, name: Example League (fictional)}\n";

const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="#07575E"/></svg>"##;

fn built() -> &'static Built {
    static MADE: OnceLock<Built> = OnceLock::new();
    MADE.get_or_init(|| {
        let mut files = shipped_framework();
        let model = paf_model::load(&files).model.expect("it can be read");
        let testing = model.recommendations.iter().find(|(id, _)| &**id == "testing");
        let (_, testing) = testing.expect("it is there");
        let (ask, step) = (testing.ask.written.text(), testing.steps[0].id.as_str());
        let centres = model.recommendations.iter().find(|(id, _)| &**id == "trained-centres");
        let gone = centres.and_then(|(_, centres)| centres.steps.last()).expect("it has steps").id.as_str();
        let edition = EDITION.replace("ASK", &quoted(ask)).replace("STEP", step).replace("GONE", gone);
        files.insert("framework/editions/x-test/edition.yaml", edition.into_bytes());
        files.insert("framework/editions/x-test/logos/one.svg", LOGO.as_bytes());
        let selection = Selection { editions: vec!["x-test".to_owned()], ..for_the_screen() };
        Built::some(&files, &selection, &settings())
    })
}

fn pdf(document: &str) -> Pdf {
    built().has_no_errors();
    built().pdf(&format!("x-test/en/immuno-oncology-{document}-x-test-en.pdf"))
}

fn says(pdf: &Pdf, words: &str) -> bool {
    squeezed(&pdf.text()).contains(&squeezed(words))
}

#[test]
fn the_covers_have_the_name_of_the_country_and_those_who_made_it() {
    for document in ["report", "summary", "leaflet"] {
        let pdf = pdf(document);
        let first = pdf.text().chars().take(600).collect::<String>();
        assert!(squeezed(&first).contains("LongNameofaCountry"), "{document}: {first}");
        assert!(says(&pdf, "Example Union (fictional)"), "{document}");
        let logo = pdf
            .root
            .all()
            .into_iter()
            .find(|element| element.alt.as_deref() == Some("The mark of the office"));
        assert_eq!(logo.map(|element| element.role.as_str()), Some("Figure"), "{document}");
    }
    assert_eq!([pdf("summary").pages(), pdf("leaflet").pages()], [2, 6]);
}

#[test]
fn the_report_marks_what_is_not_european_and_lists_it() {
    let report = pdf("report");
    for words in [
        "Adapted in this edition",
        "Days until the answer. Added in this edition",
        "In this edition Begun here already.",
        "Example League (fictional) Added in this edition",
        "What this edition changes",
        "One payer decides here.",
        "There is no register here.",
    ] {
        assert!(says(&report, words), "{words}");
    }
    // From the mark to its row and back.
    let rows = report.text().matches("Left out").count();
    assert_eq!(rows, 1, "what is left out has its row");
}

#[test]
fn the_short_documents_say_that_they_differ_and_where_that_is_listed() {
    for document in ["summary", "leaflet"] {
        let differs = "This edition differs from the European text. The full report lists every change.";
        assert!(says(&pdf(document), differs), "{document}");
    }
    // The ask is another one, and the summary prints the shorter wording, which is not.
    assert!(
        !says(&pdf("summary"), "Test here at once.") && !says(&pdf("summary"), "Adapted in this edition")
    );
    assert!(says(&pdf("leaflet"), "In this edition Ask the office here."));
}

#[test]
fn the_attached_data_tell_of_each_record_that_is_not_european() {
    let report = pdf("report");
    let attached = report.attachments();
    let (_, _, bytes) = attached.first().expect("the data are attached");
    let data: serde_json::Value = serde_json::from_slice(bytes).expect("it is JSON");
    let partners = data["partners"]["own"]["organisations"].as_array().expect("a list");
    let origins: Vec<&str> = partners.iter().filter_map(|partner| partner["origin"].as_str()).collect();
    assert_eq!(origins, ["national"]);
    let testing =
        data["recommendations"].as_array().expect("a list").iter().find(|one| one["id"] == "testing");
    assert_eq!(testing.expect("it is there")["changes"][0], "adapt.recommendations.testing.ask");
}
