//! CHANGELOG.md stays something that a user can read: by subject, one line a change, each said once.

use std::collections::BTreeMap;

use super::read;

/// The subjects, in their order.
const SUBJECTS: &[&str] = &[
    "Content",
    "The immuno-oncology framework",
    "Look",
    "Printing",
    "Translation",
    "Building",
    "Messages",
    "Guides",
];

#[test]
fn every_change_stands_below_its_subject() {
    let page = read("CHANGELOG.md");
    let mut wrong = Vec::new();
    for release in page.split("\n## ").skip(1) {
        let (name, lines) = release.split_once('\n').unwrap_or((release, ""));
        let mut subjects: Vec<&str> = Vec::new();
        for line in lines.lines().filter(|line| !line.is_empty()) {
            match line.strip_prefix("### ") {
                Some(subject) => subjects.push(subject),
                None if !line.starts_with("- ") => {
                    wrong.push(format!("{name}: `{line}` is no heading and no line of a list"));
                }
                None if subjects.is_empty() => wrong.push(format!("{name}: no heading above `{line}`")),
                None => {}
            }
        }
        let mut known = SUBJECTS.iter().filter(|subject| subjects.contains(subject));
        if !subjects.iter().all(|subject| known.next() == Some(subject)) {
            wrong
                .push(format!("{name} has the headings {subjects:?}; they are, in this order, {SUBJECTS:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The words of a line that carry its sense: the short ones are in every line.
fn words(line: &str) -> Vec<String> {
    let words = line.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 3);
    let mut words: Vec<String> = words.map(str::to_lowercase).collect();
    words.sort_unstable();
    words.dedup();
    words
}

#[test]
fn no_change_is_told_twice() {
    let page = read("CHANGELOG.md");
    let lines: Vec<&str> = page.lines().filter(|line| line.starts_with("- ")).collect();
    let words: BTreeMap<&str, Vec<String>> = lines.iter().map(|line| (*line, words(line))).collect();
    assert_eq!(words.len(), lines.len(), "a line stands there twice");
    for (index, one) in lines.iter().enumerate() {
        for other in &lines[index + 1..] {
            let (few, many) = (&words[one], &words[other]);
            let (few, many) = if few.len() < many.len() { (few, many) } else { (many, few) };
            let shared = few.iter().filter(|word| many.contains(word)).count();
            // Two thirds of the shorter one.
            assert!(
                few.len() < 6 || shared * 3 < few.len() * 2,
                "two lines seem to tell of one change:\n{one}\n{other}"
            );
        }
    }
}
