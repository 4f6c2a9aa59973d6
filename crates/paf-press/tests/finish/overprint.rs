//! Black letters are printed over what lies under them, and nothing else is.

use std::process::Command;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use paf_pdf::pages::pages;
use paf_press::finish::{FinishError, finish};
use paf_press::intent::Intent;

use crate::{PAGES, format};

/// A letter in the font of the page.
const LETTER: &str = "BT /f0 90 Tf 1 0 0 1 60 60 Tm <0001> Tj ET";
/// A ground over all the page.
const TINT: &str = "1 0.5 0 0 k 0 0 400 300 re f";

/// The page of the layout with other content, and what it names beside its own.
fn page(content: &str, name: &[(&str, Dictionary)]) -> Vec<u8> {
    let mut document = Document::load_mem(PAGES).unwrap();
    let id = document.get_pages()[&1];
    let mut resources = pages(&document)[0].resources().unwrap().clone();
    for (kind, named) in name {
        resources.set(*kind, named.clone());
    }
    let content = document.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
    let page = document.get_dictionary_mut(id).unwrap();
    page.set("Contents", content);
    page.set("Resources", resources);
    saved(document)
}

fn saved(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn press(pdf: &[u8]) -> Vec<u8> {
    finish(pdf, &format(&Intent::coated())).unwrap()
}

/// What a finished page paints: each operator, and whether it overprints.
fn painted(pdf: &[u8]) -> Vec<(String, bool)> {
    let document = Document::load_mem(&press(pdf)).unwrap();
    let page = pages(&document)[0];
    overprinting(&document, &page.content(), page.resources().unwrap())
}

fn overprinting(document: &Document, content: &[u8], resources: &Dictionary) -> Vec<(String, bool)> {
    let states = resources.get(b"ExtGState").ok();
    let states = states.map(|states| document.dereference(states).unwrap().1.as_dict().unwrap());
    let mut is_over = false;
    let (mut saved, mut found) = (Vec::new(), Vec::new());
    for operation in Content::decode(content).unwrap().operations {
        match operation.operator.as_str() {
            "q" => saved.push(is_over),
            "Q" => is_over = saved.pop().unwrap(),
            "gs" => {
                let state = states.unwrap().get(operation.operands[0].as_name().unwrap()).unwrap();
                let state = document.dereference(state).unwrap().1.as_dict().unwrap();
                let flag = |key: &[u8]| state.get(key).and_then(Object::as_bool).unwrap_or(is_over);
                assert_eq!(flag(b"op"), flag(b"OP"));
                is_over = flag(b"op");
                if is_over {
                    assert_eq!(state.get(b"OPM").and_then(Object::as_i64).unwrap(), 1);
                }
            }
            "f" | "S" | "Tj" | "TJ" | "Do" => found.push((operation.operator, is_over)),
            _ => {}
        }
    }
    found
}

/// Whether the last thing that a page paints overprints.
fn last(content: &str) -> bool {
    painted(&page(&format!("{TINT} {content}"), &[])).last().unwrap().1
}

#[test]
fn black_letters_and_thin_black_lines_overprint() {
    for black in ["", "0 g", "0 0 0 rg", "/c0 cs 0 scn", "0 0 0 1 k", "/DeviceCMYK cs", "1 g 0 g"] {
        // A page begins with black.
        let content = format!("q 1 g 9 9 9 9 re f Q {black} {LETTER}");
        let is_over = painted(&page(&content, &[])).last().unwrap().1;
        assert!(is_over, "{black}");
    }
    assert!(last("0 0 0 1 K 0.5 w 0 0 m 9 9 l S"));
    assert!(last("0 G q 10 0 0 10 0 0 cm 0.05 w 0 0 m 9 9 l S"));
    assert!(last(&format!("0 G 0 g 2 Tr {LETTER}")));
}

#[test]
fn nothing_else_does() {
    for other in [
        "1 g",
        "0 0 0 0 k",
        "0.2 g",
        "0 0 0 0.95 k",
        "0.5 0.4 0.4 1 k",
        "/c1 cs 1 scn",
        "1 0 0 rg",
        "0 g 1 Tr 1 G",
        "1 g 3 Tr 1 g 0 Tr",
    ] {
        assert!(!last(&format!("0 g {LETTER} {other} {LETTER}")), "{other}");
    }
    for area in
        ["0 0 9 9 re f", "0 0 0 1 K 3 w 0 0 m 9 9 l S", "0 0 0 1 K q 9 0 0 9 0 0 cm 1 w 0 0 m 9 9 l S"]
    {
        assert!(!last(&format!("0 0 0 1 k {LETTER} {area}")), "{area}");
    }
    // What was switched on within a state that is put back is off again.
    let content = format!("{TINT} q 0 g {LETTER} Q 1 g {LETTER} 0 g {LETTER} 9 9 9 9 re f");
    let found: Vec<bool> = painted(&page(&content, &[])).into_iter().map(|(_, over)| over).collect();
    assert_eq!(found, [false, true, false, true, false]);
}

#[test]
fn what_is_see_through_stays_as_it_is() {
    let mask = dictionary! { "S" => "Luminosity", "G" => Object::Null };
    for (what, state) in [
        ("half", dictionary! { "ca" => 0.5 }),
        ("masked", dictionary! { "SMask" => mask }),
        ("blended", dictionary! { "BM" => "Multiply" }),
    ] {
        let states = dictionary! { "Own" => state, "PafOver" => dictionary! { "ca" => 1 } };
        let content = format!("{TINT} q /Own gs 0 0 0 1 k {LETTER} Q 0 0 0 1 k {LETTER}");
        let found = painted(&page(&content, &[("ExtGState", states)]));
        assert_eq!(found.iter().map(|(_, over)| *over).collect::<Vec<_>>(), [false, false, true], "{what}");
    }
}

/// A letter on a tint, and one in a form over it: a group, with graphics states of its own.
fn drawing(group: Option<Dictionary>, states: Option<Dictionary>) -> Vec<u8> {
    let mut document = Document::load_mem(PAGES).unwrap();
    let resources = pages(&document)[0].resources().unwrap().clone();
    let mut form = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 400.into(), 300.into()],
        "Resources" => resources.clone(),
    };
    if let Some(states) = states {
        let mut own = resources.clone();
        own.set("ExtGState", states);
        form.set("Resources", own);
    }
    if let Some(group) = group {
        form.set("Group", group);
    }
    let form = document.add_object(Stream::new(form, format!("0 0 0 1 k {LETTER}").into_bytes()));
    let mut own = resources;
    own.set("XObject", dictionary! { "Drawing" => form });
    let content = format!("{TINT} 0 0 0 1 k {LETTER} /Drawing Do");
    let content = document.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
    let id = document.get_pages()[&1];
    let page = document.get_dictionary_mut(id).unwrap();
    page.set("Resources", own);
    page.set("Contents", content);
    saved(document)
}

