//! What a text is taken apart into, before stars are paired.

use std::ops::Range;

use super::{Inline, MarkProblem};

/// Words, a mark, or stars of which it is not known yet what they are.
#[derive(Debug)]
pub(super) enum Token {
    /// With the depth of the marks in it.
    Done(Inline, usize),
    Stars {
        range: Range<usize>,
        opens: bool,
        closes: bool,
        between: Between,
    },
}

/// What stands on both sides of stars.
#[derive(Debug, Clone, Copy)]
pub(super) enum Between {
    Letters,
    /// Letters or digits, with a digit on one side: nobody means emphasis by `5*x`.
    Factors,
    Others,
}

/// What is doubtful, found so far.
#[derive(Default)]
pub(super) struct Problems {
    pub(super) found: Vec<MarkProblem>,
    too_deep: bool,
}

impl Problems {
    pub(super) fn push(&mut self, problem: MarkProblem) {
        self.found.push(problem);
    }

    /// A mark that stands too deep; where one does, many do.
    pub(super) fn too_deep(&mut self, range: Range<usize>) {
        if !std::mem::replace(&mut self.too_deep, true) {
            self.found.push(MarkProblem::TooDeep(range));
        }
    }
}
