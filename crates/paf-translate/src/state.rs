//! How far a text is with one language.

use paf_locale::Date;

/// How far a text is with one language, from nothing to a named person's approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// There is no translation; the source text is printed and marked as such.
    Missing,
    /// The translation was made from another source text.
    Stale,
    /// There is a translation that no named person vouches for.
    Draft,
    /// A named person has translated it.
    Translated,
    /// A named person has compared it with the source.
    Reviewed,
    /// A named person has approved it for publication.
    Approved,
}

impl State {
    /// All states, the least first.
    pub const ALL: [Self; 6] =
        [Self::Missing, Self::Stale, Self::Draft, Self::Translated, Self::Reviewed, Self::Approved];

    /// The word for it in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Stale => "stale",
            Self::Draft => "draft",
            Self::Translated => "translated",
            Self::Reviewed => "reviewed",
            Self::Approved => "approved",
        }
    }

    /// The state that `word` stands for.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

/// Who vouches for a translation, and since when.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Voucher {
    /// What the person has done.
    pub state: State,
    /// The person's name.
    pub by: String,
    /// What the person is, as the imprint prints it.
    pub role: String,
    /// The day.
    pub date: Date,
}
