//! Random editions: the rows of the table, the marks on the page, the comparison, the data attached to the PDF and
//! the manifest all say the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_locale::Date;
use paf_model::files::Memory;
use paf_model::text::Origin;
use proptest::prelude::*;
use serde_json::Value;

use crate::comparison::compare;
use crate::plan::{Selection, plan};
use crate::prepare::{Prepared, prepare};
use crate::project::{Ready, project};
use crate::target::Target;

const RECOMMENDATIONS: [&str; 4] = ["a", "b", "c", "d"];
const PARTNERS: [&str; 3] = ["p", "q", "r"];
const ITEMS: [&str; 3] = ["x", "y", "z"];

/// A page that says nothing but what it was given.
const TEMPLATE: &str = "\
/*% for row in edition.differences %*/
#row([[= row.verb ]], [[= row.key ]])
#why([[= row.reason ]])
/*% endfor %*/
/*% for recommendation in recommendations %*/
#mark([[= recommendation.id ]], [[= recommendation.origin ]])
#all([[= recommendation ]])
/*% endfor %*/
#all([[= report ]], [[= partners ]], [[= framework.publisher ]], [[= edition.foreword ]])
";

fn framework() -> Memory {
    let mut files = Memory::default();
    let mut insert = |path: &str, text: &str| {
        files.insert(path.to_owned(), text.as_bytes().to_vec());
    };
    insert(
        "framework/framework.yaml",
        "id: x\nversion: \"1.0\"\ntitle: Title\ndescription: Words.\ndate: 2026-11-20\nlanguage: en\npublisher: {name: \
         Publisher}\nactors:\n  states: {name: Member States, short: States}\n",
    );
    for (index, id) in RECOMMENDATIONS.iter().enumerate() {
        let text = format!(
            "number: {}\ntitle: Title {id}\nask: Do {id}.\nshort: Do {id}.\nsteps:\n  - {{id: one, text: First {id}., \
             short: One., actors: [states], by: 2030}}\n  - {{id: two, text: Second {id}., short: Two., actors: \
             [states], by: 2031}}\n",
            index + 1
        );
        insert(&format!("framework/recommendations/{id}.yaml"), &text);
    }
    insert(
        "framework/report.yaml",
        "summary: {title: Summary, lead: Words.}\nrecommendations: {title: All}\nsections:\n  - id: one\n    title: \
         One\n    body:\n      - {id: text, kind: text, text: The first words.}\n      - id: list\n        kind: list\n        \
         items: {x: An item., y: Another item., z: A third item.}\n",
    );
    insert(
        "framework/partners.yaml",
        "title: Partners\norganisations:\n  - {id: p, name: P}\n  - {id: q, name: Q}\n  - {id: r, name: R}\n",
    );
    insert(
        "templates/report/document.yaml",
        "title: Report\nlanguage: en\norder: 1\nentry: report.typ\npaper: {width: 42, height: 56}\nprofiles: \
         [screen]\nrequires: [report, recommendations, partners]\n",
    );
    insert("templates/report/report.typ", TEMPLATE);
    insert("templates/theme/inline.typ", "");
    files
}

/// What an edition does: a verb, the key of what it is done to, and as YAML how it is done.
#[derive(Debug, Clone)]
struct Done {
    verb: &'static str,
    key: String,
    yaml: String,
    /// The keys of what is changed: of each item, where some are added.
    changed: Vec<String>,
}

impl Done {
    fn new(verb: &'static str, key: String, yaml: String) -> Self {
        Self { verb, changed: vec![key.clone()], key, yaml }
    }
}

/// Everything that editions may adapt here, with the European words.
fn texts() -> Vec<(String, String)> {
    let of_recommendation = |id: &str| {
        let key = |below: &str| format!("recommendations.{id}.{below}");
        vec![
            (key("title"), format!("Title {id}")),
            (key("ask"), format!("Do {id}.")),
            (key("steps.one.text"), format!("First {id}.")),
            (key("steps.two.short"), "Two.".to_owned()),
        ]
    };
    let of_report = [
        ("report.summary.lead", "Words."),
        ("report.sections.one.title", "One"),
        ("report.sections.one.body.text.text", "The first words."),
        ("report.sections.one.body.list.items.y", "Another item."),
        ("partners.title", "Partners"),
    ];
    let of_report = of_report.map(|(key, words)| (key.to_owned(), words.to_owned()));
    RECOMMENDATIONS.iter().flat_map(|id| of_recommendation(id)).chain(of_report).collect()
}

