//! The one place that talks to the terminal.

use std::io::{self, IsTerminal, Write};

use paf_diag::{Diagnostics, Format, render};

/// Results, to standard output. A reader that has gone away is no error.
pub(crate) fn print(text: &str) {
    let mut out = io::stdout().lock();
    let _gone = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// A remark, to standard error.
pub(crate) fn say(text: &str) {
    let mut err = io::stderr().lock();
    let _gone = writeln!(err, "{text}");
}

/// Diagnostics: to standard error for people, to standard output for programs.
pub(crate) fn tell(diagnostics: &Diagnostics, format: Format) {
    let text = render(diagnostics, format, has_colour());
    match format {
        Format::Human | Format::Short => {
            let mut err = io::stderr().lock();
            let _gone = err.write_all(text.as_bytes());
        }
        Format::Json | Format::Sarif | Format::Github => print(&text),
    }
}

/// Whether progress can be drawn.
pub(crate) fn is_interactive() -> bool {
    io::stderr().is_terminal() && !is_set("CI")
}

/// Colours for a terminal, unless `NO_COLOR` asks for none (no-color.org).
fn has_colour() -> bool {
    io::stderr().is_terminal() && !is_set("NO_COLOR")
}

fn is_set(name: &str) -> bool {
    #[expect(clippy::disallowed_methods, reason = "the command line reads the environment for the rest")]
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}
