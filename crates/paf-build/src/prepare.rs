//! Everything that targets share: the model, the catalogues, the templates.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Command, Diagnostic, Diagnostics, Place, Rule, Severity, SourceFile, did_you_mean};
use paf_locale::{Date, Lang};
use paf_model::decode::{PlacedLang, bad_language};
use paf_model::edition::{Edition, edition_of};
use paf_model::files::{FileError, Files};
use paf_model::load::edition_with;
use paf_model::{Model, Text};
use paf_template::{Pages, Templates};
use paf_translate::checks::Passed;
use paf_translate::termbase::Termbase;
use paf_translate::{Catalogue, Ledger, stale, sync};
use rayon::prelude::*;

use crate::checking::Checking;
use crate::ledgers;
use crate::locale::Locale;
use crate::plan::Selection;
use crate::target::Target;
use crate::text_file::text_file;
use crate::untranslated::Untranslated;

/// A framework that is read and checked.
pub struct Prepared {
    /// Whether all of it could be read: only then is it known which targets there are.
    pub whole: bool,
    /// The framework in its source language.
    pub model: Arc<Model>,
    /// The translations by language; a language without a PO file has an empty catalogue.
    pub catalogues: BTreeMap<Lang, Catalogue>,
    /// The translations of the country editions' own texts, by edition and language.
    pub edition_catalogues: BTreeMap<(Arc<str>, Lang), Catalogue>,
    /// Who vouches for what, where there is a ledger.
    pub ledgers: BTreeMap<Locale, Ledger>,
    /// The words to use, by language.
    pub termbases: BTreeMap<Lang, Termbase>,
    /// The templates.
    pub templates: Arc<Templates>,
    /// The templates of web pages.
    pub pages: Arc<Pages>,
    /// What is in error.
    pub errors: Vec<Diagnostic>,
    /// The country editions whose own files have errors: nothing is made of them.
    pub broken: BTreeSet<Arc<str>>,
}

impl Prepared {
    /// The catalogue of a locale.
    pub fn catalogue(&self, locale: &Locale) -> Option<&Catalogue> {
        match &locale.edition {
            None => self.catalogues.get(&locale.lang),
            Some(edition) => self.edition_catalogues.get(&(Arc::clone(edition), locale.lang)),
        }
    }

    /// The catalogues for an edition in a language, the one to ask first in front.
    pub fn catalogues_for(&self, edition: &Arc<str>, lang: Lang) -> Vec<&Catalogue> {
        let own = |lang| self.edition_catalogues.get(&(Arc::clone(edition), lang));
        let texts = self.language_of_texts(lang);
        let without = Some(lang.without_region()).filter(|without| *without != lang);
        let alone = (texts != lang).then(|| self.catalogues.get(&texts)).flatten();
        own(lang)
            .into_iter()
            .chain(without.and_then(own))
            .chain(self.catalogues.get(&lang))
            .chain(alone)
            .collect()
    }

    /// Where an edition's own texts are translated into a language: into that without the country, where there is
    /// a catalogue of it alone.
    pub fn locale_of_own(&self, edition: &Arc<str>, lang: Lang) -> Locale {
        let has = |lang| self.edition_catalogues.contains_key(&(Arc::clone(edition), lang));
        let alone = lang.without_region();
        Locale::national(edition, if !has(lang) && has(alone) { alone } else { lang })
    }

    /// Where the texts of a target are translated: those of the framework, and those of its edition.
    pub fn locales_of(&self, target: &Target) -> [Locale; 2] {
        let european = Locale::european(self.language_of_texts(target.lang));
        [european, self.locale_of_own(&target.edition, target.lang)]
    }

    /// The day that the files of a target carry: that on which its edition was completed.
    pub fn date_of(&self, target: &Target) -> Date {
        self.model.of(&target.edition).framework.date.date
    }

    /// The language into which the framework's own texts are translated for a language: that without the
    /// country, where it has a catalogue.
    pub fn language_of_texts(&self, lang: Lang) -> Lang {
        let alone = lang.without_region();
        if self.catalogues.contains_key(&alone) && alone != self.model.source_language() {
            alone
        } else {
            lang
        }
    }
}

