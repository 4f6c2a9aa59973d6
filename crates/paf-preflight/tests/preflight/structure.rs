//! Every rule about how a PDF is built: a good file broken in one way is caught by that rule alone.

use lopdf::encryption::{EncryptionState, EncryptionVersion, Permissions};
use lopdf::{Document, Object, Stream, dictionary};
use paf_diag::{Rule, Severity};
use paf_pdf::geometry::{Mm, Size};
use paf_preflight::{Expectations, Standard, examine};

use crate::fixture::*;

/// A letter in the font `X`.
const LETTER: &str = "0 g BT /X 9 Tf 80 120 Td (a) Tj ET";

type Break = fn(&mut Document, &mut Expectations);

#[test]
fn a_good_file_has_no_findings() {
    let expectations = Expectations {
        trim: Some(Size { width: Mm(60.0), height: Mm(80.0) }),
        also: vec![Standard::PdfA2a, Standard::PdfA2b, Standard::PdfUa1],
        ..Expectations::default()
    };
    let report = report(&mut good(), &expectations);
    assert_eq!(report.findings, []);
    assert_eq!(report.skipped, []);
    assert_eq!(report.pages.len(), 2);
    assert_eq!(report.pages[1].number, 2);
    assert!((report.pages[1].trim.unwrap().height.0 - 80.0).abs() < 0.001);
    assert!((report.pages[1].media.width.0 - 66.0).abs() < 0.001);
}

