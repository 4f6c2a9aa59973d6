//! Whether the spaces of a text stand where the language and the house style want them.

use std::ops::Range;

use paf_locale::{Gap, NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE, gap_before, quotes, sentence_marks};

use super::printed::{PLACEHOLDER, Printed};
use super::{Check, Finding, Standing, Wording};

pub(super) fn check(wording: &Wording<'_>, found: &mut Vec<Finding>) {
    runs(wording, found);
    // What others have published may be in any language.
    if matches!(wording.standing, Standing::Published) {
        return;
    }
    before_marks(wording, found);
    inside_quotes(wording, found);
    before_units(wording, found);
    if matches!(wording.standing, Standing::Source) {
        between_words(wording, found);
    }
}

fn finding(wording: &Wording<'_>, what: &str, range: Range<usize>, help: &str, right: &str) -> Finding {
    let fix = wording.fix(range.clone(), right);
    wording.warning(Check::Spacing, what, range, help).fixed(fix)
}

/// A space of any width; the end of a line is none.
fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\n'
}

/// Spaces at the edges, more than one in a row, and tabs.
fn runs(wording: &Wording<'_>, found: &mut Vec<Finding>) {
    let text = wording.printed.text();
    let start = text.len() - text.trim_start().len();
    let end = text.trim_end().len();
    let help = "remove it: the layout makes the space around a text";
    if start > 0 && end > 0 {
        found.push(finding(wording, "begins with a space", 0..start, help, ""));
    }
    // The end of a text below `|` is a line break, which nobody sees.
    let behind = text.get(end..).unwrap_or_default();
    if !behind.is_empty() && (wording.is_translation() || behind.contains(is_space)) {
        found.push(finding(wording, "ends with a space", end..text.len(), help, ""));
    }
    let mut from: Option<usize> = None;
    for (at, c) in text.char_indices().filter(|(at, _)| (start..end).contains(at)) {
        match (is_space(c), from) {
            (true, None) => from = Some(at),
            (false, Some(first)) => {
                let run = text.get(first..at).unwrap_or_default();
                if run.chars().count() > 1 {
                    let what = "has several spaces in a row";
                    found.push(finding(wording, what, first..at, "write one space", " "));
                } else if run == "\t" {
                    found.push(finding(wording, "has a tab", first..at, "write a space", " "));
                }
                from = None;
            }
            _ => {}
        }
    }
}

