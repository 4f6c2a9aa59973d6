//! House styles: whose typographic rules a framework follows.

use std::fmt;
use std::str::FromStr;

/// Whose rules decide where the European Union's and a country's differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HouseStyle {
    /// The Interinstitutional Style Guide of the European Union
    /// (<https://style-guide.europa.eu>), laid over CLDR.
    #[default]
    EuIsg,
    /// What is usual in the language's own country: CLDR.
    National,
}

impl HouseStyle {
    /// All house styles, the default first.
    pub const ALL: [Self; 2] = [Self::EuIsg, Self::National];

    /// The name used in `framework.yaml`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EuIsg => "eu-isg",
            Self::National => "national",
        }
    }

    /// Reads the name used in `framework.yaml`.
    pub fn parse(name: &str) -> Result<Self, UnknownHouseStyle> {
        Self::ALL
            .into_iter()
            .find(|style| style.as_str() == name)
            .ok_or_else(|| UnknownHouseStyle { name: name.to_owned() })
    }
}

impl fmt::Display for HouseStyle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for HouseStyle {
    type Err = UnknownHouseStyle;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::parse(name)
    }
}

/// A name that is not that of a house style; [`HouseStyle::ALL`] are the candidates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownHouseStyle {
    /// The name as written.
    pub name: String,
}

impl fmt::Display for UnknownHouseStyle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no house style has the name \"{}\"", self.name)
    }
}

impl std::error::Error for UnknownHouseStyle {}
