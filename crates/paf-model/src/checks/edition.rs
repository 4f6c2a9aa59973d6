//! Checks the framework as a country edition has it, as the European one is checked.

mod imprint;
mod round_table;
pub(super) mod rules;

use paf_diag::{Diagnostic, Diagnostics, Label, Place, Rule, Written};

use crate::document::Document;
use crate::edition::{Edition, edition_of, path_of_logo};
use crate::files::Files;
use crate::leaflet::{Leaflet, PanelKind};
use crate::model::Model;
use crate::pictures;
use crate::text::Text;

/// Checks an edition and the framework that it makes; what is told of the European one already is not told again.
pub(super) fn check(
    id: &str,
    edition: &Edition,
    european: &Model,
    national: &Model,
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) {
    base(edition, european, diagnostics);
    documents(edition, european, diagnostics);
    edition.check_organisers(diagnostics);
    logos(id, edition, files, diagnostics);
    super::referred::national((id, edition), european, national, diagnostics);
    let mut found = Diagnostics::new();
    super::recommendations(national, &mut found);
    super::dates(national, &mut found);
    let is_printed = |text: &Text| super::referred::is_printed(text, edition, national);
    super::years(national, &is_printed, &mut found);
    completed(european, national, &mut found);
    super::reviews(national, &mut found);
    super::blocks(national, &mut found);
    super::logos(national, files, &mut found);
    super::titles::check(national, &mut found);
    edition.foreword.iter().for_each(|foreword| foreword.check(&mut found));
    imprint::check(edition, european, national, &mut found);
    round_table::check(edition, european, national, files, &mut found);
    of_other_editions(edition, national, files, &mut found);
    for (_, document) in national.documents.iter().filter(|(id, _)| edition.makes(id)) {
        super::panels(national, document, &mut found);
        folded(european, national, document, &mut found);
    }
    found.extend(super::empty::find(national).into_iter().map(|(_, found)| found));
    let is_new = |found: &Diagnostic| !diagnostics.iter().any(|told| told == found);
    let new: Vec<Diagnostic> = found.into_iter().filter(is_new).collect();
    diagnostics.extend(new.into_iter().map(|found| at_home(found, edition, european)));
}

/// Pictures that stand in the folder of another edition, which may be moved or taken out with it.
fn of_other_editions(edition: &Edition, national: &Model, files: &dyn Files, found: &mut Diagnostics) {
    let home = edition_of(edition.at.file().path());
    let table = edition.round_table.iter();
    let organisations =
        pictures::own_organisations(national).chain(table.clone().flat_map(|table| &table.organisations));
    let logos = organisations.filter_map(|organisation| organisation.logo.as_ref());
    let photos = table.filter_map(|table| table.photo.as_ref()).map(|photo| &photo.file);
    for picture in logos.chain(photos) {
        let path = format!("framework/{}", picture.as_str());
        // Of what is not there, that is told.
        let is_there = |_: &&str| files.read(&path).is_ok();
        if let Some(other) = edition_of(&path).filter(|other| Some(*other) != home).filter(is_there) {
            let message = format!("the picture `{path}` belongs to the edition `{other}`");
            let own = home.unwrap_or_default();
            found.push(
                Diagnostic::error(Rule::OutsideRoot, message).at(picture.place().clone()).help(format!(
                    "put a copy into `framework/editions/{own}/` and write its path from there"
                )),
            );
        }
    }
}

/// Reports logos of organisers that are not in the edition's folder.
fn logos(id: &str, edition: &Edition, files: &dyn Files, diagnostics: &mut Diagnostics) {
    for logo in edition.organisers.iter().filter_map(|organiser| organiser.logo.as_ref()) {
        super::check_path(&path_of_logo(id, logo), logo, "the logo", files, diagnostics);
    }
}

/// The finding at a place of the edition: what is wrong only there is for those to mend who make it.
fn at_home(mut found: Diagnostic, edition: &Edition, european: &Model) -> Diagnostic {
    let is_own = |label: &Label| label.place.file().path() == edition.at.file().path();
    if found.primary.as_ref().is_some_and(is_own) {
        return found;
    }
    let own = found.secondary.iter().position(is_own).map(|index| found.secondary.remove(index));
    let own = own.unwrap_or_else(|| {
        let omitted =
            found.primary.as_ref().and_then(|label| omitted_around(&label.place, edition, european));
        match omitted {
            Some(omitted) => Label { place: omitted.clone(), text: "left out here".to_owned() },
            None => Label { place: edition.title.place().clone(), text: "in this edition".to_owned() },
        }
    });
    found.secondary.splice(0..0, found.primary.take());
    found.primary = Some(own);
    found
}

