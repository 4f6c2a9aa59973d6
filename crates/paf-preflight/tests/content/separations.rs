//! The plates, and Ghostscript as the judge of them.

use std::path::Path;
use std::process::Command;

use lopdf::{Document, Object, Stream, dictionary};
use paf_preflight::separations::{Plate, Separations, max_ink, plates, render};
use paf_preflight::{Expectations, examine};

use crate::page::pdf;

/// Made from `pages/inks.typ`.
const INKS: &[u8] = include_bytes!("pages/inks.pdf");

fn amount(content: &str, plate: &str) -> u8 {
    let plates = render(&pdf(content), 1, 72.0);
    let plate = plates.iter().find(|found| found.name == plate).unwrap();
    plate.coverage[(320 - 60) * plate.width + 60]
}

fn amounts(content: &str) -> [u8; 5] {
    ["Cyan", "Magenta", "Yellow", "Black", "Gold"].map(|plate| amount(content, plate))
}

#[test]
fn plates_are_named() {
    let document = Document::load_mem(INKS).unwrap();
    assert_eq!(plates(&document), ["Cyan", "Magenta", "Yellow", "Black", "PANTONE 2221 C"]);
}

#[test]
fn every_colour_goes_to_its_plates() {
    let square = "50 50 20 20 re f";
    assert_eq!(amounts(&format!("1 0.8 0.6 0.2 k {square}")), [255, 204, 153, 51, 0]);
    assert_eq!(amounts(&format!("0.2 g {square}")), [0, 0, 0, 204, 0]);
    assert_eq!(amounts(&format!("/IccGray cs 0.2 scn {square}")), [0, 0, 0, 204, 0]);
    assert_eq!(amounts(&format!("/Gold cs 0.4 scn {square}")), [0, 0, 0, 0, 102]);
    assert_eq!(amounts(&format!("/All cs 1 scn {square}")), [255; 5]);
    assert_eq!(amounts(square), [0, 0, 0, 255, 0]);
    assert_eq!(amounts(&format!("0 0 1 rg {square}")), [255, 255, 0, 0, 0]);
    assert_eq!(amounts(&format!("/DeviceCMYK cs {square}")), [0, 0, 0, 255, 0]);
    assert_eq!(amounts("q 20 0 0 20 50 50 cm /Photo Do Q"), [0, 0, 0, 127, 0]);
}

/// What another colour engine makes of these colours through the profile, in per cent (measured).
#[test]
fn screen_colours_go_through_the_profile_of_the_press() {
    let profile = include_bytes!("../../../paf-press/icc/ISOcoated_v2_bas.ICC").to_vec();
    let mut document =
        Document::load_mem(&pdf("0 0 0 rg 50 50 20 20 re f 1 0 0 rg 100 50 20 20 re f")).unwrap();
    let profile = document.add_object(Stream::new(dictionary! { "N" => 4 }, profile));
    let intent = dictionary! { "S" => "GTS_PDFX", "DestOutputProfile" => profile };
    document.catalog_mut().unwrap().set("OutputIntents", vec![intent.into()]);
    let plates = Separations::of(&document).unwrap().render(1, 72.0).unwrap();
    let per_cent = |x: usize| {
        let ink = |plate: &Plate| f64::from(plate.coverage[260 * plate.width + x]) / 2.55;
        plates[..4].iter().map(ink).map(f64::round).collect::<Vec<_>>()
    };
    assert_eq!(per_cent(60), [85.0, 78.0, 73.0, 95.0]);
    assert_eq!(per_cent(110), [0.0, 91.0, 100.0, 0.0]);
}

#[test]
fn colours_knock_out_and_overprinting_ones_do_not() {
    let below = "1 0 0 0 k 40 40 40 40 re f /Gold cs 1 scn 45 45 30 30 re f";
    assert_eq!(amounts(&format!("{below} 0 1 0 0 k 50 50 20 20 re f")), [0, 255, 0, 0, 0]);
    let over = "1 0 0 0 k 40 40 40 40 re f /Over gs 0 0 0 1 k 50 50 20 20 re f";
    assert_eq!(amounts(over), [255, 0, 0, 255, 0]);
    let black = "1 0 0 0 k 40 40 40 40 re f 0 g";
    assert_eq!(amounts(&format!("{black} 50 50 20 20 re f")), [0, 0, 0, 255, 0]);
    assert_eq!(amounts(&format!("{black} q /Over gs Q 50 50 20 20 re f")), [0, 0, 0, 255, 0]);
    assert_eq!(amounts(&format!("{black} /Over gs 0.6 g 50 50 20 20 re f")), [255, 0, 0, 102, 0]);
    assert_eq!(amounts(&format!("{black} /Over gs 0 1 0 0 k 50 50 20 20 re f")), [255, 255, 0, 0, 0]);
}

