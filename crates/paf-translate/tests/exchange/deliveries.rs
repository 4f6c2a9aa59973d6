//! Each state that a text can be in at home, by each thing that can come back, and what must result.

use paf_diag::Severity;
use paf_locale::Date;
use paf_model::TextKey;
use paf_translate::exchange::{Choice, Left, Terms, xliff};
use paf_translate::{Ledger, State, Voucher};

use super::{Read, Row, catalogue, package, read_xliff, rich, units};

const SOURCE: &str = "the text";
const OLDER: &str = "the older text";
const OURS: &str = "daheim";
const LATER: &str = "daheim anders";
const THEIRS: &str = "auswärts";

/// What comes back for a text.
#[derive(Debug, Clone, Copy)]
struct Back {
    name: &'static str,
    /// The words; none for those it was sent out with.
    words: Option<&'static str>,
    /// The state in the file; none for the one it was sent out with.
    state: Option<State>,
    /// Whether it was reworded at home in the meantime.
    moved: bool,
    /// Whether the file was made from an older source text.
    older: bool,
    approved_no: bool,
}

const PLAIN: Back =
    Back { name: "", words: None, state: None, moved: false, older: false, approved_no: false };

fn voucher(by: &str, state: State) -> Voucher {
    let date = Date::new(2026, 11, 20).expect("a day");
    Voucher { state, by: by.to_owned(), role: "a name in a test".to_owned(), date }
}

/// The text as it is at home in a state, with the ledger.
fn home(state: State, words: &str) -> (Row, Ledger) {
    let words = if state == State::Missing { "" } else { words };
    let row = rich(SOURCE, words, state);
    let row = if state == State::Stale { row.previous(OLDER) } else { row };
    let mut ledger = Ledger::default();
    if state >= State::Translated {
        ledger.vouch(&TextKey::from("k"), SOURCE, words, voucher("Home", state));
    }
    (row, ledger)
}

fn state_of(po: &paf_translate::po::PoFile, ledger: &Ledger) -> State {
    let entry = po.find("k").expect("it is there");
    match entry.translation() {
        "" => State::Missing,
        _ if entry.fuzzy() => State::Stale,
        words => {
            ledger.voucher(&TextKey::from("k"), SOURCE, words).map_or(State::Draft, |voucher| voucher.state)
        }
    }
}

fn short(state: State) -> &'static str {
    match state {
        State::Missing => "missing",
        State::Stale => "stale",
        State::Draft => "draft",
        State::Translated => "transl",
        State::Reviewed => "review",
        State::Approved => "approv",
    }
}

/// The words and the state that result, a column for each state at home from missing to approved, with `!` for an error and `?` for a warning.
fn result(state: State, back: Back, terms: &Terms<'_>) -> String {
    let (sent, mut ledger) = home(state, OURS);
    let mut now = sent.clone();
    if back.moved {
        (now, ledger) = home(state, LATER);
    }
    let words = back.words.unwrap_or(&sent.target);
    let source = if back.older { OLDER } else { SOURCE };
    let returned =
        Row { source: source.to_owned(), target: words.to_owned(), previous: None, ..sent.clone() };
    let returned = Row { state: back.state.unwrap_or(state), ..returned };
    let mut file = xliff::write(&package(&units(&[returned])));
    if back.words == Some("") {
        file = file.replace(&format!(">{source}</target>"), "></target>");
    }
    if back.approved_no {
        file = file.replace("approved=\"yes\"", "approved=\"no\"");
    }
    let mut read: Read = read_xliff(&file, std::slice::from_ref(&now));
    let before = Row { source: source.to_owned(), ..sent };
    read.delivery.entries[0].left = Some(Left::of(&before.unit()));
    let mut po = catalogue(std::slice::from_ref(&now));
    read.merge_on(&mut po, &mut ledger, terms);
    let worst = read.diagnostics.iter().map(|said| said.severity).max();
    if worst == Some(Severity::Error) {
        return "!".to_owned();
    }
    let mark = if worst.is_some() { "?" } else { "" };
    let words = match po.find("k").map(|entry| entry.translation()).unwrap_or_default() {
        "" => "",
        THEIRS => "theirs ",
        OURS => "",
        LATER => "ours ",
        SOURCE => "source ",
        other => panic!("{other}"),
    };
    format!("{words}{}{mark}", short(state_of(&po, &ledger)))
}

