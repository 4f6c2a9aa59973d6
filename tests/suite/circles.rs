//! Modules of a crate build on one another in one direction: no two of them need each other.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "the test reads the sources of the program")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::pdf_framework::ROOT;

/// A module by its path within the crate.
type Module = Vec<String>;

/// The modules of a crate with their text, up to their tests.
fn modules(source: &Path) -> BTreeMap<Module, String> {
    fn walk(folder: &Path, above: &Module, found: &mut BTreeMap<Module, String>) {
        for entry in fs::read_dir(folder).expect("the folder can be read") {
            let path = entry.expect("an entry").path();
            let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
            let mut module = above.clone();
            if !matches!(stem.as_str(), "mod" | "lib" | "main") {
                module.push(stem);
            }
            if path.is_dir() {
                walk(&path, &module, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("it is text");
                let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
                found.insert(module, text);
            }
        }
    }
    let mut found = BTreeMap::new();
    walk(source, &Vec::new(), &mut found);
    found
}

/// The modules that a module names with `crate::` or `super::`, those above and below it apart.
fn named(module: &Module, modules: &BTreeMap<Module, String>) -> BTreeSet<Module> {
    let text = &modules[module];
    let mut found = BTreeSet::new();
    for (at, start) in ["crate::", "super::"].iter().flat_map(|start| text.match_indices(*start)) {
        let is_longer = text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '$'));
        if is_longer {
            continue;
        }
        let mut base = if start == "crate::" { Vec::new() } else { above(module) };
        let mut rest = &text[at + start.len()..];
        while let Some(further) = rest.strip_prefix("super::") {
            base = above(&base);
            rest = further;
        }
        // `a::{b, c::d}` names each of them; what is no module is dropped again.
        let end = rest
            .find(';')
            .unwrap_or(rest.len())
            .min(rest.find(['(', ')', '\n']).unwrap_or(rest.len()).max(1));
        let path = if rest[..end].contains('{') {
            rest.split_once('}').map_or(rest, |(inner, _)| inner)
        } else {
            &rest[..end]
        };
        let (head, list) = path.split_once('{').unwrap_or((path, ""));
        let head: Vec<&str> = words(head);
        let tails: Vec<Vec<&str>> =
            if list.is_empty() { vec![Vec::new()] } else { list.split(',').map(words).collect() };
        for tail in tails {
            let mut target = base.clone();
            target.extend(head.iter().chain(&tail).map(|&word| word.to_owned()));
            while !target.is_empty() && !modules.contains_key(&target) {
                target.pop();
            }
            if !target.is_empty() && !target.starts_with(module) && !module.starts_with(&target) {
                found.insert(target);
            }
        }
    }
    found
}

fn words(path: &str) -> Vec<&str> {
    path.split("::")
        .map(|word| word.trim().split([' ', '<', ',']).next().unwrap_or_default())
        .filter(|word| !word.is_empty())
        .collect()
}

fn above(module: &Module) -> Module {
    module.split_last().map_or_else(Vec::new, |(_, above)| above.to_vec())
}

/// All that a module builds on, directly or not.
fn reached(from: &Module, uses: &BTreeMap<Module, BTreeSet<Module>>) -> BTreeSet<Module> {
    let mut found: BTreeSet<Module> = BTreeSet::new();
    let mut open = vec![from.clone()];
    while let Some(module) = open.pop() {
        for next in uses.get(&module).into_iter().flatten() {
            if found.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    found
}

fn circles(source: &Path) -> Vec<String> {
    let modules = modules(source);
    let uses: BTreeMap<Module, BTreeSet<Module>> =
        modules.keys().map(|module| (module.clone(), named(module, &modules))).collect();
    let in_circle = uses.keys().filter(|module| reached(module, &uses).contains(*module));
    in_circle.map(|module| module.join("::")).collect()
}

#[test]
fn no_module_needs_one_that_needs_it() {
    let mut found = Vec::new();
    let mut crates = 0;
    for entry in fs::read_dir(Path::new(ROOT).join("crates")).expect("there are crates") {
        let folder = entry.expect("an entry").path();
        crates += 1;
        let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        found.extend(circles(&folder.join("src")).into_iter().map(|module| format!("{name}: {module}")));
    }
    assert!(crates >= 9, "{crates} crates");
    assert!(found.is_empty(), "these modules stand in circles:\n{}", found.join("\n"));
}

#[test]
fn a_circle_is_seen() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
        fs::write(path, text).expect("it is written");
    };
    put("lib.rs", "mod a;\nmod b;\nmod c;\nmod d;\n");
    put("a.rs", "use crate::{b::Thing};\n");
    put("b.rs", "fn f() { crate::c::inner::g(); }\n#[cfg(test)]\nmod tests { use crate::d; }\n");
    put("c/mod.rs", "mod inner;\n");
    put("c/inner.rs", "use super::super::a;\n");
    put("d.rs", "use crate::b;\n");
    assert_eq!(circles(folder.path()), ["a", "b", "c::inner"]);
}
