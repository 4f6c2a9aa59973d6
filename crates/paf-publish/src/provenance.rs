//! Says of what a publication was made, as an attestation that programs read (in-toto Statement 1, SLSA Provenance 1).

use std::collections::BTreeMap;

use paf_build::Manifest;
use serde_json::{Value, json};

/// The file's name.
pub(crate) const PROVENANCE: &str = "provenance.json";

/// The statement on files with their checksums, made from inputs with theirs. It is not signed; who publishes may do
/// that. Nothing in it is of the day or of the machine, so that whoever makes the same gets the same.
pub(crate) fn statement(
    manifest: &Manifest,
    published: &str,
    inputs: &BTreeMap<String, String>,
    files: &BTreeMap<String, String>,
) -> String {
    let named = |key: &'static str| {
        move |(path, sum): (&String, &String)| -> Value { json!({ key: path, "digest": { "sha256": sum } }) }
    };
    let statement = json!({
        "_type": "https://in-toto.io/Statement/v1",
        "subject": files.iter().map(named("name")).collect::<Vec<_>>(),
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "urn:paf:publish:1",
                "externalParameters": {
                    "framework": manifest.framework,
                    "version": manifest.version,
                    "date": manifest.date,
                    "published": published,
                },
                "internalParameters": {},
                "resolvedDependencies": inputs.iter().map(named("uri")).collect::<Vec<_>>(),
            },
            "runDetails": { "builder": { "id": format!("urn:paf:{}", manifest.generator.replace(' ', ":")) } },
        },
    });
    format!("{statement:#}\n")
}
