//! What the output folder says of itself is true: after edits, failures, stopped runs and hands from outside.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(
    clippy::disallowed_methods,
    reason = "the test does to the folder what hands and other programs do"
)]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use paf_build::{
    FileState, Manifest, Outcome, Output, Progress, Report, Selection, Settings, Snapshot, Target,
};
use paf_model::files::{FileError, Files, Memory};
use tempfile::TempDir;

use crate::pdf_framework::{reword, settings, shown, small};

const ASKS: &str = "eu/en/small-asks-eu-en.pdf";
const FRENCH: &str = "eu/fr/small-lines-eu-fr.pdf";

fn folder() -> (TempDir, Output) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = Output::new(folder.path());
    (folder, output)
}

/// Does something once, when the first target is finished.
struct AfterTheFirst<F: Fn() + Sync>(AtomicBool, F);

impl<F: Fn() + Sync> AfterTheFirst<F> {
    fn new(work: F) -> Self {
        Self(AtomicBool::new(false), work)
    }
}

impl<F: Fn() + Sync> Progress for AfterTheFirst<F> {
    fn planned(&self, _: usize) {}
    fn begun(&self, _: &Target) {}
    fn finished(&self, _: &Target, _: Outcome) {
        if !self.0.swap(true, Ordering::SeqCst) {
            (self.1)();
        }
    }
    fn removed(&self, _: &str) {}
}

fn run_on(
    files: Arc<dyn Files>,
    selection: &Selection,
    settings: &Settings,
    output: &Output,
    progress: &dyn Progress,
) -> Report {
    let snapshot = Arc::new(Snapshot::of(files));
    let (prepared, _) = paf_build::prepare(&*snapshot);
    let prepared = prepared.expect("it can be read");
    let targets = paf_build::plan(&prepared.model, selection).expect("there are targets");
    paf_build::build(&prepared, &snapshot, &targets, output, settings, progress)
}

fn build_with(files: &Memory, selection: &Selection, settings: &Settings, output: &Output) -> Report {
    run_on(Arc::new(files.clone()), selection, settings, output, &AfterTheFirst::new(|| ()))
}

fn build(files: &Memory, output: &Output) -> Report {
    build_with(files, &Selection::default(), &settings(), output)
}

fn manifest(output: &Output) -> Manifest {
    serde_json::from_slice(&output.read("manifest.json").expect("a manifest")).expect("it is one")
}

fn states(output: &Output) -> BTreeMap<String, FileState> {
    manifest(output).targets.into_iter().map(|entry| (entry.path, entry.state)).collect()
}

fn outcomes(report: &Report) -> Vec<Outcome> {
    report.outcomes.iter().map(|(_, outcome)| *outcome).collect()
}

/// What is in the folder, and what the manifest says is there, are the same; gives all files.
fn agreed(output: &Output) -> BTreeMap<String, Vec<u8>> {
    let listed: BTreeMap<String, String> = manifest(output)
        .targets
        .into_iter()
        .flat_map(|entry| {
            let beside = entry.beside.into_iter().map(|beside| (beside.path, beside.sha256));
            [(entry.path, entry.sha256)].into_iter().chain(beside)
        })
        .collect();
    let there: BTreeMap<String, Vec<u8>> = output
        .list("eu")
        .into_iter()
        .map(|path| (path.clone(), output.read(&path).expect("a file")))
        .collect();
    assert!(there.keys().eq(listed.keys()), "{:?} and {:?}", there.keys(), listed.keys());
    there
}

fn forced() -> Settings {
    Settings { force: true, ..settings() }
}

/// The next build is as good as a forced one, byte for byte, messages included.
fn as_if_forced(files: &Memory, output: &Output) {
    let report = build(files, output);
    let (bytes, told, listed) = (agreed(output), shown(&report.diagnostics), manifest(output));
    let report = build_with(files, &Selection::default(), &forced(), output);
    assert_eq!(told, shown(&report.diagnostics));
    assert!(bytes == agreed(output), "a forced build gives other bytes");
    assert_eq!(listed, manifest(output));
}

