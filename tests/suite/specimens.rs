//! The specimen editions that come with the framework: they say what they are, claim nothing, and no page of them
//! contradicts what they change.
#![expect(clippy::expect_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::sync::OnceLock;

use paf_build::{Manifest, Prepared, Selection};
use paf_diag::Rule;
use paf_locale::Lang;
use paf_model::TextKey;
use paf_model::edition::edition_of;
use serde_json::Value;

use crate::pdf_framework::{Built, for_the_screen, prepared, settings, shipped_framework, shown};
use crate::pdf_reading::{Pdf, squeezed};

const SPECIMENS: [&str; 3] = ["be", "ie", "pl"];

/// What all documents of the specimens print, for the screen; made once for all tests.
struct Printed {
    prepared: Prepared,
    manifest: Manifest,
    /// Edition, document, language, and the text without spaces.
    texts: Vec<(String, String, String, String)>,
    /// Of each the European wordings that its list of changes quotes.
    quoted: Vec<Vec<String>>,
    built: Built,
}

fn printed() -> &'static Printed {
    static MADE: OnceLock<Printed> = OnceLock::new();
    MADE.get_or_init(|| {
        let files = shipped_framework();
        let selection = Selection { editions: SPECIMENS.map(str::to_owned).to_vec(), ..for_the_screen() };
        let built = Built::some(&files, &selection, &settings());
        let manifest = built.manifest();
        let text = |path: &str| squeezed(&built.pdf(path).text());
        let texts = manifest.targets.iter().map(|entry| {
            let [edition, document, language] =
                [&entry.edition, &entry.document, &entry.language].map(ToString::to_string);
            (edition, document, language, text(&entry.path))
        });
        let quoted = manifest.targets.iter().map(|entry| quoted(&built.pdf(&entry.path))).collect();
        Printed { texts: texts.collect(), quoted, prepared: prepared(&files), manifest, built }
    })
}

/// The European wordings in the list of changes of a document, as far as the list has room for them.
fn quoted(pdf: &Pdf) -> Vec<String> {
    let Some((_, _, data)) = pdf.attachments().into_iter().next() else { return Vec::new() };
    let data: Value = serde_json::from_slice(&data).expect("it is JSON");
    let rows = data["edition"]["differences"].as_array().cloned().unwrap_or_default();
    let beginning = |words: &str| squeezed(&words.chars().take(84).collect::<String>()).to_lowercase();
    rows.iter().filter_map(|row| row["what"].as_str()).map(beginning).collect()
}

/// A text of the framework or of an edition in a language, as it is written.
fn words(lang: &str, key: &str) -> String {
    let prepared = &printed().prepared;
    let parsed = Lang::parse(lang).expect("a language");
    let edition = key.strip_prefix("editions.").and_then(|rest| rest.split('.').next());
    let catalogue = match edition {
        Some(edition) => prepared.edition_catalogues.get(&(edition.into(), parsed)),
        None => prepared.catalogues.get(&parsed),
    };
    let translated = catalogue.and_then(|catalogue| catalogue.get(&TextKey::from(key)));
    let written = || prepared.model.texts.iter().find(|text| text.key.as_str() == key);
    let text = translated.or_else(written).unwrap_or_else(|| panic!("{lang}: no text has the key {key}"));
    text.written.text().to_owned()
}

#[test]
fn the_specimens_are_made_in_their_languages() {
    let made: BTreeSet<(&str, &str, &str)> = printed()
        .texts
        .iter()
        .map(|(edition, document, language, _)| (&**edition, &**document, &**language))
        .collect();
    let of = |edition: &'static str, document: &'static str, languages: &[&'static str]| {
        languages.iter().map(move |lang| (edition, document, *lang)).collect::<Vec<_>>()
    };
    let expected = [
        of("be", "report", &["fr", "de"]),
        of("be", "summary", &["nl", "fr", "de"]),
        of("be", "leaflet", &["nl", "fr", "de"]),
        of("ie", "report", &["en"]),
        of("ie", "summary", &["en", "ga"]),
        of("ie", "leaflet", &["en", "ga"]),
        of("pl", "summary", &["pl"]),
        of("pl", "leaflet", &["pl"]),
    ];
    assert_eq!(made, expected.concat().into_iter().collect());
}

#[test]
fn every_document_says_that_it_is_a_specimen_and_of_which_country() {
    for (edition, document, lang, text) in &printed().texts {
        let country = words(lang, &format!("editions.{edition}.title"));
        let statement = words(lang, "framework.statements.specimen").replace("{country}", &country);
        let found = text.matches(&squeezed(&statement)).count();
        assert!(found >= 2, "{edition} {document} {lang}: `{statement}` stands {found} times in\n{text}");
    }
}

