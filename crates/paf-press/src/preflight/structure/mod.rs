//! Rules about how a PDF is built: PDF/X-4 (ISO 15930-7), page boxes, fonts, and what a press cannot use.

mod boxes;
mod dates;
mod file;
mod fonts;
mod intents;
mod interactive;
mod metadata;
mod painting;
mod reach;
mod sizes;
mod streams;
mod xmp;

use super::{Job, Report};

pub(crate) use boxes::trim;
pub(crate) use intents::ink_limit;

/// Adds what is found.
pub(crate) fn check(job: &Job<'_>, report: &mut Report) {
    let reached = reach::all(job);
    file::check(job, report);
    intents::check(job, report);
    metadata::check(job, report);
    interactive::check(job, report);
    boxes::check(job, report);
    sizes::check(job, report);
    streams::check(job, &reached, report);
    fonts::check(job, &reached, report);
    painting::check(job, &reached, report);
}