fn below(key: &str, whole: &str) -> bool {
    key.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// An edition of random numbers; each is used up by one decision.
fn edition(mut numbers: impl Iterator<Item = u8>) -> Vec<Done> {
    let mut some = |of: u8| numbers.next().is_some_and(|number| number % of == 0);
    let mut done = Vec::new();
    if some(2) {
        done.push(Done::new("set", "framework.publisher".to_owned(), "{name: Ours (fictional)}".to_owned()));
    }
    if some(3) {
        done.push(Done::new("set", "framework.version".to_owned(), "\"1.0-at\"".to_owned()));
    }
    let lists = [
        ("recommendations", RECOMMENDATIONS.as_slice()),
        ("partners.organisations", PARTNERS.as_slice()),
        ("report.sections.one.body.list.items", ITEMS.as_slice()),
    ];
    let mut omitted: Vec<String> = Vec::new();
    for (list, ids) in lists {
        // One is left, so that there is something to print.
        omitted.extend(ids.iter().skip(1).filter(|_| some(4)).map(|id| format!("{list}.{id}")));
    }
    omitted.extend(["a", "b"].iter().filter(|_| some(5)).map(|id| format!("recommendations.{id}.steps.two")));
    // What is left out with the whole is not left out once more.
    let nested = |key: &String| omitted.iter().any(|other| other != key && below(key, other));
    let omitted: Vec<String> = omitted.iter().filter(|key| !nested(key)).cloned().collect();
    let is_there = |key: &str| !omitted.iter().any(|omitted| below(key, omitted));
    for (key, words) in texts().into_iter().filter(|(key, _)| is_there(key)) {
        if some(4) {
            let yaml = format!("{{text: Other {words:?}, replaces: {words:?}, reason: We can.}}")
                .replace("Other \"", "\"Other ");
            done.push(Done::new("adapt", key, yaml));
        }
    }
    let notable = RECOMMENDATIONS.map(|id| format!("recommendations.{id}"));
    for key in notable.into_iter().chain(["report.sections.one".to_owned()]).filter(|key| is_there(key)) {
        if some(4) {
            done.push(Done::new("note", key, "A note.".to_owned()));
        }
    }
    done.extend(omitted.iter().map(|key| Done::new("omit", key.clone(), "Not here.".to_owned())));
    for (list, ids) in lists {
        let added: Vec<String> =
            ["at-one", "at-two"].iter().filter(|_| some(3)).map(|id| (*id).to_owned()).collect();
        let left = ids.iter().filter(|id| is_there(&format!("{list}.{id}"))).map(|id| (*id).to_owned());
        let mut all: Vec<String> = left.chain(added.iter().cloned()).collect();
        if !added.is_empty() {
            let item = |id: &String| match list {
                "recommendations" => format!("{{id: {id}, title: New {id}, ask: Do {id}., short: Do.}}"),
                "partners.organisations" => format!("{{id: {id}, name: New {id}}}"),
                _ => format!("{id}: New {id}."),
            };
            let items: Vec<String> = added.iter().map(item).collect();
            let (open, close) = if list.ends_with("items") { ('{', '}') } else { ('[', ']') };
            let mut add = Done::new("add", list.to_owned(), format!("{open}{}{close}", items.join(", ")));
            add.changed = added.iter().map(|id| format!("{list}.{id}")).collect();
            done.push(add);
        }
        if some(3) {
            all.reverse();
            done.push(Done::new("order", list.to_owned(), format!("[{}]", all.join(", "))));
        }
    }
    done
}

fn yaml(done: &[Done], has_foreword: bool) -> String {
    let mut text = "title: Country\nlanguage: en\nbased-on: \"1.0\"\n".to_owned();
    if has_foreword {
        text.push_str("foreword: {title: Foreword, lead: Ours.}\n");
    }
    for verb in ["set", "adapt", "note", "omit", "add", "order"] {
        let of_verb: Vec<&Done> = done.iter().filter(|done| done.verb == verb).collect();
        if !of_verb.is_empty() {
            text.push_str(&format!("{verb}:\n"));
            of_verb.iter().for_each(|done| text.push_str(&format!("  {}: {}\n", done.key, done.yaml)));
        }
    }
    text
}

type Changes = BTreeSet<(String, String)>;

/// What an edition is to be told to change.
fn expected(done: &[Done], has_foreword: bool) -> Changes {
    let of = |done: &Done| -> Vec<(String, String)> {
        done.changed.iter().map(|key| (done.verb.to_owned(), key.clone())).collect()
    };
    let foreword = has_foreword.then(|| ("add".to_owned(), "foreword".to_owned()));
    done.iter().flat_map(of).chain(foreword).collect()
}

fn made(edition: &str) -> (Prepared, Target, Ready) {
    let mut files = framework();
    files.insert("framework/editions/at/edition.yaml".to_owned(), edition.as_bytes().to_vec());
    let (prepared, found) = prepare(&files);
    assert!(!found.has_errors(), "{edition}\n{}", paf_diag::render(&found, paf_diag::Format::Short, false));
    let prepared = prepared.expect("it can be read");
    let selection = Selection { editions: vec!["at".to_owned()], ..Selection::default() };
    let target = plan(&prepared.model, &selection).expect("there is a target").remove(0);
    let ready =
        project(&prepared, &target, Date::new(2026, 11, 20).expect("a date")).expect("it is filled in");
    (prepared, target, ready)
}

/// The calls of a function on the page, each with its arguments, which are strings.
fn calls(main: &str, function: &str) -> Vec<Vec<String>> {
    let begin = format!("#{function}(");
    let lines = main.lines().filter_map(|line| line.strip_prefix(&begin)?.strip_suffix(')'));
    let words = |line: &str| line.split(", ").map(|word| word.trim_matches('"').to_owned()).collect();
    lines.map(words).collect()
}

fn pairs(rows: impl IntoIterator<Item = (String, String)>) -> (usize, Changes) {
    let rows: Vec<(String, String)> = rows.into_iter().collect();
    (rows.len(), rows.into_iter().collect())
}

/// Who stands behind a recommendation, by what the edition does.
fn origin(id: &str, changes: &Changes) -> &'static str {
    if id.starts_with("at-") {
        return "national";
    }
    let of_it = format!("recommendations.{id}.");
    let is_changed = changes.iter().any(|(verb, key)| verb != "note" && key.starts_with(&of_it));
    if is_changed { "adapted" } else { "european" }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn all_say_the_same_of_an_edition(numbers in proptest::collection::vec(any::<u8>(), 80), has_foreword: bool) {
        let done = edition(numbers.into_iter());
        let changes = expected(&done, has_foreword);
        let all = (changes.len(), changes.clone());
        let (prepared, target, ready) = made(&yaml(&done, has_foreword));
        let main = &ready.project.main;

        let rows = calls(&main.text, "row").into_iter().map(|row| (row[0].clone(), row[1].clone()));
        prop_assert_eq!(&pairs(rows), &all, "the table");

        let compared = compare(&prepared, &target.edition, target.lang);
        let compared = compared.iter().map(|one| &one.difference).map(|one| (one.verb.to_owned(), one.key.to_string()));
        prop_assert_eq!(&pairs(compared), &all, "the comparison");

        let listed = ready.differences.iter().map(|one| (one.verb.clone(), one.key.clone()));
        prop_assert_eq!(&pairs(listed), &all, "the manifest");

        let attached: Value = serde_json::from_slice(&ready.project.files["x.json"]).expect("it is JSON");
        let attached = attached["edition"]["differences"].as_array().expect("a list").clone();
        let word = |row: &Value, key: &str| row[key].as_str().expect("a word").to_owned();
        let attached = attached.iter().map(|row| (word(row, "verb"), word(row, "key")));
        prop_assert_eq!(&pairs(attached), &all, "the attached data");

        for mark in calls(&main.text, "mark") {
            prop_assert_eq!(mark[1].as_str(), origin(&mark[0], &changes), "the mark of {}", mark[0]);
        }

        // Whatever the page has from the edition is accounted for, with who stands behind it.
        let is_reason = |key: &str| key.ends_with(".reason") || key.starts_with("editions.at.omit.");
        let printed: BTreeMap<&str, &str> = main
            .map
            .texts()
            .filter(|text| text.origin != Origin::European && !is_reason(text.key.as_str()))
            .map(|text| (text.key.as_str(), text.origin.word()))
            .collect();
        let told: BTreeMap<&str, &str> = ready
            .differences
            .iter()
            .flat_map(|one| &one.texts)
            .map(|wording| (wording.key.as_str(), wording.origin.as_str()))
            .collect();
        prop_assert_eq!(printed, told);
    }
}

#[test]
fn a_text_says_who_stands_behind_it_and_why_it_is_another_one() {
    let adapted = Done::new(
        "adapt",
        "recommendations.a.ask".to_owned(),
        "{text: Do more., replaces: Do a., reason: We can.}".to_owned(),
    );
    let (_, _, ready) = made(&yaml(&[adapted], false));
    let [one] = ready.differences.as_slice() else { panic!("{:?}", ready.differences) };
    assert_eq!(
        (one.key.as_str(), one.verb.as_str(), one.reason.as_deref()),
        ("recommendations.a.ask", "adapt", Some("We can."))
    );
    let [wording] = one.texts.as_slice() else { panic!("{:?}", one.texts) };
    assert_eq!(wording.key, "editions.at.adapt.recommendations.a.ask.text");
    assert_eq!(wording.origin, Origin::Adapted(Arc::from("at")).word());
}
