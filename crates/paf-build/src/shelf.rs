//! The output folder as its records know it: what lies there, what is no longer made, and the manifest that says so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use paf_diag::{Diagnostic, Rule};
use paf_locale::Lang;
use paf_model::Model;

use crate::digest::sha256;
use crate::disk::{Lock, Output, WriteError};
use crate::foreign::Known;
use crate::manifest::{Asked, FileState, MANIFEST, Manifest, ManifestEntry, Translation};
use crate::plan::{Selection, plan};
use crate::provenance::Provenance;
use crate::record::{self, Record, Records};
use crate::target::Target;

/// An output folder that this run alone writes to.
pub(crate) struct Shelf<'a> {
    output: &'a Output,
    kept: Mutex<Kept>,
    _lock: Lock,
}

struct Kept {
    records: Records,
    manifest: Manifest,
    /// The targets that this run made, or found as they were.
    seen: BTreeSet<String>,
    /// The manifest as it lies in the folder.
    written: String,
}

impl<'a> Shelf<'a> {
    /// Takes the folder for this run. `source` is the state of all that targets can be made from.
    ///
    /// # Errors
    /// If another run has it, or the system refuses.
    pub(crate) fn open(output: &'a Output, source: &str) -> Result<Self, Box<Diagnostic>> {
        let lock = output.lock().map_err(|error| Box::new(environment(&error)))?;
        let Some(lock) = lock else { return Err(Box::new(taken(output))) };
        let bytes = output.read(MANIFEST).unwrap_or_default();
        let before = Manifest::read(Some(bytes.clone()));
        let records = Records::read(output, &before);
        let folders: BTreeSet<String> = records.0.values().flat_map(Record::folders).collect();
        let swept =
            folders.iter().map(String::as_str).chain([""]).try_for_each(|folder| output.sweep(folder));
        swept.map_err(|error| Box::new(environment(&error)))?;
        let listed = |record: &Record| listed(record, &before, source, output);
        let targets = records.0.values().filter_map(listed).collect();
        let manifest = Manifest { targets, source: source.to_owned(), ..before };
        let written = String::from_utf8(bytes).unwrap_or_default();
        let kept = Kept { records, manifest, seen: BTreeSet::new(), written };
        Ok(Self { output, kept: Mutex::new(kept), _lock: lock })
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The record of a target's path.
    pub(crate) fn record(&self, path: &str) -> Option<Record> {
        self.kept().records.get(path).cloned()
    }

    /// What is known of a file that is there.
    pub(crate) fn known(&self, path: &str) -> Known {
        // Nobody waits while the file is read.
        let record = self.kept().records.of_file(path).cloned();
        Known::of(record.as_ref(), path, self.output)
    }

    /// The folder.
    pub(crate) fn output(&self) -> &Output {
        self.output
    }

    /// Says in the manifest which framework this is.
    pub(crate) fn head(&self, model: &Model) {
        let framework = &model.framework;
        let mut kept = self.kept();
        kept.manifest.format = Manifest::FORMAT;
        framework.id.as_str().clone_into(&mut kept.manifest.framework);
        framework.version.as_str().clone_into(&mut kept.manifest.version);
        kept.manifest.date = framework.date.date.iso();
        kept.manifest.generator = format!("paf {}", env!("CARGO_PKG_VERSION"));
    }

    /// Says in the manifest that this is the framework of another one.
    pub(crate) fn head_as(&self, other: &Manifest) {
        let mut kept = self.kept();
        let targets = std::mem::take(&mut kept.manifest.targets);
        kept.manifest = Manifest { targets, ..other.clone() };
    }

    /// Writes a target's files, and the record and the manifest with them. Whatever stops the run, each
    /// file is listed, and one that may be half of a set is made again.
    ///
    /// # Errors
    /// If the system refuses.
    pub(crate) fn keep(&self, mut record: Record, files: &[(&str, &[u8])]) -> Result<(), WriteError> {
        record.begun = true;
        record.write(self.output)?;
        for (path, bytes) in files {
            self.output.write(path, bytes)?;
        }
        let former = self.record(&record.entry.path);
        for path in former.iter().flat_map(Record::files).filter(|path| !record.files().any(|f| f == *path)) {
            self.output.remove(path)?;
        }
        record.begun = false;
        record.write(self.output)?;
        let mut kept = self.kept();
        kept.list(record.entry.clone());
        // It is written; what it was made from is not asked for again, and would be held for thousands.
        let record = Record { dependencies: BTreeMap::new(), findings: Vec::new(), ..record };
        kept.records.0.insert(record.entry.path.clone(), record);
        kept.write(self.output)
    }

    /// A target is as it was: what is known of its translation today, and what was asked for, is listed.
    ///
    /// # Errors
    /// If the system refuses.
    pub(crate) fn confirm(
        &self,
        path: &str,
        (translation, asked): (Translation, Asked),
        differences: &[Provenance],
    ) -> Result<(), WriteError> {
        let mut kept = self.kept();
        let Some(record) = kept.records.0.get_mut(path) else { return Ok(()) };
        let entry = &record.entry;
        // What was asked for may be what the framework says itself, so that the file is the same.
        if entry.translation != translation || entry.differences != differences || entry.asked != asked {
            record.entry.translation = translation;
            record.entry.asked = asked;
            record.entry.differences = differences.to_vec();
            record.write(self.output)?;
        }
        let entry = record.entry.clone();
        kept.list(entry);
        Ok(())
    }

    /// A target failed: gives whether a file of it is left from before.
    pub(crate) fn outdate(&self, path: &str) -> bool {
        let mut kept = self.kept();
        let entry = kept.manifest.targets.iter_mut().find(|entry| entry.path == path);
        entry.map(|entry| entry.state = FileState::Outdated).is_some()
    }

    /// Removes what the framework no longer makes, or with `keep` only says so in the manifest; gives the
    /// paths of the PDFs. What another framework made is neither listed nor touched.
    ///
    /// # Errors
    /// If the system refuses.
    pub(crate) fn clear(&self, model: &Model, keep: bool) -> Result<Cleared, WriteError> {
        let made = Makes::of(model);
        let id = model.framework.id.as_str();
        let mut kept = self.kept();
        let mut cleared = Cleared::default();
        let records: Vec<Record> = kept.records.0.values().cloned().collect();
        for record in records {
            let path = record.entry.path.clone();
            if record.framework != id {
                kept.unlist(&path);
                cleared.foreign.push(path);
            } else if !made.makes(&record.entry) {
                if keep {
                    let entry = kept.manifest.targets.iter_mut().find(|entry| entry.path == path);
                    entry.into_iter().for_each(|entry| entry.state = FileState::Outdated);
                } else {
                    // What somebody put in its place is theirs.
                    let is_ours = !record.has_altered(self.output);
                    if is_ours { record.remove(self.output) } else { record.forget(self.output) }?;
                    kept.unlist(&path);
                    kept.records.0.remove(&path);
                    if is_ours { &mut cleared.removed } else { &mut cleared.altered }.push(path);
                }
            } else if !record.begun && !self.output.exists(&path) {
                record.forget(self.output)?;
                kept.records.0.remove(&path);
                kept.unlist(&path);
            }
        }
        record::remove_former(self.output)?;
        kept.write(self.output)?;
        Ok(cleared)
    }

    /// Writes the manifest, unless it says this already; gives how many files are not known to be current.
    ///
    /// # Errors
    /// If the system refuses.
    pub(crate) fn finish(&self) -> Result<usize, WriteError> {
        let mut kept = self.kept();
        kept.doubt(self.output);
        kept.write(self.output)?;
        Ok(kept.manifest.targets.iter().filter(|entry| entry.state != FileState::Current).count())
    }
}

impl Kept {
    fn list(&mut self, entry: ManifestEntry) {
        self.unlist(&entry.path);
        self.seen.insert(entry.path.clone());
        self.manifest.targets.push(entry);
    }

