//! The same framework gives the same bytes everywhere, and what has not changed is not made again.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "the test starts a process with another environment")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use paf_build::{Outcome, Output};
use paf_model::files::Memory;

use crate::pdf_framework::{Built, reword, shipped_framework, small};

/// Given to the process that builds: the root, and how many targets at a time.
const ROOT: &str = "PAF_TESTS_ROOT";
const JOBS: &str = "PAF_TESTS_JOBS";

/// How a build may differ from another one without any effect.
struct Surroundings {
    jobs: &'static str,
    time_zone: &'static str,
    backwards: bool,
}

/// Does nothing unless it is started by [`made`]: it is the command line in a process of its own,
/// for a time zone belongs to a process.
#[test]
fn process_that_builds() {
    let (Ok(root), Ok(jobs)) = (std::env::var(ROOT), std::env::var(JOBS)) else { return };
    let args = ["paf", "build", "--root", &root, "--jobs", &jobs];
    // Two languages stand for all: of another script with patterns of the layout, and with soft hyphens.
    let documents: &[&str] = match root.contains("shipped") {
        true => &["--document", "leaflet", "--lang", "bg,ga"],
        false => &["--document", "lines,asks"],
    };
    let _code = paf_cli::run(args.into_iter().chain(documents.iter().copied()).map(Into::into));
}

/// Everything that a build writes, by path.
fn made(files: &Memory, name: &str, surroundings: &Surroundings) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::Builder::new().prefix(name).tempdir().expect("a temporary folder");
    let root = Output::new(folder.path());
    let mut paths: Vec<&String> = files.0.keys().collect();
    if surroundings.backwards {
        paths.reverse();
    }
    for path in paths {
        root.write(path, &files.0[path]).expect("the file is written");
    }
    let own = std::env::current_exe().expect("the test knows where it is");
    let status = Command::new(own)
        .args(["--exact", "pdf_same_bytes::process_that_builds"])
        .env(ROOT, folder.path())
        .env(JOBS, surroundings.jobs)
        .env("TZ", surroundings.time_zone)
        .env("LC_ALL", "C")
        .env_remove("SOURCE_DATE_EPOCH")
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.expect("the test can start itself").success());
    let mut found = BTreeMap::new();
    collect(&folder.path().join("output"), "", &mut found);
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("the output is there") {
        let entry = entry.expect("an entry");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), found);
        } else {
            found.insert(name, std::fs::read(entry.path()).expect("a file"));
        }
    }
}

fn same_bytes(files: &Memory, name: &str, pdfs: usize) {
    let one =
        made(files, name, &Surroundings { jobs: "1", time_zone: "Pacific/Kiritimati", backwards: false });
    let two = made(
        files,
        &format!("{name}-other"),
        &Surroundings { jobs: "2", time_zone: "Pacific/Pago_Pago", backwards: true },
    );
    assert_eq!(one.keys().filter(|path| path.ends_with(".pdf")).count(), pdfs, "{:?}", one.keys());
    assert!(one.contains_key("manifest.json"));
    assert!(one.keys().eq(two.keys()), "{:?} and {:?}", one.keys(), two.keys());
    for (path, bytes) in &one {
        assert!(two[path] == *bytes, "`{path}` differs between two builds");
    }
}

#[test]
fn folder_order_jobs_and_time_zone_change_no_byte() {
    same_bytes(&small(), "paf-small", 3);
}

#[test]
fn the_shipped_leaflets_are_the_same_everywhere() {
    let files = shipped_framework();
    // For the screen, for the press, and the ticket of each press file: of Europe in two languages, and of Ireland.
    same_bytes(&files, "paf-shipped", 12);
}

/// What the targets that were not left alone have in their paths, in order.
fn made_again(built: &mut Built, files: &Memory) -> Vec<String> {
    built.again(files);
    built.has_no_errors();
    let outcomes = built.outcomes().into_iter();
    let made = outcomes.filter(|(_, outcome)| *outcome != Outcome::Unchanged);
    made.map(|(path, outcome)| {
        assert_eq!(outcome, Outcome::Made, "{path}");
        path.split('/').next_back().unwrap_or_default().trim_end_matches(".pdf").to_owned()
    })
    .collect()
}

const ALL: [&str; 3] = ["small-asks-eu-en", "small-lines-eu-en", "small-lines-eu-fr"];

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

#[test]
fn only_what_reads_a_change_is_made_again() {
    let mut files = small();
    let mut built = Built::all(&files);
    let nothing: Vec<String> = Vec::new();
    assert_eq!(made_again(&mut built, &files), nothing, "nothing has changed");

    reword(
        &mut files,
        "framework/recommendations/only.yaml",
        "number: 1",
        "# A remark for editors\nnumber: 1",
    );
    assert_eq!(made_again(&mut built, &files), nothing, "a comment");

    reword(&mut files, "templates/asks/asks.typ", "width: 200pt", "width: 210pt");
    assert_eq!(made_again(&mut built, &files), ["small-asks-eu-en"], "a template");

    reword(&mut files, "templates/asks/document.yaml", "What is asked for", "What we ask for");
    assert_eq!(made_again(&mut built, &files), ["small-asks-eu-en"], "a word of a document");

    reword(&mut files, "framework/locales/fr.po", "Le premier texte", "Le texte premier");
    assert_eq!(made_again(&mut built, &files), ["small-lines-eu-fr"], "a translation");

    reword(&mut files, "templates/theme/inline.typ", "(#keys", "( #keys");
    assert_eq!(sorted(made_again(&mut built, &files)), ALL, "what all documents import");

    reword(&mut files, "framework/recommendations/only.yaml", "The only one", "The one and only");
    assert_eq!(made_again(&mut built, &files), ["small-asks-eu-en"], "a recommendation");

    assert_eq!(made_again(&mut built, &files), nothing, "nothing has changed again");
}

#[test]
fn a_target_that_was_emptied_is_made_again_and_one_that_somebody_changed_stays() {
    let files = small();
    let mut built = Built::all(&files);
    let path = "eu/en/small-asks-eu-en.pdf";
    let good = built.bytes(path);
    built.output().write(path, b"").expect("it is written");
    assert_eq!(made_again(&mut built, &files), ["small-asks-eu-en"]);
    assert!(built.bytes(path) == good);
    built.output().write(path, b"not a PDF").expect("it is written");
    built.again(&files);
    let failed: Vec<String> = built
        .outcomes()
        .into_iter()
        .filter(|(_, outcome)| *outcome == Outcome::Failed)
        .map(|(path, _)| path)
        .collect();
    assert_eq!(failed, [path]);
    assert!(built.bytes(path) == b"not a PDF");
}
