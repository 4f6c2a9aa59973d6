//! Who vouches for what, and when that ends.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up is a failure")]

use paf_diag::{Diagnostics, Rule, SourceFile};
use paf_locale::{Date, HouseStyle, Lang};
use paf_model::TextKey;
use paf_model::node::NodeValue;
use paf_translate::checks::CheckContext;
use paf_translate::minor::{MinorChange, appended};
use paf_translate::termbase::Termbase;
use paf_translate::{Catalogue, Ledger, NotAVoucher, State, Voucher};
use proptest::prelude::*;

use super::{catalogue, entry, stale, text};

fn voucher(state: State) -> Voucher {
    Voucher {
        state,
        by: "N. \"Nobody\" Name".to_owned(),
        role: "reader: of tests".to_owned(),
        date: Date::new(2026, 11, 20).unwrap(),
    }
}

/// The state of the text `a`, whose source today is `source`.
fn state(po: &str, source: &str, ledger: &Ledger) -> State {
    let file = SourceFile::new("framework/locales/de.po", po);
    let lang = Lang::parse("de").unwrap();
    let against = CheckContext {
        house_style: HouseStyle::EuIsg,
        do_not_translate: &[],
        glossary: &[],
        termbase: &Termbase::empty(),
        passed: None,
    };
    Catalogue::read(&file, lang, &[text("a", source)], ledger, &against, &mut Diagnostics::new())
        .state(&TextKey::from("a"))
}

#[test]
fn an_approval_ends_when_either_side_is_edited() {
    let mut ledger = Ledger::default();
    let po = catalogue(&[entry("a", "One sentence", "Ein Satz")]);
    assert_eq!(state(&po, "One sentence", &ledger), State::Draft);
    for approved in [State::Translated, State::Reviewed, State::Approved] {
        ledger.vouch(&TextKey::from("a"), "One sentence", "Ein Satz", voucher(approved));
        assert_eq!(state(&po, "One sentence", &ledger), approved);
    }
    assert_eq!(state(&po, "Two sentences", &ledger), State::Stale);
    let edited = catalogue(&[entry("a", "One sentence", "Ein anderer Satz")]);
    assert_eq!(state(&edited, "One sentence", &ledger), State::Draft);
    let marked = catalogue(&[stale("a", "No sentence", "One sentence", "Ein Satz")]);
    assert_eq!(state(&marked, "One sentence", &ledger), State::Stale);
    let empty = catalogue(&[entry("a", "One sentence", "")]);
    assert_eq!(state(&empty, "One sentence", &ledger), State::Missing);
    // A rewording without a change of meaning carries the approval over.
    ledger.rebase("a", "One sentence", "One sentence.");
    let reworded = catalogue(&[entry("a", "One sentence.", "Ein Satz")]);
    assert_eq!(state(&reworded, "One sentence.", &ledger), State::Approved);
}

#[test]
fn a_ledger_is_read_as_it_was_written() {
    let mut ledger = Ledger::default();
    ledger.vouch(&TextKey::from("a.b"), "One", "Eins", voucher(State::Reviewed));
    ledger.vouch(&TextKey::from("a.c"), "Two\n\u{2028}", "Zwei \\", voucher(State::Approved));
    let mut diagnostics = Diagnostics::new();
    let text = ledger.to_text();
    let read = Ledger::read(&SourceFile::new("framework/locales/de.ledger.yaml", text), &mut diagnostics);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!(read, ledger);
}

#[test]
fn a_ledger_whose_last_record_was_lowered_is_read_and_one_that_was_emptied_is_not() {
    let mut ledger = Ledger::default();
    ledger.vouch(&TextKey::from("a.b"), "One", "Eins", voucher(State::Approved));
    ledger.lower(&TextKey::from("a.b"), "One", "Eins", State::Draft);
    for (text, errors) in [(ledger.to_text().as_str(), 0), ("", 1), (" \n", 1)] {
        let mut diagnostics = Diagnostics::new();
        let file = SourceFile::new("framework/locales/de.ledger.yaml", text);
        assert_eq!(Ledger::read(&file, &mut diagnostics), ledger);
        assert_eq!(diagnostics.errors(), errors, "{text:?}: {diagnostics:?}");
    }
}

