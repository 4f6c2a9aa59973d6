//! Broken pages do no harm.

use paf_press::preflight::{Expectations, examine};

use crate::page::pdf;

#[test]
fn nonsense_is_not_a_reason_to_stop() {
    for content in [
        "Q Q Q Q",
        "q q q",
        "cm 1 2 cm",
        "/Nothing gs /Nothing Do /Nothing sh",
        "k 1 k g rg scn cs",
        "/Nothing cs /Nothing scn 0 0 1 1 re f",
        "BT Tf Tj <00> Tj [1 2 (x)] TJ ' \" ET",
        "W n f S B",
        "1e38 0 0 1e38 0 0 cm 1e38 1e38 1e38 1e38 re f",
        "0 0 0 0 0 0 cm 0 0 1 1 re f 1 w 0 0 m 1 1 l S",
        "BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI",
        "BI ID EI",
        "<< >> [ ( ",
        "\u{0}\u{1}\u{2}",
        "BT /F 0 Tf <0001> Tj ET",
        "BT /F -12 Tf 1 0 0 1 50 50 Tm <0001> Tj ET",
    ] {
        assert!(examine(&pdf(content), &Expectations::default()).is_ok(), "{content}");
    }
}

#[test]
fn a_form_that_paints_itself_ends() {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut document = Document::load_mem(&pdf("/Self Do")).unwrap();
    let id = document.new_object_id();
    let page = document.get_pages()[&1];
    let resources = dictionary! { "XObject" => dictionary! { "Self" => id } };
    let form = dictionary! {
        "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "Resources" => resources.clone(),
    };
    document.objects.insert(id, Object::Stream(Stream::new(form, b"/Self Do /Self Do".to_vec())));
    document.get_dictionary_mut(page).unwrap().set("Resources", resources);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let report = examine(&bytes, &Expectations::default()).unwrap();
    assert!(!report.skipped.is_empty(), "what could not be read is said");
    assert!(!paf_press::separations::render(&bytes, 1, 72.0).is_empty());
}
