//! Codes of languages, wherever they are written: what is meant, what there is, and how to have more.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "the suite writes what paf is to read")]

use std::fs;
use std::path::Path;

use crate::cases::sandbox::{Sandbox, outside_frameworks};
use crate::cases::transcript::Step;

/// A sandbox of which a line of `framework.yaml` says something else.
fn with(old: &str, new: &str) -> Sandbox {
    let sandbox = Sandbox::base();
    sandbox.replace("framework/framework.yaml", old, new);
    sandbox
}

fn said(sandbox: &Sandbox, args: &[&str]) -> (i32, String) {
    let ran = sandbox.run(&Step::new(args));
    (ran.code, format!("{}{}", ran.stdout, ran.stderr))
}

const ALL: &str = "bg, es, cs, da, de, et, el, en, fr, ga, hr, it, lv, lt, hu, mt, nl, pl, pt, ro, sk, sl, fi, sv, ar, is, he, nb, nn, tr, uk";

/// What is written, and what may be meant.
const UNKNOWN: &[(&str, Option<&str>)] = &[
    ("xx", None),
    ("gr", Some("did you mean `el` (Greek)?")),
    ("cz", Some("did you mean `cs` (Czech)?")),
    ("dk", Some("did you mean `da` (Danish)?")),
    ("se", Some("did you mean `sv` (Swedish)?")),
    ("ua", Some("did you mean `uk` (Ukrainian)?")),
    ("english", Some("did you mean `en` (English)?")),
    ("Deutsch", Some("did you mean `de` (German)?")),
    ("Portugese", Some("did you mean `pt` (Portuguese)?")),
    ("FR", Some("did you mean `fr` (French)?")),
    ("de_AT", Some("did you mean `de-AT` (German)?")),
    ("be", Some("did you mean `nl` (Dutch), `fr` (French) or `de` (German)?")),
    ("xx-BE", None),
];

#[test]
fn unknown_languages_are_told_in_files() {
    for (code, near) in UNKNOWN {
        for sandbox in [
            with("language: en\n", &format!("language: {code}\n")),
            with("[en, fr]", &format!("[en, fr, {code}]")),
            with("report: {languages: [en]}", &format!("report: {{languages: [en, {code}]}}")),
        ] {
            let (exit, said) = said(&sandbox, &["check"]);
            assert_eq!(exit, 1, "{said}");
            let message = format!("error[content::bad-language]: `{code}` is not a language that paf knows");
            assert!(said.contains(&message), "{code}\n{said}");
            assert!(said.contains(ALL) && said.contains("another language, ask"), "{code}\n{said}");
            assert_eq!(near.is_some(), said.contains("did you mean"), "{code}\n{said}");
            assert!(near.is_none_or(|near| said.contains(near)), "{code}\n{said}");
        }
    }
}

#[test]
fn unknown_languages_are_told_on_the_command_line() {
    let sandbox = Sandbox::base();
    for command in [&["build"][..], &["check"], &["status"], &["translate", "export"]] {
        for (code, near) in UNKNOWN {
            let (exit, said) = said(&sandbox, &[command, &["--lang", code]].concat());
            assert_eq!(exit, 2, "{said}");
            assert!(said.contains("add "), "{code}\n{said}");
            assert!(said.contains("to `languages` in framework/framework.yaml"), "{code}\n{said}");
            assert!(said.contains("`paf translate sync`"), "{code}\n{said}");
            let near = near.filter(|_| *code != "be");
            assert!(near.is_none_or(|near| said.contains(near)), "{code}\n{said}");
        }
        let (exit, said) = said(&sandbox, &[command, &["--lang", "it"]].concat());
        assert_eq!(exit, 2, "{said}");
        assert!(said.contains("the framework is not made in Italian (`it`)"), "{said}");
        assert!(said.contains("add `it` to `languages`"), "{said}");
    }
}

