//! Whatever people do one after the other, nobody's word is lost or lowered without being named.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_build::translation::{Change, Format};
use paf_build::{all_stale, prepare};
use paf_diag::Diagnostic;
use paf_model::{Text, TextKey};
use paf_translate::exchange::{Choice, Terms};
use paf_translate::{State, Voucher, hash};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

use crate::desk::{CATALOGUE, Desk, FRAMEWORK, LEAFLET, LEDGER, day, german};
use crate::merge::merged;

/// The texts: where they stand, their wordings, and those of their translations.
const TEXTS: [(&str, [&str; 3], [&str; 3]); 5] = [
    (
        "leaflet.title",
        ["Your care", "Your good care", "All of your care"],
        ["Ihre Behandlung", "Ihre gute Behandlung", "Ihre ganze Behandlung"],
    ),
    (
        "leaflet.panels.front.title",
        ["What to ask", "What to say", "What to hear"],
        ["Wonach Sie fragen", "Was Sie sagen", "Was Sie hören"],
    ),
    (
        "leaflet.panels.front.lead",
        ["Ask for what you need.", "Say what you need.", "Write down what you need."],
        [
            "Verlangen Sie, was Sie brauchen.",
            "Sagen Sie, was Sie brauchen.",
            "Notieren Sie, was Sie brauchen.",
        ],
    ),
    (
        "leaflet.panels.call.title",
        ["When to call", "When to write", "When to come"],
        ["Wann Sie anrufen", "Wann Sie schreiben", "Wann Sie kommen"],
    ),
    (
        "leaflet.panels.call.body.fever.text",
        ["Call your team at once.", "Call your doctor at once.", "Write to your team at once."],
        [
            "Rufen Sie Ihr Team sofort an.",
            "Rufen Sie Ihren Arzt sofort an.",
            "Schreiben Sie Ihrem Team sofort.",
        ],
    ),
];
const PEOPLE: [&str; 3] = ["Agency", "Dr. A", "Dr. B"];
const PANELS: [&str; 2] = ["leaflet.panels.front", "leaflet.panels.cover"];
const STATES: [State; 3] = [State::Translated, State::Reviewed, State::Approved];

#[derive(Debug, Clone)]
enum Step {
    Sync { minor: Option<usize> },
    Mark { text: Option<usize>, state: State, by: usize, lower: bool },
    Reword { text: usize, version: usize },
    Retranslate { text: usize, version: usize },
    Doubt { text: usize },
    Settle { text: usize },
    Rename,
    Shuffle { by: usize },
    Remark { line: usize, beside: bool },
    Again { line: usize },
    CarryOver,
    Document,
    Send { format: bool },
    Import { edit: Option<(usize, usize)>, by: Option<usize>, lower: bool, theirs: bool },
    Branch,
    Merge,
}

fn step() -> impl Strategy<Value = Step> {
    let text = 0..TEXTS.len();
    let by = 0..PEOPLE.len();
    let sync = || proptest::option::weighted(0.3, 0..TEXTS.len()).prop_map(|minor| Step::Sync { minor });
    prop_oneof![
        4 => sync(),
        5 => (proptest::option::of(text.clone()), select(&STATES[..]), by.clone(), proptest::bool::weighted(0.2))
            .prop_map(|(text, state, by, lower)| Step::Mark { text, state, by, lower }),
        3 => (text.clone(), 0..3_usize).prop_map(|(text, version)| Step::Reword { text, version }),
        2 => (text.clone(), 0..3_usize).prop_map(|(text, version)| Step::Retranslate { text, version }),
        1 => text.clone().prop_map(|text| Step::Doubt { text }),
        2 => text.clone().prop_map(|text| Step::Settle { text }),
        1 => Just(Step::Rename),
        2 => (1..5_usize).prop_map(|by| Step::Shuffle { by }),
        2 => (0..12_usize, any::<bool>()).prop_map(|(line, beside)| Step::Remark { line, beside }),
        1 => (0..12_usize).prop_map(|line| Step::Again { line }),
        2 => Just(Step::CarryOver),
        2 => Just(Step::Document),
        2 => any::<bool>().prop_map(|format| Step::Send { format }),
        3 => (
            proptest::option::of((text, 0..3_usize)),
            proptest::option::of(by),
            any::<bool>(),
            any::<bool>(),
        )
            .prop_map(|(edit, by, lower, theirs)| Step::Import { edit, by, lower, theirs }),
        2 => Just(Step::Branch),
        2 => Just(Step::Merge),
    ]
}

