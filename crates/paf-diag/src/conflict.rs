//! Places where git left two versions for a person to decide on.

use std::ops::Range;
use std::sync::Arc;

use crate::{Diagnostic, Place, Rule, SourceFile};

/// The lines that git writes around the versions: before ours, before the common one, between ours
/// and theirs, after theirs.
const MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// One error for each conflict of a merge that was not settled. Where there is one, anything else that
/// is wrong with the file only follows from it.
pub fn merge_conflicts(file: &Arc<SourceFile>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut open: Option<Diagnostic> = None;
    for (mark, line) in marked_lines(file.text()) {
        let place = Place::new(file, line);
        match (mark, open.take()) {
            ("<<<<<<<", before) => {
                found.extend(before);
                open = Some(conflict(place, "one version begins here"));
            }
            (">>>>>>>", Some(conflict)) => found.push(conflict.also(place, "the other version ends here")),
            (">>>>>>>", None) => found.push(conflict(place, "the other version ends here")),
            // Without the others, lines like these are somebody's own.
            ("=======", Some(conflict)) => open = Some(conflict.also(place, "the other version begins here")),
            (_, before) => open = before,
        }
    }
    found.extend(open);
    found
}

fn conflict(place: Place, label: &str) -> Diagnostic {
    Diagnostic::error(Rule::MergeConflict, "a merge stopped here, and nobody has decided between the versions")
        .at_with(place, label)
        .help("keep one of the two versions, or join them, and delete the lines that begin with `<<<<<<<`, `=======` and `>>>>>>>`")
}

/// The lines that a merge may have left, without their ends.
fn marked_lines(text: &str) -> impl Iterator<Item = (&'static str, Range<usize>)> {
    let mut next = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = next;
        next += line.len();
        let line = line.trim_end();
        let mark = MARKS.into_iter().find(|mark| {
            line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })?;
        Some((mark, start..start + line.len()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Vec<usize>> {
        let found = merge_conflicts(&SourceFile::new("a.yaml", text));
        let lines = |found: Diagnostic| {
            found.primary.iter().chain(&found.secondary).map(|label| label.place.start().line).collect()
        };
        found.into_iter().map(lines).collect()
    }

    #[test]
    fn every_conflict_is_told_at_its_lines() {
        let one = "a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> branch\nc: 3\n";
        assert_eq!(lines(one), [[2, 4, 6]]);
        assert_eq!(lines(&one.replace('\n', "\r\n")), [[2, 4, 6]]);
        let other = "<<<<<<< a\nx\n||||||| base\ny\n=======\nz\n>>>>>>> b\n";
        assert_eq!(lines(&(one.to_owned() + other)), [[2, 4, 6], [8, 12, 14]]);
    }

    #[test]
    fn what_is_left_of_one_is_told_too() {
        assert_eq!(lines("<<<<<<< HEAD\nb: 1\n"), [[1]]);
        assert_eq!(lines("b: 1\n>>>>>>> branch\n"), [[2]]);
    }

    #[test]
    fn lines_that_a_person_drew_are_none() {
        assert!(lines("Title\n=======\ntext\n======= Heading\n<<<<<<<<<<<\n >>>>>>> x\n").is_empty());
    }
}
