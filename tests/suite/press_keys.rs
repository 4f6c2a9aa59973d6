//! Every key of `document.yaml` that is about printing does what docs/printing.md says of it: with
//! another value, the press file or its job ticket is another one in just that.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object};
use paf_build::{Disk, Output, Selection};
use paf_diag::Rule;
use paf_model::decode::Decode;
use paf_model::document::Paper;
use paf_model::files::{Files, Memory};
use paf_model::printing::{Fold, Press};
use paf_model::shape::Shape;
use serde_json::Value;

use crate::pdf_framework::{Built, ROOT, run, settings, shipped_framework, small};

/// Six pages of text on a tint that runs into the bleed, or the two sides of a sheet; no size of its own.
const TEMPLATE: &str = r##"#import "/target.typ": lang, date, trim, bleed
#set document(title: [[= framework.title|plain ]], author: [[= framework.publisher.name|plain ]], date: date)
#set text(font: "Source Sans 3", lang: lang, size: 14pt, fill: cmyk(0%, 0%, 0%, 100%), fallback: false)
#let fold = [[= document.fold ]]
#let sheet = if fold == none { trim.width } else { fold.sides.outside.widths.map(w => float(w) * 1mm).sum() }
#set page(width: sheet, height: trim.height, bleed: bleed, margin: 20mm, fill: cmyk(20%, 0%, 0%, 0%))
#heading(level: 1, [[= framework.title ]])
#for n in range(2, if fold == none { 7 } else { 3 }) { pagebreak(); [Page #n] }
#COLOUR
"##;

const BASE: &str = "title: Sheet\norder: 3\nentry: sheet.typ\npaper: {width: 100, height: 140}\n\
     profiles: [press, booklet]\nrequires: [recommendations]\n";

const FOLD: &str = "fold:\n  kind: roll\n  sides:\n    outside: {panels: [2, 6, 1], widths: [97, 100, 100]}\n    \
     inside: {panels: [3, 4, 5], widths: [100, 100, 97]}\n";

/// The small framework with a document of six pages that says this beside the base.
pub(crate) fn saying(said: &str, colour: &str) -> Memory {
    let mut files = small();
    let framework = "framework/framework.yaml";
    let text = String::from_utf8(files.0[framework].to_vec()).expect("it is text");
    files.insert(framework, format!("{text}  sheet: {{languages: [en]}}\n").into_bytes());
    let icc = Disk::new(ROOT).read("crates/paf-press/icc/PSO_Uncoated_ISO12647_bas.ICC");
    files.insert("print/own.icc", icc.expect("the profile is there").to_vec());
    let yaml = if said.contains("paper: {") {
        BASE.replace("paper: {width: 100, height: 140}\n", "") + said
    } else {
        BASE.to_owned() + said
    };
    files.insert("templates/sheet/document.yaml", yaml.into_bytes());
    let template = TEMPLATE.replace("COLOUR", if colour.is_empty() { "none" } else { colour });
    files.insert("templates/sheet/sheet.typ", template.into_bytes());
    files
}

pub(crate) fn sheet() -> Selection {
    Selection { documents: vec!["sheet".to_owned()], ..Selection::default() }
}

/// What a printer is given.
struct Given {
    sheet: Document,
    booklet: Document,
    ticket: Value,
    booklet_ticket: Value,
}

impl Given {
    /// The files of a document that says this beside the base.
    fn of(said: &str, colour: &str) -> Self {
        let files = saying(said, colour);
        let built = Built::some(&files, &sheet(), &settings());
        let path = |name: &str| format!("eu/en/small-sheet-eu-en-{name}");
        let pdf = |name| Document::load_mem(&built.bytes(&path(name))).expect("it is a PDF");
        let json = |name| serde_json::from_slice(&built.bytes(&path(name))).expect("it is JSON");
        Self {
            sheet: pdf("press.pdf"),
            booklet: pdf("booklet.pdf"),
            ticket: json("press-ticket.json"),
            booklet_ticket: json("booklet-ticket.json"),
        }
    }

    /// A box of the first page, in millimetres.
    fn edges(&self, key: &[u8]) -> [f64; 4] {
        let page = self.sheet.get_dictionary(self.sheet.get_pages()[&1]).expect("a page");
        let edges = page.get(key).and_then(Object::as_array).expect("the box is there").clone();
        let edges: Vec<f64> = edges
            .iter()
            .map(|edge| {
                let millimetres = f64::from(edge.as_float().expect("a number")) / 72.0 * 25.4;
                (millimetres * 100.0).round() / 100.0
            })
            .collect();
        edges.try_into().expect("four edges")
    }

