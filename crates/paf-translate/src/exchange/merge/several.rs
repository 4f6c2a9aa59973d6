//! Several files of one language in one run, of which some texts may stand in more than one.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_model::Text;

use super::super::{Delivered, Delivery};
use super::{reads_alike, says, told, twice};

/// The texts of a delivery in its order, each once. Of two files with the same text the one counts that
/// somebody worked in; where that is both, they have to agree. What is remarked in either is kept.
pub(super) fn one_for_each(
    delivery: &Delivery,
    sources: &BTreeMap<&str, &Arc<Text>>,
    diagnostics: &mut Diagnostics,
) -> Vec<Delivered> {
    let mut chosen: Vec<Delivered> = Vec::new();
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    for delivered in &delivery.entries {
        let key = delivered.key.text();
        match at.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(chosen.len());
                chosen.push(delivered.clone());
            }
            Entry::Occupied(entry) => {
                let Some(first) = chosen.get_mut(*entry.get()) else { continue };
                if first.place.file().path() == delivered.place.file().path() {
                    diagnostics.push(twice(delivered, first));
                } else if let Some(source) = sources.get(key) {
                    match better(first, delivered, source) {
                        Some(better) => *first = joined(first, delivered, better.clone(), diagnostics),
                        None => diagnostics.push(disagree(first, delivered)),
                    }
                }
            }
        }
    }
    chosen
}

/// What counts of two files, with the remarks of both; a state that only the other one gives is told.
fn joined(a: &Delivered, b: &Delivered, mut counts: Delivered, diagnostics: &mut Diagnostics) -> Delivered {
    for other in [a, b].into_iter().filter(|other| other.place != counts.place) {
        for line in &other.comments {
            if !counts.comments.contains(line) {
                counts.comments.push(line.clone());
            }
        }
        if let Some(state) = says(other).filter(|state| Some(*state) != says(&counts)) {
            diagnostics.push(told::given_up(other, state, &counts));
        }
    }
    counts
}

/// Which of two files counts for a text, if not both say something else.
fn better<'a>(a: &'a Delivered, b: &'a Delivered, source: &Text) -> Option<&'a Delivered> {
    if reads_alike(source, a.target.text(), b.target.text()) {
        let says_less = b.state < a.state;
        // A mark that one of two readers set is not lost, nor is what only one of them says.
        return Some(match (is_news(a), is_news(b)) {
            (true, false) => a,
            (false, true) => b,
            _ if says_less && b.state.is_some() => b,
            _ => a,
        });
    }
    match (is_untouched(a, source), is_untouched(b, source)) {
        (_, true) => Some(a),
        (true, false) => Some(b),
        (false, false) => None,
    }
}

/// Whether a file says another state than the one it was sent out with.
fn is_news(delivered: &Delivered) -> bool {
    delivered.left.as_ref().is_some_and(|left| delivered.state.is_some_and(|state| state != left.state))
}

fn is_untouched(delivered: &Delivered, source: &Text) -> bool {
    let words = delivered.target.text();
    words.trim().is_empty() || delivered.left.as_ref().is_some_and(|left| left.has_target(source, words))
}

fn disagree(first: &Delivered, second: &Delivered) -> Diagnostic {
    let key = second.key.text();
    let message = format!(
        "two files translate `{key}` in two ways: \u{201c}{}\u{201d} and \u{201c}{}\u{201d}",
        first.target.text(),
        second.target.text()
    );
    Diagnostic::error(Rule::Conflict, message)
        .at_with(second.target.place().clone(), "the one")
        .also(first.target.place().clone(), "the other")
        .help("decide for one of them and write it into both files, or take the text out of one")
}
