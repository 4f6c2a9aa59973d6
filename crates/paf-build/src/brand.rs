//! Checks `templates/theme/brand.yaml` against the fonts that are there and the papers of the documents.

use std::sync::Arc;

use paf_diag::{Diagnostic, Diagnostics, Rule, did_you_mean};
use paf_model::Model;
use paf_model::brand::{self, Brand, Cmyk, Colour};
use paf_model::document::{Document, Profile};
use paf_model::files::{FileError, Files};
use paf_typeset::faces;

use crate::press;
use crate::text_file::text_file;

/// Reports everything that is wrong with the theme's colours and fonts, where it has the file.
pub(crate) fn check(files: &dyn Files, model: Option<&Model>, diagnostics: &mut Diagnostics) {
    match files.read(brand::PATH) {
        Err(FileError::NotFound) => return,
        // Of a folder that cannot be looked into it is told that it cannot.
        Err(_) if files.unfit("templates").iter().any(|(unfit, _)| brand::PATH.starts_with(unfit)) => return,
        _ => {}
    }
    let Some(file) = text_file(files, brand::PATH, diagnostics) else { return };
    // What is wrong with the module itself is told when Typst reads it.
    let module = text_file(files, brand::MODULE, &mut Diagnostics::new());
    let module = module.as_ref().map_or("", |module| module.text());
    let Some(brand) = brand::read(&file, module, diagnostics) else { return };
    check_fonts(&brand, files, diagnostics);
    let printed: Vec<&(Arc<str>, Document)> = model
        .into_iter()
        .flat_map(|model| &model.documents)
        .filter(|(_, document)| {
            document.has_profile(Profile::Press) || document.has_profile(Profile::Booklet)
        })
        .collect();
    check_bands(&brand, model, diagnostics);
    for (name, colour) in brand.colours.0.iter().chain(&brand.bands.0) {
        for inks in std::iter::once(&colour.cmyk).chain(&colour.small) {
            diagnostics.extend(too_much_ink(name, inks, &printed));
        }
        diagnostics.extend(spot_that_nobody_orders(colour, &printed));
    }
}

/// Reports bands that editions choose and that the theme does not have.
fn check_bands(brand: &Brand, model: Option<&Model>, diagnostics: &mut Diagnostics) {
    let editions = model.into_iter().flat_map(|model| &model.editions);
    for band in editions.filter_map(|(_, edition)| edition.band.as_ref()) {
        if brand.bands.get(band.as_str()).is_some() {
            continue;
        }
        let message = format!("the theme has no band `{}`", band.as_str());
        diagnostics.push(
            Diagnostic::error(Rule::UnknownId, message)
                .at(band.place().clone())
                .help_if(did_you_mean(band.as_str(), brand.bands.ids()))
                .help(format!("its bands stand below `bands` in {}", brand::PATH)),
        );
    }
}

fn check_fonts(brand: &Brand, files: &dyn Files, diagnostics: &mut Diagnostics) {
    // Fonts that cannot be read are told when they are needed.
    let Ok(faces) = faces(files) else { return };
    let mut families: Vec<&str> = faces.iter().map(|face| face.family.as_str()).collect();
    families.dedup();
    for family in brand.fonts.0.iter().flat_map(|(_, families)| &families.0) {
        if families.iter().any(|known| known.to_lowercase() == family.as_str().to_lowercase()) {
            continue;
        }
        diagnostics.push(
            Diagnostic::error(
                Rule::FontFamily,
                format!("no font in fonts/ is of the family `{}`", family.as_str()),
            )
            .at(family.place().clone())
            .help_if(did_you_mean(family.as_str(), families.iter().copied()))
            .help("`paf fonts` lists the families; put the files of another into fonts/"),
        );
    }
}

/// The document whose paper takes the least ink counts: any may use any colour.
fn too_much_ink(name: &str, inks: &Cmyk, printed: &[&(Arc<str>, Document)]) -> Option<Diagnostic> {
    let (limit, document) = printed
        .iter()
        .map(|(id, document)| (press::ink_limit(document), id))
        .min_by_key(|(limit, _)| *limit)?;
    let total = inks.inks.iter().sum::<i64>();
    (total > i64::from(limit) * 100).then(|| {
        let message = format!(
            "`{name}` has {} % of ink, and the paper of the document `{document}` takes {limit} %",
            total / 100
        );
        Diagnostic::error(Rule::BrandInk, message)
            .at(inks.place.clone())
            .help("take cyan, magenta and yellow down alike and add black, or choose another paper in document.yaml")
    })
}

fn spot_that_nobody_orders(colour: &Colour, printed: &[&(Arc<str>, Document)]) -> Option<Diagnostic> {
    let name = &colour.spot.as_ref()?.name;
    let reserved = ["All", "None", "Cyan", "Magenta", "Yellow", "Black"];
    if reserved.contains(&name.as_str()) {
        let message = format!(
            "`{}` cannot be the name of a spot colour: in a PDF it means something else",
            name.as_str()
        );
        return Some(
            Diagnostic::error(Rule::BrandSpot, message)
                .at(name.place().clone())
                .help("write the name of the ink as the printer orders it, such as `Reflex Blue`"),
        );
    }
    let ordered: Vec<&str> = printed
        .iter()
        .filter_map(|(_, document)| document.press.as_ref())
        .flat_map(|press| press.spots.iter().map(|spot| spot.as_str()))
        .collect();
    if printed.is_empty() || ordered.contains(&name.as_str()) {
        return None;
    }
    let message = format!("no document orders the spot colour `{}`", name.as_str());
    Some(
        Diagnostic::error(Rule::BrandSpot, message)
            .at(name.place().clone())
            .help_if(did_you_mean(name.as_str(), ordered))
            .help(format!(
                "add it to `press.spots` in the document.yaml of each that has it: [{}]",
                name.as_str()
            )),
    )
}
