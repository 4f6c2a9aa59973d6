//! The guide of national organisers holds from start to end: what it says to write is written, what it says to type is
//! typed, and what the program answers is what the guide says.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "the test writes what an organiser would, and may panic"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::cases::sandbox::{files_below, outside_frameworks};
use crate::documents::commands::shell;
use crate::documents::read;
use crate::pdf_framework::ROOT;

/// The guide.
pub(crate) const GUIDE: &str = "docs/organisers.md";

const EDITION: &str = "framework/editions/at/edition.yaml";
const CATALOGUE: &str = "framework/editions/at/locales/de.po";

/// What does not end with 0, by the heading that it stands under.
const FAILING: &[(&str, &str, i32)] = &[
    ("11. When the European text changes", "paf check --edition at", 1),
    // Without a terminal it asks nothing and shows what has changed.
    ("11. When the European text changes", "paf edition rebase at", 1),
];

/// What is added to a command, so that the suite stays short: it is run once with each.
const SHORTENED: &[(&str, &[&str])] = &[(
    "paf build --edition at",
    &[" --profile screen --document report --lang en", " --profile press --document leaflet --lang de"],
)];

/// The languages of the copy: the others would be read at every command.
const LANGUAGES: &[&str] = &["de"];

/// What the secretariat sends: a folder with `framework/`, and no more.
fn framework() -> TempDir {
    let folder = outside_frameworks();
    for (path, bytes) in files_below(&Path::new(ROOT).join("framework")) {
        let lang = path.strip_prefix("locales/").and_then(|name| name.split('.').next());
        if lang.is_some_and(|lang| lang != "minor-changes" && !LANGUAGES.contains(&lang))
            || path.starts_with("editions/")
        {
            continue;
        }
        let path = folder.path().join("framework").join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
    }
    let path = "framework/framework.yaml";
    let text = fs::read_to_string(folder.path().join(path)).expect("it is text");
    let fewer = |line: &str| match line.split_once('[') {
        Some((before, rest)) if line.starts_with("languages: ") || line.contains(": {languages: ") => {
            let (_, after) = rest.split_once(']').expect("a list ends");
            format!("{before}[en, de]{after}\n")
        }
        _ => format!("{line}\n"),
    };
    let text: String = text.lines().map(fewer).collect();
    fs::write(folder.path().join(path), text).expect("it is written");
    folder
}

/// A block of the guide.
struct Block<'a> {
    heading: &'a str,
    language: &'a str,
    text: &'a str,
}

fn blocks(guide: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut heading = "";
    for (n, part) in guide.split("```").enumerate() {
        if n % 2 == 0 {
            heading = part.rsplit("\n## ").next().filter(|_| part.contains("\n## ")).unwrap_or(heading);
            heading = heading.lines().next().unwrap_or_default();
        } else {
            let (language, text) = part.split_once('\n').expect("a block begins on a line of its own");
            found.push(Block { heading, language, text });
        }
    }
    found
}

/// Somebody who follows the guide.
struct Organiser {
    folder: TempDir,
    /// What the last command said.
    said: String,
    wrong: Vec<String>,
}

impl Organiser {
    fn change(&self, path: &str, change: impl FnOnce(String) -> String) {
        let path = self.folder.path().join(path);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        fs::write(path, change(text)).expect("it can be written");
    }

    /// Puts lines at the end of the edition, or below the word at the left edge where it stands there already.
    fn write(&self, lines: &str) {
        for section in sections(lines) {
            let (word, below) = section.split_once('\n').expect("a block ends with a line");
            let there = format!("\n{word}\n");
            self.change(EDITION, |text| match text.contains(&there) {
                true => text.replacen(&there, &format!("{there}{below}"), 1),
                false => text + &section,
            });
        }
    }

    /// Writes the translation of a text.
    fn translate(&self, entry: &str) {
        let (key, translation) = entry.split_once("msgstr ").expect("an entry ends with its translation");
        self.change(CATALOGUE, |text| {
            let empty = format!("{key}msgstr \"\"\n");
            assert!(text.contains(&empty), "the catalogue has no `{empty}`:\n{text}");
            text.replace(&empty, &format!("{key}msgstr {translation}"))
        });
    }

    fn type_in(&mut self, heading: &str, command: &str) {
        self.meanwhile(command);
        let shortened = SHORTENED.iter().find(|(short, _)| *short == command);
        let failing = FAILING.iter().find(|(under, line, _)| *under == heading && *line == command);
        let expected = failing.map_or(0, |(.., code)| *code);
        for more in shortened.map_or(&[""][..], |(_, more)| more) {
            let (code, said) = shell(self.folder.path(), &format!("{command}{more}"));
            if code != expected {
                self.wrong.push(format!("$ {command}{more}\nexit {code}, not {expected}\n{said}"));
            }
            self.said = said;
        }
    }