fn table(backs: &[Back], terms: &Terms<'_>) -> String {
    let mut out = String::new();
    for back in backs {
        let cells: Vec<String> = State::ALL.iter().map(|state| result(*state, *back, terms)).collect();
        let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:<14}")).collect();
        out.push_str(format!("{:<20}| {}", back.name, cells.join("| ")).trim_end());
        out.push('\n');
    }
    out
}

const BACKS: [Back; 14] = [
    Back { name: "as sent", ..PLAIN },
    Back { name: "called stale", state: Some(State::Stale), ..PLAIN },
    Back { name: "called draft", state: Some(State::Draft), ..PLAIN },
    Back { name: "called translated", state: Some(State::Translated), ..PLAIN },
    Back { name: "called approved", state: Some(State::Approved), ..PLAIN },
    Back { name: "approved=no", approved_no: true, ..PLAIN },
    Back { name: "emptied", words: Some(""), ..PLAIN },
    Back { name: "new words", words: Some(THEIRS), ..PLAIN },
    Back { name: "new, draft", words: Some(THEIRS), state: Some(State::Draft), ..PLAIN },
    Back { name: "new, stale", words: Some(THEIRS), state: Some(State::Stale), ..PLAIN },
    Back { name: "new, approved", words: Some(THEIRS), state: Some(State::Approved), ..PLAIN },
    Back { name: "new of older", words: Some(THEIRS), state: Some(State::Translated), older: true, ..PLAIN },
    Back { name: "moved, as sent", moved: true, ..PLAIN },
    Back { name: "moved, new words", words: Some(THEIRS), moved: true, ..PLAIN },
];

#[track_caller]
fn gives(terms: &Terms<'_>, expected: &str) {
    let found = table(&BACKS, terms);
    assert_eq!(found.trim(), expected.trim(), "\n{found}");
}

#[test]
fn nobody_is_named() {
    gives(
        &Terms::default(),
        r#"
as sent             | missing       | stale         | draft         | transl        | review        | approv
called stale        | source draft  | stale         | stale?        | stale?        | stale?        | stale?
called draft        | source draft  | draft         | draft         | draft?        | draft?        | draft?
called translated   | source draft  | draft         | draft         | transl        | review?       | approv?
called approved     | source draft  | draft         | draft         | transl        | review        | approv
approved=no         | missing       | stale         | draft         | transl        | review        | draft?
emptied             | missing       | stale?        | draft?        | transl?       | review?       | approv?
new words           | theirs draft  | theirs draft  | theirs draft  | !             | !             | !
new, draft          | theirs draft  | theirs draft  | theirs draft  | !             | !             | !
new, stale          | theirs draft  | theirs draft  | theirs draft  | !             | !             | !
new, approved       | theirs draft  | theirs draft  | theirs draft  | !             | !             | !
new of older        | theirs stale  | theirs stale  | draft?        | transl?       | review?       | approv?
moved, as sent      | missing       | ours stale    | ours draft    | ours transl   | ours review   | ours approv
moved, new words    | theirs draft  | !             | !             | !             | !             | !
"#,
    );
}

