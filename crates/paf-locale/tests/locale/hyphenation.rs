//! Where words may be broken.

use paf_locale::{Hyphenation, Lang, soft_hyphenated};

fn lang(code: &str) -> Lang {
    Lang::parse(code).unwrap()
}

#[test]
fn no_official_language_is_left_out_in_silence() {
    let of = |wanted: Hyphenation| -> Vec<&str> {
        let all = Lang::all().filter(|lang| lang.eu_official() && lang.hyphenation() == wanted);
        all.map(Lang::code).collect()
    };
    assert_eq!(of(Hyphenation::Layout).len(), 20);
    assert_eq!(of(Hyphenation::SoftHyphens), ["ga", "lv", "ro"]);
    assert_eq!(of(Hyphenation::None), ["mt"]);
}

#[test]
fn words_are_broken_where_their_patterns_say() {
    for (code, word, expected) in [
        ("lv", "pacientiem", "pa-cien-tiem"),
        ("lv", "slimnīcām", "slim-nī-cām"),
        ("ro", "tratamentelor", "tra-ta-men-te-lor"),
        ("ro", "țesuturile", "țe-su-tu-ri-le"),
        ("ga", "imdhíonachta", "im-dhíon-achta"),
    ] {
        let found = soft_hyphenated(lang(code), word).unwrap_or_else(|| word.to_owned());
        assert_eq!(found.replace('\u{ad}', "-"), expected);
    }
}

#[test]
fn no_soft_hyphen_where_the_layout_breaks_words_or_nobody_does() {
    for code in ["de", "fi", "mt", "ar"] {
        assert_eq!(soft_hyphenated(lang(code), "immunoterapija"), None, "{code}");
    }
    assert_eq!(soft_hyphenated(lang("ro"), "a"), None);
    assert_eq!(soft_hyphenated(lang("ro"), ""), None);
}
