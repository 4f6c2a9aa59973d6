//! Files in the framework's folder that look like content and are not read.

mod kind;

use std::collections::BTreeSet;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, did_you_mean, nearest};

use crate::decode::{Id, Reference};
use crate::files::Files;
use crate::model::Model;
use crate::node::Node;
use crate::pictures;
use crate::shape::RefKind;
pub(crate) use kind::Kind;

/// The files of `framework/` that stand alone.
const SINGLE_FILES: &[&str] = &[
    "framework.yaml",
    "report.yaml",
    "expert-group.yaml",
    "partners.yaml",
    "endorsers.yaml",
    "leaflet.yaml",
    "glossary.yaml",
    "references.yaml",
];

/// The folders of `framework/`.
const FOLDERS: &[&str] = &["recommendations", "figures", "logos", "locales", "editions", ".schema"];

/// What YAML files are called by programs that hide or change the ending.
const ALMOST_YAML: &[&str] = &[".yml", ".yaml.txt", ".yml.txt", ".yaml.yaml", ".yaml"];

/// What word processors and spreadsheets write.
const OFFICE: &[&str] =
    &["csv", "tsv", "xls", "xlsx", "ods", "doc", "docx", "odt", "rtf", "pages", "numbers"];

/// What translators send back.
const EXCHANGED: &[&str] = &["xlf", "xliff", "sdlxliff", "mxliff", "mqxliff", "tmx"];

/// Pictures of any kind.
const PICTURES: &[&str] = &[
    "svg", "svgz", "png", "jpg", "jpeg", "gif", "webp", "pdf", "eps", "ai", "tif", "tiff", "bmp", "heic",
    "heif", "avif", "psd", "jxl", "jp2",
];

/// Reports by its name alone every file that nothing reads, of `framework/` and of `templates/`. Notes
/// (`README.md`, a licence) and what editors and systems leave behind are nobody's mistake; the catalogues are
/// looked at where they are read.
///
/// Gives the paths of files that stand alone and are not there, because they have such a name. They are errors:
/// whole parts of the documents would be missing.
pub(crate) fn report(
    files: &dyn Files,
    paths: &[String],
    templates: &[String],
    diagnostics: &mut Diagnostics,
) -> Vec<String> {
    let mut misnamed = Vec::new();
    let is_looked_at =
        |path: &&str| !is_left_behind(path) && !is_note(path.rsplit('/').next().unwrap_or_default());
    let paths: Vec<&str> = paths.iter().map(String::as_str).filter(is_looked_at).collect();
    for path in &paths {
        let Some(name) = path.strip_prefix("framework/") else { continue };
        let kind = || kind::of_file(files, path);
        let help = match name.split_once('/') {
            None => alone(name, kind, &paths),
            Some(("recommendations", rest)) => of_recommendations(rest, &paths),
            Some(("figures", rest)) => of_folder("figures", rest, &paths),
            Some(("logos", rest)) => of_office(rest).or_else(|| misplaced(rest, kind, &paths)),
            Some(("locales", rest)) => of_locales("framework/locales", rest, &paths),
            Some(("editions", rest)) => of_edition(rest, &paths),
            Some((folder, _)) if FOLDERS.contains(&folder) => None,
            Some((folder, rest)) => Some(of_other_folder(folder, rest, &paths)),
        };
        if let Some(help) = help {
            let meant = alone_by_another_name(name, &paths);
            diagnostics.push(if meant.is_some() { not_read(path, &help) } else { unused(path, &help) });
            misnamed.extend(meant);
        }
    }
    for path in beside(files) {
        let meant = format!("framework/{path}");
        diagnostics.push(unused(&path, &moved(&meant, &paths)));
    }
    let templates: Vec<&str> = templates.iter().map(String::as_str).collect();
    for path in templates.iter().filter(|path| !is_left_behind(path)) {
        if let Some(meant) = of_template(path) {
            let help = renamed(&meant, &templates);
            if templates.contains(&meant.as_str()) || !meant.ends_with("/document.yaml") {
                diagnostics.push(unused(path, &help));
            } else {
                diagnostics.push(not_read(path, &help));
                misnamed.push(meant);
            }
        }
    }
    misnamed
}

