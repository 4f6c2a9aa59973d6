//! A picture that is cut to a form shows what its `crop` says, and nothing beside it.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use paf_build::{Output, Selection, Settings};
use paf_model::files::Memory;
use paf_typeset::picture;

use crate::pdf_framework::{Built, reword, settings, shipped_framework};
use crate::pdf_sources::typeset;

const RED: [u8; 3] = [230, 0, 0];
const BLUE: [u8; 3] = [0, 0, 230];

/// A picture twice as wide as tall, red on the left and blue on the right.
fn halves() -> Vec<u8> {
    let (width, height) = (200_u32, 100_u32);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().expect("it is a header");
    let row: Vec<u8> = (0..width).flat_map(|x| if x < width / 2 { RED } else { BLUE }).collect();
    writer.write_image_data(&row.repeat(height as usize)).expect("it is a picture");
    writer.finish().expect("it has an end");
    bytes
}

/// The leaflet with this picture.
fn leaflet(crop: &str) -> Memory {
    let mut files = shipped_framework();
    files.insert("framework/figures/halves.png", halves());
    let record = format!("title: Halves\nalt: One half is red and the other blue\n{crop}");
    files.insert("framework/figures/halves.yaml", record.into_bytes());
    reword(&mut files, "framework/leaflet.yaml", "figure: immune-response", "figure: halves");
    files
}

/// How many pixels of its page are red, and how many blue.
fn seen(crop: &str) -> [usize; 2] {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let only = |word: &str| vec![word.to_owned()];
    let selection = Selection {
        documents: only("leaflet"),
        editions: only("eu"),
        languages: only("en"),
        profiles: only("screen"),
        shard: None,
    };
    let with_sources = Settings { sources: Some(Output::new(folder.path())), ..settings() };
    let built = Built::some(&leaflet(crop), &selection, &with_sources);
    let target = &built.report.outcomes[0].0;
    let (_, _, typeset) = typeset(&folder.path().join(target.stem()));
    let pages = typeset.document.expect("there are pages");
    let png = picture(&pages, 1, 1.0).expect("there is a second page");
    let mut reader = png::Decoder::new(std::io::Cursor::new(&png)).read_info().expect("it is a picture");
    let mut pixels = vec![0; reader.output_buffer_size().expect("it has a size")];
    reader.next_frame(&mut pixels).expect("it has pixels");
    let [red, blue] = [RED, BLUE].map(|colour| {
        pixels
            .chunks_exact(4)
            .filter(|pixel| pixel[..3].iter().zip(colour).all(|(a, b)| a.abs_diff(b) < 40))
            .count()
    });
    [red, blue]
}

#[test]
fn what_matters_stays_in_view() {
    let whole = seen("");
    assert!(whole[0] > 1_000 && whole[1].abs_diff(whole[0]) < whole[0] / 10, "{whole:?}");
    let right = seen("crop: {width: 1, height: 1, across: 100}\n");
    assert!(right[0] == 0 && right[1] > 1_000, "{right:?}");
    let left = seen("crop: {width: 1, height: 1, across: 0, down: 50}\n");
    assert!(left[0] > 1_000 && left[1] == 0, "{left:?}");
    let middle = seen("crop: {width: 1, height: 1}\n");
    assert!(middle[0] > 1_000 && middle[1].abs_diff(middle[0]) < middle[0] / 10, "{middle:?}");
}
