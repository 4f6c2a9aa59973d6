//! What the documents say is so: their commands run, their options and paths exist, their links lead
//! somewhere, and what they list is what the program knows.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "the tests read the documents themselves, run what people would type, and may panic"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use paf_model::files::Memory;

use crate::pdf_framework::{ROOT, shipped_framework};

mod changelog;
pub(crate) mod commands;
mod licences;
mod links;
mod manifests;
mod options;
mod outputs;
mod templates;
mod words;

/// README, CONTRIBUTING, all of docs/ and what `paf new` says of a framework, each with its text.
pub(crate) fn documents() -> BTreeMap<String, String> {
    let docs =
        names("docs").into_iter().filter(|name| name.ends_with(".md")).map(|name| format!("docs/{name}"));
    let paths =
        docs.chain(["README.md", "CONTRIBUTING.md", "crates/paf-cli/scaffold/README.md"].map(str::to_owned));
    paths.map(|path| (path.clone(), read(&path))).collect()
}

/// The shipped framework without its catalogues, which take longer to read than all the rest, and without the
/// country editions, which need them.
fn without_translations() -> Memory {
    let mut files = shipped_framework();
    let is_left_out = |path: &str| {
        ["framework/locales/", "framework/editions/"].iter().any(|folder| path.starts_with(folder))
    };
    files.0.retain(|path, _| !is_left_out(path));
    files
}

/// A file of the repository.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Whether the repository has such a file or folder.
fn is_there(path: &str) -> bool {
    Path::new(ROOT).join(path).exists()
}

/// What lies in a folder of the repository.
fn names(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(Path::new(ROOT).join(folder)).expect("the folder is there");
    entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect()
}

/// The part of a page below a heading, up to the next one.
pub(crate) fn section<'a>(page: &'a str, heading: &str) -> &'a str {
    let mut at = page.find(&format!("# {heading}\n")).unwrap_or_else(|| panic!("no heading `{heading}`"));
    at += page[at..].find('\n').expect("a heading ends");
    let mut end = at;
    let mut is_code = false;
    for line in page[at..].split_inclusive('\n') {
        is_code ^= line.starts_with("```");
        if !is_code && line.starts_with('#') {
            break;
        }
        end += line.len();
    }
    &page[at..end]
}

/// The blocks of code in a text, each with its language.
pub(crate) fn blocks(text: &str) -> Vec<(&str, &str)> {
    text.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n')).collect()
}

/// The pieces of code in the prose of a text.
pub(crate) fn spans(text: &str) -> Vec<&str> {
    text.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2)).collect()
}

/// The rows of the tables in a text, without their heads.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut is_below_the_head = false;
    for line in text.lines() {
        let Some(row) = line.strip_prefix('|').and_then(|row| row.trim_end().strip_suffix('|')) else {
            is_below_the_head = false;
            continue;
        };
        if row.chars().all(|c| matches!(c, '|' | '-' | ' ')) {
            is_below_the_head = true;
        } else if is_below_the_head {
            let row = row.replace("\\|", "\u{0}");
            found.push(row.split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect());
        }
    }
    found
}
