//! With excerpts, for reading on a terminal.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::{Diagnostic, Diagnostics, Label, Place, Severity};

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

/// One snippet a file: the primary file first, the labels of one file together.
fn snippets(diagnostic: &Diagnostic) -> Vec<Snippet<'_, annotate_snippets::Annotation<'_>>> {
    let mut files: Vec<(&Place, Vec<annotate_snippets::Annotation<'_>>)> = Vec::new();
    let labels = diagnostic
        .primary
        .iter()
        .map(|label| (AnnotationKind::Primary, label))
        .chain(diagnostic.secondary.iter().map(|label| (AnnotationKind::Context, label)));
    for (kind, label) in labels {
        let annotation = annotation(kind, label);
        match files.iter_mut().find(|(place, _)| place.file() == label.place.file()) {
            Some((_, annotations)) => annotations.push(annotation),
            None => files.push((&label.place, vec![annotation])),
        }
    }
    files
        .into_iter()
        .map(|(place, annotations)| {
            Snippet::source(place.file().text()).path(place.file().path()).annotations(annotations)
        })
        .collect()
}

fn annotation(kind: AnnotationKind, label: &Label) -> annotate_snippets::Annotation<'_> {
    kind.span(first_line(&label.place)).label((!label.text.is_empty()).then_some(label.text.as_str()))
}

/// A place of many lines is shown by its first one: a whole section of YAML explains nothing.
fn first_line(place: &Place) -> std::ops::Range<usize> {
    let range = place.range();
    let line = place.file().line_range(place.start().line);
    range.start..range.end.min(line.end).max(range.start)
}
