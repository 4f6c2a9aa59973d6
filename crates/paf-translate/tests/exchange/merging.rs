//! What becomes of deliveries.

use paf_diag::{Diagnostics, Place, SourceFile, Written};
use paf_translate::State;
use paf_translate::exchange::{Delivered, Imported, Left, decode, xliff, xlsx};
use paf_translate::po::PoFile;

use super::{Row, catalogue, listed, package, plain, read_po, read_xliff, read_xlsx, rich, units};

/// What was imported, what was said, and the catalogue then.
type Outcome = (Imported, Vec<String>, PoFile);

/// What becomes of the catalogue `rows` when `delivered` comes back by each of the three ways.
fn outcomes(rows: &[Row], delivered: &[Row]) -> [Outcome; 3] {
    let units = units(delivered);
    let xlsx = xlsx::write(&package(&units)).expect("it is short enough");
    [
        read_xliff(&xliff::write(&package(&units)), rows),
        read_xlsx(&xlsx, rows),
        read_po(&catalogue(delivered).to_text(), rows),
    ]
    .map(|read| {
        let mut read = read.sent_as(rows);
        let mut po = catalogue(rows);
        let imported = read.merge_into(&mut po);
        (imported, listed(&read.diagnostics), po)
    })
}

#[test]
fn a_new_translation() {
    let old = [rich("*A* b", "", State::Missing), rich("C", "c", State::Draft).key("j")];
    let new = [rich("*A* b", "b *A*", State::Translated), rich("C", "c", State::Draft).key("j")];
    for (imported, said, po) in outcomes(&old, &new) {
        assert_eq!((imported.changed.as_slice(), imported.unchanged), (&["k".to_owned()][..], 1));
        assert_eq!(said, Vec::<String>::new());
        assert_eq!(po.to_text(), catalogue(&new).to_text());
    }
}

#[test]
fn a_translation_of_an_older_text_comes_in_as_stale() {
    let old = [rich("*A* now", "", State::Missing)];
    let delivered = [rich("[a](https://a.eu) then", "[A](https://a.eu) einst", State::Translated)];
    for (imported, said, po) in outcomes(&old, &delivered) {
        assert_eq!((imported.stale.as_slice(), said.len()), (&["k".to_owned()][..], 0));
        let expected =
            rich("*A* now", "[A](https://a.eu) einst", State::Stale).previous("[a](https://a.eu) then");
        assert_eq!(po.to_text(), catalogue(&[expected]).to_text());
    }
}

#[test]
fn a_stale_translation_is_confirmed() {
    let stale = rich("*A*", "*B*", State::Stale).previous("older");
    let confirmed = [rich("*A*", "*B*", State::Translated)];
    let [xliff, xlsx, _] = outcomes(&[stale], &confirmed);
    for (imported, _, po) in [xliff, xlsx] {
        assert_eq!(imported.confirmed, ["k"]);
        assert_eq!(po.to_text(), catalogue(&confirmed).to_text());
    }
}

#[test]
fn keys_that_are_unknown_or_there_twice() {
    let old = [rich("A", "", State::Missing).key("rec.title")];
    let unknown = [rich("A", "b", State::Draft).key("rec.titel")];
    for (imported, said, po) in outcomes(&old, &unknown) {
        assert_eq!((said.len(), imported.changed.len()), (1, 0));
        assert!(said[0].contains("did you mean `rec.title`?"), "{said:?}");
        assert_eq!(po.to_text(), catalogue(&old).to_text());
    }
    let one = rich("A", "b", State::Draft).key("rec.title");
    for (_, said, _) in outcomes(&old, &[one.clone(), one]) {
        assert!(said.iter().any(|line| line.contains("error: ") && line.contains("twice")), "{said:?}");
    }
}

#[test]
fn marks_that_are_typed_into_a_workbook() {
    let old = [rich("*A*", "", State::Missing), plain("B", "", State::Missing).key("j")];
    let new = [rich("*A*", "das  *A* ", State::Draft), plain("B", "*b*", State::Draft).key("j")];
    let [_, (_, said, po), _] = outcomes(&old, &new);
    assert_eq!(said, Vec::<String>::new());
    assert_eq!(po.to_text(), catalogue(&new).to_text());
}

#[test]
fn encodings_of_text_files() {
    let wide =
        |order: fn(u16) -> [u8; 2]| "\u{feff}<?xml?>".encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let wide_message = "`a.xlf` is written in UTF-16, and UTF-8 is needed";
    for (bytes, message, column) in [
        (wide(u16::to_le_bytes), wide_message, 1),
        (wide(u16::to_be_bytes), wide_message, 1),
        (wide(u16::to_le_bytes)[2..].to_vec(), wide_message, 1),
        (b"<a>\xe4</a>".to_vec(), "`a.xlf` is not UTF-8 text", 4),
    ] {
        let error = decode("a.xlf", &bytes).expect_err("it is no UTF-8");
        assert_eq!(error.message, message);
        assert_eq!(error.primary.expect("it has a place").place.start().column, column);
    }
    assert_eq!(decode("a.xlf", "\u{feff}ä".as_bytes()), Ok(SourceFile::new("a.xlf", "\u{feff}ä")));
    assert!(decode("a.xlf", b"").is_ok());
}

/// A text as it comes back in one of several files.
fn in_file(path: &str, row: &Row, sent: &Row, remark: &str) -> Delivered {
    let place = Place::start_of(&SourceFile::new(path, "k\n"));
    let written = |words: &str| Written::verbatim(words, place.clone());
    Delivered {
        key: written("k"),
        source: Some(row.source.clone()),
        target: written(&row.target),
        state: Some(row.state),
        fuzzy: None,
        disapproved: false,
        left: Some(Left::of(&sent.unit())),
        comments: vec![remark.to_owned()],
        place,
    }
}

#[test]
fn what_two_files_say_of_one_text() {
    let sent = rich("A", "b", State::Draft);
    let edited = Row { target: "c".to_owned(), ..sent.clone() };
    let approved = Row { state: State::Approved, ..sent.clone() };
    for (first, second, told) in [
        // The one rewords what the other one approves.
        (&edited, &approved, vec!["one file calls `k` approved, and another one, which counts, does not"]),
        (&approved, &edited, vec!["one file calls `k` approved, and another one, which counts, does not"]),
        (&edited, &sent, vec![]),
        (&sent, &approved, vec![]),
    ] {
        let entries = vec![in_file("1.xlf", first, &sent, "one"), in_file("2.xlf", second, &sent, "two")];
        let mut read = read_xliff("", std::slice::from_ref(&sent));
        read.delivery.entries = entries;
        read.diagnostics = Diagnostics::new();
        let mut po = catalogue(std::slice::from_ref(&sent));
        read.merge_into(&mut po);
        let messages: Vec<&str> = read.diagnostics.iter().map(|said| said.message.as_str()).collect();
        assert_eq!(messages, told);
        let entry = po.find("k").expect("it is there");
        let mut remarks = entry.translator_comments.clone();
        remarks.sort();
        assert_eq!(remarks, ["one", "two"], "what either remarks is kept");
    }
}
