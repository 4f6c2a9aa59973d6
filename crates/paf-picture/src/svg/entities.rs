//! Words that stand for others (XML entities), before they are replaced.

use crate::problem::{Problem, Trouble};

/// The most bytes into which a drawing may grow.
const MOST: usize = 16 << 20;

/// What is wrong with the entities of a drawing. Illustrator names its namespaces so; none of these holds
/// another one.
pub(super) fn check(text: &str) -> Option<Problem> {
    let mut growth = 0usize;
    for declared in text.split("<!ENTITY").skip(1) {
        let declared = declared.trim_start();
        let (name, rest) = declared.split_once(char::is_whitespace)?;
        let rest = rest.trim_start();
        let mark = rest.chars().next()?;
        if !matches!(mark, '"' | '\'') {
            return Some(Problem::new(
                Trouble::NotPrinted,
                "takes a part of itself from another file",
                "save it as one file: plain SVG, with all that belongs to it",
            ));
        }
        let value = rest[1..].split(mark).next().unwrap_or_default();
        let holds_another = value.split('&').skip(1).any(|reference| !reference.starts_with('#'));
        if holds_another {
            return Some(without_end());
        }
        let times = text.matches(&format!("&{name};")).count();
        growth = growth.saturating_add(times.saturating_mul(value.len()));
        if growth > MOST {
            return Some(without_end());
        }
    }
    None
}

/// The problem of a drawing that multiplies.
pub(super) fn without_end() -> Problem {
    let said = "has words that stand for others (entities), which multiply";
    Problem::new(Trouble::TooLarge, said, super::AS_PLAIN)
}
