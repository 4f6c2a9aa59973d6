//! A good PDF/X-4 of two pages, made of a page that Typst set (`page.typ`).

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use paf_preflight::{Expectations, Report, examine};

/// 60 × 80 mm, bleed 3 mm, text in black alone on a tint that runs into the bleed.
const PAGE: &[u8] = include_bytes!("page.pdf");
const MM: f32 = 72.0 / 25.4;

pub(crate) fn good() -> Document {
    let mut document = Document::load_mem(PAGE).unwrap();
    let profile = document.add_object(Stream::new(dictionary! { "N" => 4 }, profile(b"prtr", b"CMYK")));
    let intent = document.add_object(intent(profile));
    let metadata = document.add_object(Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        xmp().into_bytes(),
    ));
    let catalog = document.catalog_mut().unwrap();
    catalog.set("OutputIntents", vec![Object::Reference(intent)]);
    catalog.set("Metadata", Object::Reference(metadata));
    for key in ["StructTreeRoot", "MarkInfo", "Outlines"] {
        catalog.remove(key.as_bytes());
    }
    info(&mut document).set("Trapped", "False");
    for page in pages(&document) {
        let page = document.get_dictionary_mut(page).unwrap();
        page.set("MediaBox", area(0.0, 0.0, 66.0, 86.0));
        page.set("BleedBox", area(0.0, 0.0, 66.0, 86.0));
        page.set("TrimBox", area(3.0, 3.0, 63.0, 83.0));
        page.set("Group", group("DeviceCMYK"));
        page.remove(b"Annots");
    }
    for page in pages(&document) {
        overprint_text(&mut document, page);
    }
    document
}

/// Lets black text lie over the tint, as a press wants it.
fn overprint_text(document: &mut Document, page: ObjectId) {
    let content = document.get_page_content(page);
    let text = content.windows(2).position(|two| two == b"BT").unwrap();
    let (before, text) = content.split_at(text);
    let content = [before, b"/Over gs ", text].concat();
    let content = document.add_object(Stream::new(Dictionary::new(), content));
    document.get_dictionary_mut(page).unwrap().set("Contents", content);
    let state = dictionary! { "Type" => "ExtGState", "OP" => true, "op" => true, "OPM" => 1 };
    resource_of(document, page, "ExtGState", "Over", state);
}

/// A profile that is nothing but its header: enough to tell what it is for.
pub(crate) fn profile(class: &[u8; 4], space: &[u8; 4]) -> Vec<u8> {
    let mut bytes = vec![0; 132];
    bytes[3] = 132;
    bytes[8] = 2;
    bytes[12..16].copy_from_slice(class);
    bytes[16..20].copy_from_slice(space);
    bytes[20..24].copy_from_slice(b"Lab ");
    bytes[36..40].copy_from_slice(b"acsp");
    bytes
}

pub(crate) fn intent(profile: ObjectId) -> Dictionary {
    dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFX",
        "OutputConditionIdentifier" => Object::string_literal("FOGRA39"),
        "RegistryName" => Object::string_literal("http://www.color.org"),
        "Info" => Object::string_literal("Coated paper"),
        "DestOutputProfile" => profile,
    }
}

pub(crate) fn xmp() -> String {
    "<?xpacket begin='\u{feff}' id='W5M0MpCehiHzreSzNTczkc9d'?>\
     <x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\
     <rdf:Description rdf:about='' xmlns:dc='http://purl.org/dc/elements/1.1/'\
      xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmlns:xmpMM='http://ns.adobe.com/xap/1.0/mm/'\
      xmlns:pdf='http://ns.adobe.com/pdf/1.3/' xmlns:pdfxid='http://www.npes.org/pdfx/ns/id/'\
      xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/' xmlns:pdfuaid='http://www.aiim.org/pdfua/ns/id/'\
      pdfxid:GTS_PDFXVersion='PDF/X-4' pdfaid:part='2' pdfaid:conformance='A'>\
     <dc:title><rdf:Alt><rdf:li xml:lang='x-default'>Test &amp; page</rdf:li></rdf:Alt></dc:title>\
     <xmp:CreateDate>2026-03-01T00:00:00Z</xmp:CreateDate>\
     <xmp:ModifyDate>2026-03-01T01:00:00+01:00</xmp:ModifyDate>\
     <xmp:MetadataDate>2026-03-01</xmp:MetadataDate>\
     <xmpMM:DocumentID>uuid:1</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>\
     <xmpMM:RenditionClass>default</xmpMM:RenditionClass><pdf:Trapped>False</pdf:Trapped>\
     <pdfuaid:part>1</pdfuaid:part></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='r'?>"
        .to_owned()
}

