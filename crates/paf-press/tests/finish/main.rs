//! Pages of the layout, finished for the press.
#![expect(clippy::unwrap_used, reason = "what is not as it should be fails the test")]

mod drawings;
mod overprint;

use lopdf::{Document, Object};
use paf_pdf::geometry::{Mm, Size};
use paf_pdf::pages::{decoded, pages};
use paf_press::finish::{FinishError, PageFormat, finish};
use paf_press::intent::{Intent, IntentError};

/// A page of 100 by 70 mm with 3 mm bleed: black and gray text, a table, a picture in RGB, a spot colour.
const PAGES: &[u8] = include_bytes!("pages.pdf");

fn format(intent: &Intent) -> PageFormat<'_> {
    PageFormat { trim: Size { width: Mm(100.0), height: Mm(70.0) }, bleed: Mm(3.0), intent }
}

fn finished() -> (Vec<u8>, Document) {
    let bytes = finish(PAGES, &format(&Intent::coated())).unwrap();
    let document = Document::load_mem(&bytes).unwrap();
    (bytes, document)
}

fn streams(document: &Document) -> impl Iterator<Item = &lopdf::Stream> {
    document.objects.values().filter_map(|object| object.as_stream().ok())
}

#[test]
fn the_boxes_are_those_of_the_job_to_a_hundredth_of_a_millimetre() {
    let (_, document) = finished();
    let page = pages(&document)[0];
    let edges = |key| {
        let edges = page.boundary(key).unwrap();
        [edges.left, edges.bottom, edges.right, edges.top].map(|points| Mm::from_points(points).0)
    };
    let close = |is: [f64; 4], wanted: [f64; 4]| is.iter().zip(wanted).all(|(a, b)| (a - b).abs() < 0.01);
    assert!(close(edges("MediaBox"), [0.0, 0.0, 106.0, 76.0]));
    assert!(close(edges("BleedBox"), [0.0, 0.0, 106.0, 76.0]));
    assert!(close(edges("TrimBox"), [3.0, 3.0, 103.0, 73.0]));
    assert!(page.own("CropBox").is_none() && page.own("ArtBox").is_none());
}

#[test]
fn the_profile_is_embedded_once_for_both_intents() {
    let (_, document) = finished();
    let intents = document.catalog().unwrap().get(b"OutputIntents").unwrap().as_array().unwrap();
    let intents: Vec<_> =
        intents.iter().map(|id| document.dereference(id).unwrap().1.as_dict().unwrap()).collect();
    let kinds: Vec<_> = intents.iter().map(|intent| intent.get(b"S").unwrap().as_name().unwrap()).collect();
    assert_eq!(kinds, [&b"GTS_PDFX"[..], b"GTS_PDFA1"]);
    let profiles: Vec<_> = intents
        .iter()
        .map(|intent| intent.get(b"DestOutputProfile").unwrap().as_reference().unwrap())
        .collect();
    assert_eq!(profiles[0], profiles[1]);
    let profile = document.get_object(profiles[0]).unwrap().as_stream().unwrap();
    assert_eq!(decoded(profile), Intent::coated().icc());
    let condition = intents[0].get(b"OutputConditionIdentifier").unwrap();
    assert_eq!(condition.as_str().unwrap(), b"FOGRA39");
}

#[test]
fn nothing_is_gray_by_a_profile_and_no_picture_is_in_rgb() {
    let (_, document) = finished();
    // Of the profiles that Typst embeds none is left; the press's has four components.
    let profiles: Vec<i64> = streams(&document)
        .filter(|stream| !stream.dict.has(b"Type") && !stream.dict.has(b"Subtype"))
        .filter_map(|stream| stream.dict.get(b"N").and_then(Object::as_i64).ok())
        .collect();
    assert_eq!(profiles, [4]);
    let is_image = |stream: &&lopdf::Stream| {
        stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image")
    };
    let image = streams(&document).find(is_image).unwrap();
    assert_eq!(image.dict.get(b"ColorSpace").unwrap().as_name().unwrap(), b"DeviceCMYK");
    assert_eq!(decoded(image).len(), 60 * 40 * 4);
}

