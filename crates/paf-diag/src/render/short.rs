//! One line a diagnostic.

use std::fmt::Write;

use crate::Diagnostics;

pub(super) fn render(diagnostics: &Diagnostics) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics.iter() {
        if let Some(label) = &diagnostic.primary {
            let _infallible = write!(out, "{}: ", label.place);
        }
        let _infallible = write!(
            out,
            "{}[{}]: {}",
            diagnostic.severity.as_str(),
            diagnostic.rule.id(),
            diagnostic.message.replace('\n', " ")
        );
        if !diagnostic.help.is_empty() {
            let _infallible = write!(out, " ({})", diagnostic.help.join("; "));
        }
        out.push('\n');
    }
    out
}
