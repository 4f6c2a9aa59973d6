//! A template and its data give Typst source that cannot be broken by words, and that leads back to them.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, SourceFile, Written};
use paf_locale::{HouseStyle, Lang};
use paf_model::text::{TextKey, TextKind};
use paf_model::{Data, Text};
use paf_template::{Context, Generated, Templates};

/// A text as it stands in a file of its own.
fn text(key: &str, words: &str) -> Arc<Text> {
    let file = SourceFile::new(format!("{key}.yaml"), words);
    let written = Written::verbatim(words, Place::new(&file, 0..words.len()));
    let lang = Lang::parse("en").expect("a language");
    let path: Vec<String> = key.split('.').map(str::to_owned).collect();
    Arc::new(Text::parse(TextKey::new(&path), lang, TextKind::Rich, written, &mut Diagnostics::new()))
}

fn render(template: &str, data: &Data) -> Result<Generated, Box<Diagnostic>> {
    let templates = Templates::new([SourceFile::new("templates/t/t.typ", template)]);
    let lang = Lang::parse("en").expect("a language");
    templates.render(
        "templates/t/t.typ",
        &Context { lang, style: HouseStyle::default(), data, prelude: "", compared: None },
    )
}

fn one(words: &str) -> Data {
    Data::map([("ask", Data::Text(text("a.ask", words)))])
}

fn source(template: &str, data: &Data) -> String {
    render(template, data).expect("it is filled in").text
}

#[test]
fn words_become_literals_whatever_they_hold() {
    let table = [
        ("Decide now.", "[#\"Decide now.\";]"),
        ("Decide *now*.", "[#\"Decide \";#emph([#\"now\";]);#\".\";]"),
        ("#read(\"secret\") $x$ = a_b", "[#\"#read(\\\"secret\\\") $x$ = a_b\";]"),
        ("C:\\new ]; #panic()", "[#\"C:\\\\new ]; #panic()\";]"),
    ];
    for (words, typst) in table {
        let made = source("#let x = [[= ask ]]\n", &one(words));
        assert!(made.contains(typst), "{words}: {made}");
    }
}

#[test]
fn references_call_the_theme_with_labels() {
    let table = [
        (
            "See [Recommendation {n}](rec:testing).",
            "#inline.refer(\"recommendation-testing\", [#\"Recommendation \";#inline.number(\"recommendation-testing\", ",
        ),
        ("See [*why*](section:why).", "#inline.refer(\"section-why\", [#emph([#\"why\";]);]);"),
        (
            "See [Table {n}](table:who).",
            "#inline.number(\"table-who\", () => panic(\"the document numbers no table `who`: write `{title}`",
        ),
    ];
    for (words, typst) in table {
        let made = source("#let x = [[= ask ]]\n", &one(words));
        assert!(made.contains(typst), "{words}: {made}");
    }
    // A string has no page on which the number could be found.
    let made =
        render("#let x = [[= ask|plain ]]\n", &one("[Table {n}](table:who)")).expect("it is filled in");
    assert_eq!(made.unfilled.iter().map(|unfilled| unfilled.name.as_str()).collect::<Vec<_>>(), ["n"]);
}

#[test]
fn every_value_leads_back_to_its_words() {
    let data = Data::map([
        ("ask", Data::Text(text("a.ask", "Decide *now*."))),
        ("why", Data::Text(text("a.why", "It is late."))),
    ]);
    let made = render("#par([[= ask ]])\n#par([[= why ]])\n", &data).expect("it is filled in");
    for (words, key, at) in [("now", "a.ask", 8..11), ("It is late.", "a.why", 0..11)] {
        let start = made.text.find(&format!("\"{words}\"")).expect("the words are there");
        let region = made.map.value_at(&(start..start + words.len())).expect("a value wrote them");
        assert_eq!(region.origin.place().file().path(), format!("{key}.yaml"));
        assert_eq!(region.origin.place().range(), at, "{words}");
    }
    let mut keys: Vec<&str> = made.map.texts().map(|text| text.key.as_str()).collect();
    keys.dedup();
    assert_eq!(keys, ["a.ask", "a.why"]);
}

