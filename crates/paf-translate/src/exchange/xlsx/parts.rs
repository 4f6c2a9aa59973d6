//! The XML files that a workbook is made of.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

/// More than any part of a workbook of texts holds.
const LARGEST: u64 = 256 * 1024 * 1024;

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
