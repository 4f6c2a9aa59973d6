//! The web pages of a publication: one to begin with, one for each edition and language, and the documents themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_build::{Manifest, ManifestEntry, Prepared, Target, page_data, page_data_of_draft, plan};
use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_locale::{Date, Direction, Lang};
use paf_model::Data;
use paf_model::document::Profile;
use paf_model::markup::Referent;
use paf_model::references::works;
use paf_template::{Leads, PageContext};
use paf_translate::State;
use rayon::prelude::*;

use crate::bundles::{BUNDLES, FILES};
use crate::choice::Choice;

/// The templates of the pages that are of no document.
const START: &str = "templates/site/start.html";
const LANGUAGE: &str = "templates/site/index.html";

/// What pages are made of.
pub struct Site<'a> {
    prepared: &'a Prepared,
    /// The date that pages carry in place of the framework's.
    date: Option<Date>,
    /// Which translations are shown.
    choice: Choice,
}

/// The pages of an edition in a language.
struct Place<'a> {
    edition: &'a str,
    lang: Lang,
    /// The files for the screen, each with its target, in the order of the plan.
    files: Vec<(Target, &'a ManifestEntry)>,
}

impl<'a> Site<'a> {
    /// Of a framework; nothing where its templates have no pages.
    pub fn of(prepared: &'a Prepared, date: Option<Date>, choice: Choice) -> Option<Self> {
        let has = |path| prepared.pages.has(path);
        (has(START) && has(LANGUAGE)).then_some(Self { prepared, date, choice })
    }

    /// That there are no pages, because a template is missing.
    pub fn lacking(prepared: &Prepared) -> Option<Diagnostic> {
        let missing = [START, LANGUAGE].into_iter().find(|path| !prepared.pages.has(path))?;
        let message = format!("no web pages are published: `{missing}` is missing");
        Some(Diagnostic::warning(Rule::MissingFile, message).help(
            "copy `templates/site/`, and the templates of pages, from those that `paf new ANOTHER-FOLDER \
             --with-templates` writes",
        ))
    }

