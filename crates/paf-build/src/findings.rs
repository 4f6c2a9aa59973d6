//! What was found while a target was made, kept so that it is told again when nothing has changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Label, Place, Rule, Severity, SourceFile};
use serde::{Deserialize, Serialize};

use crate::digest::Parts;
use crate::prepare::Prepared;
use crate::project::Ready;
use crate::snapshot::Snapshot;
use crate::text_file::text_file;

/// A diagnostic as it is written into a record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Finding {
    error: bool,
    rule: String,
    message: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    primary: Option<Spot>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    secondary: Vec<Spot>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    help: Vec<String>,
}

/// A place as it is written into a record: the bytes of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Spot {
    file: String,
    start: usize,
    end: usize,
    text: String,
}

impl Finding {
    fn new(diagnostic: &Diagnostic) -> Self {
        let spot = |label: &Label| Spot {
            file: label.place.file().path().to_owned(),
            start: label.place.range().start,
            end: label.place.range().end,
            text: label.text.clone(),
        };
        Self {
            error: diagnostic.severity == Severity::Error,
            rule: diagnostic.rule.id().to_owned(),
            message: diagnostic.message.clone(),
            primary: diagnostic.primary.as_ref().map(spot),
            secondary: diagnostic.secondary.iter().map(spot).collect(),
            help: diagnostic.help.clone(),
        }
    }

    /// The diagnostic again; nothing where its file or its rule is gone.
    fn diagnostic(&self, files: &mut Sources<'_>) -> Option<Diagnostic> {
        let severity = if self.error { Severity::Error } else { Severity::Warning };
        let rule = *Rule::ALL.iter().find(|rule| rule.id() == self.rule)?;
        let mut label = |spot: &Spot| {
            let file = files.get(&spot.file)?;
            Some(Label { place: Place::new(&file, spot.start..spot.end), text: spot.text.clone() })
        };
        let mut diagnostic = Diagnostic::new(severity, rule, self.message.clone());
        diagnostic.primary = match &self.primary {
            Some(spot) => Some(label(spot)?),
            None => None,
        };
        diagnostic.secondary = self.secondary.iter().map(label).collect::<Option<_>>()?;
        diagnostic.help.clone_from(&self.help);
        Some(diagnostic)
    }

    fn files(&self) -> impl Iterator<Item = &str> {
        self.primary.iter().chain(&self.secondary).map(|spot| spot.file.as_str())
    }
}

/// The files of places, each read once.
struct Sources<'a> {
    snapshot: &'a Snapshot,
    read: BTreeMap<String, Option<Arc<SourceFile>>>,
}

impl Sources<'_> {
    fn get(&mut self, path: &str) -> Option<Arc<SourceFile>> {
        let read = || text_file(self.snapshot, path, &mut Diagnostics::new());
        self.read.entry(path.to_owned()).or_insert_with(read).clone()
    }
}

/// Diagnostics as a record keeps them.
pub(crate) fn kept(found: &Diagnostics) -> Vec<Finding> {
    found.iter().map(Finding::new).collect()
}

/// The diagnostics of a record; nothing where one of them cannot be told again.
pub(crate) fn replayed(findings: &[Finding], snapshot: &Snapshot) -> Option<Vec<Diagnostic>> {
    let mut files = Sources { snapshot, read: BTreeMap::new() };
    findings.iter().map(|finding| finding.diagnostic(&mut files)).collect()
}

/// The hash of what findings speak of beyond what is printed: the places of the texts, what they were
/// translated from, and the lines that are shown. Empty where nothing was found.
pub(crate) fn told_from(
    findings: &[Finding],
    ready: &Ready,
    prepared: &Prepared,
    snapshot: &Snapshot,
) -> String {
    if findings.is_empty() {
        return String::new();
    }
    let mut parts = Parts::default();
    for file in findings.iter().flat_map(Finding::files) {
        parts.add(file.as_bytes());
        parts.add(snapshot.digest(file).unwrap_or_default().as_bytes());
    }
    for text in ready.project.main.map.texts() {
        parts.add(text.key.as_str().as_bytes());
        parts.add(format!("{} {:?}", text.place(), text.place().range()).as_bytes());
        parts.add(text.base.as_ref().map(|base| base.plain()).unwrap_or_default().as_bytes());
    }
    for text in &prepared.model.texts {
        parts.add(text.key.as_str().as_bytes());
        parts.add(text.plain().as_bytes());
    }
    parts.finish()
}
