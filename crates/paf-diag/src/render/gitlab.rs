//! A Code Quality report of GitLab, which it shows in a merge request.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{Diagnostic, Diagnostics, Severity};

pub(super) fn render(diagnostics: &Diagnostics) -> String {
    let mut met = BTreeMap::new();
    let all: Vec<Value> = diagnostics.iter().map(|diagnostic| result(diagnostic, &mut met)).collect();
    format!("{:#}\n", Value::Array(all))
}

/// - `met`: how many of the same were there before
fn result(diagnostic: &Diagnostic, met: &mut BTreeMap<String, usize>) -> Value {
    let place = diagnostic.primary.as_ref().map(|label| &label.place);
    // A report without a place is not shown: what has none is of the whole folder.
    let (path, line) = place.map_or((".", 1), |place| (place.file().path(), place.start().line));
    let mut text = diagnostic.message.clone();
    for help in &diagnostic.help {
        text.push_str("; ");
        text.push_str(help);
    }
    // The line is not part of it: a problem that has moved is the same.
    let same = format!("{}\n{path}\n{}", diagnostic.rule.id(), diagnostic.message);
    let before = met.entry(same.clone()).or_default();
    let fingerprint = hex(&Sha256::digest(format!("{same}\n{before}")));
    *before += 1;
    json!({
        "description": text,
        "check_name": diagnostic.rule.id(),
        "fingerprint": fingerprint,
        "severity": match diagnostic.severity {
            Severity::Error => "major",
            Severity::Warning => "minor",
        },
        "location": { "path": path, "lines": { "begin": line } },
    })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _infallible = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Place, Rule, SourceFile};

    #[test]
    fn a_problem_that_has_moved_is_the_same_and_two_are_two() {
        let shown = |text: &str, at: usize| {
            let file = SourceFile::new("framework/partners.yaml", text);
            let one = || Diagnostic::error(Rule::UnknownId, "no").at(Place::new(&file, at..at + 1));
            let report = render(&[one(), one()].into_iter().collect());
            let report: Vec<Value> = serde_json::from_str(&report).expect("it is JSON");
            let print = |at: usize| report[at]["fingerprint"].as_str().map(str::to_owned);
            (print(0), print(1), report[0]["location"]["lines"]["begin"].clone())
        };
        let (here, moved) = (shown("a\n", 0), shown("\n\na\n", 2));
        assert_eq!((&here.0, &here.1), (&moved.0, &moved.1));
        assert_ne!(here.0, here.1);
        assert_eq!((here.2, moved.2), (json!(1), json!(3)));
    }
}
