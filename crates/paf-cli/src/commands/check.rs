//! `paf check`: every problem, without writing anything.

use paf_build::{
    Look, Selection, Settings, all_stale, build, can_fill_templates, check, is_common, lacking, of_targets,
    plan,
};

use crate::args::{CheckArgs, Global};
use crate::exit::Exit;
use crate::progress::Shown;
use crate::restart::limits;
use crate::session::{Session, today};

pub(super) fn run(global: &Global, args: &CheckArgs) -> Exit {
    let session = match Session::open(global) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    let output = session.output(None);
    let look = Look::at_framework(&format!("check {:?}", Selection::from(&args.selection)), &output);
    if let Some((clean, found)) = look.again(today(), &session.files).filter(|_| !args.full) {
        return session.conclude(&found, &clean);
    }
    let (prepared, mut diagnostics) = session.prepare_for(&Selection::from(&args.selection));
    if let Some(prepared) = prepared.as_ref().filter(|prepared| !prepared.whole) {
        diagnostics.extend(all_stale(prepared));
    }
    let Some(prepared) = prepared.filter(|prepared| prepared.whole) else {
        return session.conclude(&diagnostics.sorted(), "");
    };
    let (selection, told) = Selection::from(&args.selection).near(&prepared.model);
    diagnostics.extend(told);
    let targets = match plan(&prepared.model, &selection) {
        Ok(targets) => targets,
        Err(wrong) => {
            diagnostics.extend(wrong);
            return session.conclude(&diagnostics.sorted(), "");
        }
    };
    let mut diagnostics = of_targets(diagnostics, &prepared, &selection, &targets);
    if args.full && !diagnostics.iter().any(|found| is_common(found, &prepared)) {
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
        let progress = Shown::new(true, &output);
        diagnostics.extend(lacking(&prepared, &targets));
        diagnostics
            .extend(build(&prepared, &session.files, &targets, &output, &settings, &progress).diagnostics);
    } else if can_fill_templates(&diagnostics, &prepared) {
        diagnostics.extend(check(&prepared, &targets));
    }
    let (clean, found) = (if diagnostics.is_empty() { "no problems" } else { "" }, diagnostics.sorted());
    if !args.full {
        look.keep((today(), &prepared), &session.files, clean, &found);
    }
    session.conclude(&found, clean)
}
