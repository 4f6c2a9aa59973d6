//! What a person vouched for is not lost and not lowered without a word.

use paf_diag::Rule;
use paf_translate::State;

use crate::desk::{CATALOGUE, Desk, FRAMEWORK, LEAD, LEAFLET, LEDGER, all, told};

#[test]
fn approvals_survive_a_document_that_is_taken_out_and_put_back() {
    let mut desk = Desk::new();
    desk.mark(&[], State::Approved, "A Person", false);
    assert_eq!(desk.read(LEDGER).matches("state: approved").count(), 5);
    let before = all(&desk);
    for (with, without) in [("  leaflet: {}\n", ""), ("  leaflet: {}", "  leaflet: {languages: [en]}")] {
        desk.edit(FRAMEWORK, with, without);
        let out = desk.sync(&[]);
        assert!(out.changes.iter().all(|change| change.path == CATALOGUE), "the ledger stays as it is");
        assert_eq!(desk.prepared().1.warnings(), 0, "nothing is missed that no document prints");
        desk.edit(
            FRAMEWORK,
            if without.is_empty() { "  card: {}\n" } else { without },
            &match without {
                "" => format!("{with}  card: {{}}\n"),
                _ => with.to_owned(),
            },
        );
        desk.sync(&[]);
        assert_eq!(all(&desk), before);
    }
}

#[test]
fn a_sync_with_nothing_to_do_leaves_a_foreign_record_alone() {
    let mut desk = Desk::new();
    desk.mark(&[], State::Approved, "A Person", false);
    let record =
        desk.read(LEDGER).lines().last().expect("a record").replacen("leaflet.title", "leaflet.was", 1);
    let ledger = desk.read(LEDGER) + &record + "\n";
    desk.write(LEDGER, &ledger);
    assert!(desk.sync(&[]).changes.is_empty());
    assert_eq!(desk.read(LEDGER), ledger);
}

#[test]
fn a_mark_lowers_nothing_that_it_is_not_told_to_lower() {
    let mut desk = Desk::new();
    desk.mark(&[LEAD], State::Approved, "Dr. A", false);
    let marked = desk.mark(&["leaflet.panels.front"], State::Translated, "Agency", false);
    assert_eq!(marked.texts, 1);
    assert_eq!(
        told(&marked.diagnostics, Rule::LoweredRecord),
        [format!("1 text approved by Dr. A on 2026-11-25 stayed as before: `{LEAD}`")]
    );
    assert_eq!(desk.state(LEAD), State::Approved);

    let marked = desk.mark(&["leaflet.panels.front"], State::Translated, "Agency", true);
    assert_eq!(marked.texts, 2);
    assert_eq!(
        told(&marked.diagnostics, Rule::LoweredRecord),
        [format!("1 text approved by Dr. A on 2026-11-25 became translated: `{LEAD}`")]
    );
    assert_eq!(desk.state(LEAD), State::Translated);
}

#[test]
fn what_was_vouched_for_before_is_kept() {
    let mut desk = Desk::new();
    desk.mark(&[LEAD], State::Translated, "Agency", false);
    desk.mark(&[LEAD], State::Approved, "Dr. A", false);
    desk.mark(&[LEAD], State::Approved, "Dr. B", false);
    let once = desk.read(LEDGER);
    desk.mark(&[LEAD], State::Approved, "Dr. B", false);
    assert_eq!(desk.read(LEDGER), once);
    for by in ["Agency", "Dr. A", "Dr. B"] {
        assert!(once.contains(&format!("by: \"{by}\"")), "{once}");
    }
}

#[test]
fn an_edit_ends_an_approval_with_a_word_and_its_reversal_brings_it_back() {
    let mut desk = Desk::new();
    desk.mark(&[LEAD], State::Approved, "Dr. A", false);
    desk.edit(CATALOGUE, "Verlangen Sie, was Sie brauchen.", "Fragen Sie nach dem, was Sie brauchen.");
    assert_eq!(desk.state(LEAD), State::Draft);
    let ended = format!("the translation of `{LEAD}` is another one than Dr. A approved");
    assert_eq!(told(&desk.prepared().1, Rule::EndedRecord), std::slice::from_ref(&ended));
    desk.mark(&[LEAD], State::Translated, "Agency", false);
    assert_eq!(told(&desk.prepared().1, Rule::EndedRecord), [""; 0]);

    desk.edit(CATALOGUE, "Fragen Sie nach dem, was Sie brauchen.", "");
    assert_eq!(told(&desk.prepared().1, Rule::EndedRecord), std::slice::from_ref(&ended));
    let text = desk.read(CATALOGUE);
    let at = text.find(&format!("msgctxt \"{LEAD}\"")).expect("the entry");
    let (before, after) = text.split_at(at);
    let without = format!("{before}{}", after.split_once("msgstr \"\"\n").expect("the translation").1);
    desk.write(CATALOGUE, &without);
    assert_eq!(told(&desk.prepared().1, Rule::EndedRecord), [ended]);

    desk.sync(&[]);
    let empty = "msgid \"Ask for what you need.\"\nmsgstr \"";
    desk.edit(CATALOGUE, empty, &format!("{empty}Verlangen Sie, was Sie brauchen."));
    assert_eq!(desk.state(LEAD), State::Approved);
}

/// One branch finds that the translation is right for today's text, the other one changes the text.
#[test]
fn a_record_for_another_source_text_makes_stale_what_the_catalogue_calls_current() {
    let mut desk = Desk::new();
    desk.mark(&[LEAD], State::Approved, "Dr. A", false);
    for path in [LEAFLET, CATALOGUE] {
        desk.edit(path, "Ask for what you need.", "Never ask for what you need.");
    }
    assert_eq!(desk.state(LEAD), State::Stale);
    let (prepared, _) = desk.prepared();
    let stale: Vec<String> =
        paf_build::all_stale(&prepared).into_iter().map(|warning| warning.message).collect();
    assert_eq!(
        stale,
        [format!("the translation of `{LEAD}` was approved by Dr. A on 2026-11-25 with another source text")]
    );
    // A mark of many texts at once does not settle it; one that names it does.
    let marked = desk.mark(&[], State::Approved, "Dr. A", false);
    assert_eq!((marked.texts, desk.state(LEAD)), (4, State::Stale));
    assert!(told(&marked.diagnostics, Rule::NotApproved)[0].contains(LEAD));
    let marked = desk.mark(&[LEAD], State::Approved, "Dr. A", false);
    assert_eq!((marked.texts, desk.state(LEAD)), (1, State::Approved));
}
