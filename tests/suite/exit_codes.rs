//! Every command ends with the code that `docs/cli.md` gives, whatever happens.
#![expect(clippy::disallowed_methods, reason = "the suite writes what paf is to read")]

use std::fs;

use crate::cases::sandbox::{Sandbox, outside_frameworks};
use crate::cases::transcript::Step;

const DONE: i32 = 0;
const CONTENT: i32 = 1;
const USAGE: i32 = 2;
const ENVIRONMENT: i32 = 3;

/// What is wrong before a command runs.
#[derive(Debug, Clone, Copy)]
enum State {
    /// Nothing.
    Whole,
    /// An id that nothing has.
    Wrong,
    /// A file that cannot be read as YAML.
    Broken,
    /// A sentence that was changed, so that translations are of an older one.
    Changed,
}

use State::{Broken, Changed, Whole, Wrong};

/// `blocked` is a file, so that no folder can be made there; `bad.pdf`, `bad.po` and `bad.xlsx` are nothing of
/// the kind.
const TABLE: &[(State, &str, i32)] = &[
    (Whole, "build --lang en --document report", DONE),
    (Wrong, "build", CONTENT),
    (Broken, "build", CONTENT),
    (Whole, "build --require approved --lang fr", CONTENT),
    (Whole, "build --lang xx", USAGE),
    (Whole, "build --document none", USAGE),
    (Whole, "build --edition none", USAGE),
    (Whole, "build --profile none", USAGE),
    (Whole, "build --no-such-option", USAGE),
    (Whole, "build --jobs many", USAGE),
    (Wrong, "build --lang xx", USAGE),
    (Whole, "build --output blocked", ENVIRONMENT),
    (Whole, "build --lang en --document report --sources blocked", ENVIRONMENT),
    (Whole, "build --root nowhere", USAGE),
    (Whole, "check", DONE),
    (Changed, "check", DONE),
    (Wrong, "check", CONTENT),
    (Broken, "check", CONTENT),
    (Whole, "check --lang xx", USAGE),
    (Whole, "check --message-format none", USAGE),
    (Wrong, "check --message-format json", CONTENT),
    (Wrong, "check --message-format sarif", CONTENT),
    (Wrong, "check --message-format github", CONTENT),
    (Whole, "status", DONE),
    (Broken, "status", CONTENT),
    (Whole, "status --lang xx", USAGE),
    (Whole, "status --fail-under 100 --state approved", CONTENT),
    (Whole, "status --fail-under much", USAGE),
    (Whole, "translate", USAGE),
    (Whole, "translate sync", DONE),
    (Changed, "translate sync", DONE),
    (Changed, "translate sync --check", CONTENT),
    (Broken, "translate sync", CONTENT),
    (Whole, "translate sync --minor no.such.key", USAGE),
    (Whole, "translate mark --lang fr --state approved --by A --role b", DONE),
    (Broken, "translate mark --lang fr --state approved --by A --role b", CONTENT),
    (Whole, "translate mark --lang xx --state approved --by A --role b", USAGE),
    (Whole, "translate mark --lang fr --state approved --by A --role b no.such.key", USAGE),
    (Whole, "translate mark --lang fr --state approved --by A --role b --date never", USAGE),
    (Whole, "translate mark --lang fr --state approved", USAGE),
    (Whole, "translate export --output out", DONE),
    (Broken, "translate export --output out", CONTENT),
    (Whole, "translate export --lang xx", USAGE),
    (Whole, "translate export --format doc", USAGE),
    (Whole, "translate export --output blocked", ENVIRONMENT),
    (Whole, "translate import bad.po --lang fr", CONTENT),
    (Whole, "translate import bad.xlsx --lang fr", CONTENT),
    (Whole, "translate import none.po --lang fr", USAGE),
    (Whole, "translate import", USAGE),
    (Whole, "translate pseudo accents", DONE),
    (Whole, "translate pseudo none", USAGE),
    (Broken, "translate pseudo", CONTENT),
    (Whole, "preflight bad.pdf", CONTENT),
    (Whole, "preflight none.pdf", USAGE),
    (Whole, "preflight framework", USAGE),
    (Whole, "preflight bad.pdf none.pdf", USAGE),
    (Whole, "preflight", USAGE),
    (Whole, "preflight bad.pdf --trim wide", USAGE),
    (Whole, "impose bad.pdf", CONTENT),
    (Whole, "impose none.pdf", USAGE),
    (Whole, "impose framework", USAGE),
    (Whole, "impose bad.pdf --scheme none", USAGE),
    (Whole, "new fresh", DONE),
    (Whole, "new framework", USAGE),
    (Whole, "new fresh --id Not.Valid", USAGE),
    (Whole, "new blocked/below", ENVIRONMENT),
    (Whole, "new", USAGE),
    (Whole, "schema", DONE),
    (Broken, "schema", DONE),
    (Whole, "schema --output blocked", ENVIRONMENT),
    (Whole, "fonts", DONE),
    (Broken, "fonts", CONTENT),
    (Whole, "completions bash", DONE),
    (Whole, "completions none", USAGE),
    (Whole, "help", DONE),
    (Whole, "--version", DONE),
    (Whole, "no-such-command", USAGE),
];

#[test]
fn every_command_ends_with_the_code_of_its_failure() {
    let built = Sandbox::built_base();
    let mut wrong = Vec::new();
    for (state, command, code) in TABLE {
        let sandbox = built.copy();
        match state {
            Whole => {}
            Wrong => {
                sandbox.replace(
                    "framework/recommendations/access.yaml",
                    "actors: [states]",
                    "actors: [stats]",
                );
            }
            Broken => sandbox.write("framework/report.yaml", b"title: 'a\n"),
            Changed => {
                sandbox.replace("framework/leaflet.yaml", "What you can ask for.", "What one can ask for.")
            }
        }
        for name in ["blocked", "bad.pdf", "bad.po", "bad.xlsx"] {
            sandbox.write(name, b"nothing of the kind");
        }
        let args: Vec<&str> = command.split(' ').collect();
        let ran = sandbox.run(&Step::new(&args));
        if ran.code != *code {
            wrong.push(format!(
                "paf {command} ({state:?}): {} for {code}\n{}{}",
                ran.code, ran.stdout, ran.stderr
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn where_no_framework_is_every_command_that_needs_one_says_so() {
    let empty = outside_frameworks();
    for command in [
        "build",
        "check",
        "status",
        "translate sync",
        "translate export",
        "translate pseudo",
        "schema",
        "fonts",
    ] {
        let output = std::process::Command::new(crate::cases::program::paf())
            .args(command.split(' '))
            .current_dir(empty.path())
            .env_clear()
            .output()
            .expect("paf can be run");
        assert_eq!(output.status.code(), Some(USAGE), "{command}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("no `framework/framework.yaml` here or above"), "{said}");
        assert!(said.contains("`paf new my-framework`"), "{said}");
    }
    assert_eq!(fs::read_dir(empty.path()).expect("it is there").count(), 0, "nothing was written");
}
