//! Pictures in as many pixels as their places need.
#![expect(clippy::unwrap_used, reason = "what is not as it should be fails the test")]

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use paf_picture::{Fitted, Kind, Medium, Wanted, fitted};

/// An area of 8 % cyan, 51 % magenta, 24 % yellow: a JPEG in the inks of a press, of Adobe's kind.
const CMYK: &[u8] = include_bytes!("cmyk.jpg");
const PRESS: &[u8] = include_bytes!("../../paf-press/icc/ISOcoated_v2_bas.ICC");

fn wanted(medium: Medium, millimetres: f64) -> Wanted<'static> {
    let points = millimetres / 25.4 * 72.0;
    Wanted { medium, size: (points, points), press: PRESS }
}

fn written(pixels: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    pixels.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

fn read(fitted: &Fitted) -> DynamicImage {
    image::load_from_memory(&fitted.bytes).unwrap()
}

fn photograph() -> DynamicImage {
    let colour = |x: u32, y: u32| Rgb([(x % 251) as u8, (y % 241) as u8, ((x * y) % 239) as u8]);
    DynamicImage::ImageRgb8(RgbImage::from_fn(3000, 3000, colour))
}

#[test]
fn a_large_photograph_at_the_size_of_a_thumb_costs_kilobytes() {
    let pixels = photograph();
    let bytes = written(&pixels, ImageFormat::Jpeg);
    let small = fitted(Kind::Jpeg, &bytes, &pixels, (None, None), &wanted(Medium::Screen, 12.0)).unwrap();
    assert_eq!((small.kind, read(&small).width(), read(&small).height()), (Kind::Jpeg, 71, 71));
    assert!(small.bytes.len() < 10_000, "{} bytes", small.bytes.len());
    let press = fitted(Kind::Jpeg, &bytes, &pixels, (None, None), &wanted(Medium::Press, 12.0)).unwrap();
    assert_eq!(read(&press).width(), 142);
}

#[test]
fn what_has_no_more_pixels_than_are_needed_stays_as_it_is() {
    let pixels = DynamicImage::ImageRgb8(RgbImage::new(150, 150));
    let bytes = written(&pixels, ImageFormat::Png);
    assert!(fitted(Kind::Png, &bytes, &pixels, (None, None), &wanted(Medium::Press, 12.0)).is_none());
    assert!(fitted(Kind::Png, &bytes, &pixels, (None, None), &wanted(Medium::Screen, 12.0)).is_some());
}

#[test]
fn a_photograph_in_a_drawing_is_as_small_as_one_beside_it() {
    let photograph = written(&photograph(), ImageFormat::Jpeg);
    let coded = photograph.iter().fold(String::new(), |text, byte| text + &format!("%{byte:02x}"));
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\"><rect width=\"20\" height=\"10\"/><image x=\"10\" width=\"10\" \
         height=\"10\" href=\"data:image/jpeg,{coded}\"/></svg>"
    );
    let wanted = Wanted { size: (68.0, 34.0), ..wanted(Medium::Screen, 24.0) };
    let small = paf_picture::fitted_drawing(drawing.as_bytes(), &wanted).unwrap();
    assert!(small.len() < 20_000, "{} bytes of {}", small.len(), drawing.len());
    let small = String::from_utf8(small).unwrap();
    assert!(
        small.starts_with("<svg")
            && small.contains("href=\"data:image/jpeg;base64,/9j/")
            && small.ends_with("\"/></svg>")
    );
    assert!(paf_picture::fitted_drawing(small.as_bytes(), &wanted).is_none());
}

#[test]
fn transparency_stays_and_hidden_colours_do_not_show() {
    // Red that is seen beside green that is not.
    let colour = |x: u32, _| if x < 1500 { Rgba([255, 0, 0, 255]) } else { Rgba([0, 255, 0, 0]) };
    let pixels = DynamicImage::ImageRgba8(RgbaImage::from_fn(3000, 300, colour));
    let bytes = written(&pixels, ImageFormat::Png);
    let small = fitted(Kind::Png, &bytes, &pixels, (None, None), &wanted(Medium::Screen, 12.0)).unwrap();
    let small = read(&small).into_rgba8();
    assert_eq!(small.get_pixel(0, 0).0, [255, 0, 0, 255]);
    assert_eq!(small.get_pixel(small.width() - 1, 0).0[3], 0);
    for pixel in small.pixels().filter(|pixel| pixel.0[3] > 8) {
        assert!(pixel.0[0] > 240 && pixel.0[1] < 15, "{pixel:?} is green at the edge");
    }
}

#[test]
fn inks_look_on_a_screen_as_they_do_in_print() {
    let pixels = image::load_from_memory(CMYK).unwrap();
    let shown = fitted(Kind::Jpeg, CMYK, &pixels, (None, None), &wanted(Medium::Screen, 500.0)).unwrap();
    let shown = read(&shown).into_rgb8();
    let [red, green, blue] = shown.get_pixel(300, 100).0;
    // FOGRA39 says 230 152 165; the plain formula would make it 235 125 195 or its opposite.
    assert!(
        red.abs_diff(230) < 6 && green.abs_diff(152) < 6 && blue.abs_diff(165) < 6,
        "{red} {green} {blue}"
    );
    assert!(fitted(Kind::Jpeg, CMYK, &pixels, (None, None), &wanted(Medium::Press, 500.0)).is_none());
}
