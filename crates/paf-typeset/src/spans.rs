//! From a span of Typst to what a person wrote.

use paf_diag::Place;
use paf_template::Origin;
use typst::WorldExt;
use typst::syntax::Span;

use crate::world::{ProjectWorld, main_id};

/// The value that stands at a span of the generated main file.
pub(crate) fn origin<'a>(span: Span, world: &'a ProjectWorld<'_>) -> Option<&'a Origin> {
    let range = world.range(span)?;
    if span.id()? != main_id() {
        return None;
    }
    world.project.main.map.value_at(&range).map(|region| &region.origin)
}

/// Where a span stands in a file that people edit, for what no value wrote.
pub(crate) fn place(span: Span, world: &ProjectWorld<'_>) -> Option<Place> {
    let range = world.range(span)?;
    let id = span.id()?;
    if id != main_id() {
        return world.place(id, range);
    }
    world.project.main.map.template_at(range.start)
}
