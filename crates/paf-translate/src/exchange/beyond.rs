//! What a file for translators holds that the catalogue does not: it would be lost if the file were
//! written over.

use paf_model::Text;

use super::merge::{reads_alike, says};
use super::{Delivered, Left};
use crate::State;
use crate::checks::composed;
use crate::po::PoFile;

/// Whether a text in a file says more than the catalogue `po`: other words than it was sent out with, a
/// comment, or a rank for which a person would vouch. `source` is the text of today, if there still is one,
/// and `state` how far its translation is.
pub fn beyond(delivered: &Delivered, po: &PoFile, source: Option<&Text>, state: State) -> bool {
    words(delivered, po, source) || comments(delivered, po) || rank(delivered, state)
}

fn words(delivered: &Delivered, po: &PoFile, source: Option<&Text>) -> bool {
    let theirs = composed(delivered.target.text());
    if theirs.trim().is_empty() {
        return false;
    }
    let is_as_sent = |left: &Left| match source {
        Some(source) => left.has_target(source, &theirs),
        None => left.has_words(&theirs),
    };
    let is_ours = |words: &str| match source {
        Some(source) => reads_alike(source, words, &theirs),
        None => composed(words) == theirs,
    };
    let key = delivered.key.text();
    // Obsolete entries keep the words of texts that are no longer there.
    let mut ours = po.entries.iter().filter(|entry| entry.key() == Some(key));
    !delivered.left.as_ref().is_some_and(is_as_sent) && !ours.any(|entry| is_ours(entry.translation()))
}

fn comments(delivered: &Delivered, po: &PoFile) -> bool {
    let key = delivered.key.text();
    let entries = || po.entries.iter().filter(|entry| entry.key() == Some(key));
    let is_known = |line: &str| {
        entries()
            .flat_map(|entry| entry.translator_comments.iter().chain(&entry.extracted_comments))
            .any(|known| known.trim() == line)
    };
    let mut lines = delivered.comments.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
    lines.any(|line| !is_known(line))
}

/// Programs call translated whatever has words; that somebody has read or approved them is a person's word.
fn rank(delivered: &Delivered, state: State) -> bool {
    says(delivered).is_some_and(|says| says >= State::Reviewed && says > state)
}