/// How far each text is, and who has brought it there.
type States = BTreeMap<usize, (State, BTreeSet<String>)>;

/// A record: the text, the translation, how far, and who.
type Word = (usize, String, State, String);

/// Two branches, of which one is at hand.
#[derive(Clone)]
struct History {
    desk: Desk,
    /// What the branches have in common, and the other one.
    branches: Option<(Desk, Desk)>,
    sent: Option<Change>,
    /// The texts that were named when something of theirs was lost or lowered.
    named: BTreeSet<usize>,
    /// How many remarks people have written into the ledger.
    remarks: usize,
}

/// The text that a key is of.
fn text_of(key: &str) -> Option<usize> {
    let key = key.replacen(PANELS[1], PANELS[0], 1);
    TEXTS.iter().position(|(known, ..)| *known == key)
}

fn words(desk: &Desk) -> BTreeSet<Word> {
    let ledger = desk.ledger();
    let records = ledger.keys().flat_map(|key| {
        let records = ledger.records(&TextKey::from(key)).iter();
        records.filter_map(move |record| Some((text_of(key)?, record)))
    });
    let word = |(text, record): (usize, &paf_translate::Record)| {
        (text, record.target.clone(), record.voucher.state, record.voucher.by.clone())
    };
    records.map(word).collect()
}

impl History {
    fn new() -> Self {
        let mut desk = Desk::new();
        // What people do to one text stays apart from what they do to the next, as it mostly does.
        desk.mark(&[], State::Approved, PEOPLE[1], false);
        Self { desk, branches: None, sent: None, named: BTreeSet::new(), remarks: 0 }
    }

    fn key(&self, text: usize) -> String {
        let renamed = self.desk.read(LEAFLET).contains("id: cover");
        TEXTS[text].0.replacen(PANELS[0], PANELS[usize::from(renamed)], 1)
    }

    /// Whether a document prints the text in German; the title stands in both. What was put away with a
    /// document that is back waits for the next sync, which says so.
    fn prints(&self, text: usize) -> bool {
        let waits = self.desk.read(CATALOGUE).contains(&format!("#~ msgctxt \"{}\"", self.key(text)));
        (text == 0 || self.desk.read(FRAMEWORK).contains("leaflet: {}")) && !waits
    }

    /// How far the texts are, who has brought them there, and what `paf check` says.
    fn states(&self) -> (States, Vec<Diagnostic>) {
        let (prepared, diagnostics) = prepare(&self.desk.files);
        let prepared = prepared.expect("the framework");
        let (catalogue, ledger) = (&prepared.catalogues[&german()], self.desk.ledger());
        let states = (0..TEXTS.len()).map(|text| {
            let key = TextKey::from(self.key(text).as_str());
            let state = catalogue.state(&key);
            let source = prepared.model.texts.iter().find(|source| source.key == key).expect("the text");
            let words = catalogue.get(&key).map_or("", |translation| translation.written.text());
            let vouchers = ledger.vouchers(&key, source.written.text(), words);
            let vouchers = vouchers.filter(|voucher| voucher.state == state);
            (text, (state, vouchers.map(|voucher| voucher.by.clone()).collect()))
        });
        let found = diagnostics.into_iter().chain(all_stale(&prepared)).collect();
        (states.collect(), found)
    }

