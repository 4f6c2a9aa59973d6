//! What is said about files that are not in order.

use paf_model::text::TextKind;
use paf_translate::State;

use super::{Row, listed, read_xliff, rich};

const SOURCE: &str = "a *b* [c](https://c.eu) [@d] {e}";
const CODES: &str = r#"a <g id="1">b</g> <g id="2">c</g> <x id="3"/> <x id="4"/>"#;

fn row() -> Row {
    rich(SOURCE, "", State::Missing)
}

/// Checks what is said about a translation of the text above: the target stands on the third line.
#[track_caller]
fn says(target: &str, expected: &[&str]) {
    says_of(&row(), CODES, target, expected);
}

#[track_caller]
fn says_of(row: &Row, source: &str, target: &str, expected: &[&str]) {
    let text = format!(
        "<xliff version=\"1.2\"><file><body><trans-unit id=\"k\">\n<source>{source}</source>\n\
         <target>{target}</target></trans-unit></body></file></xliff>"
    );
    let read = read_xliff(&text, std::slice::from_ref(row));
    assert_eq!(listed(&read.diagnostics), expected);
    let errors = expected.iter().any(|line| line.contains(" error: "));
    assert_eq!(read.delivery.entries.is_empty(), errors);
}

/// Checks what is said about a file.
#[track_caller]
fn file_says(text: &str, expected: &[&str]) {
    assert_eq!(listed(&read_xliff(text, &[row()]).diagnostics), expected);
}

