//! How far every target is: its translation, and how its text fits.

use paf_diag::Diagnostic;
use paf_locale::Date;
use rayon::prelude::*;

use crate::disk::Output;
use crate::fitting::FitEntry;
use crate::inputs;
use crate::manifest::{MANIFEST, Manifest};
use crate::prepare::Prepared;
use crate::press::{PressSettings, Printing};
use crate::project::{self, Ready};
use crate::record::Records;
use crate::snapshot::Snapshot;
use crate::standing::Tally;
use crate::target::Target;

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

/// How far the targets are; what was built is looked up below `output`. `date` is the one that PDFs carry
/// instead of the framework's.
///
/// # Errors
/// If a template fails.
pub fn status(
    prepared: &Prepared,
    snapshot: &Snapshot,
    targets: &[Target],
    output: &Output,
    date: Option<Date>,
) -> Result<Vec<Status>, Box<Diagnostic>> {
    let looked_up = LookedUp {
        prepared,
        snapshot,
        common: inputs::common(snapshot),
        records: Records::read(output, &Manifest::read(output.read(MANIFEST))),
    };
    let status = |target: &Target| {
        let date = date.unwrap_or_else(|| prepared.date_of(target));
        let ready = project::project(prepared, target, date)?;
        let tally = Tally::of(&ready.standings);
        // What was printed with other marks or on another paper is a file of its own.
        let usual = PressSettings::default();
        let printing =
            Printing::of_target(target, prepared.model.of(&target.edition), date, &usual, snapshot)?;
        let built = looked_up.built(target, &ready, printing.as_ref());
        Ok(Status { target: target.clone(), tally, built })
    };
    // All at once, so that the first error in the order of the targets is told.
    let all: Vec<_> = targets.par_iter().map(status).collect();
    all.into_iter().collect()
}

struct LookedUp<'a> {
    prepared: &'a Prepared,
    snapshot: &'a Snapshot,
    common: String,
    records: Records,
}

impl LookedUp<'_> {
    fn built(&self, target: &Target, ready: &Ready, printing: Option<&Printing>) -> Built {
        // What is wrong with an edition may be what nothing is made of, and leave all inputs as they were.
        if self.prepared.broken.contains(&target.edition) {
            return Built::Not;
        }
        let record = self.records.get(&target.path()).filter(|record| !record.begun);
        let Some(record) = record else { return Built::Not };
        let now = inputs::hashed(record.dependencies.keys(), self.snapshot);
        let inputs = inputs::of_target(target, ready, printing, self.prepared, &self.common, &now);
        if record.entry.inputs == inputs { Built::Current(record.entry.fit.clone()) } else { Built::Not }
    }
}
