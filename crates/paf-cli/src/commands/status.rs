//! `paf status`: how far each language is with each document, and how its text fits.

use std::fmt::Write;

use paf_build::status::{Built, Status, status};
use paf_build::{Chosen, FitEntry, Look, Prepared, Selection, Tally, Target, one_for_all_profiles};
use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_translate::State;
use serde_json::{Value, json};

use crate::args::{Global, StatusArgs};
use crate::exit::Exit;
use crate::session::{Session, today};
use crate::terminal;

pub(super) fn run(global: &Global, args: &StatusArgs) -> Exit {
    let session = match Session::open(global) {
        Ok(session) => session,
        Err(exit) => return exit,
    };
    let output = session.output(args.output.as_deref());
    let options = (&args.json, &args.fail_under, State::from(args.state), session.date);
    let asked = format!("status {:?} {options:?}", Selection::from(&args.selection));
    let look = Look::at_all(&asked, &output);
    if let Some((table, told)) = look.again(today(), session.files()) {
        terminal::print(&table);
        return session.conclude(&told, "");
    }
    let session = session.recalling(&output);
    let selection = Selection::from(&args.selection);
    let Chosen { prepared, targets, found: mut diagnostics, .. } = match session.workspace.choose(&selection)
    {
        Ok(chosen) => chosen,
        Err(found) => return session.conclude(&found.sorted(), ""),
    };
    let targets = one_for_all_profiles(&targets);
    let found = match status(&prepared, session.files(), &targets, &output, session.date) {
        Ok(found) => found,
        Err(error) => {
            diagnostics.push(*error);
            return session.conclude(&diagnostics.sorted(), "");
        }
    };
    let shown = if args.json { as_json(&prepared, &found) } else { table(&prepared, &found) };
    terminal::print(&shown);
    // What is stale or missing is in the table; only what is wrong is told besides.
    let told = |found: &Diagnostic| {
        found.severity == paf_diag::Severity::Error || found.rule == Rule::UnknownSelection
    };
    let mut told: Diagnostics = diagnostics.into_iter().filter(told).collect();
    if let Some(percent) = args.fail_under {
        told.extend(under(&prepared, &found, usize::from(percent), args.state.into()));
    }
    let told = told.sorted();
    look.keep((today(), &prepared), session.files(), &shown, &told);
    session.workspace.keep(&output, !selection.languages.is_empty());
    session.conclude(&told, "")
}

/// An error for each target of which too few texts are far enough.
fn under(prepared: &Prepared, found: &[Status], percent: usize, least: State) -> Vec<Diagnostic> {
    let is_under = |status: &&Status| status.tally.at_least(least) * 100 < percent * status.tally.all();
    let place = |target: &Target| {
        let documents = &prepared.model.documents;
        let document = documents.iter().find(|(id, _)| *id == target.document);
        document.map_or_else(
            || prepared.model.framework.at.clone(),
            |(_, document)| document.title.place().clone(),
        )
    };
    let error = |status: &Status| {
        let share = status.tally.at_least(least) * 100 / status.tally.all().max(1);
        let what = if least == State::Draft { "translated" } else { least.as_str() };
        let target = &status.target;
        Diagnostic::error(
            Rule::NotApproved,
            format!(
                "{share} % of the texts of the document `{}` are {what} in {} ({}), and {percent} % have to be",
                target.document,
                target.lang.english_name(),
                target.lang
            ),
        )
        .at_with(place(target), "this document")
        .help(if least == State::Draft {
            "translate what is missing or stale in the PO file of the language".to_owned()
        } else {
            let is_european = prepared.model.edition(&target.edition).is_none();
            let locales = prepared.locales_of(target);
            let locales = locales.iter().filter(|locale| locale.edition.is_none() || !is_european);
            let marks: Vec<String> =
                locales.map(|locale| locale.mark(&target.document, least).to_string()).collect();
            format!("have them read by a person, and record it with {}", marks.join(" and "))
        })
    };
    found.iter().filter(is_under).map(error).collect()
}

