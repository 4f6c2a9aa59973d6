//! The whole framework, read and typed.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_diag::SourceFile;
use paf_locale::{HouseStyle, Lang};

use crate::data::Data;
use crate::decode::Decode;
use crate::document::{Document, Labels};
use crate::edition::numbers::Numbers;
use crate::edition::{Difference, Edition, Groups, experts_data, organisations_data};
use crate::framework::{Framework, HouseStyleWord};
use crate::leaflet::{Figure, Glossary, Leaflet};
use crate::people::{ExpertGroup, Organisations};
use crate::provenance;
use crate::references::References;
use crate::report::{Recommendation, Report};
use crate::text::{Origin, Text};

/// How a figure is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawing {
    /// A Typst module that takes its words from the data.
    Typst,
    /// The theme, from the numbers of its file.
    Chart,
    /// A picture, with the ending of its file.
    Picture(&'static str),
}

impl Drawing {
    /// What the name of its file ends with.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Typst => "typ",
            Self::Chart => "chart",
            Self::Picture(ending) => ending,
        }
    }
}

/// A figure with its drawing.
#[derive(Debug, Clone)]
pub struct PlacedFigure {
    /// Its words.
    pub figure: Figure,
    /// How it is drawn.
    pub drawing: Drawing,
    /// The folder in which both stand.
    pub folder: Arc<str>,
}

/// The framework in its source language, or as a country edition has it. What is `None` was left out or could not
/// be read.
#[derive(Clone)]
pub struct Model {
    /// `framework.yaml`
    pub framework: Framework,
    /// `report.yaml`
    pub report: Option<Report>,
    /// `recommendations/*.yaml`, by number.
    pub recommendations: Vec<(Arc<str>, Recommendation)>,
    /// `expert-group.yaml`
    pub expert_group: Option<ExpertGroup>,
    /// `partners.yaml`
    pub partners: Option<Organisations>,
    /// `endorsers.yaml`
    pub endorsers: Option<Organisations>,
    /// `leaflet.yaml`
    pub leaflet: Option<Leaflet>,
    /// `glossary.yaml`
    pub glossary: Option<Glossary>,
    /// `references.yaml`
    pub references: Option<References>,
    /// `figures/`
    pub figures: Vec<(Arc<str>, PlacedFigure)>,
    /// `editions/*/edition.yaml`, by the names of their folders.
    pub editions: Vec<(Arc<str>, Edition)>,
    /// The country editions whose files could not be read.
    pub unread_editions: Vec<Arc<str>>,
    /// The country editions in whose files reading found errors: not all of their texts are known.
    pub faulty_editions: Vec<Arc<str>>,
    /// The framework as each country edition has it.
    pub nationals: BTreeMap<Arc<str>, Model>,
    /// What a country edition has changed; nothing for the European framework.
    pub differences: Vec<Difference>,
    /// The numbers that a country edition has in the place of European ones.
    pub numbers: Vec<Numbers>,
    /// The organisations and people that a country edition has of its own.
    pub groups: Groups,
    /// What a country edition prints below recommendations, their steps and indicators, by the keys of these.
    pub notes: Vec<(Arc<str>, Arc<Text>)>,
    /// `templates/*/document.yaml`, by their order.
    pub documents: Vec<(Arc<str>, Document)>,
    /// `templates/theme/labels.yaml`
    pub theme: Option<Labels>,
    /// `templates/site/labels.yaml`: the words of web pages and of what lies in archives.
    pub site: Option<Labels>,
    /// What the keys of texts begin with whose file could not be read at all.
    pub unread: Vec<String>,
    /// Every text of the framework.
    pub texts: Vec<Arc<Text>>,
    /// What is printed as it is in every language: names, and the strings of the bibliography.
    pub names: Vec<Arc<Text>>,
    /// Every file that was read, by its path.
    pub sources: BTreeMap<String, Arc<SourceFile>>,
}

impl Model {
    /// The language the YAML is written in.
    pub fn source_language(&self) -> Lang {
        self.framework.language.lang
    }

    /// Whether anything of the framework is translated into a language: into that in which it is written, only
    /// what templates say in another one.
    pub fn is_translated_into(&self, lang: Lang) -> bool {
        let is_foreign = |text: &Arc<Text>| text.lang.language() != lang.language();
        let european = |text: &&Arc<Text>| !text.key.as_str().starts_with("editions.");
        lang != self.source_language() || self.texts.iter().filter(european).any(is_foreign)
    }

    /// Whether a text with this key may stand in a file that could not be read.
    pub fn may_be_unread(&self, key: &str) -> bool {
        self.unread.iter().any(|stem| key.starts_with(stem.as_str()))
    }

    /// All languages that are made, the source language among them, each once.
    pub fn languages(&self) -> Vec<Lang> {
        let mut languages: Vec<Lang> = self.framework.languages.iter().map(|placed| placed.lang).collect();
        if !languages.contains(&self.source_language()) {
            languages.insert(0, self.source_language());
        }
        languages
    }

    /// The languages of the framework and of its editions, each once.
    pub fn all_languages(&self) -> Vec<Lang> {
        let mut languages = self.languages();
        for lang in self.editions.iter().flat_map(|(_, edition)| edition.all_languages()) {
            if !languages.contains(&lang) {
                languages.push(lang);
            }
        }
        languages
    }

    /// The house style of punctuation.
    pub fn house_style(&self) -> HouseStyle {
        match self.framework.house_style {
            Some(HouseStyleWord::National) => HouseStyle::National,
            Some(HouseStyleWord::EuIsg) | None => HouseStyle::EuIsg,
        }
    }

