//! `paf edition diff`: what a country edition changes against the European text.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, difference};
use paf_model::edition::{Adaptation, Difference, Edition};
use paf_model::{Model, Text};
use serde_json::{Value, json};

use super::unknown;
use crate::args::EditionDiffArgs;
use crate::exit::Exit;
use crate::session::Session;
use crate::terminal;

pub(super) fn run(session: &Session, args: &EditionDiffArgs) -> Exit {
    let (prepared, found) = session.prepare();
    let Some(prepared) = prepared.filter(|prepared| prepared.whole) else {
        return session.conclude(&found.sorted(), "");
    };
    let Some(edition) = prepared.model.edition(&args.id) else {
        return session.conclude(&unknown(&prepared.model, found, &args.id), "");
    };
    let national = prepared.model.of(&args.id);
    let told: Vec<Told> = national.differences.iter().map(|one| Told::of(one, edition, national)).collect();
    if args.json {
        let all: Vec<Value> = told.iter().map(Told::json).collect();
        terminal::print(&format!("{:#}\n", Value::from(all)));
    } else {
        terminal::print(&told.iter().map(Told::words).collect::<String>());
    }
    let is_own = |found: &Diagnostic| paf_model::load::edition_with(found) == Some(&args.id);
    let errors: Diagnostics = prepared.errors.iter().filter(|found| is_own(found)).cloned().collect();
    session.conclude(&errors.sorted(), if told.is_empty() { "the edition changes nothing" } else { "" })
}

/// One change.
struct Told<'a> {
    difference: &'a Difference,
    /// The wording of the edition and of Europe, where it is a text that is adapted.
    wordings: Option<(Arc<Text>, Arc<Text>)>,
}

impl<'a> Told<'a> {
    fn of(difference: &'a Difference, edition: &Edition, national: &Model) -> Self {
        let adapted = |(key, _): &&(paf_diag::Written, Adaptation)| key.text() == &*difference.key;
        let is_adapted = difference.verb == "adapt" && edition.adapt.0.iter().any(|entry| adapted(&entry));
        let wordings = is_adapted.then(|| national.adapted(&difference.key)).flatten();
        Self { difference, wordings }
    }

    fn reason(&self) -> Option<String> {
        self.difference.reason.as_ref().map(|reason| reason.plain())
    }

    fn json(&self) -> Value {
        let (own, european) = self
            .wordings
            .as_ref()
            .map(|(own, european)| (own.written.text(), european.written.text()))
            .unzip();
        json!({
            "key": &*self.difference.key, "change": self.difference.verb, "reason": self.reason(),
            "text": own, "european": european,
        })
    }

    fn words(&self) -> String {
        let mut lines = vec![format!("{:<6} {}", self.difference.verb, self.difference.key)];
        if let Some((own, european)) = &self.wordings {
            if own.lang.language() == european.lang.language() {
                lines.push(format!("       {}", difference(european.written.text(), own.written.text())));
            } else {
                lines.push(format!("       {}: {}", european.lang, european.plain()));
                lines.push(format!("       {}: {}", own.lang, own.plain()));
            }
        }
        lines.extend(self.reason().map(|reason| format!("       why: {reason}")));
        lines.join("\n") + "\n"
    }
}
