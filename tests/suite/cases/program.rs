//! Finds the `paf` that was built with the suite.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "the suite looks at what was built, and a test may panic"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::SystemTime;

/// The program, which lies beside the folder of the test's own executable.
///
/// `cargo test --workspace` builds it; `cargo test -p paf-tests` does not, and would go on testing
/// an old one: so it may not be older than any Rust file it was made of.
pub(crate) fn paf() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let own = std::env::current_exe().expect("the test knows where it is");
        let folder = own.ancestors().nth(2).expect("the test lies in `deps`");
        let program = folder.join(format!("paf{}", std::env::consts::EXE_SUFFIX));
        assert!(program.is_file(), "there is no {}: run `cargo build` first", program.display());
        if let Some(newer) = newer_source(&program) {
            panic!("{} is older than {newer}: run `cargo build` first", program.display());
        }
        program
    })
}

fn newer_source(program: &Path) -> Option<String> {
    let built = modified(program)?;
    // Cargo lists what the program was made of, with a backslash before each space of a path.
    let listed = fs::read_to_string(program.with_extension("d")).ok()?;
    let sources = listed.split_once(": ")?.1.replace("\\ ", "\u{0}");
    let mut paths = sources.split_whitespace().map(|path| path.replace('\u{0}', " "));
    // The templates inside the program are of no matter here: the cases have their own.
    paths.find(|path| {
        path.ends_with(".rs") && modified(Path::new(path)).is_some_and(|changed| changed > built)
    })
}

fn modified(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).ok()?.modified().ok()
}
