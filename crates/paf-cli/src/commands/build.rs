//! `paf build`: makes the selected PDFs.

use paf_build::{
    Chosen, Due, Outcome, Output, Report, Request, Selection, Settings, Told, environment, is_left, lacking,
    left_as_it_was, remember, replay,
};

use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_translate::State;

use crate::args::{BuildArgs, Global};
use crate::exit::Exit;
use crate::job_array::ShardWord;
use crate::orphaned::end_with_watch;
use crate::progress::Shown;
use crate::restart::limits;
use crate::session::{Session, today};
use crate::terminal;

pub(super) fn run(global: &Global, args: &BuildArgs) -> Exit {
    let session = match Session::open(global) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    if args.dry_run {
        return dry_run(&session, args);
    }
    let (session, told, summary) = made(session, args);
    conclude(&session, told, &summary)
}

/// Says what would be made, and why.
fn dry_run(session: &Session, args: &BuildArgs) -> Exit {
    let output = session.output(args.output.as_deref());
    let chosen = selection(args).map_err(|error| Diagnostics::from_iter([*error]));
    let chosen = chosen.and_then(|selection| session.workspace.choose(&selection));
    let mut chosen = match chosen {
        Ok(chosen) => chosen,
        Err(found) => return session.conclude(&found.sorted(), "nothing would be made"),
    };
    if !chosen.can_be_made() {
        chosen.found.extend(chosen.check());
        return session.conclude(&chosen.found.sorted(), "nothing would be made");
    }
    let (reasons, found) = chosen.due(&output, &settings(session, args));
    chosen.found.extend(found);
    chosen.found.extend(lacking(&chosen.prepared, &chosen.targets));
    let due: Vec<_> = chosen
        .targets
        .iter()
        .zip(&reasons)
        .filter_map(|(target, due)| Some((target, due.as_ref()?)))
        .collect();
    // Programs read messages there, and nothing else.
    for (target, due) in due.iter().filter(|_| session.is_for_people()) {
        terminal::print(&format!("{}: {}\n", output.shown(&target.path()), due.in_words()));
    }
    let made = due.iter().filter(|(_, due)| **due != Due::Never).count();
    let summary = format!("{made} of {} would be made in {}", reasons.len(), output.folder().display());
    session.conclude(&chosen.found.sorted(), &summary)
}

/// Makes what is asked for, and gives what is to be told at the end, with what was done in one line.
pub(super) fn made(session: Session, args: &BuildArgs) -> (Session, Told, String) {
    end_with_watch();
    let output = session.output(args.output.as_deref());
    let settings = settings(&session, args);
    let selection = match selection(args) {
        Ok(selection) => selection,
        Err(error) => return (session, nothing_but(Diagnostics::from_iter([*error])), String::new()),
    };
    let request = Request::new(&selection, &settings);
    let told = replay(&request, today(), session.files(), &output);
    if let Some(told) = told.filter(|_| is_left(&selection, &output)) {
        if told.is_printed && session.is_for_people() {
            session.tell(&told.lacking.clone().sorted());
        }
        let summary = format!("{} unchanged in {}", told.targets, output.folder().display());
        return (session, told, summary);
    }
    let session = if args.force { session } else { session.recalling(&output) };
    let mut chosen = match session.workspace.choose(&selection) {
        Ok(chosen) => chosen,
        Err(found) => {
            let summary = nothing(&session, &output);
            return (session, nothing_but(found), summary);
        }
    };
    let is_printed = chosen.targets.iter().any(|target| target.profile.is_printed());
    chosen.found.extend(args.of_press_alone().filter(|_| !is_printed).map(|option| unprinted(&option)));
    if !chosen.can_be_made() {
        // What is wrong with the templates is told in the same run.
        chosen.found.extend(chosen.check());
        let summary = nothing(&session, &output);
        return (session, nothing_but(chosen.found), summary);
    }
    let lacking = lacking(&chosen.prepared, &chosen.targets);
    // Who orders print has to hear it before hours of pages scroll by; a process that began anew has said it.
    let is_begun = !settings.limits.resumed.is_empty();
    if is_printed && session.is_for_people() && !is_begun {
        session.tell(&lacking.clone().sorted());
    }
    let progress = Shown::new(!session.is_for_people(), &output);
    let report = chosen.build(&output, &settings, &progress);
    progress.done();
    let summary = summary(&report, &output);
    // A forced run has not asked what was known, and would keep nothing of other languages.
    if !args.force {
        session.workspace.keep(&output, !selection.languages.is_empty());
    }
    let Chosen { prepared, targets, mut found, .. } = chosen;
    found.extend(report.diagnostics.iter().cloned());
    let mut told = Told { targets: targets.len(), is_printed, lacking, found };
    let kept = remember(&request, (today(), &prepared), &report, &told, session.files(), &output);
    told.found.extend(kept.err().map(|error| environment(&error)));
    (session, told, summary)
}

fn nothing_but(found: Diagnostics) -> Told {
    Told { targets: 0, is_printed: false, lacking: Diagnostics::new(), found }
}

/// What is made, and which part of it here.
fn selection(args: &BuildArgs) -> Result<Selection, Box<Diagnostic>> {
    let shard = args.shard.map(ShardWord::shard).transpose()?;
    Ok(Selection { shard, ..Selection::from(&args.selection) })
}

/// Shows what was found; what is lacking in print was told to people before.
pub(super) fn conclude(session: &Session, told: Told, summary: &str) -> Exit {
    let Told { is_printed, lacking, mut found, .. } = told;
    if is_printed && session.is_for_people() {
        return session.conclude_after(&lacking, &found.sorted(), summary);
    }
    found.extend(lacking);
    session.conclude(&found.sorted(), summary)
}

fn settings(session: &Session, args: &BuildArgs) -> Settings {
    Settings {
        jobs: args.jobs,
        fail_fast: args.fail_fast,
        force: args.force,
        dry: false,
        sources: args.sources.as_ref().map(|folder| Output::new(session.typed(folder))),
        require: args.require.map(State::from),
        overwrite: args.overwrite,
        keep_old: args.keep_old,
        date: session.date,
        limits: limits(&args.limits),
        press: args.press(),
    }
}

/// What is asked of press files where none is made.
fn unprinted(option: &str) -> Diagnostic {
    Diagnostic::warning(Rule::Usage, format!("{option} is for press files, and none is made"))
        .help("select the profile `press` or `booklet`, or leave the option out")
}

/// That nothing was made, and what is left from before.
fn nothing(session: &Session, output: &Output) -> String {
    match left_as_it_was(session.files(), output) {
        0 => "nothing was made".to_owned(),
        1 => format!("nothing was made; the file in {} is from before", output.folder().display()),
        n => format!("nothing was made; the {n} files in {} are from before", output.folder().display()),
    }
}

/// What was made, in one line.
fn summary(report: &Report, output: &Output) -> String {
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
    let made = format!("{} in {}", parts.join(", "), output.folder().display());
    match report.removed.len() {
        0 => made,
        n => format!("{made}; {n} removed that are no longer made"),
    }
}
