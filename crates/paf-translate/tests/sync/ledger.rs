//! Who vouches for what, and when that ends.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up is a failure")]

use paf_diag::{Diagnostics, Rule, SourceFile};
use paf_locale::{Date, HouseStyle, Lang};
use paf_model::TextKey;
use paf_translate::checks::CheckContext;
use paf_translate::termbase::Termbase;
use paf_translate::{Catalogue, Ledger, State, Voucher};

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