#[test]
fn what_no_value_wrote_leads_back_to_the_template() {
    let made = render("#let a = 1\n[[= ask ]]\n#let b = 2\n", &one("Words.")).expect("it is filled in");
    let at = made.text.find("let b").expect("the line is there");
    let place = made.map.template_at(at).expect("the template wrote it");
    assert_eq!((place.file().path(), place.start().line), ("templates/t/t.typ", 3));
}

#[test]
fn a_text_that_is_not_asked_for_is_not_of_the_document() {
    let data = Data::map([("a", Data::Text(text("a", "Said."))), ("b", Data::Text(text("b", "Unsaid.")))]);
    let made = render("[[= a ]]", &data).expect("it is filled in");
    assert!(made.map.texts().all(|text| text.key.as_str() == "a"));
    assert!(!made.text.contains("Unsaid"));
}

#[test]
fn mistakes_are_told_at_their_line() {
    let table = [
        ("\n\n[[= asks ]]", 3, "asks"),
        ("\n[[= ask|shout ]]", 2, "shout"),
        ("\n\n\n/*% for x in ask %*/", 4, ""),
        ("[[= ask", 1, ""),
    ];
    for (template, line, named) in table {
        let error = render(template, &one("Words.")).expect_err("it is refused");
        let place = &error.primary.as_ref().expect("it has a place").place;
        assert_eq!(place.file().path(), "templates/t/t.typ", "{template}");
        assert_eq!(place.start().line, line, "{template}: {}", error.message);
        assert!(
            format!("{} {:?}", error.message, error.help).contains(named),
            "{template}: {}",
            error.message
        );
    }
}

#[test]
fn a_template_that_never_ends_is_stopped() {
    let endless = "/*% macro again() %*//*% for x in range(100000) %*//*% for y in range(100000) %*/[[= y ]]/*% endfor %*//*% endfor %*//*% endmacro %*/[[= again() ]]";
    assert!(render(endless, &one("Words.")).is_err());
}

/// The placeholders that a template leaves, each with what is filled in there.
fn unfilled(template: &str, data: &Data) -> Vec<String> {
    let made = render(template, data).expect("it is filled in");
    made.unfilled.iter().map(|left| format!("{} of {:?}", left.name, left.filled)).collect()
}

#[test]
fn a_placeholder_that_nothing_fills_in_where_it_stands_is_found() {
    let data = one("By *{name}*, on {date}.");
    let none: [&str; 0] = [];
    assert_eq!(unfilled("[[= ask|fill(name=\"A\", date=\"B\") ]]", &data), none);
    assert_eq!(unfilled("[[= ask|fill(name=\"A\") ]]", &data), ["date of [\"name\"]"]);
    assert_eq!(unfilled("[[= ask ]]", &data), ["name of []", "date of []"]);
    assert_eq!(unfilled("[[= ask ]] [[= ask ]]", &data).len(), 2, "each is told once");
    assert_eq!(unfilled("[[= ask|plain ]]", &data), ["name of []", "date of []"]);
    assert_eq!(unfilled("[[= ask|fill(name=\"A\")|plain ]]", &data), ["date of [\"name\"]"]);
    assert_eq!(unfilled("[[= (ask, [ask]) ]]", &data).len(), 2);
    assert_eq!(unfilled("[[= ask ]]", &one(r"The braces of \{name}.")), none);
}

/// A template may hand over all labels at once, and fill in one of them elsewhere.
#[test]
fn a_placeholder_in_a_map_is_filled_in_elsewhere_or_found() {
    let labels = Data::map([
        ("made", Data::Text(text("a.labels.made", "Made in {month}"))),
        ("other", Data::Text(text("a.labels.other", "Made in {year}"))),
    ]);
    let data = Data::map([("labels", labels)]);
    let template = "[[= labels ]] [[= labels.made|fill(month=\"May\") ]]";
    assert_eq!(unfilled(template, &data), ["year of []"]);
}

#[test]
fn a_citation_has_the_place_in_the_work() {
    for (words, call) in [
        ("As [@a; @b] said.", "#inline.cite((\"a\", \"b\", ));"),
        ("As [@a, p. 5; @b] said.", "#inline.cite((\"a\", \"b\", ), places: ([#\"p.\u{a0}5\";], none, ));"),
        ("As [@a, p. #x]5] said.", "As [@a, p. #x]5] said."),
    ] {
        let made = source("[[= ask ]]", &one(words));
        assert!(made.contains(call), "{words}: {made}");
    }
}
