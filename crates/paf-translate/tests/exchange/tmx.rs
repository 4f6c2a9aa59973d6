//! Memories of approved translations.

use paf_translate::State;
use paf_translate::exchange::tmx;

use super::{package, plain, rich, units};

#[test]
fn only_what_is_approved() {
    let rows = [
        rich("*a* [b](https://e.eu) [c](term:t)\u{8}", "[B](https://e.eu) *A* [C](term:t)", State::Approved)
            .key("one"),
        rich("draft", "Entwurf", State::Draft).key("two"),
        rich("reviewed", "geprüft", State::Reviewed).key("three"),
        rich("[@i] {n} **x**", "**X** {n} [@i]", State::Approved).key("four"),
        plain("a < *b*", "a < *b*", State::Approved).key("five"),
    ];
    let bold = |number, words: &str| {
        format!(
            "<bpt i=\"{number}\" x=\"{number}\" type=\"bold\">**</bpt>{words}<ept i=\"{number}\">**</ept>"
        )
    };
    let italic =
        |words: &str| format!("<bpt i=\"1\" x=\"1\" type=\"italic\">*</bpt>{words}<ept i=\"1\">*</ept>");
    let link = |words: &str| {
        format!("<bpt i=\"2\" x=\"2\" type=\"link\">[</bpt>{words}<ept i=\"2\">](https://e.eu)</ept>")
    };
    let term = |words: &str| {
        format!("<bpt i=\"3\" x=\"3\" type=\"x-term\">[</bpt>{words}<ept i=\"3\">](term:t)</ept>")
    };
    let (citation, placeholder) =
        ("<ph x=\"1\" type=\"x-citation\">[@i]</ph>", "<ph x=\"2\" type=\"x-placeholder\">{n}</ph>");
    let tu = |key: &str, source: String, target: String| {
        format!(
            "    <tu tuid=\"{key}\">\n      <tuv xml:lang=\"en\"><seg>{source}</seg></tuv>\n      \
             <tuv xml:lang=\"de\"><seg>{target}</seg></tuv>\n    </tu>\n"
        )
    };
    let expected = [
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<tmx version=\"1.4\">\n  <header creationtool=\"paf\" \
         creationtoolversion=\"0.1.0\" segtype=\"block\" o-tmf=\"PO\" adminlang=\"en\" srclang=\"en\" \
         datatype=\"plaintext\">\n    <prop type=\"x-project\">project 1.0</prop>\n  </header>\n  <body>\n",
        &tu(
            "one",
            format!("{} {} {}\u{fffd}", italic("a"), link("b"), term("c")),
            format!("{} {} {}", link("B"), italic("A"), term("C")),
        ),
        &tu(
            "four",
            format!("{citation} {placeholder} {}", bold(3, "x")),
            format!("{} {placeholder} {citation}", bold(3, "X")),
        ),
        &tu("five", "a &lt; *b*".to_owned(), "a &lt; *b*".to_owned()),
        "  </body>\n</tmx>\n",
    ];
    assert_eq!(tmx::write(&package(&units(&rows))), expected.concat());
}

#[test]
fn nothing_is_approved() {
    let memory = tmx::write(&package(&units(&[rich("a", "b", State::Reviewed)])));
    assert!(memory.contains("<body>\n  </body>"), "{memory}");
}
