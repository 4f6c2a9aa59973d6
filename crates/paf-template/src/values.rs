//! The framework's data as template values that keep their origin.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use minijinja::value::{DynObject, Enumerator, Object, ObjectRepr, Value};
use paf_diag::Written;
use paf_model::{Data, Text};

/// A text.
#[derive(Debug)]
pub(crate) struct TextValue(pub Arc<Text>);

/// A string that is no text: an id, a name, an address.
#[derive(Debug)]
pub(crate) struct StrValue(pub Arc<Written>);

/// A text as a string without marks, for metadata and alternative texts.
#[derive(Debug)]
pub(crate) struct PlainForm {
    pub text: Arc<Text>,
    pub words: String,
    /// What is filled in.
    pub filled: Vec<String>,
}

/// A text whose placeholders are filled in.
#[derive(Debug)]
pub(crate) struct Filled {
    pub text: Arc<Text>,
    pub values: BTreeMap<String, Value>,
}

/// A map in the order of the file.
#[derive(Debug)]
pub(crate) struct Mapping(pub Vec<(Arc<str>, Value)>);

impl Object for TextValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }
    /// Two texts are equal that say the same.
    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        let other = other.downcast_ref::<Self>()?;
        Some(self.0.plain().cmp(&other.0.plain()))
    }
    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.plain())
    }
}

impl Object for StrValue {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }
    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        let other = other.downcast_ref::<Self>()?;
        Some(self.0.text().cmp(other.0.text()))
    }
    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.text())
    }
}

impl Object for PlainForm {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }
    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl Object for Filled {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }
    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = self.text.plain();
        for (name, value) in &self.values {
            words = words.replace(&format!("{{{name}}}"), &value.to_string());
        }
        f.write_str(&words)
    }
}

impl Object for Mapping {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Map
    }
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let key = key.to_string();
        self.0.iter().find(|(name, _)| **name == *key).map(|(_, value)| value.clone())
    }
    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.0.iter().map(|(key, _)| Value::from(&**key)).collect())
    }
}

/// A tree of data as a template value.
pub(crate) fn value_of(data: &Data) -> Value {
    match data {
        Data::None => Value::from(()),
        Data::Bool(value) => Value::from(*value),
        Data::Int(value) => Value::from(*value),
        Data::Str(written) => Value::from_object(StrValue(Arc::clone(written))),
        Data::Made(text) => Value::from(&**text),
        Data::Text(text) => Value::from_object(TextValue(Arc::clone(text))),
        Data::List(items) => items.iter().map(value_of).collect(),
        Data::Map(entries) => Value::from_object(Mapping(
            entries.iter().map(|(key, data)| (Arc::clone(key), value_of(data))).collect(),
        )),
    }
}
