//! Cells with words that are struck out. The library that reads cells gives their words alone, so that
//! what a reviewer struck out would be taken for words to print.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

use super::parts::{each_tag, part, sheets, value};

/// The cells, by row and column from 0, of each sheet by its name.
pub(super) type Struck = BTreeMap<String, BTreeSet<(u32, u32)>>;

/// The cells with struck-out words. What cannot be read has none: whatever is wrong with it is told by
/// those who read the cells.
pub(super) fn struck_cells(bytes: &[u8]) -> Struck {
    let Ok(mut parts) = ZipArchive::new(Cursor::new(bytes)) else { return Struck::new() };
    let styles = part(&mut parts, "xl/styles.xml").map(|xml| struck_styles(&xml)).unwrap_or_default();
    let strings =
        part(&mut parts, "xl/sharedStrings.xml").map(|xml| struck_strings(&xml)).unwrap_or_default();
    let sheets = sheets(&mut parts);
    let cells = |(name, path): (String, String)| {
        let xml = part(&mut parts, &path)?;
        Some((name, cells(&xml, &styles, &strings)))
    };
    sheets.into_iter().filter_map(cells).collect()
}

/// The numbers of the styles whose font is struck out.
fn struck_styles(xml: &str) -> BTreeSet<u32> {
    let mut fonts: u32 = 0;
    let mut struck_fonts = BTreeSet::new();
    let mut styles: u32 = 0;
    let mut struck = BTreeSet::new();
    each_tag(xml, |tag, path| match path {
        [.., parent, name] if parent == "fonts" && name == "font" => fonts += 1,
        [.., parent, name] if parent == "font" && name == "strike" && is_on(tag) => {
            struck_fonts.insert(fonts.saturating_sub(1));
        }
        [.., parent, name] if parent == "cellXfs" && name == "xf" => {
            let font = value(tag, "fontId").and_then(|font| font.parse().ok());
            if font.is_some_and(|font: u32| struck_fonts.contains(&font)) {
                struck.insert(styles);
            }
            styles += 1;
        }
        _ => {}
    });
    struck
}

/// The numbers of the texts, in the list that the sheets share, of which a part is struck out.
fn struck_strings(xml: &str) -> BTreeSet<u32> {
    let mut texts: u32 = 0;
    let mut struck = BTreeSet::new();
    each_tag(xml, |tag, path| match path {
        [.., parent, name] if parent == "sst" && name == "si" => texts += 1,
        [.., name] if name == "strike" && is_on(tag) => {
            struck.insert(texts.saturating_sub(1));
        }
        _ => {}
    });
    struck
}

fn cells(xml: &str, styles: &BTreeSet<u32>, strings: &BTreeSet<u32>) -> BTreeSet<(u32, u32)> {
    let mut struck = BTreeSet::new();
    let mut reader = Reader::from_str(xml);
    let mut cell: Option<(u32, u32)> = None;
    let mut shared = false;
    let mut in_value = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "c" => {
                    cell = value(&tag, "r").and_then(|name| position(&name));
                    shared = value(&tag, "t").as_deref() == Some("s");
                    let style = value(&tag, "s").and_then(|style| style.parse().ok());
                    if style.is_some_and(|style: u32| styles.contains(&style)) {
                        struck.extend(cell);
                    }
                }
                "v" => in_value = true,
                "strike" if is_on(&tag) => struck.extend(cell),
                _ => {}
            },
            Ok(Event::Empty(tag)) if tag.local_name().as_ref() == "strike" && is_on(&tag) => {
                struck.extend(cell)
            }
            Ok(Event::Text(text)) if in_value && shared => {
                let number = text.trim().parse().ok();
                if number.is_some_and(|number: u32| strings.contains(&number)) {
                    struck.extend(cell);
                }
            }
            Ok(Event::End(tag)) => match tag.local_name().as_ref() {
                "v" => in_value = false,
                "c" => cell = None,
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => return struck,
            Ok(_) => {}
        }
    }
}

fn is_on(tag: &BytesStart<'_>) -> bool {
    !matches!(value(tag, "val").as_deref(), Some("0" | "false" | "off"))
}

/// The row and column of `B3`, from 0.
fn position(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let mut column: u32 = 0;
    for letter in letters.bytes() {
        let number = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?) + 1;
        column = column.checked_mul(26)?.checked_add(number)?;
    }
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}
