//! What a line of a catalogue begins with.

use std::fmt;

/// The words that a line may begin with.
pub(super) const KEYWORDS: [&str; 4] = ["msgctxt", "msgid", "msgid_plural", "msgstr"];

/// The word that a line begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    Msgctxt,
    Msgid,
    MsgidPlural,
    Msgstr,
    /// `msgstr` with the number of a plural form.
    Form(usize),
}

impl Keyword {
    pub(super) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "msgctxt" => Self::Msgctxt,
            "msgid" => Self::Msgid,
            "msgid_plural" => Self::MsgidPlural,
            "msgstr" => Self::Msgstr,
            _ => return None,
        })
    }
}

impl fmt::Display for Keyword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Msgctxt => f.write_str("msgctxt"),
            Self::Msgid => f.write_str("msgid"),
            Self::MsgidPlural => f.write_str("msgid_plural"),
            Self::Msgstr => f.write_str("msgstr"),
            Self::Form(number) => write!(f, "msgstr[{number}]"),
        }
    }
}

/// What precedes the keyword or the text of a line: nothing, `#~`, `#|` or `#~|`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Mark {
    pub(super) obsolete: bool,
    pub(super) previous: bool,
}

impl Mark {
    /// How to begin a line so that it has this mark.
    pub(super) fn advice(self) -> &'static str {
        match (self.obsolete, self.previous) {
            (false, false) => "begin the line with the quotation mark alone",
            (true, false) => "begin the line with `#~ ` too",
            (false, true) => "begin the line with `#| ` too",
            (true, true) => "begin the line with `#~| ` too",
        }
    }
}