    /// The condition of the output intent.
    fn condition(&self) -> String {
        let catalogue = self.sheet.catalog().expect("a catalogue");
        let intents = catalogue.get(b"OutputIntents").and_then(Object::as_array).expect("intents");
        let (_, intent) = self.sheet.dereference(&intents[0]).expect("the intent is there");
        let condition = intent.as_dict().and_then(|intent| intent.get(b"OutputConditionIdentifier"));
        String::from_utf8(condition.and_then(Object::as_str).expect("a condition").to_vec()).expect("text")
    }

    /// How many pages lie on the first sheet of the booklet.
    fn on_first_sheet(&self) -> usize {
        let page = self.booklet.get_dictionary(self.booklet.get_pages()[&1]).expect("a page");
        let follow = |within: &Dictionary, key: &[u8]| {
            let value = within.get(key).expect("the key is there");
            self.booklet
                .dereference(value)
                .and_then(|(_, value)| value.as_dict().cloned())
                .expect("a dictionary")
        };
        follow(&follow(page, b"Resources"), b"XObject").len()
    }

    fn plates(&self) -> BTreeSet<String> {
        let colours = self.ticket["colours"].as_array().expect("colours");
        colours
            .iter()
            .map(|colour| format!("{} {}", colour["kind"], colour["name"]).replace('"', ""))
            .collect()
    }
}

/// A key, what is written without it and with it, and what is then true of both.
type Row = (&'static [&'static str], &'static str, &'static str, fn(&Given, &Given));

const ROWS: &[Row] = &[
    (&["paper", "width", "height"], "", "paper: {width: 120, height: 150}\n", |without, with| {
        assert_eq!(without.edges(b"TrimBox"), [3.0, 3.0, 103.0, 143.0]);
        assert_eq!(with.edges(b"TrimBox"), [3.0, 3.0, 123.0, 153.0]);
        assert_eq!(with.ticket["trim"]["width_mm"], 120);
        assert_eq!(with.ticket["trim"]["height_mm"], 150);
    }),
    (&["printer"], "", "press: {printer: de}\n", |without, with| {
        assert_eq!(without.ticket["printer_language"], "en");
        assert_eq!(with.ticket["printer_language"], "de");
    }),
    (&["press", "intent"], "", "press: {intent: uncoated}\n", |without, with| {
        assert_eq!((without.condition(), with.condition()), ("FOGRA39".to_owned(), "FOGRA47".to_owned()));
        assert_eq!(with.ticket["output_intent"]["identifier"], "FOGRA47");
        assert_eq!(with.ticket["output_intent"]["ink_limit_percent"], 300);
    }),
    (&["intent"], "", "press: {intent: coated-300}\n", |without, with| {
        assert_eq!(without.ticket["output_intent"]["ink_limit_percent"], 330);
        assert_eq!(with.ticket["output_intent"]["ink_limit_percent"], 300);
        assert_eq!(with.condition(), "FOGRA39");
    }),
    (
        &["ink-limit"],
        "press: {icc: print/own.icc, condition: FOGRA52}\n",
        "press: {icc: print/own.icc, condition: FOGRA52, ink-limit: 290}\n",
        |without, with| {
            assert_eq!(without.ticket["output_intent"]["ink_limit_percent"], 300);
            assert_eq!(with.ticket["output_intent"]["ink_limit_percent"], 290);
        },
    ),
    (
        &["icc", "condition", "ink-limit"],
        "",
        "press: {icc: print/own.icc, condition: FOGRA52, ink-limit: 290}\n",
        |without, with| {
            assert_eq!((without.condition(), with.condition()), ("FOGRA39".to_owned(), "FOGRA52".to_owned()));
            assert_eq!(without.ticket["output_intent"]["ink_limit_percent"], 330);
            assert_eq!(with.ticket["output_intent"]["ink_limit_percent"], 290);
        },
    ),
    (&["bleed"], "", "press: {bleed: 5}\n", |without, with| {
        assert_eq!(without.edges(b"BleedBox"), [0.0, 0.0, 106.0, 146.0]);
        assert_eq!(with.edges(b"BleedBox"), [0.0, 0.0, 110.0, 150.0]);
        assert_eq!(with.edges(b"TrimBox"), [5.0, 5.0, 105.0, 145.0]);
        assert_eq!((&without.ticket["bleed_mm"], &with.ticket["bleed_mm"]), (&3.into(), &5.into()));
    }),
    (&["paper"], "", "press: {paper: \"Uncoated, white, 170 g/m²\"}\n", |without, with| {
        assert_eq!(without.ticket["paper"], Value::Null);
        assert_eq!(with.ticket["paper"], "Uncoated, white, 170 g/m²");
    }),
    (&["caliper"], "", "press: {caliper: 0.5}\n", |without, with| {
        let creep = |given: &Given| given.booklet_ticket["finishing"]["creep_mm"].clone();
        assert_eq!((creep(without), creep(with)), (0.1.into(), 0.5.into()));
    }),
    (&["blanks"], "", "press: {blanks: before-cover}\n", |without, with| {
        // Of six pages on two sheets, the first has the front, and the back if that is not blank.
        assert_eq!((without.on_first_sheet(), with.on_first_sheet()), (1, 2));
    }),
    (&["fold", "sides", "outside", "inside", "panels", "widths"], "", FOLD, |without, with| {
        assert_eq!(without.ticket["fold"], Value::Null);
        assert_eq!(with.edges(b"TrimBox"), [3.0, 3.0, 300.0, 143.0]);
        let side =
            |side: usize| with.ticket["fold"]["sides"][side]["panels"].as_array().expect("panels").clone();
        let panel = |panel: &Value| (panel["number"].as_u64(), panel["width_mm"].as_u64());
        let told: Vec<_> = side(0).iter().chain(&side(1)).map(panel).collect();
        let said = [(2, 97), (6, 100), (1, 100), (3, 100), (4, 100), (5, 97)];
        assert_eq!(told, said.map(|(number, width)| (Some(number), Some(width))));
    }),
    (
        &["kind"],
        "fold: {kind: roll, sides: {outside: {panels: [2, 1], widths: [97, 100]}, inside: {panels: [3, 4], widths: [100, 97]}}}\n",
        "fold: {kind: z, sides: {outside: {panels: [2, 1], widths: [97, 97]}, inside: {panels: [3, 4], widths: [97, 97]}}}\n",
        |roll, z| {
            assert_eq!(roll.ticket["finishing"]["kind"], "roll-fold");
            assert_eq!(z.ticket["finishing"]["kind"], "z-fold");
        },
    ),
];