#[test]
fn a_person_is_named() {
    let named = voucher("Agency", State::Translated);
    gives(
        &Terms { voucher: Some(&named), ..Terms::default() },
        r#"
as sent             | missing       | stale         | draft         | transl        | review        | approv
called stale        | source draft  | stale         | stale?        | stale?        | stale?        | stale?
called draft        | source draft  | draft         | draft         | draft?        | draft?        | draft?
called translated   | source transl | transl        | transl        | transl        | review?       | approv?
called approved     | source approv | approv        | approv        | approv        | approv        | approv
approved=no         | missing       | stale         | draft         | transl        | review        | review?
emptied             | missing       | stale?        | draft?        | transl?       | review?       | approv?
new words           | theirs transl | theirs draft  | theirs draft  | theirs transl?| !             | !
new, draft          | theirs draft  | theirs draft  | theirs draft  | !             | !             | !
new, stale          | theirs draft  | theirs draft  | theirs draft  | !             | !             | !
new, approved       | theirs approv | theirs approv | theirs approv | theirs approv?| theirs approv?| !
new of older        | theirs stale? | theirs stale? | draft?        | transl?       | review?       | approv?
moved, as sent      | missing       | ours stale    | ours draft    | ours transl   | ours review   | ours approv
moved, new words    | theirs transl | !             | !             | !             | !             | !
"#,
    );
}

#[test]
fn less_is_asked_for() {
    gives(
        &Terms { lower: true, ..Terms::default() },
        r#"
as sent             | missing       | stale         | draft         | transl        | review        | approv
called stale        | source draft  | stale         | stale?        | stale?        | stale?        | stale?
called draft        | source draft  | draft         | draft         | draft?        | draft?        | draft?
called translated   | source draft  | draft         | draft         | transl        | draft?        | draft?
called approved     | source draft  | draft         | draft         | transl        | review        | approv
approved=no         | missing       | stale         | draft         | transl        | review        | draft?
emptied             | missing       | stale?        | draft?        | transl?       | review?       | approv?
new words           | theirs draft  | theirs draft  | theirs draft  | theirs draft? | theirs draft? | theirs draft?
new, draft          | theirs draft  | theirs draft  | theirs draft  | theirs draft? | theirs draft? | theirs draft?
new, stale          | theirs draft  | theirs draft  | theirs draft  | theirs draft? | theirs draft? | theirs draft?
new, approved       | theirs draft  | theirs draft  | theirs draft  | theirs draft? | theirs draft? | theirs draft?
new of older        | theirs stale  | theirs stale  | draft?        | transl?       | review?       | approv?
moved, as sent      | missing       | ours stale    | ours draft    | ours transl   | ours review   | ours approv
moved, new words    | theirs draft  | !             | !             | !             | !             | !
"#,
    );
}

#[test]
fn the_delivered_wording_is_chosen() {
    gives(
        &Terms { theirs: Choice::Everything, ..Terms::default() },
        r#"
as sent             | missing       | stale         | draft         | transl        | review        | approv
called stale        | source draft  | stale         | stale?        | stale?        | stale?        | stale?
called draft        | source draft  | draft         | draft         | draft?        | draft?        | draft?
called translated   | source draft  | draft         | draft         | transl        | review?       | approv?
called approved     | source draft  | draft         | draft         | transl        | review        | approv
approved=no         | missing       | stale         | draft         | transl        | review        | draft?
emptied             | missing       | stale?        | draft?        | transl?       | review?       | approv?
new words           | theirs draft  | theirs draft  | theirs draft  | !             | !             | !
new, draft          | theirs draft  | theirs draft  | theirs draft  | !             | !             | !
new, stale          | theirs draft  | theirs draft  | theirs draft  | !             | !             | !
new, approved       | theirs draft  | theirs draft  | theirs draft  | !             | !             | !
new of older        | theirs stale  | theirs stale  | draft?        | transl?       | review?       | approv?
moved, as sent      | missing       | ours stale    | ours draft    | ours transl   | ours review   | ours approv
moved, new words    | theirs draft  | theirs draft? | theirs draft? | theirs draft? | theirs draft? | theirs draft?
"#,
    );
}

