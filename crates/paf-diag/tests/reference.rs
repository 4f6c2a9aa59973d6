//! docs/diagnostics.md lists every kind of problem. `PAF_UPDATE=1` writes it anew, and fails.

use std::fmt::Write;
use std::path::Path;

use paf_diag::Rule;

#[test]
fn the_reference_of_diagnostics_is_current() {
    let mut page = String::from(
        "# Diagnostics\n\n\
         Every message of paf carries one of these ids, in each message format. An id never changes its meaning. \
         This page is made from `crates/paf-diag/src/rule.rs` by a test.\n\n\
         | id | meaning |\n| --- | --- |\n",
    );
    for rule in Rule::ALL {
        writeln!(page, "| `{}` | {} |", rule.id(), rule.summary()).expect("a string takes it");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/diagnostics.md");
    #[expect(
        clippy::disallowed_methods,
        reason = "the test compares a committed file, and rewrites it when asked"
    )]
    {
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        if committed == page {
            return;
        }
        if std::env::var_os("PAF_UPDATE").is_some() {
            std::fs::write(&path, &page).expect("docs/ can be written");
            panic!("docs/diagnostics.md was written anew; look at the difference and run again");
        }
    }
    panic!("docs/diagnostics.md is not current; run: PAF_UPDATE=1 cargo test --workspace --test reference");
}
