//! Broken pages do no harm.

use std::io::{Read, repeat};

use flate2::Compression;
use flate2::read::ZlibEncoder;
use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use paf_preflight::{Expectations, examine};

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
    assert!(!paf_preflight::separations::render(&bytes, 1, 72.0).is_empty());
}

/// A stream of blanks, packed.
fn blanks(about: lopdf::Dictionary, megabytes: u64) -> Stream {
    let mut packed = Vec::new();
    ZlibEncoder::new(repeat(b' ').take(megabytes << 20), Compression::fast())
        .read_to_end(&mut packed)
        .unwrap();
    let mut stream = Stream::new(about, packed);
    stream.dict.set("Filter", "FlateDecode");
    stream
}

type Swell = fn(&mut Document, ObjectId);

/// Files of one megabyte that fill the memory when they are unpacked.
const SWELLING: [(&str, Swell); 4] = [
    ("the content", |document, page| {
        let content = document.add_object(blanks(dictionary! {}, 257));
        document.get_dictionary_mut(page).unwrap().set("Contents", content);
    }),
    ("several streams together", |document, page| {
        let part = document.add_object(blanks(dictionary! {}, 90));
        document.get_dictionary_mut(page).unwrap().set("Contents", vec![Object::Reference(part); 3]);
    }),
    ("packed twice", |document, page| {
        let mut twice = blanks(dictionary! {}, 257);
        let mut packed = Vec::new();
        let mut encoder = ZlibEncoder::new(twice.content.as_slice(), Compression::fast());
        encoder.read_to_end(&mut packed).unwrap();
        twice.set_content(packed);
        twice.dict.set("Filter", vec![Object::Name(b"FlateDecode".to_vec()); 2]);
        let content = document.add_object(twice);
        document.get_dictionary_mut(page).unwrap().set("Contents", content);
    }),
    ("a form", |document, page| {
        let about = dictionary! { "Subtype" => "Form", "BBox" => vec![Object::Integer(0); 4] };
        let form = document.add_object(blanks(about, 257));
        let resources = dictionary! { "XObject" => dictionary! { "Form" => form } };
        document.get_dictionary_mut(page).unwrap().set("Resources", resources);
    }),
];

#[test]
fn what_would_fill_the_memory_is_told_and_not_unpacked() {
    for (what, swell) in SWELLING {
        let mut document = Document::load_mem(&pdf("/Form Do")).unwrap();
        let page = document.get_pages()[&1];
        swell(&mut document, page);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        assert!(bytes.len() < 3 << 20, "{what}");
        let report = examine(&bytes, &Expectations::default()).unwrap();
        let told = report.findings.iter().any(|finding| finding.what.contains("larger than 256 MB"));
        assert!(told, "{what}: {:#?}", report.findings);
    }
}