proptest! {
    /// Whatever is in a name, a role or the texts.
    #[test]
    fn no_name_makes_a_ledger_that_cannot_be_read(
        names in prop::collection::vec(("\\PC{1,40}|[!-~ ]{1,20}|.{1,20}", "\\PC{1,40}|.{1,20}"), 1..4),
    ) {
        let mut ledger = Ledger::default();
        let day = Date::new(2026, 11, 20).unwrap();
        for (number, (by, role)) in names.iter().enumerate() {
            let Ok(voucher) = Voucher::new(State::Approved, by, role, day, day) else { continue };
            ledger.vouch(&TextKey::from("a.b"), "One", "Eins", voucher.clone());
            ledger.vouch(&TextKey::from(format!("a.c{number}").as_str()), "One", "Eins", voucher);
        }
        let mut diagnostics = Diagnostics::new();
        let file = SourceFile::new("framework/locales/de.ledger.yaml", ledger.to_text());
        prop_assert_eq!(Ledger::read(&file, &mut diagnostics), ledger);
        prop_assert!(diagnostics.is_empty(), "{:?}", diagnostics);
    }

    #[test]
    fn a_rewording_is_written_so_that_it_can_be_read(from in ".{0,40}", to in "\\PC{0,40}") {
        let mut log = Vec::new();
        MinorChange::add(&mut log, "a.b", &from, &to, "de", Date::new(2026, 11, 20).unwrap());
        let file = SourceFile::new("framework/locales/minor-changes.yaml", appended("", &log));
        let mut diagnostics = Diagnostics::new();
        let node = paf_model::yaml::read(&file, &mut diagnostics);
        prop_assert!(diagnostics.is_empty(), "{:?}", diagnostics);
        let Some(NodeValue::List(changes)) = node.map(|node| node.value) else { unreachable!("a list") };
        let read = |key: &str| changes[0].get(key).and_then(|node| node.as_str()).map(str::to_owned);
        prop_assert_eq!((read("from"), read("to")), (Some(from), Some(to)));
    }
}

#[test]
fn names_that_mean_something_in_yaml_are_names() {
    let day = Date::new(2026, 11, 20).unwrap();
    for name in [
        "yes",
        "null",
        "~",
        "- a",
        "a: b",
        "a #b",
        "{a",
        "[a",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "\"a",
        "'a",
        "1.0",
        "2026-11-20",
        "Dr. Ö. O\u{2019}Neill, MD",
        "नाम\u{200d}",
        "𝒜",
        "a\\nb",
        "---",
    ] {
        let voucher = Voucher::new(State::Approved, name, name, day, day).unwrap();
        let mut ledger = Ledger::default();
        ledger.vouch(&TextKey::from("a.b"), "One", "Eins", voucher.clone());
        let mut diagnostics = Diagnostics::new();
        let read = Ledger::read(&SourceFile::new("de.ledger.yaml", ledger.to_text()), &mut diagnostics);
        assert!(diagnostics.is_empty(), "{name}: {diagnostics:?}");
        assert_eq!(read.voucher(&TextKey::from("a.b"), "One", "Eins"), Some(&voucher), "{name}");
    }
}

