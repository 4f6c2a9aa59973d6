//! `paf completions`: a completion script, made from the arguments' own definition.

use clap::CommandFactory;

use crate::args::{Args, CompletionsArgs};
use crate::exit::Exit;
use crate::terminal;

pub(super) fn run(args: &CompletionsArgs) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "paf", &mut script);
    terminal::print(&String::from_utf8_lossy(&script));
    Exit::Done
}
