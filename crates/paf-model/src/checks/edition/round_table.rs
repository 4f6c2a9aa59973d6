//! The record of a round table against the framework that the edition makes.

use paf_diag::{Diagnostic, Diagnostics, Rule};

use crate::checks::{check_path, unknown_id};
use crate::edition::{Edition, RoundTable};
use crate::files::Files;
use crate::model::Model;
use crate::shape::RefKind;

pub(super) fn check(
    edition: &Edition,
    european: &Model,
    national: &Model,
    files: &dyn Files,
    found: &mut Diagnostics,
) {
    let Some(table) = &edition.round_table else { return };
    outcomes(table, european, national, found);
    date(table, national, found);
    table.body.iter().for_each(|block| block.check(found));
    if let Some(photo) = &table.photo {
        let path = format!("framework/{}", photo.file.as_str());
        check_path(&path, &photo.file, "the photograph", files, found);
    }
}

/// What was agreed on a recommendation that is not printed would be printed nowhere.
fn outcomes(table: &RoundTable, european: &Model, national: &Model, found: &mut Diagnostics) {
    let known: Vec<&str> = national.recommendations.iter().map(|(id, _)| &**id).collect();
    for (id, _) in table.outcomes.0.iter().filter(|(id, _)| !known.contains(&id.text())) {
        let is_omitted = european.recommendations.iter().any(|(omitted, _)| **omitted == *id.text());
        found.push(match is_omitted {
            true => Diagnostic::error(
                Rule::EditionChange,
                format!("there is an outcome on `{}`, which this edition leaves out", id.text()),
            )
            .at(id.place().clone())
            .help("take the outcome out, or the recommendation out of `omit`"),
            false => unknown_id(RefKind::Recommendation, id.text(), id.place(), &known),
        });
    }
}

/// A record is written once the table is over.
fn date(table: &RoundTable, national: &Model, found: &mut Diagnostics) {
    let completed = &national.framework.date;
    if table.date.date > completed.date {
        found.push(
            Diagnostic::error(
                Rule::DateOrder,
                "the round table took place after the manuscript of the edition was completed",
            )
            .at_with(table.date.written.place().clone(), "the round table")
            .also(completed.written.place().clone(), "completed")
            .help("write below `set` when this edition was completed: `framework.date: YYYY-MM-DD`"),
        );
    }
}
