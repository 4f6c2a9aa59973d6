//! Slips of the pen that a parser cannot tell from one another, each with the line to write.

use std::ops::Range;
use std::sync::Arc;

use paf_diag::{Diagnostic, Place, Rule, SourceFile};

use super::flow::{Flow, Found};
use super::lines::{self, Line};
use super::{layout, quoted, wrapped};

/// What word processors make of the hyphen of an item.
pub(super) const DASHES: [char; 5] = ['–', '—', '−', '‐', '‑'];
pub(super) const BULLETS: [char; 6] = ['•', '‣', '·', '◦', '▪', '*'];

/// What explains why the parser stopped at `stopped`: slips on that line and on the one before it,
/// brackets that are open from further above, and what cannot be right on any line below.
pub(super) fn find(file: &Arc<SourceFile>, stopped: usize) -> Vec<Diagnostic> {
    let lines = lines::of(file);
    let mut slips = Vec::new();
    let mut behind = 0;
    let mut sign_of_items = None;
    for (index, line) in lines.iter().enumerate() {
        if line.start < behind {
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| lines.get(index));
        let next = lines.get(index + 1).map_or(line.number, |next| next.number);
        let is_near = line.number == stopped || line.number < stopped && next >= stopped;
        let is_item = sign_of_items.is_some() && line.text.chars().next() == sign_of_items;
        if let Some(slip) = wrapped::find(file, &lines, index, stopped) {
            slips.push(slip);
            continue;
        }
        let slip = match is_near {
            true => near(file, line, before)
                .or_else(|| (line.number == stopped).then(|| layout_or_value(file, &lines, index)).flatten()),
            false if is_item => item_without_hyphen(file, line),
            false => None,
        };
        if let Some(slip) = slip {
            // Who writes one item so writes the others so, too.
            sign_of_items = item_without_hyphen(file, line).and(line.text.chars().next());
            slips.push(slip);
            continue;
        }
        let (found, end) = of_value(file, line);
        slips.extend(found);
        behind = end;
    }
    slips
}

fn slip(message: impl Into<String>, file: &Arc<SourceFile>, range: Range<usize>) -> Diagnostic {
    Diagnostic::error(Rule::YamlSyntax, message).at(Place::new(file, range))
}

/// What is a slip only where the parser stopped: elsewhere it may be words of a text.
fn near(file: &Arc<SourceFile>, line: &Line<'_>, before: Option<&Line<'_>>) -> Option<Diagnostic> {
    no_break_space(file, line)
        .or_else(|| item_without_hyphen(file, line))
        .or_else(|| below_a_value(file, line, before?))
        .or_else(|| no_space_after_colon(file, line))
        .or_else(|| without_braces(file, line))
        .or_else(|| two_commas(file, line))
}