/// The file that stands alone in `framework/` and that one of another name is meant to be, if it is not there.
fn alone_by_another_name(name: &str, paths: &[&str]) -> Option<String> {
    let stem = stem_of(name).filter(|_| !name.contains('/'))?;
    let meant = format!("{}.yaml", stem.to_lowercase());
    let path = format!("framework/{meant}");
    (SINGLE_FILES.contains(&meant.as_str()) && !paths.contains(&path.as_str())).then_some(path)
}

/// What systems leave in folders.
const OF_SYSTEMS: &[&str] = &["thumbs.db", "desktop.ini", "icon\r", "__macosx"];

/// What backups and temporary files of editors, word processors and git end with.
const OF_EDITORS: &[&str] = &["~", ".bak", ".orig", ".rej", ".swp", ".swo", ".tmp", ".temp", ".save", ".old"];

/// Hidden files, and what editors, word processors and systems leave behind (`~$members.docx`).
fn is_left_behind(path: &str) -> bool {
    path.split('/').any(|part| {
        let part = part.to_lowercase();
        part.starts_with(['.', '~', '#'])
            || OF_SYSTEMS.contains(&part.as_str())
            || OF_EDITORS.iter().any(|end| part.ends_with(end))
    })
}

/// Notes for those who work on the files, which are no content. What a word processor has written may
/// be some.
fn is_note(name: &str) -> bool {
    const NOTES: [&str; 9] =
        ["readme", "license", "licence", "copying", "changelog", "contributing", "notes", "todo", "authors"];
    let name = name.to_lowercase();
    let stem = name.split('.').next().unwrap_or_default();
    NOTES
        .iter()
        .any(|note| stem.strip_prefix(note).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)))
        && stem_of(&name).is_none()
        && of_office(&name).is_none()
}

fn unused(path: &str, help: &str) -> Diagnostic {
    Diagnostic::warning(Rule::UnknownFile, format!("`{path}` is not used"))
        .at(Place::start_of(&SourceFile::new(path, "")))
        .help(help)
}

fn not_read(path: &str, help: &str) -> Diagnostic {
    Diagnostic::error(Rule::UnknownFile, format!("`{path}` is not read: its name is not right"))
        .at(Place::start_of(&SourceFile::new(path, "")))
        .help(help)
}

