//! What people read: the place, what is wrong, what a printer would do, and how to mend it.

use lopdf::{Object, dictionary};
use paf_preflight::Expectations;

use crate::fixture::*;

#[test]
fn a_finding_is_told_with_its_place_its_consequence_and_its_remedy() {
    let mut document = good();
    let link = dictionary! {
        "Type" => "Annot", "Subtype" => "Link", "Rect" => area(12.0, 20.0, 30.0, 46.0),
    };
    page(&mut document).set("Annots", vec![Object::Dictionary(link)]);
    let report = report(&mut document, &Expectations::default());
    let diagnostic = report.findings[0].diagnostic("leaflet.pdf");
    assert_eq!(
        diagnostic.message,
        "`leaflet.pdf`, page 1, 12 mm from the left and 40 mm from the top: the page has links on it"
    );
    assert_eq!(
        diagnostic.help,
        [
            "A press cannot use them, and PDF/X forbids them: a printer's checking program refuses the file.",
            "Export the file without links and comments.",
        ]
    );
}

#[test]
fn what_is_alike_on_several_pages_is_told_once() {
    let mut document = good();
    for id in pages(&document) {
        document.get_dictionary_mut(id).unwrap().remove(b"TrimBox");
    }
    let report = report(&mut document, &Expectations::default());
    let told: Vec<_> = report.findings.iter().map(|f| f.diagnostic("a.pdf").message).collect();
    assert_eq!(
        told,
        ["`a.pdf`, page 1: the page does not say where it is to be cut (TrimBox) (likewise on page 2)"]
    );
}

#[test]
fn missing_bleed_is_told_by_its_sides() {
    let mut document = good();
    page(&mut document).set("BleedBox", area(1.0, 0.0, 63.0, 86.0));
    let report = report(&mut document, &Expectations::default());
    assert_eq!(report.findings[0].what, "the page has less bleed than 3 mm: 2 mm (left), 0 mm (right)");
    assert_eq!(report.findings[0].page, Some(1));
}

#[test]
fn messages_are_plain_sentences() {
    // Messages begin in lower case and have no full stop; help is a sentence.
    let mut document = good();
    document.version = "1.7".to_owned();
    document.trailer.remove(b"ID");
    document.catalog_mut().unwrap().remove(b"OutputIntents");
    document.catalog_mut().unwrap().remove(b"Metadata");
    let report = report(&mut document, &Expectations { saddle_stitch: true, ..Expectations::default() });
    assert_eq!(report.findings.len(), 5);
    assert_eq!(report.skipped.len(), 2);
    for finding in &report.findings {
        assert!(!finding.what.ends_with('.') && !finding.what.starts_with(char::is_uppercase), "{finding:?}");
        assert!(finding.consequence.ends_with('.') && finding.remedy.ends_with('.'), "{finding:?}");
    }
}
