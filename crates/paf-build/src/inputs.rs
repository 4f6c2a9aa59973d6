//! The hash of everything a target is made from.

use std::collections::BTreeMap;

use crate::digest::Parts;
use crate::prepare::Prepared;
use crate::press::Printing;
use crate::project::Ready;
use crate::snapshot::Snapshot;
use crate::target::Target;

/// The hash of the program's sources and of those it is built from (see `build.rs`).
pub(crate) const PROGRAM: &str = env!("PAF_SOURCES");

/// What all targets depend on: the program and the fonts.
pub(crate) fn common(snapshot: &Snapshot) -> String {
    let mut parts = Parts::default();
    parts.add(PROGRAM.as_bytes());
    parts.add(snapshot.digest_of(&["fonts"]).as_bytes());
    parts.finish()
}

/// The state of all that targets can be made from: while it is the same, so is every target.
pub(crate) fn state(snapshot: &Snapshot, date: &str) -> String {
    let mut parts = Parts::default();
    parts.add(PROGRAM.as_bytes());
    parts.add(date.as_bytes());
    parts.add(snapshot.digest_of_all().as_bytes());
    parts.finish()
}

/// The files that Typst read, with their hashes as they are in this run.
pub(crate) fn hashed<'a>(
    paths: impl IntoIterator<Item = &'a String>,
    snapshot: &Snapshot,
) -> BTreeMap<String, String> {
    let hash = |path: &String| snapshot.digest(path).unwrap_or_else(|| "missing".to_owned());
    paths.into_iter().map(|path| (path.clone(), hash(path))).collect()
}

