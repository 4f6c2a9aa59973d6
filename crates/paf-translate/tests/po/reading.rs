//! What is read of a catalogue, and where its texts are found again.

use paf_diag::Written;

use super::{read, read_well, says};

const EVERYTHING: &str = r##"# Les traductions.
#
msgid ""
msgstr ""
"Project-Id-Version: paf\n"
"Language: fr\n"
"Content-Type: text/plain; charset=UTF-8\n"

# À revoir.
#no gap
#. The title of panel 3,
#. about 40 characters.
#: content.yaml:3 a.yaml:4
#: content.yaml:9
#, fuzzy, max-length:40
#| msgctxt "old.title"
#| msgid ""
#| "Invest "
#| "early"
msgctxt "rec.title"
msgid "Invest"
msgstr ""
"Investir\n"
"tôt"

msgid "one"
msgid_plural "many"
msgstr[0] "un"
msgstr [ 1 ] "plusieurs"



#, fuzzy
#~| msgid "Old"
#~ msgctxt "gone"
#~ msgid ""
#~ "Go"
#~ "ne"
#~ msgstr "Parti"
# the end
"##;

fn text(written: &Option<Written>) -> Option<&str> {
    written.as_ref().map(Written::text)
}

#[test]
fn every_part_of_an_entry() {
    let po = read_well(EVERYTHING);
    assert_eq!(po.to_text(), EVERYTHING);
    assert_eq!(po.entries.len(), 4);
    let entry = po.find("rec.title").expect("it is in use");
    assert_eq!(entry.translator_comments, ["À revoir.", "no gap"]);
    assert_eq!(entry.extracted_comments, ["The title of panel 3,", "about 40 characters."]);
    assert_eq!(entry.references, ["content.yaml:3", "a.yaml:4", "content.yaml:9"]);
    assert_eq!(entry.flags, ["fuzzy", "max-length:40"]);
    assert_eq!(entry.flags_place.as_ref().map(|place| place.text()), Some("#, fuzzy, max-length:40"));
    assert!(entry.fuzzy());
    assert_eq!(text(&entry.previous_msgctxt), Some("old.title"));
    assert_eq!(text(&entry.previous_msgid), Some("Invest early"));
    assert_eq!(entry.msgid.text(), "Invest");
    assert_eq!(entry.translation(), "Investir\ntôt");
    assert!(!entry.obsolete);
    assert!(entry.place.text().starts_with("msgctxt ") && entry.place.text().ends_with("tôt\""));
}

#[test]
fn plurals_and_obsolete_entries() {
    let po = read_well(EVERYTHING);
    let plural = &po.entries[2];
    assert_eq!(text(&plural.msgid_plural), Some("many"));
    assert_eq!(plural.msgstr.iter().map(Written::text).collect::<Vec<_>>(), ["un", "plusieurs"]);
    let gone = &po.entries[3];
    assert!(gone.obsolete && gone.fuzzy());
    assert_eq!((gone.key(), gone.msgid.text(), gone.translation()), (Some("gone"), "Gone", "Parti"));
    assert_eq!(text(&gone.previous_msgid), Some("Old"));
    assert!(po.find("gone").is_none());
}

#[test]
fn header() {
    let po = read_well(EVERYTHING);
    assert_eq!(po.header_value("language"), Some("fr"));
    assert_eq!(po.header_value("Content-Type"), Some("text/plain; charset=UTF-8"));
    assert_eq!(po.header_value("Plural-Forms"), None);
    let place = po.header_place("Language").expect("it is there");
    assert_eq!((place.text(), place.start().line, place.start().column), ("fr", 6, 12));
}

#[test]
fn escapes_and_their_places() {
    let po = read_well(
        "msgid \"a\"\nmsgstr \"\\a\\b\\t\\n\\v\\f\\r\\\"\\\\\\101\\0012\\x41z\\303\\251\\342\\200\\246!\"\n",
    );
    let written = &po.entries[0].msgstr[0];
    assert_eq!(written.text(), "\x07\x08\t\n\x0b\x0c\r\"\\A\x012Azé…!");
    let at = |part: &str| {
        let start = written.text().find(part).expect("it is in the text");
        written.place_of(start..start + part.len())
    };
    assert_eq!(at("z").text(), "z");
    assert_eq!(at("2").text(), "2");
    assert_eq!(at("é").text(), "\\303\\251");
    assert_eq!(at("…").text(), "\\342\\200\\246");
    assert_eq!(at("zé…!").text(), "z\\303\\251\\342\\200\\246!");
    assert_eq!(written.place_of(0..1).start().column, 9);
}

#[test]
fn places_across_lines() {
    let po = read_well("#~ msgid \"a\"\n#~ msgstr \"\"\n#~ \"un \\n\"\n\n#~ \"\" \"été\"\n");
    let written = &po.entries[0].msgstr[0];
    assert_eq!(written.text(), "un \nété");
    assert_eq!(written.place().text(), "\"\"\n#~ \"un \\n\"\n\n#~ \"\" \"été\"");
    assert_eq!(written.place_of(0..2).start().line, 3);
    assert_eq!(written.place_of(4..9).text(), "été");
    assert_eq!(written.place_of(4..9).start().line, 5);
    let end = written.text().len();
    assert_eq!(written.place_of(end..end).start().column, 11);
}

#[test]
fn ends_of_lines_and_byte_order_marks() {
    let text =
        "\u{feff}msgid \"a\"\r\nmsgstr \"\"\r\n\"b\"\r\n# c\r\n#, fuzzy\r\nmsgid \"d\"\r\nmsgstr \"e\"";
    let po = read_well(text);
    assert_eq!(po.entries[0].translation(), "b");
    assert_eq!(po.entries[1].translator_comments, ["c"]);
    assert!(po.entries[1].fuzzy());
    assert_eq!(po.to_text(), text);
}

#[test]
fn decomposed_letters_stay_so() {
    let po = read_well("msgid \"a\"\nmsgstr \"e\u{301}\"\n");
    assert_eq!(po.entries[0].translation(), "e\u{301}");
}

#[test]
fn files_without_entries() {
    for text in ["", "\n", "\u{feff}", "# only a comment", "#|", "#~", "#~|", "#,", "#:", "#.", "\r\n\r\n"] {
        says(text, &[]);
        assert!(read(text).0.entries.is_empty());
    }
}

#[test]
fn keyword_alone_on_its_line() {
    let po = read_well("msgid\n\"a\"\nmsgstr\n\n\"b\"\n");
    assert_eq!((po.entries[0].msgid.text(), po.entries[0].translation()), ("a", "b"));
}

#[test]
fn the_header_must_be_in_use_and_without_key() {
    let po =
        read_well("#~ msgid \"\"\n#~ msgstr \"Language: de\\n\"\n\nmsgctxt \"k\"\nmsgid \"\"\nmsgstr \"\"\n");
    assert!(po.header().is_none());
}

#[test]
fn references_to_files_with_spaces() {
    let po = read_well("#: a.c:1 \u{2068}a file.c\u{2069}:2\tb.c \u{2068}open\nmsgid \"a\"\nmsgstr \"\"\n");
    assert_eq!(po.entries[0].references, ["a.c:1", "a file.c:2", "b.c", "\u{2068}open"]);
}
