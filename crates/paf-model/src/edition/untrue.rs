//! Texts that say what is not true of an edition: another wording takes their place, or the edition has to adapt them.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule};

use super::change::{Change, Verb};
use super::over::{Laying, is_below};
use super::rules::{Condition, Conditional};
use super::verbs::quoted;
use crate::decode::Decoder;
use crate::model::Model;
use crate::text::Text;

impl Laying<'_> {
    /// Puts the framework's other wordings in the place of what is not true of the edition, and tells where there
    /// is none and the edition has no wording of its own.
    pub(super) fn keep_true(&mut self, european: &Model) {
        for (key, conditional) in european.framework.conditional() {
            let place = conditional
                .only_without
                .iter()
                .find_map(|condition| condition.of(self.edition).map(|place| (*condition, place.clone())));
            let Some((condition, place)) = place else { continue };
            self.untrue.insert(key.text().to_owned());
            let is_omitted =
                self.edition.omit.0.iter().any(|(omitted, _)| is_below(key.text(), omitted.text()));
            let is_adapted = self.edition.adapt.0.iter().any(|(adapted, _)| adapted.text() == key.text());
            if is_omitted || is_adapted {
                continue;
            }
            match &conditional.instead {
                Some(instead) => self.laid.model.say_instead(key.text(), instead),
                None => {
                    let text = european.text_at(key.text());
                    self.diagnostics.extend(text.map(|text| untrue(&text, condition).at(place)));
                }
            }
        }
    }
}

/// What an edition has to reword.
fn untrue(text: &Text, condition: Condition) -> Diagnostic {
    let message = format!("{}, and `{}` says something else", condition.told(), text.key);
    Diagnostic::error(Rule::EditionUntrue, message).also(text.place().clone(), "this text").help(format!(
        "write below `adapt`: `{}: {{text: …, replaces: {}, reason: …}}`",
        text.key,
        quoted(text.written.text())
    ))
}

impl Model {
    /// Puts another wording in the place of a text; what is not there is told where the framework names it.
    fn say_instead(&mut self, key: &str, instead: &Arc<Text>) {
        let path: Vec<&str> = key.split('.').collect();
        let mut ignored = Diagnostics::new();
        let mut decoder = Decoder::new(&[], instead.lang, &mut ignored);
        let mut change = Change {
            verb: Verb::Instead(instead),
            edition: "",
            omitted: Vec::new(),
            untrue: true,
            numbers: Vec::new(),
            decoder: &mut decoder,
        };
        let _is_there = self.change(&path, &mut change, &mut Default::default());
    }

    /// Keeps the framework's own texts true where it lists endorsers.
    pub(crate) fn keep_true(&mut self, diagnostics: &mut Diagnostics) {
        let Some(endorser) = self.endorsers.as_ref().and_then(|list| list.organisations.first()) else {
            return;
        };
        let endorser = endorser.id.place().clone();
        let is_meant = |(_, text): &&(_, Conditional)| text.only_without.contains(&Condition::Endorsers);
        let conditional: Vec<_> = self.framework.conditional().iter().filter(is_meant).cloned().collect();
        for (key, conditional) in conditional {
            if let Some(instead) = &conditional.instead {
                self.say_instead(key.text(), instead);
            } else if !self.may_be_unread(key.text()) {
                let message = format!("there are endorsers, and `{}` says something else", key.text());
                diagnostics.push(
                    Diagnostic::error(Rule::EditionUntrue, message)
                        .at(key.place().clone())
                        .also(endorser.clone(), "an endorser")
                        .help("write `instead: …` below it, with what is said now"),
                );
            }
        }
    }
}
