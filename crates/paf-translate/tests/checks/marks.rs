//! Emphasis, links, terms, citations and placeholders.

use super::{agree, says};

#[test]
fn marks_may_move_but_not_change() {
    agree(&[
        ("de", "**Call** your *team*", "Ihr *Team* **rufen**", &[]),
        ("de", "**Call** your team", "Rufen Sie Ihr Team", &["error mark-mismatch [Rufen Sie Ihr Team]"]),
        ("de", "Call {name}", "Rufen Sie {nam}", &["error mark-mismatch [Rufen Sie {nam}]"]),
        ("de", "A fact [@nci].", "Eine Tatsache [@nci].", &[]),
        ("de", "A fact [@nci; @acs].", "Tatsache [@acs; @nci].", &[]),
        ("de", "A fact [@nci].", "Eine Tatsache.", &["error mark-mismatch [Eine Tatsache.]"]),
        (
            "de",
            "[Cells](term:t-cell)",
            "[Zellen](term:t-zelle)",
            &["error mark-mismatch [[Zellen](term:t-zelle)]"],
        ),
        (
            "de",
            "[a](https://e.org) b",
            "[d](https://e.org/de) b",
            &["error mark-mismatch [[d](https://e.org/de) b]"],
        ),
    ]);
}

#[test]
fn what_is_said() {
    says(
        "de",
        "Call {name}",
        "Rufen Sie {nam}",
        &[concat!(
            "the translation of `report.title` has lost {name} and gained {nam} -> did you mean {name}?; ",
            "keep every mark, link, citation and placeholder of the source, in any order"
        )],
    );
}
