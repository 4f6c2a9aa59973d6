//! What lies on a page without being its content is printed with it, or the file is refused.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use paf_pdf::pages::pages;
use paf_press::impose::{Booklet, saddle_stitch};

use crate::source::Source;

/// Flags: printed, and printed but hidden.
const PRINTED: i64 = 4;
const HIDDEN: i64 = 6;

fn numbers(values: &[i64]) -> Object {
    Object::Array(values.iter().map(|value| Object::Integer(*value)).collect())
}

/// An appearance of 100 by 50 points that begins at 10 20.
fn look(source: &mut Source, more: Dictionary) -> ObjectId {
    let mut form = dictionary! { "BBox" => numbers(&[10, 20, 110, 70]) };
    form.extend(&more);
    source.document.add_object(Stream::new(form, b"0 1 0 0 k 10 20 100 50 re f".to_vec()))
}

fn annotated(source: &mut Source, kind: &str, flags: i64, more: Dictionary) {
    let mut annotation = dictionary! {
        "Type" => "Annot", "Subtype" => kind, "F" => flags, "Rect" => numbers(&[60, 400, 260, 450]),
    };
    annotation.extend(&more);
    let annotation = source.document.add_object(annotation);
    source.page(2).set("Annots", vec![annotation.into()]);
}

/// What is drawn over page 2 once it lies on a sheet.
fn over(source: Source) -> String {
    let imposed = saddle_stitch(&source.pdf(), &Booklet::default()).unwrap();
    let document = Document::load_mem(&imposed.bytes).unwrap();
    let back = pages(&document)[1];
    let named = back.resources().unwrap().get(b"XObject").unwrap().as_dict().unwrap();
    let form = document.get_object(named.get(b"P2").unwrap().as_reference().unwrap()).unwrap();
    let form = form.as_stream().unwrap();
    let content = String::from_utf8(form.get_plain_content_with_limit(1 << 20).unwrap()).unwrap();
    if !content.starts_with("/Page Do") {
        return String::new();
    }
    let own = form.dict.get(b"Resources").unwrap().as_dict().unwrap();
    for (_, object) in own.get(b"XObject").unwrap().as_dict().unwrap() {
        let drawn = document.get_object(object.as_reference().unwrap()).unwrap().as_stream().unwrap();
        assert_eq!(drawn.dict.get(b"Subtype").unwrap().as_name().unwrap(), b"Form");
    }
    content
}

#[test]
fn a_stamp_is_drawn_where_it_lay() {
    let mut source = Source::new(4);
    let look = look(&mut source, Dictionary::new());
    annotated(&mut source, "Stamp", PRINTED, dictionary! { "AP" => dictionary! { "N" => look } });
    assert_eq!(over(source), "/Page Do\nq 2 0 0 1 40 380 cm /Stamp0 Do Q\n");
}

#[test]
fn a_stamp_that_was_turned_keeps_its_place() {
    let mut source = Source::new(4);
    // A quarter turn: the box is then 50 wide and 100 high, from -70 10.
    let look = look(&mut source, dictionary! { "Matrix" => numbers(&[0, 1, -1, 0, 0, 0]) });
    annotated(&mut source, "Stamp", PRINTED, dictionary! { "AP" => dictionary! { "N" => look } });
    assert_eq!(over(source), "/Page Do\nq 4 0 0 0.5 340 395 cm /Stamp0 Do Q\n");
}

#[test]
fn a_field_is_drawn_as_it_is_filled_in() {
    for (state, is_drawn) in [("Yes", true), ("Off", false)] {
        let mut source = Source::new(4);
        let ticked = look(&mut source, Dictionary::new());
        let looks = dictionary! { "N" => dictionary! { "Yes" => ticked } };
        annotated(&mut source, "Widget", PRINTED, dictionary! { "AP" => looks, "AS" => state });
        assert_eq!(!over(source).is_empty(), is_drawn, "{state}");
    }
}

#[test]
fn what_no_printer_would_print_is_left_out() {
    for (kind, flags) in [("Link", PRINTED), ("Popup", PRINTED), ("Stamp", 0), ("Stamp", HIDDEN)] {
        let mut source = Source::new(4);
        let look = look(&mut source, Dictionary::new());
        annotated(&mut source, kind, flags, dictionary! { "AP" => dictionary! { "N" => look } });
        assert_eq!(over(source), "", "{kind} {flags}");
    }
    // A field that nobody has filled in.
    let mut source = Source::new(4);
    annotated(&mut source, "Widget", PRINTED, dictionary! { "FT" => "Tx" });
    assert_eq!(over(source), "");
}

#[test]
fn what_does_not_say_what_it_looks_like_is_refused() {
    let value = || Object::string_literal("Clinic");
    for (kind, more, said) in [
        ("Stamp", Dictionary::new(), "a stamp on page 2 does not say what it looks like"),
        ("Widget", dictionary! { "V" => value() }, "a form field that is filled in on page 2"),
        (
            "Widget",
            dictionary! { "Parent" => dictionary! { "V" => value() } },
            "a form field that is filled in",
        ),
        ("Ink", Dictionary::new(), "a comment on page 2"),
    ] {
        let mut source = Source::new(4);
        annotated(&mut source, kind, PRINTED, more);
        let refused = saddle_stitch(&source.pdf(), &Booklet::default()).unwrap_err();
        assert!(refused.to_string().starts_with(said), "{refused}");
        assert!(refused.help().contains("flatten"), "{}", refused.help());
    }
}
