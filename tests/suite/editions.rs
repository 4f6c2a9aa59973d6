//! Country editions as those begin them who organise round tables.

use std::path::Path;

use paf_locale::Nation;
use serde_json::Value;

use crate::cases::sandbox::{Sandbox, files_below};
use crate::cases::transcript::{Ran, Step};
use crate::pdf_framework::ROOT;

/// The member states of the European Union.
const STATES: &str = "at be bg cy cz de dk ee es fi fr gr hr hu ie it lt lu lv mt nl pl pt ro se si sk";

fn paf(sandbox: &Sandbox, command: &str) -> Ran {
    sandbox.run(&Step::new(&command.split(' ').collect::<Vec<_>>()))
}

/// The shipped framework in a folder of its own.
fn shipped() -> Sandbox {
    let sandbox = Sandbox::empty();
    for (path, bytes) in files_below(&Path::new(ROOT).join("framework")) {
        sandbox.write(&format!("framework/{path}"), &bytes);
    }
    sandbox
}

#[test]
fn an_edition_of_each_member_state_begins_with_nothing_to_mend() {
    let sandbox = shipped();
    for state in STATES.split(' ') {
        let ran = paf(&sandbox, &format!("edition new {state}"));
        assert_eq!(ran.code, 0, "{state}: {}", ran.stderr);
        assert!(Nation::of(state).is_some(), "{state}");
    }
    let checked = paf(&sandbox, "check --message-format json");
    assert_eq!(checked.code, 0, "{}", checked.stdout);
    for line in checked.stdout.lines() {
        let found: Value = serde_json::from_str(line).expect("it is JSON");
        let is_national =
            found["place"]["path"].as_str().is_some_and(|path| path.starts_with("framework/editions/"));
        assert!(found["id"] == "translation::missing" && is_national, "{line}");
    }
}