#[test]
fn each_break_is_caught_by_its_own_rule_alone() {
    let mut wrong = Vec::new();
    for (code, name, break_it) in BREAKS {
        let (mut document, mut expectations) = (good(), Expectations::default());
        break_it(&mut document, &mut expectations);
        let found = report(&mut document, &expectations);
        if codes(&found) != [*code] {
            wrong.push(format!("{code} ({name}): {:#?}", found.findings));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_break() {
    // The rules about content stand after these and have tests of their own.
    let rules = Rule::ALL.iter().filter(|rule| (Rule::PressUnreadable..Rule::PressRgb).contains(rule));
    let untested = rules.map(|rule| rule.id()).filter(|id| BREAKS.iter().all(|(code, _, _)| code != id));
    // An encrypted file is not examined at all, and older levels are told to be older: tests below.
    assert_eq!(untested.collect::<Vec<_>>(), ["press::encrypted", "press::older-pdfx"]);
}

/// The good file as one of an older level: no metadata but the document information, no transparency.
fn older(version: &str, conformance: Option<&str>, base: &str) -> Document {
    let mut document = good();
    document.version = base.to_owned();
    document.catalog_mut().unwrap().remove(b"Metadata");
    for page in pages(&document) {
        document.get_dictionary_mut(page).unwrap().remove(b"Group");
    }
    let info = info(&mut document);
    info.set("GTS_PDFXVersion", Object::string_literal(version));
    if let Some(conformance) = conformance {
        info.set("GTS_PDFXConformance", Object::string_literal(conformance));
    }
    document
}

#[test]
fn older_levels_are_known_and_judged_by_themselves() {
    let levels = [
        ("PDF/X-1:2001", Some("PDF/X-1a:2001"), "1.3", "PDF/X-1a:2001"),
        ("PDF/X-1a:2003", None, "1.4", "PDF/X-1a:2003"),
        ("PDF/X-3:2002", None, "1.3", "PDF/X-3:2002"),
        ("PDF/X-3:2003", None, "1.4", "PDF/X-3:2003"),
    ];
    for (version, conformance, base, name) in levels {
        let found = report(&mut older(version, conformance, base), &Expectations::default());
        assert_eq!(codes(&found), ["press::not-pdfx"], "{name}: {:#?}", found.findings);
        assert_eq!(found.findings[0].severity, Severity::Warning);
        assert!(found.findings[0].what.contains(name), "{}", found.findings[0].what);
        assert_eq!(found.skipped, []);
    }
    let broken = |break_it: fn(&mut Document)| {
        let mut document = older("PDF/X-1:2001", Some("PDF/X-1a:2001"), "1.3");
        break_it(&mut document);
        let found = report(&mut document, &Expectations::default());
        codes(&found).into_iter().filter(|code| *code != "press::not-pdfx").collect::<Vec<_>>()
    };
    let none: &[&str] = &[];
    assert_eq!(broken(|d| drop(intent_mut(d).remove(b"DestOutputProfile"))), none, "a registered condition");
    assert_eq!(
        broken(|d| {
            intent_mut(d).remove(b"DestOutputProfile");
            intent_mut(d).remove(b"RegistryName");
        }),
        ["press::output-intent-profile"]
    );
    assert_eq!(broken(|d| d.version = "1.6".to_owned()), ["press::pdf-version"]);
    assert_eq!(broken(|d| drop(info(d).remove(b"GTS_PDFXConformance"))), ["press::older-pdfx"]);
    assert_eq!(broken(|d| page(d).set("Group", group("DeviceCMYK"))), ["press::older-pdfx"]);
    assert_eq!(
        broken(|d| resource(d, "ExtGState", "Sheer", dictionary! { "Type" => "ExtGState", "ca" => 0.5 })),
        ["press::older-pdfx"]
    );
    assert_eq!(broken(|d| drop(info(d).remove(b"Trapped"))), ["press::trapped"]);
    assert_eq!(broken(|d| drop(info(d).remove(b"Title"))), ["press::title"]);
}

const BREAKS: &[(&str, &str, Break)] = &[
    ("press::damaged", "a page more than it says", |d, _| {
        let root = d.catalog().unwrap().get(b"Pages").and_then(Object::as_reference).unwrap();
        d.get_dictionary_mut(root).unwrap().set("Count", 1);
    }),
    ("press::damaged", "an image that is not there", |d, _| {
        resource(d, "XObject", "Photo", Object::Reference((9999, 0)));
    }),
    ("press::damaged", "a link that is not there", |d, _| {
        page(d).set("Annots", vec![Object::Reference((9999, 0))]);
    }),
    ("press::pdf-version", "newer", |d, _| d.version = "1.7".into()),
    ("press::pdf-version", "much newer", |d, _| d.version = "2.0".into()),
    ("press::pdf-version", "in the catalogue", |d, _| d.catalog_mut().unwrap().set("Version", "1.7")),
    ("press::no-output-intent", "none", |d, _| drop(d.catalog_mut().unwrap().remove(b"OutputIntents"))),
    ("press::no-output-intent", "for the archive alone", |d, _| intent_mut(d).set("S", "GTS_PDFA1")),
    ("press::several-output-intents", "two", |d, _| second_intent(d, "GTS_PDFX")),
    ("press::several-output-intents", "another profile for the archive", |d, _| {
        second_intent(d, "GTS_PDFA1");
    }),
    ("press::output-intent-profile", "missing", |d, _| drop(intent_mut(d).remove(b"DestOutputProfile"))),
    ("press::output-intent-profile", "elsewhere", |d, _| {
        intent_mut(d).set("DestOutputProfileRef", dictionary! {});
    }),
    ("press::output-intent-profile", "of three inks", |d, _| profile_mut(d).dict.set("N", 3)),
    ("press::output-intent-profile", "of a scanner", |d, _| {
        profile_mut(d).set_plain_content(profile(b"scnr", b"CMYK"));
    }),
    ("press::output-intent-profile", "of a screen", |d, _| {
        profile_mut(d).set_plain_content(profile(b"mntr", b"RGB "));
    }),
    ("press::output-intent-profile", "of an RGB printer", |d, _| {
        profile_mut(d).set_plain_content(profile(b"prtr", b"RGB "));
    }),
    ("press::output-intent-profile", "cut off", |d, _| {
        let short = profile_mut(d).content[..130].to_vec();
        profile_mut(d).set_plain_content(short);
    }),
    ("press::output-intent-profile", "empty", |d, _| profile_mut(d).set_plain_content(Vec::new())),
    ("press::output-intent-identifier", "missing", |d, _| {
        intent_mut(d).remove(b"OutputConditionIdentifier");
    }),
    ("press::output-intent-identifier", "empty", |d, _| {
        intent_mut(d).set("OutputConditionIdentifier", Object::string_literal(" "));
    }),
    ("press::xmp-missing", "missing", |d, _| drop(d.catalog_mut().unwrap().remove(b"Metadata"))),
    ("press::xmp-missing", "cut off", |d, _| rewrite(d, "</rdf:RDF></x:xmpmeta>", "")),
    ("press::xmp-compressed", "deflated", |d, _| metadata_mut(d).compress().unwrap()),
    ("press::not-pdfx", "silent", |d, _| rewrite(d, "pdfxid:GTS_PDFXVersion='PDF/X-4' ", "")),
    ("press::not-pdfx", "another", |d, _| rewrite(d, "PDF/X-4", "PDF/X-4p")),
    ("press::not-pdfx", "one that nobody knows", |d, _| {
        rewrite(d, "pdfxid:GTS_PDFXVersion='PDF/X-4' ", "");
        info(d).set("GTS_PDFXVersion", Object::string_literal("PDF/X-9:2003"));
    }),
    ("press::xmp-dates", "missing", |d, _| rewrite(d, "<xmp:MetadataDate>2026-03-01</xmp:MetadataDate>", "")),
    ("press::xmp-dates", "no date", |d, _| rewrite(d, "2026-03-01</xmp:M", "1 March</xmp:M")),
    ("press::xmp-dates", "different", |d, _| {
        info(d).set("ModDate", Object::string_literal("D:20260302000000Z"));
    }),
    ("press::xmp-dates", "not in the Info", |d, _| drop(info(d).remove(b"CreationDate"))),
    ("press::xmp-ids", "no document", |d, _| rewrite(d, "uuid:1", "")),
    ("press::xmp-ids", "no version", |d, _| rewrite(d, "<xmpMM:VersionID>1</xmpMM:VersionID>", "")),
    ("press::xmp-ids", "no class", |d, _| rewrite(d, "xmpMM:RenditionClass", "xmpMM:Other")),
    ("press::title", "empty", |d, _| rewrite(d, "Test &amp; page", " ")),
    ("press::trapped", "missing", |d, _| drop(info(d).remove(b"Trapped"))),
    ("press::trapped", "unknown", |d, _| info(d).set("Trapped", "Unknown")),
    ("press::trapped", "a name that is not one", |d, _| info(d).set("Trapped", "False_")),
    ("press::trapped", "a string", |d, _| info(d).set("Trapped", Object::string_literal("False"))),
    ("press::trapped", "a contradiction", |d, _| info(d).set("Trapped", "True")),
    ("press::trapped", "not in the XMP", |d, _| rewrite(d, "<pdf:Trapped>False</pdf:Trapped>", "")),
    ("press::trailer-id", "missing", |d, _| drop(d.trailer.remove(b"ID"))),
    ("press::trailer-id", "one half", |d, _| d.trailer.set("ID", vec![Object::string_literal("a")])),
    ("press::no-pages", "none", |d, _| {
        let root = d.catalog().unwrap().get(b"Pages").and_then(Object::as_reference).unwrap();
        let root = d.get_dictionary_mut(root).unwrap();
        root.set("Kids", Vec::<Object>::new());
        root.set("Count", 0);
    }),
    ("press::page-count", "two", |_, e| e.saddle_stitch = true),
    ("press::portfolio", "a cover", |d, _| {
        d.catalog_mut().unwrap().set("Collection", dictionary! { "View" => "D" });
    }),
    ("press::view-area", "crop", |d, _| {
        let preferences = dictionary! { "ViewArea" => "CropBox" };
        d.catalog_mut().unwrap().set("ViewerPreferences", preferences);
    }),
    ("press::no-trim-box", "neither", |d, _| drop(page(d).remove(b"TrimBox"))),
    ("press::no-trim-box", "an art box", |d, _| {
        let trim = page(d).remove(b"TrimBox").unwrap();
        page(d).set("ArtBox", trim);
    }),
    ("press::trim-and-art-box", "both", |d, _| {
        let trim = page(d).get(b"TrimBox").unwrap().clone();
        page(d).set("ArtBox", trim);
    }),
    ("press::box-order", "bleed beyond the sheet", |d, _| {
        page(d).set("BleedBox", area(-1.0, 0.0, 66.0, 86.0));
    }),
    ("press::box-order", "no sheet", |d, e| {
        e.bleed = Mm(0.0);
        page(d).remove(b"MediaBox");
    }),
    ("press::box-order", "trim beyond the bleed", |d, e| {
        e.bleed = Mm(0.0);
        page(d).set("BleedBox", area(4.0, 3.0, 63.0, 83.0));
    }),
    ("press::box-order", "an empty bleed", |d, e| {
        e.bleed = Mm(0.0);
        page(d).set("BleedBox", area(4.0, 4.0, 4.0, 83.0));
    }),
    ("press::media-origin", "shifted", |d, _| page(d).set("MediaBox", area(-1.0, -1.0, 66.0, 86.0))),
    ("press::crop-box", "within", |d, _| page(d).set("CropBox", area(3.0, 3.0, 63.0, 83.0))),
    ("press::no-bleed", "on one side", |d, _| page(d).set("BleedBox", area(0.0, 0.0, 63.0, 86.0))),
    ("press::no-bleed", "too little", |d, _| page(d).set("BleedBox", area(1.0, 1.0, 65.0, 85.0))),
    ("press::no-bleed", "unmarked", |d, _| drop(page(d).remove(b"BleedBox"))),
    ("press::trim-size", "another", |_, e| e.trim = Some(Size { width: Mm(61.0), height: Mm(80.0) })),
    ("press::trim-size", "on its side", |_, e| e.trim = Some(Size { width: Mm(80.0), height: Mm(60.0) })),
    ("press::mixed-page-sizes", "two", |d, _| page(d).set("TrimBox", area(3.0, 3.0, 62.0, 83.0))),
    ("press::page-rotated", "a quarter", |d, _| page(d).set("Rotate", 90)),
    ("press::user-unit", "two", |d, _| {
        for id in pages(d) {
            d.get_dictionary_mut(id).unwrap().set("UserUnit", 2);
        }
    }),
    ("press::empty-page", "none", |d, _| drop(page(d).remove(b"Contents"))),
    ("press::empty-page", "only preparations", |d, _| contents(d, "q 1 0 0 1 0 0 cm 0 0 0 1 k Q")),
    ("press::unreadable", "content", |d, _| {
        let stream = Stream::new(dictionary! { "Filter" => "FlateDecode" }, b"not deflated".to_vec());
        let id = d.add_object(stream);
        page(d).set("Contents", id);
    }),
    ("press::unreadable", "a compressed image without its end", |d, _| {
        let image = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 100, "Height" => 1,
            "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
        };
        // A stored block of 100 bytes, all of them there, but not the checksum.
        let pixels: Vec<u8> = (0..100).collect();
        let mut image = Stream::new(image, [b"\x78\x9c\x01\x64\x00\x9b\xff", pixels.as_slice()].concat());
        image.dict.set("Filter", "FlateDecode");
        resource(d, "XObject", "X", image);
    }),
    ("press::font-not-embedded", "a standard font", |d, _| {
        let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
        resource(d, "Font", "X", font);
        contents(d, LETTER);
    }),
    ("press::font-not-embedded", "a descriptor without a file", |d, _| {
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "Arial",
            "FontDescriptor" => dictionary! { "Type" => "FontDescriptor" },
        };
        resource(d, "Font", "X", font);
        contents(d, LETTER);
    }),
    ("press::font-not-embedded", "a composite font", |d, _| {
        let below = dictionary! { "Type" => "Font", "Subtype" => "CIDFontType2" };
        let font = dictionary! {
            "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Arial",
            "DescendantFonts" => vec![Object::Dictionary(below)],
        };
        resource(d, "Font", "X", font);
        contents(d, LETTER);
    }),
    ("press::type3-font", "drawn", |d, _| {
        resource(d, "Font", "X", dictionary! { "Type" => "Font", "Subtype" => "Type3" });
        contents(d, LETTER);
    }),
    ("press::annotation", "a link", |d, _| annotate(d, "Link", area(10.0, 10.0, 20.0, 20.0))),
    ("press::annotation", "a comment in the bleed", |d, _| {
        annotate(d, "Text", area(0.0, 0.0, 1.0, 1.0));
    }),
    ("press::action", "at the opening", |d, _| {
        d.catalog_mut().unwrap().set("OpenAction", dictionary! { "S" => "Named", "N" => "Print" });
    }),
    ("press::action", "when printed", |d, _| {
        d.catalog_mut().unwrap().set("AA", dictionary! { "WP" => dictionary! { "S" => "JavaScript" } });
    }),
    ("press::action", "of a page", |d, _| page(d).set("AA", dictionary! { "O" => dictionary! {} })),
    ("press::action", "scripts", |d, _| {
        let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("1") };
        names(d, "JavaScript", script);
    }),
    ("press::action", "a bookmark", |d, _| {
        let item = d.add_object(dictionary! { "A" => dictionary! { "S" => "URI" } });
        let outlines = d.add_object(dictionary! { "First" => item, "Last" => item });
        d.catalog_mut().unwrap().set("Outlines", outlines);
    }),
    ("press::form", "fields", |d, _| {
        let field = d.add_object(dictionary! { "FT" => "Tx" });
        let form = dictionary! { "Fields" => vec![Object::Reference(field)] };
        d.catalog_mut().unwrap().set("AcroForm", form);
    }),
    ("press::form", "a field on the page", |d, _| annotate(d, "Widget", area(10.0, 10.0, 20.0, 20.0))),
    ("press::embedded-files", "attached", |d, _| {
        names(d, "EmbeddedFiles", dictionary! { "Type" => "Filespec" });
    }),
    ("press::optional-content", "a layer", |d, _| {
        let layer = d.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("x") });
        let layers = dictionary! { "OCGs" => vec![Object::Reference(layer)] };
        d.catalog_mut().unwrap().set("OCProperties", layers);
    }),
    ("press::blend-space", "of the page", |d, _| page(d).set("Group", group("DeviceRGB"))),
    ("press::blend-space", "of an object", |d, _| {
        let form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => area(0.0, 0.0, 1.0, 1.0),
            "Group" => group("DeviceRGB"),
        };
        resource(d, "XObject", "X", Stream::new(form, Vec::new()));
    }),
    ("press::transfer-curve", "a function", |d, _| {
        resource(d, "ExtGState", "X", dictionary! { "TR" => dictionary! { "FunctionType" => 2 } });
    }),
    ("press::transfer-curve", "the newer key", |d, _| {
        resource(d, "ExtGState", "X", dictionary! { "TR2" => "Identity" });
    }),
    ("press::halftone", "a screen", |d, _| {
        resource(d, "ExtGState", "X", dictionary! { "HT" => dictionary! { "HalftoneType" => 1 } });
    }),
    ("press::postscript", "an object", |d, _| {
        let program = dictionary! { "Type" => "XObject", "Subtype" => "PS" };
        resource(d, "XObject", "X", Stream::new(program, b"showpage".to_vec()));
    }),
    ("press::opi", "a placeholder", |d, _| image(d, "OPI", dictionary! { "2.0" => dictionary! {} })),
    ("press::alternate-image", "for printing", |d, _| {
        let alternate = dictionary! { "DefaultForPrinting" => true };
        image(d, "Alternates", vec![Object::Dictionary(alternate)]);
    }),
    ("press::external-stream", "an image", |d, _| {
        image(d, "F", dictionary! { "F" => Object::string_literal("picture.jpg") });
    }),
    ("press::pdf-a-claim", "none", |d, e| {
        e.also = vec![Standard::PdfA2a, Standard::PdfUa1];
        rewrite(d, "pdfaid:part='2' pdfaid:conformance='A'", "");
    }),
    ("press::pdf-a-claim", "a lower one", |d, e| {
        e.also = vec![Standard::PdfA2a];
        rewrite(d, "pdfaid:conformance='A'", "pdfaid:conformance='B'");
    }),
    ("press::pdf-ua-claim", "none", |d, e| {
        e.also = vec![Standard::PdfA2b, Standard::PdfUa1];
        rewrite(d, "<pdfuaid:part>1</pdfuaid:part>", "");
    }),
];

