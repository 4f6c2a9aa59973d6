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

/// Reports by its name alone every file that nothing reads. Notes (`README.md`, a licence) and hidden files
/// are nobody's mistake; the catalogues are looked at where they are read.
pub(crate) fn report(paths: &[String], diagnostics: &mut Diagnostics) {
    for path in paths {
        let Some(name) = path.strip_prefix("framework/") else { continue };
        if name.split('/').any(|part| part.starts_with('.')) {
            continue;
        }
        let help = match name.split_once('/') {
            None => alone(name),
            Some(("recommendations", rest)) => of_folder("recommendations", rest),
            Some(("figures", rest)) if !is_picture(rest) => of_folder("figures", rest),
            Some(("editions", rest)) => of_edition(rest, paths),
            Some((folder, _)) if FOLDERS.contains(&folder) => None,
            Some((folder, _)) => {
                Some(did_you_mean(folder, FOLDERS.iter().copied()).unwrap_or_else(|| folders(folder)))
            }
        };
        if let Some(help) = help {
            diagnostics.push(unused(path, &help));
        }
    }
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
fn stem(name: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let end = ALMOST_YAML.iter().find(|end| lower.ends_with(*end))?;
    name.get(..name.len() - end.len()).map(str::to_owned)
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
    format!("the folders are {}; move `{folder}` out of framework/", FOLDERS[..FOLDERS.len() - 1].join(", "))
}

/// A file that stands directly in `framework/`.
fn alone(name: &str) -> Option<String> {
    if SINGLE_FILES.contains(&name) {
        return None;
    }
    if let Some(stem) = stem(name) {
        let meant = format!("{}.yaml", stem.to_lowercase());
        if SINGLE_FILES.contains(&meant.as_str()) {
            return Some(format!("rename it to `{meant}`"));
        }
        let list = || format!("the files here are {}", SINGLE_FILES.join(", "));
        return Some(did_you_mean(&meant, SINGLE_FILES.iter().copied()).unwrap_or_else(list));
    }
    of_office(name)
}

/// A file of a folder in which every YAML file is a thing of its own.
fn of_folder(folder: &str, rest: &str) -> Option<String> {
    let name = rest.rsplit('/').next().unwrap_or(rest);
    let Some(stem) = stem(name) else { return of_office(name) };
    let in_place = !rest.contains('/');
    if in_place && name.ends_with(".yaml") && !stem.ends_with(".yaml") && !stem.is_empty() {
        return None;
    }
    let meant = format!("framework/{folder}/{}.yaml", Id::mended(&stem));
    Some(if in_place {
        format!("rename it to `{meant}`")
    } else {
        format!("folders within {folder}/ are not read: move it to `{meant}`")
    })
}

/// A file of an edition's folder.
fn of_edition(rest: &str, paths: &[String]) -> Option<String> {
    let Some((id, name)) = rest.split_once('/') else {
        return stem(rest).map_or_else(
            || of_office(rest),
            |stem| Some(format!("move it to `framework/editions/{}/edition.yaml`", Id::mended(&stem))),
        );
    };
    let folder = format!("framework/editions/{id}");
    if name == "edition.yaml" || name.starts_with("locales/") && is_edition(&folder, paths) {
        return None;
    }
    if stem(name).is_some_and(|stem| stem.eq_ignore_ascii_case("edition")) {
        return Some(format!("rename it to `{folder}/edition.yaml`"));
    }
    if !is_edition(&folder, paths) {
        let is_first = paths.iter().find(|path| path.starts_with(&format!("{folder}/")))?.ends_with(rest);
        return is_first.then(|| {
            format!("`{folder}` is an edition once it has an `edition.yaml`: add one, or move the folder out of framework/")
        });
    }
    if stem(name).is_some() {
        return Some(format!(
            "an edition is one file: write its content into `{folder}/edition.yaml`, its translations into \
             `{folder}/locales/`"
        ));
    }
    of_office(name)
}

/// Whether a folder of `editions/` has its file, or one that is meant to be it and told as such.
fn is_edition(folder: &str, paths: &[String]) -> bool {
    paths.iter().filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/')).any(|name| {
        !name.contains('/') && stem(name).is_some_and(|stem| stem.eq_ignore_ascii_case("edition"))
    })
}

/// Reports figures and pictures that nothing names.
pub(crate) fn pictures(
    model: &Model,
    references: &[Reference],
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) {
    let paths = files.list("framework").unwrap_or_default();
    let code = code(files);
    let names_it = |name: &str| code.iter().any(|text| text.contains(name));
    let used: BTreeSet<&str> =
        references.iter().filter(|r| r.kind == RefKind::Figure).map(|r| r.id.as_str()).collect();
    let is_known = |id: &str| model.figures.iter().any(|(known, _)| **known == *id);
    // Where a figure is misspelt, the one that is meant is not unused as well.
    let all_known = used.iter().all(|id| is_known(id));
    for (id, placed) in model.figures.iter().filter(|_| all_known) {
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
        if file.starts_with('.') || logos.contains(name) || names_it(file) {
            continue;
        }
        let help = match name.split_once('/') {
            Some(("logos", _)) => of_office(file).or_else(|| {
                is_picture(file)
                    .then(|| format!("name it at its organisation with `logo: {name}`, or delete it"))
            }),
            Some(("figures", rest)) if is_picture(rest) => figure(rest, &paths),
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
        report(&paths, &mut diagnostics);
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
            "figures/a.yaml",
            "figures/a.svg",
            "locales/de.po",
            ".schema/framework.json",
            "editions/at/edition.yaml",
            "editions/at/locales/de.po",
        ];
        assert_eq!(told(&names), Vec::<String>::new());
    }

    #[test]
    fn what_looks_like_content_is_told_with_its_right_name() {
        for (name, help) in [
            ("partners.yml", "rename it to `partners.yaml`"),
            ("Partners.yaml", "rename it to `partners.yaml`"),
            ("partners.yaml.txt", "rename it to `partners.yaml`"),
            ("recommendations/new.yml", "rename it to `framework/recommendations/new.yaml`"),
            ("recommendations/New one.YAML", "rename it to `framework/recommendations/new-one.yaml`"),
            ("recommendations/new.yaml.txt", "rename it to `framework/recommendations/new.yaml`"),
            (
                "recommendations/sub/new.yaml",
                "folders within recommendations/ are not read: move it to `framework/recommendations/new.yaml`",
            ),
            ("editions/be/edition.yml", "rename it to `framework/editions/be/edition.yaml`"),
            ("editions/be.yaml", "move it to `framework/editions/be/edition.yaml`"),
            (
                "editions/be/locales/nl.po",
                "`framework/editions/be` is an edition once it has an `edition.yaml`: add one, or move the folder \
                 out of framework/",
            ),
        ] {
            assert_eq!(told(&[name]), [help], "{name}");
        }
        for name in ["members.csv", "recommendations/draft.docx", "figures/data.xlsx", "editions/at/x.odt"] {
            assert_eq!(told(&["editions/at/edition.yaml", name]).len(), 1, "{name}");
        }
    }
}
