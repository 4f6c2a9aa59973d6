//! Nothing of a file is lost in silence: what cannot be read, is missing, or is of another length.

#![expect(clippy::unwrap_used, reason = "a fixture that cannot be built is a failure of the test")]

mod file;
mod pages;

use paf_pdf::damage::damages;
use paf_pdf::open::{Unreadable, open};

use file::{GOOD, changed, file, with};

/// What is told of a file, with the page before it and a word on whether something is lost.
fn told(bytes: &[u8]) -> Vec<String> {
    let document = open(bytes).unwrap();
    let said = |damage: &paf_pdf::damage::Damage| {
        let page = damage.page.map_or_else(String::new, |page| format!("page {page}: "));
        format!("{}{page}{damage}", if damage.is_loss() { "" } else { "(untidy) " })
    };
    damages(&document, bytes).iter().map(said).collect()
}

#[test]
fn a_whole_file_has_no_damage() {
    assert_eq!(told(&file(&GOOD)), [""; 0]);
    let indirect = [GOOD.as_slice(), &["27"]].concat();
    let mut indirect = indirect;
    let content = GOOD[3].replace("/Length 27", "/Length 8 0 R");
    indirect[3] = &content;
    assert_eq!(told(&file(&indirect)), [""; 0]);
}

#[test]
fn what_cannot_be_read_is_told_by_what_it_is() {
    let cases = [
        (3, "/Type/Page", "/Type/#Page", "page 1: the page cannot be read (object 3 is damaged)"),
        (
            4,
            "<</Length",
            "<</Bad #/Length",
            "page 1: the content of the page cannot be read (object 4 is damaged)",
        ),
        (5, "/Image", "/#Image", "page 1: the image or drawing `Photo` cannot be read (object 5 is damaged)"),
        (6, "/Link", "/Li#nk", "page 1: a link, a comment or a field cannot be read (object 6 is damaged)"),
        (7, "/Type", "/#ype", "a part of the bookmarks cannot be read (object 7 is damaged)"),
    ];
    for (number, from, to, expected) in cases {
        assert_eq!(told(&changed(number, from, to)), [expected]);
    }
}

#[test]
fn what_is_not_in_the_file_is_told() {
    let lost = told(&changed(3, "/Photo 5 0 R", "/Photo 5 0 R/Other 91 0 R"));
    assert_eq!(lost, ["page 1: the image or drawing `Other` is missing: object 91 is not in the file"]);
    let lost = told(&changed(3, "/Contents 4 0 R", "/Contents[4 0 R 91 0 R 92 0 R]"));
    assert_eq!(lost, ["page 1: the content of the page is missing: objects 91, 92 are not in the file"]);
    let untidy = told(&changed(3, "/Annots[6 0 R]", "/Annots[6 0 R 91 0 R]"));
    assert_eq!(
        untidy,
        ["(untidy) page 1: a link, a comment or a field is missing: object 91 is not in the file"]
    );
}

#[test]
fn a_table_that_ends_too_early_loses_its_last_objects() {
    let whole = String::from_utf8(file(&GOOD)).unwrap();
    let at = whole.find("xref\n0 8").unwrap();
    let (body, table) = whole.split_at(at);
    let lines: Vec<&str> = table.lines().filter(|line| line.len() != 19).collect();
    let entries: Vec<&str> = table.lines().filter(|line| line.len() == 19).take(5).collect();
    let short = format!("{body}xref\n0 5\n{}\n{}\n", entries.join("\n"), lines[2..].join("\n"));
    let lost = told(short.as_bytes());
    assert!(
        lost.contains(
            &"page 1: the image or drawing `Photo` is missing: object 5 is not in the file".to_owned()
        ),
        "{lost:?}"
    );
}

#[test]
fn a_stream_is_as_long_as_it_says() {
    assert_eq!(
        told(&changed(4, "/Length 27", "/Lengtx 27")),
        ["page 1: the content of the page does not say how long it is (no `/Length` in object 4)"]
    );
    for said in ["0", "12", "99"] {
        let expected = format!(
            "page 1: the content of the page says that it is {said} bytes long, but it is 27 (`/Length` in object 4)"
        );
        let wrong = format!("/Old (a \\( /Length 27)/Other[<</Length 27>>]/Length {said} ");
        assert_eq!(told(&changed(4, "/Length 27", &wrong)), [expected]);
    }
    assert_eq!(
        told(&changed(4, "/Length 27", "/Length 91 0 R")),
        ["page 1: the content of the page does not say how long it is (no `/Length` in object 4)"]
    );
}

#[test]
fn a_file_without_its_table_is_damaged() {
    let mut bytes = file(&GOOD);
    let at = bytes.windows(4).rposition(|four| four == b"xref").unwrap();
    bytes.truncate(at - 5);
    assert_eq!(told(&bytes), ["the file is damaged: its table of objects had to be made anew"]);
}

#[test]
fn a_part_is_told_once_with_all_its_objects() {
    let objects: Vec<String> = (91..=96).map(|number| format!("{number} 0 R")).collect();
    let many = told(&changed(3, "/Contents 4 0 R", &format!("/Contents[{}]", objects.join(" "))));
    assert_eq!(
        many,
        ["page 1: the content of the page is missing: objects 91, 92, 93, 94 and 2 more are not in the file"]
    );
}

#[test]
fn what_nobody_can_open_is_told_in_words_of_ours() {
    let why = |bytes: &[u8]| open(bytes).unwrap_err();
    assert_eq!(why(b""), Unreadable::Empty);
    assert_eq!(why(b"Dear printer"), Unreadable::NoPdf);
    assert_eq!(why(b"%PDF-1.6\nand nothing else"), Unreadable::Table);
    assert_eq!(why(&with(1, "(no catalogue)")), Unreadable::NoCatalogue);
    // An encryption dictionary of its own, or in the trailer itself.
    let locked = String::from_utf8(file(&GOOD)).unwrap();
    let locked = locked.replace("/Root 1 0 R", "/Root 1 0 R/Encrypt<</Filter/Standard/V 2/R 3>>");
    assert_eq!(why(locked.as_bytes()), Unreadable::Encrypted);
}