/// Black over other inks is rendered without mixing where that makes no difference.
#[test]
fn overprinted_black_is_the_same_mixed_or_not() {
    let below = "1 0.2 0 0 k 40 40 40 40 re f 0 0 0 0.9 k 70 40 30 40 re f";
    let letters = |mode: u8| format!("BT {mode} Tr /F 14 Tf 45.3 52.6 Td (HI) Tj 0 -9 Td (H) ' ET");
    let contents = [
        format!("{below} /Over gs 0 0 0 1 k 50.4 50 35 20.5 re f"),
        format!("{below} /Over gs 0 0 0 0.5 k 50.4 50 35 20.5 re f 0.3 g 42 42 4.5 4.5 re f*"),
        format!("{below} /Over gs 0 0 0 1 k {} 0 0 0 0.4 k {}", letters(0), letters(0)),
        format!("{below} /Over gs 0 g 0 0.5 0 0 K {} 50 50 20 20 re B", letters(2)),
        format!("{below} /Over gs q 0 1 0 0 k 50 50 20 20 re f Q 60 60 20 20 re f"),
        format!("{below} q /Over gs 0 g Q 50 50 20 20 re f"),
        format!("{below} 0 g /Over gs /Gold cs 50 50 20 20 re f"),
    ];
    let rendered = |content: &str, mixes: bool, has_spots: bool| {
        let mut document = Document::load_mem(&pdf(content)).unwrap();
        for object in document.objects.values_mut() {
            let Ok(page) = object.as_dict_mut() else { continue };
            let Ok(resources) = page.get_mut(b"Resources").and_then(Object::as_dict_mut) else { continue };
            if !has_spots {
                resources.remove(b"ColorSpace");
            }
            let over = resources.get_mut(b"ExtGState").and_then(Object::as_dict_mut);
            if let (true, Ok(states)) = (mixes, over) {
                states.set("Over", dictionary! { "op" => true, "BM" => "Darken" });
            }
        }
        Separations::of(&document).unwrap().render(1, 144.0).unwrap()
    };
    for content in &contents {
        for has_spots in [true, false].into_iter().filter(|has| *has || !content.contains("Gold")) {
            let (mixed, plain) = (rendered(content, true, has_spots), rendered(content, false, has_spots));
            assert_eq!(mixed.len(), if has_spots { 5 } else { 4 });
            assert!(
                mixed.iter().any(|plate| plate.coverage.iter().any(|ink| *ink > 0)) && mixed == plain,
                "{content} {has_spots}"
            );
        }
    }
}

#[test]
fn the_most_ink_has_a_place() {
    let plates = render(&pdf("0.5 0.5 0 0 k 50 50 20 20 re f 1 1 0 0 k 60 60 5 5 re f"), 1, 72.0);
    let (most, (x, y)) = max_ink(&plates);
    assert!((most - 200.0).abs() < 0.1);
    assert!((60..65).contains(&x) && (255..260).contains(&y), "{x} {y}");
}

#[test]
fn the_same_bytes_give_the_same_plates() {
    assert_eq!(render(INKS, 1, 50.0), render(INKS, 1, 50.0));
}

#[test]
fn pages_that_are_not_there_have_no_plates() {
    assert!(render(INKS, 9, 72.0).is_empty());
    assert!(render(INKS, 0, 72.0).is_empty());
    assert!(render(b"nothing", 1, 72.0).is_empty());
}

/// What a profile makes of black, and four inks that are too much on any paper.
const BLACK: [u8; 4] = [233, 201, 158, 250];
const TOO_MUCH: [u8; 4] = [240, 230, 220, 250];

fn per_cent(ink: [u8; 4]) -> f64 {
    ink.iter().map(|ink| f64::from(*ink)).sum::<f64>() / 2.55
}

