//! What a run would make, and why, without making it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Severity};
use rayon::prelude::*;

use crate::disk::Output;
use crate::foreign::{self, Known};
use crate::inputs;
use crate::manifest::{MANIFEST, Manifest};
use crate::prepare::Prepared;
use crate::press::Printing;
use crate::record::{Record, Records};
use crate::settings::Settings;
use crate::snapshot::Snapshot;
use crate::standing;
use crate::target::Target;
use crate::version::{Compositor, Version};

/// Why a target would be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// Everything is made again.
    Forced,
    /// It was never made here.
    New,
    /// A file of it is missing, was changed, or is half of a set.
    Lost,
    /// Files that it was laid out with are others now.
    Files(Vec<String>),
    /// What is printed, how, or the program is another.
    Words,
    /// It cannot be made.
    Never,
}

impl Due {
    /// In a few words.
    pub fn in_words(&self) -> String {
        match self {
            Self::Forced => "everything is made again".to_owned(),
            Self::New => "it was never made here".to_owned(),
            Self::Lost => "a file of it is missing or was changed".to_owned(),
            Self::Files(paths) => match paths.as_slice() {
                [one] => format!("`{one}` has changed"),
                [first, rest @ ..] => format!("`{first}` and {} more have changed", rest.len()),
                [] => String::new(),
            },
            Self::Words => "its texts, its template, an option or the program has changed".to_owned(),
            Self::Never => "it has errors, and cannot be made".to_owned(),
        }
    }
}

/// For each target why it would be made; nothing where it would be found as it was. With what keeps some from being
/// made.
pub(crate) fn due(
    (prepared, snapshot): (&Prepared, &Arc<Snapshot>),
    targets: &[Target],
    (output, settings): (&Output, &Settings),
) -> (Vec<Option<Due>>, Diagnostics) {
    let records = Records::read(output, &Manifest::read(output.read(MANIFEST)));
    let common = inputs::common(snapshot);
    let compositor = Compositor::new(prepared, snapshot, settings.date, 1);
    let why = |target: &Target| -> Result<Option<Due>, Box<Diagnostic>> {
        if prepared.broken.contains(&target.edition) {
            return Ok(Some(Due::Never));
        }
        let version = Version::new(&compositor, target);
        let ready = version.ready()?;
        let refusal =
            settings.require.and_then(|least| standing::require(least, &ready.standings, target, prepared));
        if let Some(refusal) = refusal {
            return Err(Box::new(refusal));
        }
        let Some(record) = records.get(&target.path()) else { return Ok(Some(Due::New)) };
        if settings.force || settings.sources.is_some() {
            return Ok(Some(Due::Forced));
        }
        let (model, date) = (prepared.model.of(&target.edition), compositor.date(target));
        let printing = Printing::of_target(target, model, date, &settings.press, &**snapshot)?;
        let now = inputs::hashed(record.dependencies.keys(), snapshot);
        let is_same = record.entry.inputs
            == inputs::of_target(target, ready, printing.as_ref(), prepared, &common, &now);
        Ok(match is_same {
            true => (!record.is_whole(output)).then_some(Due::Lost),
            false => Some(changed(record, &now)),
        })
    };
    // What is somebody else's would stay as it is, and the target would fail.
    let refused = |target: &Target| -> Diagnostics {
        let record = records.get(&target.path());
        let tickets = ["ticket.pdf", "ticket.json"].iter().filter(|_| target.profile.is_printed());
        let files = std::iter::once(target.path()).chain(tickets.map(|what| target.beside(what)));
        let files: BTreeSet<String> =
            files.chain(record.into_iter().flat_map(Record::files).map(str::to_owned)).collect();
        let files: Vec<String> = files.into_iter().collect();
        let known = |path: &str| Known::of(records.of_file(path), path, output);
        let found = foreign::find(&files, output, known, settings.overwrite);
        found.into_iter().filter(|found| found.severity == Severity::Error).collect()
    };
    let with_refusals = |target: &Target| match why(target) {
        Ok(None) => (None, Diagnostics::new()),
        Ok(Some(due)) => {
            let refused = refused(target);
            (Some(if refused.has_errors() { Due::Never } else { due }), refused)
        }
        Err(error) => (Some(Due::Never), Diagnostics::from_iter([*error])),
    };
    let found: Vec<_> = targets.par_iter().map(with_refusals).collect();
    let (reasons, told): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let of_all = foreign::manifest(output, settings.overwrite).filter(|_| !settings.overwrite);
    (reasons, of_all.into_iter().chain(told.into_iter().flatten()).collect())
}

/// Which of the files has changed that it was laid out with; where none has, its words.
fn changed(record: &Record, now: &BTreeMap<String, String>) -> Due {
    let differs = |(path, hash): &(&String, &String)| record.dependencies.get(*path) != Some(hash);
    let paths: Vec<String> = now.iter().filter(differs).map(|(path, _)| path.clone()).collect();
    if paths.is_empty() { Due::Words } else { Due::Files(paths) }
}
