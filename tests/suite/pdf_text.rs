//! Text safety: whatever stands in a text comes out as it was written, and nothing in it is run.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use paf_build::Selection;
use paf_model::files::Memory;
use paf_model::markup::{self, Inline, MarkProblem};

use crate::pdf_framework::{Built, po, quoted, reword, settings, shipped_framework, shipped_look, small};
use crate::pdf_reading::{Pdf, squeezed};

/// Texts that mean something to Typst, to minijinja, to CommonMark or to YAML.
const HARMFUL: &[&str] = &[
    r#"#read("secret.txt")"#,
    r#"#read("/templates/secret.txt")"#,
    "#panic()",
    "$x$",
    "= Heading",
    "]",
    "[",
    "\\",
    "// c",
    "/*c*/",
    "@x",
    "<y>",
    "\"",
    "'q'",
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    "- l",
    "+ n",
    "1. x",
    "/ t: d",
    "~",
    "a -- b",
    "a --- b",
    "...",
    "-?",
    "-5",
    "`r`",
    "```py x```",
    "http://a.b/[",
    "https://a.b/#c",
    "\\u{41}",
    "\\n",
    "_u_",
    "#x",
    "#{1 + 1}",
    "#[b]",
    "[[= framework.id ]]",
    "/*% if x %*/",
    "/*# c #*/",
    "{{ x }}",
    "{% raw %}",
    "&amp;",
    "<b>b</b>",
    "f(x)[1]",
    "a\u{2028}b",
    "a\u{85}b",
    "a\nb",
    "*a",
];

/// Stands in files that no text may read.
const SECRET: &str = "Swordfish";

/// Gives every field a text that can be told from all others, and keeps what was given.
struct Fields {
    round: usize,
    given: Vec<(String, String)>,
}

impl Fields {
    /// A value of YAML for a field. In round 0 it holds several harmful texts, each field beginning
    /// with another one, and no more than a margin holds; in later rounds one of them, before or after the word that names it.
    fn value(&mut self, field: &str) -> String {
        let number = self.given.len();
        let name = format!("q{number}q");
        let turned = |by: usize| HARMFUL[(number + by) % HARMFUL.len()];
        let text = match self.round {
            // A large figure, or a cell of a few words' width.
            0 if field.contains(".value") || field.contains(".cell.") || field.contains(".column.") => {
                format!("{name} {}", turned(0))
            }
            0 => {
                let mut all: Vec<&str> = HARMFUL.to_vec();
                // A star that opens something may not meet another one: it stays at the end.
                all.rotate_left(number * 7 % (HARMFUL.len() - 1));
                all.truncate(12);
                all.sort_by_key(|text| *text == "*a");
                all.insert(all.len() / 2, &name);
                all.join(" ")
            }
            round if round % 2 == 1 => format!("{} {name}", turned(round * 11)),
            round => format!("{name} {}", turned(round * 11)),
        };
        assert_eq!(markup::plain(&markup::parse(&text).0), text, "no mark is meant");
        self.given.push((field.to_owned(), text.clone()));
        quoted(&text)
    }
}

