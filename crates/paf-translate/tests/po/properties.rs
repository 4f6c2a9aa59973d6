//! What holds for every catalogue.

use paf_diag::{Place, SourceFile, Written};
use paf_translate::po::{PoEntry, write_entry};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::{read, read_well};

/// Pieces that catalogues, and mistakes in them, are made of.
const PIECES: &[&str] = &[
    "msgctxt ",
    "msgid ",
    "msgid_plural ",
    "msgstr ",
    "msgstr[0] ",
    "msgstr[1] ",
    "msgstr[",
    "]",
    "msgsrt ",
    "\"",
    "\"",
    "\"\"",
    "\"a\"",
    "\"a\\n\"",
    "\\",
    "\\\"",
    "\\q",
    "\\x",
    "\\x4",
    "\\x41",
    "\\303",
    "\\251",
    "\\0",
    "\n",
    "\n",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "#",
    "# c",
    "#. c",
    "#: a:1",
    "#, fuzzy",
    "#= x",
    "#| ",
    "#~ ",
    "#~| ",
    "#~|msgid \"a\"\n",
    "é",
    "e\u{301}",
    "\u{feff}",
    "\u{a0}",
    "\u{2028}",
    "“",
    "a",
    " ",
    "\t",
    "\0",
    "\x0c",
    "𝄞",
    "\u{2068}",
    "\u{2069}",
    "msgid \"a\"\nmsgstr \"b\"\n",
    "#~ msgid \"a\"\n#~ msgstr \"b\"\n",
    "msgid \"\"\nmsgstr \"Language: fr\\n\"\n",
];

fn catalogue() -> impl Strategy<Value = String> {
    prop_oneof![
        vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat()),
        vec(any::<u8>(), 0..200).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        vec(any::<char>(), 0..100).prop_map(String::from_iter),
    ]
}

/// Texts with every character that needs care.
fn text() -> impl Strategy<Value = String> {
    let awkward = "\"\\\n\t\r\u{7}\u{8}\u{b}\u{c}\0\u{1}\u{1b}\u{7f}\u{85}\u{a0}\u{2028}\u{feff}\u{301}0123abfnqrtvx#~|é𝄞 ";
    let awkward: Vec<char> = awkward.chars().collect();
    vec(prop_oneof![3 => prop::sample::select(awkward), 1 => any::<char>()], 0..12)
        .prop_map(String::from_iter)
}

/// One line of a comment; spaces at its ends and signs of other comments included.
fn comment() -> impl Strategy<Value = String> {
    text().prop_map(|text| text.replace(['\n', '\r'], ""))
}

fn word() -> impl Strategy<Value = String> {
    "[a-z#~|:.\"é]{1,6}"
}

fn written(text: &str) -> Written {
    Written::verbatim(text, Place::start_of(&SourceFile::new("content.yaml", "")))
}

prop_compose! {
    fn entry()(
        comments in (vec(comment(), 0..3), vec(comment(), 0..3), vec(word(), 0..3), vec(word(), 0..3)),
        previous in (option::of(text()), option::of(text()), option::of(text())),
        texts in (option::of(text()), text(), option::of(text()), vec(text(), 1..4)),
        obsolete in any::<bool>(),
    ) -> PoEntry {
        let of = |text: Option<String>| text.as_deref().map(written);
        let (msgctxt, msgid, msgid_plural, mut msgstr) = texts;
        if msgid_plural.is_none() {
            msgstr.truncate(1);
        }
        let mut entry = PoEntry::new(written(&msgid));
        (entry.translator_comments, entry.extracted_comments, entry.references, entry.flags) = comments;
        entry.previous_msgctxt = of(previous.0);
        entry.previous_msgid_plural = of(previous.2);
        let needed = entry.previous_msgctxt.is_some() || entry.previous_msgid_plural.is_some();
        entry.previous_msgid = of(previous.1.or(needed.then(|| msgid.clone())));
        entry.msgctxt = of(msgctxt);
        entry.msgid_plural = of(msgid_plural);
        entry.msgstr = msgstr.iter().map(|form| written(form)).collect();
        entry.obsolete = obsolete;
        entry
    }
}

