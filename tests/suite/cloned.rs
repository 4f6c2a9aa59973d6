//! A copy of a small framework in a folder of its own, as on another machine.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "the tests edit files and start processes")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::cases::program::paf;
use crate::pdf_framework::small;

/// A copy of the framework, as on a machine of its own.
pub(crate) struct Clone(TempDir);

impl Clone {
    pub(crate) fn new() -> Self {
        let clone = Self(tempfile::tempdir().expect("a temporary folder"));
        small().0.iter().for_each(|(path, bytes)| clone.write(path, bytes));
        clone
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
        fs::write(path, bytes).expect("it is written");
    }

    pub(crate) fn append(&self, path: &str, words: &str) {
        let bytes = [fs::read(self.path(path)).expect("it is there"), words.as_bytes().to_vec()].concat();
        self.write(path, &bytes);
    }

    /// Whether a command has succeeded, and what it said.
    pub(crate) fn run(&self, args: &[&str], variables: &[(&str, &str)]) -> (bool, String) {
        let mut command = Command::new(paf());
        command.args(args).current_dir(self.0.path()).env_clear().envs(variables.iter().copied());
        let ran = command.output().expect("paf can be run");
        let said = [ran.stdout, ran.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        (ran.status.success(), said.concat())
    }

    pub(crate) fn build(&self, args: &[&str]) {
        let (is_done, said) = self.run(&[&["build"], args].concat(), &[]);
        assert!(is_done, "{args:?}: {said}");
    }

    /// Joins the outputs of others here.
    pub(crate) fn merge(&self, folders: &[&Self]) -> (bool, String) {
        let outputs: Vec<PathBuf> = folders.iter().map(|clone| clone.path("output")).collect();
        let outputs: Vec<&str> = outputs.iter().map(|path| path.to_str().expect("a plain path")).collect();
        self.run(&[&["merge"], &outputs[..]].concat(), &[])
    }

    /// All that lies in its output folder, but for what speaks of single runs.
    pub(crate) fn made(&self) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        collect(&self.path("output"), "", &mut found);
        found.retain(|path, _| {
            !["/.paf/runs/", "/.paf/lock", "/.paf/looks/", "/.paf/passed"]
                .iter()
                .any(|of| path.starts_with(of))
        });
        found
    }
}

fn collect(folder: &Path, path: &str, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.expect("an entry");
        let path = format!("{path}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &path, found);
        } else {
            found.insert(path, fs::read(entry.path()).expect("it can be read"));
        }
    }
}
