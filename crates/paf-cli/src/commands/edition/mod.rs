//! `paf edition`: begins country editions, lists them, shows what they change, and follows what changes under them.

mod diff;
mod list;
mod new;
mod rebase;

use paf_diag::{Diagnostic, Diagnostics, Rule, did_you_mean};
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
    let known = model.editions.iter().map(|(id, _)| &**id);
    let wrong = Diagnostic::error(Rule::UnknownSelection, format!("there is no edition `{id}`"));
    Diagnostics::from_iter([wrong.help_if(did_you_mean(id, known))])
}
