//! The `paf` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    paf_cli::run(std::env::args_os())
}
