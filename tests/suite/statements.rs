//! What the leaflet says of itself: who has reviewed it, who paid for what, and what had no room.

use paf_build::Selection;
use paf_diag::{Diagnostic, Rule};
use paf_model::files::Memory;

use crate::pdf_framework::{Built, Shipped, reword, settings, shipped_framework, shown};
use crate::pdf_reading::squeezed;

const FRAMEWORK: &str = "framework/framework.yaml";

fn selection(document: &str) -> Selection {
    Selection {
        documents: vec![document.to_owned()],
        editions: vec!["eu".to_owned()],
        languages: vec!["en".to_owned()],
        profiles: vec!["screen".to_owned()],
        shard: None,
    }
}

fn printed(files: &Memory, document: &str) -> (String, Vec<Diagnostic>) {
    let built = Built::some(files, &selection(document), &settings());
    let text = built.pdf(&format!("eu/en/immuno-oncology-{document}-eu-en.pdf")).text();
    (squeezed(&text), built.report.diagnostics.iter().cloned().collect())
}

/// The shipped document, unchanged.
fn shipped(document: &str) -> String {
    squeezed(&Shipped::english().pdf(document, "en").text())
}

#[test]
fn as_long_as_nobody_has_reviewed_the_leaflet_it_says_so() {
    let (text, found) = (shipped("leaflet"), &Shipped::english().diagnostics);
    assert!(text.contains(&squeezed("no doctor or patient has reviewed it")), "{text}");
    assert!(!text.contains(&squeezed("Content reviewed by")), "{text}");
    assert!(found.is_empty(), "{}", shown(found));
}

#[test]
fn named_reviewers_take_the_place_of_that_line() {
    let mut files = shipped_framework();
    let reviews = "reviews:\n  \
         oncologist: {name: A. Person (fictional), role: oncologist, date: 2026-12-01}\n  \
         patient: {name: B. Person (fictional), role: patient, date: 2026-12-02}\nlanguage: en\n";
    reword(&mut files, FRAMEWORK, "language: en\n", reviews);
    let (text, _) = printed(&files, "leaflet");
    for line in [
        "Content reviewed by A. Person (fictional), oncologist, on 1 December 2026.",
        "Content reviewed by B. Person (fictional), patient, on 2 December 2026.",
    ] {
        assert!(text.contains(&squeezed(line)), "`{line}` is not in {text}");
    }
    assert!(!text.contains(&squeezed("no doctor or patient has reviewed it")), "{text}");
}

#[test]
fn what_paid_for_another_document_is_told_apart_from_what_paid_for_this_one() {
    for document in ["leaflet", "summary", "report"] {
        let text = shipped(document);
        let funding = "Funding of the 2014 framework";
        assert_eq!(text.matches(&squeezed(funding)).count(), 1, "{document}: {text}");
        assert!(!text.contains(&squeezed("Funding: According")), "{document}: {text}");
    }
    let mut files = shipped_framework();
    reword(&mut files, FRAMEWORK, "    title: Funding of the 2014 framework\n", "");
    let (text, _) = printed(&files, "summary");
    assert!(text.contains(&squeezed("Funding: According")), "{text}");
}

#[test]
fn what_had_to_go_for_want_of_room_is_told() {
    let mut files = shipped_framework();
    let more =
        format!("copyright:\n  notice: {} © 2026 The paf project", "A long notice of rights. ".repeat(33));
    reword(&mut files, FRAMEWORK, "copyright:\n  notice: © {year} {publisher}", &more);
    // Where a leaflet has no other edition, all has to stand in this one.
    let document = "templates/leaflet/document.yaml";
    reword(&mut files, document, "profiles: [screen, press, large-print]", "profiles: [screen, press]");
    let (text, found) = printed(&files, "leaflet");
    assert!(!text.contains(&squeezed("Krebsliga")), "{text}");
    let told: Vec<&Diagnostic> = found.iter().filter(|found| found.rule == Rule::LeftOut).collect();
    let [warning] = told.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        warning.message,
        "`help` (\u{2018}Where to find help\u{2019}) of the document `leaflet` leaves out its sources and how to cite it in English, for want of room"
    );
    assert!(warning.primary.is_some() && !warning.help.is_empty());
}

#[test]
fn an_indicator_says_where_it_stands_today() {
    let text = shipped("report");
    let line = "Today: No official figure. Payers hold both dates and could publish them.";
    assert!(text.contains(&squeezed(line)), "`{line}` is not in the report");
}

#[test]
fn an_edition_with_a_publisher_says_whose_framework_it_is_and_nothing_that_is_not_true_of_it() {
    let mut files = shipped_framework();
    let edition = "title: Example country\nlanguage: en\nbased-on: \"1.0\"\nset:\n  framework.publisher: {name: Example \
                   Association (fictional), email: info@example.org, phone: \"+00 0\", address: \"Square 1, Example \
                   Town\"}\n  framework.responsible: {name: A. Person (fictional), address: \"Street 2, Example \
                   Town\"}\nadd:\n  endorsers: {title: Those who support it, organisations: [{id: x-test-one, name: \
                   Example Union (fictional)}]}\n";
    files.insert("framework/editions/x-test/edition.yaml", edition.as_bytes());
    for document in ["leaflet", "summary", "report"] {
        let selection = Selection { editions: vec!["x-test".to_owned()], ..selection(document) };
        let built = Built::some(&files, &selection, &settings());
        let text = built.pdf(&format!("x-test/en/immuno-oncology-{document}-x-test-en.pdf")).text();
        let text = squeezed(&text);
        for said in [
            "Example Association (fictional). Immuno-oncology: a policy action framework.",
            "info@example.org",
            "+00 0",
            "Square 1, Example Town",
            "A. Person (fictional)",
            "Street 2, Example Town",
            "European framework",
            "made from a worked edition by the paf project",
        ] {
            let is_cited = document != "leaflet" || !said.contains("policy action");
            assert!(!is_cited || text.contains(&squeezed(said)), "{document}: `{said}` is not in {text}");
        }
        for untrue in
            ["The paf project. Immuno-oncology", "worked edition prepared by the project", "No company,"]
        {
            assert!(!text.contains(&squeezed(untrue)), "{document}: `{untrue}` is in {text}");
        }
    }
}
