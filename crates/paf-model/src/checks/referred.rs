//! Whether what texts refer to is there: in the framework, and as each country edition has it.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Place, Rule, Written, did_you_mean};

use crate::document::ContentFile;
use crate::edition::Edition;
use crate::markup::{self, Inline, Referent, Slot};
use crate::model::Model;
use crate::referents::Referents;
use crate::text::Text;

/// Checks the references of the European framework.
pub(super) fn european(model: &Model, diagnostics: &mut Diagnostics) {
    let referents = Referents::of(model);
    for text in model.texts.iter().filter(|text| !text.key.as_str().starts_with("editions.")) {
        for reference in references_in(text) {
            unknown(&reference, &referents, model, diagnostics);
        }
    }
    model.texts.iter().for_each(|text| slots(text, diagnostics));
}

/// Checks the references of the framework as an edition has it.
pub(super) fn national(
    (id, edition): (&str, &Edition),
    european: &Model,
    national: &Model,
    diagnostics: &mut Diagnostics,
) {
    let (before, now) = (Referents::of(european), Referents::of(national));
    let is_gone = |reference: &Found<'_>| now.keys(reference.to, reference.id).is_empty();
    let own = format!("editions.{id}.");
    for text in european.texts.iter().filter(|text| text.key.as_str().starts_with(&own)) {
        for reference in references_in(text) {
            match left_out(edition, &before, &reference).filter(|_| is_gone(&reference)) {
                Some(omitted) => diagnostics.push(own_names(&reference, omitted)),
                None => unknown(&reference, &now, european, diagnostics),
            }
        }
    }
    let mut texts: Vec<Arc<Text>> = Vec::new();
    for data in national.contents() {
        data.each_text(&mut |text| texts.push(Arc::clone(text)));
    }
    let is_own = |text: &&Arc<Text>| text.key.as_str().starts_with("editions.");
    for text in texts.iter().filter(|text| !is_own(text) && is_printed(text, edition, national)) {
        for reference in references_in(text).into_iter().filter(is_gone) {
            if let Some(omitted) = left_out(edition, &before, &reference) {
                diagnostics.push(european_names(&reference, omitted));
            }
        }
    }
}

/// A reference in a text.
struct Found<'a> {
    text: &'a Text,
    to: Referent,
    id: &'a str,
    place: Place,
}

impl Found<'_> {
    /// In words, with its kind.
    fn named(&self) -> String {
        format!("the {} `{}`", self.to.word(), self.id)
    }
}

fn references_in(text: &Text) -> Vec<Found<'_>> {
    let mut found = Vec::new();
    markup::each(&text.inlines, &mut |inline| {
        if let Inline::Reference { to, id, range, .. } = inline {
            found.push(Found { text, to: *to, id, place: text.place_of(range.clone()) });
        }
    });
    found
}

/// Tells of what is not there, or is there more than once.
fn unknown(reference: &Found<'_>, known: &Referents, model: &Model, diagnostics: &mut Diagnostics) {
    let (to, id) = (reference.to, reference.id);
    let at = |found: Diagnostic| found.at(reference.place.clone());
    match known.keys(to, id) {
        // What a file that could not be read would have is not known.
        [] if !model.unread.is_empty() => {}
        [] => {
            let what = match to {
                Referent::Figure => format!("no text shows a figure `{id}`"),
                _ => format!("no {} has the id `{id}`", to.word()),
            };
            let help = did_you_mean(id, known.ids(to)).unwrap_or_else(|| match to {
                Referent::Figure => "refer to a figure that a block of kind `figure` shows".to_owned(),
                Referent::Table => "refer to a block of kind `table` by its id".to_owned(),
                Referent::Recommendation | Referent::Section => format!("define the {} first", to.word()),
            });
            diagnostics.push(at(Diagnostic::error(Rule::UnknownId, what)).help(help));
        }
        [first, second, ..] if to == Referent::Table => {
            let what = format!("two tables have the id `{id}`, and nobody knows which one is meant");
            let help = format!("give one of them another id: `{first}`, `{second}`");
            diagnostics.push(at(Diagnostic::error(Rule::Reference, what)).help(help));
        }
        _ => {}
    }
}