/// A row for each edition and language, a column for each document.
fn table(prepared: &Prepared, found: &[Status]) -> String {
    let documents: Vec<&str> = prepared
        .model
        .documents
        .iter()
        .map(|(id, _)| &**id)
        .filter(|id| found.iter().any(|status| *status.target.document == **id))
        .collect();
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    // The European edition first, and languages in their order whichever document has them.
    let mut found: Vec<&Status> = found.iter().collect();
    found.sort_by_key(|status| {
        let target = &status.target;
        (&*target.edition != "eu", std::sync::Arc::clone(&target.edition), target.lang)
    });
    for status in found {
        let target = &status.target;
        let lang = format!("{} {}", target.lang, target.lang.english_name());
        let name = if &*target.edition == "eu" { lang } else { format!("{}: {lang}", target.edition) };
        let row = match rows.iter().position(|(row, _)| *row == name) {
            Some(at) => at,
            None => {
                rows.push((name, vec![String::new(); documents.len()]));
                rows.len() - 1
            }
        };
        if let (Some((_, cells)), Some(column)) =
            (rows.get_mut(row), documents.iter().position(|id| **id == *target.document))
            && let Some(cell) = cells.get_mut(column)
        {
            *cell = self::cell(status);
        }
    }
    let mut out = String::new();
    let width = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
    let first = width(&mut rows.iter().map(|(name, _)| name.chars().count()));
    let widths: Vec<usize> = documents
        .iter()
        .enumerate()
        .map(|(column, id)| {
            let cells = rows.iter().filter_map(|(_, cells)| cells.get(column));
            width(&mut cells.map(|cell| cell.chars().count()).chain([id.len()]))
        })
        .collect();
    let mut line = |name: &str, cells: &mut dyn Iterator<Item = &str>| {
        let mut text = format!("{name:<first$}");
        for (cell, width) in cells.zip(&widths) {
            let _ = write!(text, "   {cell:<width$}");
        }
        out.push_str(text.trim_end());
        out.push('\n');
    };
    line("", &mut documents.iter().copied());
    for (name, cells) in &rows {
        line(name, &mut cells.iter().map(String::as_str));
    }
    out
}

/// What a target's cell says: the translation first, then the fit.
fn cell(status: &Status) -> String {
    let fit = match &status.built {
        Built::Not => "not built".to_owned(),
        Built::Current(Some(fit)) => shown(fit),
        Built::Current(None) => String::new(),
    };
    let words = translation(&status.tally);
    if fit.is_empty() { words } else { format!("{words}, {fit}") }
}

fn translation(tally: &Tally) -> String {
    let counted = |state: State| match tally.count(state) {
        0 => None,
        n => Some(format!("{n} {}", state.as_str())),
    };
    let behind: Vec<String> = [State::Missing, State::Stale].into_iter().filter_map(counted).collect();
    if tally.all() == 0 {
        return "source".to_owned();
    }
    if !behind.is_empty() {
        return format!("{} of {}", behind.join(" + "), tally.all());
    }
    let least = State::ALL.into_iter().find(|state| tally.count(*state) > 0).unwrap_or(State::Missing);
    let further = tally.at_least(least) - tally.count(least);
    let rest =
        if further > 0 { format!(", {} % further", 100 * further / tally.all()) } else { String::new() };
    format!("{}{rest}", least.as_str())
}

/// The type size, and the tracking where it was needed.
fn shown(fit: &FitEntry) -> String {
    let tracking = if fit.tracking == 0.0 { String::new() } else { format!(" {:+} %", fit.tracking) };
    format!("{} pt{tracking}", fit.size)
}

fn as_json(prepared: &Prepared, found: &[Status]) -> String {
    let targets: Vec<Value> = found
        .iter()
        .map(|status| {
            let target = &status.target;
            let counts: serde_json::Map<String, Value> = State::ALL
                .into_iter()
                .map(|state| (state.as_str().to_owned(), Value::from(status.tally.count(state))))
                .collect();
            let (built, fit) = match &status.built {
                Built::Not => (false, None),
                Built::Current(fit) => (true, fit.as_ref()),
            };
            json!({
                "document": &*target.document,
                "edition": &*target.edition,
                "language": target.lang.code(),
                "profile": target.profile.as_str(),
                "texts": status.tally.all(),
                "states": counts,
                "built": built,
                "fit": fit,
            })
        })
        .collect();
    let framework = &prepared.model.framework;
    let json = json!({
        "framework": framework.id.as_str(),
        "version": framework.version.as_str(),
        "targets": targets,
    });
    format!("{json:#}\n")
}