fn ending(name: &str) -> String {
    name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

fn is_picture(name: &str) -> bool {
    let ending = ending(name);
    PICTURES.contains(&ending.as_str()) || ending == "typ"
}

/// The name without what makes it a YAML file, or almost one: `a.yml`, `a.yaml (1)`, `a.yam`.
fn stem_of(name: &str) -> Option<&str> {
    let whole = ALMOST_YAML.iter().find_map(|end| {
        let (stem, found) = name.split_at_checked(name.len().checked_sub(end.len())?)?;
        found.eq_ignore_ascii_case(end).then_some(stem)
    });
    if whole.is_some() || is_picture(name) || of_office(name).is_some() {
        return whole;
    }
    let lower = name.to_ascii_lowercase();
    let within = [".yaml", ".yml"].iter().find_map(|end| lower.find(end));
    let slip = || {
        let (stem, ending) = lower.rsplit_once('.')?;
        (ending.starts_with('y') && nearest(ending, ["yaml", "yml"]).is_some()).then_some(stem.len())
    };
    name.get(..within.or_else(slip)?)
}

/// Whether a file that ends with `.yaml` is told by its name alone, and read as nothing: `a.yaml.yaml`.
pub(crate) fn has_ending_twice(stem: &str) -> bool {
    stem.to_ascii_lowercase().ends_with(".yaml")
}

/// What to do with a file that is meant to be `meant`, which may be there already.
fn renamed(meant: &str, paths: &[&str]) -> String {
    if paths.contains(&meant) {
        format!(
            "`{meant}` is the file that is read: write into it what is only in this one, and delete this one"
        )
    } else {
        format!("rename it to `{meant}`")
    }
}

/// Where a file is to go; what is there already is never to be written over.
fn moved(meant: &str, paths: &[&str]) -> String {
    if paths.contains(&meant) { renamed(meant, paths) } else { format!("move it to `{meant}`") }
}

/// Content that stands beside `framework/` instead of in it.
fn beside(files: &dyn Files) -> Vec<String> {
    let folders = FOLDERS.iter().filter(|folder| !folder.starts_with('.'));
    let in_folders = folders.flat_map(|folder| files.list(folder).unwrap_or_default());
    let single = SINGLE_FILES.iter().map(|name| (*name).to_owned());
    let all = single.chain(in_folders.filter(|path| path.ends_with(".yaml") && !is_left_behind(path)));
    // Another program may have files of these names.
    all.filter(|path| kind::of_file(files, path).is_some()).collect()
}

/// A file in a folder that `framework/` does not have.
fn of_other_folder(folder: &str, rest: &str, paths: &[&str]) -> String {
    match nearest(folder, FOLDERS.iter().copied()) {
        Some(near) => moved(&format!("framework/{near}/{rest}"), paths),
        None => folders(folder),
    }
}

/// A YAML file in a folder of other things.
fn misplaced(name: &str, kind: impl Fn() -> Option<Kind>, paths: &[&str]) -> Option<String> {
    let stem = stem_of(name.rsplit('/').next().unwrap_or(name))?;
    Some(match kind() {
        Some(kind) => format!("it reads like {}: {}", kind.word(), moved(&kind.path(stem), paths)),
        None => "no YAML is read here: move it to where its content belongs, or out of framework/".to_owned(),
    })
}

/// A file of the folder in which each recommendation has its own.
fn of_recommendations(rest: &str, paths: &[&str]) -> Option<String> {
    let name = rest.rsplit('/').next().unwrap_or(rest);
    if stem_of(name).is_some() {
        return of_folder("recommendations", rest, paths);
    }
    of_office(name).or_else(|| of_prose(rest)).or_else(|| {
        let id = Id::mended(name.split('.').next().unwrap_or_default());
        let meant = format!("framework/recommendations/{id}.yaml");
        Some(match id.is_empty() {
            false if paths.contains(&meant.as_str()) => renamed(&meant, paths),
            _ => format!(
                "each recommendation is a file `framework/recommendations/<id>.yaml`: {}",
                or_outside(&format!("give it such a name if it is one{}", said_as(&id, &meant)))
            ),
        })
    })
}

fn said_as(id: &str, meant: &str) -> String {
    if id.is_empty() { String::new() } else { format!(" (`{meant}`)") }
}

fn or_outside(advice: &str) -> String {
    format!("{advice}, or keep it outside of framework/")
}

/// A text in a folder where each thing is a YAML file.
fn of_prose(rest: &str) -> Option<String> {
    const PROSE: [&str; 7] = ["txt", "md", "html", "htm", "json", "toml", "xml"];
    let ending = ending(rest);
    PROSE.contains(&ending.as_str()).then(|| {
        format!(
            "paf reads no `.{ending}` files here: write a recommendation as a `.yaml` file, as the others are"
        )
    })
}

fn of_office(name: &str) -> Option<String> {
    let ending = ending(name);
    if EXCHANGED.contains(&ending.as_str()) {
        return Some("what translators send back goes through `paf translate import`".to_owned());
    }
    OFFICE.contains(&ending.as_str()).then(|| {
        format!(
            "paf reads no `.{ending}` files: write the content into the YAML files, or keep this file outside of \
             framework/; what translators send back goes through `paf translate import`"
        )
    })
}

fn folders(folder: &str) -> String {
    let visible: Vec<&str> = FOLDERS.iter().copied().filter(|folder| !folder.starts_with('.')).collect();
    format!("the folders are {}; move `{folder}` out of framework/", visible.join(", "))
}

/// A file that stands directly in `framework/`.
fn alone(name: &str, kind: impl Fn() -> Option<Kind>, paths: &[&str]) -> Option<String> {
    if SINGLE_FILES.contains(&name) {
        return None;
    }
    let Some(stem) = stem_of(name) else {
        let lower = name.to_lowercase();
        let catalogue = lower.strip_suffix(".po").or_else(|| lower.strip_suffix(".po.txt"));
        return match catalogue {
            Some(code) => Some(moved(&format!("framework/locales/{code}.po"), paths)),
            None => of_office(name).or_else(|| Some(or_outside(&the_files()))),
        };
    };
    let meant = format!("{}.yaml", stem.to_lowercase());
    if SINGLE_FILES.contains(&meant.as_str()) {
        return Some(renamed(&format!("framework/{meant}"), paths));
    }
    if let Some(kind) = kind().filter(|kind| kind.is_of_folder()) {
        return Some(format!("it reads like {}: {}", kind.word(), moved(&kind.path(stem), paths)));
    }
    Some(did_you_mean(&meant, SINGLE_FILES.iter().copied()).unwrap_or_else(the_files))
}

fn the_files() -> String {
    format!("the files here are {}", SINGLE_FILES.join(", "))
}

/// A file of a folder in which every YAML file is a thing of its own.
fn of_folder(folder: &str, rest: &str, paths: &[&str]) -> Option<String> {
    let name = rest.rsplit('/').next().unwrap_or(rest);
    let Some(stem) = stem_of(name) else {
        // A figure may be drawn from data, which is looked at where the drawings are.
        return of_office(name).filter(|_| !folder.ends_with("figures"));
    };
    let is_in_place = !rest.contains('/');
    if is_in_place && name == format!("{stem}.yaml") {
        return None;
    }
    let id = Id::mended(stem);
    let meant = format!("framework/{folder}/{id}.yaml");
    Some(if id.is_empty() {
        format!(
            "name it `framework/{folder}/<id>.yaml`, with an id of lower-case letters, digits and hyphens"
        )
    } else if is_in_place || paths.contains(&meant.as_str()) {
        renamed(&meant, paths)
    } else {
        format!("folders within {folder}/ are not read: move it to `{meant}`")
    })
}

/// A file beside the catalogues.
fn of_locales(folder: &str, name: &str, paths: &[&str]) -> Option<String> {
    let is_read = |name: &str| {
        [".po", ".ledger.yaml", ".terms.yaml"].iter().any(|end| name.ends_with(end))
            || name == "minor-changes.yaml"
    };
    if is_read(name) {
        return None;
    }
    let meant = stem_of(name).map(|stem| format!("{}.yaml", stem.to_lowercase()));
    let lower = name.to_lowercase();
    let catalogue = lower.strip_suffix(".po").or_else(|| lower.strip_suffix(".po.txt"));
    let meant = meant.or_else(|| catalogue.map(|code| format!("{code}.po")));
    if let Some(meant) = meant.filter(|meant| is_read(meant)) {
        return Some(renamed(&format!("{folder}/{meant}"), paths));
    }
    of_office(name).or_else(|| {
        Some(
            "the catalogue of a language is called `<language>.po`, its termbase `<language>.terms.yaml`; what \
             translators send back goes through `paf translate import`"
                .to_owned(),
        )
    })
}

/// A file of an edition's folder.
fn of_edition(rest: &str, paths: &[&str]) -> Option<String> {
    let Some((id, name)) = rest.split_once('/') else {
        return stem_of(rest).map_or_else(
            || {
                Some(of_office(rest).unwrap_or_else(|| {
                    or_outside("an edition is a folder with an `edition.yaml`: give this file a place in one")
                }))
            },
            |stem| Some(format!("move it to `framework/editions/{}/edition.yaml`", Id::mended(stem))),
        );
    };
    let folder = format!("framework/editions/{id}");
    let file = format!("{folder}/edition.yaml");
    if name == "edition.yaml" {
        return None;
    }
    if stem_of(name).is_some_and(|stem| stem.eq_ignore_ascii_case("edition")) {
        return Some(renamed(&file, paths));
    }
    if !is_edition(&folder, paths) {
        // Told once for the folder, at its first file.
        let first = paths.iter().find(|path| path.starts_with(&format!("{folder}/")))?;
        return first.ends_with(&format!("/{rest}")).then(|| {
            format!("`{folder}` is an edition once it has an `edition.yaml`: add one, or move the folder out of framework/")
        });
    }
    if let Some(figure) = name.strip_prefix("figures/") {
        return of_folder(&format!("editions/{id}/figures"), figure, paths);
    }
    if let Some(locale) = name.strip_prefix("locales/") {
        return of_locales(&format!("{folder}/locales"), locale, paths);
    }
    // An organisation may name a picture, which is looked at where those are.
    let in_its_file = || {
        format!(
            "an edition is one file: write its content into `{file}`, its translations into `{folder}/locales/`"
        )
    };
    (!is_picture(name)).then(|| of_office(name).unwrap_or_else(in_its_file))
}

/// Whether a folder of `editions/` has its file, or one that is meant to be it and told as such.
fn is_edition(folder: &str, paths: &[&str]) -> bool {
    paths.iter().filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/')).any(|name| {
        !name.contains('/') && stem_of(name).is_some_and(|stem| stem.eq_ignore_ascii_case("edition"))
    })
}

