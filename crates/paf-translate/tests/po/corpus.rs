//! Real catalogues of other projects.
#![expect(clippy::print_stderr, reason = "what was read is told to people")]
#![expect(clippy::expect_used, reason = "what is not as it should be fails the test")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use paf_diag::Written;
use paf_translate::po::{PoEntry, PoFile, write_entry};

use super::properties::said;
use super::{listed, read};
use crate::corpus;

/// What came of one file.
enum Outcome {
    /// It is in another encoding.
    NotUtf8,
    /// So many entries were read as gettext reads them.
    Read(usize),
    /// It has mistakes, and gettext refuses it too or was not asked.
    Refused,
    /// What is not as it should be.
    Wrong(String),
}

#[test]
fn real_catalogues_are_kept_and_read_as_gettext_reads_them() {
    let files = corpus::files("po");
    let (mut read, mut entries, mut refused, mut other_encoding) = (0, 0, 0, 0);
    let mut wrong = String::new();
    for (path, outcome) in outcomes(&files) {
        match outcome {
            Outcome::NotUtf8 => other_encoding += 1,
            Outcome::Refused => refused += 1,
            Outcome::Read(number) => {
                read += 1;
                entries += number;
            }
            Outcome::Wrong(what) => wrong.push_str(&format!("{}: {what}\n", path.display())),
        }
    }
    if !files.is_empty() {
        eprintln!(
            "{read} catalogues with {entries} entries; {refused} with mistakes; \
             {other_encoding} skipped that are not UTF-8"
        );
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// Reads every file, on as many processors as there are.
fn outcomes(files: &[PathBuf]) -> Vec<(&Path, Outcome)> {
    let next = AtomicUsize::new(0);
    let work = || {
        let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
        let files = numbers.map_while(|number| files.get(number));
        files.map(|path| (path.as_path(), outcome(path))).collect::<Vec<_>>()
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let mut all: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let done = threads.into_iter().map(|thread| thread.join().expect("every file is kept"));
        done.flatten().collect()
    });
    all.sort_by_key(|(path, _)| *path);
    all
}

fn outcome(path: &Path) -> Outcome {
    let Ok(text) = String::from_utf8(corpus::bytes(path)) else { return Outcome::NotUtf8 };
    let (po, diagnostics) = read(&text);
    if po.to_text() != text {
        return Outcome::Wrong("it is not written as it was read".to_owned());
    }
    if let Some(lost) = lost_by_a_change(&text) {
        return Outcome::Wrong(lost);
    }
    match gettext_reads(path) {
        None if !diagnostics.is_empty() => Outcome::Refused,
        Some(_) if !diagnostics.is_empty() => {
            Outcome::Wrong(format!("gettext accepts it:\n    {}", listed(&diagnostics).join("\n    ")))
        }
        Some(theirs) if translated(&po) != theirs => {
            let differ: Vec<_> = translated(&po).symmetric_difference(&theirs).take(4).cloned().collect();
            Outcome::Wrong(format!("gettext reads it otherwise: {differ:#?}"))
        }
        _ => Outcome::Read(po.entries.len()),
    }
}

/// What is not kept byte for byte, or not understood any more, when an entry in the middle is changed.
fn lost_by_a_change(text: &str) -> Option<String> {
    let (mut po, diagnostics) = read(text);
    let at = po.entries.len() / 2;
    let before: Vec<_> = po.entries.iter().map(said).collect();
    let end = |entry: &PoEntry| {
        let end = entry.place.range().end;
        text[end..].find('\n').map_or(text.len(), |line| end + line + 1)
    };
    let start = at.checked_sub(1).and_then(|earlier| po.entries.get(earlier)).map_or(0, end);
    let entry = po.entries.get_mut(at)?;
    let rest = &text[end(entry)..];
    entry.set_translation("one \"line\"\nand another\\\n");
    let (expected, anew) = (said(entry), write_entry(entry));
    let changed = po.to_text();
    let (again, _) = read(&changed);
    if !changed.starts_with(&text[..start]) {
        return Some(format!("what precedes entry {at} was changed"));
    }
    if !changed.ends_with(rest) {
        return Some(format!("what follows entry {at} was changed"));
    }
    let written = &changed[start..changed.len() - rest.len()];
    if diagnostics.is_empty()
        && written.trim_start_matches(['\u{feff}', '\r', '\n', ' ']).replace("\r\n", "\n") != anew
    {
        return Some(format!("entry {at} was written as {written:?}"));
    }
    if again.entries.len() != before.len() {
        return Some(format!("{} entries became {}", before.len(), again.entries.len()));
    }
    let kept = |number: usize, entry: &PoEntry| match number == at {
        true => said(entry) == expected,
        false => said(entry) == before[number],
    };
    let other = again.entries.iter().enumerate().find(|(number, entry)| !kept(*number, entry));
    other.map(|(number, entry)| format!("entry {number} was changed to {:?}", said(entry)))
}

/// What gettext makes of a file: keys, a separator and the source texts, each with the translations.
/// Nothing where it refuses the file or is not installed.
fn gettext_reads(path: &Path) -> Option<BTreeSet<(String, String)>> {
    let output = Command::new("msgfmt").args(["--use-fuzzy", "-o", "-"]).arg(path).output().ok()?;
    output.status.success().then(|| compiled(&output.stdout).expect("what it writes can be read"))
}

/// The texts of a compiled catalogue: two tables of the lengths and offsets of strings.
fn compiled(bytes: &[u8]) -> Option<BTreeSet<(String, String)>> {
    // Of a catalogue without any text nothing is written.
    if bytes.is_empty() {
        return Some(BTreeSet::new());
    }
    let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    let string = |entry: usize| {
        let (length, start) = (number(entry)?, number(entry + 4)?);
        Some(String::from_utf8_lossy(bytes.get(start..start + length)?).into_owned())
    };
    let (count, sources, translations) = (number(8)?, number(12)?, number(16)?);
    let texts = (0..count).map(|entry| {
        let (at, translation) = (sources + 8 * entry, translations + 8 * entry);
        Some((string(at)?, string(translation)?))
    });
    // Of the header it leaves out a date.
    texts.filter(|texts| texts.as_ref().is_none_or(|(source, _)| !source.is_empty())).collect()
}

/// What gettext compiles but for the header: the entries in use that have a translation.
fn translated(po: &PoFile) -> BTreeSet<(String, String)> {
    let in_use = po.in_use().filter(|entry| !entry.translation().is_empty());
    let texts = |entry: &PoEntry| {
        let key = entry.key().map_or(String::new(), |key| format!("{key}\u{4}"));
        let plural = entry.msgid_plural.iter().map(|plural| format!("\0{}", plural.text()));
        let source = format!("{key}{}{}", entry.msgid.text(), plural.collect::<String>());
        let forms: Vec<&str> = entry.msgstr.iter().map(Written::text).collect();
        (source, forms.join("\0"))
    };
    // What stands for a type of C is compiled in another way.
    in_use.map(texts).filter(|(source, forms)| !format!("{source}{forms}").contains("<PRI")).collect()
}
