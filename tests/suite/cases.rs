//! Runs the cases below `tests/cases`: folders laid over a small framework, with a transcript of
//! what `paf` says about it.
//!
//! A case is `<area>/<name>/`. Its files are laid over `tests/cases/base`, which has been built
//! before; `REMOVE` lists files of the base that the case does not have, one a line.
//! `transcript.txt` holds commands (`$ paf build`) and after each what came of it: the exit code,
//! standard output, standard error, and the files below the root that changed. `| head -2` or
//! `| tail -2` behind a command keeps that many lines of its standard output. With `PAF_UPDATE=1` transcripts are
//! written anew, and the run fails; `PAF_CASE=word` runs the cases whose name has the word.

mod case;
mod diff;
pub(crate) mod program;
pub(crate) mod sandbox;
mod schema;
pub(crate) mod transcript;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use case::Case;
use sandbox::Sandbox;

/// The folder of this package.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

#[expect(clippy::disallowed_methods, reason = "how the suite is run is told by the environment")]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

#[test]
fn every_case_says_what_its_transcript_says() {
    let (cases, mut failures) = case::all(&folder("cases"));
    assert!(failures.is_empty(), "the folder of cases is not in order:\n{}", failures.join("\n"));
    let wanted = setting("PAF_CASE").unwrap_or_default();
    let cases: Vec<Case> = cases.into_iter().filter(|case| case.id().contains(&wanted)).collect();
    let update = setting("PAF_UPDATE").is_some();
    let built = Sandbox::built_base();
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(failure) = check(case, &built, update) {
                        found.lock().expect("no check panics").push((case.id(), failure));
                    }
                }
            });
        }
    });
    let mut found = found.into_inner().expect("no check panics");
    found.sort();
    failures.extend(found.into_iter().map(|(id, failure)| format!("=== {id}\n{failure}")));
    assert!(
        failures.is_empty(),
        "{} of {} cases fail\n\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n\n")
    );
}

fn check(case: &Case, built: &Sandbox, update: bool) -> Result<(), String> {
    let sandbox = built.copy();
    case.lay_over(&sandbox);
    let mut said = String::new();
    let mut faults = Vec::new();
    for step in &case.steps {
        let ran = sandbox.run(step);
        faults.extend(ran.faults().into_iter().map(|fault| format!("{step}: {fault}")));
        if !said.is_empty() {
            said.push('\n');
        }
        said.push_str(&ran.transcript());
    }
    let mut failure = String::new();
    if said != case.transcript {
        failure = diff::lines(&case.transcript, &said);
        if update {
            case.rewrite(&said);
            failure
                .push_str("the transcript was written anew; look at it, and run again without PAF_UPDATE\n");
        }
    }
    for fault in faults {
        failure.push_str(&fault);
        failure.push('\n');
    }
    if failure.is_empty() { Ok(()) } else { Err(failure) }
}
