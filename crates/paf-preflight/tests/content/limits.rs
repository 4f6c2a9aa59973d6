//! Pages that ask for more memory or time than there is: measured more coarsely, or told to be unmeasured.

use std::io::{Read, repeat};
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::read::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use paf_diag::Rule;
use paf_preflight::{Expectations, Report, examine};

use crate::page::pdf;

/// Far below the sixty seconds after which a program counts as hanging, on a machine that does more besides.
const SOON: Duration = Duration::from_secs(30);

fn zeros(bytes: u64) -> Vec<u8> {
    let mut packed = Vec::new();
    ZlibEncoder::new(repeat(0).take(bytes), Compression::default()).read_to_end(&mut packed).unwrap();
    packed
}

fn image(width: i64, height: i64, space: &str, bits: i64, bytes: u64) -> Stream {
    let about = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height,
        "BitsPerComponent" => bits, "ColorSpace" => space, "Filter" => "FlateDecode",
    };
    Stream::new(about, zeros(bytes))
}

/// A page with a resource of its own.
fn page_with(content: &str, kind: &str, resource: impl FnOnce(&mut Document) -> Object) -> Vec<u8> {
    let mut document = Document::load_mem(&pdf(content)).unwrap();
    let resource = resource(&mut document);
    let page = document.get_pages()[&1];
    let mut resources =
        document.get_dictionary(page).unwrap().get(b"Resources").unwrap().as_dict().unwrap().clone();
    let mut of_kind = resources.get(kind.as_bytes()).and_then(Object::as_dict).cloned().unwrap_or_default();
    of_kind.set("Own", resource);
    resources.set(kind, of_kind);
    document.get_dictionary_mut(page).unwrap().set("Resources", resources);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[track_caller]
fn examined(bytes: &[u8]) -> Report {
    let start = Instant::now();
    let report = examine(bytes, &Expectations::default()).unwrap();
    assert!(start.elapsed() < SOON, "it took {:?}", start.elapsed());
    report
}

/// What is said about measuring, which must be something.
#[track_caller]
fn unmeasured(bytes: &[u8]) -> (String, bool) {
    let report = examined(bytes);
    let found = report.findings.iter().find(|finding| finding.rule == Rule::PressUnmeasured);
    let found = found.unwrap_or_else(|| panic!("measured: {:?}", report.pages));
    assert_eq!(report.pages[0].ink, None, "what is not measured has no figure");
    assert!(!report.skipped.is_empty());
    (found.what.clone(), found.place.is_some())
}

#[test]
fn an_image_of_endless_pixels() {
    let bytes = page_with("q 100 0 0 100 50 50 cm /Own Do Q", "XObject", |document| {
        document.add_object(image(100_000, 100_000, "DeviceGray", 1, 1000)).into()
    });
    let (what, has_place) = unmeasured(&bytes);
    assert!(what.contains("an image of 100000 by 100000 pixels"), "{what}");
    assert!(has_place);
}

fn cell(document: &mut Document, step: i64, content: &str, resources: Dictionary) -> Object {
    let about = dictionary! {
        "PatternType" => 1, "PaintType" => 1, "TilingType" => 1, "XStep" => step, "YStep" => step,
        "BBox" => [0, 0, 400, 400].map(Object::from).to_vec(), "Resources" => resources,
    };
    document.add_object(Stream::new(about, content.as_bytes().to_vec())).into()
}

#[test]
fn a_pattern_with_a_step_of_miles() {
    let fill = "/Pattern cs /Own scn 50 50 100 100 re f";
    let with_step = |step: i64| {
        page_with(fill, "Pattern", |document| {
            cell(document, step, "0 0 0 1 k 0 0 400 400 re f", dictionary! {})
        })
    };
    let (what, has_place) = unmeasured(&with_step(90_000));
    assert!(what.contains("a pattern with cells of 90000 by 90000 points"), "{what}");
    assert!(has_place);
    let (what, _) = unmeasured(&page_with(fill, "Pattern", |document| {
        let tiny = cell(document, 1, "0 0 0 1 k 0 0 400 400 re f", dictionary! {});
        let id = tiny.as_reference().unwrap();
        let tiny = document.get_object_mut(id).and_then(Object::as_stream_mut).unwrap();
        tiny.dict.set("XStep", -0.01);
        id.into()
    }));
    assert!(what.contains("cells smaller than a dot"), "{what}");
    assert_eq!(examined(&with_step(400)).pages[0].ink, Some(100.0), "a pattern as they are is measured");
    assert_eq!(examined(&with_step(-400)).pages[0].ink, Some(100.0), "and one that goes backward");
}

#[test]
fn patterns_within_patterns() {
    let fill = "/Pattern cs /Own scn 0 0 400 400 re f\n";
    let bytes = page_with(fill, "Pattern", |document| {
        let mut inner = cell(document, 400, "0 0 0 1 k 0 0 50 50 re f", dictionary! {});
        for _ in 0..12 {
            let resources = dictionary! { "Pattern" => dictionary! { "Own" => inner } };
            inner = cell(document, 400, &fill.repeat(12), resources);
        }
        inner
    });
    unmeasured(&bytes);
}

#[test]
fn forms_within_forms() {
    let bytes = page_with("/Own Do", "XObject", |document| {
        let about =
            dictionary! { "Subtype" => "Form", "BBox" => [0, 0, 220, 320].map(Object::from).to_vec() };
        let mut inner = document.add_object(Stream::new(about.clone(), b"0 0 9 9 re f".to_vec()));
        for _ in 0..20 {
            let mut about = about.clone();
            about.set("Resources", dictionary! { "XObject" => dictionary! { "Own" => inner } });
            inner = document.add_object(Stream::new(about, b"/Own Do ".repeat(10)));
        }
        inner.into()
    });
    unmeasured(&bytes);
}

#[test]
fn dashes_of_a_hair_along_miles() {
    let (what, _) = unmeasured(&pdf("[0.001] 0 d 1 w 0 50 m 10000000 50 l S"));
    assert!(what.contains("too many pieces"), "{what}");
    unmeasured(&pdf("[-1 1] 0 d 1 w 0 50 m 100 50 l S"));
    assert!(examined(&pdf("[3 1] 0 d 1 w 20 50 m 200 50 l S")).pages[0].ink.is_some());
}

#[test]
fn operators_without_end() {
    unmeasured(&pdf(&"q Q ".repeat(4_000_000)));
    unmeasured(&pdf(&"q ".repeat(100_000)));
}

/// A picture of few pixels whose mask has 150 million, as presentation programs make them.
#[test]
fn masks_much_larger_than_what_they_mask() {
    let place = "q 100 0 0 100 50 50 cm /Own Do Q\n".repeat(20);
    let bytes = page_with(&place, "XObject", |document| {
        let mask = document.add_object(image(34_862, 4_332, "DeviceGray", 8, 34_862 * 4_332));
        let mut picture = image(2, 2, "DeviceGray", 8, 4);
        picture.dict.set("SMask", mask);
        document.add_object(picture).into()
    });
    assert!(bytes.len() < 1 << 20);
    // The mask is empty, so that nothing of the black picture is seen.
    assert_eq!(examined(&bytes).pages[0].plates, Vec::<String>::new());
}

#[test]
fn masks_of_the_graphics_state_with_large_pictures() {
    let content = "/Own gs 0 0 0 1 k 50 50 100 100 re f";
    let bytes = page_with(content, "ExtGState", |document| {
        let picture = document.add_object(image(34_862, 4_332, "DeviceGray", 8, 34_862 * 4_332));
        let group = dictionary! {
            "Subtype" => "Form", "BBox" => [0, 0, 220, 320].map(Object::from).to_vec(),
            "Group" => dictionary! { "S" => "Transparency", "CS" => "DeviceGray" },
            "Resources" => dictionary! { "XObject" => dictionary! { "Own" => picture } },
        };
        let paint = b"1 g 0 0 220 320 re f q 50 0 0 100 50 50 cm /Own Do Q".to_vec();
        let group = document.add_object(Stream::new(group, paint));
        dictionary! { "SMask" => dictionary! { "S" => "Luminosity", "G" => group } }.into()
    });
    // The left half is masked by the black picture.
    let report = examined(&bytes);
    assert_eq!(report.pages[0].ink, Some(100.0), "{:?}", report.findings);
}

/// A picture with more pixels than the page could show is measured all the same.
#[test]
fn large_pictures_are_measured() {
    for (space, bits, bytes, ink) in [
        ("DeviceGray", 8, 4000 * 4000, 100.0),
        ("DeviceGray", 1, 500 * 4000, 100.0),
        ("DeviceCMYK", 8, 4 * 4000 * 4000, 0.0),
    ] {
        let bytes = page_with("q 100 0 0 100 50 50 cm /Own Do Q", "XObject", |document| {
            document.add_object(image(4000, 4000, space, bits, bytes)).into()
        });
        assert_eq!(examined(&bytes).pages[0].ink, Some(ink), "{space}, {bits} bits");
    }
}

#[test]
fn what_is_not_done_in_time_is_told() {
    let impatient = Expectations { patience: Duration::ZERO, ..Expectations::default() };
    let report = examine(&pdf("0 0 0 1 k 50 50 9 9 re f"), &impatient).unwrap();
    let told = report.findings.iter().find(|finding| finding.rule == Rule::PressUnmeasured).unwrap();
    assert!(told.what.contains("all the time that there is for a file"), "{}", told.what);
}

/// The highest memory that this process has taken, in megabytes; nothing where the system does not tell.
fn most_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().ok().map(|kilobytes| kilobytes >> 10)
}

