//! What holds for the marks of every text, from the line that was written to the source that Typst reads.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::sync::Arc;

use paf_diag::{Diagnostics, Place, SourceFile, Written};
use paf_locale::{HouseStyle, Lang};
use paf_model::Data;
use paf_model::markup::{self, DEEPEST, Inline};
use paf_model::text::{Text, TextKey, TextKind};
use paf_template::{Context, Templates};
use proptest::collection::vec;
use proptest::prelude::*;

/// Pieces that marks, and mistakes in them, are made of.
const PIECES: &[&str] = &[
    "*",
    "*",
    "**",
    "***",
    "[",
    "]",
    "(",
    ")",
    "](",
    "](https://e.org)",
    "](term:a)",
    "](rec:a)",
    "](figure:a)",
    "{n}",
    "{title}",
    "{steps}",
    "{Recommendations:words}",
    "{steps|one|two}",
    "{steps|",
    "|",
    "[@a]",
    "[@a; @b, p. 5]",
    "[@",
    "@a",
    "{date}",
    "{",
    "}",
    "{{",
    "\\",
    "\\*",
    "\\[",
    "\\{date}",
    "https://e.org/a_(b)",
    "www.e.org",
    "mailto:a@e.org",
    "doi:10.1000/182",
    "<b>",
    "</b>",
    "<a href=\"https://e.org\">",
    "&nbsp;",
    "&eacute;",
    "`",
    "_",
    "__",
    "~~",
    "#",
    "$",
    "%s",
    "%",
    "| ",
    "> ",
    "==",
    "++",
    "---",
    ":",
    ";",
    ",",
    " ",
    " ",
    " ",
    "\n",
    "\u{a0}",
    "\u{200b}",
    "\u{2028}",
    "（",
    "）",
    "［",
    "］",
    "｛",
    "｝",
    "“",
    "”",
    "’",
    "a",
    "word",
    "Two words",
    "5",
    "é",
    "e\u{301}",
    "ß",
    "λ",
    "ж",
    "語",
    "א",
    "ع",
    "𝄞",
    ".",
    "-",
    "term:a",
    "p. 5",
    "/",
    "\\n",
    "\\u2019",
];

fn written() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat()),
        1 => vec(any::<char>(), 0..60).prop_map(String::from_iter),
    ]
}

/// All letters and figures of a tree in the order in which they were written: words, addresses, keys, names.
fn letters(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Words { text, .. } => push(text, out),
            Inline::Emphasis(body) | Inline::Strong(body) => letters(body, out),
            Inline::Link { url, body, .. } => {
                letters(body, out);
                push(url, out);
            }
            Inline::Term { id, body, .. } => {
                letters(body, out);
                push("term", out);
                push(id, out);
            }
            Inline::Reference { to, id, body, .. } => {
                letters(body, out);
                push(to.prefix(), out);
                push(id, out);
            }
            Inline::Count(count) => push(&count.written(), out),
            Inline::Slot { slot, .. } => push(slot.name(), out),
            Inline::Citation(works) => works.iter().for_each(|work| push(&work.written(), out)),
            Inline::Placeholder { name, .. } => push(name, out),
        }
    }
}

fn push(text: &str, out: &mut String) {
    out.extend(text.chars().filter(|c| c.is_alphanumeric()));
}

/// The runs of letters and figures that a reader is to see, mark by mark.
fn printed(inlines: &[Inline], out: &mut Vec<String>) {
    for inline in inlines {
        match inline {
            Inline::Words { text, .. } | Inline::Placeholder { name: text, .. } => {
                let runs = text.split(|c: char| !c.is_alphanumeric());
                out.extend(runs.filter(|run| !run.is_empty()).map(str::to_owned));
            }
            inline => printed(inline.body().unwrap_or_default(), out),
        }
    }
}

/// The tree in a notation without places, its words put together.
fn shape(inlines: &[Inline], out: &mut Vec<String>) {
    for inline in inlines {
        let (name, body): (String, &[Inline]) = match inline {
            Inline::Words { text, .. } => {
                match out.last_mut().filter(|last| last.starts_with('“')) {
                    Some(last) => last.push_str(text),
                    None => out.push(format!("“{text}")),
                }
                continue;
            }
            Inline::Emphasis(body) => ("emphasis".to_owned(), body),
            Inline::Strong(body) => ("strong".to_owned(), body),
            Inline::Link { url, body, .. } => (format!("link {url}"), body),
            Inline::Term { id, body, .. } => (format!("term {id}"), body),
            Inline::Citation(works) => {
                (works.iter().map(markup::Cited::written).collect::<Vec<_>>().join("; "), &[])
            }
            Inline::Reference { to, id, body, .. } => (format!("{} {id}", to.prefix()), body),
            Inline::Count(count) => (count.written(), &[]),
            Inline::Slot { slot, .. } => (format!("slot {}", slot.name()), &[]),
            Inline::Placeholder { name, .. } => (format!("{{{name}}}"), &[]),
        };
        out.push(format!("<{name}"));
        shape(body, out);
        out.push(">".to_owned());
    }
}

fn shape_of(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    shape(&markup::parse(text).0, &mut out);
    out
}

fn depth(inlines: &[Inline]) -> usize {
    let of = |inline: &Inline| inline.body().map_or(0, |body| 1 + depth(body));
    inlines.iter().map(of).max().unwrap_or(0)
}

/// The source that Typst reads where a template prints the text.
fn source(words: &str) -> String {
    let file = SourceFile::new("a.yaml", words);
    let written = Written::verbatim(words, Place::new(&file, 0..words.len()));
    let key = TextKey::new(&["a".to_owned(), "ask".to_owned()]);
    let mut told = Diagnostics::new();
    let text = Arc::new(Text::parse(key, Lang::ENGLISH, TextKind::Rich, written, &mut told));
    let data = Data::map([("ask", Data::Text(text))]);
    let templates = Templates::new([SourceFile::new("templates/t/t.typ", "#let x = [[= ask ]]\n")]);
    let context = Context {
        lang: Lang::ENGLISH,
        style: HouseStyle::default(),
        data: &data,
        prelude: "",
        compared: None,
    };
    templates.render("templates/t/t.typ", &context).expect("it is filled in").text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    /// No letter is lost, none is added, and none changes its place.
    #[test]
    fn every_letter_is_a_word_or_part_of_a_mark(text in written()) {
        let (inlines, problems) = markup::parse(&text);
        let (mut kept, mut all) = (String::new(), String::new());
        letters(&inlines, &mut kept);
        push(&text, &mut all);
        prop_assert_eq!(kept, all);
        prop_assert!(depth(&inlines) <= DEEPEST);
        prop_assert!(problems.len() <= text.len());
    }

    #[test]
    fn marks_that_are_written_back_are_the_same_marks(text in written()) {
        let tree = markup::parse(&text).0;
        let back = markup::write(&tree);
        prop_assert_eq!(shape_of(&back), shape_of(&text), "{} was written as {}", text, back);
    }

    /// What a reader is to see stands in the source, one run of letters behind the other.
    #[test]
    fn every_word_reaches_the_source(text in written()) {
        let source = source(&text);
        let mut words = Vec::new();
        printed(&markup::parse(&text).0, &mut words);
        let mut from = 0;
        for word in &words {
            let at = source.get(from..).and_then(|rest| rest.find(word));
            prop_assert!(at.is_some(), "`{}` of `{}` is not in `{}`", word, text, source);
            from += at.unwrap_or_default() + word.len();
        }
    }
}
