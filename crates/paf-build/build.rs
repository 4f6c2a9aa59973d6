//! Hashes the program's own sources, so that what another version of it made is made again.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "a build script reads sources and fails the build where it cannot"
)]

use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// The crates that decide about the bytes of a target.
const CRATES: [&str; 11] = [
    "paf-build",
    "paf-diag",
    "paf-locale",
    "paf-model",
    "paf-pdf",
    "paf-picture",
    "paf-preflight",
    "paf-press",
    "paf-template",
    "paf-translate",
    "paf-typeset",
];

fn main() {
    let here = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the folder"));
    let workspace = here.ancestors().nth(2).expect("the crate lies in crates/");
    let mut hash = Sha256::new();
    let mut add = |path: &Path| {
        println!("cargo::rerun-if-changed={}", path.display());
        let bytes = fs::read(path).expect("a source can be read");
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    add(&workspace.join("Cargo.lock"));
    for name in CRATES {
        let folder = workspace.join("crates").join(name);
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut found = vec![folder.join("Cargo.toml")];
        for part in ["src", "icc"] {
            sources(&folder.join(part), &mut found);
        }
        found.sort();
        found.iter().for_each(|path| add(path));
    }
    let hex: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("cargo::rustc-env=PAF_SOURCES={hex}");
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("a folder can be listed").path();
        if path.is_dir() {
            sources(&path, found);
        } else {
            found.push(path);
        }
    }
}
