//! What people write into a ledger, and the order in which its records stand, outlives every command.

use paf_diag::Rule;
use paf_translate::State;
use paf_translate::exchange::Terms;

use crate::desk::{CATALOGUE, Desk, LEAD, LEAFLET, LEDGER, told};
use paf_build::translation::Format;

/// The leaflet approved by one person, in an order that nobody sorts, with remarks wherever one can stand.
fn desk() -> Desk {
    let mut desk = Desk::new();
    desk.mark(&[], State::Approved, "Dr. A", false);
    desk.mark(&[LEAD], State::Approved, "Dr. B", false);
    let text = desk.read(LEDGER);
    let line = |key: &str| -> String {
        text.lines().find(|line| line.starts_with(&format!("{key}: "))).expect("a record").to_owned()
    };
    let of_lead: Vec<&str> = text.lines().filter(|line| line.starts_with("  - ")).collect();
    let ledger = format!(
        "# Who vouches for what in German.\n\n# The title was discussed at length.\n{title}   # by letter\n\n\
         # above the lead\n{LEAD}:  # both by telephone\n  # first\n{a}\n  # second\n{b}  # beside\n  # last\n\
         {call}\n{panel}\n{fever}\n# The end.\n",
        title = line("leaflet.title"),
        call = line("leaflet.panels.call.title"),
        panel = line("leaflet.panels.front.title"),
        fever = line("leaflet.panels.call.body.fever.text"),
        a = of_lead[0],
        b = of_lead[1],
    );
    desk.write(LEDGER, &ledger);
    assert_eq!(desk.prepared().1.warnings(), 0, "{:?}", desk.prepared().1);
    desk
}

/// The lines without records: what stands where.
fn shape(desk: &Desk) -> Vec<String> {
    let text = desk.read(LEDGER);
    let without = |line: &str| match (line.find('{'), line.find('}')) {
        (Some(from), Some(to)) => format!("{}…{}", &line[..from], &line[to + 1..]),
        _ => line.to_owned(),
    };
    text.lines().map(without).collect()
}

fn with(shape: &[String], changes: &[(&str, &[&str])]) -> Vec<String> {
    let found = shape.iter().flat_map(|line| {
        let change = changes.iter().find(|(from, _)| line == from);
        change
            .map_or_else(|| vec![line.clone()], |(_, to)| to.iter().map(|line| (*line).to_owned()).collect())
    });
    found.collect()
}

#[test]
fn a_mark_adds_to_what_is_there() {
    let mut desk = desk();
    let before = shape(&desk);
    desk.mark(&["leaflet.title", LEAD], State::Approved, "Dr. C", false);
    let title = ["leaflet.title:", "  - …  # by letter", "  - …"];
    let expected =
        with(&before, &[("leaflet.title: …   # by letter", &title), ("  # last", &["  # last", "  - …"])]);
    assert_eq!(
        shape(&desk),
        with(
            &expected,
            &[(&format!("{LEAD}:  # both by telephone"), &[&format!("{LEAD}:"), "  # both by telephone"])]
        )
    );
    assert!(desk.ledger().records(&paf_model::TextKey::from(LEAD)).len() == 3);

    // Whose word is taken away leaves the remark on it.
    desk.mark(&["leaflet.title"], State::Translated, "Dr. C", true);
    let text = desk.read(LEDGER);
    assert!(text.contains("\nleaflet.title:\n  # by letter\n  - {state: translated"), "{text}");
    assert!(text.starts_with("# Who vouches for what in German.\n\n# The title was discussed at length.\n"));
}

#[test]
fn a_text_that_was_not_there_finds_its_place() {
    let mut desk = Desk::new();
    desk.mark(&["leaflet.panels.call.title", "leaflet.title"], State::Approved, "Dr. A", false);
    let text = desk.read(LEDGER).replace("leaflet.title", "# the title\nleaflet.title");
    desk.write(LEDGER, &text);
    desk.mark(&[LEAD], State::Approved, "Dr. A", false);
    let shape = shape(&desk);
    let expected = [
        "leaflet.panels.call.title: …".to_owned(),
        format!("{LEAD}: …"),
        "# the title".to_owned(),
        "leaflet.title: …".to_owned(),
    ];
    assert_eq!(shape[2..], expected);
}

#[test]
fn a_renaming_changes_keys_alone() {
    let mut desk = desk();
    let before = desk.read(LEDGER);
    desk.edit(LEAFLET, "id: front", "id: cover");
    desk.renamed(&[("leaflet.panels.front", "leaflet.panels.cover")]);
    let after = desk.read(LEDGER).replace("panels.cover", "panels.front");
    assert_eq!(after, before);
}