/// Each keeps a mask of the whole page: as fine as the images are, 80 of them would take three gigabytes.
#[test]
fn stencils_through_which_a_pattern_is_seen() {
    let content = format!("/Pattern cs /Dots scn {}", "q 9 0 0 9 50 50 cm /Own Do Q\n".repeat(80));
    let mut document = Document::load_mem(&page_with(&content, "XObject", |document| {
        let about = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 400, "Height" => 400, "ImageMask" => true,
            "BitsPerComponent" => 1, "Filter" => "FlateDecode",
        };
        document.add_object(Stream::new(about, zeros(400 * 50))).into()
    }))
    .unwrap();
    let about = dictionary! {
        "Type" => "Pattern", "PatternType" => 1, "PaintType" => 1, "TilingType" => 1,
        "BBox" => vec![0.into(), 0.into(), 4.into(), 4.into()], "XStep" => 4, "YStep" => 4,
        "Resources" => Dictionary::new(),
    };
    let pattern = document.add_object(Stream::new(about, b"0 0 0 1 k 0 0 2 2 re f".to_vec()));
    let page = document.get_pages()[&1];
    let page = document.get_dictionary_mut(page).unwrap();
    let resources = page.get_mut(b"Resources").unwrap().as_dict_mut().unwrap();
    resources.set("Pattern", dictionary! { "Dots" => pattern });
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let report = examined(&bytes);
    assert_eq!(report.pages.len(), 1);
    assert!(most_memory().is_none_or(|most| most < 2000), "{:?} MB", most_memory());
}
