//! Small pages built in code, and what preflight finds on them.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use paf_diag::Rule;
use paf_preflight::{Expectations, Finding, Report, examine};

/// The rules about what is painted.
const CONTENT: [Rule; 29] = [
    Rule::PressRgb,
    Rule::PressIccColour,
    Rule::PressTextColour,
    Rule::PressUnknownColour,
    Rule::PressRichBlackText,
    Rule::PressInkLimit,
    Rule::PressUnknownSpot,
    Rule::PressSpotAll,
    Rule::PressRegistrationColour,
    Rule::PressWhiteOverprint,
    Rule::PressOverprint,
    Rule::PressImageResolution,
    Rule::PressBitmapResolution,
    Rule::PressThinLine,
    Rule::PressSmallText,
    Rule::PressSmallReversedText,
    Rule::PressSafeMargin,
    Rule::PressBleedUnfilled,
    Rule::PressMissingGlyph,
    Rule::PressUnmeasured,
    Rule::PressScreenedBlackText,
    Rule::PressBlackKnockout,
    Rule::PressOverprintMode,
    Rule::PressOverprintDefeated,
    Rule::PressDamagedImage,
    Rule::PressColouredLine,
    Rule::PressBleedCovered,
    Rule::PressArtInside,
    Rule::PressFrame,
];

/// A page of 200 by 300 pt with 10 pt around it, and everything the tests paint with.
pub(crate) fn pdf(content: &str) -> Vec<u8> {
    let mut document = Document::with_version("1.6");
    let resources = resources(&mut document);
    let content = document.add_object(Stream::new(Dictionary::new(), content.as_bytes().to_vec()));
    let tree = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources,
        "MediaBox" => numbers(&[0, 0, 220, 320]),
        "BleedBox" => numbers(&[0, 0, 220, 320]),
        "TrimBox" => numbers(&[10, 10, 210, 310]),
    });
    document
        .objects
        .insert(tree, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn numbers(values: &[i64]) -> Vec<Object> {
    values.iter().map(|value| Object::Integer(*value)).collect()
}

fn resources(document: &mut Document) -> Dictionary {
    let tint = document.add_object(dictionary! {
        "FunctionType" => 2, "Domain" => numbers(&[0, 1]), "N" => 1,
        "C0" => numbers(&[0, 0, 0, 0]), "C1" => numbers(&[1, 0, 0, 0]),
    });
    let separation =
        |name: &str| Object::Array(vec!["Separation".into(), name.into(), "DeviceCMYK".into(), tint.into()]);
    let profile = |document: &mut Document, components: i64| {
        let stream = Stream::new(dictionary! { "N" => components }, vec![]);
        Object::Array(vec!["ICCBased".into(), document.add_object(stream).into()])
    };
    let (gray, rgb) = (profile(document, 1), profile(document, 3));
    let lab = dictionary! { "WhitePoint" => vec![0.9642.into(), 1.into(), 0.8249.into()] };
    let spaces = dictionary! {
        "Gold" => separation("Gold"), "Black" => separation("Black"), "All" => separation("All"), "IccGray" => gray, "IccRgb" => rgb,
        "Lab" => vec!["Lab".into(), lab.into()],
    };
    let image = |document: &mut Document, pixels: i64, bits: i64, space: &str| {
        let components = if space == "DeviceRGB" { 3 } else { 1 };
        let bytes = (pixels * bits * components + 7) / 8 * pixels;
        let image = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => pixels, "Height" => pixels,
            "BitsPerComponent" => bits, "ColorSpace" => space,
        };
        document.add_object(Stream::new(image, vec![0x80; bytes as usize]))
    };
    let x_objects = dictionary! {
        "Photo" => image(document, 100, 8, "DeviceGray"),
        "Bitmap" => image(document, 100, 1, "DeviceGray"),
        "Screen" => image(document, 100, 8, "DeviceRGB"),
    };
    let states = dictionary! {
        "Over" => dictionary! { "OP" => true, "op" => true, "OPM" => 1 },
        "Mode0" => dictionary! { "OP" => true, "op" => true, "OPM" => 0 },
        "Off" => dictionary! { "OP" => false, "op" => false },
    };
    let font = composite_font(document);
    dictionary! {
        "ColorSpace" => spaces, "XObject" => x_objects, "ExtGState" => states,
        "Font" => dictionary! { "F" => font },
    }
}

/// A font of two bytes a letter, each half as wide as high; nothing looks at its outlines here.
fn composite_font(document: &mut Document) -> Object {
    let descendant = dictionary! {
        "Type" => "Font", "Subtype" => "CIDFontType2", "BaseFont" => "Test", "DW" => 500,
        "CIDSystemInfo" => dictionary! {
            "Registry" => Object::string_literal("Adobe"), "Ordering" => Object::string_literal("Identity"),
            "Supplement" => 0,
        },
    };
    let descendant = document.add_object(descendant);
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type0", "BaseFont" => "Test", "Encoding" => "Identity-H",
        "DescendantFonts" => vec![descendant.into()],
    };
    document.add_object(font).into()
}

/// Every finding of the content rules on a page.
pub(crate) fn findings(content: &str, expectations: &Expectations) -> Vec<Finding> {
    let report = examine(&pdf(content), expectations).unwrap();
    report.findings.into_iter().filter(|finding| CONTENT.contains(&finding.rule)).collect()
}

/// The ids of the content rules that a page breaks.
pub(crate) fn broken(content: &str) -> Vec<&'static str> {
    let found = findings(content, &Expectations::default());
    let rules: BTreeSet<Rule> = found.iter().map(|finding| finding.rule).collect();
    rules.into_iter().map(Rule::id).collect()
}

/// A page that is changed before it is examined.
pub(crate) fn changed(content: &str, change: impl FnOnce(&mut Document, ObjectId)) -> Report {
    let mut document = Document::load_mem(&pdf(content)).unwrap();
    let page = document.get_pages()[&1];
    change(&mut document, page);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    examine(&bytes, &Expectations::default()).unwrap()
}

/// Puts something into the resources of a page.
pub(crate) fn resource(document: &mut Document, page: ObjectId, kind: &str, name: &str, what: Object) {
    let what = match what {
        stream @ Object::Stream(_) => Object::Reference(document.add_object(stream)),
        other => other,
    };
    let page = document.get_dictionary_mut(page).unwrap();
    let resources = page.get_mut(b"Resources").and_then(Object::as_dict_mut).unwrap();
    if !resources.has(kind.as_bytes()) {
        resources.set(kind, Dictionary::new());
    }
    resources.get_mut(kind.as_bytes()).and_then(Object::as_dict_mut).unwrap().set(name, what);
}

/// What is said by findings of a rule.
pub(crate) fn told(report: &Report, rule: Rule) -> Vec<String> {
    let found = report.findings.iter().filter(|finding| finding.rule == rule);
    found.map(|finding| finding.diagnostic("a.pdf").message).collect()
}
