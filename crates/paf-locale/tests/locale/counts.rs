//! Words that go with a number, and small numbers in words.

use paf_locale::{Lang, capitalised, number_word};

fn lang(code: &str) -> Lang {
    Lang::parse(code).unwrap()
}

fn categories(code: &str) -> String {
    let forms = lang(code).plural_forms_of_counts();
    forms.iter().map(|(category, _)| *category).collect::<Vec<_>>().join(" ")
}

/// CLDR 48, plural rules; whole numbers alone.
#[test]
fn each_language_has_the_forms_of_its_whole_numbers() {
    for (codes, expected) in [
        ("bg es da de et el en fr it hu nl pt fi sv is nb nn tr qpa", "one other"),
        ("pl uk", "one few many"),
        ("cs hr lt ro sk", "one few other"),
        ("lv", "zero one other"),
        ("he", "one two other"),
        ("sl", "one two few other"),
        ("ga mt", "one two few many other"),
        ("ar", "zero one two few many other"),
    ] {
        for code in codes.split(' ') {
            assert_eq!(categories(code), expected, "{code}");
        }
    }
    let covered =
        "bg es da de et el en fr it hu nl pt fi sv is nb nn tr pl uk cs hr lt ro sk lv he sl ga mt ar";
    for lang in Lang::all() {
        assert!(covered.split(' ').any(|code| code == lang.code()), "{lang} is not looked at");
    }
    assert_eq!(categories("nl-BE"), "one other");
}

#[test]
fn numbers_choose_their_form() {
    for (code, forms) in [
        ("en", "1 0 1 1 1 1 1 1 1 1 1 1 1"),
        ("fr", "0 0 1 1 1 1 1 1 1 1 1 1 1"),
        ("pl", "2 0 1 1 1 2 2 2 2 2 2 2 2"),
        ("cs", "2 0 1 1 1 2 2 2 2 2 2 2 2"),
        ("lt", "2 0 1 1 1 1 1 1 1 1 2 2 2"),
        ("lv", "0 1 2 2 2 2 2 2 2 2 0 0 0"),
        ("sl", "3 0 1 2 2 3 3 3 3 3 3 3 3"),
        ("ga", "4 0 1 2 2 2 2 3 3 3 3 4 4"),
        ("mt", "2 0 1 2 2 2 2 2 2 2 2 3 3"),
        ("ro", "1 0 1 1 1 1 1 1 1 1 1 1 1"),
    ] {
        let found: Vec<String> = (0..=12).map(|n| lang(code).plural_form_of(n).to_string()).collect();
        assert_eq!(found.join(" "), forms, "{code}");
    }
    assert_eq!([21, 22, 25].map(|n| lang("pl").plural_form_of(n)), [2, 1, 2]);
}

#[test]
fn examples_of_forms_are_numbers_that_take_them() {
    for lang in Lang::all() {
        for (at, (category, numbers)) in lang.plural_forms_of_counts().iter().enumerate() {
            for number in numbers.split(", ").filter(|number| *number != "…") {
                assert_eq!(lang.plural_form_of(number.parse().unwrap()), at, "{lang}: {category}, {number}");
            }
        }
    }
}

#[test]
fn numbers_up_to_twelve_have_words() {
    // Those in whose catalogues recommendations are counted or could be.
    const CODES: &str = "bg es cs da de et el en fr ga hr it lv lt hu mt nl pl pt ro sk sl fi sv nb tr uk";
    let digits = |code: &str, n: usize| matches!((code, n), ("ga", 11 | 12) | ("mt", 1));
    for code in CODES.split(' ') {
        let words: Vec<_> = (1..=12).map(|n| number_word(lang(code), n)).collect();
        for (n, word) in (1..).zip(&words) {
            assert_eq!(word.is_none(), digits(code, n), "{code} {n}");
        }
        let known: std::collections::BTreeSet<_> = words.iter().flatten().collect();
        assert_eq!(known.len(), words.iter().flatten().count(), "{code} has one word for two numbers");
        assert_eq!((number_word(lang(code), 0), number_word(lang(code), 13)), (None, None), "{code}");
    }
    assert_eq!(number_word(lang("nl-BE"), 7), Some("zeven"));
    assert_eq!(number_word(lang("ar"), 7), None);
}

#[test]
fn a_word_begins_a_sentence() {
    for (code, word, expected) in [
        ("en", "seven", "Seven"),
        ("el", "έξι", "Έξι"),
        ("tr", "iki", "İki"),
        ("nl", "één", "Eén"),
        ("da", "én", "Én"),
        ("mt", "ħames", "Ħames"),
        ("bg", "седем", "Седем"),
    ] {
        assert_eq!(capitalised(lang(code), word), expected);
    }
}
