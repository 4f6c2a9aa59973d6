//! Calendar dates and how they are written out.

use std::fmt;
use std::str::FromStr;

use icu_calendar::Gregorian;
use icu_datetime::fieldsets::enums::CalendarPeriodFieldSet;
use icu_datetime::options::YearStyle;
use icu_datetime::{FixedCalendarDateTimeFormatter, fieldsets};

use crate::lang::Lang;

/// A day that exists in the Gregorian calendar, in the years 1 to 9999.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A date from its numbers.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, DateError> {
        if !(1..=9999).contains(&year) {
            return Err(DateError::Year { year });
        }
        if !(1..=12).contains(&month) {
            return Err(DateError::Month { month });
        }
        let days = days_in_month(year, month);
        if !(1..=days).contains(&day) {
            return Err(DateError::Day { year, month, day, days });
        }
        Ok(Self { year, month, day })
    }

    /// Reads `2026-11-20`, and no other spelling of it.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let form = || DateError::Form { text: text.to_owned() };
        let bytes = text.as_bytes();
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else {
            return Err(form());
        };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0_u16, |number, digit| {
                digit.is_ascii_digit().then(|| number * 10 + u16::from(digit - b'0'))
            })
        };
        let two_digits = |digits: [u8; 2]| number(&digits).and_then(|n| u8::try_from(n).ok());
        let year = number(&[y1, y2, y3, y4]).ok_or_else(form)?;
        let month = two_digits([m1, m2]).ok_or_else(form)?;
        let day = two_digits([d1, d2]).ok_or_else(form)?;
        Self::new(year, month, day)
    }

    /// The year, 1 to 9999.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The date as `2026-11-20` (ISO 8601).
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// Days since the last of the year 0, by which dates are drawn on a line.
    pub fn days(self) -> i64 {
        self.to_icu().to_rata_die().to_i64_date()
    }

    fn to_icu(self) -> icu_calendar::Date<Gregorian> {
        icu_calendar::Date::try_new_gregorian(i32::from(self.year), self.month, self.day)
            .unwrap_or_else(|_| unreachable!("the numbers were checked when the date was made"))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.iso())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Date({})", self.iso())
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

/// Why something is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// The text has not the form of a date.
    Form {
        /// The text as written.
        text: String,
    },
    /// There is no such year here.
    Year {
        /// The year as written.
        year: u16,
    },
    /// There is no such month.
    Month {
        /// The month as written.
        month: u8,
    },
    /// The month has no such day.
    Day {
        /// The year as written.
        year: u16,
        /// The month as written.
        month: u8,
        /// The day as written.
        day: u8,
        /// How many days that month of that year has.
        days: u8,
    },
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Form { text } => write!(f, "\"{text}\" is not a date of the form 2026-11-20"),
            Self::Year { year } => write!(f, "the year {year} is not one of 1 to 9999"),
            Self::Month { month } => write!(f, "the month {month} is not one of 1 to 12"),
            Self::Day { year, month, day, days } => {
                write!(f, "there is no day {day} in {year:04}-{month:02}, which has {days} days")
            }
        }
    }
}

impl std::error::Error for DateError {}

/// A date as running text has it: `19 November 2014`, `19 ноември 2014 г.`.
///
/// Source: CLDR by way of ICU4X, which composes dates from skeletons and so does not always print
/// the long date format of CLDR itself. Where it does not, CLDR's format is written here.
pub fn long_date(lang: Lang, date: Date) -> String {
    let Date { year, day, .. } = date;
    match (lang.language(), day) {
        // ICU4X 2.4: "19 november 2014"; CLDR's long format has the full stop of an ordinal.
        ("et", _) => format!("{day}. {} {year}", month_name(lang, date)),
        // ICU4X 2.4: "Samhain 19, 2014", the order of the root locale.
        ("ga", _) => format!("{day} {} {year}", month_name(lang, date)),
        // ICU4X 2.4: "19 ta’ Novembru, 2014"; CLDR's long format has no comma.
        ("mt", _) => format!("{day} ta’ {} {year}", month_name(lang, date)),
        // ICU4X 2.4: "09. november 2026"; CLDR's long format has no leading zero.
        ("sl", _) => format!("{day}. {} {year}", month_name(lang, date)),
        // CLDR has no form for the first of a month, which French writes as an ordinal, the
        // Official Journal included: "1er janvier 2021".
        ("fr", 1) => format!("1er {} {year}", month_name(lang, date)),
        // The same in Italian: "1º gennaio 2021" in the Official Journal.
        ("it", 1) => format!("1º {} {year}", month_name(lang, date)),
        _ => {
            let fields = fieldsets::YMD::long().with_year_style(YearStyle::NoEra);
            FixedCalendarDateTimeFormatter::try_new(lang.locale().into(), fields)
                .unwrap_or_else(|_| unreachable!("{NO_DATA}"))
                .format(&date.to_icu())
                .to_string()
        }
    }
}

/// A month as a cover has it: `November 2014`, `Νοέμβριος 2014`.
///
/// Source: CLDR's skeleton of year and month by way of ICU4X, with the stand-alone names of months
/// where a language has them (`listopad 2014`, but `19. listopadu 2014`).
pub fn month_year(lang: Lang, date: Date) -> String {
    match lang.language() {
        // ICU4X 2.4: "2014. gada. novembris", with a full stop after a word that is not
        // abbreviated; CLDR: "2014. g. novembris". This is the long date without its day.
        "lv" => format!("{}. gada {}", date.year, month_name(lang, date)),
        _ => format_period(
            lang,
            date,
            CalendarPeriodFieldSet::YM(fieldsets::YM::long().with_year_style(YearStyle::NoEra)),
        ),
    }
}

/// The stand-alone name of the month. In et, fr, ga, it, lv, mt and sl it is also the form inside a
/// date.
fn month_name(lang: Lang, date: Date) -> String {
    format_period(lang, date, CalendarPeriodFieldSet::M(fieldsets::M::long()))
}

fn format_period(lang: Lang, date: Date, fields: CalendarPeriodFieldSet) -> String {
    FixedCalendarDateTimeFormatter::try_new(lang.locale().into(), fields)
        .unwrap_or_else(|_| unreachable!("{NO_DATA}"))
        .format(&date.to_icu())
        .to_string()
}

/// Why loading a formatter cannot fail.
const NO_DATA: &str = "the data is compiled in, and a test formats dates in every language";

fn days_in_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