#[test]
fn forms_overprint_unless_they_are_groups_that_know_nothing_of_what_is_below() {
    let alone = dictionary! { "S" => "Transparency", "I" => true, "CS" => "DeviceCMYK" };
    let blended = dictionary! { "Blended" => dictionary! { "BM" => "Multiply" } };
    let usual = dictionary! { "Usual" => dictionary! { "BM" => "Normal", "ca" => 0.5 } };
    for (group, states, expected) in [
        (None, None, true),
        (Some(dictionary! { "S" => "Transparency" }), None, true),
        // Where all is painted over what lies below, it makes no difference whether a group knows it.
        (Some(alone.clone()), None, true),
        (Some(alone.clone()), Some(usual), true),
        (Some(alone), Some(blended), false),
        (Some(dictionary! { "S" => "Transparency", "K" => true }), None, false),
        (Some(dictionary! { "S" => "Transparency", "I" => true, "K" => true }), None, false),
    ] {
        let what = format!("{group:?} {states:?}");
        let document = Document::load_mem(&press(&drawing(group, states))).unwrap();
        let page = pages(&document)[0];
        let forms = page.resources().unwrap().get(b"XObject").unwrap().as_dict().unwrap();
        let form = forms.get(b"Drawing").unwrap().as_reference().unwrap();
        let form = document.get_object(form).unwrap().as_stream().unwrap();
        let resources = form.dict.get(b"Resources").unwrap();
        let resources = document.dereference(resources).unwrap().1.as_dict().unwrap();
        let content = form.get_plain_content_with_limit(1 << 20).unwrap();
        assert_eq!(overprinting(&document, &content, resources)[0].1, expected, "{what}");
        // A form begins with what is set on the page: not with overprinting.
        let on_page = overprinting(&document, &page.content(), page.resources().unwrap());
        assert_eq!(on_page.last().unwrap(), &("Do".to_owned(), false));
    }
}

#[test]
fn content_that_cannot_be_read_to_its_end_is_refused() {
    for broken in ["0 g ( BT", "0 g ] f", "BI /W 1 ID"] {
        let error = finish(&page(broken, &[]), &format(&Intent::coated())).unwrap_err();
        assert_eq!(error, FinishError::Content { page: 1 }, "{broken}");
    }
}

/// How much of the page has some of each of the four inks, by Ghostscript.
fn inked(pdf: &[u8]) -> Option<Vec<f64>> {
    let file = tempfile::NamedTempFile::new().unwrap();
    #[expect(clippy::disallowed_methods, reason = "a file for another program")]
    std::fs::write(file.path(), pdf).unwrap();
    let arguments = ["-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=inkcov", "-r144", "-sOutputFile=-"];
    let Ok(output) = Command::new("gs").args(arguments).arg(file.path()).output() else {
        #[expect(clippy::print_stderr, reason = "a judge that did not look must be heard")]
        {
            eprintln!("skipped: gs is not installed");
        }
        return None;
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    Some(said.split_whitespace().take(4).map(|share| share.parse().unwrap()).collect())
}

#[test]
fn ghostscript_finds_no_white_letters_on_the_plates() {
    for (colour, is_cut) in [("0 g", false), ("0 0 0 1 k", false), ("1 g", true), ("0 0 0 0 k", true)] {
        let pdf = press(&page(&format!("{TINT} {colour} {LETTER}"), &[]));
        let Some(inks) = inked(&pdf) else { return };
        let whole = inks[0] > 0.999_99 && inks[1] > 0.999_99;
        assert_eq!(whole, !is_cut, "{colour}: {inks:?}");
        assert_eq!(inks[3] > 0.001, !is_cut, "{colour}: {inks:?}");
    }
}

#[test]
fn ghostscript_finds_no_white_letters_of_drawings_on_the_plates() {
    let group = dictionary! { "S" => "Transparency", "I" => true, "CS" => "DeviceCMYK" };
    let Some(inks) = inked(&press(&drawing(Some(group), None))) else { return };
    assert!(inks[0] > 0.999_99 && inks[1] > 0.999_99 && inks[3] > 0.001, "{inks:?}");
}
