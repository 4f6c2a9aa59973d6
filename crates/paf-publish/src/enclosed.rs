//! What lies in an archive beside the published files: words on what it is, and what a printer needs.

use std::collections::{BTreeMap, BTreeSet};

use paf_build::press::{OutputProfile, output_profile};
use paf_build::{Manifest, ManifestEntry, Prepared, Snapshot};
use paf_diag::{Diagnostic, Diagnostics};
use paf_model::Data;

use crate::bundles::{Bundle, Readers};
use crate::place::{Place, listed, places};
use crate::site::{self, Site};

/// The templates of the words in an archive, with the names of the files that they become.
const README: (&str, &str) = (site::README, "README.txt");
const LETTER: (&str, &str) = (site::LETTER, "LETTER.txt");

/// Where the output profiles of press files lie in the archive for a printer.
const PROFILES: &str = "profiles";

/// A file by its name in the folder of an archive.
type Enclosed = BTreeMap<String, Vec<u8>>;

/// Puts words and profiles to archives.
pub(crate) struct Encloser<'a> {
    prepared: &'a Prepared,
    files: &'a Snapshot,
    site: Option<&'a Site<'a>>,
    manifest: &'a Manifest,
    places: Vec<Place<'a>>,
}

impl<'a> Encloser<'a> {
    /// For the archives of a manifest; without a site there are no words.
    ///
    /// # Errors
    /// If nothing of the framework can be made.
    pub(crate) fn new(
        (prepared, files): (&'a Prepared, &'a Snapshot),
        site: Option<&'a Site<'a>>,
        manifest: &'a Manifest,
    ) -> Result<Self, Diagnostics> {
        let places = places(&prepared.model, manifest)?;
        Ok(Self { prepared, files, site, manifest, places })
    }

    /// What lies in an archive beside its files.
    ///
    /// # Errors
    /// What is wrong with a template, or with a printer's profile.
    pub(crate) fn of(&self, bundle: &Bundle) -> Result<Enclosed, Box<Diagnostic>> {
        let mut enclosed = Enclosed::new();
        let is_print = matches!(bundle.readers, Readers::Printer(_));
        if is_print {
            self.profiles(bundle, &mut enclosed)?;
        }
        if let (Some(site), Some(place)) = (self.site, self.place(&bundle.readers)) {
            let files = Data::List(self.entries(bundle).map(|entry| of_archive(entry, place)).collect());
            let editions = Data::made(self.editions(site, bundle, place)?.join(", "));
            // What it holds is said last, when all of it is there.
            for (template, name) in [is_print.then_some(LETTER), Some(README)].into_iter().flatten() {
                let others = Data::List(enclosed.keys().map(|name| Data::made(&**name)).collect());
                let said = [("files", files.clone()), ("edition", editions.clone()), ("others", others)];
                let words = site.words(template, place, said)?;
                if let Some(words) = words.filter(|words| !words.trim().is_empty()) {
                    enclosed.insert(name.to_owned(), words.into_bytes());
                }
            }
        }
        Ok(enclosed)
    }

    /// The names of the editions in an archive, each in the language of the archive if it is there in it.
    fn editions(
        &self,
        site: &Site<'_>,
        bundle: &Bundle,
        place: &Place<'_>,
    ) -> Result<Vec<String>, Box<Diagnostic>> {
        let within: BTreeSet<&str> = self.entries(bundle).map(|entry| entry.edition.as_str()).collect();
        let mut ids: Vec<&str> = self.places.iter().map(|place| place.edition).collect();
        ids.dedup();
        let named = |id: &str| {
            let own = self.prepared.model.edition(id).map(|edition| edition.language.lang);
            let of = |lang| self.places.iter().find(|other| other.edition == id && Some(other.lang) == lang);
            let first = || self.places.iter().find(|other| other.edition == id);
            let found = of(Some(place.lang)).or_else(|| of(own)).or_else(first);
            found.map_or_else(|| Ok(id.to_owned()), |found| site.edition_of(found))
        };
        ids.into_iter().filter(|id| within.contains(id)).map(named).collect()
    }

    fn entries(&self, bundle: &Bundle) -> impl Iterator<Item = &'a ManifestEntry> {
        let within: BTreeSet<String> = bundle.files.values().cloned().collect();
        self.manifest.targets.iter().filter(move |entry| within.contains(&entry.path))
    }

    /// The edition and the language whose words an archive has: where it is for several, those of the framework, or
    /// the edition's own.
    fn place(&self, readers: &Readers) -> Option<&Place<'a>> {
        let model = &self.prepared.model;
        let first = |is_it: &dyn Fn(&Place<'a>) -> bool| self.places.iter().find(|place| is_it(place));
        match readers {
            Readers::All => {
                let source = model.source_language();
                first(&|place| place.lang == source).or(self.places.first())
            }
            Readers::Language(lang) => first(&|place| place.lang.code() == lang),
            Readers::Place { edition, lang } => {
                first(&|place| place.edition == edition && place.lang.code() == lang)
            }
            Readers::Printer(edition) => {
                let own = model.edition(edition).map_or(model.source_language(), |it| it.language.lang);
                first(&|place| place.edition == edition && place.lang == own)
                    .or_else(|| first(&|place| place.edition == edition))
            }
        }
    }

    /// The profiles of the press for which files are made, each once, with the licence of those that come with paf.
    fn profiles(&self, bundle: &Bundle, enclosed: &mut Enclosed) -> Result<(), Box<Diagnostic>> {
        let paths: BTreeSet<&String> = bundle.files.values().collect();
        let targets = self.places.iter().flat_map(|place| &place.press);
        for (target, entry) in targets.filter(|(_, entry)| paths.contains(&entry.path)) {
            let profile = output_profile(self.prepared, self.files, target, &entry.asked)?;
            let OutputProfile { name, icc, licence } = profile;
            enclosed.insert(format!("{PROFILES}/{name}.icc"), icc);
            if let Some(licence) = licence {
                enclosed.insert(format!("{PROFILES}/{name}-LICENSE.txt"), licence.as_bytes().to_vec());
            }
        }
        Ok(())
    }
}

fn of_archive(entry: &ManifestEntry, place: &Place<'_>) -> Data {
    let data = listed("", entry, place.lang);
    // Within the archive files lie in the folders of the output.
    data.with("name", Data::made(&*entry.path)).with("language", Data::made(&*entry.language_name))
}
