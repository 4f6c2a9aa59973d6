//! What can be wrong with a picture.

/// The kind of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trouble {
    /// It is of a kind that is not printed, or not of the kind that its name says.
    Format,
    /// It cannot be read.
    Damaged,
    /// It is larger, or takes more work, than anything that is printed.
    TooLarge,
    /// A font or a letter that its words need is not there.
    Lettering,
    /// A part of it would not be printed, or not as it looks.
    NotPrinted,
}

/// A problem: `said` goes on where the picture's name ends, `help` says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its kind.
    pub trouble: Trouble,
    /// What is wrong.
    pub said: String,
    /// What to do.
    pub help: String,
}

impl Problem {
    pub(crate) fn new(trouble: Trouble, said: impl Into<String>, help: impl Into<String>) -> Self {
        Self { trouble, said: said.into(), help: help.into() }
    }
}
