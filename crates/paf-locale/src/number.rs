//! Numbers in running text.

use std::fmt;

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;

use crate::house_style::HouseStyle;
use crate::lang::{Direction, Lang};

/// The mark between groups of three in the style of the European Union, in every language and with
/// four digits too (Interinstitutional Style Guide 6.5: `EUR 1 550`).
const EU_GROUP: char = '\u{a0}';

/// A whole number with its thousands set apart. Not for years, page and serial numbers, which have
/// no groups.
pub fn number(lang: Lang, style: HouseStyle, number: i64) -> String {
    match style {
        HouseStyle::EuIsg => eu_number(lang, &number.to_string()),
        HouseStyle::National => cldr_number(lang, &Decimal::from(number)),
    }
}

/// A number such as `-12345.60`, with a decimal point and without groups, as the language writes
/// it. The digits after the point stay as they are, in one block.
pub fn decimal(lang: Lang, style: HouseStyle, number: &str) -> Result<String, NotANumber> {
    let error = || NotANumber { text: number.to_owned() };
    if !is_plain_number(number) {
        return Err(error());
    }
    match style {
        HouseStyle::EuIsg => Ok(eu_number(lang, number)),
        HouseStyle::National => {
            // Fails for more digits than the type counts, some thirty thousand.
            let decimal = number.parse().map_err(|_| error())?;
            Ok(cldr_number(lang, &decimal))
        }
    }
}

/// A text that is not a number with an optional decimal point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotANumber {
    /// The text as written.
    pub text: String,
}

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is not a number of the form 1234.5", self.text)
    }
}

impl std::error::Error for NotANumber {}

fn is_plain_number(text: &str) -> bool {
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => is_digits(whole) && is_digits(fraction),
        None => is_digits(unsigned),
    }
}

/// CLDR's group and decimal separators and signs, by way of ICU4X.
fn cldr_number(lang: Lang, number: &Decimal) -> String {
    DecimalFormatter::try_new(lang.locale().into(), Default::default())
        .unwrap_or_else(|_| unreachable!("the data is compiled in, and a test covers all languages"))
        .format(number)
        .to_string()
}

/// ICU4X can neither be given another group separator nor made to group four digits where CLDR
/// would not, so the guide's form is composed here from a plain number.
fn eu_number(lang: Lang, plain: &str) -> String {
    let mut text = String::with_capacity(plain.len() * 2);
    let unsigned = match plain.strip_prefix('-') {
        Some(unsigned) => {
            if lang.direction() == Direction::RightToLeft {
                // Keeps the sign on the left of the number, as CLDR does.
                text.push('\u{200e}');
            }
            text.push('\u{2212}');
            unsigned
        }
        None => plain,
    };
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (unsigned, None),
    };
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(EU_GROUP);
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push(lang.decimal_separator());
        text.push_str(fraction);
    }
    text
}
