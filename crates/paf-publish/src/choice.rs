//! Which of what was made is published.

use paf_build::ManifestEntry;

/// Which targets are published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// All.
    All,
    /// Those in the source language, and those of which somebody has approved the translation.
    Approved,
}

impl Choice {
    /// The word for it.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Approved => "approved",
        }
    }

    /// Whether a target is published.
    pub fn has(self, entry: &ManifestEntry) -> bool {
        self == Self::All || matches!(entry.translation.state.as_str(), "source" | "approved")
    }
}