    /// What is wrong with the templates of documents: in the first language of the European edition, and of the first
    /// country that has the document. To fill in all would take longer than everything else that is checked.
    pub fn check(&self, targets: &[Target]) -> Diagnostics {
        let mut chosen: Vec<&Target> = Vec::new();
        let of = |target: &Target| (&*target.edition == "eu", Arc::clone(&target.document));
        for target in targets.iter().filter(|target| target.profile == Profile::Screen) {
            let is_new = chosen.iter().all(|known| of(known) != of(target));
            if is_new && self.prepared.pages.has(&template(&target.document)) {
                chosen.push(target);
            }
        }
        let filled = chosen.par_iter().map(|target| self.document_alone(target).err().map(|error| *error));
        filled.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    /// A document as a page, as if there were no other.
    fn document_alone(&self, target: &Target) -> Result<String, Box<Diagnostic>> {
        let page = page(target.lang, String::new(), Data::made("")).with("languages", Data::List(Vec::new()));
        let works = works(self.prepared.model.of(&target.edition));
        let data = page_data_of_draft(self.prepared, target)?.with("page", page).with("works", works);
        self.fill_once(&template(&target.document), target.lang, &target.edition, (&data, Within(None)))
    }

    /// All pages by their paths; `size` knows those of the archives.
    ///
    /// # Errors
    /// What is wrong with the templates.
    pub(crate) fn pages(
        &self,
        manifest: &Manifest,
        size: &dyn Fn(&str) -> Option<u64>,
    ) -> Result<BTreeMap<String, String>, Diagnostics> {
        let places = self.places(manifest)?;
        let mut found = BTreeMap::new();
        let mut wrong = Diagnostics::new();
        let mut keep = |path: String, page: Result<String, Box<Diagnostic>>| match page {
            Ok(page) => {
                found.insert(path, page);
            }
            Err(error) => wrong.push(*error),
        };
        for place in &places {
            let folder = place.folder();
            keep(format!("{folder}/index.html"), self.language(place, &places, manifest, size));
            for (target, _) in &place.files {
                let template = template(&target.document);
                if self.prepared.pages.has(&template) {
                    let name = format!("{}.html", target.document);
                    keep(format!("{folder}/{name}"), self.document(&template, target, place, &places));
                }
            }
        }
        keep("index.html".to_owned(), self.start(&places, manifest, size));
        if wrong.is_empty() { Ok(found) } else { Err(wrong.sorted()) }
    }

    /// Editions by languages, as far as something for the screen is published.
    fn places<'m>(&self, manifest: &'m Manifest) -> Result<Vec<Place<'m>>, Diagnostics> {
        let entries: BTreeMap<&str, &ManifestEntry> =
            manifest.targets.iter().map(|entry| (entry.path.as_str(), entry)).collect();
        let mut places: Vec<Place<'m>> = Vec::new();
        for target in plan(&self.prepared.model, &Default::default())? {
            let Some(entry) =
                entries.get(target.path().as_str()).filter(|_| target.profile == Profile::Screen)
            else {
                continue;
            };
            let here = places.iter_mut().find(|at| at.edition == entry.edition && at.lang == target.lang);
            match here {
                Some(place) => place.files.push((target, entry)),
                None => {
                    let lang = target.lang;
                    places.push(Place { edition: &entry.edition, lang, files: vec![(target, entry)] });
                }
            }
        }
        // The order of the editions stays; languages stand in that of the Union (style guide, 7.2.1), others behind.
        let editions: Vec<&str> = places.iter().map(|place| place.edition).collect();
        let rank = |edition: &str| editions.iter().position(|known| *known == edition);
        places.sort_by_key(|place| (rank(place.edition), place.lang.eu_order().unwrap_or(u8::MAX)));
        Ok(places)
    }

    fn data(&self, target: &Target) -> Result<Data, Box<Diagnostic>> {
        let date = self.date.unwrap_or(self.prepared.model.of(&target.edition).framework.date.date);
        let least = match self.choice {
            Choice::All => None,
            Choice::Approved => Some(State::Approved),
        };
        page_data(self.prepared, target, date, least)
    }

    /// Fills a template in. Marks of texts lead to what stands on the page, and nowhere else: what is there is known
    /// when it has been filled in once.
    fn fill(
        &self,
        template: &str,
        lang: Lang,
        edition: &str,
        data: &Data,
    ) -> Result<String, Box<Diagnostic>> {
        let page = self.fill_once(template, lang, edition, (data, Within(None)))?;
        let ids = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let ids: BTreeSet<String> = ids.map(str::to_owned).collect();
        self.fill_once(template, lang, edition, (data, Within(Some(ids))))
    }

    fn fill_once(
        &self,
        template: &str,
        lang: Lang,
        edition: &str,
        (data, leads): (&Data, Within),
    ) -> Result<String, Box<Diagnostic>> {
        let (style, leads) = (self.prepared.model.of(edition).house_style(), Arc::new(leads));
        self.prepared.pages.fill(template, &PageContext { lang, style, data, leads })
    }

    /// A document as a page.
    fn document(
        &self,
        template: &str,
        target: &Target,
        place: &Place<'_>,
        places: &[Place<'_>],
    ) -> Result<String, Box<Diagnostic>> {
        let data = self.data(target)?;
        let has_it = |other: &&Place<'_>| other.files.iter().any(|(of, _)| of.document == target.document);
        let name = format!("{}.html", target.document);
        let languages = languages(place, places.iter().filter(has_it), &name);
        let title = place.title(target).to_owned();
        let page = page(place.lang, title, description(&data)).with("languages", languages);
        let national = self.prepared.model.of(place.edition);
        let data = data.with("page", page).with("works", works(national));
        self.fill(template, place.lang, place.edition, &data)
    }

    /// What there is in a language.
    fn language(
        &self,
        place: &Place<'_>,
        places: &[Place<'_>],
        manifest: &Manifest,
        size: &dyn Fn(&str) -> Option<u64>,
    ) -> Result<String, Box<Diagnostic>> {
        let (first, _) = &place.files[0];
        let data = self.data(first)?;
        let title = text(&data, &["framework", "title"]);
        let documents = place.files.iter().map(|(target, entry)| self.listed(target, entry, place.lang));
        let documents = documents.collect::<Result<Vec<_>, _>>()?;
        let framework = &manifest.framework;
        let (edition, lang) = (place.edition, place.lang.code());
        let bundle = format!("{BUNDLES}/{edition}/{framework}-{edition}-{lang}.zip");
        let bundles = size(&bundle).map(|bytes| file(&format!("../../{bundle}"), &bundle, bytes, place.lang));
        let page = page(place.lang, title, description(&data))
            .with("languages", languages(place, places.iter(), "index.html"))
            .with("edition", edition_name(&data, edition))
            .with("documents", Data::List(documents))
            .with("bundles", Data::List(bundles.into_iter().collect()));
        self.fill(LANGUAGE, place.lang, edition, &data.with("page", page))
    }

    /// A document with its page and its file.
    fn listed(&self, target: &Target, entry: &ManifestEntry, lang: Lang) -> Result<Data, Box<Diagnostic>> {
        let data = self.data(target)?;
        // What a document calls itself above its title tells it from others of the same title.
        let kicker = data.get("labels").and_then(|labels| labels.get("kicker")).cloned();
        let href = self.prepared.pages.has(&template(&target.document));
        let href = if href { Data::made(format!("{}.html", target.document)) } else { Data::None };
        let path = format!("../../{FILES}/{}", entry.path);
        Ok(Data::map([
            ("title", kicker.unwrap_or_else(|| Data::made(&*entry.title))),
            ("href", href),
            ("files", Data::List(vec![file(&path, &path, entry.bytes, lang)])),
        ]))
    }

    /// The page to begin with, in the language of the framework.
    fn start(
        &self,
        places: &[Place<'_>],
        manifest: &Manifest,
        size: &dyn Fn(&str) -> Option<u64>,
    ) -> Result<String, Box<Diagnostic>> {
        let source = self.prepared.model.source_language();
        let of_source = places.iter().find(|place| place.lang == source).or_else(|| places.first());
        let Some(first) = of_source else { return Ok(String::new()) };
        let data = self.data(&first.files[0].0)?;
        let mut editions: Vec<Data> = Vec::new();
        let mut met: Vec<&str> = Vec::new();
        for place in places.iter().filter(|place| !met_before(&mut met, place.edition)) {
            let of_it: Vec<&Place<'_>> =
                places.iter().filter(|other| other.edition == place.edition).collect();
            let own = of_it.iter().find(|other| other.lang == source).unwrap_or(&of_it[0]);
            let links =
                of_it.iter().map(|other| link(other, &format!("{}/index.html", other.folder()), false));
            editions.push(Data::map([
                ("name", edition_name(&self.data(&own.files[0].0)?, place.edition)),
                ("languages", Data::List(links.collect())),
            ]));
        }
        let all = format!("{BUNDLES}/{}.zip", manifest.framework);
        let files = size(&all).map(|bytes| file(&all, &all, bytes, source));
        let sums = Data::map(
            [("href", "SHA256SUMS"), ("name", "SHA256SUMS"), ("size", "")].map(|(k, v)| (k, Data::made(v))),
        );
        let page = page(source, text(&data, &["framework", "title"]), description(&data))
            .with("languages", Data::List(Vec::new()))
            .with("editions", Data::List(editions))
            .with("files", Data::List(files.into_iter().chain([sums]).collect()));
        self.fill(START, source, first.edition, &data.with("page", page))
    }
}

impl Place<'_> {
    fn folder(&self) -> String {
        format!("{}/{}", self.edition, self.lang.code())
    }

    /// The title that a document gives itself.
    fn title(&self, target: &Target) -> &str {
        let found = self.files.iter().find(|(of, _)| of == target);
        found.map_or("", |(_, entry)| entry.title.as_str())
    }
}

fn met_before<'p>(met: &mut Vec<&'p str>, edition: &'p str) -> bool {
    let is_known = met.contains(&edition);
    met.push(edition);
    is_known
}

