//! `paf schema`: JSON Schemas for every kind of YAML file, with the framework's own ids.

use std::path::Path;

use paf_build::{Output, WriteError};
use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_model::Model;
use paf_model::schema::schemas;
use serde_json::Value;

use crate::args::{Global, SchemaArgs};
use crate::exit::Exit;
use crate::session::Session;

pub(super) fn run(global: &Global, args: &SchemaArgs) -> Exit {
    let session = match Session::open(global) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    let (prepared, diagnostics) = session.prepare();
    let named = args.output.as_deref().map(|folder| session.typed(folder));
    let folder = named.unwrap_or_else(|| session.root.join("framework/.schema"));
    let foreign = foreign(&folder);
    if !foreign.is_empty() {
        return session.conclude(&foreign, "nothing was written");
    }
    let written = write(&folder, prepared.as_ref().map(|prepared| &*prepared.model));
    // A framework with errors still gets its schemas: they help to find the errors.
    let mut found = Diagnostics::new();
    let done = match written {
        Ok(count) => format!("{count} schemas in {}", folder.display()),
        Err(error) => {
            found.push(Diagnostic::error(Rule::Environment, error.to_string()).help("check the permissions"));
            String::new()
        }
    };
    let done = match diagnostics.errors() {
        0 => done,
        1 => format!("{done}; the framework has 1 error, see `paf check`"),
        errors => format!("{done}; the framework has {errors} errors, see `paf check`"),
    };
    session.conclude(&found, &done)
}

/// Files in the folder that have the name of a schema and are none that paf wrote.
fn foreign(folder: &Path) -> Diagnostics {
    let output = Output::new(folder);
    let schemas = schemas(None);
    let is_foreign = |(name, schema): &(&&str, &Value)| {
        let present = output.read(&format!("{name}.json")).filter(|bytes| !bytes.is_empty());
        let title = |bytes: Vec<u8>| serde_json::from_slice::<Value>(&bytes).ok()?.get("title").cloned();
        present.is_some_and(|bytes| title(bytes).as_ref() != schema.get("title"))
    };
    let refusal = |(name, _): (&&str, &Value)| {
        let shown = output.shown(&format!("{name}.json"));
        Diagnostic::error(Rule::WrittenOver, format!("`{shown}` is there already, and is no schema of paf"))
            .help("move it to another folder, or name another one with `--output`")
    };
    schemas.iter().filter(is_foreign).map(refusal).collect()
}

/// Writes the schemas and says how many.
pub(super) fn write(folder: &Path, model: Option<&Model>) -> Result<usize, WriteError> {
    let output = Output::new(folder);
    let schemas = schemas(model);
    for (name, schema) in &schemas {
        output.write(&format!("{name}.json"), format!("{schema:#}\n").as_bytes())?;
    }
    Ok(schemas.len())
}
