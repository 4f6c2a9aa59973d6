//! A target's Typst project on disk, for those who want to go on with stock Typst.

use paf_model::files::Files;

use crate::disk::{Output, WriteError};
use crate::plan::Target;
use crate::project::Ready;

/// Writes the project into a folder named after the target: the main file, what it reads, the
/// fonts, and the command that makes the same pages.
pub(crate) fn write(
    output: &Output,
    target: &Target,
    ready: &Ready,
    dependencies: &[String],
    files: &dyn Files,
) -> Result<(), WriteError> {
    let stem = target.stem();
    let put = |path: &str, bytes: &[u8]| output.write(&format!("{stem}/{path}"), bytes);
    put("main.typ", ready.project.main.text.as_bytes())?;
    for (path, bytes) in &ready.project.files {
        put(path, bytes)?;
    }
    let fonts = files.list("fonts").unwrap_or_default();
    for path in dependencies.iter().chain(&fonts) {
        if let Ok(bytes) = files.read(path) {
            put(path, &bytes)?;
        }
    }
    let date = ready.project.date;
    put(
        "README.md",
        format!(
            "# {stem}\n\nMade by paf {}. Stock Typst 0.15 turns this folder into the same pages:\n\n```sh\n\
             typst compile --root . --font-path fonts --ignore-system-fonts \\\n  \
             --creation-timestamp $(date -u -d {} +%s) --pdf-standard a-3a,ua-1 main.typ {stem}.pdf\n```\n\n\
             Changes here are lost when paf writes the folder again: edit the framework instead.\n",
            env!("CARGO_PKG_VERSION"),
            date.iso(),
        )
        .as_bytes(),
    )
}
