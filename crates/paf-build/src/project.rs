//! From a target to a self-contained Typst project.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Place, Rule, nearest};
use paf_locale::{Date, Hyphenation, Lang, soft_hyphenated};
use paf_model::decode::Decode;
use paf_model::document::{ContentFile, Document};
use paf_model::edition::numbers::{exchange, without_number};
use paf_model::edition::{Condition, Edition, RoundTable};
use paf_model::markup::COUNTED;
use paf_model::markup::stretches::Compared;
use paf_model::referents::Referents;
use paf_model::{Data, Model, Text};
use paf_template::{Context, Generated, Unfilled, charts};
use paf_translate::{Localised, Standing, State, localise};
use paf_typeset::Project;

use crate::differences::{differences, quoting};
use crate::plan::languages;
use crate::prepare::Prepared;
use crate::provenance::{self, Provenance};
use crate::standing;
use crate::target::Target;
use crate::target_module::{MODULE, ROLES, module, palette, target_data};

/// Gives every value of a template what its marks call.
const PRELUDE: &str = "#import \"/templates/theme/inline.typ\"\n";

/// The same for a working copy.
const MARKED_PRELUDE: &str = "#import \"/templates/theme/inline.typ\"\n#import \"/templates/theme/revision.typ\"\n\
                              #show: revision.working-copy\n";

/// The project of a document in an edition and a language, for all profiles, with what its translation lacks.
pub(crate) struct Ready {
    pub(crate) project: Project,
    /// How far the texts are that it prints.
    pub(crate) standings: Vec<Standing>,
    /// How far the translation is, in one word (see [`standing::word`]).
    pub(crate) translation: &'static str,
    /// What its edition changes.
    pub(crate) differences: Vec<Provenance>,
    /// The file with its data, which is attached to the PDF for the screen.
    pub(crate) attachment: String,
}

/// What a working copy shows besides: texts with what has changed in them, and what is left out.
pub(crate) struct Marked {
    pub(crate) compared: Compared,
    pub(crate) left_out: Data,
}

/// Makes the project of a target.
///
/// # Errors
/// If the template fails.
pub(crate) fn project(prepared: &Prepared, target: &Target, date: Date) -> Result<Ready, Box<Diagnostic>> {
    filled(prepared, target, date, None)
}

/// The filled-in template of a target without the files beside it: what is told of its texts needs no more.
///
/// # Errors
/// If the template fails.
pub(crate) fn template(prepared: &Prepared, target: &Target, date: Date) -> Result<Ready, Box<Diagnostic>> {
    made(prepared, target, date, None, Beside::Nothing)
}

/// Which files a project has beside its template.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    Nothing,
    Everything,
}

/// The same, with all that its edition changes marked if there is `marked`.
///
/// # Errors
/// If the template fails.
pub(crate) fn filled(
    prepared: &Prepared,
    target: &Target,
    date: Date,
    marked: Option<&Marked>,
) -> Result<Ready, Box<Diagnostic>> {
    made(prepared, target, date, marked, Beside::Everything)
}

fn made(
    prepared: &Prepared,
    target: &Target,
    date: Date,
    marked: Option<&Marked>,
    beside: Beside,
) -> Result<Ready, Box<Diagnostic>> {
    let model = &prepared.model;
    let document = document(prepared, target)?;
    let source = source_data(prepared, target, document);
    let (data, standings) = localised(prepared, target, (document, source), State::Missing)?;
    let data = match marked {
        Some(marked) => with_marks(data, marked),
        None => data,
    };
    let (mut main, data, standings) = render_as_far(prepared, (target, document), &data, &standings, marked)?;
    let translation = standing::word(&standings);
    let printed: BTreeSet<&str> = main.map.texts().map(|text| text.key.as_str()).collect();
    let rows = data.get("edition").and_then(|edition| edition.get("differences"));
    let differences = provenance::of_target(rows, &printed);
    let attachment = format!("{}.json", target.framework);
    if beside == Beside::Nothing {
        let project = Project { main, files: BTreeMap::new(), date };
        return Ok(Ready { project, standings, translation, differences, attachment });
    }
    let version = model.of(&target.edition).framework.version.as_str();
    let json = attached(&data, target, document, version, &printed);
    main.text.push_str(&format!(
        "\n#pdf.attach(\"{attachment}\", read(\"/{attachment}\", encoding: none), relationship: \"data\", \
         mime-type: \"application/json\", description: \"{attachment}\")\n"
    ));
    let written = module(target, document, date, ROLES);
    let mut files = BTreeMap::from([
        (MODULE.to_owned(), Arc::from(written.into_bytes())),
        (attachment.clone(), Arc::from(json.into_bytes())),
    ]);
    if target.lang.hyphenation() == Hyphenation::SoftHyphens {
        files.insert("hyphens.json".to_owned(), Arc::from(hyphens(&main, target.lang).into_bytes()));
    }
    let references = model.of(&target.edition).references.as_ref();
    if let Some(text) = references.and_then(|list| list.read_instead.as_ref()) {
        files.insert("framework/references.yaml".to_owned(), Arc::from(text.as_bytes()));
    }
    Ok(Ready { project: Project { main, files, date }, standings, translation, differences, attachment })
}

