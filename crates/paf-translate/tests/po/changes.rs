//! What is written after a change, and what stays as it was.

use paf_diag::{Place, SourceFile, Written};
use paf_translate::po::PoEntry;

use super::{read, read_well};

const THREE: &str = "# a comment\n#  kept as it is\nmsgctxt \"a\"\nmsgid \"\"\n\"A\"\nmsgstr \"\"\n\n\n\
#:   x.yaml:1\nmsgctxt \"b\"\nmsgid \"\"\n\"B\"\nmsgstr \"\"\n\nmsgctxt \"c\"\nmsgid   \"C\"\nmsgstr \"\"\n# tail\n";

fn written(text: &str) -> Written {
    Written::verbatim(text, Place::start_of(&SourceFile::new("content.yaml", "")))
}

#[test]
fn only_the_changed_entry_is_written_anew() {
    let mut po = read_well(THREE);
    po.entries[1].set_translation("un \"mot\"\ndeux");
    assert!(po.entries[1].is_changed() && !po.entries[0].is_changed());
    let old = "#:   x.yaml:1\nmsgctxt \"b\"\nmsgid \"\"\n\"B\"\nmsgstr \"\"\n";
    let new = "#: x.yaml:1\nmsgctxt \"b\"\nmsgid \"B\"\nmsgstr \"\"\n\"un \\\"mot\\\"\\n\"\n\"deux\"\n";
    assert_eq!(po.to_text(), THREE.replace(old, new));
    po.entries[1].set_translation("");
    assert_eq!(po.to_text(), THREE);
}

#[test]
fn a_line_end_at_the_end_alone_needs_no_second_line() {
    let mut po = read_well("msgid \"a\\n\"\nmsgstr \"\"\n");
    po.entries[0].set_translation("b\n");
    assert_eq!(po.to_text(), "msgid \"a\\n\"\nmsgstr \"b\\n\"\n");
}

#[test]
fn a_stale_translation() {
    let mut po = read_well("#, max-length:9\nmsgctxt \"k\"\nmsgid \"old\"\nmsgstr \"vieux\"\n");
    let entry = &mut po.entries[0];
    entry.set_fuzzy(true);
    entry.previous_msgid = Some(std::mem::replace(&mut entry.msgid, written("new")));
    let text = "#, fuzzy, max-length:9\n#| msgid \"old\"\nmsgctxt \"k\"\nmsgid \"new\"\nmsgstr \"vieux\"\n";
    assert_eq!(po.to_text(), text);
    let mut po = read_well(text);
    po.entries[0].set_fuzzy(false);
    assert_eq!(po.entries[0].flags, ["max-length:9"]);
}

#[test]
fn an_obsolete_entry() {
    let mut po = read_well("#. note\n#| msgid \"older\"\nmsgctxt \"k\"\nmsgid \"old\"\nmsgstr \"a\\nb\"\n");
    po.entries[0].obsolete = true;
    let text = "#. note\n#~| msgid \"older\"\n#~ msgctxt \"k\"\n#~ msgid \"old\"\n#~ msgstr \"\"\n#~ \"a\\n\"\n#~ \"b\"\n";
    assert_eq!(po.to_text(), text);
    assert!(read_well(text).entries[0].obsolete);
}

#[test]
fn added_moved_and_removed_entries_stand_apart() {
    let mut po = read_well(THREE);
    let mut new = PoEntry::new(written("N"));
    new.msgctxt = Some(written("n"));
    po.entries.swap(0, 2);
    po.entries.remove(1);
    po.entries.push(new);
    assert_eq!(
        po.to_text(),
        "msgctxt \"c\"\nmsgid   \"C\"\nmsgstr \"\"\n\n\
         # a comment\n#  kept as it is\nmsgctxt \"a\"\nmsgid \"\"\n\"A\"\nmsgstr \"\"\n\n\
         msgctxt \"n\"\nmsgid \"N\"\nmsgstr \"\"\n\n# tail\n"
    );
}

#[test]
fn a_new_entry_takes_the_line_ends_of_the_file() {
    let mut po = read_well("msgid \"a\"\r\nmsgstr \"b\"");
    let mut new = PoEntry::new(written("c"));
    new.translator_comments.push("x\ny".to_owned());
    new.references.push("my file.yaml:3".to_owned());
    new.msgid_plural = Some(written("d"));
    po.entries.push(new);
    let text = po.to_text();
    assert_eq!(
        text,
        "msgid \"a\"\r\nmsgstr \"b\"\r\n\r\n# x\r\n# y\r\n#: \u{2068}my file.yaml\u{2069}:3\r\n\
         msgid \"c\"\r\nmsgid_plural \"d\"\r\nmsgstr[0] \"\"\r\n"
    );
    assert_eq!(read_well(&text).to_text(), text);
}

#[test]
fn entries_of_another_file_are_written_anew() {
    let theirs = read_well("\u{feff}msgid   \"a\"\r\nmsgstr \"b\"\r\n");
    let mut ours = read_well("");
    ours.entries.extend(theirs.entries);
    assert_eq!(ours.to_text(), "msgid \"a\"\nmsgstr \"b\"\n");
}

#[test]
fn the_byte_order_mark_stays_first() {
    let mut po = read_well("\u{feff}msgid \"a\"\nmsgstr \"\"\n\nmsgid \"b\"\nmsgstr \"\"\n");
    po.entries.swap(0, 1);
    assert_eq!(po.to_text(), "\u{feff}msgid \"b\"\nmsgstr \"\"\n\nmsgid \"a\"\nmsgstr \"\"\n");
}

#[test]
fn header_values() {
    let mut po = read_well("msgid \"\"\nmsgstr \"\"\n\"Language: \\n\"\n\"X: y\\n\"\n");
    po.set_header_value("Language", "fr");
    po.set_header_value("x", "z");
    po.set_header_value("New", "1");
    let text = "msgid \"\"\nmsgstr \"\"\n\"Language: fr\\n\"\n\"X: z\\n\"\n\"New: 1\\n\"\n";
    assert_eq!(po.to_text(), text);
    let mut empty = read_well("");
    empty.set_header_value("Language", "fr");
    assert_eq!(empty.to_text(), "msgid \"\"\nmsgstr \"Language: fr\\n\"\n");
}

#[test]
fn a_previous_key_is_written_with_its_source_text() {
    let mut po = read_well("msgctxt \"new\"\nmsgid \"a\"\nmsgstr \"b\"\n");
    po.entries[0].previous_msgctxt = Some(written("old"));
    let text = "#| msgctxt \"old\"\n#| msgid \"a\"\nmsgctxt \"new\"\nmsgid \"a\"\nmsgstr \"b\"\n";
    assert_eq!(po.to_text(), text);
}

#[test]
fn a_second_translation_outlives_a_change_of_the_first() {
    let (mut po, _) = read("msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"\n\"d\"\n\nmsgid \"e\"\nmsgstr \"\"\n");
    po.entries[0].set_translation("x");
    let text = "msgid \"a\"\nmsgstr \"x\"\nmsgstr \"c\"\n\"d\"\n\nmsgid \"e\"\nmsgstr \"\"\n";
    assert_eq!(po.to_text(), text);
}
