//! Texts that are the source again.

use super::{agree, says};

#[test]
fn from_three_words_on_it_is_an_error() {
    agree(&[
        ("de", "Your treatment team", "Your treatment team", &["error same-as-source [Your treatment team]"]),
        (
            "de",
            "Your treatment team.",
            "your treatment team",
            &["error same-as-source [your treatment team]", "warning end-punctuation [team]"],
        ),
        (
            "fr",
            "The ECPC is a coalition",
            "The ECPC is a coalition",
            &["error same-as-source [The ECPC is a coalition]"],
        ),
        (
            "da",
            "Version {version}, part one",
            "Version {version}, part one",
            &["error same-as-source [Version {version}, part one]"],
        ),
        ("de", "Your treatment team", "Ihr Behandlungsteam", &[]),
    ]);
}

#[test]
fn two_words_are_a_doubt_and_one_is_none() {
    agree(&[
        ("de", "Cell therapy", "Cell therapy", &["warning same-as-source [Cell therapy]"]),
        ("de", "checkpoint inhibitor", "Checkpoint-Inhibitor", &[]),
        ("de", "Version", "Version", &[]),
        ("fr", "Source", "Source", &[]),
        ("mt", "immuno-oncology", "immuno-oncology", &[]),
        ("nl", "PD-L1", "PD-L1", &[]),
        ("nl", "CAR-T", "CAR-T", &[]),
        ("nl", "DARWIN EU", "DARWIN EU", &[]),
        ("nl", "112", "112", &[]),
        ("nl", "Version {version}", "Version {version}", &[]),
        ("nl", "esmo.org/for-patients", "esmo.org/for-patients", &[]),
    ]);
}

#[test]
fn names_stay() {
    for name in [
        "European Society for Medical Oncology (ESMO)",
        "Creative Commons Attribution 4.0 International (CC BY 4.0)",
        "© 2026 The paf project",
        "Lung Cancer Europe",
        "The Health Policy Partnership",
    ] {
        agree(&[("de", name, name, &[])]);
    }
    agree(&[("de", "Universally unique identifier", "Universally Unique Identifier", &[])]);
}

#[test]
fn what_is_said() {
    says(
        "de",
        "Your treatment team",
        "Your treatment team",
        &[concat!(
            "the translation of `report.title` is the source text -> ",
            "translate it, or leave `msgstr` empty until it is in German; ",
            "if it is the same in both languages, write the comment `# allow: same-as-source`"
        )],
    );
}
