//! What a shard leaves in its output folder, by which it is known when all are joined.

use std::collections::{BTreeMap, BTreeSet};

use paf_model::Model;
use serde::{Deserialize, Serialize};

use crate::digest::{Parts, sha256};
use crate::disk::{Output, WriteError};
use crate::inputs::PROGRAM;
use crate::outcome::Outcome;
use crate::plan::{Selection, plan};
use crate::settings::Settings;
use crate::shard::Shard;
use crate::snapshot::Snapshot;
use crate::target::Target;

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
    /// The hash of the paths of the targets of all parts.
    pub(crate) all: String,
}

impl Part {
    /// The part that lies in an output folder.
    pub(crate) fn read(output: &Output) -> Option<Self> {
        let part: Self = serde_json::from_slice(&output.read(PATH)?).ok()?;
        Shard::new(part.index, part.count).map(|_| part)
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

/// What was made, and from what.
pub(crate) struct Whole<'a> {
    pub(crate) selection: &'a Selection,
    pub(crate) settings: &'a Settings,
    pub(crate) outcomes: &'a [(Target, Outcome)],
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) model: &'a Model,
}

impl Whole<'_> {
    /// Leaves word of a part, if it is one, and if all of it was made.
    ///
    /// # Errors
    /// If the system refuses.
    pub(crate) fn leave(&self, output: &Output) -> Result<(), WriteError> {
        let is_made = |outcome: Outcome| matches!(outcome, Outcome::Made | Outcome::Unchanged);
        let is_whole = self.outcomes.iter().all(|(_, outcome)| is_made(*outcome));
        let Some(shard) = self.selection.shard.filter(|_| is_whole) else { return Ok(()) };
        let part = Part {
            index: shard.index(),
            count: shard.count(),
            program: PROGRAM.to_owned(),
            asked: sha256(self.asked().as_bytes()),
            inputs: self.snapshot.digests(),
            targets: self.outcomes.iter().map(|(target, _)| target.path()).collect(),
            all: hash_of(self.all().iter().map(Target::path)),
        };
        // Strings and numbers always serialise.
        let json = serde_json::to_string_pretty(&part).unwrap_or_default();
        output.write(PATH, format!("{json}\n").as_bytes())
    }

    /// What was asked for, whatever the order of the words.
    fn asked(&self) -> String {
        let sorted = |words: &[String]| words.iter().cloned().collect::<BTreeSet<_>>();
        let Selection { documents, editions, languages, profiles, shard: _ } = self.selection;
        let words = [documents, editions, languages, profiles].map(|words| sorted(words));
        let Settings { require, date, press, .. } = self.settings;
        format!("{words:?} {require:?} {date:?} {press:?}")
    }

    /// The targets of all parts.
    fn all(&self) -> Vec<Target> {
        plan(self.model, &Selection { shard: None, ..self.selection.clone() }).unwrap_or_default()
    }
}

/// The hash of the paths of targets, whatever their order.
pub(crate) fn hash_of(paths: impl Iterator<Item = String>) -> String {
    let mut parts = Parts::default();
    paths.collect::<BTreeSet<_>>().iter().for_each(|path| parts.add(path.as_bytes()));
    parts.finish()
}
