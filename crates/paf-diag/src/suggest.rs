//! Computes "did you mean" from what exists.

/// No name is longer, in characters: what is compared with it is no slip of it.
const LONGEST: usize = 120;

/// The candidate that is written most like `wrong`, if any is near enough to be meant.
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let letters = Letters::of(&wrong);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other = length(candidate);
        let mut allowed = allowed_distance(letters.length, other);
        if let Some((distance, _)) = best {
            let Some(less) = distance.checked_sub(1) else { break };
            allowed = allowed.min(less);
        }
        // Words of other lengths, or of other letters, differ by that much at least: few are compared in earnest.
        if letters.length.max(other) > LONGEST
            || letters.length.abs_diff(other) > allowed
            || letters.least_distance(candidate, other) > allowed
        {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&wrong, &candidate.to_lowercase());
        if distance <= allowed {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How many characters a word has.
fn length(word: &str) -> usize {
    if word.is_ascii() { word.len() } else { word.chars().count() }
}

/// How often each letter is in a word. Letters that share a place count as one, which only makes words
/// look nearer than they are.
struct Letters {
    counts: [u8; 128],
    length: usize,
}

impl Letters {
    /// Those of a word in lower case.
    fn of(word: &str) -> Self {
        let mut counts = [0u8; 128];
        for c in word.chars() {
            if let Some(count) = counts.get_mut(place(c)) {
                *count = count.saturating_add(1);
            }
        }
        Self { counts, length: word.chars().count() }
    }

    /// What a word of `length` characters differs by at least: by the letters that the other does not have.
    fn least_distance(&self, word: &str, length: usize) -> usize {
        let mut left = self.counts;
        let mut common = 0;
        let mut take = |place: usize| {
            if let Some(count) = left.get_mut(place).filter(|count| **count > 0) {
                *count -= 1;
                common += 1;
            }
        };
        if word.is_ascii() {
            word.bytes().for_each(|byte| take(usize::from(byte.to_ascii_lowercase())));
        } else {
            word.chars().flat_map(char::to_lowercase).for_each(|c| take(place(c)));
        }
        self.length.max(length).saturating_sub(common)
    }
}

fn place(c: char) -> usize {
    u32::from(c) as usize % 128
}

/// A third of the longer word may differ, but never a whole short word.
fn allowed_distance(length: usize, other: usize) -> usize {
    let longest = length.max(other);
    (longest / 3).max(1).min(longest.saturating_sub(1))
}

/// A help sentence: the nearest candidate, or else the list of what there is.
pub fn did_you_mean<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    const MOST_LISTED: usize = 16;
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
    fn the_nearest_is_the_same_whether_letters_are_counted_first_or_not() {
        let names = [
            "été",
            "ete",
            "Éte",
            "title",
            "tilte",
            "leaflet.title",
            "leaflet.panels.front.title",
            "ß",
            "ss",
            "İ",
        ];
        let plain = |wrong: &str| {
            let wrong = wrong.to_lowercase();
            let near = names.iter().filter_map(|name| {
                let allowed = allowed_distance(wrong.chars().count(), name.chars().count());
                let distance = strsim::damerau_levenshtein(&wrong, &name.to_lowercase());
                (distance <= allowed).then_some((distance, *name))
            });
            near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
        };
        for wrong in ["ÉTÉ", "titel", "eté", "leaflet.titel", "leaflet.panel.front.title", "SS", "i", "x", ""]
        {
            assert_eq!(nearest(wrong, names), plain(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_name_is_compared_with_very_many_in_no_time() {
        let names: Vec<String> = (0..90_000).map(|n| format!("framework.keywords.k{n}")).collect();
        let begun = std::time::Instant::now();
        for wrong in ["framework.keywords.immuno-oncology", "framework.keywords.health-policy"] {
            assert_eq!(nearest(wrong, names.iter().map(String::as_str)), None);
        }
        assert_eq!(
            nearest("framework.keyword.k777", names.iter().map(String::as_str)),
            Some("framework.keywords.k777")
        );
        assert!(begun.elapsed() < std::time::Duration::from_secs(2), "it took {:?}", begun.elapsed());
    }

    #[test]
    fn lists_what_there_is_when_nothing_is_near() {
        assert_eq!(did_you_mean("zebra", ["a", "b"]).as_deref(), Some("write one of: a, b"));
    }
}
