//! Writes JSON Schemas (draft 07, which every editor in use reads) for the files that people write.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::brand::Brand;
use crate::checks::ids_of;
use crate::decode::Decode;
use crate::document::{Document, Labels};
use crate::edition::Edition;
use crate::framework::Framework;
use crate::leaflet::{Figure, Glossary, Leaflet};
use crate::model::Model;
use crate::people::{ExpertGroup, Organisations};
use crate::report::{Recommendation, Report};
use crate::shape::{RecordShape, RefKind, Shape};

/// The schema of every kind of file, by the stem of its file name. With a model, the framework's
/// ids are listed, so that editors complete them.
pub fn schemas(model: Option<&Model>) -> BTreeMap<&'static str, Value> {
    let write = |title: &str, shape: Shape| Writer { model, definitions: Map::new() }.document(title, &shape);
    BTreeMap::from([
        ("framework", write("framework.yaml", Framework::shape())),
        ("report", write("report.yaml", Report::shape())),
        ("recommendation", write("recommendations/<id>.yaml", Recommendation::shape())),
        ("expert-group", write("expert-group.yaml", ExpertGroup::shape())),
        ("partners", write("partners.yaml", Organisations::shape())),
        ("endorsers", write("endorsers.yaml", Organisations::shape())),
        ("leaflet", write("leaflet.yaml", Leaflet::shape())),
        ("glossary", write("glossary.yaml", Glossary::shape())),
        ("references", write("references.yaml", Shape::Foreign)),
        ("figure", write("figures/<id>.yaml", Figure::shape())),
        ("edition", write("editions/<cc>/edition.yaml", Edition::shape())),
        ("document", write("templates/<document>/document.yaml", Document::shape())),
        ("brand", write("templates/theme/brand.yaml", Brand::shape())),
        ("labels", write("templates/theme/labels.yaml", Labels::shape())),
    ])
}

struct Writer<'a> {
    model: Option<&'a Model>,
    definitions: Map<String, Value>,
}

impl Writer<'_> {
    fn document(mut self, title: &str, shape: &Shape) -> Value {
        let root = self.shape(shape);
        let mut schema = json!({ "$schema": "http://json-schema.org/draft-07/schema#", "title": title });
        if let (Value::Object(schema), Value::Object(root)) = (&mut schema, root) {
            schema.extend(root);
            if !self.definitions.is_empty() {
                schema.insert("definitions".to_owned(), Value::Object(self.definitions));
            }
        }
        schema
    }

    fn shape(&mut self, shape: &Shape) -> Value {
        match shape {
            Shape::Text => json!({ "type": "string", "minLength": 1 }),
            Shape::PlainText => {
                json!({ "type": "string", "minLength": 1, "description": "Words alone, no marks." })
            }
            Shape::Str => json!({ "type": "string", "minLength": 1 }),
            Shape::Id => json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }),
            Shape::Ref(kind) => self.reference(*kind),
            Shape::Date => json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" }),
            Shape::Moment => {
                json!({ "type": ["string", "integer"], "pattern": "^\\d{4}(-\\d{2}(-\\d{2})?)?$" })
            }
            Shape::Url => json!({ "type": "string", "pattern": "^https?://\\S+$" }),
            Shape::Srgb => json!({ "type": "string", "pattern": "^#[0-9A-Fa-f]{6}$" }),
            Shape::Lang => json!({
                "type": "string",
                "enum": paf_locale::Lang::all().map(|lang| lang.code()).collect::<Vec<_>>(),
            }),
            Shape::Int(min, max) => json!({ "type": "integer", "minimum": min, "maximum": max }),
            Shape::Millimetres => json!({ "type": "number", "minimum": 1, "maximum": 2000 }),
            Shape::Decimal(min, max) => json!({ "type": "number", "minimum": min, "maximum": max }),
            Shape::Bool => json!({ "type": "boolean" }),
            Shape::Word(words) => json!({ "type": "string", "enum": words }),
            Shape::List(item) => json!({ "type": "array", "items": self.shape(item) }),
            Shape::Map(value) => json!({
                "type": "object",
                "propertyNames": { "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" },
                "additionalProperties": self.shape(value),
            }),
            Shape::ByKey(value) => json!({
                "type": "object",
                "propertyNames": { "pattern": "^[a-z0-9-]+(\\.[a-z0-9-]+)*$" },
                "additionalProperties": self.shape(value),
            }),
            Shape::AnyOf(shapes) => {
                json!({ "anyOf": shapes.iter().map(|shape| self.shape(shape)).collect::<Vec<_>>() })
            }
            Shape::Record(record) => self.record(&record()),
            Shape::Foreign => json!({ "type": "object" }),
            Shape::Any => json!({}),
        }
    }

    fn reference(&self, kind: RefKind) -> Value {
        let ids = self.model.and_then(|model| ids_of(model, kind)).unwrap_or_default();
        if ids.is_empty() {
            return json!({ "type": "string" });
        }
        json!({ "type": "string", "enum": ids })
    }

    fn record(&mut self, record: &RecordShape) -> Value {
        if !self.definitions.contains_key(record.name) {
            // Held open first, so that a record that holds itself ends.
            self.definitions.insert(record.name.to_owned(), Value::Null);
            let mut properties = Map::new();
            properties.insert("$schema".to_owned(), json!({ "type": "string" }));
            for field in &record.fields {
                properties.insert(field.name.clone(), described(self.shape(&field.shape), &field.doc));
            }
            let required: Vec<&str> = record
                .fields
                .iter()
                .filter(|field| field.required)
                .map(|field| field.name.as_str())
                .collect();
            let definition = json!({
                "type": "object",
                "description": record.doc,
                "properties": properties,
                "required": required,
                "additionalProperties": false,
            });
            self.definitions.insert(record.name.to_owned(), definition);
        }
        json!({ "$ref": format!("#/definitions/{}", record.name) })
    }
}

/// Draft 07 ignores what stands beside a `$ref`, so a reference is wrapped to carry its description.
fn described(schema: Value, doc: &str) -> Value {
    let mut schema = match schema {
        reference if reference.get("$ref").is_some() => json!({ "allOf": [reference] }),
        other => other,
    };
    schema["description"] = Value::from(doc.lines().map(str::trim).collect::<Vec<_>>().join(" "));
    schema
}
