//! What belongs to a target alone: what templates see of it, and `/target.typ`, which the theme reads.

use std::sync::Arc;

use paf_locale::{Date, Direction, Hyphenation};
use paf_model::Data;
use paf_model::decode::Decode;
use paf_model::document::{Document, Profile};
use paf_model::edition::Edition;

use crate::prepare::Prepared;
use crate::press;
use crate::target::Target;

/// The module's name within the project.
pub(crate) const MODULE: &str = "target.typ";

/// The palette of the pages of all profiles: each colour is an ink that says what it is for.
pub(crate) const ROLES: &str = "roles";

/// What templates see of a target.
pub(crate) fn target_data(prepared: &Prepared, target: &Target, edition: Option<&Edition>) -> Data {
    let data = Data::map([
        ("document", Data::Made(Arc::clone(&target.document))),
        ("edition", Data::Made(Arc::clone(&target.edition))),
        ("lang", Data::made(target.lang.code())),
        ("language_name", Data::made(target.lang.endonym())),
        ("file", Data::made(target.of_screen().stem())),
        ("page", page_address(prepared, target)),
    ]);
    match edition {
        Some(edition) => data.with("edition_name", edition.title.data()),
        None => data,
    }
}

/// Where the document stands as a web page; none where it is not known where the pages are published, or there is
/// none of it.
fn page_address(prepared: &Prepared, target: &Target) -> Data {
    let document = &*target.document;
    let has_page = prepared.pages.has(&format!("templates/{document}/{document}.html"));
    match prepared.model.framework.site.as_ref().filter(|_| has_page) {
        Some(site) => {
            let site = site.0.text().trim_end_matches('/');
            Data::made(format!("{site}/{}/{}/{document}.html", target.edition, target.lang.code()))
        }
        None => Data::None,
    }
}

/// The palette that a file of a profile is drawn with.
pub(crate) fn palette(profile: Profile) -> &'static str {
    if profile.is_printed() { "press" } else { "screen" }
}

/// Which pages `/target.typ` asks the theme for.
fn pages_of(profile: Profile) -> &'static str {
    match profile {
        Profile::LargePrint => "large-print",
        Profile::Screen | Profile::Press | Profile::Booklet => "pages",
    }
}

/// `/target.typ`, which the theme reads.
pub(crate) fn module(target: &Target, document: &Document, date: Date, palette: &str) -> String {
    let direction = match target.lang.direction() {
        Direction::LeftToRight => "ltr",
        Direction::RightToLeft => "rtl",
    };
    let region = target.lang.typst_region().map_or_else(|| "none".to_owned(), |region| format!("{region:?}"));
    let trim = match target.profile {
        Profile::LargePrint => press::A4,
        Profile::Screen | Profile::Press | Profile::Booklet => press::trim_of_page(document),
    };
    format!(
        "#let document = {:?}\n#let edition = {:?}\n#let lang = {:?}\n#let region = {region}\n\
         #let dir = {direction}\n#let layout = {:?}\n#let hyphens = {}\n#let palette = {:?}\n#let seed = {:?}\n\
         #let trim = (width: {}mm, height: {}mm)\n#let bleed = {}mm\n\
         #let date = datetime(year: {}, month: {}, day: {})\n",
        &*target.document,
        &*target.edition,
        target.lang.typst_lang(),
        pages_of(target.profile),
        match target.lang.hyphenation() {
            Hyphenation::SoftHyphens => "json(\"/hyphens.json\")",
            Hyphenation::Layout | Hyphenation::None => "(:)",
        },
        palette,
        &*target.framework,
        trim.width.0,
        trim.height.0,
        press::bleed(document).0,
        date.year(),
        date.month(),
        date.day(),
    )
}