/// What a template sees, in the language of a target, with the translations that are at least so far; in the place of
/// others it has the texts of the source.
fn localised(
    prepared: &Prepared,
    target: &Target,
    (document, source): (&Document, Data),
    least: State,
) -> Result<(Data, Vec<Standing>), Box<Diagnostic>> {
    let model = &prepared.model;
    let Localised { data, standings } =
        localise(&source, target.lang, &prepared.catalogues_for(&target.edition, target.lang));
    let behind = standings.iter().filter(|standing| standing.state < least);
    let behind: BTreeMap<&str, &Arc<Text>> =
        behind.map(|standing| (standing.source.key.as_str(), &standing.source)).collect();
    let data = match behind.is_empty() {
        true => data,
        false => {
            data.map_texts(&mut |text| Arc::clone(behind.get(text.key.as_str()).copied().unwrap_or(text)))
        }
    };
    let told = with_own_numbers(&data, model.of(&target.edition), document)?;
    let told = told.told(&Referents::of(model.of(&target.edition)), model.house_style());
    let told = charts::told(told, target.lang, model.of(&target.edition).house_style());
    Ok((with_quotations(told, &data, prepared, target, document), standings))
}

/// What the template of a web page sees: the same as that of the document for print, with how far the translation of
/// that is. Texts that are not as far as `least` are those of the source.
///
/// # Errors
/// If the template of the document fails.
pub fn page_data(
    prepared: &Prepared,
    target: &Target,
    date: Date,
    least: Option<State>,
) -> Result<Data, Box<Diagnostic>> {
    let ready = template(prepared, target, date)?;
    let document = document(prepared, target)?;
    let source = page_source(prepared, target, document);
    let (data, _) = localised(prepared, target, (document, source), least.unwrap_or(State::Missing))?;
    Ok(data.with("translation", standing::data(ready.translation, &ready.standings)))
}

/// The same as if it were a draft: how far the translation is takes as long to find as the page itself.
///
/// # Errors
/// If there is no such document.
pub fn page_data_of_draft(prepared: &Prepared, target: &Target) -> Result<Data, Box<Diagnostic>> {
    let document = document(prepared, target)?;
    let source = page_source(prepared, target, document);
    let (data, _) = localised(prepared, target, (document, source), State::Missing)?;
    Ok(data.with("translation", standing::data("draft", &[])))
}

/// What makes the project one of a single profile, for stock Typst.
///
/// # Errors
/// If there is no such document.
pub(crate) fn of_profile(
    prepared: &Prepared,
    target: &Target,
    date: Date,
) -> Result<(&'static str, String), Box<Diagnostic>> {
    let document = document(prepared, target)?;
    Ok((MODULE, module(target, document, date, palette(target.profile))))
}

/// The texts with the numbers of the edition.
///
/// # Errors
/// If a translation that the document prints does not have one of them: nobody shall call a wrong number.
fn with_own_numbers(data: &Data, national: &Model, document: &Document) -> Result<Data, Box<Diagnostic>> {
    if national.numbers.is_empty() {
        return Ok(data.clone());
    }
    let mut lacking = None;
    let data = exchange(data, &national.numbers, &mut |text, number| {
        let file = text.key.as_str().split('.').next().unwrap_or_default().replace('-', "_");
        if content_file(&file).is_none_or(|file| document.prints(file)) {
            lacking.get_or_insert_with(|| Box::new(without_number(text, number)));
        }
    });
    lacking.map_or(Ok(data), Err)
}

