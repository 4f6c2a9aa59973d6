//! What the documents show is so: their commands run, their options exist, their links lead somewhere.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "the test runs what people would type, in a folder of its own, and may panic"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::cases::program::paf;
use crate::cases::sandbox::{files_below, outside_frameworks};
use crate::pdf_framework::ROOT;

/// README, CONTRIBUTING and all of docs/, each with its text.
fn documents() -> BTreeMap<String, String> {
    let root = Path::new(ROOT);
    let docs = fs::read_dir(root.join("docs")).expect("docs/ is there");
    let docs = docs.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let docs = docs.filter(|name| name.ends_with(".md")).map(|name| format!("docs/{name}"));
    let paths = docs.chain(["README.md", "CONTRIBUTING.md"].map(str::to_owned));
    paths.map(|path| (path.clone(), fs::read_to_string(root.join(&path)).expect("it is text"))).collect()
}

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

/// Every command of the documents, in the order in which they can follow each other.
const COMMANDS: &[(&str, Tried)] = &[
    ("cargo run -- build", By(".ci/run")),
    ("cargo test --workspace", By(".ci/run")),
    (".ci/run", By("itself")),
    ("paf build --output once && paf build --output twice --jobs 1 && diff -r once twice", By(".ci/run")),
    ("paf build --edition at", With(" --profile screen")),
    ("paf build --document leaflet --lang fr", Run(0)),
    ("paf fonts", Run(0)),
    ("paf new my-framework --title \"A framework on something else\"", Run(0)),
    ("paf --root my-framework build", With(" --document leaflet")),
    ("paf schema", Run(0)),
    ("paf build --document report --lang en --sources typst", With(" --profile screen")),
    ("paf build --profile press --document leaflet --lang de", Run(0)),
    ("paf build --profile booklet --document report --lang de", By("press_keys builds a booklet")),
    ("paf preflight output/eu/de/*-press.pdf", Run(0)),
    ("paf impose output/eu/de/…-press.pdf --flip long --sheet sra3", Run(0)),
    ("paf build --profile press --marks crop,fold", With(" --document leaflet --lang de")),
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
    ("paf status --json", Run(0)),
];

/// The languages of the copy: more of them would be read at every command, and tried by none.
const LANGUAGES: [&str; 2] = ["de", "fr"];

/// A copy of the shipped framework in few languages, with what the documents take for granted.
fn framework() -> TempDir {
    let folder = outside_frameworks();
    for part in ["framework", "templates", "fonts"] {
        for (path, bytes) in files_below(&Path::new(ROOT).join(part)) {
            let is_left_out = path
                .strip_prefix("locales/")
                .is_some_and(|name| !LANGUAGES.iter().any(|lang| name.starts_with(&format!("{lang}."))));
            if !is_left_out {
                write(folder.path(), &format!("{part}/{path}"), &bytes);
            }
        }
    }
    let path = folder.path().join("framework/framework.yaml");
    let text = fs::read_to_string(&path).expect("it is text");
    let few = format!("languages: [en, {}]", LANGUAGES.join(", "));
    let fewer = text.lines().map(|line| match line.find("languages: [") {
        Some(at) => format!("{}{few}{}", &line[..at], if line.ends_with('}') { "}" } else { "" }),
        None => line.to_owned(),
    });
    fs::write(&path, fewer.map(|line| line + "\n").collect::<String>()).expect("it is written");
    write(
        folder.path(),
        "framework/editions/at/edition.yaml",
        "title: Österreich\nlanguage: de\nlanguages: [de]\ndocuments: [leaflet]\nbased-on: \"1.0\"\n"
            .as_bytes(),
    );
    folder
}

fn write(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    fs::write(path, bytes).expect("the file can be written");
}

