//! Another framework: `tests/frameworks/classroom-air`, on another subject, with documents, languages, a look and an
//! edition of its own. Nothing of the program knows of it.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "the test reads what paf wrote, and one that cannot go on fails"
)]

use std::collections::BTreeSet;
use std::fs;
use std::sync::OnceLock;

use paf_build::{Disk, Selection, Settings};
use paf_model::files::{Files, Memory};
use serde_json::Value;

use crate::cases::sandbox::Sandbox;
use crate::cases::transcript::Step;
use crate::pdf_framework::{Built, ROOT, reword, settings, shipped_look, shown};
use crate::pdf_reading::{Pdf, squeezed};

/// What is made: document, edition, language and profile.
const TARGETS: [&str; 25] = [
    "eu/en/classroom-air-brief-eu-en-booklet.pdf",
    "eu/en/classroom-air-brief-eu-en-press.pdf",
    "eu/en/classroom-air-brief-eu-en.pdf",
    "eu/en/classroom-air-poster-eu-en-press.pdf",
    "eu/en/classroom-air-poster-eu-en.pdf",
    "eu/fi/classroom-air-brief-eu-fi-booklet.pdf",
    "eu/fi/classroom-air-brief-eu-fi-press.pdf",
    "eu/fi/classroom-air-brief-eu-fi.pdf",
    "eu/fi/classroom-air-poster-eu-fi-press.pdf",
    "eu/fi/classroom-air-poster-eu-fi.pdf",
    "eu/sv/classroom-air-brief-eu-sv-booklet.pdf",
    "eu/sv/classroom-air-brief-eu-sv-press.pdf",
    "eu/sv/classroom-air-brief-eu-sv.pdf",
    "eu/sv/classroom-air-poster-eu-sv-press.pdf",
    "eu/sv/classroom-air-poster-eu-sv.pdf",
    "fi/fi/classroom-air-brief-fi-fi-booklet.pdf",
    "fi/fi/classroom-air-brief-fi-fi-press.pdf",
    "fi/fi/classroom-air-brief-fi-fi.pdf",
    "fi/fi/classroom-air-poster-fi-fi-press.pdf",
    "fi/fi/classroom-air-poster-fi-fi.pdf",
    "fi/sv/classroom-air-brief-fi-sv-booklet.pdf",
    "fi/sv/classroom-air-brief-fi-sv-press.pdf",
    "fi/sv/classroom-air-brief-fi-sv.pdf",
    "fi/sv/classroom-air-poster-fi-sv-press.pdf",
    "fi/sv/classroom-air-poster-fi-sv.pdf",
];

/// The framework with the fonts that come with paf, as the program reads it.
fn framework() -> Memory {
    let mut files = shipped_look();
    files.0.retain(|path, _| path.starts_with("fonts/"));
    let disk = Disk::new(format!("{ROOT}/tests/frameworks/classroom-air"));
    for folder in ["framework", "templates"] {
        for path in disk.list(folder).expect("the folder can be listed") {
            files.insert(path.clone(), disk.read(&path).expect("the file can be read"));
        }
    }
    files
}

/// All its documents in all languages and profiles; built once.
fn built() -> &'static Built {
    static BUILT: OnceLock<Built> = OnceLock::new();
    BUILT
        .get_or_init(|| Built::some(&framework(), &Selection::default(), &Settings { jobs: 2, ..settings() }))
}

fn pdf(document: &str, edition: &str, lang: &str) -> Pdf {
    built().pdf(&format!("{edition}/{lang}/classroom-air-{document}-{edition}-{lang}.pdf"))
}

/// What is read out, without white space.
fn read_out(document: &str, edition: &str, lang: &str) -> String {
    squeezed(&pdf(document, edition, lang).text())
}

/// The recommendations of a brief, as its data has them.
fn recommendations(edition: &str, lang: &str) -> Vec<Value> {
    let brief = pdf("brief", edition, lang);
    let attached = brief.attachments();
    let (_, _, bytes) = attached.first().expect("the data is attached");
    let data: Value = serde_json::from_slice(bytes).expect("the data is JSON");
    data["recommendations"].as_array().expect("there are recommendations").clone()
}

