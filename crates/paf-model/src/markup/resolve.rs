//! Pairs stars of equal number; what finds no partner becomes words again.

use std::ops::Range;

use super::token::{Between, Problems, Token};
use super::{Inline, MarkProblem};

/// Stars that may be closed yet. Until they are they stand among the words.
struct Open {
    range: Range<usize>,
    /// Where they stand among what is done.
    at: usize,
    /// How deep the marks are behind them.
    depth: usize,
    /// Whether they have been told to be closed with other stars.
    told: bool,
}

struct Resolver<'p> {
    done: Vec<Inline>,
    open: Vec<Open>,
    /// How many of the open ones are single stars, and how many are two.
    waiting: [usize; 2],
    depth: usize,
    room: usize,
    problems: &'p mut Problems,
}

/// The tree of tokens, and how deep it is: no deeper than `room`.
pub(super) fn resolve(tokens: Vec<Token>, room: usize, problems: &mut Problems) -> (Vec<Inline>, usize) {
    let mut resolver =
        Resolver { done: Vec::new(), open: Vec::new(), waiting: [0; 2], depth: 0, room, problems };
    for token in tokens {
        match token {
            Token::Done(inline, depth) => {
                resolver.reach(depth);
                resolver.done.push(inline);
            }
            Token::Stars { range, opens, closes, between } => {
                if closes && resolver.has_partner(&range) {
                    resolver.close(range);
                } else if opens {
                    resolver.open(range);
                } else {
                    resolver.lone(range, closes, between);
                }
            }
        }
    }
    resolver.finish()
}

impl Resolver<'_> {
    fn waiting(&mut self, range: &Range<usize>) -> Option<&mut usize> {
        self.waiting.get_mut(range.len().checked_sub(1)?)
    }

    fn has_partner(&mut self, range: &Range<usize>) -> bool {
        self.waiting(range).is_some_and(|waiting| *waiting > 0)
    }

    fn reach(&mut self, depth: usize) {
        let deepest = self.open.last_mut().map_or(&mut self.depth, |open| &mut open.depth);
        *deepest = depth.max(*deepest);
    }

    fn open(&mut self, range: Range<usize>) {
        if let Some(waiting) = self.waiting(&range) {
            *waiting += 1;
        }
        self.open.push(Open { range: range.clone(), at: self.done.len(), depth: 0, told: false });
        self.done.push(star_words(range));
    }

    fn pop(&mut self) -> Option<Open> {
        let open = self.open.pop()?;
        if let Some(waiting) = self.waiting(&open.range) {
            *waiting -= 1;
        }
        Some(open)
    }

    /// Closes the innermost stars of the same number; those within them have no partner.
    fn close(&mut self, range: Range<usize>) {
        let mut depth = 0;
        while let Some(open) = self.pop() {
            depth = open.depth.max(depth);
            if open.range.len() != range.len() {
                self.problems.push(MarkProblem::Unbalanced(open.range, range.clone()));
                continue;
            }
            if depth >= self.room {
                self.problems.too_deep(open.range);
                self.done.push(star_words(range));
                return self.reach(depth);
            }
            let body = self.done.split_off(open.at + 1);
            self.done.pop();
            self.done.push(if range.len() == 1 { Inline::Emphasis(body) } else { Inline::Strong(body) });
            return self.reach(depth + 1);
        }
    }

    fn lone(&mut self, range: Range<usize>, closes: bool, between: Between) {
        match (between, self.open.last_mut()) {
            (Between::Letters, _) => self.problems.push(MarkProblem::InWord(range.clone())),
            (Between::Others, Some(open)) if closes => {
                open.told = true;
                self.problems.push(MarkProblem::Unbalanced(open.range.clone(), range.clone()));
            }
            (Between::Others, None) if closes => self.problems.push(MarkProblem::Lone(range.clone())),
            _ => {}
        }
        self.done.push(star_words(range));
    }

    fn finish(mut self) -> (Vec<Inline>, usize) {
        while let Some(open) = self.pop() {
            self.reach(open.depth);
            if !open.told {
                self.problems.push(MarkProblem::Lone(open.range));
            }
        }
        (self.done, self.depth)
    }
}

fn star_words(range: Range<usize>) -> Inline {
    Inline::Words { text: "*".repeat(range.len()), range }
}
