//! What is refused, and that the words say what is wrong and how to mend it.

use std::io::{Read, repeat};

use flate2::Compression;
use flate2::read::ZlibEncoder;
use lopdf::{Dictionary, Object, Stream};
use paf_pdf::geometry::{Mm, Size};
use paf_press::impose::{Booklet, SheetSize, saddle_stitch};
use paf_press::marks::{Folds, Marks, Slug, add};

use crate::source::{FONT, MM, Source, around_trim};

fn refused(pdf: &[u8], settings: &Booklet) -> String {
    let why = saddle_stitch(pdf, settings).unwrap_err();
    assert!(!why.help().is_empty());
    format!("{why}; {}", why.help())
}

fn bent(bend: impl FnOnce(&mut Source)) -> String {
    let mut source = Source::new(4);
    bend(&mut source);
    refused(&source.pdf(), &Booklet::default())
}

#[test]
fn pages_that_no_printer_could_use() {
    let said = bent(|source| drop(source.page(3).remove(b"TrimBox")));
    assert!(said.starts_with("page 3 does not say where it is to be cut (no TrimBox)"), "{said}");
    let said = bent(|source| source.page(2).set("TrimBox", around_trim(-5.0 * MM)));
    assert!(said.starts_with("page 2 is 138 × 200 mm, but page 1 is 148 × 210 mm"), "{said}");
    let said = bent(|source| source.page(2).set("TrimBox", around_trim(5.0 * MM)));
    assert!(said.starts_with("the trim of page 2 lies outside the page"), "{said}");
    let said = bent(|source| source.page(4).set("Rotate", 90));
    assert!(said.starts_with("page 4 is turned by 90 degrees"), "{said}");
    let said = bent(|source| source.page(4).set("Rotate", 90.0));
    assert!(said.starts_with("page 4 is turned by 90 degrees"), "{said}");
    let said = bent(|source| source.page(4).set("UserUnit", 2));
    assert!(said.starts_with("page 4 is scaled"), "{said}");
    let said = bent(|source| source.page(1).set("BleedBox", around_trim(1.0 * MM)));
    assert!(said.starts_with("page 1 has 1 mm of bleed where 3 mm are needed"), "{said}");
    let said = bent(|source| {
        let broken = Stream::new(Dictionary::from_iter([("Filter", Object::from("Unknown"))]), vec![1, 2, 3]);
        let broken = source.document.add_object(broken);
        source.page(2).set("Contents", Object::Reference(broken));
    });
    assert!(said.starts_with("the content of page 2 cannot be decoded"), "{said}");
}

/// A stream of blanks, packed.
fn blanks(megabytes: u64) -> Stream {
    let mut packed = Vec::new();
    let blanks = repeat(b' ').take(megabytes << 20);
    ZlibEncoder::new(blanks, Compression::fast()).read_to_end(&mut packed).unwrap();
    Stream::new(Dictionary::from_iter([("Filter", Object::from("FlateDecode"))]), packed)
}

#[test]
fn content_that_would_fill_the_memory() {
    for (what, megabytes, times) in [("one stream", 257, 1), ("several streams together", 90, 3)] {
        let said = bent(|source| {
            let part = source.document.add_object(blanks(megabytes));
            source.page(2).set("Contents", vec![Object::Reference(part); times]);
        });
        assert!(said.starts_with("the content of page 2 cannot be decoded"), "{what}: {said}");
    }
}

#[test]
fn content_that_is_not_all_there() {
    let mut cut = Stream::new(Dictionary::new(), b"0 0 0 1 k 50 50 20 20 re f\n".repeat(100));
    cut.compress().unwrap();
    cut.set_content(cut.content[..cut.content.len() / 2].to_vec());
    let about = |key: &str, value: Object| Dictionary::from_iter([(key, value)]);
    let unpacked = Stream::new(about("Filter", "LZWDecode".into()), vec![255; 3]);
    let unknown = Stream::new(about("Filter", "Brotli".into()), b"abc".to_vec());
    let elsewhere = Stream::new(about("F", Object::string_literal("b.txt")), Vec::new());
    for content in [cut, unpacked, unknown, elsewhere] {
        let said = bent(|source| {
            let content = source.document.add_object(content);
            source.page(2).set("Contents", content);
        });
        assert!(said.starts_with("the content of page 2 cannot be decoded; it would be missing"), "{said}");
    }
}

#[test]
fn files_that_are_no_documents() {
    let said = refused(b"Dear printer", &Booklet::default());
    assert!(said.starts_with("the file cannot be read as a PDF (this is not a PDF);"), "{said}");
    // What a library says of a broken file is for programmers.
    let said = refused(b"%PDF-1.6\n1 0 obj\n<</Type", &Booklet::default());
    let words = "the file cannot be read as a PDF (the PDF is broken: its table of objects cannot be read);";
    assert!(said.starts_with(words), "{said}");
    let said = refused(&Source::new(0).pdf(), &Booklet::default());
    assert!(said.starts_with("the PDF has no pages"), "{said}");
    let mut source = Source::new(4);
    source.document.trailer.set("Encrypt", Dictionary::from_iter([("Filter", Object::from("Standard"))]));
    let said = refused(&source.pdf(), &Booklet::default());
    assert!(said.starts_with("the PDF is locked with a password"), "{said}");
}

#[test]
fn sheets_are_not_put_on_sheets() {
    let sheets = saddle_stitch(&Source::new(4).pdf(), &Booklet::default()).unwrap();
    let said = refused(&sheets.bytes, &Booklet::default());
    assert!(said.starts_with("these are sheets already, on which pages lie side by side;"), "{said}");
}

