//! Random edits, builds, kills, edits during a build, and two builds at once: after each, the next build is as
//! good as a forced one, and the folder holds what the manifest lists.
//!
//! A few runs by default; `PAF_RANDOM_RUNS=200` for more, `PAF_RANDOM_SEED` for others. A failure says how to
//! repeat it.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "the test starts processes and looks at what they wrote")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::Duration;

use paf_build::Manifest;
use tempfile::TempDir;

use crate::cases::program::paf;
use crate::pdf_framework::small;

/// What stands in the files that are edited: the path, and the words that take each other's place.
const EDITS: &[(&str, &[&str])] = &[
    ("framework/recommendations/only.yaml", &["The only one", "The one and only", "The &only one"]),
    (
        "framework/framework.yaml",
        &["lines: {languages: [en, fr]}", "lines: {languages: [en]}", "lines: {languages: [fr]}"],
    ),
    ("framework/framework.yaml", &["title: Two texts", "title: Three texts", "title: [Two, texts]"]),
    ("framework/leaflet.yaml", &["The first text", "The very first text"]),
    (
        "framework/locales/fr.po",
        &["Le premier texte", "Le texte premier", "Le  premier texte", "Le texte premier\"\nx\""],
    ),
    ("templates/theme/inline.typ", &["(#keys", "( #keys"]),
    ("templates/asks/asks.typ", &["#heading(", "**\n#heading(", "#panic(\"broken\")\n#heading("]),
    ("templates/lines/lines.typ", &["margin: 20pt", "margin: 21pt", "margin: 20"]),
    ("templates/asks/document.yaml", &["What is asked for", "What we ask for"]),
    ("templates/lines/document.yaml", &["order: 1", "order: 3"]),
];

/// Numbers that look random and can be had again (xorshift, Marsaglia 2003).
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap_or(0) % n
    }
}

/// A framework on disk with its output.
struct Desk {
    folder: TempDir,
    /// Which of its words each edit stands at.
    at: Vec<usize>,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, bytes) in &small().0 {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
            fs::write(path, bytes).expect("it is written");
        }
        Self { folder, at: vec![0; EDITS.len()] }
    }

    fn edit(&mut self, chance: &mut Chance) -> String {
        let which = chance.below(EDITS.len());
        let (path, words) = EDITS[which];
        let to = chance.below(words.len());
        let file = self.folder.path().join(path);
        let text = fs::read_to_string(&file).expect("the file is there");
        let from = std::mem::replace(&mut self.at[which], to);
        assert!(text.contains(words[from]), "`{path}` has no `{}`", words[from]);
        // As editors save: another file takes the place.
        let saved = file.with_extension("saved~");
        fs::write(&saved, text.replacen(words[from], words[to], 1)).expect("it is written");
        fs::rename(&saved, &file).expect("it is renamed");
        format!("{path}: {:?}", words[to])
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(paf());
        command.args(["build", "--message-format", "json"]).args(args).current_dir(self.folder.path());
        command.env_clear().stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn start(&self, args: &[&str]) -> Child {
        self.command(args).spawn().expect("paf can be run")
    }

    /// What a build finds, without how it went; and all that is then in the output folder.
    fn build(&self, args: &[&str]) -> (String, BTreeMap<String, Vec<u8>>) {
        let output = self.command(args).output().expect("paf can be run");
        let told = told(&output);
        let mut files = BTreeMap::new();
        collect(&self.folder.path().join("output"), "", &mut files);
        // A forced run keeps nothing to be told again, and compares all translations.
        files.retain(|path, _| {
            path != ".paf/lock" && path != ".paf/passed" && !path.starts_with(".paf/runs/")
        });
        (told, files)
    }
}

/// Programs read messages and nothing else.
fn told(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn collect(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.expect("an entry");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, fs::read(entry.path()).expect("a file"));
        }
    }
}

/// The PDFs of the folder are those of the manifest, and there is nothing else but the records of each.
fn agrees(files: &BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let Some(manifest) = files.get("manifest.json") else {
        return if files.is_empty() { Ok(()) } else { Err(format!("no manifest, but {:?}", files.keys())) };
    };
    let manifest: Manifest = serde_json::from_slice(manifest).map_err(|error| error.to_string())?;
    let mut expected = vec!["manifest.json".to_owned()];
    for entry in &manifest.targets {
        expected.push(entry.path.clone());
        expected.push(format!(".paf/targets/{}.json", entry.path));
        let there = files.get(&entry.path).map(|bytes| (bytes.len() as u64, sha256(bytes)));
        if there != Some((entry.bytes, entry.sha256.clone())) {
            return Err(format!("`{}` is not as the manifest says", entry.path));
        }
    }
    expected.sort();
    if files.keys().eq(&expected) { Ok(()) } else { Err(format!("{:?} is not {expected:?}", files.keys())) }
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Does something to the desk; gives what it was, for the message of a failure.
fn disturb(desk: &mut Desk, chance: &mut Chance) -> String {
    let pause = Duration::from_millis(chance.below(400) as u64);
    match chance.below(5) {
        0 => {
            let mut first = desk.start(&[]);
            sleep(pause);
            first.kill().expect("it can be killed");
            first.wait().expect("it ended");
            format!("killed after {pause:?}")
        }
        1 => {
            let first = desk.start(&["--jobs", "1"]);
            sleep(pause);
            let edit = desk.edit(chance);
            first.wait_with_output().expect("it ended");
            format!("edited after {pause:?}: {edit}")
        }
        2 => {
            let (first, second) = (desk.start(&[]), desk.start(&["--force"]));
            let (first, second) = (first.wait_with_output(), second.wait_with_output());
            format!(
                "two at once: {:?} {:?}",
                first.expect("it ended").status,
                second.expect("it ended").status
            )
        }
        3 => {
            desk.build(&["--document", "asks"]);
            "one document alone".to_owned()
        }
        _ => "nothing".to_owned(),
    }
}

#[test]
fn the_next_build_is_as_good_as_a_forced_one() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let (runs, seed) =
        (number("PAF_RANDOM_RUNS").unwrap_or(8), number("PAF_RANDOM_SEED").unwrap_or(20_261_128));
    let mut chance = Chance(seed.max(1));
    let mut desk = Desk::new();
    let mut log = format!("PAF_RANDOM_SEED={seed}\n");
    for run in 0..runs {
        for _ in 0..=chance.below(2) {
            log += &format!("{run}: edited {}\n", desk.edit(&mut chance));
        }
        log += &format!("{run}: {}\n", disturb(&mut desk, &mut chance));
        let (told, files) = desk.build(&[]);
        if let Err(why) = agrees(&files) {
            panic!("{why}\n{told}\nafter\n{log}");
        }
        let (forced_told, forced_files) = desk.build(&["--force"]);
        assert_eq!(told, forced_told, "after\n{log}");
        let differ: Vec<&String> = files
            .keys()
            .chain(forced_files.keys())
            .filter(|path| files.get(*path) != forced_files.get(*path))
            .collect();
        assert!(differ.is_empty(), "{differ:?} differ after\n{log}\n{told}");
    }
}
