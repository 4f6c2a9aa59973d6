//! Compares what lies in an output folder with what the framework gives when it is made anew.

use std::collections::{BTreeMap, BTreeSet};

use paf_build::{Asked, FileState, Manifest, ManifestEntry, Output, dependencies};
use paf_diag::{Diagnostic, Diagnostics, Rule, named};

use crate::difference::Difference;
use crate::listed::{Fault, Listed, hashes};

/// What is to be made anew: targets by what was asked of them besides what the framework says.
pub struct Anew(pub BTreeMap<Asked, BTreeSet<String>>);

/// What was made anew, in another folder.
pub struct Made<'a> {
    /// What lies in the folder that is looked at.
    pub listed: &'a Listed<'a>,
    /// Where it was made anew.
    pub output: &'a Output,
}

impl Anew {
    /// The targets that a folder lists, by what was asked of each. What is not printed is made with what is, since both
    /// are laid out at once.
    pub fn of(listed: &Listed<'_>) -> Self {
        let mut groups: BTreeMap<Asked, BTreeSet<String>> = BTreeMap::new();
        let (shown, printed): (Vec<_>, Vec<_>) =
            listed.manifest.targets.iter().partition(|entry| !entry.is_printed());
        for entry in printed {
            groups.entry(entry.asked.clone()).or_default().insert(entry.path.clone());
        }
        for entry in shown {
            let with = groups.keys().find(|asked| asked.date == entry.asked.date);
            let group = with.unwrap_or(&entry.asked).clone();
            groups.entry(group).or_default().insert(entry.path.clone());
        }
        Self(groups)
    }
}

impl Made<'_> {
    /// What differs of some targets, and why; a file that is missing is told as such.
    pub fn compare(&self, targets: &BTreeSet<String>) -> Diagnostics {
        let Some(anew) = Manifest::of(self.output) else { return Diagnostics::new() };
        let faults = self.listed.faults();
        let mut found = Diagnostics::new();
        for entry in self.listed.manifest.targets.iter().filter(|entry| targets.contains(&entry.path)) {
            // Of one that could not be made anew, the build has told why.
            let Some(made) = anew.targets.iter().find(|made| made.path == entry.path) else { continue };
            found.extend(self.told_otherwise(entry, made));
            let paths: BTreeSet<&str> = hashes(entry).chain(hashes(made)).map(|(path, _)| path).collect();
            for path in paths {
                found.extend(self.difference(path, faults.get(path).copied(), (entry, made)));
            }
        }
        found
    }

    /// What the manifest says otherwise of the whole than is so.
    pub fn head(&self) -> Option<Diagnostic> {
        let (told, is) = (&self.listed.manifest, Manifest::of(self.output)?);
        let pairs = [
            ("framework", &told.framework, &is.framework),
            ("version", &told.version, &is.version),
            ("date", &told.date, &is.date),
        ];
        let unlike =
            pairs.iter().filter(|(_, told, is)| told != is).map(|(key, ..)| *key).collect::<Vec<_>>();
        (!unlike.is_empty()).then(|| {
            let manifest = self.listed.output.shown("manifest.json");
            let message = format!("`{manifest}` says something else of the framework: {}", named(&unlike));
            Diagnostic::error(Rule::Unverified, message)
        })
    }

    /// What the manifest says otherwise of a target than is so. What it was made from is no claim about the file.
    fn told_otherwise(&self, entry: &ManifestEntry, made: &ManifestEntry) -> Option<Diagnostic> {
        let plain = |entry: &ManifestEntry| ManifestEntry {
            asked: Asked::default(),
            inputs: String::new(),
            state: FileState::Current,
            ..entry.clone()
        };
        let (told, is) = (plain(entry).fields(), plain(made).fields());
        let keys: BTreeSet<&String> = told.keys().chain(is.keys()).collect();
        let unlike = keys.into_iter().filter(|key| told.get(*key) != is.get(*key)).map(String::as_str);
        let unlike: Vec<&str> = unlike.collect();
        (!unlike.is_empty()).then(|| {
            let shown = self.listed.output.shown(&entry.path);
            let message =
                format!("manifest.json says something else of `{shown}` than is so: {}", named(&unlike));
            Diagnostic::error(Rule::Unverified, message)
        })
    }

    fn difference(
        &self,
        path: &str,
        fault: Option<Fault>,
        (entry, made): (&ManifestEntry, &ManifestEntry),
    ) -> Option<Diagnostic> {
        let shown = self.listed.output.shown(path);
        let error = |message: String| Some(Diagnostic::error(Rule::Unverified, message));
        let is_of = |entry: &ManifestEntry| hashes(entry).any(|(listed, _)| listed == path);
        let (was, is) = (self.listed.output.read(path), self.output.read(path));
        let (was, is) = match (was, is) {
            (Some(was), Some(is)) => (was, is),
            (None, _) => {
                return error(format!("`{shown}` {}", fault.unwrap_or(Fault::Unreadable).in_words()));
            }
            (Some(_), None) => return error(format!("`{shown}` is not made any more")),
        };
        let difference = Difference::between(&is, &was)?.in_words();
        let why = match fault {
            Some(_) => "it was changed after paf had made it".to_owned(),
            None if !is_of(entry) => "it was not made with the others".to_owned(),
            None => self.why(entry, made),
        };
        error(format!("`{shown}` is not what the framework gives: {difference}; {why}"))
    }

    /// What a target was made from otherwise than it is today.
    fn why(&self, entry: &ManifestEntry, made: &ManifestEntry) -> String {
        let (then, now) =
            (dependencies(self.listed.output, &entry.path), dependencies(self.output, &made.path));
        let all: BTreeSet<&String> = then.keys().chain(now.keys()).collect();
        let others: Vec<&str> =
            all.into_iter().filter(|path| then.get(*path) != now.get(*path)).map(String::as_str).collect();
        let generator = Manifest::of(self.output).map(|manifest| manifest.generator).unwrap_or_default();
        if entry.inputs == made.inputs {
            "it was made from the same: either it was changed together with the manifest, or paf does not give the same \
             twice"
                .to_owned()
        } else if !others.is_empty() {
            format!("it was made from another {}", named(&others))
        } else if self.listed.manifest.generator != generator {
            format!("it was made by {}, and this is {generator}", self.listed.manifest.generator)
        } else {
            "its texts, its template, the fonts or the program were others when it was made".to_owned()
        }
    }
}