/// A framework with everything that a framework can have, in the shipped look, and how many of the
/// fields are the report's; the others are the leaflet's.
fn full(fields: &mut Fields) -> (Memory, usize) {
    let mut files = shipped_look();
    let mut v = |field: &str| fields.value(field);
    let mut written: Vec<(&str, String)> = Vec::new();
    written.push((
        "framework/framework.yaml",
        format!(
            "id: full\nversion: \"1.0\"\ntitle: {}\nsubtitle: {}\ndescription: D\nkeywords: {{a: K}}\ndate: 2026-01-02\n\
             checked: 2026-01-02\nlanguage: en\nlanguages: [en]\ndocuments: {{report: {{}}, summary: {{}}, leaflet: {{}}}}\n\
             publisher: {{name: {}, place: {}}}\nfunding:\n  a: {{text: {}, sources: [source]}}\n\
             statements:\n  worked-edition: {}\n  members-page: {}\n  not-medical-advice: N\n  independence: {}\n  \
             translation-draft: T\n  translation-approved: T\n  review-date: \"{{date}}\"\n  specimen: S\n\
             citation: {}\ncopyright: {{notice: {}, licence: {}, url: \"https://example.org\"}}\n\
             actors:\n  one: {{name: {}, short: {}}}\n",
            v("framework.title"),
            v("framework.subtitle"),
            v("framework.publisher.name"),
            v("framework.publisher.place"),
            v("framework.funding.a.text"),
            v("framework.statements.worked-edition"),
            v("framework.statements.members-page"),
            v("framework.statements.independence"),
            v("framework.citation"),
            v("framework.copyright.notice"),
            v("framework.copyright.licence"),
            // The name is printed where there is no short one; both are not.
            "Name",
            v("framework.actors.one.short"),
        ),
    ));
    let part = |v: &mut dyn FnMut(&str) -> String, name: &str| {
        format!("{{title: {}, lead: {}}}", v(&format!("{name}.title")), v(&format!("{name}.lead")))
    };
    let summary = format!(
        "summary:\n  title: {}\n  lead: {}\n  body:\n    - {{id: a, kind: text, text: {}}}\n",
        v("summary.title"),
        v("summary.lead"),
        v("summary.text"),
    );
    let blocks = format!(
        "sections:\n  - id: s\n    title: {}\n    lead: {}\n    body:\n\
         \x20     - {{id: t, kind: text, text: {}}}\n\
         \x20     - {{id: h, kind: heading, text: {}}}\n\
         \x20     - {{id: l, kind: list, title: {}, items: {{a: {}, b: {{title: {}, text: {}}}}}}}\n\
         \x20     - {{id: st, kind: steps, title: {}, items: {{a: {}}}}}\n\
         \x20     - {{id: e, kind: entries, items: {{a: {{title: {}, text: {}}}}}}}\n\
         \x20     - {{id: c, kind: callout, title: {}, text: {}}}\n\
         \x20     - {{id: n, kind: note, title: {}, text: {}}}\n\
         \x20     - {{id: t2, kind: text, text: {}}}\n\
         \x20     - {{id: k, kind: key-figure, value: {}, text: {}}}\n\
         \x20     - {{id: t3, kind: text, text: {}}}\n\
         \x20     - {{id: f, kind: figure, figure: drawing}}\n\
         \x20     - {{id: ta, kind: table, title: {}, columns: {{a: {}, b: {}}}, rows: {{r: {{a: {}, b: {}}}}}}}\n\
         \x20     - {{id: al, kind: alert, title: {}, items: {{a: {}}}}}\n\
         \x20     - {{id: q, kind: questions, items: {{a: {}}}}}\n",
        v("section.title"),
        v("section.lead"),
        v("block.text"),
        v("block.heading"),
        v("block.list.title"),
        v("block.list.item"),
        v("block.list.item.title"),
        v("block.list.item.text"),
        v("block.steps.title"),
        v("block.steps.item"),
        v("block.entries.title"),
        v("block.entries.text"),
        v("block.callout.title"),
        v("block.callout.text"),
        v("block.note.title"),
        v("block.note.text"),
        v("block.text.2"),
        v("block.key-figure.value"),
        v("block.key-figure.text"),
        v("block.text.3"),
        v("block.table.title"),
        v("block.table.column.a"),
        v("block.table.column.b"),
        v("block.table.cell.a"),
        v("block.table.cell.b"),
        v("block.alert.title"),
        v("block.alert.item"),
        v("block.questions.item"),
    );
    let parts = format!(
        "glance: {}\nrecommendations: {}\nroadmap: {}\nactors: {}\nclosing:\n  - {{id: c, title: {}, lead: {}}}\nglossary: {}\nreferences: {}\n",
        part(&mut v, "glance"),
        part(&mut v, "recommendations"),
        part(&mut v, "roadmap"),
        part(&mut v, "actors"),
        v("closing.title"),
        v("closing.lead"),
        part(&mut v, "glossary"),
        part(&mut v, "references"),
    );
    written.push(("framework/report.yaml", summary + &blocks + &parts));
    written.push((
        "framework/recommendations/one.yaml",
        format!(
            "number: 1\ntitle: {}\nask: {}\nshort: {}\nproblem:\n  - {{id: p, kind: text, text: {}}}\n\
             action:\n  - {{id: a, kind: text, text: {}}}\nsteps:\n  - {{id: s, text: {}, short: {}, actors: [one], by: 2028}}\n\
             indicators:\n  - {{id: i, text: {}}}\nevidence:\n  - {{id: e, text: {}}}\n",
            v("recommendation.title"),
            v("recommendation.ask"),
            v("recommendation.short"),
            v("recommendation.problem"),
            v("recommendation.action"),
            v("recommendation.step.text"),
            v("recommendation.step.short"),
            v("recommendation.indicator"),
            v("recommendation.evidence"),
        ),
    ));
    written.push((
        "framework/expert-group.yaml",
        format!(
            "title: {}\nlead: {}\nmembers:\n  - {{id: m, name: {}, affiliation: {}, role: {}}}\n",
            v("expert-group.title"),
            v("expert-group.lead"),
            v("member.name"),
            v("member.affiliation"),
            v("member.role"),
        ),
    ));
    for (path, name) in [("framework/partners.yaml", "partners"), ("framework/endorsers.yaml", "endorsers")] {
        written.push((
            path,
            format!(
                "title: {}\nlead: {}\norganisations:\n  - {{id: o, name: {}, short: {}, country: {}}}\n",
                v(&format!("{name}.title")),
                v(&format!("{name}.lead")),
                v(&format!("{name}.name")),
                v(&format!("{name}.short")),
                v(&format!("{name}.country")),
            ),
        ));
    }
    written.push((
        "framework/glossary.yaml",
        format!(
            "terms:\n  - {{id: t, term: {}, definition: {}}}\n",
            v("glossary.term"),
            v("glossary.definition")
        ),
    ));
    written.push((
        "framework/references.yaml",
        "source: {type: Web, title: A source, author: An author}\n".to_owned(),
    ));
    written.push((
        "framework/figures/drawing.yaml",
        format!("title: {}\nalt: Alt\nlabels: {{word: {}}}\n", v("figure.title"), v("figure.label")),
    ));
    written.push(("framework/figures/drawing.typ", "#let draw(labels) = labels.word\n".to_owned()));
    // The documents' own words are texts as well.
    for (path, word) in [
        ("templates/report/document.yaml", "problem: The problem"),
        ("templates/report/document.yaml", "indicators: How we will know"),
        ("templates/theme/labels.yaml", "who-acts: Who acts"),
    ] {
        let key = word.split(':').next().expect("a key");
        let text = String::from_utf8(files.0[path].to_vec()).expect("text");
        assert!(text.contains(word), "`{path}` has no `{word}`");
        let value = v(&format!("labels.{key}"));
        files.insert(path, text.replacen(word, &format!("{key}: {value}"), 1).into_bytes());
    }
    let report_fields = fields.given.len();
    let mut v = |field: &str| fields.value(field);
    written.push((
        "framework/leaflet.yaml",
        format!(
            "title: Leaflet\nsubtitle: For readers\npanels:\n\
             \x20 - id: front\n    kind: front\n    title: {}\n    lead: {}\n    body: [{{id: l, kind: list, items: {{a: {}}}}}]\n\
             \x20 - id: what\n    kind: text\n    title: {}\n    lead: {}\n    body: [{{id: t, kind: text, text: {}}}, {{id: c, kind: callout, text: {}}}]\n\
             \x20 - id: kinds\n    kind: text\n    title: {}\n    lead: {}\n    body: [{{id: e, kind: entries, items: {{a: {{title: {}, text: {}}}}}}}]\n\
             \x20 - id: call\n    kind: alert\n    title: {}\n    lead: {}\n    body: [{{id: a, kind: alert, title: {}, items: {{a: {}}}}}]\n\
             \x20 - id: ask\n    kind: questions\n    title: {}\n    lead: {}\n    body: [{{id: q, kind: questions, items: {{a: {}}}}}]\n\
             \x20 - id: help\n    kind: imprint\n    title: {}\n    body: [{{id: p, kind: entries, items: {{a: {{title: {}, text: {}}}}}}}]\n",
            v("leaflet.front.title"),
            v("leaflet.front.lead"),
            v("leaflet.front.item"),
            v("leaflet.what.title"),
            v("leaflet.what.lead"),
            v("leaflet.what.text"),
            v("leaflet.what.callout"),
            v("leaflet.kinds.title"),
            v("leaflet.kinds.lead"),
            v("leaflet.kinds.entry.title"),
            v("leaflet.kinds.entry.text"),
            v("leaflet.call.title"),
            v("leaflet.call.lead"),
            v("leaflet.call.alert.title"),
            v("leaflet.call.alert.item"),
            v("leaflet.ask.title"),
            v("leaflet.ask.lead"),
            v("leaflet.ask.item"),
            v("leaflet.help.title"),
            v("leaflet.help.entry.title"),
            v("leaflet.help.entry.text"),
        ),
    ));
    for (path, text) in written {
        files.insert(path, text.into_bytes());
    }
    for path in ["secret.txt", "templates/secret.txt"] {
        files.insert(path, SECRET.as_bytes().to_vec());
    }
    (files, report_fields)
}

