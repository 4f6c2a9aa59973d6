//! Marks and the spaces before them: the few languages that differ, and all that do not.

use paf_locale::{
    Gap, HouseStyle, Lang, NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE, gap_before, script_of, sentence_marks,
};

fn lang(code: &str) -> Lang {
    Lang::parse(code).unwrap()
}

#[test]
fn greek_and_arabic_have_their_own_marks() {
    for lang in Lang::all() {
        let marks = sentence_marks(lang);
        let written = [marks.comma, marks.semicolon, marks.question];
        let expected = match lang.code() {
            "el" => [',', '\u{b7}', ';'],
            "ar" => ['\u{60c}', '\u{61b}', '\u{61f}'],
            _ => [',', ';', '?'],
        };
        assert_eq!(written, expected, "{lang}");
    }
    assert_eq!(sentence_marks(lang("el-CY")).question, ';');
}

#[test]
fn the_union_sets_no_space_before_a_mark() {
    for lang in Lang::all() {
        for mark in [',', ';', '.', ':', '!', '?', '…', '»', ')'] {
            assert_eq!(gap_before(mark, lang, HouseStyle::EuIsg), Gap::None, "{lang} {mark}");
        }
    }
}

#[test]
fn french_at_home_has_spaces_of_two_widths() {
    for (mark, gap) in [
        (';', Gap::Space(NARROW_NO_BREAK_SPACE)),
        ('!', Gap::Space(NARROW_NO_BREAK_SPACE)),
        ('?', Gap::Space(NARROW_NO_BREAK_SPACE)),
        (':', Gap::Space(NO_BREAK_SPACE)),
        (',', Gap::None),
        ('.', Gap::None),
    ] {
        assert_eq!(gap_before(mark, lang("fr"), HouseStyle::National), gap, "{mark}");
        assert_eq!(gap_before(mark, lang("fr-BE"), HouseStyle::National), gap, "{mark}");
        assert_eq!(gap_before(mark, lang("de"), HouseStyle::National), Gap::None, "{mark}");
    }
    assert_eq!(gap_before('!', lang("fr-CH"), HouseStyle::National), Gap::Open);
    assert_eq!(gap_before(',', lang("fr-CH"), HouseStyle::National), Gap::None);
}

#[test]
fn the_union_sets_a_hard_space_before_a_percent_sign() {
    for mark in ['%', '‰', '°'] {
        for lang in Lang::all() {
            let gap = if lang.eu_official() { Gap::Space(NO_BREAK_SPACE) } else { Gap::Open };
            assert_eq!(gap_before(mark, lang, HouseStyle::EuIsg), gap, "{lang} {mark}");
            assert_eq!(gap_before(mark, lang, HouseStyle::National), Gap::Open, "{lang} {mark}");
        }
    }
}

#[test]
fn a_letter_has_a_script() {
    use paf_locale::Script;
    for (letter, script) in [
        ('a', Some(Script::Latin)),
        ('ș', Some(Script::Latin)),
        ('ο', Some(Script::Greek)),
        ('о', Some(Script::Cyrillic)),
        ('1', None),
        ('-', None),
    ] {
        assert_eq!(script_of(letter), script, "{letter}");
    }
}
