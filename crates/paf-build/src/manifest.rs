//! `manifest.json`: every target that was made, for people and programs that publish.

use std::collections::BTreeMap;

use paf_locale::Date;
use paf_model::document::Profile;
use paf_model::printing::IntentName;
use serde::{Deserialize, Serialize};

use crate::disk::Output;
use crate::fitting::FitEntry;
use crate::press::{Mark, PressSettings};
use crate::provenance::Provenance;

/// The file's name below the output folder.
pub(crate) const MANIFEST: &str = "manifest.json";

/// What the output folder holds.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of this format.
    pub format: u32,
    /// The framework's id.
    pub framework: String,
    /// The framework's version.
    pub version: String,
    /// The framework's date.
    pub date: String,
    /// The program that made it.
    pub generator: String,
    /// The hash of the program and of all files of the framework, at the last run.
    #[serde(default)]
    pub source: String,
    /// The targets by their paths.
    pub targets: Vec<ManifestEntry>,
}

/// A target that was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ManifestEntry {
    /// The document.
    pub document: String,
    /// The edition.
    pub edition: String,
    /// The language.
    pub language: String,
    /// The language by its own name.
    #[serde(default)]
    pub language_name: String,
    /// The title that the PDF gives itself, in its language.
    #[serde(default)]
    pub title: String,
    /// The profile.
    pub profile: String,
    /// The path below the output folder.
    pub path: String,
    /// The size in bytes.
    pub bytes: u64,
    /// The number of pages.
    pub pages: u64,
    /// The SHA-256 of the file.
    pub sha256: String,
    /// The standards it is made to.
    pub standards: Vec<String>,
    /// What lies beside it: the job ticket, for people and for programs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
    /// What was asked of it besides what the framework says.
    #[serde(default, skip_serializing_if = "Asked::is_nothing")]
    pub asked: Asked,
    /// How far its translation is.
    pub translation: Translation,
    /// How it was fitted to its pages, if it is a document of a fixed number of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fit: Option<FitEntry>,
    /// What its country edition does otherwise than the European framework; nothing of the European one.
    #[serde(default)]
    pub differences: Vec<Provenance>,
    /// Whether the file is what the framework would give today.
    #[serde(default)]
    pub state: FileState,
    /// The hash of everything it was made from.
    pub inputs: String,
}

impl ManifestEntry {
    /// Whether it is for a press; a profile that this program does not know is not.
    pub fn is_printed(&self) -> bool {
        Profile::ALL.iter().any(|profile| profile.is_printed() && profile.as_str() == self.profile)
    }

    /// All that is said of the target, by its keys.
    pub fn fields(&self) -> BTreeMap<String, serde_json::Value> {
        // Strings and numbers always serialise, to an object.
        let value = serde_json::to_value(self).unwrap_or_default();
        value.as_object().into_iter().flatten().map(|(key, value)| (key.clone(), value.clone())).collect()
    }
}

/// Whether a file in the output folder is what the framework would give today.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileState {
    /// It was made, or found unchanged, by the last run.
    Current,
    /// The framework has changed since, and no run has looked at this target.
    #[default]
    Unchecked,
    /// It is from before: the target failed since then, or is no longer made.
    Outdated,
}

/// What was asked of a target besides what the framework says, so that it can be made once more.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Asked {
    /// The marks around its pages, as `--marks` names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    /// The printing condition of `--intent`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<String>,
    /// The date of `SOURCE_DATE_EPOCH` (`2026-11-20`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
}

impl Asked {
    fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// What is asked of a target of a profile.
    pub(crate) fn of(profile: Profile, press: &PressSettings, date: Option<Date>) -> Self {
        let press = Some(press).filter(|_| profile.is_printed());
        let marks = press.into_iter().flat_map(|press| &press.marks);
        Self {
            marks: marks.map(|mark| mark.as_str().to_owned()).collect(),
            intent: press.and_then(|press| press.intent).map(|intent| intent.as_str().to_owned()),
            date: date.map(Date::iso),
        }
    }

    /// The same, as a run is asked for it; what no version of the program knows is left out.
    pub fn settings(&self) -> (PressSettings, Option<Date>) {
        let has = |mark: &Mark| self.marks.iter().any(|word| word == mark.as_str());
        let is_it = |intent: &&IntentName| self.intent.as_deref() == Some(intent.as_str());
        let press = PressSettings {
            marks: Mark::ALL.into_iter().filter(has).collect(),
            intent: IntentName::ALL.iter().find(is_it).copied(),
        };
        (press, self.date.as_deref().and_then(|date| Date::parse(date).ok()))
    }
}

/// A file that lies beside a target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Beside {
    /// The path below the output folder.
    pub path: String,
    /// The SHA-256 of the file.
    pub sha256: String,
}

/// How far a target's translation is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Translation {
    /// `source`, `draft`, `translated`, `approved`, or `incomplete` where source texts are printed.
    pub state: String,
    /// How many texts are printed in the source language.
    pub missing: u64,
    /// How many were translated from an older source text.
    pub stale: u64,
}

impl Manifest {
    /// The manifest of an output folder; nothing where it has none that this program reads.
    pub fn of(output: &Output) -> Option<Self> {
        Some(Self::read(output.read(MANIFEST))).filter(|manifest| manifest.format == Self::FORMAT)
    }

    /// The version of the format that this program writes.
    pub(crate) const FORMAT: u32 = 1;

    /// Reads a manifest; a missing or foreign one is as good as none.
    pub fn read(bytes: Option<Vec<u8>>) -> Self {
        bytes
            .and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok())
            .filter(|manifest| manifest.format == Self::FORMAT)
            .unwrap_or_default()
    }

    /// As it is written.
    pub fn to_json(&self) -> String {
        // Strings and numbers always serialise.
        let json = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{json}\n")
    }
}