    /// A file that this run did not look at is current only as long as nobody has changed it.
    fn doubt(&mut self, output: &Output) {
        let is_unseen = |entry: &&mut ManifestEntry| {
            entry.state == FileState::Current && !self.seen.contains(&entry.path)
        };
        for entry in self.manifest.targets.iter_mut().filter(is_unseen) {
            if self.records.get(&entry.path).is_some_and(|record| record.is_whole(output)) {
                continue;
            }
            entry.state = FileState::Unchecked;
            if let Some(bytes) = output.read(&entry.path) {
                entry.bytes = bytes.len() as u64;
                entry.sha256 = sha256(&bytes);
            }
        }
    }

    fn unlist(&mut self, path: &str) {
        self.manifest.targets.retain(|entry| entry.path != path);
    }

    fn write(&mut self, output: &Output) -> Result<(), WriteError> {
        self.manifest.targets.sort_by(|a, b| a.path.cmp(&b.path));
        let json = self.manifest.to_json();
        // Where nothing was ever made, there is nothing to list.
        let is_first = self.written.is_empty() && self.manifest.targets.is_empty();
        if json != self.written && !is_first {
            output.write(MANIFEST, json.as_bytes())?;
            self.written = json;
        }
        Ok(())
    }
}

/// What was found in the output folder that this framework does not make.
#[derive(Debug, Default)]
pub(crate) struct Cleared {
    /// The PDFs that are gone.
    pub(crate) removed: Vec<String>,
    /// Those that are no longer made and stay, because somebody has changed them or what lies beside them.
    pub(crate) altered: Vec<String>,
    /// Those of another framework.
    pub(crate) foreign: Vec<String>,
}

/// All targets that a framework makes.
struct Makes<'a>(BTreeSet<String>, Vec<Target>, &'a Model);

