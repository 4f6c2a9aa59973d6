//! The cells of a workbook, row by row.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx, XlsxError};

/// No spreadsheet has more rows.
const ROWS: u32 = 1_048_576;

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    Text(String),
    /// A number, date, truth value or error: in words, and what it is called.
    Other(String, &'static str),
    Formula,
}

impl Cell {
    /// The text, or what stands there instead of one.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Other(text, _) => text,
            Self::Formula => "",
        }
    }
}

/// The cells of a row that are not empty.
pub(super) type Row = BTreeMap<u32, Cell>;

/// The rows of a sheet that are not empty, numbered from 0.
pub(super) type Sheet = BTreeMap<u32, Row>;

/// The sheets of a workbook in their order. Cells are read one by one: a range would take room for
/// all cells up to the last, be it a stray one at the very end of the sheet.
pub(super) fn read_sheets(bytes: &[u8]) -> Result<Vec<(String, Sheet)>, XlsxError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes))?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let mut cells = match workbook.worksheet_cells_reader(&name) {
            // Charts and macros have sheets too.
            Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => continue,
            cells => cells?,
        };
        let mut sheet = Sheet::new();
        while let Some(record) = cells.next_cell_with_formula_metadata()? {
            let cell = match record.formula {
                Some(_) => Some(Cell::Formula),
                None => cell(&record.value),
            };
            if let Some(cell) = cell.filter(|_| record.pos.0 < ROWS) {
                sheet.entry(record.pos.0).or_default().insert(record.pos.1, cell);
            }
        }
        sheets.push((name, sheet));
    }
    Ok(sheets)
}

fn cell(value: &DataRef<'_>) -> Option<Cell> {
    Some(match value {
        DataRef::String(text) => text_cell(text)?,
        DataRef::SharedString(text) => text_cell(text)?,
        DataRef::Int(number) => Cell::Other(number.to_string(), "a number"),
        DataRef::Float(number) => Cell::Other(number.to_string(), "a number"),
        DataRef::Bool(truth) => Cell::Other(truth.to_string().to_uppercase(), "a truth value"),
        DataRef::DateTime(date) => Cell::Other(day(*date), "a date"),
        DataRef::DateTimeIso(date) | DataRef::DurationIso(date) => Cell::Other(date.clone(), "a date"),
        DataRef::Error(error) => Cell::Other(error.to_string(), "an error"),
        _ => return None,
    })
}

/// A date as it reads, where it is one that a spreadsheet can show.
fn day(date: ExcelDateTime) -> String {
    if date.is_duration() || !(1.0..2_958_466.0).contains(&date.as_f64()) {
        return date.to_string();
    }
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

/// Spreadsheets break lines within a cell in two ways.
fn text_cell(text: &str) -> Option<Cell> {
    (!text.is_empty()).then(|| Cell::Text(text.replace("\r\n", "\n")))
}
