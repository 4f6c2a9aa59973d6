//! A run that left everything as it should be is told again, and by nothing but itself.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "the test edits files and starts processes")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::cases::program::paf;
use crate::pdf_framework::small;

const PDF: &str = "output/eu/en/small-asks-eu-en.pdf";

struct Desk(TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().expect("a temporary folder"));
        for (path, bytes) in &small().0 {
            desk.write(path, bytes);
        }
        desk
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("it is made");
        fs::write(path, bytes).expect("it is written");
    }

    fn append(&self, path: &str, words: &str) {
        let bytes = [fs::read(self.path(path)).expect("it is there"), words.as_bytes().to_vec()].concat();
        self.write(path, &bytes);
    }

    fn run(&self, args: &[&str], epoch: Option<&str>) -> String {
        self.command("build", args, epoch)
    }

    fn command(&self, name: &str, args: &[&str], epoch: Option<&str>) -> String {
        let mut command = Command::new(paf());
        command.arg(name).args(args).current_dir(self.0.path()).env_clear();
        command.envs(epoch.map(|epoch| ("SOURCE_DATE_EPOCH", epoch)));
        let ran = command.output().expect("paf can be run");
        format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr))
    }

    fn build(&self) -> String {
        self.run(&[], None)
    }

    /// Lets the run that is kept speak of a number of targets that nobody else knows.
    fn mark(&self) {
        let kept = self.kept();
        assert_eq!(kept.len(), 1, "one run is kept: {kept:?}");
        self.change_kept(&kept[0], "\"targets\":3", "\"targets\":77");
    }

    fn change_kept(&self, path: &Path, from: &str, to: &str) {
        let text = fs::read_to_string(path).expect("it is text");
        assert!(text.contains(from), "{text} has no {from}");
        fs::write(path, text.replace(from, to)).expect("it is written");
    }

    fn kept(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.path("output/.paf/runs")).into_iter().flatten();
        entries.map(|entry| entry.expect("an entry").path()).collect()
    }
}

fn is_told_again(said: &str) -> bool {
    said.contains("77 unchanged")
}

#[test]
fn a_run_on_the_same_inputs_is_told_again_word_by_word() {
    let desk = Desk::new();
    let first = desk.build();
    assert!(first.contains("warning") && first.contains("3 made"), "{first}");
    let second = desk.build();
    let without_made: Vec<&str> = first.lines().filter(|line| !line.starts_with("made ")).collect();
    assert_eq!(second, without_made.join("\n").replace("3 made", "3 unchanged") + "\n");
    desk.mark();
    assert_eq!(desk.build(), second.replace("3 unchanged", "77 unchanged"));
    // Programs are told the same as by a run that looks at everything.
    let json = desk.run(&["--message-format", "json"], None);
    assert_eq!(json, desk.run(&["--message-format", "json", "--force"], None));
}

/// What becomes another, and how.
type Change<'a> = (&'a str, &'a dyn Fn(&Desk));

#[test]
fn whatever_is_another_is_looked_at() {
    let changes: &[Change<'_>] = &[
        ("a text", &|desk| desk.append("framework/leaflet.yaml", "# A remark.\n")),
        ("a translation", &|desk| desk.append("framework/locales/fr.po", "\n# A remark.\n")),
        ("the theme", &|desk| desk.append("templates/theme/inline.typ", "\n")),
        ("a new file", &|desk| desk.write("framework/notes.txt", b"Words.\n")),
        ("a new font", &|desk| desk.write("fonts/new.ttf", b"no font")),
        ("a file that is gone", &|desk| fs::remove_file(desk.path(PDF)).expect("it is there")),
        ("a file that was worked in", &|desk| desk.append(PDF, "x")),
        ("the manifest", &|desk| desk.append("output/manifest.json", "\n")),
        ("a record of others", &|desk| desk.write("output/.paf/targets/eu/en/other.pdf.json", b"{}")),
        #[cfg(unix)]
        ("a link to nothing", &|desk| {
            std::os::unix::fs::symlink("nowhere", desk.path("framework/link.yaml")).expect("it is made");
        }),
        ("an approval that is yet to come", &|desk| {
            desk.change_kept(&desk.kept()[0], "\"latest\":null", "\"latest\":\"2999-01-01\"");
        }),
    ];
    for (what, change) in changes {
        let desk = Desk::new();
        desk.build();
        desk.mark();
        assert!(is_told_again(&desk.build()), "{what}");
        change(&desk);
        let said = desk.build();
        assert!(!is_told_again(&said), "{what}: {said}");
    }
}

#[test]
fn another_request_is_not_answered_by_it() {
    let desk = Desk::new();
    desk.build();
    desk.mark();
    assert!(is_told_again(&desk.run(&["--jobs", "1"], None)), "that changes nothing of what is made");
    let day = Some("1767225600");
    for (args, epoch) in [
        (&["--lang", "fr"][..], None),
        (&["--document", "asks"], None),
        (&["--profile", "screen"], None),
        (&["--require", "approved"], None),
        (&["--force"], None),
        (&["--keep-old"], None),
        (&["--overwrite"], None),
        (&["--output", "elsewhere"], None),
        (&[], day),
    ] {
        let said = desk.run(args, epoch);
        assert!(!is_told_again(&said), "{args:?}: {said}");
    }
}

