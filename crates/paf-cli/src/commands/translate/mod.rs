//! `paf translate`: the way of the texts to translators and back.

mod export;
mod import;
mod mark;
mod pseudo;
mod sync;

use paf_build::translation::Change;
use paf_build::{Lock, Output, Prepared};
use paf_diag::{Diagnostic, Diagnostics, Rule, Severity};

use crate::args::{Global, TranslateCommand};
use crate::exit::Exit;
use crate::session::Session;

pub(super) fn run(global: &Global, command: &TranslateCommand) -> Exit {
    let session = match Session::open(global) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    let writes = !matches!(command, TranslateCommand::Export(_));
    let _held = match writes.then(|| held(&session)).transpose() {
        Ok(held) => held,
        Err(exit) => return exit,
    };
    match command {
        TranslateCommand::Sync(args) => sync::run(&session, args),
        TranslateCommand::Mark(args) => mark::run(&session, args),
        TranslateCommand::Export(args) => export::run(&session, args),
        TranslateCommand::Import(args) => import::run(&session, args),
        TranslateCommand::Pseudo(args) => pseudo::run(&session, args),
    }
}

/// The right to change the catalogues and what people vouch for. Two who mark at once would each write back
/// what they had read, and one of the two would be lost: so the second waits, and reads what the first wrote.
fn held(session: &Session) -> Result<Lock, Exit> {
    Output::new(&session.root).hold("framework/framework.yaml").map_err(|error| {
        let refused = Diagnostic::error(Rule::Environment, error.to_string())
            .help("check the permissions of the framework's folder");
        session.conclude(&Diagnostics::from_iter([refused]), "")
    })
}

/// The framework, if all of it could be read: a text of a file that could not would be taken for one
/// that was removed.
fn whole(session: &Session) -> Result<Prepared, Exit> {
    let (prepared, diagnostics) = session.prepare();
    let is_whole = |prepared: &Prepared| prepared.whole && prepared.model.faulty_editions.is_empty();
    prepared.filter(is_whole).ok_or_else(|| {
        let errors = diagnostics.into_iter().filter(|found| found.severity == Severity::Error);
        session.conclude(&errors.collect::<Diagnostics>().sorted(), "nothing was written: mend these first")
    })
}

/// Writes what was worked out, unless there are errors.
fn write(session: &Session, changes: &[Change], diagnostics: &mut Diagnostics) {
    if diagnostics.has_errors() {
        return;
    }
    let root = Output::new(&session.root);
    for change in changes {
        if let Err(error) = root.write(&change.path, &change.bytes) {
            diagnostics.push(
                Diagnostic::error(Rule::Environment, error.to_string())
                    .help("check the free space and the permissions of the folder"),
            );
            return;
        }
    }
}