fn second_intent(document: &mut Document, kind: &str) {
    let profile = Stream::new(dictionary! { "N" => 4 }, profile(b"prtr", b"CMYK"));
    let profile = document.add_object(profile);
    let mut second = intent(profile);
    second.set("S", kind);
    let catalog = document.catalog_mut().unwrap();
    let intents = catalog.get_mut(b"OutputIntents").and_then(Object::as_array_mut).unwrap();
    intents.push(Object::Dictionary(second));
}

fn contents(document: &mut Document, operators: &str) {
    let id = document.add_object(Stream::new(dictionary! {}, operators.as_bytes().to_vec()));
    page(document).set("Contents", id);
}

fn annotate(document: &mut Document, kind: &str, rect: Vec<Object>) {
    let annotation = dictionary! { "Type" => "Annot", "Subtype" => kind, "Rect" => rect };
    page(document).set("Annots", vec![Object::Dictionary(annotation)]);
}

fn names(document: &mut Document, tree: &str, value: lopdf::Dictionary) {
    let leaf = vec![Object::string_literal("x"), Object::Dictionary(value)];
    let names = dictionary! { tree => dictionary! { "Names" => leaf } };
    document.catalog_mut().unwrap().set("Names", names);
}

fn image(document: &mut Document, key: &str, value: impl Into<Object>) {
    let mut image = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1,
        "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
    };
    image.set(key, value);
    resource(document, "XObject", "X", Stream::new(image, vec![0]));
}

