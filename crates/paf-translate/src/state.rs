//! How far a text is with one language.

use std::fmt;

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

impl Voucher {
    /// A person who vouches for something on a day that is not after `today`.
    ///
    /// # Errors
    /// If the name or the role is none, or the day is yet to come.
    pub fn new(state: State, by: &str, role: &str, date: Date, today: Date) -> Result<Self, NotAVoucher> {
        for (what, text) in [("by", by), ("role", role)] {
            if text.trim().is_empty() {
                return Err(NotAVoucher::Empty { what });
            }
            if let Some(c) = invisible_in(text.trim()) {
                return Err(NotAVoucher::Invisible { what, c });
            }
            let long = text.trim().chars().count();
            if long > Self::LONGEST {
                return Err(NotAVoucher::Long { what, long });
            }
        }
        if date > today {
            return Err(NotAVoucher::Future { date });
        }
        Ok(Self { state, by: by.trim().to_owned(), role: role.trim().to_owned(), date })
    }

    /// How many characters a name or a role may have: an imprint has to hold them.
    pub(crate) const LONGEST: usize = 200;
}

/// Why nobody can vouch for something like this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAVoucher {
    /// The name or the role is empty.
    Empty {
        /// Which of the two.
        what: &'static str,
    },
    /// The name or the role has a character that cannot be seen.
    Invisible {
        /// Which of the two.
        what: &'static str,
        /// The character.
        c: char,
    },
    /// The name or the role is longer than an imprint can hold.
    Long {
        /// Which of the two.
        what: &'static str,
        /// How many characters it has.
        long: usize,
    },
    /// The day is yet to come.
    Future {
        /// The day.
        date: Date,
    },
}

impl NotAVoucher {
    /// What to do about it.
    pub fn help(self) -> &'static str {
        match self {
            Self::Empty { .. } => "name the person and what they are",
            Self::Invisible { .. } => "type it anew instead of pasting it",
            Self::Long { .. } => "name one person, and in a few words what they are",
            Self::Future { .. } => {
                "give the day on which the person did it, or leave `--date` out if it was today"
            }
        }
    }
}

impl fmt::Display for NotAVoucher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { what } => write!(f, "`--{what}` is empty"),
            Self::Invisible { what, c } => {
                write!(f, "`--{what}` has the invisible character U+{:04X}", u32::from(*c))
            }
            Self::Long { what, long } => {
                write!(f, "`--{what}` has {long} characters, and at most {} can be printed", Voucher::LONGEST)
            }
            Self::Future { date } => write!(f, "`--date {date}` is yet to come"),
        }
    }
}

impl std::error::Error for NotAVoucher {}

/// The first character of a name that cannot be seen. Joiners stay: scripts of Asia write names
/// with them.
pub(crate) fn invisible_in(name: &str) -> Option<char> {
    name.chars().find(|c| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
                | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}' | '\u{e000}'..='\u{f8ff}')
            || u32::from(*c) & 0xfffe == 0xfffe
    })
}
