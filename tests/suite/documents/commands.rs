//! Every command of the documents does what it should, in a copy of the shipped framework.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

use super::{documents, spans};
use crate::cases::program::paf;
use crate::cases::sandbox::{files_below, outside_frameworks};
use crate::organisers::GUIDE;
use crate::pdf_framework::ROOT;

/// The lines of a page that are commands: in blocks of `sh` or of no language, and indented ones.
fn commands(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut block: Option<&str> = None;
    for line in page.lines() {
        if let Some(language) = line.strip_prefix("```") {
            block = if block.is_some() { None } else { Some(language) };
        } else if matches!(block, Some("sh" | "")) || (block.is_none() && line.starts_with("    paf ")) {
            let command = line.split("  #").next().unwrap_or_default().trim();
            if !command.is_empty() {
                found.push(command.to_owned());
            }
        }
    }
    found
}

/// How a command of the documents is tried.
enum Tried {
    /// As it is written; it ends with this code.
    Run(i32),
    /// With more at its end, so that the suite stays short: what is left out is tried elsewhere.
    With(&'static str),
    /// Not by this test, and who does it.
    By(&'static str),
}
use Tried::{By, Run, With};

/// A command, and how it is tried.
type Shown = (&'static str, Tried);

/// The commands of the documents about making and looking, in an order in which they can follow each other.
const MAKING: &[Shown] = &[
    ("cargo run -- build", By(".ci/run")),
    ("cargo test --workspace", By(".ci/run")),
    (".ci/run", By("itself")),
    ("paf build --output once && paf build --output twice --jobs 1 && diff -r once twice", By(".ci/run")),
    ("paf build", By("`new.rs`, with a new framework")),
    ("paf build --shard 1/3 --output part-1", By("`shards.rs`, with a framework of three parts")),
    ("paf build --shard 2/3 --output part-2", By("`shards.rs`, with a framework of three parts")),
    ("paf build --shard 3/3 --output part-3", By("`shards.rs`, with a framework of three parts")),
    ("paf merge part-1 part-2 part-3", By("`shards.rs`, with a framework of three parts")),
    ("paf verify", By("`verify.rs`, with a framework of two documents")),
    ("paf verify --no-build", By("`verify.rs`, with a framework of two documents")),
    ("paf publish", By("`publish.rs`, with a framework of two documents")),
    ("paf watch", By("`desk.rs`, with a framework of two documents")),
    ("paf edition new at", Run(0)),
    ("paf build --edition at", With(" --profile screen --document leaflet")),
    ("paf build --document leaflet --lang fr", Run(0)),
    ("paf new my-framework --title \"A framework on something else\"", Run(0)),
    ("paf --root my-framework build", With(" --document leaflet")),
    ("paf build --document report --lang en --sources typst", With(" --profile screen")),
    ("paf build --profile press --document leaflet --lang de", Run(0)),
    ("paf build --profile booklet --document report --lang de", By("press_keys builds a booklet")),
    ("paf build --profile large-print --document leaflet --lang de", Run(0)),
    ("paf preflight output/eu/de/*-press.pdf", Run(0)),
    ("paf impose output/eu/de/…-press.pdf --flip long --sheet sra3", Run(0)),
    ("paf build --profile press --marks crop,fold", With(" --document leaflet --lang de")),
];

/// Those about texts and translations.
const WRITING: &[Shown] = &[
    ("paf check", Run(0)),
    ("paf fonts", Run(0)),
    ("paf schema", Run(0)),
    ("paf translate sync", Run(0)),
    ("paf translate export --format xliff --lang de,fr --only missing,stale --output outbox", Run(0)),
    (
        "paf translate import inbox/immuno-oncology-de.xlf --by \"Name of the agency\" --role translator",
        Run(0),
    ),
    (
        "paf translate mark --lang de --document leaflet --state approved --by \"Name\" --role \"oncologist\"",
        Run(0),
    ),
    ("paf status", Run(0)),
    ("paf status --fail-under 100 --state approved", Run(1)),
    ("paf translate pseudo", By("the case translation/pseudo")),
    ("paf build --lang qpa,qpb,qpl", By("the case translation/pseudo, where `qpa` does not fit either")),
    ("paf status --json", Run(0)),
];

/// The languages of the copy, with what their translations begin with: the rest would be read at every
/// command, and tried by none.
const LANGUAGES: [(&str, &[&str]); 2] = [
    (
        "de",
        &["framework.", "theme.", "leaflet.", "documents.leaflet.", "recommendations.", "documents.summary."],
    ),
    ("fr", &["framework.", "theme.", "leaflet.", "documents.leaflet."]),
];

/// A catalogue with the texts alone whose keys begin so.
fn cut(catalogue: &str, keys: &[&str]) -> String {
    let entries = catalogue.split_inclusive("\n\n").filter(|entry| {
        let key = entry.lines().find_map(|line| line.strip_prefix("msgctxt \""));
        key.is_none_or(|key| keys.iter().any(|wanted| key.starts_with(wanted)))
    });
    entries.collect()
}

/// A copy of the shipped framework in few languages, with what the documents take for granted.
fn framework() -> TempDir {
    let folder = outside_frameworks();
    for part in ["framework", "templates", "fonts"] {
        for (path, bytes) in files_below(&Path::new(ROOT).join(part)) {
            // The specimens are made in languages that are left out here.
            if path.starts_with("editions/") {
                continue;
            }
            let lang = path.strip_prefix("locales/").and_then(|name| name.split('.').next());
            let kept = LANGUAGES.iter().find(|(code, _)| Some(*code) == lang);
            let bytes = match kept {
                Some((_, keys)) if path.ends_with(".po") => {
                    cut(&String::from_utf8(bytes).expect("it is text"), keys).into_bytes()
                }
                None if lang.is_some() => continue,
                _ => bytes,
            };
            write(folder.path(), &format!("{part}/{path}"), &bytes);
        }
    }
    let path = folder.path().join("framework/framework.yaml");
    let text = fs::read_to_string(&path).expect("it is text");
    let rows = text.lines().map(|line| match line.split_once(": ").map(|(key, _)| key) {
        Some("languages") => "languages: [en, de, fr]\n".to_owned(),
        Some("  report") => "  report: {languages: [en]}\n".to_owned(),
        Some("  summary") => "  summary: {languages: [en, de]}\n".to_owned(),
        _ => format!("{line}\n"),
    });
    fs::write(&path, rows.collect::<String>()).expect("it is written");
    folder
}

fn write(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    fs::write(path, bytes).expect("the file can be written");
}

/// Runs a line as a shell would, with paf on the path; gives its code and what it said.
pub(crate) fn shell(folder: &Path, line: &str) -> (i32, String) {
    let programs = paf().parent().expect("the program is in a folder").display().to_string();
    let output = Command::new("sh")
        .args(["-c", line])
        .current_dir(folder)
        .env_clear()
        .env("PATH", format!("{programs}:/usr/bin:/bin"))
        .output()
        .expect("there is a shell");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&said).into_owned())
}

/// What the commands came to.
pub(super) struct Left {
    /// Those that did something else than they should.
    wrong: Vec<String>,
    /// The files that were there when all had run, with the text of those that are text.
    pub(super) files: BTreeMap<String, String>,
}

/// Runs the commands, once for all tests that look at what they leave.
pub(super) fn left() -> &'static Left {
    static LEFT: OnceLock<Left> = OnceLock::new();
    LEFT.get_or_init(run_all)
}

