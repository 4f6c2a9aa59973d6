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
        (
            Exit::Content,
            "the content has errors, a file of it cannot be read, or what was asked for is not so (`--check`, `--fail-under`, `--require`)",
        ),
        (
            Exit::Usage,
            "the command line is wrong: an option, something that it names is not there or would be written over, or there is no framework",
        ),
        (
            Exit::Environment,
            "the environment failed: nothing can be written there (disk, permissions, another run of paf)",
        ),
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
    page.push_str(
        "## Paths and commands in messages\n\n\
         In every message format, and in what commands say of the files that they wrote, paths begin in the folder in \
         which `paf` was called: whoever reads one can open it there. A path that is neither below that folder nor above \
         it is told whole if `--root` was given whole.\n\n\
         | format | path |\n| --- | --- |\n\
         | `human`, `short` | from the folder in which `paf` was called |\n\
         | `json` | the same, in `path` |\n\
         | `sarif` | the same, as a URI: `%20` for a space, `file://` before a whole path |\n\
         | `github` | the same; GitHub reads it from the root of the repository, so call `paf` there |\n\n\
         Templates and fonts that come with the program lie in no folder; they are told as `templates/…` and `fonts/…`. \
         Paths in `manifest.json` begin in the output folder.\n\n\
         Commands in messages can be typed as they are: with `--root` if it was given, and with quotation marks where a \
         shell needs them. Words in capitals (`NAME`, `ROLE`) are left to you.\n\n",
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
