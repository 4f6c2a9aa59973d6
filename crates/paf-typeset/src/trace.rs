//! Leads a Typst diagnostic back to the YAML, PO or template line that caused it.

use std::ops::Range;

use paf_diag::{Diagnostic, Place, Rule, Severity};
use paf_template::Region;
use typst::WorldExt;
use typst::diag::{Severity as TypstSeverity, SourceDiagnostic};
use typst::syntax::{DiagSpan, FileId};

use crate::world::{ProjectWorld, main_id};

/// Where in the generated main file, or in a file that people edit, a span points.
enum Spot {
    Main(Range<usize>),
    File(Place),
}

/// Our diagnostic for one of Typst's.
pub(crate) fn diagnostic(found: &SourceDiagnostic, world: &ProjectWorld<'_>) -> Diagnostic {
    with_rule(
        found,
        world,
        match found.severity {
            TypstSeverity::Error => Rule::Typst,
            TypstSeverity::Warning => Rule::TypstWarning,
        },
    )
}

/// Our diagnostic for one that arose while a PDF was written.
pub(crate) fn export_diagnostic(found: &SourceDiagnostic, world: &ProjectWorld<'_>) -> Diagnostic {
    with_rule(found, world, Rule::PdfStandard)
}

fn with_rule(found: &SourceDiagnostic, world: &ProjectWorld<'_>, rule: Rule) -> Diagnostic {
    let severity = match found.severity {
        TypstSeverity::Error => Severity::Error,
        TypstSeverity::Warning => Severity::Warning,
    };
    let mut diagnostic = Diagnostic::new(severity, rule, found.message.to_string());
    let spots = spots(found, world);
    let value = spots.iter().find_map(|spot| value_of(spot, world));
    let mut places: Vec<(Place, &str)> = Vec::new();
    if let Some(region) = &value {
        places.push((region.origin.place(), "this value"));
    }
    for (index, spot) in spots.iter().enumerate() {
        let label = if index == 0 { "raised here" } else { "called here" };
        places.extend(place_of(spot, world).map(|place| (place, label)));
    }
    let mut places = places.into_iter();
    if let Some((place, label)) = places.next() {
        diagnostic = diagnostic.at_with(place, label);
    }
    for (place, label) in places.take(3) {
        diagnostic = diagnostic.also(place, label);
    }
    diagnostic.help.extend(found.hints.iter().map(|hint| hint.v.to_string()));
    if diagnostic.help.is_empty() {
        diagnostic.help.push(if value.is_some() {
            "change this value, or the template that prints it".to_owned()
        } else {
            "correct the template; the text of the framework is not at fault".to_owned()
        });
    }
    diagnostic
}

/// The place of the problem, then the calls that led there, the innermost first.
fn spots(found: &SourceDiagnostic, world: &ProjectWorld<'_>) -> Vec<Spot> {
    let calls = found.trace.iter().map(|point| DiagSpan::from(point.span));
    std::iter::once(found.span).chain(calls).filter_map(|span| spot(span, world)).collect()
}

fn spot(span: DiagSpan, world: &ProjectWorld<'_>) -> Option<Spot> {
    let id: FileId = span.id()?;
    let range = world.range(span)?;
    if id == main_id() { Some(Spot::Main(range)) } else { world.place(id, range).map(Spot::File) }
}

/// The value at a spot: the one around it, or the only one within it.
fn value_of<'w>(spot: &Spot, world: &ProjectWorld<'w>) -> Option<&'w Region> {
    let Spot::Main(range) = spot else { return None };
    let map = &world.project.main.map;
    map.value_at(range).or_else(|| {
        let within = map.values_within(range);
        let mut places: Vec<Place> = within.iter().map(|region| region.origin.place()).collect();
        places.sort();
        places.dedup();
        // A call with many values cannot say which of them it failed on.
        if places.len() == 1 { within.first().copied() } else { None }
    })
}

fn place_of(spot: &Spot, world: &ProjectWorld<'_>) -> Option<Place> {
    match spot {
        Spot::File(place) => Some(place.clone()),
        Spot::Main(range) => world.project.main.map.template_at(range.start),
    }
}