fn ids(recommendations: &[Value]) -> Vec<&str> {
    recommendations.iter().map(|one| one["id"].as_str().expect("it has an id")).collect()
}

#[test]
fn its_own_documents_are_made_in_all_its_languages_and_profiles() {
    let manifest = built().manifest();
    let made: BTreeSet<&str> = manifest.targets.iter().map(|entry| entry.path.as_str()).collect();
    assert_eq!(made, TARGETS.into_iter().collect());
    let told = &built().report.diagnostics;
    assert!(told.is_empty(), "{}", shown(told));
    for edition in ["eu", "fi"] {
        for lang in ["fi", "sv"] {
            assert_eq!(pdf("brief", edition, lang).pages(), 4, "{edition} {lang}");
            assert_eq!(pdf("poster", edition, lang).pages(), 1, "{edition} {lang}");
        }
    }
}

#[test]
fn its_counts_hold() {
    let (european, finnish) = (["measure", "renew", "maintain"], ["measure", "maintain", "fi-log", "renew"]);
    // The words of the cover and of the reference to the recommendation on renovation.
    for (edition, lang, order, count, reference) in [
        (
            "eu",
            "en",
            european.as_slice(),
            "Three recommendations for school air",
            "Recommendation 2 is about",
        ),
        ("eu", "fi", &european, "Kolme suositusta kouluille", "suositus 2 koskee"),
        ("eu", "sv", &european, "Tre rekommendationer för skolluft", "rekommendation 2 handlar"),
        ("fi", "fi", &finnish, "Neljä suositusta kouluille", "suositus 4 koskee"),
        ("fi", "sv", &finnish, "Fyra rekommendationer för skolluft", "rekommendation 4 handlar"),
    ] {
        let found = recommendations(edition, lang);
        assert_eq!(ids(&found), order, "{edition} {lang}");
        let numbers: Vec<u64> = found.iter().filter_map(|one| one["number"].as_u64()).collect();
        assert_eq!(numbers, (1..=order.len() as u64).collect::<Vec<_>>(), "{edition} {lang}");
        for words in [count, reference] {
            let brief = read_out("brief", edition, lang);
            assert!(brief.contains(&squeezed(words)), "{edition} {lang} has no `{words}`:\n{brief}");
        }
        for document in ["brief", "poster"] {
            let text = read_out(document, edition, lang);
            let mut rest = text.as_str();
            for (number, one) in numbers.iter().zip(&found) {
                let title = squeezed(one["title"].as_str().expect("it has a title"));
                let at = rest.find(&title);
                let at =
                    at.unwrap_or_else(|| panic!("{document} {edition} {lang} has no {title} next: {rest}"));
                assert!(
                    rest[..at].contains(&number.to_string()),
                    "{document} {edition} {lang}: {number} {title}"
                );
                rest = &rest[at + title.len()..];
            }
        }
    }
}

#[test]
fn what_the_edition_changes_is_on_its_pages_and_on_no_others() {
    // In Finnish and in Swedish; whether it is in the edition's brief; whether in the European one.
    for (finnish, swedish, is_national, is_european) in [
        ("Lukijalle", "Till läsaren", true, false),
        (
            "verrattava tulosta asetuksen toimenpiderajaan",
            "jämföra den med förordningens åtgärdsgräns",
            true,
            false,
        ),
        (
            "luokkahuoneesta ja julkaistava tulos kerran vuodessa",
            "en gång om året offentliggöra vad de fann",
            false,
            true,
        ),
        ("Asetuksessa 545/2015 säädetään myös", "I förordning 545/2015 föreskrivs också", true, false),
        ("Pitäkää ilmasta kirjaa", "För bok över luften", true, false),
        (
            "Asetuksessa säädetty raja, johon mittaustulosta",
            "En gräns i förordningen som mätresultatet",
            true,
            false,
        ),
        ("Mitatkaa ilma, jota lapset hengittävät", "Mät luften som barnen andas", false, true),
        ("Mallipainos, versio 1.0, Suomi", "Provutgåva, version 1.0, Finland", true, false),
        ("Mallipainos. Se näyttää", "Provutgåva. Den visar", true, false),
    ] {
        for (lang, words) in [("fi", finnish), ("sv", swedish)] {
            let words = squeezed(words);
            assert_eq!(read_out("brief", "fi", lang).contains(&words), is_national, "fi {lang}: {words}");
            assert_eq!(read_out("brief", "eu", lang).contains(&words), is_european, "eu {lang}: {words}");
        }
    }
}

