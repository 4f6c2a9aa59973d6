//! The schemas that `paf schema` writes hold for the base, and not for what is misspelt in it.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "the suite reads what paf has written, and a test may panic"
)]

use std::fs;

use paf_diag::{Diagnostics, SourceFile};
use paf_model::node::{Node, NodeValue};
use serde_json::{Map, Value};

use super::sandbox::Sandbox;
use super::transcript::Step;

/// The files of the base and the schema of each.
const FILES: &[(&str, &str)] = &[
    ("framework/framework.yaml", "framework"),
    ("framework/report.yaml", "report"),
    ("framework/recommendations/access.yaml", "recommendation"),
    ("framework/recommendations/data.yaml", "recommendation"),
    ("framework/partners.yaml", "partners"),
    ("framework/leaflet.yaml", "leaflet"),
    ("framework/glossary.yaml", "glossary"),
    ("framework/figures/path.yaml", "figure"),
    ("templates/report/document.yaml", "document"),
    ("templates/leaflet/document.yaml", "document"),
    ("templates/theme/labels.yaml", "labels"),
];

struct Schemas {
    sandbox: Sandbox,
}

impl Schemas {
    fn written() -> Self {
        let sandbox = Sandbox::base();
        let ran = sandbox.run(&Step::new(&["schema"]));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        Self { sandbox }
    }

    fn schema(&self, name: &str) -> Value {
        let path = self.sandbox.root().join(format!("framework/.schema/{name}.json"));
        serde_json::from_str(&fs::read_to_string(path).expect("the schema is there")).expect("it is JSON")
    }

    /// Where the file does not fit its schema.
    fn faults(&self, path: &str, name: &str) -> Vec<String> {
        let text = fs::read_to_string(self.sandbox.root().join(path)).expect("the file is there");
        let node = paf_model::yaml::read(&SourceFile::new(path, text), &mut Diagnostics::new());
        let value = json_of(&node.expect("the file is YAML"));
        let root = self.schema(name);
        let mut faults = Vec::new();
        Judge { root: &root, faults: &mut faults }.judge(&value, &root, path);
        faults
    }
}

#[test]
fn the_base_fits_its_schemas() {
    let schemas = Schemas::written();
    for (path, name) in FILES {
        assert_eq!(schemas.faults(path, name), [""; 0], "{path}");
    }
}

#[test]
fn what_is_misspelt_or_missing_does_not_fit() {
    let schemas = Schemas::written();
    let change = |path: &str, old: &str, new: &str| schemas.sandbox.replace(path, old, new);
    change("framework/recommendations/data.yaml", "ask:", "aks:");
    change("framework/recommendations/data.yaml", "[hospitals]", "[hospital]");
    assert_eq!(
        schemas.faults("framework/recommendations/data.yaml", "recommendation"),
        [
            "framework/recommendations/data.yaml/steps/0/actors/0: not one of the words",
            "framework/recommendations/data.yaml: `aks` is not allowed",
            "framework/recommendations/data.yaml: `ask` is required",
        ]
    );
    change("framework/framework.yaml", "version: \"1.0\"", "version: 1.0");
    assert_eq!(
        schemas.faults("framework/framework.yaml", "framework"),
        ["framework/framework.yaml/version: not of type string"]
    );
}

fn json_of(node: &Node) -> Value {
    match &node.value {
        NodeValue::Null => Value::Null,
        NodeValue::Bool(value) => Value::Bool(*value),
        NodeValue::Number(written) => serde_json::from_str(written.text()).unwrap_or(Value::Null),
        NodeValue::String(written) => Value::from(written.text()),
        NodeValue::List(items) => items.iter().map(json_of).collect(),
        NodeValue::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| (key.text().to_owned(), json_of(value)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
    }
}

/// The part of JSON Schema that paf writes.
struct Judge<'a> {
    root: &'a Value,
    faults: &'a mut Vec<String>,
}

impl Judge<'_> {
    fn judge(&mut self, value: &Value, schema: &Value, at: &str) {
        if let Some(reference) = schema["$ref"].as_str() {
            let target =
                self.root.pointer(reference.trim_start_matches('#')).expect("the definition is there");
            self.judge(value, target, at);
            return;
        }
        for part in schema["allOf"].as_array().into_iter().flatten() {
            self.judge(value, part, at);
        }
        if let Some(choices) = schema["anyOf"].as_array() {
            let fits = |choice: &Value| {
                let mut faults = Vec::new();
                Judge { root: self.root, faults: &mut faults }.judge(value, choice, at);
                faults.is_empty()
            };
            if !choices.iter().any(fits) {
                self.faults.push(format!("{at}: none of the choices"));
            }
        }
        if let Some(kind) = schema["type"].as_str()
            && !is_of(value, kind)
        {
            self.faults.push(format!("{at}: not of type {kind}"));
            return;
        }
        if let Some(words) = schema["enum"].as_array()
            && !words.contains(value)
        {
            self.faults.push(format!("{at}: not one of the words"));
        }
        match value {
            Value::Object(entries) => self.object(entries, schema, at),
            Value::Array(items) if !schema["items"].is_null() => {
                for (index, item) in items.iter().enumerate() {
                    self.judge(item, &schema["items"], &format!("{at}/{index}"));
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, entries: &Map<String, Value>, schema: &Value, at: &str) {
        for (key, value) in entries {
            match (&schema["properties"][key], &schema["additionalProperties"]) {
                (Value::Null, Value::Bool(false)) => {
                    self.faults.push(format!("{at}: `{key}` is not allowed"))
                }
                (Value::Null, other) => self.judge(value, other, &format!("{at}/{key}")),
                (known, _) => self.judge(value, known, &format!("{at}/{key}")),
            }
        }
        let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        for key in required.filter(|key| !entries.contains_key(*key)) {
            self.faults.push(format!("{at}: `{key}` is required"));
        }
        self.faults.sort();
    }
}

fn is_of(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64(),
        "number" => value.is_number(),
        _ => false,
    }
}
