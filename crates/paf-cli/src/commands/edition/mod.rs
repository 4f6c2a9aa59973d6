//! `paf edition`: begins country editions, lists them, and shows what they change.

mod diff;
mod list;
mod new;

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
    }
}
