//! The one place that talks to the terminal.

use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::OnceLock;

use paf_build::in_words;
use paf_diag::{Diagnostic, Diagnostics, Format, Rule, render};

/// Why something could not be written, the first time.
static FAILED: OnceLock<String> = OnceLock::new();

/// Results, to standard output. A reader that has gone away is no error.
pub(crate) fn print(text: &str) {
    let mut out = io::stdout().lock();
    noted(out.write_all(text.as_bytes()).and_then(|()| out.flush()), "standard output");
}

/// A remark, to standard error.
pub(crate) fn say(text: &str) {
    let mut err = io::stderr().lock();
    noted(writeln!(err, "{text}"), "standard error");
}

/// Clears the line on which a terminal shows how far a run is.
pub(crate) fn clear() {
    if io::stderr().is_terminal() {
        let mut err = io::stderr().lock();
        noted(write!(err, "\r\u{1b}[K"), "standard error");
    }
}

/// What could not be told: whoever asked has not heard it all.
pub(crate) fn failed() -> Option<Diagnostic> {
    let why = FAILED.get()?;
    Some(Diagnostic::error(Rule::Environment, why).help("check the free space of where the output goes"))
}

/// Notes a failure to write. Whoever closes a pipe has heard enough, as in `paf status | head -1`.
fn noted(written: io::Result<()>, to: &str) {
    if let Err(error) = written
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        let _only_the_first = FAILED.set(format!("cannot write to {to}: {}", in_words(&error)));
    }
}

/// Diagnostics: to standard error for people, to standard output for programs.
pub(crate) fn tell(diagnostics: &Diagnostics, format: Format) {
    let text = render(diagnostics, format, has_colour());
    match format {
        Format::Human | Format::Short => {
            let mut err = io::stderr().lock();
            noted(err.write_all(text.as_bytes()), "standard error");
        }
        Format::Json | Format::Sarif | Format::Github | Format::Gitlab | Format::Junit => print(&text),
    }
}

/// Whether progress can be drawn.
pub(crate) fn is_interactive() -> bool {
    io::stderr().is_terminal() && !is_set("CI")
}

/// Whether somebody sits there who can answer.
pub(crate) fn can_ask() -> bool {
    is_interactive() && io::stdin().is_terminal()
}

/// Asks, and gives the answer in lower case; nothing where there is none.
pub(crate) fn ask(question: &str) -> Option<String> {
    let mut err = io::stderr().lock();
    noted(write!(err, "{question}").and_then(|()| err.flush()), "standard error");
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer).ok().filter(|read| *read > 0)?;
    Some(answer.trim().to_lowercase())
}

/// Colours for a terminal, unless `NO_COLOR` asks for none (no-color.org).
fn has_colour() -> bool {
    io::stderr().is_terminal() && !is_set("NO_COLOR")
}

fn is_set(name: &str) -> bool {
    #[expect(clippy::disallowed_methods, reason = "the command line reads the environment for the rest")]
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}