/// What is wrong with the catalogues of languages that no target is in is left for the run that makes
/// one; what is stale is told once for all languages of the targets.
pub fn of_targets(
    found: Diagnostics,
    prepared: &Prepared,
    selection: &Selection,
    targets: &[Target],
) -> Diagnostics {
    let is_made = |locale: &Locale| {
        targets.iter().any(|target| {
            let is_of_language =
                target.lang == locale.lang || prepared.language_of_texts(target.lang) == locale.lang;
            is_of_language && locale.edition.as_ref().is_none_or(|id| *id == target.edition)
        })
    };
    let european = prepared.catalogues.keys().map(|&lang| Locale::european(lang));
    let national = prepared.edition_catalogues.keys().map(|(id, lang)| Locale::national(id, *lang));
    let (made, others): (Vec<Locale>, Vec<Locale>) = european.chain(national).partition(is_made);
    let others: Vec<String> =
        others.iter().flat_map(|locale| [locale.catalogue(), locale.ledger(), locale.termbase()]).collect();
    let is_ours = |diagnostic: &Diagnostic| {
        let path = diagnostic.primary.as_ref().map(|label| label.place.file().path());
        path.is_none_or(|path| {
            !others.iter().any(|other| other == path) && !is_of_another_edition(path, selection)
        })
    };
    let mut diagnostics: Diagnostics = found.into_iter().filter(is_ours).collect();
    let stale = made.iter().filter_map(|locale| Some((locale.lang, prepared.catalogue(locale)?.stale())));
    diagnostics.extend(stale::warnings(stale.flat_map(|(lang, stale)| stale.iter().map(move |s| (lang, s)))));
    diagnostics
}

/// Whether a file is that of an edition that is not asked for.
fn is_of_another_edition(path: &str, selection: &Selection) -> bool {
    let is_asked =
        |id: &str| selection.editions.is_empty() || selection.editions.iter().any(|asked| asked == id);
    edition_of(path).is_some_and(|id| !is_asked(id))
}

/// Whether an error keeps everything from being made, and not only an edition.
pub(crate) fn is_common(found: &Diagnostic, prepared: &Prepared) -> bool {
    found.severity == Severity::Error && edition_with(found).is_none_or(|id| !prepared.broken.contains(id))
}

/// The warnings about stale translations in all languages.
pub fn all_stale(prepared: &Prepared) -> Vec<Diagnostic> {
    let catalogues = prepared.catalogues.values().chain(prepared.edition_catalogues.values());
    stale::warnings(catalogues.flat_map(|found| found.stale().iter().map(|stale| (found.lang(), stale))))
}

/// Reads everything; where errors leave nothing to build on there is no [`Prepared`].
pub fn prepare(files: &dyn Files) -> (Option<Prepared>, Diagnostics) {
    prepare_in(files, &Wanted::All, &Passed::default())
}

/// The languages whose translations are needed. Reading and comparing all takes longer than laying a leaflet out.
pub enum Wanted {
    /// All of them.
    All,
    /// Those that are variants of some languages; the catalogues of others count as empty.
    Some(BTreeSet<String>),
}

impl Wanted {
    /// Those that somebody asks for; all where that is not clear.
    pub fn of(selection: &Selection) -> Self {
        let asked = selection.languages.iter().map(|code| Lang::parse(code).ok());
        let asked: Option<BTreeSet<String>> = asked.map(|lang| Some(lang?.language().to_owned())).collect();
        match asked.filter(|asked| !asked.is_empty()) {
            Some(asked) => Self::Some(asked),
            None => Self::All,
        }
    }

    /// Whether a language is one of them.
    pub fn has(&self, lang: Lang) -> bool {
        match self {
            Self::All => true,
            Self::Some(languages) => languages.contains(lang.language()),
        }
    }
}

/// The same with the translations of some languages alone: what is wrong with others is not found. What `passed` before
/// is not compared again.
pub fn prepare_in(files: &dyn Files, wanted: &Wanted, passed: &Passed) -> (Option<Prepared>, Diagnostics) {
    translated(&Untranslated::read(files), files, (wanted, passed))
}

