//! Checks the parts of the framework against each other.

mod bare_keys;
mod dates;
mod edition;
mod empty;
mod keys;
mod referred;
mod titles;
mod unused;
mod waivers;
mod written;

use std::collections::{BTreeMap, BTreeSet};

use paf_diag::{Diagnostic, Diagnostics, MOST, Place, Rule, Severity, did_you_mean, nearest};
use paf_locale::guess_wrong_language;

use crate::decode::{Reference, Str};
use crate::document::{ContentFile, Document, Profile};
use crate::edition::edition_of;
use crate::files::{FOLDERS, FileError, Files, inside};
use crate::leaflet::PanelKind;
use crate::markup::{COUNTED, Inline, PLACEHOLDERS};
use crate::model::Model;
use crate::pictures;
use crate::shape::RefKind;
use crate::strays;
use crate::text::{Text, TextKind, has_placeholders, keys_of};
use dates::{dates, reviews, years};
use waivers::Waivers;

/// Runs all checks; `references` are those that were read in all files, `declared` what stands in a file,
/// readable or not. What would be wrong only because something else has errors, which are in `diagnostics`
/// already, is not asked.
pub fn run(
    model: &Model,
    references: &[Reference],
    declared: &BTreeSet<(RefKind, String)>,
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) {
    let faulty = Faulty::of(diagnostics);
    let waivers = Waivers::of(model, diagnostics);
    unknown_ids(model, references, declared, diagnostics);
    if model.unread.is_empty() {
        uncited(model, references, &waivers, diagnostics);
    }
    languages(model, diagnostics);
    if !model.may_be_unread("framework.documents") {
        documents(model, &faulty, files, diagnostics);
    }
    recommendations(model, diagnostics);
    dates(model, diagnostics);
    years(model, &|_| true, diagnostics);
    reviews(model, diagnostics);
    blocks(model, diagnostics);
    logos(model, files, diagnostics);
    if model.unread.is_empty() && !diagnostics.has_errors() {
        strays::pictures(model, references, files, diagnostics);
    }
    edition::rules::check(model, diagnostics);
    for (id, edition) in &model.editions {
        edition::check(id, edition, model, model.of(id), files, diagnostics);
    }
    keys::unique(&model.texts, diagnostics);
    titles::check(model, diagnostics);
    referred::european(model, diagnostics);
    let keys = bare_keys::Keys::of(model);
    for text in &model.texts {
        placeholders(text, diagnostics);
        diagnostics.extend(keys.find(text));
        if !model.may_be_unread("framework.language") {
            language_of_text(text, diagnostics);
        }
    }
    if !model.may_be_unread("framework.language") {
        written::check(model, &waivers, diagnostics);
    }
    // What a file with errors would have named or filled is not known.
    if model.unread.is_empty() && !diagnostics.has_errors() {
        for (place, found) in empty::find(model).into_iter().chain(unused::find(model, references, files)) {
            waivers.apply(&place, [found], diagnostics);
        }
        waivers.report_idle(diagnostics);
    }
}

/// The files that have errors of their own.
struct Faulty(BTreeSet<String>);

impl Faulty {
    fn of(diagnostics: &Diagnostics) -> Self {
        let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
        let places = errors.filter_map(|diagnostic| diagnostic.primary.as_ref());
        Self(places.map(|label| label.place.file().path().to_owned()).collect())
    }

    /// Whether any of these files, or files of these folders, has errors.
    fn any(&self, paths: &[&str]) -> bool {
        self.0.iter().any(|path| paths.iter().any(|faulty| path.starts_with(faulty)))
    }
}

