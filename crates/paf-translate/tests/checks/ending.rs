//! The mark at the end.

use super::{agree, says};

#[test]
fn a_text_ends_as_its_source() {
    agree(&[
        ("de", "A text.", "Ein Text.", &[]),
        ("de", "A text.", "Ein Text", &["warning end-punctuation [Text]"]),
        ("de", "A text", "Ein Text.", &["warning end-punctuation [.]"]),
        ("de", "A text?", "Ein Text.", &["warning end-punctuation [.]"]),
        ("de", "A text!", "Ein Text.", &["warning end-punctuation [.]"]),
        ("de", "Funding:", "Finanzierung", &["warning end-punctuation [Finanzierung]"]),
        ("de", "Up; ", "Auf;", &[]),
        ("de", "If you have…", "Wenn Sie …", &[]),
        ("de", "If you have…", "Wenn Sie ...", &["warning letter-form [...]"]),
        ("de", "If you have…", "Wenn Sie", &["warning end-punctuation [Sie]"]),
        ("de", "On {date}.", "Am {date}", &["warning end-punctuation [{date}]"]),
        ("de", "On {date}.", "Am {date}.", &[]),
        ("de", "**Call 112.**", "**112 rufen.**", &[]),
        ("de", "**Call 112.**", "**112 rufen**.", &[]),
    ]);
}

#[test]
fn languages_have_their_own_marks() {
    agree(&[
        ("el", "What to do?", "Τι να κάνω;", &[]),
        ("el", "What to do?", "Τι να κάνω?", &[]),
        ("el", "What to do", "Τι να κάνω;", &["warning end-punctuation [;]"]),
        ("el", "One thing;", "Ένα πράγμα·", &[]),
        ("el", "One thing;", "Ένα πράγμα;", &["warning end-punctuation [;]"]),
        ("ar", "What to do?", "ما العمل؟", &[]),
        ("ar", "One thing;", "شيء واحد؛", &[]),
        ("es", "What to do?", "¿Qué hacer?", &[]),
    ]);
}

#[test]
fn brackets_quotation_marks_and_citations_do_not_count() {
    agree(&[
        ("de", "‘A text.’", "„Ein Text“.", &[]),
        ("de", "‘A text’.", "„Ein Text.“", &[]),
        ("de", "A text [@a].", "Ein Text. [@a]", &[]),
        ("de", "A text. [@a]", "Ein Text [@a]", &["warning end-punctuation [Text]"]),
        ("de", "A text (or two).", "Ein Text (oder zwei.)", &[]),
        ("de", "A text (or two).", "Ein Text (oder zwei)", &["warning end-punctuation [)]"]),
        ("lt", "A text (2014)", "Tekstas (2014 m.)", &[]),
        ("mt", "A friend of ours", "Ħabib ta’", &[]),
    ]);
}

#[test]
fn the_stop_of_an_abbreviation_is_none() {
    agree(&[
        ("hr", "until 2032", "do 2032.", &[]),
        ("lv", "until 2032", "līdz 2032. g.", &[]),
        ("lt", "until 2032", "iki 2032 m.", &[]),
        ("bg", "until 2032", "до 2032 г.", &[]),
        ("pl", "until 2032", "do 2032 r.", &[]),
        ("fi", "tests etc.", "testit jne.", &[]),
        ("fr", "tests, etc.", "tests et cetera", &[]),
        ("sv", "tests and so on", "tester m.m.", &[]),
        ("sk", "Nov", "nov.", &[]),
        ("sk", "Evidence", "Dôkazy.", &["warning end-punctuation [.]"]),
        ("de", "until the end", "bis zum Ende.", &["warning end-punctuation [.]"]),
    ]);
}

#[test]
fn what_is_said() {
    says(
        "el",
        "What to do?",
        "Τι να κάνω",
        &[concat!(
            "the translation of `report.title` ends with no mark, and its source with a question mark -> ",
            "end it with `;`"
        )],
    );
}