/// Runs a line as a shell would, with paf on the path; gives its code and what it said.
fn shell(folder: &Path, line: &str) -> (i32, String) {
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

#[test]
fn every_command_of_the_documents_does_what_it_should() {
    let shown: BTreeSet<String> = documents().values().flat_map(|page| commands(page)).collect();
    let known: BTreeSet<String> = COMMANDS.iter().map(|(command, _)| (*command).to_owned()).collect();
    assert_eq!(shown, known, "the commands of the documents, and those that this test tries");
    let framework = framework();
    let folder = framework.path();
    // A delivery has been taken out of the post.
    let (code, said) = shell(folder, "paf translate export --format xliff --lang de --output inbox");
    assert_eq!(code, 0, "{said}");
    let (code, said) = shell(
        folder,
        "set -- inbox/*.xlf; [ \"$1\" = inbox/immuno-oncology-de.xlf ] || mv \"$1\" inbox/immuno-oncology-de.xlf",
    );
    assert_eq!(code, 0, "{said}");
    // Something of A4 lies ready to be imposed.
    let (code, said) = shell(folder, "paf build --profile press --document summary --lang de");
    assert_eq!(code, 0, "{said}");
    let mut wrong = Vec::new();
    for (command, tried) in COMMANDS {
        let line = command.replace('…', "immuno-oncology-summary-eu-de");
        let (line, expected) = match tried {
            Run(code) => (line, *code),
            With(more) => (line + more, 0),
            By(who) => {
                assert!(!who.is_empty(), "{command}: somebody tries it");
                continue;
            }
        };
        let (code, said) = shell(folder, &line);
        if code != expected {
            wrong.push(format!("$ {line}\nexit {code}, not {expected}\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The options of each command, as docs/cli.md has them; a test holds it to what the program takes.
fn options() -> BTreeMap<String, BTreeSet<String>> {
    let cli = fs::read_to_string(Path::new(ROOT).join("docs/cli.md")).expect("it is text");
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut command = String::new();
    for line in cli.lines() {
        if let Some(heading) = line.trim_start_matches('#').trim().strip_prefix("`paf") {
            command = heading.trim_end_matches('`').trim().to_owned();
        }
        let options = line.trim_start().starts_with('-').then(|| flags(line));
        found.entry(command.clone()).or_default().extend(options.into_iter().flatten());
    }
    found
}

/// All that begins with two hyphens in a text.
fn flags(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let flags = words.filter(|word| {
        word.strip_prefix("--").is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
    });
    flags.map(str::to_owned).collect()
}

#[test]
fn every_option_in_the_documents_is_one_of_its_command() {
    let options = options();
    let all: BTreeSet<&String> = options.values().flatten().collect();
    let mut wrong = Vec::new();
    for (path, page) in documents() {
        if path == "docs/cli.md" {
            continue;
        }
        // Code in a line, and the lines of code blocks.
        let blocks = page.split("```").skip(1).step_by(2).flat_map(str::lines);
        let indented = page.lines().filter(|line| line.starts_with("    paf "));
        let inline = page.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2));
        for code in blocks.chain(indented).chain(inline) {
            for part in code.split("&&") {
                let part = part.replace("cargo run --", "paf");
                let Some((_, call)) = part.split_once("paf ") else { continue };
                let words: Vec<&str> =
                    call.split_whitespace().filter(|word| !word.starts_with('-')).collect();
                let named =
                    [2, 1].map(|count| words.iter().take(count).copied().collect::<Vec<_>>().join(" "));
                let command = named.into_iter().find(|name| options.contains_key(name));
                for flag in flags(call.split("  #").next().unwrap_or_default()) {
                    let known = match &command {
                        Some(command) => options[command].contains(&flag) || options[""].contains(&flag),
                        None => all.contains(&flag),
                    };
                    if !known {
                        wrong.push(format!("{path}: `{}` has no {flag}", code.trim()));
                    }
                }
            }
            if code.starts_with("--") {
                wrong.extend(
                    flags(code)
                        .iter()
                        .filter(|flag| !all.contains(flag))
                        .map(|flag| format!("{path}: no command has {flag}")),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A heading as an address has it: lower case, hyphens for spaces, without signs.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn every_link_to_a_heading_leads_to_one() {
    let documents = documents();
    let mut wrong = Vec::new();
    for (path, page) in &documents {
        let prose: String =
            page.split("```").step_by(2).flat_map(|part| part.split('`').step_by(2)).collect();
        for target in prose.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let Some((file, heading)) = target.split_once('#') else { continue };
            if file.contains("://") {
                continue;
            }
            let beside = Path::new(path).parent().expect("a folder").join(file);
            let other = if file.is_empty() { path.clone() } else { beside.display().to_string() };
            let Some(text) = documents.get(&other) else {
                wrong.push(format!("{path}: `{target}` leads to no document"));
                continue;
            };
            if !text
                .lines()
                .filter(|line| line.starts_with('#'))
                .any(|line| anchor(line.trim_start_matches('#')) == heading)
            {
                wrong.push(format!("{path}: {other} has no heading `#{heading}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
