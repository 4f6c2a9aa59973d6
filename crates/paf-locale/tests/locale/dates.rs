//! Dates: what is one, and how each language writes it.

use paf_locale::{Date, DateError, Lang, long_date, month_year};

/// 19 November 2014 in the reference table of CLDR's long date formats.
const LONG: &[(&str, &str)] = &[
    ("bg", "19 ноември 2014\u{202f}г."),
    ("es", "19 de noviembre de 2014"),
    ("cs", "19. listopadu 2014"),
    ("da", "19. november 2014"),
    ("de", "19. November 2014"),
    ("et", "19. november 2014"),
    ("el", "19 Νοεμβρίου 2014"),
    ("en", "19 November 2014"),
    ("fr", "19 novembre 2014"),
    ("ga", "19 Samhain 2014"),
    ("hr", "19. studenoga 2014."),
    ("it", "19 novembre 2014"),
    ("lv", "2014. gada 19. novembris"),
    ("lt", "2014 m. lapkričio 19 d."),
    ("hu", "2014. november 19."),
    ("mt", "19 ta’ Novembru 2014"),
    ("nl", "19 november 2014"),
    ("pl", "19 listopada 2014"),
    ("pt", "19 de novembro de 2014"),
    ("ro", "19 noiembrie 2014"),
    ("sk", "19. novembra 2014"),
    ("sl", "19. november 2014"),
    ("fi", "19. marraskuuta 2014"),
    ("sv", "19 november 2014"),
];

/// The same in languages without a row there, as CLDR 48.2 has it.
const LONG_OTHERS: &[(&str, &str)] = &[
    ("ar", "19 نوفمبر 2014"),
    ("is", "19. nóvember 2014"),
    ("he", "19 בנובמבר 2014"),
    ("nb", "19. november 2014"),
    ("nn", "19. november 2014"),
    ("tr", "19 Kasım 2014"),
    ("uk", "19 листопада 2014\u{202f}р."),
];

/// Days and months where a language does something else than on 19 November.
const LONG_SPECIAL: &[(&str, &str, &str)] = &[
    ("sl", "2026-11-09", "9. november 2026"),
    ("en-MT", "2026-11-09", "9 November 2026"),
    ("en", "2026-11-09", "9 November 2026"),
    ("ga", "2026-11-09", "9 Samhain 2026"),
    ("mt", "2026-11-09", "9 ta’ Novembru 2026"),
    ("et", "2026-03-01", "1. märts 2026"),
    ("fr", "2027-01-01", "1er janvier 2027"),
    ("fr-BE", "2027-01-01", "1er janvier 2027"),
    ("fr", "2027-01-11", "11 janvier 2027"),
    ("de-AT", "2027-01-11", "11. Jänner 2027"),
    ("el-CY", "2026-05-12", "12 Μαΐου 2026"),
    ("lt", "0987-01-02", "987 m. sausio 2 d."),
];

/// The first of January 2027 in every language: CLDR has no form of its own for it, and French and Italian
/// write it as an ordinal, in the Official Journal too. Greek has ordinals for all days, and bends them
/// (`την 1η`, `της 1ης Ιανουαρίου`): which one is right, only the sentence around the date knows.
const FIRST: &[(&str, &str)] = &[
    ("bg", "1 януари 2027\u{202f}г."),
    ("es", "1 de enero de 2027"),
    ("cs", "1. ledna 2027"),
    ("da", "1. januar 2027"),
    ("de", "1. Januar 2027"),
    ("et", "1. jaanuar 2027"),
    ("el", "1 Ιανουαρίου 2027"),
    ("en", "1 January 2027"),
    ("fr", "1er janvier 2027"),
    ("ga", "1 Eanáir 2027"),
    ("hr", "1. siječnja 2027."),
    ("it", "1º gennaio 2027"),
    ("lv", "2027. gada 1. janvāris"),
    ("lt", "2027 m. sausio 1 d."),
    ("hu", "2027. január 1."),
    ("mt", "1 ta’ Jannar 2027"),
    ("nl", "1 januari 2027"),
    ("pl", "1 stycznia 2027"),
    ("pt", "1 de janeiro de 2027"),
    ("ro", "1 ianuarie 2027"),
    ("sk", "1. januára 2027"),
    ("sl", "1. januar 2027"),
    ("fi", "1. tammikuuta 2027"),
    ("sv", "1 januari 2027"),
    ("ar", "1 يناير 2027"),
    ("is", "1. janúar 2027"),
    ("he", "1 בינואר 2027"),
    ("nb", "1. januar 2027"),
    ("nn", "1. januar 2027"),
    ("tr", "1 Ocak 2027"),
    ("uk", "1 січня 2027\u{202f}р."),
];

