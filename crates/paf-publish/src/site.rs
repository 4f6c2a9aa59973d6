//! The web pages of a publication: one to begin with, one for each edition and language, and the documents themselves.

mod check;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use paf_build::{Draughtsman, Manifest, Prepared, Target, page_data, page_data_of_draft};
use paf_diag::{Diagnostic, Diagnostics, Rule, Severity};
use paf_locale::Date;
use paf_model::Data;
use paf_model::files::Files;
use paf_model::references::works;
use paf_template::{Drawings, Drawn, PageContext};
use paf_translate::State;
use rayon::prelude::*;

use crate::choice::Choice;
use crate::leads::Within;
use crate::place::{Place, listed, places};
use crate::sums::SUMS;
use crate::svg::within_page;
use crate::whole::{Named, Whole, description, edition_name, page, text};

/// The templates of the pages that are of no document.
const START: &str = "templates/site/start.html";
const LANGUAGE: &str = "templates/site/index.html";

/// The templates of the words in an archive, and the words of all pages.
pub(crate) const README: &str = "templates/site/readme.txt";
pub(crate) const LETTER: &str = "templates/site/letter.txt";
const LABELS: &str = "templates/site/labels.yaml";

/// The page of what there is in a language.
const INDEX: &str = "index";

/// Where those of the pages lie that every language of an edition has besides.
const PAGES: &str = "templates/site/pages/";

/// Where those of files lie that programs read, such as a map of the site.
const FOR_PROGRAMS: &str = "templates/site/";

/// What is shown where somebody passes a page on.
const CARD: &str = "templates/site/card.typ";

/// From the folder of a language back to what all share.
const UP: &str = "../../";

/// A file of the site by its path.
type Made = (String, Result<Vec<u8>, Box<Diagnostic>>);

/// A page; an empty one has nothing to say, and is not published.
type Page = Result<String, Box<Diagnostic>>;