/// The fields whose text is not among what a PDF says, with the part that it does say.
fn lost(pdf: &Pdf, given: &[(String, String)]) -> String {
    let words = squeezed(&pdf.text());
    let told = |text: &str| {
        let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
        let most = ends.take_while(|end| words.contains(&text[..*end])).last().unwrap_or_default();
        let (found, rest) = text.split_at(most);
        format!("`{found}` and then not `{rest}`")
    };
    let lost = given.iter().map(|(field, text)| (field, squeezed(text)));
    let lost = lost.filter(|(_, text)| !words.contains(text));
    lost.map(|(field, text)| format!("{field}: {}\n", told(&text))).collect()
}

#[test]
fn every_field_comes_out_as_written() {
    for round in 0..3 {
        let mut fields = Fields { round, given: Vec::new() };
        let (files, of_report) = full(&mut fields);
        let (report, leaflet) = fields.given.split_at(of_report);
        // All harmful texts at once are too many for a panel.
        let documents: &[(&str, &[(String, String)])] = if round == 0 {
            &[("report", report)]
        } else {
            &[("report", report), ("leaflet", leaflet), ("summary", &[])]
        };
        let selection = Selection {
            documents: documents.iter().map(|(document, _)| (*document).to_owned()).collect(),
            profiles: vec!["screen".to_owned()],
            ..Selection::default()
        };
        let built = Built::some(&files, &selection, &settings());
        for (document, given) in documents {
            let pdf = built.pdf(&format!("eu/en/full-{document}-eu-en.pdf"));
            let lost = lost(&pdf, given);
            assert!(lost.is_empty(), "round {round}, {document}: lost or changed\n{lost}");
            nothing_secret(&pdf);
        }
    }
}

