//! The workflows pin what they use, and call the program as it is.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "the test reads files of the repository and asks the program")]

use std::fs;
use std::process::Command;

use crate::cases::program::paf;
use crate::pdf_framework::ROOT;

fn workflows() -> Vec<(String, String)> {
    let folder = fs::read_dir(format!("{ROOT}/.github/workflows")).expect("a folder");
    let read =
        |path: std::path::PathBuf| (path.display().to_string(), fs::read_to_string(&path).expect("UTF-8"));
    let found: Vec<_> = folder.flatten().map(|entry| read(entry.path())).collect();
    assert!(found.len() >= 2, "{found:?}");
    found
}

#[test]
fn every_action_is_pinned_by_the_hash_of_its_commit() {
    for (path, text) in workflows() {
        for line in text.lines().filter_map(|line| line.split("uses: ").nth(1)) {
            let (action, version) = line.split_once(" # v").expect("a version beside the hash");
            let hash = action.split_once('@').map_or("", |(_, hash)| hash);
            let is_hash = hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_hash && version.split('.').count() == 3, "{path}: {line}");
        }
    }
}

#[test]
fn every_command_and_option_is_one_of_the_program() {
    let mut tried = 0;
    for (path, text) in workflows() {
        for line in text.lines().filter(|line| line.contains("paf")) {
            let words: Vec<&str> =
                line.split([' ', '$', '(', ')', '"']).filter(|word| !word.is_empty()).collect();
            let known = ["build", "check", "plan", "merge", "publish", "verify", "new"];
            for (at, command) in words.iter().enumerate().filter(|(at, word)| {
                let before =
                    at.checked_sub(1).and_then(|before| words.get(before)).copied().unwrap_or_default();
                (before.ends_with("paf") || before == "demo") && known.contains(word)
            }) {
                let help = Command::new(paf()).args([command, "--help"]).output().expect("paf can be run");
                let help = String::from_utf8_lossy(&help.stdout).into_owned();
                let options = words[at + 1..].iter().take_while(|word| !matches!(**word, "&&" | ">>"));
                for option in options.filter(|word| word.starts_with("--")) {
                    assert!(help.contains(option), "{path}: paf {command} has no {option}");
                }
                tried += 1;
            }
        }
    }
    assert!(tried >= 8, "{tried} commands were found");
}
