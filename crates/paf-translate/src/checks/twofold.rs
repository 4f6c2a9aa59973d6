//! Whether the same source text is translated alike in all places.

use paf_diag::{Diagnostics, Rule};

use super::Pair;

/// Shorter texts may need other words in another place: a heading, a column, a button.
const LEAST_WORDS: usize = 5;

pub(super) fn check(pair: &Pair<'_>, diagnostics: &mut Diagnostics) {
    let Some(elsewhere) = pair.elsewhere else { return };
    if elsewhere.text() == pair.text.written.text()
        || pair.original.text().split_whitespace().count() < LEAST_WORDS
    {
        return;
    }
    diagnostics.push(
        pair.warning(Rule::TwoTranslations, "differs from that of the same source text elsewhere")
            .at_with(pair.text.place().clone(), "here")
            .also(elsewhere.place().clone(), "and here")
            .help("write one of the two in both places, or allow it with the comment `# allow: two-translations` above this one"),
    );
}
