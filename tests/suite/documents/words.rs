//! What the documents list is what the program knows: words, ids, codes, variables, numbers.

use std::collections::BTreeSet;

use paf_cli::Exit;
use paf_diag::{Format, Rule};
use paf_model::document::Profile;
use paf_model::framework::HouseStyleWord;
use paf_model::leaflet::PanelKind;
use paf_model::printing::{Blanks, FoldKind, IntentName};
use paf_translate::State;
use paf_translate::pseudo::Pseudo;

use super::{documents, is_there, names, read, rows, section, spans, without_translations};
use crate::cases::sandbox::files_below;
use crate::pdf_framework::{ROOT, Shipped, prepared};

/// The words that an option takes.
fn values(command: &str, option: &str) -> Vec<String> {
    let mut found = paf_cli::command();
    for name in command.split(' ') {
        found = found.find_subcommand(name).expect("there is such a command").clone();
    }
    let argument = found.get_arguments().find(|argument| argument.get_long() == Some(option));
    let values = argument.expect("there is such an option").get_possible_values();
    values.iter().map(|value| value.get_name().to_owned()).collect()
}

/// A list in the documents: the page, what stands in front of it and behind it, and what it has to be.
struct List(&'static str, &'static str, &'static str, Vec<String>);

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// A list without some words that stand elsewhere.
fn without(words: Vec<String>, left_out: &[&str]) -> Vec<String> {
    words.into_iter().filter(|word| !left_out.contains(&word.as_str())).collect()
}

fn lists() -> Vec<List> {
    let formats = Format::ALL.iter().map(|(name, _)| (*name).to_owned()).collect();
    vec![
        // The commands above it have one format, and people have theirs.
        List("README.md", "There are also the formats ", ". Colours", without(formats, &["human", "github"])),
        List("docs/content.md", "`kind` is one of ", ".\n", owned(PanelKind::WORDS)),
        List("docs/content.md", "house-style: ", "\n", owned(HouseStyleWord::WORDS)),
        List("docs/content.md", "profiles: [", "\n", owned(Profile::WORDS)),
        List("docs/printing.md", "outside the bleed: ", ". The page", values("build", "marks")),
        List("docs/printing.md", "For one run, `paf build --intent ", ". For good", owned(IntentName::WORDS)),
        List("docs/printing.md", "  intent: ", "\n", owned(IntentName::WORDS)),
        List("docs/printing.md", "  blanks: ", " #", without(owned(Blanks::WORDS), &["end"])),
        List(
            "docs/printing.md",
            "`paf impose --scheme ",
            ".\n\n## The leaflet",
            without(values("impose", "scheme"), &["booklet"]),
        ),
        List(
            "docs/translation.md",
            "the second their pages. ",
            "Without `--lang`",
            Pseudo::ALL.map(|kind| kind.code().to_owned()).to_vec(),
        ),
    ]
}

#[test]
fn every_list_is_whole_and_has_no_other_word() {
    let mut wrong = Vec::new();
    for List(path, before, behind, wanted) in lists() {
        let page = read(path);
        let found = page.split_once(before).and_then(|(_, rest)| rest.split_once(behind));
        let (list, _) =
            found.unwrap_or_else(|| panic!("{path} has no list between `{before}` and `{behind}`"));
        let words: BTreeSet<&str> = list.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).collect();
        let lacking: Vec<_> = wanted.iter().filter(|word| !words.contains(word.as_str())).collect();
        // In code, whatever is no word of the program; the list may begin inside a piece of code.
        let list = if before.matches('`').count() % 2 == 1 { format!("`{list}") } else { list.to_owned() };
        let coded = spans(&list);
        let strange: Vec<_> = coded
            .into_iter()
            .filter(|span| !span.contains([' ', '=']) && !wanted.iter().any(|word| word == span))
            .collect();
        if !lacking.is_empty() || !strange.is_empty() {
            wrong.push(format!("{path}: `{list}` lacks {lacking:?}, and there is no {strange:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn tables_have_a_row_for_each_word() {
    let page = read("docs/translation.md");
    let first = |heading: &str, head: &str| -> Vec<String> {
        let text = section(&page, heading);
        let table = text.split_once(head).unwrap_or_else(|| panic!("no table `{head}`")).1;
        let table = table.split("\n\n").next().unwrap_or_default();
        rows(&format!("| x |\n{}", table.trim_start())).into_iter().map(|row| row[0].clone()).collect()
    };
    let formats: BTreeSet<String> = first("Sending texts out, taking them back", "| format | for |\n")
        .iter()
        .map(|cell| spans(cell)[0].to_owned())
        .collect();
    assert_eq!(formats, values("translate export", "format").into_iter().collect());
    let states = first("Who vouches for what", "| state | meaning |\n").join(", ");
    let states: Vec<&str> = states.split(", ").collect();
    assert_eq!(states, State::ALL.map(State::as_str));
    let kinds = read("docs/printing.md");
    assert!(FoldKind::WORDS.iter().all(|kind| kinds.contains(&format!("kind: {kind}"))));
}

#[test]
fn the_exit_codes_are_those_of_the_program() {
    let readme = read("README.md");
    let list =
        readme.split_once("Exit codes: ").and_then(|(_, rest)| rest.split_once(". All")).expect("a list").0;
    let told: Vec<u8> = list.split(", ").filter_map(|part| part.split(' ').next()?.parse().ok()).collect();
    let codes = [Exit::Done, Exit::Content, Exit::Usage, Exit::Environment, Exit::Bug].map(Exit::code);
    assert_eq!(told, codes);
}

/// Whether a piece of code is the id of a message, such as `file::missing`.
fn is_rule(span: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    span.split_once("::").is_some_and(|(area, kind)| is_word(area) && is_word(kind))
}

#[test]
fn every_id_of_a_message_is_one() {
    let ids: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
    let mut pages = documents();
    pages.insert("CHANGELOG.md".to_owned(), read("CHANGELOG.md"));
    for (path, page) in pages {
        let shown = page.split("error[").skip(1).filter_map(|rest| rest.split(']').next());
        for id in spans(&page).into_iter().filter(|span| is_rule(span)).chain(shown) {
            assert!(
                ids.contains(id) || ["area::kind", "clippy::all"].contains(&id),
                "{path}: no message has the id `{id}`"
            );
        }
    }
}

/// Words in capitals with an underscore or known as a variable.
fn is_variable(span: &str) -> bool {
    let name = span.split('=').next().unwrap_or_default();
    name.len() > 1
        && name.chars().all(|c| c.is_ascii_uppercase() || c == '_')
        && (name.contains('_') || name == "CI")
        // These are for the crate proptest, which reads them itself.
        && !name.starts_with("PROPTEST_")
}

#[test]
fn the_variables_of_the_environment_are_told_and_read() {
    let code: String = ["crates", "tests", ".ci"]
        .iter()
        .flat_map(|folder| files_below(&std::path::Path::new(ROOT).join(folder)))
        .filter(|(path, _)| path.ends_with(".rs") || !path.contains('.'))
        .map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned())
        .collect();
    let pages = documents();
    for (path, page) in &pages {
        let blocks = super::blocks(page).into_iter().flat_map(|(_, block)| block.split_whitespace());
        for name in spans(page)
            .into_iter()
            .flat_map(str::split_whitespace)
            .chain(blocks)
            .filter(|span| is_variable(span))
        {
            let name = name.split('=').next().unwrap_or_default();
            assert!(code.contains(&format!("\"{name}\"")), "{path}: nothing reads `{name}`");
        }
    }
    // What the program reads, a user is told.
    let program = files_below(&std::path::Path::new(ROOT).join("crates/paf-cli/src"));
    let readme = &pages["README.md"];
    for text in program.values().map(|bytes| String::from_utf8_lossy(bytes).into_owned()) {
        let set = text.split("is_set(\"").skip(1).filter_map(|rest| rest.split('"').next());
        for name in set.chain(text.contains("SOURCE_DATE_EPOCH").then_some("SOURCE_DATE_EPOCH")) {
            assert!(readme.contains(&format!("`{name}`")), "README.md does not tell of `{name}`");
        }
    }
}

/// A statement of a statement list, with what is true of the framework, the program and the output.
#[test]
fn numbers_in_the_prose_are_counted() {
    let files = without_translations();
    let model = prepared(&files).model;
    let languages = model.languages().len();
    let in_words = |number: usize| {
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight"]
            .get(number)
            .copied()
            .unwrap_or("many")
    };
    let english = &Shipped::english().manifest;
    let pages = |document: &str| {
        let target = english.targets.iter().find(|target| target.document == document).expect("it was made");
        usize::try_from(target.pages).expect("a number of pages")
    };
    let (leaflet, summary) = (in_words(pages("leaflet")), in_words(pages("summary")));
    let press = Rule::ALL.iter().filter(|rule| rule.id().starts_with("press::"));
    // These two are about making a file, not about examining one.
    let examined =
        press.filter(|rule| !["press::failed", "press::printer-profile"].contains(&rule.id())).count();
    let said = [
        ("README.md", format!("a {summary}-page summary, a {leaflet}-panel leaflet")),
        (
            "docs/translation.md",
            format!("The leaflet has {leaflet} panels of fixed size, the summary {summary} pages"),
        ),
        ("docs/translation.md", format!("should not cost {} languages their translation", languages - 1)),
        (
            "docs/translation.md",
            format!("makes {} languages that nobody speaks", in_words(Pseudo::ALL.len())),
        ),
        ("docs/printing.md", format!("Roll fold to {leaflet} panels")),
        ("crates/paf-cli/scaffold/README.md", format!("the patient leaflet, {leaflet} panels")),
    ];
    for (path, words) in said {
        assert!(read(path).contains(&words), "{path} should say “{words}”");
    }
    assert_eq!(names("framework/locales").iter().filter(|name| name.ends_with(".po")).count(), languages - 1);
    let changelog = read("CHANGELOG.md");
    let rules =
        changelog.split_once("by more than ").and_then(|(_, rest)| rest.split(' ').next()?.parse().ok());
    assert!(rules.is_some_and(|told: usize| examined > told), "CHANGELOG.md: preflight has {examined} rules");
}

#[test]
fn the_leaflet_is_folded_as_it_is_told() {
    let page = read("docs/printing.md");
    let document = read("templates/leaflet/document.yaml");
    let (_, fold) = super::blocks(section(&page, "The leaflet"))[0];
    assert!(document.contains(fold), "templates/leaflet/document.yaml folds otherwise than\n{fold}");
    let widths =
        fold.split_once("outside:").and_then(|(_, rest)| rest.split("widths: [").nth(1)?.split(']').next());
    let widths = widths.expect("the widths of the outside").replace(", ", " + ");
    assert!(page.contains(&format!("panels, {widths} mm;")), "docs/printing.md should say “{widths} mm”");
}

#[test]
fn keys_of_texts_are_those_of_texts() {
    let page = read("docs/content.md");
    let catalogue = read("framework/locales/fr.po");
    let keys = section(&page, "How a text is named");
    let keys = keys.rsplit_once(":\n").expect("a list of keys").1;
    let told = spans(keys);
    assert!(told.len() > 10, "{told:?}");
    for key in told.into_iter().filter(|key| !key.starts_with('{')) {
        assert!(
            catalogue.contains(&format!("msgctxt \"{key}\"\n")),
            "docs/content.md: no text has the key `{key}`"
        );
    }
}

#[test]
fn every_test_that_is_named_is_one() {
    for (path, page) in documents() {
        for name in page.split("--test ").skip(1).filter_map(|rest| rest.split([' ', '`', ')', '\n']).next())
        {
            let is_file = |package: &String| {
                let tests = format!("crates/{package}/tests/{name}");
                is_there(&format!("{tests}.rs")) || is_there(&format!("{tests}/main.rs"))
            };
            let is_one = names("crates").iter().any(is_file)
                || read("tests/Cargo.toml").contains(&format!("name = \"{name}\"\npath"));
            assert!(is_one, "{path}: there is no test `{name}`");
        }
    }
}