/// Reads and checks the translations of what was read without them.
pub(crate) fn translated(
    untranslated: &Untranslated,
    files: &dyn Files,
    (wanted, passed): (&Wanted, &Passed),
) -> (Option<Prepared>, Diagnostics) {
    let mut diagnostics = untranslated.found.clone();
    let Some(model) = untranslated.model.clone() else { return (None, diagnostics) };
    let mut ledgers = BTreeMap::new();
    let checking = Checking::new(&model).remembering(passed);
    let catalogues = catalogues(&model, files, (wanted, &checking), (&mut ledgers, &mut diagnostics));
    let edition_catalogues =
        edition_catalogues(&model, files, (wanted, &checking), (&mut ledgers, &mut diagnostics));
    diagnostics.extend(untranslated_languages(&model, files));
    let termbases = termbases(&model, files, wanted);
    let (whole, errors, broken) = (untranslated.whole, Vec::new(), BTreeSet::new());
    let (templates, pages) = (Arc::clone(&untranslated.templates), Arc::clone(&untranslated.pages));
    let mut prepared = Prepared {
        whole,
        model,
        catalogues,
        edition_catalogues,
        ledgers,
        termbases,
        templates,
        pages,
        errors,
        broken,
    };
    let languages = prepared.catalogues.keys().map(|&lang| Locale::european(lang));
    let national = prepared.edition_catalogues.keys().map(|(id, lang)| Locale::national(id, *lang));
    let locales = languages.chain(national);
    let by_locale = locales.filter_map(|locale| prepared.catalogue(&locale).map(|found| (locale, found)));
    diagnostics.extend(ledgers::check(&prepared.model, &prepared.ledgers, &by_locale.collect()));
    let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
    prepared.errors = diagnostics.iter().filter(is_error).cloned().collect();
    prepared.broken = prepared.errors.iter().filter_map(edition_with).map(Arc::from).collect();
    (Some(prepared), diagnostics)
}

/// Whether templates can be filled in spite of these problems: none of them leaves a gap that a
/// template would only stumble over once more. Those of a country edition keep nothing else back.
pub(crate) fn can_fill_templates(diagnostics: &Diagnostics, prepared: &Prepared) -> bool {
    let leaves_none = |rule: Rule| {
        matches!(
            rule,
            Rule::DateOrder
                | Rule::DuplicateId
                | Rule::DuplicateKey
                | Rule::UnbalancedMark
                | Rule::ControlCharacter
                | Rule::UnknownPlaceholder
                | Rule::LinkInTitle
                | Rule::Count
                | Rule::Reference
                | Rule::EditionReference
                | Rule::MarkMismatch
        )
    };
    diagnostics.iter().all(|found| !is_common(found, prepared) || leaves_none(found.rule))
}

