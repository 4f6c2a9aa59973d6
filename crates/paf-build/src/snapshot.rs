//! The inputs of a run: each read once, so that all that is made of them is made of the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use paf_model::files::{FileError, Files};
use serde::{Deserialize, Serialize};

use crate::digest::{Parts, sha256};

/// The folders whose files decide about what is made.
pub(crate) const INPUTS: [&str; 3] = ["framework", "templates", "fonts"];

/// Files as they were when they were first asked for in this run.
///
/// A file that is edited while a run goes on is seen by the next one, whose digests differ.
pub struct Snapshot {
    files: Arc<dyn Files>,
    kept: Mutex<BTreeMap<String, Arc<Kept>>>,
    lists: Mutex<BTreeMap<String, Result<Vec<String>, FileError>>>,
    unfit: Mutex<BTreeMap<String, Vec<(String, FileError)>>>,
}

/// All that a run asked of the files, with the SHA-256 of each answer: while the answers are the same, so is all that
/// is made and said of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Answers {
    /// What each file holds, by its path.
    files: BTreeMap<String, String>,
    /// The names in each folder.
    lists: BTreeMap<String, String>,
    /// What is no file to be read in each folder.
    unfit: BTreeMap<String, String>,
}

struct Kept {
    bytes: Result<Arc<[u8]>, FileError>,
    digest: OnceLock<String>,
}

impl Snapshot {
    /// What `files` hold from now on.
    pub fn of(files: Arc<dyn Files>) -> Self {
        Self { files, kept: Mutex::default(), lists: Mutex::default(), unfit: Mutex::default() }
    }

    /// The SHA-256 of a file in hexadecimal; nothing where it cannot be read.
    pub(crate) fn digest(&self, path: &str) -> Option<String> {
        let kept = self.kept(path);
        let bytes = kept.bytes.as_ref().ok()?;
        Some(kept.digest.get_or_init(|| sha256(bytes)).clone())
    }

    /// The hash of all files of some folders.
    pub(crate) fn digest_of(&self, folders: &[&str]) -> String {
        let mut parts = Parts::default();
        for path in folders.iter().flat_map(|folder| self.list(folder).unwrap_or_default()) {
            parts.add(path.as_bytes());
            parts.add(self.digest(&path).unwrap_or_default().as_bytes());
        }
        parts.finish()
    }

    /// The hash of everything that targets can be made from.
    pub(crate) fn digest_of_all(&self) -> String {
        self.digest_of(&INPUTS)
    }

    /// Everything that targets can be made from, with the SHA-256 of each file.
    pub fn digests(&self) -> BTreeMap<String, String> {
        let paths = INPUTS.iter().flat_map(|folder| self.list(folder).unwrap_or_default());
        paths.map(|path| (path.clone(), self.digest(&path).unwrap_or_default())).collect()
    }

    /// What was asked so far.
    pub(crate) fn answers(&self) -> Answers {
        fn asked<T>(of: &Mutex<BTreeMap<String, T>>) -> Vec<String> {
            of.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
        }
        let all = |keys: Vec<String>, answer: &dyn Fn(&str) -> String| {
            keys.into_iter().map(|key| (key.clone(), answer(&key))).collect()
        };
        Answers {
            files: all(asked(&self.kept), &|path| self.held(path)),
            lists: all(asked(&self.lists), &|folder| self.named(folder)),
            unfit: all(asked(&self.unfit), &|folder| self.refused(folder)),
        }
    }

    /// Whether all that a former run asked is answered today as it was then.
    pub(crate) fn answers_as(&self, then: &Answers) -> bool {
        then.lists.iter().all(|(folder, names)| self.named(folder) == *names)
            && then.unfit.iter().all(|(folder, refused)| self.refused(folder) == *refused)
            && then.files.iter().all(|(path, held)| self.held(path) == *held)
    }

    /// The files that another snapshot was asked for and that are others here, and the folders whose names are.
    pub(crate) fn changed_since(&self, before: &Self) -> Vec<String> {
        let files = before.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let files = files.iter().filter(|(path, kept)| self.read(path) != kept.bytes);
        let mut changed: BTreeSet<String> = files.map(|(path, _)| path.clone()).collect();
        let lists = before.lists.lock().unwrap_or_else(PoisonError::into_inner);
        for (folder, before) in &*lists {
            let now = self.list(folder);
            let names = |list: &Result<Vec<String>, FileError>| -> BTreeSet<String> {
                list.iter().flatten().cloned().collect()
            };
            changed.extend(names(&now).symmetric_difference(&names(before)).cloned());
            if now.is_ok() != before.is_ok() {
                changed.insert(folder.clone());
            }
        }
        let unfit = before.unfit.lock().unwrap_or_else(PoisonError::into_inner);
        let unfit = unfit.iter().filter(|(folder, before)| self.unfit(folder) != **before);
        changed.extend(unfit.map(|(folder, _)| folder.clone()));
        changed.into_iter().collect()
    }

    /// Whether there is a file of this name.
    pub(crate) fn holds(&self, path: &str) -> bool {
        let folder = path.split('/').next().unwrap_or_default();
        self.list(folder).is_ok_and(|paths| paths.iter().any(|there| there == path))
    }

    /// What a file holds, or why that is not known.
    fn held(&self, path: &str) -> String {
        self.digest(path).unwrap_or_else(|| format!("{:?}", self.kept(path).bytes.as_ref().err()))
    }

    fn named(&self, folder: &str) -> String {
        sha256(format!("{:?}", self.list(folder)).as_bytes())
    }

    fn refused(&self, folder: &str) -> String {
        sha256(format!("{:?}", self.unfit(folder)).as_bytes())
    }

    fn kept(&self, path: &str) -> Arc<Kept> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = kept.get(path) {
            return Arc::clone(known);
        }
        let new = Arc::new(Kept { bytes: self.files.read(path), digest: OnceLock::new() });
        kept.insert(path.to_owned(), Arc::clone(&new));
        new
    }
}

impl Files for Snapshot {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, FileError> {
        self.kept(path).bytes.clone()
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        lists.entry(folder.to_owned()).or_insert_with(|| self.files.list(folder)).clone()
    }

    fn unfit(&self, folder: &str) -> Vec<(String, FileError)> {
        let mut unfit = self.unfit.lock().unwrap_or_else(PoisonError::into_inner);
        unfit.entry(folder.to_owned()).or_insert_with(|| self.files.unfit(folder)).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file that is another one at each reading.
    #[derive(Default)]
    struct Restless(std::sync::atomic::AtomicU8);

    impl Files for Restless {
        fn read(&self, _: &str) -> Result<Arc<[u8]>, FileError> {
            let times = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            Ok(Arc::from([times]))
        }

        fn list(&self, _: &str) -> Result<Vec<String>, FileError> {
            let times = self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            Ok(vec![format!("framework/{times}")])
        }
    }

    #[test]
    fn what_was_read_once_stays_as_it_was() {
        let snapshot = Snapshot::of(Arc::new(Restless::default()));
        let first = snapshot.read("framework/a.yaml");
        let digest = snapshot.digest("framework/a.yaml");
        assert_eq!(snapshot.read("framework/a.yaml"), first);
        assert_eq!(digest, first.ok().map(|bytes| sha256(&bytes)));
        assert_eq!(snapshot.list("framework"), snapshot.list("framework"));
    }
}
