//! Files in the output folder that would be written over although somebody else made them or has worked in them.

use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_pdf::saved::is_as_made_by;

use crate::disk::Output;
use crate::manifest::MANIFEST;
use crate::record::{FOLDER, Record};

/// How the name of the program begins that made a PDF of ours.
const PROGRAM: &str = "paf ";

/// What is wrong with writing these files: errors, or with `overwrite` warnings. `known` tells what the records
/// say of one.
///
/// A file whose hash is known is ours. So is a PDF of which nothing is known, and that says of itself that paf
/// made it and nobody has saved it since: one from a folder whose records are gone.
pub(crate) fn find(
    paths: &[String],
    output: &Output,
    known: impl Fn(&str) -> Known,
    overwrite: bool,
) -> Diagnostics {
    let mut found = Diagnostics::new();
    // What is no file at all, such as a pipe, is told where it is written to.
    for path in paths.iter().filter(|path| output.size(path).is_some()) {
        let known = known(path);
        let is_as_made = match known {
            Known::AsMade => true,
            Known::Altered | Known::Unknown => holds_nothing_of_others(path, output),
        };
        if !is_as_made {
            found.push(refusal(&output.shown(path), known, overwrite));
        } else if known == Known::Altered {
            found.push(replaced(&output.shown(path)));
        }
    }
    found
}

/// What is wrong with writing the manifest: the file that lies in its place may be somebody else's. Where there are
/// records of what was made it is ours, however broken; a run that was refused leaves none.
pub(crate) fn manifest(output: &Output, overwrite: bool) -> Option<Diagnostic> {
    let bytes = output.read(MANIFEST).filter(|bytes| !bytes.is_empty() && !output.exists(FOLDER))?;
    // Of another version as well: whatever it has besides, it lists what was made.
    let found = serde_json::from_slice::<serde_json::Value>(&bytes).ok();
    let is_ours = found.is_some_and(|found| found.get("targets").is_some_and(serde_json::Value::is_array));
    (!is_ours).then(|| refusal(&output.shown(MANIFEST), Known::Unknown, overwrite))
}

/// What the records say of a file that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// It is as paf made it, or a run was stopped while it did.
    AsMade,
    /// It is another one than paf made.
    Altered,
    /// Nothing.
    Unknown,
}

impl Known {
    /// What the record says that a file was made with.
    pub(crate) fn of(record: Option<&Record>, path: &str, output: &Output) -> Self {
        match record.map(|record| record.is_altered(path, output)) {
            Some(true) => Self::Altered,
            Some(false) => Self::AsMade,
            None => Self::Unknown,
        }
    }
}

fn holds_nothing_of_others(path: &str, output: &Output) -> bool {
    let Some(bytes) = output.read(path) else { return false };
    bytes.is_empty() || is_as_made_by(&bytes, PROGRAM) || is_ticket(path, &bytes, output)
}

/// Whether a file is the record of a job that lies beside the ticket that paf made.
fn is_ticket(path: &str, bytes: &[u8], output: &Output) -> bool {
    let Some(stem) = path.strip_suffix(".json") else { return false };
    let is_record = serde_json::from_slice::<serde_json::Value>(bytes).is_ok_and(|value| value.is_object());
    let drawn = output.read(&format!("{stem}.pdf"));
    is_record && drawn.is_some_and(|drawn| is_as_made_by(&drawn, PROGRAM))
}

fn refusal(path: &str, known: Known, overwrite: bool) -> Diagnostic {
    let message = match known {
        Known::Altered => format!("`{path}` was changed after paf had made it"),
        Known::AsMade | Known::Unknown => format!("`{path}` is there already, and is no file that paf made"),
    };
    if overwrite {
        return Diagnostic::warning(Rule::WrittenOver, format!("{message}; it was written over"));
    }
    Diagnostic::error(Rule::WrittenOver, format!("{message}: it stays as it is"))
        .help("move it to another folder, or build into another one with `--output`")
        .help("with `--overwrite` it is written over, and what it holds is lost")
}

/// Another file of ours in its place, such as one from a copy of the folder.
fn replaced(path: &str) -> Diagnostic {
    let message = format!("`{path}` is another file than paf had made there; it is made anew");
    Diagnostic::warning(Rule::Altered, message)
        .help("what is put into the output folder is lost: keep what you need in another one")
}