/// Where an edition leaves out something of the part in which a European text stands; of two such parts, the nearest.
fn omitted_around<'a>(place: &Place, edition: &'a Edition, european: &Model) -> Option<&'a Place> {
    let text = european.texts.iter().find(|text| text.place() == place);
    let of_file = || place.file().path().strip_prefix("framework/")?.strip_suffix(".yaml");
    let (mut part, _) = match text {
        Some(text) => text.key.as_str().rsplit_once('.')?,
        None => (of_file()?, ""),
    };
    loop {
        let is_in = |omitted: &&Written| {
            omitted.text().strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        if let Some(omitted) = edition.omit.0.iter().map(|(omitted, _)| omitted).find(is_in) {
            return Some(omitted.place());
        }
        // What is left out in another part of the file is not the cause.
        part = part.rsplit_once('.').filter(|(above, _)| above.contains('.'))?.0;
    }
}

/// Tells of documents that the framework has a template for and does not make.
fn documents(edition: &Edition, european: &Model, diagnostics: &mut Diagnostics) {
    let is_made = |id: &str| !european.languages_of(id).is_empty();
    let made = european.documents.iter().map(|(id, _)| &**id).filter(|id| is_made(id));
    let made: Vec<String> = made.map(|id| format!("`{id}`")).collect();
    let is_known = |id: &str| european.documents.iter().any(|(known, _)| **known == *id);
    super::listed_once("document", edition.documents.named(), diagnostics);
    for (id, place) in edition.documents.named().filter(|(id, _)| is_known(id) && !is_made(id)) {
        diagnostics.push(
            Diagnostic::error(
                Rule::EditionChange,
                format!("the framework does not make the document `{id}`"),
            )
            .at(place.clone())
            .help(format!(
                "take it out, or add it to `documents` in framework/framework.yaml; made are {}",
                made.join(", ")
            )),
        );
    }
}

/// A leaflet whose panels fit its sheet does so in every edition, and begins with its front.
fn folded(european: &Model, national: &Model, document: &Document, diagnostics: &mut Diagnostics) {
    let (Some(base), Some(own), Some(fold)) = (&european.leaflet, &national.leaflet, &document.fold) else {
        return;
    };
    let fits = fold.sides.outside.panels.len() + fold.sides.inside.panels.len();
    let begins =
        |leaflet: &Leaflet| leaflet.panels.first().is_some_and(|panel| panel.kind == PanelKind::Front);
    let at = |message: String, place: &Place| {
        Diagnostic::error(Rule::MissingPanel, message).at(place.clone()).also(fold.at.clone(), "this fold")
    };
    if base.panels.len() == fits && own.panels.len() != fits {
        let message =
            format!("the leaflet has {} panels, and its sheet is folded into {fits}", own.panels.len());
        let place = own.panels.last().map_or(&own.at, |panel| panel.id.place());
        let help = format!(
            "add or leave out panels, so that there are {fits}: what is added may stand in another one"
        );
        diagnostics.push(at(message, place).help(help));
    }
    if base.panels.len() == fits && begins(base) && !begins(own) {
        let message = "the leaflet does not begin with its front".to_owned();
        let place = own.panels.first().map_or(&own.at, |panel| panel.id.place());
        diagnostics.push(at(message, place).help("put the front before all other panels"));
    }
}

/// An edition is completed after the framework that it is made from.
fn completed(european: &Model, national: &Model, diagnostics: &mut Diagnostics) {
    let (own, base) = (&national.framework.date, &european.framework.date);
    if own.date < base.date {
        diagnostics.push(
            Diagnostic::error(
                Rule::DateOrder,
                "the edition was completed before the framework that it is made from",
            )
            .at_with(own.written.place().clone(), "this day")
            .also(base.written.place().clone(), "the framework")
            .help(format!("write {} or a later day", base.date.iso())),
        );
    }
}

fn base(edition: &Edition, european: &Model, diagnostics: &mut Diagnostics) {
    let version = &european.framework.version;
    let based_on = &edition.based_on;
    if based_on.as_str() != version.as_str() {
        diagnostics.push(
            Diagnostic::warning(
                Rule::EditionBehind,
                format!(
                    "the edition was made from version {}, and the framework is at {}",
                    based_on.as_str(),
                    version.as_str()
                ),
            )
            .at_with(based_on.place().clone(), "made from this version")
            .also(version.place().clone(), "the framework's version")
            .help(format!(
                "compare what the edition changes with the framework, then write `based-on: \"{}\"`",
                version.as_str()
            )),
        );
    }
}