/// The template of a document's page.
fn template(document: &str) -> String {
    format!("templates/{document}/{document}.html")
}

fn page(lang: Lang, title: String, description: Data) -> Data {
    let direction = if lang.direction() == Direction::RightToLeft { "rtl" } else { "ltr" };
    Data::map([
        ("lang", Data::made(lang.code())),
        ("dir", Data::made(direction)),
        ("name", Data::made(title.clone())),
        ("title", Data::made(title)),
        ("description", description),
    ])
}

fn description(data: &Data) -> Data {
    let description = data.get("framework").and_then(|framework| framework.get("description"));
    description.cloned().unwrap_or_else(|| Data::made(""))
}

/// The words at a path of keys; nothing where there are none.
fn text(data: &Data, path: &[&str]) -> String {
    let found = path.iter().try_fold(data, |data, key| data.get(key));
    match found {
        Some(Data::Text(text)) => text.plain(),
        Some(other) => other.as_str().unwrap_or_default().to_owned(),
        None => String::new(),
    }
}

/// The name of an edition: that of a country, or the word for the European one.
fn edition_name(data: &Data, edition: &str) -> Data {
    let label = data.get("labels").and_then(|labels| labels.get(&format!("edition-{edition}")));
    let own = || data.get("target").and_then(|target| target.get("edition_name"));
    label.or_else(own).cloned().unwrap_or_else(|| Data::made(edition))
}