#[test]
fn a_colour_is_converted_as_the_profile_says() {
    // The picture is of one colour, sRGB 10 120 200; what littleCMS makes of it, in per cent.
    let (_, document) = finished();
    let image = streams(&document)
        .find(|stream| stream.dict.get(b"Width").and_then(Object::as_i64).is_ok_and(|width| width == 60))
        .unwrap();
    let inks = decoded(image);
    let per_cent: Vec<u32> = inks[..4].iter().map(|ink| (u32::from(*ink) * 100 + 127) / 255).collect();
    for (is, wanted) in per_cent.iter().zip([87_u32, 47, 0, 0]) {
        assert!(is.abs_diff(wanted) <= 2, "{per_cent:?}");
    }
}

#[test]
fn a_spot_colour_stays_a_plate_of_its_own() {
    let (bytes, _) = finished();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.contains("PANTONE#202221#20C"));
}

#[test]
fn it_says_what_it_is() {
    let (_, document) = finished();
    assert_eq!(document.version, "1.6");
    let info = document.trailer.get(b"Info").unwrap().as_reference().unwrap();
    let info = document.get_dictionary(info).unwrap();
    assert_eq!(info.get(b"Trapped").unwrap(), &Object::Name(b"False".to_vec()));
    let metadata = document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
    let metadata = document.get_object(metadata).unwrap().as_stream().unwrap();
    assert!(!metadata.dict.has(b"Filter"));
    let packet = String::from_utf8(metadata.content.clone()).unwrap();
    for part in [
        "<pdfxid:GTS_PDFXVersion>PDF/X-4<",
        "<pdf:Trapped>False<",
        "<xmpMM:RenditionClass>default<",
        "<xmpMM:VersionID>1<",
        "<xmp:MetadataDate>2026-11-05T00:00:00Z<",
        "<pdfaid:part>2<",
        "<pdfaid:conformance>A<",
        "<pdfuaid:part>1<",
    ] {
        assert_eq!(packet.matches(part).count(), 1, "{part}");
    }
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    assert!(finished().0 == finished().0);
    let other = finish(PAGES, &format(&Intent::uncoated())).unwrap();
    assert!(finished().0 != other);
}

#[test]
fn a_file_for_the_press_has_an_identity_of_its_own_which_its_metadata_repeats() {
    let identity = |document: &Document| {
        let parts = document.trailer.get(b"ID").and_then(Object::as_array).unwrap();
        [0, 1].map(|part: usize| parts[part].as_str().unwrap().to_vec())
    };
    let (_, document) = finished();
    let screen = Document::load_mem(PAGES).unwrap();
    let [work, instance] = identity(&document);
    assert_eq!(work, identity(&screen)[0], "both are the same work");
    assert_ne!(instance, identity(&screen)[1]);
    let told: String = instance.iter().map(|byte| format!("{byte:02x}")).collect();
    let metadata = document.catalog().unwrap().get(b"Metadata").unwrap().as_reference().unwrap();
    let packet = document.get_object(metadata).unwrap().as_stream().unwrap();
    let packet = String::from_utf8(packet.content.clone()).unwrap();
    assert!(packet.contains(&format!("<xmpMM:InstanceID>uuid:{told}<")), "{packet}");
}

#[test]
fn pages_of_another_size_are_refused() {
    let intent = Intent::coated();
    let wrong = PageFormat { trim: Size { width: Mm(97.0), height: Mm(70.0) }, ..format(&intent) };
    let error = finish(PAGES, &wrong).unwrap_err();
    assert_eq!(
        error,
        FinishError::OtherSize {
            page: 1, is: "106.0 × 76.0".to_owned(), wanted: "103.0 × 76.0".to_owned()
        }
    );
    assert!(matches!(finish(b"no PDF", &format(&intent)), Err(FinishError::Unreadable(_))));
}

#[test]
fn only_the_profile_of_a_press_is_an_intent() {
    assert_eq!(Intent::of_printer("FOGRA51", 300, b"no profile".to_vec()), Err(IntentError::Unreadable));
    let mut screen = Intent::coated().icc().to_vec();
    screen[12..16].copy_from_slice(b"mntr");
    assert!(Intent::of_printer("FOGRA51", 300, screen).is_err());
    assert!(Intent::of_printer("FOGRA39", 330, Intent::coated().icc().to_vec()).is_ok());
}
