//! Reads a workbook.

use std::panic::catch_unwind;

use calamine::XlsxError;
use paf_diag::{Diagnostic, Diagnostics, Place, Rule, SourceFile, did_you_mean};

use super::super::nameless::{Words, refuse};
use super::super::unread::{Unread, report};
use super::super::{Delivered, Delivery, Left};
use super::beside;
use super::columns::{Column, Heads, language};
use super::parts::is_too_large;
use super::sheet::{Cell, Row, Sheet, read_sheets};
use super::struck::struck_cells;
use super::table::{Line, lines};
use crate::{State, hash};

/// In how many rows the heads of the columns are looked for.
const HEAD_ROWS: usize = 50;

/// Reads a workbook that came back. Its places lie in a table with a line for each row.
pub fn read(path: &str, bytes: &[u8], diagnostics: &mut Diagnostics) -> Option<Delivery> {
    if is_too_large(bytes) {
        diagnostics.push(
            Diagnostic::error(
                Rule::Delivery,
                format!("`{path}` unpacks to more than 256 MB, which no workbook of texts does"),
            )
            .at(Place::start_of(&SourceFile::new(path, "")))
            .help("copy the sheet with the texts into a new workbook, and import that"),
        );
        return None;
    }
    // The library has not been hardened against every workbook that is not one.
    let sheets = match catch_unwind(|| read_sheets(bytes)) {
        Ok(Ok(sheets)) => sheets,
        Ok(Err(error)) => {
            diagnostics.push(unreadable(path, &error));
            return None;
        }
        Err(_) => {
            diagnostics.push(unreadable(path, &XlsxError::Unexpected("it is damaged")));
            return None;
        }
    };
    let mut unread: Vec<(String, Vec<Unread>)> =
        sheets.iter().map(|(name, sheet)| (name.clone(), beside::of_sheet(path, name, sheet))).collect();
    let mut candidates: Vec<_> = sheets
        .into_iter()
        .filter_map(|(name, sheet)| heads(&sheet).map(|(row, heads)| (name, sheet, row, heads)))
        .collect();
    let most = candidates.iter().map(|(.., heads)| heads.needed()).max().unwrap_or_default();
    candidates.retain(|(.., heads)| heads.needed() == most);
    if let [first, second, ..] = candidates.as_slice()
        && most == Column::NEEDED.len()
    {
        diagnostics.push(two_sheets(path, &first.0, &second.0));
        return None;
    }
    let best = candidates.into_iter().next().filter(|_| most > 0);
    let Some((name, sheet, head, heads)) = best else {
        let place = Place::start_of(&SourceFile::new(path, ""));
        diagnostics.push(no_columns("no sheet of the workbook has columns with texts", place));
        return None;
    };
    unread.retain(|(other, _)| *other != name);
    let mut unread: Vec<Unread> = unread.into_iter().flat_map(|(_, words)| words).collect();
    let (above, lines): (Vec<Line>, Vec<Line>) =
        lines(path, sheet, &heads).into_iter().partition(|line| line.number < head);
    let mut lines = lines.into_iter();
    let head = lines.next()?;
    check_heads(&name, &head, &heads, diagnostics)?;
    let target = head.target.place();
    let lang = language(head.target.text()).map(|lang| (lang.to_owned(), target.clone()));
    let struck = struck_cells(bytes).remove(&name).unwrap_or_default();
    let is_struck = |line: &Line| {
        heads.cells.get(&Column::Target).is_some_and(|column| struck.contains(&(line.number, *column)))
    };
    let mut entries = Vec::new();
    let mut nameless = Vec::new();
    // Above the heads nothing is a key.
    unread.extend(above.iter().flat_map(|line| beside::of_row(&line.without_key(), &heads)));
    for line in lines {
        if has_words_alone(&line, &heads) {
            nameless.push(line.place.clone());
            continue;
        }
        unread.extend(beside::of_row(&line, &heads));
        if is_struck(&line) && !line.target.text().trim().is_empty() {
            diagnostics.push(struck_out(&line));
        } else {
            entries.extend(deliver(&line, &heads, diagnostics));
        }
    }
    refuse(&nameless, entries.len(), &WORDS, None, diagnostics);
    unread.extend(beside::comments(path, bytes));
    report(&unread, beside::HELP, diagnostics);
    Some(Delivery { lang, origin: None, entries })
}