/// The same page in all languages of the edition.
fn languages<'p>(place: &Place<'_>, places: impl Iterator<Item = &'p Place<'p>>, name: &str) -> Data {
    let of_edition = places.filter(|other| other.edition == place.edition);
    let links = of_edition.map(|other| {
        let is_here = other.lang == place.lang;
        link(other, &format!("../{}/{name}", other.lang.code()), is_here)
    });
    Data::List(links.collect())
}

fn link(place: &Place<'_>, href: &str, current: bool) -> Data {
    let direction = if place.lang.direction() == Direction::RightToLeft { "rtl" } else { "ltr" };
    Data::map([
        ("lang", Data::made(place.lang.code())),
        ("dir", Data::made(direction)),
        ("name", Data::made(place.lang.endonym())),
        ("href", Data::made(href)),
        ("current", Data::Bool(current)),
    ])
}

fn file(href: &str, path: &str, bytes: u64, lang: Lang) -> Data {
    let name = path.rsplit('/').next().unwrap_or(path);
    Data::map([
        ("href", Data::made(href)),
        ("name", Data::made(name)),
        ("size", Data::made(size_in_words(bytes, lang))),
    ])
}

/// A size as people read it: `0,4 MB`.
fn size_in_words(bytes: u64, lang: Lang) -> String {
    let tenths = bytes.div_ceil(100_000).max(1);
    format!("{}{}{}\u{a0}MB", tenths / 10, lang.decimal_separator(), tenths % 10)
}

/// What stands on a page, by its ids; where that is not known yet, everything.
struct Within(Option<BTreeSet<String>>);

impl Within {
    fn has(&self, id: &str) -> bool {
        self.0.as_ref().is_none_or(|ids| ids.contains(id))
    }

    fn to(&self, id: &str) -> Option<String> {
        self.has(id).then(|| format!("#{id}"))
    }
}

impl Leads for Within {
    fn term(&self, id: &str) -> Option<String> {
        self.to(&format!("term-{id}"))
    }

    fn referent(&self, to: Referent, id: &str) -> Option<String> {
        self.to(&to.label(id))
    }

    fn lists_works(&self) -> bool {
        self.has("work-1")
    }
}
