//! The `paf` command.

use std::process::ExitCode;

/// Typesetting asks for many small pieces of memory, from several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    paf_cli::run(std::env::args_os())
}
