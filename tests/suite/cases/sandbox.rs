//! A temporary folder that holds one framework.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "the suite writes what paf is to read, and a test may panic"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::transcript::{Ran, Step};
use super::{folder, program};

/// A file beside the root, which nothing that paf writes or says may hold.
const SECRET: &str = "the words of a file outside the root";

/// A temporary folder with no framework above it: paf looks upwards, and the target folder may lie in ours.
pub(crate) fn outside_frameworks() -> TempDir {
    let temp = tempfile::tempdir().expect("a temporary folder");
    let above = temp.path().ancestors().find(|folder| folder.join("framework/framework.yaml").exists());
    assert!(above.is_none(), "temporary folders are made inside the framework in {above:?}: set TMPDIR");
    temp
}

/// A framework in a folder of its own.
pub(crate) struct Sandbox {
    temp: TempDir,
}

impl Sandbox {
    /// A folder without anything in it.
    pub(crate) fn empty() -> Self {
        Self { temp: outside_frameworks() }
    }

    /// The base as it stands in `tests/cases/base`.
    pub(crate) fn base() -> Self {
        let sandbox = Self::empty();
        for (path, bytes) in files_below(&folder("cases/base")) {
            sandbox.write(&path, &bytes);
        }
        for name in ["secret.png", "secret"] {
            fs::write(sandbox.temp.path().join(name), SECRET).expect("the file can be written");
        }
        sandbox
    }

    /// The base with its output, so that a case shows what becomes of earlier output.
    pub(crate) fn built_base() -> Self {
        let sandbox = Self::base();
        let ran = sandbox.run(&Step::new(&["build"]));
        assert!(
            ran.code == 0 && !ran.stderr.contains("warning"),
            "the base does not build cleanly:\n{}",
            ran.stderr
        );
        sandbox
    }

    /// The same files in another folder.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self { temp: outside_frameworks() };
        for (path, bytes) in files_below(self.temp.path()) {
            write_below(copy.temp.path(), &path, &bytes);
        }
        copy
    }

    /// The folder that holds `framework/`.
    pub(crate) fn root(&self) -> PathBuf {
        self.temp.path().join("root")
    }

    /// Puts a file below the root.
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        write_below(&self.root(), path, bytes);
    }

    /// The bytes of a file below the root.
    pub(crate) fn read(&self, path: &str) -> Vec<u8> {
        fs::read(self.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Takes a file away.
    pub(super) fn remove(&self, path: &str) {
        fs::remove_file(self.root().join(path)).expect("the file is there");
    }

    /// Replaces the only place of `old` in a file.
    pub(crate) fn replace(&self, path: &str, old: &str, new: &str) {
        let text = fs::read_to_string(self.root().join(path)).expect("the file is there");
        assert_eq!(text.matches(old).count(), 1, "`{old}` stands once in {path}");
        self.write(path, text.replace(old, new).as_bytes());
    }

    /// Runs a command in the root.
    pub(crate) fn run(&self, step: &Step) -> Ran {
        let before = files_below(&self.root());
        let output = Command::new(program::paf())
            .args(step.args())
            .current_dir(self.root())
            .env_clear()
            .output()
            .expect("paf can be run");
        let after = files_below(&self.root());
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("paf writes UTF-8");
        Ran {
            step: step.clone(),
            code: output.status.code().unwrap_or(-1),
            stdout: step.kept(&text(&output.stdout)),
            stderr: sorted_progress(&text(&output.stderr)),
            changed: changed(&before, &after),
            secret_told: after.values().any(|bytes| holds(bytes, SECRET.as_bytes())),
            temp: self.temp.path().display().to_string(),
        }
    }
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn write_below(root: &Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    fs::write(path, bytes).expect("the file can be written");
}

/// Targets are made side by side; the order in which they are done is left to chance.
fn sorted_progress(text: &str) -> String {
    let is_progress = |line: &str| {
        ["made  ", "failed  ", "not begun  ", "removed  "].iter().any(|word| line.starts_with(word))
    };
    let mut lines: Vec<&str> = text.lines().collect();
    for run in lines.chunk_by_mut(|a, b| is_progress(a) && is_progress(b)) {
        run.sort_unstable();
    }
    lines.iter().map(|line| format!("{line}\n")).collect()
}

/// `added`, `changed` or `removed` and the path.
fn changed(
    before: &BTreeMap<String, Vec<u8>>,
    after: &BTreeMap<String, Vec<u8>>,
) -> Vec<(&'static str, String)> {
    // What paf keeps for itself is no output.
    let shown = |files: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Vec<u8>> {
        files
            .iter()
            .filter(|(path, _)| !path.contains("/.paf/"))
            .map(|(p, b)| (p.clone(), b.clone()))
            .collect()
    };
    let (before, after) = (shown(before), shown(after));
    let removed =
        before.keys().filter(|path| !after.contains_key(*path)).map(|path| ("removed", path.clone()));
    let written = after.iter().filter_map(|(path, bytes)| match before.get(path) {
        None => Some(("added", path.clone())),
        Some(old) => (old != bytes).then(|| ("changed", path.clone())),
    });
    let mut all: Vec<_> = removed.chain(written).collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    all
}

/// All files below a folder with their bytes, by their paths with forward slashes.
pub(crate) fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn walk(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let entry = entry.expect("the entry can be read");
            let path = format!("{prefix}{}", entry.file_name().to_str().expect("a name in UTF-8"));
            if entry.path().is_dir() {
                walk(&entry.path(), &format!("{path}/"), found);
            } else {
                found.insert(path, fs::read(entry.path()).expect("the file can be read"));
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(folder, "", &mut found);
    found
}
