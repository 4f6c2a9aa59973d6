//! What editions make of a framework, and what is said of those that cannot.

use std::sync::Arc;

use crate::files::Memory;
use crate::load::Loaded;
use crate::text::Origin;
use crate::trial::{framework, line};
use crate::{Model, load};

const HEAD: &str = "title: Country\nlanguage: en\nbased-on: \"1.0\"\n";

fn european() -> Memory {
    let mut files = framework();
    for (id, number) in [("b", 2), ("c", 3)] {
        let text = format!("number: {number}\ntitle: Title {id}\nask: Do {id}.\nshort: Do {id}.\n");
        files.insert(format!("framework/recommendations/{id}.yaml"), text.into_bytes());
    }
    for (path, text) in [
        (
            "report.yaml",
            "summary: {title: Summary, lead: Words.}\nrecommendations: {title: All}\nsections:\n  - id: one\n    \
             title: One\n    body:\n      - {id: text, kind: text, text: The first words.}\n      - id: list\n        \
             kind: list\n        items: {x: An item., y: {text: Another item.}}\n",
        ),
        ("partners.yaml", "title: Partners\norganisations:\n  - {id: p, name: P}\n  - {id: q, name: Q}\n"),
        (
            "leaflet.yaml",
            "title: Leaflet\npanels:\n  - {id: front, kind: front, title: Front}\n  - id: call\n    kind: alert\n    \
             title: Call\n    body:\n      - {id: number, kind: text, text: Call 112 first.}\n",
        ),
    ] {
        files.insert(format!("framework/{path}"), text.as_bytes());
    }
    files
}

fn loaded(edition: &str) -> Loaded {
    let mut files = european();
    files.insert("framework/editions/at/edition.yaml", format!("{HEAD}{edition}").into_bytes());
    load(&files)
}

fn national(edition: &str) -> Model {
    let loaded = loaded(edition);
    let said: Vec<String> = loaded.diagnostics.sorted().iter().map(line).collect();
    assert_eq!(said, [""; 0], "{edition}");
    loaded.model.and_then(|mut model| model.nationals.remove("at")).expect("there is an edition")
}

fn said(edition: &str) -> Vec<String> {
    let begins = "editions/at/edition.yaml:";
    let found = loaded(edition).diagnostics.sorted();
    found.iter().map(line).map(|line| line.trim_start_matches(begins).to_owned()).collect()
}

fn numbered(model: &Model) -> Vec<String> {
    let numbered = model.recommendations.iter();
    numbered.map(|(id, recommendation)| format!("{} {id}", recommendation.number.value.0)).collect()
}

#[test]
fn an_edition_that_says_nothing_more_is_the_european_framework() {
    let model = national("");
    assert_eq!(numbered(&model), ["1 a", "2 b", "3 c"]);
    assert!(model.differences.is_empty() && model.texts.is_empty());
}

#[test]
fn a_text_is_adapted_with_its_base_and_its_key() {
    let model = national(
        "adapt:\n  recommendations.b.ask: {text: Do more., replaces: Do b., reason: We can.}\n  \
         report.sections.one.body.list.items.y.text: {text: Ours., replaces: Another item., reason: We can.}\n",
    );
    let ask = &model.recommendations[1].1.ask;
    assert_eq!(ask.plain(), "Do more.");
    assert_eq!(ask.key.as_str(), "editions.at.adapt.recommendations.b.ask.text");
    assert_eq!(ask.origin, Origin::Adapted(Arc::from("at")));
    assert_eq!(ask.base.as_ref().map(|base| base.key.as_str()), Some("recommendations.b.ask"));
    assert_eq!(model.differences.len(), 2);
    assert_eq!(numbered(&model), ["1 a", "2 b", "3 c"], "nothing is numbered anew");
}

#[test]
fn what_is_left_out_added_and_put_in_order_is_numbered_by_its_place() {
    let model = national(
        "omit: {recommendations.b: Not here.}\nadd:\n  recommendations:\n    - {id: at-y, after: at-x, title: Y, ask: \
         Y., short: Y.}\n    - {id: at-x, after: a, title: X, ask: X., short: X.}\n  partners.organisations:\n    - {id: \
         at-o, after: p, name: O}\n  report.sections.one.body.list.items: {at-z: Ours.}\n",
    );
    assert_eq!(numbered(&model), ["1 a", "2 at-x", "3 at-y", "4 c"]);
    assert_eq!(model.recommendations[1].1.title.origin, Origin::National(Arc::from("at")));
    assert_eq!(model.recommendations[1].1.title.key.as_str(), "editions.at.add.recommendations.at-x.title");
    let partners: Vec<&str> =
        model.partners.iter().flat_map(|list| &list.organisations).map(|o| o.id.as_str()).collect();
    assert_eq!(partners, ["p", "at-o", "q"]);
    let ordered = national("order: {recommendations: [c, a, b]}\n");
    assert_eq!(numbered(&ordered), ["1 c", "2 a", "3 b"]);
    let given = national("set: {recommendations.a.number: 9}\nomit: {recommendations.b: Not here.}\n");
    assert_eq!(numbered(&given), ["2 c", "9 a"], "a number that is given stays");
}

