//! Finds the numbers of a text, in whatever digits and with whatever separators.

use std::ops::Range;

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use paf_locale::Lang;
use paf_model::wording::Printed;

use crate::checks::keep::Kept;

/// A number as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::checks) struct Number {
    /// ASCII digits without groups, with a point before the fraction.
    pub(in crate::checks) value: String,
    pub(in crate::checks) range: Range<usize>,
    /// Whether a plain space sets its groups apart.
    pub(in crate::checks) has_plain_space: bool,
    /// The same hour as others write it: `6 p.m.` is `18.00`.
    pub(super) hours: Vec<String>,
}

impl Number {
    /// The ways in which another text may write it.
    pub(super) fn ways(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.value).chain(&self.hours).map(String::as_str)
    }

    /// What stands before and after the point, or the whole.
    pub(super) fn parts(&self) -> Vec<String> {
        self.value.split('.').map(unpadded).collect()
    }
}

/// The numbers of a text, in one way of reading its spaces.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The numbers that the other text must have too.
    pub(super) certain: Vec<Number>,
    /// Those that it may have: digits that belong to a name, Roman numbers, months.
    possible: Vec<String>,
}

impl Reading {
    /// Every number that this text can be said to have.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        let certain = self.certain.iter().map(|number| number.value.as_str());
        certain.chain(self.possible.iter().map(String::as_str))
    }
}

/// The numbers of a text: once with groups that are set apart by spaces, once without.
pub(super) fn read(printed: &Printed, lang: Lang, kept: &[Kept<'_>]) -> [Reading; 2] {
    let mut names: Vec<&Range<usize>> = kept.iter().map(|kept| &kept.range).collect();
    names.sort_by_key(|range| range.start);
    // No two of them overlap.
    let is_kept = |at: usize| {
        let behind = names.partition_point(|range| range.end <= at);
        names.get(behind).is_some_and(|range| range.contains(&at))
    };
    let chars: Vec<(usize, char)> = printed.chars().filter(|(at, _)| !is_kept(*at)).collect();
    [true, false].map(|spaces_group| {
        let mut reading = Reading::default();
        let mut scanner = Scanner { chars: &chars, lang, spaces_group };
        scanner.read(&mut reading);
        reading.possible.extend(roman_numbers(printed.text()));
        reading.possible.extend(months(printed.text()));
        reading
    })
}

struct Scanner<'a> {
    chars: &'a [(usize, char)],
    lang: Lang,
    spaces_group: bool,
}

/// Digits, and what stands between them and the digits before.
struct Part {
    separator: char,
    digits: String,
    range: Range<usize>,
}