#[test]
fn what_was_found_is_told_again_when_nothing_has_changed() {
    let (_folder, output) = folder();
    let mut files = small();
    reword(&mut files, "templates/asks/asks.typ", "#heading(", "**\n#heading(");
    let first = shown(&build(&files, &output).diagnostics);
    assert!(first.contains("asks.typ"), "{first}");
    let again = build(&files, &output);
    assert!(outcomes(&again).iter().all(|outcome| *outcome == Outcome::Unchanged));
    assert_eq!(shown(&again.diagnostics), first);
    // Its place has moved, and nothing else.
    reword(&mut files, "templates/asks/asks.typ", "#import", "/*# a remark #*/\n#import");
    let moved = shown(&build(&files, &output).diagnostics);
    assert_ne!(moved, first);
    as_if_forced(&files, &output);
}

/// Files of which the second set is seen from some moment on.
struct Edited {
    before: Memory,
    after: Memory,
    is_edited: Arc<AtomicBool>,
}

impl Edited {
    fn now(&self) -> &Memory {
        if self.is_edited.load(Ordering::SeqCst) { &self.after } else { &self.before }
    }
}

impl Files for Edited {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, FileError> {
        self.now().read(path)
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        self.now().list(folder)
    }
}

#[test]
fn a_file_that_is_edited_during_a_build_is_seen_by_the_next() {
    let (_folder, output) = folder();
    let (before, mut after) = (small(), small());
    reword(&mut after, "templates/theme/inline.typ", "(#keys", "( #keys");
    let is_edited = Arc::new(AtomicBool::new(false));
    let files = Edited { before: before.clone(), after: after.clone(), is_edited: Arc::clone(&is_edited) };
    let edit = AfterTheFirst::new(|| is_edited.store(true, Ordering::SeqCst));
    run_on(Arc::new(files), &Selection::default(), &settings(), &output, &edit);
    // All of that run is of the files as they were.
    assert!(outcomes(&build(&before, &output)).iter().all(|outcome| *outcome == Outcome::Unchanged));
    assert!(outcomes(&build(&after, &output)).iter().all(|outcome| *outcome == Outcome::Made));
    as_if_forced(&after, &output);
}

#[test]
fn what_is_no_longer_made_is_removed_with_all_that_tells_of_it() {
    let (_folder, output) = folder();
    let mut files = small();
    build(&files, &output);
    output.write("eu/fr/notes.txt", b"somebody's own").expect("it is written");
    reword(
        &mut files,
        "framework/framework.yaml",
        "lines: {languages: [en, fr]}",
        "lines: {languages: [en]}",
    );
    let kept = build_with(&files, &Selection::default(), &Settings { keep_old: true, ..settings() }, &output);
    assert!(kept.removed.is_empty());
    assert_eq!(states(&output)[FRENCH], FileState::Outdated);
    let report = build(&files, &output);
    assert_eq!(report.removed, [FRENCH]);
    assert_eq!(output.list("eu/fr"), ["eu/fr/notes.txt"], "only what paf made is removed");
    assert!(!states(&output).contains_key(FRENCH));
    assert!(output.list(".paf/targets").iter().all(|path| !path.contains("fr")));
    output.write("eu/fr/notes.txt", b"").expect("it is written");
}

#[test]
fn what_somebody_put_in_the_place_of_a_pdf_is_not_removed_with_it() {
    let (_folder, output) = folder();
    let mut files = small();
    build(&files, &output);
    output.write(FRENCH, b"somebody's own").expect("it is written");
    let (both, english) = ("lines: {languages: [en, fr]}", "lines: {languages: [en]}");
    reword(&mut files, "framework/framework.yaml", both, english);
    let report = build(&files, &output);
    assert!(report.removed.is_empty());
    let told = shown(&report.diagnostics);
    assert!(told.contains(FRENCH) && told.contains("is left in the output folder"), "{told}");
    assert_eq!(output.read(FRENCH).as_deref(), Some(&b"somebody's own"[..]));
    assert!(!states(&output).contains_key(FRENCH), "it is nothing of the framework's any more");
    let told = shown(&build(&files, &output).diagnostics);
    assert!(!told.contains(FRENCH), "{told}");
}

#[test]
fn files_of_another_framework_are_neither_touched_nor_listed() {
    let (_folder, output) = folder();
    let mut files = small();
    build(&files, &output);
    let theirs = output.read(ASKS);
    reword(&mut files, "framework/framework.yaml", "id: small", "id: other");
    let report = build(&files, &output);
    assert!(shown(&report.diagnostics).contains("3 files that another framework made"));
    assert_eq!(output.read(ASKS), theirs);
    assert!(manifest(&output).targets.iter().all(|entry| entry.path.contains("/other-")));
}

