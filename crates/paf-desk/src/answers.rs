//! What the page in the browser is told, as JSON.

use paf_build::Sheet;
use paf_diag::{Diagnostic, Diagnostics, Place, Severity};
use serde_json::{Value, json};

use crate::view::View;

/// What is shown of a view.
pub(crate) struct Showing<'a> {
    pub(crate) view: &'a View,
    /// The pages to show: the last that could be laid out.
    pub(crate) sheets: &'a [Sheet],
    /// Whether they are of the framework as it is now.
    pub(crate) current: bool,
    pub(crate) problems: &'a Diagnostics,
}

impl Showing<'_> {
    pub(crate) fn json(&self) -> Value {
        let sheets: Vec<Value> = self.sheets.iter().map(sheet).collect();
        json!({
            "view": self.view.to_string(),
            "sheets": sheets,
            "current": self.current,
            "problems": problems(self.problems),
        })
    }
}

/// What was found: the errors first, and of them those of country editions last, since they often follow from others.
pub(crate) fn problems(found: &Diagnostics) -> Vec<Value> {
    let mut found: Vec<&Diagnostic> = found.iter().collect();
    let is_of_edition = |found: &Diagnostic| {
        let label = found.primary.as_ref();
        label.is_some_and(|label| label.place.file().path().starts_with("framework/editions/"))
    };
    found.sort_by_key(|found| (found.severity != Severity::Error, is_of_edition(found)));
    found.into_iter().map(problem).collect()
}

fn sheet(sheet: &Sheet) -> Value {
    json!({ "look": sheet.look, "width": sheet.size.0, "height": sheet.size.1 })
}

fn problem(found: &Diagnostic) -> Value {
    json!({
        "severity": found.severity.as_str(),
        "rule": found.rule.id(),
        "message": found.message,
        "help": found.help,
        "place": found.primary.as_ref().and_then(|label| at_line(&label.place)),
    })
}

/// A line of a file, as editors open it; nothing for what has no file.
pub(crate) fn at_line(place: &Place) -> Option<String> {
    let path = place.file().path();
    (!path.is_empty()).then(|| format!("{path}:{}", place.start().line))
}
