//! What `paf new` writes builds at once, and its templates can be added to.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails here")]
#![expect(
    clippy::disallowed_methods,
    reason = "the tests read the repository and write to a folder of their own"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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
    paf(&folder, &["new", "demo", "--title", "A: 3\" title #1", "--id", "my-id"]);
    paf(&folder.join("demo"), &["build", "--document", "summary"]);
    assert!(folder.join("demo/output/eu/en/my-id-summary-eu-en.pdf").is_file());
    let written = fs::read_to_string(folder.join("demo/framework/framework.yaml")).expect("it was written");
    assert!(written.contains("title: 'A: 3\" title #1'\n"), "{written}");
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
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/templates.md");
    let page = fs::read_to_string(page).expect("the page is there");
    let card = folder.join("demo/templates/card");
    fs::create_dir_all(&card).expect("the folder can be made");
    for file in ["document.yaml", "card.typ"] {
        let text = example(&page, &format!("`templates/card/{file}`:"));
        fs::write(card.join(file), text).expect("the file can be written");
    }
    paf(&folder, &["--root", "demo", "build", "--document", "card"]);
    assert!(folder.join("demo/output/eu/en/demo-card-eu-en.pdf").is_file());
}