#[test]
fn lost_and_gained_codes() {
    says(
        r#"<g id="1">b</g> <g id="2">c</g> <x id="4"/>"#,
        &[
            r#"3:1 error: the translation of `k` has lost the citation `[@d]` [<target><g id="1">b</g> <g id="2">c</g> <x id="4"/></target>] -> insert the code 3 of the source text at its place in the translation"#,
        ],
    );
    says(
        &format!(r#"{CODES} <g id="5">x</g> <g id="6" ctype="link" equiv-text="https://evil.eu">y</g>"#),
        &[
            r#"3:67 error: the text `k` has no code `5` [<g id="5">] -> remove the code; the source text has 1 (the emphasis), 2 (the link to https://c.eu), 3 (the citation `[@d]`), 4 (the placeholder `{e}`)"#,
            r#"3:83 error: the translation of `k` has gained the link to https://evil.eu [<g id="6" ctype="link" equiv-text="https://evil.eu">] -> remove the code; the source text has 1 (the emphasis), 2 (the link to https://c.eu), 3 (the citation `[@d]`), 4 (the placeholder `{e}`)"#,
        ],
    );
    let bare = Row { source: "a".to_owned(), ..row() };
    says_of(
        &bare,
        "a",
        r#"<x id="1"/>"#,
        &[
            r#"3:9 error: the text `k` has no code `1` [<x id="1"/>] -> remove the code; the source text has none"#,
        ],
    );
    says_of(
        &Row { kind: TextKind::Plain, ..bare },
        "a",
        r#"<g id="1" ctype="bold">b</g>"#,
        &[
            r#"3:9 error: the translation of `k` has gained the strong emphasis [<g id="1" ctype="bold">] -> remove the code; the source text has none"#,
        ],
    );
}

#[test]
fn codes_twice() {
    says(
        &format!(r#"{CODES} <x id="4"/> <g id="1">x</g>"#),
        &[
            r#"3:67 error: the code `4` stands twice in the translation of `k` [<x id="4"/>] -> remove one of the two"#,
            r#"3:79 error: the code `1` stands twice in the translation of `k` [<g id="1">] -> remove one of the two"#,
        ],
    );
}

#[test]
fn codes_of_the_wrong_form() {
    says(
        r#"<x id="1"/> <g id="2">c</g> <g id="3">d</g> <x id="4"/> <x id="x"/> <x/>"#,
        &[
            r#"3:9 error: the code `1` is the emphasis and has to enclose words [<x id="1"/>] -> write `<g id="1">…</g>` around the words, as in the source text"#,
            r#"3:37 error: the code `3` is the citation `[@d]` and cannot enclose words [<g id="3">] -> write `<x id="3"/>`, as in the source text, and the words beside it"#,
            r#"3:65 error: the text `k` has no code `x` [<x id="x"/>] -> remove the code; the source text has 1 (the emphasis), 2 (the link to https://c.eu), 3 (the citation `[@d]`), 4 (the placeholder `{e}`)"#,
            r#"3:77 error: the text `k` has no code `` [<x/>] -> remove the code; the source text has 1 (the emphasis), 2 (the link to https://c.eu), 3 (the citation `[@d]`), 4 (the placeholder `{e}`)"#,
        ],
    );
    says(
        r#"<g id="1"> </g><g id="2"/> <x id="3"/> <x id="4"/>"#,
        &[
            r#"3:9 error: the code `1` encloses no words [<g id="1">] -> put it around the words that correspond to those it encloses in the source text"#,
            r#"3:24 error: the code `2` encloses no words [<g id="2"/>] -> put it around the words that correspond to those it encloses in the source text"#,
        ],
    );
}

#[test]
fn badly_nested_codes() {
    says(
        r#"<bx id="1"/>b <bx id="2"/>c<ex id="1"/> d<ex id="2"/> <x id="3"/> <x id="4"/>"#,
        &[
            r#"3:36 error: the code `1` is closed while the code `2` within it is open [<ex id="1"/>] -> put the end of `2` before the end of `1`"#,
            r#"3:50 error: the code `2` is closed and was not opened [<ex id="2"/>] -> put its beginning before the words that it encloses"#,
        ],
    );
    says(
        r#"<bx id="1"/>b <g id="2">c</g> <x id="3"/> <x id="4"/>"#,
        &[
            r#"3:9 error: the code `1` is opened and not closed [<bx id="1"/>] -> put its end after the words that it encloses, before the end of the text"#,
        ],
    );
}

#[test]
fn marks_that_content_cannot_have() {
    says(
        r#"a<g id="1">(b)</g> <g id="2">c</g> <x id="3"/> <x id="4"/>"#,
        &[
            r#"3:10 error: the codes in the translation of `k` cannot be printed as they stand [<g id="1">] -> let emphasis begin and end with a letter, keep a word or a space between codes that touch, and write brackets in pairs"#,
        ],
    );
}

#[test]
fn elements_that_are_no_codes() {
    says(
        &format!("{CODES}<t:g xmlns:t=\"urn:tool\" id=\"1\"/>"),
        &[
            "3:66 error: `<g>` is no code of XLIFF 1.2 and cannot stand in a text [<t:g xmlns:t=\"urn:tool\" id=\"1\"/>] -> remove it, or write the words as they are to be printed, with the codes of the source text",
        ],
    );
    says(
        &format!("<b>{CODES}</b>"),
        &[
            "3:9 error: `<b>` is no code of XLIFF 1.2 and cannot stand in a text [<b>] -> remove it, or write the words as they are to be printed, with the codes of the source text",
        ],
    );
}

#[test]
fn malformed_xml() {
    let again = "export the file again from the program that made it; if it was edited by hand, undo that";
    let own = "write `&amp;` for `&`, `&lt;` for `<`, and other characters as they are; own entities are not allowed";
    for (text, expected) in [
        ("", format!("1:1 error: the XML is malformed: the file holds no XML [] -> {again}")),
        ("hello", format!("1:1 error: the XML is malformed: something stands outside the elements of the file [hello] -> {again}")),
        (
            "<xliff>\n<file></xliff>",
            format!("2:7 error: the XML is malformed: `</xliff>` stands where `</file>` is expected [</xliff>] -> {again}"),
        ),
        ("<xliff>\n<file>", format!("2:1 error: the XML is malformed: `<file>` is not closed [<file>] -> {again}")),
        ("<xliff/>\n<xliff/>", format!("2:1 error: the XML is malformed: a second element stands after the end of the file's content [<xliff/>] -> {again}")),
        ("<xliff/></a>", format!("1:9 error: the XML is malformed: `</a>` closes nothing [</a>] -> {again}")),
        (
            "<xliff>\n <file a='1' a='2'/></xliff>",
            format!("2:14 error: the XML is malformed: an attribute stands twice in this tag [] -> {again}"),
        ),
        (
            "<xliff>\n <file a=1/></xliff>",
            format!("2:10 error: the XML is malformed: an attribute of this tag is malformed [] -> {again}"),
        ),
        ("<xliff><!-- a", format!("1:8 error: the XML is malformed: a remark is not closed with `-->` [<] -> {again}")),
        ("<xliff><![CDATA[a", format!("1:8 error: the XML is malformed: a text that begins with `<![CDATA[` is not closed with `]]>` [<] -> {again}")),
        ("<xliff><a", format!("1:8 error: the XML is malformed: a tag is not closed with `>`, or is none [<] -> {again}")),
        ("<xliff>a &b; c</xliff>", format!("1:10 error: `&b;` cannot be resolved to a text [&b;] -> {own}")),
        ("<xliff>a & c</xliff>", format!("1:10 error: `&` cannot be resolved to a text [&] -> {own}")),
        ("<xliff>&#1;</xliff>", format!("1:8 error: `&#1;` cannot be resolved to a text [&#1;] -> {own}")),
        ("<xliff>&#x110000;</xliff>", format!("1:8 error: `&#x110000;` cannot be resolved to a text [&#x110000;] -> {own}")),
        ("<xliff a=\"&b;\"/>", format!("1:11 error: `&b;` cannot be resolved to a text [&b;] -> {own}")),
        ("<xliff a=\"b&#1;\"/>", format!("1:11 error: `b&#1;` cannot be resolved to a text [b&#1;] -> {own}")),
        ("<xliff a=\"<\"/>", format!("1:11 error: `<` cannot be resolved to a text [<] -> {own}")),
        (
            "<xliff>a\u{1}</xliff>",
            "1:9 error: the control character U+0001 has no place in XML [\u{1}] -> delete it; it often comes with text that is pasted from a word processor".to_owned(),
        ),
        (
            "<xliff><![CDATA[a\u{1}]]></xliff>",
            "1:18 error: the control character U+0001 has no place in XML [\u{1}] -> delete it; it often comes with text that is pasted from a word processor".to_owned(),
        ),
        (
            "<!DOCTYPE xliff [<!ENTITY a 'b'>]>\n<xliff>&a;</xliff>",
            "1:1 error: the file has a document type, which could draw in other files [<!DOCTYPE xliff [<!ENTITY a 'b'>]>] -> remove `<!DOCTYPE …>`; a translation needs none".to_owned(),
        ),
        (
            "<?xml version='1.0' encoding='UTF-16'?><xliff/>",
            "1:1 error: the file says that it is written in UTF-16, and is not [<?xml version='1.0' encoding='UTF-16'?>] -> save it as UTF-8 from the program that made it".to_owned(),
        ),
    ] {
        file_says(text, &[&expected]);
    }
    let deep = format!("<xliff>{}", "<g>".repeat(100_000));
    let read = read_xliff(&deep, &[row()]);
    assert!(listed(&read.diagnostics)[0].contains("elements are nested more than 200 deep"));
}

#[test]
fn what_is_no_xliff() {
    file_says(
        "<xliff version='2.0' xmlns='urn:oasis:names:tc:xliff:document:2.0'><file/></xliff>",
        &[
            "1:17 error: the file is XLIFF 2.0, and XLIFF 1.2 is needed [2.0] -> export it as XLIFF 1.2; most programs offer both",
        ],
    );
    file_says(
        "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.1'><file/></xliff>",
        &[
            "1:1 error: the file is XLIFF 2.1, and XLIFF 1.2 is needed [<xliff xmlns='urn:oasis:names:tc:xliff:document:2.1'>] -> export it as XLIFF 1.2; most programs offer both",
        ],
    );
    file_says(
        "<tmx/>",
        &[
            "1:1 error: the file is no XLIFF: it begins with `<tmx>` [<tmx/>] -> import the XLIFF file that was sent out",
        ],
    );
    file_says(
        "<xliff version='1.2'><file/></xliff>",
        &[
            "1:1 error: the file holds no text [] -> deliver the file that was sent out, with the translations filled in",
        ],
    );
}

#[test]
fn texts_without_what_they_need() {
    file_says(
        "<xliff version='1.2'><trans-unit><source>a</source></trans-unit>\n<trans-unit id='k'><target>b</target></trans-unit></xliff>",
        &[
            "1:22 error: this text has no `id`, so nobody can tell which one it is [<trans-unit>] -> add `id` with the text's key, as in the file that was sent out",
            "2:1 error: this text has no `<source>`, so nobody can tell what was translated [<trans-unit id='k'>] -> deliver the file as the program writes it, with the source texts in it",
        ],
    );
}

#[test]
fn two_languages() {
    file_says(
        "<xliff version='1.2'><file target-language='de'/>\n<file target-language='fr'/><trans-unit id='x'/></xliff>",
        &[
            "2:24 error: a part of the file is translated into `fr`, and another into `de` [fr] -> deliver each language in a file of its own",
        ],
    );
}

#[test]
fn all_problems_of_a_file_are_told() {
    let unit = |target| {
        format!("<trans-unit id='k'><source>{CODES}</source><target>{target}</target></trans-unit>\n")
    };
    let text =
        format!("<xliff version='1.2'>\n{}{}{}</xliff>", unit("<b>x</b>"), unit(CODES), unit("<x id='9'/>"));
    let read = read_xliff(&text, &[row()]);
    assert_eq!(read.delivery.entries.len(), 1);
    let lines: Vec<usize> =
        read.diagnostics.iter().filter_map(|d| Some(d.primary.as_ref()?.place.start().line)).collect();
    assert_eq!(lines, [2, 2, 2, 2, 2, 4, 4, 4, 4, 4]);
}
