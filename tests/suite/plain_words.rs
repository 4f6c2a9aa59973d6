//! Whatever is broken, messages are sentences: nothing of how the program holds an error, and no numbers of
//! the system.
#![expect(clippy::disallowed_methods, reason = "the suite writes what paf is to read")]

use std::fs;
use std::process::Command;

use crate::cases::program::paf;
use crate::cases::sandbox::Sandbox;

/// What a value of a program looks like when it is shown to its programmers.
const INNARDS: &[&str] = &[
    "Error {",
    "Error(",
    "Some(",
    "None)",
    "Ok(",
    "Err(",
    "Os {",
    "kind:",
    "Kind::",
    "(os error",
    "\\\"",
    "\\n",
    "\\t",
    "\\u{",
    "Utf8Error",
    "ParseError",
    "Box<",
    "Arc<",
    "Vec<",
    "String(",
    "Span(",
    "panicked",
    "unwrap",
    "RUST_",
    "::error::",
    "{:?}",
    "src/",
    ".rs:",
    "untagged",
    "NodeValue",
    "Lang(",
    "Custom",
];

/// A broken input: the file, its bytes (none for a folder in its place), and the command that meets it.
type Broken = (&'static str, Option<&'static [u8]>, &'static str);

const BROKEN: &[Broken] = &[
    ("framework/framework.yaml", None, "check"),
    ("framework/framework.yaml", Some(b""), "check"),
    ("framework/framework.yaml", Some(b"\xff\xfe\x00"), "check"),
    ("framework/framework.yaml", Some(b"a: [1, 2"), "check"),
    ("framework/framework.yaml", Some(b"- a\n- b\n"), "check"),
    ("framework/framework.yaml", Some(b"a: &a [*a]\n"), "check"),
    ("framework/framework.yaml", Some(b"a: &x [z,z,z]\nb: &y [*x,*x,*x]\nc: !!binary \"a\\qb\"\n"), "check"),
    ("framework/framework.yaml", Some(b"{\"a\": \"\\u12\"}\n"), "check"),
    ("framework/framework.yaml", Some(b"id: \"x\\y\"\n"), "check"),
    ("framework/framework.yaml", Some(b"a: b\n\tc: d\n"), "check"),
    ("framework/framework.yaml", Some(b"%YAML 9.9\n---\na: b\n"), "check"),
    ("framework/report.yaml", None, "check"),
    ("framework/report.yaml", Some(b"title: 'a\n"), "check"),
    ("framework/report.yaml", Some(b"title: \x00\n"), "check"),
    ("framework/references.yaml", Some(b"survey: 3\n"), "check"),
    ("framework/references.yaml", Some(b"survey: {type: article, title: [], author: 9}\n"), "check"),
    ("framework/references.yaml", Some(b"survey: {type: Nothing, title: x, parent: [1]}\n"), "check"),
    (
        "framework/references.yaml",
        Some(b"survey: {type: Web, title: x, date: 20-20-20, serial-number: {a: [b]}}\n"),
        "check",
    ),
    ("framework/figures/path.svg", None, "build --lang en"),
    ("framework/figures/path.svg", Some(b"<svg"), "build --lang en"),
    ("framework/figures/path.svg", Some(b"\xff\xfe"), "build --lang en"),
    (
        "framework/figures/path.svg",
        Some(b"<svg xmlns=\"http://www.w3.org/2000/svg\"><a></b></svg>"),
        "build --lang en",
    ),
    ("framework/locales/fr.po", None, "check"),
    ("framework/locales/fr.po", Some(b""), "check"),
    ("framework/locales/fr.po", Some(b"\xff"), "check"),
    ("framework/locales/fr.po", Some(b"msgid \"a\nmsgstr \"b\\q\"\n"), "check"),
    ("framework/locales/fr.po", Some(b"<xliff/>"), "check"),
    ("framework/locales/fr.ledger.yaml", None, "check"),
    ("framework/locales/fr.ledger.yaml", Some(b"leaflet.title: 3\n"), "check"),
    ("framework/locales/fr.ledger.yaml", Some(b"- \"\\q\"\n"), "check"),
    ("framework/locales/fr.terms.yaml", Some(b"a: [\n"), "check"),
    ("templates/report/document.yaml", Some(b"title: {\n"), "check"),
    ("templates/report/report.typ", None, "build --lang en"),
    ("templates/report/report.typ", Some(b"\xff"), "build --lang en"),
    ("templates/report/report.typ", Some(b"/*% if x"), "build --lang en"),
    ("templates/report/report.typ", Some(b"[[= nothing.at.all ]]"), "build --lang en"),
    ("templates/report/report.typ", Some(b"[[= report.title|date ]]"), "build --lang en"),
    ("templates/report/report.typ", Some(b"[[= \"a\" + 3 ]]"), "build --lang en"),
    ("templates/report/report.typ", Some(b"/*% include \"none.typ\" %*/"), "build --lang en"),
    ("templates/report/report.typ", Some(b"#panic(\"a\", (b: \"c\"))"), "build --lang en"),
    ("templates/report/report.typ", Some(b"#image(\"/nothing.png\")"), "build --lang en"),
    ("templates/report/report.typ", Some(b"#json(bytes(\"{\"))"), "build --lang en"),
    ("templates/report/report.typ", Some(b"#let x = "), "build --lang en"),
    ("templates/report/report.typ", Some(b"#import \"/templates/none.typ\": *"), "build --lang en"),
    ("templates/theme/labels.yaml", Some(b"a: [\n"), "check"),
    ("fonts/broken.otf", Some(b"no font"), "fonts"),
    ("fonts/broken.otf", None, "fonts"),
    ("output/manifest.json", Some(b"{"), "build"),
    ("output/manifest.json", None, "build"),
    ("output/.paf", Some(b"x"), "build --force"),
    ("output/eu/en/example-report-eu-en.pdf", None, "build --force"),
    ("x.pdf", None, "preflight x.pdf"),
    ("x.pdf", Some(b""), "preflight x.pdf"),
    ("x.pdf", Some(b"text"), "preflight x.pdf"),
    ("x.pdf", Some(b"%PDF-1.7\n1 0 obj\n<</Type/Catalog"), "preflight x.pdf"),
    ("x.pdf", Some(b"%PDF-1.4\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF"), "preflight x.pdf"),
    ("x.pdf", None, "impose x.pdf"),
    ("x.pdf", Some(b"%PDF-1.7\n"), "impose x.pdf"),
    ("x.pdf", Some(b"text"), "impose x.pdf"),
    ("x.xlsx", None, "translate import x.xlsx --lang fr"),
    ("x.xlsx", Some(b""), "translate import x.xlsx --lang fr"),
    ("x.xlsx", Some(b"PK\x03\x04 and more"), "translate import x.xlsx --lang fr"),
    ("x.xlsx", Some(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), "translate import x.xlsx --lang fr"),
    ("x.xlf", Some(b""), "translate import x.xlf --lang fr"),
    ("x.xlf", Some(b"\xff\xff"), "translate import x.xlf --lang fr"),
    ("x.xlf", Some(b"<xliff"), "translate import x.xlf --lang fr"),
    (
        "x.xlf",
        Some(b"<xliff version=\"1.2\"><file><body></file></xliff>"),
        "translate import x.xlf --lang fr",
    ),
    ("x.xlf", Some(b"<xliff version=1.2 a=\"b\" a=\"c\">&x;</xliff>"), "translate import x.xlf --lang fr"),
    (
        "x.xlf",
        Some(b"<?xml version=\"1.0\" encoding=\"x-y\"?><xliff version=\"9\"/>"),
        "translate import x.xlf --lang fr",
    ),
    ("x.xlf", Some(b"<!-- <a -- <![CDATA[ ]]"), "translate import x.xlf --lang fr"),
    ("x.po", Some(b"msgid"), "translate import x.po --lang fr"),
    ("x.po", Some(b"\"\\xZ\"\nmsgstr[9] \"\\400\"\n"), "translate import x.po --lang fr"),
    ("x.txt", Some(b""), "translate import x.txt --lang fr"),
    ("blocked", Some(b""), "build --output blocked"),
    ("blocked", Some(b""), "build --output blocked/below"),
    ("blocked", Some(b""), "schema --output blocked"),
    ("blocked", Some(b""), "translate export --output blocked"),
    ("blocked", Some(b""), "build --force --sources blocked"),
    ("blocked", Some(b""), "new blocked/x"),
    ("blocked", Some(b""), "new blocked"),
    ("framework/locales/minor-changes.yaml", None, "translate sync --minor leaflet.title"),
    ("framework/locales/minor-changes.yaml", Some(b"- \"\\q\"\n"), "translate sync --minor leaflet.title"),
];

#[test]
fn messages_are_sentences() {
    let built = Sandbox::built_base();
    let mut wrong = Vec::new();
    for (path, bytes, command) in BROKEN {
        let sandbox = built.copy();
        let file = sandbox.root().join(path);
        fs::create_dir_all(file.parent().expect("a folder")).expect("the folder can be made");
        if file.is_dir() {
            fs::remove_dir_all(&file).expect("it can be removed");
        } else if file.exists() {
            fs::remove_file(&file).expect("it can be removed");
        }
        match bytes {
            Some(bytes) => fs::write(&file, bytes).expect("it is written"),
            None => fs::create_dir(&file).expect("it is made"),
        }
        let output = Command::new(paf())
            .args(command.split(' '))
            .args(["--message-format", "short"])
            .current_dir(sandbox.root())
            .env_clear()
            .output()
            .expect("paf can be run");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let code = output.status.code();
        let innards: Vec<&&str> = INNARDS.iter().filter(|part| said.contains(**part)).collect();
        let is_silent = code != Some(0) && said.trim().is_empty();
        if !innards.is_empty() || is_silent || !matches!(code, Some(0..=3)) {
            wrong.push(format!("{command} with {path}: {code:?} {innards:?}\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