/// Something of A4 lies ready to be imposed.
const BEFORE_MAKING: &[&str] = &["paf build --profile press --document summary --lang de"];

/// A delivery has been taken out of the post. The catalogues were cut, and are made whole again without their
/// translations.
const BEFORE_WRITING: &[&str] =
    &["paf translate sync", "paf translate export --format xliff --lang de --output inbox"];

/// A language is added as README says, and paf is called from a folder inside the framework.
const AFTER_WRITING: &[&str] = &[
    "sed -i 's/^languages: .en, /&is, /; s/  report: .languages: .en/&, is/' framework/framework.yaml",
    "cd framework/recommendations && paf translate sync",
    "grep -q '^msgctxt \"report.summary.title\"' framework/locales/is.po",
    "paf status | grep -q '^is Icelandic .* missing of '",
];

fn run_all() -> Left {
    // Each half in a folder of its own, so that both can run at the same time.
    let (making, writing) = std::thread::scope(|scope| {
        let making = scope.spawn(|| run(BEFORE_MAKING, MAKING, &[]));
        let writing = run(BEFORE_WRITING, WRITING, AFTER_WRITING);
        (making.join().expect("the commands were run"), writing)
    });
    let mut files = writing.files;
    files.extend(making.files);
    Left { wrong: [making.wrong, writing.wrong].concat(), files }
}

fn run(before: &[&str], shown: &[Shown], after: &[&str]) -> Left {
    let framework = framework();
    let folder = framework.path();
    let [before, after] = [before, after].map(|lines| lines.iter().map(|line| ((*line).to_owned(), 0)));
    let shown = shown.iter().filter_map(|(command, tried)| {
        let line = command.replace('…', "immuno-oncology-summary-eu-de");
        match tried {
            Run(code) => Some((line, *code)),
            With(more) => Some((line + more, 0)),
            By(who) => {
                assert!(!who.is_empty(), "{command}: somebody tries it");
                None
            }
        }
    });
    let mut wrong = Vec::new();
    for (line, expected) in before.chain(shown).chain(after) {
        let (code, said) = shell(folder, &line);
        if code != expected {
            wrong.push(format!("$ {line}\nexit {code}, not {expected}\n{said}"));
        }
    }
    let files = files_below(folder).into_iter();
    let files = files.map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap_or_default())).collect();
    Left { wrong, files }
}

#[test]
fn every_command_of_the_documents_does_what_it_should() {
    // The guide of organisers is tried from start to end, in `organisers.rs`.
    let pages = documents().into_iter().filter(|(path, _)| path != GUIDE);
    let shown: BTreeSet<String> = pages.flat_map(|(_, page)| commands(&page)).collect();
    let known = MAKING.iter().chain(WRITING);
    let known: BTreeSet<String> = known.map(|(command, _)| (*command).to_owned()).collect();
    assert_eq!(shown, known, "the commands of the documents, and those that this test tries");
    let wrong = &left().wrong;
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_command_in_a_sentence_can_be_read() {
    // `--help` stops a command after its words have been read and before anything is done.
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut wrong = Vec::new();
    let mut tried = BTreeSet::new();
    for (path, page) in documents() {
        // Those of a CI stand in a list.
        let steps = page.lines().filter_map(|line| line.strip_prefix("- run: "));
        let steps = steps.map(|line| line.replace("cargo run --", "paf"));
        let spans = spans(&page).into_iter().filter(|span| span.starts_with("paf ")).map(str::to_owned);
        for span in spans.chain(steps) {
            if tried.insert(span.clone()) {
                let (code, said) = shell(folder.path(), &format!("{span} --help"));
                if code != 0 {
                    wrong.push(format!("{path}: `{span}`\n{said}"));
                }
            }
        }
    }
    assert!(tried.len() > 15, "{tried:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