/// What templates of web pages, and what they take in, end with.
const OF_PAGES: [&str; 5] = ["html", "css", "js", "txt", "xml"];

/// A file that is meant to be one of those that templates are described in, or a template of a page.
fn of_template(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/')?;
    if let Some(page) = path.strip_prefix("templates/site/pages/") {
        let (page, ending) = page.rsplit_once('.').unwrap_or((page, ""));
        let is_other = !OF_PAGES.contains(&ending) && !is_note(name);
        return is_other.then(|| format!("templates/site/pages/{page}.html"));
    }
    let known: &[&str] = match folder {
        "templates/theme" => &["labels", "brand"],
        "templates/site" => &["labels"],
        _ => &["document"],
    };
    let stem = stem_of(name)?.to_lowercase();
    let meant = format!("{folder}/{stem}.yaml");
    (known.contains(&stem.as_str()) && path != meant).then_some(meant)
}

/// What to do with a file whose content is of a kind that its folder has not; none where it may be.
pub(crate) fn belongs_elsewhere(path: &str, stem: &str, kind: Kind, found: &Node) -> Option<Diagnostic> {
    let other = Kind::of_node(found).filter(|other| *other != kind)?;
    let message =
        format!("`{path}` reads like {}, and this folder has {} in each file", other.word(), kind.word());
    Some(
        Diagnostic::error(Rule::UnknownFile, message)
            .at(Place::start_of(found.place.file()))
            .help(format!("move it to `{}`", other.path(stem))),
    )
}