/// The ids of a kind; `None` where the file that gives them could not be read.
pub fn ids_of(model: &Model, kind: RefKind) -> Option<Vec<&str>> {
    match kind {
        RefKind::Source => {
            let read =
                model.references.as_ref().map(|list| list.keys.iter().map(paf_diag::Written::text).collect());
            read.or_else(|| is_absent(model, "references").then(Vec::new))
        }
        RefKind::Term => {
            let read =
                model.glossary.as_ref().map(|list| list.terms.iter().map(|term| term.id.as_str()).collect());
            read.or_else(|| is_absent(model, "glossary").then(Vec::new))
        }
        RefKind::Actor => {
            (!model.may_be_unread("framework.actors")).then(|| model.framework.actors.ids().collect())
        }
        RefKind::Figure => {
            (!model.may_be_unread("figures.")).then(|| model.figures.iter().map(|(id, _)| &**id).collect())
        }
        RefKind::Document => (!model.may_be_unread("documents."))
            .then(|| model.documents.iter().map(|(id, _)| &**id).collect()),
        RefKind::Recommendation => (!model.may_be_unread("recommendations."))
            .then(|| model.recommendations.iter().map(|(id, _)| &**id).collect()),
    }
}

/// Whether a file of `framework/` is not there at all, and not only unreadable.
fn is_absent(model: &Model, stem: &str) -> bool {
    !model.sources.contains_key(&format!("framework/{stem}.yaml"))
        && !model.may_be_unread(&format!("{stem}."))
}

fn unknown_ids(
    model: &Model,
    references: &[Reference],
    declared: &BTreeSet<(RefKind, String)>,
    diagnostics: &mut Diagnostics,
) {
    // What is there and has errors of its own is not unknown as well.
    let is_declared = |reference: &&Reference| declared.contains(&(reference.kind, reference.id.clone()));
    let mut ids: BTreeMap<(Option<&str>, RefKind), Option<BTreeSet<&str>>> = BTreeMap::new();
    let mut told = 0;
    for reference in references.iter().filter(|reference| !is_declared(reference)) {
        // An edition may refer to what it adds.
        let edition = edition_of(reference.place.file().path());
        let of_edition = edition.map_or(model, |edition| model.of(edition));
        let known = ids.entry((edition, reference.kind));
        let known = known.or_insert_with(|| Some(ids_of(of_edition, reference.kind)?.into_iter().collect()));
        let Some(known) = known else { continue };
        if !known.contains(reference.id.as_str()) && !is_broken_figure(model, reference) {
            told += 1;
            // All ids are compared with each unknown one, and nobody is shown more than the first.
            let near = if told <= MOST { ids_of(of_edition, reference.kind) } else { None };
            let near = near.unwrap_or_default();
            diagnostics.push(unknown_id(reference.kind, &reference.id, &reference.place, &near));
        }
    }
}

/// A figure of which only a part is there, or is readable, has been reported already.
fn is_broken_figure(model: &Model, reference: &Reference) -> bool {
    let folder = match edition_of(reference.place.file().path()) {
        Some(edition) if reference.id.starts_with(&format!("{edition}-")) => {
            format!("framework/editions/{edition}/figures")
        }
        _ => "framework/figures".to_owned(),
    };
    let is_there = |ending| model.sources.contains_key(&format!("{folder}/{}.{ending}", reference.id));
    let endings = ["yaml", "typ"].into_iter().chain(pictures::ENDINGS);
    reference.kind == RefKind::Figure && endings.into_iter().any(is_there)
}

/// The diagnostic for an id that nothing has.
pub fn unknown_id(kind: RefKind, id: &str, place: &Place, known: &[&str]) -> Diagnostic {
    let word = kind.word();
    let several: Vec<&str> = id.split([' ', ',', ';']).filter(|id| !id.is_empty()).collect();
    if several.len() > 1 {
        return Diagnostic::error(Rule::UnknownId, format!("no {word} has the id `{id}`"))
            .at(place.clone())
            .help(format!("put a comma between two ids: `{}`", several.join(", ")));
    }
    let help = did_you_mean(id, known.iter().copied()).or_else(|| {
        Some(match kind {
            RefKind::Source => format!("add `{id}` to framework/references.yaml"),
            RefKind::Figure => format!("add `{id}.yaml` and its drawing to framework/figures/"),
            RefKind::Term => format!("add `{id}` to framework/glossary.yaml"),
            _ => format!("define the {word} `{id}` first"),
        })
    });
    Diagnostic::error(Rule::UnknownId, format!("no {word} has the id `{id}`")).at(place.clone()).help_if(help)
}

