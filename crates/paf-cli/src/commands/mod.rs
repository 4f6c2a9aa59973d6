//! One file per command.

mod build;
mod check;
mod completions;
mod edition;
mod fonts;
mod impose;
mod merge;
mod new;
mod plan;
mod preflight;
mod publish;
mod schema;
mod status;
mod translate;
mod verify;
mod watch;

use crate::args::{Args, Command};
use crate::exit::Exit;

/// Runs a command.
pub(crate) fn run(args: &Args) -> Exit {
    let global = &args.global;
    match &args.command {
        Command::Build(args) => build::run(global, args),
        Command::Plan(args) => plan::run(global, args),
        Command::Merge(args) => merge::run(global, args),
        Command::Publish(args) => publish::run(global, args),
        Command::Verify(args) => verify::run(global, args),
        Command::Check(args) => check::run(global, args),
        Command::Status(args) => status::run(global, args),
        Command::Watch(args) => watch::run(global, args),
        Command::Translate { command } => translate::run(global, command),
        Command::Edition { command } => edition::run(global, command),
        Command::Preflight(args) => preflight::run(global, args),
        Command::Impose(args) => impose::run(global, args),
        Command::New(args) => new::run(global, args),
        Command::Schema(args) => schema::run(global, args),
        Command::Fonts => fonts::run(global),
        Command::Completions(args) => completions::run(args),
    }
}

/// A string as a YAML scalar, quoted where YAML needs it.
fn scalar(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A string always serialises; should it not, the schema shows the empty value.
    serde_yaml::to_string(&one_line).unwrap_or_default().trim_end().to_owned()
}
