//! From a span of Typst to what a person wrote.

use paf_diag::Place;
use paf_template::Origin;
use typst::WorldExt;
use typst::syntax::Span;

use crate::world::ProjectWorld;

/// The value that stands at a span of the generated source.
pub(crate) fn origin<'a>(span: Span, world: &'a ProjectWorld<'_>) -> Option<&'a Origin> {
    let range = world.in_generated(span)?;
    world.project.main.map.value_at(&range).map(|region| &region.origin)
}

/// Where a span stands in a file that people edit, for what no value wrote.
pub(crate) fn place(span: Span, world: &ProjectWorld<'_>) -> Option<Place> {
    match world.in_generated(span) {
        Some(range) => world.project.main.map.template_at(range.start),
        None => world.place(span.id()?, world.range(span)?),
    }
}
