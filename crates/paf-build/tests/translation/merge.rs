//! Joins two versions of a text by lines, as git does where nobody has to decide.

/// Both changes to `base`, where no two of them touch; `None` where git would leave a conflict.
pub(crate) fn merged(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let lines = |text: &str| -> Vec<String> { text.split_inclusive('\n').map(str::to_owned).collect() };
    let (base, ours, theirs) = (lines(base), lines(ours), lines(theirs));
    let (in_ours, in_theirs) = (matches(&base, &ours), matches(&base, &theirs));
    let mut out = String::new();
    let (mut b, mut o, mut t) = (0, 0, 0);
    loop {
        // The next line that nobody has touched.
        let next = (b..base.len()).find_map(|at| Some((at, in_ours[at]?, in_theirs[at]?)));
        let (next_b, next_o, next_t) = next.unwrap_or((base.len(), ours.len(), theirs.len()));
        let (was, our, their) = (&base[b..next_b], &ours[o..next_o], &theirs[t..next_t]);
        let joined = match (our == was, their == was) {
            (true, _) => their,
            (_, true) => our,
            _ if our == their => our,
            _ => return None,
        };
        out.extend(joined.iter().map(String::as_str));
        if next.is_none() {
            return Some(out);
        }
        out.push_str(&base[next_b]);
        (b, o, t) = (next_b + 1, next_o + 1, next_t + 1);
    }
}

/// For each line of `a`, the line of `b` that it is, by a longest common subsequence.
fn matches(a: &[String], b: &[String]) -> Vec<Option<usize>> {
    let mut longest = vec![vec![0_usize; b.len() + 1]; a.len() + 1];
    for (i, line) in a.iter().enumerate().rev() {
        for (j, other) in b.iter().enumerate().rev() {
            longest[i][j] = match line == other {
                true => longest[i + 1][j + 1] + 1,
                false => longest[i + 1][j].max(longest[i][j + 1]),
            };
        }
    }
    let mut found = vec![None; a.len()];
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            found[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

#[test]
fn changes_that_do_not_touch_are_joined() {
    let base = "a\nb\nc\nd\n";
    assert_eq!(merged(base, "A\nb\nc\nd\n", "a\nb\nc\nx\nd\n").as_deref(), Some("A\nb\nc\nx\nd\n"));
    assert_eq!(merged(base, "a\nb\nc\n", "a\nB\nc\nd\n").as_deref(), Some("a\nB\nc\n"));
    assert_eq!(merged(base, "a\nX\nc\nd\n", "a\nX\nc\nd\n").as_deref(), Some("a\nX\nc\nd\n"));
    assert_eq!(merged(base, "a\nX\nc\nd\n", "a\nY\nc\nd\n"), None);
    assert_eq!(merged(base, "a\nX\nc\nd\n", "a\nb\nY\nd\n"), None);
}
