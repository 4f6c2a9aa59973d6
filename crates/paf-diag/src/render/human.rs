//! With excerpts, for reading on a terminal.

use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::{Diagnostic, Diagnostics, Label, Place, Severity, SourceFile};

pub(super) fn render(diagnostics: &Diagnostics, colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(if colour { DecorStyle::Unicode } else { DecorStyle::Ascii });
    let mut out = String::new();
    for diagnostic in diagnostics.iter() {
        out.push_str(renderer.render(&[group(diagnostic)]).trim_end());
        out.push_str("\n\n");
    }
    out
}

fn group(diagnostic: &Diagnostic) -> Group<'_> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.rule.id());
    let mut group = title.elements(snippets(diagnostic));
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    group
}

/// What is said of one file.
type Labels<'a> = Vec<(AnnotationKind, &'a Label)>;

/// One snippet a file: the primary file first, the labels of one file together.
fn snippets(diagnostic: &Diagnostic) -> Vec<Snippet<'_, annotate_snippets::Annotation<'_>>> {
    let mut files: Vec<(&Arc<SourceFile>, Labels<'_>)> = Vec::new();
    let labels = diagnostic
        .primary
        .iter()
        .map(|label| (AnnotationKind::Primary, label))
        .chain(diagnostic.secondary.iter().map(|label| (AnnotationKind::Context, label)));
    for (kind, label) in labels {
        let same =
            |file: &Arc<SourceFile>| Arc::ptr_eq(file, label.place.file()) || file == label.place.file();
        match files.iter_mut().find(|(file, _)| same(file)) {
            Some((_, labels)) => labels.push((kind, label)),
            None => files.push((label.place.file(), vec![(kind, label)])),
        }
    }
    files.into_iter().map(|(file, labels)| snippet(file, labels)).collect()
}

/// The lines that are meant and those between them: the renderer goes through all that it is given.
fn snippet<'a>(file: &'a SourceFile, labels: Labels<'a>) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let lines = || labels.iter().map(|(_, label)| label.place.start().line);
    let (first, last) = (lines().min().unwrap_or(1), lines().max().unwrap_or(1));
    let (start, end) = (file.line_range(first).start, file.line_range(last).end);
    let annotations = labels.into_iter().map(|(kind, label)| annotation(kind, label, start));
    Snippet::source(file.text().get(start..end).unwrap_or_default())
        .line_start(first)
        .path(file.path())
        .annotations(annotations)
}

/// A label in a part of its file that begins at `start`.
fn annotation(kind: AnnotationKind, label: &Label, start: usize) -> annotate_snippets::Annotation<'_> {
    let line = first_line(&label.place);
    let span = line.start.saturating_sub(start)..line.end.saturating_sub(start);
    kind.span(span).label((!label.text.is_empty()).then_some(label.text.as_str()))
}

/// A place of many lines is shown by its first one: a whole section of YAML explains nothing.
fn first_line(place: &Place) -> std::ops::Range<usize> {
    let range = place.range();
    let line = place.file().line_range(place.start().line);
    range.start..range.end.min(line.end).max(range.start)
}
