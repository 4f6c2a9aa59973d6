//! Two branches of a framework, joined by git itself.

use std::path::Path;
use std::process::Command;

use paf_build::Output;
use paf_diag::Rule;
use paf_translate::State;

use crate::desk::{CATALOGUE, Desk, LEAD, LEAFLET, LEDGER, told};

/// The files that people change.
const PATHS: [&str; 3] = [LEAFLET, CATALOGUE, LEDGER];

fn git(folder: &Path, arguments: &[&str]) -> bool {
    let nobody =
        ["user.name=Nobody", "user.email=nobody@example.org", "core.autocrlf=false", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    for setting in nobody {
        command.args(["-c", setting]);
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let done = command.arg("-C").arg(folder).args(arguments).output().expect("git runs");
    done.status.success()
}

fn commit(folder: &Path, desk: &Desk) {
    let output = Output::new(folder);
    for path in PATHS.into_iter().filter(|path| !desk.read(path).is_empty()) {
        output.write(path, desk.read(path).as_bytes()).expect("it is written");
    }
    assert!(git(folder, &["add", "--all"]));
    assert!(git(folder, &["commit", "--quiet", "--allow-empty", "--message", "a change"]));
}

/// What git makes of two desks that come from one; nothing where it asks people.
fn joined(base: &Desk, ours: &Desk, theirs: &Desk) -> Option<Desk> {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path();
    assert!(git(folder, &["init", "--quiet", "--initial-branch", "ours"]));
    commit(folder, base);
    assert!(git(folder, &["branch", "theirs"]));
    commit(folder, ours);
    assert!(git(folder, &["checkout", "--quiet", "theirs"]));
    commit(folder, theirs);
    assert!(git(folder, &["checkout", "--quiet", "ours"]));
    let is_clean = git(folder, &["merge", "--quiet", "--no-edit", "theirs"]);
    let mut desk = ours.clone();
    for path in PATHS {
        #[expect(clippy::disallowed_methods, reason = "the test looks at what git wrote")]
        let text = std::fs::read_to_string(folder.join(path)).unwrap_or_default();
        desk.write(path, &text);
    }
    is_clean.then_some(desk)
}

/// Approved by one person; the records of the lead stand apart from those that the branches add.
fn base() -> Desk {
    let mut desk = Desk::new();
    desk.mark(&[], State::Translated, "Agency", false);
    desk
}

#[test]
fn one_rewords_what_the_other_has_approved() {
    let base = base();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.mark(&[LEAD], State::Approved, "Dr. A", false);
    theirs.edit(LEAFLET, "Ask for what you need.", "Never ask for what you need.");
    theirs.sync(&[]);
    // The translator finds that the words are right, and takes the mark away without vouching for it.
    theirs.in_catalogue(LEAD, |entry| {
        entry.set_fuzzy(false);
        entry.previous_msgid = None;
    });
    let joined = joined(&base, &ours, &theirs).expect("git asks nobody");
    assert_eq!(joined.state(LEAD), State::Stale);
    let (prepared, found) = joined.prepared();
    let stale: Vec<String> = paf_build::all_stale(&prepared).into_iter().map(|found| found.message).collect();
    let expected = format!(
        "the translation of `{LEAD}` was approved by Dr. A on 2026-11-25, translated by Agency on 2026-11-25 with \
         another source text"
    );
    assert_eq!(stale, [expected]);
    assert_eq!(told(&found, Rule::EndedRecord), [""; 0]);
}

#[test]
fn one_corrects_what_the_other_has_approved() {
    let base = base();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.mark(&[LEAD], State::Approved, "Dr. A", false);
    theirs.edit(CATALOGUE, "Verlangen Sie, was Sie brauchen.", "Fragen Sie nach dem, was Sie brauchen.");
    let joined = joined(&base, &ours, &theirs).expect("git asks nobody");
    assert_eq!(joined.state(LEAD), State::Draft);
    let ended = |by: &str, what: &str| {
        format!("the translation of `{LEAD}` is another one than {by} {what} on 2026-11-25")
    };
    assert_eq!(
        told(&joined.prepared().1, Rule::EndedRecord),
        [ended("Agency", "translated"), ended("Dr. A", "approved")]
    );
}

#[test]
fn both_mark_different_texts() {
    let base = base();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.mark(&["leaflet.title"], State::Approved, "Dr. A", false);
    theirs.mark(&["leaflet.panels.call.title"], State::Approved, "Dr. B", false);
    let joined = joined(&base, &ours, &theirs).expect("git asks nobody");
    for key in ["leaflet.title", "leaflet.panels.call.title"] {
        assert_eq!(joined.state(key), State::Approved);
    }
}

/// Git asks people which of the two lines counts; whoever keeps both, in whatever way, loses neither.
#[test]
fn both_vouch_for_one_text() {
    let base = base();
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.mark(&[LEAD], State::Reviewed, "Dr. A", false);
    theirs.mark(&[LEAD], State::Approved, "Dr. B", false);
    assert!(joined(&base, &ours, &theirs).is_none(), "git asks");

    let record =
        |desk: &Desk| desk.read(LEDGER).lines().find(|line| line.contains("Dr. ")).expect("one").to_owned();
    let (a, b) = (record(&ours), record(&theirs));
    let mut kept = base.clone();
    for (first, second) in [(&a, &b), (&b, &a)] {
        kept.write(LEDGER, &ours.read(LEDGER).replace(&a, &format!("{first}\n{second}")));
        assert_eq!(kept.state(LEAD), State::Approved);
        let by: Vec<String> = kept
            .ledger()
            .records(&paf_model::TextKey::from(LEAD))
            .iter()
            .map(|record| record.voucher.by.clone())
            .collect();
        assert!(by.contains(&"Dr. A".to_owned()) && by.contains(&"Dr. B".to_owned()), "{by:?}");
        // A later correction names both.
        let mut corrected = kept.clone();
        corrected.edit(CATALOGUE, "Verlangen Sie", "Fordern Sie");
        let told = told(&corrected.prepared().1, Rule::EndedRecord);
        assert!(["Dr. A", "Dr. B"].iter().all(|by| told.iter().any(|said| said.contains(by))), "{told:?}");
    }
    // The same text twice is an error that says how both are kept.
    let line = |desk: &Desk| format!("{LEAD}: {}", record(desk).trim_start_matches("  - "));
    kept.write(LEDGER, &format!("{}\n{}\n", line(&ours), line(&theirs)));
    let found = kept.prepared().1;
    let twice: Vec<_> = found.iter().filter(|found| found.rule == Rule::DuplicateKey).collect();
    assert_eq!(twice.len(), 1);
    assert!(twice[0].help[0].starts_with("put the records of both below one key"), "{twice:?}");
}