/// The file that another one is a copy of, by what systems call copies: `testing (1)`, `Copy of testing`.
pub(crate) fn copied<'a>(stem: &str, siblings: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = Id::mended(stem);
    let is_of = |original: &&str| {
        let rest = name.strip_prefix(*original).map(|rest| rest.trim_start_matches('-'));
        let is_number = |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit());
        name == format!("copy-of-{original}")
            || rest.is_some_and(|rest| is_number(rest) || rest.split('-').any(|word| word == "copy"))
    };
    siblings.into_iter().filter(|sibling| *sibling != stem).find(is_of)
}

/// Reports figures and pictures that nothing names.
pub(crate) fn pictures(
    model: &Model,
    references: &[Reference],
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) {
    let mut paths = files.list("framework").unwrap_or_default();
    paths.retain(|path| !is_left_behind(path) && !is_note(path.rsplit('/').next().unwrap_or_default()));
    let code = code(files);
    let names_it = |name: &str| code.iter().any(|text| text.contains(name));
    let used: BTreeSet<&str> =
        references.iter().filter(|r| r.kind == RefKind::Figure).map(|r| r.id.as_str()).collect();
    let own = model.nationals.iter().flat_map(|(edition, national)| pictures::own_figures(national, edition));
    for (id, placed) in model.figures.iter().chain(own) {
        if !used.contains(&**id) && !names_it(&format!("\"{id}\"")) {
            let help = format!(
                "print it with a block `{{id: …, kind: figure, figure: {id}}}`, or delete its files in {}/",
                placed.folder
            );
            diagnostics.push(
                Diagnostic::warning(Rule::UnknownFile, format!("the figure `{id}` is not used"))
                    .at(Place::start_of(placed.figure.at.file()))
                    .help(help),
            );
        }
    }
    let logos: BTreeSet<String> = logos(model);
    let mut drawn: BTreeSet<String> =
        pictures::named(model).into_iter().map(|picture| picture.path).collect();
    let own = model.nationals.iter().flat_map(|(edition, national)| pictures::own_figures(national, edition));
    drawn.extend(own.map(|(id, placed)| format!("{}/{id}.typ", placed.folder)));
    for path in &paths {
        let Some(name) = path.strip_prefix("framework/") else { continue };
        let file = name.rsplit('/').next().unwrap_or(name);
        if logos.contains(name) || names_it(file) || drawn.contains(path.as_str()) {
            continue;
        }
        let help = match name.split_once('/') {
            Some(("logos", _)) if is_picture(file) => {
                Some(format!("name it at its organisation with `logo: {name}`, or delete it"))
            }
            Some(("figures", rest)) if is_picture(rest) => figure(rest, &paths),
            Some(("editions", of_edition)) if is_picture(file) => {
                let own = of_edition.split_once('/').map_or(of_edition, |(_, own)| own);
                Some(format!(
                    "name it at an organisation with `logo: {name}`, at one of the `organisers` with `logo: {own}`, or as \
                     the photograph of the round table; or delete it"
                ))
            }
            Some(("figures", _)) if stem_of(file).is_none() => Some(of_office(file).unwrap_or_else(|| {
                or_outside("a figure is a drawing (`.svg`, `.png`, `.jpg`, `.typ`) with its words (`.yaml`): give this file such an ending if it is one")
            })),
            Some(("logos", _)) if stem_of(file).is_none() && of_office(file).is_none() => {
                Some(or_outside("a logo is a picture: give this file the ending of its kind, such as `.svg`"))
            }
            _ => None,
        };
        if let Some(help) = help {
            diagnostics.push(unused(path, &help));
        }
    }
}

