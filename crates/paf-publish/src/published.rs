//! A publication as it lies in a folder: whether it is whole, and what in it is somebody else's.

use std::collections::{BTreeMap, BTreeSet};

use paf_build::{Manifest, Output};
use paf_diag::{Diagnostic, Diagnostics, Rule};

use crate::bundles::FILES;
use crate::choice::Choice;
use crate::difference::Difference;
use crate::provenance::PROVENANCE;
use crate::sums::{self, SUMS};

/// A folder with a publication.
pub struct Published<'a> {
    output: &'a Output,
    sums: BTreeMap<String, String>,
}

impl<'a> Published<'a> {
    /// The publication in a folder; nothing where there is none.
    ///
    /// # Errors
    /// If its checksums cannot be read.
    pub fn read(output: &'a Output) -> Result<Option<Self>, Box<Diagnostic>> {
        if !output.exists(SUMS) {
            return Ok(None);
        }
        let lines = output.read(SUMS).and_then(|bytes| String::from_utf8(bytes).ok());
        match lines.as_deref().and_then(sums::read) {
            Some(sums) => Ok(Some(Self { output, sums })),
            None => {
                let message = format!("`{}` cannot be read, or is no list of checksums", output.shown(SUMS));
                Err(Box::new(
                    Diagnostic::error(Rule::Unverified, message)
                        .help("move the folder away and publish again, or publish with `--overwrite`"),
                ))
            }
        }
    }

    /// How many files it has, besides their checksums.
    pub fn files(&self) -> usize {
        self.sums.len()
    }

    /// What it says of its targets.
    pub fn manifest(&self) -> Option<Manifest> {
        let bytes = self.output.read(&format!("{FILES}/manifest.json"))?;
        Some(Manifest::read(Some(bytes))).filter(|manifest| !manifest.framework.is_empty())
    }

    /// Which targets were to be published, as it says itself.
    pub fn choice(&self) -> Choice {
        let bytes = self.output.read(PROVENANCE).unwrap_or_default();
        let statement: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let published = &statement["predicate"]["buildDefinition"]["externalParameters"]["published"];
        if *published == Choice::Approved.as_str() { Choice::Approved } else { Choice::All }
    }

    /// What is not as it was published: files that are missing, that are others, and that nobody published.
    pub fn check(&self) -> Diagnostics {
        let altered = self.sums.keys().filter(|path| !self.is_as_published(path)).map(|path| {
            let shown = self.output.shown(path);
            let message = match self.output.exists(path) {
                true => format!("`{shown}` has another checksum than {SUMS} says"),
                false => format!("`{shown}` is missing"),
            };
            Diagnostic::error(Rule::Unverified, message)
        });
        let foreign = self.foreign().map(|path| {
            let message = format!("`{}` is not listed in {SUMS}", self.output.shown(&path));
            Diagnostic::error(Rule::Unverified, message).help("delete it, or keep it in another folder")
        });
        altered.chain(foreign).collect()
    }

    /// The files that would be lost if another publication took its place: what somebody has put there or changed.
    pub fn of_others(&self) -> Vec<String> {
        let altered = self.sums.keys().filter(|path| self.output.exists(path) && !self.is_as_published(path));
        let mut found: Vec<String> = altered.cloned().chain(self.foreign()).collect();
        found.sort();
        found
    }

    /// What differs from a publication that was made anew, each file that does.
    pub fn compare(&self, anew: &Output) -> Diagnostics {
        let made = anew.read(SUMS).and_then(|bytes| sums::read(&String::from_utf8(bytes).ok()?));
        let made = made.unwrap_or_default();
        let paths: BTreeSet<&String> = self.sums.keys().chain(made.keys()).collect();
        let differ = paths.into_iter().filter(|path| self.sums.get(*path) != made.get(*path));
        let told = |path: &String| {
            let shown = self.output.shown(path);
            let message = match (self.sums.contains_key(path), made.contains_key(path)) {
                (true, false) => format!("`{shown}` would not be published today"),
                (false, true) => format!("`{shown}` would be published today, and is not there"),
                _ => match self.output.read(path).zip(anew.read(path)) {
                    Some((lies, made)) => {
                        let difference = Difference::between(&made, &lies).map(Difference::in_words);
                        format!("`{shown}` would be another today: {}", difference.unwrap_or_default())
                    }
                    None => format!("`{shown}` would be another today"),
                },
            };
            Diagnostic::error(Rule::Unverified, message).help("publish again")
        };
        differ.map(told).collect()
    }

    fn is_as_published(&self, path: &str) -> bool {
        self.output.digest(path).as_ref() == self.sums.get(path)
    }

    /// The files that are no part of it.
    fn foreign(&self) -> impl Iterator<Item = String> {
        let all = self.output.list("").into_iter().map(|path| path.trim_start_matches('/').to_owned());
        all.filter(|path| path != SUMS && !self.sums.contains_key(path))
    }
}