#[test]
fn the_list_of_changes_names_what_is_changed() {
    for (lang, rows) in [
        (
            "fi",
            [
                "Käsikirjoituksen päiväys Maan oma",
                "Näin viitataan: Maan oma",
                "Miksi luokan ilma on politiikan asia · Mitä tässä kehyksessä pyydetään Jätetty pois Suosituksia",
                "Lähteet · Sosiaali- ja terveysministeriön asetus asunnon ja muun … Lisätty",
                "Mitä on tehtävä ja mihin mennessä Toinen järjestys",
                "… Mukautettu Suomessa rajoista",
                "näyttäkää tulos · Sopikaa yhdestä menetelmästä. Jätetty pois Mittaamisesta ja rajoista",
                "Pitäkää ilmasta kirjaa Lisätty",
                "Uusikaa ilma rakennuksen mukana Lisätty huomautus",
                "toimenpideraja Lisätty",
                "Lukijalle Lisätty",
            ],
        ),
        (
            "sv",
            [
                "Manuskriptets datum Landets eget",
                "Så citeras skriften: Landets eget",
                "Varför klassrummets luft är en politisk fråga · Vad denna ram begär Utelämnat Denna utgåva",
                "Källor · Sosiaali- ja terveysministeriön asetus asunnon ja muun … Tillagt",
                "Vad som ska göras, och till när Annan ordning",
                "… Anpassat I Finland",
                "visa den · Kom överens om en metod. Utelämnat Mätning och gränser",
                "För bok över luften Tillagt",
                "Förnya luften med byggnaden Anmärkning tillagd",
                "åtgärdsgräns Tillagt",
                "Till läsaren Tillagt",
            ],
        ),
    ] {
        let brief = read_out("brief", "fi", lang);
        for row in rows {
            assert!(brief.contains(&squeezed(row)), "{lang} has no row `{row}`:\n{brief}");
        }
    }
    assert!(!read_out("brief", "eu", "fi").contains(&squeezed("Mitä tässä painoksessa on muutettu")));
}

#[test]
fn a_term_of_the_edition_leads_to_its_entry() {
    let files = framework();
    let edition =
        String::from_utf8(files.0["framework/editions/fi/edition.yaml"].to_vec()).expect("it is text");
    assert!(edition.contains("](term:fi-action-limit)"), "the edition refers to what it adds");
    // Nobody else has the term.
    let mut files = files;
    let measure = "framework/recommendations/measure.yaml";
    reword(&mut files, measure, "Nobody can", "[Nobody](term:fi-action-limit) can");
    let (_, told) = paf_build::prepare(&files);
    let told = shown(&told);
    assert!(told.contains("no glossary term has the id `fi-action-limit`"), "{told}");
    assert!(told.contains("framework/recommendations/measure.yaml:"), "{told}");
}

#[test]
fn working_copies_are_made_in_its_own_look() {
    let sandbox = Sandbox::empty();
    for (path, bytes) in &framework().0 {
        // It is made with the binary alone.
        if !path.starts_with("fonts/") {
            sandbox.write(path, bytes);
        }
    }
    let ran = sandbox.run(&Step::new(&["edition", "diff", "fi", "--pdf"]));
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for (lang, gone) in [("fi", "Sopikaa yhdestä menetelmästä"), ("sv", "Kom överens om en metod")] {
        let path = sandbox.root().join(format!("output/fi/{lang}/classroom-air-brief-fi-{lang}-diff.pdf"));
        let text = squeezed(&Pdf::read(&fs::read(path).expect("it is there")).text());
        assert!(text.contains(&squeezed(gone)), "{lang}: {text}");
    }
}
