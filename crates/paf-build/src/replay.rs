//! A run that left everything as it should be, kept so that the next one on the same inputs tells it again and does
//! nothing else.

use std::collections::BTreeMap;

use paf_diag::{Diagnostics, Rule};
use paf_locale::Date;
use paf_translate::Ledger;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::digest::{Parts, sha256};
use crate::disk::{Output, WriteError};
use crate::findings::{self, Finding};
use crate::inputs::PROGRAM;
use crate::manifest::{MANIFEST, Manifest};
use crate::outcome::Outcome;
use crate::plan::Selection;
use crate::prepare::Prepared;
use crate::record;
use crate::run::Report;
use crate::settings::Settings;
use crate::snapshot::{Answers, Snapshot};

/// The folder of the runs that are kept, below the output folder.
pub(crate) const FOLDER: &str = ".paf/runs";

/// What a run was asked for: of two that are asked for the same, the inputs alone can differ. How many targets are made
/// at a time, and where, changes nothing of what is made and told.
pub struct Request {
    asked: String,
    /// Whether everything is made again, more is written than the targets, or nothing at all.
    is_done_anyway: bool,
}

impl Request {
    /// A selection, and how it is made.
    pub fn new(selection: &Selection, settings: &Settings) -> Self {
        let kept = (settings.overwrite, settings.keep_old, settings.fail_fast, settings.limits.pages);
        let asked =
            format!("{selection:?} {:?} {:?} {:?} {kept:?}", settings.require, settings.date, settings.press);
        let mut parts = Parts::default();
        parts.add(PROGRAM.as_bytes());
        parts.add(asked.as_bytes());
        let is_begun_anew = !settings.limits.resumed.is_empty();
        let is_done_anyway = settings.force || settings.sources.is_some() || settings.dry || is_begun_anew;
        Self { asked: parts.finish(), is_done_anyway }
    }

    fn path(&self) -> String {
        format!("{FOLDER}/{}.json", &self.asked[..16])
    }
}

/// What a run came to, as it is told.
pub struct Told {
    /// How many targets there are.
    pub targets: usize,
    /// Whether some of them are for the press.
    pub is_printed: bool,
    /// What the texts lack.
    pub lacking: Diagnostics,
    /// What else was found.
    pub found: Diagnostics,
}

/// A run as it is kept. Nothing in it is of the day or of the folder, so that two that made the same keep the same.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    asked: String,
    read: Answers,
    /// The SHA-256 of the manifest, which has those of all files.
    manifest: String,
    /// The hash of the names of all records in the output folder, those of other frameworks among them.
    records: String,
    /// The day of the latest approval: none is yet to come.
    latest: Option<String>,
    targets: usize,
    is_printed: bool,
    lacking: Vec<Finding>,
    found: Vec<Finding>,
}

/// What was kept of a run that was asked for the same, if since then neither an input nor a file that it left was
/// changed; nothing where another run writes to the folder.
pub fn replay(request: &Request, today: Date, snapshot: &Snapshot, output: &Output) -> Option<Told> {
    if request.is_done_anyway {
        return None;
    }
    let kept: Kept = serde_json::from_slice(&output.read(&request.path())?).ok()?;
    let _lock = output.lock().ok()??;
    let is_same = kept.asked == request.asked
        && kept.latest.as_ref().is_none_or(|day| *day <= today.iso())
        && kept.records == records(output)
        && snapshot.answers_as(&kept.read)
        && is_whole(&kept.manifest, output);
    if !is_same {
        return None;
    }
    let told = |findings: &[Finding]| findings::replayed(findings, snapshot).map(Diagnostics::from_iter);
    let (lacking, found) = (told(&kept.lacking)?, told(&kept.found)?);
    Some(Told { targets: kept.targets, is_printed: kept.is_printed, lacking, found })
}

/// Keeps a run of which nothing is left to do, with all that was told.
///
/// # Errors
/// If the system refuses.
pub fn remember(
    request: &Request,
    (today, prepared): (Date, &Prepared),
    report: &Report,
    told: &Told,
    snapshot: &Snapshot,
    output: &Output,
) -> Result<(), WriteError> {
    let latest = latest(prepared.ledgers.values());
    let is_to_come = latest.is_some_and(|day| day > today);
    if request.is_done_anyway || is_to_come || !is_done(report, told) {
        return Ok(());
    }
    let Some(manifest) = output.read(MANIFEST) else { return Ok(()) };
    // What was kept of other runs speaks of files that this one has written anew.
    if report.outcomes.iter().any(|(_, outcome)| *outcome == Outcome::Made) {
        output.list(FOLDER).iter().try_for_each(|path| output.remove(path))?;
    }
    let kept = Kept {
        asked: request.asked.clone(),
        read: snapshot.answers(),
        manifest: sha256(&manifest),
        records: records(output),
        latest: latest.map(Date::iso),
        targets: told.targets,
        is_printed: told.is_printed,
        lacking: findings::kept(&told.lacking),
        found: findings::kept(&told.found),
    };
    // Strings and numbers always serialise.
    output.write(&request.path(), serde_json::to_string(&kept).unwrap_or_default().as_bytes())
}

/// Whether all targets are as they should be, and nothing is told of what others have put into the folder.
fn is_done(report: &Report, told: &Told) -> bool {
    const OF_THE_FOLDER: [Rule; 4] = [Rule::Altered, Rule::ForeignOutput, Rule::Outdated, Rule::Environment];
    let is_as_asked = |outcome: Outcome| matches!(outcome, Outcome::Made | Outcome::Unchanged);
    let is_lasting = |found: &Diagnostics| {
        !found.has_errors() && found.iter().all(|found| !OF_THE_FOLDER.contains(&found.rule))
    };
    report.removed.is_empty()
        && report.outcomes.iter().all(|(_, outcome)| is_as_asked(*outcome))
        && is_lasting(&told.lacking)
        && is_lasting(&told.found)
}

/// The hash of the names of the records that are there.
fn records(output: &Output) -> String {
    let mut parts = Parts::default();
    output.list(record::FOLDER).iter().for_each(|path| parts.add(path.as_bytes()));
    parts.finish()
}

/// Whether the manifest is the one that was left, and all files that it lists hold what it says.
fn is_whole(manifest: &str, output: &Output) -> bool {
    let Some(bytes) = output.read(MANIFEST).filter(|bytes| sha256(bytes) == manifest) else { return false };
    let listed = Manifest::read(Some(bytes)).targets;
    let hashes: BTreeMap<&str, &str> = listed
        .iter()
        .flat_map(|entry| {
            let beside = entry.beside.iter().map(|file| (file.path.as_str(), file.sha256.as_str()));
            std::iter::once((entry.path.as_str(), entry.sha256.as_str())).chain(beside)
        })
        .collect();
    hashes.par_iter().all(|(path, hash)| output.read(path).is_some_and(|bytes| sha256(&bytes) == **hash))
}

/// The day of the latest record.
pub(crate) fn latest<'a>(ledgers: impl Iterator<Item = &'a Ledger>) -> Option<Date> {
    ledgers.filter_map(Ledger::latest_day).max()
}
