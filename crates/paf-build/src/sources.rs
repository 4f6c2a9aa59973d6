//! A target's Typst project on disk, for those who want to go on with stock Typst.

use std::collections::BTreeMap;

use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_model::document::Profile;
use paf_model::files::Files;

use crate::digest::sha256;
use crate::disk::Output;
use crate::project::Ready;
use crate::shelf::environment;
use crate::target::Target;

/// The list of what was written, by which files that somebody has changed since are known. `sha256sum -c`
/// reads it, too.
const LIST: &str = ".paf-sha256";

/// Writes the project into a folder named after the target: the main file, what it reads, the
/// fonts, and the command that makes the same pages. Where somebody has changed a file there, nothing
/// is written.
///
/// # Errors
/// If the system refuses, or files were changed.
pub(crate) fn write(
    output: &Output,
    target: &Target,
    (ready, of_profile): (&Ready, (&str, String)),
    dependencies: &[String],
    files: &dyn Files,
) -> Result<(), Diagnostics> {
    let stem = target.stem();
    let folder = Output::new(output.folder().join(&stem));
    let mut project = project(target, ready, dependencies, files);
    project.insert(of_profile.0.to_owned(), of_profile.1.into_bytes());
    let known = known(&folder);
    let is_changed = |(path, bytes): &(&String, &Vec<u8>)| {
        let present = folder.read(path).filter(|present| present != *bytes);
        present.is_some_and(|present| known.get(*path) != Some(&sha256(&present)))
    };
    let changed: Vec<&String> = project.iter().filter(is_changed).map(|(path, _)| path).collect();
    if !changed.is_empty() {
        return Err(changed.iter().map(|path| refusal(&folder.shown(path))).collect());
    }
    let list: String = project.iter().map(|(path, bytes)| format!("{}  {path}\n", sha256(bytes))).collect();
    // The list comes last: what a run that was stopped has written counts as changed, and is asked about.
    let all = project.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
    all.chain([(LIST, list.as_bytes())])
        .try_for_each(|(path, bytes)| folder.write(path, bytes))
        .map_err(|error| Diagnostics::from_iter([environment(&error)]))
}

/// The files that were written last, with their SHA-256.
fn known(folder: &Output) -> BTreeMap<String, String> {
    let list = folder.read(LIST).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    let line = |line: &str| line.split_once("  ").map(|(hash, path)| (path.to_owned(), hash.to_owned()));
    list.lines().filter_map(line).collect()
}

fn refusal(path: &str) -> Diagnostic {
    Diagnostic::error(
        Rule::WrittenOver,
        format!("`{path}` was changed, or is none of paf’s, and would be written over"),
    )
    .help("move the folder, or name another one with `--sources`")
}

/// The files of the project by their paths.
fn project(
    target: &Target,
    ready: &Ready,
    dependencies: &[String],
    files: &dyn Files,
) -> BTreeMap<String, Vec<u8>> {
    let mut project = BTreeMap::from([
        ("main.typ".to_owned(), ready.project.main.text.as_bytes().to_vec()),
        ("README.md".to_owned(), readme(target, ready).into_bytes()),
    ]);
    project.extend(ready.project.files.iter().map(|(path, bytes)| (path.to_string(), bytes.to_vec())));
    let fonts = files.list("fonts").unwrap_or_default();
    for path in dependencies.iter().chain(&fonts) {
        if let Ok(bytes) = files.read(path) {
            project.entry(path.clone()).or_insert_with(|| bytes.to_vec());
        }
    }
    project
}

fn readme(target: &Target, ready: &Ready) -> String {
    let (stem, date) = (target.stem(), ready.project.date);
    let pages = match target.profile {
        Profile::Screen | Profile::LargePrint => "the same pages",
        Profile::Press | Profile::Booklet => {
            "the pages of which paf makes the file for the press: one by one, with their links, in its inks"
        }
    };
    format!(
        "# {stem}\n\nMade by paf {}. Stock Typst 0.15 turns this folder into {pages}:\n\n```sh\n\
         typst compile --root . --font-path fonts --ignore-system-fonts \\\n  \
         --creation-timestamp $(date -u -d {} +%s) --pdf-standard a-3a,ua-1 main.typ {stem}.pdf\n```\n\n\
         The theme reads the texts from `main.typ`, so this file keeps its name. Where a file here was changed, paf does not write the folder again: edit the framework instead.\n",
        env!("CARGO_PKG_VERSION"),
        date.iso(),
    )
}