#[test]
fn a_cover_for_other_files_is_not_printed_in_their_place() {
    let said = bent(|source| {
        source.document.catalog_mut().unwrap().set("Collection", Dictionary::new());
    });
    assert!(said.starts_with("the file is a portfolio; what is in the files that it carries"), "{said}");
}

#[test]
fn a_locked_file_of_another_program() {
    use lopdf::{EncryptionState, EncryptionVersion, Permissions};
    for password in ["", "secret"] {
        let mut source = Source::new(4);
        let version = EncryptionVersion::V2 {
            document: &source.document,
            owner_password: "owner",
            user_password: password,
            key_length: 128,
            permissions: Permissions::default(),
        };
        let state = EncryptionState::try_from(version).unwrap();
        source.document.encrypt(&state).unwrap();
        let said = refused(&source.pdf(), &Booklet::default());
        assert!(said.starts_with("the PDF is locked with a password"), "{said}");
    }
}

#[test]
fn settings_that_cannot_be_kept() {
    let pdf = Source::new(24).pdf();
    let said = refused(&pdf, &Booklet { caliper: Mm(0.6), ..Booklet::default() });
    assert!(said.starts_with("6 sheets lie in each other, so the innermost pages move 3 mm"), "{said}");
    assert!(saddle_stitch(&pdf, &Booklet { caliper: Mm(0.59), ..Booklet::default() }).is_ok());
    let marked = Booklet { marks: Marks::all(), margin: Mm(6.0), ..Booklet::default() };
    let said = refused(&pdf, &marked);
    assert!(said.contains("margin of 6 mm") && said.ends_with("set the margin to 8.35 mm or more"), "{said}");
    let sheet = SheetSize::Given(Size { width: Mm(297.0), height: Mm(210.0) });
    let said = refused(&pdf, &Booklet { sheet, ..Booklet::default() });
    assert!(said.contains("take 302 × 216 mm, but the sheet is 297 × 210 mm"), "{said}");
    let said = refused(&pdf, &Booklet { bleed: Mm(-1.0), ..Booklet::default() });
    assert!(said.starts_with("the bleed cannot be -1 mm"), "{said}");
    assert!(saddle_stitch(&pdf, &Booklet { margin: Mm(f64::NAN), ..Booklet::default() }).is_err());
}

#[test]
fn marks_that_cannot_be_drawn() {
    let pdf = Source::new(2).pdf();
    let said = |marks: &Marks, folds: &Folds| {
        let why = add(&pdf, marks, folds).unwrap_err();
        format!("{why}; {}", why.help())
    };
    let fold = said(&Marks::all(), &Folds(vec![vec![], vec![Mm(200.0)]]));
    assert!(fold.starts_with("the fold at 200 mm lies outside page 2, which is 148 mm wide"), "{fold}");
    let slug = |text: &str, font: &[u8]| Marks {
        slug: Some(Slug { text: text.to_owned(), fonts: vec![font.to_vec()] }),
        ..Marks::default()
    };
    let none = Folds::none();
    let words = "the font of the slug line cannot be used: it is no font file, or a damaged one;";
    assert!(said(&slug("a", b"no font"), &none).starts_with(words));
    assert!(said(&slug("漢", FONT), &none).starts_with("the font of the slug line has no \"漢\""));
    assert!(said(&slug("שלום", FONT), &none).starts_with("the font of the slug line has no \"ש\""));
    let long = said(&slug(&"long ".repeat(60), FONT), &none);
    assert!(long.ends_with("shorten the slug line"), "{long}");
}

/// What a reader would leave out in silence would be missing on the sheets.
#[test]
fn parts_that_would_be_missing() {
    let said = bent(|source| source.page(2).set("Tabs", Object::Reference((9999, 0))));
    assert!(
        said.starts_with("part of page 2 would be missing: a part of the page (`/Tabs`) is missing"),
        "{said}"
    );
    let said = bent(|source| {
        let page = source.pages[2];
        source.document.objects.remove(&page);
    });
    assert!(said.starts_with("page 3 would be missing: the page is missing"), "{said}");
    let said = bent(|source| {
        let root = source.document.catalog().unwrap().get(b"Pages").and_then(Object::as_reference).unwrap();
        source.document.get_dictionary_mut(root).unwrap().set("Count", 5);
    });
    assert!(
        said.starts_with(
            "pages or parts of them may be missing: the file says that it has 5 pages (`/Count`), but 4 can be found"
        ),
        "{said}"
    );
    let damaged = Source::new(3).pdf();
    let at = damaged.windows(9).rposition(|nine| nine == b"startxref").unwrap();
    assert!(
        refused(&damaged[..at], &Booklet::default()).contains("its table of objects had to be made anew")
    );
}

/// No bytes, however broken, do harm.
#[test]
fn cut_and_scrambled_files() {
    let whole = Source::new(3).pdf();
    let tail = whole.len() - 9000;
    for step in 0..60 {
        let mut pdf = whole.clone();
        let at = tail + step * 150;
        if step % 2 == 0 {
            pdf.truncate(at);
        } else {
            for byte in pdf.iter_mut().skip(at).take(4) {
                *byte = b'9';
            }
        }
        let _ = saddle_stitch(&pdf, &Booklet { marks: Marks::all(), ..Booklet::default() });
        let _ = add(&pdf, &Marks::all(), &Folds::none());
    }
}
