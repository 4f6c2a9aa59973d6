//! Quotation marks and apostrophes, language by language.

use paf_locale::HouseStyle;

use super::{Case, agree, agree_in, says};

const SOURCE: &str = "A ‘word’ here";

#[test]
fn every_language_has_its_own() {
    let right: &[(&str, &str)] = &[
        ("bg", "Тук „дума“ тук"),
        ("es", "La «palabra» aquí"),
        ("cs", "Zde „slovo“ zde"),
        ("da", "Her »ord« her"),
        ("de", "Ein „Wort“ hier"),
        ("et", "Siin „sõna“ siin"),
        ("el", "Εδώ «λέξη» εδώ"),
        ("fr", "Ici «mot» ici"),
        ("ga", "Anseo ‘focal’ anseo"),
        ("hr", "Ovdje „riječ” ovdje"),
        ("it", "Qui «parola» qui"),
        ("lv", "Te “vārds” te"),
        ("lt", "Čia „žodis“ čia"),
        ("hu", "Itt „szó” itt"),
        ("mt", "Hawn “kelma” hawn"),
        ("nl", "Hier “woord” hier"),
        ("pl", "Tu „słowo” tu"),
        ("pt", "Aqui «palavra» aqui"),
        ("ro", "Aici „cuvânt” aici"),
        ("sk", "Tu „slovo“ tu"),
        ("sl", "Tu „beseda“ tu"),
        ("fi", "Tässä ”sana” tässä"),
        ("sv", "Här ”ord” här"),
        ("nb", "Her «ord» her"),
        ("uk", "Тут «слово» тут"),
        ("tr", "Burada “söz” burada"),
        ("ar", "هنا ”كلمة“ هنا"),
    ];
    for (lang, translation) in right {
        agree(&[(*lang, SOURCE, *translation, &[])]);
    }
    // The marks of English, of which one or both are wrong in each.
    agree(&[
        ("de", SOURCE, "Ein “Wort” hier", &["warning quotation-marks [“]", "warning quotation-marks [”]"]),
        ("de", SOURCE, "Ein „Wort” hier", &["warning quotation-marks [”]"]),
        ("de", SOURCE, "Ein ‚Wort‘ hier", &["warning quotation-marks [‚]", "warning quotation-marks [‘]"]),
        ("de", SOURCE, "Ein »Wort« hier", &["warning quotation-marks [»]", "warning quotation-marks [«]"]),
        ("pl", SOURCE, "Tu „słowo“ tu", &["warning quotation-marks [“]"]),
        ("hr", SOURCE, "Ovdje „riječ“ ovdje", &["warning quotation-marks [“]"]),
        ("fi", SOURCE, "Tässä “sana” tässä", &["warning quotation-marks [“]"]),
        ("sv", SOURCE, "Här »ord« här", &["warning quotation-marks [»]", "warning quotation-marks [«]"]),
        ("fr", SOURCE, "Ici “mot” ici", &["warning quotation-marks [“]", "warning quotation-marks [”]"]),
        ("da", SOURCE, "Her «ord» her", &["warning quotation-marks [«]", "warning quotation-marks [»]"]),
        ("nl", SOURCE, "Hier „woord” hier", &["warning quotation-marks [„]"]),
        ("ar", SOURCE, "هنا “كلمة” هنا", &["warning quotation-marks [“]", "warning quotation-marks [”]"]),
    ]);
}

#[test]
fn a_house_style_decides() {
    agree_in(
        HouseStyle::National,
        &[
            ("es", SOURCE, "La “palabra” aquí", &[]),
            ("da", SOURCE, "Her “ord” her", &[]),
            ("nl", SOURCE, "Hier ‘woord’ hier", &[]),
            ("fr-CH", SOURCE, "Ici «mot» ici", &[]),
        ],
    );
}

#[test]
fn straight_marks_are_told_with_the_right_ones() {
    agree(&[
        (
            "de",
            SOURCE,
            "Ein \"Wort\" hier",
            &["warning quotation-marks [\"]", "warning quotation-marks [\"]"],
        ),
        ("de", SOURCE, "Ein 'Wort' hier", &["warning quotation-marks [']", "warning quotation-marks [']"]),
        (
            "de",
            SOURCE,
            "Ein ,,Wort\" hier",
            &["warning quotation-marks [,,]", "warning quotation-marks [\"]"],
        ),
        ("fr", SOURCE, "Ici <<mot>> ici", &["warning quotation-marks [<<]", "warning quotation-marks [>>]"]),
        ("fr", "Europe’s day", "Le jour de l'Europe", &["warning quotation-marks [']"]),
        (
            "nl",
            "in the evening",
            "'s avonds 'x' zegt",
            &["warning quotation-marks [']", "warning quotation-marks [']", "warning quotation-marks [']"],
        ),
        ("sv", "a pipe of 5\"", "ett rör på 5\"", &[]),
        ("he", "the army", "צה\"ל כאן", &[]),
        ("he", "the check", "צ'ק כאן", &[]),
        ("fi", "with DEBUG", "Kirjoita `DEBUG`-tila", &[]),
    ]);
}

