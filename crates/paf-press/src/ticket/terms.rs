//! The terms of the ticket in the printer's language, beside the English ones.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Term by language (BCP 47) and name, with `draft` beside the languages that no printer has read.
const TERMS: &str = include_str!("terms.json");

type Terms = BTreeMap<String, BTreeMap<String, String>>;

/// The term that a language has for what goes by an English name in the file of terms; nothing where it is not
/// there, or where the language is English.
pub(super) fn term(language: &str, name: &str) -> Option<&'static str> {
    static READ: OnceLock<Terms> = OnceLock::new();
    // A file that is no table of terms would leave tickets English alone: a test reads it.
    let terms = READ.get_or_init(|| serde_json::from_str(TERMS).unwrap_or_default());
    // `pt-BR` has the terms of `pt`.
    let found = terms.get(language).or_else(|| terms.get(language.split('-').next()?));
    found?.get(name).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_term() {
        let terms: Terms = serde_json::from_str(TERMS).expect("the file is a table of terms");
        let names = |language: &str| terms[language].keys().collect::<Vec<_>>();
        assert!(terms.len() >= 26, "{:?}", terms.keys());
        for (language, written) in &terms {
            assert_eq!(names(language), names("de"), "{language}");
            assert!(written.values().all(|term| !term.trim().is_empty()), "{language}");
        }
    }

    #[test]
    fn a_region_has_the_terms_of_its_language() {
        assert_eq!(term("de", "bleed"), Some("Beschnitt"));
        assert_eq!(term("de-AT", "bleed"), term("de", "bleed"));
        assert_eq!(term("en", "bleed"), None);
        assert_eq!(term("de", "nothing"), None);
    }
}
