//! `paf edition`: begins country editions, lists them, shows what they change, and follows what changes under them.

mod diff;
mod list;
mod new;
mod rebase;

use paf_build::unknown_edition;
use paf_diag::Diagnostics;
use paf_model::Model;
use paf_model::load::edition_with;

use crate::args::{EditionCommand, Global};
use crate::exit::Exit;
use crate::session::Session;

pub(super) fn run(global: &Global, command: &EditionCommand) -> Exit {
    let session = match Session::open(global) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    match command {
        EditionCommand::New(args) => new::run(&session, args),
        EditionCommand::List(args) => list::run(&session, args),
        EditionCommand::Diff(args) => diff::run(&session, args),
        EditionCommand::Rebase(args) => rebase::run(&session, args),
    }
}

/// There is no such edition, or it cannot be read.
fn unknown(model: &Model, found: Diagnostics, id: &str) -> Diagnostics {
    if model.unread_editions.iter().any(|unread| **unread == *id) {
        return found.into_iter().filter(|found| edition_with(found) == Some(id)).collect();
    }
    let known: Vec<&str> = model.editions.iter().map(|(id, _)| &**id).collect();
    Diagnostics::from_iter([unknown_edition(id, &known)])
}
