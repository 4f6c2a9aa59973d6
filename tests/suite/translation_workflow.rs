//! A sentence changes, and everything that follows from it, in the shipped framework.
#![expect(clippy::expect_used, reason = "a test may panic")]

use std::collections::BTreeSet;
use std::sync::Arc;

use paf_build::translation::{Export, Format, Marking, Returned, Rewording, export, import, mark, sync};
use paf_build::{Locale, Prepared, Selection, Settings};
use paf_diag::Rule;
use paf_locale::{Date, Lang};
use paf_model::TextKey;
use paf_model::files::Memory;
use paf_translate::exchange::Terms;
use paf_translate::{State, Voucher};

use crate::pdf_framework::{prepared, reword, settings, shipped_framework};

const KEY: &str = "leaflet.panels.kinds.body.length.text";
const OLD: &str = "Each kind can have side effects of its own. Ask your team.";
const NEW: &str = "Each kind can have side effects of its own. Always ask your team.";

fn today() -> Date {
    Date::new(2026, 11, 23).expect("a day")
}

/// Languages that have a catalogue.
fn languages(prepared: &Prepared) -> Vec<Lang> {
    let source = prepared.model.source_language();
    prepared.catalogues.keys().copied().filter(|lang| *lang != source).collect()
}

fn text(files: &Memory, path: &str) -> String {
    String::from_utf8(files.0[path].to_vec()).expect("the file is text")
}

/// Brings the catalogues in step and gives the paths that changed.
fn synced(files: &mut Memory, minor: &[&str]) -> Vec<String> {
    let minor: Vec<String> = minor.iter().map(|key| (*key).to_owned()).collect();
    let found = sync(&prepared(files), files, Rewording { minor: &minor, renamed: &[] }, &|_| None, today());
    assert!(!found.diagnostics.has_errors(), "{:?}", found.diagnostics);
    let paths = found.changes.iter().map(|change| change.path.clone()).collect();
    for change in found.changes {
        files.insert(change.path, change.bytes);
    }
    paths
}

fn states(prepared: &Prepared, key: &str) -> BTreeSet<State> {
    let key = TextKey::from(key);
    languages(prepared).iter().map(|lang| prepared.catalogues[lang].state(&key)).collect()
}

#[test]
fn one_sentence_makes_one_text_stale_in_every_language() {
    let mut files = shipped_framework();
    assert!(synced(&mut files, &[]).is_empty(), "the shipped catalogues are in step");
    let before = files.clone();
    reword(&mut files, "framework/leaflet.yaml", OLD, NEW);
    let changed = synced(&mut files, &[]);
    let after = prepared(&files);
    assert_eq!(changed.len(), languages(&after).len());
    assert_eq!(languages(&after).len(), 26);
    for path in &changed {
        let (old, new) = (text(&before, path), text(&files, path));
        let removed: Vec<&str> = lines_without(&old, &new);
        let added: Vec<&str> = lines_without(&new, &old);
        assert_eq!(removed.len(), 1, "{path}: {removed:?}");
        assert!(removed[0].starts_with("msgid ") && removed[0].contains(OLD), "{removed:?}");
        assert_eq!(added.len(), 3, "{path}: {added:?}");
        assert_eq!(added[0], "#, fuzzy");
        assert!(added[1].starts_with("#| msgid ") && added[1].contains(OLD), "{added:?}");
        assert!(added[2].starts_with("msgid ") && added[2].contains(NEW), "{added:?}");
    }
    assert_eq!(states(&after, KEY), BTreeSet::from([State::Stale]));
    let stale: usize = languages(&after).iter().map(|lang| after.catalogues[lang].stale().len()).sum();
    assert_eq!(stale, 26, "no other text is stale");
    // Nothing that is not approved is made where approval is asked for, and the stale text is named.
    let wish = Settings { require: Some(State::Draft), dry: true, ..settings() };
    let selection = Selection {
        documents: vec!["leaflet".to_owned()],
        languages: vec!["lt".to_owned()],
        profiles: vec!["screen".to_owned()],
        ..Selection::default()
    };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let report = crate::pdf_framework::run(&files, &selection, &wish, &paf_build::Output::new(folder.path()));
    let refusal = report.diagnostics.iter().find(|found| found.rule == Rule::NotApproved);
    let message = &refusal.expect("the target is refused").message;
    assert!(message.contains(&format!("`{KEY}` (stale)")), "{message}");
    // The old sentence comes back: nothing was lost.
    reword(&mut files, "framework/leaflet.yaml", NEW, OLD);
    synced(&mut files, &[]);
    assert!(files.0.iter().all(|(path, bytes)| before.0[path] == *bytes), "all is as it was");
}

