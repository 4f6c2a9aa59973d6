//! What is said of pictures: kinds, names, sizes, and drawings that would lose something or never end.
#![expect(clippy::unwrap_used, reason = "what is not as it should be fails the test")]

use std::io::Cursor;
use std::time::{Duration, Instant};

use image::{DynamicImage, ImageFormat, RgbImage};
use paf_picture::{Lettering, Problem, Trouble, check};

fn no_fonts() -> Lettering<'static> {
    Lettering::new(Vec::new)
}

fn said(path: &str, bytes: &[u8]) -> Vec<(Trouble, String)> {
    check(path, bytes, &no_fonts()).into_iter().map(|problem| (problem.trouble, problem.said)).collect()
}

fn one(path: &str, bytes: &[u8]) -> Problem {
    let mut found = check(path, bytes, &no_fonts());
    assert_eq!(found.len(), 1, "{path}: {found:?}");
    found.remove(0)
}

fn picture(format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels =
        DynamicImage::ImageRgb8(RgbImage::from_fn(9, 6, |x, y| image::Rgb([x as u8 * 20, y as u8 * 30, 90])));
    pixels.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

fn drawing(inner: &str) -> Vec<u8> {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 100 50\">{inner}</svg>"
    )
    .into_bytes()
}

fn drawn(inner: &str) -> Vec<(Trouble, String)> {
    said("a.svg", &drawing(inner))
}

#[test]
fn what_is_printed_has_no_problem() {
    for (name, format) in [
        ("a.png", ImageFormat::Png),
        ("a.jpg", ImageFormat::Jpeg),
        ("a.JPEG", ImageFormat::Jpeg),
        ("a.gif", ImageFormat::Gif),
        ("a.webp", ImageFormat::WebP),
    ] {
        assert_eq!(said(name, &picture(format)), [], "{name}");
    }
    assert_eq!(drawn("<rect width=\"9\" height=\"9\"/>"), []);
}

#[test]
fn kinds_that_are_not_printed_say_what_to_save() {
    let tiff = one("a.tif", b"II*\0\x08\0\0\0");
    assert_eq!(tiff.trouble, Trouble::Format);
    assert_eq!(tiff.said, "is a TIFF, which is not printed");
    assert!(tiff.help.contains("PNG"));
    assert!(one("a.pdf", b"%PDF-1.7").help.contains("SVG"));
    assert!(one("a.heic", b"\0\0\0\x18ftypheic").help.contains("JPEG"));
    assert!(one("a.png", b"%PDF-1.7").said.contains("is a PDF in spite of its name"));
}

#[test]
fn a_name_that_says_another_kind_is_told() {
    let found = one("logos/a.png", &picture(ImageFormat::Jpeg));
    assert_eq!(
        (found.trouble, found.help.as_str()),
        (Trouble::Format, "rename the file to `a.jpg`, and write that name here")
    );
    assert_eq!(
        one("logos/a", &picture(ImageFormat::Png)).help,
        "rename the file to `a.png`, and write that name here"
    );
    assert_eq!(one("a.png", b"words").trouble, Trouble::Damaged);
    assert_eq!(one("a.png", b"").said, "is empty");
    assert_eq!(one("a.txt", b"words").said, "is no picture");
}

#[test]
fn a_picture_that_ends_too_early_is_damaged() {
    for (name, format) in
        [("a.png", ImageFormat::Png), ("a.gif", ImageFormat::Gif), ("a.webp", ImageFormat::WebP)]
    {
        let bytes = picture(format);
        let found = one(name, &bytes[..bytes.len() / 2]);
        assert_eq!(found.trouble, Trouble::Damaged, "{name}: {}", found.said);
    }
    let large = DynamicImage::ImageLuma8(image::GrayImage::new(3000, 2000));
    for (name, format) in [("a.png", ImageFormat::Png), ("a.jpg", ImageFormat::Jpeg)] {
        let mut bytes = Vec::new();
        large.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        assert_eq!(said(name, &bytes), [], "{name}");
        assert_eq!(one(name, &bytes[..bytes.len() - 20]).trouble, Trouble::Damaged, "{name}");
    }
}

/// A PNG that says that it is of a size, and holds nothing.
/// A photograph in which every part differs, so that no part of it can be guessed.
fn photograph() -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels =
        RgbImage::from_fn(160, 120, |x, y| image::Rgb([(x * y) as u8, (x * 7) as u8, (y * 13) as u8]));
    DynamicImage::ImageRgb8(pixels).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg).unwrap();
    bytes
}