#[test]
fn the_wording_at_home_is_chosen() {
    gives(
        &Terms { ours: Choice::Everything, ..Terms::default() },
        r#"
as sent             | missing       | stale         | draft         | transl        | review        | approv
called stale        | source draft  | stale         | stale?        | stale?        | stale?        | stale?
called draft        | source draft  | draft         | draft         | draft?        | draft?        | draft?
called translated   | source draft  | draft         | draft         | transl        | review?       | approv?
called approved     | source draft  | draft         | draft         | transl        | review        | approv
approved=no         | missing       | stale         | draft         | transl        | review        | draft?
emptied             | missing       | stale?        | draft?        | transl?       | review?       | approv?
new words           | theirs draft  | theirs draft  | theirs draft  | transl?       | review?       | approv?
new, draft          | theirs draft  | theirs draft  | theirs draft  | transl?       | review?       | approv?
new, stale          | theirs draft  | theirs draft  | theirs draft  | transl?       | review?       | approv?
new, approved       | theirs draft  | theirs draft  | theirs draft  | transl?       | review?       | approv?
new of older        | theirs stale  | theirs stale  | draft?        | transl?       | review?       | approv?
moved, as sent      | missing       | ours stale    | ours draft    | ours transl   | ours review   | ours approv
moved, new words    | theirs draft  | ours stale?   | ours draft?   | ours transl?  | ours review?  | ours approv?
"#,
    );
}

#[test]
fn what_was_approved_of_an_older_text_is_not_given_up_unasked_for_another_wording_of_it() {
    let sent = rich(OLDER, OURS, State::Approved);
    let now = rich(SOURCE, OURS, State::Stale).previous(OLDER);
    let returned = Row { target: THEIRS.to_owned(), ..sent.clone() };
    for (lower, words, severity) in [(false, OURS, Severity::Error), (true, THEIRS, Severity::Warning)] {
        let mut ledger = Ledger::default();
        ledger.vouch(&TextKey::from("k"), OLDER, OURS, voucher("Home", State::Approved));
        let file = xliff::write(&package(&units(std::slice::from_ref(&returned))));
        let mut read: Read = read_xliff(&file, std::slice::from_ref(&now));
        read.delivery.entries[0].left = Some(Left::of(&sent.unit()));
        let mut po = catalogue(std::slice::from_ref(&now));
        read.merge_on(&mut po, &mut ledger, &Terms { lower, ..Terms::default() });
        assert_eq!(po.find("k").map(|entry| entry.translation()), Some(words));
        let said = read.diagnostics.iter().find(|said| said.severity == severity);
        assert!(said.is_some_and(|said| said.message.contains("Home")), "{:?}", read.diagnostics);
    }
}

#[test]
fn the_remedy_for_a_refused_wording_is_one_that_helps() {
    let (row, ledger) = home(State::Approved, OURS);
    let returned = Row { target: THEIRS.to_owned(), state: State::Translated, ..row.clone() };
    let file = xliff::write(&package(&units(std::slice::from_ref(&returned))));
    let agency = voucher("Agency", State::Translated);
    let help = |named: Option<&Voucher>| {
        let mut read = read_xliff(&file, std::slice::from_ref(&row)).sent_as(std::slice::from_ref(&row));
        let terms = Terms { voucher: named, ..Terms::default() };
        read.merge_on(&mut catalogue(std::slice::from_ref(&row)), &mut ledger.clone(), &terms);
        let refused = read.diagnostics.iter().find(|said| said.severity == Severity::Error);
        refused.map(|said| said.help.join("; ")).unwrap_or_default()
    };
    let lower = "`--lower` takes the new wording, which ends that; `--ours=k` keeps the one that is here; ";
    let name =
        "or name with `--by` and `--role` who vouches for the new wording, if the file says as much for it";
    assert_eq!(help(None), format!("{lower}{name}"));
    let mark = "the file says no more of the new wording than translated; if Agency or somebody else has approved it, \
                import it with `--lower` and then run `paf translate mark k --lang de --state approved --by NAME --role \
                ROLE`";
    assert_eq!(help(Some(&agency)), format!("{lower}{mark}"));
}
