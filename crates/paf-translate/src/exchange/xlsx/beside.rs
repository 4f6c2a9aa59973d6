//! Words in a workbook outside of what is read: comments on cells, columns and rows that nobody knows,
//! further sheets.

use std::collections::BTreeSet;
use std::io::Cursor;

use paf_diag::{Place, SourceFile};
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use zip::ZipArchive;

use super::super::Left;
use super::super::unread::Unread;
use super::columns::{Column, Heads};
use super::parts::{part, relations, sheets, value};
use super::sheet::{Cell, Sheet};
use super::table::Line;
use crate::hash;

/// What to do about them.
pub(super) const HELP: &str = "have a person read them; what is to be kept goes into the columns Translation and Remarks, or into the PO file";

/// The words of sheets that are not read.
pub(super) fn of_sheet(path: &str, name: &str, sheet: &Sheet) -> Vec<Unread> {
    let place = Place::start_of(&SourceFile::new(path, ""));
    let cells =
        sheet.iter().flat_map(|(row, cells)| cells.iter().map(move |(column, cell)| (*row, *column, cell)));
    let words = cells.filter(|(.., cell)| has_words(cell)).map(|(row, column, cell)| Unread {
        kind: "words in further sheets",
        at: format!("`{name}` {}", address(row, column)),
        words: cell.text().to_owned(),
        place: place.clone(),
    });
    words.collect()
}

/// The words of a row that are in no column we know, or belong to no text.
pub(super) fn of_row(line: &Line, heads: &Heads) -> Vec<Unread> {
    let is_named = !line.key.text().trim().is_empty();
    let is_read = |column: u32| heads.cells.values().any(|known| *known == column);
    let words = |kind: &'static str, column: u32, cell: &Cell| Unread {
        kind,
        at: address(line.number, column),
        words: cell.text().to_owned(),
        place: line.place.clone(),
    };
    let cells = line.row.iter().filter(|(column, cell)| has_words(cell) && !(is_named && is_read(**column)));
    let kind = if is_named { "words in columns that nobody knows" } else { "words in rows without a key" };
    let mut found: Vec<Unread> = cells.map(|(column, cell)| words(kind, *column, cell)).collect();
    if let (true, Some(notes), Some(column)) =
        (is_named, heads.cell(&line.row, Column::Notes), heads.cells.get(&Column::Notes))
        && has_words(notes)
        && are_other(notes.text(), heads.cell(&line.row, Column::Sent).map_or("", Cell::text))
    {
        found.push(words("words in the column Notes that were not sent out", *column, notes));
    }
    found
}

/// What the notes of a text are known by when it comes back.
pub(super) fn fingerprint(notes: &str) -> String {
    hash(&notes.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whether notes are other than those that were sent out. Where a workbook carries nothing that was sent
/// out, they are.
fn are_other(notes: &str, sent: &str) -> bool {
    match sent.split_whitespace().nth(3) {
        Some(known) => known != fingerprint(notes),
        None => Left::parse(sent).is_none(),
    }
}

fn has_words(cell: &Cell) -> bool {
    !cell.text().trim().is_empty()
}

/// The comments on the cells of all sheets. What cannot be read has none: whatever is wrong with it is told
/// by those who read the cells.
pub(super) fn comments(path: &str, bytes: &[u8]) -> Vec<Unread> {
    let place = Place::start_of(&SourceFile::new(path, ""));
    let Ok(mut parts) = ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let is_of_comments = |name: &str| {
        let name = name.to_lowercase();
        name.ends_with(".xml")
            && name.starts_with("xl/")
            && name.contains("comment")
            && !name.contains("/_rels/")
    };
    let names = parts.file_names().flatten().map(|name| name.into_owned());
    let all: Vec<String> = names.filter(|name| is_of_comments(name)).collect();
    let sheets = sheets(&mut parts);
    let mut of_sheets: Vec<(String, String)> = Vec::new();
    for (name, sheet) in sheets {
        let near = relations(&mut parts, &sheet).into_values().filter(|target| is_of_comments(target));
        of_sheets.extend(near.map(|target| (target, format!("`{name}` "))));
    }
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut found = Vec::new();
    // Those of conversations come first: for older programs each has a plain comment as well.
    let (talks, plain): (Vec<_>, Vec<_>) = all.into_iter().partition(|name| name.contains("hreaded"));
    for comments in [talks, plain] {
        let mut now = BTreeSet::new();
        for part_name in comments {
            let sheet = of_sheets.iter().find(|(target, _)| *target == part_name);
            let sheet = sheet.map_or("", |(_, sheet)| sheet);
            for (cell, words) in part(&mut parts, &part_name).map(|xml| in_part(&xml)).unwrap_or_default() {
                let at = format!("{sheet}{cell}");
                if !seen.contains(&at) {
                    now.insert(at.clone());
                    found.push(Unread { kind: "comments on cells", at, words, place: place.clone() });
                }
            }
        }
        seen.extend(now);
    }
    found
}

/// The cells of a part with comments, and what is said there.
fn in_part(xml: &str) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(xml);
    let mut found: Vec<(String, String)> = Vec::new();
    let mut is_open = false;
    let mut is_text = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => match tag.local_name().as_ref() {
                "comment" | "threadedComment" => {
                    is_open = true;
                    found.push((value(&tag, "ref").unwrap_or_default(), String::new()));
                }
                "t" | "text" => is_text = true,
                _ => {}
            },
            Ok(Event::End(tag)) => match tag.local_name().as_ref() {
                "comment" | "threadedComment" => is_open = false,
                "t" | "text" => is_text = false,
                _ => {}
            },
            Ok(Event::Text(text)) if is_open && is_text => {
                if let Some((_, words)) = found.last_mut() {
                    words.push_str(&text);
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    found.retain(|(_, words)| !words.trim().is_empty());
    found
}

/// A cell by its column's letters and its row's number.
fn address(row: u32, column: u32) -> String {
    let mut letters = String::new();
    let mut left = column.saturating_add(1);
    while left > 0 {
        let letter = (left - 1) % 26;
        letters.insert(0, char::from_u32(u32::from('A') + letter).unwrap_or('A'));
        left = (left - 1) / 26;
    }
    format!("{letters}{}", row.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_in_a_conversation() {
        let xml = "<ThreadedComments><threadedComment ref=\"C2\" id=\"{1}\"><text>Right?</text></threadedComment>\
                   <threadedComment ref=\"C2\" parentId=\"{1}\"><text>No.</text></threadedComment></ThreadedComments>";
        let said = |words: &str| ("C2".to_owned(), words.to_owned());
        assert_eq!(in_part(xml), [said("Right?"), said("No.")]);
    }

    #[test]
    fn cells_are_called_as_spreadsheets_call_them() {
        for (row, column, name) in
            [(0, 0, "A1"), (4, 25, "Z5"), (0, 26, "AA1"), (0, 701, "ZZ1"), (0, 702, "AAA1")]
        {
            assert_eq!(address(row, column), name);
        }
    }
}