/// All that an entry says, without the places.
pub(super) fn said(entry: &PoEntry) -> impl PartialEq + std::fmt::Debug + use<> {
    let of = |text: &Option<Written>| text.as_ref().map(|text| text.text().to_owned());
    let previous = [&entry.previous_msgctxt, &entry.previous_msgid, &entry.previous_msgid_plural].map(of);
    let texts = [&entry.msgctxt, &Some(entry.msgid.clone()), &entry.msgid_plural].map(of);
    let forms: Vec<_> = entry.msgstr.iter().map(|form| form.text().to_owned()).collect();
    let comments = [&entry.translator_comments, &entry.extracted_comments, &entry.references, &entry.flags];
    (comments.map(Clone::clone), previous, texts, forms, entry.obsolete)
}

fn texts(entry: &PoEntry) -> impl Iterator<Item = &Written> {
    let previous = [&entry.previous_msgctxt, &entry.previous_msgid, &entry.previous_msgid_plural];
    let single = [&entry.msgctxt, &entry.msgid_plural];
    previous.into_iter().chain(single).flatten().chain([&entry.msgid]).chain(&entry.msgstr)
}

/// Each character that needs no escape is found where it stands, the others at a backslash.
fn check_places(written: &Written) {
    for (at, c) in written.text().char_indices() {
        let place = written.place_of(at..at + c.len_utf8());
        let found = place.text();
        assert!(found == c.to_string() || found.starts_with('\\'), "{c:?} is at {found:?} in {written:?}");
        let (inner, outer) = (place.range(), written.place().range());
        assert!(outer.start <= inner.start && inner.end <= outer.end, "{place} in {written:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn anything_is_kept_as_it_is(text in catalogue()) {
        let (po, diagnostics) = read(&text);
        prop_assert_eq!(po.to_text(), &text[..]);
        for entry in &po.entries {
            texts(entry).for_each(check_places);
        }
        for diagnostic in diagnostics.iter() {
            prop_assert!(diagnostic.primary.is_some() && !diagnostic.help.is_empty());
            prop_assert!(!diagnostic.help.iter().any(String::is_empty));
        }
    }

    #[test]
    fn what_is_written_is_read_again(entries in vec(entry(), 0..4), crlf in any::<bool>()) {
        let mut po = read_well(if crlf { "\r\n" } else { "" });
        for (number, mut entry) in entries.into_iter().enumerate() {
            let key = entry.key().unwrap_or_default();
            entry.msgctxt = Some(written(&format!("{number}{key}")));
            po.entries.push(entry);
        }
        let again = read_well(&po.to_text());
        prop_assert_eq!(said_by(&again.entries), said_by(&po.entries));
        for entry in &again.entries {
            texts(entry).for_each(check_places);
        }
    }

    #[test]
    fn an_entry_written_anew_is_written_alike_again(entry in entry()) {
        let once = write_entry(&entry);
        let po = read_well(&once);
        prop_assert_eq!(write_entry(&po.entries[0]), once);
    }

    #[test]
    fn changes_leave_the_other_entries_alone(
        text in catalogue(), index in any::<prop::sample::Index>(), new in text(),
    ) {
        let (mut po, _) = read(&text);
        if po.entries.is_empty() {
            return Ok(());
        }
        let index = index.index(po.entries.len());
        let raw = |po: &paf_translate::po::PoFile, at: usize| po.entries.get(at).map(said);
        po.entries[index].set_translation(new);
        let (again, _) = read(&po.to_text());
        prop_assert_eq!(again.entries.len(), po.entries.len());
        for other in (0..po.entries.len()).filter(|other| *other != index) {
            prop_assert_eq!(raw(&again, other), raw(&po, other));
        }
    }
}

fn said_by(entries: &[PoEntry]) -> Vec<impl PartialEq + std::fmt::Debug + use<>> {
    entries.iter().map(said).collect()
}