const WORDS: Words = Words {
    rule: Rule::Delivery,
    one: "this row has a translation and no key",
    help: "put the text's key into the row, as in the workbook that was sent out, or clear the row",
    texts: "rows with a translation",
    key: "a key",
};

/// Whether a row has a translation, and nothing says of which text.
fn has_words_alone(line: &Line, heads: &Heads) -> bool {
    let target = heads.cell(&line.row, Column::Target);
    line.key.text().trim().is_empty()
        && target.is_some_and(|cell| *cell == Cell::Formula || !cell.text().trim().is_empty())
}

/// The row with the heads of the columns, if the sheet has one.
fn heads(sheet: &Sheet) -> Option<(u32, Heads)> {
    let found =
        |(number, row): (&u32, &Row)| (*number, Heads::find(row.iter().map(|(at, cell)| (*at, cell.text()))));
    sheet.iter().take(HEAD_ROWS).map(found).rev().max_by_key(|(_, heads)| heads.needed())
}

fn check_heads(name: &str, head: &Line, heads: &Heads, diagnostics: &mut Diagnostics) -> Option<()> {
    let names = |column: &Column| format!("`{}`", column.name());
    let missing: Vec<String> =
        Column::NEEDED.iter().filter(|column| !heads.cells.contains_key(column)).map(names).collect();
    if !missing.is_empty() {
        let message = format!("the sheet `{name}` has no column {}", missing.join(" and no column "));
        diagnostics.push(no_columns(&message, head.place.clone()));
        return None;
    }
    let twice: Vec<String> =
        heads.twice.iter().filter(|column| Column::NEEDED.contains(column)).map(names).collect();
    if !twice.is_empty() {
        diagnostics.push(
            Diagnostic::error(
                Rule::Delivery,
                format!(
                    "the sheet `{name}` has the column {} more than once",
                    twice.join(" and the column ")
                ),
            )
            .at(head.place.clone())
            .help("give the column that is not meant another head, or delete it"),
        );
        return None;
    }
    Some(())
}

fn deliver(line: &Line, heads: &Heads, diagnostics: &mut Diagnostics) -> Option<Delivered> {
    let target = heads.cell(&line.row, Column::Target);
    if line.key.text().trim().is_empty() {
        return None;
    }
    if let Some(problem) = target.and_then(|cell| no_text(cell, line)) {
        diagnostics.push(problem);
        return None;
    }
    let source = heads.cell(&line.row, Column::Source).map_or("", Cell::text).to_owned();
    let given = heads.cell(&line.row, Column::Hash).map(|cell| cell.text().trim());
    if given.is_some_and(|given| !given.is_empty() && given != hash(&source)) {
        diagnostics.push(edited_source(line));
    }
    let state = heads.cell(&line.row, Column::State).and_then(|cell| state(cell, line, diagnostics));
    let key = match line.key.text().trim() {
        trimmed if trimmed == line.key.text() => line.key.clone(),
        trimmed => paf_diag::Written::with_steps(trimmed, line.key.place().clone(), Vec::new()),
    };
    let left = heads.cell(&line.row, Column::Sent).and_then(|cell| Left::parse(cell.text()));
    let is_left_over = !line.target.text().trim().is_empty() && left.as_ref().is_none_or(Left::is_of_missing);
    let state = state.filter(|state| *state != State::Missing || !is_left_over);
    let remarks = heads.cell(&line.row, Column::Remarks).map_or("", Cell::text);
    let comments = remarks.lines().map(str::trim).filter(|remark| !remark.is_empty());
    Some(Delivered {
        key,
        source: Some(source),
        target: line.target.clone(),
        state,
        fuzzy: None,
        // A state that is not the one that was sent out was chosen by a person.
        disapproved: left.is_some() && state.is_some(),
        left,
        comments: comments.map(str::to_owned).collect(),
        place: line.place.clone(),
    })
}