fn uncited(model: &Model, references: &[Reference], waivers: &Waivers, diagnostics: &mut Diagnostics) {
    let cited: BTreeSet<&str> =
        references.iter().filter(|r| r.kind == RefKind::Source).map(|r| r.id.as_str()).collect();
    let national = model.nationals.values().flat_map(|national| &national.references);
    let added =
        national.flat_map(|list| &list.keys).filter(|key| edition_of(key.place().file().path()).is_some());
    for key in model.references.iter().flat_map(|list| &list.keys).chain(added) {
        if !cited.contains(key.text()) {
            let found =
                Diagnostic::warning(Rule::Uncited, format!("the reference `{}` is never cited", key.text()))
                    .at(key.place().clone())
                    .help(format!("cite it with `[@{}]`, or remove it", key.text()));
            waivers.apply(key.place(), [found], diagnostics);
        }
    }
}

fn languages(model: &Model, diagnostics: &mut Diagnostics) {
    let framework = &model.framework;
    let of_documents = framework.documents.0.iter().map(|(_, choice)| &choice.languages);
    let editions = || model.editions.iter().map(|(_, edition)| edition);
    let of_editions =
        editions().map(|edition| &edition.languages).chain(editions().flat_map(|e| e.documents.lists()));
    for list in std::iter::once(&framework.languages).chain(of_documents).chain(of_editions) {
        let listed = list.iter().map(|placed| (placed.lang.code(), placed.written.place()));
        listed_once("language", listed, diagnostics);
    }
    let made = model.languages();
    for placed in framework.documents.0.iter().flat_map(|(_, choice)| &choice.languages) {
        if !made.contains(&placed.lang) {
            diagnostics.push(
                Diagnostic::error(
                    Rule::UnknownId,
                    format!("`{}` is not among the framework's languages", placed.lang),
                )
                .at(placed.written.place().clone())
                .help(format!("add `{}` to `languages`, or remove it here", placed.lang)),
            );
        }
    }
    let known: Vec<&str> = model.documents.iter().map(|(id, _)| &**id).collect();
    for (id, choice) in &framework.documents.0 {
        let is_broken = model.sources.contains_key(&format!("templates/{id}/document.yaml"))
            || model.may_be_unread(&format!("documents.{id}."));
        if !known.contains(&&**id) && !is_broken {
            diagnostics.push(unknown_id(RefKind::Document, id, &choice.at, &known));
        }
    }
}

/// A word that stands twice in one list would be made twice, or change nothing.
fn listed_once<'a>(
    what: &str,
    listed: impl Iterator<Item = (&'a str, &'a Place)>,
    diagnostics: &mut Diagnostics,
) {
    let mut seen = BTreeMap::new();
    for (word, place) in listed {
        if let Some(first) = seen.insert(word, place) {
            diagnostics.push(
                Diagnostic::error(Rule::DuplicateId, format!("the {what} `{word}` is listed twice"))
                    .at_with(place.clone(), "again here")
                    .also(first.clone(), "first here")
                    .help("remove one of the two"),
            );
        }
    }
}

fn documents(model: &Model, faulty: &Faulty, files: &dyn Files, diagnostics: &mut Diagnostics) {
    for (id, document) in &model.documents {
        if model.languages_of(id).is_empty() {
            continue;
        }
        let profiles = document.profiles.iter().map(|placed| (placed.value.as_str(), &placed.place));
        listed_once("profile", profiles, diagnostics);
        let entry = format!("templates/{id}/{}", document.entry.as_str());
        check_path(&entry, &document.entry, "the template", files, diagnostics);
        icc_profile(document, files, diagnostics);
        cover(document, diagnostics);
        for required in &document.requires {
            let path = content_path(required.value);
            if !has_content(model, required.value)
                && !model.may_be_unread(&keys_of(path.trim_end_matches('/')))
            {
                diagnostics.push(
                    Diagnostic::error(
                        Rule::MissingFile,
                        format!("the document `{id}` needs `{path}`, which is missing"),
                    )
                    .at(required.place.clone())
                    .help(format!(
                        "write `{path}`, or leave `{id}` out of `documents` in framework/framework.yaml"
                    )),
                );
            }
        }
        if !faulty.any(&["framework/leaflet.yaml", document.at.file().path()]) {
            panels(model, document, diagnostics);
            if let Some(fold) = &document.fold {
                let printed = document.requires.iter().any(|file| file.value == ContentFile::Leaflet);
                let leaflet = model.leaflet.as_ref().filter(|_| printed);
                let number = leaflet.map(|leaflet| leaflet.panels.len());
                fold.check(number, document.paper.width.0, diagnostics);
            }
        }
    }
}

