//! Lays a country edition over the framework's data.

use std::sync::Arc;

use crate::data::Data;
use crate::decode::Decode;
use crate::edition::{Adaptation, Changes, Edition};
use crate::text::Origin;

impl Edition {
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
