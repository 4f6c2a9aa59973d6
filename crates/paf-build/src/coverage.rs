//! Which characters of the texts no font has, by language and style.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_locale::Lang;
use paf_model::Text;
use paf_typeset::Face;

use crate::prepare::Prepared;

/// What one face covers of one language's texts.
pub struct Coverage {
    /// The language.
    pub lang: Lang,
    /// How many different characters its texts use.
    pub used: usize,
    /// For each face, in order, the characters it lacks with the first text that uses each.
    pub lacking: Vec<Vec<(char, Arc<Text>)>>,
}

/// The coverage of all texts of the framework by `faces`, language by language.
pub fn coverage(prepared: &Prepared, faces: &[Face]) -> Vec<Coverage> {
    let model = &prepared.model;
    model
        .languages()
        .into_iter()
        .map(|lang| {
            let used = characters(prepared, lang);
            let lacking = faces
                .iter()
                .map(|face| {
                    used.iter()
                        .filter(|(c, _)| !face.covers(**c))
                        .map(|(c, text)| (*c, Arc::clone(text)))
                        .collect()
                })
                .collect();
            Coverage { lang, used: used.len(), lacking }
        })
        .collect()
}

/// The visible characters of a language's texts, and of the names that are printed among them, each with the first text that has it.
fn characters(prepared: &Prepared, lang: Lang) -> BTreeMap<char, Arc<Text>> {
    let mut used = BTreeMap::new();
    let mut add = |text: &Arc<Text>| {
        for c in text
            .plain()
            .chars()
            .filter(|c| !c.is_control() && !matches!(c, '\u{2028}' | '\u{2029}' | '\u{ad}'))
        {
            used.entry(c).or_insert_with(|| Arc::clone(text));
        }
    };
    prepared.model.texts.iter().filter(|text| text.lang == lang).for_each(&mut add);
    prepared.model.names.iter().for_each(&mut add);
    for catalogue in prepared.catalogues.values().chain(prepared.edition_catalogues.values()) {
        catalogue.texts().filter(|(text, _)| text.lang == lang).for_each(|(text, _)| add(text));
    }
    used
}
