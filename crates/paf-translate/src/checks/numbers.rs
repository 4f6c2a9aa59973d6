//! Whether a translation has the numbers of its source, however the language writes them.

mod read;

use std::collections::{BTreeMap, BTreeSet};

use paf_diag::{Diagnostics, Rule};
use paf_model::wording::Printed;

use super::Pair;
use super::keep;
use read::{Number, Reading, read};

pub(super) fn check(pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    let (source, text) = (read_source(pair), read_text(pair));
    // A plain space between digits may group them or not: the two are told apart by the other text.
    let compared: Vec<Difference<'_>> =
        source.iter().flat_map(|source| text.iter().map(|text| Difference::of(source, text))).collect();
    let Some(least) = compared.into_iter().min_by_key(|difference| difference.size()) else { return };
    if least.size() > 0 {
        report(&least, pair, diagnostics);
    }
}

/// Reports the numbers whose groups a translation sets apart with spaces at which a line may break.
pub(super) fn check_groups(pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    let source: Vec<Number> = read_source(pair).into_iter().flat_map(|reading| reading.certain).collect();
    let [joined, _] = read_text(pair);
    let source: BTreeSet<&str> = source.iter().map(|number| number.value.as_str()).collect();
    let is_meant = |number: &Number| source.contains(number.value.as_str());
    for number in joined.certain.into_iter().filter(|number| number.has_plain_space && is_meant(number)) {
        let what = "has a number with plain spaces, at which a line may break";
        let help = "write a no-break space (U+00A0) between the groups of three digits";
        diagnostics.push(pair.warning(Rule::Spacing, what).at(pair.place(number.range)).help(help));
    }
}

fn read_source(pair: &Pair<'_>) -> [Reading; 2] {
    let kept = keep::find(&pair.original, pair.source.lang, pair.context.do_not_translate);
    read(&pair.original, pair.source.lang, &kept)
}

fn read_text(pair: &Pair<'_>) -> [Reading; 2] {
    let kept = keep::find(&pair.printed, pair.lang(), pair.context.do_not_translate);
    read(&pair.printed, pair.lang(), &kept)
}

/// The numbers that one of two texts has and the other has not.
struct Difference<'a> {
    lost: Vec<&'a Number>,
    added: Vec<&'a Number>,
}

impl<'a> Difference<'a> {
    fn of(source: &'a Reading, text: &'a Reading) -> Self {
        let difference = Self { lost: missing(&source.certain, text), added: missing(&text.certain, source) };
        // `12.30` may be written `12:30` or `12 h 30` elsewhere.
        if parts(&difference.lost) == parts(&difference.added) {
            return Self { lost: Vec::new(), added: Vec::new() };
        }
        difference
    }

    fn size(&self) -> usize {
        self.lost.len() + self.added.len()
    }
}

/// The numbers of `wanted` that `given` has not, each of its numbers taken for one of them.
fn missing<'a>(wanted: &'a [Number], given: &Reading) -> Vec<&'a Number> {
    let mut rest: BTreeMap<&str, usize> = BTreeMap::new();
    for value in given.values() {
        *rest.entry(value).or_default() += 1;
    }
    let mut is_given = |number: &&Number| {
        let taken = number.ways().find(|way| rest.get(way).is_some_and(|count| *count > 0));
        let left = taken.and_then(|way| rest.get_mut(way));
        left.map(|count| *count -= 1).is_some()
    };
    wanted.iter().filter(|number| !is_given(number)).collect()
}

/// The runs of digits that numbers consist of, sorted.
fn parts(numbers: &[&Number]) -> Vec<String> {
    let mut parts: Vec<String> = numbers.iter().flat_map(|number| number.parts()).collect();
    parts.sort();
    parts
}

fn report(difference: &Difference<'_>, pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    let Difference { lost, added } = difference;
    let mut what = String::new();
    if !lost.is_empty() {
        what.push_str(&format!("has lost {}", listed(lost)));
    }
    if !added.is_empty() {
        what.push_str(if lost.is_empty() { "has gained " } else { " and gained " });
        what.push_str(&listed(added));
    }
    let diagnostic = pair.error(Rule::NumberMismatch, &what);
    let diagnostic = match added.first() {
        Some(number) => {
            let place = pair.place(number.range.clone());
            diagnostic.at_with(place, "the source does not have this number")
        }
        None => diagnostic.at_with(pair.text.place().clone(), "the translation"),
    };
    let diagnostic = match lost.first() {
        Some(number) => {
            let place = pair.source_place(number.range.clone());
            diagnostic.also(place, "the translation does not have this number")
        }
        None => diagnostic.also(pair.source.place().clone(), "the source"),
    };
    diagnostics.push(diagnostic.help(advice(lost, added, &pair.original)));
}

/// `the number 15` or `the numbers 15 and 30`.
fn listed(numbers: &[&Number]) -> String {
    let values: Vec<&str> = numbers.iter().map(|number| number.value.as_str()).collect();
    match values.split_last() {
        Some((last, [])) => format!("the number {last}"),
        Some((last, rest)) => format!("the numbers {} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

fn advice(lost: &[&Number], added: &[&Number], source: &Printed) -> String {
    match (lost, added) {
        ([lost], [added]) => format!("write {} instead of {}", lost.value, added.value),
        (lost, []) => format!("write {} in digits, as the source does", listed(lost)),
        ([], added) => match added.iter().find_map(|number| in_words(&number.value, source.text())) {
            Some(word) => format!("write it as a word, as the source does: `{word}`"),
            None => "remove what the source does not say".to_owned(),
        },
        _ => "write the numbers of the source, and no others".to_owned(),
    }
}

/// The English word for a number, where the source has it.
fn in_words<'a>(value: &str, source: &'a str) -> Option<&'a str> {
    const WORDS: [(&str, [&str; 3]); 14] = [
        ("1", ["one", "once", "first"]),
        ("2", ["two", "twice", "second"]),
        ("3", ["three", "third", ""]),
        ("4", ["four", "fourth", ""]),
        ("5", ["five", "fifth", ""]),
        ("6", ["six", "sixth", ""]),
        ("7", ["seven", "seventh", ""]),
        ("8", ["eight", "eighth", ""]),
        ("9", ["nine", "ninth", ""]),
        ("10", ["ten", "tenth", ""]),
        ("11", ["eleven", "", ""]),
        ("12", ["twelve", "dozen", ""]),
        ("100", ["hundred", "", ""]),
        ("1000", ["thousand", "", ""]),
    ];
    let (_, words) = WORDS.iter().find(|(number, _)| *number == value)?;
    source
        .split(|c: char| !c.is_alphabetic())
        .find(|word| words.iter().any(|name| !name.is_empty() && word.eq_ignore_ascii_case(name)))
}
