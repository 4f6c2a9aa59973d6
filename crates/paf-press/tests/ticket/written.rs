//! The same facts for machines.

use crate::samples;

/// The reference; a test that finds another writes it beside, and is red.
const REFERENCE: &str = "tests/ticket/leaflet.json";

#[test]
fn json_is_that_of_the_reference() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(REFERENCE);
    let written = samples::leaflet().json();
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    if written != expected {
        let new = path.with_extension("json.new");
        std::fs::write(&new, &written).expect("the new reference can be written");
        panic!("the JSON is not that of {REFERENCE}; compare it with {}", new.display());
    }
}

#[test]
fn the_sheets_of_a_booklet_are_told_with_their_pages() {
    let value: serde_json::Value = serde_json::from_str(&samples::booklet().json()).expect("JSON");
    assert_eq!((&value["pages"], &value["finishing"]["sheets"]), (&12.into(), &3.into()));
    let sheets = &value["finishing"]["pages_on_sheets"];
    assert_eq!(sheets[0], serde_json::json!({ "front": [11, 1], "back": [2, null] }));
    assert_eq!(sheets[2], serde_json::json!({ "front": [8, 5], "back": [6, 7] }));
}

#[test]
fn json_is_an_object_that_ends_with_a_line() {
    for ticket in [samples::report(60), samples::arabic(), samples::booklet()] {
        let text = ticket.json();
        assert!(text.ends_with("}\n"));
        let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(value["file"]["sha256"], ticket.checksum.as_str());
        assert_eq!(value["pages"], ticket.pages);
    }
}
