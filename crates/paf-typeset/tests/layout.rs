//! A project is laid out in a closed world, and what goes wrong stands at the line that a person wrote.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]
#![expect(clippy::disallowed_methods, reason = "the test reads a shipped font and a picture")]

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use paf_diag::{Diagnostics, Place, Rule, SourceFile, Written};
use paf_locale::{Date, HouseStyle, Lang};
use paf_model::files::Memory;
use paf_model::text::{TextKey, TextKind};
use paf_model::{Data, Text};
use paf_template::{Context, Templates};
use paf_typeset::{Medium, PdfSettings, Project, Typeset, Typesetter, pdf, printed};

const FONT: &str = "fonts/source-sans-3/SourceSans3-Regular.otf";
const HEAD: &str = "#set document(title: \"T\", date: datetime(year: 2026, month: 1, day: 2))\n\
                    #set text(font: \"Source Sans 3\", lang: \"en\", fallback: false)\n\
                    #set page(width: 200pt, height: 200pt, margin: 20pt)\n";

fn files() -> Memory {
    static READ: OnceLock<Vec<u8>> = OnceLock::new();
    let font = READ.get_or_init(|| {
        std::fs::read(format!("{}/../../{FONT}", env!("CARGO_MANIFEST_DIR"))).expect("the font is shipped")
    });
    let mut files = Memory::default();
    files.insert(FONT, font.clone());
    files.insert("templates/theme/look.typ", *b"#let loud(body) = upper(body)\n");
    files
}

fn text(key: &str, words: &str) -> Data {
    let file = SourceFile::new(format!("{key}.yaml"), words);
    let written = Written::verbatim(words, Place::new(&file, 0..words.len()));
    let lang = Lang::parse("en").expect("a language");
    let key = TextKey::new(&[key.to_owned()]);
    Data::Text(Arc::new(Text::parse(key, lang, TextKind::Rich, written, &mut Diagnostics::new())))
}

fn project(body: &str, data: &Data) -> Project {
    let templates = Templates::new([SourceFile::new("templates/t/t.typ", format!("{HEAD}{body}"))]);
    let lang = Lang::parse("en").expect("a language");
    let context = Context { lang, style: HouseStyle::default(), data, prelude: "", compared: None };
    let main = templates.render("templates/t/t.typ", &context).expect("it is filled in");
    Project { main, files: BTreeMap::new(), date: Date::new(2026, 1, 2).expect("a date") }
}

fn lay_out(body: &str, data: &Data) -> (Typesetter, Project, Typeset) {
    let typesetter = Typesetter::new(Arc::new(files())).expect("there is a font");
    let project = project(body, data);
    let typeset = typesetter.typeset(&project);
    (typesetter, project, typeset)
}

fn told(typeset: &Typeset) -> String {
    paf_diag::render(&typeset.diagnostics, paf_diag::Format::Short, false)
}

#[test]
fn what_was_read_is_known_and_nothing_else_can_be() {
    let (.., typeset) =
        lay_out("#import \"/templates/theme/look.typ\": loud\n#loud[a]", &Data::map([("a", Data::None)]));
    assert!(typeset.document.is_some(), "{}", told(&typeset));
    assert_eq!(typeset.dependencies, ["templates/theme/look.typ"]);
    for reach in [
        "#read(\"/etc/passwd\")",
        "#read(\"../x\")",
        "#import \"@preview/cetz:0.4.0\"",
        "#read(\"/fonts/x\")",
    ] {
        let (.., typeset) = lay_out(reach, &Data::map([("a", Data::None)]));
        assert!(typeset.document.is_none() && typeset.diagnostics.has_errors(), "{reach}");
    }
}

#[test]
fn a_letter_that_the_font_lacks_is_told_where_it_was_written() {
    let (.., typeset) = lay_out("#par([[= ask ]])", &Data::map([("ask", text("ask", "Decide 東 now"))]));
    let error =
        typeset.diagnostics.iter().find(|found| found.rule == Rule::MissingGlyph).expect("it is told");
    let place = &error.primary.as_ref().expect("it has a place").place;
    assert_eq!((place.file().path(), place.text()), ("ask.yaml", "東"));
}

#[test]
fn an_error_of_the_layout_is_told_at_the_words_that_caused_it() {
    let (.., typeset) =
        lay_out("#let f(x) = panic(\"no\")\n#f([[= ask ]])", &Data::map([("ask", text("ask", "Words"))]));
    assert!(typeset.document.is_none());
    assert!(told(&typeset).contains("ask.yaml:1:1"), "{}", told(&typeset));
}

