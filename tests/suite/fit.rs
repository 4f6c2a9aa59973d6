//! A document of fixed pages takes the largest type with which its text fits, and says where it does not.
#![expect(clippy::expect_used, reason = "a test may panic")]

use paf_build::{FitEntry, Output, Selection};
use paf_diag::{Diagnostic, Rule};
use paf_model::files::Memory;
use paf_translate::po;

use crate::pdf_framework::{Built, Shipped, run, settings, shipped_framework, shown};

const GERMAN: &str = "framework/locales/de.po";

fn leaflet() -> Selection {
    Selection {
        documents: vec!["leaflet".to_owned()],
        editions: vec!["eu".to_owned()],
        languages: vec!["de".to_owned()],
        profiles: vec!["screen".to_owned()],
        shard: None,
    }
}

/// Makes the German texts longer whose keys begin with `prefix`: by `percent`, with words of their own.
fn lengthen(files: &mut Memory, prefix: &str, percent: usize) {
    let text = String::from_utf8(files.0[GERMAN].to_vec()).expect("the file is text");
    let file = paf_diag::SourceFile::new(GERMAN, text);
    let mut catalogue = po::parse(&file, &mut paf_diag::Diagnostics::new());
    for entry in &mut catalogue.entries {
        let is_text = entry.key().is_some_and(|key| key.starts_with(prefix));
        // Marks and numbers stay what they are; short labels have no room to spare anywhere.
        let words = entry.translation().to_owned();
        if !is_text || words.len() < 30 || words.contains(['*', '[', '{', '1']) {
            continue;
        }
        let ending = words.chars().next_back().filter(|c| !c.is_alphabetic());
        let stem = words.trim_end_matches(|c: char| !c.is_alphabetic());
        let more: String = stem.chars().cycle().take(stem.chars().count() * percent / 100).collect();
        entry.set_translation(format!(
            "{stem} {}{}",
            more.trim(),
            ending.map(String::from).unwrap_or_default()
        ));
    }
    files.insert(GERMAN, catalogue.to_text().into_bytes());
}

fn fit(files: &Memory) -> FitEntry {
    let built = Built::some(files, &leaflet(), &settings());
    built.manifest().targets[0].fit.clone().expect("the leaflet is fitted")
}

fn found(files: &Memory) -> Vec<Diagnostic> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let report = run(files, &leaflet(), &settings(), &Output::new(folder.path()));
    assert!(!folder.path().join("eu/de").exists(), "nothing is made that does not fit");
    report.diagnostics.into_iter().collect()
}

#[test]
fn a_tenth_more_is_absorbed() {
    let mut files = shipped_framework();
    let before = Shipped::leaflets().fit("de").expect("the leaflet is fitted");
    lengthen(&mut files, "leaflet.panels.", 10);
    let after = fit(&files);
    assert!(after.size <= before.size, "{after:?} after {before:?}");
    assert!(after.size >= 9.0, "{after:?}");
    assert!((-1.0..=0.0).contains(&after.tracking), "{after:?}");
    assert!((0.5..=0.56).contains(&after.leading), "{after:?}");
    assert!(after.full <= 100, "{after:?}");
}

#[test]
fn twice_the_text_of_one_panel_is_an_error_that_says_what_to_shorten() {
    let mut files = shipped_framework();
    lengthen(&mut files, "leaflet.panels.what.", 130);
    let found = found(&files);
    let errors: Vec<&Diagnostic> = found.iter().filter(|found| found.rule == Rule::Overflow).collect();
    let [error] = errors.as_slice() else { panic!("{}", shown(&found.iter().cloned().collect())) };
    for part in ["`what`", "How it works", "mm too high in German", "9 pt"] {
        assert!(error.message.contains(part), "`{part}` is not in {}", error.message);
    }
    let help = error.help.join("\n");
    for part in ["shorten it by about", "against English: `leaflet.panels.what.", " characters against ", "+"]
    {
        assert!(help.contains(part), "`{part}` is not in {help}");
    }
    let place = error.primary.as_ref().expect("a place");
    assert_eq!(place.place.file().path(), GERMAN);
}

#[test]
fn twelve_recommendations_are_what_fills_the_page_and_no_text_that_is_not_printed_is_blamed() {
    let mut files = shipped_framework();
    let path = "framework/recommendations/testing.yaml";
    let fourth = String::from_utf8(files.0[path].to_vec()).expect("a text");
    for number in 8..=12 {
        let another = fourth.replacen("number: 4", &format!("number: {number}"), 1).replacen(
            "title: Make",
            &format!("title: {number} times make"),
            1,
        );
        files.insert(format!("framework/recommendations/new{number}.yaml"), another.into_bytes());
    }
    let selection = Selection {
        documents: vec!["summary".to_owned()],
        editions: vec!["eu".to_owned()],
        languages: vec!["en".to_owned()],
        profiles: vec!["screen".to_owned()],
        shard: None,
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let report = run(&files, &selection, &settings(), &Output::new(folder.path()));
    let errors: Vec<&Diagnostic> =
        report.diagnostics.iter().filter(|found| found.rule == Rule::Overflow).collect();
    let [error] = errors.as_slice() else { panic!("{}", shown(&report.diagnostics)) };
    assert!(error.message.contains("`to-do`"), "{}", error.message);
    let help = error.help.join("\n");
    assert!(help.contains("most of it is `recommendations` (12 of them"), "{help}");
    // The shorter wording is printed where there is one, and no alternative text is.
    assert!(!help.contains(".ask`") && !help.contains(".alt`"), "{help}");
    let place = error.primary.as_ref().expect("a place");
    assert!(place.place.file().path().starts_with("framework/recommendations/"), "{:?}", place.place);
}