fn catalogues(
    model: &Model,
    files: &dyn Files,
    (wanted, checking): (&Wanted, &Checking<'_>),
    (ledgers, diagnostics): (&mut BTreeMap<Locale, Ledger>, &mut Diagnostics),
) -> BTreeMap<Lang, Catalogue> {
    let european: Vec<_> =
        model.texts.iter().filter(|text| !text.key.as_str().starts_with("editions.")).cloned().collect();
    let languages = model.all_languages();
    let mut catalogues: BTreeMap<Lang, Catalogue> =
        languages.iter().map(|&lang| (lang, Catalogue::empty(lang))).collect();
    let mut found = Vec::new();
    for (path, code) in in_folder(files, "framework/locales") {
        let Some(file) = text_file(files, &path, diagnostics) else { continue };
        let Ok(lang) = Lang::parse(&code) else {
            diagnostics.push(bad_language(&code, &Place::start_of(&file)));
            continue;
        };
        // What is made for a country has the texts of the language.
        let is_asked = languages.iter().any(|made| *made == lang || made.without_region() == lang);
        let is_made = is_asked || lang.is_pseudo() || model.may_be_unread("framework.languages");
        if !model.is_translated_into(lang) || !is_made {
            diagnostics.push(unused(&path, lang, model, &file));
            continue;
        }
        let locale = Locale::european(lang);
        if !wanted.has(lang) {
            catalogues.insert(lang, Catalogue::empty(lang));
            continue;
        }
        let file = if path == locale.catalogue() { file } else { not_there(model, &locale) };
        let beside = Beside::read(files, &locale, checking, diagnostics);
        found.push((file, locale, beside));
    }
    // Comparing every translation with its source takes the most time of all that is read.
    let read: Vec<_> = found
        .par_iter()
        .map(|(file, locale, beside)| {
            let mut told = Diagnostics::new();
            let is_foreign = |text: &&Arc<Text>| text.lang.language() != locale.lang.language();
            let foreign: Vec<_> = european.iter().filter(is_foreign).cloned().collect();
            (catalogue(file, locale.lang, model, &foreign, beside, &mut told), told)
        })
        .collect();
    let is_unread = |lang: &Lang| !wanted.has(*lang);
    let unread = catalogues.keys().copied().filter(is_unread);
    let own: BTreeSet<Lang> = found.iter().map(|(_, locale, _)| locale.lang).chain(unread).collect();
    for ((_, locale, beside), (catalogue, told)) in found.into_iter().zip(read) {
        catalogues.insert(locale.lang, catalogue);
        ledgers.insert(locale, beside.ledger);
        diagnostics.extend(told);
    }
    let alone: BTreeSet<Lang> = catalogues.keys().copied().filter(|lang| lang.region().is_none()).collect();
    catalogues.retain(|lang, _| {
        lang.region().is_none() || own.contains(lang) || !alone.contains(&lang.without_region())
    });
    catalogues
}

/// The catalogues of a folder with the languages they are named after, and the ledgers that have no catalogue
/// beside them: who vouched for something is named when the file is gone that holds it.
fn in_folder(files: &dyn Files, folder: &str) -> Vec<(String, String)> {
    let paths = files.list(folder).unwrap_or_default();
    let code = |path: &str, end: &str| {
        let name = path.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(end)?;
        (!name.contains('/')).then(|| name.to_owned())
    };
    let catalogues = paths.iter().filter_map(|path| Some((path.clone(), code(path, ".po")?)));
    let lone = paths.iter().filter_map(|path| {
        let code = code(path, ".ledger.yaml")?;
        (!paths.contains(&format!("{folder}/{code}.po"))).then(|| (path.clone(), code))
    });
    catalogues.chain(lone).collect()
}

/// A catalogue that has no file, with a header alone.
pub(crate) fn not_there(model: &Model, locale: &Locale) -> Arc<SourceFile> {
    let project = format!("{} {}", model.framework.id.as_str(), model.framework.version.as_str());
    let header = sync::header(locale.lang.code(), &project, locale.lang.plural_forms());
    SourceFile::new(locale.catalogue(), header)
}

/// The termbases of all languages; what is wrong with them was told with the catalogues.
fn termbases(model: &Model, files: &dyn Files, wanted: &Wanted) -> BTreeMap<Lang, Termbase> {
    let checking = Checking::new(model);
    let read =
        |lang: Lang| (lang, checking.termbase(files, &Locale::european(lang), &mut Diagnostics::new()));
    model.all_languages().into_iter().filter(|lang| wanted.has(*lang)).map(read).collect()
}

/// What stands beside a catalogue.
struct Beside<'a> {
    ledger: Ledger,
    termbase: Termbase,
    checking: &'a Checking<'a>,
}

impl<'a> Beside<'a> {
    fn read(
        files: &dyn Files,
        locale: &Locale,
        checking: &'a Checking<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let ledger = ledger(files, locale, diagnostics);
        // That of a country edition is the framework's, which is read with the framework.
        let mut of_framework = Diagnostics::new();
        let told = if locale.edition.is_none() { diagnostics } else { &mut of_framework };
        Self { ledger, termbase: checking.termbase(files, locale, told), checking }
    }
}