#[test]
fn each_key_about_printing_changes_what_it_says() {
    let base = Given::of("", "");
    for (_, without, with, holds) in ROWS {
        let with = Given::of(with, "");
        if without.is_empty() { holds(&base, &with) } else { holds(&Given::of(without, ""), &with) }
    }
}

#[test]
fn a_spot_colour_is_a_plate_and_one_that_was_not_ordered_is_told() {
    let colour = "text(fill: color.spot(\"Reflex Blue\", cmyk(100%, 70%, 0%, 10%)).tint(100%))[Blue]";
    let ordered = Given::of("press: {spots: [Reflex Blue]}\n", colour);
    assert!(ordered.plates().contains("spot Reflex Blue"), "{:?}", ordered.plates());
    let folder = tempfile::tempdir().expect("a temporary folder");
    let refused = run(&saying("", colour), &sheet(), &settings(), &Output::new(folder.path()));
    assert!(refused.diagnostics.iter().any(|told| told.rule == Rule::PressUnknownSpot));
}

#[test]
fn a_spot_colour_of_the_brand_is_used_on_the_press_alone() {
    let mut files: Memory = shipped_framework();
    let brand = String::from_utf8(files.0["templates/theme/brand.yaml"].to_vec()).expect("it is text");
    let line = brand.lines().find(|line| line.trim_start().starts_with("teal-deep:")).expect("a colour");
    let spot = line.replacen("{srgb", "{spot: {name: Reflex Blue, tint: 100}, srgb", 1);
    files.insert("templates/theme/brand.yaml", brand.replace(line, &spot).into_bytes());
    let document = "templates/leaflet/document.yaml";
    let yaml = String::from_utf8(files.0[document].to_vec()).expect("it is text");
    files.insert(document, yaml.replace("press:\n", "press:\n  spots: [Reflex Blue]\n").into_bytes());
    let selection = Selection {
        documents: vec!["leaflet".to_owned()],
        languages: vec!["en".to_owned()],
        ..Selection::default()
    };
    let built = Built::some(&files, &selection, &settings());
    let stem = "eu/en/immuno-oncology-leaflet-eu-en";
    let ticket: Value =
        serde_json::from_slice(&built.bytes(&format!("{stem}-press-ticket.json"))).expect("it is JSON");
    let colours = ticket["colours"].as_array().expect("colours");
    assert!(colours.iter().any(|colour| colour["kind"] == "spot" && colour["name"] == "Reflex Blue"));
    let holds = |path: String| built.bytes(&path).windows(6).any(|part| part == b"Reflex");
    assert!(holds(format!("{stem}-press.pdf")) && !holds(format!("{stem}.pdf")));
}