#[test]
fn what_is_no_name_or_no_day_is_refused() {
    let day = |day| Date::new(2026, 11, day).unwrap();
    let refused = |by: &str, role: &str, on: u8| {
        Voucher::new(State::Approved, by, role, day(on), day(20)).expect_err("it is refused")
    };
    for c in ['\u{92}', '\n', '\u{7f}', '\u{feff}', '\u{200b}', '\u{202e}', '\u{ad}', '\u{2028}', '\u{fffe}']
    {
        assert_eq!(refused(&format!("O{c}Neill"), "r", 20), NotAVoucher::Invisible { what: "by", c });
        assert_eq!(refused("N", &format!("a{c}b"), 20), NotAVoucher::Invisible { what: "role", c });
    }
    assert_eq!(refused(" ", "r", 20), NotAVoucher::Empty { what: "by" });
    assert_eq!(refused("N", &"r".repeat(201), 20), NotAVoucher::Long { what: "role", long: 201 });
    assert_eq!(refused("N", "r", 21), NotAVoucher::Future { date: day(21) });
}

#[test]
fn a_record_with_an_invisible_character_is_told() {
    let text =
        "a: {state: approved, source: x, target: x, by: \"O\\u0092Neill\", role: R, date: 2026-11-20}\n";
    let mut diagnostics = Diagnostics::new();
    Ledger::read(&SourceFile::new("framework/locales/de.ledger.yaml", text), &mut diagnostics);
    let told: Vec<_> = diagnostics.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(told, ["`by` has the invisible character U+0092"]);
}

#[test]
fn several_people_can_vouch_for_one_text() {
    let key = TextKey::from("a");
    let mut ledger = Ledger::default();
    let by = |name: &str, state| Voucher { by: name.to_owned(), ..voucher(state) };
    for (name, state) in [("T", State::Translated), ("B", State::Approved), ("A", State::Approved)] {
        ledger.vouch(&key, "One", "Eins", by(name, state));
    }
    ledger.vouch(&key, "Two", "Zwei", by("T", State::Translated));
    assert_eq!(ledger.vouchers(&key, "One", "Eins").count(), 3);
    assert_eq!(ledger.voucher(&key, "One", "Eins").map(|found| found.state), Some(State::Approved));
    let lowered = ledger.lower(&key, "One", "Eins", State::Translated);
    assert_eq!(lowered, [by("B", State::Approved), by("A", State::Approved)]);
    assert_eq!(ledger.voucher(&key, "One", "Eins"), Some(&by("T", State::Translated)));
    ledger.rename("a", "b");
    assert_eq!((ledger.records(&key).len(), ledger.records(&TextKey::from("b")).len()), (0, 2));
}

