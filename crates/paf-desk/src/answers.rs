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

/// What was found, the errors first.
pub(crate) fn problems(found: &Diagnostics) -> Vec<Value> {
    let (errors, others): (Vec<_>, Vec<_>) =
        found.iter().partition(|found| found.severity == Severity::Error);
    errors.into_iter().chain(others).map(problem).collect()
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
