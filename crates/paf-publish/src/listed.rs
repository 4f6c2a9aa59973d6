//! What an output folder should hold, as its manifest lists it, and what it holds.

use std::collections::{BTreeMap, BTreeSet};

use paf_build::{FileState, Manifest, ManifestEntry, Output, Target, sha256};
use paf_diag::{Command, Diagnostic, Diagnostics, Rule};

/// Files that lie in an output folder and are none of a target: of the records, and for git.
const OTHERS: &[&str] = &["manifest.json", "README.md", ".gitignore"];

/// An output folder with its manifest.
pub struct Listed<'a> {
    pub(crate) output: &'a Output,
    pub(crate) manifest: Manifest,
}

/// What is wrong with a file by its manifest alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    Missing,
    Altered,
}

impl<'a> Listed<'a> {
    /// Reads the manifest of a folder.
    ///
    /// # Errors
    /// If there is none.
    pub fn read(output: &'a Output) -> Result<Self, Box<Diagnostic>> {
        match Manifest::of(output) {
            Some(manifest) => Ok(Self { output, manifest }),
            None => Err(Box::new(nothing(output))),
        }
    }

    /// How many files it lists.
    pub fn files(&self) -> usize {
        self.manifest.targets.iter().map(|entry| hashes(entry).count()).sum()
    }

    /// The targets of a plan that are listed, and an error for each that is not.
    pub fn planned(&self, targets: Vec<Target>) -> (Vec<Target>, Diagnostics) {
        let paths: BTreeSet<&str> = self.manifest.targets.iter().map(|entry| entry.path.as_str()).collect();
        let (there, gone): (Vec<Target>, Vec<Target>) =
            targets.into_iter().partition(|target| paths.contains(target.path().as_str()));
        let gone = gone.iter().map(|target| {
            let message = format!("`{}` was never made", self.output.shown(&target.path()));
            Diagnostic::error(Rule::Unverified, message).help(format!(
                "{} makes it; or verify no more than was made, with `--document`, `--lang` and the like",
                Command::new("build")
            ))
        });
        (there, gone.collect())
    }

    /// What is wrong with its files, as far as the checksums tell; those of the targets `compared` are left to whoever
    /// compares them with what the framework gives.
    pub fn check(&self, compared: &BTreeSet<String>) -> Diagnostics {
        let is_left = |entry: &&ManifestEntry| compared.contains(&entry.path);
        let left = self.manifest.targets.iter().filter(is_left).flat_map(hashes);
        let left: BTreeSet<&str> = left.map(|(path, _)| path).collect();
        let faults = self.faults().into_iter().filter(|(path, _)| !left.contains(path.as_str()));
        let faulty = faults.map(|(path, fault)| self.told(&path, fault));
        let doubtful = self.manifest.targets.iter().filter_map(|entry| self.doubtful(entry));
        faulty.chain(doubtful).chain(self.unlisted()).collect()
    }

    /// The files that are not as the manifest says.
    pub(crate) fn faults(&self) -> BTreeMap<String, Fault> {
        let mut faults = BTreeMap::new();
        for (path, hash) in self.manifest.targets.iter().flat_map(hashes) {
            let fault = match self.output.read(path) {
                None => Fault::Missing,
                Some(bytes) if sha256(&bytes) != hash => Fault::Altered,
                Some(_) => continue,
            };
            faults.insert(path.to_owned(), fault);
        }
        faults
    }

    fn told(&self, path: &str, fault: Fault) -> Diagnostic {
        let shown = self.output.shown(path);
        let message = match fault {
            Fault::Missing => format!("`{shown}` is missing"),
            Fault::Altered => format!("`{shown}` has another checksum than manifest.json says"),
        };
        Diagnostic::error(Rule::Unverified, message)
    }

    /// A target of which the manifest itself does not say that it is current.
    fn doubtful(&self, entry: &ManifestEntry) -> Option<Diagnostic> {
        let shown = self.output.shown(&entry.path);
        let message = match entry.state {
            FileState::Current => return None,
            FileState::Unchecked => {
                format!("`{shown}` was made before something has changed, and no run has looked at it since")
            }
            FileState::Outdated => {
                format!("`{shown}` is from before: it could not be made anew, or is no longer made")
            }
        };
        Some(
            Diagnostic::error(Rule::Unverified, message)
                .help(format!("{} brings it up to date", Command::new("build"))),
        )
    }

    /// The files that nobody lists.
    fn unlisted(&self) -> Vec<Diagnostic> {
        let listed: BTreeSet<&str> =
            self.manifest.targets.iter().flat_map(hashes).map(|(path, _)| path).collect();
        let is_other = |path: &str| {
            listed.contains(path)
                || OTHERS.contains(&path)
                || path.split('/').any(|part| part.starts_with(".paf"))
        };
        let others = self.output.list("").into_iter().map(|path| path.trim_start_matches('/').to_owned());
        let others = others.filter(|path| !is_other(path));
        let told = |path: String| {
            let message = format!("`{}` is not listed in manifest.json", self.output.shown(&path));
            Diagnostic::error(Rule::Unverified, message).help("delete it, or keep it in another folder")
        };
        others.map(told).collect()
    }
}

/// The files of a target with their checksums, the PDF first.
pub(crate) fn hashes(entry: &ManifestEntry) -> impl Iterator<Item = (&str, &str)> {
    let beside = entry.beside.iter().map(|beside| (beside.path.as_str(), beside.sha256.as_str()));
    std::iter::once((entry.path.as_str(), entry.sha256.as_str())).chain(beside)
}

fn nothing(output: &Output) -> Diagnostic {
    let message =
        format!("there is no manifest.json in `{}`, so nothing can be verified", output.folder().display());
    Diagnostic::error(Rule::Usage, message).help(format!(
        "{} makes the files and their manifest; another folder is named with `--output`",
        Command::new("build")
    ))
}
