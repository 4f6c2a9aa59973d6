//! Codes, names and order.

use std::collections::BTreeSet;

use paf_locale::{Date, long_date, month_year};
use paf_locale::{Direction, HouseStyle, Lang, Script, collator, join_and, number, script};

/// Interinstitutional Style Guide 7.2.1.
const EU_ORDER: &str = "bg es cs da de et el en fr ga hr it lv lt hu mt nl pl pt ro sk sl fi sv";

const REGIONS: &str = "AL AT BA BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IL IS IT LI LT LU \
                       LV MD ME MK MT NL NO PL PT RO RS SE SI SK TR UA XK";

fn lang(code: &str) -> Lang {
    Lang::parse(code).unwrap()
}

#[test]
fn official_languages_are_in_order() {
    let order: Vec<_> = EU_ORDER.split(' ').map(lang).collect();
    assert_eq!(order.len(), 24);
    for (place, lang) in (1..).zip(&order) {
        assert_eq!(lang.eu_order(), Some(place), "{lang}");
    }
    assert!(order.is_sorted());
    let others: Vec<_> = Lang::all().skip(24).map(Lang::code).collect();
    assert_eq!(others, ["ar", "is", "he", "nb", "nn", "tr", "uk"]);
    assert!(Lang::all().skip(24).all(|lang| lang.eu_order().is_none()));
    assert!(Lang::all().is_sorted());
}

#[test]
fn a_code_reads_back() {
    let mut codes = BTreeSet::new();
    for lang in Lang::all() {
        assert_eq!(lang.code().len(), 2);
        assert_eq!(Lang::parse(lang.code()), Ok(lang));
        assert_eq!(lang.to_string(), lang.language());
        assert!(codes.insert(lang.code()), "{lang} twice");
    }
    for code in "de-AT fr-BE nl-BE sv-FI el-CY en-IE en-MT pt-PT en-DE".split(' ') {
        let lang = lang(code);
        assert_eq!(lang.code(), code);
        assert_eq!(lang.language(), &code[..2]);
        assert_eq!(lang.region(), Some(&code[3..]));
        assert_eq!(lang.without_region().code(), &code[..2]);
        assert!(lang > lang.without_region());
    }
}

#[test]
fn unknown_codes_name_the_likely_ones() {
    let cases = [
        ("gr", "el"),
        ("cz", "cs"),
        ("dk", "da"),
        ("se", "sv"),
        ("ua", "uk"),
        ("no", "nb nn"),
        ("gb", "en"),
        ("ie", "en ga"),
        ("EN", "en"),
        ("pt_PT", "pt-PT"),
        ("de-at", "de-AT"),
        ("gr-CY", "el-CY"),
        ("en-UK", "en-GB"),
        ("el-EL", "el-GR"),
        ("en-US", "en"),
        ("pt-BR", "pt"),
        ("nb-Latn-NO", "nb-NO"),
        ("deu", "de"),
        ("ger", "de"),
        ("est", "et"),
        ("Greek", "el"),
        ("français", "fr"),
        ("norwegian bokmål", "nb"),
        ("xx", ""),
        ("", ""),
        ("-", ""),
    ];
    for (code, expected) in cases {
        let error = Lang::parse(code).unwrap_err();
        let candidates: Vec<_> = error.candidates.iter().map(|lang| lang.code()).collect();
        assert_eq!(candidates.join(" "), expected, "{code}");
    }
    assert_eq!(lang("uk").english_name(), "Ukrainian");
    let error = "gr".parse::<Lang>().unwrap_err();
    assert_eq!(error.to_string(), "no supported language has the code \"gr\"");
}

#[test]
fn names_and_directions() {
    assert_eq!(Lang::ENGLISH.code(), "en");
    assert_eq!(lang("el").endonym(), "ελληνικά");
    assert_eq!(lang("nl-BE").endonym(), "Nederlands");
    for lang in Lang::all() {
        let right_to_left = ["ar", "he"].contains(&lang.code());
        assert_eq!(lang.direction() == Direction::RightToLeft, right_to_left);
        assert_eq!(lang.direction().as_str(), if right_to_left { "rtl" } else { "ltr" });
        // The name is in the script of the language, capital or not as the language has it.
        assert_eq!(paf_locale::share_of_script(lang.endonym(), lang.script()), 1.0);
    }
    assert_eq!(script(lang("bg")), Script::Cyrillic);
    assert_eq!(script(lang("el-CY")), Script::Greek);
}

#[test]
fn typst_is_told_what_it_knows() {
    assert_eq!((lang("en").typst_lang(), lang("en").typst_region()), ("en", Some("IE")));
    assert_eq!((lang("pt").typst_lang(), lang("pt").typst_region()), ("pt", Some("PT")));
    assert_eq!((lang("de-AT").typst_lang(), lang("de-AT").typst_region()), ("de", Some("AT")));
    assert_eq!((lang("nb").typst_lang(), lang("nb").typst_region()), ("nb", None));
}

#[test]
fn hyphenation_is_what_typst_has() {
    for lang in Lang::all() {
        let code = <[u8; 2]>::try_from(lang.language().as_bytes()).unwrap();
        let has_patterns = hypher::Lang::from_iso(code).is_some();
        assert_eq!(lang.has_hyphenation(), has_patterns, "{lang}");
    }
}

#[test]
fn house_styles_read_back() {
    for style in HouseStyle::ALL {
        assert_eq!(style.as_str().parse(), Ok(style));
    }
    assert_eq!(HouseStyle::default(), HouseStyle::EuIsg);
    let error = HouseStyle::parse("isg").unwrap_err();
    assert_eq!(error.to_string(), "no house style has the name \"isg\"");
}

/// What the crate holds to be impossible: ICU knows every code, and a region of which it knows
/// nothing does not lead to American or Brazilian forms.
#[test]
fn every_code_has_data() {
    let date = Date::new(2026, 11, 9).unwrap();
    let items = ["A", "B", "C"];
    for base in Lang::all() {
        for region in REGIONS.split(' ') {
            let lang = lang(&format!("{base}-{region}"));
            assert_eq!(long_date(lang, date), long_date(base, date), "{lang}");
            assert_eq!(month_year(lang, date), month_year(base, date), "{lang}");
            assert_eq!(join_and(lang, &items), join_and(base, &items), "{lang}");
            assert!(!number(lang, HouseStyle::National, 12_345).is_empty());
            assert!(collator(lang).compare("a", "b").is_lt());
        }
    }
}

#[test]
fn countries_that_say_nothing() {
    let lang = |code| Lang::parse(code).expect("it is supported");
    for (code, country, expected) in [
        ("de", "DE", true),
        ("de", "de", true),
        ("de", "AT", false),
        ("de", "CH", false),
        ("pt", "PT", true),
        ("pt", "BR", false),
        ("en", "GB", true),
        ("en", "IE", true),
        ("en", "US", false),
        ("el", "GR", true),
        ("nb", "NO", true),
    ] {
        assert_eq!(lang(code).is_spoken_in(country), expected, "{code}-{country}");
    }
    for lang in Lang::all() {
        let regions = (b'A'..=b'Z').flat_map(|a| (b'A'..=b'Z').map(move |b| [a, b]));
        let homes = regions.filter(|code| lang.is_spoken_in(str::from_utf8(code).expect("letters"))).count();
        assert!(homes > 0 || lang.code() == "ar", "{lang} has no country");
    }
}
