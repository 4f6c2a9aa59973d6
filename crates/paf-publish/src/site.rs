//! The web pages of a publication: one to begin with, one for each edition and language, and the documents themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use paf_build::{Draughtsman, Manifest, Prepared, Target, page_data, page_data_of_draft};
use paf_diag::{Diagnostic, Diagnostics, Rule, Severity};
use paf_locale::{Date, Lang};
use paf_model::Data;
use paf_model::document::Profile;
use paf_model::files::Files;
use paf_model::references::works;
use paf_template::{Drawings, Drawn, PageContext};
use paf_translate::State;
use rayon::prelude::*;

use crate::bundles::BUNDLES;
use crate::choice::Choice;
use crate::leads::Within;
use crate::place::{Place, direction, file, listed, places};
use crate::sums::SUMS;
use crate::svg::within_page;

/// The templates of the pages that are of no document.
const START: &str = "templates/site/start.html";
const LANGUAGE: &str = "templates/site/index.html";

/// Where those of the pages lie that every language of an edition has besides.
const PAGES: &str = "templates/site/pages/";

/// From the folder of a language back to what all share.
const UP: &str = "../../";

/// A page; an empty one has nothing to say, and is not published.
type Page = Result<String, Box<Diagnostic>>;

/// What pages are made of.
pub struct Site<'a> {
    prepared: &'a Prepared,
    /// The date that pages carry in place of the framework's.
    date: Option<Date>,
    /// Which translations are shown.
    choice: Choice,
    /// Who draws; without, pages have no drawings.
    draughtsman: Option<Draughtsman<'a>>,
    /// What has been drawn: pages of a language have drawings in common.
    drawn: Mutex<BTreeMap<(String, Drawn), String>>,
}

impl<'a> Site<'a> {
    /// Of a framework; nothing where its templates have no pages.
    pub fn of(prepared: &'a Prepared, date: Option<Date>, choice: Choice) -> Option<Self> {
        let has = |path| prepared.pages.has(path);
        (has(START) && has(LANGUAGE)).then(|| Self {
            prepared,
            date,
            choice,
            draughtsman: None,
            drawn: Mutex::default(),
        })
    }

    /// The same with drawings.
    #[must_use]
    pub fn with_drawings(self, files: Arc<dyn Files>) -> Self {
        Self { draughtsman: Some(Draughtsman::new(self.prepared, files)), ..self }
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
        self.fill_once(&template(&target.document), target, &data, (Within(None), Arc::default()))
    }

    /// All pages by their paths; `size` knows those of the archives.
    ///
    /// # Errors
    /// What is wrong with the templates.
    pub(crate) fn pages(
        &self,
        manifest: &Manifest,
        size: &(dyn Fn(&str) -> Option<u64> + Sync),
    ) -> Result<BTreeMap<String, String>, Diagnostics> {
        let mut places = places(&self.prepared.model, manifest)?;
        places.retain(|place| !place.files.is_empty());
        let editions = self.editions(&places).map_err(|error| Diagnostics::from_iter([*error]))?;
        let whole = Whole { manifest, places: &places, editions, size };
        let of_places = whole.places.par_iter().map(|place| self.of_place(place, &whole));
        let mut pages: Vec<(String, Page)> = of_places.flatten().collect();
        pages.push(("index.html".to_owned(), self.start(&whole)));
        let mut found = BTreeMap::new();
        let mut wrong = Diagnostics::new();
        for (path, page) in pages {
            match page {
                Ok(page) if page.is_empty() => {}
                Ok(page) => drop(found.insert(path, page)),
                Err(error) => wrong.push(*error),
            }
        }
        if wrong.is_empty() { Ok(found) } else { Err(wrong.sorted()) }
    }

