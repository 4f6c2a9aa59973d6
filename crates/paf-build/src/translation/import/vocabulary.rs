//! Whether what came back is in the language that it says: the words of a text are looked for in what the
//! framework already has in each language.

use std::collections::{BTreeMap, BTreeSet};

use paf_diag::{Diagnostic, Rule};
use paf_locale::{Lang, guess_wrong_language};
use paf_model::Text;

use crate::prepare::Prepared;

/// A text of fewer words may be a name or a term in any language.
const FEWEST: usize = 6;

/// Of a language with fewer words than this the framework knows too little to judge a single text: most
/// words of a Spanish text may be Portuguese as well.
const KNOWN: usize = 300;

/// From this share of its words on, a text is in a language, ...
const OTHER: f64 = 0.75;

/// ... unless more than this share of it is known in the language expected: kin share many words.
const OWN: f64 = 0.4;

/// A text in another language than expected.
struct Foreign<'a> {
    text: &'a Text,
    reason: String,
    /// Whether the reason holds without anything known of the language expected.
    alone: bool,
}

/// The words that the framework uses in each language.
pub(super) struct Vocabularies(BTreeMap<Lang, BTreeSet<String>>);

impl Vocabularies {
    pub(super) fn new(prepared: &Prepared) -> Self {
        let mut found: BTreeMap<Lang, BTreeSet<String>> = BTreeMap::new();
        for text in &prepared.model.texts {
            found.entry(text.lang.without_region()).or_default().extend(words(text));
        }
        let european = prepared.catalogues.values();
        for catalogue in european.chain(prepared.edition_catalogues.values()) {
            if !catalogue.lang().is_pseudo() {
                let all = catalogue.texts().flat_map(|(text, _)| words(text));
                found.entry(catalogue.lang().without_region()).or_default().extend(all);
            }
        }
        Self(found)
    }

    /// What is evidently not in `lang`: text by text, or all in one where it is most of them.
    pub(super) fn foreign(&self, texts: &[(Text, &Text)], lang: Lang) -> Vec<Diagnostic> {
        if lang.is_pseudo() {
            return Vec::new();
        }
        let telling: Vec<_> = texts
            .iter()
            .filter(|(text, source)| {
                text.written.text() != source.written.text() && words(text).len() >= FEWEST
            })
            .collect();
        let found: Vec<Foreign<'_>> =
            telling.iter().filter_map(|(text, source)| self.other_than(text, source, lang)).collect();
        let known = self.0.get(&lang.without_region()).map_or(0, BTreeSet::len);
        let english = lang.english_name();
        let help =
            format!("deliver it in {english}; if that is what it is, write it into the PO file by hand");
        match found.as_slice() {
            [Foreign { text: first, reason, .. }, _, ..] if found.len() * 2 > telling.len() => {
                let message = format!(
                    "{} of {} texts are not in {english}; of the first, {reason}",
                    found.len(),
                    telling.len()
                );
                let said = Diagnostic::error(Rule::WrongLanguage, message);
                vec![said.at_with(first.place().clone(), "the first of them").help(help)]
            }
            _ => found
                .iter()
                .filter(|foreign| foreign.alone || known >= KNOWN)
                .map(|Foreign { text, reason, .. }| {
                    let message = format!("the translation of `{}` is not in {english}: {reason}", text.key);
                    Diagnostic::error(Rule::WrongLanguage, message)
                        .at(text.place().clone())
                        .help(help.clone())
                })
                .collect(),
        }
    }

    /// Why a text is in another language.
    fn other_than<'a>(&self, text: &'a Text, source: &Text, lang: Lang) -> Option<Foreign<'a>> {
        if let Some(reason) = guess_wrong_language(&text.plain(), lang, source.lang) {
            return Some(Foreign { text, reason: reason.to_string(), alone: true });
        }
        let words = words(text);
        let share = |of: &BTreeSet<String>| {
            words.iter().filter(|word| of.contains(*word)).count() as f64 / words.len() as f64
        };
        let own = self.0.get(&lang.without_region()).map_or(0.0, share);
        let others = self.0.iter().filter(|(other, _)| other.language() != lang.language());
        let (other, most) =
            others.map(|(other, of)| (other, share(of))).max_by(|a, b| a.1.total_cmp(&b.1))?;
        (own <= OWN && most >= OTHER).then(|| {
            let (share, name) = (most * 100.0, other.english_name());
            let reason = format!("{share:.0} % of the words are those of the framework in {name}");
            Foreign { text, reason, alone: false }
        })
    }
}

/// The words of a text that can tell its language, each once.
fn words(text: &Text) -> BTreeSet<String> {
    text.plain()
        .split(|c: char| !c.is_alphabetic())
        .filter(|word| word.chars().count() > 1)
        .map(str::to_lowercase)
        .collect()
}
