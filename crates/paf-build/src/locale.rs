//! Where the files of a language stand.

use std::fmt;
use std::sync::Arc;

use paf_diag::Command;
use paf_locale::Lang;
use paf_translate::{State, marking};

/// A language of the European framework or of a country edition's own texts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale {
    /// The country edition; none for the European framework.
    pub edition: Option<Arc<str>>,
    /// The language.
    pub lang: Lang,
}

impl Locale {
    /// A language of the European framework.
    pub fn european(lang: Lang) -> Self {
        Self { edition: None, lang }
    }

    /// A language of a country edition's own texts.
    pub fn national(edition: &Arc<str>, lang: Lang) -> Self {
        Self { edition: Some(Arc::clone(edition)), lang }
    }

    /// The catalogue.
    pub fn catalogue(&self) -> String {
        format!("{}/{}.po", self.folder(), self.lang)
    }

    /// Who vouches for the translations.
    pub fn ledger(&self) -> String {
        format!("{}/{}.ledger.yaml", self.folder(), self.lang)
    }

    /// The words to use; a country edition has those of the framework.
    pub fn termbase(&self) -> String {
        format!("framework/locales/{}.terms.yaml", self.lang)
    }

    /// Whether a text with this key is translated here.
    pub fn holds(&self, key: &str) -> bool {
        match &self.edition {
            None => !key.starts_with("editions."),
            Some(edition) => key
                .strip_prefix("editions.")
                .and_then(|key| key.strip_prefix(&**edition))
                .is_some_and(|rest| rest.starts_with('.')),
        }
    }

    /// The command by which a person vouches for its texts, or for those that one document prints.
    pub fn mark(&self, document: &str, state: State) -> Command {
        let mark = Command::new("translate mark").option("--lang", self.lang);
        let mark = mark.option_if("--edition", self.edition.as_ref()).option("--document", document);
        marking::by(mark, state)
    }

    fn folder(&self) -> String {
        match &self.edition {
            None => "framework/locales".to_owned(),
            Some(edition) => format!("framework/editions/{edition}/locales"),
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.edition {
            None => write!(f, "{}", self.lang),
            Some(edition) => write!(f, "{edition}/{}", self.lang),
        }
    }
}
