//! A folder that is made beside another one and takes its place as a whole.

use std::fs::{self, File};
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use super::{Lock, Output, UNFINISHED, WriteError, lock_file};

/// A folder in the making. Until it takes its place, what was there is there; a run that is killed leaves a folder
/// behind whose name says what it is, which the next one removes.
#[derive(Debug)]
pub struct Fresh {
    /// The folder in the making.
    pub output: Output,
    place: PathBuf,
    former: PathBuf,
    _lock: Lock,
}

impl Fresh {
    /// Begins a folder that is to stand in the place of another one, which may be there or not; nothing where somebody
    /// else makes one for it.
    ///
    /// # Errors
    /// If the system refuses, or something other than a folder stands there.
    pub fn for_place(place: &Output) -> Result<Option<Self>, WriteError> {
        let failed = |reason| WriteError { path: place.folder().to_path_buf(), reason };
        let name = place.folder().file_name().and_then(|name| name.to_str());
        let name = name.ok_or_else(|| failed(io::Error::other("the folder has no name")))?;
        let above = match place.folder().parent() {
            Some(above) if !above.as_os_str().is_empty() => above.to_path_buf(),
            _ => PathBuf::from("."),
        };
        fs::create_dir_all(&above).map_err(failed)?;
        // A link is another name of the folder: what stands in its place is found there.
        let place = place.folder().canonicalize().unwrap_or_else(|_| above.join(name));
        if place.exists() && !place.is_dir() {
            return Err(failed(io::Error::other("a file stands in its place")));
        }
        let above = place.parent().map_or(above, Path::to_path_buf);
        // Two names of one folder are one place.
        let name = place.file_name().and_then(|name| name.to_str()).unwrap_or(name).to_owned();
        let beside = |what: &str| above.join(format!("{UNFINISHED}{name}-{what}"));
        // A build removes files that begin as those do that are not yet whole.
        let Some(lock) = lock_file(&above.join(format!(".{name}.paf-lock")))? else { return Ok(None) };
        let (folder, former) = (beside("new"), beside("former"));
        if former.is_dir() && !place.exists() {
            // A run was killed between taking the former one away and putting the new one there.
            fs::rename(&former, &place).map_err(failed)?;
        }
        for left in [&folder, &former] {
            gone(left).map_err(|reason| WriteError { path: left.clone(), reason })?;
        }
        fs::create_dir_all(&folder).map_err(failed)?;
        if let Ok(former) = fs::metadata(&place) {
            // Who may look into it may go on doing so.
            fs::set_permissions(&folder, former.permissions()).map_err(failed)?;
        }
        Ok(Some(Self { output: Output::new(folder), place, former, _lock: lock }))
    }

    /// Writes a file as it comes, for those that are too large to be held.
    ///
    /// # Errors
    /// If the system refuses, or `write` does.
    pub fn stream(
        &self,
        path: &str,
        write: impl FnOnce(&mut dyn Streamed) -> io::Result<()>,
    ) -> Result<(), WriteError> {
        let target = self.output.inside(path)?;
        let failed = |reason| WriteError { path: target.clone(), reason };
        if let Some(above) = target.parent() {
            fs::create_dir_all(above).map_err(failed)?;
        }
        let mut file = File::create_new(&target).map_err(failed)?;
        write(&mut file).and_then(|()| file.sync_all()).map_err(failed)
    }

    /// Puts the folder in its place. On Linux the two change places in one step; elsewhere there is none for a moment.
    ///
    /// # Errors
    /// If the system refuses; then the former one is still there.
    pub fn take_place(self) -> Result<(), WriteError> {
        let failed = |reason| WriteError { path: self.place.clone(), reason };
        let folder = self.output.folder();
        if !self.place.exists() {
            return fs::rename(folder, &self.place).map_err(failed);
        }
        if exchange(folder, &self.place).is_err() {
            fs::rename(&self.place, &self.former).map_err(failed)?;
            if let Err(reason) = fs::rename(folder, &self.place) {
                return Err(failed(fs::rename(&self.former, &self.place).err().unwrap_or(reason)));
            }
        }
        // What is in its place is whole; the next run removes what stays of the former one.
        let _left = gone(folder).and_then(|()| gone(&self.former));
        Ok(())
    }
}

impl Drop for Fresh {
    fn drop(&mut self) {
        // After it has taken its place there is nothing of this name.
        let _left = gone(self.output.folder());
    }
}

/// What is written piece by piece, and gone back in.
pub trait Streamed: Write + Seek {}

impl<T: Write + Seek> Streamed for T {}

/// Removes a folder, if it is there.
fn gone(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Lets two folders change places.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_former_folder_is_there_until_the_new_one_is_whole() {
        let all = tempfile::tempdir().expect("a temporary folder");
        let place = Output::new(all.path().join("site"));
        let make = |words: &[u8]| {
            let fresh = Fresh::for_place(&place).expect("it can be made").expect("nobody else makes one");
            fresh.output.write("a.txt", words).expect("it is written");
            fresh
        };
        make(b"one").take_place().expect("it takes its place");
        assert_eq!(place.read("a.txt").as_deref(), Some(&b"one"[..]));
        let second = make(b"two");
        assert!(Fresh::for_place(&place).expect("it is asked").is_none(), "one at a time");
        assert_eq!(place.read("a.txt").as_deref(), Some(&b"one"[..]));
        drop(second);
        assert_eq!(place.read("a.txt").as_deref(), Some(&b"one"[..]), "who gives up changes nothing");
        let third = make(b"three");
        third.take_place().expect("it takes its place");
        assert_eq!(place.read("a.txt").as_deref(), Some(&b"three"[..]));
        let names: Vec<_> =
            fs::read_dir(all.path()).expect("a folder").flatten().map(|e| e.file_name()).collect();
        assert_eq!(names.len(), 2, "nothing but the lock is left beside it: {names:?}");
    }

    #[test]
    fn a_run_that_was_killed_between_two_steps_is_mended() {
        let all = tempfile::tempdir().expect("a temporary folder");
        for (name, words) in [(".paf-site-former", "one"), (".paf-site-new", "half")] {
            fs::create_dir(all.path().join(name)).expect("a folder");
            fs::write(all.path().join(name).join("a.txt"), words).expect("a file");
        }
        let place = Output::new(all.path().join("site"));
        let fresh = Fresh::for_place(&place).expect("it can be made").expect("nobody else makes one");
        assert_eq!(place.read("a.txt").as_deref(), Some(&b"one"[..]));
        assert!(fresh.output.read("a.txt").is_none());
    }
}
