//! What is read of what translators' programs deliver.

use paf_translate::State;

use super::{Read, Row, listed, plain, read_xliff, rich};

/// A file with the texts `units`.
fn file(units: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\
         <file original=\"p\" source-language=\"en\" target-language=\"de\"><body>{units}</body></file></xliff>"
    )
}

/// A text `k` with this source text and translation.
fn unit(source: &str, target: &str) -> String {
    file(&format!("<trans-unit id=\"k\"><source>{source}</source><target>{target}</target></trans-unit>"))
}

#[track_caller]
fn read_well(text: &str, row: Row) -> Read {
    let read = read_xliff(text, &[row]);
    assert_eq!(listed(&read.diagnostics), Vec::<String>::new());
    read
}

/// Checks what a translation is read as.
#[track_caller]
fn reads(source: &str, file_source: &str, file_target: &str, expected: &str) {
    let read = read_well(&unit(file_source, file_target), rich(source, "", State::Missing));
    assert_eq!(read.entries(), [("k", Some(source), expected, None)]);
}

const SOURCE: &str = "a **b *c* d** [e](https://e.eu) [@f] {g}";
const CODES: &str = r#"a <g id="1">b <g id="2">c</g> d</g> <g id="3">e</g> <x id="4"/> <x id="5"/>"#;

#[test]
fn codes_are_those_of_our_source_text() {
    reads(SOURCE, CODES, CODES, SOURCE);
    let moved = r#"<x id="5"/> <g id="3">E</g>: <g id="2">C</g>, <g id="1">B</g><x id="4"/>"#;
    reads(SOURCE, CODES, moved, "{g} [E](https://e.eu): *C*, **B**[@f]");
    // What the file says of a code does not count.
    let other = CODES.replace("id=\"3\"", "id=\"3\" ctype=\"x-other\" equiv-text=\"https://evil.eu\"");
    reads(SOURCE, &other, &other, SOURCE);
}

#[test]
fn programs_write_codes_in_other_ways() {
    for target in [
        r#"a <bx id="1"/>b <bpt id="2">*</bpt>c<ept id="2">*</ept> d<ex id="1"/> <it id="3" pos="open">[</it>e<it id="3" pos="close">]</it> <ph id="4">[@f]</ph> <ph id="5"><sub>g</sub></ph>"#,
        r#"a <bx id="7" rid="1"/>b <bpt id="8" rid="2"/>c<ept id="9" rid="2"/> d<ex id="0" rid="1"/> <g id=" 3 ">e</g> <x id="4"></x> <x id="5" />"#,
        r#"<mrk mtype="seg" mid="0">a <g id="1">b <mrk mtype="term"><g id="2">c</g></mrk> d</g> </mrk><mrk mtype="seg" mid="1"><g id="3">e</g> <x id="4"/> <x id="5"/></mrk>"#,
    ] {
        reads(SOURCE, CODES, target, SOURCE);
    }
}

#[test]
fn text_as_xml_writes_it() {
    for (target, expected) in [
        ("&lt;b&gt; &amp;amp; &quot;&apos; &#8364;&#x20AC;", "<b> &amp; \"' €€"),
        ("a<![CDATA[<b> & ]]>c", "a<b> & c"),
        ("a<!-- no -->b<?pi no?>c", "abc"),
        ("a\r\nb\rc&#13;d", "a\nb\nc\rd"),
        ("  a  ", "  a  "),
        ("2 * 3 [x]", "2 \\* 3 \\[x]"),
        ("a {name} {Name}", "a \\{name} {Name}"),
        ("a<x id=\"u8-1\"/>b<x id=\"uffff-2\" ctype=\"x-character\"/>", "a\u{8}b\u{ffff}"),
    ] {
        reads("a", "a", target, expected);
    }
    let read = read_well(&unit("2 * 3", "2 * 3 [x]"), plain("2 * 3", "", State::Missing));
    assert_eq!(read.target("k"), "2 * 3 [x]");
}