/// What is wrong with the line's value is surer than what is wrong with its column.
fn layout_or_value(file: &Arc<SourceFile>, lines: &[Line<'_>], index: usize) -> Option<Diagnostic> {
    let (found, _) = of_value(file, lines.get(index)?);
    if found.is_empty() { layout::find(file, lines, index) } else { None }
}

fn no_break_space(file: &Arc<SourceFile>, line: &Line<'_>) -> Option<Diagnostic> {
    let rest = line.text.trim_start();
    let blank = line.text.len() - rest.len();
    (blank > 0).then(|| {
        slip(
            "this line is indented with spaces of another kind (no-break spaces)",
            file,
            line.start..line.start + blank,
        )
        .help("indent with ordinary spaces, two for each level")
    })
}

fn item_without_hyphen(file: &Arc<SourceFile>, line: &Line<'_>) -> Option<Diagnostic> {
    let sign = line.text.chars().next()?;
    let rest = line.text.get(sign.len_utf8()..)?;
    let spaced = rest.trim_start();
    let name = match sign {
        _ if DASHES.contains(&sign) => "a dash",
        _ if BULLETS.contains(&sign) => "a bullet",
        '-' if spaced.len() == rest.len() && rest.contains(": ") && !rest.starts_with('-') => {
            return Some(
                slip("a space is missing after the hyphen of this item", file, line.start..line.start + 1)
                    .help(format!("write `- {rest}`")),
            );
        }
        _ => return None,
    };
    (spaced.len() < rest.len()).then(|| {
        slip(
            format!("an item of a list begins with a hyphen, and this is {name}"),
            file,
            line.start..line.start + sign.len_utf8(),
        )
        .help(format!("write `- {spaced}`"))
    })
}

/// Items or keys below a key that has a value already, such as `[]`.
fn below_a_value(file: &Arc<SourceFile>, line: &Line<'_>, above: &Line<'_>) -> Option<Diagnostic> {
    let key = above.key?;
    let value = file.text().get(above.value.clone())?;
    let is_below = line.is_item() && line.indent >= above.indent || line.indent > above.indent;
    if !is_below || !(line.is_item() || line.key.is_some()) {
        return None;
    }
    let what = if line.is_item() { "items" } else { "keys" };
    let (message, help) = match value.split(" #").next().unwrap_or_default().trim_end() {
        "" => return None,
        closed @ ("[]" | "{}") => (
            format!("`{key}: {closed}` says that there is nothing in `{key}`, and {what} stand below it"),
            format!("write `{key}:`, without the brackets; or delete what stands below it"),
        ),
        _ if line.is_item() && value.starts_with(|c: char| c.is_alphanumeric()) => (
            format!("`{key}` has a value already, and {what} stand below it"),
            format!("write `{key}:`, with the {what} below it; or keep the value and delete the {what}"),
        ),
        _ => return None,
    };
    let at = Place::new(file, line.start..line.end());
    Some(slip(message, file, above.value.clone()).also(at, "this stands below it").help(help))
}

fn no_space_after_colon(file: &Arc<SourceFile>, line: &Line<'_>) -> Option<Diagnostic> {
    if line.key.is_some() {
        return None;
    }
    let text = file.text().get(line.value.clone())?;
    let key = lines::key_word(text);
    let behind = text.get(key.len()..)?;
    let colon = behind.chars().next().filter(|c| matches!(c, ':' | '：'))?;
    let value = behind.get(colon.len_utf8()..)?;
    if key.is_empty() || value.starts_with("//") {
        return None;
    }
    let at = line.value.start + key.len();
    let message = match (colon, value.chars().next()) {
        ('：', _) => "the colon behind this key is one of another script (`：`)",
        (_, Some(c)) if c.is_whitespace() => {
            "the space behind this colon is one of another kind (a no-break space)"
        }
        _ => "a space is missing after the colon of this key",
    };
    Some(
        slip(message, file, at..at + colon.len_utf8())
            .help(format!("write `{key}: {}`", as_value(value.trim()))),
    )
}

/// A value, in quotation marks where it needs them.
pub(super) fn as_value(value: &str) -> String {
    let needs_marks = !value.starts_with(['"', '\'', '[', '{'])
        && (value.contains(": ") || value.contains(" #") || value.ends_with(':') || first_is_a_sign(value));
    if needs_marks { quoted::quoted(value) } else { value.to_owned() }
}

/// What is wrong with the value on a line, and where it ends if it stands in brackets.
fn of_value(file: &Arc<SourceFile>, line: &Line<'_>) -> (Vec<Diagnostic>, usize) {
    let value = file.text().get(line.value.clone()).unwrap_or_default();
    if value.starts_with(['[', '{']) {
        return of_brackets(file, line);
    }
    (of_text(file, line.value.clone(), false, line.key.is_some()).into_iter().collect(), line.end())
}

fn of_brackets(file: &Arc<SourceFile>, line: &Line<'_>) -> (Vec<Diagnostic>, usize) {
    let (found, end) = Flow::read(file, line.value.start, line.indent);
    if let Some(end) = end.filter(|end| *end < line.end()) {
        let behind = file.text().get(end..line.end()).unwrap_or_default().trim_start();
        if !behind.starts_with(['#', ':', ']', '}']) {
            return (vec![goes_on(file, line.value.clone())], line.end());
        }
    }
    let slips = found.into_iter().filter_map(|found| match found {
        Found::Text(range) => of_text(file, range, true, true),
        Found::GoesOn(range) => Some(goes_on(file, range)),
        Found::Remark(range) => wrapped::remark(file, range),
        Found::Bracket(range) => bracket(file, range),
        Found::NoComma(range) => no_comma(file, range),
        Found::Unclosed(open) => Some(unclosed(file, open)),
        Found::Crossed(open, close) => Some(crossed(file, open, close)),
    });
    (slips.collect(), end.unwrap_or(line.end()))
}

/// Signs that no text without quotation marks can begin with. Names, types and references (`&`, `!`,
/// `*`) are told as lost words.
fn first_is_a_sign(text: &str) -> bool {
    text.starts_with(['@', '%', '`', '|', '>', ','])
        || ["- ", "? ", "& ", "* "].iter().any(|sign| text.starts_with(sign))
}

fn of_text(
    file: &Arc<SourceFile>,
    range: Range<usize>,
    in_brackets: bool,
    keyed: bool,
) -> Option<Diagnostic> {
    let text = file.text().get(range.clone())?;
    if first_is_a_sign(text) && (keyed || in_brackets || !text.starts_with(['?', '*', '&'])) {
        if !in_brackets && lines::is_header_of_text(text) {
            return None;
        }
        if let Some(found) = behind_header(file, range.clone()).filter(|_| !in_brackets) {
            return Some(found);
        }
        let at = range.start..range.start + 1;
        let message = match text.get(..1)? {
            "`" => "a text that begins with a backtick must stand in quotation marks".to_owned(),
            sign => format!("a text that begins with `{sign}` must stand in quotation marks"),
        };
        let mut found = slip(message, file, at).help(write(file, range.clone()));
        let id = text.strip_prefix('@').filter(|id| lines::key_word(id) == *id && in_brackets);
        found = found.help_if(id.map(|id| format!("in a list of sources, write `{id}` without the `@`")));
        return Some(found);
    }
    if text.starts_with(['"', '\'']) {
        return after_quotation(file, range);
    }
    if !keyed && !in_brackets {
        return None;
    }
    second_colon(file, range, in_brackets)
}

/// A text on the line of the sign that says that it stands on the lines below.
fn behind_header(file: &Arc<SourceFile>, range: Range<usize>) -> Option<Diagnostic> {
    let (header, words) = file.text().get(range.clone())?.split_once(' ')?;
    let is_header = lines::is_header_of_text(header) && words.starts_with(|c: char| c.is_alphabetic());
    let line = file.line_range(file.position(range.start).line);
    let before = file.text().get(line.start..range.start)?;
    let key = quoted::key_before(before);
    is_header.then(|| {
        slip(format!("the text of `{header}` begins on the line below it"), file, range.start..range.end)
            .help(format!(
                "write `{key}{header}`, and `{}` on the next line, indented further than the key",
                words.trim()
            ))
            .help(format!("or write it without the sign, if it is short: `{key}{}`", as_value(words.trim())))
    })
}

/// The keys of an item on one line, without braces.
fn without_braces(file: &Arc<SourceFile>, line: &Line<'_>) -> Option<Diagnostic> {
    let value = file.text().get(line.value.clone())?;
    let is_key = |part: &str| {
        let word = lines::key_word(part);
        !word.is_empty() && part.get(word.len()..).is_some_and(|rest| rest.starts_with(": "))
    };
    let keys = value.split(", ").skip(1).filter(|part| is_key(part)).count();
    let written = line.text.trim_start_matches("- ");
    (line.is_item() && line.key.is_some() && keys > 0 && !value.starts_with(['"', '\''])).then(|| {
        slip("several keys stand on the line of this item", file, line.value.clone())
            .help(format!("if they are its keys, put them in braces: `- {{{written}}}`"))
            .help(write(file, line.value.clone()))
    })
}

/// Two commas in a row, where one value is missing or one comma too much.
fn two_commas(file: &Arc<SourceFile>, line: &Line<'_>) -> Option<Diagnostic> {
    let value = file.text().get(line.value.clone())?;
    if !value.starts_with(['{', '[']) || value.contains(['"', '\'']) {
        return None;
    }
    let found = value.match_indices(',').find_map(|(at, _)| {
        let rest = value.get(at + 1..)?;
        let blank = rest.len() - rest.trim_start().len();
        rest.trim_start().starts_with(',').then_some((at, at + 1 + blank + 1))
    });
    let (start, end) = found?;
    let mended = format!("{},{}", value.get(..start)?, value.get(end..)?);
    let at = line.value.start + start..line.value.start + end;
    Some(slip("nothing stands between these two commas", file, at).help(format!("write `{mended}`")))
}

fn second_colon(file: &Arc<SourceFile>, range: Range<usize>, in_brackets: bool) -> Option<Diagnostic> {
    let text = file.text().get(range.clone())?;
    let text = text.split(" #").next().unwrap_or_default().trim_end();
    let colon = text.find(": ").or_else(|| text.strip_suffix(':').map(str::len))?;
    let at = range.start + colon;
    let found = slip("a second colon stands in this text", file, at..at + 1);
    let found = found.help(write(file, range.start..range.start + text.len()));
    let (before, key) = text.get(..colon)?.rsplit_once(' ').unwrap_or_default();
    let is_key = lines::key_word(key) == key && !key.starts_with(char::is_uppercase);
    if !in_brackets || key.is_empty() || !is_key {
        return Some(found);
    }
    let comma =
        format!("if `{key}` is a key, put a comma before it: `{before}, {key}{}`", text.get(colon..)?);
    Some(found.help(comma))
}

/// In brackets, a text with a bracket in it.
fn bracket(file: &Arc<SourceFile>, range: Range<usize>) -> Option<Diagnostic> {
    let at = range.start + file.text().get(range.clone())?.find(['[', '{'])?;
    let sign = file.text().get(at..at + 1)?;
    let message = format!("this text has a `{sign}` in it, which begins a list or keys in YAML");
    Some(slip(message, file, at..at + 1).help(write(file, range)))
}

fn no_comma(file: &Arc<SourceFile>, range: Range<usize>) -> Option<Diagnostic> {
    let (value, key) = file.text().get(range.clone())?.rsplit_once(' ')?;
    let at = range.end - key.len();
    let before = file.text().get(file.line_range(file.position(at).line).start..range.start)?;
    Some(slip(format!("a comma is missing before the key `{key}`"), file, at..range.end).help(format!(
        "write `{}{}, {key}: …`; or, if it is no key, put the whole text in quotation marks",
        quoted::key_before(before),
        value.trim_end()
    )))
}

/// A text of which only the beginning stands in quotation marks.
fn after_quotation(file: &Arc<SourceFile>, range: Range<usize>) -> Option<Diagnostic> {
    let text = file.text().get(range.clone())?;
    let mark = text.chars().next()?;
    let rest = text.get(1..)?;
    let end = rest.find(mark)?;
    let behind = rest.get(end + 1..)?.trim_start();
    let is_escaped = rest.get(..end)?.ends_with('\\') || rest.get(end + 1..)?.starts_with(mark);
    let is_whole = behind.is_empty() || behind.starts_with(['#', ':']);
    (!is_escaped && !is_whole).then(|| goes_on(file, range.clone()))
}

fn goes_on(file: &Arc<SourceFile>, range: Range<usize>) -> Diagnostic {
    let begins = file.text().get(range.start..).unwrap_or_default();
    let message = if begins.starts_with(['"', '\'']) {
        "this text goes on behind its quotation mark"
    } else {
        "this text begins with a bracket: YAML takes what stands in it for a list, and the text goes on behind it"
    };
    slip(message, file, range.clone()).help(write(file, range))
}

fn write(file: &SourceFile, value: Range<usize>) -> String {
    match quoted::entry(file, value) {
        Some(line) => format!("put the text in quotation marks: `{line}`"),
        None => "put the text in quotation marks".to_owned(),
    }
}

fn closing(file: &SourceFile, open: usize) -> char {
    if file.text().get(open..).is_some_and(|rest| rest.starts_with('{')) { '}' } else { ']' }
}

fn unclosed(file: &Arc<SourceFile>, open: usize) -> Diagnostic {
    let close = closing(file, open);
    let line = file.line_range(file.position(open).line);
    let sign = file.text().get(open..open + 1).unwrap_or_default();
    let written = file.text().get(line.clone()).unwrap_or_default();
    let written = written.split(" #").next().unwrap_or_default().trim();
    slip(format!("this `{sign}` is not closed"), file, open..line.end)
        .help(format!("close it where the list or the keys end: `{written}{close}`"))
        .help("if it is part of a text, put the whole text in quotation marks")
}

fn crossed(file: &Arc<SourceFile>, open: usize, close: usize) -> Diagnostic {
    let wanted = closing(file, open);
    let inner = file.text().get(open..close).unwrap_or_default();
    // Where a key follows, the list ended before it.
    let end = inner
        .match_indices(", ")
        .find(|(at, comma)| {
            let behind = inner.get(at + comma.len()..).unwrap_or_default();
            wanted == ']'
                && behind.get(lines::key_word(behind).len()..).is_some_and(|rest| rest.starts_with(": "))
        })
        .map_or(inner.len(), |(at, _)| at);
    let line = file.line_range(file.position(open).line);
    let before = file.text().get(line.start..open).unwrap_or_default();
    let entry = inner.get(..end).unwrap_or_default().trim_end();
    let sign = inner.get(..1).unwrap_or_default();
    let other = file.text().get(close..close + 1).unwrap_or_default();
    slip(format!("this `{sign}` is not closed before the `{other}` behind it"), file, open..close + 1)
        .help(format!("write `{}{entry}{wanted}`", quoted::key_before(before)))
        .help("if it is part of a text, put the whole text in quotation marks")
}

#[cfg(test)]
mod tests {
    use paf_diag::Diagnostics;

    use super::*;

    fn told(text: &str) -> Vec<String> {
        let mut diagnostics = Diagnostics::new();
        super::super::read(&SourceFile::new("a.yaml", text), &mut diagnostics);
        diagnostics.iter().map(|found| found.help.join("; ")).collect()
    }

    #[test]
    fn each_slip_shows_the_line_to_write() {
        for (yaml, line) in [
            ("a: b: c", "a: \"b: c\""),
            ("- {id: a, name: Clinic #2 of Town, country: X}", "name: \"Clinic #2 of Town\""),
            ("- {id: a, name: Clinic #2,\n   country: X}", "name: \"Clinic #2\""),
            ("a:\n  text: {srgb: #17202E}\n  b: {srgb: \"#fff\"}", "srgb: \"#17202E\""),
            ("a: [#17202E, #fff]", "\"#17202E\""),
            ("- {id: x, name: Clinic [Town], country: Y}", "name: \"Clinic [Town]\""),
            ("- {id: x, name: O'Brien's {Clinic}, country: Y}", "name: \"O'Brien's {Clinic}\""),
            ("- {id: x, name: O'Brien's {Clinic}}", "name: \"O'Brien's {Clinic}\""),
            (
                "a:\n  text: Take someone # with you.\n    Do it.\n  b: c",
                "text: \"Take someone # with you. Do it.\"",
            ),
            ("- text: Take # one\n    two\n    three\n  b: c", "text: \"Take # one two three\""),
            ("- Take # one\n  two\n- b", "- \"Take # one two\""),
            ("a: b:\nc: d", "a: \"b:\""),
            ("- {a: b: c, d: e}", "a: \"b: c\""),
            ("- {a: b c: d, e: f}", "b, c: d"),
            ("- {a: b c: \"d: e\"}", "a: b, c: …"),
            ("- {a: b, c d, e: f}", "a: \"b, c d\""),
            ("- {a: b, c d, e: f}", "a: [b, c d]"),
            ("- {a: b, c:d e, f: g}", "c: d e"),
            ("a: @b c", "a: \"@b c\""),
            ("- {a: @b c, d: e}", "a: \"@b c\""),
            ("a: %b", "a: \"%b\""),
            ("a: - b", "a: \"- b\""),
            ("a: ? b", "a: \"? b\""),
            ("a: & b", "a: \"& b\""),
            ("a: `b` c", "a: \"`b` c\""),
            ("a: > 5 days", "a: \"> 5 days\""),
            ("a: [b] c", "a: \"[b] c\""),
            ("a: [@b] c # d", "a: \"[@b] c # d\""),
            ("- {a: [b](https://c.d) e, f: g}", "a: \"[b](https://c.d) e\""),
            ("a: {b} c", "a: \"{b} c\""),
            ("a: \"b\" c", "a: '\"b\" c'"),
            ("- {a: 'b' c, d: e}", "a: \"'b' c\""),
            ("a: 'tis", "a: \"'tis\""),
            ("a:b\nc: d", "a: b"),
            ("a: b\nc:d", "c: d"),
            ("a:\u{a0}b\nc: d", "a: b"),
            ("a：b\nc: d", "a: b"),
            ("a:\n  – b: c\n    d: e", "- b: c"),
            ("a:\n  * b: c\n    d: e", "- b: c"),
            ("a:\n  -b: c\n   d: e", "- b: c"),
            ("a:\n  – b", "- b"),
            ("- {a: b, c: [d, e: f}", "c: [d]"),
            ("- {a: b, c: d\n- {e: f}", "- {a: b, c: d}"),
            ("a: [b, c\nd: e", "a: [b, c]"),
            ("a: [b}\nc: d", "a: [b]"),
            ("a: []\n  - b: c", "a:"),
            ("a: {}\n  b: c", "a:"),
            ("a: none\n  - b: c", "a:"),
        ] {
            let told = told(yaml);
            let is_shown = told.iter().any(|help| help.contains(&format!("`{line}`")));
            assert!(is_shown, "{yaml:?} says {told:?}, and not {line}");
        }
    }

    #[test]
    fn what_is_no_slip_is_read_without_a_word() {
        for yaml in [
            "a: >-\n  – b: c\n  @d:e\n",
            "a: |\n  b:c\nd: 50% of - e, f",
            "a: \"b: c\"\nd: {e: \"f, g: h\", i: [j, k]}",
            "a: {b: c,\n  d: [e,\n    f]}\n",
            "a: see https://b.c:80/d",
            "a:\n  b – c\n  d\n",
            "a: – b",
            "a: {b: 'c''d', e: \"f\"}",
            "? a\n: b",
            "a: {b: c, # d\n  e: f # g\n  }",
            "a: b # c\nd: e",
            "a: # b\n  c\n  d",
        ] {
            assert!(told(yaml).is_empty(), "{yaml:?} says {:?}", told(yaml));
        }
    }

    #[test]
    fn a_remark_in_a_text_is_told_at_its_sign() {
        for yaml in [
            "a: b\nc:\n  - {d: e #2 f, g: h}\ni: j",
            "a: b\nc:\n  - e # f\n    g\ni: j",
            "a: b\nc:\n  d: {e: #2f}\ni: j",
        ] {
            let mut diagnostics = Diagnostics::new();
            super::super::read(&SourceFile::new("a.yaml", yaml), &mut diagnostics);
            let places: Vec<_> = diagnostics
                .iter()
                .filter_map(|found| found.primary.as_ref())
                .map(|label| (label.place.start().line, label.place.text().to_owned()))
                .collect();
            assert_eq!(places, [(3, "#".to_owned())], "{yaml}");
        }
    }

    #[test]
    fn every_slip_that_is_sure_is_told_at_once() {
        assert_eq!(told("a: @b\nc: d: e\nf:\n  - {g: %h}\n").len(), 3);
        assert_eq!(told("a:\n  – b: c\n    d: e\n  – b: c\n").len(), 2);
    }

    #[test]
    fn a_file_cut_off_anywhere_is_told_without_a_panic() {
        let whole = "a: [b, {c: “d”, e: 'f'}]\n  – g: \"h\\\"\"\r\n* i:\n{j: k l: [m}\n@: – é\n'n: >-\n  o";
        for (at, _) in whole.char_indices() {
            told(&whole[..at]);
            told(&whole[at..]);
        }
    }
}
