//! What targets print in another language than their own, because nobody has translated it yet.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Command, Diagnostic, Diagnostics, Rule};
use paf_locale::Lang;
use paf_model::Text;
use paf_translate::{State, localise};
use rayon::prelude::*;

use crate::locale::Locale;
use crate::plan::{EUROPEAN, one_for_all_profiles};
use crate::prepare::Prepared;
use crate::project::{self, Ready};
use crate::target::Target;
use crate::unprinted::{self, Printed};

/// How many texts are named.
const NAMED: usize = 8;
/// How many places are shown besides the first.
const SHOWN: usize = 2;

/// What a document prints in another language.
pub(crate) struct Lacking {
    target: Target,
    /// The texts by the catalogue that they would be translated in.
    texts: Vec<(Locale, Vec<Arc<Text>>)>,
}

impl Lacking {
    /// What a target lacks; nothing where it lacks nothing.
    pub(crate) fn of(ready: &Ready, target: &Target, prepared: &Prepared) -> Option<Self> {
        let own = prepared.locale_of_own(&target.edition, target.lang);
        let european = Locale::european(prepared.language_of_texts(target.lang));
        let missing = ready.standings.iter().filter(|s| s.state == State::Missing).map(|s| &s.source);
        let mut known = BTreeSet::new();
        let missing = missing.filter(|text| known.insert(text.key.as_str())).cloned();
        let (of_edition, of_framework): (Vec<Arc<Text>>, Vec<Arc<Text>>) =
            missing.partition(|text| text.key.as_str().starts_with("editions."));
        let both = [(own, of_edition), (european, of_framework)];
        let texts: Vec<_> = both.into_iter().filter(|(_, texts)| !texts.is_empty()).collect();
        (!texts.is_empty()).then(|| Self { target: target.clone(), texts })
    }

    fn count(&self) -> usize {
        self.texts.iter().map(|(_, texts)| texts.len()).sum()
    }
}

/// What the targets lack, and what of a country edition none of them prints, without typesetting one of them. A
/// template that fails is told when its target is made.
pub fn lacking(prepared: &Prepared, targets: &[Target]) -> Diagnostics {
    let of_target = |target: &Target| {
        let is_broken = prepared.broken.contains(&target.edition);
        let ready = (!is_broken)
            .then(|| project::template(prepared, target, prepared.date_of(target)).ok())
            .flatten()?;
        Some((Lacking::of(&ready, target, prepared), Printed::of(&ready, target)))
    };
    let looked_at: Vec<_> = one_for_all_profiles(targets).par_iter().filter_map(of_target).collect();
    let (lacking, printed): (Vec<_>, Vec<_>) = looked_at.into_iter().unzip();
    let mut found = told(&lacking.into_iter().flatten().collect::<Vec<_>>(), prepared);
    found.extend(unprinted::told(&printed.into_iter().flatten().collect::<Vec<_>>(), prepared));
    found
}

/// The warnings: one for each document and language of the framework, and one for each language of a country
/// edition, whose documents are made by the same people.
pub(crate) fn told(all: &[Lacking], prepared: &Prepared) -> Diagnostics {
    let mut together: BTreeMap<(&str, Lang, &str), Vec<&Lacking>> = BTreeMap::new();
    for lacking in all {
        let target = &lacking.target;
        let document = if &*target.edition == EUROPEAN { &*target.document } else { "" };
        together.entry((&target.edition, target.lang, document)).or_default().push(lacking);
    }
    together.values().filter_map(|several| warning(several, prepared)).collect()
}

fn warning(several: &[&Lacking], prepared: &Prepared) -> Option<Diagnostic> {
    let target = &several.first()?.target;
    // What is the edition's own comes first: the others are for the translators of the framework.
    let mut by_locale: Vec<(&Locale, Vec<&Arc<Text>>)> = Vec::new();
    for (locale, texts) in several.iter().flat_map(|lacking| &lacking.texts) {
        let at = by_locale.iter().position(|(known, _)| *known == locale).unwrap_or_else(|| {
            by_locale.push((locale, Vec::new()));
            by_locale.len() - 1
        });
        let Some((_, known)) = by_locale.get_mut(at) else { continue };
        let keys: BTreeSet<&str> = known.iter().map(|text| text.key.as_str()).collect();
        known.extend(texts.iter().filter(|text| !keys.contains(text.key.as_str())));
    }
    by_locale.sort_by_key(|(locale, _)| locale.edition.is_none());
    let texts: Vec<&Arc<Text>> = by_locale.iter().flat_map(|(_, texts)| texts.iter().copied()).collect();
    let first = texts.first()?;
    let what = if texts.len() == 1 { "text is" } else { "texts are" };
    let language = target.lang.english_name();
    let begin = format!("{} {what} not translated into {language} in the", texts.len());
    let message = match &*target.edition {
        EUROPEAN => format!("{begin} document `{}` and printed as written", target.document),
        edition => {
            let documents = several.iter().map(|one| format!("{} in `{}`", one.count(), one.target.document));
            let documents = documents.collect::<Vec<_>>().join(", ");
            format!("{begin} edition `{edition}` ({documents}) and printed in {}", languages(&texts))
        }
    };
    let found =
        Diagnostic::warning(Rule::Untranslated, message).at_with(first.place().clone(), "the first of them");
    let shown = texts.iter().skip(1).take(SHOWN).filter(|_| &*target.edition != EUROPEAN);
    let found = shown.fold(found, |found, text| found.also(text.place().clone(), "another of them"));
    Some(by_locale.iter().fold(found, |found, (locale, texts)| found.help(help(locale, texts, prepared))))
}

