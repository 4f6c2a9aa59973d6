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
            ("a", Some("A"), "Ä", None),
            ("b", Some("B of old"), "Be", Some(State::Stale)),
            ("c", Some("C"), "Ce", Some(State::Stale)),
            ("d", Some("D"), "", None),
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

#[test]
fn remarks_and_what_a_text_left_with() {
    let sent =
        "# allow: spacing\n# as agreed\n#. In: Leaflet\n#. Sent as draft 0123456789abcdef fedcba9876543210\n";
    let read = read_po(&format!("{sent}msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"B\"\n"), &[]);
    let entry = &read.delivery.entries[0];
    assert_eq!(entry.comments, ["allow: spacing", "as agreed"]);
    assert_eq!(entry.left.as_ref().map(|left| left.state), Some(State::Draft));
    assert_eq!(entry.fuzzy, Some(false));
    let damaged =
        read_po(&format!("#. Sent as draft 0123\n{}", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"B\"\n"), &[]);
    assert_eq!(damaged.delivery.entries[0].left, None);
}

#[test]
fn a_catalogue_without_any_key() {
    let entries = "msgid \"A\"\nmsgstr \"B\"\n\nmsgid \"C\"\nmsgstr \"D\"\n";
    let read = read_po(entries, &[]);
    let said = listed(&read.diagnostics);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("none of the 2 entries has a `msgctxt`"), "{said:?}");
}
