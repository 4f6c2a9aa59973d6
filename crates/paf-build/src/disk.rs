//! The only module that touches the file system.
#![expect(clippy::disallowed_methods, reason = "this is the door to the file system")]

use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use paf_model::files::{FileError, Files, inside, largest, of_fit_size, of_size};

use crate::digest::sha256_of;

mod fresh;
mod walk;

pub use fresh::{Fresh, Streamed};
use walk::{Walk, regular};

/// How the names of files begin that are not yet whole.
const UNFINISHED: &str = ".paf-";

/// The file that a run holds while it writes, below the output folder.
const LOCK: &str = ".paf/lock";

/// Files below a folder on disk.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
    real_root: PathBuf,
}

impl Disk {
    /// The files below `root`.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        let root: PathBuf = root.into();
        // An empty path is the folder in which the program runs, and the system knows none.
        let root = if root.as_os_str().is_empty() { PathBuf::from(".") } else { root };
        let real_root = root.canonicalize().unwrap_or_else(|_| root.clone());
        Self { root, real_root }
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The nearest folder from `start` upward that holds `framework/framework.yaml`.
    pub fn find_root(start: &Path) -> Option<PathBuf> {
        start
            .ancestors()
            .find(|folder| folder.join("framework/framework.yaml").is_file())
            .map(Path::to_path_buf)
    }

    /// A symbolic link may not lead out of the root either.
    fn real(&self, path: &str) -> Result<PathBuf, FileError> {
        inside(path)?;
        let real = self.root.join(path).canonicalize().map_err(|error| file_error(&error))?;
        if real.starts_with(&self.real_root) { Ok(real) } else { Err(FileError::OutsideRoot) }
    }
}

impl Files for Disk {
    fn read(&self, path: &str) -> Result<Arc<[u8]>, FileError> {
        let real = self.real(path)?;
        of_fit_size(path, regular(&real)?)?;
        // What grows while it is read stays within what a file may have.
        let mut bytes = Vec::new();
        let file = File::open(&real).map_err(|error| file_error(&error))?;
        file.take(largest(path) + 1).read_to_end(&mut bytes).map_err(|error| file_error(&error))?;
        of_fit_size(path, bytes.len() as u64)?;
        Ok(Arc::from(bytes))
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileError> {
        Ok(Walk::of(self, folder).found)
    }

    fn unfit(&self, folder: &str) -> Vec<(String, FileError)> {
        Walk::of(self, folder).unfit
    }
}

fn file_error(error: &io::Error) -> FileError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => FileError::NotFound,
        _ => FileError::Failed(in_words(error)),
    }
}

/// What the system refuses, for people who know no numbers of errors.
pub fn in_words(error: &io::Error) -> String {
    let words = match error.kind() {
        io::ErrorKind::PermissionDenied => "you have no permission for it",
        io::ErrorKind::NotFound => "a folder on the way to it is not there",
        io::ErrorKind::IsADirectory => "it is a folder",
        io::ErrorKind::NotADirectory => "on the way to it, a file stands where a folder should be",
        io::ErrorKind::AlreadyExists => "a file of this name stands where a folder should be",
        io::ErrorKind::StorageFull => "the disk is full",
        io::ErrorKind::QuotaExceeded => "your share of the disk is used up",
        io::ErrorKind::ReadOnlyFilesystem => "nothing can be written on this disk",
        io::ErrorKind::FileTooLarge => "the file is too large for this disk",
        io::ErrorKind::InvalidFilename => "this disk allows no file of that name",
        io::ErrorKind::ResourceBusy | io::ErrorKind::ExecutableFileBusy => "another program is using it",
        _ => "the system refused",
    };
    let said = error.to_string();
    let said = said.split(" (os error").next().unwrap_or_default();
    if said == words { said.to_owned() } else { format!("{words} (the system says: {said})") }
}