    /// Texts that pass for translated from today's source text, though the ledger knows better.
    fn made_from_another_text(&self) -> Vec<String> {
        let (prepared, ledger) = (prepare(&self.desk.files).0.expect("the framework"), self.desk.ledger());
        let catalogue = &prepared.catalogues[&german()];
        let is_wrong = |source: &&Arc<Text>| {
            let Some(target) = catalogue.get(&source.key) else { return false };
            let (words, target) = (hash(source.written.text()), hash(target.written.text()));
            let mut records = ledger.records(&source.key).iter().filter(|record| record.target == target);
            let has_records = records.clone().next().is_some();
            has_records
                && records.all(|record| record.source != words)
                && catalogue.state(&source.key) != State::Stale
        };
        let wrong = prepared.model.texts.iter().filter(is_wrong);
        wrong.map(|source| format!("`{}` was made from another text", source.key)).collect()
    }

    /// A translation that was carried over without the records of it.
    fn left_behind(&self, text: usize) -> Option<String> {
        let (prepared, ledger) = (prepare(&self.desk.files).0.expect("the framework"), self.desk.ledger());
        let key = self.key(text);
        let other = match key.contains(PANELS[0]) {
            true => key.replacen(PANELS[0], PANELS[1], 1),
            false => key.replacen(PANELS[1], PANELS[0], 1),
        };
        let has_records = |key: &str| !ledger.records(&TextKey::from(key)).is_empty();
        let is_translated = prepared.catalogues[&german()].get(&TextKey::from(key.as_str())).is_some();
        (is_translated && !has_records(&key) && has_records(&other))
            .then(|| format!("`{other}` keeps the records"))
    }

    /// Does it, and gives the keys that were named.
    fn take(&mut self, step: &Step) -> Vec<String> {
        let said = |found: &paf_diag::Diagnostics| found.iter().map(|found| found.message.clone()).collect();
        match step {
            Step::Sync { minor } => {
                let key = minor.map(|text| self.key(text));
                let minor: Vec<&str> = key.iter().map(String::as_str).collect();
                named_by_sync(&self.desk.sync(&minor))
            }
            Step::CarryOver => {
                let [front, cover] = PANELS;
                let mut said = named_by_sync(&self.desk.renamed(&[(front, cover)]));
                said.extend(named_by_sync(&self.desk.renamed(&[(cover, front)])));
                said
            }
            Step::Mark { text, state, by, lower } => {
                let key = text.map(|text| self.key(text));
                let keys: Vec<&str> = key.iter().map(String::as_str).collect();
                said(&self.desk.mark(&keys, *state, PEOPLE[*by], *lower).diagnostics)
            }
            Step::Import { edit, by, lower, theirs } => {
                let Some(file) = self.sent.clone() else { return Vec::new() };
                said(&self.desk.import(&edited(file, *edit), &terms(*by, *lower, *theirs)))
            }
            Step::Merge => {
                self.merge();
                Vec::new()
            }
            _ => {
                self.edit(step);
                Vec::new()
            }
        }
    }

