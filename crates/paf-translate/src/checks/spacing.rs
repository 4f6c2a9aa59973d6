//! Whether the spaces of a translation stand where the language and the house style want them.

use std::ops::Range;

use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_locale::{Gap, NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE, gap_before, quotes, sentence_marks};

use super::printed::{PLACEHOLDER, Printed};
use super::{Pair, numbers};

pub(super) fn check(pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    runs(pair, diagnostics);
    before_marks(pair, diagnostics);
    inside_quotes(pair, diagnostics);
    before_units(pair, diagnostics);
    for number in numbers::loosely_grouped(pair) {
        let help = "write a no-break space (U+00A0) between the groups of three digits";
        let what = "has a number with plain spaces, at which a line may break";
        diagnostics.push(finding(pair, what, number.range, help));
    }
}

fn finding(pair: &Pair<'_>, what: &str, range: Range<usize>, help: &str) -> Diagnostic {
    pair.warning(Rule::Spacing, what).at(pair.place(range)).help(help)
}

/// A space of any width; the end of a line is none.
fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

/// Spaces at the edges, and more than one in a row.
fn runs(pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    let text = pair.printed.text();
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    if start > 0 && end > 0 {
        let help = "remove it: the layout makes the space around a text";
        diagnostics.push(finding(pair, "begins with a space", 0..start, help));
    }
    if end < text.len() {
        let help = "remove it: the layout makes the space around a text";
        diagnostics.push(finding(pair, "ends with a space", end..text.len(), help));
    }
    let mut from: Option<usize> = None;
    for (at, c) in text.char_indices().filter(|(at, _)| (start..end).contains(at)) {
        match (is_space(c), from) {
            (true, None) => from = Some(at),
            (false, Some(first)) => {
                if text.get(first..at).is_some_and(|run| run.chars().count() > 1) {
                    let help = "write one space";
                    diagnostics.push(finding(pair, "has several spaces in a row", first..at, help));
                }
                from = None;
            }
            _ => {}
        }
    }
}

fn before_marks(pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    let printed = &pair.printed;
    let own = sentence_marks(pair.lang());
    for (at, mark) in printed.chars() {
        if !matches!(mark, ',' | ';' | '.' | ':' | '!' | '?')
            && ![own.comma, own.semicolon, own.question].contains(&mark)
        {
            continue;
        }
        let Some(before) = printed.char_before(at) else { continue };
        let space = at - before.len_utf8();
        let is_first = printed.text().get(..space).is_none_or(|text| text.trim().is_empty());
        let end = at + mark.len_utf8();
        match gap_before(mark, pair.lang(), pair.context.house_style) {
            Gap::None if is_space(before) && !is_first && !is_apart(printed, space, mark, end) => {
                let what = format!("has a space before `{mark}`");
                diagnostics.push(finding(pair, &what, space..end, "remove the space"));
            }
            Gap::Space(wanted) if before != wanted && !is_first && needs_gap(printed, at, mark) => {
                let what = if is_space(before) {
                    format!("has another space before `{mark}` than the language wants")
                } else {
                    format!("has no space before `{mark}`")
                };
                let start = if is_space(before) { space } else { at };
                diagnostics.push(finding(pair, &what, start..end, &write_before(wanted, mark)));
            }
            _ => {}
        }
    }
}

/// Whether a mark after a space is not that of a sentence: `.5`, `1 : 10`, `. . .`, `.docx`, `,,word`.
fn is_apart(printed: &Printed, space: usize, mark: char, end: usize) -> bool {
    let rest = printed.after(end);
    let before = printed.char_before(space);
    let next = rest.chars().next();
    let is_ratio = mark == ':'
        && before.is_some_and(char::is_numeric)
        && rest.trim_start().starts_with(char::is_numeric);
    next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',')) || before == Some('.') || is_ratio
}

/// Whether French sets a space before this mark: not within a number, nor between marks.
fn needs_gap(printed: &Printed, at: usize, mark: char) -> bool {
    let before = printed.text().get(..at).and_then(|text| text.trim_end().chars().next_back());
    let after = printed.char_after(at + mark.len_utf8());
    let ends = after.is_none_or(|c| !c.is_alphanumeric());
    ends && before.is_some_and(|c| !matches!(c, '!' | '?' | '…' | '.' | ';' | ':' | '(' | '['))
}

