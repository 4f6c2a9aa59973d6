//! docs/dependencies.md and docs/architecture.md against the manifests, the lock file and `crates/`.

use std::collections::{BTreeMap, BTreeSet};

use super::{is_there, names, read, rows, section, spans};

/// Each manifest of the workspace with the name of its package.
fn manifests() -> Vec<(String, String)> {
    let crates = names("crates").into_iter().map(|name| (format!("crates/{name}/Cargo.toml"), name));
    let tests = ("tests/Cargo.toml".to_owned(), "paf-tests".to_owned());
    crates.chain([tests]).map(|(path, name)| (name, read(&path))).collect()
}

/// The tables of a manifest in which dependencies stand.
const OF_THE_PROGRAM: [&str; 2] = ["[dependencies]", "[build-dependencies]"];
const OF_TESTS: [&str; 1] = ["[dev-dependencies]"];

/// What tables of a manifest ask for that is no crate of this workspace.
fn asked_for(manifest: &str, tables: &[&str]) -> Vec<String> {
    let mut table = "";
    let mut found = Vec::new();
    for line in manifest.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
        if line.starts_with('[') {
            table = line;
        } else if tables.contains(&table)
            && let Some((key, _)) = line.split_once('=')
        {
            found.push(key.trim().trim_end_matches(".workspace").to_owned());
        }
    }
    found.retain(|name| !name.starts_with("paf-"));
    found
}

/// Each dependency with the packages that have it in these tables.
fn users(tables: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (package, manifest) in manifests() {
        for name in asked_for(&manifest, tables) {
            found.entry(name).or_default().insert(package.clone());
        }
    }
    found
}

/// Each dependency of a list with the packages that it names, in the order of the list.
fn listed(heading: &str) -> Vec<(String, BTreeSet<String>)> {
    let page = read("docs/dependencies.md");
    let rows = rows(section(&page, heading));
    rows.into_iter()
        .map(|row| {
            assert_eq!(row.len(), 3, "{row:?}: a dependency, of which crates, and why");
            assert!(row[2].split_whitespace().count() >= 2, "{row:?} gives no reason");
            (spans(&row[0]).concat(), spans(&row[1]).into_iter().map(str::to_owned).collect())
        })
        .collect()
}

#[test]
fn every_direct_dependency_has_one_line_with_the_crates_that_have_it() {
    let program = users(&OF_THE_PROGRAM);
    let mut tests = users(&OF_TESTS);
    tests.retain(|name, _| !program.contains_key(name));
    for (heading, used) in [("In the program", program), ("In tests alone", tests)] {
        // Both are in the order of the alphabet, and a line that stands there twice makes them differ.
        assert_eq!(listed(heading), used.into_iter().collect::<Vec<_>>(), "docs/dependencies.md, {heading}");
    }
}

#[test]
fn every_dependency_is_used_where_it_is_asked_for() {
    for (package, manifest) in manifests() {
        let folder = if package == "paf-tests" { "tests".to_owned() } else { format!("crates/{package}") };
        for (tables, folders) in
            [(&OF_THE_PROGRAM[..], &["src", "build.rs"][..]), (&OF_TESTS, &["src", "tests", "suite"])]
        {
            let code: String = folders.iter().map(|part| code(&format!("{folder}/{part}"))).collect();
            for name in asked_for(&manifest, tables) {
                let name = name.replace('-', "_");
                let uses = [format!("{name}::"), format!("{name}!"), format!("use {name} as _;")];
                let is_used = uses.iter().any(|use_| code.contains(use_));
                assert!(
                    is_used,
                    "{folder}/Cargo.toml asks for `{name}` in {tables:?}, and uses it nowhere there"
                );
            }
        }
    }
}

/// All Rust of a file or folder, without lines that are comments.
fn code(path: &str) -> String {
    if path.ends_with(".rs") {
        let text = if is_there(path) { read(path) } else { String::new() };
        return text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .map(|line| line.to_owned() + "\n")
            .collect();
    }
    if !is_there(path) {
        return String::new();
    }
    names(path)
        .into_iter()
        .filter(|name| name.ends_with(".rs") || !name.contains('.'))
        .map(|name| code(&format!("{path}/{name}")))
        .collect()
}

/// A package of the lock file.
struct Locked {
    name: String,
    version: String,
    needs: Vec<String>,
}