impl Scanner<'_> {
    fn read(&mut self, reading: &mut Reading) {
        let mut index = 0;
        while index < self.chars.len() {
            let (parts, next) = self.parts(index);
            if parts.is_empty() {
                index += 1;
                continue;
            }
            let numbers = interpret(&parts, self.lang.decimal_separator());
            if self.is_part_of_name(index) {
                reading.possible.extend(numbers.into_iter().map(|number| number.value));
            } else {
                for number in numbers {
                    let number = self.with_hours(number, next);
                    reading.possible.extend(number.hours.iter().cloned());
                    reading.certain.push(number);
                }
            }
            index = next;
        }
    }

    /// Digits right after a Latin letter belong to a name: `H1`, `CTLA4`.
    fn is_part_of_name(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.chars.get(before));
        before.is_some_and(|(at, c)| {
            c.is_ascii_alphabetic() && self.chars.get(index).is_some_and(|(start, _)| at + 1 == *start)
        })
    }

    /// Adds to a number before `a.m.` or `p.m.` how a clock of 24 hours shows it.
    fn with_hours(&self, mut number: Number, next: usize) -> Number {
        let rest: String =
            self.chars.get(next..).unwrap_or_default().iter().take(5).map(|(_, c)| c).collect();
        let rest = rest.trim_start().to_lowercase();
        let is_morning = rest.starts_with("a.m") || rest.starts_with("am");
        let is_evening = rest.starts_with("p.m") || rest.starts_with("pm");
        if let Ok(hour @ 1..=12) = number.value.parse::<u32>()
            && (is_morning || is_evening)
        {
            let hour = hour % 12 + if is_evening { 12 } else { 0 };
            number.hours = vec![hour.to_string(), format!("{hour}.00"), "0".to_owned(), number.value.clone()];
        }
        number
    }

    /// The runs of digits from `index` on that belong to one number, and what follows them.
    fn parts(&self, mut index: usize) -> (Vec<Part>, usize) {
        let mut parts: Vec<Part> = Vec::new();
        let mut separator = '\0';
        loop {
            let Some((part, next)) = self.digits(index, separator) else { return (parts, index) };
            if is_space(separator) && !is_group(&parts, &part) {
                return (parts, index - 1);
            }
            parts.push(part);
            let Some((_, c)) = self.chars.get(next) else { return (parts, next) };
            if !self.can_separate(*c) || self.digits(next + 1, *c).is_none() {
                return (parts, next);
            }
            separator = *c;
            index = next + 1;
        }
    }

    /// The run of digits that begins at `index`.
    fn digits(&self, index: usize, separator: char) -> Option<(Part, usize)> {
        let run: Vec<(usize, char, u32)> = self
            .chars
            .get(index..)?
            .iter()
            .map_while(|(at, c)| digit(*c).map(|value| (*at, *c, value)))
            .collect();
        let ((start, ..), (last, c, _)) = (run.first()?, run.last()?);
        let range = *start..last + c.len_utf8();
        let digits = run.iter().filter_map(|(.., value)| char::from_digit(*value, 10)).collect();
        Some((Part { separator, digits, range }, index + run.len()))
    }

    fn can_separate(&self, c: char) -> bool {
        matches!(c, '.' | ',' | '\'' | '’' | '٫' | '٬') || is_space(c) && (self.spaces_group || c != ' ')
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// Whether `part` may be the next group of three of a number that has its groups set apart by spaces.
fn is_group(before: &[Part], part: &Part) -> bool {
    let fits = |part: &Part| is_space(part.separator) && part.digits.len() == 3;
    let first = before.first().is_some_and(|first| first.digits.len() <= 3);
    first && before.iter().skip(1).all(fits) && fits(part)
}

/// What runs of digits with separators between them stand for.
fn interpret(parts: &[Part], decimal: char) -> Vec<Number> {
    let is_decimal = |c: char| c == decimal || c == '٫';
    let Some(((last, rest), first)) = parts.split_last().zip(parts.first()) else { return Vec::new() };
    let groups = |parts: &[Part]| {
        let separator = parts.get(1).map_or('\0', |part| part.separator);
        let fits = |part: &Part| part.digits.len() == 3 && part.separator == separator;
        parts.len() == 1 || (first.digits.len() <= 3 && parts.iter().skip(1).all(fits))
    };
    let all: String = rest.iter().map(|part| part.digits.as_str()).collect();
    let number = |value: String| Number {
        value,
        range: first.range.start..last.range.end,
        has_plain_space: parts.iter().any(|part| part.separator == ' '),
        hours: Vec::new(),
    };
    let has_fraction = parts.iter().filter(|part| is_decimal(part.separator)).count() == 1;
    if has_fraction && is_decimal(last.separator) && groups(rest) {
        return vec![number(format!("{}.{}", unpadded(&all), last.digits))];
    }
    if groups(parts) && !has_fraction {
        return vec![number(unpadded(&format!("{all}{}", last.digits)))];
    }
    // `4.0` in a name or `12.30` on a clock, where the language has a comma, and dates.
    let alone = |part: &Part| Number {
        value: unpadded(&part.digits),
        range: part.range.clone(),
        has_plain_space: false,
        hours: Vec::new(),
    };
    parts.iter().map(alone).collect()
}

/// Without zeros before the first other digit.
fn unpadded(digits: &str) -> String {
    let bare = digits.trim_start_matches('0');
    if bare.is_empty() { "0".to_owned() } else { bare.to_owned() }
}

/// The value of a decimal digit of any script.
fn digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let category = CodePointMapData::<GeneralCategory>::new();
    if category.get(c) != GeneralCategory::DecimalNumber {
        return None;
    }
    // Unicode keeps decimal digits in runs from 0 to 9 without gaps.
    let is_digit = |c: &u32| category.get32(*c) == GeneralCategory::DecimalNumber;
    let before = (0..u32::from(c)).rev().take_while(is_digit).count();
    u32::try_from(before).ok().map(|before| before % 10)
}

/// The values of the words that can be read as Roman numbers: centuries and phases of trials.
fn roman_numbers(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    // French writes `XXIe`.
    words.filter_map(|word| roman(word.trim_end_matches(|c: char| c.is_lowercase()))).collect()
}

fn roman(word: &str) -> Option<String> {
    let value = |c: char| match c {
        'I' => Some(1_u32),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let values: Option<Vec<u32>> = word.chars().map(value).collect();
    let values = values.filter(|values| !values.is_empty() && values.len() <= 6)?;
    let next = values.iter().skip(1).chain(&[0]);
    let (plus, minus) = values.iter().zip(next).fold((0, 0), |(plus, minus), (own, next)| {
        if own < next { (plus, minus + own) } else { (plus + own, minus) }
    });
    Some(plus.saturating_sub(minus).to_string())
}

/// The numbers of the months that an English text names: `20.11.2026` is `20 November 2026`.
fn months(text: &str) -> Vec<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let words = text.split(|c: char| !c.is_alphabetic());
    words
        .filter_map(|word| MONTHS.iter().position(|month| *month == word))
        .map(|month| (month + 1).to_string())
        .collect()
}
