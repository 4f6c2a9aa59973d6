//! Leads a Typst diagnostic back to the YAML, PO or template line that caused it.

use std::ops::Range;

use paf_diag::{Diagnostic, Place, Rule, Severity};
use paf_template::Region;
use typst::WorldExt;
use typst::diag::{Severity as TypstSeverity, SourceDiagnostic};
use typst::syntax::DiagSpan;

use crate::world::ProjectWorld;

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
            TypstSeverity::Warning if !is_unknown_font(&found.message) => Rule::TypstWarning,
            TypstSeverity::Error | TypstSeverity::Warning => Rule::Typst,
        },
    )
}

/// Whether Typst warns of frames in drawings (`foreignObject`), of which the content’s alone have any: those are
/// looked at before, and what Illustrator writes for itself beside what all others draw is no loss.
pub(crate) fn is_of_pictures_of_content(found: &SourceDiagnostic, world: &ProjectWorld<'_>) -> bool {
    found.message == "image contains foreign object" && !world.has_frames_outside("framework/")
}

/// Without what follows, in the same file, from a bracket or quotation mark that is not closed.
pub(crate) fn without_sequels(found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let place = |diagnostic: &Diagnostic| diagnostic.primary.as_ref().map(|label| label.place.clone());
    let unclosed: Vec<Place> =
        found.iter().filter(|d| d.message.starts_with("unclosed ")).filter_map(place).collect();
    let is_sequel = |diagnostic: &Diagnostic| {
        place(diagnostic).is_some_and(|at| {
            unclosed.iter().any(|open| open.file().path() == at.file().path() && *open < at)
        })
    };
    found.into_iter().filter(|diagnostic| !is_sequel(diagnostic)).collect()
}

/// Our diagnostic for one that arose while a PDF was written.
pub(crate) fn export_diagnostic(found: &SourceDiagnostic, world: &ProjectWorld<'_>) -> Diagnostic {
    with_rule(found, world, Rule::PdfStandard)
}

fn with_rule(found: &SourceDiagnostic, world: &ProjectWorld<'_>, rule: Rule) -> Diagnostic {
    let severity = match found.severity {
        TypstSeverity::Error => Severity::Error,
        // Where no family is found no font steps in, and the words would be missing without a trace.
        TypstSeverity::Warning if is_unknown_font(&found.message) => Severity::Error,
        TypstSeverity::Warning => Severity::Warning,
    };
    let mut diagnostic = Diagnostic::new(severity, rule, message(&found.message));
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
    if is_closed_door(&found.message) {
        // Typst's own hints speak of options that are not paf's.
        diagnostic.help.push("read files below `templates/` and `framework/` alone".to_owned());
    } else if is_unknown_font(&found.message) {
        diagnostic.help.push(
            "correct the name, or put the font into fonts/; a framework with a folder `fonts` of its own has \
             no others"
                .to_owned(),
        );
    } else {
        diagnostic.help.extend(found.hints.iter().map(|hint| hint.v.to_string()));
    }
    if diagnostic.help.is_empty() {
        diagnostic.help.push(if value.is_some() {
            "change this value, or the template that prints it".to_owned()
        } else {
            "correct the template; the text of the framework is not at fault".to_owned()
        });
    }
    diagnostic
}

/// A theme's own words for what is wrong stand alone.
fn message(found: &str) -> String {
    let own = ["panicked with: ", "assertion failed: "].iter().find_map(|prefix| found.strip_prefix(prefix));
    own.unwrap_or(found).to_owned()
}

/// Whether a template asks for a font that is not there.
fn is_unknown_font(message: &str) -> bool {
    message.starts_with("unknown font family")
}

/// Whether a template asks for a file that it may not read.
fn is_closed_door(message: &str) -> bool {
    message.contains("escape the project root") || message.contains("access denied")
}

/// The place of the problem, then the calls that led there, the innermost first.
fn spots(found: &SourceDiagnostic, world: &ProjectWorld<'_>) -> Vec<Spot> {
    let calls = found.trace.iter().map(|point| DiagSpan::from(point.span));
    std::iter::once(found.span).chain(calls).filter_map(|span| spot(span, world)).collect()
}

fn spot(span: DiagSpan, world: &ProjectWorld<'_>) -> Option<Spot> {
    match world.in_generated(span) {
        Some(range) => Some(Spot::Main(range)),
        None => world.place(span.id()?, world.range(span)?).map(Spot::File),
    }
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
