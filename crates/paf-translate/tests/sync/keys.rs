//! What happens to each text, by its key.

use paf_locale::Date;
use paf_model::TextKey;
use paf_translate::{Ledger, State, Voucher};

use super::{catalogue, entry, stale, synced, synced_with};

/// The three cases in which GNU `msgmerge` 0.21 goes by likeness of wording.
#[test]
fn likeness_of_wording_decides_nothing() {
    let before = catalogue(&[
        entry("rec.r1.title", "Invest in early education.", "In frühe Bildung investieren."),
        entry("rec.r2.title", "Read more", "Mehr lesen"),
    ]);
    let (after, changes) = synced(
        &before,
        &[
            // Rewritten a little: the translation stays, as a stale one.
            ("rec.r1.title", "Invest in early childhood education."),
            // A new text with the old wording of another: nothing is borrowed from there.
            ("rec.r1.short", "Invest in early education."),
            // Rewritten altogether: the translation is still that of this text.
            ("rec.r2.title", "Entirely different wording"),
        ],
        &[],
    );
    let expected = catalogue(&[
        stale(
            "rec.r1.title",
            "Invest in early education.",
            "Invest in early childhood education.",
            "In frühe Bildung investieren.",
        ),
        entry("rec.r1.short", "Invest in early education.", ""),
        stale("rec.r2.title", "Read more", "Entirely different wording", "Mehr lesen"),
    ]);
    assert_eq!(after, expected);
    assert_eq!(changes.added, ["rec.r1.short"]);
    assert_eq!(changes.stale, ["rec.r1.title", "rec.r2.title"]);
}

#[test]
fn of_several_changes_in_a_row_the_first_counts() {
    let before = catalogue(&[stale("a", "One", "Two", "Eins")]);
    let (after, changes) = synced(&before, &[("a", "Three")], &[]);
    assert_eq!(after, catalogue(&[stale("a", "One", "Three", "Eins")]));
    assert_eq!(changes.stale, ["a"]);
    // Back to the wording that was translated.
    let (after, changes) = synced(&after, &[("a", "One")], &[]);
    assert_eq!(after, catalogue(&[entry("a", "One", "Eins")]));
    assert_eq!(changes.current, ["a"]);
}

#[test]
fn a_text_that_was_never_translated_is_not_stale() {
    let before = catalogue(&[entry("a", "One", "")]);
    let (after, changes) = synced(&before, &[("a", "Two")], &[]);
    assert_eq!(after, catalogue(&[entry("a", "Two", "")]));
    assert!(changes.is_empty());
}

#[test]
fn what_is_removed_is_kept_for_the_record_and_can_come_back() {
    let before = catalogue(&[entry("a", "One", "Eins"), entry("b", "Two", ""), entry("c", "Three", "Drei")]);
    let (without, changes) = synced(&before, &[("c", "Three")], &[]);
    let expected = catalogue(&[
        entry("c", "Three", "Drei"),
        "\n#~ msgctxt \"a\"\n#~ msgid \"One\"\n#~ msgstr \"Eins\"\n".to_owned(),
    ]);
    assert_eq!(without, expected);
    assert_eq!(changes.removed, ["a", "b"]);

    let (after, changes) = synced(&without, &[("a", "One"), ("c", "Three")], &[]);
    assert_eq!(after, catalogue(&[entry("a", "One", "Eins"), entry("c", "Three", "Drei")]));
    assert_eq!(changes.revived, ["a"]);

    let (after, changes) = synced(&without, &[("a", "Other"), ("c", "Three")], &[]);
    assert_eq!(after, catalogue(&[stale("a", "One", "Other", "Eins"), entry("c", "Three", "Drei")]));
    assert_eq!((changes.revived, changes.stale), (vec!["a".to_owned()], vec!["a".to_owned()]));
}

#[test]
fn a_minor_change_keeps_the_translation_current() {
    let before = catalogue(&[entry("a", "One", "Eins"), entry("b", "Two", "Zwei")]);
    let (after, changes) = synced(&before, &[("a", "One."), ("b", "Two.")], &["a"]);
    assert_eq!(after, catalogue(&[entry("a", "One.", "Eins"), stale("b", "Two", "Two.", "Zwei")]));
    assert_eq!(changes.minor, [("a".to_owned(), "One".to_owned(), "One.".to_owned())]);
    assert_eq!(changes.stale, ["b"]);
}

