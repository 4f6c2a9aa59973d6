//! Says when something below a framework's folders is saved.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{EventKind, MetadataKind, ModifyKind};
use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::snapshot::INPUTS;

/// How long nothing more has to be saved: programs write a file in several steps.
const SETTLED: Duration = Duration::from_millis(12);
/// After how long it is looked at although saving goes on.
const IMPATIENT: Duration = Duration::from_millis(400);
/// How often it is asked whether a folder has come that was not there.
const FOLDERS: Duration = Duration::from_secs(2);

/// Folders that are watched. Which files have changed is not believed from anybody: they are read.
pub struct Watching {
    root: PathBuf,
    watcher: RecommendedWatcher,
    /// Each with what tells it from another folder of its name.
    watched: Vec<(&'static str, Identity)>,
    events: Receiver<notify::Result<Event>>,
}

impl Watching {
    /// Watches the folders of the framework at `root` from now on.
    ///
    /// # Errors
    /// What the system says, if it watches no files.
    pub fn begin(root: &Path) -> Result<Self, String> {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender).map_err(|error| in_words(&error))?;
        let mut watching = Self { root: root.to_path_buf(), watcher, watched: Vec::new(), events };
        watching.watch_folders()?;
        Ok(watching)
    }

    /// Waits until something was saved, removed or renamed, and for the moment nothing more is.
    ///
    /// # Errors
    /// What the system says, if nothing can be watched any more.
    pub fn wait(&mut self) -> Result<(), String> {
        loop {
            match self.events.recv_timeout(FOLDERS) {
                Ok(event) if is_a_change(&event) => {
                    self.settle();
                    self.watch_folders()?;
                    return Ok(());
                }
                Ok(_) => {}
                Err(RecvTimeoutError::Timeout) => {
                    if self.watch_folders()? {
                        return Ok(());
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return Err("the watch has ended".to_owned()),
            }
        }
    }

    fn settle(&self) {
        let begun = Instant::now();
        while begun.elapsed() < IMPATIENT && self.events.recv_timeout(SETTLED).is_ok() {}
    }

    /// Watches the folders that are there; whether one has come or gone since, or another has taken its place.
    fn watch_folders(&mut self) -> Result<bool, String> {
        let mut has_changed = false;
        for folder in INPUTS {
            let path = self.root.join(folder);
            let is = identity(&path);
            let was = self.watched.iter().position(|(watched, _)| *watched == folder);
            if was.map(|at| &self.watched[at].1) == is.as_ref() {
                continue;
            }
            has_changed = true;
            if let Some(at) = was {
                // One that is gone has nothing to be watched.
                let _gone = self.watcher.unwatch(&path);
                self.watched.swap_remove(at);
            }
            if let Some(is) = is {
                let watched = self.watcher.watch(&path, RecursiveMode::Recursive);
                watched.map_err(|error| in_words(&error))?;
                self.watched.push((folder, is));
            }
        }
        Ok(has_changed)
    }
}

/// When a folder was made, and its number where the system has numbers: another of the same name has others.
#[derive(Debug, PartialEq, Eq)]
struct Identity(Option<SystemTime>, u64);

/// Nothing where there is no folder.
fn identity(folder: &Path) -> Option<Identity> {
    let found = std::fs::metadata(folder).ok().filter(std::fs::Metadata::is_dir)?;
    Some(Identity(found.created().ok(), number(&found)))
}

#[cfg(unix)]
fn number(found: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(found)
}

#[cfg(not(unix))]
fn number(_: &std::fs::Metadata) -> u64 {
    0
}

/// What was only read has not changed. Where the system has lost count, everything may have.
fn is_a_change(event: &notify::Result<Event>) -> bool {
    let Ok(event) = event else { return true };
    let is_only_read = match event.kind {
        EventKind::Access(_) => true,
        EventKind::Modify(ModifyKind::Metadata(kind)) => kind == MetadataKind::AccessTime,
        _ => false,
    };
    !is_only_read || event.need_rescan()
}

fn in_words(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "the system watches too many files already (on Linux, raise fs.inotify.max_user_watches)"
                .to_owned()
        }
        notify::ErrorKind::Io(error) => crate::disk::in_words(error),
        _ => error.to_string(),
    }
}
