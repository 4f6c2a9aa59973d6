//! docs/cli.md is the help of every command. `PAF_UPDATE=1` writes it anew, and fails.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails here")]

use std::fmt::Write;
use std::path::Path;

use clap::Command;
use paf_cli::Exit;

/// A command's help and that of the commands below it.
fn section(page: &mut String, path: &str, command: &mut Command) {
    let level = if path.contains(' ') { "##" } else { "#" };
    let help = command.render_long_help().to_string();
    let help: Vec<&str> = help.trim_end().lines().map(str::trim_end).collect();
    write!(page, "{level} `{path}`\n\n```text\n{}\n```\n\n", help.join("\n")).expect("a string takes it");
    for below in command.get_subcommands_mut().filter(|below| below.get_name() != "help") {
        section(page, &format!("{path} {}", below.get_name()), below);
    }
}

fn exit_codes(page: &mut String) {
    page.push_str("## Exit codes\n\n| code | meaning |\n| --- | --- |\n");
    for (exit, meaning) in [
        (Exit::Done, "done; there may have been warnings"),
        (Exit::Content, "the content has errors"),
        (Exit::Usage, "the command line is wrong, or there is no framework"),
        (Exit::Environment, "the environment failed: disk, permissions"),
        (Exit::Bug, "a bug in paf"),
    ] {
        writeln!(page, "| {} | {meaning} |", exit.code()).expect("a string takes it");
    }
}

#[test]
fn the_reference_of_commands_is_current() {
    let mut page = String::new();
    // The width of the page is that of the widest help, whatever the terminal is.
    let mut command = paf_cli::command().term_width(100);
    command.build();
    section(&mut page, "paf", &mut command);
    page.push_str(
        "## Environment\n\n| variable | effect |\n| --- | --- |\n\
         | `SOURCE_DATE_EPOCH` | the date that PDFs carry instead of the framework’s, in seconds since 1970 |\n\
         | `NO_COLOR` | messages without colours |\n\
         | `CI` | plain lines instead of a progress bar |\n\n",
    );
    exit_codes(&mut page);
    page.push_str("\nThis page is made from the definitions of the commands by a test.\n");

    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md");
    #[expect(
        clippy::disallowed_methods,
        reason = "the test compares a committed file, and rewrites it when asked"
    )]
    {
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        if committed == page {
            return;
        }
        if std::env::var_os("PAF_UPDATE").is_some() {
            std::fs::write(&path, &page).expect("docs/ can be written");
            panic!("docs/cli.md was written anew; look at the difference and run again");
        }
    }
    panic!("docs/cli.md is not current; run: PAF_UPDATE=1 cargo test --workspace --test cli_reference");
}
