//! What an output folder should hold, as its manifest lists it, and what it holds.

use std::collections::{BTreeMap, BTreeSet};

use paf_build::{FileState, Manifest, ManifestEntry, Output, Target, sha256};
use paf_diag::{Command, Diagnostic, Diagnostics, Rule};

/// Files that lie in an output folder and are none of a target: of the records, and for git.
const OTHERS: &[&str] = &["manifest.json", "README.md", ".gitignore"];

/// Where paf keeps what it remembers.
const KEPT: &str = ".paf/";

/// The name of a manifest.
const MANIFEST: &str = "manifest.json";

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
    Unreadable,
}

impl Fault {
    /// In words that go on after the name of the file.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::Missing => "is missing",
            Self::Altered => "has another checksum than manifest.json says",
            Self::Unreadable => {
                "cannot be read: it is no file, lies outside, or you have no permission for it"
            }
        }
    }
}

impl<'a> Listed<'a> {
    /// Reads the manifest of a folder.
    ///
    /// # Errors
    /// If there is none, or it is damaged.
    pub fn read(output: &'a Output) -> Result<Self, Box<Diagnostic>> {
        match Manifest::of(output) {
            Some(manifest) => Ok(Self { output, manifest }),
            None if output.exists(MANIFEST) => Err(Box::new(damaged(output))),
            None => Err(Box::new(nothing(output))),
        }
    }

    /// The targets that it lists.
    pub fn targets(&self) -> &[ManifestEntry] {
        &self.manifest.targets
    }

    /// An error for each target of which the manifest itself does not say that it is current.
    pub fn doubts(&self) -> Diagnostics {
        self.manifest.targets.iter().filter_map(|entry| self.doubtful(entry)).collect()
    }

    /// How many files it lists.
    pub fn files(&self) -> usize {
        self.manifest.targets.iter().map(|entry| hashes(entry).count()).sum()
    }

    /// How many files of some targets it lists.
    pub fn files_of(&self, targets: &BTreeSet<String>) -> usize {
        let of_them = self.manifest.targets.iter().filter(|entry| targets.contains(&entry.path));
        of_them.map(|entry| hashes(entry).count()).sum()
    }

    /// Whether it lists a target.
    pub fn has(&self, target: &Target) -> bool {
        let path = target.path();
        self.manifest.targets.iter().any(|entry| entry.path == path)
    }

    /// The languages in which it lists something.
    pub fn languages(&self) -> BTreeSet<&str> {
        self.manifest.targets.iter().map(|entry| entry.language.as_str()).collect()
    }

    /// The targets of a plan that are listed, and an error for each that is not.
    pub fn planned(&self, targets: Vec<Target>) -> (Vec<Target>, Diagnostics) {
        let paths: BTreeSet<&str> = self.manifest.targets.iter().map(|entry| entry.path.as_str()).collect();
        let (there, gone): (Vec<Target>, Vec<Target>) =
            targets.into_iter().partition(|target| paths.contains(target.path().as_str()));
        let gone = gone.iter().map(|target| {
            let message = format!("`{}` was never made", self.output.shown(&target.path()));
            Diagnostic::error(Rule::Unverified, message)
                .help("build it into this folder; or verify no more than was made, with `--document`, `--lang` and the like")
        });
        (there, gone.collect())
    }

    /// An error for each file that is listed and that the framework does not make at all.
    pub fn strangers(&self, made: &BTreeSet<String>) -> Diagnostics {
        let strange = self.manifest.targets.iter().filter(|entry| !made.contains(&entry.path));
        let told = |entry: &ManifestEntry| {
            let message = format!("`{}` is not made by this framework", self.output.shown(&entry.path));
            Diagnostic::error(Rule::Unverified, message).help(
                "a build removes what is no longer made; what was never made, somebody else has put there",
            )
        };
        strange.map(told).collect()
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
        faulty.chain(doubtful).chain(self.unlisted()).chain(self.twice()).collect()
    }