#[test]
fn a_minor_rewording_keeps_every_state_and_is_recorded() {
    let mut files = shipped_framework();
    let lang = Lang::parse("sl").expect("Slovenian");
    let voucher = Voucher {
        state: State::Approved,
        by: "Nobody".to_owned(),
        role: "a name in a test".to_owned(),
        date: today(),
    };
    let locale = Locale::european(lang);
    let marking =
        Marking { locale: &locale, documents: &[], keys: &[KEY.to_owned()], voucher: &voucher, lower: false };
    let marked = mark(&prepared(&files), &files, &marking);
    assert_eq!(marked.texts, 1);
    for change in marked.changes {
        files.insert(change.path, change.bytes);
    }
    reword(&mut files, "framework/leaflet.yaml", OLD, NEW);
    let changed = synced(&mut files, &[KEY]);
    let after = prepared(&files);
    assert_eq!(states(&after, KEY), BTreeSet::from([State::Draft, State::Approved]));
    assert_eq!(after.catalogues[&lang].state(&TextKey::from(KEY)), State::Approved);
    assert!(changed.contains(&"framework/locales/minor-changes.yaml".to_owned()), "{changed:?}");
    let log = text(&files, "framework/locales/minor-changes.yaml");
    for part in [KEY, OLD, NEW, "2026-11-23", "languages: [bg, es, cs,"] {
        assert!(log.contains(part), "`{part}` is not in\n{log}");
    }
    // Edited once more by hand, the approval is gone.
    let po = locale.catalogue();
    let translation = Arc::clone(after.catalogues[&lang].get(&TextKey::from(KEY)).expect("a translation"));
    let words = translation.written.text().to_owned();
    reword(&mut files, &po, &words, &format!("{words} "));
    let edited = paf_build::prepare(&files).0.expect("the framework");
    assert_eq!(edited.catalogues[&lang].state(&TextKey::from(KEY)), State::Draft);
}

#[test]
fn a_delivery_in_another_language_is_seen_by_its_words() {
    let files = shipped_framework();
    let prepared = prepared(&files);
    let lang = Lang::parse("de").expect("German");
    let documents = ["leaflet".to_owned()];
    let wish =
        Export { locale: &Locale::european(lang), format: Format::Xliff, documents: &documents, states: &[] };
    let (file, texts) = export(&prepared, &files, &wish).expect("it is exported");
    assert_eq!(file.path, "immuno-oncology-leaflet-de.xlf");
    assert!(texts > 50, "{texts}");
    let sent = String::from_utf8(file.bytes).expect("it is text");
    let imported = |text: &str, lang| {
        let returned = [Returned { path: "back.xlf", bytes: text.as_bytes(), lang }];
        import(&prepared, &files, &returned, &Terms::default())
    };
    // Unedited, it changes nothing.
    let same = imported(&sent, None);
    assert!(same.changes.is_empty() && same.diagnostics.is_empty(), "{:?}", same.diagnostics);
    // As a file of another language, its words tell.
    let wrong = imported(&sent.replace("target-language=\"de\"", "target-language=\"fr\""), None);
    let found: Vec<_> = wrong.diagnostics.iter().filter(|said| said.rule == Rule::WrongLanguage).collect();
    assert_eq!(found.len(), 1, "all texts are told in one");
    assert!(found[0].message.contains("in German"), "{}", found[0].message);
    // What the file says may not be contradicted.
    let contradicted = imported(&sent, Some("fr"));
    assert!(contradicted.diagnostics.iter().any(|said| said.rule == Rule::BadLanguage));
    assert!(contradicted.changes.is_empty());
}

#[test]
fn a_first_translation_is_not_taken_for_one_into_a_kindred_language() {
    let files = shipped_framework();
    let prepared = prepared(&files);
    // Portuguese and Danish are there, and share most words with these.
    for lang in ["es", "nb"].map(|code| Lang::parse(code).expect("it is supported")) {
        let locale = Locale::european(lang);
        let wish = Export { locale: &locale, format: Format::Po, documents: &[], states: &[] };
        let (file, _) = export(&prepared, &files, &wish).expect("it is exported");
        // As from a program that has lost what was sent out, into a catalogue without any translation.
        let text = String::from_utf8(file.bytes).expect("it is text");
        let lines = text.lines().filter(|line| !line.starts_with("#. Sent as"));
        let text: String = lines.map(|line| format!("{line}\n")).collect();
        let path = locale.catalogue();
        let mut empty = files.clone();
        let header = text.split("\n\n").next().expect("a header");
        empty.insert(path, format!("{header}\n").into_bytes());
        let returned = [Returned { path: "back.po", bytes: text.as_bytes(), lang: None }];
        let found = import(&crate::pdf_framework::prepared(&empty), &empty, &returned, &Terms::default());
        let wrong = found.diagnostics.iter().filter(|said| said.rule == Rule::WrongLanguage);
        let wrong: Vec<&str> = wrong.map(|said| said.message.as_str()).collect();
        assert!(wrong.is_empty(), "{lang}: {wrong:?}");
    }
}

/// The lines of `a` that `b` does not have as often.
fn lines_without<'a>(a: &'a str, b: &str) -> Vec<&'a str> {
    let mut rest: Vec<&str> = b.lines().collect();
    a.lines()
        .filter(|line| match rest.iter().position(|other| other == line) {
            Some(at) => {
                rest.swap_remove(at);
                false
            }
            None => true,
        })
        .collect()
}
