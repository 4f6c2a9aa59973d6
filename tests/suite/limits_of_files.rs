//! Only regular files are read, up to a size; what else stands in a framework's folder is told by its own
//! name, once, and nothing else is said because of it.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "the suite puts odd things into folders")]

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::cases::program;
use crate::cases::sandbox::Sandbox;

/// What paf says and with which code it ends; no command may wait for anything.
fn paf(root: &Path, command: &str) -> (i32, String) {
    let mut child = Command::new(program::paf())
        .args(command.split(' '))
        .current_dir(root)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("paf can be run");
    let begun = Instant::now();
    while child.try_wait().expect("it can be asked").is_none() {
        if begun.elapsed() > Duration::from_secs(120) {
            child.kill().expect("it can be ended");
            panic!("paf {command} waits");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let output = child.wait_with_output().expect("it has ended");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap_or(-1), text(&output.stdout) + &text(&output.stderr))
}

fn pipe(at: &Path) {
    assert!(Command::new("mkfifo").arg(at).status().expect("mkfifo can be run").success());
}

/// A file that seems to have this many megabytes, and takes up none.
fn hollow(at: &Path, megabytes: u64) {
    File::create(at).and_then(|file| file.set_len(megabytes << 20)).expect("a sparse file");
}

/// Puts one thing in the place of a file of the base, and says what is then told, as the only error.
fn told(path: &str, put: impl FnOnce(&Path), expected: &str) {
    let sandbox = Sandbox::base();
    let at = sandbox.root().join(path);
    if at.is_dir() {
        fs::remove_dir_all(&at).expect("it can be taken away");
    } else {
        let _may_be_absent = fs::remove_file(&at);
    }
    fs::create_dir_all(at.parent().expect("a folder")).expect("the folder can be made");
    put(&at);
    for command in ["check", "check --full", "build"] {
        let (code, said) = paf(&sandbox.root(), command);
        assert_eq!(code, 1, "{command}: {said}");
        assert!(said.contains(expected), "{command}: {said}");
        assert!(said.contains(&format!("--> {path}:1:1")), "{command}: {said}");
        assert_eq!(said.matches("error[").count(), 1, "{command}: {said}");
        assert!(!said.contains("warning["), "{command}: {said}");
    }
}

const LEAFLET: &str = "framework/leaflet.yaml";
const CATALOGUE: &str = "framework/locales/fr.po";

#[test]
fn pipes_and_devices_are_not_waited_for() {
    for path in [
        LEAFLET,
        CATALOGUE,
        "framework/recommendations/more.yaml",
        "framework/glossary.yaml",
        "templates/report/report.typ",
    ] {
        told(path, pipe, "cannot be read: it is a pipe or a device");
    }
}

#[test]
fn folders_with_the_name_of_a_file_are_told() {
    for path in [CATALOGUE, LEAFLET, "framework/references.yaml", "fonts/Own.otf"] {
        let put = |at: &Path| fs::create_dir_all(at).expect("a folder");
        told(path, put, "cannot be read: it is a folder, and a file belongs here");
    }
}

#[test]
fn links_to_nothing_and_in_circles_are_told() {
    let link = |target: &'static str| move |at: &Path| symlink(target, at).expect("a link");
    for path in [CATALOGUE, "framework/glossary.yaml", "framework/locales", "templates/theme/labels.yaml"] {
        told(path, link("nowhere"), "cannot be read: it is a link to `nowhere`, which is not there");
    }
    told(
        CATALOGUE,
        link("fr.po"),
        "cannot be read: it is a link to `fr.po`, from where links lead in a circle",
    );
    told(
        "framework/figures/all",
        link(".."),
        "cannot be read: it is a link to a folder that it lies in itself",
    );
}

#[test]
fn files_have_at_most_the_size_of_their_kind() {
    for (path, megabytes, why) in [
        ("framework/partners.yaml", 17, "it has 17 MB, and a YAML file may have 16 MB at most"),
        (CATALOGUE, 3000, "it has 3000 MB, and a catalogue may have 64 MB at most"),
        ("fonts/Own.otf", 3072, "it has 3072 MB, and a font may have 128 MB at most"),
    ] {
        let sandbox = Sandbox::base();
        let at = sandbox.root().join(path);
        fs::create_dir_all(at.parent().expect("a folder")).expect("the folder can be made");
        hollow(&at, megabytes);
        let (code, said) = paf(&sandbox.root(), "build");
        assert_eq!(code, 1, "{said}");
        assert!(said.contains(why), "{said}");
        assert!(said.contains(&format!("--> {path}:1:1")), "{said}");
    }
}

#[test]
fn files_that_are_named_are_held_to_the_same() {
    let sandbox = Sandbox::base();
    let root = sandbox.root();
    pipe(&root.join("pipe.pdf"));
    pipe(&root.join("pipe.po"));
    symlink("nowhere", root.join("link.pdf")).expect("a link");
    hollow(&root.join("large.pdf"), 1025);
    hollow(&root.join("large.po"), 65);
    hollow(&root.join("large.xlsx"), 65);
    for (command, why) in [
        ("preflight pipe.pdf", "it is a pipe or a device"),
        ("preflight /dev/zero", "it is a pipe or a device"),
        ("preflight link.pdf", "it is a link to `nowhere`, which is not there"),
        ("preflight large.pdf", "it has 1025 MB, and a PDF may have 1024 MB at most"),
        ("impose pipe.pdf", "it is a pipe or a device"),
        ("impose large.pdf", "it has 1025 MB, and a PDF may have 1024 MB at most"),
        ("translate import pipe.po", "it is a pipe or a device"),
        ("translate import large.po", "it has 65 MB, and a file for translators may have 64 MB at most"),
        ("translate import large.xlsx", "it has 65 MB, and a file for translators may have 64 MB at most"),
    ] {
        let (code, said) = paf(&root, command);
        assert_eq!(code, 2, "{command}: {said}");
        assert!(said.contains(why), "{command}: {said}");
    }
}

#[test]
fn nobody_waits_for_a_pipe_where_files_are_written() {
    for path in ["output/manifest.json", "output/.paf/lock", "output/eu/en/example-report-eu-en.pdf"] {
        let sandbox = Sandbox::base();
        let at = sandbox.root().join(path);
        fs::create_dir_all(at.parent().expect("a folder")).expect("the folder can be made");
        pipe(&at);
        let (code, said) = paf(&sandbox.root(), "build");
        assert_eq!(code, 3, "{path}: {said}");
        assert!(said.contains("something other than a file stands in its place"), "{path}: {said}");
    }
}

#[test]
fn a_damaged_font_is_told_with_its_file() {
    let sandbox = Sandbox::base();
    let regular =
        fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../fonts/source-sans-3/SourceSans3-Regular.otf"));
    let regular = regular.expect("the font is there");
    let mut damaged = regular.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0x55;
    sandbox.write("fonts/Whole.otf", &regular);
    sandbox.write("fonts/Damaged.otf", &damaged);
    sandbox.write("fonts/Cut.OTF", &regular[..regular.len() - 100]);
    sandbox.write("fonts/Web.woff2", b"wOF2");
    let (code, said) = paf(&sandbox.root(), "build");
    assert_eq!(code, 1, "{said}");
    for why in [
        "the font `fonts/Damaged.otf` cannot be used: it is damaged: its table `",
        "the font `fonts/Cut.OTF` cannot be used: it is cut off: its table `",
        "the font `fonts/Web.woff2` cannot be used: it is a font for web pages (WOFF)",
    ] {
        assert_eq!(said.matches(why).count(), 1, "{why}: {said}");
    }
}

/// What is told of the base after a change, as the only problem, with the file that it is told of.
fn only(change: impl FnOnce(&Path), place: &str, expected: &str) {
    let sandbox = Sandbox::base();
    change(&sandbox.root());
    let (code, said) = paf(&sandbox.root(), "check");
    assert_eq!(code, 1, "{said}");
    assert!(said.contains(expected), "{said}");
    assert!(said.contains(&format!("--> {place}:1:1")), "{said}");
    assert_eq!(said.matches("error[").count() + said.matches("warning[").count(), 1, "{said}");
}

#[test]
fn a_file_by_another_name_is_not_missing_as_well() {
    for (path, name) in [
        ("framework/glossary.yaml", "framework/glossary.yml"),
        ("framework/glossary.yaml", "framework/Glossary.YAML"),
        ("framework/leaflet.yaml", "framework/leaflet.yaml.txt"),
        ("framework/references.yaml", "framework/references.yml"),
        ("framework/partners.yaml", "framework/Partners.yaml"),
        ("templates/leaflet/document.yaml", "templates/leaflet/document.yml"),
    ] {
        let rename = |root: &Path| fs::rename(root.join(path), root.join(name)).expect("it can be renamed");
        only(rename, name, &format!("`{name}` is not read"));
    }
}

#[test]
fn a_logo_that_is_a_link_to_nothing_is_told_once() {
    let dangling = |root: &Path| {
        fs::create_dir_all(root.join("framework/logos")).expect("a folder");
        symlink("nowhere.svg", root.join("framework/logos/epa.svg")).expect("a link");
        let partners = root.join("framework/partners.yaml");
        let text = fs::read_to_string(&partners).expect("partners");
        let text = text.replacen("    short: EPA\n", "    short: EPA\n    logo: logos/epa.svg\n", 1);
        fs::write(&partners, text).expect("it can be written");
    };
    only(dangling, "framework/logos/epa.svg", "it is a link to `nowhere.svg`, which is not there");
}

/// What is told by a paf that may not read everything. Nothing is kept from root, so that the user `nobody` runs it.
fn told_to_nobody(path: &str) {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::base();
    let at = sandbox.root().join(path);
    let mode =
        |mode: u32| fs::set_permissions(&at, fs::Permissions::from_mode(mode)).expect("it may be changed");
    let of_all =
        |folder: &Path| fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).expect("it may");
    // Temporary folders are for their owner alone.
    let root = sandbox.root();
    of_all(&root);
    of_all(root.parent().expect("it lies in one"));
    mode(0o000);
    let paf = program::paf();
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout == b"0\n");
    let mut command = if is_root { Command::new("setpriv") } else { Command::new(paf) };
    if is_root {
        command.args(["--reuid=65534", "--clear-groups"]).arg(paf);
    }
    let output =
        command.arg("check").current_dir(sandbox.root()).env_clear().output().expect("it can be run");
    mode(0o755);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{path}: {said}");
    assert!(said.contains(&format!("`{path}` cannot be read: you have no permission for it")), "{said}");
    assert_eq!(said.matches("error[").count() + said.matches("warning[").count(), 1, "{path}: {said}");
}

#[test]
fn what_may_not_be_read_is_told_once_and_nothing_besides() {
    for path in [
        "framework/recommendations",
        "framework/locales",
        "framework/figures",
        "framework/glossary.yaml",
        "framework/leaflet.yaml",
        "framework/locales/fr.po",
        "templates",
        "templates/theme",
        "templates/leaflet",
        "templates/report/document.yaml",
    ] {
        told_to_nobody(path);
    }
}