    /// The words of a file that lies in an archive; nothing where the framework has no such template.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn words(
        &self,
        template: &str,
        place: &Place<'_>,
        files: &Data,
    ) -> Result<Option<String>, Box<Diagnostic>> {
        let Some(first) = place.first().filter(|_| self.prepared.pages.has(template)) else {
            return Ok(None);
        };
        let data = self.data(first)?;
        let page = page(place.lang, text(&data, &["framework", "title"]), description(&data))
            .with("edition", edition_name(&data, place.edition))
            .with("files", files.clone());
        let data = data.with("page", page);
        self.fill_once(template, first, &data, (Within(None), Arc::default())).map(Some)
    }

    /// The pages of an edition in a language: those that belong to no document, the documents, and what there is.
    fn of_place(&self, place: &Place<'_>, whole: &Whole<'_>) -> Vec<(String, Page)> {
        let path = |name: &str| format!("{}/{name}.html", place.folder());
        let (first, _) = &place.files[0];
        let data = match self.data_of(place, whole) {
            Ok(data) => data,
            Err(error) => return vec![(path("index"), Err(error))],
        };
        let mut pages: Vec<(String, Page)> = Vec::new();
        let mut made: Vec<Data> = Vec::new();
        for (template, name) in self.prepared.pages.below(PAGES) {
            let page = data.1.clone().with("languages", place.languages(whole.places.iter(), "index.html"));
            let filled = self.fill(template, first, &data.0.clone().with("page", page));
            if filled.as_ref().is_ok_and(|page| !page.is_empty()) {
                made.push(Data::made(name));
            }
            pages.push((path(name), filled));
        }
        let made = Data::List(made);
        for (target, _) in &place.files {
            let template = template(&target.document);
            if self.prepared.pages.has(&template) {
                let page = self.document(&template, target, place, (whole, made.clone()));
                pages.push((path(&target.document), page));
            }
        }
        let page =
            data.1.with("made", made).with("languages", place.languages(whole.places.iter(), "index.html"));
        pages.push((path("index"), self.fill(LANGUAGE, first, &data.0.with("page", page))));
        pages
    }

    fn data(&self, target: &Target) -> Result<Data, Box<Diagnostic>> {
        let date = self.date.unwrap_or(self.prepared.model.of(&target.edition).framework.date.date);
        let least = match self.choice {
            Choice::All => None,
            Choice::Approved => Some(State::Approved),
        };
        page_data(self.prepared, target, date, least)
    }

    /// Fills a template in. Marks of texts lead to what stands on the page, and nowhere else, and drawings are made of
    /// what the page sees: what is there, and what is drawn, is known when it has been filled in once.
    fn fill(&self, template: &str, target: &Target, data: &Data) -> Page {
        let drawings = Arc::new(Drawings::default());
        let page = self.fill_once(template, target, data, (Within(None), Arc::clone(&drawings)))?;
        let ids = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let ids: BTreeSet<String> = ids.map(str::to_owned).collect();
        let drawn =
            drawings.asked().into_iter().map(|drawn| Ok((drawn.clone(), self.draw(&drawn, target, data)?)));
        let drawings = Arc::new(Drawings::new(drawn.collect::<Result<_, Box<Diagnostic>>>()?));
        self.fill_once(template, target, data, (Within(Some(ids)), drawings))
    }

    /// A drawing as an element of a page.
    fn draw(&self, drawn: &Drawn, target: &Target, data: &Data) -> Page {
        let Some(draughtsman) = &self.draughtsman else { return Ok(String::new()) };
        let (template, id) = drawn;
        let key = (format!("{}/{}", target.edition, target.lang.code()), drawn.clone());
        let known = || self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(drawing) = known().get(&key) {
            return Ok(drawing.clone());
        }
        let data = data.clone().with("drawn", Data::made(id.clone()));
        let date = self.date.unwrap_or_else(|| self.prepared.date_of(target));
        let drawing =
            draughtsman.draw(template, target, &data, date).map_err(|found| {
                let error = found.into_iter().find(|one| one.severity == Severity::Error);
                Box::new(error.unwrap_or_else(|| {
                    Diagnostic::error(Rule::Template, format!("`{template}` draws nothing"))
                }))
            })?;
        let name = if id.is_empty() { "drawing" } else { id };
        let drawing = within_page(&drawing, name);
        known().insert(key, drawing.clone());
        Ok(drawing)
    }

    fn fill_once(
        &self,
        template: &str,
        target: &Target,
        data: &Data,
        (leads, drawings): (Within, Arc<Drawings>),
    ) -> Page {
        let (lang, leads) = (target.lang, Arc::new(leads));
        let style = self.prepared.model.of(&target.edition).house_style();
        self.prepared.pages.fill(template, &PageContext { lang, style, data, leads, drawings })
    }

    /// A document as a page.
    fn document(
        &self,
        template: &str,
        target: &Target,
        place: &Place<'_>,
        (whole, made): (&Whole<'_>, Data),
    ) -> Page {
        let data = self.data(target)?;
        let has_it = |other: &&Place<'_>| other.files.iter().any(|(of, _)| of.document == target.document);
        let name = format!("{}.html", target.document);
        let title = place.title(target).to_owned();
        let page = page(place.lang, title, description(&data))
            .with("languages", place.languages(whole.places.iter().filter(has_it), &name))
            .with("made", made);
        let national = self.prepared.model.of(place.edition);
        let data = data.with("page", page).with("works", works(national));
        self.fill(template, target, &data)
    }

    /// What all pages of a place see, and what they know of its files.
    fn data_of(&self, place: &Place<'_>, whole: &Whole<'_>) -> Result<(Data, Data), Box<Diagnostic>> {
        let (first, _) = &place.files[0];
        let data = self.data(first)?;
        let documents = place.files.iter().map(|(target, _)| self.listed(target, place));
        let documents = documents.collect::<Result<Vec<_>, _>>()?;
        let press = place.press.iter().map(|(_, entry)| listed(UP, entry, place.lang));
        let framework = &whole.manifest.framework;
        let (edition, lang) = (place.edition, place.lang);
        let archive = |name: String| whole.archive(UP, &name, lang);
        let code = lang.code();
        let bundles = Data::map([
            ("documents", archive(format!("{edition}/{framework}-{edition}-{code}"))),
            ("print", archive(format!("{edition}/{framework}-{edition}-print"))),
            ("language", archive(format!("languages/{framework}-{code}"))),
            ("all", archive(framework.clone())),
        ]);
        let page = page(lang, text(&data, &["framework", "title"]), description(&data))
            .with("edition", edition_name(&data, edition))
            .with("documents", Data::List(documents))
            .with("press", Data::List(press.collect()))
            .with("bundles", bundles)
            .with("sums", Data::made(format!("{UP}{SUMS}")))
            .with("editions", whole.editions(UP));
        let works = works(self.prepared.model.of(edition));
        Ok((data.with("works", works), page))
    }

    /// A document with its page and its file.
    fn listed(&self, target: &Target, place: &Place<'_>) -> Result<Data, Box<Diagnostic>> {
        let data = self.data(target)?;
        // What a document calls itself above its title tells it from others of the same title.
        let kicker = data.get("labels").and_then(|labels| labels.get("kicker")).cloned();
        let has_page = self.prepared.pages.has(&template(&target.document));
        let href = if has_page { Data::made(format!("{}.html", target.document)) } else { Data::None };
        let of_it = place.files.iter().filter(|(of, _)| of.document == target.document);
        Ok(Data::map([
            ("id", Data::Made(Arc::clone(&target.document))),
            ("title", kicker.unwrap_or_else(|| Data::made(place.title(target)))),
            ("href", href),
            ("files", Data::List(of_it.map(|(_, entry)| listed(UP, entry, place.lang)).collect())),
        ]))
    }

    /// The editions by their own names.
    fn editions<'p>(&self, places: &'p [Place<'p>]) -> Result<Vec<Named<'p>>, Box<Diagnostic>> {
        let source = self.prepared.model.source_language();
        let mut editions: Vec<Named<'p>> = Vec::new();
        for place in places {
            match editions.iter_mut().find(|known| known.id == place.edition) {
                Some(known) => known.places.push(place),
                None => {
                    let (id, name) = (place.edition, Data::None);
                    editions.push(Named { id, name, own: place, places: vec![place] });
                }
            }
        }
        for edition in &mut editions {
            let language = self.prepared.model.edition(edition.id).map_or(source, |it| it.language.lang);
            let of_language = edition.places.iter().find(|place| place.lang == language);
            edition.own = of_language.copied().unwrap_or(edition.own);
            edition.name = edition_name(&self.data(&edition.own.files[0].0)?, edition.id);
        }
        Ok(editions)
    }

    /// The page to begin with, in the language of the framework.
    fn start(&self, whole: &Whole<'_>) -> Page {
        let source = self.prepared.model.source_language();
        let of_source = whole.places.iter().find(|place| place.lang == source).or(whole.places.first());
        let Some(first) = of_source else { return Ok(String::new()) };
        let data = self.data(&first.files[0].0)?;
        let page = page(source, text(&data, &["framework", "title"]), description(&data))
            .with("languages", Data::List(Vec::new()))
            .with("editions", whole.editions(""))
            .with("bundles", Data::map([("all", whole.archive("", &whole.manifest.framework, source))]))
            .with("sums", Data::made(SUMS));
        self.fill(START, &first.files[0].0, &data.with("page", page))
    }
}

/// An edition with its name.
struct Named<'a> {
    id: &'a str,
    name: Data,
    /// That in whose language the name is.
    own: &'a Place<'a>,
    places: Vec<&'a Place<'a>>,
}

