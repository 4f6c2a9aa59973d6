//! Which texts the translators of each locale are asked for: those that a document prints there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule, Written};
use paf_model::Text;
use paf_model::markup::{self, Count, CountStyle, Inline};
use paf_translate::notes::{self, Room};
use paf_translate::sync::Wanted;

use crate::locale::Locale;
use crate::plan::{Selection, plan};
use crate::prepare::Prepared;
use crate::project;
use crate::target::Target;

/// The documents that print a text, by its key.
type Documents = BTreeMap<String, BTreeSet<Arc<str>>>;

/// The locales that have something to translate, the framework's own first.
pub fn locales(wanted: &BTreeMap<Locale, Vec<Wanted>>) -> Vec<&Locale> {
    wanted.keys().collect()
}

/// The texts of each locale, in the order of the framework, with what translators are told.
///
/// # Errors
/// If a template fails.
pub fn wanted(prepared: &Prepared) -> Result<BTreeMap<Locale, Vec<Wanted>>, Box<Diagnostic>> {
    wanted_in(prepared, &[])
}

/// The same for some documents; an empty list means all.
pub(super) fn wanted_in(
    prepared: &Prepared,
    documents: &[String],
) -> Result<BTreeMap<Locale, Vec<Wanted>>, Box<Diagnostic>> {
    let selection = Selection { documents: documents.to_vec(), ..Selection::default() };
    // A framework that makes nothing asks for no translation.
    let targets = if documents.is_empty() {
        plan(&prepared.model, &selection).unwrap_or_default()
    } else {
        plan(&prepared.model, &selection).map_err(first)?
    };
    // What a document prints in an edition is the same in all languages.
    let mut printed: BTreeMap<_, Vec<Arc<Text>>> = BTreeMap::new();
    let mut documents: BTreeMap<Locale, Documents> = BTreeMap::new();
    for target in &targets {
        let id = (Arc::clone(&target.document), Arc::clone(&target.edition));
        if !printed.contains_key(&id) {
            printed.insert(id.clone(), project::printed(prepared, target)?);
        }
        for text in printed.get(&id).into_iter().flatten() {
            if text.lang.language() != target.lang.language() {
                let keys = documents.entry(locale_of(text, target, prepared)).or_default();
                let instead = instead_of(prepared, text).map(|instead| instead.key.as_str().to_owned());
                let lead = lead_of(prepared, text).map(|lead| lead.key.as_str().to_owned());
                for key in std::iter::once(text.key.as_str().to_owned()).chain(instead).chain(lead) {
                    keys.entry(key).or_default().insert(Arc::clone(&target.document));
                }
            }
        }
    }
    if selection.documents.is_empty() {
        of_pages(prepared, &targets, &mut documents);
    }
    let wanted = documents.into_iter().map(|(locale, keys)| {
        let mut seen = BTreeSet::new();
        let texts = prepared.model.texts.iter().filter(|text| seen.insert(text.key.as_str()));
        let wanted = texts.filter_map(|text| {
            let documents = keys.get(text.key.as_str())?;
            Some(Wanted {
                text: Arc::clone(text),
                notes: notes_for(prepared, &locale, text, documents),
                file: text.place().file().path().to_owned(),
            })
        });
        (locale.clone(), wanted.collect())
    });
    Ok(wanted.collect())
}

/// The words of web pages, in each language that has pages. They are of no document.
fn of_pages(prepared: &Prepared, targets: &[Target], documents: &mut BTreeMap<Locale, Documents>) {
    let labels: Vec<_> = prepared.model.site.iter().flat_map(|site| &site.labels.0).collect();
    for target in targets.iter().filter(|target| !target.profile.is_printed()) {
        for (_, text) in labels.iter().filter(|(_, text)| text.lang.language() != target.lang.language()) {
            let keys = documents.entry(locale_of(text, target, prepared)).or_default();
            keys.entry(text.key.as_str().to_owned()).or_default();
        }
    }
}

fn first(wrong: Diagnostics) -> Box<Diagnostic> {
    let fallback = || Diagnostic::error(Rule::UnknownSelection, "nothing is made in this selection");
    Box::new(wrong.into_iter().next().unwrap_or_else(fallback))
}

