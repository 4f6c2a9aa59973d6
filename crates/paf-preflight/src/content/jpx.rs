//! JPEG 2000 images, which may say themselves what their colours are (ISO 32000-1, 7.4.9).

use super::colour::Family;

/// How many boxes are looked at; a file has a handful.
const BOXES: usize = 256;

/// What the colours of an image are, by its own words; unknown where it does not say.
pub(super) fn family(image: &[u8]) -> Family {
    // A bare codestream begins with its size: only the number of colours is known.
    if image.starts_with(&[0xff, 0x4f, 0xff, 0x51]) {
        return by_count(image.get(40..42).map(|count| u16::from(count[0]) << 8 | u16::from(count[1])));
    }
    let Some(header) = content(image, b"jp2h") else { return Family::Unknown };
    let colours = content(header, b"colr");
    let count = content(header, b"ihdr").and_then(|size| size.get(8..10));
    let count = count.map(|count| u16::from(count[0]) << 8 | u16::from(count[1]));
    match colours {
        // Method 1: a space by its number (ISO 15444-1, table I.10; 12 is CMYK by ISO 15444-2).
        Some([1, _, _, 0, 0, 0, space, ..]) => match space {
            16 | 18 => Family::Rgb,
            17 => Family::ManagedGray,
            12 => Family::Cmyk,
            14 => Family::Lab,
            _ => Family::Unknown,
        },
        // Methods 2 and 3: a profile, whose header names the space.
        Some([2 | 3, _, _, profile @ ..]) => match profile.get(16..20) {
            Some(b"RGB ") => Family::Rgb,
            Some(b"GRAY") => Family::ManagedGray,
            Some(b"CMYK") => Family::ManagedCmyk,
            Some(b"Lab ") => Family::Lab,
            _ => Family::Unknown,
        },
        Some(_) => Family::Unknown,
        None => by_count(count),
    }
}

fn by_count(count: Option<u16>) -> Family {
    match count {
        Some(1 | 2) => Family::Gray,
        Some(3) => Family::Rgb,
        Some(4) => Family::Cmyk,
        _ => Family::Unknown,
    }
}

/// The content of the first box of a kind.
fn content<'a>(boxes: &'a [u8], kind: &[u8; 4]) -> Option<&'a [u8]> {
    let mut rest = boxes;
    for _ in 0..BOXES {
        let [a, b, c, d, after @ ..] = rest else { return None };
        let short = u32::from_be_bytes([*a, *b, *c, *d]);
        let (head, length) = match short {
            // To the end.
            0 => (8, rest.len()),
            1 => {
                let long: [u8; 8] = rest.get(8..16)?.try_into().ok()?;
                (16, usize::try_from(u64::from_be_bytes(long)).ok()?)
            }
            short => (8, usize::try_from(short).ok()?),
        };
        let whole = rest.get(..length.min(rest.len()))?;
        if after.starts_with(kind) {
            return whole.get(head..);
        }
        if length < 8 {
            return None;
        }
        rest = rest.get(length..)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let length = u32::try_from(content.len() + 8).unwrap();
        [&length.to_be_bytes()[..], kind, content].concat()
    }

    fn image(count: u8, colours: &[u8]) -> Vec<u8> {
        let size = boxed(b"ihdr", &[0, 0, 0, 1, 0, 0, 0, 1, 0, count, 7, 7, 0, 0]);
        let colours = if colours.is_empty() { Vec::new() } else { boxed(b"colr", colours) };
        let header = boxed(b"jp2h", &[size, colours].concat());
        [boxed(b"jP  ", &[13, 10, 0x87, 10]), boxed(b"ftyp", b"jp2 "), header].concat()
    }

    #[test]
    fn an_image_says_what_its_colours_are() {
        assert_eq!(family(&image(3, &[1, 0, 0, 0, 0, 0, 16])), Family::Rgb);
        assert_eq!(family(&image(4, &[1, 0, 0, 0, 0, 0, 12])), Family::Cmyk);
        let profile = [[2, 0, 0].as_slice(), &[0; 16], b"CMYK"].concat();
        assert_eq!(family(&image(4, &profile)), Family::ManagedCmyk);
        assert_eq!(family(&image(1, &[])), Family::Gray);
        assert_eq!(family(&image(3, &[1, 0, 0, 0, 0, 0, 99])), Family::Unknown);
        assert_eq!(family(&image(7, &[])), Family::Unknown);
        let bare = [[0xff, 0x4f, 0xff, 0x51].as_slice(), &[0; 36], &[0, 3]].concat();
        assert_eq!(family(&bare), Family::Rgb);
    }

    #[test]
    fn broken_images_are_unknown() {
        let whole = image(3, &[1, 0, 0, 0, 0, 0, 16]);
        for end in 0..whole.len() - 1 {
            family(&whole[..end]);
        }
        assert_eq!(family(b""), Family::Unknown);
        assert_eq!(family(&[0, 0, 0, 4, b'f', b't', b'y', b'p', 1]), Family::Unknown);
    }
}