/// The hash of one target: what is printed, how, and what Typst read for it.
pub(crate) fn of_target(
    target: &Target,
    ready: &Ready,
    printing: Option<&Printing>,
    prepared: &Prepared,
    common: &str,
    dependencies: &BTreeMap<String, String>,
) -> String {
    let mut parts = Parts::default();
    parts.add(common.as_bytes());
    parts.add(
        &printing
            .map(|printing| printing.inputs(target, prepared.model.of(&target.edition)))
            .unwrap_or_default(),
    );
    parts.add(target.path().as_bytes());
    parts.add(target.profile.as_str().as_bytes());
    parts.add(ready.project.date.iso().as_bytes());
    parts.add(ready.project.main.text.as_bytes());
    // No printed file has the attachment.
    let is_printed_without = |path: &str| target.profile.is_printed() && path == ready.attachment;
    for (path, bytes) in ready.project.files.iter().filter(|(path, _)| !is_printed_without(path)) {
        parts.add(path.as_bytes());
        parts.add(bytes);
    }
    for (path, hash) in dependencies {
        parts.add(path.as_bytes());
        parts.add(hash.as_bytes());
    }
    parts.finish()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use paf_locale::Date;
    use paf_model::document::Profile;
    use paf_model::files::{Files, Memory};
    use paf_model::printing::IntentName;

    use super::*;
    use crate::disk::Disk;
    use crate::plan::{Selection, plan};
    use crate::prepare::prepare;
    use crate::press::{Mark, PressSettings};
    use crate::project;

    /// The framework of the suite's cases, with a leaflet for the press.
    fn framework() -> Memory {
        let disk = Disk::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/base"));
        let mut files = Memory::default();
        for path in ["framework", "templates"].iter().flat_map(|folder| disk.list(folder).expect("a folder"))
        {
            files.insert(path.clone(), disk.read(&path).expect("a file"));
        }
        edit(
            &mut files,
            "templates/leaflet/document.yaml",
            "profiles: [screen]",
            "profiles: [screen, press]\npress:\n  paper: Uncoated\n  intent: uncoated\n  bleed: 3\n",
        );
        edit(&mut files, "framework/framework.yaml", "url: https", "email: print@example.org, url: https");
        files.insert("fonts/a.otf", *b"a font");
        files
    }

    fn edit(files: &mut Memory, path: &str, from: &str, to: &str) {
        let text = String::from_utf8(files.0[path].to_vec()).expect("a text");
        assert!(text.contains(from), "`{path}` has no `{from}`");
        files.insert(path, text.replacen(from, to, 1).into_bytes());
    }

    /// The hash of the English leaflet for the screen and for the press.
    fn hashes(files: &Memory, settings: &PressSettings, date: Option<Date>) -> [String; 2] {
        let (prepared, found) = prepare(files);
        assert!(!found.has_errors(), "{}", paf_diag::render(&found, paf_diag::Format::Short, false));
        let prepared = prepared.expect("it can be read");
        let targets = plan(&prepared.model, &Selection::default()).expect("there are targets");
        let snapshot = Snapshot::of(Arc::new(files.clone()));
        let common = common(&snapshot);
        let date = date.unwrap_or(prepared.model.framework.date.date);
        [Profile::Screen, Profile::Press].map(|profile| {
            let is_it = |target: &&Target| {
                &*target.document == "leaflet" && target.profile == profile && target.lang.code() == "en"
            };
            let target = targets.iter().find(is_it).expect("the target is planned");
            let ready = project::project(&prepared, target, date).expect("the template is filled in");
            let printing = Printing::of_target(target, &prepared.model, date, settings, &snapshot);
            let printing = printing.expect("it can be printed");
            of_target(target, &ready, printing.as_ref(), &prepared, &common, &BTreeMap::new())
        })
    }

    /// What changes the file for the screen, the file for the press, both, or none of them.
    #[test]
    fn the_key_holds_everything_that_is_printed_or_told_to_the_printer() {
        const SETTINGS: &str = "framework/framework.yaml";
        const DOCUMENT: &str = "templates/leaflet/document.yaml";
        let table: &[(&str, &str, &str, [bool; 2])] = &[
            ("framework/leaflet.yaml", "at once", "now", [true, true]),
            ("templates/leaflet/leaflet.typ", "#", "// x\n#", [true, true]),
            (DOCUMENT, "Reviewed in", "Read in", [true, true]),
            (DOCUMENT, "paper: {width: 42", "paper: {width: 43", [true, true]),
            (DOCUMENT, "paper: Uncoated", "paper: Recycled", [false, true]),
            (DOCUMENT, "intent: uncoated", "intent: coated", [false, true]),
            (DOCUMENT, "bleed: 3", "bleed: 4", [true, true]),
            (DOCUMENT, "title: Leaflet", "title: Folder", [false, true]),
            (SETTINGS, "title: Example framework", "title: Example frame", [true, true]),
            (SETTINGS, "print@example.org", "press@example.org", [true, true]),
            (SETTINGS, "version: \"1.0\"", "version: \"1.1\"", [true, true]),
            (SETTINGS, "id: example", "id: sample", [true, true]),
            (SETTINGS, "2026-11-20", "2026-11-19", [true, true]),
            ("framework/report.yaml", "", "# a remark\n", [false, false]),
            ("framework/locales/fr.po", "", "# a remark\n", [false, false]),
        ];
        let usual = PressSettings::default();
        let before = hashes(&framework(), &usual, None);
        assert_eq!(before, hashes(&framework(), &usual, None));
        let differ = |after: [String; 2]| [after[0] != before[0], after[1] != before[1]];
        for (path, from, to, expected) in table {
            let mut files = framework();
            edit(&mut files, path, from, to);
            assert_eq!(differ(hashes(&files, &usual, None)), *expected, "{path}: {from}");
        }
        let mut files = framework();
        files.insert("fonts/a.otf", *b"b font");
        assert_eq!(differ(hashes(&files, &usual, None)), [true, true], "a font");
        let marks = PressSettings { marks: BTreeSet::from([Mark::Crop]), intent: None };
        assert_eq!(differ(hashes(&framework(), &marks, None)), [false, true], "marks");
        let coated = PressSettings { marks: BTreeSet::new(), intent: Some(IntentName::Coated) };
        assert_eq!(differ(hashes(&framework(), &coated, None)), [false, true], "an intent");
        let date = Date::new(2027, 1, 1).expect("a date");
        assert_eq!(differ(hashes(&framework(), &usual, Some(date))), [true, true], "another date");
    }
}
