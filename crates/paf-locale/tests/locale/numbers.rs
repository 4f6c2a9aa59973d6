//! Numbers in both house styles.

use paf_locale::HouseStyle::{EuIsg, National};
use paf_locale::{Lang, decimal, number};

fn lang(code: &str) -> Lang {
    Lang::parse(code).unwrap()
}

#[test]
fn eu_groups_are_hard_spaces_everywhere() {
    for lang in Lang::all() {
        assert_eq!(number(lang, EuIsg, 1550), "1\u{a0}550", "{lang}");
        assert_eq!(number(lang, EuIsg, 1_234_567), "1\u{a0}234\u{a0}567", "{lang}");
        assert_eq!(number(lang, EuIsg, 300_000), "300\u{a0}000", "{lang}");
        assert_eq!(number(lang, EuIsg, 999), "999", "{lang}");
        assert_eq!(number(lang, EuIsg, 0), "0", "{lang}");
        let separator = lang.decimal_separator();
        let expected = format!("12\u{a0}345{separator}67890");
        assert_eq!(decimal(lang, EuIsg, "12345.67890").unwrap(), expected, "{lang}");
    }
    assert_eq!(number(lang("de"), EuIsg, -1234), "\u{2212}1\u{a0}234");
    assert_eq!(number(lang("ar"), EuIsg, -1234), "\u{200e}\u{2212}1\u{a0}234");
    assert_eq!(
        number(lang("de"), EuIsg, i64::MIN),
        "−9\u{a0}223\u{a0}372\u{a0}036\u{a0}854\u{a0}775\u{a0}808"
    );
}

/// Interinstitutional Style Guide 6.5, for the official languages.
#[test]
fn decimal_point_in_three_languages_only() {
    let points: Vec<_> = Lang::all()
        .filter(|lang| lang.eu_official() && lang.decimal_separator() == '.')
        .map(Lang::code)
        .collect();
    assert_eq!(points, ["en", "ga", "mt"]);
}

#[test]
fn national_separators_are_those_of_cldr() {
    // Code, 1234, 12345.60; the groups and least digits of the reference table.
    let cases = [
        ("bg", "1234", "12\u{a0}345,60"),
        ("es", "1234", "12.345,60"),
        ("cs", "1\u{a0}234", "12\u{a0}345,60"),
        ("da", "1.234", "12.345,60"),
        ("de", "1.234", "12.345,60"),
        ("de-AT", "1\u{a0}234", "12\u{a0}345,60"),
        ("et", "1234", "12\u{a0}345,60"),
        ("el", "1.234", "12.345,60"),
        ("en", "1,234", "12,345.60"),
        ("en-HR", "1,234", "12,345.60"),
        ("fr", "1\u{202f}234", "12\u{202f}345,60"),
        ("ga", "1,234", "12,345.60"),
        ("hr", "1.234", "12.345,60"),
        ("it", "1234", "12.345,60"),
        ("lv", "1234", "12\u{a0}345,60"),
        ("lt", "1\u{a0}234", "12\u{a0}345,60"),
        ("hu", "1234", "12\u{a0}345,60"),
        ("mt", "1,234", "12,345.60"),
        ("nl", "1.234", "12.345,60"),
        ("pl", "1234", "12\u{a0}345,60"),
        ("pt", "1234", "12\u{a0}345,60"),
        ("pt-FR", "1234", "12\u{a0}345,60"),
        ("ro", "1.234", "12.345,60"),
        ("sk", "1\u{a0}234", "12\u{a0}345,60"),
        ("sl", "1234", "12.345,60"),
        ("fi", "1\u{a0}234", "12\u{a0}345,60"),
        ("sv", "1\u{a0}234", "12\u{a0}345,60"),
        ("uk", "1\u{a0}234", "12\u{a0}345,60"),
        ("tr", "1.234", "12.345,60"),
    ];
    for (code, four_digits, fraction) in cases {
        let lang = lang(code);
        assert_eq!(number(lang, National, 1234), four_digits, "{code}");
        assert_eq!(decimal(lang, National, "12345.60").unwrap(), fraction, "{code}");
    }
}

#[test]
fn table_and_cldr_agree_on_the_decimal_separator() {
    for lang in Lang::all() {
        let expected = format!("1{}5", lang.decimal_separator());
        assert_eq!(decimal(lang, National, "1.5").unwrap(), expected, "{lang}");
    }
}

#[test]
fn other_texts_are_no_numbers() {
    for style in [EuIsg, National] {
        for text in ["", "-", "1.", ".5", "1,5", "1e5", "+1", "1 000", "1.2.3", "--1", "١"] {
            let error = decimal(Lang::ENGLISH, style, text).unwrap_err();
            assert_eq!(error.text, text);
        }
    }
    let error = decimal(Lang::ENGLISH, EuIsg, "1,5").unwrap_err();
    assert_eq!(error.to_string(), "\"1,5\" is not a number of the form 1234.5");
}
