//! Texts that a remark cuts off, although they go on behind it or on the next line.

use std::ops::Range;
use std::sync::Arc;

use paf_diag::{Diagnostic, Place, Rule, SourceFile};

use super::lines::{self, Line};
use super::quoted;

const MESSAGE: &str = "a `#` behind a space begins a remark in YAML, and this text goes on behind it";

/// A text in brackets with a number sign in it.
pub(super) fn remark(file: &Arc<SourceFile>, range: Range<usize>) -> Option<Diagnostic> {
    let text = file.text().get(range.clone())?;
    let sign = if text.starts_with('#') { 0 } else { text.find(" #")? + 1 };
    Some(told(file, range.start + sign, quoted::entry(file, range)))
}

/// A text without quotation marks that goes on on the lines below, with a number sign on one that is not
/// its last.
pub(super) fn find(
    file: &Arc<SourceFile>,
    lines: &[Line<'_>],
    index: usize,
    stopped: usize,
) -> Option<Diagnostic> {
    let line = lines.get(index).filter(|line| line.number <= stopped)?;
    let value = file.text().get(line.value.clone())?;
    let sign = value.find(" #")? + 1;
    let is_text = !value.starts_with(['"', '\'', '[', '{', '#', '&', '*', '!']);
    if !is_text || lines::is_header_of_text(value) || value.get(..sign)?.trim().is_empty() {
        return None;
    }
    let below: Vec<&Line<'_>> =
        lines.iter().skip(index + 1).take_while(|below| goes_on(line, below)).collect();
    let last = below.last().filter(|last| stopped <= last.number + 1)?;
    let whole = below.iter().fold(value.to_owned(), |whole, below| format!("{whole} {}", below.text));
    let before = file.text().get(file.line_range(line.number).start..line.value.start)?;
    let is_short = last.number - line.number <= LINES && whole.len() <= LONGEST;
    let is_first = line.key.is_some() || line.is_item();
    let entry =
        (is_first && is_short).then(|| format!("{}{}", quoted::key_before(before), quoted::quoted(&whole)));
    Some(told(file, line.value.start + sign, entry))
}

/// How much of a text is shown as it should be written.
const LONGEST: usize = 240;
const LINES: usize = 4;

fn goes_on(line: &Line<'_>, below: &Line<'_>) -> bool {
    let deeper = if line.key.is_some() || line.is_item() { line.indent + 1 } else { line.indent };
    below.indent >= deeper && below.key.is_none() && !below.is_item()
}

fn told(file: &Arc<SourceFile>, sign: usize, entry: Option<String>) -> Diagnostic {
    Diagnostic::error(Rule::YamlSyntax, MESSAGE).at(Place::new(file, sign..sign + 1)).help(match entry {
        Some(entry) => format!("put the text in quotation marks: `{entry}`"),
        None => "put the whole text in quotation marks, or take the remark out of it".to_owned(),
    })
}
