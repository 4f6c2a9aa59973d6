//! `editions/<cc>/edition.yaml`: what a country edition adds, adapts and leaves out.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule, did_you_mean};
use paf_locale::Lang;

use crate::content::Part;
use crate::data::Data;
use crate::decode::{Decode, DocumentRef, Id, IdMap, PlacedLang, Str};
use crate::model::Model;
use crate::people::Organisation;
use crate::record;
use crate::report::Recommendation;
use crate::text::{Origin, Text};

record! {
    /// A country edition; its id is the name of its folder. It names what it changes by id and
    /// leaves the rest as it is.
    pub struct Edition {
        /// The edition's name, such as the country's.
        pub title: Arc<Text>,
        /// The language its own texts are written in.
        pub language: PlacedLang,
        /// The languages it is made in; its own language if left out.
        pub languages: Vec<PlacedLang>,
        /// The documents it makes; all of the framework's if left out.
        pub documents: Vec<DocumentRef>,
        /// The version of the framework it was made from.
        pub based_on: Str,
        /// Whether it only shows how an edition is made.
        pub specimen: Option<bool>,
        /// A foreword of its own.
        pub foreword: Option<Part>,
        /// What it does with the framework's recommendations, by their ids.
        pub recommendations: IdMap<Adaptation>,
        /// Its own recommendations by id; each id begins with the edition's own.
        pub additions: IdMap<Recommendation>,
        /// Changes to the list of partners.
        pub partners: Option<Changes>,
        /// Changes to the list of endorsers.
        pub endorsers: Option<Changes>,
    }
}

record! {
    /// What an edition does with a recommendation.
    pub struct Adaptation {
        /// Another title.
        pub title: Option<Arc<Text>>,
        /// Another wording of what is asked for.
        pub ask: Option<Arc<Text>>,
        /// Another sentence for the overview.
        pub short: Option<Arc<Text>>,
        /// A note that is printed under the European text.
        pub note: Option<Arc<Text>>,
        /// Whether the recommendation is left out.
        pub omit: Option<bool>,
        /// Why it is adapted or left out.
        pub reason: Option<Arc<Text>>,
    }
}

record! {
    /// Changes to a list of organisations.
    pub struct Changes {
        /// Those that are added.
        pub add: Vec<Organisation>,
        /// The ids of those that are taken away.
        pub remove: Vec<Str>,
    }
}

impl Edition {
    /// The languages the edition is made in.
    pub fn all_languages(&self) -> Vec<Lang> {
        match self.languages.is_empty() {
            true => vec![self.language.lang],
            false => self.languages.iter().map(|placed| placed.lang).collect(),
        }
    }

    /// Whether the edition makes a document.
    pub fn makes(&self, document: &str) -> bool {
        self.documents.is_empty() || self.documents.iter().any(|made| made.0.text() == document)
    }

    /// Checks the edition against the framework it changes.
    pub fn check(&self, id: &str, model: &Model, diagnostics: &mut Diagnostics) {
        self.check_base(model, diagnostics);
        let known: Vec<&str> = model.recommendations.iter().map(|(id, _)| &**id).collect();
        for (recommendation, adaptation) in &self.recommendations.0 {
            if !known.contains(&&**recommendation) {
                diagnostics.push(
                    Diagnostic::error(
                        Rule::UnknownId,
                        format!("no recommendation has the id `{recommendation}`"),
                    )
                    .at(adaptation.at.clone())
                    .help_if(did_you_mean(recommendation, known.iter().copied())),
                );
            }
            adaptation.check(recommendation, diagnostics);
        }
        for (addition, recommendation) in &self.additions.0 {
            if !addition.starts_with(&format!("{id}-")) {
                diagnostics.push(
                    Diagnostic::error(
                        Rule::BadId,
                        format!("the recommendation `{addition}` of the edition `{id}` has no id of its own"),
                    )
                    .at(recommendation.at.clone())
                    .help(format!("write `{id}-{addition}`")),
                );
            }
        }
        let lists =
            [(&self.partners, &model.partners, "partner"), (&self.endorsers, &model.endorsers, "endorser")];
        for (changes, list, word) in lists {
            let known: Vec<&str> =
                list.iter().flat_map(|list| &list.organisations).map(|o| o.id.as_str()).collect();
            for removed in changes.iter().flat_map(|changes| &changes.remove) {
                if !known.contains(&removed.as_str()) {
                    diagnostics.push(
                        Diagnostic::error(
                            Rule::UnknownId,
                            format!("no {word} has the id `{}`", removed.as_str()),
                        )
                        .at(removed.place().clone())
                        .help_if(did_you_mean(removed.as_str(), known.iter().copied())),
                    );
                }
            }
        }
    }