#[test]
fn spaces_move_out_of_emphasis() {
    let of =
        |target: &str, expected| reads("*a* **b**", r#"<g id="1">a</g> <g id="2">b</g>"#, target, expected);
    of(r#"<g id="1">a </g><g id="2"> b</g>c"#, "*a*  **b**c");
    of(r#"<g id="2">x<g id="1"> a </g>y </g>c"#, "**x *a* y** c");
}

#[test]
fn the_file_as_a_whole() {
    let row = || rich("a", "", State::Missing);
    let text = unit("a", "b");
    let bare = text.replace(" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"", "");
    let prefixed =
        text.replace("<", "<l:").replace("<l:/", "</l:").replace("<l:?", "<?").replace("xmlns=", "xmlns:l=");
    let grouped = text.replace("<body>", "<body><group><note>n</note>").replace("</body>", "</group></body>");
    let foreign = text
        .replace("<xliff ", "<xliff xmlns:t=\"urn:tool\" ")
        .replace("<target>", "<t:target>no</t:target><t:seg/><target>")
        .replace(
            "<body>",
            "<header><t:trans-unit/></header><body><t:trans-unit id=\"no\"><source/></t:trans-unit>",
        );
    let old = text.replace("<target>", "<seg-source>no</seg-source><target>").replace(
        "</trans-unit>",
        "<note>no</note><alt-trans><source>no</source><target>no</target></alt-trans></trans-unit>",
    );
    for text in [text.clone(), format!("\u{feff}{text}"), bare, prefixed, grouped, foreign, old] {
        let read = read_xliff(&text, &[row()]);
        // What a person wrote beside the texts is told.
        assert!(listed(&read.diagnostics).iter().all(|said| said.contains("were not imported")), "{text}");
        assert_eq!(read.entries(), [("k", Some("a"), "b", None)], "{text}");
        let (lang, place) = read.delivery.lang.as_ref().expect("it says so");
        assert_eq!((lang.as_str(), place.text()), ("de", "de"));
        assert_eq!(read.delivery.entries[0].key.place().text(), "k");
        assert!(read.delivery.entries[0].place.text().ends_with("trans-unit>"));
    }
}

#[test]
fn texts_are_found_by_either_name() {
    let named =
        |names: &str| file(&format!("<trans-unit {names}><source>a</source><target>b</target></trans-unit>"));
    for names in ["id=\"k\"", "id=\"1\" resname=\"k\"", "resname=\"k\"", "id=\"k\" resname=\"j\""] {
        assert_eq!(read_well(&named(names), rich("a", "", State::Missing)).target("k"), "b");
    }
    let read = read_well(&named("id=\"other\" resname=\"one\""), rich("a", "", State::Missing));
    assert_eq!(read.entries(), [("other", Some("a"), "b", None)]);
}

#[test]
fn states() {
    let state = |unit: &str, target: &str| {
        let text = file(&format!("<trans-unit id=\"k\" {unit}><source>a</source>{target}</trans-unit>"));
        read_well(&text, rich("a", "", State::Missing)).delivery.entries[0].state
    };
    let [missing, draft] =
        ["missing", "draft"].map(|state| format!("extradata=\"{state} {0} {0}\"", "0".repeat(16)));
    for (unit, target, expected) in [
        ("", "<target>b</target>", None),
        ("approved=\"yes\"", "<target>b</target>", Some(State::Approved)),
        ("approved=\"no\"", "<target>b</target>", None),
        // Nobody has touched the word that stood there while there was no translation.
        ("", "<target state=\"new\">b</target>", None),
        ("", "<target state=\"needs-translation\">b</target>", None),
        (&missing, "<target state=\"needs-translation\">b</target>", None),
        (&draft, "<target state=\"needs-translation\">b</target>", Some(State::Draft)),
        ("", "<target state=\"new\"/>", Some(State::Missing)),
        ("", "<target state=\"needs-translation\"></target>", Some(State::Missing)),
        ("", "<target state=\"needs-adaptation\">b</target>", Some(State::Stale)),
        ("", "<target state=\"needs-review-adaptation\">b</target>", Some(State::Stale)),
        ("", "<target state=\"needs-l10n\">b</target>", Some(State::Draft)),
        ("", "<target state=\"needs-review-translation\">b</target>", Some(State::Draft)),
        // The program says no more that it is approved.
        ("approved=\"yes\"", "<target state=\"translated\">b</target>", Some(State::Translated)),
        ("", "<target state=\"signed-off\">b</target>", Some(State::Reviewed)),
        ("", "<target state=\"final\">b</target>", Some(State::Reviewed)),
        ("approved=\"yes\"", "<target state=\"final\">b</target>", Some(State::Approved)),
        ("", "<target state=\"x-mine\">b</target>", None),
    ] {
        assert_eq!(state(unit, target), expected, "{unit} {target}");
    }
}

#[test]
fn a_copy_of_the_source_text_to_begin_with_is_no_translation() {
    let copy = |state: &str| {
        let target = format!("<target state=\"{state}\">a <g id=\"1\">b</g></target>");
        let text = unit("a <g id=\"1\">b</g>", "").replace("<target></target>", &target);
        read_well(&text, rich("a *b*", "", State::Missing)).target("k").to_owned()
    };
    assert_eq!(copy("new"), "");
    assert_eq!(copy("translated"), "a *b*");
}

#[test]
fn texts_made_from_another_source_keep_its_codes() {
    // The codes of today's text are the other way round.
    let source = r#"<g id="1" ctype="italic">a</g> <g id="2" ctype="link" equiv-text="https://old.eu">b</g>"#;
    let target = r#"<g id="2">B</g> <g id="1">A</g>"#;
    let row = rich("[b](https://new.eu) *a*", "", State::Missing);
    let read = read_well(&unit(source, target), row);
    assert_eq!(read.entries(), [("k", Some("*a* [b](https://old.eu)"), "[B](https://old.eu) *A*", None)]);
    // Nothing says what the codes were, so that they are taken for today's.
    let source = r#"<g id="1">b</g> and <g id="2">a</g>"#;
    let read = read_well(&unit(source, target), rich("[b](https://new.eu) *a*", "", State::Missing));
    let expected = [("k", Some("[b](https://new.eu) and *a*"), "*B* [A](https://new.eu)", None)];
    assert_eq!(read.entries(), expected);
}

#[test]
fn stale_texts_need_not_have_the_marks_of_the_source() {
    let target = r#"<target state="needs-adaptation"><g id="3" ctype="bold">x</g></target>"#;
    let text = unit(r#"<g id="1">a</g> <x id="2"/>"#, "").replace("<target></target>", target);
    assert_eq!(read_well(&text, rich("*a* [@b]", "", State::Missing)).target("k"), "**x**");
}

#[test]
fn citations_may_be_split_and_put_in_another_order() {
    let target = r#"a <x id="2" ctype="x-citation" equiv-text="[@j]"/> b <x id="3" ctype="x-citation" equiv-text="[@i]"/>"#;
    reads("a [@i; @j]", r#"a <x id="1"/>"#, target, "a [@j] b [@i]");
}

#[test]
fn words_that_are_not_imported_are_told() {
    let text = "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" xmlns:t=\"urn:t\">\n\
        <file target-language=\"de\" original=\"p\">\n<header>\n<note>Please ask.</note>\n\
        <t:cmt-defs>\n<t:cmt-def id=\"1\"><t:Comment>Who?</t:Comment></t:cmt-def></t:cmt-defs></header>\n<body>\n\
        <trans-unit id=\"k\"><source>a</source>\n<target><mrk mtype=\"x-c\" comment=\"Right?\">b</mrk></target>\n\
        <note from=\"developer\">ours</note><note>kept</note>\n\
        <alt-trans>\n<target>c</target></alt-trans>\n\
        <alt-trans alttranstype=\"previous-version\"><target>d</target></alt-trans>\n\
        </trans-unit></body></file></xliff>";
    let read = read_xliff(text, &[rich("a", "", State::Missing)]);
    let said: Vec<String> = read.diagnostics.iter().map(|found| found.message.clone()).collect();
    assert_eq!(
        said,
        [
            "notes that belong to no text (`<note>`) were not imported: line 4 “Please ask.”",
            "comments of the translators’ program were not imported: line 6 “Who?”",
            "comments on parts of a text (`<mrk comment>`) were not imported: `k` (line 9) “Right?”",
            "other proposals (`<alt-trans>`) were not imported: `k` (line 11) “c”",
        ]
    );
    assert_eq!(read.entries(), [("k", Some("a"), "b", None)]);
    assert_eq!(read.delivery.entries[0].comments, ["kept"]);
}
