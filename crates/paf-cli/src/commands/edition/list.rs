//! `paf edition list`: the country editions, in which languages they are, and how much they change.

use paf_build::Prepared;
use paf_diag::Diagnostics;
use paf_model::edition::Edition;
use serde_json::{Value, json};

use crate::args::EditionListArgs;
use crate::exit::Exit;
use crate::session::Session;
use crate::terminal;

pub(super) fn run(session: &Session, args: &EditionListArgs) -> Exit {
    let (prepared, found) = session.prepare();
    let Some(prepared) = prepared.filter(|prepared| prepared.whole) else {
        return session.conclude(&found.sorted(), "");
    };
    let rows: Vec<Row> = rows(&prepared);
    if args.json {
        let all: Vec<Value> = rows.iter().map(Row::json).collect();
        terminal::print(&format!("{:#}\n", Value::from(all)));
    } else {
        terminal::print(&table(&rows));
    }
    session.conclude(&Diagnostics::new(), if rows.is_empty() { "there is no country edition" } else { "" })
}

struct Row {
    id: String,
    title: String,
    languages: Vec<&'static str>,
    documents: Vec<String>,
    changes: usize,
    state: &'static str,
}

fn rows(prepared: &Prepared) -> Vec<Row> {
    let model = &prepared.model;
    let read = model.editions.iter().map(|(id, edition)| Row {
        id: id.to_string(),
        title: edition.title.plain(),
        languages: edition.all_languages().iter().map(|lang| lang.code()).collect(),
        documents: model
            .documents
            .iter()
            .map(|(id, _)| id.to_string())
            .filter(|id| makes(edition, id, prepared))
            .collect(),
        changes: model.of(id).differences.len(),
        state: if prepared.broken.contains(id) { "has errors" } else { "can be made" },
    });
    let unread = model.unread_editions.iter().map(|id| Row {
        id: id.to_string(),
        title: String::new(),
        languages: Vec::new(),
        documents: Vec::new(),
        changes: 0,
        state: "cannot be read",
    });
    let mut rows: Vec<Row> = read.chain(unread).collect();
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    rows
}

fn makes(edition: &Edition, document: &str, prepared: &Prepared) -> bool {
    edition.makes(document) && !prepared.model.languages_of(document).is_empty()
}

impl Row {
    fn json(&self) -> Value {
        json!({
            "id": self.id, "title": self.title, "languages": self.languages, "documents": self.documents,
            "changes": self.changes, "state": self.state,
        })
    }
}

fn table(rows: &[Row]) -> String {
    let cells = rows.iter().map(|row| {
        [
            row.id.clone(),
            row.title.clone(),
            row.languages.join(" "),
            row.documents.join(" "),
            row.changes.to_string(),
            row.state.to_owned(),
        ]
    });
    let head = ["edition", "title", "languages", "documents", "changes", ""].map(str::to_owned);
    let all: Vec<[String; 6]> = std::iter::once(head).chain(cells).collect();
    let width = |column: usize| all.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: [usize; 6] = std::array::from_fn(width);
    let line = |row: &[String; 6]| {
        let padded = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
        format!("{}\n", padded.collect::<Vec<_>>().join("  ").trim_end())
    };
    if rows.is_empty() { String::new() } else { all.iter().map(line).collect() }
}
