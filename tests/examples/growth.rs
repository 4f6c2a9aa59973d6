//! Measures how the cost of reading and checking grows with the input: at once, ten and a hundred times the size.
//!
//! ```sh
//! cargo run -p paf-tests --example growth [word]
//! ```
//!
//! Each line has three times in milliseconds and the exponent of the growth: 1 is as the input grows, 2 as its
//! square. It fails where an exponent is above 1.2; times below a hundredth of a second are noise and count as
//! that. It is no test: a machine that does something else meanwhile would fail it.
#![expect(clippy::expect_used, reason = "a measurement that cannot go on fails")]
#![expect(clippy::print_stdout, reason = "what is measured is printed")]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use paf_diag::{Diagnostics, Place, SourceFile, Written};
use paf_locale::{HouseStyle, Lang};
use paf_model::files::Memory;
use paf_model::text::{Text, TextKind};
use paf_model::wording::{self, Printed, Standing, Wording};
use paf_model::{Data, markup, yaml};
use paf_template::{Context, Templates};
use paf_translate::checks::CheckContext;
use paf_translate::exchange::{self, Package, Unit};
use paf_translate::termbase::Termbase;
use paf_translate::{Catalogue, Ledger, State};

/// What is measured: its name, how large it is at once, and how it is made and run.
type Subject = (&'static str, usize, fn(usize) -> Box<dyn FnOnce()>);

const SUBJECTS: &[Subject] = &[
    ("marks: links", 400, |n| marks("[a *b*](https://e.org/a_(b)) ", n)),
    ("marks: nested brackets", 400, |n| marks_nested("[", "](x)", n)),
    ("marks: nested links", 400, |n| marks_nested("[", "](https://e.org)", n)),
    ("marks: nested stars", 400, |n| marks_nested("*(**(", ")**)*", n)),
    ("marks: lone stars", 800, |n| marks("a *b ", n)),
    ("marks: closing stars", 800, |n| marks("a *b c** ", n)),
    ("marks: braces", 800, |n| marks("{", n)),
    ("marks: brackets", 800, |n| marks("[", n)),
    ("marks: citations", 400, |n| marks("[@a, p. 5; @b] [@c ", n)),
    ("marks: slips", 200, |n| marks("[a] (www.e.org) <b>c</b> https://e.org {{date}} ", n)),
    ("wording: prose", 100, |n| words("A patient asks for 5 mg of “care”, and waits. ", n)),
    ("wording: slips", 60, |n| words("A  patient asks : for 5 mg of \"care\" ... it´s  so, ", n)),
    ("wording: quotations", 100, |n| words("‘a’ “b” «c ’d ", n)),
    ("wording: addresses", 100, |n| words("see example.org/a and b@example.org, ", n)),
    ("wording: marks", 100, |n| words("*a* [b](https://e.org) [@c] ", n)),
    ("wording: list", 100, |n| words("• one of them\n", n)),
    ("wording: letters", 100, |n| words("ﬁnd e\u{301}tude Cоst\u{200b} ", n)),
    ("yaml: keys", 200, |n| yaml_of((0..n).map(|i| format!("k{i}: word {i}\n")).collect())),
    ("yaml: one key many times", 200, |n| yaml_of("k: word\n".repeat(n))),
    ("yaml: items", 300, |n| yaml_of(format!("k:\n{}", "  - word and word\n".repeat(n)))),
    ("yaml: one long text", 500, |n| yaml_of(format!("k: >-\n{}", "  some words and more\n".repeat(n)))),
    ("yaml: quoted text", 500, |n| yaml_of(format!("k: \"{}\"\n", "some \\u00e9 words  ".repeat(n)))),
    ("yaml: brackets", 300, |n| yaml_of(format!("k: [{}]\n", "{a: b}, ".repeat(n)))),
    ("yaml: slips", 60, |n| yaml_of("- a: b: c\n- –d\n".repeat(n))),
    ("yaml: lost words", 60, |n| yaml_of("- &a b # c\n- !d e\n".repeat(n))),
    ("framework: keywords", 300, |n| framework("keywords:\n", |i| format!("  k{i}: word {i}\n"), n)),
    ("framework: unknown keys", 100, |n| framework("", |i| format!("titel{i}: word {i}\n"), n)),
    ("framework: actors", 60, |n| {
        framework("actors:\n", |i| format!("  a{i}: {{name: A {i}, short: A}}\n"), n)
    }),
    ("framework: statements", 60, |n| framework("statements:\n", |i| format!("  s{i}: Some words.\n"), n)),
    ("framework: languages", 60, |n| framework("languages:\n", |_| "  - fr\n".to_owned(), n)),
    ("partners", 60, |n| {
        content(
            "partners",
            "title: P\norganisations:\n",
            |i| format!("  - {{id: p{i}, name: Example {i} (fictional), url: https://e.org/{i}}}\n"),
            n,
        )
    }),
    ("partners: one id", 60, |n| {
        content(
            "partners",
            "title: P\norganisations:\n",
            |_| "  - {id: p, name: Example (fictional)}\n".to_owned(),
            n,
        )
    }),
    ("partners: unknown keys", 60, |n| {
        content(
            "partners",
            "title: P\norganisations:\n",
            |i| format!("  - {{id: p{i}, nam: Example {i}}}\n"),
            n,
        )
    }),
    ("glossary", 60, |n| {
        content(
            "glossary",
            "terms:\n",
            |i| format!("  - {{id: t{i}, term: Term {i}, definition: Some words.}}\n"),
            n,
        )
    }),
    ("references: uncited", 60, |n| {
        content("references", "", |i| format!("r{i}: {{type: web, title: A title {i}}}\n"), n)
    }),
    ("report: paragraphs", 60, |n| {
        content("report", REPORT, |i| format!("    - {{id: p{i}, kind: text, text: Some words {i}.}}\n"), n)
    }),
    ("report: unknown sources", 60, |n| {
        content(
            "report",
            REPORT,
            |i| format!("    - {{id: p{i}, kind: text, text: \"Words [@s{i}].\"}}\n"),
            n,
        )
    }),
    ("report: waivers", 60, |n| {
        content(
            "report",
            REPORT,
            |i| format!("    # allow: spacing\n    - {{id: p{i}, kind: text, text: \"Some  words.\"}}\n"),
            n,
        )
    }),
    ("leaflet: words of a panel", 100, |n| {
        content("leaflet", LEAFLET, |i| format!("        Word {i} and more. \n"), n)
    }),
    ("recommendations", 20, recommendations),
    ("catalogue: entries", 60, |n| {
        catalogue(
            (0..n).map(|i| format!("msgctxt \"k{i}\"\nmsgid \"a {i}\"\nmsgstr \"b {i}\"\n\n")).collect(),
        )
    }),
    ("catalogue: one key", 60, |n| catalogue("msgctxt \"k\"\nmsgid \"a\"\nmsgstr \"b\"\n\n".repeat(n))),
    ("catalogue: one long text", 200, |n| {
        catalogue(format!("msgctxt \"k\"\nmsgid \"a\"\nmsgstr \"\"\n{}", "\"some words \\n\"\n".repeat(n)))
    }),
    ("catalogue: mistakes", 60, |n| catalogue("msgstr \"b\nmsgx \"\n\"x\n".repeat(n))),
    ("translations: checked", 20, |n| {
        translations(
            (0..n)
                .map(|i| {
                    (format!("k{i}"), format!("Text {i} with *words*."), format!("Satz {i} mit *Worten*."))
                })
                .collect(),
            n,
        )
    }),
    ("translations: unknown keys", 20, |n| unknown_translations(n)),
    ("translations: one long text", 20, |n| {
        long_translation("Some *words* and 5 mg. ", "Ein *paar* Worte und 5 mg. ", n)
    }),
    ("translations: other marks", 20, |n| long_translation("Some *words*. ", "Ein **paar** Worte [@a]. ", n)),
    ("xliff: units", 40, |n| xliff(n, 1)),
    ("xliff: codes", 40, |n| xliff(1, n)),
    ("xlsx: rows", 20, xlsx),
    ("ledger: records", 100, ledger),
    ("names: the nearest of many", 400, nearest_of),
    ("template: paragraphs", 60, template),
    ("pictures: areas", 100, |n| drawing("<rect width=\"9\" height=\"9\" fill=\"#1a5276\"/>".repeat(n))),
    ("pictures: groups", 60, |n| drawing("<g><g opacity=\"0.5\"><path d=\"M0 0h9v9z\"/></g></g>".repeat(n))),
    ("pictures: one long line", 400, |n| drawing(format!("<path d=\"M0 0{}\"/>", "L1 2 ".repeat(n)))),
    ("pictures: copies", 40, |n| {
        drawing(format!("<rect id=\"a\" width=\"9\" height=\"9\"/>{}", "<use href=\"#a\"/>".repeat(n)))
    }),
    ("pictures: gradients", 20, |n| drawing((0..n).map(gradient).collect())),
    ("pictures: remarks", 400, |n| {
        drawing(format!("<rect width=\"9\" height=\"9\"/>{}", "<!-- a > b -->".repeat(n)))
    }),
    ("pictures: a photograph", 40, photograph),
    ("preflight: pages", 2, |n| preflight(n, 1)),
    ("preflight: areas of a page", 40, |n| preflight(1, n)),
    ("impose: pages", 8, |n| {
        let pdf = pdf(n, 1);
        Box::new(move || drop(paf_press::impose::saddle_stitch(&pdf, &thin()).expect("sheets")))
    }),
    ("messages: for people", 40, |n| messages(n, paf_diag::Format::Human, "\n")),
    ("messages: in one line", 40, |n| messages(n, paf_diag::Format::Human, " ")),
    ("messages: for programs", 40, |n| messages(n, paf_diag::Format::Json, " ")),
];

const REPORT: &str = "summary:\n  title: S\n  body:\n";
const LEAFLET: &str = "title: L\npanels:\n  - id: a\n    kind: text\n    title: P\n    body:\n      - {id: b, kind: text, text: Words.}\n    lead: >-\n";
const FRAMEWORK: &str = "id: x\nversion: \"1.0\"\ntitle: Title\ndescription: Words.\ndate: 2026-11-20\nlanguage: en\n\
                         publisher: {name: Publisher}\n";
const RECOMMENDATION: &str = "title: Title\nask: Do it.\nshort: Do it.\nsteps:\n  - {id: a, text: Do it., \
                              short: Do it., actors: [], by: 2030}\n";

fn main() {
    let word = std::env::args().nth(1).unwrap_or_default();
    let mut steep = Vec::new();
    println!("{:32} {:>10} {:>10} {:>10}  growth", "", "1x", "10x", "100x");
    for (name, base, prepare) in SUBJECTS.iter().filter(|(name, ..)| name.contains(&word)) {
        let times = [(1, 3), (10, 3), (100, 2)].map(|(times, runs)| fastest(runs, || prepare(base * times)));
        let exponent = exponent(times[1], times[2]);
        let shown: Vec<String> =
            times.iter().map(|time| format!("{:10.1}", time.as_secs_f64() * 1e3)).collect();
        println!("{name:32} {}  {exponent:.2}", shown.join(" "));
        if exponent > 1.2 {
            steep.push(*name);
        }
    }
    assert!(steep.is_empty(), "these grow faster than their input: {}", steep.join(", "));
}

/// The time of the fastest of some runs: the others were disturbed by something else.
fn fastest(runs: usize, prepare: impl Fn() -> Box<dyn FnOnce()>) -> Duration {
    let times = (0..runs).map(|_| {
        let run = prepare();
        let start = Instant::now();
        run();
        start.elapsed()
    });
    times.min().unwrap_or_default()
}

/// The power of the input's size that the time grows with.
fn exponent(before: Duration, after: Duration) -> f64 {
    const NOISE: f64 = 0.01;
    (after.as_secs_f64().max(NOISE) / before.as_secs_f64().max(NOISE)).log10()
}

fn written(words: &str) -> Written {
    let file = SourceFile::new("a.yaml", words);
    Written::verbatim(words, Place::new(&file, 0..words.len()))
}

fn text(key: &str, words: &str) -> Text {
    Text::parse(key.into(), Lang::ENGLISH, TextKind::Rich, written(words), &mut Diagnostics::new())
}

fn marks(words: &str, n: usize) -> Box<dyn FnOnce()> {
    let words = words.repeat(n);
    Box::new(move || drop(markup::parse(&words)))
}

fn marks_nested(open: &str, close: &str, n: usize) -> Box<dyn FnOnce()> {
    let words = format!("{}a{}", open.repeat(n), close.repeat(n));
    Box::new(move || drop(text("k", &words)))
}

fn words(words: &str, n: usize) -> Box<dyn FnOnce()> {
    let text = text("k", &words.repeat(n));
    Box::new(move || {
        let printed = Printed::of(&text);
        let house_style = HouseStyle::default();
        drop(wording::check(&Wording {
            text: &text,
            printed: &printed,
            house_style,
            standing: Standing::Source,
        }));
    })
}

fn yaml_of(text: String) -> Box<dyn FnOnce()> {
    let file = SourceFile::new("a.yaml", text);
    Box::new(move || drop(yaml::read(&file, &mut Diagnostics::new())))
}

/// A framework with one file more, of which a part is repeated.
fn content(name: &str, head: &str, line: fn(usize) -> String, n: usize) -> Box<dyn FnOnce()> {
    let mut files = base();
    files.insert(format!("framework/{name}.yaml"), repeated(head, line, n).into_bytes());
    load(files)
}

fn framework(head: &str, line: fn(usize) -> String, n: usize) -> Box<dyn FnOnce()> {
    let mut files = base();
    files.insert("framework/framework.yaml", format!("{FRAMEWORK}{}", repeated(head, line, n)).into_bytes());
    load(files)
}

fn recommendations(n: usize) -> Box<dyn FnOnce()> {
    let mut files = base();
    for i in 1..=n {
        let text = format!("number: {i}\n{RECOMMENDATION}");
        files.insert(format!("framework/recommendations/r{i}.yaml"), text.into_bytes());
    }
    load(files)
}

fn base() -> Memory {
    let mut files = Memory::default();
    files.insert("framework/framework.yaml", FRAMEWORK.as_bytes());
    files
}

fn repeated(head: &str, line: fn(usize) -> String, n: usize) -> String {
    std::iter::once(head.to_owned()).chain((0..n).map(line)).collect()
}

fn load(files: Memory) -> Box<dyn FnOnce()> {
    Box::new(move || {
        let found = paf_model::load(&files).diagnostics.sorted();
        drop(paf_diag::render(&found, paf_diag::Format::Human, false));
    })
}

fn catalogue(text: String) -> Box<dyn FnOnce()> {
    let file = SourceFile::new("de.po", text);
    Box::new(move || drop(paf_translate::po::parse(&file, &mut Diagnostics::new()).to_text()))
}

/// Texts with their keys and translations.
fn translations(rows: Vec<(String, String, String)>, known: usize) -> Box<dyn FnOnce()> {
    let quoted = |words: &str| words.replace('"', "\\\"");
    let mut po = String::from("msgid \"\"\nmsgstr \"Language: de\\n\"\n\n");
    for (key, source, target) in &rows {
        let _infallible =
            write!(po, "msgctxt \"{key}\"\nmsgid \"{}\"\nmsgstr \"{}\"\n\n", quoted(source), quoted(target));
    }
    let sources: Vec<Arc<Text>> =
        rows.iter().take(known).map(|(key, source, _)| Arc::new(text(key, source))).collect();
    let file = SourceFile::new("de.po", po);
    let lang = Lang::parse("de").expect("a language");
    Box::new(move || {
        let termbase = Termbase::empty();
        let context = CheckContext {
            house_style: HouseStyle::default(),
            do_not_translate: &[],
            glossary: &[],
            termbase: &termbase,
            passed: None,
        };
        let mut found = Diagnostics::new();
        drop(Catalogue::read(&file, lang, &sources, &Ledger::default(), &context, &mut found));
    })
}

fn unknown_translations(n: usize) -> Box<dyn FnOnce()> {
    let row = |i| (format!("key.of.text.{i}"), format!("Text {i}."), format!("Satz {i}."));
    translations((0..n * 2).map(row).collect(), n)
}

fn long_translation(source: &str, target: &str, n: usize) -> Box<dyn FnOnce()> {
    translations(vec![("k".to_owned(), source.repeat(n), target.repeat(n))], 1)
}

fn units(n: usize, codes: usize) -> Vec<Unit> {
    let unit = |i| {
        let words = format!("Text {i} {}.", "with *words* [@a] ".repeat(codes));
        let source = Arc::new(text(&format!("k{i}"), &words));
        let target =
            source.reworded(Lang::parse("de").expect("a language"), written(&words), &mut Diagnostics::new());
        Unit {
            source,
            target: Some(Arc::new(target)),
            state: State::Draft,
            previous: None,
            notes: Vec::new(),
        }
    };
    (0..n).map(unit).collect()
}

fn package(units: &[Unit]) -> Package<'_> {
    let target_lang = Lang::parse("de").expect("a language");
    Package { project: "x", source_lang: Lang::ENGLISH, target_lang, units }
}

