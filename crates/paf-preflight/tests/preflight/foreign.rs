//! Files of other programs (`foreign/`): what they lack for the press is found, and nothing else.
//!
//! Made with fpdf2 2.8.9, Ghostscript 10.00, LibreOffice 7.4, matplotlib 3.11.2, reportlab 5.1.0 and
//! WeasyPrint 70.0, each from a few words of ours.

use paf_diag::Rule;
use paf_preflight::{Expectations, examine};

/// A file, and the rules about its structure that it breaks.
type Case = (&'static str, &'static [u8], &'static [&'static str]);

pub(crate) const FILES: &[Case] = &[
    (
        "fpdf2, its second page empty",
        include_bytes!("foreign/fpdf2.pdf"),
        &[
            "pdf-version",
            "no-output-intent",
            "xmp-missing",
            "title",
            "trapped",
            "no-trim-box",
            "font-not-embedded",
            "empty-page",
        ],
    ),
    (
        "Ghostscript, made of the file of reportlab",
        include_bytes!("foreign/ghostscript.pdf"),
        &[
            "pdf-version",
            "no-output-intent",
            "not-pdfx",
            "xmp-dates",
            "xmp-ids",
            "trapped",
            "no-trim-box",
            "font-not-embedded",
            "annotation",
        ],
    ),
    (
        "LibreOffice, which left the first page empty",
        include_bytes!("foreign/libreoffice.pdf"),
        &["no-output-intent", "xmp-missing", "trapped", "no-trim-box", "empty-page", "annotation"],
    ),
    (
        "matplotlib",
        include_bytes!("foreign/matplotlib.pdf"),
        &[
            "pdf-version",
            "no-output-intent",
            "xmp-missing",
            "title",
            "trapped",
            "trailer-id",
            "no-trim-box",
            "type3-font",
        ],
    ),
    (
        "reportlab",
        include_bytes!("foreign/reportlab.pdf"),
        &["pdf-version", "no-output-intent", "xmp-missing", "no-trim-box", "font-not-embedded", "annotation"],
    ),
    (
        "WeasyPrint",
        include_bytes!("foreign/weasyprint.pdf"),
        &[
            "pdf-version",
            "no-output-intent",
            "xmp-missing",
            "trapped",
            "trailer-id",
            "media-origin",
            "annotation",
            "blend-space",
        ],
    ),
    (
        "WeasyPrint as PDF/X-4, without a profile",
        include_bytes!("foreign/weasyprint-x4.pdf"),
        &["no-output-intent", "media-origin"],
    ),
];

#[test]
fn files_of_other_programs_break_the_rules_that_they_break() {
    for (name, bytes, expected) in FILES {
        let report = examine(bytes, &Expectations::default()).unwrap();
        // The rules about content stand after those about structure, and are tested apart.
        let rules = report.findings.iter().map(|finding| finding.rule).filter(|rule| *rule < Rule::PressRgb);
        let codes: Vec<_> = rules.map(|rule| rule.id().trim_start_matches("press::")).collect();
        assert_eq!(codes, *expected, "{name}");
    }
}