#[test]
fn a_file_from_before_is_not_called_current() {
    let (_folder, output) = folder();
    let mut files = small();
    build(&files, &output);
    assert!(states(&output).values().all(|state| *state == FileState::Current));
    // One document alone is made after a change.
    reword(&mut files, "framework/recommendations/only.yaml", "The only one", "The one and only");
    let lines = Selection { documents: vec!["lines".to_owned()], ..Selection::default() };
    build_with(&files, &lines, &settings(), &output);
    assert_eq!(states(&output)[ASKS], FileState::Unchecked);
    assert_eq!(states(&output)[FRENCH], FileState::Current);
    build(&files, &output);
    assert_eq!(states(&output)[ASKS], FileState::Current);
    // The target fails.
    let good = files.clone();
    reword(&mut files, "templates/asks/asks.typ", "#heading(", "#panic(\"broken\")\n#heading(");
    let report = build(&files, &output);
    assert!(shown(&report.diagnostics).contains(ASKS), "{}", shown(&report.diagnostics));
    assert_eq!(states(&output)[ASKS], FileState::Outdated);
    assert_eq!(outcomes(&build(&good, &output)), [Outcome::Unchanged; 3]);
    assert_eq!(states(&output)[ASKS], FileState::Current);
    // The framework cannot be read at all.
    files.insert("framework/framework.yaml", *b"id: [");
    let snapshot = Snapshot::of(Arc::new(files));
    assert_eq!(paf_build::left_as_it_was(&snapshot, &output), 3);
    assert!(states(&output).values().all(|state| *state == FileState::Unchecked));
}

#[test]
fn a_translation_that_falls_behind_is_listed_without_making_anything() {
    let (_folder, output) = folder();
    let files = small();
    build(&files, &output);
    let stale = |output: &Output| {
        let listed = manifest(output);
        listed.targets.iter().find(|entry| entry.path == FRENCH).map(|entry| entry.translation.stale)
    };
    assert_eq!(stale(&output), Some(0));
    let mut changed = files.clone();
    reword(&mut changed, "framework/locales/fr.po", "# allow", "#, fuzzy\n# allow");
    build(&changed, &output);
    assert_ne!(stale(&output), Some(0));
    as_if_forced(&changed, &output);
}

#[test]
fn a_file_that_was_changed_by_hand_stays_until_it_may_be_written_over() {
    let (_folder, output) = folder();
    let files = small();
    build(&files, &output);
    let good = output.read(ASKS);
    output.write(ASKS, b"somebody's correction").expect("it is written");
    let report = build(&files, &output);
    assert!(
        shown(&report.diagnostics).contains("error[file::written-over]"),
        "{}",
        shown(&report.diagnostics)
    );
    assert_eq!(output.read(ASKS).as_deref(), Some(&b"somebody's correction"[..]));
    assert_eq!(outcomes(&report).iter().filter(|outcome| **outcome == Outcome::Failed).count(), 1);
    // A run that does not look at it does not call it current.
    let lines = Selection { documents: vec!["lines".to_owned()], ..Selection::default() };
    build_with(&files, &lines, &settings(), &output);
    assert_ne!(states(&output)[ASKS], FileState::Current);
    agreed(&output);
    let over = Settings { overwrite: true, ..settings() };
    let report = build_with(&files, &Selection::default(), &over, &output);
    assert!(shown(&report.diagnostics).contains("it was written over"), "{}", shown(&report.diagnostics));
    assert_eq!(output.read(ASKS), good);
    // Nor where it is as long as it was.
    let mut same_length = good.clone().expect("it was made");
    *same_length.last_mut().expect("it is not empty") ^= 1;
    output.write(ASKS, &same_length).expect("it is written");
    build_with(&files, &lines, &settings(), &output);
    assert_eq!(states(&output)[ASKS], FileState::Unchecked);
    agreed(&output);
    build(&files, &output);
    // One that is gone is no riddle.
    let report = {
        std::fs::remove_file(output.folder().join(ASKS)).expect("it is removed");
        build(&files, &output)
    };
    assert!(report.diagnostics.iter().all(|found| found.rule.id() != "build::altered"));
    assert_eq!(output.read(ASKS), good);
}

