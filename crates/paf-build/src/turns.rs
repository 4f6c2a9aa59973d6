//! Who of several threads takes up what next: each stays at a group whose members share work, until nothing is left of it.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// Groups of things to do, which several threads take up.
pub(crate) struct Turns<T>(Mutex<Vec<Group<T>>>);

struct Group<T> {
    begun: bool,
    left: VecDeque<T>,
}

impl<T> Turns<T> {
    /// The groups that are to be taken up, the first ones first.
    pub(crate) fn new(groups: Vec<Vec<T>>) -> Self {
        let group = |left: Vec<T>| Group { begun: false, left: left.into() };
        Self(Mutex::new(groups.into_iter().map(group).collect()))
    }

    /// The next for a thread: of the group that it is at, then of one that nobody has begun, then of the one of which
    /// most is left.
    pub(crate) fn next(&self, at: &mut Option<usize>) -> Option<T> {
        let mut groups = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let has_left = |index: &usize| groups.get(*index).is_some_and(|group| !group.left.is_empty());
        let index = at
            .filter(has_left)
            .or_else(|| groups.iter().position(|group| !group.begun))
            .or_else(|| (0..groups.len()).filter(has_left).max_by_key(|index| groups[*index].left.len()))?;
        *at = Some(index);
        groups[index].begun = true;
        groups[index].left.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_stays_at_its_group_and_then_helps_where_most_is_left() {
        let turns = Turns::new(vec![vec!["a1", "a2"], vec!["b1", "b2", "b3", "b4"], vec!["c1", "c2", "c3"]]);
        let (mut one, mut two, mut three) = (None, None, None);
        assert_eq!(turns.next(&mut one), Some("a1"));
        assert_eq!(turns.next(&mut two), Some("b1"));
        assert_eq!(turns.next(&mut one), Some("a2"));
        assert_eq!(turns.next(&mut three), Some("c1"));
        assert_eq!(turns.next(&mut three), Some("c2"));
        assert_eq!(turns.next(&mut one), Some("b2"), "three are left of b, one of c");
        let rest: Vec<_> = std::iter::from_fn(|| turns.next(&mut two)).collect();
        assert_eq!(rest, ["b3", "b4", "c3"]);
        assert_eq!(turns.next(&mut one), None);
    }
}