/// What pages are made of.
pub struct Site<'a> {
    prepared: &'a Prepared,
    /// The date that pages carry in place of the framework's.
    date: Option<Date>,
    /// Which translations are shown.
    choice: Choice,
    /// Who draws; without, pages are looked at and not published.
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

    /// All pages and what belongs to them, by their paths; `size` knows those of the archives.
    ///
    /// # Errors
    /// What is wrong with the templates.
    pub(crate) fn pages(
        &self,
        manifest: &Manifest,
        size: &(dyn Fn(&str) -> Option<u64> + Sync),
    ) -> Result<BTreeMap<String, Vec<u8>>, Diagnostics> {
        let mut places = places(&self.prepared.model, manifest)?;
        places.retain(|place| !place.files.is_empty());
        let editions = self.editions(&places).map_err(|error| Diagnostics::from_iter([*error]))?;
        let address = self.prepared.model.framework.site.as_ref();
        let address = address.map(|site| format!("{}/", site.0.text().trim_end_matches('/')));
        let mut whole = Whole { manifest, places: &places, editions, size, address, made: BTreeMap::new() };
        let wrong: Diagnostics = self.doubled().into_iter().chain(self.misnamed()).collect();
        if !wrong.is_empty() {
            return Err(wrong);
        }
        whole.made = places.par_iter().map(|place| (place.folder(), self.made(place, &whole))).collect();
        let whole = whole;
        let of_places = whole.places.par_iter().map(|place| self.of_place(place, &whole));
        let mut pages: Vec<(String, Page)> = of_places.flatten().collect();
        pages.push(("index.html".to_owned(), self.start(&whole)));
        let mut found = BTreeMap::new();
        let mut wrong = Diagnostics::new();
        let mut keep = |path: String, file: Result<Vec<u8>, Box<Diagnostic>>| match file {
            Ok(bytes) if bytes.is_empty() => {}
            Ok(bytes) => drop(found.insert(path, bytes)),
            Err(error) => wrong.push(*error),
        };
        let paths: Vec<String> = pages
            .iter()
            .filter(|(_, page)| page.as_ref().is_ok_and(|page| !page.is_empty()))
            .map(|(path, _)| path.clone())
            .collect();
        pages.extend(self.for_programs(&whole, &paths));
        for (path, page) in pages {
            keep(path, page.map(String::into_bytes));
        }
        let cards: Vec<_> = whole.places.par_iter().filter_map(|place| self.card(place, &whole)).collect();
        cards.into_iter().for_each(|(path, card)| keep(path, card));
        if wrong.is_empty() { Ok(found) } else { Err(wrong.sorted()) }
    }

    /// What programs read that find pages or follow what is new.
    fn for_programs(&self, whole: &Whole<'_>, paths: &[String]) -> Vec<(String, Page)> {
        let date = |edition: &str| {
            let date = self.date.unwrap_or(self.prepared.model.of(edition).framework.date.date);
            date.iso()
        };
        let mut files = Vec::new();
        for (template, name) in self.prepared.pages.below(FOR_PROGRAMS, ".xml") {
            let all = whole.all(paths.iter().map(String::as_str), date);
            let filled = self.at_the_start(whole, |page| page.with("all", all)).map(|found| {
                found.map_or_else(|| Ok(String::new()), |(target, data)| self.fill(template, target, &data))
            });
            files.push((format!("{name}.xml"), filled.and_then(|page| page)));
        }
        files
    }

    /// The picture that stands for the pages of a place where somebody passes them on. Only where these have an address
    /// can it be found.
    fn card(&self, place: &Place<'_>, whole: &Whole<'_>) -> Option<Made> {
        let draughtsman = self.draughtsman.as_ref()?;
        whole.address.as_ref().filter(|_| self.prepared.templates.has(CARD))?;
        let (target, _) = &place.files[0];
        let painted = self.data_of(place, whole).and_then(|(data, page)| {
            let date = self.date.unwrap_or_else(|| self.prepared.date_of(target));
            draughtsman
                .paint(CARD, target, &data.with("page", page), date)
                .map_err(|found| first(found, CARD))
        });
        Some((format!("{}/card.png", place.folder()), painted))
    }

    /// The words of a file that lies in an archive; nothing where the framework has no such template.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn words(
        &self,
        template: &str,
        place: &Place<'_>,
        said: impl IntoIterator<Item = (&'static str, Data)>,
    ) -> Result<Option<String>, Box<Diagnostic>> {
        let Some(first) = place.first().filter(|_| self.prepared.pages.has(template)) else {
            return Ok(None);
        };
        let data = self.data(first)?;
        let page = page(place.lang, text(&data, &["framework", "title"]), description(&data));
        let page = said.into_iter().fold(page, |page, (key, value)| page.with(key, value));
        let data = data.with("page", page);
        self.fill_once(template, first, &data, (Within(None), Arc::default())).map(Some)
    }

    /// The name of an edition, in a language in which it is there.
    ///
    /// # Errors
    /// If its texts cannot be told.
    pub(crate) fn edition_of(&self, place: &Place<'_>) -> Result<String, Box<Diagnostic>> {
        let Some(first) = place.first() else { return Ok(place.edition.to_owned()) };
        let named = Data::map([("name", edition_name(&self.data(first)?, place.edition))]);
        Ok(text(&named, &["name"]))
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
        for (template, name) in self.prepared.pages.below(PAGES, ".html") {
            let page = self.addressed(data.1.clone(), place, (whole, name));
            pages.push((path(name), self.fill(template, first, &data.0.clone().with("page", page))));
        }
        // Those of documents are looked at in more than one edition.
        for (target, _) in place.files.iter().filter(|_| self.draughtsman.is_some()) {
            let template = template(&target.document);
            if self.prepared.pages.has(&template) {
                pages.push((path(&target.document), self.document(&template, target, place, whole)));
            }
        }
        let page = self.addressed(data.1, place, (whole, INDEX));
        pages.push((path(INDEX), self.fill(LANGUAGE, first, &data.0.with("page", page))));
        pages
    }

    /// The names of the pages that there are at a place. One that fails is told when it is made.
    fn made(&self, place: &Place<'_>, whole: &Whole<'_>) -> BTreeSet<String> {
        let documents = place.files.iter().map(|(target, _)| target.document.to_string());
        let documents = documents.filter(|document| self.prepared.pages.has(&template(document)));
        let mut made: BTreeSet<String> = documents.chain([INDEX.to_owned()]).collect();
        let (first, _) = &place.files[0];
        let Ok((data, page)) = self.data_of(place, whole) else { return made };
        for (template, name) in self.prepared.pages.below(PAGES, ".html") {
            let data = data.clone().with("page", self.addressed(page.clone(), place, (whole, name)));
            let filled = self.fill_once(template, first, &data, (Within(None), Arc::default()));
            if !filled.is_ok_and(|page| page.is_empty()) {
                made.insert(name.to_owned());
            }
        }
        made
    }

    fn data(&self, target: &Target) -> Result<Data, Box<Diagnostic>> {
        let date = self.date.unwrap_or(self.prepared.model.of(&target.edition).framework.date.date);
        let least = match self.choice {
            Choice::All => None,
            Choice::Approved => Some(State::Approved),
        };
        match self.draughtsman {
            Some(_) => page_data(self.prepared, target, date, least),
            None => page_data_of_draft(self.prepared, target),
        }
    }

    /// Fills a template in. Marks of texts lead to what stands on the page, and nowhere else, and drawings are made of
    /// what the page sees: what is there, and what is drawn, is known when it has been filled in once.
    fn fill(&self, template: &str, target: &Target, data: &Data) -> Page {
        let drawings = Arc::new(Drawings::default());
        if self.draughtsman.is_none() {
            return self.fill_once(template, target, data, (Within(None), drawings));
        }
        let page = self.fill_once(template, target, data, (Within(None), Arc::clone(&drawings)))?;
        let ids = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let ids: BTreeSet<String> = ids.map(str::to_owned).collect();
        let drawn =
            drawings.asked().into_iter().map(|drawn| Ok((drawn.clone(), self.draw(&drawn, target, data)?)));
        let drawings = Arc::new(Drawings::new(drawn.collect::<Result<_, Box<Diagnostic>>>()?));
        let page = self.fill_once(template, target, data, (Within(Some(ids)), drawings))?;
        Ok(first_of_each_id(&page))
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
            draughtsman.draw(template, target, &data, date).map_err(|found| first(found, template))?;
        let drawing = within_page(&drawing);
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
    fn document(&self, template: &str, target: &Target, place: &Place<'_>, whole: &Whole<'_>) -> Page {
        let data = self.data(target)?;
        let title = place.title(target).to_owned();
        let files = place.read(&target.document).chain(place.printed(&target.document));
        let page = page(place.lang, title, description(&data))
            .with("files", Data::List(files.map(|entry| listed(UP, entry, place.lang)).collect()));
        let page = self.addressed(page, place, (whole, &target.document));
        let national = self.prepared.model.of(place.edition);
        let data = data.with("page", page).with("works", works(national));
        of_document(self.fill(template, target, &data)?, template)
    }

    /// A page with the ways to it: the same in the other languages, and its address.
    fn addressed(&self, page: Data, place: &Place<'_>, (whole, name): (&Whole<'_>, &str)) -> Data {
        let folder = place.folder();
        let has_card = self.prepared.templates.has(CARD);
        let card = if has_card { whole.address(&format!("{folder}/card.png")) } else { Data::None };
        let made = whole.made.get(&folder).into_iter().flatten().map(|name| Data::made(&**name));
        page.with("languages", whole.languages(place, name))
            .with("made", Data::List(made.collect()))
            .with("address", whole.address(&format!("{folder}/{name}.html")))
            .with("card", card)
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
        let of_it = place.read(&target.document);
        Ok(Data::map([
            ("id", Data::Made(Arc::clone(&target.document))),
            ("title", kicker.unwrap_or_else(|| Data::made(place.title(target)))),
            ("href", href),
            ("files", Data::List(of_it.map(|entry| listed(UP, entry, place.lang)).collect())),
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
        match self.at_the_start(whole, |page| page)? {
            Some((target, data)) => self.fill(START, target, &data),
            None => Ok(String::new()),
        }
    }

    /// What the page to begin with sees, and what is of no place; nothing where nothing is published.
    fn at_the_start<'w>(
        &self,
        whole: &'w Whole<'_>,
        also: impl FnOnce(Data) -> Data,
    ) -> Result<Option<(&'w Target, Data)>, Box<Diagnostic>> {
        let source = self.prepared.model.source_language();
        let of_source = whole.places.iter().find(|place| place.lang == source).or(whole.places.first());
        let Some(first) = of_source else { return Ok(None) };
        let (target, _) = &first.files[0];
        let data = self.data(target)?;
        let page = page(source, text(&data, &["framework", "title"]), description(&data))
            .with("languages", Data::List(Vec::new()))
            .with("address", whole.address(""))
            .with("card", Data::None)
            .with("editions", whole.editions(""))
            .with("bundles", Data::map([("all", whole.archive("", &whole.manifest.framework, source))]))
            .with("sums", Data::made(SUMS));
        Ok(Some((target, data.with("page", also(page)))))
    }
}

/// The first error of what was found while something was drawn.
fn first(found: Diagnostics, template: &str) -> Box<Diagnostic> {
    let error = found.into_iter().find(|one| one.severity == Severity::Error);
    Box::new(
        error.unwrap_or_else(|| Diagnostic::error(Rule::Template, format!("`{template}` draws nothing"))),
    )
}

/// A page on which each id names the first element that has it: a figure may be drawn twice.
fn first_of_each_id(page: &str) -> String {
    const ID: &str = " id=\"";
    let mut parts = page.split(ID);
    let mut seen = BTreeSet::new();
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('"') {
            Some((id, rest)) if !seen.insert(id) => kept.push_str(rest),
            _ => kept.extend([ID, part]),
        }
    }
    kept
}

/// The page of a document: others lead to it, so that it has to be there.
fn of_document(page: String, template: &str) -> Page {
    match page.is_empty() {
        true => {
            let message = format!("`{template}` makes no page of a document, and other pages lead to it");
            Err(Box::new(
                Diagnostic::error(Rule::Template, message)
                    .help("take `no_page()` out; of a document without a page take the template away"),
            ))
        }
        false => Ok(page),
    }
}

/// The template of a document's page.
fn template(document: &str) -> String {
    format!("templates/{document}/{document}.html")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_that_of_the_first_element_alone() {
        let page =
            "<p id=\"a\">1</p><p id=\"b\" class=\"c\">2</p><p id=\"a\">3</p><p class=\"c\" id=\"b\">4</p>";
        let kept = "<p id=\"a\">1</p><p id=\"b\" class=\"c\">2</p><p>3</p><p class=\"c\">4</p>";
        assert_eq!(first_of_each_id(page), kept);
    }
}
