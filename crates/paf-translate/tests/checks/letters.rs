//! Letters as Unicode and the languages want them.

use super::{agree, says};

#[test]
fn languages_have_their_letters() {
    agree(&[
        ("ro", "and the country", "și țara", &[]),
        ("ro", "and the country", "şi ţara", &["error letter-form [ş]", "error letter-form [ţ]"]),
        ("ro", "and the country", "şi şapte", &["error letter-form [ş]"]),
        ("ro", "with Mr Beşiktaş", "cu dl Beşiktaş", &[]),
        ("tr", "and the country", "şehir ve ülke", &[]),
        ("hr", "a friend", "prijatelj", &[]),
        ("hr", "a friend", "prijateǉ", &["error letter-form [ǉ]"]),
        ("hr", "a jam", "ǆem", &["error letter-form [ǆ]"]),
        ("hr", "District", "Ðakovo", &["error letter-form [Ð]"]),
        ("is", "District", "Ðakovo", &[]),
        ("hu", "time", "idõ", &["error letter-form [õ]"]),
        ("et", "word", "sõna", &[]),
        ("nl", "ice", "ĳs", &["error letter-form [ĳ]"]),
        ("el", "What?", "Τι\u{37e}", &["error letter-form [\u{37e}]"]),
        ("el", "One; two", "Ένα\u{387} δύο", &["error letter-form [\u{387}]"]),
        ("de", "found", "geﬁndet", &["error letter-form [ﬁ]"]),
    ]);
}

#[test]
fn what_nobody_sees_is_an_error() {
    agree(&[
        ("de", "A text", "Ein\u{200b} Text", &["error letter-form [\u{200b}]"]),
        ("de", "A text", "Ein Te\u{ad}xt", &["error letter-form [\u{ad}]"]),
        ("de", "A text", "\u{feff}Ein Text", &["error letter-form [\u{feff}]"]),
        ("de", "A text", "Ein\u{2060} Text", &["error letter-form [\u{2060}]"]),
        ("de", "A text", "Ein \u{200e}Text", &["error letter-form [\u{200e}]"]),
        ("de", "A text", "Ein\u{3164} Text", &["error letter-form [\u{3164}]"]),
        // What turns whole words is told when the text is read, in the source as in translations.
        ("de", "A text", "Ein \u{202a}Text\u{202c}", &[]),
        ("ar", "A text", "نص \u{2067}هنا\u{2069}", &[]),
        ("he", "A text", "\u{200f}טקסט", &[]),
        ("de", "A text", "Ein T\u{fffd}xt", &["error letter-form [\u{fffd}]"]),
        ("de", "A text", "Ein T\u{f0b7}xt", &["error letter-form [\u{f0b7}]"]),
    ]);
}

#[test]
fn letters_are_composed() {
    agree(&[
        ("de", "For you", "Fu\u{308}r Sie", &["error letter-form [Fu\u{308}r]"]),
        ("de", "For you all", "Fu\u{308}r Sie u\u{308}berall", &["error letter-form [Fu\u{308}r]"]),
        ("lt", "For you", "A\u{328}žuolas", &["error letter-form [A\u{328}žuolas]"]),
        ("bg", "For you", "и\u{306}од", &["error letter-form [и\u{306}од]"]),
        // No letter with its accent, nothing to compose.
        ("lt", "For you", "ra\u{328}\u{301}žas", &["error letter-form [ra\u{328}\u{301}žas]"]),
        ("lt", "For you", "rą\u{301}žas", &[]),
        ("ar", "list", "عد\u{651}\u{650}ل", &[]),
        ("he", "list", "ב\u{5bc}\u{5b0}רית", &[]),
    ]);
}

#[test]
fn three_dots_are_one_sign() {
    agree(&[
        ("de", "If you have…", "Wenn Sie…", &[]),
        ("de", "If you have…", "Wenn Sie...", &["warning letter-form [...]"]),
        ("de", "And so on… and on…", "Und so....", &["warning letter-form [....]"]),
    ]);
}

#[test]
fn what_is_said() {
    says(
        "ro",
        "and the seven",
        "şi şapte",
        &[concat!(
            "the translation of `report.title` has ş (U+015F), which is written ș (U+0219) -> ",
            "write ș instead, 2 times in this text"
        )],
    );
    says(
        "de",
        "For you",
        "Fu\u{308}r Sie",
        &[concat!(
            "the translation of `report.title` has a word that is not in Unicode’s composed form (NFC) -> ",
            "write `Für`: each letter and its accent as one character"
        )],
    );
    says(
        "de",
        "A text",
        "Ein\u{200b} Text",
        &[concat!(
            "the translation of `report.title` has a zero-width space (U+200B) -> ",
            "delete it; it often comes with text that is pasted from a word processor or a web page"
        )],
    );
}