/// The bytes of a file anywhere on the disk. `what` it is, such as `a PDF`, has at most `limit` megabytes.
///
/// # Errors
/// If it is not there, is no regular file, is too large, or the system refuses.
pub fn bytes_of(path: &Path, what: &str, limit: u64) -> Result<Vec<u8>, FileError> {
    of_size(what, limit, regular(path)?)?;
    fs::read(path).map_err(|error| file_error(&error))
}

/// The memory that this process takes, in bytes, where the system says it.
pub(crate) fn memory_in_use() -> Option<u64> {
    kilobytes("/proc/self/status", "VmRSS:")
}

/// The memory that this process can take, in bytes, where the system says it: that of the machine, or what
/// is left to a container.
pub(crate) fn memory_of_machine() -> Option<u64> {
    let machine = kilobytes("/proc/meminfo", "MemTotal:")?;
    let container = fs::read_to_string("/sys/fs/cgroup/memory.max").ok();
    let container = container.and_then(|text| text.trim().parse().ok());
    Some(container.map_or(machine, |container: u64| machine.min(container)))
}

/// A line of a file of the system, such as `VmRSS:  1234 kB`.
fn kilobytes(path: &str, name: &str) -> Option<u64> {
    let text = fs::read_to_string(path).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    let number: u64 = line.trim().trim_end_matches("kB").trim_end().parse().ok()?;
    Some(number * 1024)
}

/// Why something could not be written.
#[derive(Debug)]
pub struct WriteError {
    /// What was to be written.
    pub path: PathBuf,
    /// What the system said.
    pub reason: io::Error,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write `{}`: {}", self.path.display(), in_words(&self.reason))
    }
}

impl std::error::Error for WriteError {}

/// A folder that is written to; every file is whole or not there.
#[derive(Debug, Clone)]
pub struct Output {
    folder: PathBuf,
}

/// A folder outside of all others that is gone with this.
#[derive(Debug)]
pub struct Passing {
    /// The folder.
    pub output: Output,
    _folder: tempfile::TempDir,
}

impl Passing {
    /// Makes one where the system keeps such folders.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn new() -> Result<Self, WriteError> {
        let folder = tempfile::Builder::new().prefix(UNFINISHED).tempdir();
        let folder = folder.map_err(|reason| WriteError { path: std::env::temp_dir(), reason })?;
        Ok(Self { output: Output::new(folder.path()), _folder: folder })
    }
}

impl Output {
    /// Writes below `folder`, which need not exist.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether another one is the same folder, by whatever way it is named.
    pub fn is(&self, other: &Self) -> bool {
        let real = |output: &Self| output.folder.canonicalize().ok();
        real(self).is_some_and(|folder| real(other) == Some(folder))
    }

    /// A file below the folder as people find it: from where they are, if the folder is.
    pub fn shown(&self, path: &str) -> String {
        self.folder.join(path).display().to_string()
    }

    /// Makes the folder, unless it is there.
    ///
    /// # Errors
    /// If the system refuses.
    pub fn make(&self) -> Result<(), WriteError> {
        fs::create_dir_all(&self.folder).map_err(|reason| WriteError { path: self.folder.clone(), reason })
    }

    /// The bytes of a file, where it can be read.
    pub fn read(&self, path: &str) -> Option<Vec<u8>> {
        let path = self.inside(path).ok()?;
        // A pipe would be waited for.
        regular(&path).ok()?;
        fs::read(path).ok()
    }

    /// The SHA-256 of a file in hexadecimal, however large it is, where it can be read.
    pub fn digest(&self, path: &str) -> Option<String> {
        let path = self.inside(path).ok()?;
        regular(&path).ok()?;
        sha256_of(File::open(path).ok()?).ok()
    }

    /// The size of a file in bytes, where there is one.
    pub fn size(&self, path: &str) -> Option<u64> {
        fs::metadata(self.inside(path).ok()?).ok().filter(fs::Metadata::is_file).map(|found| found.len())
    }

    /// Whether a file or folder is there.
    pub fn exists(&self, path: &str) -> bool {
        self.folder.join(path).exists()
    }

    /// The paths of all files below a folder, sorted; empty where there is none.
    pub fn list(&self, folder: &str) -> Vec<String> {
        let mut found = Vec::new();
        walk(&self.folder.join(folder), folder, &mut found);
        found.sort();
        found
    }