/// What takes the place of a text in editions of which it is not true. No edition needs it today, perhaps, and it is
/// translated with the text, so that one can begin at any time.
fn instead_of<'a>(prepared: &'a Prepared, text: &Text) -> Option<&'a Arc<Text>> {
    let conditional = prepared.model.framework.conditional();
    let (_, conditional) = conditional.iter().find(|(key, _)| key.text() == text.key.as_str())?;
    conditional.instead.as_ref()
}

/// What stands below the title of a list of organisations. The list may be empty today, and an edition can fill it at
/// any time.
fn lead_of<'a>(prepared: &'a Prepared, title: &Text) -> Option<&'a Arc<Text>> {
    let list =
        title.key.as_str().strip_suffix(".title").filter(|list| ["partners", "endorsers"].contains(list))?;
    let lead = format!("{list}.lead");
    prepared.model.texts.iter().find(|text| text.key.as_str() == lead)
}

fn locale_of(text: &Text, target: &Target, prepared: &Prepared) -> Locale {
    let national = prepared.locale_of_own(&target.edition, target.lang);
    if national.holds(text.key.as_str()) {
        return national;
    }
    Locale::european(prepared.language_of_texts(target.lang))
}

fn notes_for(
    prepared: &Prepared,
    locale: &Locale,
    text: &Text,
    documents: &BTreeSet<Arc<str>>,
) -> Vec<String> {
    let model = &prepared.model;
    let printing: Vec<_> = model.documents.iter().filter(|(id, _)| documents.contains(id)).collect();
    let mut titles: Vec<String> = printing.iter().map(|(_, document)| document.title.plain()).collect();
    if model.site.iter().any(|site| site.labels.0.iter().any(|(_, label)| label.key == text.key)) {
        titles.push("web pages".to_owned());
    }
    let room = panel_of(prepared, text).and_then(|(id, title)| {
        let fit = printing.iter().find_map(|(_, document)| document.fit.as_ref()?.characters.get(id));
        fit.map(|characters| Room { area: title.clone(), characters: characters.0 })
    });
    let mut lines = notes::notes(&titles, room.as_ref());
    if text.is_of_templates() && text.lang != model.source_language() {
        lines.push(format!("This text is in {}.", text.lang.english_name()));
    }
    lines.extend(terms_in(prepared, locale, text));
    lines.extend(forms_of(locale, text));
    lines
}

/// Which words a text needs where a number chooses one of them.
fn forms_of(locale: &Locale, text: &Text) -> Option<String> {
    let mut name = None;
    markup::each(&text.inlines, &mut |inline| {
        if let Inline::Count(count @ Count { style: CountStyle::Forms(_), .. }) = inline {
            name.get_or_insert_with(|| count.lower());
        }
    });
    Some(notes::forms(&name?, &locale.lang.plural_forms_of_counts()))
}

/// The glossary's terms that a text has, with the words that the language has for them.
fn terms_in(prepared: &Prepared, locale: &Locale, text: &Text) -> Vec<String> {
    let terms = prepared.model.glossary.iter().flat_map(|glossary| &glossary.terms);
    let words = text.plain().to_lowercase();
    let has = |term: &str| {
        let term = term.to_lowercase();
        words.match_indices(&term).any(|(at, _)| !words[..at].ends_with(char::is_alphanumeric))
    };
    let termbase = prepared.termbases.get(&locale.lang);
    let line = |id: &str, term: &str| {
        let forms = termbase.and_then(|termbase| termbase.get(id));
        let list = |forms: &[Written]| forms.iter().map(Written::text).collect::<Vec<_>>().join(", ");
        let (used, rejected) =
            forms.map(|forms| (list(&forms.used), list(&forms.rejected))).unwrap_or_default();
        notes::term(term, &used, &rejected)
    };
    terms
        .map(|term| (term.id.as_str(), term.term.plain()))
        .filter(|(_, term)| has(term))
        .map(|(id, term)| line(id, &term))
        .collect()
}

/// The leaflet's panel that a text stands on: its id and title.
fn panel_of<'a>(prepared: &'a Prepared, text: &Text) -> Option<(&'a str, String)> {
    let key = text.key.as_str().strip_prefix("leaflet.panels.")?;
    let id = key.split('.').next()?;
    let panel = prepared.model.leaflet.as_ref()?.panels.iter().find(|panel| panel.id.as_str() == id)?;
    Some((panel.id.as_str(), panel.title.plain()))
}