fn icc_profile(document: &Document, files: &dyn Files, diagnostics: &mut Diagnostics) {
    let Some(press) = &document.press else { return };
    let Some(icc) = &press.icc else {
        if let Some(lone) = &press.condition {
            diagnostics.push(
                Diagnostic::error(Rule::MissingKey, "a printing condition is named without its profile")
                    .at(lone.place().clone())
                    .help("write `icc:` with the path of the profile, or take this line out"),
            );
        }
        if let Some(lone) = &press.ink_limit {
            diagnostics.push(
                Diagnostic::error(Rule::MissingKey, "an ink limit is named without its profile")
                    .at(lone.place.clone())
                    .help("write `icc:` with the path of the profile, or take this line out: the profiles that come with paf have limits of their own"),
            );
        }
        return;
    };
    if let Some(intent) = &press.intent {
        diagnostics.push(
            Diagnostic::error(
                Rule::OutputProfile,
                "two printing conditions are named, and a file is made for one",
            )
            .at(intent.place.clone())
            .also(icc.place.clone(), "the printer’s own profile")
            .help("take one of the two out"),
        );
    }
    check_path(icc.value.as_str(), &icc.value, "the profile", files, diagnostics);
    if press.condition.is_none() {
        diagnostics.push(
            Diagnostic::error(Rule::MissingKey, "a profile is given without the condition it stands for")
                .at(icc.place.clone())
                .help("write `condition:` with the name that the printer gave you, such as `FOGRA51`"),
        );
    }
}

/// A cover apart that could not be made, or for which nothing is made.
fn cover(document: &Document, diagnostics: &mut Diagnostics) {
    let Some(cover) = document.press.as_ref().and_then(|press| press.cover.as_ref()) else { return };
    cover.value.check(&cover.place, diagnostics);
    let wrong = |message: &str, help: &str| {
        Diagnostic::error(Rule::Cover, message.to_owned()).at(cover.place.clone()).help(help)
    };
    if let Some(fold) = &document.fold
        && let Some(panel) = fold.sides.outside.panels.first()
    {
        diagnostics.push(
            wrong("a sheet that is folded has no cover", "take `cover` out, or `fold`")
                .also(panel.place.clone(), "folded here"),
        );
    }
    if !document.has_profile(Profile::Press) {
        diagnostics.push(wrong(
            "a cover is ordered for a document that is not made for a printer",
            "add `press` to `profiles`, or take `cover` out",
        ));
    }
}

/// Whether a content file is there, readable or not: what is wrong inside it is told elsewhere.
fn has_content(model: &Model, file: ContentFile) -> bool {
    match file {
        ContentFile::Recommendations => {
            model.sources.keys().any(|path| path.starts_with("framework/recommendations/"))
        }
        other => model.sources.contains_key(&content_path(other)),
    }
}

fn content_path(file: ContentFile) -> String {
    match file {
        ContentFile::Recommendations => "framework/recommendations/".to_owned(),
        other => format!("framework/{}.yaml", other.as_str()),
    }
}

fn panels(model: &Model, document: &Document, diagnostics: &mut Diagnostics) {
    let Some(leaflet) = model.leaflet.as_ref().filter(|_| !document.panels.is_empty()) else { return };
    let given: Vec<PanelKind> = leaflet.panels.iter().map(|panel| panel.kind).collect();
    if given == document.panels {
        return;
    }
    let words = |kinds: &[PanelKind]| kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
    diagnostics.push(
        Diagnostic::error(
            Rule::MissingPanel,
            format!(
                "the leaflet has the panels {}, and its layout has {}",
                words(&given),
                words(&document.panels)
            ),
        )
        .at(leaflet.panels.last().map_or(&leaflet.at, |panel| panel.id.place()).clone())
        .also(document.at.clone(), "this layout")
        .help(match document.panels.strip_prefix(given.as_slice()) {
            Some(missing) => format!("add a panel of kind {} after this one", words(missing)),
            None => format!("write {} panels of these kinds, in this order", document.panels.len()),
        }),
    );
}