const MONTH: &[(&str, &str)] = &[
    ("bg", "ноември 2014\u{202f}г."),
    ("es", "noviembre de 2014"),
    ("cs", "listopad 2014"),
    ("da", "november 2014"),
    ("de", "November 2014"),
    ("et", "november 2014"),
    ("el", "Νοέμβριος 2014"),
    ("en", "November 2014"),
    ("fr", "novembre 2014"),
    ("ga", "Samhain 2014"),
    ("hr", "studeni 2014."),
    ("it", "novembre 2014"),
    ("lv", "2014. gada novembris"),
    ("lt", "2014 m. lapkritis"),
    ("hu", "2014. november"),
    ("mt", "Novembru 2014"),
    ("nl", "november 2014"),
    ("pl", "listopad 2014"),
    ("pt", "novembro de 2014"),
    ("ro", "noiembrie 2014"),
    ("sk", "november 2014"),
    ("sl", "november 2014"),
    ("fi", "marraskuu 2014"),
    ("sv", "november 2014"),
    ("ar", "نوفمبر 2014"),
    ("is", "nóvember 2014"),
    ("he", "נובמבר 2014"),
    ("nb", "november 2014"),
    ("nn", "november 2014"),
    ("tr", "Kasım 2014"),
    ("uk", "листопад 2014\u{202f}р."),
];

fn lang(code: &str) -> Lang {
    Lang::parse(code).unwrap()
}

#[test]
fn long_dates_agree_with_the_reference() {
    assert_eq!(LONG.len(), 24);
    let date = Date::new(2014, 11, 19).unwrap();
    for (code, expected) in LONG.iter().chain(LONG_OTHERS) {
        assert_eq!(long_date(lang(code), date), *expected, "{code}");
    }
    for (code, date, expected) in LONG_SPECIAL {
        let date = Date::parse(date).unwrap();
        assert_eq!(long_date(lang(code), date), *expected, "{code}");
    }
}

#[test]
fn the_first_of_a_month_is_an_ordinal_where_people_write_one() {
    let date = Date::new(2027, 1, 1).unwrap();
    let written: Vec<_> = Lang::all().map(|lang| (lang.code(), long_date(lang, date))).collect();
    let expected: Vec<_> = FIRST.iter().map(|(code, first)| (*code, (*first).to_owned())).collect();
    assert_eq!(written, expected);
    assert_eq!(long_date(lang("it"), Date::new(2027, 1, 11).unwrap()), "11 gennaio 2027");
}

#[test]
fn months_read_naturally() {
    assert_eq!(MONTH.len(), Lang::all().len());
    let date = Date::new(2014, 11, 19).unwrap();
    for (code, expected) in MONTH {
        assert_eq!(month_year(lang(code), date), *expected, "{code}");
    }
}

/// A language whose date is composed here takes the stand-alone name of the month; this holds only
/// where that name is also the one inside a date.
#[test]
fn composed_dates_have_the_month_of_icu() {
    for code in ["et", "fr", "ga", "it", "mt", "sl", "lv"] {
        for month in 1..=12 {
            let date = Date::new(2014, month, 20).unwrap();
            let long = long_date(lang(code), date);
            let name = month_year(lang(code), date);
            let name = name.trim_start_matches("2014. gada ").trim_end_matches(" 2014");
            assert!(long.contains(name), "{long}: {name}");
        }
    }
}

#[test]
fn real_days_are_dates() {
    for text in ["2026-11-20", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
        let date = Date::parse(text).unwrap();
        assert_eq!(date.iso(), text);
        assert_eq!(date.to_string(), text);
        assert_eq!(Date::new(date.year(), date.month(), date.day()), Ok(date));
    }
    let earlier = Date::parse("2025-12-31").unwrap();
    assert!(earlier < "2026-01-01".parse().unwrap());
}

#[test]
fn anything_else_says_why_not() {
    let forms = [
        "",
        "2026",
        "2026-1-1",
        "26-01-01",
        "2026/01/01",
        "2026-01-01 ",
        "2026-01-0x",
        "+026-01-01",
        "12026-01-01",
        "２026-1-1",
        "20 November 2026",
    ];
    for text in forms {
        let form = DateError::Form { text: text.to_owned() };
        assert_eq!(Date::parse(text), Err(form), "{text}");
    }
    let cases = [
        ("0000-01-01", "the year 0 is not one of 1 to 9999"),
        ("2026-13-01", "the month 13 is not one of 1 to 12"),
        ("2026-00-01", "the month 0 is not one of 1 to 12"),
        ("2026-02-29", "there is no day 29 in 2026-02, which has 28 days"),
        ("1900-02-29", "there is no day 29 in 1900-02, which has 28 days"),
        ("2024-02-30", "there is no day 30 in 2024-02, which has 29 days"),
        ("2026-11-31", "there is no day 31 in 2026-11, which has 30 days"),
        ("2026-12-00", "there is no day 0 in 2026-12, which has 31 days"),
        ("20.11.2026", "\"20.11.2026\" is not a date of the form 2026-11-20"),
    ];
    for (text, message) in cases {
        assert_eq!(Date::parse(text).unwrap_err().to_string(), message, "{text}");
    }
}
