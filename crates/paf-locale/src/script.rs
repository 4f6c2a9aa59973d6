//! The scripts that the languages are written in.

/// A script that a supported language is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Most languages of the table.
    Latin,
    /// Greek.
    Greek,
    /// Bulgarian and Ukrainian.
    Cyrillic,
    /// Arabic.
    Arabic,
    /// Hebrew.
    Hebrew,
}

impl Script {
    /// The name of the script in English, for messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Latin => "Latin",
            Self::Greek => "Greek",
            Self::Cyrillic => "Cyrillic",
            Self::Arabic => "Arabic",
            Self::Hebrew => "Hebrew",
        }
    }
}
