//! What a country edition changes, with the words of both sides in one language.

use std::sync::Arc;

use paf_locale::{HouseStyle, Lang};
use paf_model::edition::Difference;
use paf_model::referents::Referents;
use paf_model::{Data, Model, Text};
use paf_translate::{Localised, localise};

use crate::prepare::Prepared;

/// One change of an edition.
pub struct Compared<'a> {
    /// The change.
    pub difference: &'a Difference,
    /// The texts of either side, in the order of the framework.
    pub texts: Vec<ComparedText>,
    /// Why, in the language of the comparison where it is translated.
    pub reason: Option<Arc<Text>>,
}

/// A text of an edition and the European one in whose place it stands; one of the two is there.
pub struct ComparedText {
    /// The key by which catalogues know it.
    pub key: String,
    /// Where it stands below what is changed; empty for what is changed itself.
    pub below: String,
    /// The wording of the edition; none of what it leaves out.
    pub own: Option<Arc<Text>>,
    /// The European wording; none of what is added.
    pub european: Option<Arc<Text>>,
}

/// What an edition changes, compared in a language; what is not translated stays in its own.
pub fn compare<'a>(prepared: &'a Prepared, id: &Arc<str>, lang: Lang) -> Vec<Compared<'a>> {
    let national = prepared.model.of(id);
    let comparing = Comparing {
        prepared,
        id,
        lang,
        own: Side::of(prepared, national, id, lang),
        european: Side::of(prepared, &prepared.model, id, lang),
    };
    national.differences.iter().map(|difference| comparing.of(difference)).collect()
}

struct Comparing<'a> {
    prepared: &'a Prepared,
    id: &'a Arc<str>,
    lang: Lang,
    own: Side,
    european: Side,
}

/// A framework in the language of the comparison: what its texts count and refer to.
struct Side {
    data: Data,
    referents: Referents,
    style: HouseStyle,
}

impl Side {
    fn of(prepared: &Prepared, model: &Model, id: &Arc<str>, lang: Lang) -> Self {
        // What is counted and referred to is the same in every document.
        let source = model.documents.first().map_or(Data::None, |(_, document)| model.data(document));
        let Localised { data, .. } = localise(&source, lang, &prepared.catalogues_for(id, lang));
        Self { data, referents: Referents::of(model), style: model.house_style() }
    }

    fn tell(&self, text: &Arc<Text>) -> Arc<Text> {
        self.data.tell(text, &self.referents, self.style)
    }
}

impl Comparing<'_> {
    fn of<'a>(&self, difference: &'a Difference) -> Compared<'a> {
        let texts = match difference.verb {
            "omit" => self.left_out(&difference.key),
            _ => difference.texts.iter().map(|text| self.text(difference, text)).collect(),
        };
        let texts =
            if texts.is_empty() { self.numbers(&difference.key).into_iter().collect() } else { texts };
        let reason = difference.reason.as_ref().map(|reason| self.own.tell(&self.localised(reason)));
        Compared { difference, texts, reason }
    }

    fn text(&self, difference: &Difference, text: &Arc<Text>) -> ComparedText {
        let begin = format!("editions.{}.{}.", self.id, difference.verb);
        let key = text.key.as_str();
        let own = format!("editions.{}.", self.id);
        let at = key.strip_prefix(&begin).or_else(|| key.strip_prefix(&own)).unwrap_or(key);
        // What is set takes the place of the text with the same key, and what is adapted says which it is.
        let european = text
            .base
            .clone()
            .or_else(|| (difference.verb == "set").then(|| self.european_text(at)).flatten());
        let below = if difference.verb == "adapt" { "" } else { below(at, &difference.key) };
        ComparedText {
            key: key.to_owned(),
            below: below.to_owned(),
            own: Some(self.own.tell(&self.localised(text))),
            european: european.map(|european| self.european.tell(&self.localised(&european))),
        }
    }

    /// A text in which numbers alone are others.
    fn numbers(&self, key: &str) -> Option<ComparedText> {
        let national = self.prepared.model.of(self.id);
        let numbers = national.numbers.iter().find(|numbers| numbers.key.as_str() == key)?;
        let european = self.localised(&self.european_text(key)?);
        let own = numbers.put_into(&european).unwrap_or_else(|_| Arc::clone(&european));
        Some(ComparedText {
            key: key.to_owned(),
            below: String::new(),
            own: Some(self.own.tell(&own)),
            european: Some(self.european.tell(&european)),
        })
    }

    fn left_out(&self, key: &str) -> Vec<ComparedText> {
        let model = &self.prepared.model;
        let is_of_it = |text: &&Arc<Text>| {
            text.key.as_str().strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        let texts = model.texts.iter().chain(&model.names).filter(is_of_it);
        let text = |text: &Arc<Text>| ComparedText {
            key: text.key.as_str().to_owned(),
            below: below(text.key.as_str(), key).to_owned(),
            own: None,
            european: Some(self.european.tell(&self.localised(text))),
        };
        texts.map(text).collect()
    }

    fn european_text(&self, key: &str) -> Option<Arc<Text>> {
        let model = &self.prepared.model;
        model.texts.iter().chain(&model.names).find(|text| text.key.as_str() == key).cloned()
    }

    fn localised(&self, text: &Arc<Text>) -> Arc<Text> {
        if text.lang.language() == self.lang.language() {
            return Arc::clone(text);
        }
        let catalogues = self.prepared.catalogues_for(self.id, self.lang);
        let translated = catalogues.iter().find_map(|catalogue| catalogue.get(&text.key));
        Arc::clone(translated.unwrap_or(text))
    }
}

/// A key without that of what it is a part of.
fn below<'a>(key: &'a str, whole: &str) -> &'a str {
    key.strip_prefix(whole).map_or(key, |rest| rest.trim_start_matches('.'))
}