/// The entry below `omit` by which an edition leaves out what is referred to.
fn left_out<'a>(edition: &'a Edition, before: &Referents, reference: &Found<'_>) -> Option<&'a Written> {
    let keys = before.keys(reference.to, reference.id);
    let leaves_out = |omitted: &&Written| {
        keys.iter().any(|key| {
            key.strip_prefix(omitted.text()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    };
    edition.omit.0.iter().map(|(omitted, _)| omitted).find(leaves_out)
}

fn european_names(reference: &Found<'_>, omitted: &Written) -> Diagnostic {
    let key = reference.text.key.as_str();
    let message = format!("`{key}` names {}, which this edition leaves out", reference.named());
    let adapt = format!(
        "adapt the text: below `adapt`, write `{key}` with `text`, `replaces` (the European wording) and `reason`"
    );
    let with_it = container(key).map(|container| {
        format!("or leave out what names it too: below `omit`, write `{container}` and why")
    });
    Diagnostic::error(Rule::EditionReference, message)
        .at_with(omitted.place().clone(), "left out here")
        .also(reference.place.clone(), "named here")
        .help(adapt)
        .help_if(with_it)
}

fn own_names(reference: &Found<'_>, omitted: &Written) -> Diagnostic {
    let message = format!("this text names {}, which the edition leaves out", reference.named());
    Diagnostic::error(Rule::EditionReference, message)
        .at_with(reference.place.clone(), "named here")
        .also(omitted.place().clone(), "left out here")
        .help("write the text without it, or take it out of `omit`")
}

/// The key of the block, row, entry or step that a text stands in.
fn container(key: &str) -> Option<String> {
    const LISTS: [&str; 14] = [
        "sections",
        "closing",
        "body",
        "items",
        "rows",
        "problem",
        "action",
        "steps",
        "indicators",
        "evidence",
        "panels",
        "terms",
        "members",
        "organisations",
    ];
    let path: Vec<&str> = key.split('.').collect();
    let list = path.iter().rposition(|part| LISTS.contains(part))?;
    // The heading or opening text of a part does not go without the part.
    let is_part = matches!(path.get(list), Some(&("sections" | "closing" | "panels")));
    path.get(..=list + 1).filter(|_| !is_part).map(|path| path.join("."))
}

/// Whether a document of the edition prints the file that a text stands in.
pub(super) fn is_printed(text: &Text, edition: &Edition, model: &Model) -> bool {
    let stem = text.key.as_str().split('.').next().unwrap_or_default();
    let Some(file) = ContentFile::ALL.iter().find(|file| file.as_str() == stem) else { return true };
    model.documents.iter().any(|(id, document)| edition.makes(id) && document.prints(*file))
}

/// Tells of numbers and titles that nothing fills in: outside of a reference, or of what has none.
fn slots(text: &Text, diagnostics: &mut Diagnostics) {
    markup::each(&text.inlines, &mut |inline| match inline {
        Inline::Placeholder { name, range } if name == Slot::Number.name() => diagnostics.push(
            Diagnostic::error(Rule::UnknownPlaceholder, format!("nothing is filled in for `{{{name}}}`"))
                .at(text.place_of(range.clone()))
                .help("a number stands in the words of a reference: `[Recommendation {n}](rec:…)`"),
        ),
        Inline::Reference { to, body, .. } if !to.is_numbered() => {
            markup::each(body, &mut |inline| {
                if let Inline::Slot { slot: Slot::Number, range } = inline {
                    diagnostics.push(
                        Diagnostic::error(Rule::Reference, format!("a {} has no number", to.word()))
                            .at(text.place_of(range.clone()))
                            .help("write `{title}` for its title, or the words themselves"),
                    );
                }
            });
        }
        _ => {}
    });
}