#[test]
fn references_come_out_as_written() {
    // Hayagriva takes dollars for mathematics, which Typst would run.
    let titles = [
        "From $5 to $10",
        "$x$",
        r#"$#read("/templates/secret.txt")$"#,
        r#"#read("/templates/secret.txt")"#,
        "*a* _b_ `c`",
        "@x <y> = z",
    ];
    let mut files = full(&mut Fields { round: 1, given: Vec::new() }).0;
    let mut yaml = String::new();
    let mut sources = Vec::new();
    for (index, title) in titles.iter().enumerate() {
        let title = quoted(title);
        yaml += &format!("s{index}: {{type: Web, title: {title}, author: {title}, publisher: {title}}}\n");
        sources.push(format!("@s{index}"));
    }
    for (index, written) in
        ["Plain $1 $2", "'Single $3 \\$4'", ">-\n    Folded $5\n    and $6"].iter().enumerate()
    {
        yaml += &format!("w{index}:\n  type: Web\n  title: {written}\n");
        sources.push(format!("@w{index}"));
    }
    yaml += "source: {type: Web, title: A source}\n";
    files.insert("framework/references.yaml", yaml.into_bytes());
    let places = "[@s0, p. #5; @s1 pp. 7–9]";
    let all = format!("All [{}] and {places}", sources.join("; "));
    let cite = format!("{{id: x, kind: text, text: {}}}", quoted(&all));
    reword(&mut files, "framework/report.yaml", "- {id: t2,", &format!("- {cite}\n      - {{id: t2,"));
    let selection = Selection {
        documents: vec!["report".to_owned()],
        profiles: vec!["screen".to_owned()],
        ..Selection::default()
    };
    let built = Built::some(&files, &selection, &settings());
    let pdf = built.pdf("eu/en/full-report-eu-en.pdf");
    let words = squeezed(&pdf.text());
    for title in titles.iter().chain(&["Plain $1 $2", "Single $3 $4", "Folded $5 and $6"]) {
        assert!(words.contains(&squeezed(title)), "`{title}` is lost");
    }
    for place in ["(p. #5)", "(pp. 7–9)"] {
        assert!(words.contains(&squeezed(place)), "`{place}` is lost");
    }
    nothing_secret(&pdf);
}

