//! Rules about how a PDF is built: PDF/X-4 (ISO 15930-7), page boxes, fonts, and what a press cannot use.

mod boxes;
mod dates;
mod file;
mod intents;
mod interactive;
mod metadata;
mod older;
mod painting;
mod reach;
mod sizes;
mod streams;
mod xmp;

use super::{Examined, Report};

pub(crate) use boxes::trim;
pub(crate) use intents::ink_limit;

/// Adds what is found.
pub(crate) fn check(examined: &Examined<'_>, report: &mut Report) {
    let reached = reach::all(examined);
    file::check(examined, report);
    intents::check(examined, report);
    metadata::check(examined, report);
    older::check(examined, &reached, report);
    interactive::check(examined, report);
    boxes::check(examined, report);
    sizes::check(examined, report);
    streams::check(examined, &reached, report);
    painting::check(examined, &reached, report);
}
