//! Programs that look at a PDF from outside; a test says `skipped` where one is absent.

#![expect(clippy::print_stderr, reason = "a test says what it could not look at")]

use std::path::Path;
use std::process::Command;

/// What a program prints about a PDF; nothing where the program is absent.
pub(crate) fn say(program: &str, arguments: &[&str], pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("ticket.pdf");
    std::fs::write(&file, pdf).expect("a temporary file");
    match run(program, arguments, &file) {
        Ok(output) => Some(String::from_utf8_lossy(&output).into_owned()),
        Err(_) => {
            eprintln!("skipped: {program} is not installed");
            None
        }
    }
}

fn run(program: &str, arguments: &[&str], file: &Path) -> std::io::Result<Vec<u8>> {
    let mut command = Command::new(program);
    for argument in arguments {
        if *argument == "{}" {
            command.arg(file)
        } else {
            command.arg(argument)
        };
    }
    let output = command.output()?;
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(output.stdout)
}

/// The text of a PDF in the order it was drawn in, spaces that do not break made plain.
pub(crate) fn text(pdf: &[u8]) -> Option<String> {
    let text = say("pdftotext", &["-raw", "{}", "-"], pdf)?;
    Some(text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" "))
}