/// The list of what an edition changes, with the European wordings in it as the European framework prints them.
fn with_quotations(
    told: Data,
    untold: &Data,
    prepared: &Prepared,
    target: &Target,
    document: &Document,
) -> Data {
    let rows = |data: &Data| data.get("edition")?.get("differences").cloned();
    let (Some(edition), Some(own), Some(quoted)) = (told.get("edition").cloned(), rows(&told), rows(untold))
    else {
        return told;
    };
    let model = &prepared.model;
    // Asked for by the few wordings that count or refer alone.
    let european = LazyCell::new(|| {
        let catalogues = prepared.catalogues_for(&target.edition, target.lang);
        localise(&model.data(document), target.lang, &catalogues).data
    });
    let say = |text: &Arc<Text>| match text.counts_or_refers() {
        true => european.tell(text, &Referents::of(model), model.house_style()),
        false => Arc::clone(text),
    };
    let rows = quoting(&own, &quoted, &say);
    told.with("edition", edition.with("differences", rows))
}

pub(crate) fn document<'a>(prepared: &'a Prepared, target: &Target) -> Result<&'a Document, Box<Diagnostic>> {
    let found = prepared.model.documents.iter().find(|(id, _)| *id == target.document);
    found.map(|(_, document)| document).ok_or_else(|| {
        let message = format!("there is no document `{}`", target.document);
        Box::new(Diagnostic::error(Rule::UnknownSelection, message))
    })
}

/// The data of a working copy.
fn with_marks(data: Data, marked: &Marked) -> Data {
    let edition = data.get("edition").cloned().unwrap_or(Data::None);
    let edition = edition.with("compared", Data::Bool(true)).with("left_out", marked.left_out.clone());
    data.with("edition", edition)
}

/// What a template sees, in the language the framework is written in.
fn source_data(prepared: &Prepared, target: &Target, document: &Document) -> Data {
    let model = &prepared.model;
    let edition = model.edition(&target.edition);
    let national = model.of(&target.edition);
    let source = national.data(document);
    let differences = differences(national, edition, &source, &model.data(document));
    source
        .with("edition", edition_data(&target.edition, model).with("differences", differences))
        .with("target", target_data(prepared, target, edition))
}

/// The same with the words of web pages.
fn page_source(prepared: &Prepared, target: &Target, document: &Document) -> Data {
    source_data(prepared, target, document).with("site", prepared.model.site_labels())
}

fn render(
    prepared: &Prepared,
    target: &Target,
    document: &Document,
    data: &Data,
    marked: Option<&Marked>,
) -> Result<Generated, Box<Diagnostic>> {
    let path = format!("templates/{}/{}", target.document, document.entry.as_str());
    let style = prepared.model.of(&target.edition).house_style();
    let prelude = if marked.is_some() { MARKED_PRELUDE } else { PRELUDE };
    let compared = marked.map(|marked| &marked.compared);
    prepared.templates.render(&path, &Context { lang: target.lang, style, data, prelude, compared })
}

/// The project of a drawing for a web page.
///
/// # Errors
/// If the template fails.
pub(crate) fn of_drawing(
    prepared: &Prepared,
    target: &Target,
    (template, data): (&str, &Data),
    date: Date,
) -> Result<Project, Box<Diagnostic>> {
    let style = prepared.model.of(&target.edition).house_style();
    let context = Context { lang: target.lang, style, data, prelude: PRELUDE, compared: None };
    let main = prepared.templates.render(template, &context)?;
    let written = module(target, document(prepared, target)?, date, ROLES);
    let mut files = BTreeMap::from([(MODULE.to_owned(), Arc::from(written.into_bytes()))]);
    if target.lang.hyphenation() == Hyphenation::SoftHyphens {
        files.insert("hyphens.json".to_owned(), Arc::from(hyphens(&main, target.lang).into_bytes()));
    }
    Ok(Project { main, files, date })
}

/// Fills the template in. How far the translation is depends on the texts that are printed, and one
/// of them says how far it is: so the template is asked once more where a draft turns out to be none.
fn render_as_far(
    prepared: &Prepared,
    (target, document): (&Target, &Document),
    data: &Data,
    standings: &[Standing],
    marked: Option<&Marked>,
) -> Result<(Generated, Data, Vec<Standing>), Box<Diagnostic>> {
    let fill = |word: &str, printed: &[Standing]| {
        let data = data.clone().with("translation", standing::data(word, printed));
        let main = render(prepared, target, document, &data, marked)?;
        let keys: BTreeSet<&str> = main.map.texts().map(|text| text.key.as_str()).collect();
        let is_printed = |standing: &&Standing| keys.contains(standing.source.key.as_str());
        let printed: Vec<Standing> = standings.iter().filter(is_printed).cloned().collect();
        Ok::<_, Box<Diagnostic>>((main, data, printed))
    };
    if standings.is_empty() {
        return fill("source", &[]);
    }
    let draft = fill("draft", &[])?;
    let found = standing::word(&draft.2);
    if matches!(found, "draft" | "source") {
        return Ok(draft);
    }
    // The statement of an approval that is itself not approved makes the whole a draft again.
    let vouched = fill(found, &draft.2)?;
    Ok(if standing::word(&vouched.2) == found { vouched } else { draft })
}

