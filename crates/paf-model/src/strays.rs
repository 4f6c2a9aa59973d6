//! Files in the framework's folder that look like content and are not read.

use std::collections::BTreeSet;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, did_you_mean};

use crate::decode::{Id, Reference};
use crate::files::Files;
use crate::model::Model;
use crate::shape::RefKind;

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

/// Pictures of any kind.
const PICTURES: &[&str] = &["svg", "png", "jpg", "jpeg", "gif", "webp", "pdf", "eps", "ai", "tif", "tiff"];

/// Reports by its name alone every file that nothing reads, of `framework/` and of `templates/`. Notes
/// (`README.md`, a licence) and what editors and systems leave behind are nobody's mistake; the catalogues are
/// looked at where they are read.
pub(crate) fn report(paths: &[String], templates: &[String], diagnostics: &mut Diagnostics) {
    let paths: Vec<&str> = paths.iter().map(String::as_str).filter(|path| !is_left_behind(path)).collect();
    for path in &paths {
        let Some(name) = path.strip_prefix("framework/") else { continue };
        let help = match name.split_once('/') {
            None => alone(name, &paths),
            Some(("recommendations", rest)) => of_folder("recommendations", rest, &paths),
            Some(("figures", rest)) => of_folder("figures", rest, &paths),
            Some(("logos", rest)) => of_office(rest),
            Some(("locales", rest)) => of_locales("framework/locales", rest, &paths),
            Some(("editions", rest)) => of_edition(rest, &paths),
            Some((folder, _)) if FOLDERS.contains(&folder) => None,
            Some((folder, _)) => {
                Some(did_you_mean(folder, FOLDERS.iter().copied()).unwrap_or_else(|| folders(folder)))
            }
        };
        if let Some(help) = help {
            diagnostics.push(unused(path, &help));
        }
    }
    let templates: Vec<&str> = templates.iter().map(String::as_str).collect();
    for path in templates.iter().filter(|path| !is_left_behind(path)) {
        if let Some(help) = of_template(path, &templates) {
            diagnostics.push(unused(path, &help));
        }
    }
}

/// Hidden files, and the copies and locks of editors and word processors (`~$members.docx`).
fn is_left_behind(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with(['.', '~', '#']) || part.ends_with('~'))
}