#[test]
fn a_minor_rewording_adds_records_for_the_new_wording() {
    let mut desk = desk();
    desk.edit(LEAFLET, "Your care", "Your  care");
    let before = shape(&desk);
    desk.sync(&["leaflet.title"]);
    assert_eq!(desk.state("leaflet.title"), State::Approved);
    let title = ["leaflet.title:", "  - …  # by letter", "  - …"];
    assert_eq!(shape(&desk), with(&before, &[("leaflet.title: …   # by letter", &title)]));
    let ledger = desk.ledger();
    let [old, new] = ledger.records(&paf_model::TextKey::from("leaflet.title")) else {
        panic!("two records")
    };
    assert_eq!((&old.voucher, &old.target), (&new.voucher, &new.target));
    assert_ne!(old.source, new.source);

    // Back without a word: what was said of the old wording counts, and nothing is written twice.
    let ledger = desk.read(LEDGER);
    desk.edit(LEAFLET, "Your  care", "Your care");
    desk.sync(&[]);
    assert_eq!(desk.state("leaflet.title"), State::Approved);
    assert!(!desk.read(CATALOGUE).contains("fuzzy"));
    desk.edit(LEAFLET, "Your care", "Your  care");
    desk.sync(&["leaflet.title"]);
    assert_eq!((desk.read(LEDGER), desk.state("leaflet.title")), (ledger, State::Approved));
    assert_eq!(told(&desk.prepared().1, Rule::EndedRecord), [""; 0]);
}

#[test]
fn an_import_keeps_remarks() {
    let mut desk = desk();
    let mut file = desk.sent(Format::Po).expect("a file");
    let words =
        String::from_utf8(file.bytes).expect("text").replace("Ihre Behandlung", "Ihre gute Behandlung");
    file.bytes = words.into_bytes();
    let before = shape(&desk);
    let voucher = paf_translate::Voucher::new(
        State::Translated,
        "Agency",
        "translator",
        crate::desk::day(26),
        crate::desk::day(26),
    );
    let voucher = voucher.expect("a voucher");
    let found = desk.import(&file, &Terms { voucher: Some(&voucher), lower: true, ..Terms::default() });
    assert!(!found.has_errors(), "{found:?}");
    let title = ["leaflet.title:", "  - …  # by letter", "  - …"];
    assert_eq!(shape(&desk), with(&before, &[("leaflet.title: …   # by letter", &title)]));
}

/// However the file is written: nothing of it is lost when it is written anew.
#[test]
fn a_ledger_in_a_manner_of_its_own_loses_no_remark() {
    let mut desk = Desk::new();
    desk.mark(&[LEAD], State::Approved, "Dr. A", false);
    let record = desk.ledger().records(&paf_model::TextKey::from(LEAD))[0].clone();
    let (source, target) = (&record.source, &record.target);
    let fields = |gap: &str| {
        format!(
            "state: approved{gap}source: \"{source}\"{gap}target: \"{target}\"{gap}by: Dr. A{gap}role: reader{gap}date: 2026-11-25"
        )
    };
    for text in [
        format!("{LEAD}:  # one\n  {}\n  # two\n# three\n", fields("\n  ")),
        format!("{LEAD}:\n- {}  # one\n# two\n# three\n", fields("\n  ")),
        format!("# one\n{{{LEAD}: {{{}}}}}  # two\n# three\n", fields(", ")),
        format!("---\n# one\n\"{LEAD}\": [\n  {{{}}},  # two\n]\n# three", fields(",\n   ")),
        format!("# one\r\n{LEAD}: {{{}}} # two\r\n# three\r\n", fields(", ")),
    ] {
        desk.write(LEDGER, &text);
        desk.mark(&["leaflet.title"], State::Approved, "Dr. B", false);
        desk.mark(&[LEAD], State::Approved, "Dr. B", false);
        let after = desk.read(LEDGER);
        for remark in ["# one", "# two", "# three"] {
            assert_eq!(after.matches(remark).count(), 1, "{text}\nbecame\n{after}");
        }
        assert_eq!(after.matches('\r').count(), if text.contains('\r') { after.lines().count() } else { 0 });
        assert_eq!(desk.ledger().records(&paf_model::TextKey::from(LEAD)).len(), 2, "{after}");
        assert_eq!(desk.state("leaflet.title"), State::Approved, "{after}");
    }
}
