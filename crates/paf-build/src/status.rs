//! How far every target is: its translation, and how its text fits.

use paf_diag::Diagnostic;
use paf_model::files::Files;

use crate::cache::{self, CACHE, Cache};
use crate::disk::Output;
use crate::fitting::FitEntry;
use crate::manifest::{MANIFEST, Manifest};
use crate::plan::Target;
use crate::prepare::Prepared;
use crate::press::{PressSettings, Printing};
use crate::project::{self, Ready};
use crate::standing::Tally;

/// How far a target is.
#[derive(Debug, Clone)]
pub struct Status {
    /// The target.
    pub target: Target,
    /// How many of its texts are how far; none in the language the framework is written in.
    pub tally: Tally,
    /// What the last build made of it.
    pub built: Built,
}

/// What the last build made of a target.
#[derive(Debug, Clone, PartialEq)]
pub enum Built {
    /// There is none, or it was made from something else than what is there today.
    Not,
    /// It is there, and how it was fitted, if it is a document of a fixed number of pages.
    Current(Option<FitEntry>),
}

/// How far the targets are; what was built is looked up below `output`.
///
/// # Errors
/// If a template fails.
pub fn status(
    prepared: &Prepared,
    files: &dyn Files,
    targets: &[Target],
    output: &Output,
) -> Result<Vec<Status>, Box<Diagnostic>> {
    let record = Record {
        common: cache::common_inputs(files),
        manifest: Manifest::read(output.read(MANIFEST)),
        cache: Cache::read(output.read(CACHE)),
        files,
    };
    let date = prepared.model.framework.date.date;
    let status = |target: &Target| {
        let ready = project::project(prepared, target, date)?;
        let tally = Tally::of(&ready.standings);
        // What was printed with other marks or on another paper is a file of its own.
        let printing = Printing::of_target(target, &prepared.model, date, &PressSettings::default(), files)?;
        let printing = printing.map(|printing| printing.inputs()).unwrap_or_default();
        Ok(Status { target: target.clone(), tally, built: record.built(target, &ready, &printing) })
    };
    targets.iter().map(status).collect()
}

struct Record<'a> {
    common: String,
    manifest: Manifest,
    cache: Cache,
    files: &'a dyn Files,
}

impl Record<'_> {
    fn built(&self, target: &Target, ready: &Ready, printing: &[u8]) -> Built {
        let (Some(entry), Some(dependencies)) =
            (self.manifest.entry(target), self.cache.dependencies.get(&target.path()))
        else {
            return Built::Not;
        };
        if entry.inputs == cache::inputs(target, ready, &self.common, printing, dependencies, self.files) {
            Built::Current(entry.fit.clone())
        } else {
            Built::Not
        }
    }
}