#[test]
fn an_edition_has_a_publisher_and_notes_of_its_own() {
    let model = national(
        "set:\n  framework.publisher: {name: Ours, place: Vienna}\n  framework.date: 2026-12-01\nnote:\n  \
         recommendations.a: Ours too.\n  report.sections.one: And here.\n",
    );
    assert_eq!(model.framework.publisher.name.0.plain(), "Ours");
    assert_eq!(model.notes.len(), 1);
    let body = &model.report.as_ref().expect("a report").sections[0].0.body;
    assert_eq!(body.last().map(|block| block.id.as_str()), Some("at-note"));
}

#[test]
fn the_numbers_to_call_may_be_others_and_no_word_beside_them() {
    const KEY: &str = "leaflet.panels.call.body.number.text";
    let model = national(&format!(
        "adapt: {{{KEY}: {{text: Call 144 first., replaces: Call 112 first., reason: Our number.}}}}\n"
    ));
    let panel = &model.leaflet.as_ref().expect("a leaflet").panels[1];
    assert_eq!(panel.body[0].text.as_ref().map(|text| text.plain()).as_deref(), Some("Call 144 first."));
    for change in
        ["text: Wait first., replaces: Call 112 first.", "text: Call 144 later., replaces: Call 112 first."]
    {
        let said = said(&format!("adapt: {{{KEY}: {{{change}, reason: Ours.}}}}\n"));
        assert!(said.len() == 1 && said[0].starts_with("4 error locked: "), "{said:#?}");
    }
}