/// The texts that a target prints once it is translated, whoever approves the translation.
///
/// # Errors
/// If the template fails.
pub(crate) fn printed(prepared: &Prepared, target: &Target) -> Result<Vec<Arc<Text>>, Box<Diagnostic>> {
    let document = document(prepared, target)?;
    let source = source_data(prepared, target, document);
    let mut texts: BTreeMap<String, Arc<Text>> = BTreeMap::new();
    let approval = Data::map([
        ("name", Data::made("")),
        ("role", Data::made("")),
        ("date", Data::made(prepared.model.framework.date.date.iso())),
    ]);
    for state in ["draft", "translated", "approved"] {
        let translation =
            Data::map([("state", Data::made(state)), ("approvals", Data::List(vec![approval.clone()]))]);
        let data = source.clone().with("translation", translation);
        let main = render(prepared, target, document, &data, None)?;
        texts.extend(main.map.texts().map(|text| (text.key.as_str().to_owned(), Arc::clone(text))));
    }
    Ok(texts.into_values().collect())
}

/// `/hyphens.json`, which the theme reads: the longer words of the texts with soft hyphens, for the
/// languages of which the layout has no patterns.
fn hyphens(main: &Generated, lang: Lang) -> String {
    let texts = main.map.texts().filter(|text| text.lang == lang).map(|text| text.plain());
    let mut words: BTreeMap<String, String> = BTreeMap::new();
    for text in texts {
        for word in text.split(|c: char| !c.is_alphabetic()) {
            if let Some(broken) = soft_hyphenated(lang, word) {
                words.insert(word.to_owned(), broken);
            }
        }
    }
    serde_json::json!(words).to_string()
}

/// What templates see of the edition: of the European one nothing but its id. A band and organisers are those of
/// countries alone.
fn edition_data(id: &str, european: &Model) -> Data {
    let (edition, national) = (european.edition(id), european.of(id));
    let of = |read: fn(&Edition) -> Data| edition.map_or(Data::None, read);
    let table = edition.and_then(|edition| edition.round_table.as_ref());
    let data = Data::map([
        ("id", Data::made(id)),
        ("title", of(|edition| edition.title.data())),
        ("specimen", Data::Bool(edition.is_some_and(|edition| edition.specimen == Some(true)))),
        ("foreword", of(|edition| edition.foreword.data())),
        ("round_table", table.map_or(Data::None, |table| round_table_data(table, national))),
        ("says", own_statements(id, national)),
        ("european", edition.map_or(Data::None, |edition| european_imprint(edition, european))),
        ("language", edition.map_or(Data::None, |edition| own_language(edition, european))),
        ("documents", documents_made(id, european)),
    ]);
    match edition {
        Some(edition) => data.with("band", edition.band.data()).with("organisers", edition.organisers.data()),
        None => data,
    }
}

/// What an edition's own language calls itself, where the framework is written in another.
fn own_language(edition: &Edition, european: &Model) -> Data {
    let own = edition.language.lang;
    match own.language() == european.framework.language.lang.language() {
        true => Data::None,
        false => Data::made(own.endonym()),
    }
}

/// The documents that an edition makes, each with what its languages call themselves.
fn documents_made(edition: &str, european: &Model) -> Data {
    let of_document = |(id, _): &(Arc<str>, Document)| {
        let languages = languages(european, edition, id);
        let named = languages.iter().map(|lang| Data::made(lang.endonym())).collect();
        (!languages.is_empty()).then(|| (Arc::clone(id), Data::List(named)))
    };
    Data::Map(european.documents.iter().filter_map(of_document).collect())
}

/// The record of a round table, its outcomes in the order of the recommendations, with their numbers and titles.
fn round_table_data(table: &RoundTable, national: &Model) -> Data {
    let outcomes = national.recommendations.iter().filter_map(|(id, recommendation)| {
        let (_, text) = table.outcomes.0.iter().find(|(outcome, _)| outcome.text() == &**id)?;
        Some(Data::map([
            ("id", Data::Made(Arc::clone(id))),
            ("number", recommendation.number.value.data()),
            ("title", recommendation.title.data()),
            ("text", text.data()),
        ]))
    });
    table.data().with("outcomes", Data::List(outcomes.collect()))
}