fn before_marks(wording: &Wording<'_>, found: &mut Vec<Finding>) {
    let printed = wording.printed;
    let own = sentence_marks(wording.lang());
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
        match gap_before(mark, wording.lang(), wording.house_style) {
            Gap::None if is_space(before) && !is_first && !is_apart(printed, space, mark, end) => {
                let what = format!("has a space before `{mark}`");
                let right = mark.to_string();
                found.push(finding(wording, &what, space..end, "remove the space", &right));
            }
            Gap::Space(wanted) if before != wanted && !is_first && needs_gap(printed, at, mark) => {
                let what = if is_space(before) {
                    format!("has another space before `{mark}` than the language wants")
                } else {
                    format!("has no space before `{mark}`")
                };
                let start = if is_space(before) { space } else { at };
                let (help, right) = (write_before(wanted, mark), format!("{wanted}{mark}"));
                found.push(finding(wording, &what, start..end, &help, &right));
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
fn inside_quotes(wording: &Wording<'_>, found: &mut Vec<Finding>) {
    let levels = quotes(wording.lang(), wording.house_style).levels;
    let opening = |c: char| levels.iter().find(|(open, _)| open.starts_with(c)).map(|(open, _)| *open);
    let closing = |c: char| levels.iter().find(|(_, close)| close.ends_with(c)).map(|(_, close)| *close);
    for (at, c) in wording.printed.chars() {
        let end = at + c.len_utf8();
        match (opening(c), closing(c)) {
            (Some(open), None) => {
                let Some(next) = wording.printed.char_after(end) else { continue };
                let wanted = open.chars().nth(1);
                // After a word it is meant to close, which is another check's business.
                let closes = wording
                    .printed
                    .char_before(at)
                    .is_some_and(|c| !is_space(c) && !matches!(c, '(' | '[' | '’'));
                if !fits(next, wanted) && !closes {
                    let range = if is_space(next) { at..end + next.len_utf8() } else { at..end };
                    found.push(inside(wording, c, "after", wanted, range));
                }
            }
            (None, Some(close)) => {
                let Some(before) = wording.printed.char_before(at) else { continue };
                let wanted = close.chars().next().filter(|first| *first != c);
                let opens = wording
                    .printed
                    .char_after(end)
                    .is_some_and(|c| c.is_alphanumeric() || c == PLACEHOLDER || c == '/');
                if !fits(before, wanted) && !opens {
                    let range = if is_space(before) { at - before.len_utf8()..end } else { at..end };
                    found.push(inside(wording, c, "before", wanted, range));
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

fn inside(
    wording: &Wording<'_>,
    mark: char,
    side: &str,
    wanted: Option<char>,
    range: Range<usize>,
) -> Finding {
    let space = wanted.map(String::from).unwrap_or_default();
    let right = if side == "after" { format!("{mark}{space}") } else { format!("{space}{mark}") };
    match wanted {
        Some(space) => {
            let help = format!("write {} {side} `{mark}`", name(space));
            finding(wording, &format!("has no no-break space {side} `{mark}`"), range, &help, &right)
        }
        None => finding(wording, &format!("has a space {side} `{mark}`"), range, "remove the space", &right),
    }
}

/// Signs and units that a line must not begin with. Units of one letter are left out: `2026 m.` is a year
/// in Lithuanian.
const UNITS: [&str; 17] =
    ["%", "‰", "°C", "°F", "€", "$", "£", "mg", "kg", "µg", "μg", "ml", "mL", "km", "cm", "mm", "nm"];

fn before_units(wording: &Wording<'_>, found: &mut Vec<Finding>) {
    let printed = wording.printed;
    for (at, digit) in printed.chars().filter(|(_, c)| c.is_numeric()) {
        let end = at + digit.len_utf8();
        let rest = printed.after(end);
        let has_space = rest.starts_with(' ');
        let Some(unit) = unit_at(rest.strip_prefix(' ').unwrap_or(rest)) else { continue };
        let range = at..end + usize::from(has_space) + unit.len();
        let wanted = unit.chars().next().map(|sign| gap_before(sign, wording.lang(), wording.house_style));
        if has_space {
            let what = format!("has a plain space before `{unit}`, at which a line may break");
            let right = format!("{digit}{NO_BREAK_SPACE}{unit}");
            found.push(finding(wording, &what, range, "write a no-break space (U+00A0)", &right));
        } else if let Some(Gap::Space(space)) = wanted {
            let what = format!("has no space before `{unit}`");
            let help = format!("write {} before `{unit}`", name(space));
            let right = format!("{digit}{space}{unit}");
            found.push(finding(wording, &what, range, &help, &right));
        }
    }
}

/// No-break spaces between two words, where a word processor left them. Before and behind figures, signs
/// and abbreviations they are meant, and so they are behind a short title: `Dr Example`.
fn between_words(wording: &Wording<'_>, found: &mut Vec<Finding>) {
    const LONGEST_TITLE: usize = 4;
    let text = wording.printed.text();
    let is_letter = |c: &char| c.is_alphabetic();
    let mut sides = text.match_indices([NO_BREAK_SPACE, NARROW_NO_BREAK_SPACE]).map(|(at, space)| {
        let before: String = text.get(..at).unwrap_or_default().chars().rev().take_while(is_letter).collect();
        let after: String = wording.printed.after(at + space.len()).chars().take_while(is_letter).collect();
        (at..at + space.len(), before, after)
    });
    let odd = sides.find(|(_, before, after)| {
        let letters = before.chars().count();
        let is_title = letters <= LONGEST_TITLE
            && before.ends_with(char::is_uppercase)
            && after.starts_with(char::is_uppercase);
        letters > 1 && after.chars().count() > 1 && !is_title
    });
    if let Some((range, ..)) = odd {
        let what = "has a no-break space (U+00A0) between two words, which cannot stand on two lines then";
        found.push(finding(wording, what, range, "write a plain space", " "));
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
