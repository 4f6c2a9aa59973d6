//! From a target to a self-contained Typst project.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule};
use paf_locale::{Date, Direction};
use paf_model::decode::Decode;
use paf_model::document::{ContentFile, Document};
use paf_model::edition::Edition;
use paf_model::{Data, Text};
use paf_template::Context;
use paf_translate::{Localised, State, localise};
use paf_typeset::Project;

use crate::plan::Target;
use crate::prepare::Prepared;

/// Gives every value of a template what its marks call.
const PRELUDE: &str = "#import \"/templates/theme/inline.typ\"\n";

/// A project with what its translation lacks.
pub(crate) struct Ready {
    pub(crate) project: Project,
    /// The texts that are printed in the source language, or translated from an older text.
    pub(crate) lacking: Vec<(Arc<Text>, State)>,
    /// How far the translation is: `source` or `draft`.
    pub(crate) translation: &'static str,
}

/// Makes the project of a target.
///
/// # Errors
/// If the template fails.
pub(crate) fn project(prepared: &Prepared, target: &Target, date: Date) -> Result<Ready, Box<Diagnostic>> {
    let model = &prepared.model;
    let Some((_, document)) = model.documents.iter().find(|(id, _)| *id == target.document) else {
        return Err(Box::new(Diagnostic::error(
            Rule::UnknownSelection,
            format!("there is no document `{}`", target.document),
        )));
    };
    let is_source = target.lang == model.source_language();
    let translation = if is_source { "source" } else { "draft" };
    let edition = model.edition(&target.edition);
    let european = model.data(document);
    let source = match edition {
        Some(edition) => edition.lay_over(&target.edition, european),
        None => european,
    };
    let source = source
        .with("edition", edition_data(&target.edition, edition))
        .with("target", target_data(target, edition));
    let Localised { data, lacking, .. } =
        localise(&source, target.lang, &prepared.catalogues_for(&target.edition, target.lang));
    let attachment = format!("{}.json", target.framework);
    let data = data.with("translation", Data::map([("state", Data::made(translation))]));
    let path = format!("templates/{}/{}", target.document, document.entry.as_str());
    let context = Context { lang: target.lang, style: model.house_style(), data: &data, prelude: PRELUDE };
    let mut main = prepared.templates.render(&path, &context)?;
    let printed: BTreeSet<&str> = main.map.texts().map(|text| text.key.as_str()).collect();
    let json = attached(&data, target, document, model.framework.version.as_str(), &printed);
    let lacking = lacking.into_iter().filter(|(text, _)| printed.contains(text.key.as_str())).collect();
    main.text.push_str(&format!(
        "\n#pdf.attach(\"{attachment}\", read(\"/{attachment}\", encoding: none), relationship: \"data\", \
         mime-type: \"application/json\", description: \"{attachment}\")\n"
    ));
    let mut files = BTreeMap::from([
        ("target.typ".to_owned(), Arc::from(target_module(target, date).into_bytes())),
        (attachment, Arc::from(json.into_bytes())),
    ]);
    if let Some(text) = model.references.as_ref().and_then(|list| list.without_formulas.as_ref()) {
        files.insert("framework/references.yaml".to_owned(), Arc::from(text.as_bytes()));
    }
    Ok(Ready { project: Project { main, files, date }, lacking, translation })
}

/// What templates see of the edition: all keys but the id are empty for the European one.
fn edition_data(id: &str, edition: Option<&Edition>) -> Data {
    Data::map([
        ("id", Data::made(id)),
        ("title", edition.map_or(Data::None, |edition| edition.title.data())),
        ("specimen", Data::Bool(edition.is_some_and(|edition| edition.specimen == Some(true)))),
        ("foreword", edition.map_or(Data::None, |edition| edition.foreword.data())),
        ("adaptations", edition.map_or(Data::Map(Vec::new()), |edition| edition.recommendations.data())),
    ])
}

fn target_data(target: &Target, edition: Option<&Edition>) -> Data {
    let data = Data::map([
        ("document", Data::Made(Arc::clone(&target.document))),
        ("edition", Data::Made(Arc::clone(&target.edition))),
        ("lang", Data::made(target.lang.code())),
        ("language_name", Data::made(target.lang.endonym())),
        ("profile", Data::made(target.profile.as_str())),
        ("file", Data::made(target.stem())),
    ]);
    match edition {
        Some(edition) => data.with("edition_name", edition.title.data()),
        None => data,
    }
}

