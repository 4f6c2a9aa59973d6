//! What each target was made from, so that an unchanged one is not made again.

use std::collections::BTreeMap;

use paf_model::files::Files;
use serde::{Deserialize, Serialize};

use crate::digest::{Parts, sha256};
use crate::plan::Target;
use crate::project::Ready;

/// The file's name below the output folder.
pub(crate) const CACHE: &str = ".paf-cache.json";

/// For each target's path the files that Typst read for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cache {
    pub(crate) dependencies: BTreeMap<String, Vec<String>>,
}

impl Cache {
    pub(crate) fn read(bytes: Option<Vec<u8>>) -> Self {
        bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    pub(crate) fn to_json(&self) -> String {
        // Strings always serialise.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The hash of all fonts and of the program itself, which every target depends on.
pub(crate) fn common_inputs(files: &dyn Files) -> String {
    let mut parts = Parts::default();
    parts.add(concat!("paf ", env!("CARGO_PKG_VERSION")).as_bytes());
    for path in files.list("fonts").unwrap_or_default() {
        parts.add(path.as_bytes());
        if let Ok(bytes) = files.read(&path) {
            parts.add(&bytes);
        }
    }
    parts.finish()
}

/// The hash of everything a target is made from.
pub(crate) fn inputs(
    target: &Target,
    ready: &Ready,
    common: &str,
    printing: &[u8],
    dependencies: &[String],
    files: &dyn Files,
) -> String {
    let mut parts = Parts::default();
    parts.add(common.as_bytes());
    parts.add(printing);
    parts.add(target.path().as_bytes());
    parts.add(ready.project.date.iso().as_bytes());
    parts.add(ready.project.main.text.as_bytes());
    for (path, bytes) in &ready.project.files {
        parts.add(path.as_bytes());
        parts.add(bytes);
    }
    for path in dependencies {
        parts.add(path.as_bytes());
        match files.read(path) {
            Ok(bytes) => parts.add(sha256(&bytes).as_bytes()),
            Err(_) => parts.add(b"missing"),
        }
    }
    parts.finish()
}
