//! Letters of another script that nobody sees.

use super::{agree, says};

#[test]
fn a_word_is_of_one_script() {
    agree(&[
        // Cyrillic words with a Latin letter.
        ("bg", "cell", "клeтка", &["error look-alike [e]"]),
        ("uk", "health", "здоров’я iмунне", &["error look-alike [i]"]),
        ("uk", "And then", "Cьогодні", &["error look-alike [C]"]),
        // Latin words with a Cyrillic one.
        ("pl", "cell", "komórkа", &["error look-alike [а]"]),
        (
            "de",
            "CAR-T cells here",
            "САR-T-Zellen hier",
            &["error look-alike [С]", "error do-not-translate [САR-T]"],
        ),
        ("bg", "made twice", "едно сopy", &["error look-alike [с]"]),
        // Greek ones with a Latin letter, and the reverse.
        ("el", "cell", "κύτταρo", &["error look-alike [o]"]),
        ("el", "cell", "κύτταρó", &["error look-alike [ó]"]),
        ("fr", "cell", "cellulε", &["error look-alike [ε]"]),
        ("fr", "immune", "immunο", &["error look-alike [ο]"]),
        ("bg", "for patients", "esmo.org/fоr-patients", &["error look-alike [о]"]),
    ]);
}

#[test]
fn words_that_are_mixed_on_purpose() {
    agree(&[
        ("bg", "CAR-T cells", "CAR-T-клетъчна", &[]),
        ("bg", "T cells", "Т-клетки и T-клетки", &[]),
        ("bg", "PD-L1 positive", "PD-L1-положителни", &[]),
        ("uk", "PD-L1 positive", "PD-L1-позитивні", &[]),
        ("de", "beta interferon", "β-Interferon", &[]),
        ("de", "TNF alpha", "TNFα und IFNγ", &[]),
        ("de", "a mass of 5", "5\u{a0}μg schwer", &[]),
        ("el", "T cells", "Τ-κύτταρα και T-κύτταρα", &[]),
        ("el", "CAR-T cells", "κύτταρα CAR-T", &[]),
        ("bg", "the ESMO guide", "ESMO-то тук", &[]),
        ("uk", "5 x 3", "5 x 3", &[]),
        ("bg", "in vivo", "in vivo тук", &[]),
        ("bg", "digital health", "e-здраве", &[]),
        ("bg", "in the body", "направи copy тук", &[]),
        ("bg", "in the body", "тук ex vivo и там", &[]),
        ("uk", "boxes", "коробки 5 x штуки", &["error number-mismatch [5]"]),
    ]);
}

#[test]
fn a_small_word_of_another_script() {
    agree(&[
        ("bg", "and he", "той a тя", &["error look-alike [a]"]),
        ("uk", "health and home", "здоров’я i дім", &["error look-alike [i]"]),
        ("el", "the doctor", "o γιατρός", &["error look-alike [o]"]),
        ("sk", "he and she", "on а ona", &["error look-alike [а]"]),
        ("sk", "he and she", "on a ona", &[]),
        ("bg", "he and she", "той а тя", &[]),
        ("de", "class A", "Klasse Α", &["error look-alike [Α]"]),
        ("de", "class alpha", "Klasse α", &[]),
    ]);
}

#[test]
fn what_is_said() {
    says(
        "bg",
        "cell",
        "клeтка",
        &[concat!(
            "the translation of `report.title` has the Latin letter e (U+0065) in `клeтка`, ",
            "where a Cyrillic one is meant -> write е (U+0435), the Cyrillic letter"
        )],
    );
}
