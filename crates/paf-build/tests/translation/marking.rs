//! A mark counts for all that it was asked for, or for nothing.

use paf_build::translation::Format;
use paf_diag::{Rule, Severity};
use paf_translate::State;
use paf_translate::exchange::Terms;

use crate::desk::{CATALOGUE, Desk, LEAD, LEAFLET, all, told};

#[test]
fn a_text_in_error_keeps_all_from_being_marked() {
    let mut desk = Desk::new();
    desk.edit(LEAFLET, "Ask for what you need.", "Ask for *what* you need.");
    desk.edit(LEAFLET, "Call your team at once.", "Call your team **at once**.");
    desk.edit(CATALOGUE, "msgid \"Ask for what you need.\"", "msgid \"Ask for *what* you need.\"");
    desk.edit(CATALOGUE, "msgid \"Call your team at once.\"", "msgid \"Call your team **at once**.\"");
    let before = all(&desk);
    let fever = "leaflet.panels.call.body.fever.text";
    for (keys, in_error) in [
        (vec![], vec![LEAD, fever]),
        (vec!["leaflet.panels.front"], vec![LEAD]),
        (vec!["leaflet.title", fever], vec![fever]),
    ] {
        let marked = desk.mark(&keys, State::Approved, "Dr. A", false);
        let errors: Vec<_> =
            marked.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
        assert_eq!(errors.len(), in_error.len(), "{errors:?}");
        for key in in_error {
            let is_named = |found: &&&paf_diag::Diagnostic| found.message.contains(&format!("`{key}`"));
            assert!(errors.iter().find(is_named).is_some_and(|found| found.rule == Rule::MarkMismatch));
        }
        assert!(marked.changes.is_empty());
        assert_eq!(all(&desk), before);
    }
    // What is wrong elsewhere keeps nobody from it.
    assert_eq!(desk.mark(&["leaflet.title"], State::Approved, "Dr. A", false).texts, 1);
    assert_eq!(desk.state("leaflet.title"), State::Approved);
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let mut desk = Desk::new();
    desk.edit(CATALOGUE, "Verlangen Sie, was Sie brauchen.", "");
    desk.edit(LEAFLET, "When to call", "When to come");
    let before = all(&desk);
    let keys = [LEAD, "leaflet.panels.call.title", "leaflet.titel", "leaflet.title"];
    let marked = desk.mark(&keys, State::Approved, "Dr. A", false);
    let errors: Vec<Rule> = marked
        .diagnostics
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .map(|found| found.rule)
        .collect();
    assert_eq!(errors, [Rule::UnknownSelection, Rule::NotApproved, Rule::NotApproved]);
    assert_eq!(all(&desk), before);
    // Of many that are meant at once, those are marked that can be.
    let marked = desk.mark(&["leaflet.panels"], State::Approved, "Dr. A", false);
    assert_eq!((marked.texts, marked.diagnostics.errors(), marked.diagnostics.warnings()), (2, 0, 2));
}

#[test]
fn a_catalogue_with_an_entry_of_no_text_is_not_written() {
    let mut desk = Desk::new();
    let sent = desk.sent(Format::Po).expect("it is sent out");
    desk.edit(LEAFLET, "When to call", "When to come");
    let without = desk.read(CATALOGUE) + "\nmsgid \"Whose?\"\nmsgstr \"Wessen?\"\n";
    desk.write(CATALOGUE, &without);
    let before = all(&desk);
    let is_told = |diagnostics: &paf_diag::Diagnostics| {
        assert_eq!(told(diagnostics, Rule::PoSyntax), ["this entry has no `msgctxt`"]);
    };
    is_told(&desk.sync(&[]).diagnostics);
    is_told(&desk.mark(&["leaflet.title"], State::Approved, "Dr. A", false).diagnostics);
    let mut edited = sent;
    edited.bytes =
        String::from_utf8_lossy(&edited.bytes).replace("Ihre Behandlung", "Ihre Pflege").into_bytes();
    is_told(&desk.import(&edited, &Terms::default()));
    assert!(desk.sent(Format::Po).is_none());
    assert_eq!(all(&desk), before);
}