fn check_path(path: &str, written: &Str, what: &str, files: &dyn Files, diagnostics: &mut Diagnostics) {
    let home = edition_of(written.place().file().path());
    let read = match written.as_str().starts_with('/') {
        true => Err(FileError::OutsideRoot),
        false => inside(path).and_then(|()| files.read(path).map(|_| ())),
    };
    let diagnostic = match read {
        Ok(()) => return,
        // What a link leads to is not there, and the link itself is told.
        Err(FileError::Unfit { .. } | FileError::NotFound) if is_told(path, files) => return,
        Err(FileError::NotFound) => {
            // A country's own list may name pictures of either folder.
            let message = match home.filter(|_| !path.starts_with("framework/editions/")) {
                Some(edition) => format!(
                    "{what} `{}` is neither in framework/editions/{edition}/ nor in framework/",
                    written.as_str()
                ),
                None => format!("{what} `{path}` is missing"),
            };
            Diagnostic::error(Rule::MissingFile, message)
                .help(pictures::near(path, written.as_str(), files).unwrap_or_else(|| or_put(written)))
        }
        Err(FileError::OutsideRoot) => Diagnostic::error(
            Rule::OutsideRoot,
            format!(
                "{what} `{}` leads out of the {} folder",
                written.as_str(),
                if home.is_some() { "edition's" } else { "framework's" }
            ),
        )
        .help(match home.map_or_else(
            || path.trim_end_matches(written.as_str()).trim_end_matches('/').to_owned(),
            |edition| format!("framework/editions/{edition}"),
        ).as_str() {
            "" => "put the file into a folder beside framework/, and write its path from there, without `..` and without `/` in front".to_owned(),
            folder => format!(
                "put the file into {folder}/ and write its path from there, without `..` and without `/` in front"
            ),
        }),
        Err(error @ (FileError::Failed(_) | FileError::Unfit { .. })) => {
            Diagnostic::error(Rule::UnreadableFile, format!("{what} `{path}` cannot be read: {error}"))
                .help(error.help())
        }
    };
    diagnostics.push(diagnostic.at(written.place().clone()));
}

/// What to do about a file that is not there.
fn or_put(written: &Str) -> String {
    match edition_of(written.place().file().path()) {
        Some(edition) => format!(
            "put the file into framework/editions/{edition}/ and write its path from there, or correct its name"
        ),
        None => "create the file, or correct its name".to_owned(),
    }
}

/// Whether what stands in the place of a file was told for itself.
fn is_told(path: &str, files: &dyn Files) -> bool {
    let folder = path.split('/').next().unwrap_or_default();
    FOLDERS.contains(&folder) && files.unfit(folder).iter().any(|(unfit, _)| unfit == path)
}

fn logos(model: &Model, files: &dyn Files, diagnostics: &mut Diagnostics) {
    for organisation in pictures::organisations(model) {
        if let Some(logo) = &organisation.logo {
            let path = format!("framework/{}", logo.as_str());
            check_path(&path, logo, "the logo", files, diagnostics);
        }
    }
}

fn recommendations(model: &Model, diagnostics: &mut Diagnostics) {
    for pair in model.recommendations.windows(2) {
        let [(_, before), (_, after)] = pair else { continue };
        if before.number.value == after.number.value {
            diagnostics.push(
                Diagnostic::error(
                    Rule::DuplicateId,
                    format!("two recommendations have the number {}", after.number.value.0),
                )
                .at_with(after.number.place.clone(), "this one")
                .also(before.number.place.clone(), "and this one")
                .help("give each recommendation a number of its own"),
            );
        }
    }
    let year = i64::from(model.framework.date.date.year());
    for step in model.recommendations.iter().flat_map(|(_, recommendation)| &recommendation.steps) {
        if step.by.value.0 < year {
            diagnostics.push(
                Diagnostic::error(
                    Rule::DateOrder,
                    format!(
                        "the step `{}` is due in {}, before the framework itself",
                        step.id.as_str(),
                        step.by.value.0
                    ),
                )
                .at_with(step.by.place.clone(), "this year")
                .also(model.framework.date.written.place().clone(), "the framework's date")
                .help(format!("write {year} or a later year")),
            );
        }
    }
}

