//! Lines of YAML as they should have been written.

use std::ops::Range;

use paf_diag::SourceFile;

/// A text in quotation marks; in single ones where that saves its own double ones from strokes.
pub(super) fn quoted(text: &str) -> String {
    if text.contains('"') && !text.contains('\'') {
        return format!("'{text}'");
    }
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The entry around a value, with the value in quotation marks: `name: "&Partners of Europe"`.
pub(super) fn entry(file: &SourceFile, value: Range<usize>) -> Option<String> {
    let text = file.text().get(value.clone())?.trim_end();
    let line = file.line_range(file.position(value.start).line);
    let before = file.text().get(line.start..value.start)?;
    // A line that is long is no help.
    (text.len() <= LONGEST).then(|| format!("{}{}", key_before(before), quoted(&without_quotes(text))))
}

/// How long a text may be that is shown as it should be written.
const LONGEST: usize = 240;

/// The key of a value, or the hyphen of an item, at the end of what stands before it on its line.
pub(super) fn key_before(before: &str) -> &str {
    let trimmed = before.trim_end();
    if let Some(key) = trimmed.strip_suffix(':') {
        let start = key.rfind(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').map_or(0, |at| {
            at + key.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
        });
        return before.get(start..).unwrap_or_default();
    }
    if trimmed.ends_with('-') { before.trim_start() } else { "" }
}

/// A value of which only the end, behind a sign of YAML, stood in quotation marks.
fn without_quotes(text: &str) -> String {
    if let Some(inner) = nested(text) {
        return inner.to_owned();
    }
    if !text.starts_with(['!', '&', '*']) {
        return text.to_owned();
    }
    let inner = text.split_once(" \"").and_then(|(sign, rest)| Some((sign, rest.strip_suffix('"')?)));
    match inner {
        Some((sign, rest)) if !rest.contains('"') => format!("{sign} {rest}"),
        _ => text.to_owned(),
    }
}

/// A text that stands in quotation marks and has the same ones, or apostrophes, within it.
fn nested(text: &str) -> Option<&str> {
    let mark = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = text.get(1..)?.strip_suffix(mark)?;
    let (before, after) = inner.split_once(mark)?;
    let is_odd = inner.matches(mark).count() % 2 == 1;
    let goes_on = after.starts_with(char::is_alphanumeric);
    (is_odd || before.ends_with(' ') || goes_on).then_some(inner)
}

/// Where a value that begins at `start` ends on its line: within brackets at the next comma or bracket.
pub(super) fn end_of_value(file: &SourceFile, start: usize, in_brackets: bool) -> usize {
    let line = file.line_range(file.position(start).line);
    let rest = file.text().get(start..line.end).unwrap_or_default();
    let end = if in_brackets { rest.find(", ").or_else(|| rest.find(['}', ']'])) } else { None };
    let nearest = if in_brackets { rest.find(['}', ']', ',']).or(end) } else { None };
    let rest = rest.get(..nearest.unwrap_or(rest.len())).unwrap_or(rest);
    start + rest.trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, value: &str) -> String {
        let start = line.find(value).expect("the value is there");
        entry(&SourceFile::new("a.yaml", line), start..start + value.len()).expect("it is within the file")
    }

    #[test]
    fn an_entry_is_shown_with_its_key() {
        assert_eq!(shown("  name: &A b", "&A b"), "name: \"&A b\"");
        assert_eq!(shown("  - name: &A b", "&A b"), "name: \"&A b\"");
        assert_eq!(shown("  - &A b", "&A b"), "- \"&A b\"");
        assert_eq!(shown("  - {id: x, name: !A b, short: c}", "!A b"), "name: \"!A b\"");
        assert_eq!(shown("a: !A \"b c\"", "!A \"b c\""), "a: \"!A b c\"");
        assert_eq!(shown("a: say \"b\" \\", "say \"b\" \\"), "a: 'say \"b\" \\'");
        assert_eq!(shown("a: 'The patients' club'", "'The patients' club'"), "a: \"The patients' club\"");
        assert_eq!(shown("a: \"The \"b\" c\"", "\"The \"b\" c\""), "a: 'The \"b\" c'");
        assert_eq!(shown("a: \"b\" or \"c\"", "\"b\" or \"c\""), "a: '\"b\" or \"c\"'");
        assert_eq!(shown("a: it's \"b\"", "it's \"b\""), "a: \"it's \\\"b\\\"\"");
    }
}