/// A page with images of a bar on white, so many pixels wide, each put somewhere.
fn bars(ink: [u8; 4], width: i64, places: &[&str]) -> Vec<u8> {
    let height = width / 2;
    let is_bar =
        |x: i64, y: i64| (width / 6..width * 5 / 6).contains(&x) && (height / 3..height * 2 / 3).contains(&y);
    let pixel = |at: i64| if is_bar(at % width, at / width) { ink } else { [0; 4] };
    let pixels: Vec<u8> = (0..width * height).flat_map(pixel).collect();
    let content: String = places.iter().map(|place| format!("q {place} cm /Photo Do Q ")).collect();
    let mut document = Document::load_mem(&pdf(&content)).unwrap();
    let about = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => width, "Height" => height,
        "BitsPerComponent" => 8, "ColorSpace" => "DeviceCMYK",
    };
    let image = document.add_object(Stream::new(about, pixels));
    let page = document.get_pages()[&1];
    let page = document.get_dictionary_mut(page).unwrap();
    let resources = page.get_mut(b"Resources").unwrap().as_dict_mut().unwrap();
    let pictures = resources.get_mut(b"XObject").unwrap().as_dict_mut().unwrap();
    pictures.set("Photo", image);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// Where images lie even on pixels and between them, turned, and drawn out.
const PLACES: [&str; 4] =
    ["60 0 0 30 50 50", "57.3 0 0 28.7 50.4 50.7", "52 30 -15 26 80.2 60.1", "60 0 0 100 50 50"];

#[test]
fn edges_of_images_have_no_more_ink_than_the_images() {
    for (ink, width) in [(BLACK, 240), (BLACK, 241), (BLACK, 900), (TOO_MUCH, 240), (TOO_MUCH, 900)] {
        let expected = per_cent(ink);
        for place in PLACES {
            let (most, _) = max_ink(&render(&bars(ink, width, &[place]), 1, 72.0));
            assert!((most - expected).abs() < 0.5, "{width} pixels, {place}: {most} for {expected}");
        }
        let (most, _) = max_ink(&render(&bars(ink, width, &PLACES), 1, 72.0));
        assert!((most - expected).abs() < 0.5, "{width} pixels, all: {most} for {expected}");
    }
}

#[test]
fn edges_of_images_on_a_poster_have_no_more_ink_either() {
    // Printed at 300 pixels per inch, at 900, and at both.
    let (large, small) = ("240 0 0 120 57.3 50.4", "80 0 0 40 500.3 60.7");
    for (ink, places) in
        [(BLACK, &[large][..]), (BLACK, &[small]), (TOO_MUCH, &[small]), (BLACK, &[large, small])]
    {
        let mut document = Document::load_mem(&bars(ink, 1000, places)).unwrap();
        let page = document.get_pages()[&1];
        let page = document.get_dictionary_mut(page).unwrap();
        for edges in ["MediaBox", "TrimBox", "BleedBox"] {
            page.set(edges, vec![0.into(), 0.into(), 2384.into(), 3370.into()]);
        }
        let mut poster = Vec::new();
        document.save_to(&mut poster).unwrap();
        let report = examine(&poster, &Expectations::default()).unwrap();
        let (most, expected) = (report.pages[0].ink.unwrap(), per_cent(ink));
        assert!((most / expected - 1.0).abs() < 0.02, "{places:?}: {most} for {expected}");
    }
}

#[test]
fn narrow_bars_of_images_are_not_lost_between_pixels() {
    // The bar is 0.76 mm high, at 300 pixels per inch.
    for shift in ["50.0", "50.2", "50.4", "50.6", "50.8"] {
        let file = bars(TOO_MUCH, 56, &[&format!("13.44 0 0 6.72 {shift} {shift}")]);
        let most = examine(&file, &Expectations::default()).unwrap().pages[0].ink.unwrap();
        assert!((most / per_cent(TOO_MUCH) - 1.0).abs() < 0.02, "from {shift}: {most}");
    }
}

