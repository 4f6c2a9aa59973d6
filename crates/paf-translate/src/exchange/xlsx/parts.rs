//! The XML files that a workbook is made of.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

/// More than any part of a workbook of texts holds.
const LARGEST: u64 = 256 * 1024 * 1024;

/// What a whole workbook of texts may unpack to.
const LARGEST_WORKBOOK: u64 = 256 * 1024 * 1024;

/// Whether a workbook unpacks to more than any has; what the parts say of themselves is not believed.
pub(super) fn is_too_large(bytes: &[u8]) -> bool {
    // What is no archive is told where it is read.
    let Ok(mut parts) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let mut left = LARGEST_WORKBOOK;
    for index in 0..parts.len() {
        let Ok(part) = parts.by_index(index) else { continue };
        // A part that is damaged further on has unpacked to as much as it could.
        let mut unpacked = Counter(0);
        let _damaged = std::io::copy(&mut part.take(left + 1), &mut unpacked);
        match left.checked_sub(unpacked.0) {
            Some(rest) => left = rest,
            None => return true,
        }
    }
    false
}

/// Counts what is written, and keeps nothing.
struct Counter(u64);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A part as text, if there is one.
pub(super) fn part(parts: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> Option<String> {
    let mut text = String::new();
    parts.by_name(path).ok()?.take(LARGEST).read_to_string(&mut text).ok()?;
    Some(text)
}

/// The parts that a part refers to, by the ids of the references.
pub(super) fn relations(parts: &mut ZipArchive<Cursor<&[u8]>>, path: &str) -> BTreeMap<String, String> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let xml = part(parts, &format!("{folder}/_rels/{name}.rels")).unwrap_or_default();
    let mut targets = BTreeMap::new();
    each_tag(&xml, |tag, _| {
        if let (Some(id), Some(target)) = (value(tag, "Id"), value(tag, "Target")) {
            targets.insert(id, resolved(folder, &target));
        }
    });
    targets
}

/// The path of a part, as one in `folder` names it.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').collect();
    for step in target.split('/') {
        match step {
            ".." => _ = steps.pop(),
            "." => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The sheets, each with the path of its part.
pub(super) fn sheets(parts: &mut ZipArchive<Cursor<&[u8]>>) -> Vec<(String, String)> {
    let targets = relations(parts, "xl/workbook.xml");
    let mut sheets = Vec::new();
    let workbook = part(parts, "xl/workbook.xml").unwrap_or_default();
    each_tag(&workbook, |tag, path| {
        if path.last().is_some_and(|name| name == "sheet")
            && let (Some(name), Some(id)) = (value(tag, "name"), value(tag, "id"))
        {
            sheets.extend(targets.get(&id).map(|path| (name, path.clone())));
        }
    });
    sheets
}

/// Goes through the tags of a part, each with the names of those it stands in and its own.
pub(super) fn each_tag(xml: &str, mut see: impl FnMut(&BytesStart<'_>, &[String])) {
    let mut reader = Reader::from_str(xml);
    let mut path: Vec<String> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                path.push(tag.local_name().as_ref().to_owned());
                see(&tag, &path);
            }
            Ok(Event::Empty(tag)) => {
                path.push(tag.local_name().as_ref().to_owned());
                see(&tag, &path);
                path.pop();
            }
            Ok(Event::End(_)) => _ = path.pop(),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

/// The attribute of a tag with this name, whatever its prefix.
pub(super) fn value(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = tag.attributes().flatten().find(|given| given.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&attribute.value).ok().map(|text| text.into_owned())
}

#[cfg(test)]
mod tests {
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// An archive with a part of so many megabytes of zeros.
    fn archive(megabytes: usize) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).expect("a part");
        for _ in 0..megabytes {
            writer.write_all(&[0; 1 << 20]).expect("it is written");
        }
        writer.finish().expect("an archive").into_inner()
    }

    #[test]
    fn what_unpacks_to_too_much_is_not_unpacked() {
        let bomb = archive(257);
        assert!(bomb.len() < 1 << 20);
        assert!(is_too_large(&bomb));
        assert!(!is_too_large(&archive(8)));
        assert!(!is_too_large(b"no archive"));
    }
}
