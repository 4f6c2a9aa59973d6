//! Drawings in the colours of screens become lines, areas and gradients of the press's inks.

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use paf_pdf::pages::{decoded, pages};
use paf_press::finish::{FinishError, finish};
use paf_press::intent::Intent;

use super::{PAGES, format};

const DRAWN: &[u8] = b"q /Rgb cs 0.17 0.24 0.31 scn 10 10 20 20 re f 0 0 0 scn 12 12 5 5 re f \
    /Rgb CS 1 0 0 SCN q /Gray CS 0.5 SCN Q 0 1 0 SCN 9 9 m 20 20 l S \
    0.2 0.4 0.6 rg 5 5 5 5 re f /Pattern cs /Shade scn 40 10 20 20 re f /Masked gs /Form Do Q\n";

/// Where the gradient goes: from black through red to white, with an edge in the middle.
fn gradient(document: &mut Document, rgb: ObjectId) -> ObjectId {
    let mut between = |from: [i64; 3], to: [i64; 3]| {
        let colour = |parts: [i64; 3]| parts.map(Object::Integer).to_vec();
        document.add_object(dictionary! {
            "FunctionType" => 2, "Domain" => vec![0.into(), 1.into()], "N" => 1,
            "Range" => [0, 1].repeat(3).into_iter().map(Object::Integer).collect::<Vec<_>>(),
            "C0" => colour(from), "C1" => colour(to),
        })
    };
    let parts: Vec<Object> = vec![between([0, 0, 0], [1, 0, 0]).into(), between([0, 0, 1], [1, 1, 1]).into()];
    let function = document.add_object(dictionary! {
        "FunctionType" => 3, "Domain" => vec![0.into(), 1.into()], "Functions" => parts,
        "Bounds" => vec![Object::Real(0.5)], "Encode" => vec![0.into(), 1.into(), 0.into(), 1.into()],
        "Range" => [0, 1].repeat(3).into_iter().map(Object::Integer).collect::<Vec<_>>(),
    });
    document.add_object(dictionary! {
        "ShadingType" => 2, "ColorSpace" => rgb, "Function" => function,
        "Coords" => vec![40.into(), 10.into(), 60.into(), 10.into()],
    })
}

/// The pages with a drawing on the first of them.
fn drawn(change: impl FnOnce(&mut Document, &mut Dictionary)) -> Vec<u8> {
    let mut document = Document::load_mem(PAGES).unwrap();
    let page = pages(&document)[0];
    let (id, mut resources, content) =
        (page.id, page.resources().cloned().unwrap_or_default(), page.content());
    let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, b"sRGB".to_vec()));
    let rgb = document.add_object(vec!["ICCBased".into(), profile.into()]);
    let gray = document.add_object(Stream::new(dictionary! { "N" => 1 }, b"sGray".to_vec()));
    let shading = gradient(&mut document, rgb);
    let group = |space: Object| dictionary! { "S" => "Transparency", "I" => true, "CS" => space };
    let painted = |content: &[u8]| {
        let own = dictionary! { "ColorSpace" => dictionary! { "c" => rgb } };
        let dictionary = dictionary! {
            "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
            "Resources" => own, "Group" => group(rgb.into()),
        };
        Stream::new(dictionary, content.to_vec())
    };
    let form = document.add_object(painted(b"/c cs 1 0 0 scn 0 0 9 9 re f"));
    let mask = document.add_object(painted(b"/c cs 1 0 0 scn 0 0 9 9 re f"));
    let masked = dictionary! { "SMask" => dictionary! { "S" => "Luminosity", "G" => mask } };
    let four = document.add_object(Stream::new(dictionary! { "N" => 4 }, b"inks".to_vec()));
    let icc = |profile: ObjectId| vec![Object::from("ICCBased"), profile.into()];
    let spaces = dictionary! { "Rgb" => rgb, "Gray" => icc(gray), "Inks" => icc(four) };
    resources.set("ColorSpace", spaces);
    resources.set(
        "Pattern",
        dictionary! {
            "Shade" => dictionary! { "PatternType" => 2, "Shading" => shading },
        },
    );
    resources.set("XObject", dictionary! { "Form" => form });
    resources.set("ExtGState", dictionary! { "Masked" => masked });
    change(&mut document, &mut resources);
    let content = document.add_object(Stream::new(Dictionary::new(), [DRAWN, &content].concat()));
    let page = document.get_dictionary_mut(id).unwrap();
    page.set("Resources", resources);
    page.set("Contents", content);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn finished() -> Document {
    let bytes = finish(&drawn(|_, _| ()), &format(&Intent::coated())).unwrap();
    Document::load_mem(&bytes).unwrap()
}

