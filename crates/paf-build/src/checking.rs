//! What the translations of a language are checked against.

use paf_diag::Diagnostics;
use paf_locale::HouseStyle;
use paf_model::Model;
use paf_model::files::{FileError, Files};
use paf_translate::checks::{CheckContext, Passed};
use paf_translate::termbase::Termbase;

use crate::locale::Locale;
use crate::text_file::text_file;

/// What is the same for all languages.
pub(crate) struct Checking<'a> {
    /// What was compared before without a fault, where that is kept.
    passed: Option<&'a Passed>,
    house_style: HouseStyle,
    do_not_translate: Vec<String>,
    glossary: Vec<(String, String)>,
}

impl<'a> Checking<'a> {
    /// The framework's glossary and house style.
    pub(crate) fn new(model: &Model) -> Self {
        let glossary = model.glossary.as_ref();
        let terms = glossary.into_iter().flat_map(|glossary| &glossary.terms);
        let kept = glossary.into_iter().flat_map(|glossary| &glossary.do_not_translate);
        Self {
            passed: None,
            house_style: model.house_style(),
            do_not_translate: kept.map(|word| word.as_str().to_owned()).collect(),
            glossary: terms.map(|term| (term.id.as_str().to_owned(), term.term.plain())).collect(),
        }
    }

    /// The same without comparing again what was compared before without a fault.
    pub(crate) fn remembering(self, passed: &'a Passed) -> Self {
        Self { passed: Some(passed), ..self }
    }

    /// The words that stay as they are in every language.
    pub(crate) fn do_not_translate(&self) -> Vec<&str> {
        self.do_not_translate.iter().map(String::as_str).collect()
    }

    /// The termbase of a language; an empty one where there is none.
    pub(crate) fn termbase(
        &self,
        files: &dyn Files,
        locale: &Locale,
        diagnostics: &mut Diagnostics,
    ) -> Termbase {
        let path = locale.termbase();
        if matches!(files.read(&path), Err(FileError::NotFound)) {
            return Termbase::empty();
        }
        let ids: Vec<&str> = self.glossary.iter().map(|(id, _)| id.as_str()).collect();
        let file = text_file(files, &path, diagnostics);
        file.map_or_else(Termbase::empty, |file| Termbase::read(&file, &ids, diagnostics))
    }

    /// Does something with what a language's translations are checked against.
    pub(crate) fn against<T>(&self, termbase: &Termbase, work: impl FnOnce(&CheckContext<'_>) -> T) -> T {
        let glossary: Vec<(&str, &str)> =
            self.glossary.iter().map(|(id, term)| (id.as_str(), term.as_str())).collect();
        work(&CheckContext {
            house_style: self.house_style,
            do_not_translate: &self.do_not_translate(),
            glossary: &glossary,
            termbase,
            passed: self.passed,
        })
    }
}