    /// Whether a file cannot be written because something that is none is in its way, or because it would lie elsewhere.
    pub(crate) fn is_blocked(&self, path: &str) -> bool {
        let is_of_records =
            path.split('/').next().is_none_or(|first| first.starts_with(UNFINISHED.trim_end_matches('-')));
        let Ok(target) = self.inside(path) else { return true };
        is_of_records || fs::metadata(target).is_ok_and(|found| !found.is_file())
    }

    /// What below the folder cannot be named or listed, as people see it: names that are no text, folders that the system
    /// does not show.
    pub fn unlistable(&self) -> Vec<String> {
        let mut found = Vec::new();
        unlistable(&self.folder, &mut found);
        found.sort();
        found
    }

    /// Whether it lies within another folder, by whatever way they are named.
    pub fn is_within(&self, other: &Self) -> bool {
        // What is not there yet will lie where the nearest folder is that is there.
        let there = self.folder.ancestors().find_map(|folder| folder.canonicalize().ok());
        let other = other.folder.canonicalize().ok();
        there.zip(other).is_some_and(|(folder, other)| folder.starts_with(other))
    }

    /// Removes a file, and the folders that it leaves empty. One that is not there is no error.
    ///
    /// # Errors
    /// If the system refuses.
    pub(crate) fn remove(&self, path: &str) -> Result<(), WriteError> {
        let target = self.inside(path)?;
        match fs::remove_file(&target) {
            Ok(()) => {}
            Err(reason) if reason.kind() == io::ErrorKind::NotFound => {}
            Err(reason) => return Err(WriteError { path: target, reason }),
        }
        let above = target.ancestors().skip(1).take_while(|folder| *folder != self.folder);
        for folder in above {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }

    /// Removes what a run that was killed left half-written in a folder, whose files may be there or not.
    ///
    /// # Errors
    /// If the system refuses.
    pub(crate) fn sweep(&self, folder: &str) -> Result<(), WriteError> {
        let folder = self.folder.join(folder);
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(UNFINISHED) && entry.path().is_file() {
                fs::remove_file(entry.path()).map_err(|reason| WriteError { path: entry.path(), reason })?;
            }
        }
        Ok(())
    }

    /// Keeps other runs from writing here as long as the lock is held; nothing where one holds it.
    ///
    /// # Errors
    /// If the system refuses.
    pub(crate) fn lock(&self) -> Result<Option<Lock>, WriteError> {
        lock_file(&self.folder.join(LOCK))
    }

    /// Waits until no other run works on a file, and keeps others waiting as long as the lock is held.
    ///
    /// # Errors
    /// If the file cannot be read, or the system refuses.
    pub fn hold(&self, path: &str) -> Result<Lock, WriteError> {
        let path = self.folder.join(path);
        let failed = |reason| WriteError { path: path.clone(), reason };
        no_special_file(&path).map_err(failed)?;
        let file = File::open(&path).map_err(failed)?;
        match file.lock() {
            Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(failed(error)),
            _ => Ok(Lock { file }),
        }
    }

    /// A path below the folder.
    fn inside(&self, path: &str) -> Result<PathBuf, WriteError> {
        let target = self.folder.join(path);
        if Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
            Ok(target)
        } else {
            let reason = io::Error::other("the path leads out of the output folder");
            Err(WriteError { path: target, reason })
        }
    }

    /// Whether the folder is missing or empty.
    pub fn is_empty(&self) -> bool {
        fs::read_dir(&self.folder).map_or(true, |mut entries| entries.next().is_none())
    }

    /// Writes a file beside its final name and renames it: whoever reads sees the old file or the
    /// new one. A file that has these very bytes is left alone.
    ///
    /// # Errors
    /// If the system refuses; then the previous file is still there.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), WriteError> {
        let target = self.inside(path)?;
        let failed = |reason| WriteError { path: target.clone(), reason };
        no_special_file(&target).map_err(failed)?;
        if fs::read(&target).is_ok_and(|present| present == bytes) {
            return Ok(());
        }
        let folder = target.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder).map_err(failed)?;
        let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder).map_err(failed)?;
        file.write_all(bytes).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        make_readable(&file).map_err(failed)?;
        file.persist(&target).map_err(|error| failed(error.error))?;
        Ok(())
    }
}

