//! What a country edition says that none of its documents prints.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule};
use paf_model::edition::Difference;

use crate::plan::{EUROPEAN, Selection, plan};
use crate::prepare::Prepared;
use crate::project::Ready;
use crate::target::Target;

/// What a document of an edition prints of what the edition says.
pub(crate) struct Printed {
    edition: Arc<str>,
    document: Arc<str>,
    /// The verbs and keys.
    changes: BTreeSet<(String, String)>,
}

impl Printed {
    /// What a target prints; nothing for the European edition, which has nothing else to say.
    pub(crate) fn of(ready: &Ready, target: &Target) -> Option<Self> {
        let printed = ready.differences.iter().filter(|change| !change.texts.is_empty());
        let changes = printed.map(|change| (change.verb.clone(), change.key.clone())).collect();
        let (edition, document) = (Arc::clone(&target.edition), Arc::clone(&target.document));
        (&*target.edition != EUROPEAN).then_some(Self { edition, document, changes })
    }
}

/// The warnings, for the editions of which all documents were looked at.
pub(crate) fn told(all: &[Printed], prepared: &Prepared) -> Diagnostics {
    let mut by_edition: BTreeMap<&Arc<str>, Vec<&Printed>> = BTreeMap::new();
    for printed in all {
        by_edition.entry(&printed.edition).or_default().push(printed);
    }
    let whole = by_edition.into_iter().filter(|(edition, printed)| {
        let seen: BTreeSet<&str> = printed.iter().map(|printed| &*printed.document).collect();
        documents(prepared, edition).iter().all(|document| seen.contains(&**document))
    });
    whole.flat_map(|(edition, printed)| of_edition(prepared, edition, &printed)).collect()
}

/// The documents that an edition makes.
fn documents(prepared: &Prepared, edition: &str) -> BTreeSet<Arc<str>> {
    let selection = Selection { editions: vec![edition.to_owned()], ..Selection::default() };
    plan(&prepared.model, &selection).unwrap_or_default().into_iter().map(|target| target.document).collect()
}

fn of_edition(prepared: &Prepared, edition: &Arc<str>, printed: &[&Printed]) -> Vec<Diagnostic> {
    // Where names are printed is not written down.
    let names: BTreeSet<&str> = prepared.model.names.iter().map(|name| name.key.as_str()).collect();
    let has_words = |change: &&Difference| change.texts.iter().any(|text| !names.contains(text.key.as_str()));
    let is_printed = |change: &&Difference| {
        let change = (change.verb.to_owned(), change.key.to_string());
        printed.iter().any(|printed| printed.changes.contains(&change))
    };
    let changes = prepared.model.of(edition).differences.iter();
    let left = changes.filter(has_words).filter(|change| !is_printed(change));
    let named: BTreeSet<&str> = printed.iter().map(|printed| &*printed.document).collect();
    let named = named.iter().map(|document| format!("`{document}`")).collect::<Vec<_>>().join(", ");
    let found = left.map(|change| {
        let message =
            format!("`{}` is printed in none of the documents of the edition `{edition}`", change.key);
        Diagnostic::warning(Rule::Unused, message)
            .at_with(change.place.clone(), format!("they are {named}"))
            .help("let the edition make a document that prints it, below `documents`, or take it out")
    });
    found.collect()
}
