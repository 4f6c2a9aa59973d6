//! People who work on one framework at the same time lose nothing of each other's.

use std::process::{Child, Command, Stdio};

use crate::cases::program::paf;
use crate::cases::sandbox::{Sandbox, files_below};

#[test]
fn six_marks_at_once_are_six_records() {
    let sandbox = Sandbox::base();
    let people = ["Ada", "Ben", "Cem", "Dea", "Eva", "Fay"];
    let mark = |name: &&str| -> Child {
        let args = ["translate", "mark", "--lang", "fr", "--state", "approved", "--role", "reader", "--by"];
        let mut command = Command::new(paf());
        command.args(args).arg(name).current_dir(sandbox.root()).env_clear();
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("paf can be run")
    };
    let started: Vec<Child> = people.iter().map(mark).collect();
    for mut child in started {
        assert!(child.wait().expect("it ended").success());
    }
    let files = files_below(&sandbox.root());
    let ledger = String::from_utf8_lossy(&files["framework/locales/fr.ledger.yaml"]).into_owned();
    for name in people {
        assert!(ledger.contains(name), "{name} is not in\n{ledger}");
    }
}