#[test]
fn all_texts_are_translated_and_nothing_is_told_of_them() {
    let found = &printed().built.report.diagnostics;
    let told = |rule| found.iter().filter(move |found| found.rule == rule).count();
    for rule in [Rule::Untranslated, Rule::StaleTranslation, Rule::EditionBehind] {
        assert_eq!(told(rule), 0, "{}", shown(found));
    }
    for entry in &printed().manifest.targets {
        assert_eq!(entry.translation.missing + entry.translation.stale, 0, "{}", entry.path);
    }
}

/// How many recommendations the European framework says that it has, in the languages of the specimens that have
/// another number, and how many these say that they have.
const COUNTED: [(&str, &str, &str, &str); 5] = [
    ("be", "nl", "zeven aanbevelingen", "acht aanbevelingen"),
    ("be", "fr", "sept recommandations", "huit recommandations"),
    ("be", "de", "sieben Empfehlungen", "acht Empfehlungen"),
    ("ie", "en", "seven recommendations", "six recommendations"),
    ("ie", "ga", "seacht moladh", "sé mholadh"),
];

#[test]
fn no_page_counts_recommendations_that_the_edition_does_not_have() {
    for ((edition, document, lang, text), quoted) in printed().texts.iter().zip(&printed().quoted) {
        if document == "leaflet" {
            continue;
        }
        let text = text.to_lowercase();
        for (of, in_lang, european, own) in COUNTED {
            if (of, in_lang) != (edition, lang) {
                continue;
            }
            let times = |words: &str| text.matches(&squeezed(words).to_lowercase()).count();
            let squeezed = squeezed(european).to_lowercase();
            let as_quoted = match document.as_str() {
                "report" => quoted.iter().filter(|wording| wording.contains(&squeezed)).count(),
                _ => 0,
            };
            assert_eq!(times(european), as_quoted, "{edition} {document} {lang}: “{european}”");
            assert_ne!(times(own), 0, "{edition} {document} {lang} lacks “{own}”");
        }
    }
}

#[test]
fn what_is_added_is_printed_and_what_is_left_out_is_not() {
    for (edition, document, lang, text) in &printed().texts {
        if document == "leaflet" {
            continue;
        }
        match &**edition {
            "be" => {
                let added = words(lang, "editions.be.add.recommendations.be-one-path.title");
                assert!(text.contains(&squeezed(&added)), "{document} {lang}: no “{added}”");
            }
            "ie" => {
                let omitted = squeezed(&words(lang, "recommendations.funding-value.title"));
                // The list of what the edition changes names it, and nothing else does.
                let most = usize::from(document == "report");
                assert_eq!(text.matches(&omitted).count(), most, "{document} {lang}: {omitted}");
                assert!(!text.contains("Recommendation7") && !text.contains("Moladh7"), "{document} {lang}");
            }
            _ => {}
        }
    }
}

#[test]
fn each_verb_is_shown_by_a_specimen() {
    let model = &printed().prepared.model;
    let differences = SPECIMENS.iter().flat_map(|edition| &model.of(edition).differences);
    let verbs: BTreeSet<&str> = differences.map(|difference| difference.verb).collect();
    assert_eq!(verbs, BTreeSet::from(["add", "adapt", "note", "omit", "order", "set"]));
}

/// Whoever is named as a supporter has to have agreed, and a telephone number has to be somebody's.
#[test]
fn a_specimen_claims_nobody_and_gives_no_number_to_call() {
    let model = &printed().prepared.model;
    for id in SPECIMENS {
        let edition = model.edition(id).expect("the specimen");
        assert_eq!(edition.specimen, Some(true), "{id}");
        assert!(edition.round_table.is_none(), "{id}: no round table was held");
        let national = model.of(id);
        assert_eq!(national.framework.publisher.name.0.key, model.framework.publisher.name.0.key);
        for (key, _) in &edition.add.0 {
            let claimed = ["partners", "endorsers", "expert-group", "framework.funding", "framework.reviews"];
            let is_claim = claimed.iter().any(|claim| key.text().starts_with(claim));
            assert!(!is_claim, "{id}: nobody has agreed to `{}`", key.text());
        }
    }
    for text in model.texts.iter().filter(|text| edition_of(text.place().file().path()).is_some()) {
        let visible = text.written.text().split('(').step_by(2).collect::<String>();
        let run =
            visible.split(|c: char| !c.is_ascii_digit() && c != ' ').map(|run| run.replace(' ', "").len());
        assert!(run.max().unwrap_or_default() <= 4, "a telephone number in `{}`?", text.key.as_str());
    }
}
