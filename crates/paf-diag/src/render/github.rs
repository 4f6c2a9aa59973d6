//! Workflow commands of GitHub Actions.

use std::fmt::Write;

use crate::Diagnostics;

pub(super) fn render(diagnostics: &Diagnostics) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics.iter() {
        let _infallible = write!(out, "::{} ", diagnostic.severity.as_str());
        if let Some(label) = &diagnostic.primary {
            let (start, end) = (label.place.start(), label.place.end());
            let _infallible = write!(
                out,
                "file={},line={},endLine={},col={},",
                property(label.place.file().path()),
                start.line,
                end.line,
                start.column
            );
        }
        let mut message = diagnostic.message.clone();
        for help in &diagnostic.help {
            message.push_str("\nhelp: ");
            message.push_str(help);
        }
        let _infallible = writeln!(out, "title={}::{}", property(diagnostic.rule.id()), data(&message));
    }
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