fn operations(content: &[u8]) -> Vec<Operation> {
    Content::decode(content).unwrap().operations
}

fn numbers(operation: &Operation) -> Vec<f32> {
    operation.operands.iter().map(|part| part.as_float().unwrap()).collect()
}

/// The form that has a group of a space; nothing for the space of the page, which a group that is not isolated has.
fn form(document: &Document, space: Option<&[u8]>) -> String {
    let found = document.objects.values().find_map(|object| {
        let stream = object.as_stream().ok()?;
        let group = stream.dict.get(b"Group").ok()?.as_dict().ok()?;
        let own = group.get(b"CS").ok().and_then(|own| own.as_name().ok());
        (own == space && group.has(b"I") == own.is_some()).then(|| decoded(stream))
    });
    String::from_utf8(found.unwrap()).unwrap()
}

#[test]
fn areas_and_lines_are_of_four_inks_and_black_is_black_alone() {
    let document = finished();
    let drawn = operations(&pages(&document)[0].content());
    let end = drawn.iter().position(|operation| operation.operator == "gs").unwrap();
    let colours: Vec<(&str, Vec<f32>)> = drawn[..end]
        .iter()
        .filter(|operation| ["k", "K", "g", "G"].contains(&operation.operator.as_str()))
        .map(|operation| (operation.operator.as_str(), numbers(operation)))
        .collect();
    let names: Vec<&str> = colours.iter().map(|(name, _)| *name).collect();
    // A space begins with black; the colours follow: slate, black, red, green within its `q`, blue.
    assert_eq!(names, ["g", "k", "g", "G", "K", "K", "k"]);
    assert_eq!(colours[2].1, [0.0], "black is black alone");
    let slate = &colours[1].1;
    assert!(slate[0] > slate[1] && slate[1] > slate[2] && slate[3] > 0.3, "{slate:?}");
    let red = &colours[4].1;
    assert!(red[0] < 0.1 && red[1] > 0.9 && red[2] > 0.9 && red[3] < 0.1, "{red:?}");
    let green = &colours[5].1;
    assert!(
        green[0] > 0.5 && green[1] < 0.2 && green[2] > 0.9,
        "after `Q` the space is that before: {green:?}"
    );
    assert!(drawn.iter().any(|operation| operation.operator == "re"), "they are areas still");
}

#[test]
fn no_space_of_three_colours_is_left_in_any_resources() {
    let document = finished();
    let three = document.objects.iter().filter(|(_, object)| {
        object.as_stream().is_ok_and(|stream| {
            stream.dict.get(b"N").and_then(Object::as_i64).is_ok_and(|parts| parts == 3)
                && !stream.dict.has(b"Type")
        })
    });
    let three: Vec<ObjectId> = three.map(|(id, _)| *id).collect();
    let mut named = Vec::new();
    for object in document.objects.values() {
        find(object, &mut named);
    }
    assert!(!named.iter().any(|id| three.contains(id)), "{three:?} of {named:?}");
}

