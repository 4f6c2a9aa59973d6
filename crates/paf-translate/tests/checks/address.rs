//! Sentences about others that begin as if they spoke to the reader.

use super::{agree, says};

#[test]
fn a_plural_that_reads_as_you_is_told() {
    agree(&[
        ("de", "They help you.", "Sie helfen Ihnen.", &["warning ambiguous-address [Sie]"]),
        ("de", "They help. Ask.", "Sie helfen. Fragen Sie.", &["warning ambiguous-address [Sie]"]),
        ("de", "They may come late.", "Sie können spät auftreten.", &["warning ambiguous-address [Sie]"]),
        ("de", "They are rare.", "Sie sind selten.", &["warning ambiguous-address [Sie]"]),
        ("de", "You may ask.", "Sie können fragen.", &[]),
        ("de", "You ask. They come.", "Sie fragen. Diese kommen.", &[]),
        ("de", "You ask. They come.", "Sie fragen. Sie kommen.", &["warning ambiguous-address [Sie]"]),
        ("de", "It helps.", "Sie hilft.", &[]),
        ("de", "The group met. It wrote.", "Die Gruppe tagte. Sie schrieb.", &[]),
        ("de", "They come.", "Vielleicht kommen sie.", &[]),
        ("nl", "They help.", "Zij helpen.", &[]),
        ("de", "It can come back.", "Sie kann wiederkommen.", &[]),
        ("de", "They can: it can.", "Sie kann es.", &[]),
        ("de", "It does not hurt.", "Sie haben keine Schmerzen.", &[]),
        ("de", "Never wait alone.", "Sie sollten nie allein warten.", &[]),
        ("de", "You’re tired.", "Sie sind müde.", &[]),
        ("de", "‘They help.’", "„Sie helfen.“", &["warning ambiguous-address [Sie]"]),
    ]);
}

#[test]
fn sentences_that_were_joined_are_counted() {
    agree(&[
        ("de", "Ask. You may come.", "Fragen Sie nur. Bitte. Sie können kommen.", &[]),
        (
            "de",
            "You may ask; they help. They come.",
            "Sie können fragen. Sie helfen. Sie kommen.",
            &["warning ambiguous-address [Sie]"],
        ),
    ]);
}

#[test]
fn the_help_says_what_to_write() {
    says(
        "de",
        "They help.",
        "Sie helfen.",
        &[
            "the translation of `report.title` begins a sentence with a `Sie` that may mean ‘they’ -> name those who are meant, as in `Diese Behandlungen helfen …`; if the reader is meant, write the comment `# allow: ambiguous-address`",
        ],
    );
}
