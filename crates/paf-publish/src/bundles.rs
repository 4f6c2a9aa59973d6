//! Which files are downloaded together.

use std::collections::{BTreeMap, BTreeSet};

use paf_build::ManifestEntry;
use paf_model::document::Profile;

use crate::listed::hashes;

/// Where the files of a publication lie.
pub(crate) const FILES: &str = "files";

/// Where its archives lie.
pub(crate) const BUNDLES: &str = "bundles";

/// An archive: its path in the publication, and the files in it by their names there, with their paths in the output
/// folder.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Bundle {
    pub(crate) path: String,
    pub(crate) files: BTreeMap<String, String>,
}

/// The archives of some targets: for readers by edition and language and by language alone, for the printer of each
/// edition, and all.
pub(crate) fn bundles(framework: &str, entries: &[&ManifestEntry]) -> Vec<Bundle> {
    let mut found: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for entry in entries {
        let (edition, lang) = (&entry.edition, &entry.language);
        let is_read = entry.profile == Profile::Screen.as_str();
        let mut of = vec![format!("{BUNDLES}/{framework}")];
        if is_read {
            of.push(format!("{BUNDLES}/{edition}/{framework}-{edition}-{lang}"));
            of.push(format!("{BUNDLES}/languages/{framework}-{lang}"));
        } else {
            of.push(format!("{BUNDLES}/{edition}/{framework}-{edition}-print"));
        }
        for bundle in of {
            let stem = bundle.rsplit('/').next().unwrap_or_default().to_owned();
            let files = hashes(entry).map(|(path, _)| (format!("{stem}/{path}"), path.to_owned()));
            found.entry(bundle).or_default().extend(files);
        }
    }
    let bundle = |(stem, files): (String, BTreeSet<(String, String)>)| Bundle {
        path: format!("{stem}.zip"),
        files: files.into_iter().collect(),
    };
    found.into_iter().map(bundle).collect()
}
