//! What is published, file by file, from what lies in an output folder.

use std::collections::BTreeMap;
use std::io;

use paf_build::{Fresh, Manifest, ManifestEntry, Output, Prepared, Snapshot, WriteError, sha256};
use paf_diag::{Diagnostic, Diagnostics, Rule};

use crate::archive::Archive;
use crate::bundles::{Bundle, FILES, bundles};
use crate::choice::Choice;
use crate::enclosed::Encloser;
use crate::ingredients::{Ingredients, PARTS};
use crate::listed::{Listed, hashes};
use crate::provenance::{PROVENANCE, statement};
use crate::site::Site;
use crate::sums::{self, SUMS};

/// What `manifest.json` holds, as a JSON Schema.
pub const MANIFEST_SCHEMA: &str = include_str!("manifest.schema.json");

/// A publication: targets of an output folder, and what they are made of.
pub struct Publication<'a> {
    output: &'a Output,
    manifest: Manifest,
    ingredients: &'a Ingredients,
    choice: Choice,
    site: Option<Site<'a>>,
    framework: Option<(&'a Prepared, &'a Snapshot)>,
}

/// Why a publication was not made.
enum Failure {
    /// Pages that could not be made.
    Pages(Diagnostics),
    System(WriteError),
    /// A file of the output folder that is not as its manifest says.
    Altered(String),
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        Self::System(error)
    }
}

impl<'a> Publication<'a> {
    /// The publication of all that an output folder lists, or of a choice.
    pub fn new(listed: &Listed<'a>, ingredients: &'a Ingredients, choice: Choice) -> Self {
        let mut manifest = listed.manifest.clone();
        manifest.targets.retain(|entry| choice.has(entry));
        Self { output: listed.output, manifest, ingredients, choice, site: None, framework: None }
    }

    /// The same with web pages.
    #[must_use]
    pub fn with_site(self, site: Option<Site<'a>>) -> Self {
        Self { site, ..self }
    }

    /// The same with what lies in archives beside the files.
    #[must_use]
    pub fn with_framework(self, prepared: Option<&'a Prepared>, files: &'a Snapshot) -> Self {
        Self { framework: prepared.map(|prepared| (prepared, files)), ..self }
    }

    /// The targets that are published.
    pub fn targets(&self) -> &[ManifestEntry] {
        &self.manifest.targets
    }

    /// What it says of them.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Writes all files, and gives how many there are besides their checksums.
    ///
    /// # Errors
    /// If the system refuses, or a file is not as the manifest says.
    pub fn write(&self, fresh: &Fresh) -> Result<usize, Diagnostics> {
        self.written(fresh).map_err(|failure| self.told(failure))
    }

    fn written(&self, fresh: &Fresh) -> Result<usize, Failure> {
        let mut sums = BTreeMap::new();
        for (path, sum) in self.manifest.targets.iter().flat_map(hashes) {
            let published = format!("{FILES}/{path}");
            fresh.output.write(&published, &self.file(path, sum)?)?;
            sums.insert(published, sum.to_owned());
        }
        let mut keep = |path: String, text: String| {
            fresh.output.write(&path, text.as_bytes())?;
            sums.insert(path, sha256(text.as_bytes()));
            Ok::<(), WriteError>(())
        };
        keep(format!("{FILES}/manifest.json"), self.manifest.to_json())?;
        keep(format!("{FILES}/manifest.schema.json"), MANIFEST_SCHEMA.to_owned())?;
        keep(PARTS.to_owned(), self.ingredients.parts(&self.manifest))?;
        let entries: Vec<&ManifestEntry> = self.manifest.targets.iter().collect();
        let site = self.site.as_ref();
        let encloser = self.framework.map(|framework| Encloser::new(framework, site, &self.manifest));
        let encloser = encloser.transpose().map_err(Failure::Pages)?;
        for bundle in bundles(&self.manifest.framework, &entries) {
            let enclosed = encloser.as_ref().map(|encloser| encloser.of(&bundle)).transpose();
            let enclosed = enclosed.map_err(|error| Failure::Pages(Diagnostics::from_iter([*error])))?;
            self.bundle(fresh, (&bundle, &enclosed.unwrap_or_default()), &sums)?;
            let sum = fresh.output.digest(&bundle.path);
            sums.insert(bundle.path.clone(), sum.ok_or(Failure::Altered(bundle.path))?);
        }
        let size = |path: &str| fresh.output.size(path);
        let pages = self.site.as_ref().map(|site| site.pages(&self.manifest, &size));
        for (path, page) in pages.transpose().map_err(Failure::Pages)?.into_iter().flatten() {
            fresh.output.write(&path, &page)?;
            sums.insert(path, sha256(&page));
        }
        let statement = statement(&self.manifest, self.choice.as_str(), &self.ingredients.inputs, &sums);
        fresh.output.write(PROVENANCE, statement.as_bytes())?;
        sums.insert(PROVENANCE.to_owned(), sha256(statement.as_bytes()));
        fresh.output.write(SUMS, sums::written(&sums).as_bytes())?;
        Ok(sums.len())
    }

    fn bundle(
        &self,
        fresh: &Fresh,
        (bundle, enclosed): (&Bundle, &BTreeMap<String, Vec<u8>>),
        known: &BTreeMap<String, String>,
    ) -> Result<(), Failure> {
        let folder = &bundle.folder;
        let sum = |path: &str| known.get(&format!("{FILES}/{path}")).cloned().unwrap_or_default();
        let mut lines: BTreeMap<String, String> =
            bundle.files.values().map(|path| (path.clone(), sum(path))).collect();
        lines.extend(enclosed.iter().map(|(name, bytes)| (name.clone(), sha256(bytes))));
        let mut altered = None;
        let written = fresh.stream(&bundle.path, |file| {
            let mut archive = Archive::new(file);
            archive.add(&format!("{folder}/{SUMS}"), sums::written(&lines).as_bytes())?;
            for (name, bytes) in enclosed {
                archive.add(&format!("{folder}/{name}"), bytes)?;
            }
            for (name, path) in &bundle.files {
                match self.file(path, &sum(path)) {
                    Ok(bytes) => archive.add(name, &bytes)?,
                    Err(failure) => {
                        altered = Some(failure);
                        return Err(io::Error::other("a file has changed"));
                    }
                }
            }
            archive.finish()
        });
        match altered {
            Some(failure) => Err(failure),
            None => Ok(written?),
        }
    }

    /// A file of the output folder, if it is as the manifest says.
    fn file(&self, path: &str, sum: &str) -> Result<Vec<u8>, Failure> {
        let bytes = self.output.read(path).filter(|bytes| sha256(bytes) == sum);
        bytes.ok_or_else(|| Failure::Altered(path.to_owned()))
    }

    fn told(&self, failure: Failure) -> Diagnostics {
        let one = match failure {
            Failure::Pages(found) => return found,
            Failure::System(error) => paf_build::environment(&error),
            Failure::Altered(path) => {
                let shown = self.output.shown(&path);
                let message = format!("`{shown}` is not as it was made: somebody has changed or removed it");
                Diagnostic::error(Rule::Altered, message).help("build with `--force`, and publish again")
            }
        };
        Diagnostics::from_iter([one])
    }
}