/// The other way round: the text was rewritten, and comes back with a rewording that changes nothing.
#[test]
fn a_minor_change_back_makes_the_translation_current() {
    let before = catalogue(&[stale("a", "One", "Two", "Eins")]);
    let (after, changes) = synced(&before, &[("a", "One")], &["a"]);
    assert_eq!(after, catalogue(&[entry("a", "One", "Eins")]));
    assert_eq!((changes.current, changes.minor), (vec!["a".to_owned()], Vec::new()));
    // A catalogue in which the mark stayed behind is mended.
    let marked = catalogue(&[stale("a", "One", "One", "Eins")]);
    let (after, changes) = synced(&marked, &[("a", "One")], &[]);
    assert_eq!(after, catalogue(&[entry("a", "One", "Eins")]));
    assert_eq!(changes.current, ["a"]);
}

#[test]
fn a_minor_change_of_a_stale_text_leaves_it_stale() {
    let before = catalogue(&[stale("a", "One", "Two", "Eins")]);
    let (after, changes) = synced(&before, &[("a", "Two.")], &["a"]);
    assert_eq!(after, catalogue(&[stale("a", "One", "Two.", "Eins")]));
    assert_eq!((changes.minor.len(), changes.stale), (0, vec!["a".to_owned()]));
}

#[test]
fn a_mark_that_somebody_made_stays_when_the_text_comes_back() {
    let marked = |source: &str| entry("a", source, "Eins").replace("msgctxt", "#, fuzzy\nmsgctxt");
    let (away, _) = synced(&catalogue(&[marked("One")]), &[("a", "Two")], &[]);
    let (back, _) = synced(&away, &[("a", "One")], &[]);
    assert_eq!(back, catalogue(&[marked("One")]));
}

/// Some programs leave the text of before behind when a translator settles the entry.
#[test]
fn a_text_of_before_without_a_mark_says_nothing() {
    let settled = stale("a", "One", "Two", "Zwei").replace("#, fuzzy\n", "");
    let (after, changes) = synced(&catalogue(&[settled]), &[("a", "One")], &[]);
    assert_eq!(after, catalogue(&[stale("a", "Two", "One", "Zwei")]));
    assert_eq!(changes.stale, ["a"]);
}

#[test]
fn what_does_not_change_keeps_every_byte() {
    // Wrapped, with a comment of the translator and a mark of another program.
    let odd = "\n# noted by hand\n#. In: Leaflet\n#: framework/leaflet.yaml\n#, no-wrap\nmsgctxt \"a\"\nmsgid \"\"\n\"One \"\n\"two\"\nmsgstr   \"Eins \"\n  \"zwei\"\n";
    let before = catalogue(&[odd.to_owned(), entry("b", "Two", "Zwei")]);
    let (after, changes) = synced(&before, &[("a", "One two"), ("b", "Two")], &[]);
    assert_eq!(after, before);
    assert!(changes.is_empty());

    let (after, _) = synced(&before, &[("a", "One two"), ("b", "Two!")], &[]);
    assert_eq!(after, catalogue(&[odd.to_owned(), stale("b", "Two", "Two!", "Zwei")]));
}

#[test]
fn a_new_text_stands_after_the_one_before_it() {
    let before = catalogue(&[entry("c", "Three", "Drei"), entry("a", "One", "Eins")]);
    let texts = [("n0", "Zero"), ("a", "One"), ("n1", "One and a half"), ("c", "Three")];
    let (after, changes) = synced(&before, &texts, &[]);
    let expected = catalogue(&[
        entry("n0", "Zero", ""),
        entry("a", "One", "Eins"),
        entry("n1", "One and a half", ""),
        entry("c", "Three", "Drei"),
    ]);
    assert_eq!(after, expected);
    assert_eq!(changes.added, ["n0", "n1"]);
    assert!(changes.ordered);
}

