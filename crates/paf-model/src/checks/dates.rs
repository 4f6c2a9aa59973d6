//! Checks when the texts were completed, compared with their sources and reviewed, and by whom.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule};

use crate::decode::PlacedDate;
use crate::edition::edition_of;
use crate::markup::{self, Inline, LAST_YEAR};
use crate::model::Model;
use crate::text::Text;

/// The statement that says who has reviewed the content.
const REVIEWED_BY: &str = "reviewed-by";

/// The days on which the texts were completed, compared with their sources and reviewed, in their order.
pub(super) fn dates(model: &Model, diagnostics: &mut Diagnostics) {
    let framework = &model.framework;
    for (_, review) in &framework.reviews.0 {
        if let Some(checked) = framework.checked.as_ref().filter(|checked| checked.date > review.date.date) {
            diagnostics.push(
                Diagnostic::warning(
                    Rule::DateOrder,
                    "the texts were compared with their sources after they were reviewed, and may have changed",
                )
                .at_with(review.date.written.place().clone(), "reviewed")
                .also(checked.written.place().clone(), "checked")
                .help("have the changes reviewed, and write the day"),
            );
        }
    }
    // A country edition is completed after the European texts were compared, and says so truly.
    let is_national = |date: &PlacedDate| edition_of(date.written.place().file().path()).is_some();
    let is_european = |date: &&PlacedDate| !is_national(date) && is_national(&framework.date);
    let checked = framework.checked.iter().filter(|date| !is_european(date));
    let checked = checked.map(|date| (date, "compared with their sources", "checked"));
    let reviews = framework.reviews.0.iter().map(|(_, review)| (&review.date, "reviewed", "reviewed"));
    for (date, done, label) in checked.chain(reviews).filter(|(date, ..)| date.date < framework.date.date) {
        diagnostics.push(
            Diagnostic::error(
                Rule::DateOrder,
                format!("the texts were {done} before the manuscript was completed"),
            )
            .at_with(date.written.place().clone(), label)
            .also(framework.date.written.place().clone(), "completed")
            .help("correct one of the dates, or have it done again"),
        );
    }
}

/// Texts that are printed and name the year of the last step, where there is no step.
pub(super) fn years(model: &Model, is_printed: &dyn Fn(&Text) -> bool, diagnostics: &mut Diagnostics) {
    if model.recommendations.iter().any(|(_, recommendation)| !recommendation.steps.is_empty()) {
        return;
    }
    let mut tell = |text: &Arc<Text>| {
        if !is_printed(text) {
            return;
        }
        markup::each(&text.inlines, &mut |inline| match inline {
            Inline::Count(count) if count.counted() == Some(LAST_YEAR) => diagnostics.push(
                Diagnostic::error(
                    Rule::UnknownPlaceholder,
                    format!(
                        "no recommendation has a step, so there is no year for `{{{LAST_YEAR}}}` in `{}`",
                        text.key
                    ),
                )
                .at(text.place_of(count.range.clone()))
                .help("write the text without it, or add `steps` to a recommendation"),
            ),
            _ => {}
        });
    };
    model.contents().iter().for_each(|data| data.each_text(&mut tell));
}

/// A review that no statement tells would vanish from print.
pub(super) fn reviews(model: &Model, diagnostics: &mut Diagnostics) {
    let framework = &model.framework;
    let Some((_, review)) = framework.reviews.0.first() else { return };
    let statement = framework.statements.get(REVIEWED_BY);
    if let Some(statement) = statement {
        for name in ["{name}", "{date}"].into_iter().filter(|name| !statement.written.text().contains(name)) {
            diagnostics.push(
                Diagnostic::error(
                    Rule::MissingKey,
                    format!("the statement `{REVIEWED_BY}` has no `{name}`, so the reviews would not say it"),
                )
                .at(statement.place().clone())
                .help(format!("write `{name}` where it belongs")),
            );
        }
    } else {
        diagnostics.push(
            Diagnostic::error(
                Rule::MissingKey,
                format!("there are `reviews`, and no statement `{REVIEWED_BY}` that would print them"),
            )
            .at(review.date.written.place().clone())
            .help(format!(
                "add to `statements`: `{REVIEWED_BY}: Content reviewed by {{name}}, {{role}}, on {{date}}.`"
            )),
        );
    }
}