/// A picture in `figures/` that is no figure's drawing.
fn figure(rest: &str, paths: &[String]) -> Option<String> {
    let (stem, ending) = rest.rsplit_once('.')?;
    if rest.contains('/') {
        let name = rest.rsplit('/').next().unwrap_or(rest);
        return Some(format!("folders within figures/ are not read: move it to `framework/figures/{name}`"));
    }
    let has = |ending: &str| paths.contains(&format!("framework/figures/{stem}.{ending}"));
    let lower = ending.to_lowercase();
    let is_printed = pictures::ENDINGS.contains(&lower.as_str());
    let drawn = ["typ"].into_iter().chain(pictures::ENDINGS).find(|ending| has(ending));
    match drawn.filter(|drawn| *drawn != ending) {
        _ if ending == "typ" => None,
        Some(drawn) if is_printed && has("yaml") => {
            Some(format!("`{stem}.{drawn}` beside it is drawn: delete one of the two"))
        }
        // Those without words are an error of their own.
        _ if ending == "svg" => None,
        _ if is_printed && has("yaml") && lower == ending => None,
        _ if is_printed && lower != ending => {
            Some(format!("rename it to `framework/figures/{stem}.{lower}`"))
        }
        _ if is_printed => Some(format!(
            "to print it as a figure, add `framework/figures/{stem}.yaml` with `title` and `alt`; or delete it"
        )),
        _ => Some(format!(
            "a figure is a picture ({KINDS}) or a drawing in Typst: save it as `framework/figures/{stem}.png` or `.svg`",
            KINDS = pictures::KINDS
        )),
    }
}

/// The pictures that organisations and round tables name, by their paths in `framework/`.
fn logos(model: &Model) -> BTreeSet<String> {
    let logos = pictures::organisations(model).filter_map(|organisation| organisation.logo.as_ref());
    let tables = model.editions.iter().filter_map(|(_, edition)| edition.round_table.as_ref());
    let photos = tables.filter_map(|table| table.photo.as_ref()).map(|photo| &photo.file);
    let organisers = model.editions.iter().flat_map(|(id, edition)| {
        let logos = edition.organisers.iter().filter_map(|organiser| organiser.logo.as_ref());
        logos.map(move |logo| format!("editions/{id}/{}", logo.as_str()))
    });
    logos.chain(photos).map(|picture| picture.as_str().to_owned()).chain(organisers).collect()
}

/// The Typst files, which may name a file or a figure themselves.
fn code(files: &dyn Files) -> Vec<String> {
    let folders = ["templates", "framework/figures", "framework/editions"];
    let paths = folders.into_iter().flat_map(|folder| files.list(folder).unwrap_or_default());
    paths
        .filter(|path| path.ends_with(".typ"))
        .filter_map(|path| files.read(&path).ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect()
}

#[cfg(test)]
mod tests;