    /// The files that are not as the manifest says.
    pub(crate) fn faults(&self) -> BTreeMap<String, Fault> {
        let sizes: BTreeMap<&str, u64> =
            self.manifest.targets.iter().map(|entry| (entry.path.as_str(), entry.bytes)).collect();
        let mut faults = BTreeMap::new();
        for (path, hash) in self.manifest.targets.iter().flat_map(hashes) {
            let size = self.output.size(path);
            // What is not as long as it should be need not be read, however long it is.
            let is_other = sizes.get(path).is_some_and(|bytes| size.is_some_and(|size| size != *bytes));
            let fault = match size.filter(|_| !is_other).map(|_| self.output.read(path)) {
                Some(Some(bytes)) if sha256(&bytes) == hash => continue,
                Some(Some(_)) => Fault::Altered,
                None if is_other => Fault::Altered,
                None if !self.output.exists(path) => Fault::Missing,
                _ => Fault::Unreadable,
            };
            faults.insert(path.to_owned(), fault);
        }
        faults
    }

    fn told(&self, path: &str, fault: Fault) -> Diagnostic {
        Diagnostic::error(Rule::Unverified, format!("`{}` {}", self.output.shown(path), fault.in_words()))
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
        Some(Diagnostic::error(Rule::Unverified, message).help("build into this folder again"))
    }

    /// The files that nobody lists.
    fn unlisted(&self) -> Vec<Diagnostic> {
        let listed: BTreeSet<&str> =
            self.manifest.targets.iter().flat_map(hashes).map(|(path, _)| path).collect();
        // What is published there has checksums of its own.
        let is_published = self.output.exists("site/SHA256SUMS");
        let is_other = |path: &str| {
            // What a run that was killed has left of one, the next removes.
            let is_kept =
                path.starts_with(KEPT) || path.starts_with(".paf-site-") || path == ".site.paf-lock";
            let is_of_site = is_published && (path == "site" || path.starts_with("site/"));
            listed.contains(path) || OTHERS.contains(&path) || is_kept || is_of_site
        };
        let others = self.output.list("").into_iter().map(|path| path.trim_start_matches('/').to_owned());
        let others = others.filter(|path| !is_other(path));
        let told = |path: String| {
            let message = format!("`{}` is not listed in manifest.json", self.output.shown(&path));
            Diagnostic::error(Rule::Unverified, message).help("delete it, or keep it in another folder")
        };
        let unlistable = self.output.unlistable().into_iter().map(|shown| {
            Diagnostic::error(Rule::Unverified, format!("what is in `{shown}` cannot be looked at"))
                .help("its name is no text, or you have no permission for it")
        });
        others.map(told).chain(unlistable).collect()
    }

    /// The files that are listed more than once.
    fn twice(&self) -> Vec<Diagnostic> {
        let mut met = BTreeSet::new();
        let all = self.manifest.targets.iter().flat_map(hashes).map(|(path, _)| path);
        let again = all.filter(|path| !met.insert(*path));
        let told = |path: &str| format!("`{}` is listed twice in manifest.json", self.output.shown(path));
        again.map(|path| Diagnostic::error(Rule::Unverified, told(path))).collect()
    }
}

/// The files of a target with their checksums, the PDF first.
pub(crate) fn hashes(entry: &ManifestEntry) -> impl Iterator<Item = (&str, &str)> {
    let beside = entry.beside.iter().map(|beside| (beside.path.as_str(), beside.sha256.as_str()));
    std::iter::once((entry.path.as_str(), entry.sha256.as_str())).chain(beside)
}

fn damaged(output: &Output) -> Diagnostic {
    let message = format!("`{}` cannot be read, or is no manifest", output.shown(MANIFEST));
    Diagnostic::error(Rule::Unverified, message)
        .help("build into this folder again, or copy the folder again")
}

fn nothing(output: &Output) -> Diagnostic {
    let message =
        format!("there is no manifest.json in `{}`, so nothing can be verified", output.folder().display());
    Diagnostic::error(Rule::Usage, message).help(format!(
        "{} makes the files and their manifest; another folder is named with `--output`",
        Command::new("build")
    ))
}
