//! Ends a build with the watch that began it, however that has ended.

use std::io::Read;
use std::process::{Command, Stdio};

/// By which variable a build knows that a watch holds its standard input.
const VARIABLE: &str = "PAF_WATCHED";

/// Lets the process of a command end when this one does: the system closes its standard input then.
pub(crate) fn tie(command: &mut Command) {
    command.env(VARIABLE, "1").stdin(Stdio::piped());
}

/// Waits, beside the run, for the end of the watch that began it. What was made until then is whole.
pub(crate) fn end_with_watch() {
    #[expect(clippy::disallowed_methods, reason = "the command line reads the environment for the rest")]
    let is_watched = std::env::var_os(VARIABLE).is_some();
    if is_watched {
        std::thread::spawn(|| {
            // Nothing is ever written to it.
            let _ended = std::io::stdin().lock().read(&mut [0]);
            end();
        });
    }
}

#[expect(clippy::exit, reason = "a thread that typesets ends with the process alone")]
fn end() {
    std::process::exit(crate::Exit::Environment.code().into());
}
