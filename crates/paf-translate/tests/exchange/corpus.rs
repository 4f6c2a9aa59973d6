//! Real files of other projects.
#![expect(clippy::print_stderr, reason = "what was read is told to people")]

use paf_translate::State;
use paf_translate::exchange::xliff;

use super::{Row, listed, package, plain, read_xliff, rich, units};
use crate::corpus;

#[test]
fn real_xliff_files_are_read() {
    let files = corpus::files("xlf");
    let mut texts = 0;
    let mut wrong = String::new();
    for path in &files {
        let text = String::from_utf8(corpus::bytes(path)).expect("it is UTF-8");
        let rows = rows(&text);
        texts += rows.len();
        for problem in problems(&text, &rows) {
            wrong.push_str(&format!("{}: {problem}\n", path.display()));
        }
    }
    if !files.is_empty() {
        eprintln!("{} XLIFF files with {texts} texts", files.len());
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn problems(text: &str, rows: &[Row]) -> Vec<String> {
    let mut problems = Vec::new();
    // As it is, and after a way out and back.
    for file in [text, &xliff::write(&package(&units(rows)))] {
        let read = read_xliff(file, rows);
        let is_of_notes = |said: &String| said.contains("notes that belong to no text");
        let (notes, others): (Vec<String>, _) = listed(&read.diagnostics).into_iter().partition(is_of_notes);
        problems.extend(others);
        // What stands before the texts is taken over nowhere, so it has to be told.
        let has_notes = file.split("<trans-unit ").next().is_some_and(|head| head.contains("<note"));
        if has_notes != (notes.len() == 1) {
            problems.push(format!("of notes before the texts is said: {notes:?}"));
        }
        let entries = read.delivery.entries.iter().map(|entry| (entry.key.text(), entry.target.text()));
        let entries: Vec<_> = entries.collect();
        let expected: Vec<_> = rows.iter().map(|row| (row.key.as_str(), row.target.as_str())).collect();
        if entries.len() != expected.len() {
            problems.push(format!("{} texts instead of {}", entries.len(), expected.len()));
        }
        let other = |(given, wanted): &(_, _)| given != wanted;
        problems.extend(entries.iter().zip(&expected).find(other).map(|pair| format!("{pair:?}")));
    }
    // Whatever is said of words that look like our marks, it has to be said.
    let rich: Vec<Row> = rows.iter().map(|row| rich(&row.source, "", State::Missing).key(&row.key)).collect();
    let read = read_xliff(text, &rich);
    let lost = rows.len() - read.delivery.entries.len();
    if lost > read.diagnostics.errors() {
        problems.push(format!("{lost} texts were left out without a word"));
    }
    problems
}

/// The texts of a file that has no codes in them.
fn rows(text: &str) -> Vec<Row> {
    let units = text.split("<trans-unit ").skip(1).filter_map(|unit| unit.split("</trans-unit>").next());
    units.map(row).collect()
}

fn row(unit: &str) -> Row {
    let (source, target) = (element(unit, "source"), element(unit, "target"));
    // What was filled in for a start is no translation.
    let untouched = unit.contains("state=\"needs-translation\"") && target == source;
    let target = if untouched { "" } else { &target };
    let state = if target.is_empty() { State::Missing } else { State::Draft };
    plain(&source, target, state).key(unit.split('"').nth(1).expect("it has an id"))
}

/// The words of an element, as XML means them.
fn element(unit: &str, name: &str) -> String {
    let inner = unit.split_once(&format!("<{name}")).and_then(|(_, rest)| rest.split_once('>'));
    let words =
        inner.and_then(|(_, rest)| rest.split_once(&format!("</{name}>"))).map_or("", |(words, _)| words);
    let words = words.strip_prefix("<![CDATA[").and_then(|words| words.strip_suffix("]]>")).unwrap_or(words);
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    words.replace("&#039;", "'").replace("&apos;", "'").replace("&amp;", "&")
}
