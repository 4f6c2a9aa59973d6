//! A framework in memory for tests, of which each test changes a file.

use paf_diag::{Diagnostic, Severity};

use crate::files::Memory;

const FRAMEWORK: &str = "id: x\nversion: \"1.0\"\ntitle: Title\ndescription: Words.\ndate: 2026-11-20\nlanguage: en\n\
                         publisher: {name: Publisher}\nactors:\n  states: {name: Member States, short: States}\n";
const RECOMMENDATION: &str = "number: 1\ntitle: Title\nask: Do it.\nshort: Do it.\nsteps:\n  - {id: a, text: Do it., \
                              short: Do it., actors: [states], by: 2030}\n";

/// A framework without any problem.
pub(crate) fn framework() -> Memory {
    let mut files = Memory::default();
    files.insert("framework/framework.yaml", FRAMEWORK.as_bytes());
    files.insert("framework/recommendations/a.yaml", RECOMMENDATION.as_bytes());
    files
}

/// What is said of the framework with one file more, or another one in its place.
pub(crate) fn said_of(path: &str, text: impl AsRef<[u8]>) -> Vec<Diagnostic> {
    let mut files = framework();
    files.insert(format!("framework/{path}"), text.as_ref());
    crate::load(&files).diagnostics.sorted().into_iter().collect()
}

/// `partners.yaml:3 warning spacing: message -> help; help`
pub(crate) fn line(found: &Diagnostic) -> String {
    let place = found.primary.as_ref().map(|label| &label.place);
    let path = place.map_or("", |place| place.file().path().trim_start_matches("framework/"));
    let number = place.map_or(0, |place| place.start().line);
    let severity = if found.severity == Severity::Error { "error" } else { "warning" };
    let (_, rule) = found.rule.id().split_once("::").unwrap_or_default();
    format!("{path}:{number} {severity} {rule}: {} -> {}", found.message, found.help.join("; "))
}

#[test]
fn nothing_is_said_of_it() {
    assert_eq!(said_of("LICENSE.md", "").iter().map(line).collect::<Vec<_>>(), [""; 0]);
}