fn xliff(n: usize, codes: usize) -> Box<dyn FnOnce()> {
    let units = units(n, codes);
    Box::new(move || {
        let file = SourceFile::new("de.xlf", exchange::xliff::write(&package(&units)));
        let known: BTreeMap<&str, &Arc<Text>> =
            units.iter().map(|unit| (unit.source.key.as_str(), &unit.source)).collect();
        drop(exchange::xliff::read(&file, &known, &mut Diagnostics::new()));
    })
}

fn xlsx(n: usize) -> Box<dyn FnOnce()> {
    let units = units(n, 1);
    Box::new(move || {
        let file = exchange::xlsx::write(&package(&units)).expect("it is short enough");
        drop(exchange::xlsx::read("de.xlsx", &file, &mut Diagnostics::new()));
    })
}

fn template(n: usize) -> Box<dyn FnOnce()> {
    let texts = (0..n).map(|i| Data::Text(Arc::new(text(&format!("k{i}"), "Some *words* and [@a]."))));
    let data = Data::map([("texts", Data::List(texts.collect()))]);
    let source = "/*% for text in texts %*/#par([[= text ]])\n/*% endfor %*/[[= texts ]]";
    let templates = Templates::new([SourceFile::new("t.typ", source)]);
    Box::new(move || {
        let context = Context {
            lang: Lang::ENGLISH,
            style: HouseStyle::default(),
            data: &data,
            prelude: "",
            compared: None,
        };
        drop(templates.render("t.typ", &context));
    })
}

