//! Cuts off what nobody reads: the thousandth problem of one kind in one file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::{Diagnostic, Diagnostics, Rule};

/// How many problems of one kind are told of one file.
pub const MOST: usize = 100;

/// The first problems of each kind in each file, and after them how many more there are.
pub(super) fn capped(diagnostics: &Diagnostics) -> Cow<'_, Diagnostics> {
    let mut all: BTreeMap<(Rule, &str), usize> = BTreeMap::new();
    for diagnostic in diagnostics.iter() {
        *all.entry(kind(diagnostic)).or_default() += 1;
    }
    if all.values().all(|count| *count <= MOST) {
        return Cow::Borrowed(diagnostics);
    }
    let mut told: BTreeMap<(Rule, &str), usize> = BTreeMap::new();
    let shown = diagnostics.iter().filter_map(|diagnostic| {
        let kind = kind(diagnostic);
        let told = told.entry(kind).or_default();
        *told += 1;
        let count = all.get(&kind).copied().unwrap_or_default();
        match *told {
            // One more is told as itself: it takes no more room.
            told if told <= MOST || count == MOST + 1 => Some(diagnostic.clone()),
            told if told == MOST + 1 => Some(rest(diagnostic, kind.1, count - MOST)),
            _ => None,
        }
    });
    Cow::Owned(shown.collect())
}

fn kind(diagnostic: &Diagnostic) -> (Rule, &str) {
    let file = diagnostic.primary.as_ref().map_or("", |label| label.place.file().path());
    (diagnostic.rule, file)
}

fn rest(first: &Diagnostic, path: &str, count: usize) -> Diagnostic {
    let file = if path.is_empty() { String::new() } else { format!(" in `{path}`") };
    let message = format!("{count} more problems of this kind{file}, from here on");
    let more = Diagnostic::new(first.severity, first.rule, message);
    let more = match &first.primary {
        Some(label) => more.at(label.place.clone()),
        None => more,
    };
    more.help("mend those above, and run again")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Place, SourceFile};

    fn told(count: usize) -> Vec<String> {
        let file = SourceFile::new("a.yaml", "word\n".repeat(count));
        let all: Diagnostics = (0..count)
            .map(|i| {
                Diagnostic::warning(Rule::LoneMark, format!("star {i}"))
                    .at(Place::new(&file, i * 5..i * 5 + 4))
            })
            .chain([Diagnostic::error(Rule::UnknownId, "another kind")])
            .collect();
        capped(&all).iter().map(|diagnostic| diagnostic.message.clone()).collect()
    }

    #[test]
    fn what_is_too_much_is_counted() {
        assert_eq!(told(MOST).len(), MOST + 1);
        assert_eq!(told(MOST + 1).len(), MOST + 2);
        let many = told(5_000);
        assert_eq!(many.len(), MOST + 2);
        assert_eq!(many[MOST], "4900 more problems of this kind in `a.yaml`, from here on");
        assert_eq!(many[MOST + 1], "another kind");
    }
}
