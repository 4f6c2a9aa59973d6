//! The one diagnostic type of every stage.

use crate::{Place, Rule};

/// How much a diagnostic matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing can be made from it.
    Error,
    /// Something is made, but somebody should look.
    Warning,
}

impl Severity {
    /// The word shown to people.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A place and what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// A few words shown beside it; may be empty.
    pub text: String,
}

/// One problem: what it is, where it is, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// Its stable kind.
    pub rule: Rule,
    /// One line that stands alone: lower case, no full stop.
    pub message: String,
    /// The place in the file that the person edits.
    pub primary: Option<Label>,
    /// Other places that explain it.
    pub secondary: Vec<Label>,
    /// What to do, beginning with a verb; computed from what exists.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A problem of which nothing is known yet but its kind and its message.
    pub fn new(severity: Severity, rule: Rule, message: impl Into<String>) -> Self {
        Self {
            severity,
            rule,
            message: message.into(),
            primary: None,
            secondary: Vec::new(),
            help: Vec::new(),
        }
    }

    /// An error.
    pub fn error(rule: Rule, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, rule, message)
    }

    /// A warning.
    pub fn warning(rule: Rule, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, rule, message)
    }

    /// Says where it is.
    pub fn at(self, place: Place) -> Self {
        self.at_with(place, "")
    }

    /// Says where it is, with a few words beside the excerpt.
    pub fn at_with(mut self, place: Place, text: impl Into<String>) -> Self {
        self.primary = Some(Label { place, text: text.into() });
        self
    }

    /// Adds another place that explains it.
    pub fn also(mut self, place: Place, text: impl Into<String>) -> Self {
        self.secondary.push(Label { place, text: text.into() });
        self
    }

    /// Adds what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds what to do about it, where that could be computed.
    pub fn help_if(mut self, help: Option<String>) -> Self {
        self.help.extend(help);
        self
    }
}

/// All problems of a run, in the order they were found until they are sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    /// No problem yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Whether any is an error.
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// How many are errors.
    pub fn errors(&self) -> usize {
        self.found.iter().filter(|d| d.severity == Severity::Error).count()
    }

    /// How many are warnings.
    pub fn warnings(&self) -> usize {
        self.found.len() - self.errors()
    }

    /// Whether there is none at all.
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.found.iter()
    }

    /// By file and line, each once; the order does not depend on which thread found what first.
    ///
    /// What several documents or languages trip over is one problem, though each of them comes upon
    /// it by another way.
    pub fn sorted(mut self) -> Self {
        self.found.sort_by(|a, b| {
            let place = |d: &Diagnostic| d.primary.as_ref().map(|l| l.place.clone());
            (place(a), a.severity, a.rule, &a.message).cmp(&(place(b), b.severity, b.rule, &b.message))
        });
        self.found.dedup_by(|b, a| {
            let place = |d: &Diagnostic| d.primary.as_ref().map(|l| l.place.clone());
            (place(a), a.severity, a.rule, &a.message) == (place(b), b.severity, b.rule, &b.message)
        });
        self
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<T: IntoIterator<Item = Diagnostic>>(&mut self, iter: T) {
        self.found.extend(iter);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.found.into_iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<T: IntoIterator<Item = Diagnostic>>(iter: T) -> Self {
        Self { found: iter.into_iter().collect() }
    }
}
