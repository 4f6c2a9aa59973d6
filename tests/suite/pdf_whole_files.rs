//! A file is whole or it is the one that was there before, and broken records do no harm.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "the test looks at the folder that was written to")]

use std::path::{Path, PathBuf};

use paf_build::{FileState, Outcome, Output, Settings};
use paf_model::files::Memory;

use crate::pdf_framework::{Built, for_the_screen, reword, run, settings, shown, small};

/// All files below a folder, hidden ones too.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files_below(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// The outcome of the target whose path has `word`.
fn outcome(built: &Built, word: &str) -> Outcome {
    let found = built.outcomes().into_iter().find(|(path, _)| path.contains(word));
    found.unwrap_or_else(|| panic!("no target `{word}`")).1
}

fn with_failing_template() -> Memory {
    let mut files = small();
    reword(&mut files, "templates/asks/asks.typ", "#heading(", "#panic(\"broken\")\n#heading(");
    files
}

#[test]
fn a_target_that_fails_leaves_the_former_file_whole() {
    let mut built = Built::all(&small());
    let before = files_below(built.output().folder());
    let good = built.bytes("eu/en/small-asks-eu-en.pdf");
    let listed = built.manifest();
    built.again(&with_failing_template());
    assert_eq!(outcome(&built, "asks"), Outcome::Failed);
    assert_eq!(outcome(&built, "lines-eu-fr"), Outcome::Unchanged);
    assert!(built.bytes("eu/en/small-asks-eu-en.pdf") == good);
    let mut still = built.manifest();
    let states: Vec<FileState> = still.targets.iter().map(|entry| entry.state).collect();
    assert_eq!(states, [FileState::Outdated, FileState::Current, FileState::Current]);
    still.targets[0].state = FileState::Current;
    still.source.clone_from(&listed.source);
    assert_eq!(still, listed, "the manifest still tells of the former file");
    assert_eq!(files_below(built.output().folder()), before, "no other file is left behind");
    // Mended, it is what it was.
    built.again(&small());
    built.has_no_errors();
    assert!(built.bytes("eu/en/small-asks-eu-en.pdf") == good);
}

#[test]
fn what_cannot_be_written_leaves_nothing_behind() {
    let mut built = Built::all(&small());
    let path = built.output().folder().join("eu/en/small-asks-eu-en.pdf");
    // A folder in the place of the file is what even the administrator cannot write to.
    std::fs::remove_file(&path).expect("it is removed");
    std::fs::create_dir(&path).expect("a folder");
    std::fs::write(path.join("kept"), "x").expect("a file");
    let before = files_below(built.output().folder());
    built.again(&small());
    assert_eq!(outcome(&built, "asks"), Outcome::Failed);
    assert!(
        shown(&built.report.diagnostics).contains("cannot write"),
        "{}",
        shown(&built.report.diagnostics)
    );
    assert_eq!(files_below(built.output().folder()), before);
}

#[test]
fn a_run_that_stops_early_does_not_begin_the_rest() {
    let mut files = with_failing_template();
    reword(&mut files, "templates/lines/document.yaml", "order: 1", "order: 3");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let settings = Settings { fail_fast: true, ..settings() };
    let report = run(&files, &for_the_screen(), &settings, &Output::new(folder.path()));
    let outcomes: Vec<Outcome> = report.outcomes.iter().map(|(_, outcome)| *outcome).collect();
    assert_eq!(outcomes, [Outcome::Failed, Outcome::Skipped, Outcome::Skipped]);
    assert_eq!(files_below(folder.path()), [folder.path().join(".paf/lock")]);
}

#[test]
fn broken_records_do_no_harm() {
    let files = small();
    let mut built = Built::all(&files);
    let good: Vec<(PathBuf, Vec<u8>)> = files_below(built.output().folder())
        .into_iter()
        .map(|path| (path.clone(), std::fs::read(path).expect("a file")))
        .collect();
    // The manifest can be written from the records; without its record a target is made again.
    let record = ".paf/targets/eu/en/small-asks-eu-en.pdf.json";
    for (record, made) in [("manifest.json", 0), (record, 1)] {
        let whole = built.bytes(record);
        let half = whole[..whole.len() / 2].to_vec();
        for broken in
            [half, Vec::new(), b"null".to_vec(), b"\xff\xfe{".to_vec(), b"{\"format\": 99}".to_vec()]
        {
            built.output().write(record, &broken).expect("it is written");
            built.again(&files);
            built.has_no_errors();
            let again = built.outcomes().into_iter().filter(|(_, outcome)| *outcome == Outcome::Made);
            assert_eq!(again.count(), made, "{record}");
            for (path, bytes) in &good {
                assert!(std::fs::read(path).expect("a file") == *bytes, "{} after {record}", path.display());
            }
        }
    }
}