#[test]
fn what_is_no_pdf_is_said_so() {
    let code = |bytes: &[u8]| examine(bytes, &Expectations::default()).unwrap_err().rule.id();
    assert_eq!(code(b""), "press::unreadable");
    assert_eq!(code(b"GIF89a"), "press::unreadable");
    assert_eq!(code(b"%PDF-1.6\nand nothing else"), "press::unreadable");
    let mut nested = b"%PDF-1.6\n1 0 obj\n".to_vec();
    nested.extend(b"[".repeat(200_000));
    assert_eq!(code(&nested), "press::unreadable");
}

#[test]
fn an_encrypted_file_is_said_to_be_encrypted() {
    for user_password in ["", "secret"] {
        let mut document = good();
        let version = EncryptionVersion::V2 {
            document: &document,
            owner_password: "owner",
            user_password,
            key_length: 128,
            permissions: Permissions::all(),
        };
        let state = EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        let error = examine(&bytes(&mut document), &Expectations::default()).unwrap_err();
        assert_eq!(error.rule.id(), "press::encrypted", "{user_password:?}");
    }
    // Some programs write the dictionary into the trailer itself.
    let mut document = good();
    document.trailer.set("Encrypt", dictionary! { "Filter" => "Standard", "V" => 4, "R" => 4 });
    let error = examine(&bytes(&mut document), &Expectations::default()).unwrap_err();
    assert_eq!(error.rule.id(), "press::encrypted");
}

