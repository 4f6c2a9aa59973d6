//! `paf translate export`: files for translators.

use paf_build::translation::{Export, export, out_of_step, over};
use paf_build::{Locale, Output};
use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_translate::State;

use super::mark;
use crate::args::ExportArgs;
use crate::exit::Exit;
use crate::session::Session;
use crate::terminal;

pub(super) fn run(session: &Session, args: &ExportArgs) -> Exit {
    let prepared = match super::whole(session) {
        Ok(prepared) => prepared,
        Err(exit) => return exit,
    };
    let mut diagnostics = Diagnostics::new();
    let all: Vec<String> = match mark::languages(&prepared, args.edition.as_deref()) {
        Ok(known) => {
            known.iter().filter(|lang| !lang.is_pseudo()).map(|lang| lang.code().to_owned()).collect()
        }
        Err(error) => return session.conclude(&Diagnostics::from_iter([*error]), "nothing was written"),
    };
    let codes = if args.lang.is_empty() { &all } else { &args.lang };
    let mut locales: Vec<Locale> = Vec::new();
    for code in codes {
        match mark::locale(&prepared, code, args.edition.as_deref()) {
            Ok(locale) => locales.push(locale),
            Err(error) => diagnostics.push(*error),
        }
    }
    let behind = out_of_step(&prepared, &**session.files(), &locales, args.force);
    let readable = behind.is_ok();
    match behind {
        Ok(behind) => diagnostics.extend(behind),
        Err(errors) => diagnostics.extend(errors),
    }
    let states: Vec<State> = args.only.iter().map(|state| State::from(*state)).collect();
    let mut made = Vec::new();
    for locale in &locales {
        let wish = Export { locale, format: args.format.into(), documents: &args.document, states: &states };
        match export(&prepared, &**session.files(), &wish) {
            Ok(file) => made.push((locale, file)),
            Err(errors) if readable => diagnostics.extend(errors),
            // What is malformed was told above.
            Err(_) => {}
        }
    }
    let output = Output::new(args.output.as_deref().map(|folder| session.typed(folder)).unwrap_or_default());
    for (locale, (file, _)) in made.iter().filter(|(_, (file, _))| output.exists(&file.path)) {
        let present = output.read(&file.path);
        let present = (&*output.shown(&file.path), present.as_deref());
        diagnostics.extend(over(&prepared, &**session.files(), locale, file, present, args.overwrite));
    }
    if diagnostics.has_errors() {
        return session.conclude(&diagnostics.sorted(), "nothing was written");
    }
    for (_, (file, texts)) in &made {
        if let Err(error) = output.write(&file.path, &file.bytes) {
            diagnostics.push(
                Diagnostic::error(Rule::Environment, error.to_string())
                    .help("check the free space and the permissions of the folder"),
            );
            break;
        }
        if session.is_for_people() {
            let what = if *texts == 1 { "text" } else { "texts" };
            terminal::print(&format!("{}  {texts} {what}\n", output.shown(&file.path)));
        }
    }
    session.conclude(&diagnostics.sorted(), "")
}
