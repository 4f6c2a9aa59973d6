//! What has changed from one wording to another, in words.

use std::ops::Range;

use similar::{ChangeTag, DiffTag, TextDiff};

/// The most changes that are told.
const MOST: usize = 4;

/// What of a wording is now another one: `“may” is now “must”; “soon” is gone`.
pub fn difference(before: &str, after: &str) -> String {
    let before: Vec<&str> = before.split_whitespace().collect();
    let after: Vec<&str> = after.split_whitespace().collect();
    let diff = TextDiff::from_slices(&before, &after);
    let mut told: Vec<String> = Vec::new();
    let (mut gone, mut new): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for change in diff.iter_all_changes() {
        match change.tag() {
            ChangeTag::Delete => gone.push(change.value()),
            ChangeTag::Insert => new.push(change.value()),
            ChangeTag::Equal => told.extend(run(&mut gone, &mut new)),
        }
    }
    told.extend(run(&mut gone, &mut new));
    let more = told.len().saturating_sub(MOST);
    told.truncate(MOST);
    match more {
        0 => told.join("; "),
        more => format!("{}; and {more} more", told.join("; ")),
    }
}

/// One run of words that are others now.
fn run(gone: &mut Vec<&str>, new: &mut Vec<&str>) -> Option<String> {
    let (before, after) = (gone.join(" "), new.join(" "));
    gone.clear();
    new.clear();
    match (before.is_empty(), after.is_empty()) {
        (true, true) => None,
        (false, true) => Some(format!("`{before}` is gone")),
        (true, false) => Some(format!("`{after}` is new")),
        (false, false) => Some(format!("`{before}` is now `{after}`")),
    }
}

/// A run of words in one of two wordings, or in both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Run {
    /// Words that stand in both, as the later one has them.
    Same(Range<usize>),
    /// Words that the earlier one has alone.
    Gone(Range<usize>),
    /// Words that the later one has alone.
    New(Range<usize>),
}

/// What two wordings have in common and what not, in order; what is gone comes before what takes its place.
pub fn runs(before: &[String], after: &[String]) -> Vec<Run> {
    let before: Vec<&str> = before.iter().map(String::as_str).collect();
    let after: Vec<&str> = after.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&before, &after);
    let mut found = Vec::new();
    for part in diff.ops() {
        let (old, new) = (part.old_range(), part.new_range());
        if part.tag() == DiffTag::Equal {
            found.push(Run::Same(new));
            continue;
        }
        found.extend((!old.is_empty()).then_some(Run::Gone(old)));
        found.extend((!new.is_empty()).then_some(Run::New(new)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_words_are_told_together() {
        assert_eq!(
            difference("Decide within two years.", "Decide within 90 days."),
            "`two years.` is now `90 days.`"
        );
        assert_eq!(difference("Decide soon and well.", "Decide well."), "`soon and` is gone");
        assert_eq!(difference("Decide.\nPay.", "Decide. Pay. At once."), "`At once.` is new");
        assert_eq!(difference("a", "a"), "");
    }

    #[test]
    fn many_changes_are_counted() {
        let told = difference("a b c d e f g h i k", "A b C d E f G h I k");
        assert!(told.ends_with("`G`; and 1 more") || told.contains("and 1 more"), "{told}");
    }
}
