//! Writes a workbook.

use paf_diag::{Diagnostic, Rule};
use rust_xlsxwriter::{
    DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, ProtectionOptions, Workbook,
    Worksheet, XlsxError,
};

use super::super::xml::is_allowed;
use super::super::{Left, Package, Unit};
use super::beside::fingerprint;
use super::columns::Column;
use crate::{State, hash};

/// What a cell can hold, in UTF-16 code units.
const LONGEST: usize = 32_767;

/// The workbook that goes to a reviewer.
///
/// # Errors
/// Names a text that is too long for a cell.
pub fn write(package: &Package<'_>) -> Result<Vec<u8>, Box<Diagnostic>> {
    for unit in package.units {
        check_lengths(unit)?;
    }
    workbook(package).map_err(|_| {
        let message = "the texts do not fit into a workbook";
        Box::new(Diagnostic::error(Rule::Delivery, message).help("export the texts as XLIFF or PO instead"))
    })
}

fn check_lengths(unit: &Unit) -> Result<(), Box<Diagnostic>> {
    for column in Column::ALL {
        let length = cell(unit, column).encode_utf16().count();
        if length > LONGEST {
            let text = match column {
                Column::Target => unit.target.as_ref().unwrap_or(&unit.source),
                _ => &unit.source,
            };
            let what = column.name().to_lowercase();
            let message = format!(
                "the {what} of `{}` has {length} characters, and a cell of a workbook holds {LONGEST}",
                unit.source.key
            );
            let problem = Diagnostic::error(Rule::Delivery, message)
                .at(text.place().clone())
                .help("split the text, or export it as XLIFF or PO instead");
            return Err(Box::new(problem));
        }
    }
    Ok(())
}

fn workbook(package: &Package<'_>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The clock would make every export another file.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(
        &DocProperties::new().set_title(package.project).set_author("paf").set_creation_datetime(&made),
    );
    let sheet = workbook.add_worksheet();
    sheet.set_name(package.target_lang.code())?;
    let last = u32::try_from(package.units.len()).unwrap_or(u32::MAX);
    lay_out(sheet, last)?;
    let head = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    for (at, column) in (0..).zip(Column::ALL) {
        let text = column.head(package.source_lang, package.target_lang);
        sheet.write_string_with_format(0, at, text, &head)?;
    }
    for (row, unit) in (1..).zip(package.units) {
        for (at, column) in (0..).zip(Column::ALL) {
            write_cell(sheet, (row, at), &cell(unit, column), &format(column))?;
        }
    }
    workbook.save_to_buffer()
}

/// What stands in a cell.
fn cell(unit: &Unit, column: Column) -> String {
    match column {
        Column::Key => unit.source.key.to_string(),
        Column::Source => unit.source.written.text().to_owned(),
        Column::Target => {
            unit.target.as_ref().map_or_else(String::new, |text| text.written.text().to_owned())
        }
        Column::State => unit.state.as_str().to_owned(),
        Column::Notes => {
            let previous =
                unit.previous.as_ref().map(|text| format!("The translation was made from: {text}"));
            unit.notes.iter().cloned().chain(previous).collect::<Vec<_>>().join("\n")
        }
        Column::Remarks => String::new(),
        // As it is read back: spreadsheets break lines in two ways.
        Column::Hash => hash(&unit.source.written.text().replace("\r\n", "\n")),
        Column::Sent => {
            // A reviewer may write into the notes, which are not read.
            format!("{} {}", Left::of(unit).to_text(), fingerprint(&cell(unit, Column::Notes)))
        }
    }
}

/// Everything is text, so that nobody's program takes `1.10` for a number or `=a` for a formula.
fn format(column: Column) -> Format {
    let format = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    match column {
        Column::Target | Column::State | Column::Remarks => format.set_unlocked(),
        _ => format,
    }
}

fn lay_out(sheet: &mut Worksheet, last: u32) -> Result<(), XlsxError> {
    for (at, column) in (0..).zip(Column::ALL) {
        let width = match column {
            Column::Key => 28,
            Column::Source | Column::Target => 60,
            Column::State => 12,
            Column::Notes | Column::Remarks => 40,
            Column::Hash | Column::Sent => 18,
        };
        sheet.set_column_width(at, width)?;
        match column {
            Column::Hash | Column::Sent => _ = sheet.set_column_hidden(at)?,
            Column::State => {
                let states = DataValidation::new().allow_list_strings(&State::ALL.map(State::as_str))?;
                sheet.add_data_validation(1, at, last.max(1), at, &states)?;
            }
            _ => {}
        }
        if column == Column::Sent {
            sheet.autofilter(0, 0, last.max(1), at)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    sheet.protect_with_options(&ProtectionOptions {
        format_cells: true,
        format_columns: true,
        format_rows: true,
        use_autofilter: true,
        ..ProtectionOptions::new()
    });
    Ok(())
}

fn write_cell(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    match escaped(text) {
        None => sheet.write_string_with_format(row, column, text, format)?,
        Some(text) => {
            sheet.write_rich_string_with_format(row, column, &[(&Format::default(), &text)], format)?
        }
    };
    Ok(())
}

/// A text with escapes for a run of formatted text, where the library does not write a plain one as it
/// is: it takes `<r>…</r>` for markup of its own, and a control character that it escapes can complete
/// what then looks like another escape.
fn escaped(text: &str) -> Option<String> {
    let is_control = |c: char| c == '\r' || !is_allowed(c);
    let markup = text.starts_with("<r>") && text.ends_with("</r>");
    let completed = text.contains("_x") && text.contains(is_control);
    if !(markup || completed) {
        return None;
    }
    let mut out = String::new();
    for (at, c) in text.char_indices() {
        let digits = text.get(at..at + "_x0000".len()).and_then(|part| part.strip_prefix("_x"));
        match c {
            '_' if digits.is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit())) => {
                out.push_str("_x005F_");
            }
            _ if is_control(c) => out.push_str(&format!("_x{:04X}_", u32::from(c))),
            _ => out.push(c),
        }
    }
    Some(out)
}
