//! What translators' programs get.

use paf_translate::State;
use paf_translate::exchange::xliff;

use super::{Row, package, plain, rich, units};

fn written(rows: &[Row]) -> String {
    xliff::write(&package(&units(rows)))
}

/// The line of the file with an element.
fn line(row: Row, element: &str) -> String {
    let text = written(&[row]);
    let line = text.lines().find(|line| line.trim_start().starts_with(&format!("<{element}")));
    line.unwrap_or_default().trim_start().to_owned()
}

/// The file without what its texts were sent out with.
fn without_hashes(text: &str) -> String {
    let parts: Vec<&str> = text.split(" extradata=\"").collect();
    let rest = parts.iter().skip(1).filter_map(|part| part.split_once('"')).map(|(_, rest)| rest);
    parts.iter().take(1).copied().chain(rest).collect()
}

#[test]
fn a_whole_file() {
    let rows = [
        rich("A *new* [cell](term:cell) [@nci]", "", State::Missing).key("rec.title"),
        plain("2 * 3 < 7", "2 * 3 < 7", State::Approved).key("rec.alt"),
        rich("**Act** now", "**Handelt**", State::Stale).previous("*Act*").key("rec.call"),
    ];
    let expected = r##"<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="project 1.0" source-language="en" target-language="de" datatype="plaintext">
    <body>
      <trans-unit id="rec.title" resname="rec.title" xml:space="preserve">
        <source>A <g id="1" ctype="italic" clone="no">new</g> <g id="2" ctype="x-term" equiv-text="term:cell" clone="no">cell</g> <x id="3" ctype="x-citation" equiv-text="[@nci]" clone="no"/></source>
        <target state="needs-translation">A <g id="1" ctype="italic" clone="no">new</g> <g id="2" ctype="x-term" equiv-text="term:cell" clone="no">cell</g> <x id="3" ctype="x-citation" equiv-text="[@nci]" clone="no"/></target>
NOTES
      </trans-unit>
      <trans-unit id="rec.alt" resname="rec.alt" approved="yes" xml:space="preserve">
        <source>2 * 3 &lt; 7</source>
        <target state="final">2 * 3 &lt; 7</target>
NOTES
      </trans-unit>
      <trans-unit id="rec.call" resname="rec.call" xml:space="preserve">
        <source><g id="1" ctype="bold" clone="no">Act</g> now</source>
        <target state="needs-adaptation"><g id="1" ctype="bold" clone="no">Handelt</g></target>
NOTES
        <alt-trans alttranstype="previous-version" xml:space="preserve">
          <source><g id="2" ctype="italic" clone="no">Act</g></source>
          <target><g id="1" ctype="bold" clone="no">Handelt</g></target>
        </alt-trans>
      </trans-unit>
    </body>
  </file>
</xliff>
"##;
    let notes = "        <note from=\"developer\">for the cover</note>\n        \
                 <note from=\"developer\">about 40 characters &amp; &lt;short&gt;</note>";
    let sent: Vec<String> =
        ["missing", "approved", "stale"].map(|state| format!("extradata=\"{state} ")).into();
    assert!(sent.iter().all(|sent| written(&rows).contains(sent)), "{}", written(&rows));
    assert_eq!(without_hashes(&written(&rows)), expected.replace("NOTES", notes));
}

#[test]
fn codes_have_the_numbers_of_the_source() {
    let target = |source, target| line(rich(source, target, State::Draft), "target");
    let numbers = |line: &str| {
        let ids = line.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next());
        ids.collect::<Vec<_>>().join(" ")
    };
    for (source, translation, expected) in [
        ("*a* **b**", "**b** *a*", "2 1"),
        ("*a* and *b*", "*x* *y* *z*", "1 2 3"),
        ("**a *b* c** [@i]", "[@i] *b* **c**", "3 2 1"),
        ("[a](https://a.eu) [b](https://b.eu)", "[b](https://b.eu) [a](https://a.eu)", "2 1"),
        ("[a](https://a.eu)", "[a](https://x.eu)", "2"),
        ("[@i; @j] {n}", "{n} [@j; @i]", "2 3"),
        ("words", "[a *b*](term:t)", "1 2"),
    ] {
        assert_eq!(numbers(&target(source, translation)), expected, "{source} / {translation}");
    }
}

#[test]
fn codes_carry_what_they_stand_for() {
    for (source, code) in [
        ("*a*", r#"<g id="1" ctype="italic" clone="no">a</g>"#),
        ("**a**", r#"<g id="1" ctype="bold" clone="no">a</g>"#),
        (
            "[a](https://e.eu/?a=\"&b='<)",
            r#"<g id="1" ctype="link" equiv-text="https://e.eu/?a=&quot;&amp;b='&lt;" clone="no">a</g>"#,
        ),
        ("[a](term:t)", r#"<g id="1" ctype="x-term" equiv-text="term:t" clone="no">a</g>"#),
        ("[@i;@j]", r#"<x id="1" ctype="x-citation" equiv-text="[@i; @j]" clone="no"/>"#),
        ("{day}", r#"<x id="1" ctype="x-placeholder" equiv-text="{day}" clone="no"/>"#),
    ] {
        assert_eq!(line(rich(source, "", State::Missing), "source"), format!("<source>{code}</source>"));
    }
}

#[test]
fn characters_that_xml_cannot_hold_are_codes() {
    let control =
        |id, content| format!("<x id=\"{id}\" ctype=\"x-character\" equiv-text=\"{content}\" clone=\"no\"/>");
    for (source, expected) in [
        ("a\u{8}b\u{8}", format!("a{}b{}", control("u8-1", "U+0008"), control("u8-2", "U+0008"))),
        ("\u{ffff}", control("uffff-1", "U+FFFF")),
        ("\ta\r\u{7f}\u{85}\u{feff}", "\ta&#13;\u{7f}\u{85}\u{feff}".to_owned()),
        ("]]> & <b>", "]]&gt; &amp; &lt;b&gt;".to_owned()),
    ] {
        let expected = format!("<source>{expected}</source>");
        assert_eq!(line(rich(source, "", State::Missing), "source"), expected);
        assert_eq!(line(plain(source, "", State::Missing), "source"), expected);
    }
}

#[test]
fn states() {
    let states = [
        (State::Stale, "needs-adaptation"),
        (State::Draft, "needs-review-translation"),
        (State::Translated, "translated"),
        (State::Reviewed, "signed-off"),
        (State::Approved, "final"),
    ];
    for (state, word) in states {
        let expected = format!("<target state=\"{word}\">b</target>");
        assert_eq!(line(plain("a", "b", state), "target"), expected);
        let approved = line(plain("a", "b", state), "trans-unit").contains("approved=\"yes\"");
        assert_eq!(approved, state == State::Approved);
    }
    // OmegaT shows no text without a target that has words.
    let begun = "<target state=\"needs-translation\">a</target>";
    assert_eq!(line(plain("a", "", State::Missing), "target"), begun);
}