/// Many problems in a file, whose words are parted by `between`.
fn messages(n: usize, format: paf_diag::Format, between: &str) -> Box<dyn FnOnce()> {
    let file = SourceFile::new("a.yaml", format!("word{between}").repeat(n));
    let found: Diagnostics = (0..n)
        .map(|i| {
            let at = i * (4 + between.len());
            paf_diag::Diagnostic::warning(paf_diag::Rule::LoneMark, format!("word {i}"))
                .at(Place::new(&file, at..at + 4))
                .help("write another")
        })
        .collect();
    Box::new(move || drop(paf_diag::render(&found.sorted(), format, false)))
}

fn ledger(n: usize) -> Box<dyn FnOnce()> {
    let record = |i| {
        format!(
            "k{i}: {{state: approved, source: \"a1b1a2f13fc508e1\", target: \"8a38683a3054793f\", by: \"Reader\", \
             role: \"reviewer\", date: 2026-11-21}}\n"
        )
    };
    let file = SourceFile::new("framework/locales/de.ledger.yaml", (0..n).map(record).collect::<String>());
    Box::new(move || drop(Ledger::read(&file, &mut Diagnostics::new()).to_text()))
}

fn nearest_of(n: usize) -> Box<dyn FnOnce()> {
    let names: Vec<String> = (0..n).map(|i| format!("framework.keywords.k{i}")).collect();
    Box::new(move || {
        for wrong in ["framework.keywords.immuno-oncology", "framework.keywords.k12x", "title"] {
            let _ = paf_diag::nearest(wrong, names.iter().map(String::as_str));
        }
    })
}