fn unused(path: &str, help: &str) -> Diagnostic {
    Diagnostic::warning(Rule::UnknownFile, format!("`{path}` is not used"))
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

/// The name without what makes it almost that of a YAML file.
fn stem(name: &str) -> Option<&str> {
    ALMOST_YAML.iter().find_map(|end| {
        let (stem, found) = name.split_at_checked(name.len().checked_sub(end.len())?)?;
        found.eq_ignore_ascii_case(end).then_some(stem)
    })
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

fn of_office(name: &str) -> Option<String> {
    let ending = ending(name);
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
fn alone(name: &str, paths: &[&str]) -> Option<String> {
    if SINGLE_FILES.contains(&name) {
        return None;
    }
    let Some(stem) = stem(name) else { return of_office(name) };
    let meant = format!("{}.yaml", stem.to_lowercase());
    if SINGLE_FILES.contains(&meant.as_str()) {
        return Some(renamed(&format!("framework/{meant}"), paths));
    }
    let list = || format!("the files here are {}", SINGLE_FILES.join(", "));
    Some(did_you_mean(&meant, SINGLE_FILES.iter().copied()).unwrap_or_else(list))
}

/// A file of a folder in which every YAML file is a thing of its own.
fn of_folder(folder: &str, rest: &str, paths: &[&str]) -> Option<String> {
    let name = rest.rsplit('/').next().unwrap_or(rest);
    let Some(stem) = stem(name) else {
        // A figure may be drawn from data, which is looked at where the drawings are.
        return of_office(name).filter(|_| folder != "figures");
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
    let meant = stem(name).map(|stem| format!("{}.yaml", stem.to_lowercase()));
    let meant = meant.or_else(|| name.strip_suffix(".po.txt").map(|code| format!("{code}.po")));
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
        return stem(rest).map_or_else(
            || of_office(rest),
            |stem| Some(format!("move it to `framework/editions/{}/edition.yaml`", Id::mended(stem))),
        );
    };
    let folder = format!("framework/editions/{id}");
    let file = format!("{folder}/edition.yaml");
    if name == "edition.yaml" {
        return None;
    }
    if stem(name).is_some_and(|stem| stem.eq_ignore_ascii_case("edition")) {
        return Some(renamed(&file, paths));
    }
    if !is_edition(&folder, paths) {
        // Told once for the folder, at its first file.
        let first = paths.iter().find(|path| path.starts_with(&format!("{folder}/")))?;
        return first.ends_with(&format!("/{rest}")).then(|| {
            format!("`{folder}` is an edition once it has an `edition.yaml`: add one, or move the folder out of framework/")
        });
    }
    if let Some(locale) = name.strip_prefix("locales/") {
        return of_locales(&format!("{folder}/locales"), locale, paths);
    }
    if stem(name).is_some() {
        return Some(format!(
            "an edition is one file: write its content into `{file}`, its translations into `{folder}/locales/`"
        ));
    }
    of_office(name)
}

/// Whether a folder of `editions/` has its file, or one that is meant to be it and told as such.
fn is_edition(folder: &str, paths: &[&str]) -> bool {
    paths.iter().filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/')).any(|name| {
        !name.contains('/') && stem(name).is_some_and(|stem| stem.eq_ignore_ascii_case("edition"))
    })
}

/// A file that is meant to be one of those that templates are described in.
fn of_template(path: &str, paths: &[&str]) -> Option<String> {
    let (folder, name) = path.rsplit_once('/')?;
    let known: &[&str] = if folder == "templates/theme" { &["labels", "brand"] } else { &["document"] };
    let stem = stem(name)?.to_lowercase();
    let meant = format!("{folder}/{stem}.yaml");
    (known.contains(&stem.as_str()) && path != meant).then(|| renamed(&meant, paths))
}

/// Reports figures and pictures that nothing names.
pub(crate) fn pictures(
    model: &Model,
    references: &[Reference],
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) {
    let mut paths = files.list("framework").unwrap_or_default();
    paths.retain(|path| !is_left_behind(path));
    let code = code(files);
    let names_it = |name: &str| code.iter().any(|text| text.contains(name));
    let used: BTreeSet<&str> =
        references.iter().filter(|r| r.kind == RefKind::Figure).map(|r| r.id.as_str()).collect();
    for (id, placed) in &model.figures {
        if !used.contains(&**id) && !names_it(&format!("\"{id}\"")) {
            let help = format!(
                "print it with a block `{{id: …, kind: figure, figure: {id}}}`, or delete its files in framework/figures/"
            );
            diagnostics.push(
                Diagnostic::warning(Rule::UnknownFile, format!("the figure `{id}` is not used"))
                    .at(Place::start_of(placed.figure.at.file()))
                    .help(help),
            );
        }
    }
    let logos: BTreeSet<String> = logos(model);
    for path in &paths {
        let Some(name) = path.strip_prefix("framework/") else { continue };
        let file = name.rsplit('/').next().unwrap_or(name);
        if logos.contains(name) || names_it(file) {
            continue;
        }
        let help = match name.split_once('/') {
            Some(("logos", _)) if is_picture(file) => {
                Some(format!("name it at its organisation with `logo: {name}`, or delete it"))
            }
            Some(("figures", rest)) if is_picture(rest) => figure(rest, &paths),
            Some(("figures", _)) => of_office(file),
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
    match ending {
        "svg" if has("typ") => Some(format!("`{stem}.typ` beside it is drawn: delete one of the two")),
        // Those without words are an error of their own.
        "svg" | "typ" => None,
        _ => Some(format!("a figure is drawn in SVG or Typst: save it as `framework/figures/{stem}.svg`")),
    }
}

/// The pictures that organisations name, by their paths in `framework/`.
fn logos(model: &Model) -> BTreeSet<String> {
    let own = model.partners.iter().chain(&model.endorsers).flat_map(|list| &list.organisations);
    let changes = model.editions.iter().flat_map(|(_, e)| e.partners.iter().chain(&e.endorsers));
    let all = own.chain(changes.flat_map(|changes| &changes.add));
    all.filter_map(|organisation| organisation.logo.as_ref()).map(|logo| logo.as_str().to_owned()).collect()
}

/// The Typst files, which may name a file or a figure themselves.
fn code(files: &dyn Files) -> Vec<String> {
    let folders = ["templates", "framework/figures"];
    let paths = folders.into_iter().flat_map(|folder| files.list(folder).unwrap_or_default());
    paths
        .filter(|path| path.ends_with(".typ"))
        .filter_map(|path| files.read(&path).ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(names: &[&str]) -> Vec<String> {
        let paths: Vec<String> = names.iter().map(|name| format!("framework/{name}")).collect();
        let mut diagnostics = Diagnostics::new();
        report(&paths, &[], &mut diagnostics);
        diagnostics.iter().map(|found| found.help.join("; ")).collect()
    }

    #[test]
    fn what_is_read_or_nobodys_mistake_is_not_told() {
        let names = [
            "framework.yaml",
            "LICENSE.md",
            "README.md",
            ".DS_Store",
            "recommendations/a.yaml",
            "recommendations/.a.yaml.swp",
            "recommendations/a.yaml~",
            "recommendations/~$draft.docx",
            "recommendations/#a.yaml#",
            "figures/a.yaml",
            "figures/a.svg",
            "locales/de.po",
            "locales/de.po~",
            "locales/de.ledger.yaml",
            "locales/de.terms.yaml",
            "locales/minor-changes.yaml",
            ".schema/framework.json",
            "editions/at/edition.yaml",
            "editions/at/locales/de.po",
        ];
        assert_eq!(told(&names), Vec::<String>::new());
    }

    #[test]
    fn what_looks_like_content_is_told_with_its_right_name() {
        for (name, help) in [
            ("partners.yml", "rename it to `framework/partners.yaml`"),
            ("Partners.yaml", "rename it to `framework/partners.yaml`"),
            ("partners.yaml.txt", "rename it to `framework/partners.yaml`"),
            ("recommendations/new.yml", "rename it to `framework/recommendations/new.yaml`"),
            ("recommendations/New one.YAML", "rename it to `framework/recommendations/new-one.yaml`"),
            ("recommendations/new.yaml.txt", "rename it to `framework/recommendations/new.yaml`"),
            (
                "recommendations/sub/new.yaml",
                "folders within recommendations/ are not read: move it to `framework/recommendations/new.yaml`",
            ),
            ("editions/be/edition.yml", "rename it to `framework/editions/be/edition.yaml`"),
            ("locales/de.terms.yml", "rename it to `framework/locales/de.terms.yaml`"),
            ("locales/de.po.txt", "rename it to `framework/locales/de.po`"),
            ("editions/be.yaml", "move it to `framework/editions/be/edition.yaml`"),
            (
                "editions/be/locales/nl.po",
                "`framework/editions/be` is an edition once it has an `edition.yaml`: add one, or move the folder \
                 out of framework/",
            ),
        ] {
            assert_eq!(told(&[name]), [help], "{name}");
        }
        for name in ["members.csv", "recommendations/draft.docx", "logos/list.xlsx", "editions/at/x.odt"] {
            assert_eq!(told(&["editions/at/edition.yaml", name]).len(), 1, "{name}");
        }
    }

    #[test]
    fn a_file_that_is_there_is_never_to_be_overwritten() {
        let help = |meant: &str| {
            format!(
                "`framework/{meant}` is the file that is read: write into it what is only in this one, and delete this one"
            )
        };
        for (there, name) in [
            ("partners.yaml", "partners.yml"),
            ("recommendations/new.yaml", "recommendations/new.yaml.txt"),
            ("recommendations/new.yaml", "recommendations/old/new.yaml"),
            ("editions/at/edition.yaml", "editions/at/Edition.yml"),
        ] {
            assert_eq!(told(&[there, name]), [help(there)], "{name}");
        }
    }

    #[test]
    fn a_folder_without_an_edition_is_told_once_whatever_a_system_left_in_it() {
        let names = ["editions/be/.DS_Store", "editions/be/locales/fr.po", "editions/be/locales/nl.po"];
        assert_eq!(told(&names).len(), 1);
    }

    #[test]
    fn the_files_that_describe_templates_are_looked_at_too() {
        for (path, meant) in [
            ("templates/poster/document.yml", "templates/poster/document.yaml"),
            ("templates/theme/labels.yaml.txt", "templates/theme/labels.yaml"),
        ] {
            let mut diagnostics = Diagnostics::new();
            report(&[], &[path.to_owned(), "templates/report/document.yaml".to_owned()], &mut diagnostics);
            let told: Vec<String> = diagnostics.iter().map(|found| found.help.join("; ")).collect();
            assert_eq!(told, [format!("rename it to `{meant}`")], "{path}");
        }
    }
}
