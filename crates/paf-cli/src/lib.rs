//! Turns a command line into a run of the pipeline, its progress, its messages and its exit code.

mod args;
mod commands;
mod embedded;
mod exit;
mod here;
mod job_array;
mod orphaned;
mod panics;
mod progress;
mod restart;
mod session;
mod terminal;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use paf_diag::{Diagnostics, Format};

pub use exit::Exit;

/// Runs the command that `args` give, the program's own name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let exit = match args::Args::try_parse_from(args) {
        Ok(args) => panics::caught(|| commands::run(&args)),
        Err(error) => args::explain(&error),
    };
    let exit = match terminal::failed() {
        Some(failed) => session::conclude(&Diagnostics::from_iter([failed]), "", Format::Short),
        None => exit,
    };
    ExitCode::from(exit.code())
}

/// The command line with all its commands, for what is generated from it.
pub fn command() -> clap::Command {
    args::Args::command()
}
