//! Country editions as those begin them who organise round tables.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use paf_locale::Nation;
use serde_json::Value;

use crate::cases::sandbox::{Sandbox, files_below};
use crate::cases::transcript::{Ran, Step};
use crate::pdf_framework::ROOT;
use crate::pdf_reading::Pdf;

/// The member states of the European Union.
const STATES: &str = "at be bg cy cz de dk ee es fi fr gr hr hu ie it lt lu lv mt nl pl pt ro se si sk";

fn paf(sandbox: &Sandbox, command: &str) -> Ran {
    sandbox.run(&Step::new(&command.split(' ').collect::<Vec<_>>()))
}

/// The shipped framework in a folder of its own, without the specimens: their countries begin anew here.
fn shipped() -> Sandbox {
    let sandbox = Sandbox::empty();
    let files = files_below(&Path::new(ROOT).join("framework"));
    for (path, bytes) in files.into_iter().filter(|(path, _)| !path.starts_with("editions/")) {
        sandbox.write(&format!("framework/{path}"), &bytes);
    }
    sandbox
}

#[test]
fn an_edition_of_each_member_state_begins_with_nothing_to_mend() {
    let sandbox = shipped();
    for state in STATES.split(' ') {
        let ran = paf(&sandbox, &format!("edition new {state}"));
        assert_eq!(ran.code, 0, "{state}: {}", ran.stderr);
        assert!(Nation::of(state).is_some(), "{state}");
    }
    let checked = paf(&sandbox, "check --message-format json");
    assert_eq!(checked.code, 0, "{}", checked.stdout);
    for line in checked.stdout.lines() {
        let found: Value = serde_json::from_str(line).expect("it is JSON");
        let is_national =
            found["place"]["path"].as_str().is_some_and(|path| path.starts_with("framework/editions/"));
        assert!(found["id"] == "translation::missing" && is_national, "{line}");
    }
}

/// The small framework of the cases with an edition.
fn small_with(id: &str, edition: &str) -> Sandbox {
    let sandbox = Sandbox::base();
    sandbox.write(&format!("framework/editions/{id}/edition.yaml"), edition.as_bytes());
    sandbox
}

#[test]
fn small_countries_are_made_as_they_begin() {
    let sandbox = shipped();
    for state in ["mt", "lu"] {
        assert_eq!(paf(&sandbox, &format!("edition new {state}")).code, 0, "{state}");
    }
    let ran = paf(&sandbox, "build --document leaflet --edition mt,lu --message-format json");
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    for line in ran.stdout.lines() {
        let found: Value = serde_json::from_str(line).expect("it is JSON");
        assert_eq!(found["id"], "translation::missing", "{line}");
    }
    let manifest = json_of(&sandbox, "output/manifest.json");
    let targets = manifest["targets"].as_array().expect("a list");
    let languages = |id: &str| -> Vec<&str> {
        let of_edition =
            targets.iter().filter(|target| target["edition"] == id && target["profile"] == "screen");
        of_edition.filter_map(|target| target["language"].as_str()).collect()
    };
    assert_eq!(languages("mt").len(), 2, "{targets:?}");
    assert_eq!(languages("lu").len(), 2, "{targets:?}");
}

fn json_of(sandbox: &Sandbox, path: &str) -> Value {
    serde_json::from_slice(&sandbox.read(path)).expect("it is JSON")
}

#[test]
fn an_edition_that_only_has_a_name_of_its_own_takes_four_lines() {
    let edition = "title: Ireland\nlanguage: en\ndocuments: [leaflet]\nbased-on: \"1.0\"\n";
    let sandbox = small_with("ie", edition);
    let ran = paf(&sandbox, "build --edition ie");
    assert_eq!((ran.code, ran.stderr.contains("warning")), (0, false), "{}", ran.stderr);
    // What `paf edition new` writes is no more once the remarks are left out.
    let sandbox = small_with("ie", edition);
    assert_eq!(paf(&sandbox, "edition new mt --lang en").code, 0);
    let begun = String::from_utf8(sandbox.read("framework/editions/mt/edition.yaml")).expect("a text");
    let lines = begun.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).count();
    assert!(lines < 10, "{begun}");
}

const CHANGES: &str = "title: Austria\nlanguage: en\nlanguages: [en, fr]\ndocuments: [report]\nbased-on: \"1.0\"\n\
                       foreword: {title: Foreword, lead: Ours.}\nset:\n  framework.publisher: {name: An organiser \
                       (fictional)}\nadapt:\n  recommendations.access.ask: {text: Open access to care within two \
                       years., replaces: Open access to care within a year., reason: The law gives two years.}\nnote:\n  \
                       recommendations.access: The regions pay for it.\nomit:\n  recommendations.data: There is a \
                       register already.\nadd:\n  partners.organisations:\n    - {id: at-new, name: Ours \
                       (fictional)}\n  recommendations:\n    - {id: at-count, title: Count patients, ask: Count \
                       all., short: Count.}\norder:\n  partners.organisations: [eno, at-new, epa]\n";

