//! Numbers, in the digits and separators of every language.

use super::{agree, says};

#[test]
fn a_number_is_neither_lost_nor_gained() {
    agree(&[
        ("de", "Call 112 at once", "Rufen Sie sofort 112", &[]),
        ("de", "Call 112 at once", "Rufen Sie sofort 113", &["error number-mismatch [113]"]),
        (
            "de",
            "Call 112 at once",
            "Rufen Sie sofort Hilfe",
            &["error number-mismatch [Rufen Sie sofort Hilfe]"],
        ),
        ("de", "Call at once", "Rufen Sie sofort 112", &["error number-mismatch [112]"]),
        ("de", "From 2004 to 2011", "2011 und vorher 2004", &[]),
        ("de", "15 of 15 members", "Die 15 Mitglieder", &["error number-mismatch [Die 15 Mitglieder]"]),
        ("sl", "Seven steps", "Koraki: 7", &["error number-mismatch [7]"]),
        ("fi", "7 days", "Seitsemän päivää", &["error number-mismatch [Seitsemän päivää]"]),
    ]);
}

#[test]
fn digits_are_of_any_script() {
    agree(&[
        ("ar", "112 and 2026", "١١٢ و ٢٠٢٦", &[]),
        ("ar", "112 and 2026", "۱۱۲ و ۲۰۲۶", &[]),
        ("ar", "112 and 2026", "١١٣ و ٢٠٢٦", &["error number-mismatch [١١٣]"]),
        ("de", "The price of 15", "Der Preis von １５", &[]),
    ]);
}

#[test]
fn groups_and_fractions_are_those_of_the_language() {
    agree(&[
        ("de", "1,665 patients", "1.665 Kranke", &[]),
        ("de", "1,665 patients", "1\u{a0}665 Kranke", &[]),
        ("fr", "1,665 patients", "1\u{202f}665 malades", &[]),
        ("de", "1,665 patients", "1’665 Kranke", &[]),
        ("de", "1,665 patients", "1665 Kranke", &[]),
        ("de", "1,665 patients", "1,665 Kranke", &["error number-mismatch [1,665]"]),
        ("ga", "1,665 patients", "1,665 othar", &[]),
        ("de", "a share of 2.5", "ein Anteil von 2,5", &[]),
        ("mt", "a share of 2.5", "sehem ta’ 2.5", &[]),
        ("de", "1,234,567.8 in all", "1.234.567,8 insgesamt", &[]),
        ("de", "1,234,567 in all", "1,234,567 insgesamt", &[]),
        ("ar", "a share of 2.5", "حصة ٢٫٥", &[]),
        ("ar", "1,234.5 in all", "١٬٢٣٤٫٥ معا", &[]),
        ("de", "a share of 2.5", "ein Anteil von 25", &["error number-mismatch [25]"]),
    ]);
}

#[test]
fn a_plain_space_may_group_or_not() {
    agree(&[
        ("sv", "1,665 patients", "1 665 patienter", &["warning spacing [1 665]"]),
        ("sv", "In 2014 300 patients", "År 2014 300 patienter", &[]),
        ("sv", "In ward 12, 300 patients", "På avdelning 12 300 patienter", &[]),
        ("cs", "2004 and 2011", "2004 2011", &[]),
        ("sv", "1,500 in 2014", "1\u{a0}500\u{a0}2014", &[]),
    ]);
}

#[test]
fn ordinals_dates_and_hours_are_written_otherwise() {
    agree(&[
        ("de", "The 1st of January 2025", "Der 1. Januar 2025", &[]),
        ("hr", "From 2009 to 2013", "2009.–2013.", &[]),
        ("fi", "on 20 November 2026", "20.11.2026", &[]),
        ("hu", "on 20 November 2026", "2026. november 20-án", &[]),
        ("fr", "the 21st century", "le XXIe siècle", &[]),
        ("pl", "the 21st century", "XXI wiek", &[]),
        ("de", "a phase III trial", "eine Studie der Phase 3", &[]),
        ("da", "from 8 a.m. to 6 p.m.", "fra kl. 8.00 til 18.00", &[]),
        ("fr", "from 8:30 to 6 p.m.", "de 8h30 à 18h", &[]),
        ("fr", "at 8:30", "à 8\u{a0}h\u{a0}30", &[]),
        ("fi", "at 8:30", "klo 8.30", &[]),
        ("fi", "at 6 p.m.", "klo 19", &["error number-mismatch [19]"]),
    ]);
}

#[test]
fn digits_of_names_addresses_and_marks_do_not_count() {
    agree(&[
        ("de", "PD-1 blocks", "PD-1 sperrt", &[]),
        ("de", "PD-1 blocks", "PD-1 sperrt, und PD-1 bremst", &[]),
        ("de", "The guide of e.org/1", "Der Ratgeber von e.org/de/2", &[]),
        ("de", "Write to us: 1a@e.org", "Schreiben Sie uns: 2b@e.org", &[]),
        ("de", "Look at www.e.org/?a=1", "Auf www.e.org/?b=2", &[]),
        ("de", "See esmo.org/2014 for more", "Mehr auf esmo.org/2014", &[]),
        ("de", "The [guide](https://e.org/1)", "Der [Ratgeber](https://e.org/1)", &[]),
        ("de", "A study [@cherny-2016].", "Eine Studie [@cherny-2016].", &[]),
        ("de", "Version {version} of 2026", "Fassung {version} von 2026", &[]),
        ("de", "the protein CTLA4", "das Protein CTLA-4", &[]),
        ("fi", "Licence CC BY 4.0", "Lisenssi CC BY 4.0", &[]),
        ("de", "(EU)\u{a0}No\u{a0}536/2014", "(EU) Nr.\u{a0}536/2014", &[]),
    ]);
}

#[test]
fn what_is_said() {
    says(
        "de",
        "Call 112",
        "Rufen Sie 113",
        &[
            "the translation of `report.title` has lost the number 112 and gained the number 113 -> write 112 instead of 113",
        ],
    );
    says(
        "de",
        "The seven steps",
        "Die 7 Schritte",
        &[
            "the translation of `report.title` has gained the number 7 -> write it as a word, as the source does: `seven`",
        ],
    );
    says(
        "de",
        "In 2014, 2015 and 2016",
        "In drei Jahren",
        &[concat!(
            "the translation of `report.title` has lost the numbers 2014, 2015 and 2016 -> ",
            "write the numbers 2014, 2015 and 2016 in digits, as the source does"
        )],
    );
}