/// Reads one catalogue. A key that may be one of a file that could not be read is not unknown.
fn catalogue(
    file: &Arc<SourceFile>,
    lang: Lang,
    model: &Model,
    texts: &[Arc<Text>],
    beside: &Beside<'_>,
    diagnostics: &mut Diagnostics,
) -> Catalogue {
    if file.text().trim().is_empty() {
        diagnostics.push(
            Diagnostic::error(Rule::EmptyFile, format!("`{}` is empty", file.path()))
                .at(Place::start_of(file))
                .help(format!(
                    "put the translations back; if there are none yet, delete the file and run {}, which writes \
                     all texts into it",
                    Command::new("translate sync")
                )),
        );
        return Catalogue::empty(lang);
    }
    let mut found = Diagnostics::new();
    let catalogue = beside.checking.against(&beside.termbase, |against| {
        Catalogue::read(file, lang, texts, &beside.ledger, against, &mut found)
    });
    let may_be_known = |diagnostic: &Diagnostic| {
        let key = diagnostic.primary.as_ref().map_or("", |label| label.place.text().trim_matches('"'));
        diagnostic.rule == Rule::UnknownTranslation && model.may_be_unread(key)
    };
    diagnostics.extend(found.into_iter().filter(|diagnostic| !may_be_known(diagnostic)));
    catalogue
}