/// Which words of web pages nobody has translated, one warning for each language in which something is read.
pub fn lacking_on_pages(prepared: &Prepared, targets: &[Target]) -> Diagnostics {
    let read: BTreeMap<Lang, &Target> = targets
        .iter()
        .filter(|target| !target.profile.is_printed())
        .map(|target| (prepared.language_of_texts(target.lang), target))
        .collect();
    let words = prepared.model.site_labels();
    let of_language = |(lang, target): (Lang, &Target)| {
        let found = localise(&words, target.lang, &prepared.catalogues_for(&target.edition, target.lang));
        let missing = found.standings.iter().filter(|standing| standing.state == State::Missing);
        let missing: Vec<&Arc<Text>> = missing.map(|standing| &standing.source).collect();
        let first = missing.first()?;
        let what = if missing.len() == 1 { "text is" } else { "texts are" };
        let language = lang.english_name();
        let message = format!(
            "{} {what} not translated into {language} on the web pages and shown as written",
            missing.len()
        );
        let place = first.place().clone();
        let warning = Diagnostic::warning(Rule::Untranslated, message).at_with(place, "the first of them");
        Some(warning.help(help(&Locale::european(lang), &missing, prepared)))
    };
    read.into_iter().filter_map(of_language).collect()
}

/// The names of the languages that texts are written in.
fn languages(texts: &[&Arc<Text>]) -> String {
    let names: BTreeSet<&str> = texts.iter().map(|text| text.lang.english_name()).collect();
    names.into_iter().collect::<Vec<_>>().join(" and ")
}

fn help(locale: &Locale, texts: &[&Arc<Text>], prepared: &Prepared) -> String {
    let mut keys: Vec<&str> = texts.iter().map(|text| text.key.as_str()).collect();
    keys.sort_unstable();
    let named: Vec<String> = keys.iter().take(NAMED).map(|key| format!("`{key}`")).collect();
    let rest = match keys.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let named = format!("{}{rest}", named.join(", "));
    let path = locale.catalogue();
    let write = Command::new(if locale.lang.is_pseudo() { "translate pseudo" } else { "translate sync" });
    if prepared.catalogue(locale).is_some_and(|catalogue| catalogue.has_entries()) {
        format!("translate in {path}, into which {write} writes what is not there yet: {named}")
    } else {
        format!("run {write}, which writes {path} with all texts, and translate there: {named}")
    }
}

#[cfg(test)]
mod tests {
    use paf_model::files::Files;

    use super::*;
    use crate::disk::Disk;
    use crate::plan::{Selection, plan};
    use crate::prepare::prepare;

    #[test]
    fn an_edition_is_told_once_in_a_language_whatever_it_makes() {
        let mut files = paf_model::files::Memory::default();
        let disk = Disk::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/base"));
        for path in ["framework", "templates"].iter().flat_map(|folder| disk.list(folder).expect("a folder"))
        {
            files.insert(path.clone(), disk.read(&path).expect("a file"));
        }
        files.insert(
            "framework/editions/be/edition.yaml",
            *b"title: Belgique\nlanguage: fr\nlanguages: [fr, en]\ndocuments: {report: {languages: [fr, en]}, \
               leaflet: {}}\nbased-on: \"1.0\"\nnote: {leaflet.panels.call: Une note.}\n",
        );
        let (prepared, _) = prepare(&files);
        let prepared = prepared.expect("it can be read");
        let selection = Selection { editions: vec!["be".to_owned()], ..Selection::default() };
        let targets = plan(&prepared.model, &selection).expect("there are targets");
        let told = lacking(&prepared, &targets).sorted();
        let languages: Vec<bool> =
            told.iter().map(|found| found.message.contains("into French in the edition `be` (")).collect();
        assert_eq!(languages.len(), 2, "{told:?}");
        assert_eq!(languages.iter().filter(|french| **french).count(), 1);
    }
}