#[test]
fn letters_of_a_ticket_that_no_font_has_are_named_where_they_are_written() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = saying("press: {paper: \"紙 170 g/m²\"}\n", "");
    let built = run(&files, &sheet(), &settings(), &Output::new(folder.path()));
    let told: Vec<_> = built.diagnostics.iter().filter(|told| told.rule == Rule::TicketLetters).collect();
    assert_eq!(told.len(), 2, "for the press and for the booklet: {told:?}");
    for told in told {
        assert!(told.message.contains("the paper (紙); they are left out"), "{}", told.message);
        let place = told.primary.as_ref().map(|label| label.place.file().path().to_owned());
        assert_eq!(place.as_deref(), Some("templates/sheet/document.yaml"));
    }
}

/// The keys of a record and of all below it.
fn keys(shape: Shape, found: &mut BTreeSet<String>) {
    match shape {
        Shape::Record(record) => {
            for field in record().fields {
                found.insert(field.name);
                keys(field.shape, found);
            }
        }
        Shape::List(shape) | Shape::Map(shape) => keys(*shape, found),
        Shape::AnyOf(shapes) => shapes.into_iter().for_each(|shape| keys(shape, found)),
        _ => {}
    }
}

#[test]
fn no_key_about_printing_is_without_a_row_or_a_word_in_the_documents() {
    let mut known = BTreeSet::new();
    [Paper::shape(), Press::shape(), Fold::shape()].into_iter().for_each(|shape| keys(shape, &mut known));
    let mut tried: BTreeSet<String> =
        ROWS.iter().flat_map(|row| row.0).map(|key| (*key).to_owned()).collect();
    // They have tests of their own, here and in press_cover.rs.
    for key in ["spots", "cover", "thickness", "grammage", "volume", "allowance"] {
        tried.insert(key.to_owned());
    }
    let without: Vec<_> = known.iter().filter(|key| !tried.contains(*key)).collect();
    assert!(without.is_empty(), "{without:?} are tried by no row");
    let documents = ["docs/printing.md", "docs/templates.md"].map(|path| {
        let bytes = Disk::new(ROOT).read(path).expect("the document is there");
        String::from_utf8(bytes.to_vec()).expect("it is text")
    });
    let written = |key: &str| {
        documents.iter().any(|text| text.contains(&format!("{key}:")) || text.contains(&format!("`{key}`")))
    };
    let unwritten: Vec<_> = known.iter().filter(|key| !written(key)).collect();
    assert!(unwritten.is_empty(), "{unwritten:?} stand in no document");
}

#[test]
fn what_would_do_nothing_or_cannot_be_folded_is_refused() {
    let z = "fold: {kind: z, sides: {outside: {panels: [2, 1], widths: [97, 100]}, inside: {panels: [3, 4], widths: [100, 97]}}}\n";
    for (said, refused) in [
        (z, "the panels of a fold to and fro are not of one width"),
        ("press: {ink-limit: 280}\n", "an ink limit is named without its profile"),
        ("press: {condition: FOGRA51}\n", "a printing condition is named without its profile"),
        ("press: {icc: print/own.icc}\n", "a profile is given without the condition it stands for"),
        (
            "press: {intent: coated, icc: print/own.icc, condition: FOGRA52}\n",
            "two printing conditions are named, and a file is made for one",
        ),
    ] {
        let (_, told) = paf_build::prepare(&saying(said, ""));
        let messages: Vec<_> = told.iter().map(|told| told.message.as_str()).collect();
        assert!(messages.contains(&refused), "{said}: {messages:?}");
    }
}
