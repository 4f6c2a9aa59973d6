//! Names the first of many files or keys.

/// How many are named.
pub const NAMED: usize = 3;

/// The first few in code marks, and how many more there are: `` `a`, `b`, `c` and 4 more``.
pub fn named(all: &[&str]) -> String {
    let first: Vec<String> = all.iter().take(NAMED).map(|one| format!("`{one}`")).collect();
    match all.len().saturating_sub(NAMED) {
        0 => first.join(", "),
        n => format!("{} and {n} more", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn the_first_few_are_named() {
        assert_eq!(named(&["a", "b", "c"]), "`a`, `b`, `c`");
        assert_eq!(named(&["a", "b", "c", "d", "e"]), "`a`, `b`, `c` and 2 more");
    }
}
