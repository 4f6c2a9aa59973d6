//! What a target was made from and what was found on the way, one file for each below the output folder.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::digest::sha256;
use crate::disk::{Output, WriteError};
use crate::findings::Finding;
use crate::manifest::{Manifest, ManifestEntry};

/// The folder of the records, below the output folder.
pub(crate) const FOLDER: &str = ".paf/targets";

/// What one file held for all targets, before each had a record of its own.
const FORMER: &str = ".paf-cache.json";

/// A target as it was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Record {
    /// The framework it is one of.
    pub(crate) framework: String,
    /// What the manifest says of it.
    pub(crate) entry: ManifestEntry,
    /// The files that Typst read for it, with their SHA-256.
    pub(crate) dependencies: BTreeMap<String, String>,
    /// What was found, to be told again.
    pub(crate) findings: Vec<Finding>,
    /// The hash of what the findings speak of.
    pub(crate) told_from: String,
    /// Its files are being written: a run that was stopped left them so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) begun: bool,
}

/// The records of an output folder, by the paths of their targets.
#[derive(Debug, Default)]
pub(crate) struct Records(pub(crate) BTreeMap<String, Record>);

/// The files that Typst read for a target of an output folder, with their SHA-256; none where that is not known.
pub fn dependencies(output: &Output, target: &str) -> BTreeMap<String, String> {
    let record =
        output.read(&path_of(target)).and_then(|bytes| serde_json::from_slice::<Record>(&bytes).ok());
    record.map(|record| record.dependencies).unwrap_or_default()
}

fn path_of(target: &str) -> String {
    format!("{FOLDER}/{target}.json")
}

impl Records {
    /// Reads them. Where the manifest lists a file without a record, that is enough to know whose it is.
    pub(crate) fn read(output: &Output, manifest: &Manifest) -> Self {
        let read = |path: &String| serde_json::from_slice::<Record>(&output.read(path)?).ok();
        let records = output.list(FOLDER).iter().filter_map(read).collect::<Vec<_>>();
        let mut found: BTreeMap<String, Record> =
            records.into_iter().map(|record| (record.entry.path.clone(), record)).collect();
        for entry in &manifest.targets {
            found.entry(entry.path.clone()).or_insert_with(|| Record::of_manifest(manifest, entry));
        }
        Self(found)
    }

    /// The record that a file was made with.
    pub(crate) fn of_file(&self, path: &str) -> Option<&Record> {
        self.0.values().find(|record| record.files().any(|file| file == path))
    }

    /// The record of a target.
    pub(crate) fn get(&self, path: &str) -> Option<&Record> {
        self.0.get(path)
    }
}

impl Record {
    /// The record of a target whose own was lost: it is made again.
    fn of_manifest(manifest: &Manifest, entry: &ManifestEntry) -> Self {
        Self {
            framework: manifest.framework.clone(),
            entry: ManifestEntry { inputs: String::new(), ..entry.clone() },
            dependencies: BTreeMap::new(),
            findings: Vec::new(),
            told_from: String::new(),
            begun: true,
        }
    }

    /// Writes it beside the others.
    pub(crate) fn write(&self, output: &Output) -> Result<(), WriteError> {
        // Strings and numbers always serialise.
        let json = serde_json::to_string_pretty(self).unwrap_or_default();
        output.write(&path_of(&self.entry.path), format!("{json}\n").as_bytes())
    }

    /// The paths of all files that were made with it, its PDF first.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        let beside = self.entry.beside.iter().map(|beside| beside.path.as_str());
        std::iter::once(self.entry.path.as_str()).chain(beside)
    }

    /// Whether all its files are as they were made.
    pub(crate) fn is_whole(&self, output: &Output) -> bool {
        let is_same =
            |(path, hash): (&str, &str)| output.read(path).is_some_and(|bytes| sha256(&bytes) == hash);
        !self.begun && self.hashes().all(is_same)
    }

    /// Whether one of its files is there, and not as it was made; not where a run was stopped in between.
    pub(crate) fn is_altered(&self, path: &str, output: &Output) -> bool {
        // The manifest knows the files of those whose own record was lost.
        let is_stopped = self.begun && !self.entry.inputs.is_empty();
        !is_stopped
            && self.hashes().any(|(known, hash)| {
                known == path
                    && output.exists(path)
                    && output.read(path).is_none_or(|bytes| sha256(&bytes) != hash)
            })
    }

    /// Whether any of its files is.
    pub(crate) fn has_altered(&self, output: &Output) -> bool {
        self.files().any(|path| self.is_altered(path, output))
    }

    /// Its files with their SHA-256.
    pub(crate) fn hashes(&self) -> impl Iterator<Item = (&str, &str)> {
        let beside = self.entry.beside.iter().map(|beside| (beside.path.as_str(), beside.sha256.as_str()));
        std::iter::once((self.entry.path.as_str(), self.entry.sha256.as_str())).chain(beside)
    }

    /// Whether all its files are there, whatever they hold.
    pub(crate) fn is_there(&self, output: &Output) -> bool {
        self.files().all(|path| output.exists(path))
    }

    /// The folders that a run writes into for it.
    pub(crate) fn folders(&self) -> impl Iterator<Item = String> {
        let folder = |path: &str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        [folder(&self.entry.path), folder(&path_of(&self.entry.path))].into_iter()
    }

    /// Removes its files, then itself.
    pub(crate) fn remove(&self, output: &Output) -> Result<(), WriteError> {
        self.files().try_for_each(|path| output.remove(path))?;
        self.forget(output)
    }

    /// Removes the record alone.
    pub(crate) fn forget(&self, output: &Output) -> Result<(), WriteError> {
        output.remove(&path_of(&self.entry.path))
    }
}

/// Removes what earlier versions of the program wrote instead.
pub(crate) fn remove_former(output: &Output) -> Result<(), WriteError> {
    output.remove(FORMER)
}