/// Holds a file that is made for this; nothing where somebody else holds it.
fn lock_file(path: &Path) -> Result<Option<Lock>, WriteError> {
    let failed = |reason| WriteError { path: path.to_path_buf(), reason };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    no_special_file(path).map_err(failed)?;
    let file = File::options().create(true).truncate(false).write(true).open(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock { file })),
        Err(TryLockError::WouldBlock) => Ok(None),
        // Some network file systems know no locks; there, runs are kept apart by hand.
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
            Ok(Some(Lock { file }))
        }
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// Opening a pipe would wait for whoever is at its other end.
fn no_special_file(path: &Path) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(found) if !found.is_file() && !found.is_dir() => {
            Err(io::Error::other("something other than a file stands in its place"))
        }
        _ => Ok(()),
    }
}

/// The right to write somewhere; given back when it is dropped, or the process ends.
#[derive(Debug)]
#[must_use]
pub struct Lock {
    file: File,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // A program that is just being started may hold the file open for a moment longer than this one.
        let _ = self.file.unlock();
    }
}

fn walk(folder: &Path, shown: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        let path = format!("{shown}/{name}");
        // A link is not followed: it may lead out, or round in a circle.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            walk(&entry.path(), &path, found);
        } else {
            found.push(path);
        }
    }
}

fn unlistable(folder: &Path, found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return found.push(folder.display().to_string()) };
    for entry in entries {
        let Ok(entry) = entry else { return found.push(folder.display().to_string()) };
        if entry.file_name().to_str().is_none() {
            found.push(entry.path().display().to_string());
        } else if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            unlistable(&entry.path(), found);
        }
    }
}

/// Temporary files are made private; what is published is for everybody.
#[cfg(unix)]
fn make_readable(file: &tempfile::NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_: &tempfile::NamedTempFile) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_outside() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let output = Output::new(folder.path().join("out"));
        assert!(output.write("../escaped", b"x").is_err());
        assert!(!folder.path().join("escaped").exists());
        output.write("a/b.txt", b"x").expect("it is written");
        assert_eq!(output.read("a/b.txt").as_deref(), Some(&b"x"[..]));
    }

    #[test]
    fn a_folder_in_the_place_of_a_file_is_not_a_missing_file() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("ledger.yaml")).expect("a folder");
        let disk = Disk::new(folder.path());
        assert!(matches!(disk.read("ledger.yaml"), Err(FileError::Unfit { .. })));
        assert_eq!(disk.read("other.yaml"), Err(FileError::NotFound));
    }

    #[test]
    fn what_the_system_refuses_is_said_in_words() {
        for (kind, words) in [
            (
                io::ErrorKind::PermissionDenied,
                "you have no permission for it (the system says: permission denied)",
            ),
            (io::ErrorKind::StorageFull, "the disk is full (the system says: no storage space)"),
        ] {
            assert_eq!(in_words(&io::Error::from(kind)), words);
        }
        let numbered = in_words(&io::Error::from_raw_os_error(13));
        assert!(!numbered.contains("os error"), "{numbered}");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_waits_for_a_pipe() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let made = std::process::Command::new("mkfifo").arg(folder.path().join("x.yaml")).status();
        assert!(made.expect("mkfifo can be run").success());
        assert!(matches!(Disk::new(folder.path()).read("x.yaml"), Err(FileError::Unfit { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn links_do_not_lead_out() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("root")).expect("a folder");
        fs::write(folder.path().join("secret"), "x").expect("a file");
        std::os::unix::fs::symlink("../secret", folder.path().join("root/link")).expect("a link");
        let disk = Disk::new(folder.path().join("root"));
        assert_eq!(disk.read("link"), Err(FileError::OutsideRoot));
    }
}