/// Whatever the order of the catalogue was: a text that goes and comes back finds its place.
#[test]
fn what_goes_and_comes_back_leaves_no_trace() {
    let remarked = entry("b", "Two", "").replacen("#. In", "# a remark\n#. In", 1);
    let texts = [("a", "One"), ("b", "Two"), ("c", "Three")];
    // As another program breaks lines.
    let broken = stale("c", "Thre", "Three", "Drei").replace("\"Three\"", "\"\"\n\"Thr\"\n\"ee\"");
    let broken = broken.replace("\"Thre\"", "\"Th\"\n#| \"re\"").replace("\"Drei\"", "\"\"\n\"Drei\"");
    let before = catalogue(&[broken, remarked, entry("a", "One", "Eins")]);
    let (ordered, _) = synced(&before, &texts, &[]);
    assert!(
        ordered.contains("#| msgid \"Th\"\n#| \"re\"\n") && ordered.contains("\"\"\n\"Drei\""),
        "{ordered}"
    );
    for left in [vec![0], vec![1], vec![2], vec![0, 2], vec![]] {
        let left: Vec<(&str, &str)> = left.into_iter().map(|at: usize| texts[at]).collect();
        let (without, _) = synced(&ordered, &left, &[]);
        let (back, changes) = synced(&without, &texts, &[]);
        assert_eq!(back, ordered, "{left:?}");
        assert!(!changes.ordered);
    }
}

/// Somebody vouched for the translation of an older wording, and that one is back.
#[test]
fn a_wording_that_somebody_vouched_for_is_current_when_it_is_back() {
    let ledger_of = |source: &str| {
        let mut ledger = Ledger::default();
        let date = Date::new(2026, 11, 20).unwrap();
        let voucher = Voucher::new(State::Approved, "Dr. A", "reader", date, date).unwrap();
        ledger.vouch(&TextKey::from("a"), source, "Eins", voucher);
        ledger
    };
    let marked = |source: &str| entry("a", source, "Eins").replace("msgctxt", "#, fuzzy\nmsgctxt");
    for (before, vouched, expected) in [
        (entry("a", "Two", "Eins"), "One", entry("a", "One", "Eins")),
        (stale("a", "Two", "Three", "Eins"), "One", entry("a", "One", "Eins")),
        // Another wording, or a mark that somebody set.
        (entry("a", "Two", "Eins"), "Two", stale("a", "Two", "One", "Eins")),
        (marked("Two"), "One", marked("One")),
    ] {
        let (after, _) = synced_with(&catalogue(&[before]), &[("a", "One")], &[], &ledger_of(vouched));
        assert_eq!(after, catalogue(&[expected]));
    }
}

#[test]
fn of_several_that_were_put_away_the_one_that_counts_comes_back() {
    let put_away = |words: &str| format!("\n#~ msgctxt \"a\"\n#~ msgid \"One\"\n#~ msgstr \"{words}\"\n");
    let before = catalogue(&[put_away("Eins"), put_away("Ein"), put_away("Einer")]);
    let mut ledger = Ledger::default();
    let (after, changes) = synced_with(&before, &[("a", "One")], &[], &ledger);
    assert_eq!(after, catalogue(&[entry("a", "One", "Einer"), put_away("Eins"), put_away("Ein")]));
    let warning = changes.several[0].warning();
    assert_eq!(
        warning.message,
        "3 translations of `a` were put away in this file; taken was the last, since nobody vouches for any of \
         them with the source text of today"
    );
    let lines =
        |places: &[paf_diag::Place]| places.iter().map(|place| place.start().line).collect::<Vec<_>>();
    assert_eq!(lines(&changes.several[0].others), [6, 10]);
    let date = Date::new(2026, 11, 20).expect("a day");
    for (state, source, words, taken) in [
        // What somebody vouched for with another source text does not count.
        (State::Approved, "Two", "Ein", "Einer"),
        (State::Translated, "One", "Ein", "Ein"),
        (State::Approved, "One", "Eins", "Eins"),
    ] {
        let voucher = Voucher { state, by: "N".to_owned(), role: "reader".to_owned(), date };
        ledger.vouch(&TextKey::from("a"), source, words, voucher);
        let (after, changes) = synced_with(&before, &[("a", "One")], &[], &ledger);
        assert!(after.contains(&entry("a", "One", taken)), "{after}");
        assert_eq!(after.matches("#~ msgstr").count(), 2);
        assert_eq!(changes.several[0].voucher.is_some(), taken != "Einer");
    }
}
