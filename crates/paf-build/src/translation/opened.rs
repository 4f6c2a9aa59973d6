//! The files of one locale, open for changes.

use std::sync::Arc;

use paf_diag::{Diagnostics, SourceFile};
use paf_model::Model;
use paf_model::files::{FileError, Files};
use paf_translate::{Ledger, po};

use super::Change;
use crate::locale::Locale;
use crate::prepare::{ledger, not_there};
use crate::text_file::text_file;

/// A catalogue and its ledger.
pub struct Opened {
    /// Whose they are.
    pub locale: Locale,
    /// The catalogue; a new one has a header alone.
    pub po: po::PoFile,
    /// Who vouches for what.
    pub ledger: Ledger,
    catalogue_before: Option<Arc<SourceFile>>,
    ledger_before: Ledger,
}

/// Opens the files of a locale. After an error nothing may be saved: the part of a file that could
/// not be understood would be lost.
pub fn open(model: &Model, files: &dyn Files, locale: &Locale, diagnostics: &mut Diagnostics) -> Opened {
    let path = locale.catalogue();
    let is_missing = matches!(files.read(&path), Err(FileError::NotFound));
    let found = if is_missing { None } else { text_file(files, &path, diagnostics) };
    let text = found.clone().filter(|file| !file.text().trim().is_empty());
    let text = text.unwrap_or_else(|| not_there(model, locale));
    let po = po::parse(&text, diagnostics);
    diagnostics.extend(po.without_keys());
    let ledger = ledger(files, locale, diagnostics);
    Opened { locale: locale.clone(), po, ledger_before: ledger.clone(), ledger, catalogue_before: found }
}

impl Opened {
    /// What has to be written.
    pub fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        let text = self.po.to_text();
        if self.catalogue_before.as_ref().is_none_or(|file| file.text() != text) {
            changes.push(Change { path: self.locale.catalogue(), bytes: text.into_bytes() });
        }
        if self.ledger != self.ledger_before {
            changes.push(Change { path: self.locale.ledger(), bytes: self.ledger.to_text().into_bytes() });
        }
        changes
    }
}
