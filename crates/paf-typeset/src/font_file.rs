//! Whether a font file is whole: its tables lie within it and hold what their checksums say.
//!
//! What reads fonts looks at a table when it needs it, and sets nothing where it finds nonsense: the letters
//! of a damaged font would be missing from the page without a word.

/// The tag of a file with several fonts (OpenType 1.9.1, “Font Collections”).
const COLLECTION: &[u8] = b"ttcf";

/// What a font begins with: outlines of TrueType, of Apple's TrueType, or of CFF.
const FONTS: [&[u8]; 3] = [&[0, 1, 0, 0], b"true", b"OTTO"];

/// What fonts for the web begin with, which are packed.
const OF_THE_WEB: [&[u8]; 2] = [b"wOFF", b"wOF2"];

/// More tables than any font has.
const MOST_TABLES: u16 = 256;

/// More fonts than any file has.
const MOST_FONTS: u32 = 256;

/// Says what is wrong with a font file.
///
/// # Errors
/// In words that go on after “cannot be used:”.
pub(crate) fn check(bytes: &[u8]) -> Result<(), String> {
    if OF_THE_WEB.iter().any(|magic| bytes.starts_with(magic)) {
        return Err("it is a font for web pages (WOFF)".to_owned());
    }
    if !bytes.starts_with(COLLECTION) {
        return font(bytes, 0);
    }
    let fonts = u32_at(bytes, 8).filter(|fonts| (1..=MOST_FONTS).contains(fonts)).ok_or_else(cut_off)?;
    (0..fonts as usize).try_for_each(|index| {
        let start = u32_at(bytes, 12 + 4 * index).ok_or_else(cut_off)?;
        font(bytes, start as usize)
    })
}

fn font(bytes: &[u8], start: usize) -> Result<(), String> {
    let head = bytes.get(start..start.saturating_add(4)).ok_or_else(cut_off)?;
    if !FONTS.contains(&head) {
        return Err("it is not a font".to_owned());
    }
    let tables = u16_at(bytes, start + 4).ok_or_else(cut_off)?;
    if tables == 0 || tables > MOST_TABLES {
        return Err("it is damaged: its list of tables makes no sense".to_owned());
    }
    (0..usize::from(tables)).try_for_each(|index| table(bytes, start + 12 + 16 * index))
}

/// One table by its entry in the list: tag, checksum, offset, length.
fn table(bytes: &[u8], entry: usize) -> Result<(), String> {
    let tag = bytes.get(entry..entry + 4).ok_or_else(cut_off)?;
    let number = |at: usize| u32_at(bytes, entry + at).ok_or_else(cut_off);
    let (expected, offset, length) = (number(4)?, number(8)? as usize, number(12)? as usize);
    let name = String::from_utf8_lossy(tag);
    let name = name.trim_end().escape_debug();
    let Some(content) = bytes.get(offset..offset.saturating_add(length)) else {
        let end = offset.saturating_add(length);
        return Err(format!(
            "it is cut off: its table `{name}` would end at byte {end}, and the file has {}",
            bytes.len()
        ));
    };
    // The checksum of the whole font stands in `head` itself, and is left out of that of the table.
    let left_out = if tag == b"head" { content.get(8..12).map(sum).unwrap_or_default() } else { 0 };
    if sum(content).wrapping_sub(left_out) == expected {
        Ok(())
    } else {
        Err(format!("it is damaged: its table `{name}` does not hold what its checksum says"))
    }
}

/// The sum of all words of four bytes, the last one filled up with zeros.
fn sum(bytes: &[u8]) -> u32 {
    bytes.chunks(4).fold(0, |sum: u32, chunk| {
        let mut word = [0; 4];
        word.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
        sum.wrapping_add(u32::from_be_bytes(word))
    })
}

fn cut_off() -> String {
    "it is cut off within its list of tables".to_owned()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FONT: &[u8] = include_bytes!("../../../fonts/source-sans-3/SourceSans3-Regular.otf");

    /// Where a table lies.
    fn table_of(tag: &[u8]) -> std::ops::Range<usize> {
        let entry = FONT.windows(4).position(|window| window == tag).expect("the table is there");
        let number = |at: usize| u32_at(FONT, entry + at).expect("a number") as usize;
        number(8)..number(8) + number(12)
    }

    #[test]
    fn a_whole_font_is_one() {
        assert_eq!(check(FONT), Ok(()));
    }

    #[test]
    fn any_damage_is_told_with_its_table() {
        for tag in [b"CFF ", b"GPOS", b"cmap", b"head", b"hmtx"] {
            let range = table_of(tag);
            let mut damaged = FONT.to_vec();
            damaged[range.start + range.len() / 2] ^= 0x55;
            let name = String::from_utf8_lossy(tag).trim_end().to_owned();
            let why = format!("it is damaged: its table `{name}` does not hold what its checksum says");
            assert_eq!(check(&damaged), Err(why));
        }
    }

    #[test]
    fn what_is_cut_off_is_told() {
        let last = FONT.len() - 1;
        assert!(check(&FONT[..last - 4]).is_err_and(|why| why.starts_with("it is cut off: its table `")));
        for length in [0, 3, 4, 5, 11, 12, 30, 200] {
            assert!(check(&FONT[..length]).is_err(), "{length}");
        }
    }

    #[test]
    fn what_is_no_font_is_told() {
        assert_eq!(check(b"words of mine"), Err("it is not a font".to_owned()));
        assert_eq!(check(b"wOF2...."), Err("it is a font for web pages (WOFF)".to_owned()));
        assert!(check(b"ttcf\0\x01\0\0\xff\xff\xff\xff").is_err());
        assert!(check(b"ttcf\0\x01\0\0\0\0\0\x01\0\0\0\x0c").is_err());
    }
}