/// The space inside quotation marks, which `paf_locale` gives with the marks.
fn inside_quotes(pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    let levels = quotes(pair.lang(), pair.context.house_style).levels;
    let opening = |c: char| levels.iter().find(|(open, _)| open.starts_with(c)).map(|(open, _)| *open);
    let closing = |c: char| levels.iter().find(|(_, close)| close.ends_with(c)).map(|(_, close)| *close);
    for (at, c) in pair.printed.chars() {
        let end = at + c.len_utf8();
        match (opening(c), closing(c)) {
            (Some(open), None) => {
                let Some(next) = pair.printed.char_after(end) else { continue };
                let wanted = open.chars().nth(1);
                // After a word it is meant to close, which is another check's business.
                let closes = pair
                    .printed
                    .char_before(at)
                    .is_some_and(|c| !is_space(c) && !matches!(c, '(' | '[' | '’'));
                if !fits(next, wanted) && !closes {
                    let range = if is_space(next) { at..end + next.len_utf8() } else { at..end };
                    diagnostics.push(inside(pair, c, "after", wanted, range));
                }
            }
            (None, Some(close)) => {
                let Some(before) = pair.printed.char_before(at) else { continue };
                let wanted = close.chars().next().filter(|first| *first != c);
                let opens = pair
                    .printed
                    .char_after(end)
                    .is_some_and(|c| c.is_alphanumeric() || c == PLACEHOLDER || c == '/');
                if !fits(before, wanted) && !opens {
                    let range = if is_space(before) { at - before.len_utf8()..end } else { at..end };
                    diagnostics.push(inside(pair, c, "before", wanted, range));
                }
            }
            _ => {}
        }
    }
}

/// Whether what stands inside a mark is right. Where a space belongs, each no-break space will do.
fn fits(neighbour: char, wanted: Option<char>) -> bool {
    match wanted {
        Some(_) => matches!(neighbour, NO_BREAK_SPACE | NARROW_NO_BREAK_SPACE),
        None => !is_space(neighbour),
    }
}

fn inside(pair: &Pair<'_>, mark: char, side: &str, wanted: Option<char>, range: Range<usize>) -> Diagnostic {
    match wanted {
        Some(space) => {
            let help = format!("write {} {side} `{mark}`", name(space));
            finding(pair, &format!("has no no-break space {side} `{mark}`"), range, &help)
        }
        None => finding(pair, &format!("has a space {side} `{mark}`"), range, "remove the space"),
    }
}

/// Signs and units that a line must not begin with. Units of one letter are left out: `2026 m.` is a year
/// in Lithuanian.
const UNITS: [&str; 17] =
    ["%", "‰", "°C", "°F", "€", "$", "£", "mg", "kg", "µg", "μg", "ml", "mL", "km", "cm", "mm", "nm"];

fn before_units(pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    let printed = &pair.printed;
    for (at, digit) in printed.chars().filter(|(_, c)| c.is_numeric()) {
        let end = at + digit.len_utf8();
        let rest = printed.after(end);
        let has_space = rest.starts_with(' ');
        let Some(unit) = unit_at(rest.strip_prefix(' ').unwrap_or(rest)) else { continue };
        let range = at..end + usize::from(has_space) + unit.len();
        let wanted = unit.chars().next().map(|sign| gap_before(sign, pair.lang(), pair.context.house_style));
        if has_space {
            let what = format!("has a plain space before `{unit}`, at which a line may break");
            diagnostics.push(finding(pair, &what, range, "write a no-break space (U+00A0)"));
        } else if let Some(Gap::Space(space)) = wanted {
            let what = format!("has no space before `{unit}`");
            let help = format!("write {} before `{unit}`", name(space));
            diagnostics.push(finding(pair, &what, range, &help));
        }
    }
}

/// The sign or unit that a text begins with, as a word of its own: `50%-os` is no `%`.
fn unit_at(text: &str) -> Option<&'static str> {
    UNITS.into_iter().find(|unit| {
        text.strip_prefix(unit)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
    })
}

fn write_before(space: char, mark: char) -> String {
    format!("write {} before `{mark}`", name(space))
}

fn name(space: char) -> &'static str {
    match space {
        NARROW_NO_BREAK_SPACE => "a narrow no-break space (U+202F)",
        _ => "a no-break space (U+00A0)",
    }
}
