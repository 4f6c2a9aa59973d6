//! A case as it stands in its folder.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "the suite reads its own cases, and a test may panic"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::sandbox::{Sandbox, files_below};
use super::transcript::{self, Step};

const TRANSCRIPT: &str = "transcript.txt";
const REMOVE: &str = "REMOVE";
const BASE: &str = "base";
/// The folders that a case may lay over the base.
const LAID_OVER: &[&str] = &["framework", "templates", "fonts", "deliveries", "print"];

/// One case.
pub(super) struct Case {
    area: String,
    name: String,
    folder: PathBuf,
    /// What is expected, as it stands in the file.
    pub(super) transcript: String,
    /// The commands of the transcript.
    pub(super) steps: Vec<Step>,
    removed: Vec<String>,
    files: BTreeMap<String, Vec<u8>>,
}

impl Case {
    /// `area/name`.
    pub(super) fn id(&self) -> String {
        format!("{}/{}", self.area, self.name)
    }

    /// Turns the built base into the framework of this case.
    pub(super) fn lay_over(&self, sandbox: &Sandbox) {
        for path in &self.removed {
            sandbox.remove(path);
        }
        for (path, bytes) in &self.files {
            sandbox.write(path, bytes);
        }
    }

    /// Writes the transcript anew.
    pub(super) fn rewrite(&self, transcript: &str) {
        fs::write(self.folder.join(TRANSCRIPT), transcript).expect("the transcript can be written");
    }

    fn read(area: &str, folder: &Path, base: &BTreeMap<String, Vec<u8>>) -> Result<Self, String> {
        let name = name_of(folder);
        let text = fs::read_to_string(folder.join(TRANSCRIPT))
            .map_err(|_| format!("{area}/{name}: there is no {TRANSCRIPT}"))?;
        let steps = transcript::steps(&text).map_err(|error| format!("{area}/{name}: {error}"))?;
        let mut files = files_below(folder);
        files.remove(TRANSCRIPT);
        let removed: Vec<String> = files
            .remove(REMOVE)
            .map(|bytes| String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect())
            .unwrap_or_default();
        let missing = removed.iter().filter(|path| !base.contains_key(*path));
        let faults: Vec<String> = missing
            .map(|path| format!("{REMOVE} names `{path}`, which the base does not have"))
            .chain(files.iter().filter_map(|(path, bytes)| fault_of(path, bytes, base)))
            .collect();
        if !faults.is_empty() {
            return Err(format!("{area}/{name}: {}", faults.join("; ")));
        }
        Ok(Self {
            area: area.to_owned(),
            name,
            folder: folder.to_owned(),
            transcript: text,
            steps,
            removed,
            files,
        })
    }
}

fn fault_of(path: &str, bytes: &[u8], base: &BTreeMap<String, Vec<u8>>) -> Option<String> {
    let first = path.split('/').next().unwrap_or(path);
    if !LAID_OVER.contains(&first) {
        return Some(format!("`{path}` is no file of a case"));
    }
    (base.get(path).map(Vec::as_slice) == Some(bytes)).then(|| format!("`{path}` is the same as in the base"))
}

fn name_of(path: &Path) -> String {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned()
}

fn is_kebab(name: &str) -> bool {
    let plain =
        |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    name.split('-').all(plain)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = fs::read_dir(folder).expect("the folder can be read");
    let mut paths: Vec<PathBuf> = read.map(|entry| entry.expect("the entry can be read").path()).collect();
    paths.sort();
    paths
}

/// All cases by area and name, and what is wrong with the folders.
pub(super) fn all(root: &Path) -> (Vec<Case>, Vec<String>) {
    let base = files_below(&root.join(BASE));
    let (mut cases, mut faults, mut names) = (Vec::new(), Vec::new(), BTreeSet::new());
    for area in entries(root).into_iter().filter(|path| name_of(path) != BASE) {
        if !area.is_dir() {
            faults.push(format!("`{}` lies in no area", name_of(&area)));
            continue;
        }
        for folder in entries(&area) {
            let (area, name) = (name_of(&area), name_of(&folder));
            if !is_kebab(&name) {
                faults.push(format!("{area}/{name}: a name is lower-case words with hyphens"));
            } else if !names.insert(name.clone()) {
                faults.push(format!("{area}/{name}: another case has this name"));
            } else {
                match Case::read(&area, &folder, &base) {
                    Ok(case) => cases.push(case),
                    Err(fault) => faults.push(fault),
                }
            }
        }
    }
    (cases, faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
        fs::write(path, text).expect("it is written");
    }

    #[test]
    fn folders_that_are_not_in_order_are_refused() {
        let root = tempfile::tempdir().expect("a temporary folder");
        put(root.path(), "base/framework/framework.yaml", "id: base\n");
        put(root.path(), "one/good/transcript.txt", "$ paf build\n");
        put(root.path(), "two/good/transcript.txt", "$ paf build\n");
        put(root.path(), "two/orphan/framework/report.yaml", "title: x\n");
        put(root.path(), "two/no-command/transcript.txt", "exit 0\n");
        put(root.path(), "two/odd-file/transcript.txt", "$ paf build\n");
        put(root.path(), "two/odd-file/notes.txt", "x\n");
        put(root.path(), "two/Odd_name/transcript.txt", "$ paf build\n");
        put(root.path(), "two/same/transcript.txt", "$ paf build\n");
        put(root.path(), "two/same/framework/framework.yaml", "id: base\n");
        put(root.path(), "two/gone/transcript.txt", "$ paf build\n");
        put(root.path(), "two/gone/REMOVE", "framework/nothing.yaml\n");
        put(root.path(), "loose.txt", "x\n");
        let (cases, faults) = all(root.path());
        assert_eq!(cases.iter().map(Case::id).collect::<Vec<_>>(), ["one/good"]);
        assert_eq!(
            faults,
            [
                "`loose.txt` lies in no area",
                "two/Odd_name: a name is lower-case words with hyphens",
                "two/gone: REMOVE names `framework/nothing.yaml`, which the base does not have",
                "two/good: another case has this name",
                "two/no-command: the transcript does not begin with `$ paf`",
                "two/odd-file: `notes.txt` is no file of a case",
                "two/orphan: there is no transcript.txt",
                "two/same: `framework/framework.yaml` is the same as in the base",
            ]
        );
    }
}
