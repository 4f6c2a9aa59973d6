//! "And" in every language.

use paf_locale::{Lang, join_and};

const AND: &[(&str, &str)] = &[
    ("bg", "A, B и C"),
    ("es", "A, B y C"),
    ("cs", "A, B a\u{a0}C"),
    ("da", "A, B og C"),
    ("de", "A, B und C"),
    ("et", "A, B ja C"),
    ("el", "A, B και C"),
    ("en", "A, B and C"),
    ("en-HR", "A, B and C"),
    ("fr", "A, B et C"),
    ("ga", "A, B agus C"),
    ("hr", "A, B i C"),
    ("it", "A, B e C"),
    ("lv", "A, B un C"),
    ("lt", "A, B ir C"),
    ("hu", "A, B és C"),
    ("mt", "A, B, u C"),
    ("nl", "A, B en C"),
    ("pl", "A, B i C"),
    ("pt", "A, B e C"),
    ("ro", "A, B și C"),
    ("sk", "A, B a C"),
    ("sl", "A, B in C"),
    ("fi", "A, B ja C"),
    ("sv", "A, B och C"),
    ("ar", "A وB وC"),
    ("is", "A, B og C"),
    ("he", "A, B ו\u{2011}C"),
    ("nb", "A, B og C"),
    ("nn", "A, B og C"),
    ("tr", "A, B ve C"),
    ("uk", "A, B і C"),
];

#[test]
fn three_items() {
    let items: Vec<String> = ["A", "B", "C"].map(String::from).to_vec();
    for (code, expected) in AND {
        assert_eq!(join_and(Lang::parse(code).unwrap(), &items), *expected, "{code}");
    }
}

#[test]
fn fewer_items() {
    let english = Lang::ENGLISH;
    assert_eq!(join_and::<&str>(english, &[]), "");
    assert_eq!(join_and(english, &["Rome"]), "Rome");
    assert_eq!(join_and(english, &["Rome", "Paris"]), "Rome and Paris");
}

#[test]
fn spanish_avoids_two_equal_vowels() {
    let spanish = Lang::parse("es").unwrap();
    assert_eq!(join_and(spanish, &["Francia", "Italia"]), "Francia e Italia");
    assert_eq!(join_and(spanish, &["agua", "hielo"]), "agua y hielo");
}