#[test]
fn a_file_without_its_table_is_told_to_be_damaged() {
    let mut bytes = bytes(&mut good());
    let table = bytes.windows(9).rposition(|nine| nine == b"startxref").unwrap();
    bytes[table + 10..].fill(b'0');
    let found = examine(&bytes, &Expectations::default()).unwrap();
    assert_eq!(codes(&found), ["press::damaged"]);
    assert_eq!(found.findings[0].severity, Severity::Error);
}

/// What the pages do not paint, or what does not lie on them, does not matter.
#[test]
fn what_does_no_harm_is_not_found() {
    let harmless: &[Break] = &[
        |d, _| page(d).set("CropBox", area(0.0, 0.0, 66.0, 86.0)),
        |d, _| page(d).set("Rotate", 360),
        |d, _| annotate(d, "TrapNet", area(10.0, 10.0, 20.0, 20.0)),
        |d, _| {
            page(d).set("MediaBox", area(0.0, 0.0, 96.0, 86.0));
            annotate(d, "Text", area(70.0, 10.0, 80.0, 20.0));
        },
        |d, _| {
            let to = vec![Object::Null, Object::Name(b"Fit".to_vec())];
            d.catalog_mut().unwrap().set("OpenAction", to);
        },
        |d, _| d.catalog_mut().unwrap().set("AcroForm", dictionary! { "Fields" => Vec::<Object>::new() }),
        // A font that nothing is set in, and one of letters that nobody sees.
        |d, _| resource(d, "Font", "X", dictionary! { "Type" => "Font", "Subtype" => "Type3" }),
        |d, _| {
            let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
            resource(d, "Font", "X", font);
            contents(d, "0 g 80 80 9 9 re f BT 3 Tr /X 9 Tf 80 120 Td (a) Tj ET");
        },
        |d, _| resource(d, "ExtGState", "X", dictionary! { "TR2" => "Default", "HT" => "Default" }),
        |d, e| {
            e.trim = Some(Size { width: Mm(60.1), height: Mm(79.9) });
            page(d).set("TrimBox", area(3.0, 3.0, 63.1, 83.0));
        },
        |d, e| {
            e.sheets = true;
            e.saddle_stitch = true;
            e.trim = Some(Size { width: Mm(1.0), height: Mm(1.0) });
            page(d).set("TrimBox", area(1.0, 1.0, 63.0, 83.0));
        },
        |d, _| {
            let mut form = dictionary! { "Type" => "XObject", "Subtype" => "Form" };
            form.set("BBox", area(0.0, 0.0, 1.0, 1.0));
            form.set("Group", group("DeviceGray"));
            let form = d.add_object(Stream::new(form, Vec::new()));
            let mask = dictionary! { "S" => "Luminosity", "G" => form };
            resource(d, "ExtGState", "X", dictionary! { "SMask" => mask });
        },
        |d, _| {
            let utf16: Vec<u8> =
                xmp().trim_start_matches('\u{feff}').encode_utf16().flat_map(u16::to_be_bytes).collect();
            metadata_mut(d).set_plain_content([vec![0xfe, 0xff], utf16].concat());
        },
    ];
    for (at, change) in harmless.iter().enumerate() {
        let (mut document, mut expectations) = (good(), Expectations::default());
        change(&mut document, &mut expectations);
        assert_eq!(codes(&report(&mut document, &expectations)), [""; 0], "number {at}");
    }
}