    /// What others do before a command.
    fn meanwhile(&self, command: &str) {
        if command.starts_with("paf translate import") {
            let path = self.folder.path().join("outbox/immuno-oncology-at-de.xlf");
            let sent = fs::read_to_string(path).expect("it was sent out");
            fs::create_dir_all(self.folder.path().join("inbox")).expect("a folder can be made");
            fs::write(self.folder.path().join("inbox/immuno-oncology-at-de.xlf"), delivered(&sent))
                .expect("it came");
        }
    }

    /// The secretariat has reworded a sentence.
    fn european_text_changes(&self) {
        self.change("framework/recommendations/testing.yaml", |text| {
            assert_eq!(text.matches("a test with its treatment").count(), 1, "the sentence of the guide");
            text.replace("a test with its treatment", "a test together with its treatment")
        });
    }

    /// Compares what was said with the guide, where `…` stands for any words. How wide the columns of a table are
    /// depends on what else stands in it.
    fn hear(&mut self, shown: &str) {
        let said = without_columns(&self.said);
        let mut rest = said.as_str();
        for line in without_columns(shown).lines() {
            for (n, piece) in line.split('…').map(str::trim_end).enumerate() {
                let Some(at) = rest.find(piece) else {
                    self.wrong.push(format!("`{line}` was not said:\n{}", self.said));
                    return;
                };
                let is_at_once = n == 0 && !piece.is_empty() && !shown.contains('…');
                if is_at_once && rest[..at].trim() != "" {
                    self.wrong.push(format!("before `{line}` more was said:\n{}", self.said));
                    return;
                }
                rest = &rest[at + piece.len()..];
            }
        }
        if !shown.contains('…') && !rest.trim().is_empty() {
            self.wrong.push(format!("after `{shown}` more was said:\n{}", self.said));
        }
    }
}

/// Lines by the words at the left edge that they stand below.
fn sections(lines: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in lines.split_inclusive('\n') {
        match found.last_mut() {
            Some(section) if line.starts_with(' ') => section.push_str(line),
            _ => found.push(line.to_owned()),
        }
    }
    found
}

/// A text with one space where there are several.
fn without_columns(text: &str) -> String {
    text.lines()
        .map(|line| line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ") + "\n")
        .collect()
}

/// The delivery of the translator.
fn delivered(sent: &str) -> String {
    const WAITING: &str = "<target state=\"needs-translation\">";
    let mut pieces = sent.split(WAITING);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for (n, piece) in pieces.enumerate() {
        let (source, rest) = piece.split_once("</target>").expect("a target ends");
        let letter = char::from(b'A' + u8::try_from(n % 26).unwrap_or(0));
        let words = with_other_words(source);
        out.push_str(&format!("<target state=\"translated\">Übersetzung {letter}: {words}</target>{rest}"));
    }
    assert_ne!(out, sent, "something was sent to be translated");
    out
}

/// A text of XLIFF whose words are others, and whose marks, gaps and numbers are not.
fn with_other_words(source: &str) -> String {
    let mut out = String::new();
    let mut mark_ends = None;
    let mut in_word = false;
    for c in source.chars() {
        let is_of_word = mark_ends.is_none() && c.is_alphabetic();
        if !is_of_word {
            out.push(c);
        } else if !in_word {
            out.push_str("Wort");
        }
        in_word = is_of_word;
        mark_ends = match (mark_ends, c) {
            (None, '<') => Some('>'),
            (None, '{') => Some('}'),
            (None, '&') => Some(';'),
            (Some(end), _) if c == end => None,
            (before, _) => before,
        };
    }
    out
}

#[test]
fn the_guide_holds_from_start_to_end() {
    let guide = read(GUIDE);
    let mut organiser = Organiser { folder: framework(), said: String::new(), wrong: Vec::new() };
    let mut kinds = BTreeSet::new();
    let mut chapter = "";
    for block in blocks(&guide) {
        if chapter != block.heading && block.heading.starts_with("11. ") {
            organiser.european_text_changes();
        }
        chapter = block.heading;
        kinds.insert(block.language);
        match block.language {
            "sh" => block.text.lines().for_each(|command| organiser.type_in(block.heading, command)),
            "yaml" => organiser.write(block.text),
            "po" => organiser.translate(block.text),
            "text" => organiser.hear(block.text),
            other => panic!("nobody knows what to do with a block of `{other}`"),
        }
    }
    assert_eq!(kinds, BTreeSet::from(["po", "sh", "text", "yaml"]));
    assert!(organiser.wrong.is_empty(), "{}", organiser.wrong.join("\n\n"));
    for (heading, command, _) in FAILING {
        assert!(
            guide.contains(&format!("\n## {heading}\n")) && guide.contains(command),
            "{heading}: {command}"
        );
    }
}
