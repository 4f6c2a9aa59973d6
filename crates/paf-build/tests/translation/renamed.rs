//! Texts that have other keys now.

use paf_diag::Rule;
use paf_translate::State;

use crate::desk::{CATALOGUE, Desk, LEAD, LEAFLET, all, told};

const MINOR_CHANGES: &str = "framework/locales/minor-changes.yaml";
const NEW_LEAD: &str = "leaflet.panels.cover.lead";
const PANELS: (&str, &str) = ("leaflet.panels.front", "leaflet.panels.cover");

/// Approved, one text of it reworded since, and the panel renamed.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.mark(&[], State::Approved, "Dr. A", false);
    desk.edit(LEAFLET, "Ask for what you need.", "Ask for all you need.");
    desk.sync(&[LEAD]);
    desk.edit(LEAFLET, "id: front", "id: cover");
    desk
}

#[test]
fn translations_records_and_rewordings_are_carried_over() {
    let mut desk = desk();
    assert_eq!(desk.renamed(&[PANELS]).carried, 2);
    assert_eq!(desk.state(NEW_LEAD), State::Approved);
    assert_eq!(desk.state("leaflet.panels.cover.title"), State::Approved);
    assert!(!desk.read(CATALOGUE).contains("leaflet.panels.front"));
    let log = desk.read(MINOR_CHANGES);
    assert!(log.contains(NEW_LEAD) && !log.contains(LEAD), "{log}");
    let before = all(&desk);
    assert!(desk.sync(&[]).changes.is_empty());
    assert_eq!(all(&desk), before);
}

#[test]
fn a_sync_in_between_loses_nothing() {
    let mut once = desk();
    let mut between = desk();
    between.sync(&[]);
    assert_eq!(between.state(NEW_LEAD), State::Missing);
    for desk in [&mut once, &mut between] {
        assert_eq!(desk.renamed(&[PANELS]).carried, 2);
    }
    for key in [NEW_LEAD, "leaflet.panels.cover.title"] {
        assert_eq!(between.state(key), State::Approved);
    }
    let sorted = |desk: &Desk| {
        let mut lines: Vec<String> = desk.read(CATALOGUE).lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&between), sorted(&once));
}

#[test]
fn of_several_that_were_put_away_the_one_that_somebody_vouches_for_is_carried_over() {
    let mut desk = desk();
    desk.sync(&[]);
    let other =
        format!("\n#~ msgctxt \"{LEAD}\"\n#~ msgid \"Ask for all you need.\"\n#~ msgstr \"Falsch\"\n");
    let merged = desk.read(CATALOGUE) + &other;
    desk.write(CATALOGUE, &merged);
    let synced = desk.renamed(&[PANELS]);
    assert_eq!(desk.state(NEW_LEAD), State::Approved);
    assert!(desk.read(CATALOGUE).contains("#~ msgstr \"Falsch\""));
    assert_eq!(
        told(&synced.diagnostics, Rule::Conflict),
        [format!(
            "2 translations of `{LEAD}` were put away in this file; taken was the one that is approved by Dr. A \
             on 2026-11-25"
        )]
    );
}

#[test]
fn a_text_that_is_reworded_as_well_is_stale() {
    let mut desk = desk();
    desk.edit(LEAFLET, "Ask for all you need.", "Never ask.");
    desk.renamed(&[(LEAD, NEW_LEAD)]);
    assert_eq!(desk.state(NEW_LEAD), State::Stale);
    assert!(desk.read(CATALOGUE).contains("#| msgid \"Ask for all you need.\""));
}

#[test]
fn a_translation_that_the_new_key_has_already_is_not_overwritten() {
    let mut desk = desk();
    desk.sync(&[]);
    let empty = "msgid \"Ask for all you need.\"\nmsgstr \"\"";
    desk.edit(CATALOGUE, empty, &empty.replace("\"\"", "\"Neu\""));
    let synced = desk.renamed(&[PANELS]);
    assert_eq!(synced.carried, 1);
    assert_eq!(
        told(&synced.diagnostics, Rule::UnknownTranslation),
        [format!("`{NEW_LEAD}` has a translation of its own, and that of `{LEAD}` was not carried over: de")]
    );
    let text = desk.read(CATALOGUE);
    assert!(text.contains("Verlangen Sie") && text.contains("msgstr \"Neu\""), "{text}");
}

#[test]
fn wrong_names_are_refused_with_the_right_ones() {
    let mut desk = desk();
    let before = all(&desk);
    for (old, new, message, help) in [
        (
            PANELS.0,
            "leaflet.panels.covr",
            "no text has the key `leaflet.panels.covr`",
            "did you mean `leaflet.panels.cover`?",
        ),
        (
            "leaflet.panels.frond",
            PANELS.1,
            "no catalogue has translations for the key `leaflet.panels.frond`",
            "did you mean `leaflet.panels.front`?",
        ),
        (
            "leaflet.panels.call",
            PANELS.1,
            "`leaflet.panels.call.body.fever.text` is the key of a text still, and its translations stay with it",
            "name the key that a text had before and has no more, as in `--renamed old=new`",
        ),
        (PANELS.0, "leaflet.panels.call", "", ""),
    ] {
        let found = desk.renamed(&[(old, new)]).diagnostics;
        if message.is_empty() {
            // The title of the one would be that of the other, which has one.
            assert!(!told(&found, Rule::UnknownTranslation).is_empty(), "{found:?}");
            continue;
        }
        assert_eq!(told(&found, Rule::UnknownSelection), [message]);
        assert_eq!(found.iter().next().map(|found| found.help.clone()), Some(vec![help.to_owned()]));
        assert_eq!(all(&desk), before);
    }
}
