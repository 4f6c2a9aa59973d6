//! A target that takes too much is given up with a message, the others are made, and the run fails; what
//! cannot be told is an error of its own.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, clippy::expect_used, reason = "the suite works in files as people do")]

use std::fs::{self, File};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::cases::program;
use crate::cases::sandbox::Sandbox;
use crate::cases::transcript::Step;

/// A plugin with the function `f`, which never ends: `(loop br 0)` between the least that Typst asks of one.
const ENDLESS: &[u8] = &[
    0, b'a', b's', b'm', 1, 0, 0, 0, // WebAssembly 1
    1, 5, 1, 0x60, 0, 1, 0x7f, // a type: () -> i32
    3, 2, 1, 0, // a function of it
    5, 3, 1, 0, 1, // a memory of a page
    7, 14, 2, 6, b'm', b'e', b'm', b'o', b'r', b'y', 2, 0, 1, b'f', 0, 0, // exports: memory, f
    10, 11, 1, 9, 0, 3, 0x40, 0x0c, 0, 0x0b, 0x41, 0, 0x0b, // loop br 0 end i32.const 0 end
];

const OTHERS: [&str; 2] =
    ["output/eu/en/example-leaflet-eu-en.pdf", "output/eu/fr/example-leaflet-eu-fr.pdf"];

/// Runs a build in which the report has this at its end; what is said, and how long it took.
fn report_with(code: &str, args: &[&str]) -> (Sandbox, String, Duration) {
    let sandbox = Sandbox::base();
    sandbox.write("templates/report/endless.wasm", ENDLESS);
    let path = sandbox.root().join("templates/report/report.typ");
    let template = fs::read_to_string(path).expect("the template");
    sandbox.write("templates/report/report.typ", format!("{template}\n{code}\n").as_bytes());
    let begun = Instant::now();
    let ran = sandbox.run(&Step::new(&[&["build"], args].concat()));
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("error[build::limit]: `eu/en/example-report-eu-en.pdf`"), "{}", ran.stderr);
    assert!(!sandbox.root().join("output/eu/en/example-report-eu-en.pdf").exists());
    assert!(!sandbox.root().join("output/.paf").join("lock").is_dir());
    for other in OTHERS {
        assert!(sandbox.root().join(other).exists(), "{other}: {}", ran.stderr);
    }
    let manifest = fs::read_to_string(sandbox.root().join("output/manifest.json")).expect("a manifest");
    assert!(manifest.contains("example-leaflet-eu-fr.pdf") && !manifest.contains("report"), "{manifest}");
    (sandbox, ran.stderr, begun.elapsed())
}

#[test]
fn a_plugin_that_never_ends_is_given_up() {
    let code = "#plugin(\"/templates/report/endless.wasm\").f()";
    let (_, said, took) = report_with(code, &["--time-limit", "3"]);
    assert!(said.contains("was given up: it took more than 3 seconds"), "{said}");
    assert!(said.contains("`--time-limit 6`"), "{said}");
    assert!(said.contains("2 made, 1 failed"), "{said}");
    assert!(took < Duration::from_secs(60), "{took:?}");
}

#[test]
fn what_was_forced_is_not_made_twice() {
    let code = "#plugin(\"/templates/report/endless.wasm\").f()";
    let (_, said, _) = report_with(code, &["--time-limit", "3", "--force", "--jobs", "1"]);
    for other in OTHERS {
        assert!(said.matches(&format!("made       {other}")).count() <= 1, "{said}");
    }
    assert!(said.contains("2 made, 1 failed"), "{said}");
}

#[test]
fn memory_without_end_is_given_up() {
    let code = "#let grow(n) = { let a = (); for i in range(n) { a.push(\"x\" * 1000000 + str(i)) }; a.len() }\n\
                #grow(20000)";
    let (_, said, _) = report_with(code, &["--memory-limit", "1500"]);
    assert!(said.contains("was given up: it took more than 1500 MB of memory"), "{said}");
}

#[test]
fn pages_without_end_are_refused() {
    let code = "#for i in range(60) { pagebreak(); [#i] }";
    let (_, said, _) = report_with(code, &["--page-limit", "50"]);
    assert!(said.contains("pages, and may have 50 at most"), "{said}");
}

#[test]
fn the_rest_of_a_document_is_not_waited_for() {
    let sandbox = Sandbox::base();
    sandbox.write("templates/leaflet/endless.wasm", ENDLESS);
    sandbox.replace("framework/framework.yaml", "languages: [en, fr]", "languages: [en, fr, de, it, es]");
    sandbox.replace("framework/framework.yaml", "leaflet: {}", "leaflet: {languages: [en, fr, de, it, es]}");
    let path = sandbox.root().join("templates/leaflet/leaflet.typ");
    let template = fs::read_to_string(path).expect("the template");
    let code = "#plugin(\"/templates/leaflet/endless.wasm\").f()";
    sandbox.write("templates/leaflet/leaflet.typ", format!("{template}\n{code}\n").as_bytes());
    let ran = sandbox.run(&Step::new(&["build", "--time-limit", "2", "--jobs", "2"]));
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let told = |what: &str| ran.stderr.matches(what).count();
    let given_up = told("was given up: it took more than 2 seconds");
    // The two that ran side by side may have begun apart, so that one of them was begun anew.
    assert!((2..=3).contains(&given_up), "{}", ran.stderr);
    assert_eq!(given_up + told("was not begun: 2 other targets"), 5, "{}", ran.stderr);
    assert!(sandbox.root().join("output/eu/en/example-report-eu-en.pdf").exists(), "{}", ran.stderr);
}

#[test]
fn what_cannot_be_written_to_standard_output_is_told() {
    let sandbox = Sandbox::base();
    let full = || Stdio::from(File::options().write(true).open("/dev/full").expect("Linux has it"));
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    for command in ["status", "fonts", "--help", "completions bash", "check --message-format json --lang xx"]
    {
        let ran = Command::new(program::paf())
            .args(command.split(' '))
            .current_dir(sandbox.root())
            .env_clear()
            .stdout(full())
            .output()
            .expect("paf can be run");
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!(ran.status.code(), Some(3), "{command}: {said}");
        assert!(said.contains("cannot write to standard output: the disk is full"), "{command}: {said}");
    }
}

#[test]
fn a_pipe_that_was_closed_is_no_error() {
    let sandbox = Sandbox::base();
    for command in ["status", "completions bash", "--help"] {
        let mut child = Command::new(program::paf())
            .args(command.split(' '))
            .current_dir(sandbox.root())
            .env_clear()
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("paf can be run");
        drop(child.stdout.take());
        let ran = child.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!((ran.status.code(), said.as_str()), (Some(0), ""), "{command}");
    }
}
