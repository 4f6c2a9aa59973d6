//! `paf new`: a framework that builds at once.

use std::path::Path;

use paf_build::{Disk, Output, WriteError, prepare};
use paf_diag::{Command, Diagnostic, Diagnostics, Format, Place, Rule, SourceFile, Standpoint};
use paf_locale::Lang;
use paf_model::decode::{Id, bad_language};
use paf_model::files::Files;

use crate::args::{Global, NewArgs};
use crate::commands::scalar;
use crate::embedded::{self, Embedded};
use crate::exit::Exit;
use crate::here::from_here;
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
    let languages = match languages(&args.lang) {
        Ok(languages) => languages,
        Err(wrong) => {
            terminal::tell(&wrong, format);
            return Exit::Usage;
        }
    };
    match write(&output, args, &id, &languages) {
        Ok(()) => {
            if matches!(format, Format::Human | Format::Short) {
                terminal::say(&begun(&args.dir, &languages));
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

/// Where the framework is, and how to go on.
fn begun(dir: &Path, languages: &[Lang]) -> String {
    let way = from_here(dir);
    let named = (!way.as_os_str().is_empty()).then(|| dir.to_string_lossy());
    let there = Standpoint::new(&way.to_string_lossy()).named(named.as_deref());
    let build = there.commands(&Command::new("build").to_string());
    let mut said = format!(
        "a new framework is in {}\n  edit {}, then run {build}",
        dir.display(),
        there.path("framework/*.yaml")
    );
    if !languages.is_empty() {
        let sync = there.commands(&Command::new("translate sync").to_string());
        said.push_str(&format!("\n  after {sync}, translate in {}", there.path("framework/locales/")));
    }
    for lang in languages.iter().filter(|lang| embedded::fixed_words(**lang).is_none()) {
        said.push_str(&format!(
            "\n  nobody has translated the fixed words of the documents into {} yet: they are among the texts to translate",
            lang.english_name()
        ));
    }
    said
}

/// The languages to translate into, each once; the scaffold itself is in English.
fn languages(codes: &[String]) -> Result<Vec<Lang>, Diagnostics> {
    let (mut languages, mut wrong) = (Vec::new(), Diagnostics::new());
    for code in codes {
        match Lang::parse_or_near(code) {
            Ok(lang) if languages.contains(&lang) || lang.language() == Lang::ENGLISH.language() => {}
            Ok(lang) => languages.push(lang),
            Err(_) => {
                let unknown = bad_language(code, &Place::start_of(&SourceFile::new("", "")));
                wrong.push(Diagnostic { rule: Rule::UnknownSelection, primary: None, ..unknown });
            }
        }
    }
    if wrong.is_empty() { Ok(languages) } else { Err(wrong) }
}

fn write(output: &Output, args: &NewArgs, id: &str, languages: &[Lang]) -> Result<(), WriteError> {
    let title = scalar(&args.title);
    let codes: Vec<&str> = std::iter::once(&Lang::ENGLISH).chain(languages).map(|lang| lang.code()).collect();
    let codes = codes.join(", ");
    for (path, text) in embedded::scaffold() {
        let text = text.replace("{{title}}", &title).replace("{{id}}", id).replace("{{languages}}", &codes);
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
    for lang in languages {
        if let Some(catalogue) = embedded::fixed_words(*lang) {
            output.write(&format!("framework/locales/{lang}.po"), catalogue.as_bytes())?;
        }
    }
    let files = embedded::files(Disk::new(output.folder()));
    let (prepared, _) = prepare(&*files);
    super::schema::write(&output.folder().join("framework/.schema"), prepared.as_ref().map(|p| &*p.model))?;
    Ok(())
}

fn id_of_folder(folder: &Path) -> String {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or("framework").to_lowercase();
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let id = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if id.is_empty() { "framework".to_owned() } else { id }
}
