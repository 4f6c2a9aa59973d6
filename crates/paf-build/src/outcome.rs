//! How the making of a target ends.

/// What became of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was made.
    Made,
    /// It had not changed.
    Unchanged,
    /// It has errors; what was there before is there still.
    Failed,
    /// It was not begun, because another one failed.
    Skipped,
}