#[test]
fn what_somebody_put_where_a_pdf_is_to_be_stays() {
    let (_folder, output) = folder();
    let files = small();
    output.write(ASKS, b"somebody's own").expect("it is written");
    let report = build(&files, &output);
    assert!(
        shown(&report.diagnostics).contains("is no file that paf made: it stays as it is"),
        "{}",
        shown(&report.diagnostics)
    );
    assert_eq!(output.read(ASKS).as_deref(), Some(&b"somebody's own"[..]));
    let made = outcomes(&report).iter().filter(|outcome| **outcome == Outcome::Made).count();
    assert_eq!(made, 2, "the others are made");
    // Notes that a reader adds to a PDF stand behind its end.
    let (_folder, output) = folder();
    build(&files, &output);
    let noted = [output.read(ASKS).expect("it was made").as_slice(), b"\nstartxref\n0\n%%EOF\n"].concat();
    output.write(ASKS, &noted).expect("it is written");
    for known in [true, false] {
        if !known {
            std::fs::remove_file(output.folder().join("manifest.json")).expect("it is removed");
            std::fs::remove_dir_all(output.folder().join(".paf")).expect("they are removed");
        }
        let report = build(&files, &output);
        assert!(shown(&report.diagnostics).contains("error[file::written-over]"));
        assert_eq!(output.read(ASKS).as_deref(), Some(noted.as_slice()));
    }
}

#[test]
fn pdfs_of_ours_are_made_anew_where_the_records_are_gone() {
    let (_folder, output) = folder();
    let files = small();
    build(&files, &output);
    for gone in [&["manifest.json"][..], &[".paf"], &["manifest.json", ".paf"]] {
        for path in gone {
            let path = output.folder().join(path);
            if path.is_dir() {
                std::fs::remove_dir_all(path).expect("they are removed");
            } else {
                std::fs::remove_file(path).expect("it is removed");
            }
        }
        let mut changed = files.clone();
        reword(&mut changed, "framework/framework.yaml", "title: ", "title: Another ");
        for files in [&changed, &files] {
            let report = build(files, &output);
            assert!(report.diagnostics.iter().all(|found| found.severity != paf_diag::Severity::Error));
            assert!(report.diagnostics.iter().all(|found| found.rule.id() != "file::written-over"));
        }
    }
}

#[test]
fn two_runs_do_not_write_into_one_folder() {
    let (_folder, output) = folder();
    let files = small();
    let second = Mutex::new(None);
    let progress = AfterTheFirst::new(|| {
        *second.lock().expect("nobody panicked") = Some(build(&files, &output));
    });
    let first = run_on(Arc::new(files.clone()), &Selection::default(), &settings(), &output, &progress);
    assert_eq!(outcomes(&first), [Outcome::Made; 3]);
    let second = second.into_inner().expect("nobody panicked").expect("it ran");
    assert_eq!(outcomes(&second), [Outcome::Skipped; 3]);
    assert!(shown(&second.diagnostics).contains("another run of paf is writing"));
    as_if_forced(&files, &output);
}

#[test]
fn what_a_stopped_run_had_finished_is_not_made_again() {
    let (_folder, output) = folder();
    let files = small();
    build(&files, &output);
    let before = agreed(&output);
    // As a run leaves it that is killed while it writes one target, before the manifest is written.
    let record = format!(".paf/targets/{ASKS}.json");
    let text = String::from_utf8(output.read(&record).expect("a record")).expect("a text");
    output.write(&record, text.replacen('{', "{\n  \"begun\": true,", 1).as_bytes()).expect("it is written");
    output.write(ASKS, b"half").expect("it is written");
    std::fs::remove_file(output.folder().join("manifest.json")).expect("it is removed");
    let report = build(&files, &output);
    assert!(report.diagnostics.iter().all(|found| found.rule.id() != "build::altered"));
    let made: Vec<String> = report
        .outcomes
        .iter()
        .filter(|(_, o)| *o == Outcome::Made)
        .map(|(target, _)| target.path())
        .collect();
    assert_eq!(made, [ASKS]);
    assert!(agreed(&output) == before);
}
