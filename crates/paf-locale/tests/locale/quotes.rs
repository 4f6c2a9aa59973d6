//! Quotation marks against the reference table, mark by mark: the closing mark is where errors hide.

use paf_locale::{HouseStyle, Lang, quotes};

/// Code; levels of `eu-isg`; levels of `national`, in escapes, since the marks look alike.
#[rustfmt::skip]
const REFERENCE: &[(&str, &str, &str)] = &[
    ("bg", "\u{201e}…\u{201c} \u{201e}…\u{201c} \u{201e}…\u{201c}", "\u{201e}…\u{201c} \u{201e}…\u{201c}"),
    ("es", "\u{ab}…\u{bb} \u{201c}…\u{201d} \u{2018}…\u{2019}", "\u{201c}…\u{201d} \u{2018}…\u{2019}"),
    ("cs", "\u{201e}…\u{201c} \u{201a}…\u{2018} \u{bb}…\u{ab}", "\u{201e}…\u{201c} \u{201a}…\u{2018}"),
    ("da", "\u{bb}…\u{ab} \u{bb}…\u{ab}", "\u{201c}…\u{201d} \u{2018}…\u{2019}"),
    ("de", "\u{201e}…\u{201c} \u{201a}…\u{2018}", "\u{201e}…\u{201c} \u{201a}…\u{2018}"),
    ("et", "\u{201e}…\u{201c} \u{201e}…\u{201c} \u{201e}…\u{201c}", "\u{201e}…\u{201c} \u{201a}…\u{2018}"),
    ("el", "\u{ab}…\u{bb} \u{201c}…\u{201d} \u{2018}…\u{2019}", "\u{ab}…\u{bb} \u{201c}…\u{201d}"),
    ("en", "\u{2018}…\u{2019} \u{201c}…\u{201d}", "\u{201c}…\u{201d} \u{2018}…\u{2019}"),
    ("fr", "\u{ab}…\u{bb} \u{201c}…\u{201d} \u{2018}…\u{2019}", "\u{ab}\u{202f}…\u{202f}\u{bb} \u{ab}\u{202f}…\u{202f}\u{bb}"),
    ("ga", "\u{2018}…\u{2019} \u{201c}…\u{201d}", "\u{201c}…\u{201d} \u{2018}…\u{2019}"),
    ("hr", "\u{201e}…\u{201d} \u{201a}…\u{2019} \u{201a}…\u{2019}", "\u{201e}…\u{201c} \u{201a}…\u{2018}"),
    ("it", "\u{ab}…\u{bb} \u{201c}…\u{201d} \u{2018}…\u{2019}", "\u{ab}…\u{bb} \u{201c}…\u{201d}"),
    ("lv", "\u{201c}…\u{201d} \u{201c}…\u{201d} \u{201c}…\u{201d}", "\u{201c}…\u{201d} \u{2018}…\u{2019}"),
    ("lt", "\u{201e}…\u{201c} \u{201e}…\u{201c} \u{201e}…\u{201c}", "\u{201e}…\u{201c} \u{201e}…\u{201c}"),
    ("hu", "\u{201e}…\u{201d} \u{bb}…\u{ab} \u{2019}…\u{2019}", "\u{201e}…\u{201d} \u{bb}…\u{ab}"),
    ("mt", "\u{201c}…\u{201d} \u{2018}…\u{2019} \u{201c}…\u{201d}", "\u{201c}…\u{201d} \u{2018}…\u{2019}"),
    ("nl", "\u{201c}…\u{201d} \u{2018}…\u{2019}", "\u{2018}…\u{2019} \u{2018}…\u{2019}"),
    ("pl", "\u{201e}…\u{201d} \u{bb}…\u{ab} \u{2018}…\u{2019}", "\u{201e}…\u{201d} \u{ab}…\u{bb}"),
    ("pt", "\u{ab}…\u{bb} \u{201c}…\u{201d} \u{2018}…\u{2019}", "\u{ab}…\u{bb} \u{201c}…\u{201d}"),
    ("ro", "\u{201e}…\u{201d} \u{ab}…\u{bb} \u{201e}…\u{201d}", "\u{201e}…\u{201d} \u{ab}…\u{bb}"),
    ("sk", "\u{201e}…\u{201c} \u{201a}…\u{2018} \u{bb}…\u{ab}", "\u{201e}…\u{201c} \u{201a}…\u{2018}"),
    ("sl", "\u{201e}…\u{201c} \u{201a}…\u{2018} \u{201a}…\u{2018}", "\u{201e}…\u{201c} \u{201a}…\u{2018}"),
    ("fi", "\u{201d}…\u{201d} \u{2019}…\u{2019}", "\u{201d}…\u{201d} \u{2019}…\u{2019}"),
    ("sv", "\u{201d}…\u{201d} \u{2019}…\u{2019}", "\u{201d}…\u{201d} \u{2019}…\u{2019}"),
];

fn written(lang: Lang, style: HouseStyle) -> String {
    let levels = quotes(lang, style).levels;
    let levels: Vec<_> = levels.iter().map(|(open, close)| format!("{open}…{close}")).collect();
    levels.join(" ")
}

#[test]
fn agree_with_the_reference() {
    for (code, eu, national) in REFERENCE {
        let lang = Lang::parse(code).unwrap();
        assert_eq!(written(lang, HouseStyle::EuIsg), *eu, "{code}, eu-isg");
        assert_eq!(written(lang, HouseStyle::National), *national, "{code}, national");
    }
}

#[test]
fn reference_covers_the_official_languages() {
    let codes: Vec<_> = REFERENCE.iter().map(|(code, ..)| *code).collect();
    let official: Vec<_> = Lang::all().filter(|lang| lang.eu_official()).map(Lang::code).collect();
    assert_eq!(codes, official);
}

#[test]
fn other_languages_have_one_set() {
    for lang in Lang::all().filter(|lang| !lang.eu_official()) {
        assert_eq!(quotes(lang, HouseStyle::EuIsg), quotes(lang, HouseStyle::National));
    }
    let arabic = Lang::parse("ar").unwrap();
    assert_eq!(written(arabic, HouseStyle::National), "\u{201d}…\u{201c} \u{2019}…\u{2018}");
}

#[test]
fn levels_start_again() {
    let english = quotes(Lang::ENGLISH, HouseStyle::EuIsg);
    assert_eq!(english.at(0), ("‘", "’"));
    assert_eq!(english.at(1), ("“", "”"));
    assert_eq!(english.at(2), ("‘", "’"));
}

#[test]
fn region_keeps_the_marks_but_in_switzerland() {
    let written = |code| written(Lang::parse(code).unwrap(), HouseStyle::National);
    assert_eq!(written("fr-BE"), written("fr"));
    assert_eq!(written("de-AT"), written("de"));
    assert_eq!(written("fr-CH"), "«…» ‹…›");
}