impl<'a> Makes<'a> {
    fn of(model: &'a Model) -> Self {
        let targets = plan(model, &Selection::default()).unwrap_or_default();
        Self(targets.iter().map(Target::path).collect(), targets, model)
    }

    /// Pseudo-languages are made when they are asked for, of whatever the framework makes.
    fn makes(&self, entry: &ManifestEntry) -> bool {
        let is_pseudo = Lang::pseudo().any(|lang| lang.code() == entry.language);
        let is_sister = |target: &Target| {
            *target.document == *entry.document
                && *target.edition == *entry.edition
                && target.profile.as_str() == entry.profile
        };
        // Of an edition that cannot be read it is not known what it makes.
        let is_unread = self.2.unread_editions.iter().any(|unread| **unread == *entry.edition);
        is_unread || self.0.contains(&entry.path) || is_pseudo && self.1.iter().any(is_sister)
    }
}

/// A record as the manifest lists it before anything is made; nothing where its files are gone.
fn listed(record: &Record, before: &Manifest, source: &str, output: &Output) -> Option<ManifestEntry> {
    if !record.is_there(output) && !record.begun {
        return None;
    }
    let told = before.targets.iter().find(|told| told.path == record.entry.path);
    let mut entry = match told.filter(|told| told.sha256 == record.entry.sha256) {
        Some(told) => told.clone(),
        None => ManifestEntry { state: FileState::Unchecked, ..record.entry.clone() },
    };
    // Of a file that was being written, or is not as long as it was, nobody knows what it is: it is read.
    let is_doubtful = record.begun || output.size(&entry.path) != Some(entry.bytes);
    if is_doubtful {
        let bytes = output.read(&entry.path)?;
        entry.bytes = bytes.len() as u64;
        entry.sha256 = sha256(&bytes);
    }
    if entry.state == FileState::Current && (before.source != source || is_doubtful) {
        entry.state = FileState::Unchecked;
    }
    Some(entry)
}

/// Says in the manifest of an output folder that nothing in it is known to be current, where that is so;
/// gives how many files that are.
///
/// # Errors
/// If the folder is another run's, or the system refuses.
pub(crate) fn left_as_it_was(output: &Output, source: &str) -> Result<usize, Box<Diagnostic>> {
    if !output.exists(MANIFEST) {
        return Ok(0);
    }
    Shelf::open(output, source)?.finish().map_err(|error| Box::new(environment(&error)))
}

/// The error of a file that cannot be written.
pub fn environment(error: &WriteError) -> Diagnostic {
    Diagnostic::error(Rule::Environment, error.to_string())
        .help("check the free space and the permissions of the output folder")
}

/// The error of a folder that another run writes to.
pub(crate) fn taken(output: &Output) -> Diagnostic {
    let message = format!("another run of paf is writing to `{}`", output.folder().display());
    Diagnostic::error(Rule::Environment, message).help(
        "wait until it has ended and run the command again, or build into another folder with `--output`",
    )
}