fn state(cell: &Cell, line: &Line, diagnostics: &mut Diagnostics) -> Option<State> {
    let word = cell.text().trim().to_lowercase();
    let state = State::parse(&word);
    if state.is_none() && !word.is_empty() {
        let near = did_you_mean(&word, State::ALL.map(State::as_str));
        diagnostics.push(
            Diagnostic::warning(Rule::UnknownWord, format!("`{word}` is no state of a translation"))
                .at(line.place.clone())
                .help_if(near)
                .help(format!("write one of {}", State::ALL.map(State::as_str).join(", "))),
        );
    }
    state
}

/// What is wrong with a translation that is no text.
fn no_text(cell: &Cell, line: &Line) -> Option<Diagnostic> {
    let (message, place) = match cell {
        Cell::Text(_) => return None,
        Cell::Formula => {
            (format!("a formula stands for the translation of `{}`", line.key.text()), &line.place)
        }
        Cell::Other(shown, what) => (
            format!("{what}, `{shown}`, stands for the translation of `{}`", line.key.text()),
            line.target.place(),
        ),
    };
    Some(
        Diagnostic::error(Rule::Delivery, message)
            .at(place.clone())
            .help("give the cell the number format `Text` and type the translation again"),
    )
}

fn struck_out(line: &Line) -> Diagnostic {
    let message = format!(
        "words are struck out in row {}, in the translation of `{}`, and would be printed",
        line.number + 1,
        line.key.text().trim()
    );
    Diagnostic::error(Rule::Delivery, message)
        .at(line.target.place().clone())
        .help("delete the words that are struck out, take the strike away from the others, and save")
}

fn edited_source(line: &Line) -> Diagnostic {
    Diagnostic::warning(
        Rule::Delivery,
        format!("the source text of `{}` was changed in the workbook", line.key.text().trim()),
    )
    .at(line.place.clone())
    .help("change the text where the content is written; here it only tells what was translated")
}

fn no_columns(message: &str, place: Place) -> Diagnostic {
    let needed = Column::NEEDED.map(|column| format!("`{}`", column.name())).join(", ");
    Diagnostic::error(Rule::Delivery, message)
        .at(place)
        .help(format!("put the heads {needed} above the columns, in one row"))
}

fn two_sheets(path: &str, first: &str, second: &str) -> Diagnostic {
    let message = format!("the sheets `{first}` and `{second}` both hold texts, and only one can be read");
    Diagnostic::error(Rule::Delivery, message)
        .at(Place::start_of(&SourceFile::new(path, "")))
        .help("delete the sheet that is not meant, or save each as a workbook of its own")
}

/// What is wrong with a workbook, which is a ZIP archive of XML files.
fn broken_part(error: &XlsxError) -> &'static str {
    match error {
        XlsxError::Zip(_) | XlsxError::Io(_) => "it is none, or it was cut off on the way",
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => "a part of it is missing",
        XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_) => "it has no sheet of cells",
        _ => "a part of it is damaged",
    }
}

fn unreadable(path: &str, error: &XlsxError) -> Diagnostic {
    let (message, help) = match error {
        XlsxError::Password => (format!("`{path}` is protected by a password"), "save it without a password"),
        _ => (
            format!("`{path}` is no workbook that can be read: {}", broken_part(error)),
            "save it as an Excel workbook with the ending `.xlsx`",
        ),
    };
    Diagnostic::error(Rule::Delivery, message).at(Place::start_of(&SourceFile::new(path, ""))).help(help)
}
