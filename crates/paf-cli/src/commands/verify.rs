//! `paf verify`: whether what was made is whole, and what the framework gives.

use std::collections::BTreeSet;

use paf_build::press::PressSettings;
use paf_build::{Asked, Chosen, Limits, Output, Passing, Selection, Settings, Target, environment};
use paf_diag::{Diagnostics, Severity};
use paf_publish::{Anew, Listed, Made};

use crate::args::{Global, VerifyArgs};
use crate::exit::Exit;
use crate::progress::Shown;
use crate::session::Session;
use crate::terminal;

pub(super) fn run(global: &Global, args: &VerifyArgs) -> Exit {
    let session = match Session::open(global) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    let output = session.output(args.output.as_deref());
    let listed = match Listed::read(&output) {
        Ok(listed) => listed,
        Err(error) => return session.conclude(&Diagnostics::from_iter([*error]), ""),
    };
    let found = if args.no_build {
        listed.check(&BTreeSet::new())
    } else {
        match made_anew(&session, args, &listed) {
            Ok(found) => found,
            Err(mut found) => {
                found.extend(listed.check(&BTreeSet::new()));
                found
            }
        }
    };
    let folder = output.folder().display();
    let summary = match (found.has_errors(), args.no_build) {
        (true, _) => format!("{folder} is not verified"),
        (false, true) => format!("all {} files in {folder} have their checksums", listed.files()),
        (false, false) => format!("all {} files in {folder} are what the framework gives", listed.files()),
    };
    session.conclude(&found.sorted(), &summary)
}

/// What differs from what the framework gives.
///
/// # Errors
/// All that keeps the framework from being made.
fn made_anew(session: &Session, args: &VerifyArgs, listed: &Listed<'_>) -> Result<Diagnostics, Diagnostics> {
    let mut chosen = session.workspace.choose(&Selection::from(&args.selection))?;
    if !chosen.can_be_made() {
        return Err(errors(chosen.found));
    }
    let (targets, mut found) = listed.planned(std::mem::take(&mut chosen.targets));
    let compared = targets.iter().map(Target::path).collect();
    found.extend(listed.check(&compared));
    let folder = Passing::new().map_err(|error| Diagnostics::from_iter([environment(&error)]))?;
    let made = Made { listed, output: &folder.output };
    for (asked, paths) in Anew::of(listed).0 {
        let is_asked = |target: &&Target| paths.contains(&target.path());
        chosen.targets = targets.iter().filter(is_asked).cloned().collect();
        found.extend(build(session, args, &chosen, (&asked, &folder.output)));
        found.extend(made.compare(&paths.intersection(&compared).cloned().collect()));
    }
    Ok(found)
}

/// Makes targets in another folder, as they were asked for; gives what has gone wrong.
fn build(
    session: &Session,
    args: &VerifyArgs,
    chosen: &Chosen,
    (asked, output): (&Asked, &Output),
) -> Diagnostics {
    let (press, date): (PressSettings, _) = asked.settings();
    let settings = Settings {
        jobs: args.jobs,
        fail_fast: false,
        force: false,
        dry: false,
        overwrite: false,
        keep_old: true,
        sources: None,
        require: None,
        date,
        limits: Limits::default(),
        press,
    };
    let progress = Shown::new(!session.is_for_people() || !terminal::is_interactive(), output);
    let report = chosen.build(output, &settings, &progress);
    progress.done();
    errors(report.diagnostics)
}

/// What is no error was told when the files were made.
fn errors(found: Diagnostics) -> Diagnostics {
    found.into_iter().filter(|found| found.severity == Severity::Error).collect()
}