#[test]
fn what_went_wrong_is_not_kept() {
    let desk = Desk::new();
    desk.append("templates/asks/asks.typ", "#panic(\"broken\")\n");
    let said = desk.build();
    assert!(said.contains("1 failed"), "{said}");
    assert!(desk.kept().is_empty());
    assert!(desk.build().contains("1 failed"), "it is tried again");
}

#[test]
fn two_folders_that_hold_the_same_keep_the_same() {
    let (one, other) = (Desk::new(), Desk::new());
    one.build();
    other.run(&["--jobs", "1"], None);
    let kept =
        |desk: &Desk| desk.kept().iter().map(|path| fs::read(path).expect("it is there")).collect::<Vec<_>>();
    assert_eq!(kept(&one), kept(&other));
}

/// Lets the look that is kept say so.
fn mark_look(desk: &Desk) {
    let kept = desk.kept().into_iter().filter(|path| path.to_string_lossy().contains("look-"));
    let kept: Vec<PathBuf> = kept.collect();
    assert_eq!(kept.len(), 1, "one look is kept: {kept:?}");
    desk.change_kept(&kept[0], "\"text\":\"", "\"text\":\"AGAIN ");
}

#[test]
fn what_a_look_has_told_is_told_again_until_something_has_changed() {
    for command in ["check", "status"] {
        let desk = Desk::new();
        let look = |args: &[&str]| desk.command(command, args, None);
        let first = look(&[]);
        assert!(!desk.path("output").exists(), "who only looks leaves nothing behind");
        desk.build();
        let second = look(&[]);
        assert!(command == "status" || first == second, "{first} {second}");
        assert_eq!(look(&[]), second, "it is told again word by word");
        mark_look(&desk);
        assert!(look(&[]).contains("AGAIN"), "it is what was kept");
        for args in [&["--lang", "en"][..], &["--document", "asks"]] {
            assert!(!look(args).contains("AGAIN"), "another question has another answer: {args:?}");
        }
        desk.append("framework/framework.yaml", "# a remark\n");
        assert!(!look(&[]).contains("AGAIN"), "{command}: a file was changed");
    }
}

#[test]
fn a_look_at_what_was_built_sees_that_something_else_was_built() {
    let desk = Desk::new();
    let (status, before) = (|| desk.command("status", &[], None), desk.command("status", &[], None));
    desk.build();
    let built = status();
    assert_ne!(before, built);
    mark_look(&desk);
    let record = desk.path("output/.paf/targets/eu/en/small-asks-eu-en.pdf.json");
    let text = fs::read_to_string(&record).expect("it is text");
    fs::write(&record, format!("{text} ")).expect("it is written");
    assert_eq!(status(), built, "it was looked anew");
    fs::remove_file(&record).expect("it can be removed");
    assert_ne!(status(), built);
}

#[test]
fn an_approval_of_a_day_to_come_is_not_told_again() {
    let desk = Desk::new();
    desk.build();
    desk.command("check", &[], None);
    let kept = desk.kept().into_iter().find(|path| path.to_string_lossy().contains("look-"));
    let kept = kept.expect("a look is kept");
    mark_look(&desk);
    desk.change_kept(&kept, "\"latest\":null", "\"latest\":\"9999-12-31\"");
    assert!(!desk.command("check", &[], None).contains("AGAIN"));
}

/// What was compared with its source before is not compared again; what had a fault is, whatever else changed.
#[test]
fn what_had_no_fault_is_known_and_what_had_one_is_told_again() {
    const PO: &str = "framework/locales/fr.po";
    let desk = Desk::new();
    // The fixture waives everything, and what waives nothing is told.
    let waived = fs::read_to_string(desk.path(PO)).expect("it is text");
    let sound: Vec<&str> = waived.lines().filter(|line| !line.starts_with("# allow:")).collect();
    let sound = sound.join("\n") + "\n";
    desk.write(PO, sound.as_bytes());
    let spaced = sound.replace("Le premier texte", "Le  premier texte");
    assert_ne!(sound, spaced);
    desk.build();
    let passed = fs::read_to_string(desk.path("output/.paf/passed")).expect("what had no fault is kept");
    assert!(passed.lines().count() > 1, "{passed}");
    for _ in 0..2 {
        desk.write(PO, spaced.as_bytes());
        let told = desk.command("check", &[], None);
        assert!(told.contains("translation::spacing"), "{told}");
        // Another remark in the source lets nothing be replayed, and the fault is where it was.
        desk.append("framework/leaflet.yaml", "\n# a remark\n");
        let again = desk.command("check", &[], None);
        assert_eq!(told, again);
        desk.write(PO, sound.as_bytes());
        assert!(!desk.command("check", &[], None).contains("translation::spacing"));
    }
    // What another version of the program passed is nothing to this one.
    let other = passed.replacen(&passed[..4], "0000", 1);
    desk.write("output/.paf/passed", other.as_bytes());
    desk.append("framework/leaflet.yaml", "\n# a remark\n");
    desk.command("check", &[], None);
    assert_eq!(fs::read_to_string(desk.path("output/.paf/passed")).expect("it is kept"), passed);
}