#[test]
fn a_jpeg_that_was_cut_off_is_told_at_any_size() {
    let whole = photograph();
    assert_eq!(said("a.jpg", &whole), []);
    // Programs write remarks of their own behind the end.
    assert_eq!(said("a.jpg", &[whole.as_slice(), &[7; 200_000]].concat()), []);
    for (what, bytes) in [("half", &whole[..whole.len() / 2]), ("without its end", &whole[..whole.len() - 2])]
    {
        let found = one("a.jpg", bytes);
        assert_eq!(found.trouble, Trouble::Damaged, "{what}");
        assert!(found.said.contains("a part of its pixels is missing"), "{what}: {}", found.said);
    }
}

#[test]
fn a_rare_jpeg_is_not_called_a_damaged_one() {
    let frame = photograph().windows(2).position(|two| two == b"\xff\xc0").unwrap();
    let other = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = photograph();
        change(&mut bytes);
        let found = one("a.jpg", &bytes);
        assert_eq!(found.trouble, Trouble::Format);
        found.said
    };
    assert!(other(&|bytes| bytes[frame + 4] = 12).contains("more than eight bits"));
    assert!(other(&|bytes| bytes[frame + 1] = 0xc3).contains("without loss"));
    assert!(other(&|bytes| bytes[frame + 1] = 0xc9).contains("arithmetically"));
    assert!(other(&|bytes| bytes[frame + 1] = 0xc5).contains("layers"));
}

fn claimed(width: u32, height: u32) -> Vec<u8> {
    let mut head = b"IHDR".to_vec();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend([8, 6, 0, 0, 0]);
    let mut crc = u32::MAX;
    for byte in &head {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 };
        }
    }
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\r".to_vec();
    bytes.extend(head);
    bytes.extend((!crc).to_be_bytes());
    bytes.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    bytes
}

#[test]
fn sizes_are_judged_before_anything_is_unpacked() {
    let found = one("a.png", &claimed(60_000, 60_000));
    assert_eq!(found.trouble, Trouble::TooLarge);
    assert!(found.said.contains("60000 × 60000 pixels"), "{}", found.said);
    assert_eq!(one("a.svg", &drawing(&" ".repeat(9 << 20))).trouble, Trouble::TooLarge);
}

#[test]
fn what_would_vanish_from_a_drawing_is_told() {
    let lost = |inner: &str| {
        let found = drawn(inner);
        assert_eq!(found.len(), 1, "{inner}: {found:?}");
        assert!(matches!(found[0].0, Trouble::NotPrinted | Trouble::Damaged), "{found:?}");
        found[0].1.clone()
    };
    assert!(
        lost("<image xlink:href=\"file:///home/a/b.png\" width=\"9\" height=\"9\"/>")
            .contains("file:///home/a/b.png")
    );
    assert!(
        lost("<image href=\"https://example.org/b.png\" width=\"9\" height=\"9\"/>").contains("not in it")
    );
    assert!(lost("<use href=\"other.svg#a\"/>").contains("other.svg#a"));
    assert!(lost("<foreignObject><p>Words</p></foreignObject>").contains("foreignObject"));
    assert!(lost("<script>draw()</script>").contains("program"));
    assert!(lost("<style>@import url(a.css);</style>").contains("@import"));
    assert!(
        lost("<image href=\"data:image/png;base64,AAAA\" width=\"9\" height=\"9\"/>")
            .contains("damaged picture")
    );
    let repeated = "<linearGradient id=\"g\" spreadMethod=\"repeat\"><stop offset=\"0\" stop-color=\"red\"/><stop offset=\"1\" \
                    stop-color=\"blue\"/></linearGradient><rect width=\"9\" height=\"9\" fill=\"url(#g)\"/>";
    assert!(lost(repeated).contains("repeats"));
    assert!(lost("").contains("draws nothing"));
    assert!(
        lost("<g opacity=\"0.5\"><defs><rect width=\"9\" height=\"9\"/></defs></g>")
            .contains("draws nothing")
    );
    let moving = "<rect width=\"9\" height=\"9\" opacity=\"0\"><animate attributeName=\"opacity\" to=\"1\" fill=\"freeze\"/></rect>";
    assert!(lost(moving).contains("moves (`animate`)"));
    // What Illustrator writes for itself beside what others draw is no loss.
    let both =
        "<switch><foreignObject requiredExtensions=\"x\"/><g><rect width=\"9\" height=\"9\"/></g></switch>";
    assert_eq!(drawn(both), []);
}

