//! The schema that is published with a manifest knows every key of it, and no other.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use boon::{Compiler, SchemaIndex, Schemas};
use paf_publish::MANIFEST_SCHEMA;
use serde_json::{Value, json};

fn schema() -> (Schemas, SchemaIndex) {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    let schema = serde_json::from_str(MANIFEST_SCHEMA).expect("it is JSON");
    compiler.add_resource("manifest.json", schema).expect("it is a schema");
    let index = compiler.compile("manifest.json", &mut schemas).expect("it is a schema");
    (schemas, index)
}

/// A manifest with every key that there is.
fn full() -> Value {
    let sum = "0".repeat(64);
    json!({
        "format": 1, "framework": "small", "version": "1.0", "date": "2026-01-02", "generator": "paf 0.1.0",
        "source": sum,
        "targets": [{
            "document": "leaflet", "edition": "ie", "language": "ga", "language_name": "Gaeilge", "title": "T",
            "profile": "press", "path": "ie/ga/small-leaflet-ie-ga-press.pdf", "bytes": 1, "pages": 2, "sha256": sum,
            "standards": ["PDF/X-4"],
            "beside": [{ "path": "ie/ga/small-leaflet-ie-ga-press-ticket.pdf", "sha256": sum }],
            "asked": { "marks": ["crop"], "intent": "coated", "date": "2026-01-02" },
            "translation": { "state": "draft", "missing": 0, "stale": 1 },
            "fit": {
                "size": 9.5, "leading": 0.5, "tracking": -1.0, "fullest": "a", "full": 99, "areas": { "a": 99 },
            },
            "differences": [{
                "key": "leaflet.title", "verb": "adapt", "reason": "why",
                "texts": [{ "key": "leaflet.title", "origin": "adapted" }],
            }],
            "state": "current", "inputs": sum,
        }],
    })
}

#[test]
fn a_manifest_is_as_the_schema_says() {
    let (schemas, index) = schema();
    schemas.validate(&full(), index).expect("it is one");
    let read: paf_build::Manifest = serde_json::from_value(full()).expect("the program reads it");
    let written: Value = serde_json::from_str(&read.to_json()).expect("it is JSON");
    assert_eq!(written, full(), "the program writes the same keys");
}

#[test]
fn what_is_missing_or_unknown_is_refused() {
    let (schemas, index) = schema();
    for key in ["title", "sha256", "translation", "state"] {
        let mut manifest = full();
        manifest["targets"][0].as_object_mut().expect("a target").shift_remove(key);
        assert!(schemas.validate(&manifest, index).is_err(), "{key}");
    }
    for path in ["/etc/passwd", "a//b", "a\\b"] {
        let mut manifest = full();
        manifest["targets"][0]["path"] = json!(path);
        assert!(schemas.validate(&manifest, index).is_err(), "{path}");
    }
    let mut manifest = full();
    manifest["targets"][0]["unknown"] = json!(1);
    assert!(schemas.validate(&manifest, index).is_err());
}