#[test]
fn the_manifest_the_attached_data_and_the_comparison_say_the_same() {
    let sandbox = small_with("at", CHANGES);
    let built = paf(&sandbox, "build --edition at");
    assert_eq!(built.code, 0, "{}", built.stderr);
    let changes = |list: &Value| -> Vec<(String, String)> {
        let word = |row: &Value, key: &str| row[key].as_str().expect("a word").to_owned();
        // The page lists them in the order in which it is read, and the comparison in that of the file.
        let mut all: Vec<(String, String)> = list
            .as_array()
            .expect("a list")
            .iter()
            .map(|row| (word(row, "verb"), word(row, "key")))
            .collect();
        all.sort();
        all
    };
    let compared = paf(&sandbox, "edition diff at --json");
    let compared: Value = serde_json::from_str(&compared.stdout).expect("it is JSON");
    let expected = changes(&compared);
    assert_eq!(expected.len(), 8, "{expected:?}");
    let manifest = json_of(&sandbox, "output/manifest.json");
    let targets = manifest["targets"].as_array().expect("a list");
    assert_eq!(targets.len(), 2);
    for target in targets {
        assert_eq!(changes(&target["differences"]), expected);
        let pdf = Pdf::read(&sandbox.read(&format!("output/{}", target["path"].as_str().expect("a path"))));
        let (_, _, attached) = pdf.attachments().into_iter().next().expect("the data is attached");
        let attached: Value = serde_json::from_slice(&attached).expect("it is JSON");
        assert_eq!(changes(&attached["edition"]["differences"]), expected);
    }
    let adapted =
        targets[0]["differences"].as_array().expect("a list").iter().find(|row| row["verb"] == "adapt");
    let adapted = adapted.expect("there is an adaptation");
    assert_eq!(adapted["texts"][0]["origin"], "adapted");
    assert_eq!(adapted["reason"], "The law gives two years.");
}

#[test]
fn what_is_listed_of_an_edition_follows_its_reasons_where_the_pages_stay() {
    let sandbox = small_with("at", CHANGES);
    assert_eq!(paf(&sandbox, "build --edition at").code, 0);
    let reworded = CHANGES.replace("There is a register already.", "We have one.");
    sandbox.write("framework/editions/at/edition.yaml", reworded.as_bytes());
    assert_eq!(paf(&sandbox, "build --edition at").code, 0);
    let manifest = String::from_utf8(sandbox.read("output/manifest.json")).expect("a text");
    assert!(
        manifest.contains("We have one.") && !manifest.contains("There is a register already."),
        "{manifest}"
    );
}

#[test]
fn national_texts_stand_in_no_catalogue_but_that_of_their_edition() {
    let sandbox = small_with("at", CHANGES);
    let synced = paf(&sandbox, "translate sync");
    assert_eq!(synced.code, 0, "{}", synced.stderr);
    let text = |path: &str| String::from_utf8(sandbox.read(path)).expect("a text");
    let (european, national) = (text("framework/locales/fr.po"), text("framework/editions/at/locales/fr.po"));
    assert!(!european.contains("editions.") && !european.contains("within two years"), "{european}");
    let keys: Vec<&str> = national.lines().filter(|line| line.starts_with("msgctxt")).collect();
    assert!(!keys.is_empty() && keys.iter().all(|key| key.contains("\"editions.at.")), "{keys:?}");
}

#[test]
fn a_working_copy_shows_what_is_new_and_what_is_gone_and_is_no_target() {
    let sandbox = shipped();
    let leaflet = String::from_utf8(sandbox.read("framework/leaflet.yaml")).expect("a text");
    let title =
        leaflet.lines().find_map(|line| line.strip_prefix("    title: ")).expect("its front has a title");
    let edition = format!(
        "title: Ireland\nlanguage: en\ndocuments: [leaflet]\nbased-on: \"1.0\"\nadapt:\n  leaflet.panels.front.title: {{text: \
         \"{title} today\", replaces: \"{title}\", reason: It is shown.}}\n"
    );
    sandbox.write("framework/editions/ie/edition.yaml", edition.as_bytes());
    let made = paf(&sandbox, "edition diff ie --pdf");
    assert_eq!(made.code, 0, "{}", made.stderr);
    let path = "output/ie/en/immuno-oncology-leaflet-ie-en-diff.pdf";
    assert_eq!(made.stdout.trim(), path);
    let pdf = Pdf::read(&sandbox.read(path));
    assert!(pdf.text().replace('\u{2060}', "").contains("+today"), "{}", pdf.text());
    assert!(pdf.text().contains("Working copy"), "it says what it is");
    assert!(pdf.xmp().contains("pdfuaid:part"), "it is for everybody");
    // It is told in no list of what was made, and no build takes it away.
    assert_eq!(paf(&sandbox, "build --document leaflet --edition ie --profile screen").code, 0);
    let manifest = String::from_utf8(sandbox.read("output/manifest.json")).expect("a text");
    assert!(!manifest.contains("-diff.pdf") && sandbox.read(path).starts_with(b"%PDF"));
    assert_eq!(paf(&sandbox, "edition diff ie --pdf").code, 0, "it is made anew");
}
