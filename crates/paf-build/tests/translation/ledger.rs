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
    let ended = format!("the translation of `{LEAD}` is another one than Dr. A approved on 2026-11-25");
    assert_eq!(told(&desk.prepared().1, Rule::EndedRecord), std::slice::from_ref(&ended));
    // Less for the new wording is still less than there was.
    desk.mark(&[LEAD], State::Translated, "Agency", false);
    assert_eq!(told(&desk.prepared().1, Rule::EndedRecord), std::slice::from_ref(&ended));
    desk.mark(&[LEAD], State::Approved, "Dr. B", false);
    assert_eq!(told(&desk.prepared().1, Rule::EndedRecord), [""; 0]);

    desk.edit(CATALOGUE, "Fragen Sie nach dem, was Sie brauchen.", "");
    let also = ended.replace("Dr. A", "Dr. B");
    let [ended, agency] = [ended, ended_for("Agency", "translated")];
    let gone = [agency, ended, also];
    assert_eq!(told(&desk.prepared().1, Rule::EndedRecord), gone);
    let text = desk.read(CATALOGUE);
    let at = text.find(&format!("msgctxt \"{LEAD}\"")).expect("the entry");
    let (before, after) = text.split_at(at);
    let without = format!("{before}{}", after.split_once("msgstr \"\"\n").expect("the translation").1);
    desk.write(CATALOGUE, &without);
    assert_eq!(told(&desk.prepared().1, Rule::EndedRecord), gone);

    desk.sync(&[]);
    let empty = "msgid \"Ask for what you need.\"\nmsgstr \"";
    desk.edit(CATALOGUE, empty, &format!("{empty}Verlangen Sie, was Sie brauchen."));
    assert_eq!(desk.state(LEAD), State::Approved);
}

fn ended_for(by: &str, state: &str) -> String {
    format!("the translation of `{LEAD}` is another one than {by} {state} on 2026-11-25")
}

/// A wording that a person gave up may come back by hand, with the lesser word of that time.
#[test]
fn an_older_wording_with_a_lesser_record_is_told_by_all_who_vouched_for_more() {
    let (old, new) = ("Verlangen Sie, was Sie brauchen.", "Fragen Sie nach dem, was Sie brauchen.");
    for order in [[0, 1, 2, 3], [3, 2, 1, 0]] {
        let mut desk = Desk::new();
        desk.mark(&[LEAD], State::Translated, "Agency", false);
        desk.edit(CATALOGUE, old, new);
        for (by, state) in
            [("Agency", State::Translated), ("Dr. A", State::Reviewed), ("Dr. B", State::Reviewed)]
        {
            desk.mark(&[LEAD], state, by, false);
        }
        // Git may join the records of two branches in any order.
        let text = desk.read(LEDGER);
        let (head, records) = text.split_once(":\n").expect("a list of records");
        let records: Vec<&str> = records.lines().collect();
        let joined: Vec<&str> = order.iter().map(|at| records[*at]).collect();
        desk.write(LEDGER, &format!("{head}:\n{}\n", joined.join("\n")));

        assert_eq!(told(&desk.prepared().1, Rule::EndedRecord), [""; 0]);
        desk.edit(CATALOGUE, new, old);
        assert_eq!(desk.state(LEAD), State::Translated);
        let ended = [ended_for("Dr. A", "reviewed"), ended_for("Dr. B", "reviewed")];
        assert_eq!(told(&desk.prepared().1, Rule::EndedRecord), ended);
    }
}

/// A file, what stands in it, and what it becomes.
type Edit<'a> = (&'a str, &'a str, &'a str);

/// Who vouched for a translation is named with what it is behind, in whatever way it came to be so.
#[test]
fn a_stale_translation_is_told_with_all_who_vouched_for_it() {
    let words = "approved by Dr. A on 2026-11-25, approved by Dr. B on 2026-11-25, translated by Agency on 2026-11-25";
    let older = format!("the translation of `{LEAD}` was made from an older text; it was {words}");
    let marked = format!("the translation of `{LEAD}` is marked as one to look at again; it was {words}");
    let other = format!("the translation of `{LEAD}` was {words} with another source text");
    let (english, now) = ("Ask for what you need.", "Never ask for what you need.");
    let msgctxt = format!("msgctxt \"{LEAD}\"");
    let fuzzy = format!("#, fuzzy\n{msgctxt}");
    let edits: [(&[Edit<'_>], &str); 3] = [
        (&[(LEAFLET, english, now)], &older),
        (&[(CATALOGUE, &msgctxt, &fuzzy)], &marked),
        (&[(LEAFLET, english, now), (CATALOGUE, english, now)], &other),
    ];
    for (edits, message) in edits {
        let mut desk = Desk::new();
        for (by, state) in
            [("Agency", State::Translated), ("Dr. B", State::Approved), ("Dr. A", State::Approved)]
        {
            desk.mark(&[LEAD], state, by, false);
        }
        for (path, from, to) in edits {
            desk.edit(path, from, to);
        }
        assert_eq!(desk.state(LEAD), State::Stale);
        let (prepared, found) = desk.prepared();
        let stale: Vec<String> =
            paf_build::all_stale(&prepared).into_iter().map(|found| found.message).collect();
        assert_eq!(stale, [message]);
        assert_eq!(told(&found, Rule::EndedRecord), [""; 0]);
    }
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
