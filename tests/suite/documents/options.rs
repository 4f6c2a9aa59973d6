//! Every option in the documents is one of the command beside it.

use std::collections::{BTreeMap, BTreeSet};

use super::{documents, read};

/// The options of each command, as docs/cli.md has them; a test holds it to what the program takes.
fn options() -> BTreeMap<String, BTreeSet<String>> {
    let cli = read("docs/cli.md");
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut command = String::new();
    for line in cli.lines() {
        if let Some(heading) = line.trim_start_matches('#').trim().strip_prefix("`paf") {
            command = heading.trim_end_matches('`').trim().to_owned();
        }
        let options = line.trim_start().starts_with('-').then(|| flags(line));
        found.entry(command.clone()).or_default().extend(options.into_iter().flatten());
    }
    found
}

/// All that begins with two hyphens in a text.
fn flags(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let flags = words.filter(|word| {
        word.strip_prefix("--").is_some_and(|name| name.starts_with(|c: char| c.is_ascii_lowercase()))
    });
    flags.map(str::to_owned).collect()
}

#[test]
fn every_option_in_the_documents_is_one_of_its_command() {
    let options = options();
    let all: BTreeSet<&String> = options.values().flatten().collect();
    let mut wrong = Vec::new();
    for (path, page) in documents() {
        if path == "docs/cli.md" {
            continue;
        }
        // Code in a line, and the lines of code blocks.
        let blocks = page.split("```").skip(1).step_by(2).flat_map(str::lines);
        let indented = page.lines().filter(|line| line.starts_with("    paf "));
        let inline = page.split("```").step_by(2).flat_map(|prose| prose.split('`').skip(1).step_by(2));
        for code in blocks.chain(indented).chain(inline) {
            for part in code.split("&&") {
                let part = part.replace("cargo run --", "paf");
                let Some((_, call)) = part.split_once("paf ") else { continue };
                let words: Vec<&str> =
                    call.split_whitespace().filter(|word| !word.starts_with('-')).collect();
                let named =
                    [2, 1].map(|count| words.iter().take(count).copied().collect::<Vec<_>>().join(" "));
                let command = named.into_iter().find(|name| options.contains_key(name));
                for flag in flags(call.split("  #").next().unwrap_or_default()) {
                    let known = match &command {
                        Some(command) => options[command].contains(&flag) || options[""].contains(&flag),
                        None => all.contains(&flag),
                    };
                    if !known {
                        wrong.push(format!("{path}: `{}` has no {flag}", code.trim()));
                    }
                }
            }
            if code.starts_with("--") {
                wrong.extend(
                    flags(code)
                        .iter()
                        .filter(|flag| !all.contains(flag))
                        .map(|flag| format!("{path}: no command has {flag}")),
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
