//! A place of the site: an edition in a language, and what is said there of its files.

use std::collections::BTreeMap;
use std::sync::Arc;

use paf_build::{Beside, Manifest, ManifestEntry, Target, plan};
use paf_diag::Diagnostics;
use paf_locale::{Direction, Lang};
use paf_model::document::Profile;
use paf_model::{Data, Model};

use crate::bundles::FILES;

/// The pages of an edition in a language.
pub(crate) struct Place<'a> {
    pub(crate) edition: &'a str,
    pub(crate) lang: Lang,
    /// The files for the screen, each with its target, in the order of the plan.
    pub(crate) files: Vec<(Target, &'a ManifestEntry)>,
    /// Those in large print.
    pub(crate) large: Vec<(Target, &'a ManifestEntry)>,
    /// Those for the printer.
    pub(crate) press: Vec<(Target, &'a ManifestEntry)>,
}

impl<'a> Place<'a> {
    /// A place without files.
    pub(crate) fn new(edition: &'a str, lang: Lang) -> Self {
        Self { edition, lang, files: Vec::new(), large: Vec::new(), press: Vec::new() }
    }

    /// Adds a file by what it is for.
    pub(crate) fn add(&mut self, target: Target, entry: &'a ManifestEntry) {
        let kind = match target.profile {
            Profile::Screen => &mut self.files,
            Profile::LargePrint => &mut self.large,
            Profile::Press | Profile::Booklet => &mut self.press,
        };
        kind.push((target, entry));
    }

    /// Of what is not made for the screen, the file in large print is that which people read on one.
    pub(crate) fn complete(&mut self) {
        let is_alone = |of: &Target, files: &[(Target, &ManifestEntry)]| {
            files.iter().all(|(other, _)| other.document != of.document)
        };
        let (alone, beside) =
            std::mem::take(&mut self.large).into_iter().partition(|(of, _)| is_alone(of, &self.files));
        self.large = beside;
        self.files.extend::<Vec<_>>(alone);
    }

    /// The files of a document that people read: for the screen, and then in large print.
    pub(crate) fn read(&self, document: &str) -> impl Iterator<Item = &'a ManifestEntry> {
        let all = self.files.iter().chain(&self.large);
        all.filter(move |(of, _)| *of.document == *document).map(|(_, entry)| *entry)
    }

    /// The files of a document that are printed.
    pub(crate) fn printed(&self, document: &str) -> impl Iterator<Item = &'a ManifestEntry> {
        self.press.iter().filter(move |(of, _)| *of.document == *document).map(|(_, entry)| *entry)
    }

    /// Its folder in the site, and from there the way back to what all share.
    pub(crate) fn folder(&self) -> String {
        format!("{}/{}", self.edition, self.lang.code())
    }

    /// What of it stands first: for the screen, if there is any.
    pub(crate) fn first(&self) -> Option<&Target> {
        self.files.first().or(self.press.first()).map(|(target, _)| target)
    }

    /// The title that a document gives itself.
    pub(crate) fn title(&self, target: &Target) -> &str {
        let found = self.files.iter().find(|(of, _)| of == target);
        found.map_or("", |(_, entry)| entry.title.as_str())
    }

    /// A way to it, in its own language.
    pub(crate) fn link(&self, href: &str, current: bool) -> Data {
        Data::map([
            ("lang", Data::made(self.lang.code())),
            ("dir", Data::made(direction(self.lang))),
            ("name", Data::made(self.lang.endonym())),
            ("href", Data::made(href)),
            ("current", Data::Bool(current)),
            (
                "documents",
                Data::List(self.files.iter().map(|(of, _)| Data::Made(Arc::clone(&of.document))).collect()),
            ),
        ])
    }
}

/// All places at which something is published: editions in the order of the framework, languages in
/// that of the Union (style guide, 7.2.1), others behind.
///
/// # Errors
/// If nothing of the framework can be made.
pub(crate) fn places<'m>(model: &Model, manifest: &'m Manifest) -> Result<Vec<Place<'m>>, Diagnostics> {
    let entries: BTreeMap<&str, &ManifestEntry> =
        manifest.targets.iter().map(|entry| (entry.path.as_str(), entry)).collect();
    let mut places: Vec<Place<'m>> = Vec::new();
    for target in plan(model, &Default::default())? {
        let Some(entry) = entries.get(target.path().as_str()) else { continue };
        let here = places.iter().position(|at| at.edition == entry.edition && at.lang == target.lang);
        let here = here.unwrap_or_else(|| {
            let lang = target.lang;
            places.push(Place::new(&entry.edition, lang));
            places.len() - 1
        });
        places[here].add(target, entry);
    }
    places.iter_mut().for_each(Place::complete);
    let editions: Vec<&str> = places.iter().map(|place| place.edition).collect();
    let rank = |edition: &str| editions.iter().position(|known| *known == edition);
    places.sort_by_key(|place| (rank(place.edition), place.lang.eu_order().unwrap_or(u8::MAX)));
    Ok(places)
}

/// `rtl` or `ltr`.
pub(crate) fn direction(lang: Lang) -> &'static str {
    if lang.direction() == Direction::RightToLeft { "rtl" } else { "ltr" }
}

/// What a page says of a file: where it is, how large, how far its translation is, and how it can be proved.
pub(crate) fn listed(up: &str, entry: &ManifestEntry, lang: Lang) -> Data {
    let beside = entry.beside.iter().map(|Beside { path, .. }| {
        Data::map([("href", Data::made(format!("{up}{FILES}/{path}"))), ("name", Data::made(name_of(path)))])
    });
    let of_file = file(&format!("{up}{FILES}/{}", entry.path), entry.bytes, lang);
    of_file
        .with("document", Data::made(&*entry.document))
        .with("title", Data::made(&*entry.title))
        .with("profile", Data::made(&*entry.profile))
        .with("pages", Data::Int(i64::try_from(entry.pages).unwrap_or(i64::MAX)))
        .with("sha256", Data::made(&*entry.sha256))
        .with("standards", Data::made(entry.standards.join(", ")))
        .with("state", Data::made(&*entry.translation.state))
        .with("beside", Data::List(beside.collect()))
}

/// A file to download.
pub(crate) fn file(href: &str, bytes: u64, lang: Lang) -> Data {
    Data::map([
        ("href", Data::made(href)),
        ("name", Data::made(name_of(href))),
        ("size", Data::made(size_in_words(bytes, lang))),
    ])
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A size as people read it: `0,4 MB`.
fn size_in_words(bytes: u64, lang: Lang) -> String {
    let tenths = bytes.div_ceil(100_000).max(1);
    format!("{}{}{}\u{a0}MB", tenths / 10, lang.decimal_separator(), tenths % 10)
}
