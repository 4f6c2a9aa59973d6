//! Pictures of pixels: their size before anything is unpacked, then whether they can be.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::JpegDecoder;
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageError, Limits};

use crate::jpeg;
use crate::kind::Kind;
use crate::problem::{Problem, Trouble};

/// The most pixels of a picture: a poster of one square metre at 250 for each inch.
const MOST_PIXELS: u64 = 100_000_000;

/// The most pixels that are all looked at before they are printed: more would be seconds for each check.
const MOST_LOOKED_INTO: u64 = 4_000_000;

/// The most bytes that a picture may take unpacked.
const MOST_UNPACKED: u64 = 400 << 20;

const AGAIN: &str = "save it once more, and look whether it opens in other programs";

/// What is wrong with a picture of pixels.
pub(crate) fn check(kind: Kind, bytes: &[u8]) -> Option<Problem> {
    let damaged = || Problem::new(Trouble::Damaged, format!("is a damaged {}", kind.name()), AGAIN);
    if let Some(rarity) = (kind == Kind::Jpeg).then(|| jpeg::rarity(bytes)).flatten() {
        let said = format!("is a rare JPEG, which is not printed: it {rarity}");
        return Some(Problem::new(Trouble::Format, said, "save it as PNG, or as a common JPEG"));
    }
    let Ok(head) = head(kind, bytes) else { return Some(damaged()) };
    let (width, height) = head.size;
    if width == 0 || height == 0 {
        return Some(damaged());
    }
    if u64::from(width) * u64::from(height) > MOST_PIXELS || head.unpacked > MOST_UNPACKED {
        let said = format!(
            "has {width} × {height} pixels, and paf reads {} million with eight bits for each colour",
            MOST_PIXELS / 1_000_000
        );
        let help = "scale it down: 300 pixels for each inch (25.4 mm) that it is printed at are enough";
        return Some(Problem::new(Trouble::TooLarge, said, help));
    }
    if head.moves {
        let said = format!("is a {} that moves, and a page shows one picture of it", kind.name());
        return Some(Problem::new(Trouble::NotPrinted, said, "save the one that is meant as PNG"));
    }
    let is_large = u64::from(width) * u64::from(height) > MOST_LOOKED_INTO;
    let is_readable = if is_large { is_whole(kind, bytes) } else { decoded(kind, bytes).is_ok() };
    if !is_readable {
        return Some(damaged());
    }
    // Readers fill what is missing with grey, and say nothing.
    let is_cut = kind == Kind::Jpeg && !jpeg::ends(bytes);
    is_cut
        .then(|| Problem::new(Trouble::Damaged, "is a damaged JPEG: a part of its pixels is missing", AGAIN))
}

/// What readers of drawings do not do to a picture in one: they neither turn it as the camera was held nor take
/// more than eight bits for each colour.
pub(crate) fn not_in_drawings(kind: Kind, bytes: &[u8]) -> Option<Problem> {
    let (is_turned, is_deep) = match kind {
        Kind::Png => of_decoder(PngDecoder::with_limits(Cursor::new(bytes), limits())),
        Kind::Webp => of_decoder(WebPDecoder::new(Cursor::new(bytes))),
        Kind::Jpeg => of_decoder(JpegDecoder::new(Cursor::new(bytes))),
        _ => (false, false),
    };
    let save = |said: &str, help: &str| Some(Problem::new(Trouble::NotPrinted, said, help));
    match (is_turned, is_deep) {
        (true, _) => save(
            "is turned by a mark of the camera (Exif), which is not looked at there",
            "turn it upright in a program for pictures, save it without the mark, and embed it once more",
        ),
        (_, true) => save(
            "has sixteen bits for each colour",
            "save it with eight bits for each colour, and embed it once more",
        ),
        _ => None,
    }
}

fn of_decoder(decoder: Result<impl ImageDecoder, ImageError>) -> (bool, bool) {
    let Ok(mut decoder) = decoder else { return (false, false) };
    let color = decoder.color_type();
    let is_deep = color.bytes_per_pixel() > color.channel_count();
    (decoder.orientation().is_ok_and(|turned| turned != Orientation::NoTransforms), is_deep)
}

/// Whether a picture ends as its kind does, which one that was cut off does not.
fn is_whole(kind: Kind, bytes: &[u8]) -> bool {
    // Programs write remarks behind the end.
    let tail = bytes.get(bytes.len().saturating_sub(64 * 1024)..).unwrap_or_default();
    let has = |mark: &[u8]| tail.windows(mark.len()).any(|found| found == mark);
    match kind {
        Kind::Png => has(b"IEND"),
        Kind::Gif => has(b"\0;"),
        Kind::Webp => {
            let length = bytes.get(4..8).and_then(|length| length.try_into().ok()).map(u32::from_le_bytes);
            length.is_some_and(|length| u64::from(length) + 8 <= bytes.len() as u64)
        }
        _ => true,
    }
}

/// What stands at the beginning of a picture.
struct Head {
    size: (u32, u32),
    unpacked: u64,
    moves: bool,
}

impl Head {
    fn of(decoder: &impl ImageDecoder) -> Self {
        Self { size: decoder.dimensions(), unpacked: decoder.total_bytes(), moves: false }
    }
}

fn head(kind: Kind, bytes: &[u8]) -> Result<Head, ImageError> {
    let cursor = Cursor::new(bytes);
    Ok(match kind {
        Kind::Png => {
            let decoder = PngDecoder::with_limits(cursor, limits())?;
            Head { moves: decoder.is_apng().unwrap_or_default(), ..Head::of(&decoder) }
        }
        Kind::Gif => {
            let decoder = GifDecoder::new(cursor)?;
            let head = Head::of(&decoder);
            // The further pictures are as large as the first: too large a one is refused without them.
            let is_read = head.unpacked <= MOST_UNPACKED;
            Head { moves: is_read && decoder.into_frames().take(2).filter(Result::is_ok).count() > 1, ..head }
        }
        Kind::Webp => {
            let decoder = WebPDecoder::new(cursor)?;
            Head { moves: decoder.has_animation(), ..Head::of(&decoder) }
        }
        _ => Head::of(&JpegDecoder::new(cursor)?),
    })
}

/// Columns and rows of a picture of pixels; none where it is another thing.
pub fn pixels(bytes: &[u8]) -> Option<(u32, u32)> {
    match Kind::of_bytes(bytes)? {
        Kind::Svg | Kind::Other(_) => None,
        kind => head(kind, bytes).ok().map(|head| head.size),
    }
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(2 * MOST_UNPACKED);
    limits
}

/// The pixels; of a moving picture, the first.
pub(crate) fn decoded(kind: Kind, bytes: &[u8]) -> Result<DynamicImage, ImageError> {
    let cursor = Cursor::new(bytes);
    match kind {
        Kind::Png => DynamicImage::from_decoder(PngDecoder::with_limits(cursor, limits())?),
        Kind::Gif => DynamicImage::from_decoder(GifDecoder::new(cursor)?),
        Kind::Webp => DynamicImage::from_decoder(WebPDecoder::new(cursor)?),
        _ => DynamicImage::from_decoder(JpegDecoder::new(cursor)?),
    }
}
