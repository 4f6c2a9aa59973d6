//! What there is to choose from: documents, editions, languages and profiles.

use std::collections::BTreeMap;

use paf_build::{Chosen, Target};
use paf_model::document::Profile;
use serde_json::{Value, json};

use crate::view::View;

/// All that can be chosen, in the order of the plan, with names for people.
pub(crate) fn catalog(chosen: &Chosen) -> Value {
    let model = &chosen.prepared.model;
    let mut documents: BTreeMap<&str, String> = BTreeMap::new();
    documents.extend(model.documents.iter().map(|(id, document)| (&**id, document.title.plain())));
    let editions: BTreeMap<&str, String> =
        model.editions.iter().map(|(id, edition)| (&**id, edition.title.plain())).collect();
    let targets: Vec<Value> = chosen
        .targets
        .iter()
        .map(|target| {
            json!({
                "view": View::of(target).to_string(),
                "document": [&*target.document, documents.get(&*target.document)],
                "edition": [&*target.edition, editions.get(&*target.edition).map_or("Europe", String::as_str)],
                "language": [target.lang.code(), target.lang.english_name()],
                "profile": [target.profile.as_str(), purpose(target)],
            })
        })
        .collect();
    json!({
        "title": model.framework.title.plain(),
        "begin": { "language": model.source_language().code(), "profile": Profile::Screen.as_str() },
        "targets": targets,
    })
}

/// What a profile is for, in a word.
fn purpose(target: &Target) -> &'static str {
    match target.profile {
        Profile::Screen => "screen",
        Profile::Press => "print shop",
        Profile::Booklet => "booklet (page by page)",
        Profile::LargePrint => "large print",
    }
}
