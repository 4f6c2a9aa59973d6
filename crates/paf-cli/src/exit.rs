//! What the exit code tells scripts.

use paf_diag::{Diagnostics, Rule, Severity};

/// How a command ended. The codes are part of what scripts rely on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done; there may have been warnings.
    Done,
    /// 1: the content has errors.
    Content,
    /// 2: the command line is wrong.
    Usage,
    /// 3: the environment failed: disk, permissions.
    Environment,
    /// 70: a bug in paf.
    Bug,
}

impl Exit {
    /// The number.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Content => 1,
            Self::Usage => 2,
            Self::Environment => 3,
            Self::Bug => 70,
        }
    }

    /// The code for what was found: a failing environment outweighs wrong content.
    pub(crate) fn of(diagnostics: &Diagnostics) -> Self {
        let has = |rule: Rule| diagnostics.iter().any(|d| d.severity == Severity::Error && d.rule == rule);
        if has(Rule::Environment) {
            Self::Environment
        } else if [Rule::UnknownSelection, Rule::Usage, Rule::WrittenOver].into_iter().any(has) {
            Self::Usage
        } else if diagnostics.has_errors() {
            Self::Content
        } else {
            Self::Done
        }
    }
}
