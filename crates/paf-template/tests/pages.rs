//! A page cannot be broken by words, and nothing in a text can run in a browser.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, SourceFile, Written};
use paf_locale::{HouseStyle, Lang};
use paf_model::markup::Referent;
use paf_model::text::{TextKey, TextKind};
use paf_model::{Data, Text};
use paf_template::{Leads, PageContext, Pages};
use proptest::prelude::*;

struct Site;

impl Leads for Site {
    fn term(&self, id: &str) -> Option<String> {
        (id == "antibody").then(|| "glossary.html#antibody".to_owned())
    }

    fn referent(&self, _: Referent, id: &str) -> Option<String> {
        Some(format!("recommendations/{id}.html"))
    }

    fn lists_works(&self) -> bool {
        true
    }
}

fn lang(code: &str) -> Lang {
    Lang::parse(code).expect("a language")
}

fn text(words: &str, lang: Lang) -> Data {
    let file = SourceFile::new("a.yaml", words);
    let written = Written::verbatim(words, Place::new(&file, 0..words.len()));
    let key = TextKey::from("a.text");
    Data::Text(Arc::new(Text::parse(key, lang, TextKind::Rich, written, &mut Diagnostics::new())))
}

fn fill(template: &str, text: Data) -> Result<String, Box<Diagnostic>> {
    let pages = Pages::new([SourceFile::new("templates/t/t.html", template)]);
    let data = Data::map([("text", text), ("id", Data::made("a\" onclick=\"x"))]);
    let context = PageContext {
        lang: lang("en"),
        style: HouseStyle::default(),
        data: &data,
        leads: Arc::new(Site),
        drawings: Arc::default(),
    };
    pages.fill("templates/t/t.html", &context)
}

fn filled(template: &str, words: &str) -> String {
    fill(template, text(words, lang("en"))).expect("it is filled in")
}

#[test]
fn marks_become_elements_and_words_stay_words() {
    for (words, html) in [
        ("a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;"),
        ("*now* and **here**", "<em>now</em> and <strong>here</strong>"),
        (
            "[there](https://example.org/?a=1&b=\"2\")",
            "<a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\">there</a>",
        ),
        (
            "[it](term:antibody), [that](term:unknown)",
            "<a class=\"term\" href=\"glossary.html#antibody\">it</a>, that",
        ),
        ("see [this](rec:testing)", "see <a href=\"recommendations/testing.html\">this</a>"),
        (
            "so [@a; @b, p. 5], again [@b]",
            "so<span class=\"cite\"> [<a href=\"#work-1\">1</a>; <a href=\"#work-2\">2</a>, p. 5]</span>, again<span class=\"cite\"> [<a href=\"#work-2\">2</a>]</span>",
        ),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ] {
        assert_eq!(filled("{{ text }}", words), html, "{words}");
    }
    let works = filled("{{ text }}: {% for key in cited() %}{{ key }} {% endfor %}", "[@b] [@a] [@b]");
    assert!(works.ends_with(": b a "), "{works}");
}

/// What is compared is what was written, not where.
#[test]
fn texts_of_the_same_words_are_equal() {
    let list = |one: &str, two: &str| Data::List(vec![text(one, lang("en")), text(two, lang("en"))]);
    let template =
        "{% if text[0] == text[1] %}equal{% endif %}{% if text[0] in [text[1]] %}, in it{% endif %}";
    assert_eq!(fill(template, list("a town", "a town")).expect("it is filled in"), "equal, in it");
    assert_eq!(fill(template, list("a town", "a city")).expect("it is filled in"), "");
}

#[test]
fn an_attribute_cannot_be_left() {
    assert_eq!(
        filled("<p title=\"{{ text|plain }}\" id=\"{{ id }}\">", "\" onclick=\"x *y*"),
        "<p title=\"&quot; onclick=&quot;x y\" id=\"a&quot; onclick=&quot;x\">"
    );
}

#[test]
fn what_is_put_together_is_escaped_once() {
    let template = "{% macro strong(it) %}<b>{{ it }}</b>{% endmacro %}{% set all %}{{ strong(text) }}{% endset %}{{ all }}";
    assert_eq!(filled(template, "a & b"), "<b>a &amp; b</b>");
}

#[test]
fn numbers_and_addresses_keep_their_direction_from_right_to_left() {
    let pages = Pages::new([SourceFile::new("templates/t/t.html", "{{ text }}")]);
    for (words, html) in [
        ("اتصل +1 202 555 0143 الآن", "اتصل <bdi dir=\"ltr\">+1 202 555 0143</bdi> الآن"),
        ("€4.50 أو 12-15", "<bdi dir=\"ltr\">€4.50</bdi> أو <bdi dir=\"ltr\">12-15</bdi>"),
        ("a@b.example 7", "<bdi dir=\"ltr\">a@b.example</bdi> 7"),
    ] {
        let data = Data::map([("text", text(words, lang("ar")))]);
        let context = PageContext {
            lang: lang("ar"),
            style: HouseStyle::default(),
            data: &data,
            leads: Arc::new(Site),
            drawings: Arc::default(),
        };
        assert_eq!(pages.fill("templates/t/t.html", &context).ok().as_deref(), Some(html), "{words}");
    }
}

#[test]
fn a_text_in_another_language_says_so() {
    let html = fill("{{ text }}", text("Wort", lang("de"))).expect("it is filled in");
    assert_eq!(html, "<span lang=\"de\" dir=\"ltr\">Wort</span>");
}

#[test]
fn what_is_missing_is_told_at_the_line() {
    for (template, words) in [
        ("one\n{{ unknown }}", "x"),
        ("one\n{{ text }}", "a {name}"),
        ("one\n{{ none }}", "x"),
        ("one\n{% if %}", "x"),
    ] {
        let wrong = fill(template, text(words, lang("en"))).expect_err(template);
        let line = wrong.primary.map(|label| label.place.start().line);
        assert_eq!(line, Some(2), "{template}");
    }
}

proptest! {
    #[test]
    fn no_words_open_or_close_a_tag(words in "\\PC{0,40}") {
        let html = filled("<p>{{ text }}</p>", &words);
        let inner = html.strip_prefix("<p>").and_then(|html| html.strip_suffix("</p>")).expect("one paragraph");
        let tags = ["<em>", "</em>", "<strong>", "</strong>", "</a>", "<a href=\"", "<a class=\"term\" href=\"", "<span class=\"cite\">", "</span>", "<br>"];
        let mut rest = inner;
        while let Some(at) = rest.find('<') {
            let tag = tags.iter().find(|tag| rest[at..].starts_with(**tag));
            prop_assert!(tag.is_some(), "{}", inner);
            rest = &rest[at + 1..];
        }
    }
}
