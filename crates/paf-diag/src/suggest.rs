//! Computes "did you mean" from what exists.

/// No name is longer, in characters: what is compared with it is no slip of it.
const LONGEST: usize = 120;

/// The candidate that is written most like `wrong`, if any is near enough to be meant.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let length = wrong.chars().count();
    let near = candidates.into_iter().filter_map(|candidate| {
        let other = candidate.chars().count();
        let allowed = allowed_distance(length, other);
        // Words of other lengths differ by that much at least.
        if length.max(other) > LONGEST || length.abs_diff(other) > allowed {
            return None;
        }
        let distance = strsim::damerau_levenshtein(&wrong, &candidate.to_lowercase());
        (distance <= allowed).then_some((distance, candidate))
    });
    near.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// A third of the longer word may differ, but never a whole short word.
fn allowed_distance(length: usize, other: usize) -> usize {
    let longest = length.max(other);
    (longest / 3).max(1).min(longest.saturating_sub(1))
}

/// A help sentence: the nearest candidate, or else the list of what there is.
pub fn did_you_mean<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    const MOST_LISTED: usize = 12;
    let candidates: Vec<&str> = candidates.into_iter().collect();
    if let Some(near) = nearest(wrong, candidates.iter().copied()) {
        return Some(format!("did you mean `{near}`?"));
    }
    match candidates.len() {
        0 => None,
        1 => Some(format!("write `{}`", candidates[0])),
        2..=MOST_LISTED => Some(format!("write one of: {}", candidates.join(", "))),
        more => Some(format!(
            "write one of: {}, and {} more",
            candidates[..MOST_LISTED].join(", "),
            more - MOST_LISTED
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_slip_of_a_finger() {
        assert_eq!(nearest("ecpcc", ["cimt", "ecpc", "esmo"]), Some("ecpc"));
        assert_eq!(nearest("titel", ["title", "text"]), Some("title"));
        assert_eq!(nearest("x", ["title", "text"]), None);
    }

    #[test]
    fn lists_what_there_is_when_nothing_is_near() {
        assert_eq!(did_you_mean("zebra", ["a", "b"]).as_deref(), Some("write one of: a, b"));
    }
}
