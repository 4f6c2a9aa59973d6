//! Facts of languages against their reference tables.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up is a failure")]

mod counts;
mod dates;
mod detection;
mod hyphenation;
mod languages;
mod lists;
mod numbers;
mod punctuation;
mod quotes;
mod sorting;

use std::fs;
use std::path::Path;

#[test]
#[expect(clippy::disallowed_methods, reason = "a test looks at its own folder")]
fn no_test_file_is_forgotten() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/locale");
    let main = include_str!("main.rs");
    for entry in fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let module = name.strip_suffix(".rs").unwrap();
        assert!(
            module == "main" || main.contains(&format!("mod {module};")),
            "{name} is not part of the tests"
        );
    }
}