#[test]
fn a_country_falls_back_to_its_language_on_the_command_line() {
    let sandbox = Sandbox::base();
    for (code, made) in [("fr-BE", "fr"), ("fr-CA", "fr"), ("en-GB", "en"), ("en-US", "en")] {
        let (exit, said) = said(&sandbox, &["build", "--document", "leaflet", "--force", "--lang", code]);
        assert_eq!(exit, 0, "{said}");
        assert!(said.contains(&format!("made       output/eu/{made}/")), "{said}");
        assert!(said.contains(&format!("`{code}` is made as `{made}`")), "{said}");
    }
}

#[test]
fn a_country_falls_back_to_its_language_in_files() {
    // Countries that paf knows have names of their own; nothing needs to be said.
    for (code, warned) in [("fr-BE", false), ("fr-CH", false), ("fr-CA", true)] {
        let sandbox = with("[en, fr]", &format!("[en, {code}]"));
        let (exit, said) = said(&sandbox, &["build", "--document", "leaflet"]);
        assert_eq!(exit, 0, "{said}");
        let made = if warned { "fr" } else { code };
        let path = format!("output/eu/{made}/example-leaflet-eu-{made}.pdf");
        assert!(sandbox.root().join(&path).is_file(), "{path}\n{said}");
        // The words are those of `fr.po`.
        assert!(!said.contains("not translated") && !said.contains("not used"), "{said}");
        assert_eq!(said.contains(&format!("`{code}` is made as `fr` (French)")), warned, "{said}");
    }
    let sandbox = with("language: en\nlanguages: [en, fr]", "language: en-US\nlanguages: [en-US, fr]");
    let (exit, said) = said(&sandbox, &["check"]);
    assert_eq!(exit, 0, "{said}");
    assert!(said.contains("`en-US` is made as `en` (English)"), "{said}");
}

#[test]
fn an_edition_of_a_country_has_the_texts_of_its_language() {
    let sandbox = Sandbox::base();
    let edition = "title: Example country\nlanguage: fr-BE\nbased-on: \"1.0\"\n";
    let path = sandbox.root().join("framework/editions/be/edition.yaml");
    fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
    fs::write(path, edition).expect("it is written");
    let (exit, said_) = said(&sandbox, &["build", "--edition", "be", "--document", "leaflet"]);
    assert_eq!(exit, 0, "{said_}");
    assert!(said_.contains("made       output/be/fr-BE/example-leaflet-be-fr-BE.pdf"), "{said_}");
    assert!(!said_.contains("not translated"), "{said_}");
    // Nobody is asked to translate the texts once more for the country.
    let (exit, said_) = said(&sandbox, &["translate", "sync"]);
    assert_eq!(exit, 0, "{said_}");
    assert!(!sandbox.root().join("framework/locales/fr-BE.po").exists(), "{said_}");
}

#[test]
fn a_catalogue_without_texts_says_who_writes_them() {
    let header = "msgid \"\"\nmsgstr \"Language: nn\\n\"\n";
    for (languages, po, words) in [
        (
            "[en, fr]",
            header,
            "add `nn` to `languages` in framework/framework.yaml and run `paf translate sync`",
        ),
        ("[en, fr, nn]", header, "run `paf translate sync`, which writes framework/locales/nn.po"),
        ("[en, fr, nn]", "", "run `paf translate sync`, which writes"),
    ] {
        let sandbox = with("[en, fr]", languages);
        sandbox.write("framework/locales/nn.po", po.as_bytes());
        let (_, said) = said(&sandbox, &["check"]);
        assert!(said.contains(words), "{said}");
    }
}

/// The languages into which the fixed words of the shipped documents are translated.
const TRANSLATED: &str = "bg,es,cs,da,de,et,el,fr,ga,hr,it,lv,lt,hu,mt,nl,pl,pt,ro,sk,sl,fi,sv,nb,tr,uk";

/// Runs the program in a folder; gives its code and what it said.
fn run_in(folder: &Path, args: &[&str]) -> (Option<i32>, String) {
    let mut command = std::process::Command::new(crate::cases::program::paf());
    let output = command.args(args).current_dir(folder).env_clear().output().expect("paf can be run");
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).expect("paf writes UTF-8"))
}

