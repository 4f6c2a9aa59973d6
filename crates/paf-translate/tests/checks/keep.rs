//! Names and terms that stay as they are.

use super::{agree, says};

#[test]
fn a_name_stays_with_the_endings_of_the_language() {
    agree(&[
        ("de", "The guide by ESMO", "Der Ratgeber der ESMO", &[]),
        ("fi", "The guide by ESMO", "ESMO:n opas", &[]),
        ("sv", "The guide by ESMO", "ESMO:s guide", &[]),
        ("nb", "The guide by ESMO", "ESMOs guide", &[]),
        ("nb", "The paf project", "pafs prosjekt", &[]),
        ("fi", "The guide by ESMO", "ESMOn opas", &[]),
        ("hu", "The guide by ESMO", "Az ESMO-tól való útmutató", &[]),
        ("tr", "The guide by ESMO", "ESMO’nun rehberi", &[]),
        ("hr", "The guide by ESMO", "Vodič ESMO-a", &[]),
        ("mt", "The guide by ESMO", "Il-gwida tal-ESMO", &[]),
        ("mt", "The guide by ESMO", "Il-gwida mill-ESMO", &[]),
        ("ga", "The guide by ESMO", "Treoir hESMO", &[]),
        ("ga", "The guide by ESMO", "Treoir n-ESMO", &[]),
        ("bg", "The guide by ESMO", "Ръководството на ESMO", &[]),
        ("uk", "The guide by ESMO", "Посібник ESMO-го", &[]),
        ("de", "CAR-T cells", "CAR-T-Zellen", &[]),
        ("de", "CAR-T cells", "CAR\u{2011}T-Zellen", &[]),
        ("bg", "CAR-T cells", "CAR-T-клетки", &[]),
        ("de", "The paf project", "Das Projekt paf", &[]),
        ("fi", "The paf project", "paf-projekti", &[]),
        ("fr", "DARWIN EU grows", "DARWIN\u{a0}EU grandit", &[]),
        ("de", "Anti-PD-1 and PD-L1", "Anti-PD-1 und PD-L1", &[]),
    ]);
}

#[test]
fn a_name_that_is_lost_is_an_error_at_what_is_meant() {
    agree(&[
        ("fr", "The OECD says so", "L’OCDE le dit", &["error do-not-translate [L’OCDE le dit]"]),
        ("de", "CAR-T cells", "Veränderte Zellen", &["error do-not-translate [Veränderte Zellen]"]),
        ("de", "CAR-T cells", "Cart-Zellen", &["error do-not-translate [Cart]"]),
        ("de", "PD-L1 tests", "PDL1-Tests", &["error do-not-translate [PDL1]"]),
        ("de", "PD-L1 tests", "PD L1-Tests", &["error do-not-translate [PD L1]"]),
        ("bg", "ECPC members", "Членове на ЕСРС", &["error do-not-translate [ЕСРС]"]),
        ("bg", "CAR-T cells", "CAR-Т клетки", &["error do-not-translate [CAR-Т]"]),
        ("de", "The paf project", "Das Projekt Paf", &["error do-not-translate [Paf]"]),
        ("de", "ESMO is there", "ESMOLAND ist da", &["error do-not-translate [ESMOLAND ist da]"]),
    ]);
}

#[test]
fn a_name_may_come_more_often_and_seldom_less() {
    agree(&[
        ("de", "ESMO and its guide", "Die ESMO und der Ratgeber der ESMO", &[]),
        (
            "de",
            "ESMO and the guide of ESMO",
            "Die ESMO und ihr Ratgeber",
            &["warning do-not-translate [Die ESMO und ihr Ratgeber]"],
        ),
        ("de", "esmo.org is there", "esmo.org ist da", &[]),
        ("de", "PD-1 blocks", "e.org/PD-1 sperrt", &["error do-not-translate [e.org/PD-1 sperrt]"]),
        ("de", "A guide", "Ein Ratgeber der ESMO", &[]),
    ]);
}

#[test]
fn what_is_said() {
    says(
        "fr",
        "The OECD says so",
        "L’OCDE le dit",
        &[concat!(
            "the translation of `report.title` has lost `OECD`, which stays as it is in every language -> ",
            "write `OECD`; an ending may follow after a hyphen or an apostrophe"
        )],
    );
    says(
        "bg",
        "ECPC members",
        "Членове на ЕСРС",
        &[concat!(
            "the translation of `report.title` has lost `ECPC`, which stays as it is in every language -> ",
            "write `ECPC` in Latin letters; these are of another script and look the same"
        )],
    );
}
