//! `paf translate pseudo`: catalogues of languages that nobody speaks.

use paf_build::translation::pseudo;
use paf_diag::{Command, Diagnostics};
use paf_translate::pseudo::Pseudo;

use crate::args::PseudoArgs;
use crate::exit::Exit;
use crate::session::Session;

pub(super) fn run(session: &Session, args: &PseudoArgs) -> Exit {
    let prepared = match super::whole(session) {
        Ok(prepared) => prepared,
        Err(exit) => return exit,
    };
    let kinds: Vec<Pseudo> = match args.kinds.as_slice() {
        [] => Pseudo::ALL.to_vec(),
        kinds => kinds.iter().map(|kind| Pseudo::from(*kind)).collect(),
    };
    let mut diagnostics = Diagnostics::new();
    let changes = match pseudo(&prepared, &kinds) {
        Ok(changes) => changes,
        Err(error) => return session.conclude(&Diagnostics::from_iter([*error]), "nothing was written"),
    };
    super::write(session, &changes, &mut diagnostics);
    let codes: Vec<&str> = kinds.iter().map(|kind| kind.code()).collect();
    let build = Command::new("build").option("--lang", codes.join(","));
    let done = format!("written; make the pages with {build}");
    let done = if diagnostics.has_errors() { "not everything was written".to_owned() } else { done };
    session.conclude(&diagnostics.sorted(), &done)
}
