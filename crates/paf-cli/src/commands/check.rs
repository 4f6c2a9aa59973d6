//! `paf check`: every problem, without writing anything.

use paf_build::{Chosen, Look, Output, Selection, Settings, lacking};
use paf_diag::Diagnostics;
use paf_publish::{Choice, Site};

use crate::args::{CheckArgs, Global};
use crate::exit::Exit;
use crate::progress::Shown;
use crate::restart::limits;
use crate::session::{Session, today};
use crate::terminal;

pub(super) fn run(global: &Global, args: &CheckArgs) -> Exit {
    let session = match Session::open(global) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    let output = session.output(None);
    let look = Look::at_framework(&format!("check {:?}", Selection::from(&args.selection)), &output);
    if let Some((clean, found)) = look.again(today(), session.files()).filter(|_| !args.full) {
        return ended(&session, args, &found, &clean);
    }
    let session = if args.full { session } else { session.recalling(&output) };
    let selection = Selection::from(&args.selection);
    let mut chosen = match session.workspace.choose(&selection) {
        Ok(chosen) => chosen,
        Err(found) => return session.conclude(&found.sorted(), ""),
    };
    let further = if args.full && chosen.has_no_common_errors() {
        typeset(&session, &chosen, args, &output)
    } else {
        chosen.check()
    };
    chosen.found.extend(further);
    if chosen.has_no_common_errors() {
        let site = Site::of(&chosen.prepared, session.date, Choice::All);
        chosen.found.extend(site.iter().flat_map(|site| site.check(&chosen.targets)).collect::<Vec<_>>());
    }
    let found = chosen.found.sorted();
    let clean = if found.is_empty() { "no problems" } else { "" };
    if !args.full {
        look.keep((today(), &chosen.prepared), session.files(), clean, &found);
        session.workspace.keep(&output, !selection.languages.is_empty());
    }
    ended(&session, args, &found, clean)
}

/// Shows what was found, and refuses what is to be refused.
fn ended(session: &Session, args: &CheckArgs, found: &Diagnostics, clean: &str) -> Exit {
    match session.conclude(found, clean) {
        Exit::Done if args.deny_warnings && !found.is_empty() => {
            if session.is_for_people() {
                terminal::say("warnings are refused here (`--deny-warnings`)");
            }
            Exit::Content
        }
        exit => exit,
    }
}

/// What is found when everything is typeset, and nothing written.
fn typeset(session: &Session, chosen: &Chosen, args: &CheckArgs, output: &Output) -> Diagnostics {
    let settings = Settings {
        jobs: args.jobs,
        fail_fast: false,
        force: true,
        dry: true,
        overwrite: false,
        keep_old: true,
        sources: None,
        require: None,
        date: session.date,
        limits: limits(&args.limits),
        press: paf_build::press::PressSettings::default(),
    };
    let progress = Shown::new(true, output);
    let mut found = lacking(&chosen.prepared, &chosen.targets);
    found.extend(chosen.build(output, &settings, &progress).diagnostics);
    found
}
