//! Lines that stand in the wrong column, or lack the sign that makes them a key or an item.

use std::ops::Range;
use std::sync::Arc;

use paf_diag::{Diagnostic, Place, Rule, SourceFile};

use super::lines::{self, Line};

/// What is wrong with the line at `index`, where the parser stopped.
pub(super) fn find(file: &Arc<SourceFile>, lines: &[Line<'_>], index: usize) -> Option<Diagnostic> {
    let line = lines.get(index)?;
    let above = lines.get(index.checked_sub(1)?)?;
    if is_below_header(file, line, above) {
        return Some(not_indented(file, line, above));
    }
    if line.key.is_none() && !line.is_item() {
        return no_colon(file, line, above);
    }
    misplaced(file, lines, index)
}

fn slip(message: impl Into<String>, file: &Arc<SourceFile>, range: Range<usize>) -> Diagnostic {
    Diagnostic::error(Rule::YamlSyntax, message).at(Place::new(file, range))
}

/// The column in which the key of a line stands, behind the hyphens of its items.
fn column(file: &SourceFile, line: &Line<'_>) -> usize {
    let mut rest = line.text;
    while let Some(inner) = rest.strip_prefix("- ") {
        rest = inner.trim_start();
    }
    let start = file.line_range(line.number).start;
    line.start + (line.text.len() - rest.len()) - start
}

fn is_below_header(file: &SourceFile, line: &Line<'_>, above: &Line<'_>) -> bool {
    let value = file.text().get(above.value.clone()).unwrap_or_default();
    line.key.is_none() && !line.is_item() && lines::is_header_of_text(value)
}

/// A line of a text below `>-` that is not indented further than the key.
fn not_indented(file: &Arc<SourceFile>, line: &Line<'_>, above: &Line<'_>) -> Diagnostic {
    let header = file.text().get(above.value.clone()).unwrap_or_default();
    let spaces = " ".repeat(column(file, above) + 2);
    let key = above.key.unwrap_or("the key");
    slip(
        format!("this line belongs to the text below `{header}`, and is not indented further than `{key}`"),
        file,
        line.start..line.end(),
    )
    .help(format!("write `{spaces}{}`", shortened(line.text)))
}

/// A line without a colon: a key, or words that belong to the text above.
fn no_colon(file: &Arc<SourceFile>, line: &Line<'_>, above: &Line<'_>) -> Option<Diagnostic> {
    let word = lines::key_word(line.text);
    let behind = line.text.get(word.len()..)?.trim_start();
    let is_key = !word.is_empty() && word.starts_with(|c: char| c.is_ascii_lowercase());
    let spaces = " ".repeat(line.indent);
    if let Some(value) = behind.strip_prefix(['=', ';']).filter(|_| is_key) {
        let sign = behind.get(..1)?;
        return Some(
            slip(
                format!("a colon belongs behind the key `{word}`, and this is `{sign}`"),
                file,
                line.start..line.end(),
            )
            .help(format!("write `{spaces}{word}: {}`", shortened(value.trim_start()))),
        );
    }
    let mut found = slip("this line has no colon behind its key", file, line.start..line.end());
    if is_key && !behind.is_empty() {
        found = found.help(format!("if `{word}` is a key, write `{spaces}{word}: {}`", shortened(behind)));
    }
    let text_above = file.text().get(above.value.clone()).is_some_and(|value| !value.is_empty());
    if above.key.is_some() && text_above {
        let deeper = " ".repeat(column(file, above) + 2);
        found = found
            .help(format!("if it belongs to the text above, indent it: `{deeper}{}`", shortened(line.text)));
    }
    (!found.help.is_empty()).then_some(found)
}

/// A key or an item that stands in none of the columns that are open above it.
fn misplaced(file: &Arc<SourceFile>, lines: &[Line<'_>], index: usize) -> Option<Diagnostic> {
    let line = lines.get(index)?;
    let columns = open_columns(file, lines, index);
    let hyphen = columns.iter().find(|open| open.is_hyphen && open.at == line.indent);
    let name = line.text;
    if let (Some(_), false) = (hyphen, line.is_item()) {
        return Some(
            slip(
                "an item of a list begins with a hyphen, and this line has none",
                file,
                line.start..line.end(),
            )
            .help(format!("write `{}- {}`", " ".repeat(line.indent), shortened(name))),
        );
    }
    let above = lines.get(index.checked_sub(1)?)?;
    // The line above lacks the space behind its hyphen, which has been told.
    if above.text.starts_with('-') && !above.is_item() {
        return None;
    }
    // A text may go on there, with a colon in it.
    if !above.value.is_empty() && line.indent > column(file, above) + 1 {
        return None;
    }
    let fits = |open: &&Open<'_>| open.is_hyphen == line.is_item();
    if columns.iter().filter(fits).any(|open| open.at == line.indent) {
        return None;
    }
    let mut found =
        slip("this line begins in another column than those above it", file, line.start..line.end());
    for open in columns.iter().filter(fits).filter(|open| open.at != line.indent).take(2) {
        let written = format!("{}{}", " ".repeat(open.at), shortened(name));
        found = found.help(match open.name {
            Some(key) => format!("write `{written}`, if it belongs beside `{key}`"),
            None => format!("write `{written}`"),
        });
    }
    (!found.help.is_empty()).then_some(found)
}

/// A column in which the lines above a line may go on.
struct Open<'a> {
    at: usize,
    is_hyphen: bool,
    name: Option<&'a str>,
}

/// The columns of the keys and items around a line, the innermost first.
fn open_columns<'a>(file: &SourceFile, lines: &[Line<'a>], index: usize) -> Vec<Open<'a>> {
    let mut open: Vec<Open<'a>> = Vec::new();
    for line in lines.get(..index).unwrap_or_default().iter().rev() {
        let key = column(file, line);
        let innermost = open.last().map_or(usize::MAX, |open| open.at);
        if line.key.is_some() && key < innermost {
            open.push(Open { at: key, is_hyphen: false, name: line.key });
        }
        if line.is_item() && line.indent < open.last().map_or(usize::MAX, |open| open.at) {
            open.push(Open { at: line.indent, is_hyphen: true, name: None });
        }
        if line.indent == 0 {
            break;
        }
    }
    open
}

/// Enough of a line to know it by.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", text.get(..end).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}
