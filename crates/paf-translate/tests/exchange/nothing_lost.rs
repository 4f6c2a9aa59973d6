//! Whatever the state at home, whatever was done there since, whatever comes back in whichever format: no word
//! and no approval is lost or lowered without a message that names the text.

use std::collections::BTreeSet;

use paf_diag::SourceFile;
use paf_locale::Date;
use paf_model::TextKey;
use paf_translate::exchange::{Choice, Imported, Terms, xliff, xlsx};
use paf_translate::po::{PoFile, parse};
use paf_translate::sync::{Known, Wanted, sync};
use paf_translate::{Ledger, State, Voucher};

use super::{Read, Row, catalogue, package, read_po, read_xliff, read_xlsx, rich, sources, units};

const SOURCE: &str = "the text of 3 words";
const LATER_SOURCE: &str = "the text of 4 words";
const OLDER_SOURCE: &str = "the text of 2 words";
const SENT: &str = "der Text";
const OURS: &str = "der Text von daheim";
const THEIRS: &str = "der Text von auswärts";
const COMMENT: &str = "as agreed";
const WAIVER: &str = "allow: number-mismatch";
const REMARK: &str = "is this meant?";
const LATE_WAIVER: &str = "allow: spacing";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Start {
    In(State),
    Waived,
    Commented,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Since {
    Nothing,
    Source,
    Target,
    /// Reworded and approved.
    TargetApproved,
    MarkedUp,
    Lowered,
    Doubted,
    DocumentOut,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Po,
    Xliff,
    Xlsx,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Agency {
    Unedited,
    Edited,
    EditedApproved,
    Doubted,
    Emptied,
    Deleted,
    Approved,
    Translated,
    Remarked,
}

const STARTS: [Start; 8] = [
    Start::In(State::Missing),
    Start::In(State::Stale),
    Start::In(State::Draft),
    Start::In(State::Translated),
    Start::In(State::Reviewed),
    Start::In(State::Approved),
    Start::Waived,
    Start::Commented,
];
const SINCE: [Since; 8] = [
    Since::Nothing,
    Since::Source,
    Since::Target,
    Since::TargetApproved,
    Since::MarkedUp,
    Since::Lowered,
    Since::Doubted,
    Since::DocumentOut,
];
const FORMATS: [Format; 3] = [Format::Po, Format::Xliff, Format::Xlsx];
const AGENCY: [Agency; 9] = [
    Agency::Unedited,
    Agency::Edited,
    Agency::EditedApproved,
    Agency::Doubted,
    Agency::Emptied,
    Agency::Deleted,
    Agency::Approved,
    Agency::Translated,
    Agency::Remarked,
];

fn voucher(by: &str, state: State) -> Voucher {
    let date = Date::new(2026, 11, 20).expect("a day");
    Voucher { state, by: by.to_owned(), role: "a name in a test".to_owned(), date }
}

fn key() -> TextKey {
    TextKey::from("k")
}

/// What is at home.
#[derive(Clone)]
struct Home {
    row: Row,
    po: PoFile,
    ledger: Ledger,
}

impl Home {
    fn new(start: Start) -> Self {
        let state = match start {
            Start::In(state) => state,
            Start::Waived | Start::Commented => State::Draft,
        };
        let row = rich(SOURCE, if state == State::Missing { "" } else { SENT }, state);
        let row = if state == State::Stale { row.previous(OLDER_SOURCE) } else { row };
        let mut ledger = Ledger::default();
        if state >= State::Translated {
            ledger.vouch(&key(), SOURCE, SENT, voucher("Home", state));
        }
        let mut home = Self { po: catalogue(std::slice::from_ref(&row)), row, ledger };
        match start {
            Start::Waived => home.comment(WAIVER),
            Start::Commented => home.comment(COMMENT),
            Start::In(_) => {}
        }
        home
    }

    fn comment(&mut self, line: &str) {
        for entry in self.po.entries.iter_mut().filter(|entry| entry.key() == Some("k")) {
            entry.translator_comments.push(line.to_owned());
        }
    }

    /// Does it at home, and the sync with which an import begins.
    fn after(mut self, since: Since) -> Self {
        let entry = self.po.entries.iter_mut().find(|entry| entry.key() == Some("k")).expect("it is there");
        match since {
            Since::Nothing | Since::DocumentOut => {}
            Since::Source => self.row.source = LATER_SOURCE.to_owned(),
            Since::Target | Since::TargetApproved => {
                entry.set_translation(OURS);
                entry.set_fuzzy(false);
                if since == Since::TargetApproved {
                    self.ledger.vouch(&key(), SOURCE, OURS, voucher("Home", State::Approved));
                }
            }
            Since::MarkedUp => {
                entry.set_fuzzy(false);
                entry.previous_msgid = None;
                if entry.is_translated() {
                    self.ledger.vouch(&key(), SOURCE, SENT, voucher("Home", State::Approved));
                }
            }
            Since::Lowered => {
                self.ledger.lower(&key(), SOURCE, SENT, State::Draft);
            }
            Since::Doubted => entry.set_fuzzy(!entry.translation().is_empty()),
        }
        let wanted = Wanted { text: self.row.text(), notes: Vec::new(), file: "content.yaml".to_owned() };
        let wanted = if since == Since::DocumentOut { Vec::new() } else { vec![wanted] };
        sync(&mut self.po, &wanted, Known { minor: &BTreeSet::new(), ledger: &self.ledger });
        // As it is read from the disk.
        let text = self.po.to_text();
        self.po = parse(&SourceFile::new("locales/de.po", text), &mut paf_diag::Diagnostics::new());
        self
    }

    fn words(&self) -> String {
        let entry = self.po.entries.iter().rfind(|entry| entry.key() == Some("k"));
        entry.map(|entry| entry.translation().to_owned()).unwrap_or_default()
    }

    fn comments(&self) -> Vec<String> {
        let entry = self.po.entries.iter().rfind(|entry| entry.key() == Some("k"));
        entry.map(|entry| entry.translator_comments.clone()).unwrap_or_default()
    }

    fn is_doubted(&self) -> bool {
        self.po.find("k").is_some_and(|entry| entry.fuzzy())
    }

    fn state(&self) -> State {
        match self.words().as_str() {
            "" => State::Missing,
            _ if self.is_doubted() => State::Stale,
            words => {
                let voucher = self.ledger.voucher(&key(), &self.row.source, words);
                voucher.map_or(State::Draft, |voucher| voucher.state)
            }
        }
    }

    fn records(&self) -> Vec<(String, String, State, String)> {
        let record = |record: &paf_translate::Record| {
            let voucher = &record.voucher;
            (record.source.clone(), record.target.clone(), voucher.state, voucher.by.clone())
        };
        self.ledger.records(&key()).iter().map(record).collect()
    }
}

/// What the agency makes of the text.
fn returned(sent: &Row, agency: Agency, format: Format) -> Option<Row> {
    let words = |words: &str, state| Row { target: words.to_owned(), state, ..sent.clone() };
    let unfinished = if format == Format::Po { State::Stale } else { State::Draft };
    // A catalogue has no ranks: what is not marked is not stale.
    let rank = |state| if format == Format::Po { State::Draft } else { state };
    let is_there = !sent.target.is_empty();
    Some(match agency {
        Agency::Unedited | Agency::Remarked => sent.clone(),
        Agency::Edited => words(THEIRS, rank(sent.state.max(State::Draft))),
        Agency::EditedApproved => words(THEIRS, rank(State::Approved)),
        Agency::Doubted if is_there => words(&sent.target, unfinished),
        Agency::Approved if is_there => words(&sent.target, rank(State::Approved)),
        Agency::Translated if is_there => words(&sent.target, rank(State::Translated)),
        Agency::Emptied => words("", sent.state),
        Agency::Deleted => return None,
        Agency::Doubted | Agency::Approved | Agency::Translated => sent.clone(),
    })
}

/// The file of the agency, read against the texts of today.
fn read(home: &Home, sent: &Row, agency: Agency, format: Format) -> Read {
    let now = std::slice::from_ref(&home.row);
    let rows: Vec<Row> = returned(sent, agency, format).into_iter().collect();
    if rows.is_empty() {
        return Read { delivery: Default::default(), diagnostics: Default::default(), sources: sources(now) };
    }
    let units = units(&rows);
    let mut read = match format {
        Format::Po => read_po(&catalogue(&rows).to_text(), now),
        Format::Xlsx => read_xlsx(&xlsx::write(&package(&units)).expect("it is short enough"), now),
        Format::Xliff => {
            let mut file = xliff::write(&package(&units));
            if agency == Agency::Emptied {
                file = file.replace(&format!(">{SOURCE}</target>"), "></target>");
            }
            read_xliff(&file, now)
        }
    };
    read = read.sent_as(std::slice::from_ref(sent));
    if agency == Agency::Remarked {
        for entry in &mut read.delivery.entries {
            entry.comments = vec![REMARK.to_owned(), LATE_WAIVER.to_owned()];
        }
    }
    read
}

/// What was lost without a word.
fn lost(start: Start, since: Since, format: Format, agency: Agency, terms: &Terms<'_>) -> Vec<String> {
    let at_first = Home::new(start);
    let sent = at_first.row.clone();
    let before = at_first.after(since);
    let mut after = before.clone();
    let mut read = read(&before, &sent, agency, format);
    let imported = read.merge_on(&mut after.po, &mut after.ledger, terms);
    let names = read.diagnostics.iter().any(|said| said.message.contains("`k`"));
    if read.diagnostics.has_errors() {
        return if names { Vec::new() } else { vec!["an error does not name the text".to_owned()] };
    }
    let told = names || is_listed(&imported);
    let mut faults = Vec::new();
    let mut expect = |holds: bool, what: &str| {
        if !holds && !told {
            faults.push(what.to_owned());
        }
    };
    at_home(&before, &after, &sent, agency, terms, &mut expect);
    from_agency(&before, &after, &sent, (format, agency), terms, &mut expect);
    faults
}

/// Whether the program's own lines name the text: those of `paf translate import` on what nobody vouches for.
fn is_listed(imported: &Imported) -> bool {
    [&imported.claimed, &imported.unfinished].iter().any(|keys| keys.iter().any(|key| key == "k"))
}

fn at_home(
    before: &Home,
    after: &Home,
    sent: &Row,
    agency: Agency,
    terms: &Terms<'_>,
    expect: &mut impl FnMut(bool, &str),
) {
    let kept = before.words() == after.words();
    let edited = matches!(agency, Agency::Edited | Agency::EditedApproved);
    let of_what_was_sent = edited && before.words() == sent.target && before.state() < State::Translated;
    expect(kept || before.words().is_empty() || of_what_was_sent, "words of home are gone");
    let comments = after.comments();
    expect(before.comments().iter().all(|line| comments.contains(line)), "a comment of home is gone");
    let records = after.records();
    expect(before.records().iter().all(|record| records.contains(record)), "a record is gone");
    let vouched = before.state() >= State::Translated;
    expect(!vouched || after.state() >= before.state(), "an approval does not count any more");
    let marked_down = before.state() < sent.state && kept;
    let by_a_person = terms.voucher.is_some() && after.state() >= State::Translated && !before.is_doubted();
    expect(
        !marked_down || after.state() <= before.state() || by_a_person,
        "what was marked down at home is not any more",
    );
}

fn from_agency(
    before: &Home,
    after: &Home,
    sent: &Row,
    (format, agency): (Format, Agency),
    terms: &Terms<'_>,
    expect: &mut impl FnMut(bool, &str),
) {
    let is_there = !sent.target.is_empty();
    let moved = before.words() != after.words();
    match agency {
        Agency::Unedited | Agency::Deleted => expect(!moved, "what nobody edited changed words"),
        Agency::Edited => expect(after.words() == THEIRS, "words of the agency are gone"),
        Agency::EditedApproved => {
            // A rank that went out with a text says nothing of the wording that came back in its place.
            let is_news = format != Format::Po && sent.state < State::Approved;
            let rank = is_news.then_some(State::Approved);
            expect(after.words() == THEIRS, "words of the agency are gone");
            expect(rank.is_none_or(|rank| is_recorded(after, rank, THEIRS, terms)), "its approval is gone");
        }
        Agency::Emptied => expect(!is_there || before.words().is_empty(), "what was emptied is not told"),
        Agency::Doubted => {
            let most = if format == Format::Po { State::Stale } else { State::Draft };
            let is_news = is_there && sent.state > most;
            expect(!is_news || after.state() <= most, "a mark of the agency is gone");
        }
        Agency::Approved | Agency::Translated => {
            let rank = if agency == Agency::Approved { State::Approved } else { State::Translated };
            let is_news = is_there && sent.state < rank && format != Format::Po;
            let is_more = before.words() == sent.target && before.state() >= rank;
            expect(
                !is_news || is_recorded(after, rank, SENT, terms) || (terms.voucher.is_none() && is_more),
                "an approval of the agency is gone",
            );
        }
        Agency::Remarked => {
            let comments = after.comments();
            expect(comments.iter().any(|line| line == REMARK), "a remark is gone");
            expect(comments.iter().any(|line| line == LATE_WAIVER), "a waiver is gone");
        }
    }
}

/// Whether the named person vouches for these words with the text of today; with nobody named that is asked
/// of nothing.
fn is_recorded(home: &Home, state: State, words: &str, terms: &Terms<'_>) -> bool {
    let key = key();
    let mut vouchers = home.ledger.vouchers(&key, &home.row.source, words);
    terms.voucher.is_some_and(|named| {
        vouchers.any(|voucher| voucher.by == named.by && voucher.state >= state) && home.words() == words
    })
}

#[track_caller]
fn nothing_is_lost(terms: &Terms<'_>) {
    let mut faults = Vec::new();
    for start in STARTS {
        for since in SINCE {
            for format in FORMATS {
                for agency in AGENCY {
                    for fault in lost(start, since, format, agency, terms) {
                        faults.push(format!("{start:?} x {since:?} x {format:?} x {agency:?}: {fault}"));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} cells:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn with_nobody_named() {
    nothing_is_lost(&Terms::default());
}

#[test]
fn with_a_person_named() {
    let named = voucher("Agency", State::Translated);
    nothing_is_lost(&Terms { voucher: Some(&named), ..Terms::default() });
}

#[test]
fn where_the_delivery_wins() {
    let named = voucher("Agency", State::Translated);
    nothing_is_lost(&Terms {
        voucher: Some(&named),
        theirs: Choice::Everything,
        lower: true,
        ..Terms::default()
    });
}

#[test]
fn where_home_wins() {
    nothing_is_lost(&Terms { ours: Choice::Everything, ..Terms::default() });
}
