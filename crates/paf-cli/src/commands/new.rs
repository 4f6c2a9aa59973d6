//! `paf new`: a framework that builds at once.

use std::path::Path;

use paf_build::{Disk, Output, WriteError, prepare};
use paf_diag::{Diagnostic, Diagnostics, Format, Rule};
use paf_model::decode::Id;
use paf_model::files::Files;

use crate::args::{Global, NewArgs};
use crate::embedded::{self, Embedded};
use crate::exit::Exit;
use crate::terminal;

pub(super) fn run(global: &Global, args: &NewArgs) -> Exit {
    let format: Format = global.message_format.into();
    let output = Output::new(&args.dir);
    let refuse = |message: String, help: &str| {
        let mut wrong = Diagnostics::new();
        wrong.push(Diagnostic::error(Rule::Usage, message).help(help));
        terminal::tell(&wrong, format);
        Exit::Usage
    };
    if !output.is_empty() {
        return refuse(
            format!("`{}` is not empty", args.dir.display()),
            "name a folder that does not exist yet, so that nothing is overwritten",
        );
    }
    let id = args.id.clone().unwrap_or_else(|| id_of_folder(&args.dir));
    if !Id::is_valid(&id) {
        return refuse(
            format!("`{id}` cannot be an id"),
            "give one with `--id`: lower-case letters, digits, hyphens",
        );
    }
    if args.title.trim().is_empty() {
        return refuse("the title is empty".to_owned(), "give one with `--title`");
    }
    match write(&output, args, &id) {
        Ok(()) => {
            if matches!(format, Format::Human | Format::Short) {
                terminal::say(&format!(
                    "a new framework is in {dir}\n  edit {dir}/framework/*.yaml, then run: paf --root {dir} build",
                    dir = args.dir.display()
                ));
            }
            Exit::Done
        }
        Err(error) => {
            let mut failed = Diagnostics::new();
            failed.push(
                Diagnostic::error(Rule::Environment, error.to_string())
                    .help("check the free space and permissions"),
            );
            terminal::tell(&failed, format);
            Exit::Environment
        }
    }
}

fn write(output: &Output, args: &NewArgs, id: &str) -> Result<(), WriteError> {
    let title = scalar(&args.title);
    for (path, text) in embedded::scaffold() {
        let text = text.replace("{{title}}", &title).replace("{{id}}", id);
        output.write(&path, text.as_bytes())?;
    }
    if args.with_templates {
        for path in ["templates", "fonts"].iter().flat_map(|folder| Embedded.list(folder).unwrap_or_default())
        {
            if let Ok(bytes) = Embedded.read(&path) {
                output.write(&path, &bytes)?;
            }
        }
    }
    let files = embedded::files(Disk::new(output.folder()));
    let (prepared, _) = prepare(&*files);
    super::schema::write(&output.folder().join("framework/.schema"), prepared.as_ref().map(|p| &p.model))?;
    Ok(())
}

/// A string as a YAML scalar, quoted where YAML needs it.
fn scalar(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A string always serialises; should it not, the schema shows the empty value.
    serde_yaml::to_string(&one_line).unwrap_or_default().trim_end().to_owned()
}

fn id_of_folder(folder: &Path) -> String {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or("framework").to_lowercase();
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let id = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if id.is_empty() { "framework".to_owned() } else { id }
}
