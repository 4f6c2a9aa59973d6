//! Stretches along an edge, joined where they meet.

use std::cmp::Ordering;

/// As many are kept apart at most: pages made of more pieces are built to cost time.
const MOST: usize = 4000;

/// Stretches that do not touch each other, in their order.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Stretches(Vec<(f64, f64)>);

impl Stretches {
    /// Adds one; false where there are too many to go on.
    pub(super) fn add(&mut self, (from, to): (f64, f64)) -> bool {
        if from.partial_cmp(&to) != Some(Ordering::Less) {
            return true;
        }
        let first = self.0.partition_point(|(_, end)| *end < from);
        let last = self.0.partition_point(|(start, _)| *start <= to);
        let joined = self.0.get(first..last).unwrap_or_default().iter();
        let (from, to) = joined.fold((from, to), |(from, to), (start, end)| (from.min(*start), to.max(*end)));
        self.0.splice(first..last.max(first), [(from, to)]);
        self.0.len() <= MOST
    }

    /// Takes one away; false where there are too many to go on.
    pub(super) fn take(&mut self, (from, to): (f64, f64)) -> bool {
        if from.partial_cmp(&to) != Some(Ordering::Less) {
            return true;
        }
        let first = self.0.partition_point(|(_, end)| *end <= from);
        let last = self.0.partition_point(|(start, _)| *start < to).max(first);
        let left = self.0.get(first).map(|(start, _)| (*start, from));
        let right = last.checked_sub(1).and_then(|at| self.0.get(at)).map(|(_, end)| (to, *end));
        let rest = if first == last { Vec::new() } else { left.into_iter().chain(right).collect() };
        self.0.splice(first..last, rest.into_iter().filter(|(from, to)| from < to));
        self.0.len() <= MOST
    }

    /// Whether they cover one, but for gaps within the tolerance.
    pub(super) fn cover(&self, wanted: (f64, f64), tolerance: f64) -> bool {
        let first = self.0.partition_point(|(_, end)| *end < wanted.0);
        let mut reached = wanted.0;
        for (from, to) in self.0.iter().skip(first) {
            if *from > reached + tolerance {
                break;
            }
            reached = reached.max(*to);
        }
        reached >= wanted.1 - tolerance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(stretches: &[(f64, f64)]) -> Stretches {
        let mut all = Stretches::default();
        stretches.iter().for_each(|one| assert!(all.add(*one)));
        all
    }

    #[test]
    fn stretches_join() {
        assert_eq!(of(&[(5.0, 12.0), (-1.0, 5.0)]), Stretches(vec![(-1.0, 12.0)]));
        assert_eq!(of(&[(5.0, 6.0), (1.0, 2.0), (8.0, 9.0), (2.0, 8.0)]), Stretches(vec![(1.0, 9.0)]));
        assert!(of(&[(5.0, 12.0), (-1.0, 5.0)]).cover((0.0, 10.0), 0.1));
        assert!(!of(&[(6.0, 12.0), (-1.0, 5.0)]).cover((0.0, 10.0), 0.1));
        assert!(of(&[(5.05, 12.0), (-1.0, 5.0)]).cover((0.0, 10.0), 0.1));
        assert!(!Stretches::default().cover((0.0, 10.0), 0.1));
    }

    #[test]
    fn stretches_are_taken_away() {
        let mut all = of(&[(0.0, 10.0)]);
        all.take((3.0, 4.0));
        assert_eq!(all, Stretches(vec![(0.0, 3.0), (4.0, 10.0)]));
        all.take((2.0, 5.0));
        assert_eq!(all, Stretches(vec![(0.0, 2.0), (5.0, 10.0)]));
        all.take((20.0, 30.0));
        all.take((10.0, 30.0));
        assert_eq!(all, Stretches(vec![(0.0, 2.0), (5.0, 10.0)]));
        all.take((-1.0, 30.0));
        assert_eq!(all, Stretches::default());
    }

    #[test]
    fn too_many_are_told() {
        let mut all = Stretches::default();
        assert!((0..MOST).all(|at| all.add((at as f64, at as f64 + 0.5))));
        assert!(!all.add((1e9, 2e9)));
    }
}