fn nothing_secret(pdf: &Pdf) {
    let attached = pdf.attachments().into_iter().map(|(_, _, bytes)| String::from_utf8(bytes).expect("text"));
    for text in attached.chain([pdf.text(), pdf.xmp()]) {
        assert!(!text.contains(SECRET));
    }
}

/// The leaflet's texts of the small framework, each a paragraph by itself.
fn lines(texts: &[String], translations: &[String]) -> Memory {
    let mut files = small();
    let mut yaml =
        "title: Two texts\npanels:\n  - id: a\n    kind: text\n    title: First part\n    body:\n".to_owned();
    let mut entries = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        yaml += &format!("      - {{id: t{index}, kind: text, text: {}}}\n", quoted(text));
        entries.push(format!("leaflet.panels.a.body.t{index}.text"));
    }
    let triples: Vec<(&str, &str, &str)> = entries
        .iter()
        .zip(texts.iter().zip(translations))
        .map(|(key, (text, translation))| (key.as_str(), text.as_str(), translation.as_str()))
        .collect();
    files.insert("framework/leaflet.yaml", yaml.into_bytes());
    files.insert("framework/locales/fr.po", po("fr", &triples).into_bytes());
    files.insert("secret.txt", SECRET.as_bytes().to_vec());
    files.insert("templates/secret.txt", SECRET.as_bytes().to_vec());
    files
}

/// The paragraphs of a PDF; white space counts once.
fn paragraphs(pdf: &Pdf) -> Vec<String> {
    let all = pdf.root.all().into_iter();
    all.filter(|element| element.role == "P").map(|element| normal(&element.text())).collect()
}

/// Lines stay lines; other white space counts once.
fn normal(text: &str) -> String {
    let lines = text.split(['\n', '\u{85}', '\u{2028}']);
    let words = lines.map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    words.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn lines_documents() -> Selection {
    Selection {
        documents: vec!["lines".to_owned()],
        profiles: vec!["screen".to_owned()],
        ..Selection::default()
    }
}

#[test]
fn texts_and_translations_keep_every_character_and_line() {
    let texts: Vec<String> = HARMFUL.iter().map(|text| (*text).to_owned()).collect();
    let mut translations = texts.clone();
    translations.rotate_left(1);
    let built = Built::some(&lines(&texts, &translations), &lines_documents(), &settings());
    for (path, written) in
        [("eu/en/small-lines-eu-en.pdf", &texts), ("eu/fr/small-lines-eu-fr.pdf", &translations)]
    {
        let pdf = built.pdf(path);
        let written: Vec<String> = written.iter().map(|text| normal(text)).collect();
        assert_eq!(paragraphs(&pdf), written, "{path}");
        nothing_secret(&pdf);
    }
}

#[test]
fn alternative_texts_and_metadata_are_plain_words() {
    let mut files = small();
    let all = HARMFUL.join(" ");
    files.insert("framework/figures/drawing.yaml", format!("title: T\nalt: {}\n", quoted(&all)).into_bytes());
    files.insert(
        "framework/figures/drawing.svg",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>"
            .to_vec(),
    );
    reword(
        &mut files,
        "framework/leaflet.yaml",
        "{id: two, kind: text, text: The second text}",
        "{id: two, kind: figure, figure: drawing}",
    );
    reword(
        &mut files,
        "framework/framework.yaml",
        "name: The paf project",
        &format!("name: {}", quoted("] #x \"")),
    );
    let built = Built::some(&files, &lines_documents(), &settings());
    let pdf = built.pdf("eu/en/small-lines-eu-en.pdf");
    let alt =
        pdf.root.all().into_iter().find_map(|element| element.alt.clone()).expect("an alternative text");
    assert_eq!(alt, all.replace(['\n', '\u{85}', '\u{2028}'], " "));
    assert_eq!(pdf.info("Author").as_deref(), Some("] #x \""));
}

/// Numbers that look random and are the same in every run (xorshift, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap_or_default()
    }

    /// Mostly marks of Typst, minijinja and CommonMark, some letters, digits and spaces.
    fn text(&mut self) -> String {
        const LETTERS: &[u8] = b"abfilxyAZ019  ";
        let length = 1 + self.below(40);
        (0..length)
            .map(|_| match self.below(3) {
                0 => char::from(LETTERS[self.below(LETTERS.len())]),
                _ => loop {
                    let c = char::from(b'!' + self.below(94) as u8);
                    if c.is_ascii_punctuation() {
                        break c;
                    }
                },
            })
            .collect()
    }
}

