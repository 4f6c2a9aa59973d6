//! Records of texts that the framework does not have, and ledgers in the wrong place, are told.

use paf_diag::{Diagnostics, Rule};
use paf_translate::State;

use crate::desk::{CATALOGUE, Desk, LEAD, LEAFLET, LEDGER, day, told};

const COVER: &str = "leaflet.panels.cover";

/// Line, message and helps of what is found of one kind.
fn found(diagnostics: &Diagnostics, rule: Rule) -> Vec<(String, usize, String, Vec<String>)> {
    diagnostics
        .iter()
        .filter(|found| found.rule == rule)
        .map(|found| {
            let place = &found.primary.as_ref().expect("a place").place;
            let path = place.file().path().to_owned();
            (path, place.start().line, found.message.clone(), found.help.clone())
        })
        .collect()
}

#[test]
fn a_record_of_a_text_that_was_renamed_by_hand_is_told_with_the_command_that_carries_it_over() {
    let mut desk = Desk::new();
    desk.mark(&[LEAD], State::Translated, "Agency", false);
    desk.mark(&["leaflet.panels.front"], State::Approved, "Dr. A", false);
    desk.mark(&["leaflet.panels.call"], State::Approved, "Dr. A", false);
    assert_eq!(desk.prepared().1.warnings(), 0);
    desk.edit(LEAFLET, "id: front", "id: cover");
    let line = desk.read(LEDGER).lines().position(|line| line.starts_with(LEAD)).expect("a record") + 1;
    let helps = vec![
        format!(
            "carry the records over with `paf translate sync --renamed leaflet.panels.front={COVER}` if the texts have other keys now"
        ),
        "delete the records if nobody is to vouch for this any more".to_owned(),
    ];
    let expected = [
        (
            LEDGER.to_owned(),
            line,
            format!("the framework has no text `{LEAD}`, translated by Agency on 2026-11-25"),
            helps
                .iter()
                .map(|help| help.replace("the texts have other keys", "the text has another key"))
                .collect(),
        ),
        (
            LEDGER.to_owned(),
            line,
            format!(
                "the framework has no texts `{LEAD}`, `leaflet.panels.front.title`, approved by Dr. A on 2026-11-25"
            ),
            helps,
        ),
    ];
    let now = |desk: &Desk| found(&desk.prepared().1, Rule::OrphanedRecord);
    assert_eq!(now(&desk), expected);
    // A sync puts the translation away and leaves the record where it is.
    desk.sync(&[]);
    assert_eq!(now(&desk), expected);
    desk.renamed(&[("leaflet.panels.front", COVER)]);
    assert!(now(&desk).is_empty());
    assert_eq!(desk.state(&format!("{COVER}.lead")), State::Approved);
}

#[test]
fn a_record_of_a_text_that_is_gone_or_elsewhere_or_waits_is_told_as_such() {
    let line = |key: &str| {
        format!(
            "{key}: {{state: approved, source: \"1\", target: \"2\", by: Dr. A, role: reader, date: 2026-11-20}}\n"
        )
    };
    for (key, message, help) in [
        (
            "leaflet.was",
            "the framework has no text `leaflet.was`, approved by Dr. A on 2026-11-20",
            "carry the records over with `paf translate sync --renamed OLD=NEW` if the text has another key now",
        ),
        (
            "documents.poster.title",
            "the framework has no document `poster` with the text `documents.poster.title`, approved by Dr. A on 2026-11-20",
            "nothing needs to be done if the document `poster` comes back; if it does not, delete the records",
        ),
    ] {
        let mut desk = Desk::new();
        desk.write(LEDGER, &format!("# noted\n{}{}", line(key), line(LEAD)));
        let orphans = found(&desk.prepared().1, Rule::OrphanedRecord);
        let [(path, at, said, helps)] = orphans.as_slice() else { panic!("{orphans:?}") };
        assert_eq!((path.as_str(), *at, said.as_str(), helps[0].as_str()), (LEDGER, 2, message, help));
    }
}

#[test]
fn records_of_a_catalogue_that_is_gone_are_told() {
    let mut desk = Desk::new();
    desk.mark(&[LEAD], State::Approved, "Dr. A", false);
    desk.files.0.remove(CATALOGUE);
    let ended = [format!("the translation of `{LEAD}` is another one than Dr. A approved on 2026-11-25")];
    assert_eq!(told(&desk.prepared().1, Rule::EndedRecord), ended);
    let ledger = desk.read(LEDGER);
    desk.write("framework/locales/fr.ledger.yaml", &ledger);
    desk.write("framework/locales/german.ledger.yaml", &ledger);
    let found = desk.prepared().1;
    assert_eq!(told(&found, Rule::UnknownFile), ["`framework/locales/fr.ledger.yaml` is not used"]);
    assert_eq!(told(&found, Rule::BadLanguage).len(), 1, "{found:?}");
}

#[test]
fn a_ledger_that_was_copied_from_another_language_is_told() {
    let mut desk = Desk::new();
    desk.edit("framework/framework.yaml", "languages: [en, de]", "languages: [en, de, fr]");
    desk.sync(&[]);
    desk.mark(&[], State::Approved, "Dr. A", false);
    assert_eq!(told(&desk.prepared().1, Rule::Ledger), [""; 0]);
    let ledger = desk.read(LEDGER);
    desk.write("framework/locales/fr.ledger.yaml", &ledger);
    let path = "framework/locales/fr.ledger.yaml";
    let expected = (
        path.to_owned(),
        1,
        format!("5 records in `{path}` are of translations into `de`"),
        vec![format!("move them to {LEDGER}, or restore the ledger of `fr`")],
    );
    assert_eq!(found(&desk.prepared().1, Rule::Ledger), [expected]);
}

#[test]
fn a_day_that_is_yet_to_come_is_told() {
    let mut desk = Desk::new();
    desk.mark(&[LEAD], State::Approved, "Dr. A", false);
    let said = |today: u8| -> Vec<String> {
        let found = paf_build::yet_to_come(&desk.prepared().0.ledgers, day(today));
        found.into_iter().map(|found| found.message).collect()
    };
    assert_eq!(said(25), [""; 0]);
    assert_eq!(said(24), [format!("`{LEAD}` is approved by Dr. A on 2026-11-25, a day that is yet to come")]);
}