#[test]
fn a_framework_in_another_language_has_fixed_words_in_it() {
    let temp = outside_frameworks();
    let run = |args: &[&str]| run_in(temp.path(), args);
    assert_eq!(run(&["new", "one"]).0, Some(0));
    let path = temp.path().join("one/framework/framework.yaml");
    let text = fs::read_to_string(&path).expect("a file");
    let french =
        text.replace("\nlanguage: en", "\nlanguage: fr").replace("\nlanguages: [en]", "\nlanguages: [fr]");
    fs::write(&path, french).expect("it is written");
    let build = ["--root", "one", "build", "--document", "leaflet", "--profile", "screen"];
    let (code, said) = run(&build);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.contains("not translated into French") && said.contains("paf --root one translate sync"),
        "{said}"
    );
    let (code, said) = run(&["--root", "one", "translate", "sync"]);
    assert!(code == Some(0) && said.contains("supplied "), "{said}");
    let po = fs::read_to_string(temp.path().join("one/framework/locales/fr.po")).expect("a catalogue");
    assert!(po.contains("msgid \"Contents\"\nmsgstr \"Sommaire\""), "{po}");
    assert!(!po.contains("msgctxt \"leaflet."), "only the words of templates are translated: {po}");
    let (code, said) = run(&build);
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("not translated"), "{said}");
    // The pages are the source, not a translation of it, whoever made the fixed words.
    let manifest = fs::read_to_string(temp.path().join("one/output/manifest.json")).expect("a manifest");
    assert!(manifest.contains("\"state\": \"source\""), "{manifest}");
    // And they can be vouched for, and go out to translators.
    let mark = [
        "--root",
        "one",
        "translate",
        "mark",
        "--lang",
        "fr",
        "--state",
        "reviewed",
        "theme.labels.contents",
    ];
    let (code, said) = run(&[&mark[..], &["--by", "A Person", "--role", "editor"]].concat());
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = run(&["--root", "one", "translate", "export", "--lang", "fr", "--format", "xliff"]);
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_new_framework_has_the_fixed_words_of_every_language() {
    let temp = outside_frameworks();
    let run = |args: &[&str]| run_in(temp.path(), args);
    let (code, said) = run(&["new", "all", "--lang", TRANSLATED, "--lang", "fr,en"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!said.contains("nobody has translated"), "{said}");
    let (code, said) = run(&["--root", "all", "check", "--message-format", "short"]);
    assert_eq!(code, Some(0), "{said}");
    // What the user has to translate is missing, and nothing else is wrong.
    for line in said.lines().filter(|line| line.contains("warning[")) {
        assert!(line.contains("warning[translation::missing]"), "{line}");
    }
    let (code, said) = run(&["--root", "all", "translate", "sync"]);
    assert_eq!(code, Some(0), "{said}");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../framework/locales");
    let read = |path: &Path| fs::read_to_string(path).expect("a file");
    for lang in TRANSLATED.split(',') {
        let path = temp.path().join(format!("all/framework/locales/{lang}.po"));
        let (po, shipped) = (read(&path), read(&shipped.join(format!("{lang}.po"))));
        let fixed = ["msgctxt \"documents.", "msgctxt \"theme."];
        let translated = |entry: &str| !entry.trim_end().ends_with("msgstr \"\"") && !entry.contains("fuzzy");
        let mut count = 0;
        for entry in po.split("\n\n").filter(|entry| fixed.iter().any(|begin| entry.contains(begin))) {
            let key = entry.lines().find(|line| line.starts_with("msgctxt")).expect("a key");
            // Some documents are not made in every language, and nobody has translated their words.
            assert!(translated(entry) || !shipped.contains(&format!("{key}\n")), "{lang}: {entry}");
            count += usize::from(translated(entry));
        }
        assert!(count >= 12, "{lang}: {count} fixed words");
    }
    let (code, said) = run(&["new", "other", "--lang", "nn"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("fixed words of the documents into Norwegian Nynorsk"), "{said}");
    let (code, said) = run(&["new", "third", "--lang", "gr"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("did you mean `el` (Greek)?") && !temp.path().join("third").exists(), "{said}");
}