/// `/target.typ`, which the theme reads.
fn target_module(target: &Target, date: Date) -> String {
    let direction = match target.lang.direction() {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    };
    let region = target.lang.typst_region().map_or_else(|| "none".to_owned(), |region| format!("{region:?}"));
    format!(
        "#let document = {:?}\n#let edition = {:?}\n#let lang = {:?}\n#let region = {region}\n\
         #let dir = {direction}\n#let hyphenation = {}\n#let profile = {:?}\n#let seed = {:?}\n\
         #let date = datetime(year: {}, month: {}, day: {})\n",
        &*target.document,
        &*target.edition,
        target.lang.typst_lang(),
        target.lang.has_hyphenation(),
        target.profile.as_str(),
        &*target.framework,
        date.year(),
        date.month(),
        date.day(),
    )
}

/// The data in the target's language, as it is attached to the PDF: the framework and the content
/// files that the document prints, so that it need not be made again for what it does not show.
fn attached(
    data: &Data,
    target: &Target,
    document: &Document,
    version: &str,
    printed: &BTreeSet<&str>,
) -> String {
    let mut json = serde_json::json!({
        "paf": env!("CARGO_PKG_VERSION"),
        "edition": &*target.edition,
        "language": target.lang.code(),
        "version": version,
    });
    let content = |key: &str| match key {
        "report" => Some(ContentFile::Report),
        "recommendations" => Some(ContentFile::Recommendations),
        "expert_group" => Some(ContentFile::ExpertGroup),
        "partners" => Some(ContentFile::Partners),
        "endorsers" => Some(ContentFile::Endorsers),
        "leaflet" => Some(ContentFile::Leaflet),
        "glossary" => Some(ContentFile::Glossary),
        _ => None,
    };
    let Data::Map(entries) = data else { return String::new() };
    for (key, value) in entries {
        let value = match &**key {
            "document" | "labels" | "target" => continue,
            "figures" => printed_figures(value, printed).to_json(),
            key if content(key).is_some_and(|file| !document.prints(file)) => continue,
            _ => value.to_json(),
        };
        json[&**key] = value;
    }
    format!("{json:#}\n")
}

/// The figures of which a text is printed.
fn printed_figures(figures: &Data, printed: &BTreeSet<&str>) -> Data {
    let Data::Map(entries) = figures else { return Data::None };
    let is_printed = |id: &str| {
        let prefix = format!("figures.{id}.");
        printed.iter().any(|key| key.starts_with(&prefix))
    };
    Data::Map(entries.iter().filter(|(id, _)| is_printed(id)).cloned().collect())
}

/// Says what a target's translation lacks, the first few by name: once for the framework's own
/// catalogue and once for the edition's.
pub(crate) fn report_lacking(
    ready: &Ready,
    target: &Target,
    prepared: &Prepared,
    diagnostics: &mut Diagnostics,
) {
    let lang = target.lang;
    let missing = ready.lacking.iter().filter(|(_, state)| *state == State::Missing).map(|(text, _)| text);
    let (national, european): (Vec<&Arc<Text>>, Vec<&Arc<Text>>) =
        missing.partition(|text| text.key.as_str().starts_with("editions."));
    let own = prepared.edition_catalogues.get(&(Arc::clone(&target.edition), lang));
    let folder = format!("framework/editions/{}/locales", target.edition);
    for (texts, catalogue, folder) in
        [(european, prepared.catalogues.get(&lang), "framework/locales"), (national, own, folder.as_str())]
    {
        let exists = catalogue.is_some_and(|catalogue| catalogue.texts().next().is_some());
        diagnostics.extend(lacking(&texts, target, exists, &format!("{folder}/{lang}.po")));
    }
}

fn lacking(texts: &[&Arc<Text>], target: &Target, exists: bool, path: &str) -> Option<Diagnostic> {
    const NAMED: usize = 8;
    let first = texts.first()?;
    let mut keys: Vec<&str> = texts.iter().map(|text| text.key.as_str()).collect();
    keys.sort_unstable();
    keys.dedup();
    let named = keys.iter().take(NAMED).map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ");
    let more = keys.len().saturating_sub(NAMED);
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    let what = if keys.len() == 1 { "text is" } else { "texts are" };
    let language = target.lang.english_name();
    let help = if exists {
        format!("add to {path}: {named}{rest}")
    } else {
        format!("create {path} with a `msgctxt` for each: {named}{rest}")
    };
    let message = format!(
        "{} {what} not translated into {language} in the document `{}` and printed as written",
        keys.len(),
        target.document
    );
    Some(
        Diagnostic::warning(Rule::Untranslated, message)
            .at_with(first.place().clone(), "the first of them")
            .help(help),
    )
}

/// Where a template begins, for problems that have no better place.
pub(crate) fn template_start(prepared: &Prepared, target: &Target) -> Option<Place> {
    let (_, document) = prepared.model.documents.iter().find(|(id, _)| *id == target.document)?;
    Some(document.entry.place().clone())
}
