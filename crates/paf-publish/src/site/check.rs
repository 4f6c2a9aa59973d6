//! What is wrong with the templates of pages, before anything is published.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_build::{Manifest, ManifestEntry, Prepared, Target, lacking_on_pages, page_data_of_draft};
use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_model::Data;
use paf_model::references::works;
use rayon::prelude::*;

use super::{INDEX, LABELS, LANGUAGE, LETTER, PAGES, README, START, Site, template};
use crate::leads::Within;
use crate::place::Place;
use crate::whole::{Whole, page};

impl Site<'_> {
    /// That there are no pages, because a template is missing.
    pub fn lacking(prepared: &Prepared) -> Option<Diagnostic> {
        let missing = [START, LANGUAGE].into_iter().find(|path| !prepared.pages.has(path))?;
        let message = format!("no web pages are published: `{missing}` is missing");
        Some(Diagnostic::warning(Rule::MissingFile, message).help(
            "copy `templates/site/`, and the templates of pages, from those that `paf new ANOTHER-FOLDER \
             --with-templates` writes",
        ))
    }

    /// That archives have no words beside the files, or pages none of their own, because a file is missing.
    pub fn lacking_words(&self) -> Diagnostics {
        let templates =
            [(README, "archives have no README.txt"), (LETTER, "archives for printers have no LETTER.txt")];
        let templates = templates.into_iter().filter(|(path, _)| !self.prepared.pages.has(path));
        let labels =
            self.prepared.model.site.is_none().then_some((LABELS, "web pages have no words of their own"));
        let told = |(path, what): (&str, &str)| {
            let message = format!("{what}: `{path}` is missing");
            Diagnostic::warning(Rule::MissingFile, message).help(format!(
                "copy `{path}` from those that `paf new ANOTHER-FOLDER --with-templates` writes"
            ))
        };
        let mut found: Diagnostics = templates.chain(labels).map(told).collect();
        found.extend(self.ignored());
        found
    }

    /// Templates among those of pages of which none is made.
    fn ignored(&self) -> Diagnostics {
        let told = |path: &str| {
            let message =
                format!("nothing is made of `{path}`: pages are what ends with `.html` in `{PAGES}` itself");
            let help = format!("move it to `{PAGES}` under such a name, or take it in from a page");
            Diagnostic::warning(Rule::UnknownFile, message).help(help)
        };
        self.prepared.pages.unused_below(PAGES, ".html").map(told).collect()
    }

    /// Pages whose names cannot stand in an address as they are.
    pub(super) fn misnamed(&self) -> Diagnostics {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let pages = self.prepared.pages.below(PAGES, ".html");
        let told = pages.filter(|(_, name)| !name.chars().all(is_plain)).map(|(path, name)| {
            let message = format!(
                "`{name}`, of `{path}`, cannot be the name of a page, which is a part of its address"
            );
            Diagnostic::error(Rule::BadId, message).help("write letters without accents, digits and hyphens")
        });
        told.collect()
    }

    /// What is wrong with pages: words that nobody has translated, templates of one name, and templates that fail, in the
    /// first language of the European edition, and those of documents of the first country that has them as well. To
    /// fill in all would take longer than everything else that is checked.
    pub fn check(&self, targets: &[Target]) -> Diagnostics {
        let mut chosen: Vec<&Target> = Vec::new();
        let of = |target: &Target| (&*target.edition == "eu", Arc::clone(&target.document));
        for target in targets.iter().filter(|target| !target.profile.is_printed()) {
            let is_new = chosen.iter().all(|known| of(known) != of(target));
            if is_new && self.prepared.pages.has(&template(&target.document)) {
                chosen.push(target);
            }
        }
        let filled = chosen.par_iter().map(|target| self.document_alone(target).err().map(|error| *error));
        let mut found: Diagnostics = filled.collect::<Vec<_>>().into_iter().flatten().collect();
        found.extend(self.untranslated(targets));
        found.extend(self.doubled());
        found.extend(self.ignored());
        found.extend(self.misnamed());
        found.extend(self.check_pages(targets));
        found
    }

    /// Which words of the pages of targets nobody has translated.
    pub fn untranslated(&self, targets: &[Target]) -> Diagnostics {
        lacking_on_pages(self.prepared, targets)
    }

    /// What is wrong with the templates of pages that are of no document: in the first language of all.
    fn check_pages(&self, targets: &[Target]) -> Diagnostics {
        let Some(first) = targets.iter().find(|target| !target.profile.is_printed()) else {
            return Diagnostics::new();
        };
        let is_of_place = |target: &&Target| target.edition == first.edition && target.lang == first.lang;
        let stand_ins: Vec<ManifestEntry> = targets.iter().filter(is_of_place).map(stand_in).collect();
        let mut place = Place::new(&first.edition, first.lang);
        for (target, entry) in targets.iter().filter(is_of_place).zip(&stand_ins) {
            place.add(target.clone(), entry);
        }
        place.complete();
        let places = [place];
        let manifest = Manifest::default();
        let address = self.prepared.model.framework.site.as_ref().map(|site| site.0.text().to_owned());
        let (size, made) = (&|_: &str| None, BTreeMap::new());
        let whole = Whole { manifest: &manifest, places: &places, editions: Vec::new(), size, address, made };
        let mut pages = self.of_place(&places[0], &whole);
        pages.push((INDEX.to_owned(), self.start(&whole)));
        pages.extend(self.for_programs(&whole, &[]));
        pages.into_iter().filter_map(|(_, page)| page.err().map(|error| *error)).collect()
    }

    /// A document as a page, as if there were no other.
    fn document_alone(&self, target: &Target) -> Result<String, Box<Diagnostic>> {
        let page = page(target.lang, String::new(), Data::made("")).with("languages", Data::List(Vec::new()));
        let works = works(self.prepared.model.of(&target.edition));
        let data = page_data_of_draft(self.prepared, target)?.with("page", page).with("works", works);
        let template = template(&target.document);
        let filled = self.fill_once(&template, target, &data, (Within(None), Arc::default()))?;
        super::of_document(filled, &template)
    }

    /// Templates whose pages would take each other's places: some systems do not tell names apart by their case.
    pub(super) fn doubled(&self) -> Diagnostics {
        let documents = self.prepared.model.documents.iter().map(|(id, _)| id.to_string());
        let documents = documents.filter(|id| self.prepared.pages.has(&template(id)));
        let documents = documents.map(|id| (template(&id), id));
        let pages = self.prepared.pages.below(PAGES, ".html");
        let pages = pages.map(|(template, name)| (template.to_owned(), name.to_owned()));
        let mut known = vec![(LANGUAGE.to_owned(), INDEX.to_owned())];
        let mut found = Diagnostics::new();
        for (template, name) in documents.chain(pages) {
            match known.iter().find(|(_, other)| other.eq_ignore_ascii_case(&name)) {
                Some((other, _)) => {
                    let message = format!(
                        "`{template}` and `{other}` would both be the page `{}.html`",
                        name.to_lowercase()
                    );
                    let error = Diagnostic::error(Rule::Template, message);
                    found.push(error.help("give one of them another name"));
                }
                None => known.push((template, name)),
            }
        }
        found
    }
}

/// A file as if it had been made, of which nothing is known.
fn stand_in(target: &Target) -> ManifestEntry {
    let said = serde_json::json!({
        "document": &*target.document,
        "edition": &*target.edition,
        "language": target.lang.code(),
        "profile": target.profile.as_str(),
        "path": target.path(),
        "bytes": 0,
        "pages": 0,
        "sha256": "",
        "standards": [],
        "translation": {"state": "draft", "missing": 0, "stale": 0},
        "inputs": "",
    });
    #[expect(clippy::expect_used, reason = "every key that has no default is there")]
    serde_json::from_value(said).expect("it is an entry of a manifest")
}