#[test]
fn colours_that_would_be_black_are_told() {
    let area = |attributes: &str| drawn(&format!("<rect width=\"9\" height=\"9\" {attributes}/>"));
    for colour in [
        "red",
        "#1a5276",
        "#abc",
        "rgb(1, 2, 3)",
        "rgba(1,2,3,.5)",
        "hsl(240,80%,50%)",
        "none",
        "currentColor",
        "transparent",
        "url(#a) red",
    ] {
        assert_eq!(area(&format!("fill=\"{colour}\"")), [], "{colour}");
        assert_eq!(area(&format!("style=\"opacity:1;fill:{colour} !important\"")), [], "{colour}");
    }
    for colour in ["oklch(0.6 0.2 30)", "rgb(220 20 20 / 50%)", "var(--brand)", "#dc1414 icc-color(x,0,1)"] {
        let value = format!("has the colour `{colour}`, which is not read, and would be black");
        let expected = [(Trouble::NotPrinted, value)];
        assert_eq!(area(&format!("fill=\"{colour}\"")), expected);
        assert_eq!(area(&format!("style=\"stroke: {colour} !important; opacity: 1\"")), expected);
        let sheet = format!(
            "<style>/* fill: no; */ :root{{--brand:red}} @media print{{.a{{fill:red}} .b{{stop-color:{colour}}}}}</style>\
             <rect width=\"9\" height=\"9\"/>"
        );
        assert_eq!(drawn(&sheet), expected);
    }
}

#[test]
fn a_drawing_in_utf_16_is_told_as_one() {
    let text = String::from_utf8(drawing("<rect width=\"9\" height=\"9\"/>")).unwrap();
    let wide: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert!(one("a.svg", &wide).said.contains("UTF-16"));
}

#[test]
fn pictures_in_drawings_are_looked_at() {
    use std::fmt::Write;
    let embed = |bytes: &[u8], kind: &str| {
        let coded = bytes.iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "%{byte:02x}");
            text
        });
        drawn(&format!("<image href=\"data:image/{kind},{coded}\" width=\"9\" height=\"9\"/>"))
    };
    assert_eq!(embed(&picture(ImageFormat::Png), "png"), []);
    // Drawings show no more than eight bits, and do not turn a picture as the camera was held.
    let mut deep = Vec::new();
    DynamicImage::new_rgb16(9, 6).write_to(&mut Cursor::new(&mut deep), ImageFormat::Png).unwrap();
    assert!(embed(&deep, "png")[0].1.contains("sixteen bits"));
    let exif = b"\xff\xe1\x00\x22Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let upright = picture(ImageFormat::Jpeg);
    assert_eq!(embed(&upright, "jpeg"), []);
    let turned = [&upright[..2], exif, &upright[2..]].concat();
    assert!(embed(&turned, "jpeg")[0].1.contains("turned by a mark of the camera"));
    let huge = embed(&claimed(60_000, 60_000), "png");
    assert_eq!(huge[0].0, Trouble::TooLarge);
    assert!(huge[0].1.starts_with("has a picture in it that has 60000"), "{huge:?}");
    let inner = embed(&drawing("<image href=\"x.png\"/>"), "svg+xml");
    assert!(
        inner[0].1.starts_with("has a picture in it that shows a picture that is not in it"),
        "{inner:?}"
    );
}

#[test]
fn words_need_a_font_that_is_there() {
    let found = drawn("<text x=\"1\" y=\"9\" font-family=\"'Helvetica Neue', Arial\">Word</text>");
    assert_eq!(
        found,
        [(Trouble::Lettering, "has words in the font `Helvetica Neue`, which is not in fonts/".to_owned())]
    );
}