#[test]
fn the_apostrophe_is_raised_and_curved() {
    agree(&[
        ("fr", "the team", "l’équipe", &[]),
        ("fr", "the team", "l‘équipe", &["warning quotation-marks [‘]"]),
        ("fr", "the team", "l´équipe", &["warning quotation-marks [´]"]),
        ("it", "the team", "l'équipe", &["warning quotation-marks [']"]),
        ("uk", "health", "здоров’я", &[]),
        ("uk", "health", "здоров'я", &["warning quotation-marks [']"]),
        ("uk", "health", "здоров\u{2bc}я", &["warning quotation-marks [\u{2bc}]"]),
        ("mt", "of the team", "ta' tim", &["warning quotation-marks [']"]),
        ("ga", "perhaps", "b'fhéidir", &["warning quotation-marks [']"]),
        ("nl", "in the evening", "’s avonds", &[]),
        ("nl", "in the evening", "‘s avonds", &["warning quotation-marks [‘]"]),
        ("de", "in the ’90s", "in den ’90ern", &[]),
    ]);
}

#[test]
fn an_apostrophe_closes_no_quotation() {
    agree(&[
        ("mt", "of friends", "ta’ ħbieb u ta’ tim", &[]),
        ("ga", "‘the age of it’", "‘tá sé d’aois’", &[]),
        ("ga", "‘one’ and ‘two’", "‘a’ agus ‘b’", &[]),
        ("ga", "‘one “two” three’", "‘tá b’ “focal” anseo’", &[]),
        ("sv", "‘in the 90s’", "”på ’90-talet”", &[]),
        ("ga", "‘one two’", "‘sa ’bhaile’", &[]),
        ("sv", "‘in the 90s’", "”på ’90-talet i Lars’ bok”", &[]),
        ("fi", "‘one two’ three", "”b ’c d” e", &[]),
        ("fi", "‘one “two ‘three’ four” five’", "”b ’c ”d” e’ f”", &[]),
        ("ga", "‘one and two", "‘a agus b", &["warning quotation-marks [‘]"]),
        ("mt", "a ‘b “c” d’", "“a ‘ta’ b’ c”", &[]),
        ("nl", "‘one “two” three’", "“een ‘foto’s’ drie”", &[]),
        ("de", "A ‘word’ here", "Ein „‚Wort’“ hier", &["warning quotation-marks [’]"]),
        ("de", "ECPC’s words", "ECPC’ Worte", &[]),
    ]);
}

#[test]
fn marks_within_marks() {
    let source = "one ‘two “three” four’ five";
    let cases: &[Case] = &[
        ("de", source, "ab „b ‚c‘ d“ e", &[]),
        ("de", source, "ab „b „c“ d“ e", &["warning quotation-marks [„]", "warning quotation-marks [“]"]),
        ("fr", source, "ab «b “c” d» e", &[]),
        ("pl", source, "ab „b »c« d” e", &[]),
        ("hu", source, "ab „b »c« d” e", &[]),
        ("bg", source, "а „б „в“ г“ д", &[]),
        ("da", source, "ab »b »c« d« e", &[]),
        ("ro", source, "ab „b «c» d” e", &[]),
        ("fi", source, "ab ”b ’c’ d” e", &[]),
        ("sv", source, "ab ”b ”c” d” e", &["warning quotation-marks [”]", "warning quotation-marks [”]"]),
        ("es", source, "ab «b “c” d» e", &[]),
        ("es", source, "ab «b «c» d» e", &["warning quotation-marks [«]", "warning quotation-marks [»]"]),
    ];
    agree(cases);
}

#[test]
fn a_quotation_is_opened_and_closed() {
    agree(&[
        ("de", SOURCE, "Ein „Wort hier", &["warning quotation-marks [„]"]),
        ("de", SOURCE, "Ein Wort“ hier", &["warning quotation-marks [“]"]),
        ("de", SOURCE, "Ein (‚Wort‘) hier", &["warning quotation-marks [‚]", "warning quotation-marks [‘]"]),
        ("de", SOURCE, "Ein („Wort“) hier", &[]),
        ("fr", SOURCE, "Avec l’«Europe»", &[]),
        ("fr", SOURCE, "Avec l’« Europe »", &["warning spacing [« ]", "warning spacing [ »]"]),
        ("de", "More here", "» mehr hier", &[]),
        ("de", "**‘One’**, ‘two’", "**„Eins“**, „zwei“", &[]),
        ("ar", "the ‘word’", "ال”كلمة“ هنا", &[]),
    ]);
}

#[test]
fn what_is_said() {
    says(
        "pl",
        SOURCE,
        "Tu \"słowo“ tu",
        &[
            "the translation of `report.title` opens a quotation with \" (U+0022) -> write „ (U+201E)",
            "the translation of `report.title` closes a quotation with “ (U+201C) -> write ” (U+201D)",
        ],
    );
    says(
        "sv",
        "one ‘two “three” four’ five",
        "ett ”två ”tre” fyra” fem",
        &[
            "the translation of `report.title` opens a quotation with ” (U+201D) -> write ’ (U+2019)",
            "the translation of `report.title` closes a quotation with ” (U+201D) -> write ’ (U+2019)",
        ],
    );
    says(
        "ar",
        "the ‘word’",
        "ال\"كلمة\" هنا",
        &[
            "the translation of `report.title` opens a quotation with \" (U+0022) -> write ” (U+201D)",
            "the translation of `report.title` closes a quotation with \" (U+0022) -> write “ (U+201C)",
        ],
    );
}