fn lock() -> Vec<Locked> {
    let text = read("Cargo.lock");
    let packages = text.split("[[package]]").skip(1);
    packages
        .map(|package| {
            let value = |key: &str| {
                let line = package.lines().find_map(|line| line.strip_prefix(&format!("{key} = \"")));
                line.unwrap_or_default().trim_end_matches('"').to_owned()
            };
            let needs = package.split_once("dependencies = [").map_or("", |(_, needs)| needs);
            let needs = needs.split('"').skip(1).step_by(2).map(str::to_owned).collect();
            Locked { name: value("name"), version: value("version"), needs }
        })
        .collect()
}

/// What the page calls carried along, and what carries it.
const CARRIED: &[(&str, &str)] = &[
    ("flate2", "lopdf"),
    ("granit-parser", "serde-saphyr"),
    ("hayagriva", "typst-library"),
    ("hayro", "typst-render"),
    ("hypher", "typst-layout"),
    ("moxcms", "typst-library"),
    ("rustybuzz", "typst-layout"),
    ("serde_yaml", "typst-library"),
    ("subsetter", "krilla"),
    ("unicode-bidi", "typst-layout"),
    ("zip", "calamine"),
    ("zune-jpeg", "krilla"),
];

#[test]
fn what_is_carried_along_is_there_once() {
    let lock = lock();
    for (name, carrier) in CARRIED {
        let versions = lock.iter().filter(|package| package.name == *name).count();
        assert_eq!(versions, 1, "versions of `{name}`, which {carrier} is said to share");
        let carries = |package: &Locked| {
            package.name == *carrier && package.needs.iter().any(|need| need.split(' ').next() == Some(name))
        };
        assert!(lock.iter().any(carries), "{carrier} does not carry `{name}`");
    }
}

#[test]
fn what_the_page_says_of_the_tree_is_so() {
    let lock = lock();
    let typst: BTreeSet<&str> = lock
        .iter()
        .filter(|package| {
            users(&OF_THE_PROGRAM).contains_key(&package.name) && package.name.starts_with("typst")
        })
        .map(|package| package.version.as_str())
        .collect();
    assert_eq!(typst.len(), 1, "all crates of Typst are at one version");
    let of_pdfs = lock.iter().filter(|package| package.name == "lopdf").count();
    assert_eq!(of_pdfs, 1, "a PDF means the same to all that read and write it");
    for speaks in ["rustls", "native-tls", "openssl", "ureq", "reqwest"] {
        assert!(lock.iter().all(|package| package.name != speaks), "`{speaks}` speaks TLS");
    }
}

#[test]
fn versions_stand_in_the_root_manifest_alone() {
    for (package, manifest) in manifests() {
        let mut table = "";
        for line in manifest.lines().map(str::trim) {
            if line.starts_with('[') {
                table = line;
            }
            let is_version = line.contains("version =") || line.contains("= \"");
            assert!(
                !(table.ends_with("dependencies]") && is_version),
                "{package}: `{line}`: write the version in the root and `workspace = true` here"
            );
        }
    }
    // The version of Rust is told by naming the file.
    let root = read("Cargo.toml");
    let rust = root.lines().find_map(|line| line.strip_prefix("rust-version = \"")).unwrap_or_default();
    let rust = rust.trim_end_matches('"');
    for (path, page) in super::documents() {
        assert!(!page.contains(&format!("Rust {rust}")), "{path} repeats the version of Rust");
    }
}

#[test]
fn the_architecture_lists_all_crates_with_what_they_turn() {
    let page = read("docs/architecture.md");
    let mut listed = BTreeMap::new();
    for row in rows(section(&page, "Crates")) {
        listed.insert(spans(&row[0]).concat(), row[1].clone());
    }
    let crates: BTreeSet<String> = names("crates");
    assert_eq!(listed.keys().cloned().collect::<BTreeSet<_>>(), crates);
    for (name, turns) in listed {
        let source = read(&format!("crates/{name}/src/lib.rs"));
        let first = source.lines().next().and_then(|line| line.strip_prefix("//! ")).unwrap_or_default();
        let said = format!("Turns {turns}.");
        assert_eq!(first.replace('\'', "’"), said, "crates/{name}/src/lib.rs and docs/architecture.md");
        let manifest = read(&format!("crates/{name}/Cargo.toml"));
        assert!(manifest.contains("\ndescription = \""), "crates/{name}/Cargo.toml describes it");
    }
}
