//! Every link, path and picture in the documents is there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{documents, is_there, names, read, spans};
use crate::cases::sandbox::files_below;
use crate::pdf_framework::ROOT;

/// The pages at the root and in docs/, and those that they lead to.
fn pages() -> BTreeMap<String, String> {
    let mut pages = documents();
    let others = names(".").into_iter().filter(|name| name.ends_with(".md"));
    for path in others.chain(["fonts/README.md".to_owned(), "framework/LICENSE.md".to_owned()]) {
        pages.insert(path.clone(), read(&path));
    }
    pages
}

/// A page without its code, which may hold what looks like a link.
fn prose(page: &str) -> String {
    page.split("```").step_by(2).flat_map(|part| part.split('`').step_by(2)).collect()
}

#[test]
fn every_link_to_a_file_leads_to_one() {
    let mut wrong = Vec::new();
    for (path, page) in pages() {
        let folder = Path::new(&path).parent().expect("a page is in a folder");
        let prose = prose(&page);
        let links = prose.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next());
        let pictures = prose.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for target in links.chain(pictures).filter(|target| !target.is_empty() && !target.contains("://")) {
            if !is_there(&folder.join(target).display().to_string()) {
                wrong.push(format!("{path} leads to `{target}`, which is not there"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A heading as an address has it: lower case, hyphens for spaces, without signs.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

#[test]
fn every_link_to_a_heading_leads_to_one() {
    let documents = documents();
    let mut wrong = Vec::new();
    for (path, page) in &documents {
        let prose = prose(page);
        for target in prose.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let Some((file, heading)) = target.split_once('#') else { continue };
            if file.contains("://") {
                continue;
            }
            let beside = Path::new(path).parent().expect("a folder").join(file);
            let other = if file.is_empty() { path.clone() } else { beside.display().to_string() };
            let Some(text) = documents.get(&other) else {
                wrong.push(format!("{path}: `{target}` leads to no document"));
                continue;
            };
            if !text
                .lines()
                .filter(|line| line.starts_with('#'))
                .any(|line| anchor(line.trim_start_matches('#')) == heading)
            {
                wrong.push(format!("{path}: {other} has no heading `#{heading}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Names in the documents that no file of the repository has, and why.
const NOT_HERE: &[(&str, &str)] = &[
    ("edition.yml", "a wrong name"),
    ("recommendation/", "a wrong name"),
    ("Recommendations/", "a wrong name"),
    ("output/site/", "`paf publish` makes it"),
    ("profiles/", "`paf publish` makes it"),
    ("components.cdx.json", "`paf publish` makes it"),
    ("provenance.json", "`paf publish` makes it"),
    ("files/manifest.schema.json", "`paf publish` makes it"),
    ("new.yaml", "a name that somebody might choose"),
    ("new.yaml.txt", "a wrong name"),
    ("new.yml", "a wrong name"),
    ("utils.rs", "a name that nobody should choose"),
    ("templates/card/document.yaml", "the example of a document kind"),
    ("templates/card/card.typ", "the example of a document kind"),
    ("framework/.schema/", "`paf schema` writes it"),
    ("locales/minor-changes.yaml", "`paf translate sync --minor` writes it"),
    ("framework/editions/<country>/edition.yaml", "a country writes it"),
    ("editions/<cc>/locales/<lang>.po", "`paf translate sync` writes it"),
    ("output/<edition>/<language>/", "`paf build` writes it"),
    ("output/manifest.json", "`paf build` writes it"),
    ("output/eu/en/immuno-oncology-report-eu-en.pdf", "`paf build` writes it"),
    ("manifest.json", "`paf build` writes it"),
    ("output/.paf/runs/", "`paf build` writes it"),
    ("output/.paf/targets/", "`paf build` writes it"),
    ("output/.paf/shard.json", "`paf build --shard` writes it"),
    ("/target.typ", "`paf build` makes it"),
    ("/<framework>.json", "`paf build` makes it"),
    ("immuno-oncology-leaflet-de.xlf", "`paf translate export` writes it"),
];

/// What a name of a file ends with.
const ENDINGS: &[&str] = &[
    ".icc",
    ".json",
    ".md",
    ".pdf",
    ".po",
    ".py",
    ".rs",
    ".sh",
    ".svg",
    ".toml",
    ".typ",
    ".xlf",
    ".yaml",
    ".yaml.txt",
    ".yaml~",
    ".yml",
];

/// Whether a piece of code is the name of a file or folder, and nothing else.
fn is_path(span: &str) -> bool {
    let is_of_a_path = |c: char| c.is_ascii_alphanumeric() || "./_-<>~".contains(c);
    let stem = span.trim_start_matches(['.', '/']);
    let is_named = ENDINGS.iter().any(|end| span.ends_with(end) && !stem.is_empty() && span != *end);
    span.chars().all(is_of_a_path) && !span.starts_with("--") && (is_named || span.ends_with('/'))
}

/// Whether a path, in which `<…>` stands for any name, is the end of another.
fn is_end_of(span: &str, path: &str) -> bool {
    let (mut wanted, mut parts) = (span.trim_matches('/').rsplit('/'), path.rsplit('/'));
    wanted.all(|wanted| {
        parts.next().is_some_and(|part| match (wanted.split_once('<'), wanted.split_once('>')) {
            (Some((before, _)), Some((_, after))) => part.starts_with(before) && part.ends_with(after),
            _ => part == wanted,
        })
    })
}

/// All files of the repository and the folders that they are in.
fn repository() -> BTreeSet<String> {
    let mut found = names(".");
    for folder in [".ci", ".github", "benches", "crates", "docs", "fonts", "framework", "templates", "tests"]
    {
        for path in files_below(&Path::new(ROOT).join(folder)).into_keys() {
            let path = format!("{folder}/{path}");
            found.extend(Path::new(&path).ancestors().map(|path| path.display().to_string()));
        }
    }
    found
}

#[test]
fn every_path_in_the_documents_is_one_of_the_repository() {
    let repository = repository();
    let (mut wrong, mut met) = (Vec::new(), BTreeSet::new());
    for (path, page) in pages() {
        // They are generated, or tell of what was.
        if ["docs/cli.md", "docs/diagnostics.md", "CHANGELOG.md"].contains(&path.as_str()) {
            continue;
        }
        for span in spans(&page).into_iter().filter(|span| is_path(span)) {
            if NOT_HERE.iter().any(|(name, _)| *name == span) {
                met.insert(span.to_owned());
            } else if !repository.iter().any(|path| is_end_of(span, path)) {
                wrong.push(format!("{path}: there is no `{span}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let idle: Vec<_> = NOT_HERE.iter().filter(|(name, _)| !met.contains(*name)).collect();
    assert!(idle.is_empty(), "no document names {idle:?}");
}

#[test]
fn every_picture_is_shown_and_made_by_the_script() {
    let readme = read("README.md");
    let script = read("docs/pictures.sh");
    let script = ["en", "el"].map(|lang| script.replace("$lang", lang)).concat();
    for name in names("docs/pictures") {
        assert!(readme.contains(&format!("docs/pictures/{name}")), "README.md does not show {name}");
        let stem = name.trim_end_matches(".png");
        let is_made = [format!("picture {stem} "), format!("picture \"{stem}\" ")];
        assert!(is_made.iter().any(|call| script.contains(call)), "docs/pictures.sh does not make {name}");
    }
}