    /// What is done by hand.
    fn edit(&mut self, step: &Step) {
        match *step {
            Step::Reword { text, version } => {
                let before = self.desk.read(LEAFLET);
                let english = TEXTS[text].1;
                let now = english.iter().find(|words| before.contains(&format!(": {words}")));
                let now = now.expect("one of the wordings");
                self.desk.edit(LEAFLET, &format!(": {now}"), &format!(": {}", english[version]));
            }
            Step::Retranslate { text, version } => {
                let key = self.key(text);
                self.desk.in_catalogue(&key, |entry| entry.set_translation(TEXTS[text].2[version]));
            }
            Step::Doubt { text } => {
                let key = self.key(text);
                self.desk.in_catalogue(&key, |entry| entry.set_fuzzy(true));
            }
            Step::Settle { text } => {
                let key = self.key(text);
                self.desk.in_catalogue(&key, |entry| {
                    entry.set_fuzzy(false);
                    entry.previous_msgid = None;
                });
            }
            Step::Rename => {
                let [from, to] = match self.desk.read(LEAFLET).contains("id: cover") {
                    true => ["id: cover", "id: front"],
                    false => ["id: front", "id: cover"],
                };
                self.desk.edit(LEAFLET, from, to);
            }
            Step::Document => {
                let [from, to] = match self.desk.read(FRAMEWORK).contains("leaflet: {}") {
                    true => ["leaflet: {}", "leaflet: {languages: [en]}"],
                    false => ["leaflet: {languages: [en]}", "leaflet: {}"],
                };
                self.desk.edit(FRAMEWORK, from, to);
            }
            Step::Send { format } => {
                self.sent = self.desk.sent(if format { Format::Xliff } else { Format::Po });
            }
            Step::Shuffle { by } => {
                let ledger = shuffled(&self.desk.read(LEDGER), by);
                self.desk.write(LEDGER, &ledger);
            }
            Step::Remark { line, beside } => {
                self.remarks += 1;
                let ledger = remarked(&self.desk.read(LEDGER), line, beside, self.remarks);
                self.desk.write(LEDGER, &ledger);
            }
            Step::Again { line } => {
                let ledger = said_again(&self.desk.read(LEDGER), line);
                self.desk.write(LEDGER, &ledger);
            }
            // From here on there are two, and the other one goes on.
            Step::Branch => match &mut self.branches {
                None => self.branches = Some((self.desk.clone(), self.desk.clone())),
                Some((_, other)) => std::mem::swap(&mut self.desk, other),
            },
            _ => {}
        }
    }

    /// Where git would leave a conflict, the branches stay apart.
    fn merge(&mut self) {
        let Some((base, other)) = &self.branches else { return };
        let mut joined = self.desk.clone();
        for path in [FRAMEWORK, LEAFLET, CATALOGUE, LEDGER, "framework/locales/minor-changes.yaml"] {
            let Some(text) = merged(&base.read(path), &self.desk.read(path), &other.read(path)) else {
                return;
            };
            if !text.is_empty() {
                joined.write(path, &text);
            }
        }
        // What git joins may not make sense; then nothing can be done before it is mended.
        let (prepared, diagnostics) = prepare(&joined.files);
        if prepared.is_some() && !diagnostics.has_errors() {
            self.desk = joined;
            self.branches = None;
        }
    }
}

fn named_by_sync(synced: &paf_build::translation::Synced) -> Vec<String> {
    let messages = synced.diagnostics.iter().map(|found| found.message.clone());
    let told = synced.locales.iter().flat_map(|(_, changes)| changes.removed.iter().chain(&changes.stale));
    messages.chain(told.map(|key| format!("`{key}`"))).collect()
}

fn terms(by: Option<usize>, lower: bool, theirs: bool) -> Terms<'static> {
    let voucher = by.map(|by| {
        let voucher = Voucher::new(State::Translated, PEOPLE[by], "reader", day(26), day(26));
        &*Box::leak(Box::new(voucher.expect("a voucher")))
    });
    let theirs = if theirs { Choice::Everything } else { Choice::Nothing };
    Terms { voucher, theirs, ours: Choice::Nothing, lower }
}

/// The ledger with its texts, and the records of each, in another order, as git may join them.
fn shuffled(ledger: &str, by: usize) -> String {
    let mut blocks: Vec<Vec<&str>> = Vec::new();
    let (head, lines): (Vec<&str>, Vec<&str>) = {
        let all: Vec<&str> = ledger.lines().collect();
        let start = all.iter().position(|line| !line.starts_with('#')).unwrap_or(all.len());
        (all[..start].to_vec(), all[start..].to_vec())
    };
    for line in lines {
        match blocks.last_mut() {
            Some(block) if line.starts_with(' ') => block.push(line),
            _ => blocks.push(vec![line]),
        }
    }
    let turn = |count: usize| if count == 0 { 0 } else { by % count };
    for block in &mut blocks {
        if block.iter().skip(1).all(|line| line.starts_with("  - ")) && block.len() > 1 {
            let at = turn(block.len() - 1);
            block[1..].rotate_left(at);
        }
    }
    let at = turn(blocks.len());
    blocks.rotate_left(at);
    head.into_iter().chain(blocks.into_iter().flatten()).map(|line| format!("{line}\n")).collect()
}

