//! What is read of a catalogue that comes back.

use paf_translate::State;

use super::{listed, read_po, rich};

const DELIVERED: &str = r##"msgid ""
msgstr ""
"Language: de\n"

msgctxt "a"
msgid "A"
msgstr "Ä"

#, fuzzy
#| msgid "B of old"
msgctxt "b"
msgid "B"
msgstr "Be"

#, fuzzy
msgctxt "c"
msgid "C"
msgstr "Ce"

#| msgid "D of old"
msgctxt "d"
msgid "D"
msgstr ""

#~ msgctxt "e"
#~ msgid "E"
#~ msgstr "E"
"##;

#[test]
fn entries_and_language() {
    let read = read_po(DELIVERED, &[]);
    assert_eq!(
        read.entries(),
        [
            ("a", Some("A"), "Ä", Some(State::Draft)),
            ("b", Some("B of old"), "Be", Some(State::Stale)),
            ("c", Some("C"), "Ce", Some(State::Stale)),
            ("d", Some("D"), "", Some(State::Draft)),
        ]
    );
    let (lang, place) = read.delivery.lang.as_ref().expect("it says so");
    assert_eq!((lang.as_str(), place.text()), ("de", "de"));
    assert!(read.diagnostics.is_empty());
    assert!(read_po("msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"\"\n", &[]).delivery.lang.is_none());
}

#[test]
fn mistakes() {
    let read =
        read_po("msgid \"A\"\nmsgstr \"B\"\n\nmsgctxt \"c\"\nmsgstr \"x", &[rich("A", "", State::Missing)]);
    assert_eq!(
        listed(&read.diagnostics),
        [
            "1:1 error: this entry has no `msgctxt` [msgid \"A\"\nmsgstr \"B\"] -> add `msgctxt` with the key of the text, or remove the entry",
            "5:1 error: `msgstr` has no `msgid` before it [msgstr] -> write a line `msgid \"...\"` with the source text above it",
            "5:8 error: the text is not closed on this line [\"x] -> close the text with a quotation mark",
        ]
    );
}