#[test]
fn a_mark_in_another_role_or_of_an_older_day_stands_beside_the_former() {
    let key = TextKey::from("a");
    let mut ledger = Ledger::default();
    let mut mark = |role: &str, day: u8| {
        let date = Date::new(2026, 11, day).unwrap();
        let voucher = Voucher { state: State::Approved, by: "N".to_owned(), role: role.to_owned(), date };
        ledger.vouch(&key, "One", "Eins", voucher);
        let text = ledger.to_text();
        let mut diagnostics = Diagnostics::new();
        ledger = Ledger::read(&SourceFile::new("framework/locales/de.ledger.yaml", text), &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let said = |found: &Voucher| format!("{} {}", found.role, found.date.iso());
        ledger.vouchers(&key, "One", "Eins").map(said).collect::<Vec<_>>()
    };
    assert_eq!(mark("reader", 20), ["reader 2026-11-20"]);
    assert_eq!(mark("editor", 21), ["reader 2026-11-20", "editor 2026-11-21"]);
    assert_eq!(mark("reader", 19), ["reader 2026-11-20", "editor 2026-11-21", "reader 2026-11-19"]);
    assert_eq!(mark("reader", 20), ["reader 2026-11-20", "editor 2026-11-21", "reader 2026-11-19"]);
    assert_eq!(mark("reader", 22), ["reader 2026-11-22", "editor 2026-11-21", "reader 2026-11-19"]);
}

#[test]
fn a_malformed_record_is_told_and_counts_for_nothing() {
    let text = "a: {state: aproved, source: x, target: x, by: N, role: R, date: 2026-11-20}\n\
                b: {state: approved, source: x, by: N, role: \"\", date: 2026-11-20}\n\
                c: {state: approved, source: x, target: x, by: N, role: R, date: 2026-02-30}\n\
                d: 7\n\
                e: {state: missing, source: x, target: x, by: N, role: R, date: 2026-11-20}\n";
    let mut diagnostics = Diagnostics::new();
    let read = Ledger::read(&SourceFile::new("framework/locales/de.ledger.yaml", text), &mut diagnostics);
    assert!(read.is_empty());
    let lines: Vec<(usize, Rule)> = diagnostics
        .iter()
        .map(|found| (found.primary.as_ref().unwrap().place.start().line, found.rule))
        .collect();
    assert!(lines.contains(&(1, Rule::Ledger)), "{lines:?}");
    assert_eq!(lines.iter().filter(|(line, _)| *line == 2).count(), 2, "{lines:?}");
    assert!(lines.contains(&(3, Rule::BadDate)), "{lines:?}");
    assert!(lines.contains(&(5, Rule::Ledger)), "{lines:?}");
}

/// One line and the remedy for whatever people may write into a ledger by hand.
#[test]
fn what_is_wrong_in_a_ledger_is_told_with_its_line_and_what_to_do() {
    let record = |from: &str, to: &str| {
        let record = "{state: approved, source: x, target: x, by: N, role: R, date: 2026-11-20}";
        assert!(record.contains(from), "{from}");
        record.replace(from, to)
    };
    let plain = record("", "");
    let long = "N".repeat(201);
    let again = "delete the line and mark the text again with `paf translate mark KEY --lang de --state STATE --by NAME --role ROLE`";
    let cases: [(String, usize, &str, &str); 11] = [
        (format!("a: {}", record("by:", "bye:")), 1, "a record has no `bye`", "did you mean `by`?"),
        (
            format!("a: {}", record("role", "note: x, role")),
            1,
            "a record has no `note`",
            "write remarks behind a `#`",
        ),
        (format!("a: {}", record("by: N", "by: \" \"")), 1, "this record has no `by`", again),
        (
            format!("a: {}", record("by: N", "by: \"N\\tM\"")),
            1,
            "`by` has the invisible character U+0009",
            again,
        ),
        (
            format!("a: {}", record("role: R", "role: \"R\\u202e\"")),
            1,
            "`role` has the invisible character U+202E",
            again,
        ),
        (
            format!("a: {}", record("by: N", &format!("by: {long}"))),
            1,
            "`by` has 201 characters, and at most 200 can be printed",
            again,
        ),
        ("a: approved".to_owned(), 1, "a record is a group of keys, and this is a text", again),
        ("a: []".to_owned(), 1, "`a` has no record", "delete the key"),
        (
            format!("a:\n  - {plain}\n  - {}", record("-20", "-21")),
            3,
            "that the translation of `a` is approved by N stands here twice",
            "delete one of the two; the later day counts",
        ),
        (
            format!("a: {plain}\nb: {plain}\na: {}", record("by: N", "by: M")),
            3,
            "the key `a` stands twice",
            "put the records of both below one key, each on a line of its own that begins with `- `: all of them count",
        ),
        (
            format!("a: {}", record("state: approved", "state: Approved")),
            1,
            "nobody can vouch for the state `Approved`",
            again,
        ),
    ];
    for (text, line, message, help) in cases {
        let mut diagnostics = Diagnostics::new();
        Ledger::read(&SourceFile::new("framework/locales/de.ledger.yaml", text.as_str()), &mut diagnostics);
        let found = diagnostics.iter().find(|found| found.message == message);
        let found = found.unwrap_or_else(|| panic!("{text}: {diagnostics:?}"));
        assert_eq!(found.primary.as_ref().unwrap().place.start().line, line, "{text}");
        assert!(found.help.iter().any(|found| found == help), "{text}: {:?}", found.help);
    }
}