/// The statements that an edition adds, by id.
fn own_statements(edition: &str, national: &Model) -> Data {
    let is_own = |id: &str| id.strip_prefix(edition).is_some_and(|rest| rest.starts_with('-'));
    let own = national.framework.statements.0.iter().filter(|(id, _)| is_own(id));
    Data::Map(own.map(|(id, text)| (Arc::clone(id), text.data())).collect())
}

/// Who publishes the framework, where an edition has another publisher.
fn european_imprint(edition: &Edition, european: &Model) -> Data {
    if Condition::Publisher.of(edition).is_none() {
        return Data::None;
    }
    let framework = &european.framework;
    Data::map([
        ("publisher", framework.publisher.data()),
        ("version", framework.version.data()),
        ("date", framework.date.data()),
        ("copyright", framework.copyright.data()),
    ])
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
    let Data::Map(entries) = data else { return String::new() };
    for (key, value) in entries {
        let value = match &**key {
            "document" | "labels" | "target" => continue,
            "figures" => printed_figures(value, printed).to_json(),
            key if content_file(key).is_some_and(|file| !document.prints(file)) => continue,
            _ => value.to_json(),
        };
        json[&**key] = value;
    }
    format!("{json:#}\n")
}

/// The content file that a key of the data holds.
pub(crate) fn content_file(key: &str) -> Option<ContentFile> {
    match key {
        "report" => Some(ContentFile::Report),
        "recommendations" => Some(ContentFile::Recommendations),
        "expert_group" => Some(ContentFile::ExpertGroup),
        "partners" => Some(ContentFile::Partners),
        "endorsers" => Some(ContentFile::Endorsers),
        "leaflet" => Some(ContentFile::Leaflet),
        "glossary" => Some(ContentFile::Glossary),
        _ => None,
    }
}

/// The figures of which a text is printed.
fn printed_figures(figures: &Data, printed: &BTreeSet<&str>) -> Data {
    let Data::Map(entries) = figures else { return Data::None };
    let is_printed = |id: &str| {
        let prefix = format!("figures.{id}.");
        let is_of = |key: &str| key.starts_with(&prefix) || key.contains(&format!(".{prefix}"));
        printed.iter().any(|key| is_of(key))
    };
    Data::Map(entries.iter().filter(|(id, _)| is_printed(id)).cloned().collect())
}

/// Whether a target would print placeholders by their names.
pub(crate) fn has_unfilled(ready: &Ready) -> bool {
    !ready.project.main.unfilled.is_empty()
}

/// The placeholders that a target would print by their names. One that a translation has gained has been told
/// with the one that it has lost, which is filled in.
pub(crate) fn unfilled<'a>(
    ready: &'a Ready,
    errors: &'a [Diagnostic],
) -> impl Iterator<Item = Diagnostic> + use<'a> {
    let is_told = |unfilled: &&Unfilled| {
        let place = unfilled.text.place();
        let is_of_text = |error: &&Diagnostic| {
            error.rule == Rule::MarkMismatch
                && error.primary.as_ref().is_some_and(|primary| primary.place == *place)
        };
        let names = |error: &Diagnostic, name: &str| error.message.contains(&format!("{{{name}}}"));
        let has_right = |error: &Diagnostic| {
            unfilled.filled.is_empty() || unfilled.filled.iter().any(|filled| names(error, filled))
        };
        errors.iter().filter(is_of_text).any(|error| names(error, &unfilled.name) && has_right(error))
    };
    ready.project.main.unfilled.iter().filter(move |unfilled| !is_told(unfilled)).map(unfilled_diagnostic)
}

fn unfilled_diagnostic(unfilled: &Unfilled) -> Diagnostic {
    let name = &unfilled.name;
    let found = Diagnostic::error(Rule::UnknownPlaceholder, format!("nothing is filled in for `{{{name}}}`"))
        .at(unfilled.text.place_of(unfilled.range.clone()));
    let known = unfilled.filled.iter().map(String::as_str).chain(COUNTED.iter().copied());
    let found = match nearest(name, known) {
        Some(near) => found.help(format!("did you mean `{{{near}}}`?")),
        None if unfilled.filled.is_empty() => {
            found.help("write the words themselves: the template fills nothing in where this text stands")
        }
        None => found.help(format!("what is filled in here: `{{{}}}`", unfilled.filled.join("}`, `{"))),
    };
    found.help(format!("write `\\{{{name}}}` to print the braces on purpose"))
}

/// Where a template begins, for problems that have no better place.
pub(crate) fn template_start(prepared: &Prepared, target: &Target) -> Option<Place> {
    let (_, document) = prepared.model.documents.iter().find(|(id, _)| *id == target.document)?;
    Some(document.entry.place().clone())
}