fn edition_catalogues(
    model: &Model,
    files: &dyn Files,
    (wanted, checking): (&Wanted, &Checking<'_>),
    (ledgers, diagnostics): (&mut BTreeMap<Locale, Ledger>, &mut Diagnostics),
) -> BTreeMap<(Arc<str>, Lang), Catalogue> {
    let mut catalogues = BTreeMap::new();
    for (id, edition) in &model.editions {
        let folder = format!("framework/editions/{id}/locales");
        let own = format!("editions.{id}.");
        let texts: Vec<_> =
            model.texts.iter().filter(|t| t.key.as_str().starts_with(&own)).cloned().collect();
        for (path, code) in in_folder(files, &folder) {
            let Some(file) = text_file(files, &path, diagnostics) else { continue };
            match Lang::parse(&code) {
                Ok(lang) if !model.may_be_unread(&own) && !is_asked(edition, lang) => {
                    diagnostics.push(unused_in_edition(&path, lang, (id, edition), &file));
                }
                Ok(lang) if !wanted.has(lang) => {
                    catalogues.insert((Arc::clone(id), lang), Catalogue::empty(lang));
                }
                Ok(lang) => {
                    let locale = Locale::national(id, lang);
                    let file = if path == locale.catalogue() { file } else { not_there(model, &locale) };
                    let beside = Beside::read(files, &locale, checking, diagnostics);
                    let read = catalogue(&file, lang, model, &texts, &beside, diagnostics);
                    catalogues.insert((Arc::clone(id), lang), read);
                    ledgers.insert(locale, beside.ledger);
                }
                Err(_) => diagnostics.push(bad_language(&code, &Place::start_of(&file))),
            }
        }
    }
    catalogues
}

/// Who vouches for the translations of a locale; nobody where there is no ledger.
pub(crate) fn ledger(files: &dyn Files, locale: &Locale, diagnostics: &mut Diagnostics) -> Ledger {
    let path = locale.ledger();
    if matches!(files.read(&path), Err(FileError::NotFound)) {
        return Ledger::default();
    }
    text_file(files, &path, diagnostics).map(|file| Ledger::read(&file, diagnostics)).unwrap_or_default()
}

/// Whether there is a catalogue of the framework for a language, or nothing to translate into it.
pub fn is_translated(model: &Model, files: &dyn Files, lang: Lang) -> bool {
    let has = |lang| !matches!(files.read(&Locale::european(lang).catalogue()), Err(FileError::NotFound));
    lang.is_pseudo()
        || lang.language() == model.source_language().language()
        || has(lang)
        || has(lang.without_region())
}

/// Languages of country editions for which there is no catalogue: every European text would be printed in the
/// language of the framework.
fn untranslated_languages(model: &Model, files: &dyn Files) -> Vec<Diagnostic> {
    let is_known = |lang: Lang| is_translated(model, files, lang);
    let error = |id: &str, placed: &PlacedLang| {
        let lang = placed.lang;
        let sync = Command::new("translate sync");
        Diagnostic::error(
            Rule::EditionLanguage,
            format!(
                "the edition `{id}` is made in {}, into which nothing of the framework is translated",
                lang.english_name()
            ),
        )
        .at(placed.written.place().clone())
        .help(format!(
            "run {sync}, which writes {} with all texts, and translate there; or take the language out",
            Locale::european(lang).catalogue()
        ))
    };
    let of_edition = |(id, edition): &(Arc<str>, Edition)| -> Vec<Diagnostic> {
        let unknown = edition.placed_languages().into_iter().filter(|placed| !is_known(placed.lang));
        unknown.map(|placed| error(id, placed)).collect()
    };
    model.editions.iter().flat_map(of_edition).collect()
}

/// Whether the own texts of an edition are translated into a language.
fn is_asked(edition: &Edition, lang: Lang) -> bool {
    let is_made = |made: &Lang| *made == lang || made.without_region() == lang;
    let is_foreign = edition.language.lang.language() != lang.language();
    lang.is_pseudo() || (is_foreign && edition.all_languages().iter().any(is_made))
}

fn unused_in_edition(
    path: &str,
    lang: Lang,
    (id, edition): (&Arc<str>, &Edition),
    file: &Arc<SourceFile>,
) -> Diagnostic {
    let made = edition.all_languages();
    let codes: Vec<&str> = made.iter().filter(|made| **made != lang).map(|made| made.code()).collect();
    let help = if edition.language.lang.language() == lang.language() {
        "delete it: the edition itself is written in this language".to_owned()
    } else {
        format!(
            "add `{lang}` to `languages` in framework/editions/{id}/edition.yaml and run {}, which writes all texts \
             into the file; or delete it",
            Command::new("translate sync")
        )
    };
    Diagnostic::warning(Rule::UnknownFile, format!("`{path}` is not used"))
        .at(Place::start_of(file))
        .help(help)
        .help_if(did_you_mean(lang.code(), codes).filter(|help| help.starts_with("did")))
}

fn unused(path: &str, lang: Lang, model: &Model, file: &Arc<SourceFile>) -> Diagnostic {
    let help = if !model.is_translated_into(lang) {
        "delete it: the framework itself is written in this language".to_owned()
    } else {
        let sync = Command::new("translate sync");
        format!(
            "add `{lang}` to `languages` in framework/framework.yaml and run {sync}, which writes all texts into \
             the file; or delete it"
        )
    };
    let codes: Vec<&str> = model.languages().iter().map(|lang| lang.code()).collect();
    Diagnostic::warning(Rule::UnknownFile, format!("`{path}` is not used"))
        .at(Place::start_of(file))
        .help(help)
        .help_if(did_you_mean(lang.code(), codes).filter(|help| help.starts_with("did")))
}

#[cfg(test)]
mod tests {
    use paf_model::files::{Files, Memory};

    use super::*;
    use crate::disk::Disk;
    use crate::plan::plan;

    #[test]
    fn what_is_told_of_a_language_is_the_same_whether_others_are_read_or_not() {
        let mut files = Memory::default();
        let disk = Disk::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/base"));
        for path in ["framework", "templates"].iter().flat_map(|folder| disk.list(folder).expect("a folder"))
        {
            files.insert(path.clone(), disk.read(&path).expect("a file"));
        }
        let broken = b"msgid \"a\"\nmsgstr \"b\"\n\nmsgctxt \"x\"\nmsgid \"unknown\"\nmsgstr \"y\"\n";
        files.insert("framework/locales/fr.po", *broken);
        let told = |codes: &[&str], wanted: fn(&Selection) -> Wanted| {
            let languages = codes.iter().map(|code| (*code).to_owned()).collect();
            let selection = Selection { languages, ..Selection::default() };
            let (prepared, found) = prepare_in(&files, &wanted(&selection), &Passed::default());
            let prepared = prepared.expect("it can be read");
            let targets = plan(&prepared.model, &selection).expect("there are targets");
            let found = of_targets(found, &prepared, &selection, &targets).sorted();
            paf_diag::render(&found, paf_diag::Format::Short, false)
        };
        for codes in [&["en"][..], &["fr"], &["en", "fr"]] {
            assert_eq!(told(codes, Wanted::of), told(codes, |_| Wanted::All), "{codes:?}");
        }
        assert!(told(&["fr"], Wanted::of).contains("fr.po") && !told(&["en"], Wanted::of).contains("fr.po"));
    }
}
