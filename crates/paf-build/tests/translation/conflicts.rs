//! What git leaves behind when it cannot merge is named, in whatever file it stands, and alone.

use paf_diag::{Rule, Severity};
use paf_translate::State;

use crate::desk::{CATALOGUE, Desk, LEAFLET, LEDGER};

#[test]
fn a_conflict_is_the_one_error_of_its_file() {
    for path in [LEAFLET, CATALOGUE, LEDGER, "framework/locales/de.terms.yaml", "templates/card/card.typ"] {
        let mut desk = Desk::new();
        desk.mark(&[], State::Approved, "Dr. A", false);
        let text = desk.read(path);
        let lines: Vec<&str> = text.lines().collect();
        let (before, after) = lines.split_at(lines.len() / 2);
        let conflict = "<<<<<<< HEAD\n- \"one\n=======\n{ other\n>>>>>>> branch";
        let text = format!("{}\n{conflict}\n{}\n", before.join("\n"), after.join("\n"));
        desk.write(path, text.trim_start());
        let found = paf_build::prepare(&desk.files).1;
        let of_file: Vec<Rule> = found
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .filter(|found| found.primary.as_ref().is_some_and(|label| label.place.file().path() == path))
            .map(|found| found.rule)
            .collect();
        assert_eq!(of_file, [Rule::MergeConflict], "{path}");
        // Nobody is told that something ended, because the file could not be read.
        assert!(found.iter().all(|found| found.rule != Rule::EndedRecord), "{path}: {found:?}");
    }
}