fn find(object: &Object, named: &mut Vec<ObjectId>) {
    match object {
        Object::Array(items) if matches!(items.first(), Some(Object::Name(name)) if name == b"ICCBased") => {
            named.extend(items.iter().filter_map(|item| item.as_reference().ok()));
        }
        Object::Dictionary(dictionary) => {
            let spaces = dictionary.get(b"ColorSpace").ok();
            spaces.into_iter().for_each(|spaces| find(spaces, named));
            dictionary.iter().for_each(|(_, value)| find(value, named));
        }
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| find(value, named)),
        _ => {}
    }
}

/// A function of inks at a place, for those that the finishing writes.
fn inks_at(document: &Document, function: &Object, at: f32) -> [f32; 4] {
    let function = document.dereference(function).unwrap().1;
    if let Object::Stream(stream) = function {
        let samples = decoded(stream);
        let last = samples.len() / 4 - 1;
        let index = (at * last as f32).round() as usize * 4;
        return std::array::from_fn(|ink| f32::from(samples[index + ink]) / 255.0);
    }
    let parts = function.as_dict().unwrap().get(b"Functions").unwrap().as_array().unwrap();
    if at < 0.5 {
        inks_at(document, &parts[0], at * 2.0)
    } else {
        inks_at(document, &parts[1], at * 2.0 - 1.0)
    }
}

#[test]
fn gradients_stay_gradients_and_end_in_the_inks_of_areas() {
    let document = finished();
    let shading = document
        .objects
        .values()
        .find_map(|object| object.as_dict().ok().filter(|found| found.has(b"ShadingType")))
        .unwrap();
    assert_eq!(shading.get(b"ColorSpace").unwrap().as_name().unwrap(), b"DeviceCMYK");
    let function = shading.get(b"Function").unwrap();
    let inks = |at| inks_at(&document, function, at);
    assert_eq!(inks(0.0), [0.0, 0.0, 0.0, 1.0], "it begins with black alone");
    let before = inks(0.499);
    assert!(before[1] > 0.9 && before[0] < 0.1 && before[3] < 0.1, "red: {before:?}");
    let behind = inks(0.5);
    assert!(behind[0] > 0.7 && behind[2] < 0.3, "the edge to blue stays an edge: {behind:?}");
    assert_eq!(inks(1.0), [0.0; 4], "it ends with paper");
    let steps: Vec<[f32; 4]> = (0..32u8).map(|step| inks(f32::from(step) / 64.0)).collect();
    let jump = steps.windows(2).flat_map(|pair| (0..4).map(|ink| (pair[0][ink] - pair[1][ink]).abs()));
    assert!(jump.fold(0.0, f32::max) < 0.15, "it has no step at its black end: {steps:?}");
}

#[test]
fn masks_are_light_and_what_blends_is_ink() {
    let document = finished();
    assert_eq!(
        form(&document, Some(b"DeviceGray")).split_whitespace().collect::<Vec<_>>()[..4],
        ["0.0", "g", "0.213", "g"]
    );
    assert!(form(&document, None).contains(" k"));
}

#[test]
fn what_is_in_inks_stays_in_them() {
    let document = finished();
    let spaces = pages(&document)[0].resources().unwrap().get(b"ColorSpace").unwrap().as_dict().unwrap();
    let name = |key: &[u8]| spaces.get(key).unwrap().as_name().unwrap();
    assert_eq!((name(b"Gray"), name(b"Inks")), (&b"DeviceGray"[..], &b"DeviceCMYK"[..]));
}

#[test]
fn a_gradient_that_cannot_be_converted_is_told() {
    let bytes = drawn(|document, resources| {
        let Ok(Object::Dictionary(patterns)) = resources.get_mut(b"Pattern") else { return };
        let shading = dictionary! {
            "ShadingType" => 1, "ColorSpace" => "DeviceRGB", "Function" => dictionary! { "FunctionType" => 4 },
        };
        let shading = document.add_object(shading);
        patterns.set("Shade", dictionary! { "PatternType" => 2, "Shading" => shading });
    });
    assert_eq!(finish(&bytes, &format(&Intent::coated())), Err(FinishError::Gradient));
}