#[test]
fn each_misuse_has_a_message_of_its_own() {
    for (edition, begins) in [
        ("omit: {recommendations.d: No.}\n", "4 error unknown-id: nothing of the framework has the key"),
        (
            "omit: {partners.organisations.pp: No.}\n",
            "4 error unknown-id: nothing of the framework has the key",
        ),
        ("omit: {framwork.title: No.}\n", "4 error unknown-id: nothing of the framework has the key"),
        ("omit: {recommendations.a: }\n", "4 error empty-text: "),
        ("omit: {recommendations.a.title: No.}\n", "4 error change: `omit` cannot be said of"),
        ("set: {framework.id: y}\n", "4 error locked: `framework.id` is the same in every edition"),
        ("set: {framework.title: Y}\n", "4 error change: `set` cannot be said of"),
        (
            "adapt: {recommendations.a.ask: {text: Do., reason: No.}}\n",
            "4 error missing-key: the adaptation does not say which European wording",
        ),
        (
            "adapt: {recommendations.a.ask: {text: Do., replaces: Do it.}}\n",
            "4 error missing-key: the key `reason` is missing",
        ),
        (
            "adapt: {recommendations.a.ask: {text: Do., replaces: Do that., reason: No.}}\n",
            "4 error base-changed: the European text is not what `replaces` says: `that.` is now `it.`",
        ),
        (
            "add: {recommendations: [{id: x, title: X, ask: X., short: X.}]}\n",
            "4 error bad-id: `x` is added by the edition `at`",
        ),
        (
            "add: {recommendations: [{id: at-x, number: 2, title: X, ask: X., short: X.}]}\n",
            "4 error duplicate-id: two recommendations have the number 2",
        ),
        (
            "add: {recommendations: [{id: at-x, after: z, title: X, ask: X., short: X.}]}\n",
            "4 error unknown-id: `at-x` comes after `z`, which is not there",
        ),
        (
            "omit: {recommendations.b: No.}\nadd: {recommendations: [{id: at-x, after: b, title: X, ask: X., short: X.}]}\n",
            "5 error change: `at-x` comes after `b`, which this edition leaves out",
        ),
        (
            "add: {partners.organisations: [{id: at-x, name: X}, {id: at-x, name: Y}]}\n",
            "4 error duplicate-id: the id `at-x` is given twice",
        ),
        (
            "add: {partners.organisations: [{id: at-x, name: X, logo: logos/none.svg}]}\n",
            "4 error missing: the logo `logos/none.svg` is neither in framework/editions/at/ nor in framework/",
        ),
        (
            "add: {report.sections.one.body: [{id: at-x, kind: list}]}\n",
            "4 error missing-key: the block `at-x` is of kind `list`",
        ),
        ("order: {recommendations: [a, b]}\n", "4 error change: the order does not name `c`"),
        ("order: {recommendations: [a, b, b, c]}\n", "4 error duplicate-id: `b` stands in the order twice"),
        ("order: {recommendations: [a, b, d]}\n", "4 error unknown-id: there is no `d`"),
        (
            "omit: {recommendations.a: No.}\nadapt: {recommendations.a.ask: {text: Do., replaces: Do it., reason: No.}}\n",
            "5 error change: `recommendations.a.ask` stands below `adapt`, and is left out",
        ),
        ("note: {report.sections.one.title: Words.}\n", "4 error change: `note` cannot be said of"),
        ("order: {recommendations: []}\n", "4 error change: the order of `recommendations` names nothing"),
        (
            "omit: {recommendations.a: No.}\norder: {recommendations: [c, b, a]}\n",
            "5 error change: `a` stands in the order, and this edition leaves it out",
        ),
        (
            "omit: {recommendations: {a: No.}}\n",
            "4 error wrong-type: `recommendations` is only the beginning",
        ),
        (
            "set: {framework: {version: \"2\"}}\n",
            "4 error wrong-type: `framework` is only the beginning of a key",
        ),
        (
            "omit: [recommendations.a]\n",
            "4 error wrong-type: `omit` takes keys of its own, and this is a list",
        ),
        (
            "omit: {recommendations.a: {ask: No.}}\n",
            "4 error wrong-type: `recommendations.a` is only the beginning",
        ),
        (
            "adapt: {recommendations.a: {ask: {text: Do., reason: No.}}}\n",
            "4 error wrong-type: `recommendations.a` is only the beginning of a key",
        ),
        (
            "add: {recommendations: [{id: at-x, after: z, title: X, ask: X., short: X.}, {id: at-y, after: at-x, title: Y, ask: Y., short: Y.}]}\n",
            "4 error unknown-id: `at-x` comes after `z`, which is not there",
        ),
        (
            "adapt: {leaflet.panels.call.body.number.text: {numbers: {\"112\": \"112\"}, reason: Ours.}}\n",
            "4 error change: `112` is the number there already",
        ),
        (
            "omit: {recommendations.b: No., recommendations.b.steps.nothing: No.}\n",
            "4 error change: `recommendations.b.steps.nothing` stands below `omit`, and is left out",
        ),
        ("languages: []\n", "4 error empty-list: `languages` names none"),
        ("documents: []\n", "4 error empty-list: `documents` names none"),
        (
            "add: {recommendations: [{id: 7, title: X, ask: X., short: X.}]}\n",
            "4 error wrong-type: `recommendations` takes an id, and this is a number",
        ),
        (
            "add: {recommendations: [{id: at-x, after: [a], title: X, ask: X., short: X.}]}\n",
            "4 error wrong-type: `after` names one item",
        ),
        (
            "add: {recommendations: [{id: at-x, after: z, title: X, ask: X., short: X.}, {id: at-y, title: Y, ask: Y., short: Y.}]}\n",
            "4 error unknown-id: `at-x` comes after `z`, which is not there",
        ),
        (
            "omit: {recommendations.a: No.}\nadd: {recommendations.a.steps: []}\n",
            "5 error change: `recommendations.a.steps` stands below `add`, and is left out",
        ),
        (
            "adapt: {leaflet.panels.call.body.number.text: {numbers: {\"112\": 144}, reason: Ours.}}\n",
            "4 error wrong-type: `112` takes a text, and this is a number",
        ),
    ] {
        let said = said(edition);
        assert!(said.len() == 1 && said[0].starts_with(begins), "{edition}{said:#?}");
    }
}

#[test]
fn what_comes_after_the_same_item_keeps_its_order() {
    let model = national(
        "omit:\n  recommendations.b: No.\nadd:\n  recommendations:\n    \
         - {id: at-x, after: a, title: X, ask: X., short: X.}\n    - {id: at-y, after: a, title: Y, ask: Y., short: Y.}\n",
    );
    let ids: Vec<&str> = model.recommendations.iter().map(|(id, _)| &**id).collect();
    assert_eq!(ids, ["a", "at-x", "at-y", "c"]);
}

#[test]
fn additions_that_wait_for_one_another_are_told_both() {
    let said = said(
        "add:\n  recommendations:\n    - {id: at-x, after: at-y, title: X, ask: X., short: X.}\n    - {id: at-y, after: \
         at-x, title: Y, ask: Y., short: Y.}\n",
    );
    assert_eq!(said.len(), 2);
    assert!(said.iter().all(|line| line.contains("which waits for it in turn")), "{said:#?}");
}
