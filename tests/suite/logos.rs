//! A report with ten logos, of every kind that is printed, on the screen and for the press.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use lopdf::{Dictionary, Document, Object};
use paf_build::{Disk, Selection};
use paf_model::files::{Files, Memory};

use crate::pdf_framework::{Built, ROOT, settings, shipped_framework};

/// The organisations, and their logos in `tests/frameworks/logos`.
const LOGOS: [(&str, &str); 10] = [
    ("Alpha", "inkscape-style.svg"),
    ("Beta", "illustrator-style.svg"),
    ("Gamma", "wide.png"),
    ("Delta", "transparent.png"),
    ("Epsilon", "photograph.jpg"),
    ("Zeta", "inks.jpg"),
    ("Eta", "web.webp"),
    ("Theta", "few-colours.gif"),
    ("Iota", "black.svg"),
    ("Kappa", "mask.svg"),
];

/// The largest report for the screen.
const LARGEST: usize = 1_500_000;

fn framework() -> Memory {
    let mut files = shipped_framework();
    let disk = Disk::new(ROOT);
    let path = "framework/partners.yaml";
    let mut partners = String::from_utf8(files.0[path].to_vec()).expect("it is text");
    for (name, logo) in LOGOS {
        let bytes = disk.read(&format!("tests/frameworks/logos/{logo}")).expect("the logo is there");
        files.insert(format!("framework/logos/{logo}"), bytes.to_vec());
        let id = name.to_lowercase();
        partners.push_str(&format!(
            "  - {{id: {id}, name: {name} Institute (fictional), url: \"https://{id}.example/\", logo: logos/{logo}}}\n"
        ));
    }
    files.insert(path, partners.into_bytes());
    // A figure of pixels beside those that are drawn.
    let photograph = std::sync::Arc::clone(&files.0["framework/logos/photograph.jpg"]);
    files.insert("framework/figures/photograph.jpg", photograph.to_vec());
    files.insert(
        "framework/figures/photograph.yaml",
        &b"title: A photograph\nalt: Colours that run into each other\n"[..],
    );
    let path = "framework/report.yaml";
    let report = String::from_utf8(files.0[path].to_vec()).expect("it is text");
    let part = report.find("\nsummary:").expect("there is a summary");
    let body = part + report[part..].find("\n  body:\n").expect("it has a body") + "\n  body:\n".len();
    let block = "    - {id: photograph, kind: figure, figure: photograph}\n";
    files.insert(path, [&report[..body], block, &report[body..]].concat().into_bytes());
    files
}

/// The pictures of pixels in a PDF: width, and what their colours are called.
fn pixels(document: &Document) -> Vec<(i64, String)> {
    let images = document.objects.values().filter_map(|object| object.as_stream().ok());
    let images = images.filter(|stream| {
        let is_image =
            stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image");
        is_image && stream.dict.get(b"ColorSpace").is_ok_and(|space| !is_gray(document, space))
    });
    let described = images.map(|stream| {
        let width = stream.dict.get(b"Width").and_then(Object::as_i64).expect("it has a width");
        (width, space(document, &stream.dict))
    });
    described.collect()
}

fn is_gray(document: &Document, space: &Object) -> bool {
    components(document, space) == 1
}

fn space(document: &Document, dictionary: &Dictionary) -> String {
    match components(document, dictionary.get(b"ColorSpace").expect("it has a space")) {
        3 => "three colours".to_owned(),
        4 => "four inks".to_owned(),
        other => format!("{other} parts"),
    }
}

fn components(document: &Document, space: &Object) -> i64 {
    match document.dereference(space).expect("it is there").1 {
        Object::Name(name) if name == b"DeviceGray" => 1,
        Object::Name(name) if name == b"DeviceCMYK" => 4,
        Object::Name(_) => 3,
        Object::Array(items) => {
            let profile = document.dereference(&items[1]).expect("it is there").1;
            let profile = profile.as_stream().expect("a profile is a stream");
            profile.dict.get(b"N").and_then(Object::as_i64).expect("it says how many")
        }
        other => panic!("{other:?} is no space"),
    }
}

#[test]
fn ten_logos_of_all_kinds_are_printed_on_the_screen_and_for_the_press() {
    let selection = Selection {
        documents: vec!["report".to_owned()],
        editions: vec!["eu".to_owned()],
        languages: vec!["en".to_owned()],
        ..Selection::default()
    };
    let built = Built::some(&framework(), &selection, &settings());
    let found: Vec<&str> = built.report.diagnostics.iter().map(|found| found.message.as_str()).collect();
    assert!(found.is_empty(), "{found:?}");
    assert_eq!(built.report.outcomes.len(), 3, "screen, press and booklet");

    let screen = built.bytes("eu/en/immuno-oncology-report-eu-en.pdf");
    assert!(screen.len() < LARGEST, "the report for the screen has {} bytes", screen.len());
    let read = built.pdf("eu/en/immuno-oncology-report-eu-en.pdf");
    let alt: Vec<String> = read.root.all().into_iter().filter_map(|element| element.alt.clone()).collect();
    for (name, logo) in LOGOS {
        assert!(alt.contains(&format!("{name} Institute (fictional)")), "{logo} is not printed");
    }
    assert!(alt.iter().any(|alt| alt == "Colours that run into each other"), "the figure is not printed");
    let screen = Document::load_mem(&screen).expect("it is a PDF");
    let shown = pixels(&screen);
    assert!(shown.iter().all(|(_, space)| space == "three colours"), "{shown:?}");
    // A figure is 170 mm wide at most, which are 1004 pixels on a screen and 2008 in print.
    assert!(shown.iter().all(|(width, _)| *width <= 1010), "{shown:?}");

    let press = built.bytes("eu/en/immuno-oncology-report-eu-en-press.pdf");
    let press = Document::load_mem(&press).expect("it is a PDF");
    let printed = pixels(&press);
    assert!(printed.iter().all(|(_, space)| space == "four inks"), "{printed:?}");
    assert!(printed.iter().all(|(width, _)| *width <= 2020), "{printed:?}");
    assert!(
        printed.iter().any(|(width, _)| *width > 1500),
        "the figure is as sharp as print is: {printed:?}"
    );
    assert_eq!(printed.len(), shown.len());
}
