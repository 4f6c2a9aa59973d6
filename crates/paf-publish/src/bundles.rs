//! Which files are downloaded together.

use std::collections::{BTreeMap, BTreeSet};

use paf_build::ManifestEntry;

use crate::listed::hashes;

/// Where the files of a publication lie.
pub(crate) const FILES: &str = "files";

/// Where its archives lie.
pub(crate) const BUNDLES: &str = "bundles";

/// For whom an archive is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Readers {
    /// Everybody.
    All,
    /// Readers of a language, of all editions.
    Language(String),
    /// Readers of an edition in a language.
    Place {
        /// The edition.
        edition: String,
        /// The language.
        lang: String,
    },
    /// The printer of an edition.
    Printer(String),
}

impl Readers {
    /// The path of their archive in the publication.
    fn path(&self, framework: &str) -> String {
        match self {
            Self::All => format!("{BUNDLES}/{framework}.zip"),
            Self::Language(lang) => format!("{BUNDLES}/languages/{framework}-{lang}.zip"),
            Self::Place { edition, lang } => format!("{BUNDLES}/{edition}/{framework}-{edition}-{lang}.zip"),
            Self::Printer(edition) => format!("{BUNDLES}/{edition}/{framework}-{edition}-print.zip"),
        }
    }
}

/// An archive: its path in the publication, and the files in it by their names there, with their paths in the output
/// folder.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Bundle {
    pub(crate) readers: Readers,
    pub(crate) path: String,
    /// The folder that it holds.
    pub(crate) folder: String,
    pub(crate) files: BTreeMap<String, String>,
}

/// The archives of some targets: for readers by edition and language and by language alone, for the printer of each
/// edition, and all.
pub(crate) fn bundles(framework: &str, entries: &[&ManifestEntry]) -> Vec<Bundle> {
    let mut found: BTreeMap<Readers, BTreeSet<String>> = BTreeMap::new();
    for entry in entries {
        let (edition, lang) = (entry.edition.clone(), entry.language.clone());
        let is_read = !entry.is_printed();
        let of = match is_read {
            true => vec![Readers::All, Readers::Language(lang.clone()), Readers::Place { edition, lang }],
            false => vec![Readers::All, Readers::Printer(edition)],
        };
        for readers in of {
            found.entry(readers).or_default().extend(hashes(entry).map(|(path, _)| path.to_owned()));
        }
    }
    let bundle = |(readers, paths): (Readers, BTreeSet<String>)| {
        let path = readers.path(framework);
        let name = path.rsplit('/').next().unwrap_or_default();
        let folder = name.trim_end_matches(".zip").to_owned();
        let files = paths.into_iter().map(|path| (format!("{folder}/{path}"), path)).collect();
        Bundle { readers, folder, files, path }
    };
    found.into_iter().map(bundle).collect()
}