    fn check_base(&self, model: &Model, diagnostics: &mut Diagnostics) {
        let version = &model.framework.version;
        if self.based_on.as_str() != version.as_str() {
            diagnostics.push(
                Diagnostic::warning(
                    Rule::EditionBehind,
                    format!(
                        "the edition was made from version {}, and the framework is at {}",
                        self.based_on.as_str(),
                        version.as_str()
                    ),
                )
                .at_with(self.based_on.place().clone(), "made from this version")
                .also(version.place().clone(), "the framework's version")
                .help(format!(
                    "compare what the edition changes with the framework, then write `based-on: \"{}\"`",
                    version.as_str()
                )),
            );
        }
    }

    /// The framework's data as this edition has it.
    pub fn lay_over(&self, id: &str, data: Data) -> Data {
        let Data::Map(entries) = data else { return data };
        Data::Map(
            entries
                .into_iter()
                .map(|(key, value)| {
                    let value = match &*key {
                        "recommendations" => self.recommendations_over(id, value),
                        "partners" => over_organisations(self.partners.as_ref(), value),
                        "endorsers" => over_organisations(self.endorsers.as_ref(), value),
                        _ => value,
                    };
                    (key, value)
                })
                .collect(),
        )
    }

    fn recommendations_over(&self, id: &str, european: Data) -> Data {
        let Data::List(european) = european else { return european };
        let own = Arc::from(id);
        let kept = european.into_iter().filter_map(|recommendation| {
            match recommendation.get("id").and_then(Data::as_str).and_then(|id| self.recommendations.get(id))
            {
                Some(adaptation) if adaptation.omit == Some(true) => None,
                Some(adaptation) => Some(adaptation.lay_over(&own, recommendation)),
                None => Some(recommendation),
            }
        });
        let added = self.additions.0.iter().map(|(id, recommendation)| {
            recommendation
                .data()
                .with_first("id", Data::Made(Arc::clone(id)))
                .with("origin", Data::made("national"))
                .with("note", Data::None)
        });
        let mut all: Vec<Data> = kept.chain(added).collect();
        all.sort_by_key(|recommendation| match recommendation.get("number") {
            Some(Data::Int(number)) => *number,
            _ => i64::MAX,
        });
        Data::List(all)
    }
}

impl Adaptation {
    fn check(&self, recommendation: &str, diagnostics: &mut Diagnostics) {
        let changes =
            self.title.is_some() || self.ask.is_some() || self.short.is_some() || self.omit == Some(true);
        if changes && self.reason.is_none() {
            diagnostics.push(
                Diagnostic::error(
                    Rule::MissingKey,
                    format!("`{recommendation}` is adapted or left out without a `reason`"),
                )
                .at(self.at.clone())
                .help("add `reason: …`, so that readers and the secretariat know why"),
            );
        }
    }

    fn lay_over(&self, edition: &Arc<str>, recommendation: Data) -> Data {
        let mut adapted = false;
        let mut result = recommendation;
        for (key, text) in [("title", &self.title), ("ask", &self.ask), ("short", &self.short)] {
            if let (Some(text), Some(Data::Text(base))) = (text, result.get(key)) {
                let mut text = (**text).clone();
                text.origin = Origin::Adapted(Arc::clone(edition));
                text.base = Some(Arc::clone(base));
                result = result.with(key, Data::Text(Arc::new(text)));
                adapted = true;
            }
        }
        if adapted {
            result = result.with("origin", Data::made("adapted"));
        }
        result.with("note", self.note.data())
    }
}

fn over_organisations(changes: Option<&Changes>, list: Data) -> Data {
    let Some(changes) = changes else { return list };
    let Some(Data::List(organisations)) = list.get("organisations").cloned() else { return list };
    let removed = |organisation: &Data| {
        let id = organisation.get("id").and_then(Data::as_str);
        changes.remove.iter().any(|removed| Some(removed.as_str()) == id)
    };
    let mut kept: Vec<Data> =
        organisations.into_iter().filter(|organisation| !removed(organisation)).collect();
    kept.extend(changes.add.iter().map(Decode::data));
    list.with("organisations", Data::List(kept))
}

/// Whether a folder's name may be an edition's id; `eu` is the European one.
pub fn is_edition_id(id: &str) -> bool {
    Id::is_valid(id) && id != "eu"
}