/// Drawings of a few bytes that would take any time or memory: each is told at once.
#[test]
fn hostile_drawings_are_refused_and_not_drawn() {
    let nested = format!("{}{}", "<g>".repeat(100_000), "</g>".repeat(100_000));
    let copies: String = (1..40)
        .map(|n| format!("<g id=\"u{n}\"><use href=\"#u{}\"/><use href=\"#u{}\"/></g>", n - 1, n - 1))
        .collect();
    let patterns: String = (1..12)
        .map(|n| {
            let areas = format!("<rect width=\"1\" height=\"1\" fill=\"url(#p{})\"/>", n - 1).repeat(10);
            format!("<pattern id=\"p{n}\" width=\"1\" height=\"1\">{areas}</pattern>")
        })
        .collect();
    let markers = format!(
        "<marker id=\"m\">{}</marker><path marker-mid=\"url(#m)\" d=\"M0 0{}\"/>",
        "<rect width=\"1\" height=\"1\"/>".repeat(1000),
        "L1 1".repeat(10_000)
    );
    let stop =
        |n: u32| format!("<stop offset=\"{}\" stop-color=\"#{:06x}\"/>", f64::from(n) / 5000.0, n * 3000);
    let stops: String = (0..5000).map(stop).collect();
    let stops = format!(
        "<linearGradient id=\"g\">{stops}</linearGradient><rect width=\"9\" height=\"9\" fill=\"url(#g)\"/>"
    );
    let rules: String = (0..9000).map(|n| format!(".c{n} > g rect{{fill:red}}")).collect();
    let styles = format!("<style>{rules}</style>{}", "<rect width=\"1\" height=\"1\"/>".repeat(9000));
    let sheet: String = (0..90_000).map(|n| format!(".c{n}{{fill:red}}")).collect();
    let sheet = format!("<style>{sheet}</style><rect width=\"1\" height=\"1\"/>");
    let style = format!("<rect width=\"1\" height=\"1\" style=\"{}\"/>", "fill:red;".repeat(90_000));
    let filter = |step: &str| {
        format!("<filter id=\"f\">{step}</filter><rect width=\"90\" height=\"40\" filter=\"url(#f)\"/>")
    };
    for (what, inner) in [
        ("nested", nested),
        ("copies", format!("<rect id=\"u0\" width=\"1\" height=\"1\"/>{copies}<use href=\"#u39\"/>")),
        (
            "patterns",
            format!(
                "<pattern id=\"p0\" width=\"1\" height=\"1\"/>{patterns}<rect width=\"9\" height=\"9\" fill=\"url(#p11)\"/>"
            ),
        ),
        ("markers", markers),
        ("blur", filter("<feGaussianBlur stdDeviation=\"99999\"/>")),
        ("edge", filter("<feMorphology operator=\"dilate\" radius=\"50\"/>")),
        ("noise", filter("<feTurbulence baseFrequency=\"0.1\" numOctaves=\"2000\"/>")),
        ("steps", filter(&"<feOffset dx=\"1\"/>".repeat(500))),
        ("stops", stops),
        ("styles", styles),
        ("style sheet", sheet),
        ("style", style),
        (
            "scaled edge",
            format!(
                "<g transform=\"scale(100)\">{}</g>",
                filter("<feMorphology operator=\"dilate\" radius=\"0.2\"/>")
            ),
        ),
    ] {
        let start = Instant::now();
        let found = drawn(&inner);
        assert!(found.iter().any(|(trouble, _)| *trouble == Trouble::TooLarge), "{what}: {found:?}");
        assert!(start.elapsed() < Duration::from_secs(5), "{what} took {:?}", start.elapsed());
    }
}

#[test]
fn words_that_stand_for_others_do_not_multiply() {
    let lol = "<!DOCTYPE svg [<!ENTITY a \"lollollol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \
               \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><text>&c;</text></svg>";
    assert_eq!(one("a.svg", lol.as_bytes()).trouble, Trouble::TooLarge);
    let long = format!(
        "<!DOCTYPE svg [<!ENTITY a \"{}\">]><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><desc>{}</desc></svg>",
        "x".repeat(100_000),
        "&a;".repeat(1000)
    );
    assert_eq!(one("a.svg", long.as_bytes()).trouble, Trouble::TooLarge);
    let foreign = "<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \
                   1 1\"><text>&a;</text></svg>";
    assert!(one("a.svg", foreign.as_bytes()).said.contains("another file"));
    // Illustrator names its namespaces so.
    let usual = "<!DOCTYPE svg [<!ENTITY ns_svg \"http://www.w3.org/2000/svg\">]><svg xmlns=\"&ns_svg;\" viewBox=\"0 0 1 1\"><rect \
                 width=\"1\" height=\"1\"/></svg>";
    assert_eq!(said("a.svg", usual.as_bytes()), []);
}
