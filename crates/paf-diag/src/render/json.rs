//! One JSON object a line, for programs that read as it comes.

use serde_json::{Value, json};

use crate::{Diagnostics, Label};

pub(super) fn render(diagnostics: &Diagnostics) -> String {
    diagnostics
        .iter()
        .map(|diagnostic| {
            let object = json!({
                "severity": diagnostic.severity.as_str(),
                "id": diagnostic.rule.id(),
                "message": diagnostic.message,
                "place": diagnostic.primary.as_ref().map(place),
                "related": diagnostic.secondary.iter().map(place).collect::<Vec<_>>(),
                "help": diagnostic.help,
            });
            format!("{object}\n")
        })
        .collect()
}

fn place(label: &Label) -> Value {
    let (start, end) = (label.place.start(), label.place.end());
    json!({
        "path": label.place.file().path(),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
        "label": label.text,
    })
}
