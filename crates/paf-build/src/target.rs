//! One PDF to make: a document, in an edition and a language, for a purpose.

use std::fmt;
use std::sync::Arc;

use paf_locale::Lang;
use paf_model::document::Profile;

/// One PDF to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The framework's id.
    pub framework: Arc<str>,
    /// The document's id.
    pub document: Arc<str>,
    /// The edition: `eu` or a country.
    pub edition: Arc<str>,
    /// The language.
    pub lang: Lang,
    /// What the PDF is for.
    pub profile: Profile,
}

impl Target {
    /// The file's name without its ending: `immuno-oncology-leaflet-eu-de`; a profile other than
    /// `screen` is added.
    pub fn stem(&self) -> String {
        let base = format!("{}-{}-{}-{}", self.framework, self.document, self.edition, self.lang);
        match self.profile {
            Profile::Screen => base,
            other => format!("{base}-{}", other.as_str()),
        }
    }

    /// The target that stands for all that are made of the same pages: large print has pages of its own.
    pub(crate) fn of_pages(&self) -> Self {
        match self.profile {
            Profile::LargePrint => self.clone(),
            Profile::Screen | Profile::Press | Profile::Booklet => self.of_screen(),
        }
    }

    /// The target for the screen of the same document, edition and language.
    pub(crate) fn of_screen(&self) -> Self {
        Self { profile: Profile::Screen, ..self.clone() }
    }

    /// The file's path below the output folder.
    pub fn path(&self) -> String {
        format!("{}/{}/{}.pdf", self.edition, self.lang, self.stem())
    }

    /// The path of a file that lies beside it: `…-press-ticket.pdf`.
    pub(crate) fn beside(&self, what: &str) -> String {
        format!("{}/{}/{}-{what}", self.edition, self.lang, self.stem())
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} · {} · {} · {}", self.document, self.edition, self.lang, self.profile.as_str())
    }
}
