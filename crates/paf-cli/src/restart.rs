//! Ends the process where a target takes too much, and begins anew without that target.

use std::sync::Arc;
use std::time::Duration;

use paf_build::{Limits, Resumed};

use crate::args::LimitArgs;
use crate::terminal;

/// In which variable the next process finds what this one has learnt.
const VARIABLE: &str = "PAF_RESUMED";

/// What was asked for, and what the process before this one has learnt.
pub(crate) fn limits(args: &LimitArgs) -> Limits {
    #[expect(clippy::disallowed_methods, reason = "the command line reads the environment for the rest")]
    let learnt = std::env::var(VARIABLE).unwrap_or_default();
    Limits {
        time: Duration::from_secs(args.time_limit),
        memory: args.memory_limit << 20,
        pages: args.page_limit,
        restart: Some(Arc::new(restart)),
        resumed: Resumed::parse(&learnt),
    }
}

/// Runs the same command anew, in place of this process: with it go its threads and its memory.
#[cfg(unix)]
fn restart(resumed: &Resumed) {
    use std::os::unix::process::CommandExt;

    terminal::clear();
    let mut args = std::env::args_os();
    let (Some(name), Ok(program)) = (args.next(), std::env::current_exe()) else { return give_up() };
    let _error =
        std::process::Command::new(program).arg0(name).args(args).env(VARIABLE, resumed.to_string()).exec();
    give_up();
}

/// Where no process can take the place of another, the run ends; what was made is whole.
#[cfg(not(unix))]
fn restart(_: &Resumed) {
    give_up();
}

#[expect(clippy::exit, reason = "a thread that typesets ends with the process alone")]
fn give_up() {
    terminal::clear();
    terminal::say(
        "a target took more time or memory than it may, and the run was ended; make the others with `--document` \
         and `--lang`",
    );
    std::process::exit(crate::Exit::Content.code().into());
}