fn blocks(model: &Model, diagnostics: &mut Diagnostics) {
    for part in model.report.iter().flat_map(crate::report::Report::parts) {
        part.check(diagnostics);
    }
    let recommended = model.recommendations.iter().flat_map(|(_, r)| r.problem.iter().chain(&r.action));
    let panels = model.leaflet.iter().flat_map(|leaflet| leaflet.panels.iter().flat_map(|panel| &panel.body));
    recommended.chain(panels).for_each(|block| block.check(diagnostics));
    for (_, placed) in &model.figures {
        placed.figure.chart.iter().for_each(|chart| chart.check(diagnostics));
        placed.figure.crop.iter().for_each(|crop| crop.check(diagnostics));
    }
}

/// Names that nothing fills in anywhere. Whether something fills in the others where they stand is asked of
/// the filled-in templates.
fn placeholders(text: &Text, diagnostics: &mut Diagnostics) {
    if !has_placeholders(&text.key) {
        misspelt_counts(text, diagnostics);
        return;
    }
    for inline in &text.inlines {
        if let Inline::Placeholder { name, range } = inline
            && !PLACEHOLDERS.contains(&name.as_str())
        {
            diagnostics.push(
                Diagnostic::error(Rule::UnknownPlaceholder, format!("nothing is filled in for `{{{name}}}`"))
                    .at(text.place_of(range.clone()))
                    .help(match nearest(name, PLACEHOLDERS.iter().chain(COUNTED).copied()) {
                        Some(near) => format!("did you mean `{{{near}}}`?"),
                        None => format!("write one of: {{{}}}", PLACEHOLDERS.join("}, {")),
                    }),
            );
        }
    }
}

/// Counts that are misspelt in texts without marks, which would print their braces.
fn misspelt_counts(text: &Text, diagnostics: &mut Diagnostics) {
    let written = text.written.text();
    let opened = written.match_indices('{').filter(|_| text.kind == TextKind::Plain);
    for (at, _) in opened.filter(|(at, _)| !written[..*at].ends_with('\\')) {
        let Some((name, _)) = written[at + 1..].split_once('}') else { continue };
        let is_known = |name: &str| COUNTED.contains(&name) || PLACEHOLDERS.contains(&name);
        let near = nearest(&name.replace('_', "-").to_lowercase(), COUNTED.iter().copied());
        if let Some(near) = near.filter(|_| !is_known(name)) {
            let message = format!("nothing is filled in for `{{{name}}}`");
            diagnostics.push(
                Diagnostic::error(Rule::UnknownPlaceholder, message)
                    .at(text.place_of(at..at + name.len() + 2))
                    .help(format!("did you mean `{{{near}}}`?"))
                    .help(format!("write `\\{{{name}}}` to print the braces on purpose")),
            );
        }
    }
}

/// The folder of the catalogues in which a text is translated.
fn catalogues_of(text: &Text) -> String {
    match edition_of(text.place().file().path()) {
        Some(edition) => format!("framework/editions/{edition}/locales/"),
        None => "framework/locales/".to_owned(),
    }
}

fn language_of_text(text: &Text, diagnostics: &mut Diagnostics) {
    let source = text.lang;
    if let Some(reason) = guess_wrong_language(&text.own_words(), source, source) {
        diagnostics.push(
            Diagnostic::warning(
                Rule::WrongLanguage,
                format!("this text does not read like {}: {reason}", source.english_name()),
            )
            .at(text.place().clone())
            .help(format!(
                "write it in {} here, and the translation in {}",
                source.english_name(),
                catalogues_of(text)
            )),
        );
    }
}
