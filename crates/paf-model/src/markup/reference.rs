//! References to what stands elsewhere in the framework: `[Recommendation {n}](rec:testing)`.

/// What can be referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Referent {
    /// A recommendation.
    Recommendation,
    /// A part of the report.
    Section,
    /// A figure that a text shows.
    Figure,
    /// A block of the kind `table`.
    Table,
}

impl Referent {
    /// All that there are.
    pub const ALL: [Self; 4] = [Self::Recommendation, Self::Section, Self::Figure, Self::Table];

    /// What stands before the colon.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Recommendation => "rec",
            Self::Section => "section",
            Self::Figure => "figure",
            Self::Table => "table",
        }
    }

    /// The word for one of them, for messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Recommendation => "recommendation",
            Self::Section => "part of the report",
            Self::Figure => "figure",
            Self::Table => "table",
        }
    }

    /// The name of the label that templates give it.
    pub fn label(self, id: &str) -> String {
        let kind = match self {
            Self::Recommendation => "recommendation",
            other => other.prefix(),
        };
        format!("{kind}-{id}")
    }

    /// Whether documents number them.
    pub fn is_numbered(self) -> bool {
        self != Self::Section
    }

    /// What is meant by the target of a link, and the id.
    pub(super) fn of(target: &str) -> Option<(Self, &str)> {
        let (prefix, id) = target.split_once(':')?;
        Self::ALL.into_iter().find(|to| to.prefix() == prefix).map(|to| (to, id))
    }
}

/// What is filled in within the words of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// `{n}`: the number.
    Number,
    /// `{title}`: the title, the short one where there is one.
    Title,
}

impl Slot {
    /// Its name, between the braces.
    pub fn name(self) -> &'static str {
        match self {
            Self::Number => "n",
            Self::Title => "title",
        }
    }

    /// The slot of a name.
    pub(super) fn named(name: &str) -> Option<Self> {
        [Self::Number, Self::Title].into_iter().find(|slot| slot.name() == name)
    }
}
