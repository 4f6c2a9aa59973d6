//! How a JPEG is built: its markers, and whether it was cut off.

/// The marker segments before the pixels: marker and data.
pub(crate) fn segments(jpeg: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut at = 2;
    std::iter::from_fn(move || {
        while jpeg.get(at) == Some(&0xff) && jpeg.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let [0xff, marker, high, low] = *jpeg.get(at..at + 4)? else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let data = jpeg.get(at + 4..at + 2 + length)?;
        at += 2 + length;
        (marker != 0xda).then_some((marker, data))
    })
}

/// The frame header: its marker, which names the coding, and what stands in it.
fn frame(jpeg: &[u8]) -> Option<(u8, &[u8])> {
    segments(jpeg).find(|(marker, _)| matches!(marker, 0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc)))
}

/// How many colours a JPEG has.
pub(crate) fn components(jpeg: &[u8]) -> Option<u8> {
    frame(jpeg)?.1.get(5).copied()
}

/// What keeps a JPEG from being read that is of a rare kind and not damaged.
pub(crate) fn rarity(jpeg: &[u8]) -> Option<&'static str> {
    let (marker, header) = frame(jpeg)?;
    match marker {
        0xc3 | 0xc7 | 0xcb | 0xcf => Some("is coded without loss"),
        0xc5..=0xce if marker != 0xc9 && marker != 0xca => Some("is coded in layers"),
        0xc9 | 0xca => Some("is coded arithmetically"),
        _ => {
            header.first().is_some_and(|bits| *bits > 8).then_some("has more than eight bits for each colour")
        }
    }
}

/// Whether the end of the pixels is there, which is not where a file was cut off.
pub(crate) fn ends(jpeg: &[u8]) -> bool {
    let mut at = 2;
    loop {
        let Some(found) = jpeg.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == 0xff)) else {
            return false;
        };
        at += found + 1;
        match jpeg.get(at) {
            None => return false,
            Some(0xd9) => return true,
            // Filling, a byte of pixels, and markers without anything behind them.
            Some(0xff) => {}
            Some(0x00 | 0x01 | 0xd0..=0xd8) => at += 1,
            Some(_) => {
                let Some([high, low]) = jpeg.get(at + 1..at + 3) else { return false };
                at += 1 + usize::from(u16::from_be_bytes([*high, *low]));
            }
        }
    }
}
