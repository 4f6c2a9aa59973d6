//! `paf build`: makes the selected PDFs.

use paf_build::{Outcome, Output, Report, Selection, Settings, build, plan};

use crate::args::{BuildArgs, Global};
use crate::exit::Exit;
use crate::progress::Shown;
use crate::session::{Session, source_date_epoch};

pub(super) fn run(global: &Global, args: &BuildArgs) -> Exit {
    let session = match Session::open(global) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    let (prepared, mut diagnostics) = session.prepare();
    let Some(prepared) = prepared.filter(|_| !diagnostics.has_errors()) else {
        return session.conclude(&diagnostics.sorted(), "nothing was made");
    };
    let targets = match plan(&prepared.model, &Selection::from(&args.selection)) {
        Ok(targets) => targets,
        Err(wrong) => return session.conclude(&wrong, ""),
    };
    let folder = args.output.clone().unwrap_or_else(|| session.root.join("output"));
    let settings = Settings {
        jobs: args.jobs,
        fail_fast: args.fail_fast,
        force: args.force,
        dry: false,
        sources: args.sources.as_ref().map(Output::new),
        date: source_date_epoch(),
    };
    let progress = Shown::new(!session.is_for_people());
    let output = Output::new(&folder);
    let report = build(&prepared, &session.files, &targets, &output, &settings, &progress);
    progress.done();
    let summary = summary(&report, &folder.display().to_string());
    diagnostics.extend(report.diagnostics);
    session.conclude(&diagnostics.sorted(), &summary)
}

/// What was made, in one line.
fn summary(report: &Report, folder: &str) -> String {
    let count = |outcome: Outcome| report.outcomes.iter().filter(|(_, o)| *o == outcome).count();
    let mut parts = Vec::new();
    for (outcome, word) in [
        (Outcome::Made, "made"),
        (Outcome::Unchanged, "unchanged"),
        (Outcome::Failed, "failed"),
        (Outcome::Skipped, "not begun"),
    ] {
        let n = count(outcome);
        if n > 0 {
            parts.push(format!("{n} {word}"));
        }
    }
    format!("{} in {folder}", parts.join(", "))
}
