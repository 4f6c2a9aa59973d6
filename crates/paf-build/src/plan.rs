//! Which targets a run makes.

use std::sync::Arc;

use paf_diag::{Command, Diagnostic, Diagnostics, Rule, did_you_mean};
use paf_locale::Lang;
use paf_model::Model;
use paf_model::document::Profile;
use paf_model::edition::is_edition_id;

use crate::asked::{near_languages, unknown_language};
use crate::shard::Shard;
use crate::target::Target;

/// The European edition.
pub(crate) const EUROPEAN: &str = "eu";

/// What is chosen on the command line; an empty list means all.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Documents by id.
    pub documents: Vec<String>,
    /// Editions.
    pub editions: Vec<String>,
    /// Language codes.
    pub languages: Vec<String>,
    /// Profiles.
    pub profiles: Vec<String>,
    /// The part of it that is made here; all where there is none.
    pub shard: Option<Shard>,
}

impl Selection {
    /// The same with each language that the framework has without its country asked for without it; a warning
    /// says so.
    pub fn near(self, model: &Model) -> (Self, Diagnostics) {
        let (languages, told) = near_languages(model, &self.languages);
        (Self { languages, ..self }, told)
    }
}

/// The targets of a selection, by document, edition, language and profile.
///
/// # Errors
/// If the selection names something that does not exist, or leaves nothing.
pub fn plan(model: &Model, selection: &Selection) -> Result<Vec<Target>, Diagnostics> {
    let mut wrong = Diagnostics::new();
    let documents: Vec<&str> =
        model.documents.iter().map(|(id, _)| &**id).filter(|id| !model.languages_of(id).is_empty()).collect();
    let editions: Vec<&str> =
        std::iter::once(EUROPEAN).chain(model.editions.iter().map(|(id, _)| &**id)).collect();
    let unread = || model.unread_editions.iter().map(|id| &**id);
    let known: Vec<&str> = editions.iter().copied().chain(unread()).collect();
    let languages_of_all = model.all_languages();
    check("document", &selection.documents, &documents, &mut wrong);
    wrong.extend(
        selection
            .editions
            .iter()
            .filter(|id| !known.contains(&id.as_str()))
            .map(|id| unknown_edition(id, &known)),
    );
    // Pseudo-languages are made when they are asked for, and never otherwise.
    let is_real = |code: &&String| Lang::pseudo().all(|pseudo| pseudo.code() != code.as_str());
    let real: Vec<String> = selection.languages.iter().filter(is_real).cloned().collect();
    let is_unknown = |code: &&String| languages_of_all.iter().all(|lang| lang.code() != code.as_str());
    wrong.extend(real.iter().filter(is_unknown).map(|code| unknown_language(code, &languages_of_all)));
    check("profile", &selection.profiles, Profile::WORDS, &mut wrong);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let chosen = |list: &[String], word: &str| list.is_empty() || list.iter().any(|item| item == word);
    let framework: Arc<str> = model.framework.id.as_str().into();
    let mut targets = Vec::new();
    for edition in editions.iter().filter(|edition| chosen(&selection.editions, edition)) {
        for (id, document) in model.documents.iter().filter(|(id, _)| chosen(&selection.documents, id)) {
            let made = languages(model, edition, id);
            let is_asked = |lang: &Lang| selection.languages.iter().any(|code| code == lang.code());
            let pseudo = Lang::pseudo().filter(|lang| !made.is_empty() && is_asked(lang)).collect::<Vec<_>>();
            for lang in made.into_iter().filter(|l| chosen(&selection.languages, l.code())).chain(pseudo) {
                let chosen_profiles =
                    document.profiles.iter().filter(|p| chosen(&selection.profiles, p.value.as_str()));
                targets.extend(chosen_profiles.map(|profile| Target {
                    framework: Arc::clone(&framework),
                    document: Arc::clone(id),
                    edition: Arc::from(*edition),
                    lang,
                    profile: profile.value,
                }));
            }
        }
    }
    if targets.is_empty() && !unread().any(|id| selection.editions.iter().any(|chosen| chosen == id)) {
        let chosen_editions = editions.iter().copied().filter(|edition| chosen(&selection.editions, edition));
        let chosen_documents = documents.iter().copied().filter(|id| chosen(&selection.documents, id));
        wrong.push(nothing_made(
            model,
            &chosen_editions.collect::<Vec<_>>(),
            &chosen_documents.collect::<Vec<_>>(),
        ));
        return Err(wrong);
    }
    match selection.shard.filter(|_| !targets.is_empty()) {
        Some(shard) => shard.of(targets, model).map_err(|error| Diagnostics::from_iter([*error])),
        None => Ok(targets),
    }
}

/// The first target of each document, edition and language, whatever it is for: all profiles print the
/// same texts.
pub fn one_for_all_profiles(targets: &[Target]) -> Vec<Target> {
    let mut kept: Vec<Target> = Vec::new();
    for target in targets {
        let is_same = |other: &Target| {
            (&other.document, &other.edition, other.lang) == (&target.document, &target.edition, target.lang)
        };
        // Profiles of one text follow one another in a plan.
        if !kept.last().is_some_and(is_same) {
            kept.push(target.clone());
        }
    }
    kept
}

/// Says of the editions and documents that were asked for in which languages there are any.
fn nothing_made(model: &Model, editions: &[&str], documents: &[&str]) -> Diagnostic {
    let in_all = |edition: &str| {
        let of_document = |id: &&str| {
            let codes: Vec<&str> = languages(model, edition, id).iter().map(|lang| lang.code()).collect();
            (!codes.is_empty()).then(|| format!("`{id}` in {}", codes.join(", ")))
        };
        documents.iter().filter_map(of_document).collect::<Vec<_>>().join("; ")
    };
    let told = editions.iter().map(|edition| match in_all(edition) {
        made if made.is_empty() => format!("the edition `{edition}` makes none of these documents"),
        made => format!("the edition `{edition}` makes {made}"),
    });
    let found = Diagnostic::error(Rule::UnknownSelection, "nothing is made in this selection");
    told.fold(found, Diagnostic::help)
}

/// The languages an edition makes a document in.
pub(crate) fn languages(model: &Model, edition: &str, document: &str) -> Vec<Lang> {
    match model.edition(edition) {
        Some(national) if !model.languages_of(document).is_empty() => national.languages_of(document),
        Some(_) => Vec::new(),
        None => model.languages_of(document),
    }
}

/// There is no such edition; of a country without one, how to begin it.
pub fn unknown_edition(id: &str, known: &[&str]) -> Diagnostic {
    let found = Diagnostic::error(Rule::UnknownSelection, format!("there is no edition `{id}`"));
    match is_edition_id(id) {
        true => found
            .help(format!("an edition is made from framework/editions/{id}/edition.yaml"))
            .help(format!("{} begins it", Command::new("edition new").arg(id))),
        false => found.help_if(did_you_mean(id, known.iter().copied())),
    }
}

fn check(what: &str, chosen: &[String], known: &[&str], wrong: &mut Diagnostics) {
    for word in chosen.iter().filter(|word| !known.contains(&word.as_str())) {
        wrong.push(
            Diagnostic::error(Rule::UnknownSelection, format!("there is no {what} `{word}`"))
                .help_if(did_you_mean(word, known.iter().copied())),
        );
    }
}