/// What a text prints as; `None` for one that is an error or names something that does not exist.
fn printed(text: &str) -> Option<String> {
    let (inlines, problems) = markup::parse(text);
    let named = |inline: &Inline| {
        let is_named =
            matches!(inline, Inline::Placeholder { .. } | Inline::Citation(_) | Inline::Term { .. });
        is_named || matches!(inline, Inline::Reference { .. } | Inline::Slot { .. } | Inline::Count(_))
    };
    fn any(inlines: &[Inline], named: &dyn Fn(&Inline) -> bool) -> bool {
        inlines.iter().any(|inline| match inline {
            Inline::Emphasis(body) | Inline::Strong(body) | Inline::Link { body, .. } => any(body, named),
            other => named(other),
        })
    }
    let fails = problems.iter().any(|problem| matches!(problem, MarkProblem::Unbalanced(..)));
    let words = normal(&markup::plain(&inlines));
    (!fails && !any(&inlines, &named) && !words.is_empty()).then_some(words)
}

fn has_marks(text: &str) -> bool {
    markup::parse(text).0.iter().any(|inline| !matches!(inline, Inline::Words { .. }))
}

#[test]
fn any_punctuation_comes_out_as_written() {
    let mut numbers = Numbers(0x5eed_0fa1_1c0d_e001);
    let mut texts = Vec::new();
    while texts.len() < 800 {
        let text = numbers.text();
        if printed(&text).is_some() {
            texts.push(text);
        }
    }
    // Marks of the translation would have to be those of the source.
    let (sources, others) = texts.split_at(400);
    let translations: Vec<String> = sources
        .iter()
        .zip(others)
        .map(|(source, other)| if has_marks(source) || has_marks(other) { source } else { other })
        .cloned()
        .collect();
    let built = Built::some(&lines(sources, &translations), &lines_documents(), &settings());
    for (path, written) in
        [("eu/en/small-lines-eu-en.pdf", sources), ("eu/fr/small-lines-eu-fr.pdf", &translations[..])]
    {
        let found = paragraphs(&built.pdf(path));
        assert_eq!(found.len(), written.len(), "{path}");
        for (text, found) in written.iter().zip(&found) {
            assert_eq!(Some(found), printed(text).as_ref(), "{path}: {text:?}");
        }
    }
}

#[test]
fn the_title_of_a_funding_has_the_colon_of_its_label() {
    let mut files = shipped_framework();
    reword(&mut files, "framework/framework.yaml", "house-style: eu-isg", "house-style: national");
    let po = String::from_utf8(files.0["framework/locales/fr.po"].to_vec()).expect("the file is text");
    files.insert(
        "framework/locales/fr.po",
        po.replace("\"Financement:\"", "\"Financement\u{a0}:\"").into_bytes(),
    );
    let selection = Selection {
        documents: vec!["leaflet".to_owned()],
        languages: vec!["fr".to_owned()],
        profiles: vec!["screen".to_owned()],
        ..Selection::default()
    };
    let built = Built::some(&files, &selection, &settings());
    let text = built.pdf("eu/fr/immuno-oncology-leaflet-eu-fr.pdf").root.text();
    assert!(text.contains("2014\u{a0}:"), "{text}");
}
