//! Every key of the content is printed by one of the shipped documents, or is known not to be.
//!
//! A framework is made from the shapes of the files, each key with a word of its own. A new key of the
//! model is in it at once, and its word has to be in a PDF.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;

use paf_build::Selection;
use paf_model::chart::{Chart, ChartKind, ChartRow};
use paf_model::decode::Decode;
use paf_model::edition::Edition;
use paf_model::files::Memory;
use paf_model::framework::{Framework, Statement};
use paf_model::leaflet::{Figure, Glossary, Leaflet};
use paf_model::people::{ExpertGroup, Organisations};
use paf_model::report::{Recommendation, Report};
use paf_model::shape::{RecordShape, RefKind, Shape};
use serde_json::{Map, Value, json};

use crate::content_keys::kinds;
use crate::pdf_framework::{Built, settings, shipped_look};
use crate::pdf_reading::{Pdf, squeezed};

/// Keys that cannot hold any word: what stands there, and what is then printed. Nothing, where it is a
/// setting, an id or a path, which shows only in what it does. The end of a path is enough.
const SAID: &[(&str, &str, &str)] = &[
    ("framework.id", r#""full""#, ""),
    ("framework.date", r#""2026-01-02""#, "Manuscript completed in January 2026"),
    ("framework.reviews.a.date", r#""2026-02-04""#, "on 4 February 2026"),
    // It stands in the place of reviews: `statements.rs`.
    ("framework.checked", r#""2026-01-03""#, ""),
    ("framework.house-style", r#""eu-isg""#, ""),
    ("framework.publisher.email", r#""office@zqmail.example""#, "office@zqmail.example"),
    ("statements.reviewed-by", r#""Zqreviewed {name} {role} on {date}""#, "Zqreviewed"),
    ("statements.specimen", r#""Zqspecimen {country}""#, "Zqspecimen"),
    ("recommendation.number", "77", "77"),
    ("at-own.number", "78", "78"),
    ("recommendation.steps.by", "2031", "2031"),
    ("at-own.steps.by", "2032", "2032"),
    (".icon", r#""phone""#, ""),
    (".logo", r#""logos/a.svg""#, ""),
    (".file", r#""pictures/a.svg""#, ""),
    ("edition.band", r#""teal""#, ""),
    ("edition.round-table.date", r#""2026-01-01""#, "1 January 2026"),
    ("edition.documents", r#"["report", "summary", "leaflet"]"#, ""),
    ("edition.specimen", "true", ""),
    ("expert-group.year", "1914", ""),
    ("bar-figure.chart.rows.a.value", "1231.5", "1\u{a0}231.5"),
    ("dot-figure.chart.rows.a.values.a", "1232.5", "1\u{a0}232.5"),
    ("multiples-figure.chart.rows.a.values.a", "1233.5", "1\u{a0}233.5"),
    ("timeline-figure.chart.rows.a.date", r#""2031-05-06""#, "6 May 2031"),
    (".strong", "true", ""),
    (".chart.to", "9000", ""),
];

/// Keys whose words are in no PDF, but in the data that is attached, and why. The end of a path is enough.
const IN_DATA: &[(&str, &str)] = &[
    (".sources", "for those who check; docs/content.md says which are printed"),
    ("summary.short", HEADER),
    ("glance.short", HEADER),
    ("report.recommendations.short", HEADER),
    ("roadmap.short", HEADER),
    ("report.actors.short", HEADER),
    ("closing.short", HEADER),
    ("glossary.short", HEADER),
    ("references.short", HEADER),
    ("foreword.short", HEADER),
    ("expert-group.members.sort", "the members are sorted by it"),
    ("publisher.place", "the address has it"),
    ("organisers.name", "printed where there is no logo"),
    ("statements.review-date", "a review stands in its place"),
    ("statements.translation-draft", "printed in translations"),
    ("statements.translation-unapproved", "printed in translations"),
    ("statements.translation-approved", "printed in translations"),
    ("glossary.do-not-translate", "for translations"),
];

const HEADER: &str = "a running header, which a part of one page has not";

/// What is printed although it ends like what is not.
const PRINTED: &[&str] = &[
    "framework.funding.a.sources",
    "add.funding.sources",
    "own-figure.sources",
    "figure.sources",
    "report.sections.body.quotation.sources",
    "bar-figure.sources",
    "dot-figure.sources",
    "multiples-figure.sources",
    "timeline-figure.sources",
    "glossary.terms.sources",
    "leaflet.panels.front.sources",
    "leaflet.panels.one.sources",
    "leaflet.panels.two.sources",
    "leaflet.panels.call.sources",
    "leaflet.panels.ask.sources",
    "leaflet.panels.help.sources",
];

/// Keys whose words are nowhere, and why.
const NOWHERE: &[(&str, &str)] = &[("edition.based-on", "it is compared with the framework's version")];

/// The ids of maps where not any will do.
const IDS: &[(&str, &[&str])] = &[
    ("framework.documents", &["report", "summary", "leaflet"]),
    (
        "framework.statements",
        &[
            "worked-edition",
            "members-page",
            "translation-draft",
            "translation-unapproved",
            "translation-approved",
            "not-medical-advice",
            "review-date",
            "reviewed-by",
            "specimen",
            "independence",
        ],
    ),
    ("framework.actors", &["one"]),
];

/// The panels of the leaflet, each with the kinds of block that it holds.
const PANELS: &[(&str, &str, &[&str])] = &[
    ("front", "front", &["list"]),
    ("one", "text", &["text", "heading", "list", "steps", "callout"]),
    ("two", "text", &["entries", "note", "key-figure", "figure"]),
    ("call", "alert", &["alert", "table"]),
    ("ask", "questions", &["questions"]),
    ("help", "imprint", &["text", "card"]),
];

/// A framework in the making.
#[derive(Default)]
struct Writer {
    /// What has to be printed, by the path of its key.
    given: BTreeMap<String, String>,
    references: Map<String, Value>,
}

impl Writer {
    /// A word that stands in no other place and has no syllables to divide.
    fn word(&mut self, path: &str) -> String {
        let number = self.given.len();
        let letters: String = [number / 400, number / 20 % 20, number % 20]
            .into_iter()
            .map(|digit| char::from(b"bcdfghjklmnpqrstvwxz"[digit]))
            .collect();
        let word = format!("Zq{letters}");
        assert!(self.given.insert(path.to_owned(), word.clone()).is_none(), "{path} stands twice");
        word
    }

    fn value(&mut self, path: &str, shape: &Shape) -> Value {
        if let Some((_, said, printed)) = SAID.iter().find(|(end, ..)| path.ends_with(end)) {
            if !printed.is_empty() {
                self.given.insert(path.to_owned(), (*printed).to_owned());
            }
            return serde_json::from_str(said).expect("it is JSON");
        }
        match shape {
            Shape::Text | Shape::PlainText | Shape::Str => Value::from(self.word(path)),
            Shape::Url => Value::from(format!("https://{}.example/", self.word(path).to_lowercase())),
            Shape::Id => Value::from("a"),
            Shape::Lang => Value::from("en"),
            Shape::Ref(RefKind::Source) => {
                let word = self.word(path);
                self.references
                    .insert(word.to_lowercase(), json!({"type": "Web", "title": word, "author": word}));
                Value::from(word.to_lowercase())
            }
            Shape::Ref(RefKind::Actor) => Value::from("one"),
            Shape::Ref(RefKind::Figure) => Value::from("drawing"),
            Shape::List(inner) => match &**inner {
                Shape::Record(record) if record().name == "Block" => self.blocks(path, &record()),
                Shape::Record(record) if record().name == "Panel" => self.panels(path, &record()),
                inner => Value::from(vec![self.value(path, inner)]),
            },
            Shape::Map(inner) => {
                let ids = IDS.iter().find(|(at, _)| *at == path).map_or(&["a"][..], |(_, ids)| ids);
                let entries =
                    ids.iter().map(|id| ((*id).to_owned(), self.value(&format!("{path}.{id}"), inner)));
                Value::Object(entries.collect())
            }
            Shape::Record(record) => Value::Object(self.record(path, &record())),
            // Its keys are those of other files: `verbs` writes it.
            Shape::ByKey(_) => json!({}),
            _ => panic!("`{path}` needs a row in `SAID`"),
        }
    }

    /// A figure with a chart of a kind.
    fn charted(&mut self, kind: ChartKind) -> Value {
        let path = format!("{}-figure", kind.as_str());
        let figure = kept(Figure::shape(), &["title", "alt", "sources"]);
        let mut figure = Value::Object(self.record(&path, &figure));
        let (needed, more) = kind.keys();
        let mut chart = kept(Chart::shape(), &[needed, more].concat());
        chart.fields.retain(|field| field.name != "rows");
        let mut chart = Value::Object(self.record(&format!("{path}.chart"), &chart));
        let (needed, more) = kind.keys_of_rows();
        let row = kept(ChartRow::shape(), &[needed, more].concat());
        chart["rows"] = json!({"a": self.record(&format!("{path}.chart.rows.a"), &row)});
        chart["kind"] = json!(kind.as_str());
        figure["chart"] = chart;
        figure
    }

    fn record(&mut self, path: &str, record: &RecordShape) -> Map<String, Value> {
        let fields = record.fields.iter();
        fields.map(|f| (f.name.clone(), self.value(&format!("{path}.{}", f.name), &f.shape))).collect()
    }

    /// One block of each kind that stands there, with the keys that docs/content.md gives it.
    fn blocks(&mut self, path: &str, record: &RecordShape) -> Value {
        let panel = PANELS.iter().find(|(id, ..)| path == format!("leaflet.panels.{id}.body"));
        let wanted: Option<&[&str]> = match path {
            "report.sections.body" => None,
            _ => Some(panel.map_or(&["text"], |(.., kinds)| kinds)),
        };
        let kinds =
            kinds().into_iter().filter(|(kind, ..)| wanted.is_none_or(|some| some.contains(&kind.as_str())));
        let blocks = kinds.map(|(kind, keys, of_items)| {
            let path = format!("{path}.{kind}");
            let mut block = Map::from_iter([("id".into(), json!(kind)), ("kind".into(), json!(kind))]);
            for field in record.fields.iter().filter(|f| keys.contains(&f.name) || f.name == "sources") {
                let path = format!("{path}.{}", field.name);
                let value = match (field.name.as_str(), &field.shape) {
                    ("items", Shape::Map(item)) => self.items(&path, item, &of_items),
                    ("rows", _) => json!({"a": {"a": self.word(&format!("{path}.a"))}}),
                    (_, shape) => self.value(&path, shape),
                };
                block.insert(field.name.clone(), value);
            }
            Value::Object(block)
        });
        Value::from(blocks.collect::<Vec<_>>())
    }

    /// An item that is a text, and one that is a record of the keys that items of its kind have.
    fn items(&mut self, path: &str, shape: &Shape, keys: &[String]) -> Value {
        let Shape::AnyOf(shapes) = shape else { panic!("an item is a text or a record") };
        let mut items = Map::new();
        for (shape, id) in shapes.iter().zip(["text-alone", "record"]) {
            let path = format!("{path}.{id}");
            let item = match shape {
                Shape::Record(record) => {
                    let mut record = record();
                    record.fields.retain(|field| {
                        ["title", "text", "sources"].contains(&field.name.as_str())
                            || keys.contains(&field.name)
                    });
                    Value::Object(self.record(&path, &record))
                }
                shape => self.value(&path, shape),
            };
            items.insert(id.to_owned(), item);
        }
        Value::Object(items)
    }

    fn panels(&mut self, path: &str, record: &RecordShape) -> Value {
        let panels = PANELS.iter().map(|(id, kind, _)| {
            let mut panel = Map::from_iter([("id".into(), json!(id)), ("kind".into(), json!(kind))]);
            for field in record.fields.iter().filter(|f| f.name != "id" && f.name != "kind") {
                panel.insert(
                    field.name.clone(),
                    self.value(&format!("{path}.{id}.{}", field.name), &field.shape),
                );
            }
            Value::Object(panel)
        });
        Value::from(panels.collect::<Vec<_>>())
    }
}

/// What an edition does, by each of its verbs.
fn verbs(writer: &mut Writer, edition: &mut Value) {
    let set = |edition: &mut Value, verb: &str, key: &str, value: Value| edition[verb][key] = value;
    for (key, number) in [("plain", 77), ("at-own", 78), ("adapted", 79)] {
        if key != "at-own" {
            set(edition, "set", &format!("recommendations.{key}.number"), json!(number));
        }
    }
    for key in ["title", "ask", "short"] {
        let path = format!("adapt.{key}");
        let change = json!({
            "text": writer.word(&format!("{path}.text")), "replaces": "Zqtitled", "reason": writer.word(&format!("{path}.reason")),
        });
        set(edition, "adapt", &format!("recommendations.adapted.{key}"), change);
    }
    set(edition, "note", "recommendations.adapted", json!(writer.word("note")));
    set(edition, "omit", "recommendations.left-out", json!(writer.word("omit")));
    let mut own = writer.value("at-own", &Recommendation::shape());
    own["id"] = json!("at-own");
    set(edition, "add", "recommendations", json!([own]));
    for list in ["partners", "endorsers"] {
        set(
            edition,
            "omit",
            &format!("{list}.organisations.gone"),
            json!(writer.word(&format!("omit.{list}"))),
        );
        let Shape::List(organisation) = field(&Organisations::shape(), "organisations") else {
            panic!("organisations are a list")
        };
        let mut own = writer.value(&format!("add.{list}"), &organisation);
        own["id"] = json!(format!("at-{list}"));
        set(edition, "add", &format!("{list}.organisations"), json!([own]));
    }
    for (list, key, shape) in [
        ("partners", "organisations", Organisations::shape()),
        ("endorsers", "organisations", Organisations::shape()),
        ("expert-group", "members", ExpertGroup::shape()),
    ] {
        let mut group = writer.value(&format!("own.{list}"), &shape);
        group[key][0]["id"] = json!(format!("at-own-{list}"));
        set(edition, "add", list, group);
    }
    set(edition, "add", "framework.statements", json!({"at-says": writer.word("add.statements")}));
    let funding = writer.value("add.funding", &Statement::shape());
    set(edition, "add", "framework.funding", json!({"at-funding": funding}));
    let reference = json!({"type": "Web", "title": writer.word("add.references")});
    set(edition, "add", "references", json!({"at-reference": reference}));
    let shown = json!([
        {"id": "at-figure", "kind": "figure", "figure": "at-drawing"},
        {"id": "at-cited", "kind": "text", "text": format!("{} [@at-reference]", writer.word("add.body"))},
    ]);
    set(edition, "add", "report.closing.a.body", shown);
    edition["round-table"]["outcomes"] = json!({"adapted": writer.word("outcome")});
    set(edition, "order", "recommendations", json!(["at-own", "adapted", "plain"]));
}

/// Some of the keys of a record.
fn kept(shape: Shape, keys: &[&str]) -> RecordShape {
    let Shape::Record(record) = shape else { panic!("it is a record") };
    let mut record = record();
    record.fields.retain(|field| keys.contains(&field.name.as_str()));
    record
}

/// A figure that has a drawing beside it, and no chart.
fn drawn() -> Shape {
    Shape::Record(|| kept(Figure::shape(), &["title", "alt", "labels", "sources"]))
}

/// The shape of a record's key.
fn field(shape: &Shape, name: &str) -> Shape {
    let Shape::Record(record) = shape else { panic!("it is a record") };
    record().fields.into_iter().find(|field| field.name == name).expect("the record has it").shape
}

/// A recommendation that an edition changes or leaves out.
fn other(number: u8, word: &str) -> Value {
    // The list of differences names it by its title.
    json!({
        "number": number, "title": "Zqtitled", "ask": word, "short": word, "problem": [], "action": [],
        "steps": [{"id": "a", "text": "Zqgone", "short": "Step", "actors": ["one"], "by": 2030}],
    })
}

/// A framework with every key, in the shipped look.
pub(crate) fn full() -> (Memory, BTreeMap<String, String>) {
    let mut writer = Writer::default();
    let mut files = shipped_look();
    let mut add = |path: &str, value: Value| {
        files.insert(format!("framework/{path}"), value.to_string().into_bytes());
    };
    for (path, stem, shape) in [
        ("framework.yaml", "framework", Framework::shape()),
        ("report.yaml", "report", Report::shape()),
        ("recommendations/plain.yaml", "recommendation", Recommendation::shape()),
        ("expert-group.yaml", "expert-group", ExpertGroup::shape()),
        ("leaflet.yaml", "leaflet", Leaflet::shape()),
        ("glossary.yaml", "glossary", Glossary::shape()),
        ("figures/drawing.yaml", "figure", drawn()),
    ] {
        let mut value = writer.value(stem, &shape);
        if stem == "report" {
            let body = value["sections"][0]["body"].as_array_mut().expect("a list");
            body.extend(
                ChartKind::WORDS.iter().map(|kind| json!({"id": kind, "kind": "figure", "figure": kind})),
            );
        }
        if stem == "framework" {
            let instead = json!({"only-without": ["endorsers"], "instead": writer.word("instead")});
            value["editions"]["conditional"]["recommendations.adapted.steps.a.text"] = instead;
        }
        add(path, value);
    }
    for stem in ["partners", "endorsers"] {
        let mut value = writer.value(stem, &Organisations::shape());
        value["organisations"]
            .as_array_mut()
            .expect("a list")
            .push(json!({"id": "gone", "name": "Zqtitled"}));
        add(&format!("{stem}.yaml"), value);
    }
    let mut edition = writer.value("edition", &Edition::shape());
    verbs(&mut writer, &mut edition);
    add("editions/at/edition.yaml", edition);
    add("editions/at/figures/at-drawing.yaml", writer.value("own-figure", &drawn()));
    for kind in ChartKind::ALL {
        add(&format!("figures/{}.yaml", kind.as_str()), writer.charted(*kind));
    }
    // The list of differences names what is adapted by its European wording.
    add("recommendations/adapted.yaml", other(79, "Zqtitled"));
    add("recommendations/left-out.yaml", other(80, "Zqgone"));
    add("references.yaml", Value::Object(writer.references));
    for drawing in ["figures/drawing.typ", "editions/at/figures/at-drawing.typ"] {
        files.insert(format!("framework/{drawing}"), b"#let draw(labels) = labels.a\n".to_vec());
    }
    for picture in ["logos/a.svg", "editions/at/pictures/a.svg", "editions/at/logos/a.svg"] {
        let drawn = b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><path d=\"M0 0h9v9z\"/></svg>";
        files.insert(format!("framework/{picture}"), drawn.to_vec());
    }
    (files, writer.given)
}

#[test]
fn every_key_is_printed_or_known_not_to_be() {
    let (files, given) = full();
    let selection = Selection {
        editions: vec!["at".to_owned()],
        profiles: vec!["screen".to_owned(), "large-print".to_owned()],
        ..Selection::default()
    };
    let built = Built::some(&files, &selection, &settings());
    // The whole imprint of the leaflet stands in large print.
    let documents = ["report", "summary", "leaflet", "leaflet-large-print"].map(|document| {
        match document.strip_suffix("-large-print") {
            Some(document) => built.pdf(&format!("at/en/full-{document}-at-en-large-print.pdf")),
            None => built.pdf(&format!("at/en/full-{document}-at-en.pdf")),
        }
    });
    let printed: Vec<String> = documents
        .iter()
        .flat_map(|pdf| {
            let alt = pdf.root.all().into_iter().filter_map(|element| element.alt.clone()).collect();
            [pdf.text(), pdf.furniture().to_owned(), pdf.xmp(), alt, pdf.links().join(" ")]
        })
        .collect();
    let printed = printed.join(" ");
    let printed = squeezed(&printed).to_lowercase();
    let is_printed = |words: &str| printed.contains(&squeezed(words).to_lowercase());
    assert!(!is_printed("Zqgone"), "what an edition takes away is still there");
    let data = documents.iter().flat_map(Pdf::attachments).map(|(_, _, bytes)| bytes).collect::<Vec<_>>();
    let data = String::from_utf8(data.concat()).expect("it is text");
    let data = data.to_lowercase();
    let ends = |table: &[(&str, &str)], path: &str| table.iter().any(|(end, _)| path.ends_with(end));
    let mut wrong = Vec::new();
    for (path, words) in &given {
        let in_data = ends(IN_DATA, path) && !PRINTED.contains(&path.as_str());
        let nowhere = ends(NOWHERE, path);
        if is_printed(words) == (in_data || nowhere) {
            wrong.push(format!("{path}: {words}"));
        } else if in_data && !data.contains(&words.to_lowercase()) {
            wrong.push(format!("{path}: {words} is not in the data"));
        }
    }
    assert!(wrong.is_empty(), "not printed, or printed in spite of the tables:\n{}", wrong.join("\n"));
    for (end, why) in IN_DATA.iter().chain(NOWHERE) {
        assert!(!why.is_empty() && given.keys().any(|path| path.ends_with(end)), "nothing ends with `{end}`");
    }
}