    /// The languages a document is made in; none if the framework does not make it.
    pub fn languages_of(&self, document: &str) -> Vec<Lang> {
        let choices = &self.framework.documents;
        match choices.get(document) {
            Some(choice) if !choice.languages.is_empty() => {
                choice.languages.iter().map(|placed| placed.lang).collect()
            }
            Some(_) => self.languages(),
            None if choices.0.is_empty() => self.languages(),
            None => Vec::new(),
        }
    }

    /// The edition of an id; none for the European one.
    pub fn edition(&self, id: &str) -> Option<&Edition> {
        self.editions.iter().find(|(edition, _)| &**edition == id).map(|(_, edition)| edition)
    }

    /// The framework as an edition has it; `eu` is the European one.
    pub fn of(&self, edition: &str) -> &Self {
        self.nationals.get(edition).unwrap_or(self)
    }

    /// The text of a key.
    pub(crate) fn text_at(&self, key: &str) -> Option<Arc<Text>> {
        let mut found = None;
        for data in self.contents() {
            data.each_text(&mut |text| {
                if text.key.as_str() == key {
                    found = Some(Arc::clone(text));
                }
            });
        }
        found
    }

    /// The wording of a country edition at a key, and the European one that it takes the place of.
    pub fn adapted(&self, key: &str) -> Option<(Arc<Text>, Arc<Text>)> {
        let mut found = None;
        for data in self.contents() {
            data.each_text(&mut |text| {
                if let Some(base) = text.base.as_ref().filter(|base| base.key.as_str() == key) {
                    let numbers = self.numbers.iter().find(|numbers| numbers.key == text.key);
                    let own = numbers.and_then(|numbers| numbers.put_into(text).ok());
                    found = Some((own.unwrap_or_else(|| Arc::clone(text)), Arc::clone(base)));
                }
            });
        }
        found
    }

    /// What its files hold.
    pub(crate) fn contents(&self) -> Vec<Data> {
        let recommendations = self.recommendations.iter().map(|(_, recommendation)| recommendation.data());
        let figures = self.figures.iter().map(|(_, placed)| placed.figure.data());
        let files = [
            self.framework.data(),
            self.report.data(),
            self.expert_group.data(),
            self.partners.data(),
            self.endorsers.data(),
            self.leaflet.data(),
            self.glossary.data(),
        ];
        files.into_iter().chain(recommendations).chain(figures).collect()
    }

    /// The words of web pages, by id.
    pub fn site_labels(&self) -> Data {
        let labels = self.site.iter().flat_map(|site| &site.labels.0);
        Data::Map(labels.map(|(id, text)| (Arc::clone(id), text.data())).collect())
    }

    /// Who stands behind a recommendation: `european`, `adapted` or `national`.
    fn origin(&self, id: &str, recommendation: &Recommendation) -> &'static str {
        let of_it = format!("recommendations.{id}.");
        let changes =
            |difference: &Difference| difference.verb != "note" && difference.key.starts_with(&of_it);
        match recommendation.title.origin {
            Origin::National(_) => "national",
            _ if self.differences.iter().any(changes) => "adapted",
            _ => "european",
        }
    }

    /// The framework as a tree of values, in its source language; labels are those of `document`.
    pub fn data(&self, document: &Document) -> Data {
        let file = |value: Option<Data>| value.unwrap_or(Data::None);
        let recommendations = self.recommendations.iter().map(|(id, recommendation)| {
            let data = recommendation.data().with_first("id", Data::Made(Arc::clone(id)));
            data.with("origin", Data::made(self.origin(id, recommendation))).with("note", Data::None)
        });
        let figures = self.figures.iter().map(|(id, placed)| (Arc::clone(id), figure_data(id, placed)));
        let shared = self.theme.iter().flat_map(|theme| &theme.labels.0);
        let own: Vec<&str> = document.labels.ids().collect();
        let labels = shared
            .filter(|(id, _)| !own.contains(&&**id))
            .chain(&document.labels.0)
            .map(|(id, text)| (Arc::clone(id), text.data()));
        let mut data = Data::map([
            ("framework", self.framework.data()),
            ("report", file(self.report.as_ref().map(Decode::data))),
            ("recommendations", Data::List(recommendations.collect())),
            ("expert_group", experts_data(self.expert_group.as_ref(), self.groups.experts.as_ref())),
            ("partners", organisations_data(self.partners.as_ref(), self.groups.partners.as_ref())),
            ("endorsers", organisations_data(self.endorsers.as_ref(), self.groups.endorsers.as_ref())),
            ("leaflet", file(self.leaflet.as_ref().map(Decode::data))),
            ("glossary", file(self.glossary.as_ref().map(Decode::data))),
            ("figures", Data::Map(figures.collect())),
            ("document", document.data()),
            ("labels", Data::Map(labels.collect())),
            ("actors", self.framework.actors.data()),
        ]);
        for (key, note) in &self.notes {
            let path: Vec<&str> = key.split('.').collect();
            if let Some(noted) = data.at(&path) {
                *noted = std::mem::replace(noted, Data::None).with("note", note.data());
            }
        }
        if !self.differences.is_empty() {
            provenance::settle(&mut data, &self.differences);
        }
        data
    }
}

fn figure_data(id: &Arc<str>, placed: &PlacedFigure) -> Data {
    let drawing = placed.drawing.ending();
    placed
        .figure
        .data()
        .with_first("path", Data::made(format!("/{}/{id}.{drawing}", placed.folder)))
        .with_first("drawing", Data::made(drawing))
        .with_first("id", Data::Made(Arc::clone(id)))
}
