//! What a page in the browser shows: a document in an edition, a language and a profile.

use std::fmt;

use paf_build::Target;

/// A target by its words, as it stands in an address: `leaflet/eu/de/screen`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct View {
    pub(crate) document: String,
    pub(crate) edition: String,
    pub(crate) language: String,
    pub(crate) profile: String,
}

impl View {
    pub(crate) fn of(target: &Target) -> Self {
        Self {
            document: target.document.to_string(),
            edition: target.edition.to_string(),
            language: target.lang.code().to_owned(),
            profile: target.profile.as_str().to_owned(),
        }
    }

    /// Reads one off an address; nothing where it is none.
    pub(crate) fn parse(written: &str) -> Option<Self> {
        let is_word = |word: &str| {
            !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        };
        let words: Vec<&str> = written.split('/').collect();
        let [document, edition, language, profile] = words[..] else { return None };
        words.iter().all(|word| is_word(word)).then(|| Self {
            document: document.to_owned(),
            edition: edition.to_owned(),
            language: language.to_owned(),
            profile: profile.to_owned(),
        })
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}/{}", self.document, self.edition, self.language, self.profile)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_read_as_it_is_written() {
        let written = "leaflet/x-alps/pt-BR/screen";
        assert_eq!(View::parse(written).map(|view| view.to_string()).as_deref(), Some(written));
        for wrong in ["", "a/b/c", "a/b/c/d/e", "a/b//d", "a/../c/d", "a/b/c/d?"] {
            assert_eq!(View::parse(wrong), None, "{wrong}");
        }
    }
}