/// The lines of a ledger that hold a record, by their numbers.
fn of_records(ledger: &str) -> Vec<usize> {
    ledger.lines().enumerate().filter(|(_, line)| line.contains("{state: ")).map(|(at, _)| at).collect()
}

/// With a remark above a record or beside it.
fn remarked(ledger: &str, line: usize, beside: bool, number: usize) -> String {
    let records = of_records(ledger);
    let at = if records.is_empty() { None } else { records.get(line % records.len()).copied() };
    let remark = |(number_of, line): (usize, &str)| match (at == Some(number_of), beside) {
        (true, true) => format!("{line}  # remark {number}\n"),
        (true, false) if line.starts_with(' ') => format!("  # remark {number}\n{line}\n"),
        (true, false) => format!("# remark {number}\n{line}\n"),
        (false, _) => format!("{line}\n"),
    };
    ledger.lines().enumerate().map(remark).collect()
}

/// With a record of a list once more.
fn said_again(ledger: &str, line: usize) -> String {
    let records: Vec<usize> = of_records(ledger);
    let in_lists: Vec<usize> = records
        .into_iter()
        .filter(|at| ledger.lines().nth(*at).is_some_and(|line| line.starts_with("  - ")))
        .collect();
    let at = if in_lists.is_empty() { None } else { in_lists.get(line % in_lists.len()).copied() };
    let twice = |(number, line): (usize, &str)| match at == Some(number) {
        true => format!("{line}\n{}\n", line.split("  # ").next().unwrap_or(line)),
        false => format!("{line}\n"),
    };
    ledger.lines().enumerate().map(twice).collect()
}

/// A file as the translator sends it back.
fn edited(mut file: Change, edit: Option<(usize, usize)>) -> Change {
    if let Some((text, version)) = edit {
        let mut words = String::from_utf8(file.bytes).expect("the file is text");
        let german = TEXTS[text].2;
        if let Some(now) = german.iter().find(|now| words.contains(*now)) {
            words = words.replace(now, german[version]);
        }
        file.bytes = words.into_bytes();
    }
    file
}

/// What the branches had before a step.
struct Before {
    words: BTreeSet<Word>,
    states: Vec<States>,
    /// The remarks in the ledger, and the texts in its order.
    remarks: Vec<String>,
    order: Vec<usize>,
}

impl Before {
    fn of(history: &History, step: &Step) -> Self {
        let mut histories = vec![history.clone()];
        if let (Step::Merge, Some((_, other))) = (step, &history.branches) {
            histories.push(History { desk: other.clone(), ..history.clone() });
        }
        let words = histories.iter().flat_map(|history| words(&history.desk)).collect();
        let states = histories.iter().map(|history| history.states().0).collect();
        let ledger = history.desk.read(LEDGER);
        Self { words, states, remarks: remarks(&ledger), order: order(&ledger) }
    }
}

/// The remarks that people have written into a ledger.
fn remarks(ledger: &str) -> Vec<String> {
    let mut found: Vec<String> =
        ledger.lines().filter_map(|line| Some(line.split_once("# remark")?.1.to_owned())).collect();
    found.sort();
    found
}

/// The texts in the order of a ledger.
fn order(ledger: &str) -> Vec<usize> {
    let keys = ledger.lines().filter(|line| !line.starts_with([' ', '#']));
    keys.filter_map(|line| text_of(line.split_once(':')?.0)).collect()
}