/// A rectangle in millimetres.
pub(crate) fn area(left: f32, bottom: f32, right: f32, top: f32) -> Vec<Object> {
    [left, bottom, right, top].map(|mm| Object::Real(mm * MM)).to_vec()
}

pub(crate) fn group(space: &str) -> Dictionary {
    dictionary! { "Type" => "Group", "S" => "Transparency", "CS" => space }
}

pub(crate) fn pages(document: &Document) -> Vec<ObjectId> {
    document.page_iter().collect()
}

/// The first page.
pub(crate) fn page(document: &mut Document) -> &mut Dictionary {
    let first = pages(document)[0];
    document.get_dictionary_mut(first).unwrap()
}

pub(crate) fn info(document: &mut Document) -> &mut Dictionary {
    let id = document.trailer.get(b"Info").and_then(Object::as_reference).unwrap();
    document.get_dictionary_mut(id).unwrap()
}

pub(crate) fn intent_mut(document: &mut Document) -> &mut Dictionary {
    let intents = document.catalog().unwrap().get(b"OutputIntents").and_then(Object::as_array).unwrap();
    let id = intents[0].as_reference().unwrap();
    document.get_dictionary_mut(id).unwrap()
}

pub(crate) fn profile_mut(document: &mut Document) -> &mut Stream {
    let id = intent_mut(document).get(b"DestOutputProfile").and_then(Object::as_reference).unwrap();
    document.get_object_mut(id).and_then(Object::as_stream_mut).unwrap()
}

pub(crate) fn metadata_mut(document: &mut Document) -> &mut Stream {
    let id = document.catalog().unwrap().get(b"Metadata").and_then(Object::as_reference).unwrap();
    document.get_object_mut(id).and_then(Object::as_stream_mut).unwrap()
}

/// Replaces a piece of the metadata, which must be there.
pub(crate) fn rewrite(document: &mut Document, from: &str, to: &str) {
    let stream = metadata_mut(document);
    let old = String::from_utf8(stream.content.clone()).unwrap();
    assert!(old.contains(from), "{from}");
    stream.set_plain_content(old.replace(from, to).into_bytes());
}

/// Puts something into the first page's resources.
pub(crate) fn resource(document: &mut Document, kind: &str, name: &str, what: impl Into<Object>) {
    let first = pages(document)[0];
    resource_of(document, first, kind, name, what);
}

pub(crate) fn resource_of(
    document: &mut Document,
    of: ObjectId,
    kind: &str,
    name: &str,
    what: impl Into<Object>,
) {
    let what = what.into();
    let what = match what {
        stream @ Object::Stream(_) => Object::Reference(document.add_object(stream)),
        other => other,
    };
    let resources = document.get_dictionary(of).unwrap().get(b"Resources").unwrap().clone();
    let resources = match resources {
        Object::Reference(id) => document.get_dictionary(id).unwrap().clone(),
        Object::Dictionary(own) => own,
        other => panic!("{other:?}"),
    };
    let mut resources = resources;
    let mut of_kind = resources.get(kind.as_bytes()).and_then(Object::as_dict).cloned().unwrap_or_default();
    of_kind.set(name, what);
    resources.set(kind, of_kind);
    document.get_dictionary_mut(of).unwrap().set("Resources", resources);
}

pub(crate) fn bytes(document: &mut Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

pub(crate) fn report(document: &mut Document, expectations: &Expectations) -> Report {
    examine(&bytes(document), expectations).unwrap()
}

/// The ids of what is found.
pub(crate) fn codes(report: &Report) -> Vec<&'static str> {
    report.findings.iter().map(|finding| finding.rule.id()).collect()
}
