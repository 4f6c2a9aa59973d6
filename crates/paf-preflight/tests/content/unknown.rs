//! What nobody can judge has not passed.

use lopdf::{Object, Stream, dictionary};
use paf_diag::Rule;

use crate::page::{broken, changed, resource, told};

const RULE: Rule = Rule::PressUnknownColour;

/// An image of one pixel in JPEG 2000, with a header that says how many colours there are and which.
fn jpeg_2000(count: u8, space: u8) -> Stream {
    let boxed = |kind: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len() + 8).unwrap();
        [&length.to_be_bytes()[..], kind, content].concat()
    };
    let size = boxed(b"ihdr", &[0, 0, 0, 1, 0, 0, 0, 1, 0, count, 7, 7, 0, 0]);
    let header = boxed(b"jp2h", &[size, boxed(b"colr", &[1, 0, 0, 0, 0, 0, space])].concat());
    let about = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 100, "Height" => 100, "Filter" => "JPXDecode",
    };
    Stream::new(about, [boxed(b"jP  ", &[13, 10, 0x87, 10]), header].concat())
}

#[test]
fn an_image_may_say_itself_what_its_colours_are() {
    let placed = "q 20 0 0 20 50 50 cm /New Do Q";
    let found = |count, space| {
        changed(placed, |document, page| {
            resource(document, page, "XObject", "New", Object::Stream(jpeg_2000(count, space)));
        })
    };
    assert_eq!(told(&found(3, 16), Rule::PressRgb).len(), 1);
    assert_eq!(told(&found(4, 12), Rule::PressRgb).len(), 0);
    assert_eq!(told(&found(4, 12), RULE).len(), 0);
    assert_eq!(told(&found(3, 99), RULE).len(), 1);
}

#[test]
fn a_space_that_cannot_be_read_is_told_and_its_ink_is_not_measured() {
    let image = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Width" => 100, "Height" => 100, "BitsPerComponent" => 8,
    };
    for space in ["Nonsense", ""] {
        let mut image = image.clone();
        if !space.is_empty() {
            image.set("ColorSpace", vec![Object::Name(space.into())]);
        }
        let report = changed("q 20 0 0 20 50 50 cm /New Do Q", |document, page| {
            resource(document, page, "XObject", "New", Object::Stream(Stream::new(image, vec![0; 10_000])));
        });
        assert_eq!(
            told(&report, RULE),
            [
                "`a.pdf`, page 1, 18 mm from the left and 88 mm from the top: an object in a colour space that cannot be read"
            ]
        );
        assert_eq!(report.pages[0].ink, None);
        assert!(report.not_run().contains(&Rule::PressInkLimit), "{:?}", report.skipped);
    }
    let report = changed("/New cs 1 scn 50 50 50 50 re f", |document, page| {
        let profile = document.add_object(Stream::new(dictionary! { "N" => 7 }, vec![]));
        resource(document, page, "ColorSpace", "New", vec!["ICCBased".into(), profile.into()].into());
    });
    assert_eq!(told(&report, RULE).len(), 1);
}

#[test]
fn a_name_that_leads_to_nothing_is_told() {
    for (content, part) in [
        ("/New Do", "the image or drawing `New`"),
        ("/New gs", "the setting for painting `New`"),
        ("/New sh", "the gradient `New`"),
        ("/New cs 1 scn 50 50 50 50 re f", "the colour space `New`"),
        ("/Pattern cs /New scn 50 50 50 50 re f", "the pattern `New`"),
        ("0 g BT /New 9 Tf 50 50 Td (a) Tj ET", "the font `New`"),
    ] {
        let report = changed(content, |_, _| {});
        let expected = format!("`a.pdf`, page 1: {part} is missing: the page uses it and does not have it");
        assert_eq!(told(&report, Rule::PressDamaged), [expected]);
    }
    // A font that is chosen, but nothing visible is set in it.
    let unused = changed("BT /New 9 Tf 3 Tr 50 50 Td (a) Tj ET", |_, _| {});
    assert_eq!(told(&unused, Rule::PressDamaged), [""; 0]);
}

#[test]
fn what_is_there_but_is_nothing_that_can_be_painted_is_told() {
    let unread = |kind: &str, what: Object, content: &str| {
        let report = changed(content, |document, page| resource(document, page, kind, "New", what));
        told(&report, Rule::PressUnmeasured).len()
    };
    let nameless = Object::Stream(Stream::new(dictionary! {}, b"1 0 0 rg 0 0 9 9 re f".to_vec()));
    assert_eq!(unread("XObject", nameless, "/New Do"), 1);
    assert_eq!(unread("XObject", Object::Integer(1), "/New Do"), 1);
    assert_eq!(unread("Font", Object::Integer(1), "BT /New 9 Tf 50 50 Td (a) Tj ET"), 1);
    assert_eq!(unread("Font", Object::Integer(1), "BT /New 9 Tf 3 Tr 50 50 Td (a) Tj ET"), 0);
}

#[test]
fn content_that_cannot_be_read_to_its_end_is_told() {
    let report = changed("0 g 50 50 50 50 re f ) 1 0 0 rg 60 60 50 50 re f", |_, _| {});
    assert_eq!(told(&report, Rule::PressUnmeasured).len(), 1);
    assert_eq!(report.pages[0].ink, None);
}

#[test]
fn images_within_the_content_are_judged_although_they_are_packed() {
    let image =
        |space: &str| format!("q 9 0 0 9 50 50 cm BI /W 9 /H 9 /BPC 8 /CS /{space} /F /Fl ID x\u{1} EI Q");
    assert_eq!(broken(&image("RGB")), ["press::rgb", "press::image-resolution"]);
    assert_eq!(broken(&image("G")), ["press::image-resolution"]);
    assert_eq!(broken(&image("Nonsense")), ["press::unknown-colour", "press::image-resolution"]);
}

#[test]
fn content_that_is_not_all_there_is_not_measured() {
    let mut packed = Stream::new(dictionary! {}, b"0 0 0 1 k 50 50 20 20 re f\n".repeat(100));
    packed.compress().unwrap();
    let cut = packed.content.len() / 2;
    packed.content.truncate(cut);
    let kinds = [
        ("cut off", packed),
        ("nothing comes out of it", Stream::new(dictionary! { "Filter" => "LZWDecode" }, vec![255; 3])),
        ("of an unknown kind", Stream::new(dictionary! { "Filter" => "Brotli" }, b"abc".to_vec())),
        ("in another file", Stream::new(dictionary! { "F" => Object::string_literal("b.txt") }, vec![])),
    ];
    for (what, stream) in kinds {
        let report = changed("", |document, page| {
            let content = document.add_object(stream);
            document.get_dictionary_mut(page).unwrap().set("Contents", content);
        });
        assert_eq!(report.pages[0].ink, None, "{what}");
        for rule in [Rule::PressInkLimit, Rule::PressRgb] {
            assert!(report.not_run().contains(&rule), "{what}: {:?}", report.skipped);
        }
    }
}