/// Takes one step, and says what was lost without a word.
fn lost(history: &mut History, step: &Step) -> Vec<String> {
    let before = Before::of(history, step);
    let had_branches = history.branches.is_some();
    let said = history.take(step);
    let switched = matches!(step, Step::Branch);
    let merged = matches!(step, Step::Merge) && had_branches && history.branches.is_none();
    if switched || (matches!(step, Step::Merge) && !merged) {
        return Vec::new();
    }
    let (after, checked) = history.states();
    let messages: Vec<&String> = said.iter().chain(checked.iter().map(|found| &found.message)).collect();
    let of_text = |text: usize| {
        let key = TEXTS[text].0;
        let keys = [format!("`{key}`"), format!("`{}`", key.replacen(PANELS[0], PANELS[1], 1))];
        let found = messages.iter().filter(move |words| keys.iter().any(|key| words.contains(key.as_str())));
        found.copied()
    };
    let names = |text: usize| of_text(text).next().is_some();
    let names_on_a_day = |text: usize, by: &str| {
        of_text(text).any(|said| said.contains(&format!("{by} ")) && said.contains(" on 2026-11-2"))
    };
    let mut faults = history.made_from_another_text();
    if matches!(step, Step::CarryOver) {
        faults.extend(
            (0..TEXTS.len()).filter(|text| !names(*text)).filter_map(|text| history.left_behind(text)),
        );
    }
    let now = words(&history.desk);
    let lowers = matches!(step, Step::Mark { .. } | Step::Import { .. });
    for word in before.words.difference(&now) {
        // A branch may have lowered it, and said so there.
        if (lowers && names(word.0)) || (merged && history.named.contains(&word.0)) {
            history.named.insert(word.0);
        } else {
            faults.push(format!("the record {word:?} is gone"));
        }
    }
    for (text, (was, by)) in before.states.iter().flatten() {
        let now = after[text].0;
        if *was < State::Translated || now >= *was {
            continue;
        }
        // Of a text that no document prints any more nothing is asked, and nothing is said.
        let is_told = || by.iter().all(|by| names_on_a_day(*text, by));
        if !history.prints(*text) || is_told() || (merged && history.named.contains(text)) {
            history.named.insert(*text);
        } else {
            faults.push(format!("`{}` was {was:?} by {by:?} and is {now:?}", TEXTS[*text].0));
        }
    }
    faults.extend(moved(&before, history, step, merged));
    faults
}

/// What a step did to what people wrote into the ledger beside records, and to its order.
fn moved(before: &Before, history: &History, step: &Step, merged: bool) -> Vec<String> {
    let mut faults = Vec::new();
    let ledger = history.desk.read(LEDGER);
    let by_hand = matches!(step, Step::Remark { .. } | Step::Shuffle { .. } | Step::Again { .. });
    if merged || by_hand {
        return faults;
    }
    if remarks(&ledger) != before.remarks {
        faults.push(format!("the remarks were {:?}", before.remarks));
    }
    let (was, now) = (&before.order, order(&ledger));
    let kept = |all: &[usize], other: &[usize]| -> Vec<usize> {
        all.iter().copied().filter(|text| other.contains(text)).collect()
    };
    if kept(was, &now) != kept(&now, was) {
        faults.push(format!("the order was {was:?}"));
    }
    faults
}

/// The same cases on every machine. `PROPTEST_CASES` asks for more of them, `PROPTEST_RNG_SEED` for others.
fn config() -> ProptestConfig {
    const FEW: u32 = 32;
    let given = ProptestConfig::default();
    #[expect(clippy::disallowed_methods, reason = "proptest hides whether it was asked for a number")]
    let is_asked = std::env::var_os("PROPTEST_CASES").is_some();
    let rng_seed = match given.rng_seed {
        RngSeed::Random => RngSeed::Fixed(1),
        fixed => fixed,
    };
    let cases = if is_asked { given.cases } else { FEW };
    ProptestConfig { cases, rng_seed, failure_persistence: None, ..given }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn nobodys_word_is_lost_without_a_word(steps in prop::collection::vec(step(), 4..24)) {
        let mut history = History::new();
        for (number, step) in steps.iter().enumerate() {
            let faults = lost(&mut history, step);
            prop_assert!(
                faults.is_empty(),
                "{faults:?}\nafter step {number} of {:#?}\n{}\n{}",
                &steps[..=number],
                history.desk.read(CATALOGUE),
                history.desk.read(LEDGER)
            );
        }
    }
}
