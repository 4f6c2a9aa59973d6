//! What the documents say about the repository is so, and what `paf new` writes builds at once.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails here")]
#![expect(
    clippy::disallowed_methods,
    reason = "the tests read the repository and write to a folder of their own"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn names(folder: &str) -> BTreeSet<String> {
    fs::read_dir(root().join(folder))
        .expect("the folder is there")
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect()
}

/// The code in the first column of the tables of a page.
fn first_column(page: &str) -> BTreeSet<String> {
    page.lines().filter_map(|line| Some(line.strip_prefix("| `")?.split_once('`')?.0.to_owned())).collect()
}

#[test]
fn the_architecture_lists_all_crates() {
    let text = read("docs/architecture.md");
    let crates = text.split("\n## ").find(|section| section.starts_with("Crates")).unwrap_or_default();
    assert_eq!(first_column(crates), names("crates"), "docs/architecture.md and crates/");
}

/// The dependencies of a manifest that are not crates of this workspace.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut inside = false;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line.trim_end_matches(']').ends_with("dependencies");
        } else if inside && let Some((key, _)) = line.split_once('=') {
            let name = key.trim().trim_end_matches(".workspace");
            if !name.starts_with('#') && !name.starts_with("paf-") {
                found.insert(name.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_direct_dependency_has_its_reason() {
    let crates = names("crates").into_iter().map(|name| format!("crates/{name}/Cargo.toml"));
    let used: BTreeSet<String> = crates
        .chain(["tests/Cargo.toml".to_owned()])
        .flat_map(|manifest| dependencies(&read(&manifest)))
        .collect();
    let explained = first_column(&read("docs/dependencies.md"));
    let missing: Vec<_> = used.difference(&explained).collect();
    assert!(missing.is_empty(), "docs/dependencies.md says nothing of {missing:?}");
    let idle: Vec<_> = explained.difference(&used).collect();
    assert!(idle.is_empty(), "docs/dependencies.md explains {idle:?}, which nothing depends on");
}

#[test]
fn what_only_tests_need_is_told_apart_from_what_the_program_needs() {
    let manifests: Vec<String> = names("crates")
        .into_iter()
        .map(|name| format!("crates/{name}/Cargo.toml"))
        .chain(["tests/Cargo.toml".to_owned()])
        .map(|path| read(&path))
        .collect();
    let program: BTreeSet<String> = manifests
        .iter()
        .flat_map(|manifest| dependencies(manifest.split("[dev-dependencies]").next().unwrap_or_default()))
        .collect();
    let page = read("docs/dependencies.md");
    let (in_the_program, in_tests) = page.split_once("## In tests alone").expect("two lists");
    assert_eq!(first_column(in_the_program), program);
    let all: BTreeSet<String> = manifests.iter().flat_map(|manifest| dependencies(manifest)).collect();
    assert_eq!(first_column(in_tests), all.difference(&program).cloned().collect());
}

#[test]
fn versions_stand_in_the_root_manifest_alone() {
    for name in names("crates") {
        let manifest = read(&format!("crates/{name}/Cargo.toml"));
        let inside = manifest.split_once("[dependencies]").expect("dependencies").1;
        let own = inside.lines().find(|line| line.contains("version =") || line.contains("= \""));
        assert_eq!(
            own, None,
            "crates/{name}/Cargo.toml: write the version in the root and `workspace = true` here"
        );
    }
}

#[test]
fn links_between_documents_lead_somewhere() {
    let pages = names("docs")
        .into_iter()
        .filter(|name| name.ends_with(".md"))
        .map(|name| format!("docs/{name}"))
        .chain(names(".").into_iter().filter(|name| name.ends_with(".md")))
        .chain(["fonts/README.md".to_owned(), "framework/LICENSE.md".to_owned()]);
    for page in pages {
        let folder = root().join(&page).parent().expect("a page is in a folder").to_path_buf();
        let text = read(&page);
        // Code may hold what looks like a link.
        let prose: String =
            text.split("```").step_by(2).flat_map(|part| part.split('`').step_by(2)).collect();
        for target in prose.split("](").skip(1).filter_map(|rest| rest.split([')', '#', ' ']).next()) {
            let outside = target.is_empty() || target.contains("://");
            assert!(
                outside || folder.join(target).exists(),
                "{page} leads to `{target}`, which is not there"
            );
        }
    }
}

/// A folder for one test, empty.
fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs").join(name);
    let _absent = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder can be made");
    folder
}

/// Runs paf, which must succeed and find nothing to warn about.
fn paf(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO_BIN_EXE_paf"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("paf can be run");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "paf {arguments:?}: {said}");
    assert!(!said.contains("warning"), "paf {arguments:?}: {said}");
}

#[test]
fn a_new_framework_builds_at_once() {
    let folder = empty_folder("new");
    paf(&folder, &["new", "demo"]);
    paf(&folder, &["--root", "demo", "build"]);
    for document in ["report", "summary", "leaflet"] {
        assert!(folder.join(format!("demo/output/eu/en/demo-{document}-eu-en.pdf")).is_file(), "{document}");
    }
    assert!(folder.join("demo/framework/.schema/report.json").is_file());
    assert!(folder.join("demo/.gitignore").is_file());
    assert!(!folder.join("demo/templates").exists());
}

#[test]
fn a_title_may_hold_what_yaml_gives_a_meaning() {
    let folder = empty_folder("title");
    paf(&folder, &["new", "demo", "--title", "A: \"quoted\" title #1", "--id", "my-id"]);
    paf(&folder.join("demo"), &["build", "--document", "summary"]);
    assert!(folder.join("demo/output/eu/en/my-id-summary-eu-en.pdf").is_file());
    let written = fs::read_to_string(folder.join("demo/framework/framework.yaml")).expect("it was written");
    assert!(written.contains("title: 'A: \"quoted\" title #1'\n"), "{written}");
}

/// The code block that follows a line with `words`.
fn example<'a>(page: &'a str, words: &str) -> &'a str {
    let rest = page.split_once(words).unwrap_or_else(|| panic!("no `{words}`")).1;
    rest.split("```").nth(1).and_then(|block| block.split_once('\n')).expect("a code block").1
}

#[test]
fn the_example_of_a_document_kind_builds() {
    let folder = empty_folder("document-kind");
    paf(&folder, &["new", "demo", "--with-templates"]);
    let page = read("docs/templates.md");
    let card = folder.join("demo/templates/card");
    fs::create_dir_all(&card).expect("the folder can be made");
    for file in ["document.yaml", "card.typ"] {
        let text = example(&page, &format!("`templates/card/{file}`:"));
        fs::write(card.join(file), text).expect("the file can be written");
    }
    paf(&folder, &["--root", "demo", "build", "--document", "card"]);
    assert!(folder.join("demo/output/eu/en/demo-card-eu-en.pdf").is_file());
}