#[test]
fn only_texts_that_stand_on_a_page_are_printed() {
    let body = "#let unused = [[= hidden ]]\n#par([[= ask ]])\n#context { let _ = measure([[= measured ]]) }";
    let data = Data::map([
        ("ask", text("ask", "Said")),
        ("hidden", text("hidden", "Unsaid")),
        ("measured", text("measured", "Weighed")),
    ]);
    let (typesetter, project, typeset) = lay_out(body, &data);
    let document = typeset.document.expect("there are pages");
    let keys: Vec<String> =
        printed(&typesetter, &project, &document).iter().map(|key| key.as_str().to_owned()).collect();
    assert_eq!(keys, ["ask"]);
}

#[test]
fn text_over_the_edge_or_over_another_is_an_error() {
    for (body, is_wrong) in [
        ("#place(dx: 175pt)[[[= ask ]]]", true),
        ("#place[[[= ask ]]]#place(dy: 1pt)[Other words]", true),
        ("#place[[[= ask ]]]#place(dy: 30pt)[Other words]", false),
    ] {
        let (.., typeset) = lay_out(body, &Data::map([("ask", text("ask", "Some words"))]));
        let found = typeset.diagnostics.iter().any(|found| found.rule == Rule::Collision);
        assert_eq!(found, is_wrong, "{body}\n{}", told(&typeset));
    }
}

#[test]
fn a_fit_is_read_off_the_pages() {
    let body = "#[#metadata((size: 9pt, leading: 0.5, tracking: -1, areas: ((id: \"a\", keys: (\"x\",), need: 60pt, room: 50pt),))) <paf-fit>]";
    let (.., typeset) = lay_out(body, &Data::map([("a", Data::None)]));
    let fit = typeset.fit.expect("it is read");
    assert_eq!((fit.size, fit.leading, fit.tracking), (9.0, 0.5, -1.0));
    assert!(fit.areas[0].excess().is_some_and(|excess| (excess - 10.0 / 72.0 * 25.4).abs() < 0.01));
}

#[test]
fn the_identifier_tells_two_files_with_the_same_pages_apart() {
    let (typesetter, project, typeset) = lay_out("= Words", &Data::map([("a", Data::None)]));
    let document = typeset.document.expect("there are pages");
    let made = |ident: &str| {
        let (ident, creator) = (ident.to_owned(), "paf".to_owned());
        let settings = PdfSettings { ident, creator, date: project.date, medium: Medium::Press };
        pdf(&typesetter, &project, &document, &settings).expect("a PDF")
    };
    assert!(made("a") == made("a"));
    assert!(made("a") != made("b"));
}

#[test]
fn a_picture_holds_as_many_pixels_as_its_place_needs() {
    let body = "#image(\"/framework/photograph.jpg\", width: 12mm, alt: \"P\")\n\
                #scale(200%, image(\"/framework/photograph.jpg\", width: 12mm, alt: \"P\"))";
    let mut files = files();
    let photograph =
        std::fs::read(format!("{}/../../tests/frameworks/logos/photograph.jpg", env!("CARGO_MANIFEST_DIR")));
    files.insert("framework/photograph.jpg", photograph.expect("the photograph is there"));
    let typesetter = Typesetter::new(Arc::new(files)).expect("there is a font");
    let project = project(body, &Data::map([("a", Data::None)]));
    let typeset = typesetter.typeset(&project);
    let document = typeset.document.expect("there are pages");
    let bytes = |medium| {
        let settings = PdfSettings { ident: "a".into(), creator: "paf".into(), date: project.date, medium };
        let document = typesetter.pages_for(&document, medium, &[]).expect("every colour can be exchanged");
        pdf(&typesetter, &project, &document, &settings).expect("a PDF")
    };
    let has = |pdf: &[u8], words: &str| pdf.windows(words.len()).any(|found| found == words.as_bytes());
    let (screen, press) = (bytes(Medium::Screen), bytes(Medium::Press));
    // 12 mm are 71 pixels at 150 for each inch and 142 at 300; drawn twice as large, twice as many.
    for (pdf, widths) in [(&screen, ["/Width 71", "/Width 142"]), (&press, ["/Width 142", "/Width 284"])] {
        assert!(widths.iter().all(|width| has(pdf, width)) && !has(pdf, "/Width 3600"));
    }
    assert!(screen.len() < 60_000 && press.len() < 120_000, "{} and {} bytes", screen.len(), press.len());
    assert_eq!(screen, bytes(Medium::Screen), "made again, it is the same");
}