/// What is published, as far as pages speak of it.
struct Whole<'a> {
    manifest: &'a Manifest,
    places: &'a [Place<'a>],
    editions: Vec<Named<'a>>,
    /// The sizes of the archives, in bytes.
    size: &'a (dyn Fn(&str) -> Option<u64> + Sync),
}

impl Whole<'_> {
    /// An archive, as it is named from a folder from which `up` leads to the first page; nothing where there is none.
    fn archive(&self, up: &str, name: &str, lang: Lang) -> Data {
        let path = format!("{BUNDLES}/{name}.zip");
        let listed = (self.size)(&path).map(|bytes| file(&format!("{up}{path}"), bytes, lang));
        listed.unwrap_or(Data::None)
    }

    /// The editions with the ways to their languages.
    fn editions(&self, up: &str) -> Data {
        let link = |place: &&Place<'_>| place.link(&format!("{up}{}/index.html", place.folder()), false);
        let edition = |edition: &Named<'_>| {
            Data::map([
                ("id", Data::made(edition.id)),
                ("name", edition.name.clone()),
                ("lang", Data::made(edition.own.lang.code())),
                ("dir", Data::made(direction(edition.own.lang))),
                ("languages", Data::List(edition.places.iter().map(link).collect())),
            ])
        };
        Data::List(self.editions.iter().map(edition).collect())
    }
}

/// The template of a document's page.
fn template(document: &str) -> String {
    format!("templates/{document}/{document}.html")
}

fn page(lang: Lang, title: String, description: Data) -> Data {
    Data::map([
        ("lang", Data::made(lang.code())),
        ("dir", Data::made(direction(lang))),
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
