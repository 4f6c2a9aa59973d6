//! What a shard leaves in its output folder, by which it is known when all are joined.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::digest::sha256;
use crate::disk::{Output, WriteError};
use crate::inputs::PROGRAM;
use crate::outcome::Outcome;
use crate::plan::Selection;
use crate::run::Report;
use crate::settings::Settings;
use crate::shard::Shard;
use crate::snapshot::Snapshot;

/// Where it lies, below the output folder.
const PATH: &str = ".paf/shard.json";

/// A part of a whole that was made, with all that must be the same in the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Part {
    /// Which of the parts it is, from 1.
    pub(crate) index: usize,
    /// How many there are.
    pub(crate) count: usize,
    /// The hash of the program's sources.
    pub(crate) program: String,
    /// The hash of what was asked for besides the part.
    pub(crate) asked: String,
    /// The SHA-256 of every file that targets can be made from.
    pub(crate) inputs: BTreeMap<String, String>,
    /// The paths of its targets.
    pub(crate) targets: Vec<String>,
}

impl Part {
    /// The part that lies in an output folder.
    pub(crate) fn read(output: &Output) -> Option<Self> {
        serde_json::from_slice(&output.read(PATH)?).ok()
    }
}

/// Takes away what says that a folder holds a part.
///
/// # Errors
/// If the system refuses.
pub(crate) fn forget(output: &Output) -> Result<(), WriteError> {
    if output.exists(PATH) { output.remove(PATH) } else { Ok(()) }
}

/// Whether a folder holds the part that is asked for, or none where the whole is.
pub fn is_left(selection: &Selection, output: &Output) -> bool {
    let shard = Part::read(output).and_then(|part| Shard::new(part.index, part.count));
    shard == selection.shard
}

/// Leaves word of a part that was made whole. What is the whole, or not whole, is no part: what was left there before is
/// taken away.
///
/// # Errors
/// If the system refuses.
pub fn leave(
    selection: &Selection,
    settings: &Settings,
    report: &Report,
    snapshot: &Snapshot,
    output: &Output,
) -> Result<(), WriteError> {
    let is_whole = |outcome: Outcome| matches!(outcome, Outcome::Made | Outcome::Unchanged);
    let is_whole = report.outcomes.iter().all(|(_, outcome)| is_whole(*outcome));
    let Some(shard) = selection.shard.filter(|_| is_whole) else { return forget(output) };
    let whole = Selection { shard: None, ..selection.clone() };
    let asked = format!("{whole:?} {:?} {:?} {:?}", settings.require, settings.date, settings.press);
    let part = Part {
        index: shard.index(),
        count: shard.count(),
        program: PROGRAM.to_owned(),
        asked: sha256(asked.as_bytes()),
        inputs: snapshot.digests(),
        targets: report.outcomes.iter().map(|(target, _)| target.path()).collect(),
    };
    // Strings and numbers always serialise.
    let json = serde_json::to_string_pretty(&part).unwrap_or_default();
    output.write(PATH, format!("{json}\n").as_bytes())
}