fn drawing(inner: String) -> Box<dyn FnOnce()> {
    let text = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">{inner}</svg>");
    picture("a.svg", text.into_bytes())
}

fn picture(name: &'static str, bytes: Vec<u8>) -> Box<dyn FnOnce()> {
    Box::new(move || drop(paf_picture::check(name, &bytes, &paf_picture::Lettering::new(Vec::new))))
}

fn gradient(i: usize) -> String {
    format!(
        "<linearGradient id=\"g{i}\"><stop offset=\"0\" stop-color=\"red\"/><stop offset=\"1\" stop-color=\"blue\"/>\
         </linearGradient><rect width=\"9\" height=\"9\" fill=\"url(#g{i})\"/>"
    )
}

/// A picture of pixels with as many times forty rows.
fn photograph(rows: usize) -> Box<dyn FnOnce()> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 200, u32::try_from(rows).expect("few rows"));
    encoder.set_color(png::ColorType::Rgb);
    let pixels: Vec<u8> = (0..rows * 600).map(|at| (at * 7 % 251) as u8).collect();
    let mut writer = encoder.write_header().expect("a head");
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("an end");
    picture("a.png", bytes)
}

/// Small pages, each with so many areas of black ink.
fn pdf(pages: usize, areas: usize) -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let tree = document.new_object_id();
    let drawn: String = (0..areas).map(|at| format!("0 0 0 1 k {} 20 9 9 re f\n", 20 + at % 40)).collect();
    let frame = |inset: i64| vec![inset.into(), inset.into(), (120 - inset).into(), (160 - inset).into()];
    let mut kids: Vec<Object> = Vec::new();
    for _ in 0..pages {
        let content = document.add_object(Stream::new(Dictionary::new(), drawn.clone().into_bytes()));
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => Dictionary::new(),
            "MediaBox" => frame(0), "BleedBox" => frame(1), "TrimBox" => frame(10),
        });
        kids.push(page.into());
    }
    let count = i64::try_from(pages).expect("few pages");
    let all = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => count };
    document.objects.insert(tree, Object::Dictionary(all));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a PDF");
    bytes
}

fn preflight(pages: usize, areas: usize) -> Box<dyn FnOnce()> {
    let pdf = pdf(pages, areas);
    Box::new(move || drop(paf_preflight::examine(&pdf, &paf_preflight::Expectations::default())))
}

/// Paper that so many sheets of fit into each other.
fn thin() -> paf_press::impose::Booklet {
    paf_press::impose::Booklet { caliper: paf_pdf::geometry::Mm(0.0), ..Default::default() }
}
