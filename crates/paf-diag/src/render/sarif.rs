//! A SARIF 2.1.0 log (OASIS), which code-review sites show beside the lines.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::{Diagnostic, Diagnostics, Label, Rule};

pub(super) fn render(diagnostics: &Diagnostics) -> String {
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "paf",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": Rule::ALL.iter().map(|rule| json!({
                    "id": rule.id(),
                    "shortDescription": { "text": rule.summary() },
                })).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": diagnostics.iter().map(result).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn result(diagnostic: &Diagnostic) -> Value {
    let mut text = diagnostic.message.clone();
    for help in &diagnostic.help {
        text.push_str("; ");
        text.push_str(help);
    }
    json!({
        "ruleId": diagnostic.rule.id(),
        "level": diagnostic.severity.as_str(),
        "message": { "text": text },
        "locations": diagnostic.primary.iter().map(location).collect::<Vec<_>>(),
        "relatedLocations": diagnostic.secondary.iter().map(location).collect::<Vec<_>>(),
    })
}

/// A path as a URI reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut out = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _infallible = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn location(label: &Label) -> Value {
    let (start, end) = (label.place.start(), label.place.end());
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(label.place.file().path()) },
            "region": {
                "startLine": start.line,
                "startColumn": start.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        },
    });
    if !label.text.is_empty() {
        location["message"] = json!({ "text": label.text });
    }
    location
}