/// A page tree, bookmarks and resources that point at themselves come to an end.
#[test]
fn circles_come_to_an_end() {
    let mut document = good();
    let first = pages(&document)[0];
    page(&mut document).set("Parent", first);
    page(&mut document).remove(b"Resources");
    let item = document.add_object(dictionary! {});
    document.get_dictionary_mut(item).unwrap().set("Next", item);
    document.catalog_mut().unwrap().set("Outlines", dictionary! { "First" => item });
    let form = document.add_object(Stream::new(dictionary! {}, Vec::new()));
    let own = dictionary! { "XObject" => dictionary! { "X" => form } };
    document.get_object_mut(form).and_then(Object::as_stream_mut).unwrap().dict.set("Resources", own.clone());
    page(&mut document).set("Resources", own);
    report(&mut document, &Expectations::default());
}

/// Where an image is lost, nobody knows how much ink the page takes, nor what else is wrong with it.
#[test]
fn of_a_page_that_has_lost_a_part_the_ink_is_not_known() {
    let mut document = good();
    let first = pages(&document)[0];
    let about = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8,
        "ColorSpace" => "DeviceGray", "Marker" => "XXXXX",
    };
    let image = document.add_object(Stream::new(about, vec![0]));
    resource_of(&mut document, first, "XObject", "Photo", image);
    let mut broken = bytes(&mut document);
    let marker = b"/Marker/XXXXX";
    let at = broken.windows(marker.len()).position(|window| window == marker).unwrap();
    broken[at + 7..at + marker.len()].copy_from_slice(b" 1.2.3");
    let found = examine(&broken, &Expectations::default()).unwrap();
    let told: Vec<_> = found.findings.iter().map(|f| f.diagnostic("a.pdf").message).collect();
    assert!(told[0].contains("page 1: the image or drawing"), "{told:?}");
    assert!(told[0].contains("cannot be read"), "{told:?}");
    assert_eq!(found.pages[0].ink, None);
    for rule in [Rule::PressInkLimit, Rule::PressRgb, Rule::PressImageResolution] {
        assert!(found.not_run().contains(&rule) && !found.ran.contains(&rule), "{}", rule.id());
    }
    assert!(found.skipped.iter().any(|skipped| skipped.what.starts_with("what cannot be read of page")));
}

/// A page that cannot be read keeps its place among the others, and nothing more is said of it.
#[test]
fn a_page_that_cannot_be_read_is_told_with_its_number() {
    let mut document = good();
    let second = pages(&document)[1];
    document.get_dictionary_mut(second).unwrap().set("Marker", "XXXXX");
    let bytes = bytes(&mut document);
    let marker = b"/Marker/XXXXX";
    let at = bytes.windows(marker.len()).position(|window| window == marker).unwrap();
    let mut broken = bytes.clone();
    broken[at + 7..at + marker.len()].copy_from_slice(b" 1.2.3");
    let found = examine(&broken, &Expectations::default()).unwrap();
    let told: Vec<_> = found.findings.iter().map(|f| f.diagnostic("a.pdf").message).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("`a.pdf`, page 2: the page cannot be read (object "), "{told:?}");
    assert_eq!(found.pages.len(), 2);
    assert!(found.pages[0].ink.is_some() && found.pages[1].ink.is_none());
    assert!(found.not_run().contains(&Rule::PressNoTrimBox) && !found.ran.contains(&Rule::PressRgb));
}
