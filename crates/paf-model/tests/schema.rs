//! The JSON Schemas and the shipped YAML files agree, and the committed schemas are current.
#![expect(clippy::expect_used, reason = "a test that cannot go on fails here")]

use std::path::{Path, PathBuf};

use boon::{Compiler, SchemaIndex, Schemas};
use paf_diag::{Diagnostics, SourceFile};
use paf_model::files::Memory;
use paf_model::node::{Node, NodeValue};
use paf_model::schema::schemas;
use paf_model::{Model, load, yaml};
use serde_json::{Map, Value};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All files below a folder of the repository, by their paths from its root; hidden ones are left out.
#[expect(clippy::disallowed_methods, reason = "the test reads the shipped files")]
fn files(folder: &str, found: &mut Memory) {
    for entry in std::fs::read_dir(root().join(folder)).expect("the folder is there") {
        let entry = entry.expect("the folder can be read");
        let name = entry.file_name().into_string().expect("names are UTF-8");
        let path = format!("{folder}/{name}");
        if name.starts_with('.') {
            continue;
        }
        if entry.path().is_dir() {
            files(&path, found);
        } else if !folder.starts_with("framework/locales") {
            // What stands there is the translators'; paf-translate reads it.
            found.insert(path, std::fs::read(entry.path()).expect("the file can be read"));
        }
    }
}

fn shipped() -> Memory {
    let mut found = Memory::default();
    files("framework", &mut found);
    files("templates", &mut found);
    found
}

fn model(shipped: &Memory) -> Model {
    load(shipped).model.expect("the shipped framework can be read")
}

/// The name of a file's schema.
fn schema_of(path: &str) -> &str {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    match path.rsplit('/').next().and_then(|name| name.strip_suffix(".yaml")) {
        Some(stem) if folder == "framework" => stem,
        Some(_) if folder == "framework/recommendations" => "recommendation",
        Some(_) if folder == "framework/figures" => "figure",
        Some("edition") if folder.starts_with("framework/editions/") => "edition",
        Some("document") => "document",
        Some("labels") => "labels",
        Some("brand") => "brand",
        other => panic!("`{path}` ({other:?}) has no schema"),
    }
}

fn json(node: &Node) -> Value {
    match &node.value {
        NodeValue::Null => Value::Null,
        NodeValue::Bool(value) => Value::Bool(*value),
        NodeValue::Number(written) => serde_json::from_str(written.text()).expect("a number"),
        NodeValue::String(written) => Value::from(written.text()),
        NodeValue::List(items) => items.iter().map(json).collect(),
        NodeValue::Map(entries) => {
            Value::Object(entries.iter().map(|(key, node)| (key.text().to_owned(), json(node))).collect())
        }
    }
}

/// What stands in a YAML file, as JSON.
fn read(path: &str, bytes: &[u8]) -> (String, Value) {
    let text = std::str::from_utf8(bytes).expect("the file is UTF-8");
    let mut wrong = Diagnostics::new();
    let node = yaml::read(&SourceFile::new(path, text), &mut wrong).expect("the file is YAML");
    assert!(wrong.is_empty(), "{path}");
    (text.to_owned(), json(&node))
}

/// A schema that values can be held against.
struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    fn of(schema: &Value) -> Self {
        let mut compiler = Compiler::new();
        compiler.add_resource("schema.json", schema.clone()).expect("the schema has a name");
        let mut schemas = Schemas::new();
        let index = compiler.compile("schema.json", &mut schemas).expect("the schema is one");
        Self { schemas, index }
    }

    /// Why a value does not fit; nothing where it does.
    fn wrong(&self, value: &Value) -> Option<String> {
        self.schemas.validate(value, self.index).err().map(|wrong| format!("{wrong:#}"))
    }
}

/// The YAML files, each of which has a schema.
fn yaml_files(shipped: &Memory) -> impl Iterator<Item = (&str, &[u8])> {
    shipped
        .0
        .iter()
        .map(|(path, bytes)| (path.as_str(), &**bytes))
        .filter(|(path, _)| path.ends_with(".yaml"))
}

#[test]
fn every_shipped_file_is_valid() {
    let shipped = shipped();
    let schemas = schemas(Some(&model(&shipped)));
    let mut seen = 0;
    for (path, bytes) in yaml_files(&shipped) {
        let (_, value) = read(path, bytes);
        let wrong = Validator::of(&schemas[schema_of(path)]).wrong(&value);
        assert!(wrong.is_none(), "{path} does not fit its schema:\n{}", wrong.unwrap_or_default());
        seen += 1;
    }
    assert!(seen > 15, "only {seen} files were found");
}

#[test]
fn every_shipped_file_names_its_schema() {
    for (path, bytes) in yaml_files(&shipped()) {
        let (text, _) = read(path, bytes);
        let folders = path.matches('/').count();
        let up = if path.starts_with("framework/") {
            "../".repeat(folders - 1)
        } else {
            "../".repeat(folders) + "framework/"
        };
        let line = format!("# yaml-language-server: $schema={up}.schema/{}.json", schema_of(path));
        assert_eq!(text.lines().next(), Some(&*line), "the first line of {path}");
    }
}

#[test]
fn a_misspelt_key_or_id_is_not_valid() {
    let shipped = shipped();
    let schemas = schemas(Some(&model(&shipped)));
    for (path, bytes) in yaml_files(&shipped).filter(|(path, _)| !path.ends_with("/references.yaml")) {
        let (_, value) = read(path, bytes);
        let mut misspelt: Map<String, Value> = value.as_object().expect("a map").clone();
        misspelt.insert("titel".to_owned(), Value::from("x"));
        assert!(Validator::of(&schemas[schema_of(path)]).wrong(&Value::Object(misspelt)).is_some(), "{path}");
    }
    let step = serde_json::json!({ "id": "a", "text": "x", "short": "x", "actors": ["nobody"], "by": 2030 });
    let (_, mut recommendation) = yaml_files(&shipped)
        .find(|(path, _)| path.starts_with("framework/recommendations/"))
        .map(|(path, bytes)| read(path, bytes))
        .expect("there is a recommendation");
    recommendation["steps"] = Value::from(vec![step]);
    assert!(Validator::of(&schemas["recommendation"]).wrong(&recommendation).is_some(), "an unknown actor");
}

#[test]
fn the_committed_schemas_are_current() {
    let schemas = schemas(Some(&model(&shipped())));
    for (name, schema) in &schemas {
        let path = root().join("framework/.schema").join(format!("{name}.json"));
        #[expect(clippy::disallowed_methods, reason = "the test reads the committed schemas")]
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == format!("{schema:#}\n"),
            "framework/.schema/{name}.json is not current; run: paf schema"
        );
    }
}