#[test]
fn ghostscript_agrees_about_the_ink_of_images() {
    for (at, ink) in [BLACK, TOO_MUCH].into_iter().enumerate() {
        let folder = folder(&format!("images{at}"));
        let file = bars(ink, 240, &["60 0 0 30 50 50"]);
        if !ghostscript(&folder, &file, "tiffsep", 72) {
            eprintln!("skipped: no Ghostscript");
            return;
        }
        let ours = render(&file, 1, 72.0);
        let mut sums = vec![0; ours[0].coverage.len()];
        for plate in &ours[..4] {
            let judge = samples(&std::fs::read(folder.join(format!("p1({}).tif", plate.name))).unwrap());
            sums.iter_mut().zip(&judge).for_each(|(sum, light)| *sum += 255 - u32::from(*light));
            let judge = 255.0 - mean(&judge);
            assert!(
                (mean(&plate.coverage) - judge).abs() < 0.05,
                "{}: {} against {judge}",
                plate.name,
                mean(&plate.coverage)
            );
        }
        let (most, judge) = (max_ink(&ours).0, f64::from(sums.into_iter().max().unwrap()) / 2.55);
        assert!((most / judge - 1.0).abs() < 0.02, "{most} against {judge}");
    }
}

/// The samples of an uncompressed TIFF.
fn samples(bytes: &[u8]) -> Vec<u8> {
    let long = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let short = |at: usize| usize::from(u16::from_le_bytes(bytes[at..at + 2].try_into().unwrap()));
    assert_eq!(&bytes[..2], b"II");
    let directory = long(4);
    let entry = |tag: usize| {
        let at = (0..short(directory)).map(|n| directory + 2 + 12 * n).find(|at| short(*at) == tag).unwrap();
        let size = if short(at + 2) == 3 { 2 } else { 4 };
        let start = if size * long(at + 4) > 4 { long(at + 8) } else { at + 8 };
        let read = |n: usize| if size == 2 { short(start + 2 * n) } else { long(start + 4 * n) };
        (0..long(at + 4)).map(read).collect::<Vec<usize>>()
    };
    assert_eq!(entry(259), [1], "compressed");
    let strips = entry(273).into_iter().zip(entry(279));
    strips.flat_map(|(at, length)| bytes[at..at + length].to_vec()).collect()
}

/// The most ink of a TIFF in CMYK, in per cent.
fn most(bytes: &[u8]) -> f64 {
    let sum = |pixel: &[u8]| pixel.iter().map(|ink| u32::from(*ink)).sum::<u32>();
    f64::from(samples(bytes).chunks_exact(4).map(sum).max().unwrap()) / 2.55
}

fn ghostscript(folder: &Path, file: &[u8], device: &str, dpi: u32) -> bool {
    std::fs::write(folder.join("inks.pdf"), file).unwrap();
    let status = Command::new("gs")
        .current_dir(folder)
        .args(["-q", "-dBATCH", "-dNOPAUSE", "-sCompression=none", &format!("-r{dpi}")])
        .args([&format!("-sDEVICE={device}"), "-sOutputFile=p%d.tif", "inks.pdf"])
        .status();
    status.is_ok_and(|status| status.success())
}

fn folder(name: &str) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn ghostscript_agrees_about_the_most_ink() {
    let folder = folder("ink");
    if !ghostscript(&folder, INKS, "tiff32nc", 72) {
        eprintln!("skipped: no Ghostscript");
        return;
    }
    let separations = Separations::of(&Document::load_mem(INKS).unwrap()).unwrap();
    for page in 1..=2 {
        let judge = most(&std::fs::read(folder.join(format!("p{page}.tif"))).unwrap());
        let (ours, _) = max_ink(&separations.render(page, 72.0).unwrap());
        assert!((ours / judge - 1.0).abs() < 0.02, "page {page}: {ours} against {judge}");
    }
}

#[test]
fn ghostscript_agrees_about_the_plates() {
    // Finely, as Ghostscript fills every pixel that a letter touches.
    let folder = folder("plates");
    if !ghostscript(&folder, INKS, "tiffsep", 288) {
        eprintln!("skipped: no Ghostscript");
        return;
    }
    let separations = Separations::of(&Document::load_mem(INKS).unwrap()).unwrap();
    for page in 1..=2 {
        for plate in separations.render(page, 288.0).unwrap() {
            let file = folder.join(format!("p{page}({}).tif", plate.name));
            let (ours, judge) = (mean(&plate.coverage), mean_ink(&std::fs::read(file).unwrap()));
            assert!((ours - judge).abs() < 1.0, "page {page}, {}: {ours} against {judge}", plate.name);
        }
    }
}

fn mean(values: &[u8]) -> f64 {
    values.iter().map(|value| f64::from(*value)).sum::<f64>() / values.len() as f64
}

/// The mean ink of a plate, on which white is none.
fn mean_ink(bytes: &[u8]) -> f64 {
    255.0 - mean(&samples(bytes))
}
